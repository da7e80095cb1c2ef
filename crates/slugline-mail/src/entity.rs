//! What a head says of the content below it: its media type, how it is encoded, what it is called.
//!
//! Source: RFC 2045, RFC 2046, RFC 2183, RFC 3676.

use mail_parser::parsers::MessageStream;
use mail_parser::{ContentType, HeaderValue};

use crate::structure::Field;

/// Most bytes of a value that are read. A longer one is no value but an attack.
const MAX_VALUE: usize = 8_192;

/// Kinds of content that are read in different ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Media {
    /// Text as it is; what is not said to be anything else.
    #[default]
    Plain,
    /// Text in HTML.
    Html,
    /// Parts, between lines with this boundary.
    Parts {
        /// What stands behind two hyphens between parts. Not empty.
        boundary: String,
        /// Whether each part says the same in another form.
        is_alternative: bool,
    },
    /// A message.
    Message,
    /// Anything else: pictures, tables, programs.
    Other,
}

/// What a head says of the content below it.
#[derive(Debug, Default)]
pub(crate) struct Entity<'s> {
    /// What it is.
    pub(crate) media: Media,
    /// The media type in lower case, `image/jpeg`. Empty: none is named.
    pub(crate) media_type: String,
    /// The character set by the name that the head has for it.
    pub(crate) charset: Option<String>,
    /// How its bytes were made fit for mail, as written. `None`: they stand as they are.
    pub(crate) transfer: Option<&'s str>,
    /// Whether line ends behind a blank are soft.
    pub(crate) is_flowed: bool,
    /// Whether the blank before a soft line end is no text.
    pub(crate) deletes_space: bool,
    /// The name of its file.
    pub(crate) file: Option<String>,
    /// Whether it is to be kept apart from the text.
    pub(crate) is_attachment: bool,
    /// The value that names the media type: a place to report at.
    pub(crate) place: Option<&'s str>,
}

impl<'s> Entity<'s> {
    /// Reads the fields of a head.
    pub(crate) fn of(fields: &[Field<'s>]) -> Entity<'s> {
        let value =
            |name: &str| fields.iter().find(|field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value);
        let place = value("Content-Type");
        let transfer = value("Content-Transfer-Encoding").map(str::trim).filter(|given| !stands_as_is(given));
        let mut entity = Entity { place, transfer, ..Entity::default() };
        if let Some(disposition) = value("Content-Disposition").and_then(content_type) {
            entity.is_attachment = disposition.ctype().eq_ignore_ascii_case("attachment");
            entity.file = disposition.attribute("filename").map(str::to_owned);
        }
        if let Some(given) = place.and_then(content_type) {
            entity.set_media(&given);
        }
        entity
    }

    fn set_media(&mut self, given: &ContentType<'_>) {
        let says = |name: &str, word: &str| given.attribute(name).is_some_and(|value| value.eq_ignore_ascii_case(word));
        let kind = given.ctype().to_ascii_lowercase();
        let subtype = given.subtype().unwrap_or_default().to_ascii_lowercase();
        self.charset = given.attribute("charset").map(str::to_owned);
        self.is_flowed = says("format", "flowed");
        self.deletes_space = says("delsp", "yes");
        self.file = self.file.take().or_else(|| given.attribute("name").map(str::to_owned));
        let boundary = given.attribute("boundary").map(str::trim_end).filter(|boundary| !boundary.is_empty());
        self.media = match (kind.as_str(), subtype.as_str(), boundary) {
            ("multipart", _, Some(boundary)) => {
                Media::Parts { boundary: boundary.to_owned(), is_alternative: subtype == "alternative" }
            }
            ("text", "html", _) => Media::Html,
            // Parts without a boundary, and text of a kind that is not named, are text.
            ("text", "plain" | "", _) | ("multipart", _, None) => Media::Plain,
            ("message", "rfc822" | "global", _) => Media::Message,
            _ => Media::Other,
        };
        self.media_type = format!("{kind}/{subtype}");
    }
}

/// Whether bytes that were encoded so stand as they are.
fn stands_as_is(transfer: &str) -> bool {
    ["", "7bit", "8bit", "binary"].iter().any(|known| transfer.eq_ignore_ascii_case(known))
}

fn content_type(value: &str) -> Option<ContentType<'static>> {
    match MessageStream::new(&ended(value)).parse_content_type().into_owned() {
        HeaderValue::ContentType(given) => Some(given),
        _ => None,
    }
}

/// The bytes of a value as the parser of values wants them: with a line end, and not without bounds.
pub(crate) fn ended(value: &str) -> Vec<u8> {
    let value = value.get(..value.floor_char_boundary(MAX_VALUE)).unwrap_or_default();
    [value.trim_end().as_bytes(), b"\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(fields: &'static [(&'static str, &'static str)]) -> Entity<'static> {
        let fields: Vec<Field<'static>> = fields.iter().map(|(name, value)| Field { name, value }).collect();
        Entity::of(&fields)
    }

    #[test]
    fn nothing_said_is_plain_text() {
        let entity = entity(&[("Subject", "Rain")]);
        assert_eq!((entity.media, entity.transfer), (Media::Plain, None));
    }

    #[test]
    fn text_has_a_charset_and_a_format() {
        let entity = entity(&[("content-type", "Text/Plain; charset=\"ISO-8859-1\";\n\tformat=Flowed; DelSp=Yes")]);
        assert_eq!((entity.media, entity.media_type.as_str()), (Media::Plain, "text/plain"));
        assert_eq!(entity.charset.as_deref(), Some("ISO-8859-1"));
        assert!(entity.is_flowed && entity.deletes_space);
    }

    #[test]
    fn parts_have_a_boundary() {
        let parts = entity(&[("Content-Type", "multipart/alternative; boundary=\"=_a b\"")]);
        assert_eq!(parts.media, Media::Parts { boundary: "=_a b".to_owned(), is_alternative: true });
        assert_eq!(entity(&[("Content-Type", "multipart/mixed")]).media, Media::Plain);
    }

    #[test]
    fn attachments_have_a_name() {
        let entity = entity(&[
            ("Content-Type", "image/jpeg; name=a.jpg"),
            ("Content-Disposition", "attachment; filename*=UTF-8''caf%C3%A9.jpg"),
            ("Content-Transfer-Encoding", "base64"),
        ]);
        assert_eq!((entity.media, entity.file.as_deref()), (Media::Other, Some("café.jpg")));
        assert!(entity.is_attachment && entity.transfer == Some("base64"));
    }
}
