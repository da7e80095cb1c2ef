//! What a plugin's function returns that it must not, and what it raises: the SDKs name the function and the place in the plugin's
//! own code, where its author can do something. A language whose tools are not here is passed over.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fs;
use std::io::ErrorKind;
use std::process::Command;

use serde_json::{Value, json};
use slugline_plugin::JAVASCRIPT;
use slugline_plugin::process::PYTHON;

/// What the plugin `board` says went wrong when it is asked to do `call`: nothing, where nothing did. `None`: the language is not
/// installed.
fn said(call: &str, sdk: (&str, &str), plugin: (&str, String), interpreter: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let request = json!({
        "call": call, "name": "board", "edition": {"articles": []}, "article": {}, "source": {"name": "", "text": ""},
    });
    for (name, text) in
        [sdk, (plugin.0, &plugin.1), ("package.json", "{\"type\":\"module\"}"), ("request.json", &request.to_string())]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let output = match Command::new(interpreter).arg(plugin.0).current_dir(folder.path()).output() {
        Err(fault) if fault.kind() == ErrorKind::NotFound => return None,
        ended => ended.unwrap(),
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let said = answer["error"]["message"].as_str().unwrap_or_default();
    // Node tells a file with the way to it, and the interpreter within a plugin by its name.
    Some(said.replace(&format!("file://{}/", folder.path().canonicalize().unwrap().display()), ""))
}

/// A plugin in Python whose function, at line 5, does `work`.
#[track_caller]
fn python(call: &str, work: &str, expected: &str) {
    let files = "extension='txt', media_type='text/plain'";
    let offer = match call {
        "read" => format!("reader('board', {files})"),
        "write" => format!("writer('board', {files})"),
        "transform" => "transform('board')".to_owned(),
        _ => "linter('board')".to_owned(),
    };
    let code = format!(
        "import json
from slugline_plugin import Plugin
plugin = Plugin('board', '1.0.0')
@plugin.{offer}
def work(document, cx): {work}
print(json.dumps(plugin.answer(json.load(open('request.json')))))
"
    );
    if let Some(said) = said(call, ("slugline_plugin.py", PYTHON), ("board.py", code), "python3") {
        assert_eq!(said, expected);
    }
}

/// A plugin in JavaScript that is offered at line 4, by a function at line 3 that does `work`.
#[track_caller]
fn javascript(call: &str, work: &str, expected: &str) {
    let offer = match call {
        "read" => "reader",
        "write" => "writer",
        "transform" => "transform",
        _ => "linter",
    };
    let code = format!(
        "import {{ readFileSync }} from 'node:fs';
import {{ Plugin }} from './slugline_plugin.js'; const plugin = new Plugin('board', '1.0.0');
{work}
plugin.{offer}('board', {{ extension: 'txt', mediaType: 'text/plain' }}, work);
console.log(JSON.stringify(plugin.answer(JSON.parse(readFileSync('request.json')))));
"
    );
    // There is no host to import here, and none has to hear what is logged.
    let sdk = JAVASCRIPT.replace("import host from", "const host = { log() {} }; // import host from");
    if let Some(said) = said(call, ("slugline_plugin.js", &sdk), ("board.js", code), "node") {
        assert_eq!(said, expected);
    }
}

#[test]
fn what_a_writer_returns() {
    let (python_is, javascript_is) = ("a writer returns str or bytes", "a writer returns a string or a Uint8Array");
    python("write", "pass", &format!("`work` (board.py, line 4) returned None; {python_is}"));
    python("write", "return 7", &format!("`work` (board.py, line 4) returned a value of type int; {python_is}"));
    python("write", "return b''", "");
    let returned = |what| format!("`work` (at board.js:4:8) returned {what}; {javascript_is}");
    javascript("write", "function work() {}", &returned("undefined"));
    javascript("write", "const work = () => 7;", &returned("a number"));
    javascript("write", "const work = async () => '';", &returned("an object of class Promise"));
    javascript("write", "const work = () => '';", "");
}

#[test]
fn what_a_reader_returns() {
    let is = "a reader returns articles, a list of dicts, or yields them";
    python("read", "pass", &format!("`work` (board.py, line 4) returned None; {is}"));
    python("read", "return {'head': {}}", &format!("`work` (board.py, line 4) returned a value of type dict; {is}"));
    python(
        "read",
        "yield 'Rain'",
        &format!("`work` (board.py, line 4) gave, as an article, a value of type str; {is}"),
    );
    let no_json =
        "`work` (board.py, line 4) gave an article that is no JSON: Object of type set is not JSON serializable";
    python("read", "yield {'head': {'headline': {1}}}", no_json);
    python("read", "yield {'head': {}}", "");
    let is = "a reader returns articles, a list of objects, or yields them";
    let returned = |what| format!("`work` (at board.js:4:8) returned {what}; {is}");
    javascript("read", "const work = () => ({ head: {} });", &returned("an object of class Object"));
    javascript("read", "function* work() { yield 'Rain'; }", &returned("a string"));
    javascript("read", "function* work() { yield { head: {} }; }", "");
}

#[test]
fn what_transforms_and_linters_return() {
    let is = "a transform returns the article, a dict, or changes the one it was given";
    python("transform", "return []", &format!("`work` (board.py, line 4) returned a value of type list; {is}"));
    python("transform", "document['head'] = {}", "");
    let is = "a linter reports to `cx`, and returns nothing";
    python("lint", "yield", &format!("`work` (board.py, line 4) returned a value of type generator; {is}"));
    python("lint", "return False and cx.warn('late', 'Late.')", "");
    javascript(
        "lint",
        "const work = () => [];",
        &format!("`work` (at board.js:4:8) returned an object of class Array; {is}"),
    );
    let is = "a transform returns the article, or changes the one it was given";
    javascript(
        "transform",
        "const work = () => [];",
        &format!("`work` (at board.js:4:8) returned an object of class Array; {is}"),
    );
}

#[test]
fn what_is_raised_is_told_with_the_last_place_in_the_plugin() {
    let at = "(board.py, line 5)";
    python("write", "json.dumps({1})", &format!("TypeError: Object of type set is not JSON serializable {at}"));
    let message = "the message of a warning is to be str, not a value of type ValueError";
    python("write", "cx.warn('late', ValueError())", &format!("TypeError: {message} {at}"));
    let content = "the content of the file `map.png` is to be str or bytes, not None";
    python("write", "cx.file('map.png', 'image/png', None)", &format!("TypeError: {content} {at}"));
    let message = "the message of a warning is to be a string, not an object of class Error";
    let warns = "const work = (_, cx) => cx.warn('late', new Error());";
    javascript("write", warns, &format!("TypeError: {message} (at work (board.js:3:28))"));
}
