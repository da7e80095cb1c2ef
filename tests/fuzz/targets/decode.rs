//! Any bytes, decoded as what they look like, and as what the last of them names.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline_core::{Encoding, Source};
use slugline_fuzz::source;

const ENCODINGS: [&str; 16] = [
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1252",
    "windows-1251",
    "windows-874",
    "macintosh",
    "koi8-r",
    "iso-8859-8",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "gb18030",
    "gbk",
    "big5",
    "euc-kr",
];

fuzz_target!(|bytes: &[u8]| {
    hold_places(&source(bytes.to_vec()));
    let Some(choice) = bytes.last() else { return };
    let encoding: Encoding = ENCODINGS[usize::from(*choice) % ENCODINGS.len()].parse().expect("all are names");
    hold_places(&Source::with_encoding("fuzz", bytes.to_vec(), encoding).expect("far below 4 GiB"));
});

/// The bytes of each character follow those of the one before and decode to it again; all of them are within the source.
fn hold_places(source: &Source) {
    let text = source.text();
    let mut last = source.mark();
    for (at, letter) in text.char_indices() {
        let part = &text[at..at + letter.len_utf8()];
        let span = source.span_of(part);
        assert!(last.start <= span.start && span.start <= span.end, "{part:?} at {span:?}, behind {last:?}");
        assert!(source.slice(span).contains(part), "{part:?} at {span:?} is {:?}", source.slice(span));
        last = span;
    }
    assert!(last.end <= source.len(), "{last:?} of {}", source.len());
    if !text.is_empty() {
        let whole = source.span_of(text);
        assert_eq!((whole.start, whole.end), (source.mark().end, source.len()), "the place of the whole text");
        assert_eq!(source.slice(whole), text);
    }
    for doubt in source.doubts().iter().filter(|doubt| !doubt.span.is_detached()) {
        assert!(doubt.span.start <= doubt.span.end && doubt.span.end <= source.len(), "{doubt:?} lies outside");
    }
    let (line, column) = (source.line_col(source.len()).line, source.line_col(0).column);
    assert!(line as usize <= text.len() + 1 && column == 1, "line {line}, column {column}");
}
