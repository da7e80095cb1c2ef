//! Accounting for a text line by line: what each line was taken for, by which rule, and what of it is no text.

use super::envelope::{behind_body_label, is_label_alone};
use super::line::{Lines, is_space};
use super::rule::{self, Label, Rule};
use super::table::{BETWEEN_NAMES, look_up};
use crate::model::{Article, BlockKind, Span};
use crate::plugin::LineReport;
use crate::source::Source;

/// Reports every line of `source`.
pub(super) fn report<'s>(
    source: &'s Source,
    lines: &Lines<'s>,
    rules: &[&'static Rule],
    article: &Article<'_>,
) -> Vec<LineReport<'s>> {
    let mut taken = Vec::new();
    taken.extend(article.head.spans.iter().map(|entry| entry.span));
    collect(article, &mut taken);
    taken.retain(|span| !span.is_empty());
    taken.sort_unstable();
    let mut reports = Vec::with_capacity(lines.lines.len());
    let (mut next_taken, mut start) = (0, 0);
    let mut end = source.span_of(lines.text).start;
    for (at, (line, rule)) in lines.lines.iter().zip(rules).enumerate() {
        let text = lines.between(start, line.next);
        let header = source.span_of(header_in(lines.between(start, line.text)));
        start = line.next;
        // From the end of the line above: what a repair left out has a place, and no text.
        let whole = Span::new(end, source.span_of(text).end);
        end = whole.end;
        let span = if whole.start == source.mark().end { source.mark().to(whole) } else { whole };
        while taken.get(next_taken).is_some_and(|taken| taken.end <= span.start) {
            next_taken += 1;
        }
        reports.push(LineReport {
            line: u32::try_from(at + 1).unwrap_or(u32::MAX),
            span,
            label: rule.label.as_str(),
            rule: rule.name,
            evidence: rule.evidence,
            text: text.trim_matches(|letter| is_space(letter) || letter.is_control()),
            skipped: skipped(source, lines.text, span, rule, header, taken.get(next_taken..).unwrap_or_default()),
        });
    }
    reports
}

/// The header of a frame in what stands before the text of a line: the line ends between the two were lost.
fn header_in(before: &str) -> &str {
    before.rfind('\u{2}').and_then(|opening| before.get(..=opening)).unwrap_or_default()
}

/// The spans of all text in the body, and of what has no text.
fn collect(article: &Article<'_>, spans: &mut Vec<Span>) {
    article.each_text(&mut |_, span| spans.push(span));
    for block in &article.body {
        if matches!(block.kind, BlockKind::SectionBreak | BlockKind::Figure(_)) {
            spans.push(block.span);
        }
    }
}

/// The parts of a line between what was taken, and why they are no text. `header` may be one of them.
fn skipped(
    source: &Source,
    text: &str,
    line: Span,
    rule: &Rule,
    header: Span,
    taken: &[Span],
) -> Vec<(Span, &'static str)> {
    let mut skipped = Vec::new();
    let mut explain = |gap: Span| {
        let marked = if source.mark().is_empty() || gap.start > 0 { gap.start } else { source.mark().end.min(gap.end) };
        let is_header = marked < header.end && header.start < gap.end;
        let framed = if is_header { header.end.min(gap.end) } else { marked };
        // `text` is what was read: a gap is judged by what its bytes became there.
        let why = |gap| reason(rule, source.slice_of(text, gap));
        let parts = [
            (Span::new(gap.start, marked), "byte order mark"),
            (Span::new(marked, framed), "envelope"),
            (Span::new(framed, gap.end), why(Span::new(framed, gap.end))),
        ];
        skipped.extend(parts.into_iter().filter(|(part, _)| !part.is_empty()));
    };
    let mut at = line.start;
    for span in taken.iter().take_while(|span| span.start < line.end) {
        explain(Span::new(at, span.start.max(at)));
        at = at.max(span.end.min(line.end));
    }
    explain(Span::new(at, line.end));
    skipped
}

/// `and`, also behind a comma.
fn is_between_names(text: &str) -> bool {
    look_up(BETWEEN_NAMES, text.trim_matches(|letter: char| !letter.is_alphanumeric())).is_some()
}

/// Why `text`, which lies in a line with `rule`, is no text of the article.
fn reason(rule: &Rule, text: &str) -> &'static str {
    let text = text.trim_matches(is_space);
    if text.is_empty() {
        return "white space";
    }
    if text.chars().all(|letter| letter.is_control() || is_space(letter)) {
        return "control code";
    }
    // `LP` before the text of an export.
    if let Some(text) = behind_body_label(text) {
        return if text.is_empty() { "label" } else { reason(rule, text) };
    }
    let has_words = text.contains(char::is_alphanumeric);
    match rule.label {
        Label::Envelope if is_export(rule) && is_label_alone(text) => "label",
        Label::Envelope if is_export(rule) && (!has_words || is_between_names(text)) => "between values",
        Label::Envelope if !is_export(rule) => "envelope",
        Label::Row if rule.name == "row-mark" && !has_words => "typesetting mark",
        _ if text
            .chars()
            .all(|letter| matches!(letter, '^' | '<' | '=') || is_space(letter) || letter.is_control()) =>
        {
            "typesetting mark"
        }
        Label::Field if rule.name == "keyword-line" => "keyword line",
        Label::EditorNote if rule.name == "release-marker" => "release marker",
        // Kept beside the fields, where no text is.
        Label::EditorNote if rule.name == "address-line" => "address of the page",
        Label::Dateline if !has_words => "dateline dash",
        Label::Byline if rule.name == "byline-label" && text.ends_with([':', '：']) => "label",
        Label::Byline | Label::BylineTitle => "byline marker",
        Label::Date | Label::Field if is_label(text) => "label",
        Label::Field if !has_words => "between values",
        _ if text.starts_with("](") && text.contains(')') => "link address",
        Label::Item => "list mark",
        // A deck may be a point.
        Label::Subheadline => "list mark",
        Label::Quote | Label::QuoteGap if !has_words => "quote mark",
        Label::Paragraph if matches!(text, "-" | "--" | "—" | "–" | "_") => "dateline dash",
        Label::Paragraph
        | Label::Heading
        | Label::Headline
        | Label::Boilerplate
        | Label::Picture
        | Label::Caption
        | Label::Credit
        | Label::Contact
            if !has_words =>
        {
            "inline mark"
        }
        _ => LineReport::UNACCOUNTED,
    }
}

/// Whether a rule is one of exports, whose lines are all values but for their labels.
fn is_export(rule: &Rule) -> bool {
    [&rule::EXPORT_LINE, &rule::EXPORT_LABEL, &rule::EXPORT_HEADLINE]
        .into_iter()
        .any(|export| std::ptr::eq(rule, export))
}

/// Whether `text` ends with a colon, and at most with what parts values behind it: `Tags: ,`.
fn is_label(text: &str) -> bool {
    let is_mark = |letter: char| !letter.is_alphanumeric() && !matches!(letter, ':' | '：');
    text.trim_end_matches(is_mark).ends_with([':', '：'])
}
