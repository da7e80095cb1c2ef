//! Books as other programs read them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

mod manual;
mod opened;
mod pictures;
mod reading;
mod samples;
mod words;
