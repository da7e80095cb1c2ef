//! `slugline convert`: what it writes, and what it says of it.

use snapbox::str;

use crate::desk::{Desk, STORY};

#[test]
fn a_file_per_format_and_a_line_per_file() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt --to newsml-g2,jsonld,epub,html,json -O out/today")
        .code(0)
        .stdout_eq(str![""])
        .stderr_eq(str![[r#"
warning[missing-publisher]: nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in (newsml-g2)
  hint: set `publisher.name`
wrote out/today/story.newsml.xml (newsml-g2, 1.2 KB)
wrote out/today/story.jsonld (jsonld, 501 bytes)
wrote out/today/story.epub (epub, 4.8 KB)
wrote out/today/story.html (html, 4.1 KB)
wrote out/today/story.json (json, 1.2 KB)
note: jsonld: 1 incomplete-article (`-v` lists them)

"#]]);
    desk.holds("out/today", &["story.epub", "story.html", "story.json", "story.jsonld", "story.newsml.xml"]);
}

#[test]
fn quiet_is_quiet() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert -q story.txt -t json -o story.json").code(0).stdout_eq("").stderr_eq("");
    desk.holds("", &["story.json", "story.txt"]);
}

#[test]
fn one_input_and_one_format_go_to_standard_output() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    let to_file = desk.session("convert story.txt -t html").code(0).stderr_eq("");
    let from_pipe = desk.command("convert - -t html -o -").stdin(STORY).assert().code(0).stderr_eq("");
    assert_eq!(to_file.get_output().stdout, from_pipe.get_output().stdout);
    assert!(to_file.get_output().stdout.starts_with(b"<!doctype html>"));
}

#[test]
fn what_two_formats_say_is_said_once() {
    let desk = Desk::new(&[("story.txt", "\u{1}Rain fell on the harbour all day and all night.\n")]);
    desk.session("convert story.txt -t newsml-g2,jsonld,epub -O out")
        .code(0)
        .stderr_eq(str![[r#"
warning[missing-date]: the article has no full date; 1970-01-01T00:00:00Z stands in for it (newsml-g2, epub)
 --> story.txt
  hint: write it into the story, or set it for all stories of the run with `--set date=2024-11-18T12:00:00Z`: slugline reads no clock
warning[missing-publisher]: nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in (newsml-g2)
  hint: set `publisher.name`
warning[missing-headline]: the article has no headline; `<U+0001>Rain fell on the harbour all day and all night.` stands in for it (newsml-g2, jsonld, epub)
 --> story.txt
  hint: add one, or see what each line was taken for: `slugline inspect FILE --explain`
warning[forbidden-character]: the character U+0001 cannot stand in this format and was left out (newsml-g2, epub)
 --> story.txt:1:1
  |
1 | ␁Rain fell on the harbour all day and all night.
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
wrote out/story.newsml.xml (newsml-g2, 1.0 KB)
wrote out/story.jsonld (jsonld, 375 bytes)
wrote out/story.epub (epub, 4.6 KB)
note: jsonld: 1 incomplete-article (`-v` lists them)

"#]]);
}

#[test]
fn stories_that_receivers_take_for_one_are_named() {
    let desk = Desk::new(&[("a.txt", "Rain\n\nIt rained.\n"), ("b.txt", "Rain\n\nAgain.\n\nAnd again.\n")]);
    desk.session("convert a.txt b.txt -t html -O out -q").code(0).stderr_eq(str![[r#"
warning[same-identifier]: `b.txt` and `a.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ

"#]]);
}

#[test]
fn strict_turns_a_warning_into_a_failure() {
    let desk = Desk::new(&[("story.txt", STORY), ("empty.txt", "")]);
    desk.session("convert story.txt -t json -o story.json --strict").code(0);
    desk.session("convert empty.txt -t json -o empty.json --strict -q").code(1).stderr_eq(str![[r#"
warning[empty-input]: the input holds no text
 --> empty.txt
error: there were warnings that `--strict` does not let pass: `empty-input`
  hint: mend what they are about, or let them pass with `--allow empty-input`

"#]]);
    desk.session("convert empty.txt -t json -o empty.json -q").code(0);
}

#[test]
fn no_text_reaches_the_terminal_as_it_is() {
    let desk = Desk::new(&[("a\u{1b}[31m.txt", "\u{1b}[2J\u{202E}Rain fell on the harbour.\n")]);
    let session = desk.session("convert . -t newsml-g2 -O out");
    let said = String::from_utf8(session.code(0).get_output().stderr.clone()).unwrap();
    assert!(!said.contains(['\u{1b}', '\u{202E}']), "{said:?}");
    assert!(said.contains("wrote out/a<U+001B>[31m.newsml.xml"), "{said}");
}

#[test]
fn a_message_does_not_repeat_the_input() {
    let date = format!("Rain\n\nDate: {}\u{202E}2J\n\nIt rained.\n", "tomorrow ".repeat(20_000));
    let desk = Desk::new(&[("story.txt", &date)]);
    let session = desk.session("convert story.txt -t json -o story.json");
    let said = String::from_utf8(session.code(0).get_output().stderr.clone()).unwrap();
    assert!(said.starts_with("warning[unclear-date]: `tomorrow tomorrow "), "{said:.500}");
    assert!(said.contains(" … "), "{said:.500}");
    assert!(said.contains("<U+202E>2J` is not understood as a date; it is kept as a note to editors\n"), "{said:.500}");
    assert!(said.len() < 700 && !said.contains('\u{202E}'), "{} bytes", said.len());
}

#[test]
fn colours_come_when_asked_for() {
    let desk = Desk::new(&[]);
    let said = |flags: &str| desk.session(&format!("convert missing.txt -t json {flags}")).get_output().stderr.clone();
    assert!(said("--color=always").contains(&0x1B));
    assert!(!said("--color=auto").contains(&0x1B));
    assert!(!said("--color=never").contains(&0x1B));
}

#[test]
fn what_a_file_of_many_lacks_is_told_of_its_story() {
    let picture = "# Rain\n\n![A wet pier](pier.jpg)\n\nIt rained.\n";
    let desk =
        Desk::new(&[("in/a.txt", "No ferry left the harbour on Monday, and none came.\n"), ("in/b.md", picture)]);
    desk.session("convert in -t epub,jsonld -O out --bundle").code(0).stderr_eq(str![[r#"
warning[missing-headline]: the article has no headline; `No ferry left the harbour on Monday, and none came.` stands in for it (epub, jsonld)
 --> in/a.txt
  hint: add one, or see what each line was taken for: `slugline inspect FILE --explain`
warning[no-web-address]: the picture has no `contentUrl`: `pier.jpg` is no address on the web (jsonld)
 --> in/b.md:3:1
  |
3 | ![A wet pier](pier.jpg)
  | ^^^^^^^^^^^^^^^^^^^^^^^
warning[missing-date]: the article has no full date; 1970-01-01T00:00:00Z stands in for it (epub)
 --> out/in.epub
  hint: write it into the story, or set it for all stories of the run with `--set date=2024-11-18T12:00:00Z`: slugline reads no clock
wrote out/in.epub (epub, 5.3 KB)
wrote out/in.jsonld (jsonld, 648 bytes)
note: epub: 1 missing-title, 1 picture-not-embedded (`-v` lists them)
note: jsonld: 2 incomplete-article (`-v` lists them)
2 of 2 inputs done, 2 with warnings

"#]]);
}
