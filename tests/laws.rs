//! Laws that hold for every text and every format: the same bytes twice, and no word lost.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::collections::HashMap;
use std::io::{Cursor, Read as _};
use std::thread;

use proptest::prelude::*;
use slugline::diagnostic::Diagnostics;
use slugline::{Pipeline, Registry, Settings, Source, Steps};
use slugline_tests::{articles, body_words, formats, pipeline, words};

/// A pipeline to all formats, those of the wire in a character set that has every letter: what another set lacks is written
/// in other letters there.
fn every_format() -> Pipeline<'static> {
    let mut settings = Settings::default();
    for format in ["anpa1312", "iptc7901"] {
        settings.set.assign(&format!("{format}.encoding=utf-8"), Registry::builtin()).unwrap();
    }
    let to = formats().iter().map(|offer| offer.name.to_string()).collect();
    Pipeline::new(Registry::builtin(), &Steps { to, ..Steps::default() }, settings).unwrap()
}

/// All outputs of a text, by format, and how many diagnostics there were.
fn write_all(pipeline: &Pipeline<'_>, bytes: &[u8]) -> (Vec<Vec<u8>>, usize) {
    let source = Source::new("story.txt", bytes.to_vec()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let reading = pipeline.read(&source, &mut diagnostics).unwrap();
    let outputs = pipeline.formats().iter().map(|format| {
        let output = pipeline.write(format, &reading.articles, &mut diagnostics).unwrap();
        output.into_parts().0
    });
    let outputs = outputs.collect();
    (outputs, diagnostics.iter().count())
}

/// The text of an output: of JSON, all its strings; of a book, all its members.
fn text_of(output: &[u8]) -> String {
    if let Ok(json) = serde_json::from_slice(output) {
        let mut text = String::new();
        strings(&json, &mut text);
        return text;
    }
    if !output.starts_with(b"PK\x03\x04") {
        return String::from_utf8(output.to_vec()).unwrap();
    }
    let mut book = zip::ZipArchive::new(Cursor::new(output)).unwrap();
    let mut text = String::new();
    for at in 0..book.len() {
        book.by_index(at).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

fn strings(json: &serde_json::Value, text: &mut String) {
    match json {
        serde_json::Value::String(string) => text.extend([string, "\n"]),
        serde_json::Value::Array(values) => values.iter().for_each(|value| strings(value, text)),
        serde_json::Value::Object(members) => members.values().for_each(|value| strings(value, text)),
        _ => {}
    }
}

/// Whether every word of the body stands in the output as often as in the tree.
fn holds_all(output: &str, expected: &[String]) -> Result<(), String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in words(output) {
        *counts.entry(word).or_default() += 1;
    }
    for word in expected {
        match counts.get_mut(word.as_str()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => return Err(word.clone()),
        }
    }
    Ok(())
}

#[test]
fn the_same_bytes_on_every_thread() {
    let pipeline = every_format();
    for case in articles() {
        let first = write_all(&pipeline, &case.bytes);
        let others: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| write_all(&every_format(), &case.bytes))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(others.iter().all(|other| *other == first), "{}", case.name);
    }
}

#[test]
fn no_word_of_a_fixture_is_lost() {
    let pipeline = every_format();
    for case in articles() {
        // Characters that no format can hold are left out of words there, and reported.
        if case.name == "control-characters" {
            continue;
        }
        let source = Source::new("story.txt", case.bytes.clone()).unwrap();
        let mut diagnostics = Diagnostics::new();
        let reading = pipeline.read(&source, &mut diagnostics).unwrap();
        let expected = body_words(&reading.articles[0]);
        for (format, output) in pipeline.formats().iter().zip(write_all(&pipeline, &case.bytes).0) {
            let found = holds_all(&text_of(&output), &expected);
            assert_eq!(found, Ok(()), "{} as {}", case.name, format.name());
        }
    }
}

/// Whoever saves what was written and converts it again names no format.
#[test]
fn what_was_written_is_known_again() {
    let pipeline = pipeline(&["text", "markdown"]).unwrap();
    for case in articles() {
        for (output, file) in write_all(&pipeline, &case.bytes).0.into_iter().zip(["story.txt", "story.md"]) {
            let source = Source::new(file, output).unwrap();
            let format = pipeline.read(&source, &mut Diagnostics::new()).unwrap().format.to_owned();
            assert_eq!(format == "markdown", file == "story.md", "{}: {file} is read as {format}", case.name);
            assert!(format != "mail", "{}: {file} is read as mail", case.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_become_every_format(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let pipeline = every_format();
        prop_assume!(slugline::convert(bytes.clone(), "json").is_ok());
        prop_assert_eq!(write_all(&pipeline, &bytes), write_all(&every_format(), &bytes));
    }

    // Without `_`: where two kinds of stress touch, as in `*a*_b_`, plain text makes one word of two.
    #[test]
    fn no_word_of_any_text_is_lost(lines in prop::collection::vec("[A-Za-z0-9 .,;:!?'\"<>&*()\\[\\]/@#-]{0,90}", 0..12)) {
        let text = lines.join("\n\n");
        let pipeline = every_format();
        let source = Source::new("story.txt", text.clone().into_bytes()).unwrap();
        let mut diagnostics = Diagnostics::new();
        let Ok(reading) = pipeline.read(&source, &mut diagnostics) else { return Ok(()) };
        let expected = body_words(&reading.articles[0]);
        for (format, output) in pipeline.formats().iter().zip(write_all(&pipeline, text.as_bytes()).0) {
            let found = holds_all(&text_of(&output), &expected);
            prop_assert_eq!(found, Ok(()), "{:?} as {}", text, format.name());
        }
    }
}
