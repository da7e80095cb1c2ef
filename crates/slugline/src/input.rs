//! Where inputs come from: files, folders, patterns, standard input.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

use slugline_core::{Error, Kind, Result};

use crate::config::CONFIG_FILE;
use crate::pattern::Pattern;
use crate::registry::Registry;

/// One input, not yet opened.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// `None`: standard input.
    pub(crate) path: Option<PathBuf>,
    /// What messages call it.
    pub(crate) name: String,
    /// Name of its outputs without extension, with the folders below the one that the user named.
    pub(crate) stem: PathBuf,
    /// Whether the path may be that of a link: all but those that the listing of a folder says are none.
    pub(crate) may_be_link: bool,
}

/// The input that a command line names: a file, or `-` for standard input, which `stdin_name` is another name of.
pub(crate) fn named(argument: &OsStr, stdin_name: Option<&Path>, registry: Registry<'_>) -> Input {
    match argument == "-" {
        true => standard_input(stdin_name, registry),
        false => named_file(Path::new(argument), Path::new(""), registry),
    }
}

/// What is asked for, to be turned into inputs.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'r> {
    /// Files, folders and patterns; `-` is standard input.
    pub(crate) arguments: &'r [OsString],
    /// Files and folders, and nothing else, whatever they are called.
    pub(crate) listed: &'r [OsString],
    /// Another name of standard input.
    pub(crate) stdin_name: Option<&'r Path>,
    /// The real places of outputs, and of the folders of outputs, that are there.
    pub(crate) outputs: &'r [PathBuf],
}

/// Turns what is asked for into inputs: a folder is all files below it, in the order of their names, and so is a pattern that
/// is no name. Hidden files are left out, and so are files of settings, pipes, devices, links to folders, which may lead round
/// in a circle, and the folder of the outputs, which may lie below an input folder.
///
/// # Errors
///
/// [`Kind::Usage`] where standard input is named twice, an input folder is the folder of the outputs, or there is no input
/// at all. A file that cannot be read is found out when it is loaded, and so is a pattern without files.
pub(crate) fn resolve(wanted: Wanted<'_>, registry: Registry<'_>) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for argument in wanted.arguments {
        match Pattern::parse(argument) {
            _ if argument == "-" => inputs.push(standard_input(wanted.stdin_name, registry)),
            Some(pattern) => expand(&pattern, Path::new(argument), wanted.outputs, registry, &mut inputs),
            None => add(Path::new(argument), wanted.outputs, registry, &mut inputs)?,
        }
    }
    for name in wanted.listed {
        add(Path::new(name), wanted.outputs, registry, &mut inputs)?;
    }
    if inputs.iter().filter(|input| input.path.is_none()).count() > 1 {
        return Err(Error::new(Kind::Usage, "standard input is named twice"));
    }
    if inputs.is_empty() {
        let error = Error::new(Kind::Usage, "there is nothing to read");
        return Err(error.help("name a file, a folder with files in it, or `-` for standard input"));
    }
    keep_endings(&mut inputs);
    Ok(inputs)
}

/// Adds a file, or all files below a folder.
fn add(path: &Path, outputs: &[PathBuf], registry: Registry<'_>, inputs: &mut Vec<Input>) -> Result<()> {
    if !path.is_dir() {
        inputs.push(named_file(path, Path::new(""), registry));
        return Ok(());
    }
    // The next run would read what this one wrote.
    if is_one_of(path, outputs) {
        return Err(written_into(path));
    }
    walk(path, Path::new(""), &Walk { pattern: None, outputs, registry }, inputs);
    Ok(())
}

/// Adds the files of a pattern. Where there are none, the pattern itself: loading it says that there is no such file.
fn expand(pattern: &Pattern, argument: &Path, outputs: &[PathBuf], registry: Registry<'_>, inputs: &mut Vec<Input>) {
    let before = inputs.len();
    // It says which of the files beside the outputs it means.
    let here = if pattern.folder.as_os_str().is_empty() { Path::new(".") } else { &pattern.folder };
    let outputs = if is_one_of(here, outputs) { &[] } else { outputs };
    if pattern.folder.as_os_str().is_empty() || pattern.folder.is_dir() {
        walk(&pattern.folder, Path::new(""), &Walk { pattern: Some(pattern), outputs, registry }, inputs);
    }
    if inputs.len() == before {
        inputs.push(named_file(argument, Path::new(""), registry));
    }
}

/// Whether the real place of `path` is one of `places`.
fn is_one_of(path: &Path, places: &[PathBuf]) -> bool {
    !places.is_empty() && path.canonicalize().is_ok_and(|real| places.contains(&real))
}

/// Whether one of `places` is called `name`, which is found out without asking the system.
fn is_name_of_one(name: &OsStr, places: &[PathBuf]) -> bool {
    places.iter().any(|place| place.file_name() == Some(name))
}

/// The error for outputs that would lie among the inputs.
fn written_into(folder: &Path) -> Error {
    let message = format!("the output folder is the input folder `{}`", folder.display());
    let help = format!("name another one, which may lie in it, such as `{}`", folder.join("out").display());
    Error::new(Kind::Usage, message).help(help)
}

/// Names the outputs of inputs whose names differ in their endings alone after their whole names: `wire.anpa` and
/// `wire.iptc` become `wire.anpa.html` and `wire.iptc.html`.
fn keep_endings(inputs: &mut [Input]) {
    let mut stems: Vec<(OsString, usize)> =
        inputs.iter().enumerate().map(|(at, input)| (without_case(input.stem.as_os_str()), at)).collect();
    stems.sort_unstable();
    for group in stems.chunk_by(|(one, _), (other, _)| one == other).filter(|group| group.len() > 1) {
        let named = |at: usize| inputs.get(at).map(Input::whole_name).unwrap_or_default();
        let names: BTreeSet<OsString> = group.iter().map(|(_, at)| without_case(named(*at).as_os_str())).collect();
        if names.len() == group.len() {
            for (_, at) in group {
                if let Some(input) = inputs.get_mut(*at) {
                    input.stem = input.whole_name();
                }
            }
        }
    }
}

/// Names that differ in case alone are one file on many systems.
pub(crate) fn without_case(path: &OsStr) -> OsString {
    match path.to_str() {
        // Nearly all are.
        Some(name) if name.is_ascii() => name.to_ascii_lowercase().into(),
        Some(name) => name.to_lowercase().into(),
        None => path.to_owned(),
    }
}

impl Input {
    /// Name of its outputs, with its own ending.
    fn whole_name(&self) -> PathBuf {
        let path = self.path.as_deref().unwrap_or(Path::new(&self.name));
        match path.file_name() {
            Some(file_name) if self.name != "-" => self.stem.with_file_name(file_name),
            _ => self.stem.clone(),
        }
    }
}

fn standard_input(name: Option<&Path>, registry: Registry<'_>) -> Input {
    let stem = name.and_then(Path::file_name).unwrap_or(OsStr::new("stdin"));
    Input {
        path: None,
        name: name.map_or_else(|| "-".to_owned(), |name| name.display().to_string()),
        stem: PathBuf::from(registry.stem(stem)),
        may_be_link: false,
    }
}

fn named_file(path: &Path, below: &Path, registry: Registry<'_>) -> Input {
    let file_name = path.file_name().unwrap_or(path.as_os_str());
    Input {
        path: Some(path.to_owned()),
        name: path.display().to_string(),
        stem: below.join(registry.stem(file_name)),
        may_be_link: true,
    }
}

/// Which files below a folder are inputs.
#[derive(Clone, Copy)]
struct Walk<'r> {
    /// `None`: all.
    pattern: Option<&'r Pattern>,
    outputs: &'r [PathBuf],
    registry: Registry<'r>,
}

fn walk(folder: &Path, below: &Path, the: &Walk<'_>, inputs: &mut Vec<Input>) {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if is_one_of(here, the.outputs) {
        return;
    }
    let Ok(entries) = entries_in(here) else {
        // Loading it says why it cannot be read.
        inputs.push(named_file(folder, below, the.registry));
        return;
    };
    let is_story = |name: &OsString| !name.as_encoded_bytes().starts_with(b".") && *name != CONFIG_FILE;
    for (name, kind) in entries.iter().filter(|(name, _)| is_story(name)) {
        let path = folder.join(name);
        let is_match = the.pattern.is_none_or(|pattern| pattern.matches(&below.join(name)));
        match Entry::of(&path, *kind) {
            // All of a folder that a pattern stands for, as where the shell knows patterns.
            Entry::Folder if is_match => walk(&path, &below.join(name), &Walk { pattern: None, ..*the }, inputs),
            Entry::Folder => {
                let below_too = below.join(name);
                if the.pattern.is_some_and(|pattern| pattern.reaches_into(&below_too)) {
                    walk(&path, &below_too, the, inputs);
                }
            }
            Entry::File { is_link } => {
                let is_output = || is_name_of_one(name, the.outputs) && is_one_of(&path, the.outputs);
                if is_match && !is_output() {
                    let stem = below.join(the.registry.stem(name));
                    let name = path.to_string_lossy().into_owned();
                    inputs.push(Input { path: Some(path), name, stem, may_be_link: is_link });
                }
            }
            Entry::Other => {}
        }
    }
}

/// What stands in a folder.
enum Entry {
    Folder,
    /// A file, or what is none any more: loading it says so.
    File {
        is_link: bool,
    },
    /// A link to a folder, which may lead round in a circle, or a pipe or a device, which could keep the job waiting for ever.
    Other,
}

impl Entry {
    /// What stands at `path`, which is of that kind. `None`: nobody knows, and loading it says why.
    fn of(path: &Path, kind: Option<FileType>) -> Entry {
        match kind {
            Some(kind) if kind.is_dir() => Entry::Folder,
            Some(kind) if kind.is_file() => Entry::File { is_link: false },
            Some(kind) if kind.is_symlink() && path.metadata().map_or(true, |target| target.is_file()) => {
                Entry::File { is_link: true }
            }
            Some(_) => Entry::Other,
            None => Entry::File { is_link: true },
        }
    }
}

/// What a folder holds, in the order of the names. The listing says of what kind each is, without a look at it.
fn entries_in(folder: &Path) -> io::Result<Vec<(OsString, Option<FileType>)>> {
    let named = |entry: io::Result<DirEntry>| entry.map(|entry| (entry.file_name(), entry.file_type().ok()));
    let mut entries = fs::read_dir(folder)?.map(named).collect::<io::Result<Vec<_>>>()?;
    entries.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    Ok(entries)
}
