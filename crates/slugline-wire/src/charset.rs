//! The character sets that copy is sent in.

use std::fmt;

use encoding_rs::{Encoding, UTF_8};
use serde::de::{self, Visitor};
use slugline_core::plugin::{OptionHelp, Sink};

/// A character set whose ASCII bytes mean ASCII, so that nothing in a text can pass for a control byte of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset(Set);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Ascii,
    Latin1,
    Of(&'static Encoding),
}

impl Charset {
    /// Seven bits, which no wire ever broke.
    pub const ASCII: Charset = Charset(Set::Ascii);
    /// ISO 8859-1 without its control characters: bytes that mean the same in Windows-1252, so that every receiver reads
    /// them alike.
    pub const LATIN_1: Charset = Charset(Set::Latin1);
    /// All characters.
    pub const UTF_8: Charset = Charset(Set::Of(UTF_8));

    /// The option that names one.
    pub(crate) const HELP: OptionHelp = OptionHelp::new("encoding", "character set; default: latin-1");

    /// The character set called `name`, in any case: `ascii`, `latin-1`, `utf-8`, or another name of the Encoding Standard
    /// such as `windows-1251`. `None` for a name that is none, and for sets with other bytes for ASCII (UTF-16, ISO-2022-JP).
    ///
    /// Source: WHATWG Encoding Standard, section 4.2.
    pub fn named(name: &str) -> Option<Charset> {
        match name.to_ascii_lowercase().as_str() {
            "ascii" | "us-ascii" => Some(Charset::ASCII),
            "latin-1" | "latin1" | "iso-8859-1" => Some(Charset::LATIN_1),
            label => {
                let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
                encoding.is_ascii_compatible().then_some(Charset(Set::Of(encoding)))
            }
        }
    }

    /// Whether the set has `character`.
    pub(crate) fn holds(self, character: char) -> bool {
        match self.0 {
            _ if character.is_ascii() => true,
            Set::Ascii => false,
            Set::Latin1 => matches!(character, '\u{A0}'..='\u{FF}'),
            Set::Of(encoding) if encoding == UTF_8 => true,
            Set::Of(encoding) => {
                let (_, _, has_unmappable) = encoding.encode(character.encode_utf8(&mut [0; 4]));
                !has_unmappable
            }
        }
    }

    /// Writes `text`, all of whose characters the set has.
    pub(crate) fn put(self, text: &str, out: &mut Sink) {
        match self.0 {
            Set::Ascii | Set::Latin1 => {
                let bytes: Vec<u8> = text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect();
                out.put(&bytes);
            }
            Set::Of(encoding) => out.put(&encoding.encode(text).0),
        }
    }
}

impl Default for Charset {
    /// Latin-1. Receivers of both formats have decoded it for decades, and it has no byte that one of them takes for a
    /// control code.
    fn default() -> Charset {
        Charset::LATIN_1
    }
}

impl<'de> serde::Deserialize<'de> for Charset {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Charset, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Charset;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a character set")
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Charset, E> {
                Charset::named(name).ok_or_else(|| {
                    E::custom(format_args!("expected a character set such as `latin-1` or `utf-8`, found `{name}`"))
                })
            }
        }
        deserializer.deserialize_str(Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn put(name: &str, text: &str) -> Vec<u8> {
        let charset = Charset::named(name).unwrap();
        assert!(text.chars().all(|character| charset.holds(character)), "{name} has not all of {text}");
        let mut out = Sink::memory();
        charset.put(text, &mut out);
        out.finish().unwrap()
    }

    #[test]
    fn sets_have_their_own_bytes() {
        assert_eq!(put("latin-1", "café\u{A0}£"), b"caf\xE9\xA0\xA3");
        assert_eq!(put("Windows-1252", "“café”"), b"\x93caf\xE9\x94");
        assert_eq!(put("windows-1251", "Он"), b"\xCE\xED");
        assert_eq!(put("utf-8", "港"), "港".as_bytes());
    }

    #[test]
    fn what_a_set_lacks_is_known() {
        assert!(!Charset::ASCII.holds('é'));
        assert!(!Charset::LATIN_1.holds('“'));
        assert!(!Charset::LATIN_1.holds('\u{93}'));
        assert!(!Charset::named("windows-1251").unwrap().holds('é'));
    }

    #[test]
    fn sets_that_could_break_a_frame_are_none() {
        for name in ["utf-16", "iso-2022-jp", "replacement", "klingon", ""] {
            assert_eq!(Charset::named(name), None, "{name}");
        }
    }
}
