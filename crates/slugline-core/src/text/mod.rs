//! The raw-text reader: lines first, the tree second.
//!
//! Every line gets exactly one label, with the rule that gave it ([`explain`] shows them); the tree is built from the
//! labels. Nothing is dropped: what no rule claims is a paragraph. Reading never fails; what is in doubt becomes a
//! diagnostic.
//!
//! Text is borrowed from the source. Lines that are wrapped are joined once, in a text that the source keeps.

mod body;
mod byline;
mod contact;
mod date;
mod dateline;
mod draft;
mod east;
mod envelope;
mod explain;
mod field;
mod head;
mod heading;
mod hold;
mod house;
mod inline;
mod keyword;
mod layout;
mod line;
mod mark;
mod note;
mod openings;
mod picture;
mod repair;
mod row;
mod rule;
mod sentence;
mod shape;
mod sign;
mod status;
mod table;
mod tail;
mod transmission;
mod tree;
mod zone;

pub use self::dateline::Split as Dateline;
use self::draft::Draft;
pub use self::field::Fields;
pub use self::hold::is_line_of_use;
pub use self::house::{HouseRules, Phrases};
use self::layout::Layout;
pub use self::mark::is_end_mark;
pub use self::picture::is_picture_name;
pub use self::zone::TimeZone;
use crate::cut;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::error::Result;
use crate::model::{self, Article, Block, Head};
use crate::plugin::{Confidence, Context, FileType, LineReport, Manifest, Offer, OptionMap, Plugin, Reader, Still};
use crate::source::Source;

/// The plugin that reads raw text: format `text`.
#[derive(Clone, Copy, Debug, Default)]
pub struct RawText;

const OFFERS: &[Offer] = &[Offer::reader(
    "text",
    "raw article text and wire copy",
    FileType::text("txt", "text/plain"),
    HouseRules::OPTIONS,
)];

static MANIFEST: Manifest = Manifest::new("text", env!("CARGO_PKG_VERSION"), OFFERS);

impl Plugin for RawText {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn sniff(&self, _: &Source) -> Confidence {
        Confidence::FALLBACK
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(TextReader::new(options.read(name)?)))
    }
}

/// Reads raw text by the conventions of newsrooms and the rules of a house.
#[derive(Clone, Debug, Default)]
pub struct TextReader {
    house: HouseRules,
}

impl TextReader {
    /// A reader that knows the habits of a house beside those of all.
    pub fn new(house: HouseRules) -> TextReader {
        TextReader { house }
    }

    /// Reads the one article that a part of a source holds: a text that another reader took out of its envelope, borrowed
    /// from the source or from what it keeps. `head` is what the envelope said; a second value that the text has for the
    /// same field is kept as a note to editors.
    pub fn read_part<'s>(
        &self,
        source: &'s Source,
        text: &'s str,
        head: Head<'s>,
        cx: &mut Context<'_>,
    ) -> Article<'s> {
        let mut draft = Draft::of(source, text, &self.house, head, cx);
        let body = read_draft(&mut draft);
        Article { head: draft.fields.head, body }
    }

    /// Accounts for a part of a source line by line, as [`read_part`](TextReader::read_part) reads it. Lines are counted
    /// from 1.
    pub fn explain_part<'s>(&self, source: &'s Source, text: &'s str, head: Head<'s>) -> Vec<LineReport<'s>> {
        let mut diagnostics = Diagnostics::new();
        let mut cx = Context::new(&mut diagnostics, &Still);
        let mut draft = Draft::of(source, text, &self.house, head, &mut cx);
        let body = read_draft(&mut draft);
        let article = Article { head: draft.fields.head, body };
        explain::report(source, &draft.lines, &draft.rules, &article)
    }
}

impl Reader for TextReader {
    fn read<'s>(
        &self,
        source: &'s Source,
        cx: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        let mut read = |story| {
            let story = repair::repair(source, story, cx.diagnostics);
            each(self.read_part(source, story, Head::default(), cx))
        };
        let mut stories = cut::stories_of(source);
        read(stories.next().unwrap_or_default())?;
        stories.try_for_each(read)
    }

    fn explain<'s>(&self, source: &'s Source) -> Result<Vec<LineReport<'s>>> {
        let mut reports: Vec<LineReport<'s>> = Vec::new();
        for story in cut::stories_of(source) {
            let before = u32::try_from(reports.len()).unwrap_or(u32::MAX);
            let story = repair::repair(source, story, &mut Diagnostics::new());
            let lines = self.explain_part(source, story, Head::default());
            reports.extend(lines.into_iter().map(|line| LineReport { line: line.line + before, ..line }));
        }
        Ok(reports)
    }
}

/// Reads the one article that `source` holds, without rules of a house. Never fails: what no rule claims is a paragraph, and
/// an empty source is an empty article, which is reported as `empty-input`.
pub fn read<'s>(source: &'s Source, diagnostics: &mut Diagnostics) -> Article<'s> {
    let text = repair::repair(source, source.text(), diagnostics);
    TextReader::default().read_part(source, text, Head::default(), &mut Context::new(diagnostics, &Still))
}

/// Accounts for `source` line by line, as [`read`] reads it.
pub fn explain(source: &Source) -> Vec<LineReport<'_>> {
    let text = repair::repair(source, source.text(), &mut Diagnostics::new());
    TextReader::default().explain_part(source, text, Head::default())
}

/// Splits the dateline off a paragraph, where it begins with one: `LEEDS, England (AP) — Rain fell`.
pub fn dateline(paragraph: &str) -> Option<Dateline<'_>> {
    dateline::split(paragraph, &house::NO_HOUSE)
}

/// What a writer puts between a dateline and the words behind it, blanks included: a dash before all. [`DATELINE_JOINT`] is
/// what is usual.
pub const DATELINE_JOINT: &str = dateline::JOINT;

/// The joint with which [`dateline`] reads `found` and `words`, the start of its paragraph, as they are: the usual one, or what
/// the agency writes. `None`: there is none.
pub fn dateline_joint(found: &model::Dateline<'_>, words: &str) -> Option<&'static str> {
    dateline::joint(found, words)
}

/// The passes over a story: what stands round it, its head, its body, its tail. Then the tree.
fn read_draft<'s>(draft: &mut Draft<'_, 's>) -> Vec<Block<'s>> {
    if draft.lines.next_text(0).is_none() {
        draft.fields.report_all(Diagnostic::warning("empty-input", "the input holds no text"));
    }
    envelope::open(draft);
    draft.lines.layout = Layout::of(&draft.lines, draft.wire);
    let body = head::read(draft);
    body::label(draft, body);
    tail::label(draft, body);
    let blocks = tree::build(draft);
    draft.fields.date_by_dateline();
    draft.fields.head.spans.sort_by_key(|entry| entry.span);
    blocks
}
