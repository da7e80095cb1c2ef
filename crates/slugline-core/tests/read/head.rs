//! Headline, deck, byline, date, labels: what stands above the text.

use crate::PROSE;
use crate::tree::check;

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

/// As agencies put them above the byline of a story: they sum it up, and hide nothing that stands below them.
#[test]
fn points_may_stand_above_the_byline() {
    let list = "bullets\n  para Union calls talks\n  para Crews want sleep\n";
    let dateline = "dateline LEEDS, England (HW) = LEEDS, England | HW | \n";
    let text = format!("By Ada Roe\n\nLEEDS, England (HW) - {PROSE}");
    for points in ["* Union calls talks\n* Crews want sleep", "- Union calls talks\n\n- Crews want sleep"] {
        check(
            &format!("Ferries Stop\n\n{points}\n\n{text}"),
            &format!("headline Ferries Stop\nbyline Ada Roe\n{dateline}{list}para {PROSE}\n"),
        );
    }
    check(
        &format!("Ferries Stop\n\n* Union calls talks\n* Crews want sleep\n(Adds talks, background)\n\n{text}"),
        &format!(
            "headline Ferries Stop\nbyline Ada Roe\n{dateline}note (Adds talks, background)\n{list}para {PROSE}\n"
        ),
    );
    check(
        &format!("Ferries Stop\n\n- Union calls talks\n\nBy Ada Roe\n\n{PROSE}"),
        &format!("headline Ferries Stop\ndeck Union calls talks\nbyline Ada Roe\npara {PROSE}\n"),
    );
    // No byline, and no point of a head.
    check(
        &format!("Ferries Stop\n\n- Union calls talks\n- Crews want sleep\n\nBy the numbers\n\n{PROSE}"),
        &format!("headline Ferries Stop\n{list}h1 By the numbers\npara {PROSE}\n"),
    );
}

/// A long deck is told from a paragraph by what stands below it, whatever is said to editors between them.
#[test]
fn notes_and_labels_may_stand_between_deck_and_byline() {
    let deck =
        "Crews want more sleep and have said so for weeks. The board does not hear them, and neither does the town.";
    for (between, told) in [
        ("(Adds talks, background)", "note (Adds talks, background)"),
        ("Keywords: ferries, pay", "keyword ferries\nkeyword pay"),
    ] {
        check(
            &format!("Ferries stop\n\n{deck}\n\n{between}\n\nBy Ada Roe\n\n{PROSE}"),
            &format!("headline Ferries stop\ndeck {deck}\nbyline Ada Roe\n{told}\npara {PROSE}\n"),
        );
    }
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
