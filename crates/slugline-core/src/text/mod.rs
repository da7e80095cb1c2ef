//! The raw-text reader: lines first, the tree second.
//!
//! Every line gets exactly one label, with the rule that gave it ([`explain`] shows them); the tree is built from the
//! labels. Nothing is dropped: what no rule claims is a paragraph. Reading never fails; what is in doubt becomes a
//! diagnostic.
//!
//! Text is borrowed from the source. Lines that are wrapped are joined once, in a text that the source keeps.

mod body;
mod byline;
mod date;
mod dateline;
mod explain;
mod field;
mod head;
mod house;
mod inline;
mod line;
mod mark;
mod rule;
mod sentence;
mod shape;
mod table;
mod tree;

use std::borrow::Cow;

pub use self::dateline::{Split as DatelineSplit, split as dateline};
pub use self::field::Fields;
pub use self::house::{HouseRules, Phrases};
use self::line::Lines;
use self::rule::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::error::Result;
use crate::model::Article;
use crate::plugin::{Confidence, Context, FileType, LineReport, Manifest, Offer, OptionMap, Plugin, Reader};
use crate::source::Source;

/// The plugin that reads raw text: format `text`.
#[derive(Clone, Copy, Debug, Default)]
pub struct RawText;

static MANIFEST: Manifest = Manifest {
    name: Cow::Borrowed("text"),
    version: Cow::Borrowed(env!("CARGO_PKG_VERSION")),
    offers: Cow::Borrowed(&[Offer::reader(
        "text",
        "raw article text and wire copy",
        FileType::text("txt", "text/plain"),
        HouseRules::OPTIONS,
    )]),
};

impl Plugin for RawText {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn sniff(&self, _: &Source) -> Confidence {
        Confidence::FALLBACK
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(TextReader { house: options.read(name)? }))
    }
}

/// The reader of raw text, its options bound.
struct TextReader {
    #[expect(dead_code, reason = "the rules that ask it are on their way")]
    house: HouseRules,
}

impl Reader for TextReader {
    fn read<'s>(
        &self,
        source: &'s Source,
        cx: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        each(read(source, cx.diagnostics))
    }

    fn explain<'s>(&self, source: &'s Source) -> Result<Vec<LineReport<'s>>> {
        Ok(explain(source))
    }
}

/// Reads the article that `source` holds. Never fails: what no rule claims is a paragraph, and an empty source is an empty
/// article, which is reported as `empty-input`.
pub fn read<'s>(source: &'s Source, diagnostics: &mut Diagnostics) -> Article<'s> {
    let lines = Lines::of(source.text());
    read_lines(source, &lines, diagnostics).0
}

/// Accounts for `source` line by line: label, rule, and the parts of each line that are no text of the article.
pub fn explain(source: &Source) -> Vec<LineReport<'_>> {
    let lines = Lines::of(source.text());
    let (article, rules) = read_lines(source, &lines, &mut Diagnostics::new());
    explain::report(source, &lines, &rules, &article)
}

fn read_lines<'s>(
    source: &'s Source,
    lines: &Lines<'s>,
    diagnostics: &mut Diagnostics,
) -> (Article<'s>, Vec<&'static Rule>) {
    let mut rules: Vec<&'static Rule> = vec![&rule::BLANK; lines.lines.len()];
    if lines.next_text(0).is_none() {
        diagnostics.push(Diagnostic::warning("empty-input", "the input holds no text"));
    }
    let head::HeadZone { mut head, end } = head::read(source, lines, &mut rules, diagnostics);
    body::label(lines, end, &mut rules);
    let body = tree::build(source, lines, &rules, &mut head);
    head.spans.sort_by_key(|entry| entry.span);
    (Article { head, body }, rules)
}
