//! What a plugin answers.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::{Error, Kind, Result};

use super::line::in_one_line;
use super::{Body, Description, Document, ENVELOPE, Fault};

/// What came of a call. An answer with an `error` gives nothing else but diagnostics.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer<'a> {
    /// Version of the envelope: [`ENVELOPE`], 1.
    pub slugline: u32,
    /// What the plugin is: the answer to `describe`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// The articles that were read, in order.
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<Document<'a>>,
    /// The article as transformed.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Document<'a>>,
    /// The output that the user named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Body>,
    /// Further files, which slugline puts into `FORMAT-files/` beside the output.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<OutputFile>,
    /// What is to be reported, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Fault>,
}

/// A file beside the output that the user named.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutputFile {
    /// Its name: relative, with `/` between folders.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it holds.
    pub content: Body,
}

impl Default for Answer<'_> {
    fn default() -> Self {
        Answer {
            slugline: ENVELOPE,
            description: None,
            articles: Vec::new(),
            article: None,
            output: None,
            files: Vec::new(),
            diagnostics: Vec::new(),
            error: None,
        }
    }
}

impl<'a> Answer<'a> {
    /// The answer that something failed.
    pub fn failed(error: &Error) -> Answer<'static> {
        Answer { error: Some(Fault::from(error)), ..Answer::default() }
    }

    /// The answer as JSON, in one line.
    ///
    /// # Errors
    ///
    /// [`Kind::Invalid`] where a member of a document that this version does not know holds no JSON.
    pub fn to_json(&self) -> Result<String> {
        in_one_line(self)
    }

    /// Reads an answer.
    ///
    /// # Errors
    ///
    /// [`Kind::Malformed`] where it is no JSON, [`Kind::Unsupported`] for an envelope of another version,
    /// [`Kind::Invalid`] for anything else that does not fit.
    pub fn from_json(json: &'a str) -> Result<Answer<'a>> {
        let answer: Answer<'a> = serde_json::from_str(json).map_err(|fault| {
            let kind = if fault.is_data() { Kind::Invalid } else { Kind::Malformed };
            Error::new(kind, format!("the answer: {fault}"))
        })?;
        match answer.slugline {
            ENVELOPE => Ok(answer),
            other => {
                let message = format!("the plugin speaks envelope {other}, this version of slugline {ENVELOPE}");
                Err(Error::new(Kind::Unsupported, message))
            }
        }
    }
}
