//! What one `slugline stream` gives.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::SETTINGS;
use super::records::Record;
use crate::process;
use crate::program::Program;

/// The answers to some records, in their order.
pub(super) struct Answers {
    /// Lines, each with its end.
    pub(super) lines: Vec<u8>,
    /// Whether the record of each line came out.
    are_good: Vec<bool>,
}

impl Answers {
    /// Has the program answer the records of a file, and holds that against what is known of them.
    ///
    /// # Errors
    ///
    /// Where a record has no answer, that of another, or another fate than it should.
    pub(super) fn of(program: &Program, file: &Path, records: &[&Record]) -> Result<Answers> {
        let mut stream = program.command();
        stream.arg("stream").args(SETTINGS).arg("--trailer").stdin(File::open(file)?);
        let mut lines = process::succeed(&mut stream, "")?.stdout;
        let trailer = cut_last_line(&mut lines).context("slugline said nothing")?;
        let are_good: Vec<bool> = records.iter().map(|record| record.is_good).collect();
        let good = are_good.iter().filter(|is_good| **is_good).count();
        let counts = json!({ "records": records.len(), "results": good, "errors": records.len() - good });
        if parsed(&trailer)? != json!({ "trailer": counts }) {
            bail!("slugline alone gives {} and not {counts}", String::from_utf8_lossy(&trailer).trim_end());
        }
        let answers = Answers { lines, are_good };
        for (answer, record) in answers.each().zip(records) {
            let answer = parsed(answer)?;
            if answer.get("id") != Some(&json!(record.id)) || answer.get("ok") != Some(&json!(record.is_good)) {
                bail!("slugline alone answers {answer} to {}", record.line);
            }
        }
        Ok(answers)
    }

    /// The answers of records that came out, or of those that failed.
    pub(super) fn of_kind(&self, is_good: bool) -> Vec<u8> {
        let kind = self.each().zip(&self.are_good).filter(|(_, good)| **good == is_good);
        kind.flat_map(|(line, _)| line).copied().collect()
    }

    fn each(&self) -> impl Iterator<Item = &[u8]> {
        self.lines.split_inclusive(|byte| *byte == b'\n')
    }
}

/// Writes records into a file, and has the program answer them.
///
/// # Errors
///
/// As [`Answers::of`]; where the file cannot be written.
pub(super) fn answer(program: &Program, file: &Path, records: &[&Record]) -> Result<Answers> {
    fs::write(file, super::records::lines(records.iter().copied()))?;
    Answers::of(program, file, records)
}

fn cut_last_line(lines: &mut Vec<u8>) -> Option<Vec<u8>> {
    let length = lines.split_inclusive(|byte| *byte == b'\n').next_back()?.len();
    Some(lines.split_off(lines.len() - length))
}

fn parsed(line: &[u8]) -> Result<Value> {
    serde_json::from_slice(line).with_context(|| format!("no JSON: {}", String::from_utf8_lossy(line)))
}
