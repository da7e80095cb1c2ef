//! Whole messages in IPTC 7901.

use slugline_core::model::{Article, Block, BlockKind, Role, Span, Status};
use slugline_specimen::part::{block, paragraph, points, table};

use crate::shown::{check, check_example, date, refuses, reports, shown, story, write};

const FORMAT: &str = "iptc7901";

/// [`harbour`], as the manual shows it.
const EXAMPLE: &str = "\
␁xxx0001 3 wi 466  xxx 0001

England/harbour/strike/
␂Ferries stop as crews walk out
By Ada Roe and Sam Lind =

LEEDS, England (HW) - No ferry left the harbour on Monday, and none
will leave on Tuesday either, the crews said.

The owners of the line call the walkout unlawful.

␃181720 GMT Nov 24
␡
␡␄";

fn harbour() -> Article<'static> {
    story("England/harbour/strike", "3", 3, "wi")
}

/// The lines between head and end of text.
#[track_caller]
fn writes(body: Vec<Block<'static>>, expected: &str) {
    let mut article = Article { body, ..harbour() };
    article.head.dateline = None;
    let (bytes, _) = write(&[article], FORMAT, &[]);
    let text = shown(&bytes);
    let (_, text) = text.split_once(" =\n\n").unwrap();
    assert_eq!(text.split_once('␃').unwrap().0, expected);
}

#[test]
fn a_story_in_its_frame() {
    check_example(&harbour(), FORMAT, EXAMPLE, include_str!("../../../../docs/formats/iptc7901.md"));
}

#[test]
fn options_name_the_service_and_the_width() {
    let (bytes, _) = write(&[harbour()], FORMAT, &[("source", "eca"), ("number", "124"), ("width", "0")]);
    let text = shown(&bytes);
    assert!(text.starts_with("␁eca0124 3 wi 466  eca 0124\n"), "{text}");
    assert!(text.contains("Tuesday either, the crews said.\n"), "{text}");
}

#[test]
fn what_editors_read_stands_below_the_text() {
    let mut article = harbour();
    article.head.subheadline = Some("Owners call it unlawful".into());
    article.head.editor_notes =
        vec!["Adds quotes from the owners of the line, and what the harbour office says".into(), "REFILE".into()];
    article.head.dates.embargo = date("2024-11-18T18:00:00Z");
    article.head.keywords = vec!["ferries".into(), "strike".into()];
    article.head.bylines.truncate(1);
    article.head.bylines[0].affiliation = Some("HW".into());
    (article.head.version, article.head.status) = (Some(2), Some(Status::Withheld));
    let editors = |text| paragraph(text).with_role(Role::EditorOnly);
    article.body = vec![editors("Reporting by: Ada Roe"), paragraph("Rain."), editors("hw ar sl")];
    check(
        &article,
        FORMAT,
        &[],
        "\
␁xxx0001 3 wi 466  xxx 0001

England/harbour/strike/
ferries/
strike/
␂WITHHOLD
1ST LEAD
REFILE
Ferries stop as crews walk out
Owners call it unlawful
By Ada Roe, HW =

LEEDS, England (HW) - Rain.

# Notebook

## Note to editors
- Adds quotes from the owners of the line, and what the harbour
  office says
- EMBARGOED UNTIL 2024-11-18T18:00:00Z

* * * *
The following information is not intended for publication

Reporting by: Ada Roe

hw ar sl

␃181720 GMT Nov 24
␡
␡␄",
    );
}

#[test]
fn each_kind_of_block_has_its_lines() {
    writes(vec![Block::heading(1, "East", Span::DETACHED), paragraph("Rain.")], "East\n\nRain.\n\n");
    writes(vec![points(None, &["Talks open.", "Crews vote."])], "- Talks open.\n- Crews vote.\n\n");
    writes(vec![points(Some(1), &["Talks open.", "Crews vote."])], "1. Talks open.\n2. Crews vote.\n\n");
    writes(vec![block(BlockKind::SectionBreak), paragraph("Rain.")], "___\n\nRain.\n\n");
    let verse = block(BlockKind::Preformatted { text: "Gold   1\n  Tin  2".into() });
    writes(vec![verse], "Gold   1\n  Tin  2\n\n");
    writes(vec![table(&[&["Rovers", "3"], &["Town", "1"]])], "Rovers␟3\nTown␟1\n\n");
}

#[test]
fn a_day_without_a_clock_has_no_zone() {
    let mut article = harbour();
    article.head.dates.published = date("2024-02-09");
    let (bytes, _) = write(&[article], FORMAT, &[]);
    assert!(shown(&bytes).contains("␃090000 Feb 24\n"));
}

#[test]
fn an_unknown_day_is_no_day() {
    let mut article = harbour();
    article.head.dates.published = None;
    let (bytes, reported) = write(&[article], FORMAT, &[]);
    assert!(shown(&bytes).ends_with("␃\n␡\n␡␄"));
    assert_eq!(reported, [""; 0]);
}

#[test]
fn no_text_ends_the_frame() {
    let hostile = "a\u{3}\u{4}\u{1}\u{1F}\u{2}b\r\n\u{7F}c\u{C}";
    let mut article = harbour();
    article.head.headline = Some(hostile.into());
    article.head.slug = Some(hostile.into());
    article.head.urgency.as_mut().unwrap().code = "\u{1}".into();
    article.body = vec![Block::paragraph(hostile, Span::DETACHED)];
    let text = shown(&write(&[article], FORMAT, &[]).0);
    for control in ['␁', '␂', '␃', '␄'] {
        assert_eq!(text.matches(control).count(), 1, "{control} in\n{text}");
    }
    assert!(text.contains("\na b c/\n␂a b c\n"), "{text}");
}

#[test]
fn a_head_of_nothing_still_ends() {
    let article = Article { body: vec![paragraph("No ferry left.")], ..Article::default() };
    check(&article, FORMAT, &[], "␁xxx0001 5 i 3  xxx 0001\n\nNo-ferry-left/\n␂=\n\nNo ferry left.\n\n␃\n␡\n␡␄");
    reports(
        &article,
        FORMAT,
        &[
            "Note[missing-category] the story has no category, and the header must have one; `i` stands in for it",
            "Warning[missing-slug] the story has no slug, and the header must have one; `No-ferry-left` stands in for it",
        ],
    );
}

#[test]
fn urgencies_of_other_wires_become_digits() {
    let article = story("England/strike", "u", 3, "i");
    let (bytes, reported) = write(&[article], FORMAT, &[]);
    assert!(shown(&bytes).starts_with("␁xxx0001 3 i 466 "));
    assert_eq!(reported, ["Note[urgency-as-level] the urgency `u` is written as `3`"]);
}

#[test]
fn keywords_beyond_those_that_readers_look_for_are_told() {
    let mut article = harbour();
    article.head.keywords = ["a", "b", "c", "d", "e", "f", "g"].map(Into::into).into();
    let (bytes, reported) = write(&[article], FORMAT, &[]);
    assert!(shown(&bytes).contains("e/\n␂Ferries"));
    assert_eq!(reported, ["Note[field-left-out] 5 keywords stand below the slug; the others are left out"]);
}

#[test]
fn options_that_do_not_fit_the_frame_are_refused() {
    refuses(
        FORMAT,
        &[
            ("source", "e1", "expected up to six letters, found `e1`"),
            ("category", "sport", "expected up to three letters, found `sport`"),
            ("number", "10000", "expected a number from 0 to 9999, found `10000`"),
        ],
    );
}
