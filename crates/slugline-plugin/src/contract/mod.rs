//! What a host and a plugin say to each other: a request, an answer, both one JSON text, on every carrier the same.
//!
//! A request asks for one thing (its `call`), and an answer gives it or says why not. What stands round them never changes
//! its shape: [`Envelope`] is decoded alone and first, so that either side can refuse the other in words. The names of
//! members are in `snake_case`, as those of a document; words that stand for something are in `kebab-case`.
//!
//! Four numbers are kept apart: the envelope's, the [`SCHEMA`](crate::model::SCHEMA) of documents, the [`ABI`] of this
//! contract, and a plugin's own version. A plugin or a host is never refused for the version of its program.
//!
//! ```
//! use slugline_plugin::contract::{Answer, Call, Request};
//!
//! let request = Request::new(Call::Describe).to_json()?;
//! assert_eq!(request, r#"{"slugline":1,"schema":"0.3","abi":1,"call":"describe"}"#);
//! let answer = Answer::from_json(r#"{"slugline":1,"output":{"text":"Rain."}}"#)?;
//! assert_eq!(answer.output.unwrap().into_bytes()?, b"Rain.");
//! # Ok::<(), slugline_plugin::Error>(())
//! ```

mod answer;
mod body;
mod description;
mod envelope;
mod fault;
mod line;
mod request;
#[cfg(feature = "schema")]
mod schema;

pub use answer::{Answer, OutputFile};
pub use body::Body;
pub use description::{Description, Kinds, Offer, Panics};
pub use envelope::{ABI, ENVELOPE, Envelope};
pub use fault::Fault;
pub use request::{Call, Document, EditionOf, Request, SourceText};
#[cfg(feature = "schema")]
pub use schema::json_schema;
