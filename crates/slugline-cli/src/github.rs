//! Messages as GitHub's runners take them from the log of a job and show them beside the lines they are about:
//! `::warning file=story.txt,line=3,endLine=3,col=1,title=time-without-zone::the time has no zone`.
//!
//! Source: GitHub documentation, "Workflow commands for GitHub Actions".

use slugline::diagnostic::Severity;

use crate::finding::Finding;
use crate::harmless::{Harmless, Message};

/// A line. The hint is on a second line of what GitHub shows.
pub(crate) fn render(finding: &Finding<'_>) -> String {
    let message = data(&Message(&finding.message()).to_string());
    let hint = finding.diagnostic.help.as_deref().map(|help| format!("%0Ahint: {}", data(&Harmless(help).to_string())));
    let hint = hint.unwrap_or_default();
    format!("::{}{}::{message}{hint}\n", command(finding.diagnostic.severity), properties(finding))
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// ` file=story.txt,line=3`, or nothing where there is nothing to say.
fn properties(finding: &Finding<'_>) -> String {
    let mut properties = Vec::new();
    let mut add = |key: &str, value: String| properties.push(format!("{key}={}", property(&value)));
    if !finding.about.name.is_empty() {
        add("file", Harmless(finding.about.name).to_string());
    }
    if let Some((source, span)) = finding.span() {
        let (first, end) = (source.line_col(span.start), source.line_col(span.end));
        add("line", first.line.to_string());
        add("endLine", end.line.to_string());
        // A runner refuses columns where there are several lines.
        if first.line == end.line {
            add("col", first.column.to_string());
        }
    }
    if !finding.diagnostic.code.is_empty() {
        add("title", finding.diagnostic.code.to_string());
    }
    if properties.is_empty() { String::new() } else { format!(" {}", properties.join(",")) }
}

/// A message, in which a runner would look for escapes and line ends.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, which also ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
