//! Plugins in wasm: components written as text, compiled here.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use slugline_core::Kind;
use slugline_host::wasm::{self, Cache, Wasm};
use slugline_host::{Carrier, Limits};

/// A component whose `run` has the body `run`, with `data` in its memory from 16 on, as `component.wat` has it.
fn component(data: &str, run: &str) -> Vec<u8> {
    let text = include_str!("../../../fixtures/plugins/bad/component.wat");
    wat::parse_str(text.replace("(; DATA ;)", &format!("\"{data}\"")).replace("(; RUN ;)", run)).unwrap()
}

/// The answer of a plugin with the body `run` to `request`, or the code and the message of why there is none.
fn answer(data: &str, run: &str, limits: Limits) -> Result<String, (&'static str, String)> {
    let plugin = Wasm::load(&component(data, run), limits, None).unwrap();
    plugin.call("request").map_err(|error| (error.code().unwrap(), error.to_string()))
}

fn fault(data: &str, run: &str) -> (&'static str, String) {
    // Long enough for anything that ends, short where it does not.
    answer(data, run, Limits { time: Duration::from_millis(500), ..Limits::default() }).unwrap_err()
}

/// The code and the message of why `text`, a component, is no plugin.
fn refusal(text: &str) -> (&'static str, String) {
    match Wasm::load(&wat::parse_str(text).unwrap(), Limits::default(), None) {
        Ok(_) => panic!("it was taken"),
        Err(error) => (error.code().unwrap(), error.to_string()),
    }
}

const ECHO: &str = "(call $answer (local.get 0) (local.get 1))";

#[test]
fn a_request_is_answered() {
    assert_eq!(answer("", ECHO, Limits::default()).unwrap(), "request");
    assert_eq!(answer("Hägar", "(call $answer (i32.const 16) (i32.const 6))", Limits::default()).unwrap(), "Hägar");
}

#[test]
fn every_call_has_an_instance_of_its_own() {
    // The answer is as long as the number of calls before.
    let count = "(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
        (call $answer (i32.const 16) (global.get $calls))";
    let plugin = Wasm::load(&component("aaa", count), Limits::default(), None).unwrap();
    assert_eq!(plugin.call("").unwrap(), "a");
    assert_eq!(plugin.call("").unwrap(), "a");
}

#[test]
fn calls_at_the_same_time_do_not_meet() {
    let plugin = Wasm::load(&component("", ECHO), Limits::default(), None).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let plugin = &plugin;
            scope.spawn(move || {
                for call in 0..100 {
                    let request = format!("{thread} {call}");
                    assert_eq!(plugin.call(&request).unwrap(), request);
                }
            });
        }
    });
}

#[test]
fn the_last_words_are_kept() {
    let run = "(call $log (i32.const 1) (i32.const 16) (i32.const 5)) unreachable";
    let plugin = Wasm::load(&component("words", run), Limits::default(), None).unwrap();
    let error = plugin.call("").unwrap_err();
    let said = "it trapped: wasm `unreachable` instruction executed; the last that it logged is `words`";
    assert_eq!((error.to_string().as_str(), error.advice()), (said, None));
}

#[test]
fn memory_ends_where_the_limit_is() {
    let at_once = "(drop (memory.grow (i32.const 60000))) unreachable";
    assert_eq!(fault("", at_once).0, "plugin-memory");
    let copes = "(drop (memory.grow (i32.const 60000))) (call $answer (i32.const 16) (i32.const 2))";
    assert_eq!(answer("ok", copes, Limits::default()).unwrap(), "ok");
}

#[test]
fn memory_of_a_start_counts_too() {
    let limits = Limits { memory: 1 << 16, ..Limits::default() };
    let expected = ("plugin-memory", "it asked for more than 64 KiB of memory".to_owned());
    assert_eq!(answer("", ECHO, limits).unwrap_err(), expected);
}

#[test]
fn an_answer_ends_where_the_limit_is() {
    let limits = Limits { output: 6, ..Limits::default() };
    let (code, message) = answer("", ECHO, limits).unwrap_err();
    assert_eq!((code, &*message), ("plugin-output-too-large", "its answer has 7 bytes; at most 6 bytes are taken"));
    assert_eq!(answer("", ECHO, Limits { output: 7, ..limits }).unwrap(), "request");
}

#[test]
fn an_answer_is_text_in_memory() {
    let elsewhere = "(call $answer (i32.const 0) (i32.const -1))";
    assert_eq!(fault("", elsewhere).0, "plugin-invalid-result");
}

#[test]
fn what_it_must_not_import_is_named() {
    let clock = r#"(component
        (import "wasi:clocks/wall-clock@0.2.0" (instance (export "now" (func (result u64)))))
        (import "slugline:plugin/host@1.0.0" (instance (export "read" (func (param "path" string)))))
        (import "open" (func (param "path" string))))"#;
    let (code, message) = refusal(clock);
    assert_eq!(code, "plugin-forbidden-import");
    assert_eq!(
        message,
        "it imports `wasi:clocks/wall-clock@0.2.0`, `slugline:plugin/host@1.0.0#read`, `open`; \
         a plugin may import `slugline:plugin/host@1.0.0` alone"
    );
}

#[test]
fn imports_are_told() {
    assert_eq!(wasm::imports(&component("", ECHO), None).unwrap(), ["slugline:plugin/host@1.0.0"]);
}

#[test]
fn a_plugin_has_the_interface_that_is_asked() {
    let number = r#"(component
        (core module $M (func (export "run") (param i32) (result i32) (local.get 0)))
        (core instance $m (instantiate $M))
        (func $run (param "request" u32) (result u32) (canon lift (core func $m "run")))
        (instance $guest (export "run" (func $run)))
        (export "slugline:plugin/guest@1.0.0" (instance $guest)))"#;
    let expected = "`run` of its interface `slugline:plugin/guest@1.0.0` is not a function of a string to a string";
    assert_eq!(refusal(number), ("plugin-abi", expected.to_owned()));
}

#[test]
fn what_is_no_component_is_no_plugin() {
    assert_eq!(refusal("(module)").0, "plugin-abi");
    for bytes in [&b""[..], b"\0asm", b"A text.", &component("", ECHO)[..200]] {
        let error = Wasm::load(bytes, Limits::default(), None).err().unwrap();
        assert_eq!(error.code(), Some("plugin-abi"), "{error}");
    }
}

/// The one file in `folder`.
fn only_file(folder: &Path) -> std::path::PathBuf {
    let mut files = fs::read_dir(folder).unwrap();
    let file = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none());
    file
}

#[test]
fn code_is_kept_and_a_damaged_entry_is_replaced() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("cache").join("wasm");
    let wasm = component("", ECHO);
    let ask = || {
        let plugin = Wasm::load(&wasm, Limits::default(), Some(&Cache::at(&folder))).unwrap();
        assert_eq!(plugin.call("request").unwrap(), "request");
    };
    ask();
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    let kept = only_file(&folder);
    let code = fs::read(&kept).unwrap();
    // Kept code is used: it is not written again.
    let made = fs::metadata(&kept).unwrap().modified().unwrap();
    ask();
    assert_eq!(fs::metadata(&kept).unwrap().modified().unwrap(), made);
    let mut flipped = code.clone();
    flipped[code.len() / 2] ^= 1;
    for damaged in [&b""[..], b"not code", &code[..code.len() / 2], &flipped] {
        fs::write(&kept, damaged).unwrap();
        ask();
        assert_eq!(fs::read(only_file(&folder)).unwrap(), code);
    }
}

#[test]
fn in_a_folder_that_others_can_write_to_nothing_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let (theirs, open, link) = (home.path().join("theirs"), home.path().join("open"), home.path().join("link"));
    fs::create_dir(&theirs).unwrap();
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).unwrap();
    std::os::unix::fs::symlink(&theirs, &link).unwrap();
    for folder in [open, link] {
        let plugin = Wasm::load(&component("", ECHO), Limits::default(), Some(&Cache::at(&folder))).unwrap();
        assert_eq!(plugin.call("request").unwrap(), "request");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
}

/// What the machine refuses is no fault of the component: the test runs itself under a limit of the shell.
#[test]
#[cfg(target_os = "linux")]
fn a_machine_without_room_says_so() {
    if std::env::var_os("SLUGLINE_LIMITED").is_some() {
        let error = Wasm::load(&component("", ECHO), Limits::default(), None).unwrap().call("request").unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Io, None), "{error}");
        assert!(error.to_string().starts_with("this machine has no room to run it in: "), "{error}");
        return assert!(error.advice().unwrap().contains("`ulimit -v`"));
    }
    let mut limited = std::process::Command::new("sh");
    limited.args(["-c", "ulimit -v 3145728; exec \"$0\" --exact a_machine_without_room_says_so"]);
    let output = limited.arg(std::env::current_exe().unwrap()).env("SLUGLINE_LIMITED", "1").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
