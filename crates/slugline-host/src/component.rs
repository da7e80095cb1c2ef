//! From a module, which compilers of C and Rust make, to a component, which [`Wasm`](crate::wasm::Wasm) runs.

use slugline_core::{Error, Kind, Result};
use slugline_plugin::WIT;
use wasmparser::{Import, Parser, Payload, SectionLimited};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::{Resolve, WorldId, WorldItem, WorldKey};

/// The component that `module` is as a plugin: with the functions by the names that `plugin.wit` gives them.
///
/// # Errors
///
/// `plugin-abi` where it is no module or lacks one of them, `plugin-forbidden-import` where it wants more than a host has.
pub fn encode(module: &[u8]) -> Result<Vec<u8>> {
    if !module.starts_with(b"\0asm\x01\0\0\0") {
        return Err(unfit("plugin-abi", "it is not a module of WebAssembly"));
    }
    let broken = |error: anyhow::Error| unfit("plugin-abi", &format!("{error:#}"));
    let (resolve, world) = world().map_err(broken)?;
    let mut described = module.to_vec();
    // A section that says what of it is which function of the world.
    embed_component_metadata(&mut described, &resolve, world, StringEncoding::UTF8).map_err(broken)?;
    let encoder = ComponentEncoder::default().validate(true).module(&described);
    encoder.and_then(|mut encoder| encoder.encode()).map_err(|error| {
        let code = if imports_more(module, &resolve, world) { "plugin-forbidden-import" } else { "plugin-abi" };
        unfit(code, &format!("{error:#}"))
    })
}

/// The world of plugins.
fn world() -> anyhow::Result<(Resolve, WorldId)> {
    let mut resolve = Resolve::default();
    let package = resolve.push_source("plugin.wit", WIT)?;
    let world = resolve.select_world(&[package], Some("plugin"))?;
    Ok((resolve, world))
}

/// Whether `module` imports what `world` does not give it. What is no module imports nothing.
fn imports_more(module: &[u8], resolve: &Resolve, world: WorldId) -> bool {
    let given = |import: &Import<'_>, key: &WorldKey, item: &WorldItem| match item {
        WorldItem::Interface { id, .. } => {
            let interface = resolve.interfaces.get(*id);
            let has_it = interface.is_some_and(|interface| interface.functions.contains_key(import.name));
            has_it && resolve.name_world_key(key) == import.module
        }
        WorldItem::Function(_) | WorldItem::Type { .. } => false,
    };
    let gives = |import: &Import<'_>| {
        let imports = resolve.worlds.get(world).into_iter().flat_map(|world| &world.imports);
        imports.into_iter().any(|(key, item)| given(import, key, item))
    };
    let sections = Parser::new(0).parse_all(module).map_while(Result::ok).filter_map(|section| match section {
        Payload::ImportSection(imports) => Some(imports),
        _ => None,
    });
    sections.flat_map(SectionLimited::into_imports).map_while(Result::ok).any(|import| !gives(&import))
}

fn unfit(code: &'static str, what: &str) -> Error {
    let help = "export the functions of `plugin.wit` and import no others; `export_plugin!` does for Rust";
    Error::new(Kind::Invalid, format!("no plugin can be made of the module: {what}")).help(help).coded(code)
}
