//! Typewriter marks to typographic ones, as each language has them: the transform `typography`.
//!
//! Straight quotes, and the ``` ``...'' ``` of wires, become the language's own or apostrophes, `--` and ` - ` dashes, `...` an ellipsis. A quote may open
//! before an emphasis and close after it. Headline, subheadline, running text and captions are set; preformatted text, web
//! addresses, cells of figures and end marks are not. No letter and no digit changes; text that stays as it is stays
//! borrowed, and what changes keeps its span. Doing it twice changes nothing more.
//!
//! ```
//! use slugline_core::diagnostic::Diagnostics;
//! use slugline_core::model::Article;
//! use slugline_core::plugin::{Context, Still};
//! use slugline_typography::Options;
//!
//! let mut article = Article::default();
//! article.head.headline = Some("\"It's over\" -- harbour crews".into());
//! let mut diagnostics = Diagnostics::new();
//! slugline_typography::apply(&mut article, &Options::default(), &mut Context::new(&mut diagnostics, &Still));
//! assert_eq!(article.head.headline.unwrap(), "“It’s over” — harbour crews");
//! ```

mod address;
mod marks;
mod style;
mod walk;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Field};
use slugline_core::plugin::{Context, Manifest, Offer, OptionHelp, OptionMap, Plugin, Transform};
use slugline_core::{Error, Kind, Result};

use style::Style;

/// The plugin: transform `typography`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typography;

/// What is set, and how.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Language whose marks are used, a BCP 47 tag. Default: the article's; English where none is known. A part that names
    /// a language of its own is set as that language is.
    pub language: Option<String>,
    /// Whether straight quotes become quotation marks and apostrophes. Default: yes.
    pub quotes: bool,
    /// Whether `--`, `---` and ` - ` become dashes. Default: yes.
    pub dashes: bool,
    /// Whether `...` becomes an ellipsis. Default: yes.
    pub ellipses: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { language: None, quotes: true, dashes: true, ellipses: true }
    }
}

const OPTIONS: &[OptionHelp] = &[
    OptionHelp::new("language", "language whose marks are used; default: the article's, English where none is known"),
    OptionHelp::new("quotes", "set quotation marks and apostrophes; default: true"),
    OptionHelp::new("dashes", "set `--` and ` - ` as dashes; default: true"),
    OptionHelp::new("ellipses", "set `...` as an ellipsis; default: true"),
];

impl Plugin for Typography {
    fn manifest(&self) -> &Manifest {
        const OFFERS: &[Offer] = &[Offer::transform(
            "typography",
            "typographic quotes, apostrophes, dashes and ellipses, as the language has them",
            OPTIONS,
        )];
        static MANIFEST: Manifest = Manifest::new("typography", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn transform(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Transform>> {
        let options: Options = options.read(name)?;
        match &options.language {
            Some(tag) if Style::of(tag).is_none() => {
                let message = format!("option `{name}.language`: there are no rules for `{tag}`");
                Err(Error::new(Kind::Usage, message).help(format!("there are rules for: {}", style::known())))
            }
            _ => Ok(Box::new(Setter(options))),
        }
    }
}

struct Setter(Options);

impl Transform for Setter {
    fn apply(&self, article: &mut Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        apply(article, &self.0, cx);
        Ok(())
    }
}

/// Sets the marks of `article`. Text in a language without rules stays as it is, which is reported.
pub fn apply(article: &mut Article<'_>, options: &Options, cx: &mut Context<'_>) {
    let tag = options.language.as_deref().or(article.head.language.as_deref());
    let style = Style::of(tag.unwrap_or_default());
    if let (Some(tag), None) = (tag, style) {
        let message = format!("there are no typographic rules for `{tag}`; its text stays as it is");
        cx.report(Diagnostic::note("unknown-typography", message).at(article.head.span(Field::Language, 0)));
    }
    walk::set_article(article, style, options);
}
