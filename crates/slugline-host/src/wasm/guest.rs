//! What a component must have to be a plugin, and what it must not.

use slugline_core::{Error, Kind, Result};
use wasmtime::Engine;
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{Component, ComponentExportIndex, Type};

use super::fault;
use super::host::{HOST, MEMBERS};

/// The interface that a plugin exports.
const GUEST: &str = "slugline:plugin/guest@1.0.0";

/// The names of all that `component` imports.
pub(super) fn imports(engine: &Engine, component: &Component) -> Vec<String> {
    component.component_type().imports(engine).map(|(name, _)| name.to_owned()).collect()
}

/// Refuses a component that imports anything but the interface `host`. Nothing of it has run then.
pub(super) fn check_imports(engine: &Engine, component: &Component) -> Result<()> {
    let ty = component.component_type();
    let forbidden = ty.imports(engine).flat_map(|(name, import)| match import.ty {
        ComponentItem::ComponentInstance(host) if name == HOST => {
            let members = host.exports(engine).map(|(member, _)| member);
            let unknown = members.filter(|member| !MEMBERS.contains(member));
            unknown.map(|member| format!("`{HOST}#{member}`")).collect()
        }
        _ => vec![format!("`{name}`")],
    });
    let forbidden: Vec<String> = forbidden.collect();
    if forbidden.is_empty() {
        return Ok(());
    }
    let message = format!("it imports {}; a plugin may import `{HOST}` alone", forbidden.join(", "));
    let help = "build it without WASI: `slugline plugin build` does, and `slugline plugin inspect` lists imports";
    Err(Error::new(Kind::Unsupported, message).help(help).coded("plugin-forbidden-import"))
}

/// The function that answers requests.
///
/// # Errors
///
/// `plugin-abi` where there is none of that name and type.
pub(super) fn run(engine: &Engine, component: &Component) -> Result<ComponentExportIndex> {
    let found = component.get_export(None, GUEST).and_then(|(_, guest)| component.get_export(Some(&guest), "run"));
    match found {
        Some((ComponentItem::ComponentFunc(function), index)) if is_text_to_text(&function) => Ok(index),
        Some(_) => {
            Err(fault::abi(format!("`run` of its interface `{GUEST}` is not a function of a string to a string")))
        }
        None => {
            let ty = component.component_type();
            let exports: Vec<String> = ty.exports(engine).map(|(name, _)| format!("`{name}`")).collect();
            let exports = if exports.is_empty() { "nothing".to_owned() } else { exports.join(", ") };
            Err(fault::abi(format!("it exports {exports}; this slugline asks for `{GUEST}`")))
        }
    }
}

fn is_text_to_text(function: &ComponentFunc) -> bool {
    let mut parameters = function.params().map(|(_, ty)| ty);
    let mut results = function.results();
    let is_text = |ty: Option<Type>| matches!(ty, Some(Type::String));
    is_text(parameters.next()) && is_text(results.next()) && parameters.next().is_none() && results.next().is_none()
}
