//! slugline turns the raw text of a news article into the formats a newsroom sends out.
//!
//! A conversion in five lines:
//!
//! ```
//! let story = "World\n\nFerries stop as crews walk out\n\n2024-11-18\n\nBy Ada Roe\n\nNo ferry left on Monday.";
//! let converted = slugline::convert(story, "html")?;
//! let page = String::from_utf8_lossy(&converted.bytes);
//! assert!(page.contains("<h1>Ferries stop as crews walk out</h1>"));
//! assert!(converted.diagnostics.is_empty());
//! # Ok::<(), slugline::Error>(())
//! ```
//!
//! What ends a conversion is an [`Error`]: its kind, its message, where, and what to do next. What does not end it is a
//! [`Diagnostic`]: something was guessed, lost or missing.
//!
//! ```
//! let error = slugline::convert("Rain.", "newsml").err().unwrap();
//! assert_eq!(error.to_string(), "unknown format `newsml`");
//! assert!(error.advice().unwrap().starts_with("did you mean `newsml-g2`?"));
//! ```
//!
//! For more than that, of which the manual's chapter on the library (`docs/library.md`) has an example each:
//!
//! - [`Pipeline`] binds readers, transforms, writers and their options once, and then works on any number of sources in
//!   memory: what a server wants.
//! - [`Job`] is what the program `slugline convert` does: files and folders in, files out, one [`Report`] per story.
//! - [`Settings`] hold publisher, edition, date and options, and [`Config`] finds those of `slugline.toml`; [`Registry`]
//!   holds the plugins, built in or your own.
//! - [`create_theme`] and [`check_theme`] are `slugline theme`: templates of one's own for pages.
//! - [`model`], [`plugin`] and [`Source`] are those of `slugline-core`.

mod address;
mod assets;
mod build;
mod builtin;
mod cache;
mod claims;
mod compare;
mod config;
mod digest;
mod failure;
mod hold;
mod homeless;
mod identifiers;
mod input;
mod isolation;
mod job;
mod key;
mod name;
mod naming;
mod order;
mod output;
mod pattern;
mod pipeline;
mod placeholder;
mod plan;
mod plugins;
mod press;
mod registry;
mod report;
mod run;
mod settings;
mod size;
mod stories;
mod strings;
mod theme;
mod told;
mod topics;
mod world;

pub use build::Build;
pub use builtin::BUILTIN;
pub use cache::Cache;
pub use compare::Difference;
pub use config::{Asked, CONFIG_FILE, Config, ConfigFiles, JobTable, Setting, config_schema, config_template};
pub use failure::{reading_failure, writing_failure};
pub use hold::Hold;
pub use isolation::isolated;
pub use job::{Job, Purpose, Request, threads_for};
pub use name::NamePattern;
pub use output::{NewFile, TEMPORARY, create_folder, write_new_file, write_stdout};
pub use pipeline::{Format, Pipeline, Reading, Steps};
pub use plan::Target;
pub use plugins::Plugins;
pub use registry::{Choice, Offered, Registry};
pub use report::{Report, Written};
pub use settings::{Settings, Values, source_date_epoch};
pub use size::Size;
pub use slugline_core::{Encoding, Error, Kind, LineCol, Result, Source, diagnostic, model, nearest, plugin};
pub use slugline_host as host;
pub use slugline_template::Located;
pub use slugline_toml::BadFile;
pub use stories::{MAX_STORY, Stories, stories, stories_in};
pub use theme::{ThemeCheck, check_theme, create_theme};
pub use told::Told;

use diagnostic::Diagnostic;

/// The examples of the manual's chapter on the library.
#[doc = include_str!("../../../docs/library.md")]
#[cfg(doctest)]
pub struct Chapter;

/// What came of a conversion in memory.
#[derive(Clone, Debug)]
pub struct Converted {
    /// The output.
    pub bytes: Vec<u8>,
    /// What was reported on the way, in that order. Spans count bytes of the input.
    pub diagnostics: Vec<Diagnostic>,
}

/// Converts a story to the format `to`, with the plugins that come with slugline and nothing set.
///
/// The format of the input is known by what it looks like. An input of several articles becomes one output where a file of
/// the format holds many.
///
/// # Errors
///
/// [`Kind::Usage`] for an unknown format; [`Kind::Unsupported`] for several articles where a file of the format holds one,
/// and for formats with further files; else what the reader or the writer says.
pub fn convert(bytes: impl Into<Vec<u8>>, to: &str) -> Result<Converted> {
    let steps = Steps { to: vec![to.to_owned()], ..Steps::default() };
    let pipeline = Pipeline::new(Registry::builtin(), &steps, Settings::default())?;
    pipeline.convert(&Source::new("input", bytes.into())?)
}
