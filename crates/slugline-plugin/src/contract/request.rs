//! What a host asks for.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use slugline_core::model::{Article, Date, EditionHead, MAX_DEPTH, SCHEMA};
use slugline_core::plugin::OptionMap;
use slugline_core::{Error, Kind, Result};

use super::line::in_one_line;
use super::{ABI, ENVELOPE, Envelope};

/// One thing that a host asks a plugin for. Members that a call has no use for are absent.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Request<'r> {
    /// Version of the envelope: [`ENVELOPE`], 1.
    pub slugline: u32,
    /// The schema of the documents within.
    #[serde(borrow)]
    pub schema: Cow<'r, str>,
    /// Version of the contract: [`ABI`], 1.
    pub abi: u32,
    /// What the host can do beyond the contract's first version, by name.
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Cow<'r, str>>,
    /// What is asked for.
    pub call: Call,
    /// The format, transform or linter that is meant, as the plugin's offers call it. Empty to describe.
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    pub name: Cow<'r, str>,
    /// Its options. Those that its offer has a schema for are of that type, and there where it has a default. What the user's
    /// command line gave for another is a word: `"true"`, `"2"`.
    #[serde(default, skip_serializing_if = "OptionMap::is_empty")]
    pub options: OptionMap,
    /// The moment that the user set for this run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The moment of `SOURCE_DATE_EPOCH`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_date_epoch: Option<Date>,
    /// What to read.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceText<'r>>,
    /// What to transform or to look at.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Document<'r>>,
    /// What to write.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<EditionOf<'r>>,
}

/// The things a plugin is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    /// What it is and offers: the first call of all. Answered by `description`.
    Describe,
    /// `source` to articles. Answered by `articles`, in order.
    Read,
    /// `article`, edited. Answered by `article`.
    Transform,
    /// What is to be said of `article`. Answered by `diagnostics`.
    Lint,
    /// `edition` to files. Answered by `output` and perhaps `files`.
    Write,
}

impl Call {
    /// The call in a word: `write`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Call::Describe => "describe",
            Call::Read => "read",
            Call::Transform => "transform",
            Call::Lint => "lint",
            Call::Write => "write",
        }
    }
}

/// What a reader is given.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceText<'r> {
    /// What messages call it: its file's name.
    #[serde(borrow)]
    pub name: Cow<'r, str>,
    /// The text, decoded. Spans of the answer count its bytes in UTF-8.
    #[serde(borrow)]
    pub text: Cow<'r, str>,
}

/// What a writer is given.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EditionOf<'r> {
    /// What is said about it as a whole.
    #[serde(borrow, default)]
    pub head: EditionHead<'r>,
    /// Its articles, one at least.
    #[serde(borrow)]
    pub articles: Vec<Document<'r>>,
}

/// An article within a request or an answer: lent by who says it, owned by who is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Document<'r> {
    /// An article that is held elsewhere.
    Lent(&'r Article<'r>),
    /// An article of its own.
    Owned(Box<Article<'r>>),
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Document::Lent(article) => article.serialize(serializer),
            Document::Owned(article) => article.serialize(serializer),
        }
    }
}

impl<'de: 'r, 'r> Deserialize<'de> for Document<'r> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Document<'r>, D::Error> {
        let article = Article::deserialize(deserializer)?;
        match article.depth() {
            depth if depth > MAX_DEPTH => {
                Err(D::Error::custom(format_args!("the article nests {depth} deep; at most {MAX_DEPTH} is supported")))
            }
            _ => Ok(Document::Owned(Box::new(article))),
        }
    }
}

impl<'r> Request<'r> {
    /// A request for `call`, with nothing else said.
    pub fn new(call: Call) -> Request<'r> {
        Request {
            slugline: ENVELOPE,
            schema: Cow::Borrowed(SCHEMA),
            abi: ABI,
            features: Vec::new(),
            call,
            name: Cow::Borrowed(""),
            options: OptionMap::new(),
            date: None,
            source_date_epoch: None,
            source: None,
            article: None,
            edition: None,
        }
    }

    /// The request as JSON, in one line.
    ///
    /// # Errors
    ///
    /// [`Kind::Invalid`] where a member of a document that this version does not know holds no JSON.
    pub fn to_json(&self) -> Result<String> {
        in_one_line(self)
    }

    /// Reads a request: its envelope first.
    ///
    /// # Errors
    ///
    /// As for [`Envelope::of`]; [`Kind::Invalid`] where the rest does not fit.
    pub fn from_json(json: &'r str) -> Result<Request<'r>> {
        Envelope::of(json)?;
        serde_json::from_str(json).map_err(|fault| Error::new(Kind::Invalid, format!("the request: {fault}")))
    }
}

impl<'r> Document<'r> {
    /// The article itself, lent on.
    pub fn article(&self) -> &Article<'r> {
        match self {
            Document::Lent(article) => article,
            Document::Owned(article) => article,
        }
    }

    /// The article itself.
    pub fn into_article(self) -> Article<'r> {
        match self {
            Document::Lent(article) => article.clone(),
            Document::Owned(article) => *article,
        }
    }
}
