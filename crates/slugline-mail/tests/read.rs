//! Messages in, articles out; and the laws that hold for any bytes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

use std::fmt::Write as _;

use proptest::prelude::*;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, BlockKind, Field, Role, Status};
use slugline_core::plugin::check_account;
use slugline_core::text::TextReader;
use slugline_core::{Place, Source};

/// The articles of a mail, a line for each thing that they say, and the codes of what was reported.
fn shown(bytes: &[u8]) -> String {
    let source = Source::new("test.eml", bytes.to_vec()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let articles = slugline_mail::read(&source, &TextReader::default(), &mut diagnostics);
    let mut out = articles.iter().map(show).collect::<Vec<_>>().join("---\n");
    diagnostics.iter().for_each(|found| writeln!(out, "! {}", found.code).unwrap());
    accounted(&source).unwrap();
    out
}

fn show(article: &Article<'_>) -> String {
    let head = &article.head;
    let mut out = String::new();
    let fields = [
        ("headline", &head.headline),
        ("deck", &head.subheadline),
        ("credit", &head.credit),
        ("id", &head.identifier),
        ("language", &head.language),
    ];
    for (name, value) in fields {
        value.iter().for_each(|value| writeln!(out, "{name} {value}").unwrap());
    }
    head.bylines.iter().for_each(|byline| writeln!(out, "byline {}", byline.name).unwrap());
    head.dates.published.iter().for_each(|date| writeln!(out, "date {date}").unwrap());
    head.keywords.iter().for_each(|word| writeln!(out, "keyword {word}").unwrap());
    head.editor_notes.iter().for_each(|note| writeln!(out, "note {note}").unwrap());
    head.dateline.iter().for_each(|dateline| writeln!(out, "dateline {}", dateline.text).unwrap());
    for block in &article.body {
        let kind = match (&block.kind, block.attrs.role()) {
            (_, Some(Role::Contact)) => "contact",
            (_, Some(Role::EditorOnly)) => "editor-only",
            (BlockKind::Quote { .. }, _) => "quote",
            (BlockKind::List { .. }, _) => "list",
            (BlockKind::Heading { .. }, _) => "heading",
            (BlockKind::SectionBreak, _) => "break",
            _ => "para",
        };
        let alone = Article { body: vec![block.clone()], ..Article::default() };
        let mut text = String::new();
        alone.each_text(&mut |part, _| text.push_str(part));
        writeln!(out, "{kind} {text}").unwrap();
    }
    out
}

#[track_caller]
fn check(mail: &str, expected: &str) {
    assert_eq!(shown(mail.as_bytes()), expected);
    // Line ends make no difference.
    assert_eq!(shown(mail.replace('\n', "\r\n").as_bytes()), expected);
}

const PARAGRAPH: &str = "No ferry left the harbour on Monday, and none will leave before Friday.";

#[test]
fn a_plain_message() {
    check(
        "Received: from desk.example by mx.example; Mon, 3 Mar 2014\n\t10:00:02 +0000\n\
         From: Ada Roe <ada@desk.example>\nTo: subs@desk.example\nSubject: Re: [subs] Ferries stop as\n crews walk out\n\
         Date: Mon, 3 Mar 2014 10:00:00 +0100 (CET)\nMessage-ID: <a1@desk.example>\nKeywords: ferries, strike\n\
         Content-Language: en-GB\n\n\
         LEEDS, March 3 (HW) - No ferry left.\n\nTalks open on Friday.\n\n-- \nAda Roe\n0113 496 0170\n",
        "headline Ferries stop as crews walk out\nid a1@desk.example\nlanguage en-GB\nbyline Ada Roe\n\
         date 2014-03-03T10:00:00+01:00\nkeyword ferries\nkeyword strike\ndateline LEEDS, March 3 (HW)\n\
         para No ferry left.\npara Talks open on Friday.\ncontact Ada Roe 0113 496 0170\n",
    );
}

#[test]
fn the_byline_of_the_text_wins_over_the_sender() {
    check(
        &format!("From: Ada Roe <ada@desk.example>\nSubject: Ferries stop\n\nBy Sam Lind\n\n{PARAGRAPH}\n"),
        &format!("headline Ferries stop\nbyline Sam Lind\npara {PARAGRAPH}\n"),
    );
}

#[test]
fn a_subject_may_hold_the_story() {
    for (subject, status, embargo) in [
        ("KILL BRIDGE", Some(Status::Canceled), None),
        ("Fwd: Story withdrawn", Some(Status::Canceled), None),
        ("Embargoed until 3 May 2024: Ferries stop", None, Some("2024-05-03")),
        ("Kill the bill, voters say", None, None),
    ] {
        let source =
            Source::from_text("test.eml", format!("From: a@desk.example\nSubject: {subject}\n\n{PARAGRAPH}\n"));
        let source = source.unwrap();
        let articles = slugline_mail::read(&source, &TextReader::default(), &mut Diagnostics::new());
        let head = &articles[0].head;
        let end = head.dates.embargo.map(|end| end.to_string());
        assert_eq!((head.status, end.as_deref()), (status, embargo), "{subject}");
        assert_eq!(head.headline.as_deref(), Some(subject.trim_start_matches("Fwd: ")));
        accounted(&source).unwrap();
    }
}

#[test]
fn a_desk_is_a_credit() {
    check(
        &format!("From: Harbour Desk <desk@harbour.example>\nSubject: Ferries stop\n\n{PARAGRAPH}\n"),
        &format!("headline Ferries stop\ncredit Harbour Desk\npara {PARAGRAPH}\n"),
    );
}

/// The outer head of a message that is passed on, and the note above that.
const COVER: &str = "From: Harbour Desk <desk@harbour.example>\nDate: Tue, 4 Mar 2014 10:00:00 +0000\nSubject: Fwd: Ferries stop\n\nPlease\nrun.\n\n";

#[test]
fn a_message_that_is_passed_on_has_a_head_of_its_own() {
    let story = format!(
        "headline Ferries stop\nbyline Ada Roe\ndate 2014-03-03\nnote Please run.\npara {PARAGRAPH}\n! cover-note\n"
    );
    for head in [
        "---------- Forwarded message ---------\nFrom: Ada Roe <ada@desk.example>\nDate: Mon, 3 Mar 2014\nSubject: Ferries stop\nTo: <subs@desk.example>\n",
        "Begin forwarded message:\n\nFrom: Ada Roe <ada@desk.example>\nSubject: Ferries stop\nDate: 3 March 2014\nTo: subs@desk.example\n",
        "-----Original Message-----\nFrom: Ada Roe [mailto:ada@desk.example]\nSent: Monday, March 3, 2014\nTo: Subs\nSubject: Ferries stop\n",
        "________________________________\nVon: Ada Roe <ada@desk.example>\nGesendet: Montag, 3. März 2014\nAn: Redaktion\nBetreff: WG: Ferries stop\n",
        "*From:* Ada Roe <ada@desk.example>\n*Sent:* Monday, March 3, 2014\n*To:* Subs\n*Subject:* Ferries stop\n",
    ] {
        check(&format!("{COVER}{head}\n{PARAGRAPH}\n"), &story);
    }
}

#[test]
fn a_message_may_be_passed_on_twice() {
    let head = |name: &str, day: u8| {
        format!(
            "-------- Forwarded Message --------\nSubject: Fwd: Ferries stop\nDate: {day} March 2014\nFrom: {name} <a@desk.example>\n\n"
        )
    };
    check(
        &format!("{COVER}{}{}{PARAGRAPH}\n", head("Sam Lind", 3), head("Ada Roe", 2)),
        &format!(
            "headline Ferries stop\nbyline Ada Roe\ndate 2014-03-02\nnote Please run.\npara {PARAGRAPH}\n! cover-note\n"
        ),
    );
}

#[test]
fn a_message_that_is_passed_on_may_get_another_subject() {
    check(
        &format!(
            "Subject: WG: Bitte bringen\nFrom: a@desk.example\n\nBegin forwarded message:\n\nFrom: Ada Roe\nSubject: Ferries stop\n\n{PARAGRAPH}\n"
        ),
        &format!("headline Ferries stop\nbyline Ada Roe\nnote Bitte bringen\npara {PARAGRAPH}\n"),
    );
}

#[test]
fn what_a_message_answers_is_for_editors() {
    check(
        &format!(
            "From: Ada Roe <ada@desk.example>\nSubject: Re: Ferries stop\n\n{PARAGRAPH}\n\n-----Original Message-----\n\
             From: Desk <desk@desk.example>\nSent: Monday, March 3, 2014\nSubject: Ferries stop\n\nCan we have this by eight?\n"
        ),
        &format!(
            "headline Ferries stop\nbyline Ada Roe\npara {PARAGRAPH}\n\
             editor-only -----Original Message----- From: Desk <desk@desk.example> Sent: Monday, March 3, 2014 Subject: Ferries stop\n\
             editor-only Can we have this by eight?\n! older-message\n"
        ),
    );
}

#[test]
fn what_was_sent_before_is_for_editors_whatever_the_subject_says() {
    let older = "-----Original Message-----\nFrom: Sam Lind <s@desk.example>\nSent: 3 March 2014\nSubject: Ferries\n\nDo not name him.\n";
    let hidden = "editor-only -----Original Message----- From: Sam Lind <s@desk.example> Sent: 3 March 2014 Subject: Ferries\n\
                  editor-only Do not name him.\n";
    check(
        &format!("Subject: Ferry strike\nFrom: a@desk.example\n\n{PARAGRAPH}\n\n{older}"),
        &format!("headline Ferry strike\npara {PARAGRAPH}\n{hidden}! older-message\n"),
    );
    // Below a message that is passed on, too.
    check(
        &format!("{COVER}---- Forwarded message ----\nFrom: Ada Roe\nSubject: Ferries stop\n\n{PARAGRAPH}\n\n{older}"),
        &format!(
            "headline Ferries stop\nbyline Ada Roe\ndate 2014-03-04T10:00:00Z\nnote Please run.\npara {PARAGRAPH}\n{hidden}! cover-note\n! older-message\n"
        ),
    );
}

#[test]
fn a_story_may_have_rules_and_quote_a_mail() {
    let list = "----------\nFrom: 1 May\nTo: 3 June\n\nThe pier is open.\n";
    check(
        &format!("Subject: Piers\nFrom: a@desk.example\n\n{PARAGRAPH}\n\n{list}"),
        &format!(
            "headline Piers\npara {PARAGRAPH}\nbreak \npara From: 1 May\npara To: 3 June\npara The pier is open.\n"
        ),
    );
    let quoted = "From: Max Frei\nTo: the minister\nDate: 2 March 2025\n\nIt has begun.\n";
    let story = [PARAGRAPH; 4].join(" ");
    check(
        &format!("Subject: Re: Leak\nFrom: a@desk.example\n\n{story}\n\n{quoted}"),
        &format!(
            "headline Leak\npara {story}\npara From: Max Frei\npara To: the minister\npara Date: 2 March 2025\npara It has begun.\n"
        ),
    );
}

#[test]
fn a_note_with_labels_stays_a_note() {
    check(
        &format!(
            "Subject: Ferries\nFrom: a@desk.example\n\nThe source is Max.\n\nFrom: Leeds\nTo: York\nDate: Monday\n\n\
             -------- Forwarded Message --------\nFrom: Ada Roe\nSubject: Ferries stop\n\n{PARAGRAPH}\n"
        ),
        &format!(
            "headline Ferries stop\nbyline Ada Roe\nnote Ferries\nnote The source is Max. From: Leeds To: York Date: Monday\n\
             para {PARAGRAPH}\n! cover-note\n"
        ),
    );
}

#[test]
fn a_subject_of_many_marks_is_read() {
    let mail = format!("Subject: {}Ferries stop\nFrom: a@desk.example\n\n{PARAGRAPH}\n", "[a] ".repeat(100_000));
    let source = Source::from_text("test", mail).unwrap();
    let articles = slugline_mail::read(&source, &TextReader::default(), &mut Diagnostics::new());
    assert_eq!((articles.len(), articles[0].body.len()), (1, 1));
}

#[test]
fn labels_in_a_story_are_no_head_of_a_message() {
    check(
        "Subject: Trains\nFrom: a@desk.example\n\nThe trains run as before.\n\nFrom: Leeds\nTo: York\n\nThey stop at all stations.\n",
        "headline Trains\npara The trains run as before.\npara From: Leeds\npara To: York\npara They stop at all stations.\n",
    );
}

#[test]
fn without_a_subject_the_text_has_the_headline() {
    check(
        &format!(
            "From: ada@desk.example\nSubject:\nTo: subs@desk.example\n\nFerries stop as crews walk out\n\n{PARAGRAPH}\n"
        ),
        &format!("headline Ferries stop as crews walk out\npara {PARAGRAPH}\n"),
    );
}

#[test]
fn a_line_that_repeats_the_subject_is_no_deck() {
    check(
        &format!("Subject: Ferries stop\nTo: subs@desk.example\n\nFERRIES  STOP\n\n{PARAGRAPH}\n"),
        &format!("headline Ferries stop\npara {PARAGRAPH}\n"),
    );
}

#[test]
fn encoded_words() {
    check(
        &format!(
            "Subject: =?utf-8?B?RsOkaHJlbg==?= =?iso-8859-1?Q?_stehen_f=FCr?=\n\t=?utf-8?Q?_Tage?=\n\
             From: =?utf-8?Q?Max_Fr=C3=BCh?= <max@desk.example>\n\n{PARAGRAPH}\n"
        ),
        &format!("headline Fähren stehen für Tage\nbyline Max Früh\npara {PARAGRAPH}\n"),
    );
    check(
        &format!("Subject: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=\nFrom: a@desk.example\n\n{PARAGRAPH}\n"),
        &format!("headline 日本\npara {PARAGRAPH}\n"),
    );
}

#[test]
fn quoted_printable() {
    check(
        "Subject: Fee\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\
         Das Caf=C3=A9 am Ma=\nrkt schlie=C3=9Ft am Montag, sagte die Wirtin.=20\n",
        "headline Fee\npara Das Café am Markt schließt am Montag, sagte die Wirtin.\n",
    );
    check(
        "Subject: Fee\nContent-Type: text/plain; charset=shift_jis\nContent-Transfer-Encoding: Quoted-Printable\n\n=83A=83C.\n",
        "headline Fee\npara アイ.\n",
    );
}

#[test]
fn broken_escapes_are_text() {
    check(
        "Subject: Sums\nContent-Transfer-Encoding: quoted-printable\n\nTwo and two =3D four, a == b, said =E4lle.=\n",
        "headline Sums\npara Two and two = four, a == b, said älle.\n! broken-mail\n! guessed-encoding\n! broken-mail\n",
    );
}

#[test]
fn base64() {
    // "Паром стоит в гавани с понедельника." in lines that part letters.
    check(
        "Subject: Parom\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n\
         0J/QsNGA0L7QvCDRgdGC0L7QuNGCINCyINCz0LDQstCw0L3QuCDRg\nSDQv9C+0L3QtdC00LXQu9GM0L3QuNC60LAu\n\n____\nThe list, list.example\n",
        "headline Parom\npara Паром стоит в гавани с понедельника.\nbreak \npara The list, list.example\n! broken-mail\n",
    );
}

#[test]
fn eight_bits_in_the_set_that_is_named() {
    let mail =
        b"Subject: Ceny\nContent-Type: text/plain; charset=iso-8859-2\n\nCena chleba wzro\xB6nie w poniedzia\xB3ek.\n";
    assert_eq!(shown(mail), "headline Ceny\npara Cena chleba wzrośnie w poniedziałek.\n");
    let latin =
        b"Subject: Bar\nContent-Type: text/plain; charset=\"ISO-8859-1\"\n\nDas Caf\xE9 schlie\xDFt am Montag.\n";
    assert_eq!(shown(latin), "headline Bar\npara Das Café schließt am Montag.\n");
    let japanese = "Subject: Rain\nContent-Type: text/plain; charset=iso-2022-jp\n\n\u{1B}$BF|K\\\u{1B}(B.\n";
    assert_eq!(shown(japanese.as_bytes()), "headline Rain\npara 日本.\n");
}

#[test]
fn charsets_that_no_one_knows() {
    check(
        "Subject: Rain\nContent-Type: text/plain; charset=x-harbour\nContent-Transfer-Encoding: quoted-printable\n\nRain fell=2E\n",
        "headline Rain\npara Rain fell.\n! unknown-charset\n",
    );
}

#[test]
fn flowed_text() {
    check(
        "Subject: Bees\nContent-Type: text/plain; format=flowed\n\n> Can we have this \n> by eight?\n\n\
         It took the bees nine years to fill the wall of the \nbarn and four seconds to bring it down.\n\n-- \nAda Roe\n",
        "headline Bees\nquote Can we have this by eight?\n\
         para It took the bees nine years to fill the wall of the barn and four seconds to bring it down.\ncontact Ada Roe\n",
    );
}

#[test]
fn of_alternatives_the_plain_text_is_read() {
    check(
        &parts("alternative", &[("text/plain", PARAGRAPH), ("text/html", "<p>No ferry</p>")]),
        &format!("headline Ferries stop\npara {PARAGRAPH}\n! left-out-part\n"),
    );
}

#[test]
fn html_alone_is_read_without_tags() {
    check(
        &parts(
            "alternative",
            &[("text/html", "<p>No ferry &amp; no tram left.</p><p>Talks open on <b>Friday</b>.</p>")],
        ),
        "headline Ferries stop\npara No ferry & no tram left.\npara Talks open on Friday.\n! html-as-text\n",
    );
    // A plain part without text is no text.
    check(
        &parts("alternative", &[("text/plain", "\n"), ("text/html", "<p>No ferry left the harbour.</p>")]),
        "headline Ferries stop\npara No ferry left the harbour.\n! html-as-text\n",
    );
}

#[test]
fn parts_within_parts_and_attachments() {
    check(
        &format!(
            "Subject: Ferries stop\nContent-Type: multipart/mixed; boundary=outer\n\nA mail in parts.\n--outer\n\
             Content-Type: multipart/alternative; boundary=\"outer=inner\"\n\n--outer=inner\n\n{PARAGRAPH}\n\
             --outer=inner\nContent-Type: text/html\n\n<p>No ferry</p>\n--outer=inner--\n\n--outer\n\
             Content-Type: image/jpeg; name=\"quay.jpg\"\nContent-Transfer-Encoding: base64\n\n/9j/4AAQ\n--outer--\nThe end.\n"
        ),
        &format!("headline Ferries stop\npara {PARAGRAPH}\n! left-out-part\n! left-out-part\n"),
    );
}

#[test]
fn a_story_that_is_attached() {
    let attached = format!(
        "--b\nContent-Type: text/plain; name=story.txt\nContent-Disposition: attachment\n\n{PARAGRAPH}\n--b--\n"
    );
    check(
        &format!("Subject: Ferries stop\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n\n{attached}"),
        &format!("headline Ferries stop\npara {PARAGRAPH}\n"),
    );
    let message = format!(
        "--b\nContent-Type: message/rfc822\n\nSubject: Inner\nFrom: Sam Lind <sam@x.example>\n\n{PARAGRAPH}\n--b--\n"
    );
    check(
        &format!("Subject: Ferries stop\nContent-Type: multipart/mixed; boundary=b\n\n{message}"),
        &format!("headline Ferries stop\npara {PARAGRAPH}\n"),
    );
}

#[test]
fn parts_that_are_cut_off() {
    let whole = parts("alternative", &[("text/plain", PARAGRAPH), ("text/html", "<p>No ferry</p>")]);
    let cut = &whole[..whole.find("Monday").unwrap()];
    check(cut, "headline Ferries stop\npara No ferry left the harbour on\n! broken-mail\n");
    check(
        &format!("Subject: Ferries stop\nContent-Type: multipart/mixed; boundary=b\n\n{PARAGRAPH}\n"),
        &format!("headline Ferries stop\npara {PARAGRAPH}\n! broken-mail\n"),
    );
    check(
        "Subject: Ferries stop\nContent-Type: multipart/mixed; boundary=b",
        "headline Ferries stop\n! broken-mail\n! empty-input\n",
    );
}

#[test]
fn heads_that_break_off() {
    check(
        &format!("Subject: Ferries stop\nTo: subs@desk.example\n{PARAGRAPH}\n\nNone left on Sunday.\n"),
        &format!("headline Ferries stop\npara {PARAGRAPH}\npara None left on Sunday.\n! broken-mail\n"),
    );
    check(
        &format!("Ferries stop as crews walk out\n\n{PARAGRAPH}\n"),
        &format!("headline Ferries stop as crews walk out\npara {PARAGRAPH}\n! broken-mail\n"),
    );
    check("Subject: Ferries stop\nTo: subs@desk.example\n", "headline Ferries stop\n! empty-input\n");
    check("", "! empty-input\n");
}

#[test]
fn a_mailbox_holds_several() {
    let from = "From ada@desk.example Mon Mar  3 10:00:00 2014\n";
    check(
        &format!(
            "{from}Subject: Ferries stop\nTo: a@desk.example\n\nNo ferry left.\n\n>From Leeds come no trams.\n\n\
             {from}Subject: Trams stop\nTo: a@desk.example\n\nNo tram left the depot on Monday.\n"
        ),
        "headline Ferries stop\npara No ferry left.\npara From Leeds come no trams.\n---\n\
         headline Trams stop\npara No tram left the depot on Monday.\n",
    );
}

#[test]
fn text_that_begins_with_from_is_text() {
    check(
        "From Leeds at 10:00 came the last tram of the day.\n\nIt was full.\n",
        "para From Leeds at 10:00 came the last tram of the day.\npara It was full.\n! broken-mail\n",
    );
}

#[test]
fn text_knows_its_bytes() {
    let mail = "Subject: =?utf-8?Q?F=C3=A4hren?=\nContent-Type: text/plain; charset=utf-8\n\
                Content-Transfer-Encoding: quoted-printable\n\nDas Caf=C3=A9 am Ma=\nrkt schlie=C3=9Ft.\n";
    let source = Source::from_text("test.eml", mail).unwrap();
    let articles = slugline_mail::read(&source, &TextReader::default(), &mut Diagnostics::new());
    let article = &articles[0];
    let headline = article.head.span(Field::Headline, 0);
    assert_eq!(&mail[headline.start as usize..headline.end as usize], "=?utf-8?Q?F=C3=A4hren?=");
    let mut spans = Vec::new();
    article.each_text(&mut |text, span| spans.push((text.to_owned(), span)));
    let (text, span) = &spans[spans.len() - 1];
    assert_eq!(text, "Das Café am Markt schließt.");
    assert_eq!(&mail[span.start as usize..span.end as usize], "Das Caf=C3=A9 am Ma=\nrkt schlie=C3=9Ft.");
}

#[test]
fn a_byte_order_mark_is_no_text() {
    check(
        &format!("\u{FEFF}Subject: Ferries stop\n\n{PARAGRAPH}\n"),
        &format!("headline Ferries stop\npara {PARAGRAPH}\n"),
    );
    check(&format!("\u{FEFF}{PARAGRAPH}\n"), &format!("para {PARAGRAPH}\n! broken-mail\n"));
}

#[test]
fn a_story_of_a_mailbox_is_one_message() {
    let message = format!("From a Mon Mar  3 10:00:00 2014\nSubject: Ferries stop\n\n{PARAGRAPH}\n");
    let source = Source::story("desk.mbox", message.repeat(2).into_bytes(), Place::START).unwrap();
    assert_eq!(slugline_mail::read(&source, &TextReader::default(), &mut Diagnostics::new()).len(), 1);
}

/// A message in parts, each of a media type.
fn parts(kind: &str, parts: &[(&str, &str)]) -> String {
    let mut mail = format!("Subject: Ferries stop\nContent-Type: multipart/{kind};\n\tboundary=\"b 1\"\n\n");
    for (media_type, body) in parts {
        write!(mail, "--b 1\nContent-Type: {media_type}\n\n{body}\n").unwrap();
    }
    mail + "--b 1--\n"
}

/// Every byte lies in the text of an article or in a part that is left out for a reason, and a signature is kept.
fn accounted(source: &Source) -> Result<(), String> {
    let lines = slugline_mail::explain(source, &TextReader::default());
    check_account(source, &lines).map_err(|fault| fault.to_string())?;
    for line in lines.iter().filter(|line| line.rule == "mail-signature") {
        let mut left_out = line.skipped.iter().map(|(span, _)| source.slice(*span));
        if let Some(lost) = left_out.find(|lost| !matches!(lost.trim(), "" | "--")) {
            return Err(format!("line {}: {lost:?} of the signature is lost", line.line));
        }
    }
    Ok(())
}

/// Texts that look like mail: fields, boundaries, encoded lines and words in the order of chance.
fn mail() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "(Subject|From|To|Date|Keywords|Message-ID): (Re: |\\[l\\] |=\\?utf-8\\?Q\\?=C3=A9\\?= )?[A-Z][a-z]{1,8}( <[a-z]@b.c>)?",
        "Content-Type: (multipart/(mixed|alternative); boundary=b[12]?|text/(plain|html); (charset=(utf-8|latin1|x|iso-2022-jp|utf-16)|format=flowed)|message/rfc822|image/png; name=a)",
        "Content-Transfer-Encoding: (base64|quoted-printable|8bit|x-uue)",
        "--b[12]?(--)?",
        "(---- Forwarded message ----|-----Original Message-----|Begin forwarded message:|_____)",
        "(From: Ada Roe\\nDate: 3 March 2014|From: Sam Lind <s@b.c>\\nTo: a@b.c\\nSubject: (Fwd: |WG: )?Rain)\\n",
        "Subject: (Fwd|Re): [A-Z][a-z]{1,8}",
        "[A-Z][a-z]{2,9}( [a-z]{1,9}){0,9}[.!?= ]{0,2}",
        "(=[0-9A-F]{2}){1,6}[a-z=]{0,3}",
        "[A-Za-z0-9+/]{4,60}={0,2}",
        "(<(p|br|li|script|!--|/p|td|/script)>?|&amp;|&#[0-9]{1,7};|<[a-z ]{0,5}){1,4}[a-z ]{0,9}",
        "(>{0,3} ?|>From |From )[A-Z][a-z ]{0,20}",
        "(-- |\t folded; boundary=b1|From a@b.c Mon Mar  3 10:00:00 2014|)",
        "\\PC{0,40}",
    ];
    let end = prop_oneof![9 => Just("\n"), 4 => Just("\n\n"), 1 => Just("\r\n"), 1 => Just("\r"), 1 => Just(" \n")];
    prop::collection::vec((line, end), 0..18)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// Quoted-printable in which nothing but letters, figures and line ends stands as it is, in short lines.
fn to_quoted_printable(text: &str) -> String {
    let mut out = String::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => out.push('\n'),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => write!(out, "={byte:02X}").unwrap(),
        }
        if at % 19 == 18 {
            out.push_str("=\n");
        }
    }
    out
}

/// Base64 in lines that part letters.
fn to_base64(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (at, three) in text.as_bytes().chunks(3).enumerate() {
        let bits = three.iter().fold(0, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        for sextet in 0..4 {
            let sign = char::from(SIGNS[bits >> (18 - 6 * sextet) & 63]);
            out.push(if sextet > three.len() { '=' } else { sign });
        }
        if at % 7 == 6 {
            out.push('\n');
        }
    }
    out
}

/// The article of a message whose text is encoded in some way.
fn read_as(transfer: &str, body: &str) -> String {
    let head = "Subject: Rain\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding";
    let source = Source::from_text("test.eml", format!("{head}: {transfer}\n\n{body}")).unwrap();
    let articles = slugline_mail::read(&source, &TextReader::default(), &mut Diagnostics::new());
    articles.iter().map(show).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_accounted_for(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let source = Source::new("any", bytes).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
    }

    #[test]
    fn any_mail_is_accounted_for(mail in mail(), latin in any::<bool>()) {
        let bytes = if latin { mail.chars().map(|letter| u8::try_from(letter).unwrap_or(0xE9)).collect() } else { mail.into_bytes() };
        let source = Source::new("any", bytes).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
        let articles = slugline_mail::read(&source, &TextReader::default(), &mut Diagnostics::new());
        for article in &articles {
            let mut fault = None;
            article.each_text(&mut |text, span| if span.is_detached() || span.end > source.len() { fault = Some(text.to_owned()) });
            prop_assert_eq!(fault, None);
        }
    }

    #[test]
    fn encodings_make_no_difference(body in mail()) {
        let plain = read_as("8bit", &body);
        prop_assert_eq!(&read_as("quoted-printable", &to_quoted_printable(&body)), &plain);
        prop_assert_eq!(&read_as("base64", &to_base64(&body)), &plain);
    }
}
