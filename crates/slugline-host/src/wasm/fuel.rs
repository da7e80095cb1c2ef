//! What a call costs in instructions: the same on every computer, for the same component on the same engine.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use slugline_core::Result;
use wasmtime::Store;

use super::engine::{self, Count};
use super::host::Visit;
use super::{Wasm, compile, fault};
use crate::carrier::Carrier;
use crate::limits::Limits;

/// The engine that counts, and its major version: another may count otherwise.
pub const ENGINE: &str = "wasmtime 48";

/// A plugin in a component whose instructions are counted. Compiled anew: machine code that counts is kept nowhere.
pub struct Fuelled {
    wasm: Wasm,
    spent: Arc<AtomicU64>,
}

impl Fuelled {
    /// Makes `component` ready to be asked. What its calls cost is added to `spent`.
    ///
    /// # Errors
    ///
    /// As for [`Wasm::load`].
    pub fn load(component: &[u8], limits: Limits, spent: Arc<AtomicU64>) -> Result<Fuelled> {
        let runtime = engine::runtime(Count::Instructions)?;
        let component = compile::component(&runtime.engine, component)?;
        Ok(Fuelled { wasm: Wasm::of(runtime, &component, limits)?, spent })
    }
}

impl Carrier for Fuelled {
    fn word(&self) -> &'static str {
        self.wasm.word()
    }

    fn call(&self, request: &str) -> Result<String> {
        // More than any call can take before its time is over.
        const TANK: u64 = u64::MAX >> 1;
        let mut store = Store::new(&self.wasm.runtime.engine, Visit::new(&self.wasm.limits));
        let wrong = |error: wasmtime::Error| fault::not_a_plugin(&error);
        store.set_fuel(TANK).map_err(wrong)?;
        let answer = self.wasm.call_in(&mut store, request);
        self.spent.fetch_add(TANK - store.get_fuel().map_err(wrong)?, Ordering::Relaxed);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_is_the_one_that_is_linked() {
        let lock = include_str!("../../../../Cargo.lock");
        let (_, version) = lock.split_once("name = \"wasmtime\"\nversion = \"").unwrap_or_default();
        let major = version.split('.').next().unwrap_or_default();
        assert_eq!(ENGINE, format!("wasmtime {major}"));
    }
}
