//! Blocks and inlines of an article as HTML, XHTML and NITF, shared by every format that carries markup: web pages, books,
//! news items, feeds.
//!
//! - [`Markup`] writes blocks and inlines to a sink.
//! - [`put_text`], [`put_attribute`] and [`escaped`] are the one escaper of the code base. It also leaves out what XML 1.0
//!   forbids, and says so; [`clean_text`] does no more than that.
//! - [`clean_href`] decides which addresses may become links, [`web_address`] which of them are on the web, [`page_address`]
//!   where readers find an article, [`is_iri`] which identifiers are IRIs.
//! - [`Writing`] tells language and direction of a text, [`BylineWords`] the words around its authors' names.
//! - [`linked`], [`on_the_web`] and [`on_the_web_or_described`] say where a picture is to be found, [`WebPicture`] which are on the web, and
//!   [`alternative`] what stands for one.
//! - [`Datetime`] and [`Readable`] are a date for machines and for people, [`InText`] is one in plain text.
//! - [`PlainBody`], [`PlainBlocks`] and [`PlainInlines`] are the same parts as plain text.
//! - [`WordCount`] counts words, so that all formats count alike.
//!
//! With the feature `xml`, `xml::Xml` writes the elements of news items around a body; with `script`, `script::Escaping` has
//! `serde_json` write what may stand in a script.

mod block;
mod date;
mod escape;
mod href;
mod inline;
mod iri;
mod nitf;
mod picture;
mod plain;
#[cfg(feature = "script")]
pub mod script;
mod table;
mod word_count;
mod words;
mod writing;
#[cfg(feature = "xml")]
pub mod xml;

pub use block::{Markup, Syntax};
pub use date::{Datetime, InText, Readable};
pub use escape::{Dropped, clean_text, escaped, put_attribute, put_text};
pub use href::{clean_href, page_address, web_address};
pub use iri::is_iri;
pub use picture::{PictureAddress, WebPicture, alternative, linked, on_the_web, on_the_web_or_described};
pub use plain::{PlainBlocks, PlainBody, PlainInlines};
pub use slugline_core::model::is_visible;
pub use word_count::WordCount;
pub use words::BylineWords;
pub use writing::{Writing, is_language_tag};
