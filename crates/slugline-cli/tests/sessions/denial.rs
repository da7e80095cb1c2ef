//! `--strict`, `--deny` and `--allow`: what fails a run, and what does not.

use std::fs;

use crate::desk::Desk;
use serde_json::Value;
use snapbox::{assert_data_eq, str};

/// A story with a time that has no zone, and an end mark.
const ROUGH: &str = "Rain\n\nNov. 18, 2024 17:20\n\nIt rained all night.\n\n-30-\n";

#[test]
fn a_denied_note_is_shown_and_fails_the_run() {
    let desk = Desk::new(&[("rough.txt", ROUGH)]);
    desk.session("convert rough.txt -t html -O out --deny end-mark --message-format short").code(1).stderr_eq(str![[
        r#"
rough.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
rough.txt:7:1: note[end-mark]: the end mark is left out (html)
wrote out/rough.html (html, 3.7 KB)
error: `--deny` allows no `end-mark`

"#
    ]]);
    desk.holds("out", &["rough.html"]);
    desk.session("convert rough.txt -t html -O out --deny end-mark -q --message-format json").code(1).stderr_eq(str![[r#"
{"severity":"warning","code":"time-without-zone","message":"the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept","help":"name the zone, as in `17:20 GMT`, or set `reader.time-zone`","origins":["text"],"input":"rough.txt","place":{"span":[6,25],"line":3,"column":1,"end_line":3,"end_column":20}}
{"severity":"note","code":"end-mark","message":"the end mark is left out","origins":["html"],"input":"rough.txt","place":{"span":[49,53],"line":7,"column":1,"end_line":7,"end_column":5}}
{"severity":"error","message":"`--deny` allows no `end-mark`","origins":[]}

"#]]);
    desk.session("convert rough.txt -t html -O out --deny missing-slug -q --message-format short").code(0).stderr_eq(
        str![[r#"
rough.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept

"#]],
    );
}

#[test]
fn an_allowed_warning_passes_strict() {
    let desk = Desk::new(&[("rough.txt", ROUGH)]);
    desk.session("convert rough.txt -t html -O out --strict --allow time-without-zone -q --message-format short")
        .code(0)
        .stderr_eq(str![[r#"
rough.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept

"#]]);
    let words = "convert rough.txt -t newsml-g2 -O out --strict --allow time-without-zone -q --message-format short";
    desk.session(words).code(1).stderr_eq(str![[r#"
rough.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
warning[missing-publisher]: nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in (newsml-g2)
error: there were warnings that `--strict` does not let pass: `missing-publisher`

"#]]);
    desk.session(
        "convert rough.txt -t html -O out --strict --deny time-without-zone,end-mark -q --message-format short",
    )
    .code(1)
    .stderr_eq(str![[r#"
rough.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
rough.txt:7:1: note[end-mark]: the end mark is left out (html)
error: `--deny` allows no `end-mark`, `time-without-zone`

"#]]);
}

#[test]
fn what_is_denied_is_in_the_report() {
    let desk = Desk::new(&[("rough.txt", ROUGH), ("plain.txt", "Rain\n\nNov. 18, 2024\n\nIt rained all night.\n")]);
    desk.session("convert rough.txt plain.txt -t html -O out --deny end-mark --report report.json -q").code(1);
    let report: Value = serde_json::from_slice(&fs::read(desk.path("report.json")).unwrap()).unwrap();
    assert_eq!((&report["results"][0]["status"], &report["results"][1]["status"]), (&"denied".into(), &"done".into()));
    assert_eq!((&report["counts"]["denied"], &report["exit_code"]), (&1.into(), &1.into()));
}

#[test]
fn what_there_was_no_room_for_is_denied_too() {
    // The links of the page fill all the room; the item has its say after it.
    let links: String = (0..1_000).map(|link| format!("A [word](javascript:{link}) here.\n\n")).collect();
    let desk = Desk::new(&[("post.md", &format!("# Rain\n\n{links}"))]);
    let words = "convert post.md -t html,newsml-g2 -O out --set date=2024-11-18 -q --message-format json";
    let said = |flags: &str, code: i32| {
        let said = desk.session(&format!("{words} {flags}")).code(code).get_output().stderr.clone();
        String::from_utf8(said).unwrap()
    };
    assert!(!said("--color never", 0).contains("\"missing-publisher\""));
    let denied = said("--deny missing-publisher", 1);
    assert_data_eq!(
        denied.lines().next_back().unwrap(),
        str![[r#"{"severity":"error","message":"`--deny` allows no `missing-publisher`","origins":[]}"#]]
    );
    let strict = said("--strict --allow unsafe-link", 1);
    assert_data_eq!(
        strict.lines().next_back().unwrap(),
        str![[
            r#"{"severity":"error","message":"there were warnings that `--strict` does not let pass: `missing-publisher`","help":"mend what they are about, or let them pass with `--allow missing-publisher`","origins":[]}"#
        ]]
    );
    said("--strict --allow unsafe-link,missing-publisher", 0);
}

#[test]
fn codes_that_are_none_are_refused() {
    let desk = Desk::new(&[("rough.txt", ROUGH)]);
    desk.session("convert rough.txt -t html -O out --deny end-marks").code(2).stderr_eq(str![[r#"
error: no message has the code `end-marks`
  hint: did you mean `end-mark`?

"#]]);
    desk.session("convert rough.txt -t html -O out --allow embargod").code(2).stderr_eq(str![[r#"
error: no message has the code `embargod`
  hint: did you mean `embargoed`?

"#]]);
    desk.session("convert rough.txt -t html -O out --allow unreadable-input").code(2).stderr_eq(str![[r#"
error: `unreadable-input` is an error, and cannot be allowed
  hint: warnings can, and `killed`, `withheld` and `embargoed`

"#]]);
    desk.session("convert rough.txt -t html -O out --deny end-mark --allow end-mark").code(2).stderr_eq(str![[r#"
error: `end-mark` cannot be both denied and allowed
  hint: leave out `--deny end-mark` or `--allow end-mark`

"#]]);
    desk.holds("", &["rough.txt"]);
}
