//! The raw-text reader.

use crate::diagnostic::Diagnostics;
use crate::error::Result;
use crate::model::{Article, Block};
use crate::plugin::{Confidence, Context, FileType, Manifest, Offer, OptionMap, Plugin, Reader};
use crate::source::Source;

/// The plugin that reads raw text: format `text`.
#[derive(Clone, Copy, Debug, Default)]
pub struct RawText;

const MANIFEST: Manifest = Manifest {
    name: std::borrow::Cow::Borrowed("text"),
    version: std::borrow::Cow::Borrowed(env!("CARGO_PKG_VERSION")),
    offers: std::borrow::Cow::Borrowed(&[Offer::reader(
        "text",
        "raw article text and wire copy",
        FileType::text("txt", "text/plain"),
        &[],
    )]),
};

impl Plugin for RawText {
    fn manifest(&self) -> &Manifest {
        static SHOWN: Manifest = MANIFEST;
        &SHOWN
    }

    fn sniff(&self, _: &Source) -> Confidence {
        Confidence::FALLBACK
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        #[derive(Default, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        struct None {}
        options.read::<None>(name)?;
        Ok(Box::new(RawText))
    }
}

impl Reader for RawText {
    fn read<'s>(
        &self,
        source: &'s Source,
        cx: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        each(read(source, cx.diagnostics))
    }
}

/// Reads one article. Never fails: what no rule claims is a paragraph.
pub fn read<'s>(source: &'s Source, diagnostics: &mut Diagnostics) -> Article<'s> {
    let _ = diagnostics;
    let mut article = Article::default();
    let mut parts = source.text().split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    article.head.headline = parts.next().map(Into::into);
    article.body = parts.map(|part| Block::paragraph(part, source.span_of(part))).collect();
    article
}
