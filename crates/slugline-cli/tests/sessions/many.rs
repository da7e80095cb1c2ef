//! Files of many stories: a day of a wire circuit, a mailbox, an archive's export.

use crate::desk::{Desk, STORY};
use snapbox::{assert_data_eq, str};

/// A stream of ANPA 1312 with these stories in it.
fn stream(stories: &[&str]) -> String {
    let envelope = |(at, text): (usize, &&str)| {
        format!("\x16\x16\x01r{at:04}\x1Freute\r\nu f BC-RAIN 11-18 0004\r\n\x02{text}\x03\r\n\x04\r\n")
    };
    stories.iter().enumerate().map(envelope).collect()
}

/// An archive's export with so many stories in it, each with a time that has no zone.
fn export(stories: usize) -> String {
    let story = |number: usize| format!("<DOC>\nRain {number}\n\nNov. 18, 2024 17:20\n\nIt rained all night.\n");
    (1..=stories).map(story).collect()
}

#[test]
fn a_stream_is_read_story_by_story() {
    let desk = Desk::new(&[("wire.txt", &stream(&[STORY, STORY]))]);
    desk.session("convert wire.txt -t json,jsonld -O out -q").code(0);
    desk.holds("out", &["wire-2.json", "wire-2.jsonld", "wire.json", "wire.jsonld"]);
}

#[test]
fn a_mailbox_is_read_message_by_message() {
    let message = format!("From ada@desk.example Mon Nov 18 10:00:00 2024\nSubject: Rain\n\n{STORY}\n");
    let desk = Desk::new(&[("desk.mbox", &message.repeat(3))]);
    desk.session("convert desk.mbox -t json -O out -q").code(0);
    desk.holds("out", &["desk-2.json", "desk-3.json", "desk.json"]);
}

#[test]
fn places_are_those_of_the_file() {
    let desk = Desk::new(&[("export.txt", &export(2))]);
    desk.session("convert export.txt -t html -O out -v").code(0).stderr_eq(str![[r#"
read export.txt as text, by its name
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> export.txt:4:1
  |
4 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
wrote out/export.html (html, 3.7 KB)
read export.txt:7 as text, by its name
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
  --> export.txt:10:1
   |
10 | Nov. 18, 2024 17:20
   | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
wrote out/export-2.html (html, 3.7 KB)

"#]]);
}

#[test]
fn a_file_of_many_goes_into_one_that_holds_many() {
    let desk = Desk::new(&[("export.txt", &export(7))]);
    desk.session("convert export.txt -t jsonld -o all.jsonld").code(0).stderr_eq(str![[r#"
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> export.txt:4:1
  |
4 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
  --> export.txt:10:1
   |
10 | Nov. 18, 2024 17:20
   | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
  --> export.txt:16:1
   |
16 | Nov. 18, 2024 17:20
   | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
  --> export.txt:22:1
   |
22 | Nov. 18, 2024 17:20
   | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
  --> export.txt:28:1
   |
28 | Nov. 18, 2024 17:20
   | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
wrote all.jsonld (jsonld, 2.0 KB)
... and 2 more warnings (2 time-without-zone); `-v` shows them
note: jsonld: 7 incomplete-article (`-v` lists them)

"#]]);
    desk.session("convert export.txt -t html").code(2).stdout_eq("").stderr_eq(str![[r#"
error: standard output for `html` holds one article, and there are several
  hint: use `-O DIR` for a file per article

"#]]);
}

#[test]
fn a_thousand_stories_are_told_in_sum() {
    let desk = Desk::new(&[("export.txt", &export(1_000)), ("story.txt", STORY)]);
    let some = desk.session("convert export.txt story.txt -t json,jsonld -O out").code(0);
    let said = String::from_utf8(some.get_output().stderr.clone()).unwrap();
    assert_eq!(said.matches("warning[time-without-zone]").count(), 5);
    let (_, last) = said.split_once("wrote out/export-5.jsonld").unwrap();
    let (_, last) = last.split_once('\n').unwrap();
    assert_data_eq!(
        last,
        str![[r#"
... and 995 more warnings (995 time-without-zone); `-v` shows them
wrote 1992 more files for 996 more stories (967.6 KB)
note: jsonld: 1001 incomplete-article (`-v` lists them)
2 of 2 inputs done (1001 stories), 1 with warnings

"#]]
    );

    let all = desk.session("convert export.txt -t json -O out -v").code(0);
    let said = String::from_utf8(all.get_output().stderr.clone()).unwrap();
    assert_eq!(said.matches("warning[time-without-zone]").count(), 1_000);
    assert_eq!(said.matches("read export.txt").count(), 1_000);
    assert_eq!(said.matches("wrote out/").count(), 1_000);
}

#[test]
fn a_story_that_is_too_long_does_not_stop_the_others() {
    let long = "It rained on.\n".repeat(100_000);
    let desk = Desk::new(&[("export.txt", &(export(1) + &long + &export(1)))]);
    desk.session("convert export.txt -t json -O out -q --limit 1MiB").code(1).stderr_eq(str![[r#"
error[input-too-large]: a story of `export.txt`, from line 1 on, has more than the 1MiB that a story may have
  hint: allow more with `--limit SIZE`
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
      --> export.txt:100010:1
       |
100010 | Nov. 18, 2024 17:20
       | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`

"#]]);
    desk.holds("out", &["export-2.json"]);
    desk.session("convert export.txt -t json -O out -q --limit 2MiB").code(0);
    desk.holds("out", &["export-2.json", "export.json"]);
}

#[test]
fn every_story_of_a_file_is_shown() {
    let desk = Desk::new(&[("export.txt", &export(2))]);
    desk.session("inspect export.txt -q").code(0).stdout_eq(str![[r#"
        6..12  headline "Rain 1"
       14..33  published 2024-11-18
       35..55  paragraph "It rained all night."

story 2 of export.txt: line 7, byte 56
        6..12  headline "Rain 2"
       14..33  published 2024-11-18
       35..55  paragraph "It rained all night."

"#]]);
    desk.session("inspect export.txt -q --explain").code(0).stdout_eq(str![[r#"
   1  envelope   frame       "<DOC>"                 control codes and signs round the story
   2  headline   first-line  "Rain 1"                the first line that is no section, without a full stop
   3  blank      blank-line  ""                      only white space
   4  date       date-line   "Nov. 18, 2024 17:20"   a date alone on its line
   5  blank      blank-line  ""                      only white space
   6  paragraph  text        "It rained all night."  no other rule claims it

story 2 of export.txt: line 7, byte 56
   7  envelope   frame       "<DOC>"                 control codes and signs round the story
   8  headline   first-line  "Rain 2"                the first line that is no section, without a full stop
   9  blank      blank-line  ""                      only white space
  10  date       date-line   "Nov. 18, 2024 17:20"   a date alone on its line
  11  blank      blank-line  ""                      only white space
  12  paragraph  text        "It rained all night."  no other rule claims it

"#]]);
}
