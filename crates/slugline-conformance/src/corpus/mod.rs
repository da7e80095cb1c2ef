//! The articles that plugins are tried on.
//!
//! Each is there for one thing, which its name says, so that a finding needs no second look: a kind of node alone, all of
//! them together, one hostile text everywhere. Where a run of text says nothing else it is the name of a bird, no two alike
//! in an article and none part of another: what is missing from an output is then missing for certain.

mod birds;
mod documents;
mod every_field;
mod field;
mod filled;
mod hostile;
mod inputs;
mod kinds;
mod languages;
pub mod part;
mod placed;
mod secret;

pub use documents::{Document, documents};
pub use every_field::{bare, every_field, leeds};
pub use field::clear;
pub use filled::filled;
pub use hostile::{edition, texts};
pub(crate) use inputs::inputs;
pub(crate) use kinds::TIDES;
pub(crate) use placed::END;
pub use secret::{SECRET, confidential};
