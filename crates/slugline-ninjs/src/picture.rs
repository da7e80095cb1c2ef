//! `associations`: the pictures of the body that have an address or a name.

use serde::{Serialize, Serializer};
use slugline_core::identity::guid_of_many;
use slugline_item::{Picture, said};
use slugline_markup::{PlainInlines, is_visible};

use crate::news_object::Description;
use crate::spelling::{Object, Version};

/// A picture as a news object of its own.
///
/// Source: ninjs 3.1, `associations`.
#[derive(Serialize)]
pub(crate) struct Association<'a> {
    name: String,
    uri: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<Description>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    renditions: [Rendition<'a>; 1],
}

/// Source: ninjs 3.1, `renditions`.
struct Rendition<'a> {
    version: Version,
    picture: &'a Picture<'a>,
}

impl<'a> Association<'a> {
    /// `picture` of the article that `story` identifies; `number` counts from 1. One on the web is identified by its address.
    pub(crate) fn new(picture: &'a Picture<'_>, number: usize, story: &str, version: Version) -> Association<'a> {
        let Picture { figure, address, is_on_web, .. } = picture;
        let words =
            [("caption", PlainInlines(&figure.caption).to_string()), ("alternate-text", figure.alt.to_string())];
        let words = words.into_iter().filter(|(_, value)| is_visible(value));
        Association {
            name: format!("picture-{number}"),
            uri: if *is_on_web { address.to_string() } else { guid_of_many([story, figure.source.trim()]) },
            kind: "picture",
            descriptions: words.map(|(role, value)| Description { role, value }).collect(),
            by: said(figure.credit.as_ref()),
            renditions: [Rendition { version, picture }],
        }
    }
}

impl Serialize for Rendition<'_> {
    /// A file that is not on the web has no address, which must be a whole one; its name stands as the title.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Picture { figure, address, is_on_web, file, .. } = self.picture;
        let file = file.as_deref();
        let mut rendition = Object::new(serializer.serialize_map(None)?, self.version);
        rendition.put("name", "original")?;
        match is_on_web {
            true => rendition.put("href", address)?,
            false => rendition.put("title", figure.source.trim())?,
        }
        rendition.put_some("contentType", &file.map(|file| file.kind.media_type()))?;
        rendition.put_some("width", &file.map(|file| file.width))?;
        rendition.put_some("height", &file.map(|file| file.height))?;
        rendition.put_some("sizeInBytes", &file.map(|file| file.length))?;
        rendition.end()
    }
}
