//! `slugline plugin test`: a plugin that is well, and what is said of those that are not.
#![cfg(unix)]

use std::fs;

use snapbox::str;

use crate::desk::Desk;

/// The SDK in Python, which a plugin has a copy of.
const SDK: &str = include_str!("../../../slugline-plugin/python/slugline_plugin.py");

const MANIFEST: &str = "[plugin]
name = 'board'
version = '1.2.0'
schema = '>=0.2, <1'
abi = 1

[[provides]]
kind = 'writer'
name = 'board'
summary = 'lines of a board'
extension = 'board'
media-type = 'text/plain'
carries = ['headline']

[limits]
# For a machine that does much else.
time-ms = 10000

[artifact]
process = { command = ['python3', 'board.py'] }
";

const STORY: &str = "Ferries stop\n\nBy Ada Roe\n\nNo ferry left on Monday.\n";

/// A plugin that writes each run of text on a line of its own, with `change` made to its source.
fn board(change: [&str; 2]) -> Desk {
    let source = r#"import random
from slugline_plugin import Plugin

plugin = Plugin("board", "1.2.0")

LISTS = ("content", "blocks", "items", "rows", "cells", "caption", "fallback")


def shown(text):
    return "".join(letter for letter in text if letter.isprintable()) + "\n"


def lines(node):
    if node.get("role") in ("editor-only", "end-mark"):
        return ""
    own = [node[member] for member in ("text", "credit") if isinstance(node.get(member), str)]
    parts = [lines(part) for member in LISTS for part in node.get(member) or []]
    return "".join([shown(text) for text in own] + parts)


@plugin.writer("board", extension="board", media_type="text/plain", summary="lines of a board", carries=["headline"])
def write(edition, cx):
    [article, *_] = edition["articles"]
    return shown(article["head"].get("headline", "")) + lines({"blocks": article["body"]})


if __name__ == "__main__":
    plugin.run()
"#;
    let [from, to] = change;
    assert!(source.contains(from), "{from}");
    Desk::new(&[
        ("board/slugline-plugin.toml", MANIFEST),
        ("board/slugline_plugin.py", SDK),
        ("board/board.py", &source.replace(from, to)),
        ("board/tests/golden/ferries.txt", STORY),
        ("board/tests/golden/ferries.board", "Ferries stop\nNo ferry left on Monday.\n"),
    ])
}

const TEST: &str = "plugin test ./board --allow-process board";

#[test]
fn a_plugin_that_is_well_has_a_line_for_each_check() {
    board(["", ""]).session(TEST).code(0).stderr_eq("").stdout_eq(str![[r#"
writer board
  answers         96 ok
  same-twice      96 ok
  well-formed     96 ok
  text-kept       96 ok
  carries         30 ok
  editor-only     1 ok
  diagnostics     96 ok
  golden          1 ok

"#]]);
}

#[test]
fn text_that_is_lost_is_told_with_its_place() {
    let desk = board([r#""rows", "#, ""]);
    desk.session(TEST).code(1).stderr_eq("").stdout_eq(str![[r#"
writer board
  answers         96 ok
  same-twice      96 ok
  well-formed     96 ok
  text-kept       2 of 96 FAILED
    table alone: `bunting` at 3..5, and 4 more; no diagnostic is about the place
      hint: write it, or report at the span of its node that it is left out
    every kind: `bunting` at 21..23, and 4 more; no diagnostic is about the place
      hint: write it, or report at the span of its node that it is left out
  carries         30 ok
  editor-only     1 ok
  diagnostics     96 ok
  golden          1 ok

"#]]);
}

#[test]
fn a_plugin_that_throws_dice_is_found_out() {
    let desk = board(["return shown(article", "return f\"{random.random():.9f}\\n\" + shown(article"]);
    fs::remove_dir_all(desk.path("board/tests")).unwrap();
    desk.session(TEST).code(1).stderr_eq("").stdout_eq(str![[r#"
writer board
  answers         96 ok
  same-twice      96 of 96 FAILED
    nothing: the second answer is another
      @@ -1,2 +1,2 @@
      -[..]
      +[..]
       
      hint: an answer depends on its request alone: no clock, no random order, nothing kept from one to the next
    no headline: the second answer is another
      @@ -1,3 +1,3 @@
      -[..]
      +[..]
       
       Rain fell.
      hint: an answer depends on its request alone: no clock, no random order, nothing kept from one to the next
    headline alone: the second answer is another
      @@ -1,2 +1,2 @@
      -[..]
      +[..]
       Ferries stop
      hint: an answer depends on its request alone: no clock, no random order, nothing kept from one to the next
    ... and 93 more
  well-formed     96 ok
  text-kept       96 ok
  editor-only     1 ok
  diagnostics     96 ok
  golden          nothing to compare

"#]]);
}

#[test]
fn a_golden_file_that_differs_is_shown_and_written() {
    let desk = board(["+ \"\\n\"", "+ \" \\n\""]);
    desk.session(TEST).code(1).stderr_eq("").stdout_eq(str![[r#"
writer board
  answers         96 ok
  same-twice      96 ok
  well-formed     96 ok
  text-kept       96 ok
  carries         30 ok
  editor-only     1 ok
  diagnostics     96 ok
  golden          1 of 1 FAILED
    ferries.txt: `ferries.board`
      @@ -1,2 +1,2 @@
      -Ferries stop
      -No ferry left on Monday.
      +Ferries stop 
      +No ferry left on Monday. 
      hint: if it is what you mean, write it with `slugline plugin test --bless`, and look at the difference

"#]]);
    desk.session(&format!("{TEST} --bless")).code(0).stderr_eq("");
    let written = fs::read_to_string(desk.path("board/tests/golden/ferries.board")).unwrap();
    assert_eq!(written, "Ferries stop \nNo ferry left on Monday. \n");
}

/// Whoever writes a loop that never ends waits three times as long as a call may take, and not two hundred times.
#[test]
fn what_does_not_end_is_asked_no_more() {
    let desk = board(["    [article, *_]", "    while True: pass\n    [article, *_]"]);
    fs::write(desk.path("board/slugline-plugin.toml"), MANIFEST.replace("= 10000", "= 1500")).unwrap();
    desk.session(TEST).code(1).stderr_eq("").stdout_eq(str![[r#"
writer board
  answers         3 of 3 FAILED, 93 not tried
    nothing: plugin `board` 1.2.0 (process), write: it did not answer within 1.5s [plugin-time]
      hint: look for a loop that does not end, or for work that grows faster than what it is given
    no headline: plugin `board` 1.2.0 (process), write: it did not answer within 1.5s [plugin-time]
      hint: look for a loop that does not end, or for work that grows faster than what it is given
    headline alone: plugin `board` 1.2.0 (process), write: it did not answer within 1.5s [plugin-time]
      hint: look for a loop that does not end, or for work that grows faster than what it is given
  same-twice      96 not tried
  well-formed     93 not tried
  text-kept       93 not tried
  carries         30 not tried
  editor-only     1 not tried
  diagnostics     93 not tried
  golden          1 not tried
  three answers did not come in time, and no more was asked: what was not tried may be amiss too

"#]]);
}

/// What an interpreter says of a source that it cannot read begins with file and line, and ends with what is wrong.
#[test]
fn a_syntax_error_is_told_with_its_line() {
    let desk = board(["def write(edition, cx):", "def write(edition, cx)"]);
    desk.session("plugin check ./board --allow-process board").code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-exited]: plugin `board` 1.2.0 (process), describe: it ended with exit code 1, saying: File "board.py", line 22 | def write(edition, cx) | SyntaxError: [..]
  hint: a plugin goes on until its input ends: look for what ended it; `-v` shows all that it printed

"#]]);
}

/// A function that returns nothing where it should return something is what newcomers write first.
#[test]
fn a_function_that_returns_nothing_is_named() {
    let desk = board(["    return shown(article", "    shown(article"]);
    fs::write(desk.path("story.txt"), STORY).unwrap();
    let words = "convert story.txt -t board --plugin board --allow-process board";
    desk.session(words).code(1).stdout_eq("").stderr_eq(str![[r#"
error[plugin-panic]: plugin `board` 1.2.0 (process), write: `write` (board.py, line 21) returned None; a writer returns str or bytes (board)
 --> story.txt
  hint: look in the plugin for the place or the words that the message names
note: board: 1 field has no place there (`-v` lists them)

"#]]);
}

#[test]
fn what_is_installed_is_not_written_to() {
    let desk = board(["", ""]);
    desk.session("plugin install ./board").code(0);
    desk.session("plugin test board --allow-process board").code(0);
    desk.session("plugin test board --allow-process board --bless").code(2).stdout_eq("").stderr_eq(str![[r#"
error: plugin `board` was found by its name, in the user's folder; what stands there is not written to
  hint: name the folder that you work in: `slugline plugin test ./board --bless`

"#]]);
    desk.session("plugin test board --allow-process board").code(0);
}

#[test]
fn what_must_not_run_is_not_tested() {
    let desk = board(["", ""]);
    desk.session("plugin test ./board").code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-not-permitted]: plugin `board` 1.2.0 (process) may do all that you may, and you have not allowed it; --plugin found it in `./board`
  hint: if you trust whoever wrote it, run with `--allow-process board`, or have `allow-process = ["board@sha256:0c25011ecbc2a90bbce8f8678fc4642c61de508bfe5cc8886f72616937907dd4"]` in `~/.config/slugline/config.toml`

"#]]);
    fs::write(desk.path("board/tests/golden/ferries.options.json"), "{\"board\":{\"width\":}}").unwrap();
    desk.session(TEST).code(2).stderr_eq(str![[r#"
error: `./board/tests/golden/ferries.options.json`: expected value at line 1 column 19
  hint: it has a member for each name that is offered, and in that its options: {"board":{"width":20}}

"#]]);
}

/// An exception is nothing that anybody means: it is not to be written down.
#[test]
fn what_raises_is_not_offered_to_be_written() {
    let desk = board(["    return shown(article", "    raise KeyError\n    return shown(article"]);
    let said = desk.session(TEST).code(1).stderr_eq("").get_output().stdout.clone();
    let said = String::from_utf8(said).unwrap();
    let (_, golden) = said.split_once("  golden ").unwrap();
    snapbox::assert_data_eq!(
        golden,
        str![[r#"
         1 of 1 FAILED
    ferries.txt: plugin `board` 1.2.0 (process), write: KeyError:  (board.py, line 24)
      hint: mend the plugin first: without an answer there is nothing to compare, or to write

"#]]
    );
}

/// What cannot be loaded is told once, with what to look at, and not by the name of the command that says it.
#[test]
fn what_cannot_be_loaded_is_not_tested() {
    let desk = board(["plugin = Plugin(\"board\"", "plugin = Plugin(\"bord\""]);
    desk.session(TEST).code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-invalid-result]: plugin `board` 1.2.0 (process), describe: it calls itself `bord` 1.2.0
  hint: its manifest says `board` 1.2.0: have both say the same

"#]]);
    let desk = board(["@plugin.writer(\"board\"", "@plugin.writer(\"bord\""]);
    desk.session("plugin check ./board --allow-process board").code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-invalid-result]: plugin `board` 1.2.0 (process), describe: it offers no writer `board`, which its manifest names
  hint: it offers writer `bord`: have `[[provides]]` and the plugin say the same

"#]]);
}

/// A manifest that asks for all that it may cannot be told to ask for more.
#[test]
fn a_limit_that_cannot_be_raised_is_not_told_to_be() {
    let desk = board(["    [article, *_]", "    bytearray(8 << 30)\n    [article, *_]"]);
    let most = MANIFEST.replace("[limits]", "[limits]\nmemory-mib = 256");
    fs::write(desk.path("board/slugline-plugin.toml"), most).unwrap();
    fs::write(desk.path("story.txt"), STORY).unwrap();
    let words = "convert story.txt -t board --plugin board --allow-process board";
    desk.session(words).code(1).stdout_eq("").stderr_eq(str![[r#"
error[plugin-memory]: plugin `board` 1.2.0 (process), write: it ended with exit code 1, saying: [..]MemoryError; it may fill 256 MiB of memory (board)
 --> story.txt
  hint: mend the plugin: it has 256 as `memory-mib`, which is the most that a manifest may ask for
note: board: 1 field has no place there (`-v` lists them)

"#]]);
}

/// What a plugin prints is for whoever develops it: it is shown to those who want to know more, whatever is in it.
#[test]
fn what_is_printed_is_shown_to_who_wants_to_know_more() {
    let desk = board(["    [article, *_]", "    print('\\x1b[2J', len(edition['articles']))\n    [article, *_]"]);
    fs::write(desk.path("story.txt"), STORY).unwrap();
    let words = "convert story.txt -t board --plugin board --allow-process board";
    let quiet = "note: board: 1 field has no place there (`-v` lists them)\n";
    desk.session(words).code(0).stdout_eq("Ferries stop\nNo ferry left on Monday.\n").stderr_eq(quiet);
    desk.session(&format!("{words} -v")).code(0).stderr_eq(str![[r#"
note: plugin `board` printed: <U+001B>[2J 1
read story.txt as text, by its name
note[field-left-out]: the byline is left out (board)
 --> story.txt:3:4
  |
3 | By Ada Roe
  |    ^^^^^^^

"#]]);
}
