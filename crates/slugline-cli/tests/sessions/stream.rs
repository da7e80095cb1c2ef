//! `slugline stream`: a line in, a line out.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;

use serde_json::{Value, json};
use snapbox::{IntoData, str};

use crate::desk::Desk;

const RECORDS: &str = r#"{"id":"a1","text":"Rain in Leeds\n\nBy Ada Roe\n\nLEEDS, England (HW) — It rained."}
{"id":2,"text":"Rain\n\nIt rained.","meta":{"headline":"Snow","section":"Weather"}}
rain
{"id":"latin","b64":"UuluZQoKSWwgcGxldXQu","from":"text"}
{"id":"held","text":"EMBARGOED UNTIL 2030-01-01\n\nRain\n\nIt rained."}
{"id":"typo","texts":"Rain."}

{"text":"Rain\n\nIt rained."}
"#;

/// What comes of `input`.
fn stream(words: &str, input: &str) -> String {
    let desk = Desk::new(&[]);
    let said = desk.command(&format!("stream {words}")).stdin(input).assert().code(0).stderr_eq("");
    String::from_utf8(said.get_output().stdout.clone()).unwrap()
}

fn values(answers: &str) -> Vec<Value> {
    answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_line_comes_out_for_each_that_goes_in() {
    let desk = Desk::new(&[]);
    desk.command("stream -t text --trailer").stdin(RECORDS).assert().code(0).stderr_eq("").stdout_eq(str![[r#"
{"id":"a1","ok":true,"to":"text","output":"Rain in Leeds\n\nBy Ada Roe\n\nLEEDS, England (HW) — It rained.\n","diagnostics":[]}
{"id":2,"ok":true,"to":"text","output":"Weather\n\nSnow\n\nIt rained.\n","diagnostics":[{"severity":"note","code":"told-otherwise","message":"`meta` names the headline; what the text says of it is left out","help":"if it is part of the story, put it below the head of the text","origins":[],"input":"2","place":{"span":[0,4],"line":1,"column":1,"end_line":1,"end_column":5}}]}
{"id":null,"ok":false,"raw_blake3":"440d4a9f37916c7728a3460fd33b81636b833504b607666705ac3c86fa7b1ee5","raw_head":"rain","error":{"severity":"error","code":"not-json","message":"the line is no JSON: expected value at column 1","help":"each line is one JSON object, without line ends within","origins":[],"input":"-"}}
{"id":"latin","ok":true,"to":"text","output":"Réne\n\nIl pleut.\n","diagnostics":[{"severity":"warning","code":"guessed-encoding","message":"the text is not UTF-8; it was read as windows-1252, which is a guess","help":"name the encoding with `--encoding NAME`, or convert the text to UTF-8, to be sure","origins":[],"input":"latin"}]}
{"id":"held","ok":false,"error":{"severity":"error","code":"embargoed","message":"the story is under embargo until 2030-01-01; nothing was written for the public","help":"slugline reads no clock: after its end, set the moment of all stories of the run with `--set date=`; to write it all the same, say `--allow embargoed`","origins":["text"],"input":"held","place":{"span":[0,26],"line":1,"column":1,"end_line":1,"end_column":27}}}
{"id":"typo","ok":false,"error":{"severity":"error","code":"invalid-record","message":"the line is no record: unknown field `texts`, expected one of `id`, `text`, `b64`, `from`, `meta` at column 20","help":"a record is `{\"id\":\"...\",\"text\":\"...\"}`, or with `b64`; `from` and `meta` are optional","origins":[],"input":"typo"}}
{"id":null,"ok":false,"raw_blake3":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262","raw_head":"","error":{"severity":"error","code":"not-json","message":"the line is empty","help":"each line is one JSON object, without line ends within","origins":[],"input":"-"}}
{"id":null,"ok":true,"to":"text","output":"Rain\n\nIt rained.\n","diagnostics":[]}
{"trailer":{"records":8,"results":4,"errors":4}}

"#]].raw());
}

/// Whoever splits a stream among many programs gets the same of all of them.
#[test]
fn a_stream_is_the_same_however_it_is_split() {
    let records = RECORDS.repeat(40);
    let whole = stream("-t jsonld", &records);
    assert_eq!(whole.lines().count(), records.lines().count());
    for words in ["-t jsonld -j 2", "-t jsonld -j 5 --flush line", "-t jsonld --flush line --time-limit 0"] {
        assert_eq!(stream(words, &records), whole, "{words}");
    }
    let lines: Vec<&str> = records.split_inclusive('\n').collect();
    for at in [1, 7, 100] {
        let (first, second) = lines.split_at(at);
        assert_eq!(stream("-t jsonld", &first.concat()) + &stream("-t jsonld", &second.concat()), whole, "{at}");
    }
}

#[test]
fn outputs_are_those_of_convert() {
    let story = "Rain in Leeds\n\n2024-11-18\n\nBy Ada Roe\n\nLEEDS — It \"rained\".\n\nAll day.";
    let record = json!({ "id": "a", "text": story }).to_string();
    for (format, file) in
        [("html", "a.html"), ("jsonld", "a.jsonld"), ("newsml-g2", "a.newsml.xml"), ("epub", "a.epub")]
    {
        let set = "--set publisher.name=Quay --set publisher.authority=quay.example";
        let answer = values(&stream(&format!("-t {format} {set}"), &record)).remove(0);
        assert_eq!((&answer["id"], &answer["to"]), (&json!("a"), &json!(format)));
        let desk = Desk::new(&[("a.txt", story)]);
        desk.session(&format!("convert a.txt -t {format} {set} -O .")).code(0);
        let written = std::fs::read(desk.path(file)).unwrap();
        match (format, answer["output"].as_str()) {
            ("epub", Some(output)) => assert_eq!(base64(output), written),
            (_, Some(output)) => assert_eq!(output.as_bytes(), written, "{format}"),
            (_, None) => assert_eq!(answer["output"], serde_json::from_slice::<Value>(&written).unwrap()),
        }
    }
}

/// As any program of a newsroom would: by `base64 -d`.
fn base64(text: &str) -> Vec<u8> {
    let mut child = Command::new("base64").arg("-d").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap().stdout
}

#[test]
fn a_record_of_several_stories_has_several_outputs() {
    let message = |number, text| {
        format!(
            "\x16\x16\x01r{number:04}\x1Freute\r\nu f BC-RAIN 11-18 0004\r\n\x02Rain\r\n   {text}\r\n\x03\r\n\x04\r\n"
        )
    };
    let wire = message(1, "It rained.") + &message(2, "It snowed.");
    let answer = values(&stream("-t text", &json!({ "id": "w", "text": wire }).to_string())).remove(0);
    let outputs: Vec<&str> = answer["outputs"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    assert_eq!(outputs.len(), 2, "{answer}");
    assert!(outputs[0].contains("rained") && outputs[1].contains("snowed"), "{answer}");
    assert!(answer.get("output").is_none());
}

#[test]
fn a_record_too_long_is_an_answer_and_no_memory() {
    let long = json!({ "id": "long", "text": "rain ".repeat(100_000) }).to_string();
    let records = format!("{long}\n{{\"id\":\"a\",\"text\":\"Rain\"}}\n");
    for words in ["-t text --max-record 2kB", "-t text --max-record 300kB -j 2"] {
        let answers = values(&stream(words, &records));
        assert_eq!(answers[0]["error"]["code"], "record-too-large", "{words}");
        assert_eq!(answers[0]["id"], Value::Null);
        assert!(answers[0]["raw_head"].as_str().unwrap().starts_with("{\"id\":\"long\","));
        assert_eq!(answers[1]["id"], "a");
    }
}

#[test]
fn a_failed_record_fails_the_run_where_that_is_asked_for() {
    let desk = Desk::new(&[]);
    desk.command("stream -t text --fail-on-error").stdin("rain\n").assert().code(1);
    desk.command("stream -t text --fail-on-error").stdin("{\"text\":\"Rain\"}\n").assert().code(0);
    desk.command("stream -t texts").stdin(RECORDS).assert().code(2).stdout_eq("");
}

/// A run whose other end is ours.
fn begin(words: &str) -> (Child, ChildStdin, BufReader<impl Read>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slugline"));
    command.arg("stream").args(words.split(' ')).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    (child, stdin, BufReader::new(stdout))
}

/// A worker that hands on a record and waits for its answer would else wait for ever.
#[test]
fn each_answer_comes_without_a_further_record() {
    for words in ["-t text", "-t text -j 2", "-t text --flush line"] {
        let (mut child, mut stdin, mut answers) = begin(words);
        for id in 0..5 {
            writeln!(stdin, "{{\"id\":{id},\"text\":\"Rain\"}}").unwrap();
            let mut answer = String::new();
            answers.read_line(&mut answer).unwrap();
            assert_eq!(values(&answer)[0]["id"], id);
        }
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }
}

/// What was read is answered.
#[cfg(unix)]
#[test]
fn told_to_end_it_answers_what_it_has_and_ends_well() {
    for words in ["-t text --trailer", "-t text --trailer -j 2"] {
        let (mut child, mut stdin, mut answers) = begin(words);
        stdin.write_all(b"{\"id\":1,\"text\":\"Rain\"}\n{\"id\":2,\"text\":").unwrap();
        let mut first = String::new();
        answers.read_line(&mut first).unwrap();
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let mut rest = String::new();
        answers.read_to_string(&mut rest).unwrap();
        assert_eq!(
            values(&rest).last().unwrap()["trailer"],
            json!({ "records": 2, "results": 1, "errors": 1 }),
            "{rest}"
        );
        assert!(child.wait().unwrap().success());
        drop(stdin);
    }
}

#[test]
fn who_reads_no_more_ends_it_quietly() {
    for words in ["-t html", "-t html -j 2", "-t html --trailer"] {
        let (child, mut stdin, mut answers) = begin(words);
        let writing = thread::spawn(move || {
            let record = json!({ "id": "a", "text": "Rain\n\nIt rained. ".repeat(100) }).to_string();
            // Far more than pipes hold.
            (0..5_000).take_while(|_| writeln!(stdin, "{record}").is_ok()).count()
        });
        answers.read_line(&mut String::new()).unwrap();
        drop(answers);
        assert!(writing.join().unwrap() < 5_000);
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), ended.stderr), (Some(0), Vec::new()), "{words}");
    }
}

/// As a worker ends that was killed: the end of the records, and nobody for the trailer.
#[test]
fn a_trailer_that_nobody_reads_is_no_fault() {
    let (child, stdin, answers) = begin("-t text --trailer");
    drop(answers);
    drop(stdin);
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr), (Some(0), Vec::new()));
}
