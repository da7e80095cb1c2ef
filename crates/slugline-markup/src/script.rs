//! JSON that may stand in a script element of HTML.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// Compact JSON in which whatever HTML could take for markup is an escape.
///
/// Escapes are set at the last moment, when a string goes out: no field can be forgotten. Outside strings JSON has none of
/// these characters.
///
/// Source: HTML Living Standard 4.12.1.3, "Restrictions for contents of script elements"; 13.2.3.5, "Preprocessing the
/// input stream", for controls and noncharacters; RFC 8259 section 7.
#[derive(Clone, Copy, Debug)]
pub struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let (mut safe, mut rest) = (fragment, fragment);
        while let Some(at) = find_suspect(rest.as_bytes()) {
            let mut characters = rest.get(at..).unwrap_or_default().chars();
            let Some(character) = characters.next() else { break };
            rest = characters.as_str();
            if must_escape(character) {
                let end = safe.len() - rest.len() - character.len_utf8();
                writer.write_all(safe.get(..end).unwrap_or_default().as_bytes())?;
                write_escape(writer, character)?;
                safe = rest;
            }
        }
        writer.write_all(safe.as_bytes())
    }
}

/// The first byte that an escape may have to stand for. Whole chunks are cleared at once, since most have none.
fn find_suspect(bytes: &[u8]) -> Option<usize> {
    const CHUNK: usize = 64;
    let suspects = |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | may_begin_escape(*byte));
    let start = bytes.chunks(CHUNK).position(suspects)? * CHUNK;
    let within = bytes.get(start..)?.iter().position(|byte| may_begin_escape(*byte))?;
    Some(start + within)
}

/// Whether a character that must be escaped may begin with `byte`. Most text has few such bytes, and they begin their
/// character.
fn may_begin_escape(byte: u8) -> bool {
    matches!(byte, b'<' | b'>' | b'&' | 0x7F | 0xC2 | 0xE2 | 0xEF | 0xF0..)
}

fn must_escape(character: char) -> bool {
    match character {
        '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{7F}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}' => true,
        _ => u32::from(character) & 0xFFFE == 0xFFFE,
    }
}

/// Writes `\uXXXX`, twice for a character outside the first plane.
fn write_escape<W: ?Sized + Write>(writer: &mut W, character: char) -> io::Result<()> {
    for unit in character.encode_utf16(&mut [0; 2]) {
        write!(writer, "\\u{unit:04x}")?;
    }
    Ok(())
}
