//! Sessions of `slugline`: command, output, messages, exit code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may stop at the first surprise")]

mod convert;
mod desk;
mod look;
mod many;
mod messages;
mod profile;
mod report;
mod settings;
mod theme;
