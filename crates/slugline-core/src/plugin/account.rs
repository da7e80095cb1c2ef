//! How a reader accounts for a source: a report of each line, and the law that no byte is left without a word.

use crate::error::{Error, Kind, Result};
use crate::model::Span;
use crate::source::Source;

/// What a reader made of one line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineReport<'s> {
    /// Number of the line, from 1.
    pub line: u32,
    /// All bytes of the line, its end included.
    pub span: Span,
    /// What the line was taken for: `headline`, `paragraph`, `blank`.
    pub label: &'static str,
    /// The rule that said so. Each rule has an entry in the manual.
    pub rule: &'static str,
    /// What the rule saw, for people. May be empty.
    pub evidence: &'static str,
    /// The line, without its end.
    pub text: &'s str,
    /// The parts of the line that are no text of the article, in order, and why: white space, marks, labels.
    pub skipped: Vec<(Span, &'static str)>,
}

impl LineReport<'_> {
    /// What is said of a part that no rule accounts for, in place of a reason. No sound reader has such parts.
    pub const UNACCOUNTED: &'static str = "unaccounted for";

    /// Checks that the parts which are left out follow one another within the line, each for a reason.
    fn check(&self, source: &Source) -> Result<()> {
        let mut at = self.span.start;
        for (span, reason) in &self.skipped {
            if span.start < at || span.end < span.start || span.end > self.span.end {
                return Err(self.fault(format!("{span:?} is out of place")).at(*span));
            }
            if *reason == LineReport::UNACCOUNTED {
                return Err(self.fault(format!("{:?} is {reason}", source.slice(*span))).at(*span));
            }
            at = span.end;
        }
        Ok(())
    }

    fn fault(&self, message: String) -> Error {
        Error::new(Kind::Internal, format!("line {} ({}): {message}", self.line, self.rule))
    }
}

/// Checks that `lines` account for every byte of `source`: a law for the tests of a reader, over what
/// [`explain`](super::Reader::explain) gives. The lines are counted from 1 and follow one another from the first byte to the
/// last; what is left out of each has a reason.
///
/// # Errors
///
/// [`Kind::Internal`] with the first place that breaks it.
pub fn check_account(source: &Source, lines: &[LineReport<'_>]) -> Result<()> {
    // A byte order mark alone has no line to be accounted for in.
    if source.text().is_empty() {
        return Ok(());
    }
    let mut end = 0;
    for (line, number) in lines.iter().zip(1..) {
        if (line.line, line.span.start) != (number, end) {
            let message = format!("begins at {}; line {number} should, at {end}", line.span.start);
            return Err(line.fault(message).at(line.span));
        }
        end = line.span.end;
        line.check(source)?;
    }
    if end != source.len() {
        let message = format!("the last line ends at {end} of {}", source.len());
        return Err(Error::new(Kind::Internal, message).at(Span::new(end, source.len())));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARK: (Span, &str) = (Span { start: 0, end: 2 }, "list mark");

    fn line(line: u32, start: u32, end: u32, skipped: &[(Span, &'static str)]) -> LineReport<'static> {
        let span = Span::new(start, end);
        LineReport { line, span, label: "item", rule: "bullet", evidence: "", text: "", skipped: skipped.to_vec() }
    }

    /// What is wrong with an account of `- Rain\nHail`.
    fn fault(lines: &[LineReport<'_>]) -> Option<String> {
        let source = Source::from_text("test", "- Rain\nHail").unwrap();
        check_account(&source, lines).err().map(|error| error.to_string())
    }

    #[test]
    fn all_lines_and_reasons_are_an_account() {
        assert_eq!(fault(&[line(1, 0, 7, &[MARK, (Span::new(6, 7), "line end")]), line(2, 7, 11, &[])]), None);
    }

    #[test]
    fn bytes_without_a_line_are_a_fault() {
        assert_eq!(fault(&[line(1, 0, 7, &[])]).as_deref(), Some("the last line ends at 7 of 11"));
        let gap = fault(&[line(1, 0, 6, &[]), line(2, 7, 11, &[])]);
        assert_eq!(gap.as_deref(), Some("line 2 (bullet): begins at 7; line 2 should, at 6"));
        let miscounted = fault(&[line(2, 0, 11, &[])]);
        assert_eq!(miscounted.as_deref(), Some("line 2 (bullet): begins at 0; line 1 should, at 0"));
    }

    #[test]
    fn parts_without_a_reason_or_a_place_are_faults() {
        let unaccounted = fault(&[line(1, 0, 11, &[MARK, (Span::new(2, 6), LineReport::UNACCOUNTED)])]);
        assert_eq!(unaccounted.as_deref(), Some("line 1 (bullet): \"Rain\" is unaccounted for"));
        for span in [Span::new(1, 3), Span::new(7, 12)] {
            let misplaced = fault(&[line(1, 0, 11, &[MARK, (span, "line end")])]);
            assert_eq!(misplaced, Some(format!("line 1 (bullet): {span:?} is out of place")));
        }
    }
}
