//! What is read, by how many threads, and what is told of it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;

use snapbox::{assert_data_eq, str};

use crate::desk::{Desk, STORY};
use crate::{files, name, program, story, wire};

/// Every 7th story has a headline of another, every 11th is no text, and one holds many.
fn mixed() -> Desk {
    let desk = wire(120);
    for number in (0..120).step_by(7) {
        fs::write(desk.path(&name(number)), story(1)).unwrap();
    }
    for number in (0..120).step_by(11) {
        fs::write(desk.path(&name(number)), "%PDF-1.7\n").unwrap();
    }
    let many: String = (0..50).map(|number| format!("<DOC>\n{}", story(number))).collect();
    fs::write(desk.path("wire/050.txt"), many).unwrap();
    desk
}

#[test]
fn a_run_is_the_same_with_any_number_of_threads() {
    let desk = mixed();
    let run = |jobs: &str| {
        let words = "convert wire -t html,json,epub,newsml-g2 -O out --message-format json --report report.json";
        let session = desk.session(&format!("{words} -j {jobs}")).code(1);
        let said = String::from_utf8(session.get_output().stderr.clone()).unwrap();
        let (said, last) = said.trim_end().rsplit_once('\n').unwrap();
        assert!(last.starts_with("{\"summary\":{\"inputs\":120,"), "{last}");
        let written = files(&desk.path("out"));
        fs::remove_dir_all(desk.path("out")).unwrap();
        (said.to_owned(), fs::read_to_string(desk.path("report.json")).unwrap(), written)
    };
    let alone = run("1");
    assert_eq!(alone.2.len(), 4 * (120 - 11 + 49));
    for jobs in ["2", "3", "8", "500"] {
        let several = run(jobs);
        assert_eq!(several.0, alone.0, "{jobs}");
        assert_eq!(several.1, alone.1, "{jobs}");
        assert!(several.2 == alone.2, "{jobs}");
    }
}

#[test]
fn a_run_is_told_in_sum() {
    let desk = mixed();
    let session = desk.session("convert wire missing.txt -t json -O out --message-format short").code(1);
    let said = String::from_utf8(session.get_output().stderr.clone()).unwrap();
    let last: Vec<&str> = said.lines().rev().take(2).collect();
    assert_eq!(last[0], "109 of 121 inputs done (170 stories), 17 with warnings; 12 failed");
    desk.session("convert wire/001.txt -t json -O out").stderr_eq(str![[r#"
wrote out/001.json (json, 1.2 KB)

"#]]);
    desk.session("convert wire/001.txt wire/002.txt -t json -O out -q").stderr_eq("");
    desk.session("convert wire/001.txt wire/002.txt -t json -O out --message-format json").stderr_eq(str![[r#"
{"summary":{"inputs":2,"stories":2,"done":2,"with_warnings":0,"unchanged":0,"failed":0,"failed_editions":0,"bytes":256,"seconds":[..]}}

"#]]);
}

#[test]
fn an_edition_of_many_is_the_same_with_any_number_of_threads() {
    let desk = mixed();
    let run = |jobs: &str| {
        let session = desk.session(&format!("convert wire -t epub,rss,json -O out --bundle -j {jobs}")).code(1);
        let said = String::from_utf8(session.get_output().stderr.clone()).unwrap();
        (said, files(&desk.path("out")))
    };
    let alone = run("1");
    assert!(run("4") == alone);
}

#[test]
fn patterns_stand_for_files() {
    let desk = Desk::new(&[
        ("wire/mon/a.txt", STORY),
        ("wire/mon/b.md", &story(1)),
        ("wire/tue/c.txt", &story(2)),
        ("wire/d.txt", &story(3)),
        ("wire/.hidden.txt", STORY),
        ("wire/e[1].txt", &story(4)),
    ]);
    let holds = |pattern: &str, expected: &[&str]| {
        desk.session(&format!("convert {pattern} -t json -O out -q")).code(0).stderr_eq("");
        assert_eq!(files(&desk.path("out")).into_keys().collect::<Vec<_>>(), expected, "{pattern}");
        fs::remove_dir_all(desk.path("out")).unwrap();
    };
    holds("wire/*.txt", &["d.json", "e[1].json"]);
    holds("wire/**/*.txt", &["d.json", "e[1].json", "mon/a.json", "tue/c.json"]);
    holds("wire/{mon,tue}/?.txt", &["mon/a.json", "tue/c.json"]);
    holds("wire/m*", &["mon/a.json", "mon/b.json"]);
    // A name that is there is a name.
    holds("wire/e[1].txt", &["e[1].json"]);
}

#[test]
fn a_pattern_without_files_does_not_stop_the_rest() {
    let desk = Desk::new(&[("a.txt", STORY)]);
    desk.session("convert nope/*.txt a[.txt *.txt -t json -O out").code(1).stderr_eq(str![[r#"
error[unreadable-input]: cannot read `nope/*.txt`: no such file or directory
error[unreadable-input]: cannot read `a[.txt`: no such file or directory
wrote out/a.json (json, 1.2 KB)
1 of 3 inputs done; 2 failed

"#]]);
}

#[test]
fn names_come_from_a_list() {
    let desk = Desk::new(&[
        ("list", "wire/a.txt\r\n\nmissing.txt\n./*.txt\nwire/sub"),
        ("nul", "wire/a.txt\0two\nlines.txt\0"),
        ("two\nlines.txt", &story(5)),
        ("wire/a.txt", STORY),
        ("wire/sub/b.txt", &story(2)),
        ("c.txt", &story(3)),
        ("d.txt", &story(4)),
    ]);
    desk.session("convert c.txt --files-from list -t json -O out").code(1).stderr_eq(str![[r#"
wrote out/c.json (json, 1.2 KB)
wrote out/a.json (json, 1.2 KB)
error[unreadable-input]: cannot read `missing.txt`: no such file or directory
error[unreadable-input]: cannot read `./*.txt`: no such file or directory
wrote out/b.json (json, 1.2 KB)
3 of 5 inputs done; 2 failed

"#]]);
    desk.session("convert --files-from nul --null -t json -O more -q").code(0).stderr_eq("");
    desk.holds("more", &["a.json", "two\nlines.json"]);
    let list = fs::read_to_string(desk.path("list")).unwrap();
    desk.command("convert --files-from - -t json -O third -q").stdin(list).assert().code(1);
    desk.holds("third", &["a.json", "b.json"]);
}

#[test]
fn lists_that_are_none_are_refused() {
    let desk = Desk::new(&[("a.txt", STORY), ("nul", "a.txt\0b.txt\0"), ("empty", "\n\n")]);
    desk.session("convert --files-from missing -t json -O out").code(2).stderr_eq(str![[r#"
error: cannot read the list of inputs `missing`: no such file or directory

"#]]);
    desk.session("convert --files-from nul -t json -O out").code(2).stderr_eq(str![[r#"
error: line 1 of the list `nul` can be no name of a file
  hint: a list with a NUL after each name takes `--null`

"#]]);
    desk.session("convert --files-from empty -t json -O out").code(2).stderr_eq(str![[r#"
error: there is nothing to read
  hint: name a file, a folder with files in it, or `-` for standard input

"#]]);
    desk.session("convert - --files-from - -t json -O out").code(2).stderr_eq(str![[r#"
error: standard input cannot hold both a story and a list of inputs
  hint: name a file with `--files-from FILE`

"#]]);
    desk.session("convert a.txt --null -t json -O out").code(2);
    desk.holds("", &["a.txt", "empty", "nul"]);
}

#[test]
fn names_need_not_be_utf_8() {
    let desk = Desk::new(&[("wire/a.txt", STORY)]);
    let odd = OsStr::from_bytes(b"M\xFCnchen.txt");
    if fs::write(desk.path("wire").join(odd), story(2)).is_err() {
        // Some file systems have no such names.
        return;
    }
    let expected = ["M\u{FFFD}nchen.json", "a.json"];
    let run = |words: &str, input: &[u8]| {
        let mut child = program(&desk, words).stdin(std::process::Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0));
        assert_eq!(files(&desk.path("out")).into_keys().collect::<Vec<_>>(), expected);
        assert!(
            desk.path("out").join(OsStr::from_bytes(b"M\xFCnchen.json")).exists(),
            "the bytes of the name are kept"
        );
        fs::remove_dir_all(desk.path("out")).unwrap();
        String::from_utf8(ended.stderr).unwrap()
    };
    assert_data_eq!(
        run("convert wire -t json -O out", b""),
        str![[r#"
wrote out/M�nchen.json (json, 1.2 KB)
wrote out/a.json (json, 1.2 KB)
2 of 2 inputs done

"#]]
    );
    run("convert --files-from - -t json -O out", b"wire/M\xFCnchen.txt\nwire/a.txt\n");
    run("convert --files-from - --null -t json -O out", b"wire/M\xFCnchen.txt\0wire/a.txt");
    run("convert wire/*.txt -t json -O out", b"");
}

const LINTER: &str = "[plugin]
name = 'timetable'
version = '0.1.0'
schema = '>=0.3, <1'
abi = 1

[[provides]]
kind = 'linter'
name = 'timetable'
summary = 'counts ferries'

[artifact]
process = { command = ['sh', 'count.sh'], protocol = 'oneshot' }
";

#[test]
fn linters_say_the_same_with_any_number_of_threads() {
    let desk = wire(12);
    fs::create_dir(desk.path("timetable")).unwrap();
    fs::write(desk.path("timetable/slugline-plugin.toml"), LINTER).unwrap();
    fs::write(desk.path("timetable/count.sh"), "grep -o 'Ferry [0-9]*' | head -n 1\n").unwrap();
    let run = |jobs: &str| {
        let words = "lint wire missing.txt --lint timetable --plugin timetable --allow-process timetable -v";
        let session = desk.session(&format!("{words} -j {jobs}")).code(1);
        String::from_utf8(session.get_output().stderr.clone()).unwrap()
    };
    let alone = run("1");
    assert_eq!(run("5"), alone);
    let found: Vec<&str> = alone.lines().filter(|line| line.contains("Ferry ")).collect();
    assert_eq!(found.len(), 12, "{alone}");
    assert!(found[0].contains("Ferry 0") && found[11].contains("Ferry 11"), "{found:?}");
    assert!(alone.ends_with("12 of 13 inputs done, 12 with warnings; 1 failed\n"), "{alone}");
}
