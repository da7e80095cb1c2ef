//! Hostile text in every field of the model, and secrets in all of them.
#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

use slugline_core::Source;
use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Byline, Field, Head, Span, Text};
use slugline_core::text;
use slugline_markup::{Dropped, clean_text};
use slugline_specimen::hostile::{Attack, attacks, breaks_no_text};
use slugline_specimen::likeness::{carried, document};
use slugline_specimen::part::byline;
use slugline_specimen::secret::keeps_secret;
use slugline_specimen::{clear, codes, written};
use slugline_text::{PlainText, write_article};

#[test]
fn no_attack_breaks_a_text() {
    breaks_no_text(write_article);
}

#[test]
fn nothing_for_editors_gets_out() {
    keeps_secret(write_article);
}

#[test]
fn heads_read_back_or_what_does_not_is_reported() {
    for Attack { name, article, .. } in attacks().into_iter().filter(Attack::is_bare) {
        let (copy, told) = written(|out, cx| write_article(&Article { body: Vec::new(), ..article.clone() }, out, cx));
        let source = Source::from_text("copy.txt", copy.as_str()).unwrap();
        let back = text::read(&source, &mut Diagnostics::new());
        let (mut found, mut expected) = (head_alone(clean(&back.head)), head_alone(clean(&article.head)));
        // Whose the text is says who sends it, too.
        if expected.head.credit.is_none() {
            found.head.credit = None;
        }
        for field in Field::ALL.into_iter().filter(|field| is_lost(*field, &told)) {
            clear(&mut found.head, field);
            clear(&mut expected.head, field);
        }
        let [found, expected] = [found, expected].map(|article| document(&carried(&article, &PlainText)));
        assert_eq!(found, expected, "{name}\n{copy}\n{told:?}");
    }
}

/// Issue 4: what says nothing leaves the rest of its list alone.
#[test]
fn a_list_is_written_without_what_says_nothing() {
    let head = Head {
        bylines: ["\u{1}", "Ada Roe", "Sam Lind"].map(byline).into(),
        keywords: ["\u{1}", "ferry", " ", "strike"].map(Text::from).into(),
        ..Head::default()
    };
    let (copy, told) = written(|out, cx| write_article(&head_alone(head.clone()), out, cx));
    assert_eq!(copy, "By Ada Roe and Sam Lind\n\nKeywords: ferry, strike\n");
    assert_eq!(codes(&told), ["forbidden-character"]);
}

fn head_alone(head: Head<'_>) -> Article<'_> {
    Article { head, body: Vec::new() }
}

/// Whether a field is reported as left out, or as not what it was.
fn is_lost(field: Field, told: &[Diagnostic]) -> bool {
    let is_loss = |code: &str| ["reads-otherwise", "field-left-out"].contains(&code);
    told.iter().any(|told| is_loss(&told.code) && told.message.contains(field.words()))
}

/// A head whose texts are each in one line, without what no document can hold and without what has no width. What then says
/// nothing is left out.
fn clean<'s>(head: &Head<'s>) -> Head<'s> {
    let said = |text: &Option<Text<'s>>| text.as_deref().and_then(one_line);
    let byline = |byline: &Byline<'s>| {
        let (role, affiliation) = (said(&byline.role), said(&byline.affiliation));
        Some(Byline { name: one_line(&byline.name)?, role, affiliation })
    };
    Head {
        headline: said(&head.headline),
        subheadline: said(&head.subheadline),
        section: said(&head.section),
        bylines: head.bylines.iter().filter_map(byline).collect(),
        language: said(&head.language),
        slug: said(&head.slug),
        keywords: head.keywords.iter().filter_map(|keyword| one_line(keyword)).collect(),
        credit: said(&head.credit),
        rights: said(&head.rights),
        url: said(&head.url),
        ..head.clone()
    }
}

fn one_line(text: &str) -> Option<Text<'static>> {
    const WITHOUT_WIDTH: [char; 9] =
        ['\u{FEFF}', '\u{200B}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}'];
    let clean = clean_text(text, Span::DETACHED, &mut Dropped::default()).replace(WITHOUT_WIDTH, "");
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then(|| line.into())
}
