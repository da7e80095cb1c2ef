//! `slugline convert`: what inputs are read as, and which are refused.

use std::fs;

use snapbox::str;

use crate::desk::{Desk, STORY};

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
fn one_bad_file_does_not_stop_the_others() {
    let desk = Desk::new(&[("a.txt", STORY), ("b.txt", "\u{7F}ELF\0\0"), ("d.txt", STORY)]);
    desk.session("convert a.txt b.txt missing.txt d.txt -t json -O out").code(1).stderr_eq(str![[r#"
wrote out/a.json (json, 1.2 KB)
error[binary-input]: `b.txt` is a program, not text
error[unreadable-input]: cannot read `missing.txt`: no such file or directory
warning[same-identifier]: `d.txt` and `a.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
wrote out/d.json (json, 1.2 KB)
2 of 4 inputs done, 1 with warnings; 2 failed

"#]]);
    desk.holds("out", &["a.json", "d.json"]);
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
  hint: write it into the story, or set it for all stories of the run with `--set date=2024-11-18T12:00:00Z`: slugline reads no clock
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
0 of 4 inputs done; 4 failed

"#]]);
    desk.session("inspect page.html --from text").code(0);
    desk.session("inspect blob.bin --encoding windows-1252 -q").code(0);
}
