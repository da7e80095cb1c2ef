//! Articles in, HTML out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

mod attacks;
mod law;
mod manual;
mod model;
mod page;
mod theme;
