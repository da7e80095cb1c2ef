//! `slugline convert`: where outputs go, and which places are refused.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use snapbox::cmd::cargo_bin;
use snapbox::{assert_data_eq, str};

use crate::desk::{Desk, STORY};

#[test]
fn two_outputs_with_one_name_are_refused() {
    let desk = Desk::new(&[("x/story.txt", STORY), ("y/Story.txt", STORY)]);
    desk.session("convert x/story.txt y/Story.txt -t json -O out").code(2).stderr_eq(str![[r#"
error: `x/story.txt` and `y/Story.txt` would both be written to `out/Story.json`
  hint: name the folder above them, whose own folders are kept, or convert them one by one

"#]]);
    desk.session("convert x y -t json,json -O out").code(2).stderr_eq(str![[r#"
error: the format `json` is named twice

"#]]);
    desk.holds("", &["x", "y"]);
}

#[test]
fn one_file_does_not_take_two_formats() {
    let desk = Desk::new(&[("story.txt", STORY), ("other.txt", STORY)]);
    desk.session("convert story.txt -t json,jsonld -o story.json").code(2).stderr_eq(str![[r#"
error: one file `story.json` cannot hold 2 formats
  hint: use `-O DIR` for a file per article and format

"#]]);
    desk.session("convert story.txt -t json,jsonld").code(2).stderr_eq(str![[r#"
error: standard output cannot hold 2 formats
  hint: use `-O DIR` for a file per article and format

"#]]);
    desk.session("convert story.txt other.txt -t json").code(2).stderr_eq(str![[r#"
error: there are 2 inputs and no place for their outputs
  hint: use `-O DIR` for a file per article and format

"#]]);
    desk.session("convert story.txt other.txt -t nitf -o all.xml").code(2).stderr_eq(str![[r#"
error: a file of `nitf` holds one article, and there are several
  hint: use `-O DIR` for a file per article

"#]]);
    desk.session("convert story.txt other.txt -t nitf -o -").code(2).stderr_eq(str![[r#"
error: standard output for `nitf` holds one article, and there are several
  hint: use `-O DIR` for a file per article

"#]]);
    desk.holds("", &["other.txt", "story.txt"]);
}

#[test]
fn standard_output_takes_a_feed_of_several_where_it_is_named() {
    let desk = Desk::new(&[("a.txt", STORY), ("b.txt", &STORY.replace("Ferries", "Trams"))]);
    let said = desk.session("convert a.txt b.txt -t rss -o - -q").code(0);
    let feed = String::from_utf8(said.get_output().stdout.clone()).unwrap();
    assert_eq!(feed.matches("<item>").count(), 2, "{feed}");
}

#[test]
fn many_articles_become_one_book() {
    let desk = Desk::new(&[("wire/a.txt", STORY), ("wire/b.txt", STORY)]);
    desk.session("convert wire -t epub -o book.epub").code(0).stderr_eq(str![[r#"
warning[same-identifier]: `wire/b.txt` and `wire/a.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
wrote book.epub (epub, 5.7 KB)
note: epub: 1 missing-title (`-v` lists them)
2 of 2 inputs done, 1 with warnings

"#]]);
    desk.session("convert wire -t epub,newsml-g2 -O out --bundle").code(0).stderr_eq(str![[r#"
warning[same-identifier]: `wire/b.txt` and `wire/a.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
warning[repeated-item]: the message has version 1 of `urn:uuid:dbedac97-42b6-52a2-80ff-933695332280` already; a `urn:uuid:` stands in (newsml-g2)
 --> wire/b.txt
wrote out/wire.epub (epub, 5.7 KB)
warning[missing-publisher]: nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in (newsml-g2)
  hint: set `publisher.name`
wrote out/wire.newsml.xml (newsml-g2, 2.6 KB)
note: epub: 1 missing-title (`-v` lists them)
2 of 2 inputs done, 1 with warnings

"#]]);
}

#[test]
fn an_output_that_is_a_directory_is_refused() {
    let desk = Desk::new(&[("story.txt", STORY), ("out/story.json/x", "x")]);
    desk.session("convert story.txt -t json -o out").code(2).stderr_eq(str![[r#"
error: the output `out` is a directory
  hint: use `-O DIR` for a file per article and format

"#]]);
    desk.session("convert story.txt -t json -O out").code(2).stderr_eq(str![[r#"
error: the output `out/story.json` is a directory
  hint: move it away, or name another folder with `-O DIR`

"#]]);
    desk.session("convert story.txt -t json -o new/").code(2).stderr_eq(str![[r#"
error: the output `new/` is a directory
  hint: use `-O DIR` for a file per article and format

"#]]);
    desk.session("convert story.txt -t json -O story.txt").code(2).stderr_eq(str![[r#"
error: `story.txt` is a file, not a folder
  hint: move it away, or name another folder with `-O DIR`

"#]]);
}

#[test]
fn an_input_is_not_overwritten() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t json -o ./story.txt").code(2).stderr_eq(str![[r#"
error: the output `./story.txt` would replace an input
  hint: name another folder with `-O DIR`

"#]]);
    assert_eq!(fs::read_to_string(desk.path("story.txt")).unwrap(), STORY);
}

#[test]
fn a_folder_that_cannot_be_written_to_fails_the_input() {
    let desk = Desk::new(&[("story.txt", STORY), ("file", "x")]);
    desk.session("convert story.txt -t json -O file/out").code(1).stderr_eq(str![[r#"
error[unwritable-output]: cannot write `file/out/story.json`: not a directory
 --> story.txt

"#]]);
    desk.holds("", &["file", "story.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_once() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t json -o /dev/full").code(1).stderr_eq(str![[r#"
error[unwritable-output]: cannot write `/dev/full`: no space left on device
 --> story.txt

"#]]);
    let onto_a_full_disk = |words: &str| {
        let mut command = Command::new(cargo_bin!("slugline"));
        command.args(words.split(' ')).current_dir(desk.path(""));
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ended = command.stdout(full).output().unwrap();
        assert_eq!(ended.status.code(), Some(1));
        String::from_utf8(ended.stderr).unwrap()
    };
    assert_data_eq!(
        onto_a_full_disk("convert story.txt -t json"),
        str![[r#"
error[unwritable-output]: cannot write to standard output: no space left on device
 --> story.txt

"#]]
    );
    assert_data_eq!(
        onto_a_full_disk("formats"),
        str![[r#"
error: cannot write to standard output: no space left on device

"#]]
    );
    desk.holds("", &["story.txt"]);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let long = format!("{STORY}\n{}\n", "Rain fell. ".repeat(50_000));
    let desk = Desk::new(&[("long.txt", &long)]);
    let mut child = Command::new(cargo_bin!("slugline"))
        .args(["convert", "long.txt", "-t", "json"])
        .current_dir(desk.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(said, "");
}

#[test]
fn outputs_lie_beside_their_inputs_and_not_among_them() {
    let desk = Desk::new(&[("in/a.txt", STORY)]);
    desk.session("convert in -t html -O in").code(2).stderr_eq(str![[r#"
error: the output folder is the input folder `in`
  hint: name another one, which may lie in it, such as `in/out`

"#]]);
    desk.session("convert . -t html -O ./in/..").code(2);
    desk.session("convert in -t html -O in/out -q").code(0).stderr_eq("");
    desk.session("convert in -t html -O in/out -q").code(0).stderr_eq("");
    desk.holds("in/out", &["a.html"]);
}

#[test]
fn inputs_that_differ_in_their_ends_keep_them() {
    let files = ["wire.anpa", "wire.iptc", "Wire.txt", "rain.txt", "sub/wire.txt"];
    let desk = Desk::new(&files.map(|name| (name, STORY)));
    desk.session("convert . -t json -O out -q").code(0);
    desk.holds("out", &["Wire.txt.json", "rain.json", "sub", "wire.anpa.json", "wire.iptc.json"]);
    desk.holds("out/sub", &["wire.json"]);
}

#[test]
fn inputs_that_want_one_name_are_named_together() {
    let files = ["a.txt", "b.txt", "c.txt", "d.txt"];
    let paths = files.map(|name| [format!("x/{name}"), format!("y/{name}")]).concat();
    let desk = Desk::new(&paths.iter().map(|path| (path.as_str(), STORY)).collect::<Vec<_>>());
    desk.session(&format!("convert {} -t html,json -O out", paths.join(" "))).code(2).stderr_eq(str![[r#"
error: `x/a.txt` and `y/a.txt` would both be written to `out/a.html`; `x/b.txt` and `y/b.txt` would both be written to `out/b.html`; `x/c.txt` and `y/c.txt` would both be written to `out/c.html`; and 1 more
  hint: name the folder above them, whose own folders are kept, or convert them one by one

"#]]);
    desk.session("convert x y -t json -O out").code(2).stderr_eq(str![[r#"
error: `x/a.txt` and `y/a.txt` would both be written to `out/a.json`; `x/b.txt` and `y/b.txt` would both be written to `out/b.json`; `x/c.txt` and `y/c.txt` would both be written to `out/c.json`; and 1 more
  hint: name the folder above them, whose own folders are kept, or convert them one by one

"#]]);
    desk.session("convert . -t json -O out -q").code(0);
}
