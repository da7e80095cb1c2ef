//! `--report FILE`: what it holds, where it appears, and where not.

use std::fs;

use crate::desk::{Desk, STORY};
use serde_json::Value;
use sha2::{Digest, Sha256};
use snapbox::{Data, assert_data_eq, str};

/// Two stories of an archive's export.
const EXPORT: &str =
    "<DOC>\nRain\n\nNov. 18, 2024 17:20\n\nIt rained.\n<DOC>\nHail\n\nNov. 18, 2024 17:20\n\nIt hailed.\n";

fn desk() -> Desk {
    Desk::new(&[("wire/export.txt", EXPORT), ("wire/ferries.txt", STORY), ("wire/picture.txt", "%PDF-1.7\n")])
}

/// What `sha256sum` prints of these bytes.
fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn report(desk: &Desk) -> Value {
    serde_json::from_slice(&fs::read(desk.path("report.json")).unwrap()).unwrap()
}

#[test]
fn it_holds_inputs_outputs_diagnostics_and_counts() {
    let desk = desk();
    desk.session("convert wire -t html,epub -O out --bundle --report report.json -q").code(1);
    desk.holds("", &["out", "report.json", "wire"]);
    let golden = Data::read_from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sessions/report.json").as_ref(), None);
    let mut report = report(&desk);
    report["program"] = "slugline".into();
    let pretty = format!("{report:#}\n");
    assert_data_eq!(pretty, golden.raw());
}

#[test]
fn a_story_is_a_line_and_the_same_run_has_the_same_report() {
    let (one, other) = (desk(), desk());
    for desk in [&one, &other] {
        desk.session("convert wire -t html -O out --report logs/report.json -q").code(1);
    }
    let text = fs::read_to_string(one.path("logs/report.json")).unwrap();
    assert_eq!(text, fs::read_to_string(other.path("logs/report.json")).unwrap());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6, "{text}");
    assert_eq!(lines[0], format!(r#"{{"report":"0.3","program":"slugline {}","results":["#, env!("CARGO_PKG_VERSION")));
    assert!(lines[1].starts_with(r#"{"input":"wire/export.txt","story":1,"line":1,"status":"done","#), "{text}");
    assert!(lines[2].starts_with(r#"{"input":"wire/export.txt","story":2,"line":7,"status":"done","#), "{text}");
    assert!(lines[5].starts_with(r#"],"counts":{"inputs":3,"stories":4,"failed":1,"#), "{text}");
}

#[test]
fn places_count_in_the_file() {
    let desk = desk();
    desk.session("convert wire/export.txt -t html -O out --report report.json -q").code(0);
    let report = report(&desk);
    let found = &report["results"][1]["diagnostics"][0];
    assert_eq!((&found["code"], &found["place"]["line"]), (&"time-without-zone".into(), &10.into()));
    let [start, end] = [0, 1].map(|at| usize::try_from(found["place"]["span"][at].as_u64().unwrap()).unwrap());
    assert_eq!(EXPORT.get(start..end), Some("Nov. 18, 2024 17:20"));
}

#[test]
fn it_may_be_on_standard_output_alone() {
    let desk = desk();
    let said = desk.session("convert wire/ferries.txt -t html -O out --report - -q").code(0).stderr_eq("");
    let report: Value = serde_json::from_slice(&said.get_output().stdout).unwrap();
    assert_eq!(report["results"][0]["outputs"][0]["path"], "out/ferries.html");
    desk.session("convert wire/ferries.txt -t html --report -").code(2).stdout_eq("").stderr_eq(str![[r#"
error: standard output cannot hold both an output and the report
  hint: name a file with `--report FILE`, or one for the output with `-o FILE`

"#]]);
    let said = desk.session("convert wire/ferries.txt -t html --report report.json -q").code(0).stderr_eq("");
    let bytes = said.get_output().stdout.len();
    let report = self::report(&desk);
    let output = &report["results"][0]["outputs"][0];
    assert_eq!((&output["path"], &output["bytes"]), (&"-".into(), &bytes.into()));
    assert_eq!(output["sha256"], hex(&said.get_output().stdout));
}

#[test]
fn a_warning_has_its_room_however_many_notes_there_are() {
    // A book has no place for slugs: the notes on those of all stories come before the warning, that none has a date.
    let export: String = (0..1_002).map(|at| format!("<DOC>\nRain\n\nslug: rain-{at}\n\nIt rained.\n")).collect();
    let desk = Desk::new(&[("export.txt", &export)]);
    desk.session("convert export.txt -t epub -o book.epub --strict --report report.json --set edition.title=Rain")
        .code(1)
        .stderr_eq(str![[r#"
warning[missing-date]: the article has no full date; 1970-01-01T00:00:00Z stands in for it (epub)
 --> book.epub
  hint: write it into the story, or set it for all stories of the run with `--set date=2024-11-18T12:00:00Z`: slugline reads no clock
note: notes counted and not kept, for want of room: 2
 --> book.epub
wrote book.epub (epub, 562.2 KB)
note: epub: 1000 fields have no place there (`-v` lists them)
error: there were warnings that `--strict` does not let pass: `missing-date`
  hint: mend what they are about, or let them pass with `--allow missing-date`

"#]]);
    let report = report(&desk);
    assert_eq!(report["results"][1002]["not_kept"], 2);
    assert_eq!((&report["counts"]["warnings"], &report["counts"]["notes"]), (&1.into(), &1_002.into()));
}

#[test]
fn what_is_denied_is_in_its_exit_code() {
    let desk = desk();
    for (words, code) in [("", 0), (" --strict", 1)] {
        desk.session(&format!("convert wire/export.txt -t html -O out --report report.json -q{words}")).code(code);
        let report = report(&desk);
        assert_eq!((&report["exit_code"], &report["counts"]["failed"]), (&code.into(), &0.into()));
        let status = if code == 0 { "done" } else { "denied" };
        assert_eq!(
            (&report["results"][0]["status"], &report["counts"]["denied"]),
            (&status.into(), &(code * 2).into())
        );
    }
}

#[test]
fn it_takes_the_name_of_no_input_and_no_output() {
    let desk = desk();
    desk.session("convert wire/ferries.txt -t html -O out --report out/ferries.html").code(2).stderr_eq(str![[r#"
error: the report cannot be `out/ferries.html`: an input, an output, a folder or another report is
  hint: name another file for it

"#]]);
    desk.session("convert wire/ferries.txt -t html --report wire/ferries.txt").code(2).stdout_eq("").stderr_eq(str![[
        r#"
error: the report cannot be `wire/ferries.txt`: an input, an output, a folder or another report is
  hint: name another file for it

"#
    ]]);
    desk.session("convert wire/ferries.txt -t html -O out --report wire").code(2).stderr_eq(str![[r#"
error: the report cannot be `wire`: an input, an output, a folder or another report is
  hint: name another file for it

"#]]);
    desk.holds("", &["wire"]);
}

#[test]
fn a_run_that_cannot_be_leaves_the_old_one() {
    let desk = desk();
    fs::write(desk.path("report.json"), "old").unwrap();
    // That there are two stories is found out on the way.
    desk.session("convert wire/export.txt -t html --report report.json").code(2);
    assert_eq!(fs::read_to_string(desk.path("report.json")).unwrap(), "old");
    desk.holds("", &["report.json", "wire"]);
}

#[test]
fn a_report_that_cannot_be_written_fails_the_run() {
    let desk = desk();
    desk.session("convert wire/ferries.txt -t html -O out --report wire/ferries.txt/report.json").code(1).stderr_eq(
        str![[r#"
error: cannot write `wire/ferries.txt/report.json`: not a directory

"#]],
    );
    desk.holds("", &["wire"]);
    #[cfg(target_os = "linux")]
    desk.session("convert wire/ferries.txt -t html -O out --report /dev/full").code(1).stderr_eq(str![[r#"
wrote out/ferries.html (html, 4.1 KB)
error: cannot write `/dev/full`: no space left on device

"#]]);
}

#[test]
fn inputs_and_outputs_have_the_digests_of_their_bytes() {
    let desk = desk();
    // More than is read at a time, and blank lines behind the last story.
    let long = format!("{EXPORT}{}\n<DOC>\nSleet\n\nIt sleeted.\n\n\n", "It rained on.\n".repeat(20_000));
    fs::write(desk.path("wire/long.txt"), &long).unwrap();
    for target in ["html,json -O out", "epub -o book.epub", "html -O out -j 1"] {
        desk.session(&format!("convert wire missing.txt -t {target} --report report.json -q")).code(1);
        let report = report(&desk);
        let results = report["results"].as_array().unwrap();
        let of_input = |name: &str| -> Vec<&Value> {
            results.iter().filter(|result| result["input"] == name).map(|result| &result["sha256"]).collect()
        };
        assert_eq!(of_input("wire/export.txt"), [&Value::Null, &hex(EXPORT.as_bytes()).into()]);
        assert_eq!(of_input("wire/ferries.txt"), [&Value::from(hex(STORY.as_bytes()))]);
        assert_eq!(of_input("wire/long.txt"), [&Value::Null, &Value::Null, &hex(long.as_bytes()).into()]);
        assert_eq!(of_input("missing.txt"), [&Value::Null]);
        let outputs: Vec<&Value> = results.iter().flat_map(|result| result["outputs"].as_array().unwrap()).collect();
        assert!(!outputs.is_empty());
        for output in outputs {
            let bytes = fs::read(desk.path(output["path"].as_str().unwrap())).unwrap();
            assert_eq!(output["sha256"], hex(&bytes), "{output}");
        }
    }
}

#[test]
fn an_input_that_is_not_read_to_its_end_has_no_digest() {
    let desk = desk();
    fs::write(desk.path("wire/picture.txt"), format!("%PDF-1.7\n{}", " ".repeat(200_000))).unwrap();
    desk.session("convert wire/picture.txt -t html -O out --report report.json -q").code(1);
    assert_eq!(report(&desk)["results"][0]["sha256"], Value::Null);
    // A story that is too long is passed over, and the end is seen all the same.
    desk.session("convert wire/export.txt -t html -O out --limit 43B --report report.json -q").code(1);
    assert_eq!(report(&desk)["results"][1]["sha256"], hex(EXPORT.as_bytes()));
}
