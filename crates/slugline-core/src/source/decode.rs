//! Bytes that are not UTF-8 to text, with the way back.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::pieces::Pieces;
use crate::diagnostic::Diagnostic;
use crate::model::Span;

/// A decoded text. A byte order mark stays its first character.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) pieces: Pieces,
    pub(super) encoding: &'static str,
    pub(super) doubts: Vec<Diagnostic>,
}

/// Decodes by the byte order mark, else by what the bytes look like.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let mut doubts = Vec::new();
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => {
            let encoding = guess(bytes);
            let message = format!("the text is not UTF-8; it was read as {}, which is a guess", encoding.name());
            let help = "convert the text to UTF-8 to be sure";
            doubts.push(Diagnostic::warning("guessed-encoding", message).help(help));
            encoding
        }
    };
    let (text, pieces, broken) = decode_as(encoding, bytes);
    if let Some(span) = broken {
        let message = format!("some bytes are no {}; U+FFFD stands in their place", encoding.name());
        doubts.push(Diagnostic::warning("broken-encoding", message).at(span));
    }
    Decoded { text, pieces, encoding: encoding.name(), doubts }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Decodes byte by byte, noting which bytes became which characters. Runs of ASCII go at once. The third value is where
/// bytes were first found to be no text.
fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, Pieces, Option<Span>) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 4);
    let mut pieces = Pieces::default();
    let mut broken = None;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // Bytes from here on have been read, and no character has come of them yet.
    let mut pending = 0;
    let mut at = 0;
    while at < bytes.len() {
        if pending == at && encoding.is_ascii_compatible() {
            let rest = bytes.get(at..).unwrap_or_default();
            let run = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            let ascii = rest.get(..run).and_then(|run| std::str::from_utf8(run).ok()).unwrap_or_default();
            if !ascii.is_empty() {
                pieces.push_char(text.len(), at, 1, 1);
                text.push_str(ascii);
                at += ascii.len();
                pending = at;
                continue;
            }
        }
        let byte = bytes.get(at..=at).unwrap_or_default();
        at += 1;
        let mut room = [0; 16];
        let (_, _, written, replaced) = decoder.decode_to_utf8(byte, &mut room, at == bytes.len());
        let made = room.get(..written).and_then(|made| std::str::from_utf8(made).ok()).unwrap_or_default();
        if replaced && broken.is_none() {
            broken = Some(Span::new(u32::try_from(pending).unwrap_or(u32::MAX), u32::try_from(at).unwrap_or(u32::MAX)));
        }
        if !made.is_empty() {
            pieces.push_char(text.len(), pending, made.len(), at - pending);
            text.push_str(made);
            pending = at;
        }
    }
    (text, pieces, broken)
}
