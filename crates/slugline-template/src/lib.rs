//! Handlebars as HTML themes and template plugins share it: compiled once, strict, capped, and checked before use.
//!
//! A template says where the parts of an article go; it is written by a newsroom, and what fills it is untrusted. So a
//! field that no data has is an error, what a template prints is escaped for the kind of its output, and [`Rules`] refuse
//! at once what escaping cannot hold: text in a script, in an unquoted attribute, at the start of an address.
//!
//! ```
//! use std::collections::BTreeMap;
//! use slugline_core::plugin::Sink;
//! use slugline_template::{Escape, Templates};
//!
//! let files = BTreeMap::from([("page.hbs".to_owned(), "<h1>{{headline}}</h1>\n".to_owned())]);
//! let templates = Templates::compile(&files, Escape::Markup)?;
//!
//! let mut out = Sink::memory();
//! templates.render("page", &BTreeMap::from([("headline", "Rain & wind")]), &mut out)?;
//! assert_eq!(out.finish()?, b"<h1>Rain &amp; wind</h1>\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Templates`] are compiled from names and texts, and rendered into a sink.
//! - [`Escape`] is the kind of output: markup, JSON, plain text.
//! - [`Rules`] say which fields there are, and which of them are markup already; [`Templates::check`] holds HTML to them.
//!
//! Helpers: handlebars' own (`if`, `unless`, `each`, `with`, `lookup`, `eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `and`, `or`,
//! `not`, `len`), and
//!
//! - `{{default value stand-in}}`: the value, or the stand-in where the value is absent or empty;
//! - `{{join list separator}}`: the members of a list with the separator between;
//! - `{{json value}}`: the value as JSON, escaped like any other text.

mod check;
mod fault;
mod helper;
mod includes;
mod nesting;
mod place;
mod templates;

pub use check::Rules;
pub use templates::{Escape, MAX_OUTPUT, Templates};
