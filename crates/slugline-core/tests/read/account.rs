//! Every byte of a source is accounted for, and no word of it is lost.

use std::path::{Path, PathBuf};

use serde_json::Value;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Field, Head, Span};
use slugline_core::plugin::check_account;
use slugline_core::{Source, text};

use crate::PROSE;
use crate::tree::check;

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())
}

/// The raw texts in the folders within `folder`, and their names.
fn documents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = entries(folder).filter(|path| path.is_dir()).flat_map(|family| entries(&family));
    let mut documents: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect();
    documents.sort();
    documents
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    [documents(&folder), documents(&folder.join("copy"))].concat()
}

/// Every byte lies in the text of the article or in a part that is left out for a reason.
pub(crate) fn accounted(source: &Source) -> Result<(), String> {
    check_account(source, &text::explain(source)).map_err(|fault| fault.to_string())
}

#[test]
fn every_byte_of_the_fixtures_is_accounted_for() {
    for (name, bytes) in fixtures() {
        let source = Source::new(name.clone(), bytes).unwrap();
        accounted(&source).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
}

/// What an article says in any of its parts, each string and number on a line of its own. Where it was read is left out.
fn said(article: &Article<'_>) -> String {
    fn push(value: &Value, out: &mut String) {
        match value {
            Value::String(text) => out.push_str(text),
            Value::Number(number) => out.push_str(&number.to_string()),
            Value::Array(values) => values.iter().for_each(|value| push(value, out)),
            Value::Object(members) => {
                let parts = members.iter().filter(|(name, _)| !matches!(name.as_str(), "span" | "spans"));
                parts.for_each(|(_, value)| push(value, out));
            }
            Value::Null | Value::Bool(_) => {}
        }
        out.push('\n');
    }
    let mut out = String::new();
    push(&serde_json::to_value(article).unwrap(), &mut out);
    out
}

/// Whether a field holds what its text means, and not the text.
fn is_understood(field: Field) -> bool {
    use Field::{Created, Embargo, Language, Published, Status, Updated, Version, WordCount};
    matches!(field, Created | Embargo | Language | Published | Status | Updated | Version | WordCount)
}

/// The runs of letters and figures that no part of the article has: not those that are understood (dates, counts), nor
/// those of envelopes and marks.
pub(crate) fn lost(source: &Source) -> Vec<String> {
    const MARKS: [&str; 7] =
        ["envelope", "label", "byline marker", "release marker", "list mark", "between values", "typesetting mark"];
    let article = text::read(source, &mut Diagnostics::new());
    let said = said(&article).to_lowercase();
    let understood = article.head.spans.iter().filter(|entry| is_understood(entry.field)).map(|entry| entry.span);
    let understood: Vec<Span> = understood.collect();
    let mut lost = Vec::new();
    for line in text::explain(source) {
        let marks = line.skipped.iter().filter(|(_, reason)| MARKS.contains(reason)).map(|(span, _)| span);
        let known: Vec<&Span> = marks.chain(&understood).collect();
        let part = |at: usize, letter: char| source.span_of(&line.text[at..at + letter.len_utf8()]);
        let is_known = |span: Span| known.iter().any(|known| known.start <= span.start && span.end <= known.end);
        let of_run = |at: usize, letter: char| letter.is_alphanumeric() && !is_known(part(at, letter));
        let ends = line.text.char_indices().filter(|(at, letter)| !of_run(*at, *letter));
        let mut start = 0;
        for (end, letter) in ends.chain([(line.text.len(), ' ')]) {
            let run = &line.text[start..end];
            if !said.contains(&run.to_lowercase()) {
                lost.push(format!("{run} in line {} ({})", line.line, line.rule));
            }
            start = end + letter.len_utf8();
        }
    }
    lost
}

#[test]
fn no_word_of_the_fixtures_is_lost() {
    for (name, bytes) in fixtures() {
        let source = Source::new(name.clone(), bytes).unwrap();
        assert_eq!(lost(&source), [""; 0], "{name}");
    }
}

/// The texts are someone else's, so they stand beside the repository and not in it.
#[test]
fn every_byte_of_the_corpus_is_accounted_for() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/dev");
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        return;
    }
    let documents = documents(&folder);
    assert!(!documents.is_empty());
    for (name, bytes) in documents {
        let source = Source::new(name.clone(), bytes).unwrap();
        accounted(&source).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(lost(&source), [""; 0], "{name}");
    }
}

#[test]
fn frames_that_are_cut_off_anywhere() {
    check("\u{1}hwn0042 3 w", "urgency 3\ncategory w\n! broken-envelope\n! broken-envelope\n");
    check(
        &format!("\u{16}\u{16}\u{1}a0714\u{1F}_harb\r\ns s \u{2}BC-\r\n{PROSE}\r\n\u{3}"),
        &format!("headline BC-\nnote s s\npara {PROSE}\n! broken-envelope\n! broken-envelope\n"),
    );
}

#[test]
fn every_byte_of_odd_lines_is_accounted_for() {
    let frame = "\u{16}\u{16}\u{1}a0714\u{1F}_harb\nr a BC-Rain 11-18\n\u{2}Rain.\n^___<\u{A0}\u{C}\n";
    for copy in [
        frame,
        "\u{FEFF}\u{16}\u{16}\u{1}a0714 r a\u{13}\u{11}BC-Rain 03-05 0040\u{2}^Rain.<\n\u{3}\nAP-WF-03-05-14 1200GMT\n",
        "\u{16}\u{16}\u{1}a0714\r\nr a\u{13}\u{11}BC-Rain 03-05 0040 \u{2}Rain.\u{3} AP-WF-03-05-14 1200GMT\n",
        "\u{1}hwn0042 3 w 40 hw 0900\u{2}Rain.\u{3}181720 GMT Nov 24\n",
        "Title: Rain\nTags:,,sea\n\n",
        "1 of 3 DOCUMENTS\n\nRain\n\nBYLINE: y 1, 2011\n\nLENGTH: 30 words\n\n",
        "1 of 3 DOCUMENTS\n\nRain\n\nBYLINE: Ada Roe, Sam Lind, and Io Vane\n\nLENGTH: 30 words\n\n",
        "1 of 3 DOCUMENTS\n\nRain\n\nBYLINE: BY ,ADA ROE\n\nLENGTH: 30 words\n\n",
        "1 of 3 DOCUMENTS\n\nRain\n\nBYLINE: ,Reuters\n\nLENGTH: 30 words\n\n",
        "HD Rain\nBY Ada Roe\nLP\n",
        "HD Rain\nBY Ada Roe\nLP *It* rained.\nTD -\n",
    ] {
        accounted(&Source::from_text("test", format!("{copy}{PROSE}")).unwrap()).unwrap();
    }
}

#[test]
fn a_part_begins_where_it_does() {
    let source = Source::from_text("test", "\u{FEFF}Envelope\nRain.\nHail.\n").unwrap();
    let explain = |text| text::TextReader::default().explain_part(&source, text, Head::default());
    let starts = |text| explain(text).iter().map(|line| line.span.start).collect::<Vec<_>>();
    assert_eq!(starts(&source.text()[9..]), [12, 18]);
    assert_eq!(starts(source.text()), [0, 12, 18]);
}
