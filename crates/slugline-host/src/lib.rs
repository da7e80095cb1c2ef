//! Plugins from outside, given to the rest of slugline as [`Plugin`](slugline_core::plugin::Plugin)s.
//!
//! What brings a request to a plugin and its answer back is a [`Carrier`]. All else is the same for all of them and stands
//! here once, in [`Outside`]: what a plugin does not know is kept from it, what it answers is checked, and what goes wrong is
//! one error that names the plugin, its carrier and what to do.
//!
//! Before a plugin is asked for the first time it goes through the [`Gate`]. What there is of it was found in [`Places`], and
//! is known from its manifest, as a [`Package`]; whether it may run is for the user's [`Trust`] to say, and whether it is what
//! was installed, for the [`Lock`].

mod carrier;
#[cfg(feature = "wasm-build")]
pub mod component;
mod digest;
mod discovery;
pub mod ending;
#[cfg(any(feature = "native", all(unix, feature = "process"), feature = "template", feature = "wasm-runtime"))]
mod exceeded;
mod folder;
mod gate;
mod install;
mod known;
mod level;
mod limits;
mod link;
mod loader;
mod lock;
mod log;
mod manifest;
#[cfg(feature = "native")]
pub mod native;
mod opaque;
mod outside;
mod place;
mod present;
#[cfg(any(feature = "native", feature = "wasm-runtime"))]
mod private;
#[cfg(all(unix, feature = "process"))]
pub mod process;
mod reported;
mod slp;
pub mod stale;
#[cfg(feature = "template")]
pub mod template;
mod texts;
mod tree;
mod trust;
#[cfg(feature = "wasm-runtime")]
pub mod wasm;

pub use carrier::{Carrier, Near, Open};
pub use digest::Digest;
pub use discovery::{Found, Listed, PLUGINS_FOLDER, Places, Rule, Unusable};
pub use folder::unreadable;
pub use gate::{Chosen, Gate, Gated, Metered};
pub use install::{Installed, Removed, Store};
pub use limits::Limits;
pub use loader::{Approved, ListImports, LoadCarrier, LoadMetered, LoadPlugin, Loaders};
pub use lock::{LOCK_FILE, Lock, Locked};
pub use log::{Log, Logs};
pub use manifest::{Artifact, CarrierKind, Escape, MANIFEST_FILE, Package, Protocol, TARGET, is_name};
pub use outside::Outside;
pub use slp::Unpacked;
pub use slugline_plugin::contract;
pub use texts::Texts;
pub use trust::{Trust, USER_CONFIG};
