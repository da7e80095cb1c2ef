//! Raw text in, tree out: what the reader makes of the layouts of real copy, and the laws that hold for any bytes.

#![cfg(feature = "text")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "tests may stop at the first surprise"
)]

mod account;
mod body;
mod head;
mod hold;
mod laws;
mod time;
#[path = "../tree/mod.rs"]
mod tree;

const PROSE: &str = "No ferry left the harbour on Monday. Crews had walked out at midnight, and the pier stayed dark.";
