//! Messages for services that show them beside the text: SARIF, and the commands of GitHub's runners.

use serde_json::Value;
use snapbox::str;

use crate::desk::{Desk, STORY};

/// A story with a time that has no zone, and an end mark.
const ROUGH: &str = "Rain\n\nNov. 18, 2024 17:20\n\nIt rained all night.\n\n-30-\n";

/// The log that these words give.
fn log(desk: &Desk, words: &str, code: i32) -> Value {
    let said = desk.session(&format!("{words} --message-format sarif")).code(code).get_output().stderr.clone();
    serde_json::from_slice(&said).unwrap()
}

#[test]
fn a_log_has_findings_rules_and_the_exit_code() {
    let desk = Desk::new(&[("wire/über 1.txt", ROUGH)]);
    desk.session("convert wire missing.txt -t html -O out --strict --message-format sarif").code(1).stderr_eq(str![[r#"
{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"results":[
{"ruleId":"time-without-zone","level":"warning","message":{"text":"the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept/nhint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"wire/%C3%BCber%201.txt"},"region":{"startLine":3,"startColumn":1,"endLine":3,"endColumn":20,"byteOffset":6,"byteLength":19}}}]},
{"ruleId":"end-mark","level":"note","message":{"text":"the end mark is left out (html)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"wire/%C3%BCber%201.txt"},"region":{"startLine":7,"startColumn":1,"endLine":7,"endColumn":5,"byteOffset":49,"byteLength":4}}}]},
{"ruleId":"unreadable-input","level":"error","message":{"text":"cannot read `missing.txt`: no such file or directory"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"missing.txt"}}}]}
],
"columnKind":"unicodeCodePoints",
"tool":{"driver":{"name":"slugline","version":"0.1.0","rules":[{"id":"end-mark","shortDescription":{"text":"The sign that the text ends (`-30-`, `###`) is left out."},"fullDescription":{"text":"The sign that the text ends (`-30-`, `###`) is left out."},"help":{"text":"The sign that the text ends (`-30-`, `###`) is left out.","markdown":"The sign that the text ends (`-30-`, `###`) is left out."}},{"id":"time-without-zone","shortDescription":{"text":"A time of day without a zone is no moment."},"fullDescription":{"text":"A time of day without a zone is no moment. The day is kept. Add a zone (`17:20 GMT`, `17:20:00-05:00`), or say in `slugline.toml` of which zone all such times are: `reader.time-zone`."},"help":{"text":"A time of day without a zone is no moment. The day is kept. Add a zone (`17:20 GMT`, `17:20:00-05:00`), or say in `slugline.toml` of which zone all such times are: `reader.time-zone`.","markdown":"A time of day without a zone is no moment. The day is kept. Add a zone (`17:20 GMT`, `17:20:00-05:00`), or/nsay in `slugline.toml` of which zone all such times are: `reader.time-zone`."}},{"id":"unreadable-input","shortDescription":{"text":"The file is not there, may not be read, or broke off."},"fullDescription":{"text":"The file is not there, may not be read, or broke off. The message has the system's reason. Check the name and the rights."},"help":{"text":"The file is not there, may not be read, or broke off. The message has the system's reason. Check the name and the rights.","markdown":"The file is not there, may not be read, or broke off. The message has the system's reason. Check the name and the rights."}}]}},
"invocations":[{"executionSuccessful":true,"exitCode":1,"toolExecutionNotifications":[{"level":"error","message":{"text":"there were warnings that `--strict` does not let pass: `time-without-zone`/nhint: mend what they are about, or let them pass with `--allow time-without-zone`"}}]}]}]}

"#]]);
}

#[test]
fn a_run_without_a_finding_has_a_log() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("convert story.txt -t html -O out --message-format sarif").code(0).stderr_eq(str![[r#"
{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"results":[],
"columnKind":"unicodeCodePoints",
"tool":{"driver":{"name":"slugline","version":"0.1.0","rules":[]}},
"invocations":[{"executionSuccessful":true,"exitCode":0}]}]}

"#]]);
    desk.session("convert story.txt -t pdf -O out --message-format sarif").code(2).stderr_eq(str![[r#"
{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"results":[],
"columnKind":"unicodeCodePoints",
"tool":{"driver":{"name":"slugline","version":"0.1.0","rules":[]}},
"invocations":[{"executionSuccessful":false,"exitCode":2,"toolExecutionNotifications":[{"level":"error","message":{"text":"unknown format `pdf`/nhint: slugline writes: text, markdown, newsml-g2, nitf, ninjs, ninjs-2, jsonld, epub, html, rss, atom, jsonfeed, json, anpa1312, iptc7901"}}]}]}]}

"#]]);
}

#[test]
fn places_of_a_log_are_those_of_the_file() {
    let export = "<DOC>\nRäin\n\nIt rained.\n<DOC>\nHail\n\nNov. 18, 2024 17:20\n\nIt hailed.\n";
    let desk = Desk::new(&[("export.txt", export)]);
    let log = log(&desk, "convert export.txt -t html -O out -q", 0);
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!((&place["artifactLocation"]["uri"], &place["region"]["startLine"]), (&"export.txt".into(), &8.into()));
    let number = |key: &str| usize::try_from(place["region"][key].as_u64().unwrap()).unwrap();
    let (start, length) = (number("byteOffset"), number("byteLength"));
    assert_eq!(export.get(start..start + length), Some("Nov. 18, 2024 17:20"));
}

#[test]
fn a_runner_is_told_file_and_line() {
    let desk = Desk::new(&[("wire/a, b: 100%.txt", ROUGH)]);
    desk.session("convert wire missing.txt -t html -O out --strict --message-format github").code(1).stderr_eq(str![[r#"
::warning file=wire/a%2C b%3A 100%25.txt,line=3,endLine=3,col=1,title=time-without-zone::the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept%0Ahint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
::error file=missing.txt,title=unreadable-input::cannot read `missing.txt`: no such file or directory
::error::there were warnings that `--strict` does not let pass: `time-without-zone`%0Ahint: mend what they are about, or let them pass with `--allow time-without-zone`

"#]]);
    desk.session("convert wire -t html -O out --deny end-mark --message-format github").code(1).stderr_eq(str![[r#"
::warning file=wire/a%2C b%3A 100%25.txt,line=3,endLine=3,col=1,title=time-without-zone::the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept%0Ahint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
::notice file=wire/a%2C b%3A 100%25.txt,line=7,endLine=7,col=1,title=end-mark::the end mark is left out (html)
::error::`--deny` allows no `end-mark`

"#]]);
}

#[test]
fn no_text_gives_a_runner_a_command() {
    let text = "Nov. 18, 2024 17:20\n\nRain\n\nDesk code: 7%0A::error::no\n\n::add-mask::a\n\nIt rained.\n";
    let desk = Desk::new(&[("::stop-commands::x.txt", text), ("%0A::error.txt", text)]);
    let said = desk.session("convert . -t html,anpa1312 -O out -v --message-format github").get_output().stderr.clone();
    let said = String::from_utf8(said).unwrap();
    for line in said.lines() {
        let known = ["::notice ", "::warning ", "::error ", "::warning::", "::notice::", "::error::"];
        assert!(known.iter().any(|command| line.starts_with(command)), "{said}");
        let (properties, _) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        assert!(!properties.contains("stop-commands::"), "{said}");
    }
    assert!(said.contains("file=./%3A%3Astop-commands%3A%3Ax.txt,"), "{said}");
    assert!(said.contains("file=./%250A%3A%3Aerror.txt,"), "{said}");
}
