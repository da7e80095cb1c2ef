//! Code as a file holds it: what the engine makes of a component, and a checksum of that.

#![allow(unsafe_code, reason = "code that was compiled before is run as it is")]

use wasmtime::Engine;
use wasmtime::component::Component;

/// The contents of a file for `component`. `None` where there is no memory for them.
pub(super) fn save(component: &Component) -> Option<Vec<u8>> {
    let mut file = component.serialize().ok()?;
    let sum = crc32fast::hash(&file);
    file.extend_from_slice(&sum.to_le_bytes());
    Some(file)
}

/// The component that `file` holds. `None` where it is damaged, or made by another version, for another processor, or with
/// other settings.
pub(super) fn load(engine: &Engine, file: &[u8]) -> Option<Component> {
    let (code, sum) = file.split_last_chunk()?;
    if crc32fast::hash(code) != u32::from_le_bytes(*sum) {
        return None;
    }
    // SAFETY: what `code` says is done, so it must come from `Component::serialize`. It lies in a folder that nobody but the
    // user can write to, under a name that nothing but `save` is written to, and it has the sum that `save` gave it. The
    // engine checks that its own version and settings made it.
    unsafe { Component::deserialize(engine, code) }.ok()
}
