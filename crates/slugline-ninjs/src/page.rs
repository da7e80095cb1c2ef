//! `renditions`: the story as readers find it on the web.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::spelling::{Object, Version};

/// The web page of the story. Its type tells it from the smaller pictures that IPTC's list calls `web`.
///
/// Source: ninjs 3.1, `renditions`.
pub(crate) struct Page<'a> {
    pub(crate) version: Version,
    pub(crate) address: Cow<'a, str>,
}

impl Serialize for Page<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut page = Object::new(serializer.serialize_map(None)?, self.version);
        page.put("name", "web")?;
        page.put("href", &self.address)?;
        page.put("contentType", "text/html")?;
        page.end()
    }
}
