//! What a copy desk looks for before a story goes out: the linter `desk-check`.
//!
//! It reports an embargo without an end, a story without a dateline, a headline that is too long, quotation marks and brackets
//! that do not pair up, and words that stand there twice, each with its place in the story. It changes nothing.

mod head;
mod line;
mod marks;
mod words;

use std::sync::LazyLock;

use slugline_plugin::Result;
use slugline_plugin::diagnostic::Diagnostic;
use slugline_plugin::model::Article;
use slugline_plugin::plugin::{Context, Linter, Manifest, Offer, OptionMap, Plugin, options_of};
use slugline_plugin::schemars::JsonSchema;

/// The plugin: linter `desk-check`.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeskCheck;

slugline_plugin::export_plugin!(DeskCheck);

/// What a desk looks for.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(crate = "slugline_plugin::schemars")]
struct Options {
    /// what the desk does not look for
    skip: Vec<Check>,
    /// characters that a headline may have; default: any number
    headline: Option<u32>,
}

/// What is looked for. Its name is the code of what is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(crate = "slugline_plugin::schemars")]
enum Check {
    /// The story is under embargo, and nobody says until when.
    EmbargoWithoutEnd,
    /// It does not say where the news comes from.
    MissingDateline,
    /// The headline has more characters than it may.
    LongHeadline,
    /// A quotation mark has no other.
    UnpairedQuote,
    /// A bracket has no other.
    UnpairedBracket,
    /// A word stands there twice.
    DoubleWord,
}

impl Check {
    const fn code(self) -> &'static str {
        match self {
            Check::EmbargoWithoutEnd => "embargo-without-end",
            Check::MissingDateline => "missing-dateline",
            Check::LongHeadline => "long-headline",
            Check::UnpairedQuote => "unpaired-quote",
            Check::UnpairedBracket => "unpaired-bracket",
            Check::DoubleWord => "double-word",
        }
    }

    /// What is found, to be reported.
    fn found(self, message: impl Into<String>) -> (Check, Diagnostic) {
        (self, Diagnostic::warning(self.code(), message))
    }
}

static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| {
    let offer = Offer::linter("desk-check", "what a copy desk looks for before a story goes out", &[]);
    let offer = Offer { options: options_of::<Options>().into(), ..offer };
    Manifest { offers: vec![offer].into(), ..Manifest::new("desk-check", env!("CARGO_PKG_VERSION"), &[]) }
});

impl Plugin for DeskCheck {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn linter(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Linter>> {
        Ok(Box::new(Desk(options.read(name)?)))
    }
}

struct Desk(Options);

impl Linter for Desk {
    fn check(&self, article: &Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        let Desk(options) = self;
        let lines = line::lines(article);
        let language = article.head.language.as_deref().unwrap_or("en");
        let mut found = head::check(&article.head, options);
        found.extend(marks::check(&lines, language));
        found.extend(words::check(&lines, language));
        found.retain(|(check, _)| !options.skip.contains(check));
        // As a reader meets them; what has no place goes first.
        found.sort_by_key(|(_, diagnostic)| if diagnostic.span.is_detached() { 0 } else { diagnostic.span.start });
        found.into_iter().for_each(|(_, diagnostic)| cx.report(diagnostic));
        Ok(())
    }
}
