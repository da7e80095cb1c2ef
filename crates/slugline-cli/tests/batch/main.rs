//! Runs over many inputs, and in surroundings that are none of the best: a full disk, a folder that goes away, signals.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

#[path = "../sessions/desk.rs"]
mod desk;
mod inputs;
mod killed;
mod signals;
mod surroundings;
mod watched;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use desk::{Desk, STORY};
use snapbox::cmd::cargo_bin;

/// How long something may take to happen that mostly takes a moment. It measures nothing: a test that would wait for ever fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until it is so.
#[track_caller]
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "{what}: not so after {PATIENCE:?}");
        thread::yield_now();
    }
}

/// A folder `wire` with so many stories in it, no two alike.
fn wire(stories: usize) -> Desk {
    let stories: Vec<(String, String)> = (0..stories).map(|number| (name(number), story(number))).collect();
    Desk::new(&stories.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

fn name(number: usize) -> String {
    format!("wire/{number:03}.txt")
}

fn story(number: usize) -> String {
    STORY.replace("Ferries stop", &format!("Ferry {number} stops"))
}

/// All files below a folder, hidden ones too, and what is in them. One that goes away meanwhile is none.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            let below = files(&entry.path()).into_iter();
            found.extend(below.map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else if let Ok(bytes) = fs::read(entry.path()) {
            found.insert(name, bytes);
        }
    }
    found
}

/// `slugline` with these words, to be run in the desk's folder by itself, for what a session cannot say.
fn program(desk: &Desk, words: &str) -> Command {
    let mut command = Command::new(cargo_bin!("slugline"));
    command.args(words.split(' ')).current_dir(desk.path("")).env("HOME", desk.path(""));
    command.env_remove("XDG_CONFIG_HOME").env_remove("XDG_DATA_HOME").env("XDG_DATA_DIRS", "/none");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The same, by a shell that says `first` what is to hold for it.
fn after(desk: &Desk, first: &str, words: &str) -> Command {
    let mut command = Command::new("sh");
    let slugline = cargo_bin!("slugline");
    command.args(["-c", &format!("{first} exec \"$0\" {words}"), slugline.to_str().unwrap()]);
    command.current_dir(desk.path("")).env("HOME", desk.path("")).stdin(Stdio::null());
    command
}
