//! Ctrl-C and SIGTERM: nothing is left behind, whatever the run is at, and the exit code says which it was.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use crate::desk::Desk;
use crate::{files, program, wait_until, wire};

/// Sends a signal by its name.
pub(crate) fn send(child: &Child, signal: &str) {
    Command::new("sh").args(["-c", &format!("kill -{signal} {}", child.id())]).status().unwrap();
}

fn hidden(desk: &Desk) -> Vec<String> {
    files(&desk.path("")).into_keys().filter(|name| name.contains(".slugline-")).collect()
}

/// Whether a program has a file below `folder` open, which need not have a name.
fn has_open(child: &Child, folder: &Path) -> bool {
    let folder = folder.canonicalize().unwrap();
    let open = fs::read_dir(format!("/proc/{}/fd", child.id())).into_iter().flatten().flatten();
    open.filter_map(|entry| fs::read_link(entry.path()).ok()).any(|file| file.starts_with(&folder))
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
        wait_until("a report is in the making", || {
            assert!(child.try_wait().unwrap().is_none(), "it waits for its story");
            has_open(&child, &desk.path(""))
        });
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

/// A plugin whose program waits, and has started another that does.
pub(crate) struct Patient {
    /// An argument of both that no other program has.
    mark: String,
}

impl Patient {
    /// Puts it into the desk's folder, with one for what programs leave behind.
    pub(crate) fn new(desk: &Desk) -> Patient {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let mark = format!("mark-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let script = "sh -c 'while :; do sleep 0.01; done' \"$1\" &\necho > started\nwait\n";
        fs::create_dir(desk.path("patient")).unwrap();
        fs::write(desk.path("patient/slugline-plugin.toml"), PLUGIN.replace("MARK", &mark)).unwrap();
        fs::write(desk.path("patient/wait.sh"), script).unwrap();
        fs::create_dir(desk.path("tmp")).unwrap();
        Patient { mark }
    }

    /// A run in which so many of the programs wait, each for a story.
    pub(crate) fn started(&self, desk: &Desk, programs: usize) -> Child {
        let words = format!("convert wire -t patient -O out -j {programs} --plugin patient --allow-process patient");
        let mut child = program(desk, &words).env("TMPDIR", desk.path("tmp")).spawn().unwrap();
        self.wait_for(programs, &mut child);
        child
    }

    /// Waits until so many of the programs of a run do.
    #[track_caller]
    pub(crate) fn wait_for(&self, programs: usize, run: &mut Child) {
        wait_until("its programs run", || {
            assert!(run.try_wait().unwrap().is_none(), "it waits for its programs");
            self.running().len() >= 2 * programs
        });
    }

    /// The programs that run.
    fn running(&self) -> Vec<String> {
        let entries = fs::read_dir(Path::new("/proc")).unwrap().flatten();
        let has_mark = |entry: &fs::DirEntry| {
            let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
            line.split(|byte| *byte == 0).any(|word| word == self.mark.as_bytes())
        };
        entries.filter(has_mark).map(|entry| entry.file_name().into_string().unwrap()).collect()
    }

    /// Ends those that nobody ends any more.
    pub(crate) fn kill(&self) {
        while let [first, ..] = self.running().as_slice() {
            Command::new("sh").args(["-c", &format!("kill -KILL {first}")]).stderr(Stdio::null()).status().ok();
        }
    }
}

/// A test that stops at a surprise leaves nobody behind.
impl Drop for Patient {
    fn drop(&mut self) {
        self.kill();
    }
}

/// All of its group has to go, and the folder it works in.
#[test]
fn programs_that_run_are_killed_with_all_that_they_started() {
    let desk = wire(3);
    let patient = Patient::new(&desk);
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let child = patient.started(&desk, 2);
        send(&child, signal);
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(code), "{ended:?}");
        desk.holds("tmp", &[]);
        // One that was killed takes a moment to be gone.
        wait_until("no program is left", || patient.running().is_empty());
    }
    assert!(!desk.path("out").exists());
}
