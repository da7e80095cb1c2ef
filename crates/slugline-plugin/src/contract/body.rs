//! What an output holds, as JSON can say it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Deserialize, Deserializer, Error as _};
use slugline_core::{Error, Kind, Result};

/// The bytes of an output: `{"text":"Rain."}`, or `{"base64":"UmFpbi4="}` where they are no text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Text, which goes out in UTF-8.
    Text(String),
    /// Bytes, in the alphabet of RFC 4648 section 4, with padding.
    Base64(String),
}

/// The members of a body, of which it has one. Others are passed over.
#[derive(serde::Deserialize)]
#[serde(expecting = "a body: `text` or `base64`")]
struct Members {
    text: Option<String>,
    base64: Option<String>,
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Body, D::Error> {
        match Members::deserialize(deserializer)? {
            Members { text: Some(text), base64: None } => Ok(Body::Text(text)),
            Members { text: None, base64: Some(base64) } => Ok(Body::Base64(base64)),
            Members { .. } => Err(D::Error::custom("expected either `text` or `base64`")),
        }
    }
}

impl Body {
    /// The body that holds `bytes`.
    pub fn of(bytes: Vec<u8>) -> Body {
        match String::from_utf8(bytes) {
            Ok(text) => Body::Text(text),
            Err(binary) => Body::Base64(STANDARD.encode(binary.as_bytes())),
        }
    }

    /// The bytes.
    ///
    /// # Errors
    ///
    /// [`Kind::Invalid`] where what should be Base64 is not.
    pub fn into_bytes(self) -> Result<Vec<u8>> {
        match self {
            Body::Text(text) => Ok(text.into_bytes()),
            Body::Base64(text) => STANDARD
                .decode(text)
                .map_err(|fault| Error::new(Kind::Invalid, format!("a `base64` that is none: {fault}"))),
        }
    }
}
