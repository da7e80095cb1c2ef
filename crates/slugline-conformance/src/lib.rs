//! The conformance kit: what every reader, transform, linter and writer is held to, whether it comes with slugline, is
//! linked into a program, or is asked through a carrier.
//!
//! [`conform`] tries what a plugin offers on a corpus of documents and inputs, and gives back what it found as values; nothing
//! is printed. [`golden`](golden()) compares what it makes of the inputs in its own folder with the files beside them, and
//! [`fuel`](fuel()) what that takes with its budget. [`findings`] does the first two for all that it offers. The manual,
//! `docs/plugins/testing.md`, says what each check is about.
//!
//! ```
//! use slugline_conformance::{GOLDEN_FOLDER, Subject, findings};
//! # use slugline_core::Result;
//! # use slugline_core::plugin::{Manifest, Offer, OptionMap, Plugin, Transform, Context};
//! # use slugline_core::model::Article;
//! # struct Untouched;
//! # impl Plugin for Untouched {
//! #     fn manifest(&self) -> &Manifest {
//! #         const OFFERS: &[Offer] = &[Offer::transform("untouched", "changes nothing", &[])];
//! #         static MANIFEST: Manifest = Manifest::new("untouched", "1.0.0", OFFERS);
//! #         &MANIFEST
//! #     }
//! #     fn transform(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Transform>> {
//! #         Ok(Box::new(Untouched))
//! #     }
//! # }
//! # impl Transform for Untouched {
//! #     fn apply(&self, _: &mut Article<'_>, _: &mut Context<'_>) -> Result<()> {
//! #         Ok(())
//! #     }
//! # }
//!
//! let found = findings(&Subject::new(&Untouched), GOLDEN_FOLDER.as_ref())?;
//! for finding in &found {
//!     println!("{finding}");
//! }
//! assert!(found.is_empty());
//! # Ok::<(), slugline_core::Error>(())
//! ```
//!
//! It is a crate of its own, which plugins name in their tests: what a plugin is built from, `slugline-plugin`, has no parser of
//! XML or HTML in its tree, and a guest in wasm stays small.

mod asking;
pub mod corpus;
mod difference;
mod document;
mod finding;
mod fuel;
mod golden;
mod linter;
mod loss;
mod patience;
mod reader;
mod subject;
mod syntax;
mod transform;
mod writer;

pub use finding::{Check, Finding, Outcome};
pub use fuel::{Metered, fuel};
pub use golden::{GOLDEN_FOLDER, Golden, findings, golden, golden_inputs};
pub use patience::Patience;
pub use subject::{Input, Subject, conform};
