//! Copy in frames and exports: what stands in them comes out, however broken they are.

#![cfg(feature = "text")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

mod tree;

use tree::check;

const PROSE: &str = "No ferry left the harbour on Monday. Crews had walked out at midnight, and the pier stayed dark.";

#[test]
fn a_frame_may_stand_in_one_line() {
    let head = "slug BC-Rain\nurgency r\ncategory a\nwords 40\ndate --11-18\n";
    check(
        &format!("\u{16}\u{16}\u{1}a0714 r a\u{13}\u{11}BC-Rain 11-18 0040\u{2}{PROSE}\u{3}"),
        &format!("{head}para {PROSE}\n"),
    );
    check(
        &format!("\u{16}\u{16}\u{1}a0714\u{1F}_harb\nr a\u{13}\u{11}BC-Rain 11-18 0040\u{2}{PROSE}\n\u{3}"),
        &format!("{head}para {PROSE}\n"),
    );
    check(
        &format!("\u{1}hwn0042 3 w 40 hw 0900\u{2}{PROSE}\u{3}181720 GMT Nov 24"),
        &format!("urgency 3\ncategory w\nwords 40\ndate 2024-11-18T17:20:00Z\npara {PROSE}\n"),
    );
}

#[test]
fn the_beginning_of_a_story_may_be_cut_off() {
    check(
        "and the pier stayed dark for all of Monday, when no ferry left the\r\nharbour.\r\n   Crews had walked out at midnight over the plan to sail with half as\r\n\
         many hands.\r\n^___<\r\n^Ada Roe contributed to this report.<\r\n\x03HW-03-05-14 1200GMT\r\n\x04",
        "date 2014-03-05T12:00:00Z\npara and the pier stayed dark for all of Monday, when no ferry left the harbour.\n\
         para Crews had walked out at midnight over the plan to sail with half as many hands.\nbreak\n\
         (credit) para Ada Roe contributed to this report.\n! broken-envelope\n",
    );
    check(
        &format!("stop at midnight =\r\n\r\n{PROSE}\r\n\r\n\x03051200 GMT Mar 14\r\n\x7F\r\n\x7F\x04"),
        &format!("headline stop at midnight\ndate 2014-03-05T12:00:00Z\npara {PROSE}\n! broken-envelope\n"),
    );
    check(
        &format!("18 0004\r\n\x02Ferries stop\r\n   {PROSE}\r\n\x03\r\n\x04"),
        &format!("headline Ferries stop\nnote 18 0004\npara {PROSE}\n! broken-envelope\n! broken-envelope\n"),
    );
}

#[test]
fn the_slug_may_stand_in_the_header() {
    let head = "urgency 4\ncategory POL\nwords 68\n";
    check(
        &format!("\u{1}HWN042 4 POL 68 Norland-ferries\r\n\u{2}Ferries stop\r\n=\r\n{PROSE}\r\n\u{3}\r\n"),
        &format!("headline Ferries stop\nslug Norland-ferries\n{head}para {PROSE}\n"),
    );
    check(
        &format!("\u{1}HWN042 4 POL 68 Norland-ferries hw 0900\r\nNorland/ferries/\r\n\u{2}{PROSE}\r\n\u{3}\r\n"),
        &format!("slug Norland/ferries\n{head}keyword Norland-ferries\npara {PROSE}\n"),
    );
}

#[test]
fn a_frame_in_one_line_may_lack_its_header() {
    check(&format!("\u{16}\u{16}\u{1}a0714\u{2}{PROSE}\u{3}"), &format!("para {PROSE}\n! broken-envelope\n"));
    check(
        &format!("Sport \u{16}\u{16}\u{1}a0714 from the desk\u{2}{PROSE}\u{3}\n"),
        &format!(
            "note Sport\nnote from the desk\npara {PROSE}\n! broken-envelope\n! broken-envelope\n! broken-envelope\n"
        ),
    );
    check(
        &format!("\u{16}\u{16}\u{1}a0714\u{2}{PROSE}"),
        &format!("para {PROSE}\n! broken-envelope\n! broken-envelope\n"),
    );
}

/// Headers cut slugs short and run their words together; the count of words is often another.
#[test]
fn a_keyword_line_that_says_more_than_the_header_is_kept() {
    let story = |keyword: &str| {
        format!(
            "\u{16}\u{16}\u{1}a0714\nr a\u{13}\u{11}BC-XX--HarborStrike 1stLd-Writethru 03-05 0466\n\u{2}^{keyword}<\n   \
             LEEDS (AP) _ {PROSE}\n\u{3}\nAP-WF-03-05-14 1200GMT\n"
        )
    };
    let tree = |kept: &str, codes: &str| {
        format!(
            "slug BC-XX--HarborStrike\nurgency r\ncategory a\nversion 2\nwords 466\ndate 2014-03-05T12:00:00Z\n\
             dateline LEEDS (AP) = LEEDS | AP | \n{kept}para {PROSE}\n{codes}"
        )
    };
    check(&story("BC-XX--Harbor Strike, 1st Ld-Writethru,466"), &tree("", ""));
    check(
        &story("BC-XX--Harbor Strike-Talks, 2nd Ld-Writethru,512"),
        &tree(
            "note 2nd Ld-Writethru\nkeyword-line \"BC-XX--Harbor Strike-Talks, 2nd Ld-Writethru,512\"\n",
            "! second-value\n! second-value\n",
        ),
    );
}

#[test]
fn a_second_moment_of_sending_is_kept() {
    let story = |below: &str| format!("r a BC-Rain 03-05 0040\n{PROSE}\n\u{3}\nAP-WF-03-06-14 0012GMT\n{below}\n");
    let head = "slug BC-Rain\nurgency r\ncategory a\nwords 40\ndate 2014-03-06T00:12:00Z\n";
    // The day of filing is another one too.
    check(&story("AP-WF-03-06-14 0012GMT"), &format!("{head}para {PROSE}\n! second-value\n"));
    check(
        &story("AP-WF-03-07-14 0900GMT"),
        &format!("{head}note AP-WF-03-07-14 0900GMT\npara {PROSE}\n! second-value\n! second-value\n"),
    );
}

#[test]
fn the_second_of_two_values_is_a_note() {
    check(
        &format!("HOLD\nKILL\n\nFerries stop\n\n{PROSE}"),
        &format!("headline Ferries stop\nstatus Canceled\nnote KILL\npara {PROSE}\n! second-value\n"),
    );
    check(
        &format!("Ferries stop\nhttps://harbour.example/a\nhttps://harbour.example/b\nBy Ada Roe\n\n{PROSE}"),
        &format!(
            "headline Ferries stop\nbyline Ada Roe\nnote https://harbour.example/b\nurl \"https://harbour.example/a\"\n\
             para {PROSE}\n! second-value\n"
        ),
    );
    check(
        &format!("Ferries stop\n\nLEEDS, March 3 (AP) --\nYORK, March 4 (AP) --\n\n{PROSE}"),
        &format!(
            "headline Ferries stop\ndateline LEEDS, March 3 (AP) = LEEDS | AP | --03-03\nnote YORK, March 4 (AP)\n\
             para {PROSE}\n! second-value\n"
        ),
    );
}

#[test]
fn a_value_that_is_said_again_is_no_second_one() {
    check(
        &format!("Ferries stop\nSource: Harbour Wire\nSource: Harbour Wire\nSource: Pier Wire\n\n{PROSE}"),
        &format!("headline Ferries stop\ncredit Harbour Wire\nnote Pier Wire\npara {PROSE}\n! second-value\n"),
    );
}

/// The head of an export, and what is read of it above the body.
const EXPORT: &str = "     3 of 40 DOCUMENTS\n\n          The Harbour Times\n\n          August 14, 1999, Saturday, FINAL \
    EDITION\n\nFerries stop\n\nBYLINE: BY ADA ROE and SAM LIND\n\nSECTION: News; Pg. 3\n\nLENGTH: 40 words\n\nDATELINE: LEEDS\n\n";

fn exported(dates: &str, rights: &str, notes: &str) -> String {
    format!(
        "section News\nheadline Ferries stop\nwords 40\nbyline ADA ROE\nbyline SAM LIND\ndate 1999-08-14\n{dates}\
         dateline LEEDS = LEEDS |  | \ncredit The Harbour Times\n{rights}note August 14, 1999, Saturday, FINAL EDITION\n\
         note Pg. 3\n{notes}para {PROSE}\n"
    )
}

#[test]
fn indented_paragraphs_below_labels_are_the_story() {
    let rights = "rights Copyright 1999 Harbour Media\n";
    check(
        &format!(
            "{EXPORT}        {PROSE}\n\n        It rained.\n\nLOAD-DATE: August 15, 1999\n\n          \
             Copyright 1999 Harbour Media\n"
        ),
        &(exported("updated 1999-08-15\n", rights, "") + "para It rained.\n"),
    );
    check(
        &format!("{EXPORT}        {PROSE}\n\n        It rained.\n\n          Copyright 1999 Harbour Media\n"),
        &(exported("", rights, "") + "para It rained.\n"),
    );
    check(&format!("{EXPORT}        {PROSE}\n\n        It rained.\n"), &(exported("", "", "") + "para It rained.\n"));
}

#[test]
fn a_second_dateline_of_an_export_is_a_note() {
    check(&format!("{EXPORT}DATELINE: YORK\n\n{PROSE}\n"), &(exported("", "", "note YORK\n") + "! second-value\n"));
}

#[test]
fn words_of_an_export_that_look_like_letters_are_text() {
    check(
        &format!(
            "HD Ferries stop\nBY By Ada Roe\nWC 40 words\nLA English\nLP\n{PROSE}\nTD\nLA PAZ, Bolivia, is far from the \
             sea.\n\nIN the harbour it rained.\n\nLP sales rose.\n\nIN York it did not.\nNS m13 : Money Markets\n\
             RE ostr : Ostria\nIN istr : Strikes\n"
        ),
        &format!(
            "headline Ferries stop\nwords 40\nbyline Ada Roe\nlanguage en\nnote m13 : Money Markets\nnote ostr : Ostria\n\
             note istr : Strikes\npara {PROSE}\npara LA PAZ, Bolivia, is far from the sea.\n\
             para IN the harbour it rained.\npara LP sales rose.\npara IN York it did not.\n"
        ),
    );
    check(
        &format!(
            "HD  Ferries stop\nBY  Ada Roe\nWC  40 words\n\nLP  {PROSE}\n\nTD  TD Bank fell.\n\nIN  istr : Strikes\n\n\
             AN  Document 7\n"
        ),
        &format!(
            "headline Ferries stop\nwords 40\nbyline Ada Roe\nnote istr : Strikes\nnote Document 7\npara {PROSE}\n\
             para TD Bank fell.\n"
        ),
    );
}

#[test]
fn what_stands_above_a_frame_is_a_note() {
    check(
        &format!("From the desk\n\u{1}hwn0042 3 w 40 hw 0900\n\u{2}{PROSE}\n\u{3}\n"),
        &format!("urgency 3\ncategory w\nwords 40\nnote From the desk\npara {PROSE}\n! broken-envelope\n"),
    );
}

#[test]
fn a_label_of_the_text_may_stand_alone() {
    check(
        &format!("HEADLINE: Ferries stop\n\nLENGTH: 40 words\n\nBODY:\n\n{PROSE}\n"),
        &format!("headline Ferries stop\nwords 40\npara {PROSE}\n"),
    );
}

#[test]
fn the_number_of_a_release_is_kept() {
    check(
        &format!("MEDIA RELEASE PR00417\n\nFerries stop as crews walk out\n\n{PROSE}\n"),
        &format!("headline Ferries stop as crews walk out\nrelease \"MEDIA RELEASE PR00417\"\npara {PROSE}\n"),
    );
}

#[test]
fn datelines_of_the_east_end_where_they_do() {
    check("新华社将于3月3日电视直播庆典。", "para 新华社将于3月3日电视直播庆典。\n");
    check(
        "（東京＝田中太郎）E=mc2の話。",
        "byline 田中太郎\ndateline （東京＝田中太郎） = 東京 |  | \npara E=mc2の話。\n",
    );
}
