//! A newsroom's house style: the transform `house-style`.
//!
//! Quotation marks, numbers, percentages, courtesy titles and the house's own words, in headline, subheadline, running text
//! and captions. Tables, preformatted text and web addresses stay as they are, and so does what is not in English. Doing it
//! twice changes nothing more.

mod numbers;
mod percent;
mod quotes;
mod titles;
mod walk;
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use slugline_plugin::Result;
use slugline_plugin::model::Article;
use slugline_plugin::plugin::{Context, Manifest, Offer, OptionMap, Plugin, Transform, options_of};
use slugline_plugin::schemars::JsonSchema;

/// The plugin: transform `house-style`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HouseStyle;

slugline_plugin::export_plugin!(HouseStyle);

/// What the house wants.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(crate = "slugline_plugin::schemars")]
struct Options {
    /// which quotation marks stand outside
    quotes: Quotes,
    /// one to nine in words and commas from 10,000, or all as they are
    numbers: Numbers,
    /// what stands for per cent behind a number
    percent: PerCent,
    /// courtesy titles: Mr., Mr, or as they are
    titles: Titles,
    /// words, and what the house writes instead
    words: BTreeMap<String, String>,
}

/// Which quotation marks stand outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(crate = "slugline_plugin::schemars")]
enum Quotes {
    /// “It’s ‘over’”.
    #[default]
    Double,
    /// ‘It’s “over”’.
    Single,
    /// Those that are there.
    Keep,
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(crate = "slugline_plugin::schemars")]
enum Numbers {
    /// One to nine in words, commas in those of five figures and more.
    #[default]
    Words,
    /// As they are.
    Keep,
}

/// What stands for per cent behind a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(crate = "slugline_plugin::schemars")]
enum PerCent {
    /// `12 percent`
    #[default]
    #[serde(rename = "percent")]
    Joined,
    /// `12 per cent`
    #[serde(rename = "per-cent")]
    Parted,
    /// `12%`
    Sign,
    /// What is there.
    Keep,
}

/// How courtesy titles are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(crate = "slugline_plugin::schemars")]
enum Titles {
    /// `Mr. Doe`
    #[default]
    Dotted,
    /// `Mr Doe`
    Plain,
    /// As they are.
    Keep,
}

static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| {
    let summary = "quotation marks, numbers, titles and words as a newsroom has them, in English";
    let offer = Offer { options: options_of::<Options>().into(), ..Offer::transform("house-style", summary, &[]) };
    Manifest { offers: vec![offer].into(), ..Manifest::new("house-style", env!("CARGO_PKG_VERSION"), &[]) }
});

impl Plugin for HouseStyle {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn transform(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Transform>> {
        Ok(Box::new(Editor(options.read(name)?)))
    }
}

struct Editor(Options);

impl Transform for Editor {
    fn apply(&self, article: &mut Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        walk::edit_article(article, &self.0, cx);
        Ok(())
    }
}
