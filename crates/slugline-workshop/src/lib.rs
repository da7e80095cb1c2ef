//! Where plugins are made: [`Scaffold`] gives the files of a new one, and [`build`] makes of its sources what its manifest
//! names.
//!
//! Nothing is written here but what compilers write for themselves. What comes out is handed back, so that whoever asks for
//! it decides what is done with it.

mod artifact;
mod build;
mod language;
mod scaffold;
mod sdk;
mod tool;

pub use build::{Built, Heard, build};
pub use language::Language;
pub use scaffold::{Scaffold, ScaffoldFile};
pub use sdk::Sdk;
