//! Messages for people: what is wrong, the line that it is about, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use slugline::diagnostic::Severity;

use crate::excerpt::Excerpt;
use crate::finding::Finding;
use crate::harmless::{Harmless, Message};

/// A message of one or more lines. `renderer` says whether it has colours.
pub(crate) fn render(finding: &Finding<'_>, renderer: &Renderer) -> String {
    let level = match finding.diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.clone().primary_title(Message(&finding.message()).to_string());
    let title = match finding.diagnostic.code.as_ref() {
        "" => title,
        code => title.id(code),
    };
    let title = renderer.render(&[Group::with_title(title)]);
    let hint = finding.diagnostic.help.as_deref().map(|help| format!("  hint: {}\n", Harmless(help)));
    format!("{title}\n{}{}", place(finding, level, renderer), hint.unwrap_or_default())
}

/// Where it is, with the line where there is one.
fn place(finding: &Finding<'_>, level: Level<'_>, renderer: &Renderer) -> String {
    let about = finding.about;
    let Some(Excerpt { place, line, marked }) = finding.span().and_then(|(source, span)| Excerpt::of(source, span))
    else {
        let label = about.label();
        // Most messages about a story as a whole name it.
        let is_named = label.is_empty() || finding.diagnostic.message.contains(&format!("`{label}`"));
        return if is_named { String::new() } else { format!(" --> {}\n", Harmless(&label)) };
    };
    let indent = place.line.to_string().len();
    let mark = AnnotationKind::Primary.span(marked);
    let snippet = Snippet::source(line.as_str()).line_start(place.line as usize).annotation(mark);
    let shown = renderer.render(&[Group::with_level(level).element(snippet)]);
    format!("{:indent$}--> {}:{}:{}\n{shown}\n", "", Harmless(about.name), place.line, place.column)
}
