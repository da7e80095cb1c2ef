//! What a writer writes and reports.

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Edition, EditionHead};
use slugline_core::plugin::{Context, Memory, Sink, Still, Writer};

/// What `write` writes, as text, and what it reports.
///
/// # Panics
///
/// Where it writes something else when asked again, or no UTF-8.
#[track_caller]
pub fn written(write: impl Fn(&mut Sink, &mut Context<'_>)) -> (String, Vec<Diagnostic>) {
    let (bytes, diagnostics) = written_bytes(write);
    (String::from_utf8(bytes).unwrap(), diagnostics)
}

/// What `write` writes, and what it reports.
///
/// # Panics
///
/// Where it writes something else when asked again.
#[track_caller]
pub fn written_bytes(write: impl Fn(&mut Sink, &mut Context<'_>)) -> (Vec<u8>, Vec<Diagnostic>) {
    let once = || {
        let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
        write(&mut out, &mut Context::new(&mut diagnostics, &Still));
        (out.finish().unwrap(), diagnostics.take())
    };
    let first = once();
    assert!(first == once(), "not the same twice");
    first
}

/// What a bound writer writes of an edition, in one file, and what it reports.
///
/// # Panics
///
/// Where it fails, or writes other files beside the one.
#[track_caller]
pub fn written_by(writer: &dyn Writer, head: &EditionHead<'_>, articles: &[Article<'_>]) -> (Vec<u8>, Vec<Diagnostic>) {
    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    writer.write(&Edition { head, articles }, &mut out, &mut Context::new(&mut diagnostics, &Still)).unwrap();
    let (bytes, files) = out.into_parts();
    assert!(files.is_empty(), "one file is enough for one format");
    (bytes, diagnostics.take())
}

/// The codes of what is reported, in order.
pub fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| &*diagnostic.code).collect()
}

/// A document in one line, without its indentation.
pub fn flat(document: &str) -> String {
    document.lines().map(str::trim_start).collect()
}

/// Whether a document holds each of `parts`.
///
/// # Panics
///
/// Where it does not.
#[track_caller]
pub fn shows(document: &str, parts: &[&str]) {
    for part in parts {
        assert!(document.contains(part), "no {part} in\n{document}");
    }
}
