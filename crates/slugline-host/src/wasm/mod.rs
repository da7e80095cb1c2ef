//! Plugins that are components of WebAssembly: they reach what they are handed, and nothing else.
//!
//! A component is asked through the interface `guest` of the package `slugline:plugin` (`slugline-plugin/wit/plugin.wit`), and
//! may import the interface `host` alone. One that imports anything else is refused before any of it runs, so the list of its
//! imports is the list of what it can do. Every call has an instance of its own: what one leaves behind, or breaks, no other
//! sees, and equal requests have equal answers.
//!
//! Machine code is made when a plugin is installed, and kept in a [`Cache`]. Without the feature `wasm-compile` only what is
//! kept there can be run.

mod cache;
mod compile;
mod engine;
mod fault;
#[cfg(feature = "wasm-compile")]
mod fuel;
mod guest;
mod host;
mod meter;
mod stored;

use slugline_core::Result;
use wasmtime::Store;
use wasmtime::component::{Component, ComponentExportIndex, InstancePre};

pub use cache::Cache;
#[cfg(feature = "wasm-compile")]
pub use fuel::{ENGINE, Fuelled};

use crate::carrier::Carrier;
use crate::exceeded::answer_too_long;
use crate::limits::Limits;
use engine::{Count, Runtime};
use host::Visit;

/// A plugin in a component.
pub struct Wasm {
    runtime: &'static Runtime,
    instance: InstancePre<Visit>,
    run: ComponentExportIndex,
    limits: Limits,
}

impl Wasm {
    /// Makes `component`, the bytes of a `.wasm` file, ready to be asked: from the code that `cache` keeps of it, or by
    /// compiling it and leaving the code there. A cache that cannot be used is done without.
    ///
    /// # Errors
    ///
    /// `plugin-abi` where it is no component or has not the interface that is asked, `plugin-forbidden-import` where it
    /// imports what it must not, `plugin-not-compiled` where the cache lacks it and nothing here compiles.
    pub fn load(component: &[u8], limits: Limits, cache: Option<&Cache>) -> Result<Wasm> {
        let runtime = engine::runtime(Count::None)?;
        Wasm::of(runtime, &cache::component(&runtime.engine, component, cache)?, limits)
    }

    fn of(runtime: &'static Runtime, component: &Component, limits: Limits) -> Result<Wasm> {
        guest::check_imports(&runtime.engine, component)?;
        let run = guest::run(&runtime.engine, component)?;
        let instance = runtime.linker.instantiate_pre(component).map_err(|error| fault::not_a_plugin(&error))?;
        Ok(Wasm { runtime, instance, run, limits })
    }
}

/// What `component` imports, by the names of interfaces, be it a plugin or not. Nothing of it runs.
///
/// # Errors
///
/// As for [`Wasm::load`], but for what it imports.
pub fn imports(component: &[u8], cache: Option<&Cache>) -> Result<Vec<String>> {
    let runtime = engine::runtime(Count::None)?;
    let component = cache::component(&runtime.engine, component, cache)?;
    Ok(guest::imports(&runtime.engine, &component))
}

impl Carrier for Wasm {
    fn word(&self) -> &'static str {
        "wasm"
    }

    fn call(&self, request: &str) -> Result<String> {
        self.call_in(&mut Store::new(&self.runtime.engine, Visit::new(&self.limits)), request)
    }
}

impl Wasm {
    fn call_in(&self, store: &mut Store<Visit>, request: &str) -> Result<String> {
        store.limiter(|visit| &mut visit.meter);
        let _ticking = self.runtime.clock.tick();
        store.set_epoch_deadline(engine::ticks(self.limits.time));
        match self.visit(store, request) {
            Ok(answer) => answer,
            Err(error) => Err(fault::of_call(&error, store.data(), &self.limits)),
        }
    }

    /// Asks in a new instance. What wasmtime says went wrong is outside, what is wrong with the answer inside.
    fn visit(&self, store: &mut Store<Visit>, request: &str) -> wasmtime::Result<Result<String>> {
        let instance = self.instance.instantiate(&mut *store)?;
        // Not a string that is read where it lies: the call ends with the component freeing it.
        let run = instance.get_typed_func::<(&str,), (String,)>(&mut *store, self.run)?;
        let (answer,) = run.call(&mut *store, (request,))?;
        if answer.len() as u64 > self.limits.output {
            return Ok(Err(answer_too_long(answer.len(), &self.limits)));
        }
        Ok(Ok(answer))
    }
}
