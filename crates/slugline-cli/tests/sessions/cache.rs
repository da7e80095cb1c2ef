//! `--cache`: what is said of inputs that did not change, and of a cache that cannot be used.

use std::fs;

use crate::desk::{Desk, STORY};
use serde_json::Value;
use snapbox::str;

/// A story with a time that has no zone.
const ROUGH: &str = "Rain\n\nNov. 18, 2024 17:20\n\nIt rained all night.\n";

fn desk() -> Desk {
    Desk::new(&[("wire/ferries.txt", STORY), ("wire/rain.txt", ROUGH)])
}

#[test]
fn what_did_not_change_is_told_and_not_written() {
    let desk = desk();
    desk.session("convert wire -t html -O out --cache -q").code(0);
    assert!(desk.path(".cache/slugline/.slugline.stories").exists());
    desk.session("convert wire -t html -O out --cache").code(0).stderr_eq(str![[r#"
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> wire/rain.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
2 of 2 inputs done, 1 with warnings, 2 unchanged

"#]]);
    desk.session("convert wire/ferries.txt -t html -O out --cache").code(0).stderr_eq(str![[r#"
1 of 1 inputs done, 1 unchanged

"#]]);
    fs::write(desk.path("wire/ferries.txt"), STORY.replace("Monday", "Tuesday")).unwrap();
    desk.session("convert wire -t html -O out --cache -v").code(0).stderr_eq(str![[r#"
read wire/ferries.txt as text, by its name
wrote out/ferries.html (html, 4.1 KB)
read wire/rain.txt as text, by its name
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> wire/rain.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
left as it is: out/rain.html (html, 3.7 KB)
2 of 2 inputs done, 1 with warnings, 1 unchanged

"#]]);
}

/// The files of the first five stories are named, of those that were written.
#[test]
fn what_was_written_is_named_among_many_that_were_not() {
    let desk = Desk::new(&[]);
    fs::create_dir(desk.path("wire")).unwrap();
    (0..9).for_each(|number| fs::write(desk.path(&format!("wire/{number}.txt")), STORY).unwrap());
    desk.session("convert wire -t json -O out --cache -q --set publisher.name=Quay").code(0);
    fs::write(desk.path("wire/7.txt"), STORY.replace("Monday", "Tuesday")).unwrap();
    desk.session("convert wire -t json -O out --cache --set publisher.name=Quay").code(0).stderr_eq(str![[r#"
warning[same-identifier]: `wire/1.txt` and `wire/0.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
warning[same-identifier]: `wire/2.txt` and `wire/0.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
warning[same-identifier]: `wire/3.txt` and `wire/0.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
warning[same-identifier]: `wire/4.txt` and `wire/0.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
warning[same-identifier]: `wire/5.txt` and `wire/0.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
wrote out/7.json (json, 1.2 KB)
... and 3 more warnings (3 same-identifier); `-v` shows them
9 of 9 inputs done, 8 with warnings, 8 unchanged

"#]]);
}

#[test]
fn a_denied_run_is_denied_again_and_has_its_report() {
    let desk = desk();
    let words = "convert wire -t html -O out --strict -q --cache=kept --report";
    let report = |name: &str| -> Value {
        desk.session(&format!("{words} {name}")).code(1).stderr_eq(str![[r#"
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> wire/rain.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
error: there were warnings that `--strict` does not let pass: `time-without-zone`
  hint: mend what they are about, or let them pass with `--allow time-without-zone`

"#]]);
        serde_json::from_slice(&fs::read(desk.path(name)).unwrap()).unwrap()
    };
    let (first, mut second) = (report("first.json"), report("second.json"));
    for result in second["results"].as_array_mut().unwrap() {
        let output = result["outputs"][0].as_object_mut().unwrap();
        assert_eq!(output.remove("unchanged"), Some(true.into()));
    }
    assert_eq!(second["counts"].as_object_mut().unwrap().remove("unchanged"), Some(2.into()));
    assert_eq!(first, second);
}

#[test]
fn a_cache_that_cannot_be_used_stops_nothing() {
    let desk = desk();
    let words = "convert wire/ferries.txt -t json -O out --strict";
    desk.session(&format!("{words} --cache=wire/rain.txt")).code(0).stderr_eq(str![[r#"
wrote out/ferries.json (json, 1.2 KB)
warning: the cache `wire/rain.txt/.slugline.stories` cannot be used: file exists
  hint: name another folder with `--cache=DIR`

"#]]);
    desk.command(&format!("{words} --cache")).env_remove("HOME").assert().code(0).stderr_eq(str![[r#"
warning: there is no folder for the cache: neither `XDG_CACHE_HOME` nor `HOME` names one
  hint: name one with `--cache=DIR`
wrote out/ferries.json (json, 1.2 KB)

"#]]);
}

/// The folder of the cache may lie among the inputs.
#[test]
fn a_cache_is_no_input() {
    let desk = desk();
    desk.session("convert wire -t json -O out --cache=wire/kept -q").code(0);
    desk.session("convert wire -t json -O out --cache=wire/kept").code(0).stderr_eq(str![[r#"
warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
 --> wire/rain.txt:3:1
  |
3 | Nov. 18, 2024 17:20
  | ^^^^^^^^^^^^^^^^^^^
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
2 of 2 inputs done, 1 with warnings, 2 unchanged

"#]]);
}

#[test]
fn a_plugin_that_changed_is_asked_again() {
    let desk = desk();
    desk.session("plugin new board --lang template --kind writer").code(0);
    let words = "convert wire/ferries.txt -t board -O out --plugin board --cache=kept";
    desk.session(&format!("{words} -q")).code(0);
    desk.session(words).code(0).stderr_eq(str![[r#"
note: board: 2 fields have no place there (`-v` lists them)
1 of 1 inputs done, 1 unchanged

"#]]);
    let template = desk.path("board/story.hbs");
    let text = fs::read_to_string(&template).unwrap();
    fs::write(&template, format!("{text}<!-- another -->\n")).unwrap();
    desk.session(words).code(0).stderr_eq(str![[r#"
wrote out/ferries.board.html (board, 240 bytes)
note: board: 2 fields have no place there (`-v` lists them)

"#]]);
    assert!(fs::read_to_string(desk.path("out/ferries.board.html")).unwrap().contains("another"));
}

/// A space where there should be none.
#[test]
fn a_folder_that_is_taken_for_an_input_is_told() {
    let desk = desk();
    desk.session("convert --cache kept wire/ferries.txt -t html -O out").code(1).stderr_eq(str![[r#"
warning: `--cache` names no folder, and `kept` is taken for an input
  hint: `--cache=kept` keeps the cache there
error[unreadable-input]: cannot read `kept`: no such file or directory
wrote out/ferries.html (html, 4.1 KB)
1 of 2 inputs done; 1 failed

"#]]);
    desk.session("convert wire/ferries.txt -t html -O out --cache=kept -q").code(0).stderr_eq("");
    desk.session("convert wire/ferries.txt -t html -O out --cache kept").code(0).stderr_eq(str![[r#"
warning: `--cache` names no folder, and `kept` is taken for an input
  hint: `--cache=kept` keeps the cache there
1 of 1 inputs done, 1 unchanged

"#]]);
    // Those are inputs.
    desk.session("convert wire -t html -O out --cache -q").code(0);
    desk.session("convert none.txt -t html -O out --cache").code(1).stderr_eq(str![[r#"
error[unreadable-input]: cannot read `none.txt`: no such file or directory

"#]]);
    fs::write(desk.path("slugline.toml"), "[[job]]\ninputs = 'wire'\nto = 'html'\nout = 'out/{stem}.{ext}'\n").unwrap();
    desk.session("build --cache kept").code(2).stderr_eq(str![[r#"
error: no job is called `kept`
  hint: `--cache=kept` keeps the cache there; there are: `1`

"#]]);
}
