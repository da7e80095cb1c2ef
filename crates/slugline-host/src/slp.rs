//! A plugin in one file, `NAME-VERSION.slp`: a ZIP of its files, the manifest first, the same for the same plugin.

use std::fs::{self, File};
use std::io::{Cursor, Read, Write};
use std::path::{Component, Path, PathBuf};

use slugline_core::{Error, Kind, Result};
use slugline_toml::BadFile;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::folder::{MAX_FILES, Room, files_of, plain_file, unreadable};
use crate::manifest::{MANIFEST_FILE, Package};

/// What its file is called, behind a dot.
const EXTENSION: &str = "slp";

/// Files beside those that a plugin runs from that go with it.
const BESIDE: [&str; 4] = ["README.md", "LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

impl Package {
    /// The files that make up the plugin, relative to its folder: the manifest, then the others in the order of their names.
    /// Of a plugin that is files alone (wasm, libraries) these and what is to be read of it; of any other, whatever its folder
    /// holds that is not hidden, but for what programs leave behind: the plugin in one file, what Python compiled.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where the folder cannot be read, one of them is not there, is a link, or they are too large together.
    pub fn files(&self) -> Result<Vec<PathBuf>> {
        let apart: Option<Vec<&Path>> =
            self.artifacts.iter().map(|artifact| artifact.file().map(|(path, _)| path)).collect();
        let mut files = match apart {
            Some(artifacts) => {
                let beside = BESIDE.iter().map(Path::new).filter(|name| self.folder.join(name).exists());
                artifacts.into_iter().chain(beside).map(Path::to_owned).collect()
            }
            None => files_of(&self.folder, is_left_behind)?,
        };
        files.retain(|name| name != Path::new(MANIFEST_FILE));
        files.sort();
        files.dedup();
        files.insert(0, PathBuf::from(MANIFEST_FILE));
        let mut room = Room::new();
        files.iter().try_for_each(|name| room.take(self.size_of(name)?, &self.folder))?;
        Ok(files)
    }

    /// The bytes of a file of the plugin.
    fn size_of(&self, name: &Path) -> Result<u64> {
        if !self.folder.join(name).exists() {
            return Err(self.not_built(name));
        }
        let path = plain_file(&self.folder, name)?;
        Ok(path.metadata().map_err(|cause| unreadable(&path, cause))?.len())
    }

    /// The plugin in one file: its [`files`](Package::files).
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where one of them cannot be read.
    pub fn pack(&self, files: &[PathBuf]) -> Result<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in files {
            let path = self.folder.join(name);
            let content = fs::read(&path).map_err(|cause| unreadable(&path, cause))?;
            let mode = if is_program(&path) { 0o755 } else { 0o644 };
            // Neither the clock nor another version of a compressor may change it.
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Stored)
                .last_modified_time(DateTime::default())
                .unix_permissions(mode);
            let name = name.to_string_lossy().replace('\\', "/");
            let added = zip.start_file(name, options).map_err(|fault| fault.to_string());
            added.and_then(|()| zip.write_all(&content).map_err(|fault| fault.to_string())).map_err(unpackable)?;
        }
        let packed = zip.finish().map_err(|fault| unpackable(fault.to_string()))?;
        Ok(packed.into_inner())
    }
}

/// Whether a file is not of the plugin, but of a program that keeps something beside it.
fn is_left_behind(name: &Path) -> bool {
    name.as_os_str().as_encoded_bytes().starts_with(b".") || name == Path::new("__pycache__") || is_packed(name)
}

/// Whether a file is, by its name, a plugin in one file.
pub(crate) fn is_packed(name: &Path) -> bool {
    name.extension().is_some_and(|extension| extension == EXTENSION)
}

/// Unpacks a plugin into `folder`, which must be there and empty, and gives it.
///
/// # Errors
///
/// [`Kind::Usage`] where the file is no package: no ZIP, a name that leads elsewhere, a link, more than a plugin has, no
/// manifest.
pub(crate) fn unpack(file: &Path, folder: &Path) -> Result<()> {
    let refuse = |what: String| Error::new(Kind::Usage, format!("`{}` is no plugin: {what}", file.display()));
    let zip = File::open(file).map_err(|cause| unreadable(file, cause))?;
    let mut zip = ZipArchive::new(zip).map_err(|fault| refuse(fault.to_string()))?;
    if zip.len() > MAX_FILES {
        return Err(refuse(format!("it holds more than {MAX_FILES} files")));
    }
    let mut room = Room::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).map_err(|fault| refuse(fault.to_string()))?;
        let name = entry.name().map_err(|fault| refuse(fault.to_string()))?.into_owned();
        if entry.is_dir() {
            continue;
        }
        let path = Path::new(&name);
        let stays = !name.contains('\\') && path.components().all(|part| matches!(part, Component::Normal(_)));
        if !stays || entry.is_symlink() {
            return Err(refuse(format!("`{name}` leads elsewhere")));
        }
        let mut content = Vec::new();
        entry.by_ref().take(room.left() + 1).read_to_end(&mut content).map_err(|fault| refuse(fault.to_string()))?;
        room.take(content.len() as u64, file)?;
        let is_program = entry.unix_mode().is_some_and(|mode| mode & 0o100 != 0);
        put(&folder.join(path), &content, is_program)?;
    }
    match folder.join(MANIFEST_FILE).is_file() {
        true => Ok(()),
        false => Err(refuse(format!("it holds no `{MANIFEST_FILE}`"))),
    }
}

/// A plugin in one file, unpacked to be looked at.
#[derive(Debug)]
pub struct Unpacked {
    /// What it is, in a folder that goes with this.
    pub package: Package,
    _folder: TempDir,
}

impl Unpacked {
    /// Unpacks the plugin in `file`. `None`: its name is not that of a plugin in one file.
    ///
    /// # Errors
    ///
    /// Where it is no plugin, or there is no room for its files.
    pub fn of(file: &Path) -> Result<Option<Unpacked>, BadFile> {
        if !is_packed(file) || file.is_dir() {
            return Ok(None);
        }
        let folder = tempfile::tempdir().map_err(|cause| Error::io("there is no folder to unpack it in", cause))?;
        unpack(file, folder.path())?;
        Ok(Some(Unpacked { package: Package::open(folder.path())?, _folder: folder }))
    }
}

/// Writes a file of a plugin, and the folders above it. Two of one name are refused: which one was meant?
pub(crate) fn put(path: &Path, content: &[u8], is_program: bool) -> Result<()> {
    let refuse = |cause| Error::io(format!("cannot write `{}`", path.display()), cause);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(refuse)?;
    }
    let mut file = File::create_new(path).map_err(refuse)?;
    file.write_all(content).map_err(refuse)?;
    match is_program {
        true => make_program(&file).map_err(refuse),
        false => Ok(()),
    }
}

#[cfg(unix)]
fn make_program(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_program(_: &File) -> std::io::Result<()> {
    Ok(())
}

/// Whether the system may run a file.
#[cfg(unix)]
pub(crate) fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o100 != 0)
}

/// Whether the system may run a file: here its name says so.
#[cfg(not(unix))]
pub(crate) fn is_program(_: &Path) -> bool {
    false
}

fn unpackable(fault: String) -> Error {
    Error::new(Kind::Internal, format!("the plugin cannot be packed: {fault}"))
}
