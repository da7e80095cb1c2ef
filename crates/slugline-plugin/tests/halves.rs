//! Half a surrogate pair in what a plugin writes: the SDKs for other languages replace it and say so, all alike. In Rust no text
//! can hold one. A language whose tools are not here is passed over.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use slugline_plugin::contract::{Answer, Body};
use slugline_plugin::process::PYTHON;
use slugline_plugin::{C_HEADER, C_SDK, JAVASCRIPT};
use tempfile::TempDir;

/// What a program prints that runs in a folder with these files. `None`: it is not installed.
fn printed(files: &[(&str, &str)], words: &[&str]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    run(&folder, Path::new(words.first()?), words.get(1..)?)
}

fn run(folder: &TempDir, program: &Path, words: &[&str]) -> Option<String> {
    let output = match Command::new(program).args(words).current_dir(folder.path()).output() {
        Err(fault) if fault.kind() == ErrorKind::NotFound => return None,
        ended => ended.unwrap(),
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// That an answer of `a`, half a pair, a whole one and what looks like an escape can be read, and says what was replaced.
#[track_caller]
fn check(json: Option<String>) {
    let Some(json) = json else { return };
    let answer = Answer::from_json(&json).unwrap();
    assert_eq!(answer.output, Some(Body::Text("a\u{FFFD} \u{1F600} \\ud83d".to_owned())));
    let noted: Vec<_> = answer.diagnostics.iter().map(|one| (one.code.as_ref(), one.message.as_str())).collect();
    let message = "the plugin wrote half a surrogate pair, which is no character; U+FFFD stands for it";
    assert_eq!(noted, [("half-character", message)]);
}

#[test]
fn in_python() {
    let program = r#"
import slugline_plugin, sys
answer = {"slugline": 1, "output": {"text": "a\ud83d \U0001f600 \\ud83d"}}
sys.stdout.buffer.write(slugline_plugin._line(answer))
"#;
    check(printed(&[("slugline_plugin.py", PYTHON), ("main.py", program)], &["python3", "main.py"]));
}

#[test]
fn in_javascript() {
    // There is no host to import here, and none is asked.
    let sdk = JAVASCRIPT.replace("import host from", "// import host from");
    let program = r#"
const plugin = new Plugin("half", "1.0.0");
plugin.writer("half", { extension: "txt", mediaType: "text/plain" }, () => "a\ud83d \u{1f600} \\ud83d");
const request = { slugline: 1, schema: "0.3", abi: 1, call: "write", name: "half", edition: { articles: [] } };
console.log(plugin.guest.run(JSON.stringify(request)));
"#;
    check(printed(&[("main.mjs", &format!("{sdk}{program}"))], &["node", "main.mjs"]));
}

#[test]
fn in_c() {
    let program = r#"
#include <stdio.h>
#include "slugline_sdk.h"
int main(void) {
    static const char TEXT[] = "\"a\\ud83d \\ud83d\\ude00 \\\\ud83d\"";
    slug_json string = {TEXT, TEXT + sizeof TEXT - 1};
    slug_text text = {0}, out = {0}, diagnostics = {0};
    slug_put_string(&text, string);
    slug_put(&out, "{\"slugline\":1,\"output\":{\"text\":");
    slug_put_quoted(&out, text.data, text.len);
    slug_put(&out, "}");
    slug_end(&out, &diagnostics);
    return fwrite(out.data, 1, out.len, stdout) == out.len ? 0 : 1;
}
"#;
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("slugline_plugin.h", C_HEADER), ("slugline_sdk.h", C_SDK), ("main.c", program)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    if run(&folder, Path::new("cc"), &["-std=c99", "-o", "main", "main.c"]).is_some() {
        check(run(&folder, &folder.path().join("main"), &[]));
    }
}
