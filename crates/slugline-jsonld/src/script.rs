//! JSON that may stand in a script element.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// Compact JSON in which whatever HTML could take for markup is an escape.
///
/// Escapes are set at the last moment, when a string goes out: no field can be forgotten. Outside strings JSON has none of
/// these characters.
///
/// Source: HTML Living Standard 4.12.1.3, "Restrictions for contents of script elements"; 13.2.3.5, "Preprocessing the
/// input stream", for controls and noncharacters; RFC 8259 section 7.
pub(crate) struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(must_escape) {
            let (before, from) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut characters = from.chars();
            if let Some(character) = characters.next() {
                write_escape(writer, character)?;
            }
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

fn must_escape(character: char) -> bool {
    match character {
        '<' | '>' | '&' => true,
        ' '..='~' => false,
        '\u{2028}' | '\u{2029}' | '\u{7F}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}' => true,
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
