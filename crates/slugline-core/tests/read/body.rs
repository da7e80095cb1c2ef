//! Paragraphs, headings, lists, tables, breaks, and what stands behind the end.

use slugline_core::diagnostic::Diagnostics;
use slugline_core::{Source, text};

use crate::PROSE;
use crate::tree::{check, spell};

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
