//! Encodings by the names that people give them.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Kind, Result, nearest};

/// An encoding of texts.
///
/// Read from its name or a label that the web has for it, in any case, or from a name that desks use.
///
/// ```
/// use slugline_core::Encoding;
///
/// let encoding: Encoding = "Latin-1".parse()?;
/// assert_eq!(encoding.name(), "windows-1252");
/// let error = "latn-1".parse::<Encoding>().unwrap_err();
/// assert!(error.advice().unwrap().starts_with("did you mean `latin-1`?"));
/// # Ok::<(), slugline_core::Error>(())
/// ```
///
/// Source: WHATWG Encoding Standard, section 4.2, which takes Latin-1 for a part of Windows-1252.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Encoding(pub(super) &'static encoding_rs::Encoding);

/// Names that are no labels of the web, and the label.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("latin-1", "latin1"),
    ("latin-2", "latin2"),
    ("latin-9", "iso-8859-15"),
    ("mac-roman", "macintosh"),
    ("mac_roman", "macintosh"),
    ("macroman", "macintosh"),
    ("sjis", "shift_jis"),
    ("utf16", "utf-16"),
    ("utf_8", "utf-8"),
];

/// What a mistyped name may have been meant to be.
const LABELS: &[&str] = &[
    "utf-8",
    "windows-1252",
    "latin-1",
    "latin1",
    "ascii",
    "cp1252",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "macintosh",
    "mac-roman",
    "windows-874",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-15",
    "koi8-r",
    "koi8-u",
    "ibm866",
    "x-mac-cyrillic",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "gbk",
    "gb18030",
    "gb2312",
    "big5",
    "euc-kr",
];

impl Encoding {
    /// That of the web.
    pub const UTF_8: Encoding = Encoding(encoding_rs::UTF_8);

    /// Its name on the web: `UTF-8`, `windows-1252`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl FromStr for Encoding {
    type Err = Error;

    /// # Errors
    ///
    /// [`Kind::Usage`] for a name that is none, with the nearest one.
    fn from_str(name: &str) -> Result<Encoding> {
        let lower = name.trim().to_ascii_lowercase();
        let label = OTHER_NAMES.iter().find(|(other, _)| *other == lower).map_or(lower.as_str(), |(_, label)| label);
        let found = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
        found.map(Encoding).ok_or_else(|| {
            let list = "the names are those of the web, such as utf-8, windows-1252, macintosh, shift_jis";
            let help = match nearest(&lower, LABELS.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? {list}"),
                None => list.to_owned(),
            };
            Error::new(Kind::Usage, format!("unknown encoding `{name}`")).help(help)
        })
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_an_encoding() {
        for name in LABELS.iter().copied().chain(OTHER_NAMES.iter().map(|(name, _)| *name)) {
            assert!(name.parse::<Encoding>().is_ok(), "{name}");
        }
        assert_eq!(" CP1252 ".parse::<Encoding>().unwrap().to_string(), "windows-1252");
        assert_eq!("MacRoman".parse::<Encoding>().unwrap().name(), "macintosh");
    }

    #[test]
    fn what_is_none_is_refused() {
        for name in ["", "esperanto", "replacement", "utf-7"] {
            assert_eq!(name.parse::<Encoding>().unwrap_err().kind(), Kind::Usage, "{name}");
        }
    }
}
