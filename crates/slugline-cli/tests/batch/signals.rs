//! Ctrl-C and SIGTERM: nothing is left behind, whatever the run is at, and the exit code says which it was.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use crate::desk::Desk;
use crate::{files, program, wire};

/// Sends a signal by its name.
fn send(child: &Child, signal: &str) {
    Command::new("sh").args(["-c", &format!("kill -{signal} {}", child.id())]).status().unwrap();
}

fn hidden(desk: &Desk) -> Vec<String> {
    files(&desk.path("")).into_keys().filter(|name| name.contains(".slugline-")).collect()
}

#[test]
fn a_run_ends_with_whole_files_and_no_others() {
    let desk = wire(60);
    for words in [
        "convert wire -t html,epub,json -O out -j 3",
        "convert wire -t html,epub,json -O out -j 1",
        "convert wire -t html,epub,json -O out -j 3 --report report.json",
        "convert wire/001.txt -t html -O out",
    ] {
        let began = Instant::now();
        assert_eq!(program(&desk, words).output().unwrap().status.code(), Some(0));
        let (whole, new) = (began.elapsed(), files(&desk.path("out")));
        for (moment, (signal, code)) in [("INT", 130), ("TERM", 143)].into_iter().cycle().enumerate().take(24) {
            fs::remove_dir_all(desk.path("out")).ok();
            let child = program(&desk, words).spawn().unwrap();
            thread::sleep(whole * u32::try_from(moment).unwrap() / 24);
            send(&child, signal);
            let ended = child.wait_with_output().unwrap();
            // Before the program has begun the system ends it, which has no code; and it may be done already.
            assert!([None, Some(0), Some(code)].contains(&ended.status.code()), "{words}: {ended:?}");
            assert_eq!(hidden(&desk), Vec::<String>::new(), "{words}");
            for (name, bytes) in files(&desk.path("out")) {
                assert!(bytes == new[&name], "{words}: {name}");
            }
        }
        fs::remove_dir_all(desk.path("out")).ok();
    }
}

#[test]
fn a_run_that_waits_for_its_story_ends_at_once() {
    let desk = Desk::new(&[("tmp/x", "")]);
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let mut child = program(&desk, "convert - -t html -O out --report report.json");
        let mut child = child.stdin(Stdio::piped()).spawn().unwrap();
        // The report is in the making when signals are heeded.
        while hidden(&desk).is_empty() {
            assert!(child.try_wait().unwrap().is_none(), "it waits for its story");
            thread::yield_now();
        }
        send(&child, signal);
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(code));
        assert_eq!(ended.stderr, b"");
        assert_eq!(hidden(&desk), Vec::<String>::new());
    }
    desk.holds("", &["tmp"]);
}

const PLUGIN: &str = "[plugin]
name = 'patient'
version = '0.1.0'
schema = '>=0.3, <1'
abi = 1

[[provides]]
kind = 'writer'
name = 'patient'
summary = 'waits'
extension = 'patient'
media-type = 'text/plain'

[artifact]
process = { command = ['sh', 'wait.sh', 'MARK'], protocol = 'oneshot' }

[limits]
time-ms = 10000
";

/// The program starts another, so that all of the group has to go, and the folder it works in.
#[test]
fn programs_that_run_are_killed_with_all_that_they_started() {
    let mark = format!("mark-{}", std::process::id());
    let script = "sh -c 'while :; do sleep 0.01; done' \"$1\" &\necho > started\nwait\n";
    let desk = wire(3);
    for (name, text) in [("slugline-plugin.toml", PLUGIN.replace("MARK", &mark)), ("wait.sh", script.to_owned())] {
        fs::create_dir_all(desk.path("patient")).unwrap();
        fs::write(desk.path("patient").join(name), text).unwrap();
    }
    fs::create_dir(desk.path("tmp")).unwrap();
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let words = "convert wire -t patient -O out -j 2 --plugin patient --allow-process patient";
        let mut child = program(&desk, words).env("TMPDIR", desk.path("tmp")).spawn().unwrap();
        let started = || files(&desk.path("tmp")).keys().filter(|name| name.ends_with("/started")).count();
        while started() < 2 {
            assert!(child.try_wait().unwrap().is_none(), "{:?}", child.wait_with_output());
            thread::yield_now();
        }
        assert!(is_running(&mark));
        send(&child, signal);
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(code), "{ended:?}");
        desk.holds("tmp", &[]);
        // One that was killed takes a moment to be gone.
        while is_running(&mark) {
            thread::yield_now();
        }
    }
    assert!(!desk.path("out").exists());
}

fn is_running(mark: &str) -> bool {
    let entries = fs::read_dir(Path::new("/proc")).unwrap().flatten();
    let mut lines = entries.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    lines.any(|line| line.split(|byte| *byte == 0).any(|word| word == mark.as_bytes()))
}
