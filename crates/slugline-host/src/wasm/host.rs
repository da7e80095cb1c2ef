//! What a component can ask of the host: the interface `host`, which is all that it is given.

use wasmtime::component::{ComponentType, Lift, Linker, WasmStr};
use wasmtime::{Engine, StoreContextMut};

use super::meter::Meter;
use crate::limits::Limits;

/// The interface that a plugin may import.
pub(super) const HOST: &str = "slugline:plugin/host@1.0.0";
/// Its functions, and the type that one of them needs.
pub(super) const MEMBERS: [&str; 3] = ["log", "panicked", "level"];

/// Nobody reads more of a message, in characters, and a plugin must not fill the host's memory with it.
const MESSAGE: usize = 1000;

/// One call, as the host keeps it.
pub(super) struct Visit {
    pub(super) meter: Meter,
    /// What was logged last.
    pub(super) logged: Option<String>,
    /// Where it panicked, and what it said: `src/lib.rs:12:5: no headline`.
    pub(super) panicked: Option<String>,
}

impl Visit {
    pub(super) fn new(limits: &Limits) -> Visit {
        Visit { meter: Meter::new(limits.memory), logged: None, panicked: None }
    }
}

/// How much a message of the log matters.
#[derive(Clone, Copy, ComponentType, Lift)]
#[component(enum)]
#[repr(u8)]
#[allow(dead_code, reason = "the last message is kept, whatever its level")]
enum Level {
    #[component(name = "debug")]
    Debug,
    #[component(name = "info")]
    Info,
    #[component(name = "warn")]
    Warn,
    #[component(name = "error")]
    Error,
}

/// Gives a plugin [`HOST`], and nothing else.
pub(super) fn linker(engine: &Engine) -> wasmtime::Result<Linker<Visit>> {
    let mut linker = Linker::new(engine);
    let mut host = linker.instance(HOST)?;
    host.func_wrap("log", |mut store: StoreContextMut<'_, Visit>, (_, message): (Level, WasmStr)| {
        store.data_mut().logged = Some(beginning(&message, &store)?);
        Ok(())
    })?;
    host.func_wrap("panicked", |mut store: StoreContextMut<'_, Visit>, (message, location): (WasmStr, WasmStr)| {
        let said = format!("{}: {}", beginning(&location, &store)?, beginning(&message, &store)?);
        store.data_mut().panicked = Some(said);
        Ok(())
    })?;
    Ok(linker)
}

fn beginning(text: &WasmStr, store: &StoreContextMut<'_, Visit>) -> wasmtime::Result<String> {
    Ok(text.to_str(store)?.chars().take(MESSAGE).collect())
}
