//! `slugline convert`: what it writes, and what it says to bad input.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use crate::desk::{Desk, STORY};
use snapbox::cmd::{OutputAssert, cargo_bin};
use snapbox::{assert_data_eq, str};

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
fn standard_input_has_a_name() {
    let desk = Desk::new(&[]);
    desk.command("convert - --stdin-filename desk/take-2.txt -t json -O out -v")
        .stdin(STORY)
        .assert()
        .code(0)
        .stderr_eq(str![[r#"
read desk/take-2.txt as text, by its name
wrote out/take-2.json (json, 1.2 KB)

"#]]);
}

#[test]
fn what_an_input_is_read_as_can_be_seen() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t json -o a.json -v").code(0).stderr_eq(str![[r#"
read story.txt as text, by its name
wrote a.json (json, 1.2 KB)

"#]]);
    desk.session("convert a.json -t json -o b.json -v").code(0).stderr_eq(str![[r#"
read a.json as json, by its name
wrote b.json (json, 1.2 KB)

"#]]);
    desk.session("convert story.txt -f text -t json -o c.json -v").code(0).stderr_eq(str![[r#"
read story.txt as text, as asked for
wrote c.json (json, 1.2 KB)

"#]]);
    assert_eq!(fs::read(desk.path("a.json")).unwrap(), fs::read(desk.path("b.json")).unwrap());
}

#[test]
fn what_two_formats_say_is_said_once() {
    let desk = Desk::new(&[("story.txt", "\u{1}Rain fell on the harbour all day and all night.\n")]);
    desk.session("convert story.txt -t newsml-g2,jsonld,epub -O out")
        .code(0)
        .stderr_eq(str![[r#"
warning[missing-date]: the article has no full date; 1970-01-01T00:00:00Z stands in for it (newsml-g2, epub)
 --> story.txt
  hint: set one with `--set date=2024-11-18T12:00:00Z`
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
error: there were warnings, and `--strict` allows none

"#]]);
    desk.session("convert empty.txt -t json -o empty.json -q").code(0);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let desk = Desk::new(&[("a.txt", STORY), ("b.txt", "\u{7F}ELF\0\0"), ("d.txt", STORY)]);
    desk.session("convert a.txt b.txt missing.txt d.txt -t json -O out").code(1).stderr_eq(str![[r#"
wrote out/a.json (json, 1.2 KB)
error[binary-input]: `b.txt` is a program, not text
error[unreadable-input]: cannot read `missing.txt`: no such file or directory
warning[same-identifier]: `d.txt` and `a.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
wrote out/d.json (json, 1.2 KB)

"#]]);
    desk.holds("out", &["a.json", "d.json"]);
}

#[test]
fn an_unknown_format_names_the_known_ones() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t newsml,json -O out").code(2).stderr_eq(str![[r#"
error: unknown format `newsml`
  hint: did you mean `newsml-g2`? slugline writes: text, markdown, newsml-g2, nitf, ninjs, ninjs-2, jsonld, epub, html, rss, atom, jsonfeed, json, anpa1312, iptc7901

"#]]);
    desk.session("convert story.txt -f docx -t json -O out").code(2).stderr_eq(str![[r#"
error: unknown format `docx`
  hint: slugline reads: text, mail, markdown, json

"#]]);
    desk.session("convert story.txt -t mail -O out").code(2).stderr_eq(str![[r#"
error: `mail` can be read, not written
  hint: slugline writes: text, markdown, newsml-g2, nitf, ninjs, ninjs-2, jsonld, epub, html, rss, atom, jsonfeed, json, anpa1312, iptc7901

"#]]);
    desk.session("convert story.txt -t json --transform typografy -O out").code(2).stderr_eq(str![[r#"
error: unknown transform `typografy`
  hint: did you mean `typography`? slugline has: typography

"#]]);
    desk.holds("", &["story.txt"]);
}

#[test]
fn a_misspelled_key_names_the_nearest() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t json --set publisher.nam=Harbour")
        .code(2)
        .stderr_eq(str![[r#"
error: unknown key `publisher.nam`
  hint: did you mean `publisher.name`? the keys are publisher.name, publisher.url, publisher.logo, publisher.article-url, publisher.authority, publisher.language, publisher.copyright, publisher.usage-terms, edition.title, edition.identifier, date, assets.folder, assets.url, reader.encoding, publisher.catalogs.ALIAS, publisher.sections.SECTION, and FORMAT.OPTION as `slugline formats FORMAT` lists them

"#]]);
    desk.session("convert story.txt -t json --set publisher.language=english").code(2).stderr_eq(str![[r#"
error: `publisher.language`: expected a language tag such as `en` or `pt-BR`, found `english`

"#]]);
    desk.session("convert story.txt -t json --set json.pretty=yes").code(2).stderr_eq(str![[r#"
error: `json` has no option `pretty`
  hint: it has no options

"#]]);
}

/// The keys that a text names between `before` and the options of formats.
fn keys<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
    let (_, keys) = text.split_once(before).unwrap();
    let (keys, _) = keys.split_once(", and FORMAT.OPTION").unwrap();
    keys.split(',').map(str::trim).collect()
}

#[test]
fn the_help_names_every_key() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    let said = |session: OutputAssert| {
        let output = session.get_output();
        String::from_utf8([output.stdout.as_slice(), &output.stderr].concat()).unwrap()
    };
    let help = said(desk.session("convert --help").code(0));
    let hint = said(desk.session("convert story.txt -t json --set 1=2").code(2));
    assert_eq!(keys(&help, "Keys: "), keys(&hint, "the keys are "));
}

#[test]
fn what_is_set_is_in_the_output() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    let session =
        desk.session("convert story.txt -t jsonld --set publisher.name=Harbour --set publisher.language=en-GB");
    let output = String::from_utf8(session.code(0).get_output().stdout.clone()).unwrap();
    assert!(output.contains("\"Harbour\"") && output.contains("\"en-GB\""), "{output}");
}

#[test]
fn a_wrong_epoch_is_refused() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.command("convert story.txt -t json")
        .env("SOURCE_DATE_EPOCH", "yesterday")
        .assert()
        .code(2)
        .stdout_eq("")
        .stderr_eq(str![[r#"
error: `SOURCE_DATE_EPOCH`: expected seconds since 1970-01-01 in digits, found `yesterday`
  hint: unset it, or set it to a number such as 1731951240

"#]]);
}

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
    desk.holds("", &["other.txt", "story.txt"]);
}

#[test]
fn many_articles_become_one_book() {
    let desk = Desk::new(&[("wire/a.txt", STORY), ("wire/b.txt", STORY)]);
    desk.session("convert wire -t epub -o book.epub").code(0).stderr_eq(str![[r#"
warning[same-identifier]: `wire/b.txt` and `wire/a.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
wrote book.epub (epub, 5.7 KB)

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
  hint: use `-o FILE` for one output

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
fn a_binary_input_is_refused() {
    let desk = Desk::new(&[("picture.txt", "%PDF-1.7\n")]);
    desk.session("convert picture.txt -t json -O out").code(1).stdout_eq("").stderr_eq(str![[r#"
error[binary-input]: `picture.txt` is a PDF document, not text

"#]]);
    desk.holds("", &["picture.txt"]);
}

#[test]
fn the_encoding_can_be_named() {
    let desk = Desk::new(&[("slugline.toml", "[reader]\nencoding = \"koi8-r\"\n"), ("story.txt", "")]);
    fs::write(desk.path("story.txt"), b"\xCF\xE0\xF0\xEE\xEC\n\nRain fell.\n").unwrap();
    let headline = |words: &str, expected: &str| {
        let shown = desk.session(words).code(0).stderr_eq("");
        let shown = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
        assert!(shown.contains(expected), "{words}: {shown}");
    };
    headline("inspect story.txt --encoding windows-1251 --no-config", "Паром");
    headline("convert story.txt -t json --encoding CP1251", "Паром");
    headline("convert story.txt -t json --set reader.encoding=cp1251", "Паром");
    headline("inspect story.txt", "оЮПНЛ");
    for command in ["inspect story.txt", "convert story.txt -t json"] {
        desk.session(&format!("{command} --encoding windos-1251")).code(2).stdout_eq("").stderr_eq(str![[r#"
error: unknown encoding `windos-1251`
  hint: did you mean `windows-1251`? the names are those of the web, such as utf-8, windows-1252, macintosh, shift_jis

"#]]);
    }
}

#[test]
fn the_limit_can_be_moved() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    for words in ["convert story.txt -t json -q -o story.json", "inspect story.txt"] {
        desk.session(&format!("{words} --limit 1kB")).code(0).stderr_eq("");
        desk.session(&format!("{words} --limit 100")).code(1).stdout_eq("").stderr_eq(str![[r#"
error[input-too-large]: `story.txt` has more than the 100B that a story may have
  hint: allow more with `--limit SIZE`

"#]]);
    }
    desk.session("inspect story.txt --limit 4GiB").code(2).stdout_eq("").stderr_eq(str![[r#"
error: invalid value '4GiB' for '--limit <SIZE>': a story stays below 4GiB

For more information, try '--help'.

"#]]);
    desk.session("inspect story.txt --limit 64M").code(2).stdout_eq("").stderr_eq(str![[r#"
error: invalid value '64M' for '--limit <SIZE>': expected a size such as `64MiB` or `1GB`

For more information, try '--help'.

"#]]);
}

#[test]
fn an_empty_input_is_an_article_without_words() {
    let desk = Desk::new(&[("empty.txt", "")]);
    desk.session("convert empty.txt -t newsml-g2 -o empty.xml").code(0).stderr_eq(str![[r#"
warning[empty-input]: the input holds no text
 --> empty.txt
warning[missing-date]: the article has no full date; 1970-01-01T00:00:00Z stands in for it (newsml-g2)
 --> empty.txt
  hint: set one with `--set date=2024-11-18T12:00:00Z`
warning[missing-publisher]: nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in (newsml-g2)
  hint: set `publisher.name`
warning[missing-headline]: the article has no headline; `Untitled` stands in for it (newsml-g2)
 --> empty.txt
  hint: add one, or see what each line was taken for: `slugline inspect FILE --explain`
warning[missing-text]: the article has no text for readers; its headline stands in for it (newsml-g2)
 --> empty.txt
wrote empty.xml (newsml-g2, 937 bytes)

"#]]);
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
fn without_arguments_there_is_help() {
    let desk = Desk::new(&[]);
    desk.session("convert").code(2).stdout_eq("").stderr_eq(str![[r#"
error: the following required arguments were not provided:
  --to <FORMAT>
  <IN>...

Usage: slugline convert --to <FORMAT> <IN>...

For more information, try '--help'.

"#]]);
    desk.session("convert story.txt").code(2).stdout_eq("").stderr_eq(str![[r#"
error: the following required arguments were not provided:
  --to <FORMAT>

Usage: slugline convert --to <FORMAT> <IN>...

For more information, try '--help'.

"#]]);
    desk.session("convert --help").code(0).stderr_eq("").stdout_eq(str![[r#"
Convert articles to one or more formats

Usage: slugline convert [OPTIONS] --to <FORMAT> <IN>...

Arguments:
  <IN>...  Files and folders; `-` is standard input. Hidden files in folders are left out

Options:
  -t, --to <FORMAT>            Formats to write; `slugline formats` lists them
  -f, --from <FORMAT>          Format of the inputs. By default each is known by its name, else by
                               what it looks like
  -o, --output <FILE>          Write this file: one format; many articles only where the format
                               holds many
  -O, --out-dir <DIR>          Write a file per article and format into this folder
      --bundle                 With -O: one file of all articles, where the format holds many
      --transform <NAME>       Transforms to apply, in this order
      --set <KEY=VALUE>        Say what the text does not: publisher.name='The Harbour Times'
      --assets <DIR>           Folder of the pictures that the articles refer to
      --theme <DIR>            Folder of templates, for the formats that take one
      --stdin-filename <NAME>  What to call standard input
      --limit <SIZE>           How large a story may be: 500kB, 1GB, 2GiB [default: 64MiB]
      --encoding <NAME>        What the inputs are encoded in, whatever they look like:
                               windows-1252, utf-16le
      --allow <CODE>           Write for the public what is killed, withheld or embargoed all the
                               same [possible values: killed, withheld, embargoed]
  -h, --help                   Print help

Messages:
  -q, --quiet                    Say nothing but warnings and errors
  -v, --verbose                  Say more: notes, which settings were read, and what each input was
                                 read as
      --message-format <FORMAT>  How messages look: with the lines they are about; a line each, for
                                 editors; or a JSON object each, for programs [default: human]
                                 [possible values: human, short, json]
      --color <WHEN>             Colours in messages. `auto` also obeys NO_COLOR and friends
                                 [default: auto] [possible values: auto, always, never]
      --strict                   Exit with 1 on any warning. Notes are allowed
      --report <FILE>            Write all that was read, written and found to this file, as JSON;
                                 `-` is standard output

Settings:
      --config <FILE>  Read the settings of this file, not of each `slugline.toml` from this folder
                       upwards
      --no-config      Read no file of settings

Examples:
  slugline convert story.txt --to newsml-g2,jsonld,epub,html -O out
  slugline convert wire/ -t newsml-g2 -O out                a folder, with the folders below it
  slugline convert wire/ -t epub -O out --bundle            one book of all its articles
  slugline convert story.txt -t epub -o story.epub
  tail -n +3 take2.txt | slugline convert - -t jsonld       from and to a pipe
  slugline convert story.txt -t html --set publisher.name='The Harbour Times' --set date=2024-11-18
  slugline convert wire/ -t newsml-g2 -O out --strict --report report.json        in CI

Keys: publisher.name, publisher.url, publisher.logo, publisher.article-url, publisher.authority,
publisher.language, publisher.copyright, publisher.usage-terms, edition.title, edition.identifier,
date, assets.folder, assets.url, reader.encoding, publisher.catalogs.ALIAS,
publisher.sections.SECTION, and FORMAT.OPTION as `slugline formats FORMAT` lists them. Language and
copyright go before those that the text names; slugline.toml has the same keys and fills in what
neither says. `date` is the moment of this version, for formats that must name one; the dates of the
story stay what the text says.

"#]]);
}

#[test]
fn an_embargo_without_an_end_is_one() {
    let desk = Desk::new(&[("story.txt", &format!("EMBARGOED UNTIL RELEASE BY THE INSTITUTE\n\n{STORY}"))]);
    desk.session("convert story.txt -t html -O out --set date=2099-01-01").code(1).stderr_eq(str![[r#"
warning[unclear-embargo]: `EMBARGOED UNTIL RELEASE BY THE INSTITUTE` is an embargo without a date that is understood; the story is held without an end
 --> story.txt:1:1
  |
1 | EMBARGOED UNTIL RELEASE BY THE INSTITUTE
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: write the end in full, as in `EMBARGOED UNTIL 3 May 2024, 00:01 GMT`
error[embargoed]: the story is under an embargo whose end is not known; nothing was written for the public (html)
 --> story.txt:1:1
  |
1 | EMBARGOED UNTIL RELEASE BY THE INSTITUTE
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: to write it all the same, say `--allow embargoed`

"#]]);
    desk.session("convert story.txt -t newsml-g2 -O out -q --set publisher.name=HW").code(0).stderr_eq(str![[r#"
warning[unclear-embargo]: `EMBARGOED UNTIL RELEASE BY THE INSTITUTE` is an embargo without a date that is understood; the story is held without an end
 --> story.txt:1:1
  |
1 | EMBARGOED UNTIL RELEASE BY THE INSTITUTE
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: write the end in full, as in `EMBARGOED UNTIL 3 May 2024, 00:01 GMT`

"#]]);
    let item = std::fs::read_to_string(desk.path("out/story.newsml.xml")).unwrap();
    assert!(item.contains("<embargoed/>"), "{item}");
    desk.session("convert story.txt -t html -O out --allow embargoed").code(0).stderr_eq(str![[r#"
warning[unclear-embargo]: `EMBARGOED UNTIL RELEASE BY THE INSTITUTE` is an embargo without a date that is understood; the story is held without an end
 --> story.txt:1:1
  |
1 | EMBARGOED UNTIL RELEASE BY THE INSTITUTE
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: write the end in full, as in `EMBARGOED UNTIL 3 May 2024, 00:01 GMT`
wrote out/story.html (html, 4.1 KB)
note: html: 1 part is not for its readers (`-v` lists them)

"#]]);
}

#[test]
fn a_status_line_holds_a_story_back() {
    let desk = Desk::new(&[("story.txt", &format!("Status: Killed\n\n{STORY}"))]);
    desk.session("convert story.txt -t html -O out").code(1).stderr_eq(str![[r#"
error[killed]: the story is killed; nothing was written for the public (html)
 --> story.txt:1:9
  |
1 | Status: Killed
  |         ^^^^^^
  hint: to write it all the same, say `--allow killed`

"#]]);
}

#[test]
fn a_story_under_embargo_is_not_for_the_public() {
    let desk = Desk::new(&[("story.txt", &format!("EMBARGOED UNTIL 20 Nov 2024, 00:01 GMT\n\n{STORY}"))]);
    desk.session("convert story.txt -t html,newsml-g2,jsonld,epub -O out -q").code(1).stderr_eq(str![[r#"
error[embargoed]: the story is under embargo until 2024-11-20T00:01:00Z; nothing was written for the public (html, jsonld, epub)
 --> story.txt:1:1
  |
1 | EMBARGOED UNTIL 20 Nov 2024, 00:01 GMT
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: after its end, name the moment with `--set date=`; to write it all the same, say `--allow embargoed`
warning[missing-publisher]: nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in (newsml-g2)
  hint: set `publisher.name`

"#]]);
    assert!(desk.path("out/story.newsml.xml").exists() && !desk.path("out/story.html").exists());
    desk.session("convert story.txt -t html -O out --allow embargoed").code(0).stderr_eq(str![[r#"
wrote out/story.html (html, 4.1 KB)
note: html: 1 field has no place there, 1 part is not for its readers (`-v` lists them)

"#]]);
    desk.session("convert story.txt -t html -O out --set date=2024-11-20T00:01:00Z").code(0).stderr_eq(str![[r#"
wrote out/story.html (html, 4.1 KB)
note: html: 1 field has no place there, 1 part is not for its readers (`-v` lists them)

"#]]);
    desk.session("convert story.txt -t html -O out --allow embargo").code(2).stderr_eq(str![[r#"
error: invalid value 'embargo' for '--allow <CODE>'
  [possible values: killed, withheld, embargoed]

  tip: a similar value exists: 'embargoed'

For more information, try '--help'.

"#]]);
}

#[test]
fn pages_and_data_are_no_stories() {
    let page = "<!doctype html><html><head><title>Goat</title></head><body><h1>Goat on tram</h1></body></html>";
    let desk = Desk::new(&[("page.html", page), ("front.txt", page), ("feed.dat", "<?xml version=\"1.0\"?><nitf/>")]);
    fs::write(desk.path("blob.bin"), b"\xA0\x0E\x99\x17\x81\x1C\x01\xFE\x06\x15".repeat(40)).unwrap();
    desk.session("convert blob.bin feed.dat page.html front.txt -t html -O out").code(1).stderr_eq(str![[r#"
error[binary-input]: `blob.bin` is binary data, not text
  hint: if it is text, say what it is encoded in with `--encoding NAME`
error[unsupported-input]: `feed.dat` is an XML document, not plain text
  hint: save the story as plain text, or read the tags as words with `--from text`
error[unsupported-input]: `page.html` is an HTML page, not plain text
  hint: save the story as plain text, or read the tags as words with `--from text`
error[unsupported-input]: `front.txt` is an HTML page, not plain text
  hint: save the story as plain text, or read the tags as words with `--from text`

"#]]);
    desk.session("inspect page.html --from text").code(0);
    desk.session("inspect blob.bin --encoding windows-1252 -q").code(0);
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
  hint: set one with `--set date=2024-11-18T12:00:00Z`
wrote out/in.epub (epub, 5.3 KB)
wrote out/in.jsonld (jsonld, 648 bytes)
note: epub: 1 picture-not-embedded (`-v` lists them)
note: jsonld: 2 incomplete-article (`-v` lists them)

"#]]);
}

#[test]
fn outputs_lie_beside_their_inputs_and_not_among_them() {
    let desk = Desk::new(&[("in/a.txt", STORY)]);
    desk.session("convert in -t html -O in").code(2).stderr_eq(str![[r#"
error: the output folder is the input folder `in`
  hint: name another one, which may lie in it: `-O in/out`

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

#[test]
fn a_format_may_be_meant() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    for (name, meant) in [("HTML", "html"), ("Newsml", "newsml-g2"), ("anpa", "anpa1312")] {
        let refused = desk.session(&format!("convert story.txt -t {name} -O out")).code(2);
        let said = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
        assert!(said.contains(&format!("did you mean `{meant}`?")), "{said}");
    }
}

#[test]
fn a_theme_is_a_folder() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t html -O out --set html.theme=dark").code(2).stderr_eq(str![[r#"
error: `html.theme`: expected a folder of templates, found `dark`
  hint: name the folder with `--theme DIR`

"#]]);
}
