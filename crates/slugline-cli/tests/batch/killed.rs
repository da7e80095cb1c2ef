//! `kill -9` at many moments of a run: each output is the old or the new one, and the next run removes what is left.

use std::collections::BTreeMap;
use std::fs;
use std::thread;
use std::time::Instant;

use crate::desk::Desk;
use crate::signals::{Patient, send};
use crate::{files, program, wire};

const MOMENTS: u32 = 200;

const STORIES: usize = 15;

#[test]
fn an_output_of_convert_is_the_old_or_the_new_one() {
    kill_at_many_moments("convert wire -t html,epub,json -O out -j 3 --report out/report.json");
}

#[test]
fn an_output_of_build_is_the_old_or_the_new_one() {
    kill_at_many_moments("build -j 3 --report out/report.json");
}

/// A folder with stories, and a job that writes what `convert` does, by what the stories say.
fn jobs() -> Desk {
    let desk = wire(STORIES);
    let pages = "[[job]]\ninputs = \"wire\"\nto = [\"html\", \"epub\"]\nout = \"out/{slug}.{ext}\"\n";
    let models = "[[job]]\ninputs = \"wire/*.txt\"\nto = \"json\"\nout = \"out/{stem}.{ext}\"\n";
    fs::write(desk.path("slugline.toml"), format!("{pages}{models}")).unwrap();
    desk
}

fn kill_at_many_moments(words: &str) {
    let desk = jobs();
    let began = Instant::now();
    program(&desk, words).output().unwrap();
    let whole = began.elapsed();
    let new = files(&desk.path("out"));
    assert_eq!(new.len(), 3 * STORIES + 1);

    for moment in 1..=MOMENTS {
        let old = older(&desk, &new);
        let mut child = program(&desk, words).spawn().unwrap();
        thread::sleep(whole * moment / MOMENTS);
        child.kill().unwrap();
        child.wait().unwrap();

        for (name, bytes) in files(&desk.path("out")) {
            let is_left = name.starts_with(".slugline-");
            assert!(is_left || bytes == new[&name] || bytes == old[&name], "{name} at {moment} is neither");
        }
        program(&desk, words).output().unwrap();
        assert!(files(&desk.path("out")) == new, "at {moment}");
    }
}

/// Every other run begins with the cache that the killed one left, and with its outputs.
#[test]
fn a_cache_of_a_run_that_was_killed_is_good() {
    let desk = wire(40);
    let words = "convert wire -t html,json -O out -j 3 --cache=kept";
    let began = Instant::now();
    program(&desk, words).output().unwrap();
    let (whole, new) = (began.elapsed(), files(&desk.path("out")));
    for moment in 1..=MOMENTS / 5 {
        fs::remove_dir_all(desk.path("out")).unwrap();
        fs::remove_dir_all(desk.path("kept")).unwrap();
        let mut child = program(&desk, words).spawn().unwrap();
        thread::sleep(whole * moment / (MOMENTS / 5));
        child.kill().unwrap();
        child.wait().unwrap();

        program(&desk, words).output().unwrap();
        assert!(files(&desk.path("out")) == new, "at {moment}");
        let again = program(&desk, words).output().unwrap();
        let said = String::from_utf8_lossy(&again.stderr);
        assert!(said.contains("40 of 40 inputs done") && said.contains(", 40 unchanged"), "{said} at {moment}");
        assert!(files(&desk.path("out")) == new, "at {moment}");
    }
}

/// Puts other files in the places of all outputs.
fn older(desk: &Desk, new: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let old = |(name, bytes): (&String, &Vec<u8>)| (name.clone(), [bytes.as_slice(), b"old"].concat());
    let old: BTreeMap<_, _> = new.iter().map(old).collect();
    old.iter().for_each(|(name, bytes)| fs::write(desk.path("out").join(name), bytes).unwrap());
    old
}

#[test]
fn runs_at_the_same_time_leave_each_other_alone() {
    let desk = wire(10);
    let words = "convert wire -t html,epub -O out -j 2 -q";
    program(&desk, words).output().unwrap();
    let new = files(&desk.path("out"));
    for _ in 0..10 {
        let runs: Vec<_> = (0..6).map(|_| program(&desk, words).spawn().unwrap()).collect();
        for run in runs {
            let ended = run.wait_with_output().unwrap();
            assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
        }
        assert!(files(&desk.path("out")) == new);
    }
}

/// Stories lie in the folders that programs of plugins work in.
#[test]
fn the_folders_of_programs_are_removed_by_the_next_run() {
    let desk = wire(3);
    let patient = Patient::new(&desk);
    let mut child = patient.started(&desk, 2);
    child.kill().unwrap();
    child.wait().unwrap();
    patient.kill();
    assert_eq!(fs::read_dir(desk.path("tmp")).unwrap().count(), 2);

    let child = patient.started(&desk, 2);
    assert_eq!(fs::read_dir(desk.path("tmp")).unwrap().count(), 2);
    send(&child, "INT");
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(130));
    desk.holds("tmp", &[]);
}
