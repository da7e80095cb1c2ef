//! What comes in: a line of JSON with a story, or something else.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::value::RawValue;
use slugline::model::Head;
use slugline::{Error, Kind, Result};

/// Bytes of a line that are shown of one that is no record.
const HEAD: usize = 64;

/// A record.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record<'l> {
    /// What its answer is known by: a string or a number, which is handed back as it is. Absent: nothing.
    #[serde(borrow)]
    pub(super) id: Option<&'l RawValue>,
    /// The story.
    #[serde(borrow)]
    text: Option<Cow<'l, str>>,
    /// The story in another encoding than UTF-8, or whose bytes count: Base64.
    #[serde(borrow)]
    b64: Option<Cow<'l, str>>,
    /// The format it is in.
    #[serde(borrow)]
    pub(super) from: Option<Cow<'l, str>>,
    /// Fields of its head, as the JSON form of a document names them. They go before what the text says.
    #[serde(borrow)]
    meta: Option<&'l RawValue>,
}

/// What a record holds.
pub(super) enum Story {
    Text(String),
    Bytes(Vec<u8>),
}

/// The identifier alone, of a record that is none.
#[derive(Deserialize)]
struct Named<'l> {
    #[serde(borrow)]
    id: Option<&'l RawValue>,
}

impl<'l> Record<'l> {
    /// Takes a line for a record.
    ///
    /// # Errors
    ///
    /// `not-json` for what is no JSON, and `invalid-record` for what is no record, with the identifier if it has one.
    pub(super) fn parse(line: &'l [u8]) -> Result<Record<'l>, (Option<&'l RawValue>, Error)> {
        let one_object = "each line is one JSON object, without line ends within";
        let amiss = match line.trim_ascii_start() {
            [] => Some("the line is empty"),
            // Else a list of five would be taken for the five members.
            [b'[', ..] => Some("the line is a list, not an object"),
            [0xEF, 0xBB, 0xBF, ..] => Some("the line begins with a byte order mark, which JSON has none of"),
            _ => None,
        };
        if let Some(amiss) = amiss {
            return Err((None, refuse(amiss.to_owned(), one_object).coded("not-json")));
        }
        let text = str::from_utf8(line).map_err(|error| {
            let message = format!("the line is no JSON: byte {} is not UTF-8", error.valid_up_to() + 1);
            (None, refuse(message, "put text in other encodings into `b64`").coded("not-json"))
        })?;
        match serde_json::from_str::<Record<'l>>(text) {
            Ok(record) if record.id.is_none_or(|id| is_id(id.get())) => Ok(record),
            Ok(_) => {
                let message = "`id` is neither a string nor a number".to_owned();
                Err((None, refuse(message, "give each record a short name of its own").coded("invalid-record")))
            }
            Err(error) if error.is_data() => {
                let id = serde_json::from_str::<Named<'l>>(text).ok().and_then(|named| named.id);
                let id = id.filter(|id| is_id(id.get()));
                let help =
                    "a record is `{\"id\":\"...\",\"text\":\"...\"}`, or with `b64`; `from` and `meta` are optional";
                Err((id, refuse(format!("the line is no record: {}", words(&error)), help).coded("invalid-record")))
            }
            Err(error) => {
                let message = format!("the line is no JSON: {}", words(&error));
                Err((None, refuse(message, one_object).coded("not-json")))
            }
        }
    }

    /// The story.
    ///
    /// # Errors
    ///
    /// `invalid-record` where there is none, or two, or it is no Base64.
    pub(super) fn take_story(&mut self) -> Result<Story> {
        match (self.text.take(), self.b64.take()) {
            (Some(text), None) => Ok(Story::Text(text.into_owned())),
            (None, Some(b64)) => {
                match STANDARD.decode(b64.as_bytes()) {
                    Ok(bytes) => Ok(Story::Bytes(bytes)),
                    Err(error) => Err(refuse(format!("`b64` is no Base64: {error}"), "see RFC 4648, section 4")
                        .coded("invalid-record")),
                }
            }
            (None, None) => {
                Err(refuse("the record has no story".to_owned(), "put it into `text`").coded("invalid-record"))
            }
            (Some(_), Some(_)) => {
                let message = "the record has both `text` and `b64`".to_owned();
                Err(refuse(message, "leave one of them out").coded("invalid-record"))
            }
        }
    }

    /// What goes before the head of the text.
    ///
    /// # Errors
    ///
    /// `invalid-meta` where it is no head.
    pub(super) fn head(&self) -> Result<Option<Head<'l>>> {
        let Some(meta) = self.meta else { return Ok(None) };
        let help =
            "`meta` has the fields of `head` in the JSON of a document: `slugline convert FILE --to json` shows them";
        let head: Head<'l> = serde_json::from_str(meta.get())
            .map_err(|error| refuse(format!("`meta` is no head: {}", words(&error)), help).coded("invalid-meta"))?;
        match (head.extra.first(), head.spans.is_empty()) {
            (Some(unknown), _) => {
                Err(refuse(format!("`meta` has no field `{}`", unknown.name), help).coded("invalid-meta"))
            }
            (None, false) => {
                Err(refuse("`meta` has `spans`, which are places in the text".to_owned(), help).coded("invalid-meta"))
            }
            (None, true) => Ok(Some(head)),
        }
    }
}

fn is_id(id: &str) -> bool {
    id.starts_with(['"', '-']) || id.starts_with(|first: char| first.is_ascii_digit())
}

/// What serde says, without the number of the line, which is 1.
fn words(error: &serde_json::Error) -> String {
    let said = error.to_string();
    match said.rsplit_once(" at line 1 column ") {
        Some((said, column)) => format!("{said} at column {column}"),
        None => said,
    }
}

fn refuse(message: String, help: &str) -> Error {
    Error::new(Kind::Invalid, message).help(help)
}

/// A line that is no record, as its answer shows it: nothing else tells which it was.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    hasher: blake3::Hasher,
    len: u64,
    head: Vec<u8>,
}

impl Raw {
    pub(super) fn new() -> Raw {
        Raw { hasher: blake3::Hasher::new(), len: 0, head: Vec::new() }
    }

    /// A line that is at hand.
    pub(super) fn of(line: &[u8]) -> Raw {
        let mut raw = Raw::new();
        raw.add(line);
        raw
    }

    /// Adds a part.
    pub(super) fn add(&mut self, part: &[u8]) {
        self.hasher.update(part);
        self.len += part.len() as u64;
        let room = HEAD.saturating_sub(self.head.len());
        self.head.extend(part.iter().take(room));
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// BLAKE3 of its bytes, without the line end, in hexadecimal.
    pub(super) fn blake3(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }

    /// Its first bytes. What is not UTF-8 is replaced.
    pub(super) fn head(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.head)
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Raw) -> bool {
        self.blake3() == other.blake3()
    }
}

impl Eq for Raw {}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(line: &str) -> (Option<String>, String, String) {
        let (id, error) = Record::parse(line.as_bytes()).err().unwrap();
        (id.map(|id| id.get().to_owned()), error.code().unwrap_or_default().to_owned(), error.to_string())
    }

    #[test]
    fn what_is_no_record_is_told_with_its_identifier_where_it_has_one() {
        let told =
            |id: Option<&str>, code: &str, message: &str| (id.map(str::to_owned), code.to_owned(), message.to_owned());
        assert_eq!(
            refused("{\"id\":\"a\",\"texts\":\"Rain.\"}"),
            told(
                Some("\"a\""),
                "invalid-record",
                "the line is no record: unknown field `texts`, expected one of `id`, `text`, `b64`, `from`, `meta` at column 17"
            )
        );
        assert_eq!(
            refused("{\"id\":[],\"text\":\"Rain.\"}"),
            told(None, "invalid-record", "`id` is neither a string nor a number")
        );
        assert_eq!(refused("rain"), told(None, "not-json", "the line is no JSON: expected value at column 1"));
        assert_eq!(refused("\r"), told(None, "not-json", "the line is empty"));
        assert_eq!(refused(r#"["a","Rain"]"#), told(None, "not-json", "the line is a list, not an object"));
        let marked = refused("\u{FEFF}{\"text\":\"Rain\"}");
        assert_eq!(marked, told(None, "not-json", "the line begins with a byte order mark, which JSON has none of"));
        assert_eq!(
            refused("{\"id\":\"a\""),
            told(None, "not-json", "the line is no JSON: EOF while parsing an object at column 9")
        );
    }

    #[test]
    fn a_field_that_is_named_twice_is_none() {
        let (id, code, message) = refused("{\"id\":7,\"text\":\"Rain.\",\"text\":\"Snow.\"}");
        assert_eq!((id.as_deref(), code.as_str()), (Some("7"), "invalid-record"));
        assert_eq!(message, "the line is no record: duplicate field `text` at column 29");
    }

    #[test]
    fn a_head_is_one() {
        let meta = |meta: &str| {
            let line = format!("{{\"text\":\"\",\"meta\":{meta}}}");
            let record = Record::parse(line.as_bytes()).map_err(|(_, error)| error).unwrap();
            record
                .head()
                .map(|head| head.and_then(|head| head.headline.map(|line| line.to_string())))
                .map_err(|error| error.to_string())
        };
        assert_eq!(meta("{\"headline\":\"Rain\"}"), Ok(Some("Rain".to_owned())));
        assert_eq!(meta("null"), Ok(None));
        assert_eq!(meta("{\"headlines\":\"Rain\"}"), Err("`meta` has no field `headlines`".to_owned()));
        assert_eq!(meta("{\"headline\":7}").unwrap_err().split(':').next(), Some("`meta` is no head"));
    }
}
