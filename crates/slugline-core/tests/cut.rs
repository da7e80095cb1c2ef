//! Files of many stories: which are, where they are cut, and the laws of cutting.

#![cfg(feature = "text")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

use proptest::prelude::*;
use slugline_core::cut::{Cutter, is_padding, stories, stories_of};
use slugline_core::{Place, Source};

/// A file is given as its stories: cut, it must give them back.
#[track_caller]
fn check(expected: &[&str]) {
    let file = expected.concat();
    assert_eq!(stories(&file).collect::<Vec<_>>(), expected);
    for size in [1, 7, 4_096] {
        let found = with_padding(cut(file.as_bytes(), size));
        let found: Vec<_> = found.iter().map(|story| std::str::from_utf8(story).unwrap()).collect();
        assert_eq!(found, expected, "{size} bytes at a time");
    }
}

/// What stands behind the last story is given with it by [`stories`], and after it by a cutter, which cannot wait for it.
fn with_padding(mut found: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    if let Some(last) = found.pop_if(|last| is_padding(last)) {
        match found.last_mut() {
            Some(story) => story.extend(last),
            None => found.push(last),
        }
    }
    found
}

/// Cuts a file that comes so many bytes at a time.
fn cut(file: &[u8], size: usize) -> Vec<Vec<u8>> {
    let (mut cutter, mut found, mut buffer) = (Cutter::new(), Vec::new(), Vec::new());
    let mut chunks = file.chunks(size);
    loop {
        let chunk = chunks.next();
        buffer.extend_from_slice(chunk.unwrap_or_default());
        while let Some(end) = cutter.end(&buffer, chunk.is_none()) {
            let rest = buffer.split_off(end);
            found.push(std::mem::replace(&mut buffer, rest));
        }
        if chunk.is_none() {
            assert_eq!(buffer, b"");
            return found;
        }
    }
}

const RULE: &str = "------------------------------------------------------------\n";

#[test]
fn an_empty_file_is_an_empty_story() {
    assert_eq!(stories("").collect::<Vec<_>>(), [""]);
    assert_eq!(Cutter::new().end(b"", true), None);
}

#[test]
fn most_files_are_one_story() {
    check(&["World\n\nFerries stop as crews walk out\n\nNo ferry left.\n"]);
    check(&["Title: Rain\n\nIt rained.\n\x04\nIt rained on.\n"]);
    check(&["From our desk\n\nRain fell.\n\nFrom 10:00 on it fell harder.\n\nSource: desk\n"]);
    check(&["It rained.\n\n     1 of 40 DOCUMENTS was lost.\n"]);
    check(&["---\ntitle: Rain\ndate: 2024-11-18\n---\n\nIt rained.\n\n---\n\nIt rained on.\n"]);
}

#[test]
fn a_wire_story_ends_behind_its_transmission() {
    let first = "\x16\x16\x01r0714\x1Freute\r\nu f BC-RAIN 11-18 0004\r\n\x02It rained.\r\n\x03\r\n\x04";
    check(&[first]);
    check(&[first, "\x16\x16\x01r0715\x1Freute\r\nu f BC-HAIL 11-18 0004\r\n\x02It hailed.\r\n\x03\r\n\x04\r\n"]);
    check(&[first, "\r\n\x05\x05\x05F A\r\n\x16\x16\x01r0715\x1Freute\r\n\x02It hailed.\r\n\x03\x04\x04\n \x1A"]);
    check(&[
        "\x01ab0001 3 i 4\r\n\x02Rain.\r\n\x03181200 Nov 24\r\n\x7F\r\n\x7F\x04",
        "\r\n\x01ab0002 3 i 4\r\n\x02Hail.",
    ]);
}

#[test]
fn a_wire_may_begin_with_the_end_of_a_story() {
    let tail = "and the pier\r\nstayed dark.\r\n   Crews\r\nhad walked\r\nout.\r\n\x03AP-WF-03-05-14 1200GMT\r\n\x04";
    let story = "\r\n\x16\x16\x01r0714\x1Freute\r\nu f BC-RAIN 11-18 0004\r\n\x02It rained.\r\n\x03\r\n\x04";
    check(&[tail, story, story]);
    check(&["It\nrained\non\nMonday.\n\x03181200 Nov 24\n\x7F\n\x7F\x04", "\x01ab0002 3 i 4\r\n\x02Hail."]);
    // An EOT that ends no story of a wire.
    check(&["It\nrained\non.\n\x04\nIt hailed.\n\x01ab0002 3 i 4\n"]);
}

#[test]
fn a_wire_story_ends_before_the_next_where_its_end_is_missing() {
    let first = "\x16\x16\x01r0714\x1Freute\r\nu f BC-RAIN 11-18 0004\r\n\x02It rained.\r\n";
    check(&[first, "\x16\x16\x01r0715\x1Freute\r\n\x02It hailed.\r\n\x03\x04"]);
    check(&[first, "\x05\x05F A\r\n\x16\x16\x01r0715\x1Freute\r\n\x02It hailed.\r\n\x03\x04"]);
    check(&["\x01ab0001 3 i 4\n\x02Rain.\n", "\x01ab0002 3 i 4\n\x01ab or so\n", "\x01ab0003 3 i 4\n\x02Hail"]);
}

#[test]
fn a_line_of_codes_holds_no_header() {
    check(&["\u{5}\u{16}\u{16}\u{1}F A\n", "\u{16}\u{16}\u{1}f0411\u{1F}reute\nRain.\n"]);
}

#[test]
fn lines_before_a_header_are_its_own_where_they_are_few() {
    let story = "\x16\x16\x01r0714\x1Freute\n\x02It rained.\n\x03\x04";
    check(&[story, "\nZCZC 12\n\n\x05F A\n\x16\x16\x01r0715\x1Freute\n\x02It hailed.\n\x03\x04"]);
    check(&[story, "\nIt\nrained\non.\n", story]);
}

#[test]
fn a_message_of_a_mailbox_begins_below_a_blank_line() {
    let head = |day: u8| format!("From ada@desk.example Mon Mar  {day} 10:00:00 2014\nSubject: Rain\n\n");
    let first = format!("{}Rain.\nFrom here on 10:00 it rained.\n\nFrom 10:00 on, hail\nfell.\n\n", head(3));
    check(&[&first, &format!("{}Hail.\n", head(4))]);
    check(&[&first.replace('\n', "\r\n"), &format!("{}Hail.\n", head(4)).replace('\n', "\r\n")]);
}

#[test]
fn a_story_of_an_export_begins_at_its_number() {
    let story =
        |number: u8| format!("           {number} of 40 DOCUMENTS\r\n\r\n\r\nThe Times\r\n\r\nLENGTH: 4 words\r\n\r\n");
    check(&[&format!("\u{FEFF}\r\n{}", story(1)), &story(2), &story(10)]);
    check(&["Search: rain\nTime: noon\nDocuments: 40\n", &story(1), &story(2)]);
}

#[test]
fn a_story_of_an_export_begins_at_its_tag() {
    check(&["<DOC>\n<DOCNO>1</DOCNO>\n<TEXT>\nSee <DOC>.\n</TEXT>\n</DOC>\n", "<DOC>\n</DOC>\n"]);
    check(&["\u{FEFF}<DOC id=\"1\">\n</DOC>\n\n", "<DOC id=\"2\">\n</DOC>\n"]);
}

#[test]
fn a_rule_parts_stories_where_a_head_follows() {
    let story = |word: &str| format!("Title: {word}\nDate: 2024-11-18\nAuthor: Ada Roe\n\nIt came.\n\n");
    check(&[&(story("Rain") + RULE), &(story("Hail") + RULE + "\nSource: desk\nTags: hail\n")].map(|story| &**story));
    check(&[&format!("\u{FEFF}{RULE}{}{RULE}", story("Rain")), &story("Hail")]);
    let parted = RULE.replace('-', "=").replace('\n', " \r\n");
    check(&[&(story("Rain") + "It went.\r\n" + &parted), &("\r\n".to_owned() + &story("Hail"))]);
}

#[test]
fn a_story_is_not_cut_again() {
    let file = Source::from_text("test", "<DOC>\nRain\n<DOC>\nHail\n").unwrap();
    assert_eq!(stories_of(&file).collect::<Vec<_>>(), ["<DOC>\nRain\n", "<DOC>\nHail\n"]);
    let story = Source::story("test", file.text().as_bytes().to_vec(), Place::START).unwrap();
    assert_eq!(stories_of(&story).collect::<Vec<_>>(), [file.text()]);
}

#[test]
fn two_byte_characters_are_not_looked_at() {
    let file: Vec<u8> = "\u{FEFF}Title: Rain\nDate: today\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut cutter = Cutter::new();
    assert_eq!(cutter.end(&file, false), None);
    assert!(cutter.is_whole());
}

#[test]
fn a_file_that_is_whole_is_known_by_its_beginning() {
    let mut cutter = Cutter::new();
    assert_eq!(cutter.end(b"Rain.", false), None);
    assert!(!cutter.is_whole());
    assert_eq!(cutter.end(&[b'.'; 4_096], false), None);
    assert!(cutter.is_whole());
}

#[test]
fn the_end_of_a_story_that_was_given_up_is_found() {
    let mut cutter = Cutter::new();
    let mut buffer = b"\x01ab0001 3 i 4\n\x02".to_vec();
    let mut given_up = 0;
    for _ in 0..100 {
        buffer.extend_from_slice(&[b'.'; 1_000]);
        assert_eq!(cutter.end(&buffer, false), None);
        let passed = cutter.give_up(&buffer);
        buffer.drain(..passed);
        given_up += passed;
        assert!(buffer.len() < 6_000);
    }
    buffer.extend_from_slice(b"\x03\x04\x01ab0002 3 i 4\n");
    let end = cutter.end(&buffer, false).unwrap();
    assert_eq!(given_up + end, 15 + 100_000 + 2);
    assert_eq!(cutter.end(&buffer[end..], true), Some(buffer.len() - end));
}

#[test]
fn files_of_beginnings_are_whole() {
    let header = "\x01ab0001 3 i 4\n";
    let message = "From a 10:00\nA: b\n";
    let labels = "Title: Rain\nDate: today\n";
    let shapes = [
        header.to_owned() + &"\x01".repeat(20_000),
        header.to_owned() + &"\x04".repeat(20_000),
        header.to_owned() + &"\n\x04".repeat(10_000),
        header.to_owned() + &"\x16".repeat(20_000),
        header.repeat(1_000),
        message.to_owned() + &"\nFrom a".repeat(2_000),
        message.to_owned() + &"\n\nFrom a 10:00".repeat(1_000),
        "<DOC>\n".repeat(2_000),
        " 1 of 1 DOCUMENT\n".to_owned() + &" DOCUMENT".repeat(2_000),
        labels.to_owned() + &RULE.repeat(300),
        labels.to_owned() + &format!("{RULE}Title: Rain\n").repeat(300),
        labels.to_owned() + &"-".repeat(20_000),
        "\n".repeat(20_000),
    ];
    for shape in shapes {
        assert_eq!(stories(&shape).collect::<String>(), shape);
        assert_eq!(with_padding(cut(shape.as_bytes(), 4_096)).concat(), shape.as_bytes());
    }
}

/// What stands in envelopes.
const PARTS: &[&str] = &[
    "\x16\x16\x01r0714\x1Freute\r\n",
    "\r\n\x01ab0001 3 i 4\n",
    "\x05\x05F A\r\n",
    "\x01",
    "\x02",
    "\x03\r\n",
    "\x04",
    "From a 10:00\nSubject: b\n",
    "\n\nFrom a 10:00\r\nSubject: b\r\n",
    "<DOC>\n",
    "\n<DOC",
    "\n  3 of 40 DOCUMENTS\n",
    " DOCUMENTS",
    RULE,
    "============================================================\r\n",
    "Title: Rain\n",
    "DATE:\r\n\r\n",
    "By: Ada Roe",
    "\u{FEFF}",
    "\n",
    "\r",
    " ",
    "It rained.\n",
];

/// Files of that, in any order, with other text between.
fn files() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        8 => prop::sample::select(PARTS).prop_map(str::to_owned),
        1 => "[ -~]{1,1200}",
        1 => "[\\x00-\\x7F]{0,8}",
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_is_of_one_story(file in files()) {
        let found = cut(&file, usize::MAX);
        prop_assert_eq!(found.concat(), file);
        prop_assert!(found.iter().all(|story| !story.is_empty()));
    }

    #[test]
    fn how_the_bytes_come_does_not_matter(file in files(), size in 1_usize..3_000) {
        prop_assert_eq!(cut(&file, size), cut(&file, usize::MAX));
    }

    #[test]
    fn any_bytes_are_stories(file in prop::collection::vec(any::<u8>(), 0..200), size in 1_usize..50) {
        prop_assert_eq!(cut(&file, size).concat(), file);
    }

    #[test]
    fn a_text_is_cut_like_a_file(file in files()) {
        let text = String::from_utf8(file).unwrap();
        let found = with_padding(cut(text.as_bytes(), usize::MAX));
        let mut stories: Vec<&[u8]> = stories(&text).map(str::as_bytes).collect();
        stories.retain(|story| !story.is_empty());
        prop_assert_eq!(found, stories);
    }
}
