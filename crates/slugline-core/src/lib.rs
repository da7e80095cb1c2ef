//! The article model, the raw-text reader and the plugin traits of slugline.
//!
//! Bytes become a [`Source`]. A [`Reader`](plugin::Reader) turns a source into [`Article`](model::Article)s, whose text is
//! borrowed from it; [`Transform`](plugin::Transform)s edit them; a [`Writer`](plugin::Writer) turns an
//! [`Edition`](model::Edition) of them into bytes. All of them are offered by [`Plugin`](plugin::Plugin)s.
#![cfg_attr(
    feature = "text",
    doc = "
```
use slugline_core::{Source, diagnostic::Diagnostics, text};

let source = Source::from_text(\"story.txt\", \"World\\n\\nFerries stop as crews walk out\\n\\nBy Ada Roe\\n\\nNo ferry left the harbour on Monday.\")?;
let article = text::read(&source, &mut Diagnostics::new());
assert_eq!(article.head.bylines[0].name, \"Ada Roe\");
# Ok::<(), slugline_core::Error>(())
```
"
)]
//!
//! Features: `text` (the raw-text reader and decoding, on by default), `identity` (slugs and identifiers, on by default),
//! `schema` (the JSON Schema of the model). A plugin guest needs none of them.

#[cfg(feature = "text")]
pub mod cut;
pub mod diagnostic;
mod error;
#[cfg(feature = "identity")]
pub mod identity;
#[cfg(feature = "text")]
pub mod line;
pub mod model;
pub mod plugin;
mod source;
#[cfg(feature = "text")]
pub mod text;

pub use error::{Error, Kind, Result, nearest};
#[cfg(feature = "text")]
pub use source::Encoding;
pub use source::{LineCol, Place, Rebuilt, Source, foreign, is_binary, markup};
