//! What keeps a story, or a part of it, from the public: embargoes, states, what is not for publication.

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Head, Status};
use slugline_core::plugin::{Context, Still, check_account};
use slugline_core::text::{HouseRules, TextReader};
use slugline_core::{Source, text};

use crate::PROSE;
use crate::tree::check;

#[test]
fn an_embargo_waits_for_the_last_zone_that_its_time_may_be_of() {
    let read = |embargo: &str, end: &str, reported: &str| {
        let copy = format!("{embargo}\n\nFerries stop\n\n{PROSE}\n");
        check(&copy, &format!("headline Ferries stop\nembargo {end}\nnote {embargo}\npara {PROSE}\n{reported}"));
    };
    read("EMBARGOED UNTIL 00:01 GMT 3 May 2024", "2024-05-03T00:01:00Z", "");
    read("SPERRFRIST: 10. Oktober 2018, 05.00 Uhr", "2018-10-10T05:00:00-12:00", "! embargo-without-zone\n");
    read("EMBARGOED UNTIL 3 May 2024", "2024-05-03", "");
    read("EMBARGOED UNTIL 00:01 3 May", "--05-03", "");
    read("EMBARGOED UNTIL 3 May 2024, 6 p.m. CET", "2024-05-03T18:00:00+01:00", "");
    read("EMBARGOED UNTIL 6PM GMT, 3 May 2024", "2024-05-03T18:00:00Z", "");
    read("Embargo: 1800 GMT 3 May 2024", "2024-05-03T18:00:00Z", "");
    read("Sperrfrist: 3.5.2024, 18 Uhr", "2024-05-03T18:00:00-12:00", "! embargo-without-zone\n");
    // The end of a day whose hour nobody can tell; of several days the last.
    read("EMBARGO: from 2 May 2024 until 3 May 2024", "2024-05-03T23:59:59-12:00", "! unclear-embargo\n");
    read("EMBARGOED UNTIL 3 May 2024, evening", "2024-05-03T23:59:59-12:00", "! unclear-embargo\n");
    read("EMBARGOED UNTIL 3 May 2024, 00:01 GMT.", "2024-05-03T00:01:00Z", "");
    read("**EMBARGOED UNTIL 6 P.M. CET, 3 May 2024**", "2024-05-03T18:00:00+01:00", "");
    read("+++ SPERRFRIST: 3. Mai 2024, 10:00 GMT +++", "2024-05-03T10:00:00Z", "");
    read("STRICT EMBARGO - NOT FOR RELEASE BEFORE 00:01 GMT, 3 MAY 2024", "2024-05-03T00:01:00Z", "");
    read("This story is embargoed until 3 May 2024, 00:01 GMT.", "2024-05-03T00:01:00Z", "");
    read("EDITORS: This story is embargoed until 3 May 2024", "2024-05-03", "");
    read("EMBARGOED UNTIL 3 May 2024, 18 o'clock", "2024-05-03T23:59:59-12:00", "! unclear-embargo\n");
}

#[test]
fn a_time_is_of_the_zone_of_the_house() {
    let house = HouseRules { time_zone: "Europe/Berlin".parse().ok(), ..HouseRules::default() };
    let copy = format!("SPERRFRIST: 3. Mai 2024, 18 Uhr\n\nFerries stop\n\n18.11.2024 17:20\n\n{PROSE}\n");
    let source = Source::from_text("test", copy).unwrap();
    let mut diagnostics = Diagnostics::new();
    let text = source.text();
    let mut cx = Context::new(&mut diagnostics, &Still);
    let dates = TextReader::new(house).read_part(&source, text, Head::default(), &mut cx).head.dates;
    let read = [dates.embargo, dates.published].map(|date| date.unwrap().to_string());
    assert_eq!(read, ["2024-05-03T18:00:00+02:00", "2024-11-18T17:20:00+01:00"]);
    assert!(diagnostics.is_empty());
}

/// Status, embargo, headline, notes and codes of a story below `line`.
fn held(line: &str) -> String {
    let source = Source::from_text("test", format!("{line}\n\nFerries stop as crews walk out\n\n{PROSE}\n")).unwrap();
    let mut diagnostics = Diagnostics::new();
    let head = text::read(&source, &mut diagnostics).head;
    assert_eq!(head.headline.as_deref(), Some("Ferries stop as crews walk out"), "{line}");
    assert_eq!(head.subheadline, None, "{line}");
    let embargo = head.dates.embargo.map(|end| format!(" until {end}")).unwrap_or_default();
    let codes: Vec<&str> = diagnostics.iter().map(|one| &*one.code).collect();
    format!("{:?}{embargo} {:?} {codes:?}", head.status, head.editor_notes).replace('"', "")
}

#[test]
fn a_status_line_above_the_headline_counts() {
    for (line, expected) in [
        ("Status: Killed", "Some(Canceled) [] []"),
        ("STATUS: WITHHELD", "Some(Withheld) [] []"),
        ("Status: Draft", "Some(Withheld) [] []"),
        ("Status: Hold (legal)", "Some(Withheld) [Hold (legal)] []"),
        ("Status: Embargoed", "Some(Embargoed) [] []"),
        ("Status: Embargoed until 3 May 2024", "None until 2024-05-03 [Embargoed until 3 May 2024] []"),
        (
            "Status: Embargoed until the court rises",
            "Some(Embargoed) [Embargoed until the court rises] [unclear-embargo]",
        ),
        ("Status: Published", "Some(Usable) [] []"),
        ("Slug: ferries\nStatus: Killed", "Some(Canceled) [] []"),
    ] {
        assert_eq!(held(line), expected, "{line}");
    }
}

#[test]
fn a_kill_in_words_holds_the_story() {
    for line in ["Mandatory kill", "*** KILL ***"] {
        assert_eq!(held(line), "Some(Canceled) [] []", "{line}");
    }
    for line in [
        "KILL: The span did not fall.",
        "KILL BRIDGE",
        "Story withdrawn",
        "EDITORS: Please kill BRIDGE, sent 1400 GMT.",
    ] {
        assert_eq!(held(line), format!("Some(Canceled) [{line}] []"));
    }
    assert_eq!(held("Please hold this story."), "Some(Withheld) [Please hold this story.] []");
}

#[test]
fn an_advisory_may_go_on_in_the_lines_below() {
    for (first, second) in [
        (
            "EDITORS: Please kill the story slugged BRIDGE, because its only source",
            "now says that the span did not fall.",
        ),
        (
            "EDITORS: The span did not fall, and nobody was hurt, as the harbour office",
            "now says. Please kill the story.",
        ),
    ] {
        assert_eq!(held(&format!("{first}\n{second}")), format!("Some(Canceled) [{first} {second}] []"));
    }
}

#[test]
fn prose_about_kills_and_embargoes_is_text() {
    for first in [
        "He threatened to kill the bill, and the harbour office took him at his word on Monday.",
        "The embargo until 1994 kept the port quiet, and not a ferry left it for all of nine years.",
        "Embargoed until Monday, the report says that the pier of Marrow is sound from end to end.",
    ] {
        check(
            &format!("Ferries stop\n\n{first}\n\n{PROSE}"),
            &format!("headline Ferries stop\npara {first}\npara {PROSE}\n"),
        );
    }
    for headline in ["Kill the bill, voters say", "KILL BILL RETURNS TO CINEMAS", "Report withdrawn"] {
        check(&format!("{headline}\n\n{PROSE}"), &format!("headline {headline}\npara {PROSE}\n"));
    }
}

#[test]
fn a_status_that_says_nothing_of_use_may_be_a_headline() {
    check(&format!("Status: quo at the pier\n\n{PROSE}"), &format!("headline Status: quo at the pier\npara {PROSE}\n"));
}

#[test]
fn an_embargo_in_words_holds_the_story() {
    for line in
        ["EMBARGOED UNTIL RELEASE BY THE INSTITUTE", "HOLD FOR RELEASE.", "EMBARGOED", "HFR", "Sperrfrist: Redebeginn"]
    {
        assert_eq!(held(line), format!("Some(Embargoed) [{line}] [unclear-embargo]"));
    }
    for line in ["EMBARGO: NONE", "FOR RELEASE: IMMEDIATELY", "Embargo: lifted"] {
        assert!(held(line).starts_with("None ["), "{line}: {}", held(line));
    }
    assert!(held("BULLETIN KILL").starts_with("Some(Canceled)"), "{}", held("BULLETIN KILL"));
    assert_eq!(
        held("KILL\nEMBARGOED UNTIL RELEASE BY THE INSTITUTE"),
        "Some(Canceled) [EMBARGOED UNTIL RELEASE BY THE INSTITUTE] [unclear-embargo]"
    );
}

/// Whatever stands before it, beside it or below it: what is not for publication is for editors alone.
#[test]
fn what_is_not_for_publication_never_is() {
    for copy in [
        "Ferries stop\n\nBy Ada Roe\n\nNo ferry left.\n\nNot for publication\n\nSecret one.\n\n> Secret 555-0100\n",
        "Ferries stop\n\nNo ferry left.\n\nMedia contact: Ada Roe, 555-0100\nNot for publication: Secret 555-0199\n\nSecret.\n",
        "Ferries stop\n\nNo ferry left.\n\n(Not for publication: Secret)\n\n- Secret\n- Secret\n\n###\n\nSecret\n",
        "NOT FOR PUBLICATION\n\nSecret\n\nSecret was the word of the day.\n",
        "Ferries stop\n\nNo ferry left.\n\n# Notebook\n\n## Secret\n- Secret\n",
    ] {
        let source = Source::from_text("test", copy).unwrap();
        let article = text::read(&source, &mut Diagnostics::new());
        let public = article.body.iter().filter(|block| !block.attrs.is_editor_only());
        let public: Vec<String> = public.map(|block| format!("{:?}", block.kind)).collect();
        assert!(!public.iter().any(|block| block.contains("Secret")), "{copy}\n{public:?}");
        assert_eq!(article.headline().filter(|title| title.contains("Secret")), None, "{copy}");
    }
}

#[test]
fn a_kill_is_not_lifted_by_a_hold() {
    let source =
        Source::from_text("test", "KILL\nHOLD\n\nFerries stop\n\nNo ferry left the harbour on Monday.\n").unwrap();
    let article = text::read(&source, &mut Diagnostics::new());
    assert_eq!(article.head.status, Some(Status::Canceled));
}

#[test]
fn lines_that_hold_a_story_are_accounted_for() {
    for line in [
        "**KILL**",
        "+++ SPERRFRIST: 3. Mai 2024, 10.00 Uhr +++",
        "(Story withdrawn)",
        "EDITORS: Please kill the story slugged BRIDGE, because its only source\nnow says that the span did not fall.",
        "[This story is embargoed until the court rises.]",
    ] {
        let source = Source::from_text("story.txt", format!("{line}\n\nFerries stop\n\n{PROSE}\n")).unwrap();
        check_account(&source, &text::explain(&source)).unwrap_or_else(|fault| panic!("{line}: {fault}"));
    }
}

#[test]
fn an_embargo_that_is_said_twice_is_accounted_for_twice() {
    let line = "EMBARGOED UNTIL 00:01 GMT 9 May 2024";
    let source = Source::from_text("story.txt", format!("{line}\n{line}\n\nFerries stop\n\n{PROSE}\n")).unwrap();
    check_account(&source, &text::explain(&source)).unwrap();
}
