//! What an output is, by its media type: whether it is well formed, and the text that its readers find in it.

mod book;
mod html;
mod json;
mod xml;

/// How files of a media type are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Xml,
    Html,
    Json,
    /// A value on each line.
    JsonLines,
    /// A book: a ZIP archive that begins with its media type.
    Book,
    /// Characters in UTF-8.
    Text,
    /// Bytes of which the kit knows nothing.
    Bytes,
}

/// What is wrong with an output, with its place in it: `line 3, column 7: ...`.
pub(crate) type Malformed = String;

impl Syntax {
    /// The syntax of a media type. `binary`: what the format says of itself, where the type says nothing.
    pub(crate) fn of(media_type: &str, binary: bool) -> Syntax {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let (class, name) = essence.split_once('/').unwrap_or_default();
        match name {
            "html" => Syntax::Html,
            "epub+zip" => Syntax::Book,
            "json" => Syntax::Json,
            "x-ndjson" | "ndjson" | "jsonl" | "x-jsonlines" => Syntax::JsonLines,
            "xml" => Syntax::Xml,
            _ if name.ends_with("+xml") => Syntax::Xml,
            _ if name.ends_with("+json") => Syntax::Json,
            _ if binary || matches!(class, "image" | "audio" | "video" | "font") => Syntax::Bytes,
            _ => Syntax::Text,
        }
    }

    /// The text that readers find in `bytes`, as one string: of markup its character data and the values of attributes, of
    /// JSON its strings, of bytes what they are in UTF-8, else in Latin-1.
    pub(crate) fn text(self, bytes: &[u8]) -> Result<String, Malformed> {
        match self {
            Syntax::Book => book::text(bytes),
            Syntax::Bytes => Ok(decoded(bytes)),
            Syntax::Xml | Syntax::Html | Syntax::Json | Syntax::JsonLines | Syntax::Text => {
                let text = str::from_utf8(bytes).map_err(|fault| format!("byte {}: no UTF-8", fault.valid_up_to()))?;
                self.text_of(text)
            }
        }
    }

    fn text_of(self, text: &str) -> Result<String, Malformed> {
        match self {
            Syntax::Xml => xml::text(text),
            Syntax::Html => html::text(text),
            Syntax::Json => json::text(text),
            Syntax::JsonLines => text.lines().map(json::text).collect(),
            Syntax::Text | Syntax::Book | Syntax::Bytes => plain(text),
        }
    }
}

/// Bytes that are no UTF-8 are of a wire, and letters of Latin-1 as far as they are letters.
fn decoded(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Text may hold any character but those that move a terminal's cursor, or mean something to it.
fn plain(text: &str) -> Result<String, Malformed> {
    let is_forbidden = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{C}');
    match text.char_indices().find(|(_, letter)| is_forbidden(*letter)) {
        None => Ok(text.to_owned()),
        Some((at, letter)) => Err(format!("{}: the control character U+{:04X}", place(text, at), u32::from(letter))),
    }
}

/// Line and column of a byte, both from 1, columns in characters.
fn place(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    format!("line {}, column {}", before.matches('\n').count() + 1, line.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_say_what_files_are() {
        for (media_type, binary, syntax) in [
            ("text/html; charset=utf-8", false, Syntax::Html),
            ("application/xhtml+xml", false, Syntax::Xml),
            ("application/vnd.iptc.g2.newsitem+xml", false, Syntax::Xml),
            ("application/ld+json", false, Syntax::Json),
            ("application/x-ndjson", false, Syntax::JsonLines),
            ("application/epub+zip", true, Syntax::Book),
            ("text/markdown", false, Syntax::Text),
            ("application/x-script", false, Syntax::Text),
            ("application/octet-stream", true, Syntax::Bytes),
            ("image/svg+xml", false, Syntax::Xml),
            ("image/png", false, Syntax::Bytes),
        ] {
            assert_eq!(Syntax::of(media_type, binary), syntax, "{media_type}");
        }
    }

    #[test]
    fn text_has_no_control_characters() {
        assert_eq!(Syntax::Text.text(b"a\tb\r\n").as_deref(), Ok("a\tb\r\n"));
        assert_eq!(Syntax::Text.text(b"a\nb\x1B[2J"), Err("line 2, column 2: the control character U+001B".to_owned()));
        assert_eq!(Syntax::Text.text(b"ab\xFF"), Err("byte 2: no UTF-8".to_owned()));
    }

    #[test]
    fn lines_of_json_are_each_a_value() {
        assert_eq!(Syntax::JsonLines.text(b"{\"a\":\"b\"}\n[\"c\"]\n").as_deref(), Ok("b\nc\n"));
        assert!(Syntax::JsonLines.text(b"{\n}\n").is_err());
    }
}
