//! Stories in, wire copy out, and back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

mod anpa1312;
mod iptc7901;
mod round_trip;
mod shown;
