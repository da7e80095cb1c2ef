//! The plugin by each carrier.

use std::fs;
use std::path::Path;
use std::time::Duration;

use broadcast::Broadcast;
use slugline::Result;
use slugline::diagnostic::{Diagnostic, Diagnostics};
use slugline::model::{Article, Edition, EditionHead};
use slugline::plugin::{Context, Memory, OptionMap, Plugin, Still};
use slugline_host::native::{Library, Store};
use slugline_host::process::{Command, Lines};
use slugline_host::wasm::{Cache, Wasm};
use slugline_host::{Carrier, Limits, Near, Open, Outside};
use slugline_plugin::contract::Description;
use slugline_specimen::{component, library};

/// Time for a machine that does much else.
pub const LIMITS: Limits = Limits { memory: 64 << 20, time: Duration::from_secs(60), output: 16 << 20 };

/// The plugin by each carrier, and what they call themselves. What they keep lies in `folder`.
///
/// The first is the plugin in this program, asked in the JSON that the others are asked in.
pub fn carriers(folder: &Path) -> [(&'static str, Outside); 4] {
    let store = Store::new(folder.join("store"));
    let native = move || Ok(Box::new(Library::open(&library("broadcast"), None, &store)?) as Box<dyn Carrier>);
    let cache = Cache::at(folder.join("cache"));
    let bytes = fs::read(component("broadcast").unwrap()).unwrap();
    let wasm = move || Ok(Box::new(Wasm::load(&bytes, LIMITS, Some(&cache))?) as Box<dyn Carrier>);
    let command = Command::new(folder, [env!("CARGO_BIN_EXE_broadcast").to_owned()]).unwrap();
    [
        ("in-process", outside(|| Ok(Box::new(Near(Broadcast)) as Box<dyn Carrier>))),
        ("native", outside(native)),
        ("wasm", outside(wasm)),
        ("process", outside(Lines { command, limits: LIMITS })),
    ]
}

/// The plugin as it is outside.
fn outside(source: impl Open + 'static) -> Outside {
    Outside::new(Description::of(&Broadcast), source)
}

/// What the plugin writes and reports.
pub fn write(plugin: &dyn Plugin, articles: &[Article<'_>]) -> Result<(Vec<u8>, Vec<Diagnostic>)> {
    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let edition = Edition { head: &EditionHead::default(), articles };
    let writer = plugin.writer("broadcast", &OptionMap::new())?;
    writer.write(&edition, &mut out, &mut Context::new(&mut diagnostics, &Still))?;
    Ok((out.into_parts().0, diagnostics.take()))
}
