//! Accounting for a text line by line: what each line was taken for, by which rule, and what of it is no text.

use super::envelope::behind_body_letters;
use super::line::{Lines, is_space};
use super::rule::{Label, Rule};
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
            skipped: skipped(source, lines.text, span, rule, taken.get(next_taken..).unwrap_or_default()),
        });
    }
    reports
}

/// The spans of all text in the body.
fn collect(article: &Article<'_>, spans: &mut Vec<Span>) {
    article.each_text(&mut |_, span| spans.push(span));
    for block in &article.body {
        if matches!(block.kind, BlockKind::SectionBreak) {
            spans.push(block.span);
        }
    }
}

/// The parts of a line between what was taken, and why they are no text.
fn skipped(source: &Source, text: &str, line: Span, rule: &Rule, taken: &[Span]) -> Vec<(Span, &'static str)> {
    let mut skipped = Vec::new();
    let mut at = line.start;
    for span in taken.iter().take_while(|span| span.start < line.end) {
        explain_gap(source, text, Span::new(at, span.start.max(at)), rule, &mut skipped);
        at = at.max(span.end.min(line.end));
    }
    explain_gap(source, text, Span::new(at, line.end), rule, &mut skipped);
    skipped
}

/// `text` is what was read: a gap is judged by what its bytes became there.
fn explain_gap(source: &Source, text: &str, gap: Span, rule: &Rule, skipped: &mut Vec<(Span, &'static str)>) {
    if gap.is_empty() {
        return;
    }
    // A byte order mark lies before the text.
    if !source.mark().is_empty() && gap.start == 0 {
        let mark = source.mark();
        skipped.push((mark, "byte order mark"));
        return explain_gap(source, text, Span::new(mark.end, gap.end.max(mark.end)), rule, skipped);
    }
    skipped.push((gap, reason(rule, source.slice_of(text, gap))));
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
    if let Some(text) = behind_body_letters(text) {
        return if text.is_empty() { "label" } else { reason(rule, text) };
    }
    let has_words = text.contains(char::is_alphanumeric);
    match rule.label {
        Label::Envelope => "envelope",
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

/// Whether `text` ends with a colon, and at most with what parts values behind it: `Tags: ,`.
fn is_label(text: &str) -> bool {
    let is_mark = |letter: char| !letter.is_alphanumeric() && !matches!(letter, ':' | '：');
    text.trim_end_matches(is_mark).ends_with([':', '：'])
}
