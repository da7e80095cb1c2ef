//! Files that people write in TOML: settings, manifests of plugins, locks.
//!
//! Whatever is wrong in one is said with the line that it stands in, and with the nearest name where a name is unknown:
//! that is why they are read as a [`Document`], whose parts know their places, and not into types.

mod document;
mod file;
mod value;

pub use document::{Document, Key, Table, Value};
pub use file::{BadFile, parse, parse_kept, read};
pub use toml::Spanned;
pub use toml::de::{DeArray, DeTable, DeValue};
pub use value::{option, word};
