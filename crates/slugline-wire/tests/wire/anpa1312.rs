//! Whole messages in ANPA 1312.

use slugline_core::model::{Article, Block, BlockKind, Figure, Inline, Role, Span, Status};
use slugline_specimen::part::{block, link, paragraph, paragraph_of, points, table};

use crate::shown::{check, check_example, date, refuses, reports, shown, story, write};

const FORMAT: &str = "anpa1312";

/// [`harbour`], as the manual shows it.
const EXAMPLE: &str = "\
␖␖␁a0001␟-----
u i␓␑ BC-XX--HarborStrike 11-18 0466
␂^BC-XX--Harbor Strike,0466<
^Ferries stop as crews walk out<
^By Ada Roe and Sam Lind=
␉   LEEDS, England (HW) _ No ferry left the harbour on Monday, and none will leave on Tuesday either, the crews said.
␉   The owners of the line call the walkout unlawful.
␃XX-11-18-24 1720GMT<

␌
␄";

fn harbour() -> Article<'static> {
    story("BC-XX--Harbor Strike", "u", 3, "i")
}

fn with_body(body: Vec<Block<'static>>) -> Article<'static> {
    Article { body, ..harbour() }
}

/// The lines between keyword line and end of text.
#[track_caller]
fn writes(body: Vec<Block<'static>>, expected: &str) {
    let mut article = with_body(body);
    (article.head.dateline, article.head.headline) = (None, None);
    article.head.bylines.clear();
    let (bytes, _) = write(&[article], FORMAT, &[]);
    let text = shown(&bytes);
    let (_, text) = text.split_once(",0466<\n").unwrap();
    assert_eq!(text.split_once('␃').unwrap().0, expected);
}

#[test]
fn a_story_in_its_frame() {
    check_example(&harbour(), FORMAT, EXAMPLE, include_str!("../../../../docs/formats/anpa1312.md"));
}

#[test]
fn options_route_and_wrap() {
    check(
        &harbour(),
        FORMAT,
        &[
            ("pre_header", "C T"),
            ("service", "W"),
            ("number", "2870"),
            ("selector", "_asian"),
            ("source", "AP-WF"),
            ("width", "66"),
        ],
        "\
␅␅␅C T
␖␖␁W2870␟_asian
u i␓␑ BC-XX--HarborStrike 11-18 0466
␂^BC-XX--Harbor Strike,0466<
^Ferries stop as crews walk out<
^By Ada Roe and Sam Lind=
␉   LEEDS, England (HW) _ No ferry left the harbour on Monday, and
none will leave on Tuesday either, the crews said.
␉   The owners of the line call the walkout unlawful.
␃AP-WF-11-18-24 1720GMT<

␌
␄",
    );
}

#[test]
fn what_editors_read_stands_above_the_byline() {
    let mut article = harbour();
    article.head.subheadline = Some("Owners call it unlawful".into());
    article.head.editor_notes =
        vec!["Eds: With AP Photos.".into(), "Adds quotes".into(), "URGENT".into(), "Bjt".into()];
    article.head.dates.embargo = date("2024-11-18T18:00:00Z");
    article.head.bylines[1].role = Some("Staff Writer".into());
    article.body = vec![paragraph("Hold for art.").with_role(Role::EditorOnly), paragraph("Rain.")];
    check(
        &article,
        FORMAT,
        &[],
        "\
␖␖␁a0001␟-----
u i␓␑ BC-XX--HarborStrike 11-18 0466
␂^BC-XX--Harbor Strike, Bjt,0466<
^Ferries stop as crews walk out<
^EMBARGOED UNTIL 2024-11-18T18:00:00Z<
^Eds: With AP Photos.<
^Eds: Adds quotes<
^URGENT<
^Eds: Hold for art.<
^Owners call it unlawful<
^By Ada Roe and Sam Lind=
^Staff Writer=
␉   LEEDS, England (HW) _ Rain.
␃XX-11-18-24 1720GMT<

␌
␄",
    );
}

#[test]
fn each_kind_of_block_has_its_lines() {
    writes(vec![paragraph("Rain."), Block::heading(1, "EAST", Span::DETACHED)], "␉   Rain.\n^EAST=\n");
    writes(vec![points(None, &["Talks open.", "Crews vote."])], "␉   _Talks open.\n␉   _Crews vote.\n");
    writes(vec![points(Some(1), &["Talks open.", "Crews vote."])], "␉   1. Talks open.\n␉   2. Crews vote.\n");
    writes(vec![block(BlockKind::SectionBreak)], "␉   ___\n");
    let verse = block(BlockKind::Preformatted { text: "Gold   1\n  Tin  2".into() });
    writes(vec![verse], "␈Gold   1\n␈  Tin  2\n");
    writes(vec![table(&[&["Rovers", "3"], &["Town", "1"]])], "␈Rovers;3\n␈Town;1\n");
}

#[test]
fn a_story_of_rows_alone_says_so_in_its_header() {
    let (bytes, _) = write(&[with_body(vec![table(&[&["Rovers", "3"]])])], FORMAT, &[]);
    assert!(!shown(&bytes).contains("i␔␒ BC-XX"), "the dateline is a paragraph");
    let mut article = with_body(vec![table(&[&["Rovers", "3"]])]);
    article.head.dateline = None;
    assert!(shown(&write(&[article], FORMAT, &[]).0).contains("u i␔␒ BC-XX--HarborStrike 11-18 0466\n"));
}

#[test]
fn versions_and_kills_stand_beside_the_keyword() {
    let slugging = |version, status| {
        let mut article = harbour();
        (article.head.version, article.head.status) = (version, status);
        let text = shown(&write(&[article], FORMAT, &[]).0);
        let lines: Vec<&str> = text.lines().skip(1).take(2).collect();
        lines.join(" | ")
    };
    assert_eq!(
        slugging(Some(2), None),
        "u i␓␑ BC-XX--HarborStrike 1stLd-Writethru 11-18 0466 | ␂^BC-XX--Harbor Strike, 1st Ld-Writethru,0466<"
    );
    assert_eq!(
        slugging(Some(13), Some(Status::Canceled)),
        "u i␓␑ BC-XX--HarborStrike KILL 11-18 0466 | ␂^BC-XX--Harbor Strike, 12th Ld-Writethru, KILL,0466<"
    );
}

#[test]
fn a_slug_becomes_a_keyword_of_its_length() {
    let keyword = |slug: &'static str| {
        let text = shown(&write(&[story(slug, "u", 3, "i")], FORMAT, &[]).0);
        let lines: Vec<&str> = text.lines().skip(1).take(2).collect();
        lines.join(" | ")
    };
    assert_eq!(keyword("harbour-strike"), "u i␓␑ BC-harbour-strike 11-18 0466 | ␂^BC-harbour-strike,0466<");
    assert_eq!(
        keyword("AM-US--Giant Lobster Death Watch"),
        "u i␓␑ AM-US--GiantLobsterDeath 11-18 0466 | ␂^AM-US--Giant Lobster Death Watch,0466<"
    );
}

#[test]
fn dates_are_as_precise_as_they_are() {
    let dates = |published: &str| {
        let mut article = harbour();
        article.head.dates.published = date(published);
        let text = shown(&write(&[article], FORMAT, &[]).0);
        let day = text.lines().nth(1).unwrap().rsplit(' ').nth(1).unwrap().to_owned();
        (day, text.split_once('␃').unwrap().1.lines().next().unwrap().to_owned())
    };
    assert_eq!(dates("2024-11-18"), ("11-18".to_owned(), "XX-11-18-24 0000<".to_owned()));
    assert_eq!(dates("--02-29"), ("02-29".to_owned(), String::new()));
    assert_eq!(dates("1951-03-05"), ("03-05".to_owned(), String::new()));
    assert_eq!(dates("2024-11-18T23:20:40-04:00"), ("11-19".to_owned(), "XX-11-19-24 0320GMT<".to_owned()));
}

#[test]
fn stories_follow_one_another_and_count_on() {
    let (bytes, _) = write(&[harbour(), harbour(), harbour()], FORMAT, &[("number", "9998")]);
    let text = shown(&bytes);
    let numbers: Vec<&str> = text.lines().filter_map(|line| line.split_once("␖␖␁")?.1.split('␟').next()).collect();
    assert_eq!(numbers, ["a9998", "a9999", "a0000"]);
    assert_eq!(text.matches('␄').count(), 3);
}

#[test]
fn typesetting_in_a_text_is_taken_off() {
    writes(vec![paragraph("^Tin < Gold <"), Block::heading(1, "x ==", Span::DETACHED)], "␉   Tin < Gold\n^x=\n");
    writes(vec![table(&[&["a;b", "c"]])], "␈a,b;c\n");
}

#[test]
fn no_text_ends_the_frame() {
    let hostile = "a\u{3}\u{4}\u{1}\u{16}\u{2}b\r\n\u{7F}\u{8}c\u{C}";
    let mut article = with_body(vec![Block::paragraph(hostile, Span::DETACHED)]);
    article.head.headline = Some(hostile.into());
    article.head.slug = Some(hostile.into());
    article.head.category = Some("\u{3}".into());
    article.head.editor_notes = vec![hostile.into()];
    let (bytes, reported) = write(&[article], FORMAT, &[]);
    let text = shown(&bytes);
    for control in ['␁', '␂', '␃', '␄', '␌'] {
        assert_eq!(text.matches(control).count(), 1, "{control} in\n{text}");
    }
    assert!(text.contains("^a b c<\n"), "{text}");
    assert!(reported.iter().any(|one| one.starts_with("Warning[forbidden-character]")), "{reported:?}");
}

#[test]
fn characters_are_those_of_the_set() {
    let body = || vec![paragraph("“Café” in Łódź — 3 £")];
    writes(body(), "␉   ``Caf\\xE9'' in L\\xF3dz _ 3 \\xA3\n");
    let (bytes, _) = write(&[with_body(body())], FORMAT, &[("encoding", "ascii")]);
    assert!(shown(&bytes).contains("``Cafe'' in Lodz _ 3 GBP"), "{}", shown(&bytes));
    let (bytes, reported) = write(&[with_body(body())], FORMAT, &[("encoding", "utf-8")]);
    assert!(String::from_utf8(bytes).unwrap().contains("“Café” in Łódź — 3 £"));
    assert!(!reported.iter().any(|one| one.contains("character set")), "{reported:?}");
}

#[test]
fn a_story_that_fits_is_carried_without_a_word() {
    let mut article = story("BC-XX--Harbor-Strike", "u", 3, "i");
    article.body[0] = paragraph_of(vec![link("https://harbour.example/", "https://harbour.example/")]);
    reports(&article, FORMAT, &[]);
}

#[test]
fn what_cannot_be_carried_is_told_once() {
    let mut article = with_body(vec![
        paragraph_of(vec![link("the pier", "https://harbour.example/")]),
        paragraph_of(vec![link("the quay", "https://quay.example/")]),
        Block::heading(2, "EAST", Span::DETACHED),
        block(BlockKind::Quote { blocks: vec![paragraph("No deal”")] }),
        block(BlockKind::Figure(Box::new(Figure { alt: "The pier".into(), ..Figure::default() }))),
        paragraph("-30-").with_role(Role::EndMark),
        points(Some(1), &["Vote"]),
    ]);
    article.head.category = Some("wi".into());
    article.head.urgency.as_mut().unwrap().code = "3".into();
    article.head.dates.created = date("2024-11-17");
    reports(
        &article,
        FORMAT,
        &[
            "Note[field-left-out] ANPA 1312 has one date; `2024-11-17` is left out",
            "Note[slug-as-keyword] the slug `BC-XX--Harbor Strike` is written as the keyword `BC-XX--HarborStrike`",
            "Note[urgency-as-level] the urgency `3` is written as `u`",
            "Warning[unknown-category] the category `wi` does not fit the header; `a` stands in for it",
            "Note[link-left-out] wire copy has no place for the address of a link, 2 times",
            "Note[markup-left-out] wire copy has no levels of headings; all are written alike",
            "Note[markup-left-out] wire copy has no quote blocks; paragraphs are written",
            "Note[plain-typography] a mark that the character set lacks is set as on a typewriter",
            "Note[picture-not-embedded] wire copy has no pictures; the words are kept",
            "Note[end-mark] the end mark is left out; the frame ends the story",
            "Note[markup-left-out] wire copy has no numbered lists; the numbers are written as text",
        ],
    );
}

#[test]
fn losses_are_shown_where_they_are() {
    let mut article = harbour();
    let content = vec![Inline::text("dépêche ", Span::new(60, 69)), Inline::text("Łódź", Span::new(69, 76))];
    article.body = vec![block(BlockKind::Paragraph { content: content.into() })];
    let mut out = slugline_core::plugin::Sink::memory();
    let mut diagnostics = slugline_core::diagnostic::Diagnostics::new();
    let mut cx = slugline_core::plugin::Context::new(&mut diagnostics, &slugline_core::plugin::Still);
    slugline_wire::anpa1312::write_article(&article, &Default::default(), 1, &mut out, &mut cx);
    let spans: Vec<_> = diagnostics.iter().filter(|one| one.code == "transliterated").map(|one| one.span).collect();
    assert_eq!(spans, [Span::new(69, 76)]);
}

#[test]
fn scripts_that_cannot_be_read_are_told_first() {
    let report = "Warning[transliterated] Chinese or Japanese characters cannot be read in this character set: 10% of the \
        copy is spelled in ASCII by sound";
    let article = Article { body: vec![paragraph("山本花子 of Łódź told the harbour.")], ..Article::default() };
    let (_, told) = write(std::slice::from_ref(&article), FORMAT, &[]);
    assert_eq!(told.first().map(String::as_str), Some(report), "{told:?}");
    assert!(told.iter().any(|told| told.starts_with("Warning[transliterated] a letter that")), "{told:?}");

    let (_, told) = write(std::slice::from_ref(&article), FORMAT, &[("encoding", "utf-8")]);
    assert!(!told.iter().any(|told| told.contains("transliterated")));
}

#[test]
fn stand_ins_are_told() {
    reports(
        &Article { body: vec![paragraph("No ferry left.")], ..Article::default() },
        FORMAT,
        &[
            "Warning[missing-slug] the story has no slug, and the header must have one; `No-ferry-left` stands in for it",
            "Note[missing-category] the story has no category, and the header must have one; `a` stands in for it",
            "Warning[missing-date] the article has no full date; 1970-01-01T00:00:00Z stands in for it",
        ],
    );
}

#[test]
fn a_category_that_the_desk_names_stands_in_for_none() {
    let article = Article { body: vec![paragraph("No ferry left.")], ..Article::default() };
    let (bytes, told) = write(&[article], FORMAT, &[("category", "s")]);
    assert!(shown(&bytes).contains("\nr s"), "{}", shown(&bytes));
    assert!(!told.iter().any(|told| told.contains("category")), "{told:?}");
}

#[test]
fn options_that_do_not_fit_the_frame_are_refused() {
    refuses(
        FORMAT,
        &[
            ("service", "ab", "expected a letter, found `ab`"),
            ("number", "10000", "expected a number from 0 to 9999, found `10000`"),
            ("selector", "a b", "expected up to six letters, digits, `-` or `_`, found `a b`"),
            ("source", "ap", "expected capitals such as `AP-WF`, found `ap`"),
            ("pre_header", "\u{3}", "expected codes of ASCII, found `\u{3}`"),
            ("encoding", "utf-16", "expected a character set such as `latin-1` or `utf-8`, found `utf-16`"),
            ("width", "wide", "expected a number from 0 to 65535, found `wide`"),
        ],
    );
}
