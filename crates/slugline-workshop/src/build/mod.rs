//! From a plugin's sources to what its manifest names.

mod c;
mod cargo;
mod javascript;

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};

use slugline_core::{Error, Kind, Result};
use slugline_host::{Artifact, CarrierKind, Digest, Package, TARGET, unreadable};

use crate::artifact::edit_manifest;
use c::CFiles;
use cargo::Crate;
use javascript::Module;

/// What is told while something is built.
#[derive(Clone, Copy, Debug)]
pub enum Heard<'a> {
    /// What happens now, in a line.
    Step(&'a str),
    /// A line that a tool printed.
    Tool(&'a str),
    /// That a library is made in the place of the component that the manifest asks for.
    Instead {
        /// Why, and what that means.
        message: &'a str,
        /// The steps to the component.
        help: &'a str,
    },
}

/// What was made of a plugin's sources.
#[derive(Clone, Debug)]
pub struct Built {
    /// The artifacts, with their hashes, and what their files hold.
    pub artifacts: Vec<(Artifact, Vec<u8>)>,
    /// The manifest that names them, and no others that would have to be compiled.
    pub manifest: String,
}

/// Where a plugin's code is.
enum Sources<'p> {
    Rust(Crate<'p>),
    C(CFiles<'p>),
    JavaScript(Module<'p>),
}

/// What came of making a component.
enum Component {
    /// It is there.
    Made(Vec<u8>),
    /// There is no tool that makes one.
    Missing(Missing),
}

/// Something that has to be installed.
struct Missing {
    /// What there is none of, in words: `compiler of C that makes wasm`.
    what: String,
    /// The step that installs it.
    step: String,
}

/// Builds the plugin `package` as it is `asked` for: as a component ([`CarrierKind::Wasm`]), as a library
/// ([`CarrierKind::Native`]) or as both; as its manifest says where nothing is asked for. `None`: it runs as it is.
///
/// Where the manifest asks for a component and nothing here makes one of its sources, a library takes its place: a plugin is
/// to run before its author has to install anything.
///
/// # Errors
///
/// [`Kind::Usage`] where a tool is missing, [`Kind::Invalid`] where one fails; what it printed is heard before.
pub fn build(package: &Package, asked: &[CarrierKind], heard: &mut dyn FnMut(Heard<'_>)) -> Result<Option<Built>> {
    let named = package.artifacts.iter().filter(|artifact| artifact.is_for_here()).map(Artifact::kind);
    let wanted: Vec<CarrierKind> = if asked.is_empty() { named.collect() } else { asked.to_vec() };
    let (wasm, mut native) = (wanted.contains(&CarrierKind::Wasm), wanted.contains(&CarrierKind::Native));
    if !wasm && !native {
        return Ok(None);
    }
    let sources = Sources::of(&package.folder)?;
    let mut artifacts = Vec::new();
    if wasm {
        match sources.component(heard)? {
            Component::Made(bytes) => artifacts.push(component_of(package, bytes)),
            Component::Missing(missing) if asked.is_empty() && sources.can_be_library() => {
                let message = format!(
                    "there is no {}: a library is made, which runs only where its user allows it",
                    missing.what
                );
                let help = format!(
                    "for a component, which everyone may run: {}; then `slugline plugin build --wasm`",
                    missing.step
                );
                heard(Heard::Instead { message: &message, help: &help });
                native = true;
            }
            Component::Missing(missing) => {
                let message = format!("there is no {}", missing.what);
                return Err(Error::new(Kind::Usage, message).help(missing.step));
            }
        }
    }
    if native {
        artifacts.push(library_of(package, sources.library(heard)?));
    }
    let manifest = edit_manifest(package, artifacts.iter().map(|(artifact, _)| artifact))?;
    Ok(Some(Built { artifacts, manifest }))
}

/// The component `bytes`, in the file that the manifest names, or in one of the plugin's name.
fn component_of(package: &Package, bytes: Vec<u8>) -> (Artifact, Vec<u8>) {
    let named = package.artifacts.iter().find(|artifact| artifact.kind() == CarrierKind::Wasm);
    let path = path_of(named).unwrap_or_else(|| PathBuf::from(format!("{}.wasm", package.name())));
    (Artifact::Wasm { path, sha256: Some(Digest::of(&bytes)) }, bytes)
}

/// The library `bytes`, likewise.
fn library_of(package: &Package, bytes: Vec<u8>) -> (Artifact, Vec<u8>) {
    let is_ours = |artifact: &&Artifact| artifact.kind() == CarrierKind::Native && artifact.is_for_here();
    let path = path_of(package.artifacts.iter().find(is_ours)).unwrap_or_else(|| {
        let name = package.name().replace('-', "_");
        PathBuf::from(format!("{DLL_PREFIX}{name}{DLL_SUFFIX}"))
    });
    (Artifact::Native { target: TARGET.to_owned(), path, sha256: Some(Digest::of(&bytes)) }, bytes)
}

fn path_of(artifact: Option<&Artifact>) -> Option<PathBuf> {
    artifact?.file().map(|(path, _)| path.to_owned())
}

impl<'p> Sources<'p> {
    /// The sources in `folder`.
    fn of(folder: &'p Path) -> Result<Sources<'p>> {
        if folder.join("Cargo.toml").is_file() {
            return Ok(Sources::Rust(Crate { folder }));
        }
        if folder.join(javascript::ENTRY).is_file() {
            return Ok(Sources::JavaScript(Module { folder }));
        }
        let files = c_files(folder)?;
        if !files.is_empty() {
            return Ok(Sources::C(CFiles { folder, files }));
        }
        let message = format!("`{}` holds nothing that could be compiled", folder.display());
        let help = "a crate of Rust has a `Cargo.toml`, a plugin in C its `.c` files, one in JavaScript a `plugin.js`, all of \
                    them beside the manifest";
        Err(Error::new(Kind::Usage, message).help(help))
    }

    fn component(&self, heard: &mut dyn FnMut(Heard<'_>)) -> Result<Component> {
        match self {
            Sources::Rust(_) | Sources::C(_) if !cfg!(feature = "wasm-build") => Ok(Component::Missing(no_encoder())),
            Sources::Rust(sources) => sources.component(heard),
            Sources::C(sources) => sources.component(heard),
            Sources::JavaScript(sources) => sources.component(heard),
        }
    }

    fn can_be_library(&self) -> bool {
        match self {
            Sources::Rust(_) | Sources::C(_) => true,
            Sources::JavaScript(_) => false,
        }
    }

    fn library(&self, heard: &mut dyn FnMut(Heard<'_>)) -> Result<Vec<u8>> {
        match self {
            Sources::Rust(sources) => sources.library(heard),
            Sources::C(sources) => sources.library(heard),
            Sources::JavaScript(_) => Err(Error::new(Kind::Usage, "of JavaScript no library is made")
                .help("build the component: `slugline plugin build --wasm`")),
        }
    }
}

/// The files of C in a folder, in the order of their names.
fn c_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|cause| unreadable(folder, cause))? {
        let name = PathBuf::from(entry.map_err(|cause| unreadable(folder, cause))?.file_name());
        if name.extension().is_some_and(|extension| extension == "c") {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}

/// The component that the module of a compiler is.
#[cfg(feature = "wasm-build")]
fn encode(module: &[u8]) -> Result<Component> {
    slugline_host::component::encode(module).map(Component::Made)
}

#[cfg(not(feature = "wasm-build"))]
fn encode(_: &[u8]) -> Result<Component> {
    Ok(Component::Missing(no_encoder()))
}

fn no_encoder() -> Missing {
    let step = "build slugline with the feature `wasm-build`".to_owned();
    Missing { what: "encoder of components in this slugline".to_owned(), step }
}
