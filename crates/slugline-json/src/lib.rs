//! The model's own JSON form: the format `json`, reader and writer. What is written reads back as it was.
//!
//! One article is a document of its own, pretty-printed; several are NDJSON, a line each. Read are one document or several
//! in a row, whatever stands between them. Spans are those of the text that the article was first read from; they do not
//! point into the JSON.
//!
//! ```
//! use slugline_core::model::{Article, Block, Span};
//! use slugline_core::plugin::Sink;
//!
//! let article = Article {
//!     body: vec![Block::paragraph("Rain.", Span::new(60, 65))],
//!     ..Article::default()
//! };
//! let mut out = Sink::memory();
//! slugline_json::write(&article, &mut out)?;
//! assert_eq!(Article::from_json(&String::from_utf8(out.finish()?)?)?, article);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod read;
mod write;

use slugline_core::plugin::{
    Carries, Confidence, FileType, Manifest, NoOptions, Offer, OptionMap, Plugin, Reader, Writer,
};
use slugline_core::{Result, Source};

pub use write::{write, write_line};

/// The plugin: reader and writer `json`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

const FILES: FileType = FileType::text("json", "application/json");

impl Plugin for Json {
    fn manifest(&self) -> &Manifest {
        const OFFERS: &[Offer] = &[
            Offer::reader("json", "slugline's own JSON: a document, or several in a row", FILES, &[]),
            Offer::writer("json", "slugline's own JSON; several articles as NDJSON", FILES, Carries::everything(), &[]),
        ];
        static MANIFEST: Manifest = Manifest::new("json", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn sniff(&self, source: &Source) -> Confidence {
        if read::has_signature(source.text()) { Confidence::CERTAIN } else { Confidence::NONE }
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        options.read::<NoOptions>(name)?;
        Ok(Box::new(read::JsonReader))
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        options.read::<NoOptions>(name)?;
        Ok(Box::new(write::JsonWriter))
    }
}
