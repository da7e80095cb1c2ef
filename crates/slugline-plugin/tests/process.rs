//! The protocol of processes: lines in, lines out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

use slugline_plugin::Result;
use slugline_plugin::contract::{Answer, Call, Fault, Request};
use slugline_plugin::plugin::{Manifest, OptionMap, Plugin, Writer};
use slugline_plugin::process::{number_of, numbered, serve_from};

struct Nothing;

impl Plugin for Nothing {
    fn manifest(&self) -> &Manifest {
        static MANIFEST: Manifest = Manifest::new("nothing", "1.0.0", &[]);
        &MANIFEST
    }

    fn writer(&self, name: &str, _: &OptionMap) -> Result<Box<dyn Writer>> {
        panic!("no writer `{name}`")
    }
}

fn serve(lines: &[u8]) -> Vec<String> {
    let mut output = Vec::new();
    serve_from(&Nothing, lines, &mut output).unwrap();
    String::from_utf8(output).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn an_answer_has_the_number_of_its_request() {
    let describe = Request::new(Call::Describe).to_json().unwrap();
    let answers = serve(format!("{}\n{}", numbered(1, &describe), numbered(40, &describe)).as_bytes());
    assert_eq!(answers.iter().map(|answer| number_of(answer)).collect::<Vec<_>>(), [Some(1), Some(40)]);
    let answer = Answer::from_json(answers.last().unwrap()).unwrap();
    assert_eq!(answer.description.unwrap().name, "nothing");
    // As a person would try it.
    assert_eq!(number_of(serve(describe.as_bytes()).first().unwrap()), None);
}

#[test]
fn whatever_comes_is_answered() {
    for line in [&b"\n"[..], b"{}\n", b"{\"id\":3}\n", b"\xff\xfe\n", b"{\"id\":1,", b"{\"id\":-1}\n"] {
        let answers = serve(line);
        assert_eq!(answers.len(), 1);
        assert!(Answer::from_json(answers.first().unwrap()).unwrap().error.is_some());
    }
    assert_eq!(number_of(serve(b"{\"id\":3}\n").first().unwrap()), Some(3));
    assert_eq!(serve(b""), [""; 0]);
}

#[test]
fn a_panic_is_an_answer_and_ends_nothing() {
    let write = r#"{"id":1,"slugline":1,"schema":"0.3","abi":1,"call":"write","name":"x","edition":{"articles":[]}}"#;
    let describe = numbered(2, &Request::new(Call::Describe).to_json().unwrap());
    let answers = serve(format!("{write}\n{describe}\n").as_bytes());
    let [panicked, described] = answers.as_slice() else { panic!("{answers:?}") };
    let fault = Answer::from_json(panicked).unwrap().error.unwrap();
    assert_eq!((fault.kind.as_str(), number_of(panicked)), (Fault::PANIC, Some(1)));
    assert!(fault.message.ends_with("no writer `x`"), "{}", fault.message);
    assert!(Answer::from_json(described).unwrap().description.is_some());
}

#[test]
fn a_number_is_found_wherever_it_stands() {
    for (object, number) in [
        ("{\"id\":7,\"slugline\":1}", Some(7)),
        ("{\"id\": 7}", Some(7)),
        (" {\"slugline\":1,\"id\":7}\r", Some(7)),
        ("{\"id\":\"7\"}", None),
        ("{\"slugline\":1}", None),
        ("ready", None),
    ] {
        assert_eq!(number_of(object), number, "{object}");
    }
    assert_eq!(numbered(7, "{\"slugline\":1}"), "{\"id\":7,\"slugline\":1}");
}
