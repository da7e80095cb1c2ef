//! Plugins that misbehave, each in its way and on each carrier, asked by the program for the middle one of three stories: one
//! diagnostic says whose fault it was, in which call and for which story, and what to do; whatever else the run is to write
//! comes out right, and nothing half-written stays. [`cases`] is the table.

#![cfg(all(unix, feature = "native", feature = "process", feature = "wasm-compile"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

mod cases;
#[path = "../../../slugline-host/tests/compiled/mod.rs"]
mod compiled;
#[path = "../sessions/desk.rs"]
mod desk;
mod plugin;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

use cases::{CASES, Case, Outcome};
use desk::{Desk, STORY};
use plugin::Carrier;

/// Nothing that ends takes so long, on a machine that is busy with all tests at once.
const LONG: Duration = Duration::from_secs(60);

/// Allowed by name: what is tested is what a plugin does that may run.
const ALLOWED: &str = "-O out -q --plugin bad --allow-native bad --allow-process bad";

#[test]
fn libraries_that_misbehave() {
    CASES.iter().for_each(|case| check(case, Carrier::Native, case.native));
}

#[test]
fn programs_that_misbehave() {
    CASES.iter().for_each(|case| check(case, Carrier::Process, case.process));
}

#[test]
fn components_that_misbehave() {
    CASES.iter().for_each(|case| check(case, Carrier::Wasm, case.wasm));
}

fn check(case: &Case, carrier: Carrier, outcome: Outcome) {
    let of = format!("plugin `bad` 0.3.0 ({})", carrier.word());
    match outcome {
        Outcome::Fails(code, words, remedy) => {
            let said = format!("error[{code}]: {of}, write: {words} (bad)\n --> 2-bad.txt\n  hint: {remedy}\n");
            let names = ["1-good.bad", "1-good.html", "2-bad.html", "3-good.bad", "3-good.html"];
            check_run(carrier, case.way, &said, 1, &names);
        }
        Outcome::Refused(phase, code, words, remedy) => {
            let said = format!("error[{code}]: {of}, {phase}: {words}\n  hint: {remedy}\n");
            check_run(carrier, case.way, &said, 2, &[]);
        }
        Outcome::Unheld | Outcome::Impossible => {}
    }
}

/// Runs the program over three stories, for the second of which the plugin misbehaves, and holds against what is expected
/// what it says, its exit code, and the names of what it wrote.
#[track_caller]
fn check_run(carrier: Carrier, way: &str, said: &str, code: i32, names: &[&str]) {
    let desk = desk();
    let mark = format!("mark-{}-{}-{}", std::process::id(), carrier.word(), way.replace(' ', "-"));
    carrier.make(&desk.path("bad"), way, &mark);
    let began = Instant::now();
    let command = desk.command(&format!("convert 1-good.txt 2-bad.txt 3-good.txt -t bad,html {ALLOWED}"));
    command.env("TMPDIR", desk.path("tmp")).assert().stdout_eq("").stderr_eq(said.to_owned()).code(code);
    assert!(began.elapsed() < LONG, "{way}");

    check_written(&desk, names);
    assert_gone(&mark);
    desk.holds("tmp", &[]);
    let beside = [".cache", "1-good.txt", "2-bad.txt", "3-good.txt", "bad", "out", "tmp"];
    let beside: Vec<&str> = beside.into_iter().filter(|name| Path::exists(&desk.path(name))).collect();
    desk.holds("", &beside);
}

/// Three stories, the second of which the plugin does not bear, and a folder for what programs leave behind.
fn desk() -> Desk {
    let titled = |headline| STORY.replace("Ferries stop as crews walk out", headline);
    let (bad, third) = (titled("Bad"), titled("Ferries sail again"));
    let desk = Desk::new(&[("1-good.txt", STORY), ("2-bad.txt", &bad), ("3-good.txt", &third)]);
    fs::create_dir(desk.path("tmp")).unwrap();
    desk
}

/// The pages of the stories as they are where no plugin has a part in the run.
static ALONE: LazyLock<Desk> = LazyLock::new(|| {
    let desk = desk();
    desk.session("convert 1-good.txt 2-bad.txt 3-good.txt -t html -O out -q").success();
    desk
});

/// That the folder of outputs holds these and no others, each as it should be.
#[track_caller]
fn check_written(desk: &Desk, names: &[&str]) {
    if names.is_empty() {
        return assert!(!desk.path("out").exists(), "nothing is begun");
    }
    desk.holds("out", names);
    for name in names.iter().map(|name| Path::new("out").join(name)) {
        let read = |desk: &Desk| fs::read_to_string(desk.path(name.to_str().unwrap())).unwrap();
        let expected = if name.extension().unwrap() == "html" { read(&ALONE) } else { "good".to_owned() };
        assert_eq!(read(desk), expected, "{name:?}");
    }
}

/// That no process is left that has `mark` among its arguments. One that is killed takes a moment to be gone.
#[track_caller]
fn assert_gone(mark: &str) {
    let patience = Instant::now() + LONG;
    while cfg!(target_os = "linux") && is_running(mark) {
        assert!(Instant::now() < patience, "a process of {mark} is left");
        thread::sleep(Duration::from_millis(5));
    }
}

fn is_running(mark: &str) -> bool {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let mut lines = entries.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    lines.any(|line| line.split(|byte| *byte == 0).any(|word| word == mark.as_bytes()))
}

/// The call is named whichever it is.
#[test]
fn each_call_is_named() {
    for carrier in [Carrier::Native, Carrier::Process, Carrier::Wasm] {
        let desk = desk();
        carrier.make(&desk.path("bad"), "truncated json", "mark");
        fs::write(desk.path("story.bad"), "Bad\n").unwrap();
        for (call, words) in [
            ("read", "convert story.bad -t html"),
            ("transform", "convert 2-bad.txt -t html --transform bad"),
            ("lint", "convert 2-bad.txt -t html --lint bad"),
            ("write", "convert 2-bad.txt -t bad"),
        ] {
            let session = desk.session(&format!("{words} {ALLOWED}")).code(1).stdout_eq("");
            let said = String::from_utf8_lossy(&session.get_output().stderr).into_owned();
            let of = format!("error[plugin-invalid-result]: plugin `bad` 0.3.0 ({}), {call}: ", carrier.word());
            assert!(said.starts_with(&of) && said.matches("error").count() == 1, "{said}");
            assert!(!desk.path("out").exists(), "{call}");
        }
    }
}

/// What nothing can hold is in the manual, so that nobody counts on it.
#[test]
fn what_is_not_held_is_documented() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/plugins/security.md");
    let page = fs::read_to_string(page).unwrap();
    let row = |way: &str| page.lines().find(|line| line.starts_with(&format!("| {way} |"))).map(str::to_owned);
    for case in CASES {
        let outcomes = [case.native, case.process, case.wasm];
        let row = row(case.way);
        assert!(row.is_some() || outcomes.iter().all(|outcome| !matches!(outcome, Outcome::Unheld)), "{}", case.way);
        let Some(row) = row else { continue };
        let cells: Vec<&str> = row.trim_matches('|').split('|').skip(1).map(str::trim).collect();
        let told = outcomes.map(|outcome| match outcome {
            Outcome::Fails(code, ..) | Outcome::Refused(_, code, ..) => format!("`{code}`"),
            Outcome::Unheld => "not held".to_owned(),
            Outcome::Impossible => "none".to_owned(),
        });
        assert_eq!(cells, told, "{}", case.way);
    }
}
