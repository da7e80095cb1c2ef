//! Books: what a reading system has to find at the beginning, and the documents within.

use std::io::{Cursor, Read as _};

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use zip::{CompressionMethod, ZipArchive};

use super::{Malformed, Syntax};

/// The member that every book begins with, stored as it is.
///
/// Source: EPUB 3.3, 4.3 "OCF ZIP container", 4.2.6.2.
const FIRST: (&str, &[u8]) = ("mimetype", b"application/epub+zip");

/// What members may hold, unpacked.
const MOST: usize = 256 << 20;

/// The text of all documents in the book.
pub(super) fn text(bytes: &[u8]) -> Result<String, Malformed> {
    let mut book = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| fault.to_string())?;
    let mut text = String::new();
    for at in 0..book.len() {
        let (name, content, is_packed) = member(&mut book, at)?;
        if at == 0 && (name.as_str(), &*content, is_packed) != (FIRST.0, FIRST.1, false) {
            return Err(format!("the first member is `{name}`; a book begins with `{}`, which is not packed", FIRST.0));
        }
        // Style sheets and pictures say nothing in words.
        if matches!(name.rsplit('.').next(), Some("xhtml" | "opf" | "ncx" | "xml" | "svg")) {
            text.push_str(&Syntax::Xml.text(&content).map_err(|fault| format!("`{name}`, {fault}"))?);
        }
    }
    if text.is_empty() { Err("the book is empty".to_owned()) } else { Ok(text) }
}

/// Name and content of a member, and whether it was packed.
fn member(book: &mut ZipArchive<Cursor<&[u8]>>, at: usize) -> Result<(String, Vec<u8>, bool), Malformed> {
    let mut member = book.by_index_raw(at).map_err(|fault| fault.to_string())?;
    let name = member.name().map_err(|fault| fault.to_string())?.into_owned();
    let mut raw = Vec::new();
    member.read_to_end(&mut raw).map_err(|fault| format!("`{name}`: {fault}"))?;
    match member.compression() {
        CompressionMethod::STORE => Ok((name, raw, false)),
        CompressionMethod::DEFLATE => match decompress_to_vec_with_limit(&raw, MOST) {
            Ok(content) => Ok((name, content, true)),
            Err(fault) => Err(format!("`{name}` cannot be unpacked: {fault}")),
        },
        other => Err(format!("`{name}` is packed by {other}, which no reading system need know")),
    }
}
