//! Handlebars as HTML themes and template plugins share it: compiled once, strict, capped, and checked before use.
//!
//! A template says where the parts of an article go; it is written by a newsroom, and what fills it is untrusted. So a
//! field that no data has is an error, what a template prints is escaped for the kind of its output, and [`Templates::check`]
//! finds at once what escaping cannot hold: text in a script, in an unquoted attribute, at the start of an address.
//!
//! ```
//! use std::collections::BTreeMap;
//! use slugline_core::plugin::Sink;
//! use slugline_template::{Escape, Templates, Written};
//!
//! let files = BTreeMap::from([("page.hbs".to_owned(), "<h1>{{headline}}</h1>\n".to_owned())]);
//! let Ok(templates) = Templates::compile(&files, Escape::Markup) else { panic!("no Handlebars") };
//!
//! let mut nothing = Written { fields: &[], write: &mut |_, _| {} };
//! let mut out = Sink::memory();
//! templates.render("page", &BTreeMap::from([("headline", "Rain & wind")]), &mut nothing, &mut out)?;
//! assert_eq!(out.finish()?, b"<h1>Rain &amp; wind</h1>\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Templates`] are compiled from names and texts, checked, and rendered into a sink.
//! - [`Escape`] is the kind of output: markup, JSON, plain text.
//! - [`Shape`] says which fields there are and what each may be printed as; [`Templates::check`] holds HTML to it.
//! - [`Fault`] is what is wrong with a template, with file, line and column.
//! - [`Written`] is markup that is written beside the template, such as the text of an article, and [`Part`] what is
//!   printed of it; [`Body`] cuts such a text into its blocks.
//! - [`MAX_OUTPUT`] and [`MAX_STEPS`] end what would not end.
//!
//! Helpers: handlebars' own (`if`, `unless`, `each`, `with`, `lookup`, `eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `and`, `or`,
//! `not`, `len`), and
//!
//! - `{{blocks from to}}`: the blocks of the body from one number, counted from 0, up to and without the other, as markup;
//!   without `to` all that follow, without both all;
//! - `{{inlines number}}`: what one paragraph or heading of the body holds, without its own tags, as markup;
//! - `{{attr name value}}`: a whole attribute; nothing where the value is empty, or an address that may be a script;
//! - `{{date value pattern}}`: a date as `strftime` writes it; empty where it lacks what the pattern asks for;
//! - `{{default value stand-in}}`: the value, or the stand-in where the value is empty;
//! - `{{join list separator}}`: the members of a list with the separator between;
//! - `{{json value}}`: the value as JSON, escaped like any other text; in a script of a page a value of that script;
//! - `{{slug text}}`: the text as a part of an address: `ferries-stop`;
//! - `{{truncate text characters}}`: its beginning, cut between words, with `…` for the rest;
//! - `{{xml text}}`: the text escaped for HTML and XML, whatever the kind of output.

mod attribute;
mod check;
mod fault;
mod helper;
mod includes;
mod meter;
mod nesting;
mod pattern;
mod place;
mod print;
mod scope;
mod script;
mod shape;
mod signature;
mod templates;
mod written;

pub use fault::Fault;
pub use meter::MAX_STEPS;
pub use shape::Shape;
pub use templates::{Escape, MAX_OUTPUT, Templates};
pub use written::{Body, Part, Written};
