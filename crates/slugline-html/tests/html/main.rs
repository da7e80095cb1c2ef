//! Articles in, HTML out.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

mod law;
mod manual;
mod model;
mod page;
mod theme;
