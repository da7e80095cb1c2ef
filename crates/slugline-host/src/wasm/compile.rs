//! From a component to machine code.

use slugline_core::Result;
use wasmtime::Engine;
use wasmtime::component::Component;

/// Compiles `wasm`.
///
/// # Errors
///
/// `plugin-abi` where it is no component.
#[cfg(feature = "wasm-compile")]
pub(super) fn component(engine: &Engine, wasm: &[u8]) -> Result<Component> {
    if !wasm.starts_with(b"\0asm") {
        return Err(super::fault::abi("it is no WebAssembly".to_owned()));
    }
    Component::from_binary(engine, wasm).map_err(|error| super::fault::not_a_plugin(&error))
}

/// Cannot.
#[cfg(not(feature = "wasm-compile"))]
pub(super) fn component(_: &Engine, _: &[u8]) -> Result<Component> {
    use slugline_core::{Error, Kind};

    let message = "it is not compiled, and this build of slugline has no compiler for plugins in wasm";
    let help = "install the plugin with a slugline of the same version that is built with `--features wasm-compile`";
    Err(Error::new(Kind::Unsupported, message).help(help).coded("plugin-not-compiled"))
}
