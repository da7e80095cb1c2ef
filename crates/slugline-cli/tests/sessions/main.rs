//! Sessions of `slugline`: command, output, messages, exit code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may stop at the first surprise")]

mod build;
mod cache;
mod cloned;
#[path = "../../../slugline-host/tests/compiled/mod.rs"]
mod compiled;
mod completion;
mod config;
mod convert;
mod denial;
mod desk;
mod examples;
mod hold;
mod inputs;
mod junit;
mod look;
mod man;
mod many;
mod messages;
mod outputs;
#[cfg(unix)]
mod pipelines;
mod plugin_new;
mod plugin_test;
mod plugins;
mod profile;
mod report;
mod services;
mod settings;
mod stream;
mod theme;
mod usage;
mod watch;
