//! What brings a request to a plugin, and its answer back.

use slugline_core::Result;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::plugin::Plugin;

/// A plugin that is loaded and can be asked.
pub trait Carrier: Send + Sync {
    /// What kind of plugin it brings to, in a word: `native`, `wasm`, `process`.
    fn word(&self) -> &'static str;

    /// Whether this process goes on where a plugin ends the one that it runs in.
    fn outlives_abort(&self) -> bool {
        true
    }

    /// Brings `request` to the plugin and its answer back, both one JSON text. May be called from several threads at once.
    ///
    /// # Errors
    ///
    /// Where no answer came, with the code that says why: `plugin-time`, `plugin-memory`, `plugin-output-too-large`,
    /// `plugin-trap`, `plugin-panic`, `plugin-exited` or `plugin-invalid-result`. What the plugin itself reports is an answer.
    fn call(&self, request: &str) -> Result<String>;

    /// What the carrier itself has to report since it was last asked, beside answers. The message is about the plugin, which
    /// whoever reports it names.
    fn remark(&self) -> Option<Diagnostic> {
        None
    }
}

/// A plugin that is known, and loaded when it is first asked.
pub trait Open: Send + Sync {
    /// Loads it.
    ///
    /// # Errors
    ///
    /// Where it cannot or must not be: `plugin-not-found`, `plugin-checksum`, `plugin-not-permitted`, `plugin-abi`,
    /// `plugin-forbidden-import`.
    fn open(&self) -> Result<Box<dyn Carrier>>;

    /// What kind of plugin it loads, in the carrier's [`word`](Carrier::word), where that is known before it is loaded.
    fn word(&self) -> Option<&'static str> {
        None
    }

    /// Whether the user may be who makes the plugin: then faults of it say what to look at, and not whom to tell.
    fn is_own(&self) -> bool {
        false
    }
}

impl<F: Fn() -> Result<Box<dyn Carrier>> + Send + Sync> Open for F {
    fn open(&self) -> Result<Box<dyn Carrier>> {
        self()
    }
}

/// The carrier that goes nowhere: a plugin in this program, asked as if it were outside. For tests, and to tell what a
/// carrier costs.
#[derive(Clone, Copy, Debug)]
pub struct Near<P>(pub P);

impl<P: Plugin> Carrier for Near<P> {
    fn word(&self) -> &'static str {
        "in-process"
    }

    fn call(&self, request: &str) -> Result<String> {
        Ok(slugline_plugin::serve(&self.0, request))
    }
}
