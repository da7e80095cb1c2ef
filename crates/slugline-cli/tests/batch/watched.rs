//! `slugline watch`: an input is in one place at every moment, whatever happens, and outputs are whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::iter;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::desk::Desk;
use crate::signals::{Patient, send};
use crate::{PATIENCE, after, files, program, story, wait_until, wire};

const MOMENTS: u32 = 200;

const WORDS: &str = "watch wire -O wire/out -t html,json --settle 0 -j 2";

/// A folder of inputs and what becomes of them.
struct Watched {
    desk: Desk,
    inputs: BTreeMap<String, Vec<u8>>,
    /// All files below the folder when everything is done.
    ended: BTreeMap<String, Vec<u8>>,
}

impl Watched {
    /// So many inputs, one of them no text, and one with a warning.
    fn new(count: usize) -> Watched {
        let desk = wire(count);
        fs::write(desk.path("wire/001.txt"), "%PDF-1.7\n").unwrap();
        fs::write(desk.path("wire/002.txt"), story(2).replace("2024-11-18", "Nov. 18, 2024 17:20")).unwrap();
        fs::create_dir(desk.path("wire/sport")).unwrap();
        fs::rename(desk.path("wire/003.txt"), desk.path("wire/sport/003.txt")).unwrap();
        let inputs = files(&desk.path("wire"));
        let mut watched = Watched { desk, inputs, ended: BTreeMap::new() };
        watched.finish();
        watched.ended = files(&watched.desk.path("wire"));
        assert_eq!(watched.ended.len(), 3 * count - 2 + 2, "{:?}", watched.ended.keys());
        watched
    }

    /// Puts the inputs in their places, and nothing else.
    fn begin(&self) {
        fs::remove_dir_all(self.desk.path("wire")).unwrap();
        for (name, bytes) in &self.inputs {
            let path = self.desk.path("wire").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// Works off what is there.
    fn finish(&self) {
        let ended = program(&self.desk, &format!("{WORDS} --once")).output().unwrap();
        assert!([0, 1].contains(&ended.status.code().unwrap()), "{}", String::from_utf8_lossy(&ended.stderr));
    }

    /// Every input is in one place, what is there is whole, and what was moved has all that belongs to it. Gives the names of
    /// files that are in the making.
    #[track_caller]
    fn is_whole(&self) -> BTreeSet<String> {
        let mut found = files(&self.desk.path("wire"));
        let making = found.extract_if(.., |name, _| name.contains(".slugline-")).map(|(name, _)| name).collect();
        for (name, bytes) in &self.inputs {
            let places = [name.clone(), format!("done/{name}"), format!("failed/{name}")];
            let places: Vec<&String> = places.iter().filter(|place| found.get(*place) == Some(bytes)).collect();
            let [place] = places.as_slice() else { panic!("{name} is in {places:?}") };
            if *place != name {
                let outputs = ["html", "json"].map(|format| format!("out/{name}.{format}"));
                let beside = outputs.into_iter().chain([format!("{place}.log")]);
                let missing: Vec<_> =
                    beside.filter(|file| self.ended.contains_key(file) && !found.contains_key(file)).collect();
                assert!(missing.is_empty(), "{name} was moved before {missing:?}");
            }
        }
        found.retain(|name, _| !self.inputs.contains_key(name));
        for (name, bytes) in found {
            assert!(self.ended.get(&name) == Some(&bytes), "{name} is not what it should be");
        }
        making
    }

    #[track_caller]
    fn has_ended(&self) {
        assert!(files(&self.desk.path("wire")) == self.ended, "{:?}", files(&self.desk.path("wire")).keys());
    }
}

#[test]
fn no_input_is_lost_or_doubled_by_kills() {
    let watched = Watched::new(12);
    watched.begin();
    let began = Instant::now();
    watched.finish();
    let whole = began.elapsed();
    let mut left = 0;
    for moment in 1..=MOMENTS {
        watched.begin();
        let mut child = program(&watched.desk, WORDS).spawn().unwrap();
        thread::sleep(whole * moment / MOMENTS);
        child.kill().unwrap();
        child.wait().unwrap();
        left += watched.is_whole().len();
        // Sometimes the next one is killed as well.
        if moment % 3 == 0 {
            let mut child = program(&watched.desk, WORDS).spawn().unwrap();
            thread::sleep(whole * (moment % 20) / 20);
            child.kill().unwrap();
            child.wait().unwrap();
            left += watched.is_whole().len();
        }
        watched.finish();
        watched.has_ended();
    }
    println!("{left} files in the making were left by the killed");
}

/// The outputs are those of `convert`, under the whole names of their inputs.
#[test]
fn its_outputs_are_those_of_convert() {
    let watched = Watched::new(6);
    watched.begin();
    program(&watched.desk, "convert wire -t html,json -O converted").output().unwrap();
    let named = |(name, bytes): (String, Vec<u8>)| {
        let (stem, ending) = name.rsplit_once('.').unwrap();
        (format!("{stem}.txt.{ending}"), bytes)
    };
    let converted: BTreeMap<_, _> = files(&watched.desk.path("converted")).into_iter().map(named).collect();
    watched.finish();
    assert_eq!(converted.len(), 10);
    assert!(files(&watched.desk.path("wire/out")) == converted);
}

/// A watch, and what it says.
struct Watch {
    child: Child,
    /// Its lines, read by another thread: who waits for one that never comes is to be told so.
    said: Receiver<String>,
}

impl Watch {
    fn begin(desk: &Desk, words: &str) -> Watch {
        Watch::of(&mut program(desk, words))
    }

    fn of(program: &mut Command) -> Watch {
        let mut child = program.spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (sender, said) = channel();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line + "\n")));
        Watch { child, said }
    }

    /// Reads on to a line that has these words, and gives what came before, and it.
    #[track_caller]
    fn says(&mut self, words: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) => lines.push(line),
                Err(why) => panic!("it never says `{words}`, but {lines:?}: {why}"),
            }
            if lines.last().is_some_and(|line| line.contains(words)) {
                return lines;
            }
        }
    }

    /// Tells it to end. What it said since, and its exit code.
    #[track_caller]
    fn end(mut self, signal: &str) -> (String, Option<i32>) {
        send(&self.child, signal);
        wait_until("it ends", || self.child.try_wait().unwrap().is_some());
        self.ended()
    }

    /// What it said to its end, and its exit code.
    fn ended(mut self) -> (String, Option<i32>) {
        let rest = iter::from_fn(|| self.said.recv_timeout(PATIENCE).ok()).collect();
        (rest, self.child.wait().unwrap().code())
    }
}

/// A test that stops at a surprise leaves nobody behind.
impl Drop for Watch {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[test]
fn told_to_end_it_finishes_what_is_in_work() {
    let watched = Watched::new(12);
    watched.begin();
    let began = Instant::now();
    watched.finish();
    let whole = began.elapsed();
    for (moment, signal) in ["INT", "TERM"].into_iter().cycle().enumerate().take(24) {
        watched.begin();
        let mut watch = Watch::begin(&watched.desk, WORDS);
        watch.says("watching wire");
        thread::sleep(whole * u32::try_from(moment).unwrap() / 24);
        let (rest, code) = watch.end(signal);
        assert_eq!(code, Some(0), "{rest}");
        assert!(rest.contains("stopped: "), "{rest}");
        assert_eq!(watched.is_whole(), BTreeSet::new());
    }
    watched.finish();
    watched.has_ended();
}

/// Whoever tells it twice does not want to wait: the input stays where it is, and no program goes on.
#[test]
fn told_twice_it_ends_at_once() {
    let desk = wire(3);
    let patient = Patient::new(&desk);
    let words = "watch wire -O out -t patient --settle 0 -j 1 --plugin patient --allow-process patient";
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let mut watch = Watch::of(program(&desk, words).env("TMPDIR", desk.path("tmp")));
        patient.wait_for(1, &mut watch.child);
        // Whether it has heard it yet is not to be seen, and once is not enough.
        wait_until("it ends", || {
            send(&watch.child, signal);
            watch.child.try_wait().unwrap().is_some()
        });
        let (said, ended) = watch.ended();
        assert_eq!(ended, Some(code), "{said}");
        desk.holds("wire", &["000.txt", "001.txt", "002.txt", "done", "failed"]);
        patient.kill();
    }
}

#[test]
fn what_comes_is_converted_until_it_is_told_to_end() {
    let desk = wire(1);
    let mut watch = Watch::begin(&desk, "watch wire -O out -t html --settle 0.1");
    watch.says("done: wire/000.txt");
    fs::create_dir(desk.path("wire/sport")).unwrap();
    fs::write(desk.path("wire/sport/.b.txt.part"), story(1)).unwrap();
    fs::rename(desk.path("wire/sport/.b.txt.part"), desk.path("wire/sport/b.txt")).unwrap();
    assert_eq!(watch.says("done: "), ["done: wire/sport/b.txt, 1 output\n"]);
    // A second one would convert all of it again.
    desk.session("watch wire -O out -t html").code(2).stderr_eq(str![[r#"
error: `wire` is watched already
  hint: end the other `slugline watch` first, or name another folder

"#]]);
    assert_eq!(watch.end("TERM"), ("stopped: 2 done\n".to_owned(), Some(0)));
    desk.holds("out", &["000.txt.html", "sport"]);
}

#[test]
fn what_cannot_be_moved_is_not_converted_again_until_it_changes() {
    let desk = Desk::new(&[("wire/sport/a.txt", &story(0)), ("wire/done/sport", "a file\n")]);
    let mut watch = Watch::begin(&desk, "watch wire -O out -t html --settle 0 --message-format json");
    let is_stuck = |lines: Vec<String>| {
        let entries = lines.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
        entries.filter(|entry| entry.pointer("/file/status") == Some(&"stuck".into())).count()
    };
    assert_eq!(is_stuck(watch.says("\"stuck\"")), 1);
    for number in 1..5 {
        fs::write(desk.path(&format!("wire/{number}.txt")), story(number)).unwrap();
        assert_eq!(is_stuck(watch.says("\"file\"")), 0);
    }
    fs::write(desk.path("wire/sport/a.txt"), story(100)).unwrap();
    assert_eq!(is_stuck(watch.says("\"stuck\"")), 1);
    fs::remove_file(desk.path("wire/done/sport")).unwrap();
    fs::write(desk.path("wire/sport/a.txt"), story(1000)).unwrap();
    watch.says("\"status\":\"done\"");
    assert_eq!(watch.end("TERM").1, Some(0));
    desk.holds("wire/done/sport", &["a.txt"]);
}

#[test]
fn the_folder_may_go_away_and_come_back() {
    let desk = wire(1);
    let mut watch = Watch::begin(&desk, "watch wire -O out -t html --settle 0");
    watch.says("done: wire/000.txt");
    fs::remove_dir_all(desk.path("wire")).unwrap();
    let lines = watch.says("  hint: ");
    assert_data_eq!(
        lines.concat(),
        str![[r#"
warning: cannot read `wire`: no such file or directory
  hint: it is looked at again and again, until it can be read

"#]]
    );
    assert!(!desk.path("wire").exists());
    fs::create_dir(desk.path("wire")).unwrap();
    watch.says("wire can be read again");
    fs::write(desk.path("wire/001.txt"), story(1)).unwrap();
    watch.says("done: wire/001.txt");
    assert_eq!(watch.end("TERM").1, Some(0));
    desk.holds("out", &["000.txt.html", "001.txt.html"]);
}

/// Inputs that go away before they are read, while they are, and after.
#[test]
fn inputs_that_go_away_stop_nothing() {
    let desk = wire(200);
    let child = program(&desk, "watch wire -O out -t html,json --settle 0 --once").spawn().unwrap();
    for number in (0..200).rev() {
        fs::remove_file(desk.path(&format!("wire/{number:03}.txt"))).ok();
    }
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(0), "{said}");
    let known = ["watching ", "done: ", "warning: `wire/", "  hint: ", "stopped: "];
    said.lines().for_each(|line| assert!(known.iter().any(|known| line.starts_with(known)), "{line}"));
    desk.holds("wire", &["done", "failed"]);
    desk.holds("wire/failed", &[]);
}

const TOUCHY: &str = "[plugin]
name = 'touchy'
version = '0.1.0'
schema = '>=0.3, <1'
abi = 1

[[provides]]
kind = 'linter'
name = 'touchy'
summary = 'dies of one story'

[artifact]
process = { command = ['sh', 'touchy.sh'], protocol = 'oneshot' }
";

#[test]
fn a_plugin_that_dies_of_one_input_stops_no_other() {
    let desk = wire(4);
    fs::create_dir(desk.path("touchy")).unwrap();
    fs::write(desk.path("touchy/slugline-plugin.toml"), TOUCHY).unwrap();
    fs::write(desk.path("touchy/touchy.sh"), "if grep -q 'Ferry 1 stops'; then kill -KILL $$; fi\n").unwrap();
    let words = "watch wire -O out -t html --lint touchy --plugin touchy --allow-process touchy --once --settle 0";
    desk.session(words).code(1).stderr_eq(str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
done: wire/000.txt, 1 output
error[plugin-exited]: plugin `touchy` 0.1.0 (process), lint: it was ended by signal 9 (touchy)
 --> wire/001.txt
  hint: a plugin goes on until its input ends: look for what ended it; `-v` shows all that it printed
failed: wire/001.txt, 1 error: wire/failed/001.txt.log
done: wire/002.txt, 1 output
done: wire/003.txt, 1 output
stopped: 3 done; 1 failed

"#]]);
    desk.holds("wire/done", &["000.txt", "002.txt", "003.txt"]);
    desk.holds("wire/failed", &["001.txt", "001.txt.log"]);
}

/// A limit on how large a file may become stands for a disk that is full.
#[test]
fn a_disk_that_is_full_fails_inputs_and_loses_none() {
    let desk = wire(2);
    fs::write(desk.path("wire/001.txt"), format!("{}\n{}", story(1), "Rain fell. ".repeat(3_000))).unwrap();
    let words = "watch wire -O out -t html --settle 0 --once";
    let ended = after(&desk, "trap '' XFSZ; ulimit -f 16;", words).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert_data_eq!(
        String::from_utf8(ended.stderr).unwrap(),
        str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
done: wire/000.txt, 1 output
error[unwritable-output]: cannot write `out/001.txt.html`: file too large
 --> wire/001.txt
failed: wire/001.txt, 1 error: wire/failed/001.txt.log
stopped: 1 done; 1 failed

"#]]
    );
    desk.holds("out", &["000.txt.html"]);
    desk.holds("wire/failed", &["001.txt", "001.txt.log"]);
    // Not even a log.
    fs::rename(desk.path("wire/failed/001.txt"), desk.path("wire/001.txt")).unwrap();
    fs::remove_file(desk.path("wire/failed/001.txt.log")).unwrap();
    let ended = after(&desk, "trap '' XFSZ; ulimit -f 0;", &format!("{words} 2>&1 | cat")).output().unwrap();
    assert_data_eq!(
        String::from_utf8(ended.stdout).unwrap(),
        str![[r#"
watching wire: outputs go to out, inputs to wire/done or wire/failed
error[unwritable-output]: cannot write `out/001.txt.html`: file too large
 --> wire/001.txt
error: cannot write `wire/failed/001.txt.log`: file too large
failed: wire/001.txt, 1 error
stopped: 0 done; 1 failed

"#]]
    );
    desk.holds("wire/failed", &["001.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_where_nobody_may_write_is_refused_or_told() {
    let desk = wire(1);
    desk.session("watch wire -O /proc/out -t html --once").code(2).stderr_eq(str![[r#"
error: cannot make `/proc/out`: no such file or directory

"#]]);
    desk.holds("wire", &["000.txt"]);
    desk.session("watch wire -O /proc/self -t html --once --settle 0").code(1).stderr_eq(str![[r#"
watching wire: outputs go to /proc/self, inputs to wire/done or wire/failed
error[unwritable-output]: cannot write `/proc/self/000.txt.html`: no such file or directory
 --> wire/000.txt
failed: wire/000.txt, 1 error: wire/failed/000.txt.log
stopped: 0 done; 1 failed

"#]]);
    desk.holds("wire/failed", &["000.txt", "000.txt.log"]);
    desk.session("watch wire -O out -t html --done /proc/self --once").code(2).stderr_eq(str![[r#"
error: `wire` and `/proc/self` are on two file systems
  hint: inputs are moved there by a rename: name a folder beside it, or in it

"#]]);
}

#[test]
fn few_descriptors_are_enough_for_a_watch() {
    let desk = wire(60);
    let words = "watch wire -O out -t html,epub --settle 0 --once -j 64 -q";
    let ended = after(&desk, "ulimit -n 24;", words).output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(files(&desk.path("out")).len(), 120);
}
