//! Handlebars as HTML themes and template plugins share it: compiled once, strict, capped, and checked before use.
//!
//! A template says where the parts of an article go; it is written by a newsroom, and what fills it is untrusted. So a
//! field that no data has is an error, what a template prints is escaped for the kind of its output, and [`Templates::check`]
//! finds at once what escaping cannot hold: text in a script, in an unquoted attribute, at the start of an address.
//!
//! ```
//! use std::collections::BTreeMap;
//! use slugline_core::plugin::Sink;
//! use slugline_template::{Escape, Limits, Templates};
//!
//! let files = BTreeMap::from([("page.hbs".to_owned(), "<h1>{{headline}}</h1>\n".to_owned())]);
//! let Ok(templates) = Templates::compile(&files, Escape::Html) else { panic!("no Handlebars") };
//!
//! let (data, mut out) = (BTreeMap::from([("headline", "Rain & wind")]), Sink::memory());
//! templates.render("page", &data, &Limits::default(), &mut |_, _| {}, &mut out).map_err(slugline_core::Error::from)?;
//! assert_eq!(out.finish()?, b"<h1>Rain &amp; wind</h1>\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Templates`] are compiled from names and texts, checked, and rendered into a sink.
//! - [`View`] is what templates show of an article.
//! - [`Escape`] is the kind of output: HTML, XML, JSON, plain text.
//! - [`Shape`] says which fields there are and what each may be printed as; [`Templates::check`] holds templates to it.
//! - [`Fault`] is what is wrong with a template, with file, line and column; [`Located`] is one with its file, and
//!   [`Failure`] why a template was not filled.
//! - [`Part`] is markup that is written beside the template, such as the text of an article; [`Body`] cuts such a text into
//!   its blocks.
//! - [`Limits`] end what would not end.
//! - [`reached`] says how much of a text a rendering printed.
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
//! - `{{truncate text characters}}`: its beginning as one line, cut between words, with `…` for the rest;
//! - `{{xml text}}`: the text escaped for HTML and XML, whatever the kind of output.

mod attribute;
mod check;
mod fault;
mod helper;
mod includes;
mod json;
mod limits;
mod located;
mod meter;
mod nesting;
mod pattern;
mod place;
mod print;
mod reached;
mod scope;
mod script;
mod shape;
mod signature;
mod surroundings;
mod templates;
mod unclosed;
mod view;
mod words;
mod written;

pub use fault::{Failure, Fault};
pub use limits::{Limit, Limits, MAX_OUTPUT, MAX_STEPS};
pub use located::Located;
pub use reached::reached;
pub use shape::Shape;
pub use templates::{Escape, Templates};
pub use view::{Joiner, Keywords, MOMENT, Moment, People, Person, Picture, Shown, View};
pub use words::Words;
pub use written::{Body, Part, Piece};
