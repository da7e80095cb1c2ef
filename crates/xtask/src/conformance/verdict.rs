//! What a judge said.

use std::fmt;
use std::path::PathBuf;

use anyhow::{Result, bail};

/// What one judge said of all files it was given.
pub(crate) struct Verdict {
    judge: String,
    files: usize,
    findings: Vec<Finding>,
}

/// One thing that a judge did not like.
pub(crate) struct Finding {
    severity: Severity,
    text: String,
}

/// How bad it is. Whatever a judge says beyond errors counts as a warning, hints too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Severity {
    Error,
    Warning,
}

impl Verdict {
    /// The verdict of a judge, by name and version, on so many files.
    pub(crate) fn new(judge: impl Into<String>, files: &[PathBuf], findings: Vec<Finding>) -> Verdict {
        Verdict { judge: judge.into(), files: files.len(), findings }
    }

    /// How many findings there are.
    pub(crate) fn findings(&self) -> usize {
        self.findings.len()
    }

    /// Prints the findings, and the line of the judge.
    pub(crate) fn print(&self) {
        for finding in &self.findings {
            println!("{finding}");
        }
        let [errors, warnings] = [Severity::Error, Severity::Warning].map(|severity| self.count(severity));
        let (judge, files) = (&self.judge, self.files);
        println!("{judge:<44} {files:>4} files {errors:>4} errors {warnings:>4} warnings");
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }
}

impl Finding {
    /// A finding in the judge's own words, place first.
    pub(crate) fn new(severity: Severity, text: impl Into<String>) -> Finding {
        Finding { severity, text: text.into() }
    }

    /// How bad it is.
    pub(crate) fn severity(&self) -> Severity {
        self.severity
    }

    /// Reads `FILE:LINE: E|W CODE message`, a finding a line.
    ///
    /// # Errors
    ///
    /// Where a line is anything else, so that a judge that fell over is not taken for one that is content.
    pub(crate) fn read_lines(text: &str) -> Result<Vec<Finding>> {
        let mut findings = Vec::new();
        for line in text.lines() {
            let severity = match (line.find(": E "), line.find(": W ")) {
                (None, None) => bail!("the judge said: {line}"),
                (None, Some(_)) => Severity::Warning,
                (Some(error), Some(warning)) if warning < error => Severity::Warning,
                (Some(_), _) => Severity::Error,
            };
            findings.push(Finding::new(severity, line));
        }
        Ok(findings)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_by_severity() {
        let findings = Finding::read_lines("b.xml:3: W G2-CODE: E is none\na.xml:1: E G2-LANG none\n").unwrap();
        let severities: Vec<Severity> = findings.iter().map(|finding| finding.severity()).collect();
        assert!(severities == [Severity::Warning, Severity::Error]);
    }

    #[test]
    fn a_judge_that_fell_over_is_not_content() {
        assert!(Finding::read_lines("Traceback (most recent call last):").is_err());
    }
}
