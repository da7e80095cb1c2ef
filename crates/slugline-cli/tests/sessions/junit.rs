//! `--junit FILE`: the run as test results, read by a parser of someone else's.

use std::fs;

use roxmltree::{Document, Node};
use snapbox::{assert_data_eq, str};

use crate::desk::{Desk, STORY};

/// A story with a time that has no zone, and an end mark.
const ROUGH: &str = "Rain\n\nNov. 18, 2024 17:20\n\nIt rained all night.\n\n-30-\n";

fn desk() -> Desk {
    let export = format!("<DOC>\n{STORY}<DOC>\n{ROUGH}");
    Desk::new(&[("wire/export.txt", &export), ("wire/ferries.txt", STORY), ("wire/rain.txt", ROUGH)])
}

fn results(desk: &Desk) -> String {
    fs::read_to_string(desk.path("junit.xml")).unwrap()
}

/// The tests of a document, after a look at its counts.
fn cases<'d>(document: &'d Document<'_>) -> Vec<Node<'d, 'd>> {
    let is_case = |node: &Node<'_, '_>| node.has_tag_name("testcase");
    let cases: Vec<_> = document.descendants().filter(is_case).collect();
    let failures = document.descendants().filter(|node| node.has_tag_name("failure")).count();
    for name in ["testsuites", "testsuite"] {
        let counted = document.descendants().find(|node| node.has_tag_name(name)).unwrap();
        assert_eq!(counted.attribute("tests"), Some(&*cases.len().to_string()));
        assert_eq!(counted.attribute("failures"), Some(&*failures.to_string()));
    }
    let mut names: Vec<_> = cases.iter().map(|case| case.attribute("name").unwrap()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), cases.len(), "each test is another");
    cases
}

#[test]
fn a_story_is_a_test_that_fails_where_it_failed() {
    let desk = desk();
    desk.session("convert wire missing.txt -t html -O out --junit junit.xml -q").code(1);
    let results = results(&desk);
    cases(&Document::parse(&results).unwrap());
    assert_data_eq!(
        results,
        str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="slugline" tests="5" failures="1" errors="0">
<testsuite name="slugline" tests="5" failures="1" errors="0" skipped="0">
<testcase classname="slugline" name="wire/export.txt" file="wire/export.txt">
</testcase>
<testcase classname="slugline" name="wire/export.txt (story 2)" file="wire/export.txt">
<system-out>wire/export.txt:16:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
</system-out>
</testcase>
<testcase classname="slugline" name="wire/ferries.txt" file="wire/ferries.txt">
<system-out>wire/ferries.txt: warning[same-identifier]: `wire/ferries.txt` and `wire/export.txt` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
</system-out>
</testcase>
<testcase classname="slugline" name="wire/rain.txt" file="wire/rain.txt">
<system-out>wire/rain.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is kept
  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`
wire/rain.txt: warning[same-identifier]: `wire/rain.txt` and `wire/export.txt:13` get the same identifier; receivers take them for one story
  hint: give the stories slugs or dates that differ
</system-out>
</testcase>
<testcase classname="slugline" name="missing.txt" file="missing.txt">
<failure type="unreadable-input" message="cannot read `missing.txt`: no such file or directory">missing.txt: error[unreadable-input]: cannot read `missing.txt`: no such file or directory
</failure>
</testcase>
</testsuite>
</testsuites>

"#]]
    );
}

#[test]
fn what_is_denied_is_a_failure_with_all_its_reasons() {
    let desk = desk();
    desk.session("convert wire/rain.txt -t html -O out --strict --deny end-mark --junit junit.xml -q").code(1);
    let results = results(&desk);
    let document = Document::parse(&results).unwrap();
    let cases = cases(&document);
    let [failure] = cases[0].children().filter(Node::is_element).collect::<Vec<_>>()[..] else { panic!("{results}") };
    assert_eq!(failure.attribute("type"), Some("time-without-zone"));
    assert_eq!(
        failure.text().unwrap(),
        "wire/rain.txt:3:1: warning[time-without-zone]: the time in `Nov. 18, 2024 17:20` has no zone; only the day is \
         kept\n  hint: name the zone, as in `17:20 GMT`, or set `reader.time-zone`\n\
         wire/rain.txt:7:1: note[end-mark]: the end mark is left out (html)\n"
    );
}

#[test]
fn an_edition_is_a_test_and_a_run_without_a_story_has_none() {
    let desk = desk();
    desk.session("convert wire -t epub -o book.epub --junit junit.xml -q --strict").code(1);
    let text = results(&desk);
    let document = Document::parse(&text).unwrap();
    let cases = cases(&document);
    assert_eq!(cases.last().unwrap().attribute("name"), Some("book.epub"));
    assert_eq!(cases.last().unwrap().attribute("file"), None);
    desk.session("convert wire -t pdf -O out --junit other.xml").code(2);
    desk.holds("", &["book.epub", "junit.xml", "wire"]);
}

#[test]
fn no_text_and_no_name_breaks_the_document() {
    let hostile = "Rain \u{FFFE}]]>\u{0}\u{7}<b>&amp;\n\nNov. 18, 2024 17:20 <&>\"'\u{FFFF}\u{1B}[2J\n\nIt rained.\n";
    let desk = Desk::new(&[("wire/<a> & \"b\" 'c' ]]>\u{1}\u{FFFF}\n.txt", hostile), ("wire/\u{202E}d\t.txt", "")]);
    for strictness in ["", " --strict"] {
        desk.session(&format!("convert wire -t html,anpa1312 -O out --junit junit.xml -q{strictness}"));
        let results = results(&desk);
        let document = Document::parse(&results).unwrap_or_else(|error| panic!("{error}: {results}"));
        assert_eq!(cases(&document).len(), 2);
        assert_eq!(cases(&document)[0].attribute("name"), Some("wire/<a> & \"b\" 'c' ]]><U+0001>\u{FFFD}<U+000A>.txt"));
    }
}

#[test]
fn it_has_standard_output_alone_and_takes_no_other_name() {
    let desk = desk();
    let said = desk.session("convert wire/ferries.txt -t html -O out --junit - -q").code(0);
    assert_eq!(cases(&Document::parse(&String::from_utf8_lossy(&said.get_output().stdout)).unwrap()).len(), 1);
    desk.session("convert wire -t html -O out --junit - --report -").code(2).stdout_eq("").stderr_eq(str![[r#"
error: standard output cannot hold both the report and test results
  hint: name a file with `--junit FILE`

"#]]);
    desk.session("convert wire/ferries.txt -t html --junit -").code(2).stdout_eq("").stderr_eq(str![[r#"
error: standard output cannot hold both an output and the report
  hint: name a file with `--junit FILE`, or one for the output with `-o FILE`

"#]]);
    desk.session("convert wire -t html -O out --junit a --report a").code(2).stderr_eq(str![[r#"
error: the report cannot be `a`: an input, an output, a folder or another report is
  hint: name another file for it

"#]]);
    desk.session("convert wire -t html -O out --junit wire/rain.txt").code(2).stderr_eq(str![[r#"
error: the report cannot be `wire/rain.txt`: an input, an output, a folder or another report is
  hint: name another file for it

"#]]);
}
