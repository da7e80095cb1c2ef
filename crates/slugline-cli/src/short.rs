//! Messages of one line, as compilers write them and editors read them: `story.txt:3:1: warning[no-date]: no date is given`.

use slugline::diagnostic::Severity;

use crate::finding::Finding;
use crate::harmless::{Harmless, Message};

/// A line. What is at no place has no line and column; what is about no file has no name.
pub(crate) fn render(finding: &Finding<'_>) -> String {
    let severity = word(finding.diagnostic.severity);
    let code = match finding.diagnostic.code.as_ref() {
        "" => String::new(),
        code => format!("[{code}]"),
    };
    format!("{}{severity}{code}: {}\n", place(finding), Message(&finding.message()))
}

fn place(finding: &Finding<'_>) -> String {
    match finding.span().map(|(source, span)| source.line_col(span.start)) {
        Some(place) => format!("{}:{}:{}: ", Harmless(finding.about.name), place.line, place.column),
        None if finding.about.name.is_empty() => String::new(),
        None => format!("{}: ", Harmless(&finding.about.label())),
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
