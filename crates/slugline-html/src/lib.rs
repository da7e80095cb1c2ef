//! Articles as HTML: a whole page, the article element alone for a page of someone else's, or either by a theme.
//!
//! The built-in page stands alone: no script runs, nothing is fetched, light and dark, screen and paper. Its structured data
//! is a block of JSON-LD, which no text can break out of. It is written straight from the tree; templates are entered only
//! where a theme is given.
//!
//! ```
//! use slugline_core::diagnostic::Diagnostics;
//! use slugline_core::model::{Article, Block, EditionHead, Span};
//! use slugline_core::plugin::{Context, Sink, Still};
//! use slugline_html::Options;
//!
//! let mut article = Article::default();
//! article.head.headline = Some("Ferries stop".into());
//! article.body.push(Block::paragraph("No ferry left the harbour.", Span::DETACHED));
//!
//! let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
//! let mut cx = Context::new(&mut diagnostics, &Still);
//! let fragment = Options { page: false, ..Options::default() };
//! slugline_html::write(&article, &EditionHead::default(), &fragment, &mut out, &mut cx)?;
//!
//! assert_eq!(
//!     String::from_utf8(out.finish()?)?,
//!     "<article lang=\"\">\n<header>\n<h1>Ferries stop</h1>\n</header>\n<p>No ferry left the harbour.</p>\n</article>\n"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Html`] is the plugin: the writer `html`.
//! - [`Options`] say whether it is a page or a fragment, and by which theme.
//! - [`write()`] writes one article, for programs that use this as a library.
//! - [`BUILT_IN_THEME`] is the built-in page as a theme, to begin one's own from; [`check_theme`] says what a theme would be
//!   refused for.

mod loss;
mod page;
mod theme;

use std::collections::BTreeMap;

use slugline_core::model::{Article, Edition, EditionHead};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OptionHelp, OptionMap, Output, Plugin, Sink, Writer,
};
use slugline_core::{Error, Kind, Result};
use slugline_item::lead;
use slugline_markup::{Markup, Syntax, Writing, linked, page_address};
use slugline_template::View;

use loss::Carrier;
use theme::Theme;

pub use slugline_template::Fault;
pub use theme::{BUILT_IN_THEME, ThemeReport, check_theme};

/// The plugin: writer `html`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html;

/// How HTML is written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Whole page with `<head>`, or the article element alone. Default: whole page.
    pub page: bool,
    /// Level of the article's own headline, 1 to 6; those in its text follow below. Default: 1.
    pub top_level: u8,
    /// A theme: file names and texts, as they stand in its folder. `page.hbs` is the page, `article.hbs` the article in it,
    /// `page.css` the style; one that is left out is the built-in one. Other `*.hbs` can be included by name, and other
    /// files are not looked at. Default: none, the built-in page.
    pub theme: Option<BTreeMap<String, String>>,
}

impl Default for Options {
    fn default() -> Options {
        Options { page: true, top_level: 1, theme: None }
    }
}

/// What the script element holds: all but the text, which the page shows.
const STRUCTURED_DATA: slugline_jsonld::Options = slugline_jsonld::Options { body: false };

/// What reaches readers and search engines: a page holds the structured data, and shows no other field.
const CARRIES: Carries = slugline_jsonld::CARRIES;

impl Plugin for Html {
    fn manifest(&self) -> &Manifest {
        const OPTIONS: &[OptionHelp] = &[
            OptionHelp::new("page", "whole page, or the article element alone; default: true"),
            OptionHelp::new("top_level", "level of the headline, 1 to 6; default: 1"),
            OptionHelp::new("theme", "files of a theme by name; default: the built-in page"),
        ];
        const OFFERS: &[Offer] = &[Offer::writer(
            "html",
            "HTML page with JSON-LD inside, or the article element alone",
            FileType::text("html", "text/html"),
            CARRIES,
            OPTIONS,
        )];
        static MANIFEST: Manifest = Manifest::new("html", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(HtmlWriter::bind(&options.read(name)?)?))
    }
}

/// Writes one article to `out`.
///
/// Checks the options and compiles the theme each time; for many articles take the writer of [`Html`], which does so once.
///
/// # Errors
///
/// [`Kind::Usage`] for a wrong option or a fault in the theme; [`Kind::Invalid`] where the theme cannot be filled.
pub fn write(
    article: &Article<'_>,
    head: &EditionHead<'_>,
    options: &Options,
    out: &mut Sink,
    cx: &mut Context<'_>,
) -> Result<()> {
    HtmlWriter::bind(options)?.write_article(article, head, out, cx)
}

struct HtmlWriter {
    page: bool,
    level: u8,
    theme: Option<Theme>,
}

impl HtmlWriter {
    fn bind(options: &Options) -> Result<HtmlWriter> {
        let level = options.top_level;
        if !(1..=6).contains(&level) {
            let message = format!("option `html.top_level`: expected a number from 1 to 6, found `{level}`");
            return Err(Error::new(Kind::Usage, message));
        }
        Ok(HtmlWriter { page: options.page, level, theme: options.theme.as_ref().map(Theme::compile).transpose()? })
    }

    fn write_article(
        &self,
        article: &Article<'_>,
        edition: &EditionHead<'_>,
        out: &mut Sink,
        cx: &mut Context<'_>,
    ) -> Result<()> {
        let title = cx.title(article);
        let (writing, url) = (Writing::of(article, cx), page_address(&article.head, cx));
        let view = View::new(article, edition, &title, writing, url, self.level);
        // Our own article element has neither.
        let is_asked = self.page || self.theme.is_some();
        let lead = if is_asked { lead(article) } else { None };
        let view = view.with_lead(lead.as_ref());
        let view = if is_asked { view.with_picture(article, cx.world) } else { view };
        view.report_forbidden(cx);
        match (self.page, &self.theme) {
            (true, None) => page::write_page(&view, article, edition, out, cx)?,
            (false, None) => page::write_article(&view, article, out, cx),
            (true, Some(theme)) => theme.write_page(&view, article, edition, out, cx)?,
            (false, Some(theme)) => theme.write_article(&view, article, out, cx)?,
        }
        let carrier = if self.page { Carrier::StructuredData } else { Carrier::Nothing };
        loss::report(&article.head, &edition.publisher, carrier, cx);
        loss::report_publisher(&edition.publisher, carrier, cx);
        Ok(())
    }
}

impl Writer for HtmlWriter {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        let [article, ..] = edition.articles else { return Ok(()) };
        self.write_article(article, edition.head, out.primary(), cx)
    }
}

/// The writer of an article's text, below a headline of the given level.
fn markup<'m, 'c>(level: u8, out: &'m mut Sink, cx: &'m mut Context<'c>) -> Markup<'m, 'c> {
    Markup::new(out, Syntax::Html, cx).with_pictures(&linked).with_top_level(level + 1)
}
