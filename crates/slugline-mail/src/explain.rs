//! Accounting for mail line by line.
//!
//! Lines of a story that stands in the message as it is are accounted for by the reader of raw text. Of one that is encoded,
//! a line may hold a part of a word: all of it is text.

use slugline_core::Source;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Span};
use slugline_core::plugin::{Context, LineReport, Still};
use slugline_core::text::TextReader;

use crate::article::{self, Reading};
use crate::flowed;
use crate::line::{is_blank, lines, without_end};
use crate::rule::{self, Rule};
use crate::structure::{Kind, messages};

/// Reports every line of `source`.
pub(crate) fn report<'s>(source: &'s Source, reader: &TextReader) -> Vec<LineReport<'s>> {
    let mut reports: Vec<LineReport<'s>> = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for message in messages(source) {
        let reading = article::read(source, message, reader, &mut Context::new(&mut diagnostics, &Still));
        let mut account = Account::of(source, reader, &reading);
        for (line, kind) in lines(message).zip(&reading.structure.kinds) {
            let report = account.line(line, *kind);
            let number = u32::try_from(reports.len() + 1).unwrap_or(u32::MAX);
            reports.push(LineReport { line: number, ..report });
        }
    }
    if let Some(first) = reports.first_mut().filter(|_| !source.mark().is_empty()) {
        first.span = source.mark().to(first.span);
        // The reader of raw text has accounted for it where the message begins with the story.
        if first.skipped.first().is_none_or(|(span, _)| *span != source.mark()) {
            first.skipped.insert(0, (source.mark(), "byte order mark"));
        }
    }
    reports
}

/// The account of one message.
struct Account<'s> {
    source: &'s Source,
    /// The content that is the story, with what stands above and below it.
    content: Span,
    /// The story itself, where it stands in the message as it is.
    story: Option<Span>,
    /// The messages that it passes on: what stands above each, its head. The place of what it answers.
    forwards: Vec<(Span, Span)>,
    answered: Option<Span>,
    /// Its lines, as the reader of raw text accounts for them.
    lines: std::iter::Peekable<std::vec::IntoIter<LineReport<'s>>>,
    /// The places of all text outside the story, in order.
    taken: Vec<Span>,
    next_taken: usize,
}

impl<'s> Account<'s> {
    fn of(source: &'s Source, reader: &TextReader, reading: &Reading<'s>) -> Account<'s> {
        let body = reading.chosen.and_then(|at| reading.structure.parts.get(at)).map_or("", |part| part.body);
        let stands = reading.story.as_ptr() as usize >= body.as_ptr() as usize
            && reading.story.as_ptr() as usize + reading.story.len() <= body.as_ptr() as usize + body.len();
        let lines = match stands {
            true => reader.explain_part(source, reading.story, reading.head.clone()),
            false => Vec::new(),
        };
        let forwards = reading.within.iter().filter(|message| message.is_forward);
        let answered = reading.within.iter().find(|message| !message.is_forward);
        Account {
            source,
            content: source.span_of(body),
            story: stands.then(|| source.span_of(reading.story)),
            forwards: forwards.map(|message| (source.span_of(message.above), source.span_of(message.head))).collect(),
            answered: answered.map(|message| source.span_of(message.head).to(source.span_of(message.below))),
            lines: lines.into_iter().peekable(),
            taken: taken(&reading.article),
            next_taken: 0,
        }
    }

    fn line(&mut self, line: &'s str, kind: Kind) -> LineReport<'s> {
        let span = self.source.span_of(line);
        let rule = match kind {
            Kind::Mailbox => &rule::MAILBOX,
            Kind::Head if self.has_text(span) => &rule::FIELD,
            Kind::Head => &rule::ROUTE,
            Kind::PartHead => &rule::PART_FIELD,
            Kind::HeadEnd => &rule::BLANK,
            Kind::Boundary => &rule::BOUNDARY,
            Kind::Aside => &rule::ASIDE,
            Kind::Content if !is_within(span, self.content) => &rule::LEFT_OUT,
            Kind::Content => match self.story {
                None if is_blank(line) => &rule::BLANK,
                None => &rule::ENCODED,
                Some(story) if is_within(span, story) => {
                    if let Some(report) = self.lines.next_if(|report| report.span.end == span.end) {
                        return LineReport { span, ..report };
                    }
                    &rule::BLANK
                }
                Some(_) if is_blank(line) => &rule::BLANK,
                Some(story) if span.end <= story.start => self.above(span),
                Some(_) if self.answered.is_some_and(|answered| is_within(span, answered)) => &rule::ANSWERED,
                Some(_) => &rule::SIGNATURE,
            },
        };
        let skipped = if std::ptr::eq(rule, &rule::ENCODED) { Vec::new() } else { self.skipped(span, line, rule) };
        LineReport {
            line: 0,
            span,
            label: rule.label,
            rule: rule.name,
            evidence: rule.evidence,
            text: without_end(line).trim(),
            skipped,
        }
    }

    /// The rule of a line above the story.
    fn above(&mut self, line: Span) -> &'static Rule {
        if self.forwards.iter().any(|(above, _)| is_within(line, *above)) {
            return &rule::COVER;
        }
        match self.forwards.iter().any(|(_, head)| is_within(line, *head)) {
            true if self.has_text(line) => &rule::PASSED_ON,
            true => &rule::PASSED_ON_ROUTE,
            false => &rule::HEADLINE,
        }
    }

    /// Whether any text was taken from a line.
    fn has_text(&mut self, line: Span) -> bool {
        self.pass(line);
        self.taken.get(self.next_taken).is_some_and(|span| span.start < line.end)
    }

    /// Goes on to the text that ends behind the start of a line.
    fn pass(&mut self, line: Span) {
        while self.taken.get(self.next_taken).is_some_and(|span| span.end <= line.start) {
            self.next_taken += 1;
        }
    }

    /// The parts of a line that are no text.
    fn skipped(&mut self, line: Span, text: &str, rule: &Rule) -> Vec<(Span, &'static str)> {
        self.pass(line);
        let mut skipped = Vec::new();
        let mut at = line.start;
        let taken = self.taken.get(self.next_taken..).unwrap_or_default();
        for span in taken.iter().take_while(|span| span.start < line.end) {
            self.skip(Span::new(at, span.start.max(at)), text, rule, &mut skipped);
            at = at.max(span.end.min(line.end));
        }
        self.skip(Span::new(at, line.end), text, rule, &mut skipped);
        skipped
    }

    fn skip(&self, gap: Span, text: &str, rule: &Rule, skipped: &mut Vec<(Span, &'static str)>) {
        if gap.is_empty() {
            return;
        }
        let is_mark = without_end(text) == flowed::SIGNATURE_MARK;
        let reason = if is_blank(self.source.slice(gap)) && !is_mark { "white space" } else { rule.skipped };
        skipped.push((gap, reason));
    }
}

fn is_within(span: Span, whole: Span) -> bool {
    span.start >= whole.start && span.end <= whole.end
}

/// The places of all text of an article, in order.
fn taken(article: &Article<'_>) -> Vec<Span> {
    let mut spans: Vec<Span> = article.head.spans.iter().map(|entry| entry.span).collect();
    article.each_text(&mut |_, span| spans.push(span));
    spans.extend(article.pictures().into_iter().map(|(_, span)| span));
    spans.retain(|span| !span.is_empty() && !span.is_detached());
    spans.sort_unstable();
    spans
}
