//! Machine code of components, kept between runs.
//!
//! It is run as it was kept. So the folder is the user's alone, an entry appears whole or not at all, and one that fails its
//! checksum, or that another engine or processor made, is compiled anew. An entry is named by the component that it was made
//! of; whether it fits the engine is told when it is loaded, which a program without a compiler can do too.

use std::fs;
use std::path::{Path, PathBuf};

use slugline_core::Result;
use wasmtime::Engine;
use wasmtime::component::Component;

use super::{compile, stored};
use crate::digest::Digest;
use crate::private::{keep, private_folder};

/// A folder of code, of which only the user who owns it reads or writes.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache in `folder`, which is made where it is missing.
    pub fn at(folder: impl Into<PathBuf>) -> Cache {
        Cache { folder: folder.into() }
    }

    /// The file for the code of `wasm`. `None` where the folder is not safe to run code from.
    fn entry(&self, wasm: &[u8]) -> Option<Entry<'_>> {
        private_folder(&self.folder).ok()?;
        let name = format!("{}.{}-{}", Digest::of(wasm), std::env::consts::ARCH, std::env::consts::OS);
        let file = self.folder.join(name);
        Some(Entry { folder: &self.folder, file })
    }
}

struct Entry<'c> {
    folder: &'c Path,
    file: PathBuf,
}

/// The component that `wasm` is: as `cache` keeps it, else compiled, and kept where that can be.
pub(super) fn component(engine: &Engine, wasm: &[u8], cache: Option<&Cache>) -> Result<Component> {
    let entry = cache.and_then(|cache| cache.entry(wasm));
    if let Some(found) = entry.as_ref().and_then(|entry| stored::load(engine, &fs::read(&entry.file).ok()?)) {
        return Ok(found);
    }
    let component = compile::component(engine, wasm)?;
    if let (Some(entry), Some(code)) = (entry, stored::save(&component)) {
        // Without it the next run compiles again, which is no fault of this one.
        let _ = keep(entry.folder, &entry.file, &code);
    }
    Ok(component)
}
