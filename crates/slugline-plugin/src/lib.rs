//! What a plugin of slugline is made with.
//!
//! A plugin implements [`Plugin`](plugin::Plugin) and the traits of what it offers, as the formats do that come with slugline.
//! How it reaches the host makes no difference to it: the host asks in JSON and is answered in JSON ([`contract`]), and
//! [`serve()`] turns such a request into calls of the traits. [`export_plugin!`] makes a crate a plugin that can be loaded.

pub mod contract;
mod export;
mod log;
#[cfg(not(target_family = "wasm"))]
pub mod native;
#[cfg(not(target_family = "wasm"))]
mod panics;
#[cfg(not(target_family = "wasm"))]
pub mod process;
mod serve;
#[cfg(target_family = "wasm")]
pub mod wasm;

pub use log::{Level, log};
#[cfg(not(target_family = "wasm"))]
pub use panics::{Served, serve_caught};
#[cfg(feature = "schema")]
pub use schemars;
pub use serve::serve;
pub use slugline_core::{Error, Kind, Result, Source, diagnostic, model, plugin};

/// The text of `plugin.wit`, which says what a plugin is as a component.
pub const WIT: &str = include_str!("../wit/plugin.wit");

/// The text of `slugline_plugin.h`, which says what a plugin is as a native library.
pub const C_HEADER: &str = include_str!("../include/slugline_plugin.h");

/// The text of `slugline_sdk.h`, which a plugin in C is made with.
pub const C_SDK: &str = include_str!("../include/slugline_sdk.h");

/// The text of `slugline_plugin.js`, which a plugin in JavaScript is made with.
pub const JAVASCRIPT: &str = include_str!("../js/slugline_plugin.js");
