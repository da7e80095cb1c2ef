//! Bytes that are not UTF-8 to text, with the way back.

use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Decoded;
use super::pieces::Pieces;
use super::western;
use crate::diagnostic::Diagnostic;
use crate::model::Span;

/// Bytes that are looked at to know UTF-16 without a mark.
const SAMPLE: usize = 1_024;

/// Decodes bytes that are not UTF-8 by the byte order mark, else by what they look like.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return decode_from(encoding, bytes, Vec::new());
    }
    let encoding = guess(bytes);
    let message = format!("the text is not UTF-8; it was read as {}, which is a guess", encoding.name());
    decode_from(encoding, bytes, vec![doubt(message)])
}

/// Decodes UTF-16 that has no byte order mark, where `bytes` are that. ASCII in UTF-16 is UTF-8 too, with a NUL at every
/// second byte.
pub(super) fn decode_bare_utf_16(bytes: &[u8]) -> Option<Decoded> {
    let encoding = bare_utf_16(bytes)?;
    let message = format!("the text looks like {}, without a byte order mark; that is a guess", encoding.name());
    Some(decode_from(encoding, bytes, vec![doubt(message)]))
}

/// Decodes from the encoding that the user names, whatever the bytes look like.
pub(super) fn decode_as_told(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let mut doubts = Vec::new();
    if let Some((marked, length)) = Encoding::for_bom(bytes)
        && marked != encoding
    {
        let (marked, told) = (marked.name(), encoding.name());
        let message = format!("a byte order mark says {marked}; the text was read as {told} all the same");
        let mark = Span::new(0, u32::try_from(length).unwrap_or_default());
        doubts.push(Diagnostic::warning("overruled-encoding", message).at(mark));
    }
    decode_from(encoding, bytes, doubts)
}

fn doubt(message: String) -> Diagnostic {
    let help = "name the encoding with `--encoding NAME`, or convert the text to UTF-8, to be sure";
    Diagnostic::warning("guessed-encoding", message).help(help)
}

fn decode_from(encoding: &'static Encoding, bytes: &[u8], mut doubts: Vec<Diagnostic>) -> Decoded {
    let Decoding { text, pieces, broken } = Decoding::of(encoding, bytes);
    if let Some(span) = broken {
        let message = format!("some bytes are no {}; U+FFFD stands in their place", encoding.name());
        doubts.push(Diagnostic::warning("broken-encoding", message).at(span));
    }
    Decoded { text, pieces, encoding: encoding.name(), doubts }
}

/// The encoding that `bytes` look like. Windows-1252 and Latin-1 are one, as on the web.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = western::tell(bytes) {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16, where of the first bytes nearly every second one is NUL, and none of the others.
fn bare_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    // Asked of every text: two looks say no.
    let little = match bytes {
        [first, 0, ..] if *first != 0 => true,
        [0, second, ..] if *second != 0 => false,
        _ => return None,
    };
    let sample = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default();
    let units = sample.chunks_exact(2).map(|unit| match unit {
        [low, high] if little => (*high, *low),
        [high, low] => (*high, *low),
        _ => (0, 0),
    });
    let (mut count, mut plain) = (0, 0);
    for (high, low) in units {
        // NUL is no character of a text.
        if high == 0 && low == 0 {
            return None;
        }
        count += 1;
        plain += usize::from(high == 0);
    }
    (count >= 4 && plain * 10 >= count * 9).then_some(if little { UTF_16LE } else { UTF_16BE })
}

/// A text that is being decoded.
#[derive(Default)]
struct Decoding {
    text: String,
    pieces: Pieces,
    /// The first bytes that were found to be no text.
    broken: Option<Span>,
}

impl Decoding {
    /// Decodes byte by byte, noting which bytes became which characters. Runs of ASCII go at once.
    fn of(encoding: &'static Encoding, bytes: &[u8]) -> Decoding {
        let mut decoding =
            Decoding { text: String::with_capacity(bytes.len() + bytes.len() / 4), ..Decoding::default() };
        let mut decoder = encoding.new_decoder_without_bom_handling();
        // Bytes from here on have been read, and no character has come of them yet.
        let mut pending = 0;
        let mut at = 0;
        while at < bytes.len() {
            if pending == at && encoding.is_ascii_compatible() {
                at += decoding.push_ascii(bytes.get(at..).unwrap_or_default(), at);
                pending = at;
            }
            let Some(byte) = bytes.get(at) else { break };
            at += 1;
            let mut room = [0; 16];
            let is_last = at == bytes.len();
            let (_, _, written, replaced) = decoder.decode_to_utf8(std::slice::from_ref(byte), &mut room, is_last);
            let made = room.get(..written).and_then(|made| std::str::from_utf8(made).ok()).unwrap_or_default();
            // Where a sequence breaks off, the byte that breaks it may be a character of its own.
            let is_own = encoding.is_ascii_compatible() && byte.is_ascii() && made.as_bytes().last() == Some(byte);
            let (broken, own) = made.split_at_checked(made.len() - usize::from(is_own)).unwrap_or_default();
            // The web takes the five bytes that Windows-1252 leaves undefined for control characters. In a text they are
            // faults.
            let undefined = encoding == WINDOWS_1252 && broken.starts_with(|made| matches!(made, '\u{80}'..='\u{9F}'));
            let end = at - own.len();
            if replaced || undefined {
                decoding.broken.get_or_insert(span(pending..end));
            }
            if !made.is_empty() {
                decoding.push(if undefined { "\u{FFFD}" } else { broken }, pending..end);
                decoding.push(own, end..at);
                pending = at;
            }
        }
        decoding
    }

    fn push(&mut self, made: &str, bytes: Range<usize>) {
        if !made.is_empty() {
            self.pieces.push_char(self.text.len(), bytes.start, made.len(), bytes.len());
            self.text.push_str(made);
        }
    }

    /// Takes the ASCII that `rest` begins with, which stands at `at`, and tells its length.
    fn push_ascii(&mut self, rest: &[u8], at: usize) -> usize {
        let run = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let ascii = rest.get(..run).and_then(|run| std::str::from_utf8(run).ok()).unwrap_or_default();
        if !ascii.is_empty() {
            self.pieces.push_char(self.text.len(), at, 1, 1);
            self.text.push_str(ascii);
        }
        ascii.len()
    }
}

fn span(bytes: Range<usize>) -> Span {
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(bytes.start), offset(bytes.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let decoded = decode(bytes);
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
    }

    #[test]
    fn western_bytes() {
        check(b"caf\xE9", "windows-1252", "café");
        check(b"It cost \xA340 a year", "windows-1252", "It cost £40 a year");
        check(b"The \x93Old Kettle\x94 \x96 closed\x85", "windows-1252", "The “Old Kettle” – closed…");
        check(b"the town\x92s", "windows-1252", "the town’s");
        check(b"\x95 more pay\n\x95 fewer nights", "windows-1252", "• more pay\n• fewer nights");
        check(b"Ren\xE9e and Bj\xF6rn \xA9 2024", "windows-1252", "Renée and Björn © 2024");
        check(b"the caf\x8E where the town\xD5s printers", "macintosh", "the café where the town’s printers");
    }

    #[test]
    fn other_bytes() {
        let russian = "Паромы встали: ни один не вышел в понедельник из гавани.";
        check(&encoding_rs::WINDOWS_1251.encode(russian).0, "windows-1251", russian);
        let japanese = "月曜日、フェリーは一隻も港を出なかった。";
        check(&encoding_rs::SHIFT_JIS.encode(japanese).0, "Shift_JIS", japanese);
        let polish = "Żaden prom nie wypłynął w poniedziałek z portu, załogi zeszły na ląd.";
        check(&encoding_rs::WINDOWS_1250.encode(polish).0, "windows-1250", polish);
    }

    #[test]
    fn undefined_bytes_are_said() {
        let decoded = decode(b"The caf\xE9 \x93is\x94\x81 shut");
        assert_eq!(decoded.text, "The café “is”\u{FFFD} shut");
        let codes: Vec<&str> = decoded.doubts.iter().map(|doubt| doubt.code.as_ref()).collect();
        assert_eq!(codes, ["guessed-encoding", "broken-encoding"]);
        assert_eq!(decoded.doubts[1].span, Span::new(13, 14));
    }

    #[test]
    fn utf_16_needs_no_mark() {
        let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        let text = "No ferry left the harbour’s pier.\r\n";
        let little: Vec<u8> = units(text).into_iter().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units(text).into_iter().flat_map(u16::to_be_bytes).collect();
        for (bytes, name) in [(little, "UTF-16LE"), (big, "UTF-16BE")] {
            let decoded = decode_bare_utf_16(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, name));
        }
        for bytes in [b"Rain fell.".as_slice(), b"R\0ain fell and fell", b"\0\0\0\0\0\0\0\0", b"a\0", b""] {
            assert!(decode_bare_utf_16(bytes).is_none());
        }
    }

    #[test]
    fn the_named_encoding_wins() {
        let told = |encoding, bytes| decode_as_told(encoding, bytes);
        assert_eq!(told(encoding_rs::WINDOWS_1251, b"\xCF\xE0\xF0").text, "Пар");
        assert!(told(encoding_rs::WINDOWS_1251, b"\xCF\xE0\xF0").doubts.is_empty());
        let marked = told(WINDOWS_1252, b"\xEF\xBB\xBFRain");
        assert_eq!((marked.text.as_str(), marked.doubts[0].code.as_ref()), ("ï»¿Rain", "overruled-encoding"));
        let broken = told(encoding_rs::UTF_8, b"caf\xE9");
        assert_eq!((broken.text.as_str(), broken.doubts[0].code.as_ref()), ("caf\u{FFFD}", "broken-encoding"));
    }
}
