//! Posts: front matter and a body in Markdown, the format `markdown`.
//!
//! ```
//! use slugline_core::{Source, diagnostic::Diagnostics, text::HouseRules};
//!
//! let post = "---\ntitle: Ferries stop\nauthor: Ada Roe\n---\nNo ferry left the *harbour* on Monday.";
//! let source = Source::from_text("ferries.md", post)?;
//! let article = slugline_markdown::read(&source, &HouseRules::default(), &mut Diagnostics::new());
//! assert_eq!(article.head.headline.unwrap(), "Ferries stop");
//! assert_eq!(article.head.bylines[0].name, "Ada Roe");
//! assert_eq!(article.body.len(), 1);
//! # Ok::<(), slugline_core::Error>(())
//! ```
//!
//! Front matter may be YAML, TOML or JSON. Where it is broken it is read line by line, and what no field takes is kept in
//! the head. The body is CommonMark with tables and footnotes; HTML in it is read as far as an article has words for it, and
//! template markup is left out and reported. Reading never fails.
//!
//! [`write_article`] writes a post that reads back to the same article, here and elsewhere: YAML above CommonMark, with each
//! character that would be a mark spelled so that it is none.

mod body;
mod entity;
mod explain;
mod front_matter;
mod head;
mod key;
mod line_ends;
mod loss;
mod opening;
mod rule;
mod shortcode;
mod stretch;
mod write;

use std::path::Path;

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Field, FieldSet};
use slugline_core::plugin::{
    Carries, Confidence, Context, FileType, LineReport, Manifest, NoOptions, Offer, OptionMap, Plugin, Reader, Still,
    Watch, Writer,
};
use slugline_core::text::{Fields, HouseRules};
use slugline_core::{Rebuilt, Result, Source};

use self::loss::Losses;
use self::write::MarkdownWriter;
pub use self::write::write_article;

/// The plugin: reader and writer `markdown`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Markdown;

/// What front matter and the post say.
const CARRIES: Carries = Carries::to_public(FieldSet::ALL.without(&[
    Field::Urgency,
    Field::Category,
    Field::WordCount,
    Field::Identifier,
    Field::Version,
    Field::Subject,
    Field::EditorNote,
    Field::Status,
    Field::Embargo,
]));

impl Plugin for Markdown {
    fn manifest(&self) -> &Manifest {
        const FILES: FileType = FileType::text("md", "text/markdown");
        const OFFERS: &[Offer] = &[
            Offer::reader(
                "markdown",
                "posts in Markdown, with front matter in YAML, TOML or JSON",
                FILES,
                HouseRules::OPTIONS,
            ),
            Offer::writer("markdown", "a post in CommonMark, with front matter in YAML", FILES, CARRIES, &[]),
        ];
        static MANIFEST: Manifest = Manifest::new("markdown", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    /// What the name of the file says goes first: much Markdown looks like any text. Where it says nothing, front matter that
    /// is closed and has a key is as good as a signature.
    fn sniff(&self, source: &Source) -> Confidence {
        let end = Path::new(source.name()).extension();
        let is_named = end.is_some_and(|end| ["md", "markdown"].iter().any(|known| end.eq_ignore_ascii_case(known)));
        match is_named || front_matter::is_sure(source.text()) {
            true => Confidence(90),
            false => Confidence::NONE,
        }
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(MarkdownReader { house: options.read(name)? }))
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        options.read::<NoOptions>(name)?;
        Ok(Box::new(MarkdownWriter))
    }
}

/// The reader, its options bound.
struct MarkdownReader {
    house: HouseRules,
}

impl Reader for MarkdownReader {
    fn read<'s>(
        &self,
        source: &'s Source,
        cx: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        each(read_with_losses(source, &self.house, cx).0)
    }

    fn explain<'s>(&self, source: &'s Source) -> Result<Vec<LineReport<'s>>> {
        Ok(explain(source, &self.house))
    }
}

/// Reads the post that `source` holds. Never fails: what is no Markdown is text, and an empty source is an empty article,
/// which is reported as `empty-input`.
pub fn read<'s>(source: &'s Source, house: &HouseRules, diagnostics: &mut Diagnostics) -> Article<'s> {
    read_with_losses(source, house, &mut Context::new(diagnostics, &Still)).0
}

/// Accounts for `source` line by line: label, rule, and the parts of each line that are no text of the article.
pub fn explain<'s>(source: &'s Source, house: &HouseRules) -> Vec<LineReport<'s>> {
    let mut diagnostics = Diagnostics::new();
    let (article, losses) = read_with_losses(source, house, &mut Context::new(&mut diagnostics, &Still));
    let front_matter = front_matter::split(source.text()).map_or("", |(front_matter, _)| front_matter.whole);
    explain::report(source, front_matter, &article, &losses)
}

fn read_with_losses<'s>(source: &'s Source, house: &HouseRules, cx: &mut Context<'_>) -> (Article<'s>, Losses<'s>) {
    let text = source.text();
    if text.trim().is_empty() {
        cx.report(Diagnostic::warning("empty-input", "the input holds no text"));
    }
    let watch = Watch::new(cx.world);
    let mut fields = Fields::of(source, cx.diagnostics).in_house(house);
    let mut losses = Losses::default();
    let markdown = match front_matter::split(text) {
        Some((front_matter, markdown)) => {
            head::read(source, front_matter, &mut fields);
            markdown
        }
        None => text,
    };
    let origin = text.len() - markdown.len();
    let markdown = joined(source, markdown);
    let (markdown, stretches) = shortcode::without(source, markdown, origin, &mut losses);
    let blocks = body::read(source, markdown, stretches, watch, &mut losses);
    let body = opening::read(source, house, blocks, &mut fields, &mut losses);
    losses.report(&mut fields);
    let mut head = fields.head;
    head.spans.sort_by_key(|entry| entry.span);
    (Article { head, body }, losses)
}

/// A part of the source's text with its lines ended alike, and those of its paragraphs joined where they are wrapped.
fn joined<'s>(source: &'s Source, markdown: &'s str) -> &'s str {
    match line_ends::joined(markdown) {
        Some(joined) => source.keep(Rebuilt::even(source, joined, markdown)),
        None => markdown,
    }
}
