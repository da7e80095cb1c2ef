//! What a run can meet that is not in its hands. It never stops for one input, and nothing half written stays.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use snapbox::{assert_data_eq, str};

use crate::desk::{Desk, STORY};
use crate::{after, files, name, program, story, wire};

/// A limit on how large a file may become stands for a disk that is full in the middle of one.
#[test]
fn a_file_that_there_is_no_room_for_fails_alone() {
    let desk = wire(3);
    fs::write(desk.path(&name(1)), format!("{STORY}\n{}", "Rain fell. ".repeat(3_000))).unwrap();
    fs::create_dir(desk.path("out")).unwrap();
    fs::write(desk.path("out/001.html"), "old").unwrap();
    let full = "trap '' XFSZ; ulimit -f 16;";
    let ended = after(&desk, full, "convert wire -t html -O out").output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert_data_eq!(
        String::from_utf8(ended.stderr).unwrap(),
        str![[r#"
wrote out/000.html (html, 4.1 KB)
error[unwritable-output]: cannot write `out/001.html`: file too large
 --> wire/001.txt
wrote out/002.html (html, 4.1 KB)
2 of 3 inputs done; 1 failed

"#]]
    );
    desk.holds("out", &["000.html", "001.html", "002.html"]);
    assert_eq!(fs::read_to_string(desk.path("out/001.html")).unwrap(), "old");
}

#[test]
fn a_disk_that_is_full_is_told() {
    let desk = wire(2);
    desk.session("convert wire -t jsonld -o /dev/full -q").code(1).stderr_eq(str![[r#"
error[unwritable-output]: cannot write `/dev/full`: no space left on device

"#]]);
    desk.holds("", &["wire"]);
}

#[test]
fn a_folder_that_is_for_reading_alone_fails_every_story() {
    let desk = wire(2);
    fs::create_dir(desk.path("out")).unwrap();
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever runs the tests as root may write all the same.
    let may_write = fs::write(desk.path("out/probe"), "").is_ok();
    desk.session("convert wire -t html -O out -q").code(if may_write { 0 } else { 1 });
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o755)).unwrap();
    desk.holds("out", if may_write { &["000.html", "001.html", "probe"] } else { &[] });
    // Nobody may write here.
    desk.session("convert wire -t html -O /proc/out").code(1).stderr_eq(str![[r#"
error[unwritable-output]: cannot write `/proc/out/000.html`: no such file or directory
 --> wire/000.txt
error[unwritable-output]: cannot write `/proc/out/001.html`: no such file or directory
 --> wire/001.txt
0 of 2 inputs done; 2 failed

"#]]);
}

#[test]
fn links_and_pipes_in_the_folder_are_replaced() {
    let desk = wire(3);
    fs::create_dir(desk.path("out")).unwrap();
    fs::write(desk.path("elsewhere"), "mine").unwrap();
    symlink(desk.path("elsewhere"), desk.path("out/000.html")).unwrap();
    symlink(desk.path("nowhere"), desk.path("out/001.html")).unwrap();
    // Nobody reads from it: whoever opened it would wait for ever.
    assert!(Command::new("mkfifo").arg(desk.path("out/002.html")).status().unwrap().success());
    desk.session("convert wire -t html -O out -q").code(0).stderr_eq("");
    assert_eq!(fs::read_to_string(desk.path("elsewhere")).unwrap(), "mine");
    for name in ["out/000.html", "out/001.html", "out/002.html"] {
        assert!(fs::symlink_metadata(desk.path(name)).unwrap().is_file(), "{name}");
    }
    assert!(!desk.path("nowhere").exists());
}

#[test]
fn a_pipe_that_is_named_is_written_to() {
    let desk = wire(2);
    assert!(Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
    let path = desk.path("pipe");
    let reader = thread::spawn(move || fs::read_to_string(path).unwrap());
    desk.session("convert wire -t rss -o pipe -q").code(0);
    assert_eq!(reader.join().unwrap().matches("<item>").count(), 2);
}

#[test]
fn an_input_is_read_whatever_is_written_in_its_place() {
    let desk = wire(2);
    desk.session("convert wire/000.txt wire/001.txt -t text -O wire").code(2).stderr_eq(str![[r#"
error: the output `wire/000.txt` would replace an input; the output `wire/001.txt` would replace an input
  hint: name another folder with `-O DIR`

"#]]);
    // Another name of an input is a file of its own once it is written.
    fs::create_dir(desk.path("out")).unwrap();
    fs::hard_link(desk.path(&name(0)), desk.path("out/000.text")).unwrap();
    fs::hard_link(desk.path(&name(0)), desk.path("out/000.html")).unwrap();
    desk.session("convert wire -t html -O out -q").code(0);
    assert_eq!(fs::read_to_string(desk.path(&name(0))).unwrap(), story(0));
}

#[test]
fn an_input_that_is_listed_twice_is_refused_before_anything_is_written() {
    let desk = Desk::new(&[("a.txt", STORY), ("list", "a.txt\na.txt\n")]);
    desk.session("convert --files-from list -t json -O out").code(2).stderr_eq(str![[r#"
error: `a.txt` and `a.txt` would both be written to `out/a.json`
  hint: name the folder above them, whose own folders are kept, or convert them one by one

"#]]);
    desk.holds("", &["a.txt", "list"]);
}

#[test]
fn folders_that_go_away_during_the_run_fail_stories_and_not_the_run() {
    let desk = wire(200);
    let is_over = AtomicBool::new(false);
    let (wire, out) = (desk.path("wire"), desk.path("out"));
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut removed = 0;
            while !is_over.load(Ordering::SeqCst) {
                // What was written shows that the inputs are known and being read.
                removed += usize::from(fs::remove_dir_all(&out).is_ok());
                if removed == 5 {
                    fs::remove_dir_all(&wire).ok();
                }
            }
        });
        let ended = program(&desk, "convert wire -t html,json -O out -j 3 -q").output().unwrap();
        is_over.store(true, Ordering::SeqCst);
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!([0, 1].contains(&ended.status.code().unwrap()), "{said}");
        let known = ["error[unwritable-output]: ", "error[unreadable-input]: ", " --> wire/"];
        said.lines().for_each(|line| assert!(known.iter().any(|known| line.starts_with(known)), "{said}"));
    });
    assert!(files(&out).keys().all(|name| !name.starts_with(".slugline-")));
}

#[test]
fn few_descriptors_are_enough() {
    let desk = wire(100);
    for jobs in ["", "-j 64"] {
        let ended = after(&desk, "ulimit -n 24;", &format!("convert wire -t html,epub,json -O out {jobs} -q")).output();
        let ended = ended.unwrap();
        assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
        assert_eq!(files(&desk.path("out")).len(), 300);
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

#[test]
fn closed_streams_stop_nothing() {
    let desk = wire(5);
    for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
        let mut command = after(&desk, "", &format!("convert wire -t html -O out {closed}"));
        let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert_eq!(ended.code(), Some(0), "{closed}");
        assert_eq!(files(&desk.path("out")).len(), 5);
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
    let ended = after(&desk, "", "convert wire - -t html -O out <&-").output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("warning[empty-input]"));
    let ended = after(&desk, "", "stream -t html --trailer <&-").output().unwrap();
    let counts = "{\"trailer\":{\"records\":0,\"results\":0,\"errors\":0}}\n";
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stdout).as_ref()), (Some(0), counts));
}

#[test]
fn an_output_that_is_lost_is_told() {
    let desk = wire(1);
    let said = |words: &str| {
        let ended = after(&desk, "", words).output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{words}");
        String::from_utf8(ended.stderr).unwrap()
    };
    for words in ["convert wire/000.txt -t html >&-", "convert wire/000.txt -t html -o - >&-", "stream -t html >&-"] {
        assert_data_eq!(
            said(words),
            str![[r#"
warning: standard output is closed; what is written there is lost
  hint: open it; or say `> /dev/null`, if nothing is wanted of it

"#]]
        );
    }
    for words in ["convert wire/000.txt -t html > /dev/null", "convert wire/000.txt -t html -o story.html -q >&-"] {
        assert_eq!(said(words), "");
    }
}
