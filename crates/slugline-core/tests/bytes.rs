//! From bytes to text: every sign of section 1 of the conventions, and the laws that hold for any bytes.

#![cfg(feature = "text")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "tests may stop at the first surprise"
)]

use proptest::prelude::*;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::Article;
use slugline_core::plugin::check_account;
use slugline_core::{Encoding, Source, text};

const PROSE: &str = "No ferry left the harbour on Monday. Crews had walked out at midnight.";

/// Reads a headline above [`PROSE`] and compares it, the encoding, and the codes of what is reported.
#[track_caller]
fn check(headline: &[u8], expected: &str, encoding: &str, codes: &[&str]) {
    let copy = [headline, b"\n\n", PROSE.as_bytes()].concat();
    check_source(&Source::new("test", copy).unwrap(), expected, encoding, codes);
}

#[track_caller]
fn check_source(source: &Source, expected: &str, encoding: &str, codes: &[&str]) {
    let mut diagnostics = Diagnostics::new();
    let article = text::read(source, &mut diagnostics);
    assert_eq!(article.head.headline.as_ref().unwrap(), expected);
    assert_eq!(source.encoding(), encoding);
    let told = source.doubts().iter().chain(&diagnostics).map(|told| told.code.as_ref());
    assert_eq!(told.collect::<Vec<_>>(), codes);
}

#[test]
fn byte_order_marks() {
    check(b"\xEF\xBB\xBFFerries stop", "Ferries stop", "UTF-8", &[]);
    check("Ferries\u{FEFF} stop".as_bytes(), "Ferries stop", "UTF-8", &["stray-mark"]);
    for mark in ["\u{FEFF}", ""] {
        let units: Vec<u16> = format!("{mark}Ferries – stop\r\n\r\n{PROSE}").encode_utf16().collect();
        let codes: &[&str] = if mark.is_empty() { &["guessed-encoding"] } else { &[] };
        let big = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        check_source(&Source::new("test", big).unwrap(), "Ferries – stop", "UTF-16BE", codes);
        let little = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        check_source(&Source::new("test", little).unwrap(), "Ferries – stop", "UTF-16LE", codes);
    }
}

#[test]
fn single_bytes() {
    check("Fähren – “stop”".as_bytes(), "Fähren – “stop”", "UTF-8", &[]);
    let guessed = &["guessed-encoding"];
    check(b"Ferries\x85 \x93stop\x94 \x96 again", "Ferries… “stop” – again", "windows-1252", guessed);
    check(b"Ferries cost \xA340", "Ferries cost £40", "windows-1252", guessed);
    check(
        b"The caf\x8E where the town\xD5s printers drank",
        "The café where the town’s printers drank",
        "macintosh",
        guessed,
    );
    let both = &["guessed-encoding", "broken-encoding"];
    check(b"Ferries \x93stop\x94\x9D", "Ferries “stop”\u{FFFD}", "windows-1252", both);
}

#[test]
fn texts_that_were_decoded_wrongly() {
    check("Crews: \u{93}No deal\u{94}".as_bytes(), "Crews: “No deal”", "UTF-8", &["misread-windows-1252"]);
    check("The cityâ€™s cafÃ©s".as_bytes(), "The city’s cafés", "UTF-8", &["misread-utf-8"]);
    check("The cityâ€™s cafés".as_bytes(), "The cityâ€™s cafés", "UTF-8", &[]);
}

#[test]
fn blanks_and_marks_without_width() {
    for blank in ["\u{A0}", "\u{2007}", "\u{202F}", "\u{3000}", "\u{200B}"] {
        check(format!("{blank}Ferries stop{blank}").as_bytes(), "Ferries stop", "UTF-8", &[]);
    }
    for kept in ["Fer\u{AD}ries stop", "Ferries\u{200B}stop", "می\u{200C}روند", "क्\u{200D}ष", "Ferries\u{A0}stop"]
    {
        check(kept.as_bytes(), kept, "UTF-8", &[]);
    }
}

#[test]
fn entities() {
    check(b"Holt &amp; Daughters&rsquo; &#39;beer&#39;", "Holt & Daughters’ 'beer'", "UTF-8", &["html-entities"]);
    check(b"Holt &amp;amp; Daughters", "Holt &amp; Daughters", "UTF-8", &["html-entities"]);
    check(b"Holt <b>&amp;</b> Daughters", "Holt <b>&amp;</b> Daughters", "UTF-8", &[]);
}

#[test]
fn line_ends_and_noise() {
    check(b"Ferries stop\r\n\r\r\n \t", "Ferries stop", "UTF-8", &[]);
    check(b"Ferries\x0Bstop\0", "Ferries stop", "UTF-8", &["control-codes"]);
    check(b"\x1B[1mFerries stop\x1B[0m", "Ferries stop", "UTF-8", &["control-codes"]);
}

#[test]
fn the_named_encoding_goes_first() {
    let named = |name: &str, bytes: &[u8]| {
        let copy = [bytes, b"\n\n", PROSE.as_bytes()].concat();
        Source::with_encoding("test", copy, name.parse().unwrap()).unwrap()
    };
    check_source(&named("windows-1251", b"\xCF\xE0\xF0\xEE\xEC"), "Паром", "windows-1251", &[]);
    check_source(&named("utf-8", "Fähren".as_bytes()), "Fähren", "UTF-8", &[]);
    check_source(&named("utf-8", b"F\xE4hren"), "F\u{FFFD}hren", "UTF-8", &["broken-encoding"]);
    check_source(&named("koi8-r", b"\xEF\xBB\xBFFerries"), "О╩©Ferries", "KOI8-R", &["overruled-encoding"]);
}

/// Every byte lies in the text of the article or in a part that is left out for a reason.
fn accounted(source: &Source) -> Result<(), String> {
    check_account(source, &text::explain(source)).map_err(|fault| fault.to_string())
}

/// All text of an article lies within the source, and the bytes it lies in can be read.
fn lies_within(source: &Source, article: &Article<'_>) -> bool {
    let mut lies = true;
    article.each_text(&mut |text, span| {
        lies &= span.end <= source.len() && (text.trim().is_empty() || !source.slice(span).is_empty());
    });
    lies
}

/// Copy that went through the wrong hands.
fn damaged() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[A-Z][a-z]{1,9}( [a-z]{1,9}){0,6}[.!?]?",
        1 => "(By|Von) [A-Z][a-z]{1,8} [A-Z][a-z]{1,8}",
        1 => "[A-Z]{3,9}, March 3 \\(AP\\) (-|&mdash;|â€”) ",
        4 => prop::sample::select(vec![
            "&amp;", "&rsquo;", "&#8217;", "&#x27;", "&nbsp;", "&", "&#10;", "<p>", "â€™", "Ã©", "Â£", "é", "’", "\u{93}",
            "\u{85}", "\u{81}", "\u{FEFF}", "\u{200B}", "\u{AD}", "\0", "\u{B}", "\u{1B}[0m", "\u{1B}", "\u{1}", "\u{4}", "\u{1F}",
        ]).prop_map(str::to_owned),
        3 => prop::sample::select(vec!["\n", "\n\n", "\r\n", "\r", "  ", "   - "]).prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

const ENCODINGS: &[&str] = &[
    "utf-8",
    "windows-1252",
    "macintosh",
    "windows-1251",
    "shift_jis",
    "gb18030",
    "big5",
    "euc-kr",
    "utf-16le",
    "utf-16be",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_copy_is_accounted_for(copy in damaged()) {
        let source = Source::from_text("any", copy).unwrap();
        prop_assert_eq!(accounted(&source), Ok(()));
        prop_assert!(lies_within(&source, &text::read(&source, &mut Diagnostics::new())));
    }

    #[test]
    fn places_of_decoded_text_lead_back(
        bytes in prop::collection::vec(any::<u8>(), 0..120),
        name in prop::sample::select(ENCODINGS),
        ends in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        let source = Source::with_encoding("any", bytes, name.parse::<Encoding>().unwrap()).unwrap();
        let text = source.text();
        let place = |end: prop::sample::Index| text.floor_char_boundary(end.index(text.len() + 1));
        let (a, b) = (place(ends.0), place(ends.1));
        let part = &text[a.min(b)..a.max(b)];
        // No text at all has no place.
        prop_assume!(!text.is_empty());
        let span = source.span_of(part);
        prop_assert!(span.start <= span.end && span.end <= source.len());
        prop_assert!(source.slice(span).contains(part));
        prop_assert_eq!(accounted(&source), Ok(()));
    }

    #[test]
    fn text_survives_its_encoding(copy in "[ -~äéñÄ£“”’–…\n]{0,80}") {
        let encoded = encoding_rs::WINDOWS_1252.encode(&copy).0.into_owned();
        let named = Source::with_encoding("any", encoded, "cp1252".parse().unwrap()).unwrap();
        prop_assert_eq!(named.text(), copy);
    }
}
