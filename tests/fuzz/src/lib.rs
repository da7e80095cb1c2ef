//! The laws that reading holds for any bytes. A target makes a source of what the fuzzer gives it and holds them over it.
//!
//! A law that is broken panics, which the fuzzer takes for a crash and keeps the bytes of.

use slugline_core::Source;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, MAX_DEPTH, Span};
use slugline_core::plugin::{Context, OptionMap, Plugin, Reader, Still, check_account};

/// Reads `source` with the one reader of `plugin`, as a host does, and holds the laws over what comes of it:
///
/// - every byte lies in one line, in order, and every part of a line is text of an article or left out for a reason;
/// - every text, field and diagnostic lies within the source, and the bytes of a text are not empty;
/// - letters of a text stand in its bytes, in that order, but for mail, whose parts are encoded;
/// - blocks nest no deeper than the model allows.
pub fn hold_laws(plugin: &dyn Plugin, source: &Source) {
    let name = &plugin.manifest().offers[0].name;
    let reader = plugin.reader(name, &OptionMap::default()).expect("no options are fine for every reader");
    let is_encoded = name == "mail";
    for article in read(&*reader, source) {
        hold_places(source, &article, is_encoded);
        assert!(article.depth() <= MAX_DEPTH, "{} deep", article.depth());
    }
    hold_accounts(source, &*reader);
}

/// Holds the laws over `bytes` behind `head`: the start of a frame, which leads the reader to the frame's parser and which a
/// fuzzer would take long to find.
pub fn hold_laws_behind(plugin: &dyn Plugin, head: &str, bytes: &[u8]) {
    hold_laws(plugin, &source([head.as_bytes(), bytes].concat()));
}

/// The source of `bytes`, in the encoding that they look like.
pub fn source(bytes: Vec<u8>) -> Source {
    Source::new("fuzz", bytes).expect("a fuzzer's inputs stay far below 4 GiB")
}

fn read<'s>(reader: &dyn Reader, source: &'s Source) -> Vec<Article<'s>> {
    let (mut diagnostics, mut articles) = (Diagnostics::new(), Vec::new());
    let mut each = |article| {
        articles.push(article);
        Ok(())
    };
    reader.read(source, &mut Context::new(&mut diagnostics, &Still), &mut each).expect("any bytes can be read");
    for diagnostic in diagnostics.iter().filter(|diagnostic| !diagnostic.span.is_detached()) {
        assert!(lies_within(source, diagnostic.span), "{diagnostic:?} lies outside");
    }
    articles
}

/// `is_encoded`: texts may have been decoded from their bytes once more.
fn hold_places(source: &Source, article: &Article<'_>, is_encoded: bool) {
    for field in &article.head.spans {
        assert!(lies_within(source, field.span), "{field:?} lies outside");
    }
    article.each_text(&mut |text, span| {
        assert!(lies_within(source, span), "{text:?} lies outside, at {span:?}");
        let bytes = source.slice(span);
        // A sign that stands for what was cut off may stand in no bytes.
        assert!(!text.contains(char::is_alphanumeric) || !bytes.is_empty(), "{text:?} lies in no bytes, at {span:?}");
        assert!(is_encoded || holds_letters(bytes, text), "{text:?} does not stand in {bytes:?}, at {span:?}");
    });
}

fn lies_within(source: &Source, span: Span) -> bool {
    span.start <= span.end && span.end <= source.len()
}

/// Whether the letters and figures of `text` stand in `bytes` in that order. Letters that may have been made of others are
/// not looked for: those beyond ASCII, which a repair brings back, and all where `bytes` have a character reference.
fn holds_letters(bytes: &str, text: &str) -> bool {
    let mut given = bytes.chars();
    bytes.contains('&')
        || text.chars().filter(char::is_ascii_alphanumeric).all(|letter| given.any(|other| other == letter))
}

/// Every byte is of one line, and every part of a line is text of an article or left out for a reason.
fn hold_accounts(source: &Source, reader: &dyn Reader) {
    let lines = reader.explain(source).expect("any bytes can be read");
    check_account(source, &lines).expect("every byte is accounted for");
}
