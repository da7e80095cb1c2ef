//! Raw text in, tree out: what the reader makes of the layouts of real copy, and the laws that hold for any bytes.

#![cfg(feature = "text")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "tests may stop at the first surprise"
)]

mod tree;

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Field, Head, Span, Status};
use slugline_core::plugin::check_account;
use slugline_core::{Source, text};
use tree::{check, spell};

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())
}

/// The raw texts in the folders within `folder`, and their names.
fn documents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = entries(folder).filter(|path| path.is_dir()).flat_map(|family| entries(&family));
    let mut documents: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect();
    documents.sort();
    documents
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    [documents(&folder), documents(&folder.join("copy"))].concat()
}

const PROSE: &str = "No ferry left the harbour on Monday. Crews had walked out at midnight, and the pier stayed dark.";

#[test]
fn section_headline_date_author() {
    check(
        &format!("World\n\nFerries stop as crews walk out\n\n2024-11-18\n\nAuthor: Yan\n\nA Quiet Pier\n\n{PROSE}"),
        &format!(
            "section World\nheadline Ferries stop as crews walk out\nbyline Yan\ndate 2024-11-18\nh1 A Quiet Pier\npara {PROSE}\n"
        ),
    );
}

#[test]
fn one_short_line_is_the_headline() {
    check(&format!("Ferries stop\n\n{PROSE}"), &format!("headline Ferries stop\npara {PROSE}\n"));
    check("Ferries stop", "headline Ferries stop\n");
}

#[test]
fn prose_has_no_headline() {
    check(PROSE, &format!("para {PROSE}\n"));
}

#[test]
fn nothing_is_an_empty_article() {
    check("", "! empty-input\n");
    check(" \r\n\u{FEFF}\t", "! empty-input\n");
}

#[test]
fn deck_stands_above_the_byline() {
    check(
        &format!(
            "Ferries stop as crews walk out\nUnion says talks may begin on Friday\nBy Ada Roe and Sam Lind\nStaff Writers\n\n{PROSE}"
        ),
        &format!(
            "headline Ferries stop as crews walk out\ndeck Union says talks may begin on Friday\nbyline Ada Roe\nbyline Sam Lind, Staff Writers\npara {PROSE}\n"
        ),
    );
}

#[test]
fn dateline_is_taken_off_the_first_paragraph() {
    check(
        &format!("Ferries stop as crews walk out\n\nMARROW BAY, Nov. 18 (Harbour Wire) -- {PROSE}"),
        &format!(
            "headline Ferries stop as crews walk out\ndateline MARROW BAY, Nov. 18 (Harbour Wire) = MARROW BAY | Harbour Wire | --11-18\npara {PROSE}\n"
        ),
    );
}

#[test]
fn a_dateline_with_a_year_dates_a_story_that_has_no_other_date() {
    let dateline = |head: &str, dateline: &str, day: &str| {
        format!("{head}dateline {dateline} = MARROW BAY, Maine | {day}\npara {PROSE}\n")
    };
    check(
        &format!("Ferries stop\n\nMARROW BAY, Maine, Nov. 18, 2024 -- {PROSE}"),
        &dateline("headline Ferries stop\ndate 2024-11-18\n", "MARROW BAY, Maine, Nov. 18, 2024", " | 2024-11-18"),
    );
    check(
        &format!("Ferries stop\n\nMARROW BAY, Maine -- Nov. 18, 2024 -- {PROSE}"),
        &dateline("headline Ferries stop\ndate 2024-11-18\n", "MARROW BAY, Maine -- Nov. 18, 2024", " | 2024-11-18"),
    );
    check(
        &format!("Ferries stop\n\n2024-11-19\n\nMARROW BAY, Maine, Nov. 18, 2024 -- {PROSE}"),
        &dateline("headline Ferries stop\ndate 2024-11-19\n", "MARROW BAY, Maine, Nov. 18, 2024", " | 2024-11-18"),
    );
    check(
        &format!("Ferries stop\n\nMARROW BAY, Maine, Nov. 18 -- {PROSE}"),
        &dateline("headline Ferries stop\n", "MARROW BAY, Maine, Nov. 18", " | --11-18"),
    );
}

#[test]
fn dates_of_russian_copy() {
    check(
        "Паромы стоят\n\n18 ноября 2024 года\n\nСЕВЕРСК, 17 нояб — Паромы не вышли из порта в понедельник утром.",
        "headline Паромы стоят\ndate 2024-11-18\ndateline СЕВЕРСК, 17 нояб = СЕВЕРСК |  | --11-17\n\
         para Паромы не вышли из порта в понедельник утром.\n",
    );
}

#[test]
fn a_contact_above_a_release_may_name_a_company() {
    check(
        &format!(
            "FOR IMMEDIATE RELEASE\n\nContact:\nAda Roe\nMarrow Ferries Inc.\n+1 555 010 0100\npress@marrow.example\n\n\
             Marrow Ferries Opens a Pier\n\nIts boats sail from May on\n\nMARROW BAY, Maine (HW) -- {PROSE}"
        ),
        &format!(
            "headline Marrow Ferries Opens a Pier\ndeck Its boats sail from May on\n\
             dateline MARROW BAY, Maine (HW) = MARROW BAY, Maine | HW | \n\
             (contact) para Contact:/Ada Roe/Marrow Ferries Inc./+1 555 010 0100/<mailto:press@marrow.example press@marrow.example>\npara {PROSE}\n"
        ),
    );
}

#[test]
fn a_byline_may_name_an_account() {
    check(
        &format!("Ferries stop\n\nBy Ada Roe @adaroe and Sam Lind @sam_lind\n\n{PROSE}"),
        &format!("headline Ferries stop\nbyline Ada Roe <@adaroe>\nbyline Sam Lind <@sam_lind>\npara {PROSE}\n"),
    );
    check(
        &format!("Ferries stop\n\nReporter: Ada Roe\n\n{PROSE}"),
        &format!("headline Ferries stop\nbyline Ada Roe\npara {PROSE}\n"),
    );
}

#[test]
fn counts_may_part_thousands_with_blanks() {
    for count in ["1,214", "1 214", "1\u{A0}214", "1\u{202F}214"] {
        check(
            &format!("Ferries stop\n\n({count} words)\n\n{PROSE}"),
            &format!("headline Ferries stop\nwords 1214\npara {PROSE}\n"),
        );
    }
}

#[test]
fn a_second_count_of_words_is_a_note() {
    check(
        &format!("Ferries stop\n\n(40 words)\n\n{PROSE}\n\n(41 words)"),
        &format!("headline Ferries stop\nwords 40\nnote 41 words\npara {PROSE}\n! second-value\n"),
    );
}

#[test]
fn labels_may_hold_the_whole_head() {
    check(
        &format!(
            "Title: Ferries stop\nBy: Ada Roe\nPublished: 18 Nov. 2024\nCategory: World\nTags: sea, strike\nDesk code: 7\nPriority: high\n\n{PROSE}"
        ),
        &format!(
            "section World\nheadline Ferries stop\nbyline Ada Roe\ndate 2024-11-18\nkeyword sea\nkeyword strike\nnote Desk code: 7\nnote Priority: high\npara {PROSE}\n! unknown-label\n! unknown-label\n"
        ),
    );
}

#[test]
fn dates_in_doubt_are_said() {
    check(
        &format!("Ferries stop\n\n03/04/2024\n\n{PROSE}"),
        &format!("headline Ferries stop\nnote 03/04/2024\npara {PROSE}\n! unclear-date\n"),
    );
    check(
        &format!("Ferries stop\n\n18 November 2024 17:20\n\n{PROSE}"),
        &format!("headline Ferries stop\ndate 2024-11-18\npara {PROSE}\n! time-without-zone\n"),
    );
}

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
    read("EMBARGOED UNTIL 3 May 2024, 18 o'clock", "2024-05-03T23:59:59-12:00", "! unclear-embargo\n");
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

#[test]
fn wrapped_lines_are_joined() {
    let copy = "Ferries stop as crews walk out at midnight and harbour masters\nclose both piers\n\nBy Ada Roe\n\n\
        No ferry left the harbour on Monday, and none is planned for the long-\nterm future of the line, which has run every \
        day since it was\nopened.\n\nA Quiet Pier\n\nCrews had walked out at midnight over the plan to sail with half as many\nhands.\n";
    check(
        copy,
        "headline Ferries stop as crews walk out at midnight and harbour masters close both piers\nbyline Ada Roe\n\
         para No ferry left the harbour on Monday, and none is planned for the long-term future of the line, which has run \
         every day since it was opened.\nh1 A Quiet Pier\n\
         para Crews had walked out at midnight over the plan to sail with half as many hands.\n",
    );
}

#[test]
fn an_indent_starts_a_paragraph_of_wire_copy() {
    let copy = "   No ferry left the harbour on Monday, and none is planned for a week\nor more.\n   \
        Crews had walked out at midnight over the plan to sail with half\nas many hands.\n   \
        The pier stayed dark, and the gulls had it to themselves until noon\nor so.\n";
    check(
        copy,
        "para No ferry left the harbour on Monday, and none is planned for a week or more.\n\
         para Crews had walked out at midnight over the plan to sail with half as many hands.\n\
         para The pier stayed dark, and the gulls had it to themselves until noon or so.\n",
    );
}

#[test]
fn a_list_needs_two_items_or_a_colon() {
    check(
        &format!(
            "{PROSE}\n\nThey want:\n\n- more pay\n\n{PROSE}\n\n- a lone dash\n\n{PROSE}\n\n3. three\n4. four\n\n{PROSE}"
        ),
        &format!(
            "para {PROSE}\npara They want:\nbullets\n  para more pay\npara {PROSE}\npara - a lone dash\npara {PROSE}\nnumbers from 3\n  para three\n  para four\npara {PROSE}\n"
        ),
    );
}

#[test]
fn a_second_story_behind_an_end_mark_is_told_and_kept() {
    let second = "It is late by an hour, the harbour office said.";
    for parting in ["###", "-30-", "* * *", "====================", &"-".repeat(72)] {
        let part = match parting {
            "###" | "-30-" => format!("(end-mark) para {parting}\n"),
            _ => "break\n".to_owned(),
        };
        check(
            &format!(
                "Ferries stop\n\nBy Ada Roe\n\n{PROSE}\n\n{parting}\n\nGoat delays tram\n\nBy Sam Lind\n\n{second}\n\nWhy a goat\n\n{PROSE}\n"
            ),
            &format!(
                "headline Ferries stop\nbyline Ada Roe\npara {PROSE}\n{part}h1 Goat delays tram\npara By Sam Lind\n\
                 para {second}\nh1 Why a goat\npara {PROSE}\n! several-stories\n"
            ),
        );
    }
    check(
        &format!("Ferries stop\n\n{PROSE}\n\n###\n\nGoat delays tram\n\nLEEDS (HW) - {second}\n\nNo one was hurt.\n"),
        &format!(
            "headline Ferries stop\npara {PROSE}\n(end-mark) para ###\nh1 Goat delays tram\npara LEEDS (HW) - {second}\n\
             para No one was hurt.\n! several-stories\n"
        ),
    );
    check(
        &format!("Ferries stop\n\n{PROSE}\n\n{}\n\nGoat delays tram\n\n{second}\n", "-".repeat(60)),
        &format!("headline Ferries stop\npara {PROSE}\nbreak\nh1 Goat delays tram\npara {second}\n! several-stories\n"),
    );
}

#[test]
fn what_stands_behind_an_end_mark_is_mostly_no_story() {
    check(
        &format!("Ferries stop\n\n{PROSE}\n\n###\n\nMarrow Ferries on the web\n\nhttps://marrow.example\n"),
        &format!(
            "headline Ferries stop\npara {PROSE}\n(end-mark) para ###\n(boilerplate) para Marrow Ferries on the web\n\
             (boilerplate) para <https://marrow.example https://marrow.example>\n"
        ),
    );
    check(
        &format!("Ferries stop\n\n{PROSE}\n\n--------------------\n\nA Quiet Pier\n\n{PROSE}\n"),
        &format!("headline Ferries stop\npara {PROSE}\nbreak\nh1 A Quiet Pier\npara {PROSE}\n"),
    );
}

#[test]
fn quotes_breaks_and_end_marks() {
    check(
        &format!("{PROSE}\n\n> We will sail again.\n>\n> Soon.\n\n* * *\n\n{PROSE}\n\n-30-"),
        &format!(
            "para {PROSE}\nquote\n  para We will sail again.\n  para Soon.\nbreak\npara {PROSE}\n(end-mark) para -30-\n"
        ),
    );
}

#[test]
fn rows_of_as_many_cells_are_a_table() {
    check(
        &format!("{PROSE}\n\nTeam      Won   Lost\nGorse       7      1\nAshgrave    5      3\n\n{PROSE}"),
        &format!("para {PROSE}\ntable\n  Team^ | Won^ | Lost^\n  Gorse | 7 | 1\n  Ashgrave | 5 | 3\npara {PROSE}\n"),
    );
    check(
        &format!("{PROSE}\n\nTeam      Won   Lost\n  Gorse       7      1   (home)\n\n{PROSE}"),
        &format!("para {PROSE}\npre \"Team      Won   Lost\\n  Gorse       7      1   (home)\"\npara {PROSE}\n"),
    );
}

#[test]
fn a_paragraph_may_hang_under_its_numbered_heading() {
    let hanging = "The stones of the first mile were laid before the war and have not moved since, he says.";
    check(
        &format!("Six miles of wall\n\n{PROSE}\n\n1. The first mile\n    {hanging}\n\n{PROSE}\n"),
        &format!("headline Six miles of wall\npara {PROSE}\nh1 1. The first mile\npara {hanging}\npara {PROSE}\n"),
    );
}

#[test]
fn where_most_lines_look_like_headings_none_is() {
    let poem = "The gulls are late\n\nThe pier is long and grey and cold today.\n\nThe bell is mute\n\nThe boats are tied and old and none may play.\n\n";
    let four = format!("{PROSE}\n\n{}", "Rain\n\nWind\n\nSnow\n\nHail\n\n");
    assert!(
        spell(&text::read(&Source::from_text("test", four).unwrap(), &mut Diagnostics::new())).contains("para Rain")
    );
    assert!(
        spell(&text::read(&Source::from_text("test", format!("{PROSE}\n\n{poem}")).unwrap(), &mut Diagnostics::new()))
            .contains("h1 The bell is mute")
    );
}

#[test]
fn a_deck_may_be_a_sentence_however_long() {
    let deck = "The Harbour Line has told its crews that every second sailing will be cut from the first of May on.";
    check(
        &format!("Ferries stop as crews walk out\n\n{deck}\n\nBy Ada Roe\n\nNovember 18, 2024\n\n{PROSE}"),
        &format!(
            "headline Ferries stop as crews walk out\ndeck {deck}\nbyline Ada Roe\ndate 2024-11-18\npara {PROSE}\n"
        ),
    );
}

#[test]
fn bylines_say_more_than_names() {
    let story = |byline: &str| format!("Ferries stop as crews walk out\n\n{byline}\n\n{PROSE}");
    let tree = |bylines: &str| format!("headline Ferries stop as crews walk out\n{bylines}\npara {PROSE}\n");
    check(&story("By Ada Roe, Political Correspondent"), &tree("byline Ada Roe, Political Correspondent"));
    check(&story("By Ada Roe and Sam Lind, Reuters"), &tree("byline Ada Roe <Reuters>\nbyline Sam Lind <Reuters>"));
    check(&story("By Ada Roe | 3 May 2020"), &tree("byline Ada Roe\ndate 2020-05-03"));
    check(&story("von Max Frei, Leeds"), &tree("byline Max Frei <Leeds>"));
    check(&story("By Ada Roe\nPublished 18 November 2024"), &tree("byline Ada Roe\ndate 2024-11-18"));
}

#[test]
fn headlines_that_look_like_something_else() {
    for headline in [
        "De Niro to sue film star",
        "Von Merz bis Scholz",
        "Data: the new oil for small farms",
        "Source: Chelsea agree deal for Lind",
        "Rain stops play",
    ] {
        check(&format!("{headline}\n\n{PROSE}"), &format!("headline {headline}\npara {PROSE}\n"));
    }
    check(
        &format!("Storm hits Washington, D.C.\n\nBy Ada Roe\n\n{PROSE}"),
        &format!("headline Storm hits Washington, D.C.\nbyline Ada Roe\npara {PROSE}\n"),
    );
    check(
        &format!("Council votes to close the pool after\nbitter debate\nBy ADA ROE\n\n{PROSE}"),
        &format!("headline Council votes to close the pool after bitter debate\nbyline ADA ROE\npara {PROSE}\n"),
    );
}

#[test]
fn a_paragraph_with_a_colon_is_no_label() {
    check(
        &format!("Ferries stop\nAuthor: Ada Roe\nLeeds: {PROSE}"),
        &format!("headline Ferries stop\nbyline Ada Roe\npara Leeds: {PROSE}\n"),
    );
}

#[test]
fn dates_below_the_first_are_of_the_body() {
    check(
        "How the strike went\n\nBy Ada Roe\n\n2 May 2024\n\nCrews walked out.\n\n3 May 2024\n\nThe pier stayed dark.",
        "headline How the strike went\nbyline Ada Roe\ndate 2024-05-02\npara Crews walked out.\nh1 3 May 2024\npara The pier stayed dark.\n",
    );
}

#[test]
fn wrapped_lines_of_any_script() {
    let copy = "Паромы встали\n\nНи один паром не вышел в понедельник из гавани, и ни один не выйдет до\nконца недели. Команды \
        сошли на берег в полночь и не вернутся раньше, чем\nдиректор порта подпишет новый договор с профсоюзом моряков.\n";
    let source = Source::from_text("test", copy).unwrap();
    assert_eq!(text::read(&source, &mut Diagnostics::new()).body.len(), 1);
}

#[test]
fn a_line_cut_short_for_an_address_goes_on() {
    let copy = format!(
        "Ferries stop\n\n{0}\n{0}\n{0}\nends.\n\nThe plan was published at\nhttps://harbour.example/plans/2024/eleven/the-long-one\non Monday.\n",
        "No ferry left the harbour on Monday, and none is planned for a week"
    );
    let source = Source::from_text("test", copy).unwrap();
    assert_eq!(text::read(&source, &mut Diagnostics::new()).body.len(), 2);
}

#[test]
fn an_empty_cell_keeps_its_column() {
    check(
        &format!("{PROSE}\n\nRovers\t3\t\t1\nTown\t\t2\t1\n\n{PROSE}"),
        &format!("para {PROSE}\ntable\n  Rovers | 3 |  | 1\n  Town |  | 2 | 1\npara {PROSE}\n"),
    );
    check(
        &format!("{PROSE}\n\nRovers    3         1\nTown           2    1\n\n{PROSE}"),
        &format!("para {PROSE}\npre \"Rovers    3         1\\nTown           2    1\"\npara {PROSE}\n"),
    );
}

#[test]
fn scripts_without_case() {
    check(
        "文化\n\n老渡口改建成图书馆，首日迎来三千读者\n\n2024年11月18日\n\n作者：林禾舟、周伯川\n\n停航六年的老渡口，上周六以图书馆的身份重新开放。馆方统计，首日共有三千人入馆。",
        "section 文化\nheadline 老渡口改建成图书馆，首日迎来三千读者\nbyline 林禾舟\nbyline 周伯川\ndate 2024-11-18\npara 停航六年的老渡口，上周六以图书馆的身份重新开放。馆方统计，首日共有三千人入馆。\n",
    );
}

/// Every byte lies in the text of the article or in a part that is left out for a reason.
fn accounted(source: &Source) -> Result<(), String> {
    check_account(source, &text::explain(source)).map_err(|fault| fault.to_string())
}

#[test]
fn every_byte_of_the_fixtures_is_accounted_for() {
    for (name, bytes) in fixtures() {
        let source = Source::new(name.clone(), bytes).unwrap();
        accounted(&source).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
}

/// What an article says in any of its parts, each string and number on a line of its own. Where it was read is left out.
fn said(article: &Article<'_>) -> String {
    fn push(value: &Value, out: &mut String) {
        match value {
            Value::String(text) => out.push_str(text),
            Value::Number(number) => out.push_str(&number.to_string()),
            Value::Array(values) => values.iter().for_each(|value| push(value, out)),
            Value::Object(members) => {
                let parts = members.iter().filter(|(name, _)| !matches!(name.as_str(), "span" | "spans"));
                parts.for_each(|(_, value)| push(value, out));
            }
            Value::Null | Value::Bool(_) => {}
        }
        out.push('\n');
    }
    let mut out = String::new();
    push(&serde_json::to_value(article).unwrap(), &mut out);
    out
}

/// Whether a field holds what its text means, and not the text.
fn is_understood(field: Field) -> bool {
    use Field::{Created, Embargo, Language, Published, Status, Updated, Version, WordCount};
    matches!(field, Created | Embargo | Language | Published | Status | Updated | Version | WordCount)
}

/// The runs of letters and figures that no part of the article has: not those that are understood (dates, counts), nor
/// those of envelopes and marks.
fn lost(source: &Source) -> Vec<String> {
    const MARKS: [&str; 7] =
        ["envelope", "label", "byline marker", "release marker", "list mark", "between values", "typesetting mark"];
    let article = text::read(source, &mut Diagnostics::new());
    let said = said(&article).to_lowercase();
    let understood = article.head.spans.iter().filter(|entry| is_understood(entry.field)).map(|entry| entry.span);
    let understood: Vec<Span> = understood.collect();
    let mut lost = Vec::new();
    for line in text::explain(source) {
        let marks = line.skipped.iter().filter(|(_, reason)| MARKS.contains(reason)).map(|(span, _)| span);
        let known: Vec<&Span> = marks.chain(&understood).collect();
        let part = |at: usize, letter: char| source.span_of(&line.text[at..at + letter.len_utf8()]);
        let is_known = |span: Span| known.iter().any(|known| known.start <= span.start && span.end <= known.end);
        let of_run = |at: usize, letter: char| letter.is_alphanumeric() && !is_known(part(at, letter));
        let ends = line.text.char_indices().filter(|(at, letter)| !of_run(*at, *letter));
        let mut start = 0;
        for (end, letter) in ends.chain([(line.text.len(), ' ')]) {
            let run = &line.text[start..end];
            if !said.contains(&run.to_lowercase()) {
                lost.push(format!("{run} in line {} ({})", line.line, line.rule));
            }
            start = end + letter.len_utf8();
        }
    }
    lost
}

#[test]
fn no_word_of_the_fixtures_is_lost() {
    for (name, bytes) in fixtures() {
        let source = Source::new(name.clone(), bytes).unwrap();
        assert_eq!(lost(&source), [""; 0], "{name}");
    }
}

/// The texts are someone else's, so they stand beside the repository and not in it.
#[test]
fn every_byte_of_the_corpus_is_accounted_for() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/dev");
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        return;
    }
    let documents = documents(&folder);
    assert!(!documents.is_empty());
    for (name, bytes) in documents {
        let source = Source::new(name.clone(), bytes).unwrap();
        accounted(&source).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(lost(&source), [""; 0], "{name}");
    }
}

#[test]
fn frames_that_are_cut_off_anywhere() {
    check("\u{1}hwn0042 3 w", "urgency 3\ncategory w\n! broken-envelope\n! broken-envelope\n");
    check(
        &format!("\u{16}\u{16}\u{1}a0714\u{1F}_harb\r\ns s \u{2}BC-\r\n{PROSE}\r\n\u{3}"),
        &format!("headline BC-\nnote s s\npara {PROSE}\n! broken-envelope\n! broken-envelope\n"),
    );
}

#[test]
fn every_byte_of_odd_lines_is_accounted_for() {
    let frame = "\u{16}\u{16}\u{1}a0714\u{1F}_harb\nr a BC-Rain 11-18\n\u{2}Rain.\n^___<\u{A0}\u{C}\n";
    for copy in [
        frame,
        "\u{FEFF}\u{16}\u{16}\u{1}a0714 r a\u{13}\u{11}BC-Rain 03-05 0040\u{2}^Rain.<\n\u{3}\nAP-WF-03-05-14 1200GMT\n",
        "\u{16}\u{16}\u{1}a0714\r\nr a\u{13}\u{11}BC-Rain 03-05 0040 \u{2}Rain.\u{3} AP-WF-03-05-14 1200GMT\n",
        "\u{1}hwn0042 3 w 40 hw 0900\u{2}Rain.\u{3}181720 GMT Nov 24\n",
        "Title: Rain\nTags:,,sea\n\n",
        "1 of 3 DOCUMENTS\n\nRain\n\nBYLINE: y 1, 2011\n\nLENGTH: 30 words\n\n",
        "1 of 3 DOCUMENTS\n\nRain\n\nBYLINE: Ada Roe, Sam Lind, and Io Vane\n\nLENGTH: 30 words\n\n",
        "1 of 3 DOCUMENTS\n\nRain\n\nBYLINE: BY ,ADA ROE\n\nLENGTH: 30 words\n\n",
        "1 of 3 DOCUMENTS\n\nRain\n\nBYLINE: ,Reuters\n\nLENGTH: 30 words\n\n",
        "HD Rain\nBY Ada Roe\nLP\n",
        "HD Rain\nBY Ada Roe\nLP *It* rained.\nTD -\n",
    ] {
        accounted(&Source::from_text("test", format!("{copy}{PROSE}")).unwrap()).unwrap();
    }
}

#[test]
fn a_part_begins_where_it_does() {
    let source = Source::from_text("test", "\u{FEFF}Envelope\nRain.\nHail.\n").unwrap();
    let explain = |text| text::TextReader::default().explain_part(&source, text, Head::default());
    let starts = |text| explain(text).iter().map(|line| line.span.start).collect::<Vec<_>>();
    assert_eq!(starts(&source.text()[9..]), [12, 18]);
    assert_eq!(starts(source.text()), [0, 12, 18]);
}

/// Texts that look like copy: lines of words and marks in the order of chance.
fn copy() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[A-Z][a-z]{2,9}( [a-z]{1,9}){0,12}[.!?]?",
        "(By|Von|Author:|Date:|Title:|Tags:|Note:|作者：) ?[A-Z][a-z]{1,8}( and|,)? [A-Z][a-z]{1,8}",
        "(By|Von|Author:|Date:|Title:|Tags:|Slug:|Section:|作者：) ?(and|y|et|,|[A-Za-z0-9.]{1,6}|\\(|\\)|[&/;@ -]){1,9}",
        "[A-Z]{3,9}, (March|3 mar) ?[0-9]{0,2} \\((AP|dpa)\\) (-|--|—) [A-Z][a-z ]{3,20}\\.",
        "(- |\\* |• |[0-9]{1,2}\\. |\\([0-9]\\) |> |>|  |\t)[A-Za-z*_\\[\\]():/@. ]{0,40}",
        "[a-z]{1,9}   [0-9]{1,3}   [0-9]{1,3}",
        "(\\* \\* \\*|###|-30-|ENDS|___|2024-11-18|18 November 2024 17:20|03/04/2024|)",
        "[*_\\[\\]():/@a-z .]{0,60}",
        "\\PC{0,40}",
    ];
    let end =
        prop_oneof![8 => Just("\n"), 4 => Just("\n\n"), 1 => Just("\r\n"), 1 => Just("\r"), 1 => Just("  \n\t\n")];
    prop::collection::vec((line, end), 0..14)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// Texts with lines of envelopes, whole or broken, in the order of chance, among lines that look like copy.
fn framed() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "([A-Z][a-z]{3,8} )?\u{16}\u{16}\u{1}[a-z][0-9]{4}( [a-z]{5}|\u{1F}_[a-z]{4})?",
        "\u{1}[a-z]{3}[0-9]{4} [1-5] [a-z]{1,2}( [0-9]{2,3} [a-z]{3,5} [0-9]{4})?",
        "[a-u] [a-f](\u{13}\u{11} ?| )(BC|AM)-[A-Z][a-z]{3,8}( 1stLd-Writethru| Bjt| Adv15)?( 0[3-5]-0[3-5])?( 0[0-9]{3})?",
        "\\^?(BC|AM)-(XX--)?[A-Z][a-z]{3,8}( [A-Z][a-z]{3,8})?(, (2nd Ld|Bjt|KILL|1st Add))?(, ?[0-9]{2,4})?<?",
        "(AP-WF-03-0[5-7]-14 1[0-2]00GMT|18172[0-4] GMT Nov 24)",
        "(URGENT|HOLD|KILL|2ND LEAD|FOR IMMEDIATE RELEASE|MEDIA RELEASE PR[0-9]{5})",
        "(EMBARGOED UNTIL|For Release) (00:01 GMT [1-9] May 2024|[A-Z][a-z]{4,8})",
        "https://[a-z]{5,9}\\.example/[a-z]{5,9}",
        "\\([1-9][0-9]{0,2}([ ,][0-9]{3})? words\\)",
        "(\\(c\\)|Copyright) (19|20)[0-9]{2} (by )?[A-Z][a-z]{5,9}",
        " {0,12}([1-9] of [1-9][0-9] DOCUMENTS|The [A-Z][a-z]{4,9} Times|August [1-9], 1999(, [A-Z][a-z]{4,9})?)",
        "(BYLINE|SECTION|LENGTH|DATELINE|LOAD-DATE|GRAPHIC|HEADLINE|BODY|LANGUAGE): ?([A-Z][a-z]{3,9}|[0-9]{2,3} words|By [A-Z][a-z]{3,7}|[A-Z][a-z]{3,9}; Pg\\. [0-9]|[a-zA-Z0-9,;./&()' -]{1,24}|([A-Z][a-z]{2,5}|, and|,|BY | y | on Monday|[ ;&/]){1,7})?",
        "(HD|BY|WC|PD|SN|LA|LP|TD|IN|NS|CO)( {1,3}([A-Z][a-z]{3,9}( [a-z]{3,9}\\.?)?|[0-9]{2,3} words|[a-zA-Z0-9,;./&()' -]{1,24}|([A-Z][a-z]{2,5}|, and|,|BY | y | on Monday|[ ;&/]){1,7}))?",
        "[A-Z]{5,9}, (March [1-9] )?\\((AP|dpa)\\) (-|--|_)( [A-Z][a-z]{3,8} [a-z]{3,9}\\.)?",
        "(新华社|中新社)[北京上海]{0,3}([1-9]月[1-9]日)?(电|讯|电视)(（记者王五）)?下雨[a-z]{3,6}。",
        "[（(](東京|서울)[＝=](田中太郎|연합뉴스)[）)] ?([A-Z]=[a-z]{3,6}|김하늘 기자 = [a-z]{3,6})",
        " {0,9}[A-Z][a-z]{3,9}( [a-z]{3,9}){1,9}[.]?",
    ];
    let end = prop_oneof![8 => Just("\n"), 3 => Just("\n\n"), 1 => Just("\r\n"), 1 => Just("\u{2}"), 1 => Just("\n\u{2}"), 1 => Just("\u{3}"), 1 => Just("\n\u{3}\n")];
    prop::collection::vec((line, end), 1..12)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// Words of a text, marks and controls aside.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_accounted_for(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let source = Source::new("any", bytes).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
    }

    #[test]
    fn any_copy_is_accounted_for(copy in copy()) {
        let source = Source::from_text("any", copy).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
    }

    #[test]
    fn any_frame_is_accounted_for(copy in framed()) {
        let source = Source::from_text("any", copy).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
    }

    #[test]
    fn no_word_of_any_frame_is_lost(copy in framed()) {
        let source = Source::from_text("any", copy).unwrap();
        prop_assert_eq!(lost(&source), Vec::<String>::new());
    }

    #[test]
    fn no_word_of_any_copy_is_lost(copy in copy()) {
        let source = Source::from_text("any", copy).unwrap();
        prop_assert_eq!(lost(&source), Vec::<String>::new());
    }

    #[test]
    fn line_ends_and_marks_change_nothing(copy in copy()) {
        let plain = copy.replace("\r\n", "\n").replace('\r', "\n");
        let unix = Source::from_text("unix", plain.clone()).unwrap();
        let dos = Source::from_text("dos", format!("\u{FEFF}{}", plain.replace('\n', "\r\n"))).unwrap();
        let read = |source| spell(&text::read(source, &mut Diagnostics::new()));
        prop_assert_eq!(read(&unix), read(&dos));
    }

    #[test]
    fn what_is_left_to_editors_is_said(copy in copy()) {
        let source = Source::from_text("any", copy).unwrap();
        let mut diagnostics = Diagnostics::new();
        let article = text::read(&source, &mut diagnostics);
        prop_assert!(article.head.editor_notes.len() <= diagnostics.iter().count());
    }

    #[test]
    fn words_come_out_in_order(copy in copy()) {
        let source = Source::from_text("any", copy).unwrap();
        let article = text::read(&source, &mut Diagnostics::new());
        let mut out = Vec::new();
        article.each_text(&mut |text, _| out.extend(words(text)));
        let mut given = words(source.text()).into_iter();
        for word in out {
            prop_assert!(given.any(|known| known.ends_with(&word) || known.starts_with(&word) || known.contains(&word)), "{word} is out of order");
        }
    }
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
fn an_embargo_that_is_said_twice_is_accounted_for_twice() {
    let line = "EMBARGOED UNTIL 00:01 GMT 9 May 2024";
    let source = Source::from_text("story.txt", format!("{line}\n{line}\n\nFerries stop\n\n{PROSE}\n")).unwrap();
    check_account(&source, &text::explain(&source)).unwrap();
}
