//! Records whose fate is known: stories of our own words, of which one in twenty is bad.

use serde_json::json;

use crate::corpus::Words;

/// How many there are.
const RECORDS: usize = 4000;
/// Of so many records one is bad; and one has a carriage return behind it, which some engines take for a line's end.
const EVERY: usize = 20;

/// A line that goes to slugline, and what is known of its answer.
pub(super) struct Record {
    /// Without its end.
    pub(super) line: String,
    /// The identifier of the answer.
    pub(super) id: Option<String>,
    /// Whether it comes out.
    pub(super) is_good: bool,
}

/// Makes the records, the same in every run.
pub(super) fn make() -> Vec<Record> {
    let mut words = Words::new();
    (0..RECORDS).map(|number| record(number, &words.paragraph())).collect()
}

/// What a table can hold of them: all that are JSON.
pub(super) fn rows(records: &[Record]) -> impl Iterator<Item = &Record> {
    records.iter().filter(|record| record.id.is_some())
}

/// The lines, each with its end.
pub(super) fn lines<'r>(records: impl IntoIterator<Item = &'r Record>) -> Vec<u8> {
    records.into_iter().flat_map(|record| [record.line.as_bytes(), b"\n"].concat()).collect()
}

fn record(number: usize, paragraph: &str) -> Record {
    let id = format!("story-{number}");
    let text = format!("Story {number}: “Rain”\n\nBy Ada Roe\n\nLEEDS, England (HW) — {paragraph}");
    let is_good = number % EVERY != 7;
    let line = match number % (3 * EVERY) {
        7 => return Record { line: format!("story {number}, and no JSON\r"), id: None, is_good },
        27 => json!({ "id": id }).to_string(),
        47 => json!({ "id": id, "text": format!("EMBARGOED UNTIL 9000-01-01\n\n{text}") }).to_string(),
        rest if rest % EVERY == 3 => json!({ "id": id, "text": text }).to_string() + "\r",
        _ => json!({ "id": id, "text": text }).to_string(),
    };
    Record { line, id: Some(id), is_good }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_in_twenty_is_bad_and_none_has_a_line_end_within() {
        let records = make();
        assert_eq!(records.iter().filter(|record| !record.is_good).count() * EVERY, records.len());
        assert_eq!(lines(&records).split(|byte| *byte == b'\n').count(), records.len() + 1);
        assert!(rows(&records).count() < records.len());
    }
}
