//! Articles to JSON, straight into the sink.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};
use slugline_core::model::{Article, Edition};
use slugline_core::plugin::{Arity, Context, Output, Sink, Writer};
use slugline_core::{Error, Kind, Result};

pub(crate) struct JsonWriter;

impl Writer for JsonWriter {
    fn arity(&self) -> Arity {
        Arity::Many
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, _: &mut Context<'_>) -> Result<()> {
        if let [article] = edition.articles {
            return write(article, out.primary());
        }
        let out = out.primary();
        edition.articles.iter().try_for_each(|article| write_line(article, out))
    }
}

/// Writes one article as a document of its own, pretty-printed, with a newline at its end.
///
/// # Errors
///
/// [`Kind::Invalid`] where a member that this version does not know ([`Extra`](slugline_core::model::Extra)) holds no JSON.
pub fn write(article: &Article<'_>, out: &mut Sink) -> Result<()> {
    write_as(article, PrettyFormatter::new(), out)
}

/// Writes one article as a line of NDJSON, with the newline that ends it.
///
/// Line ends within members that this version does not know are left out, and nothing else of them.
///
/// # Errors
///
/// As for [`write`](fn@write).
pub fn write_line(article: &Article<'_>, out: &mut Sink) -> Result<()> {
    write_as(article, OneLine, out)
}

fn write_as(article: &Article<'_>, layout: impl Formatter, out: &mut Sink) -> Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, layout);
    article
        .serialize(&mut serializer)
        .map_err(|fault| Error::new(Kind::Invalid, "a member of the article is no JSON").cause(fault))?;
    out.put(b"\n");
    Ok(())
}

/// Compact JSON that stays one line.
///
/// Members kept as they came may hold line ends. In JSON these stand between tokens only, and mean nothing.
///
/// Source: RFC 8259 section 2 (white space), section 7 (strings hold no control characters).
struct OneLine;

impl Formatter for OneLine {
    fn write_raw_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut parts = fragment.split(['\n', '\r']);
        parts.try_for_each(|part| writer.write_all(part.as_bytes()))
    }
}
