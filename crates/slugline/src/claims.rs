//! Who has which name: outputs theirs, one each, and inputs those that no output may have.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::input::{Input, without_case};
use crate::strings::Strings;

/// The names that are taken, and those that must not be.
#[derive(Default)]
pub(crate) struct Claims {
    /// Output to the one it is of, by its number.
    taken: Names<u32>,
    owners: Strings,
    /// The names of inputs that a rename would replace, in the folders that they really are in.
    inputs: Names<()>,
    folders: Folders,
}

/// Why an output cannot have a name.
pub(crate) enum Refusal {
    /// A folder has it.
    Folder,
    /// An input has it.
    Input,
    /// A link leads it out of the folder that all outputs are to be in.
    Elsewhere,
    /// This one has it.
    Taken(String),
}

impl Claims {
    /// Refuses from now on what would replace one of these inputs.
    pub(crate) fn protect(&mut self, inputs: &[Input]) {
        for input in inputs {
            let Some(path) = input.path.as_deref() else { continue };
            let real = if input.may_be_link && path.is_symlink() { path.canonicalize().ok() } else { None };
            let path = real.as_deref().unwrap_or(path);
            let Some((parent, name)) = path.parent().zip(path.file_name()) else { continue };
            let Some(folder) = self.folders.place(parent) else { continue };
            self.inputs.put(&folder.without_case, &without_case(name), ());
        }
    }

    /// Who has the name of an output.
    pub(crate) fn owner(&self, path: &Path) -> Option<&str> {
        let path = without_case(path.as_os_str());
        let (folder, name) = split(&path);
        self.taken.get(folder, name).map(|owner| self.owners.get(*owner))
    }

    /// Gives a name to an owner, whoever had it.
    pub(crate) fn put(&mut self, path: &Path, owner: &str) {
        let path = without_case(path.as_os_str());
        let (folder, name) = split(&path);
        self.taken.put(folder, name, self.owners.add(owner));
    }

    /// Takes a name, which is to be within the folder `base`, links followed.
    pub(crate) fn take(&mut self, path: &Path, whose: &str, base: Option<&Path>) -> Result<(), Refusal> {
        self.check(path, base)?;
        let path = without_case(path.as_os_str());
        let (folder, name) = split(&path);
        if let Some(other) = self.taken.get(folder, name) {
            return Err(Refusal::Taken(self.owners.get(*other).to_owned()));
        }
        self.taken.put(folder, name, self.owners.add(whose));
        Ok(())
    }

    /// Refuses the name of a folder or an input, and one that leads out of the folder `base`.
    pub(crate) fn check(&mut self, path: &Path, base: Option<&Path>) -> Result<(), Refusal> {
        let folder = self.folders.place(path.parent().unwrap_or(Path::new("")));
        // Nothing stands in a folder that is empty, or yet to be made.
        if let Some(folder) = folder.filter(|folder| !folder.is_empty) {
            if path.is_dir() {
                return Err(Refusal::Folder);
            }
            let is_input = |name| self.inputs.get(&folder.without_case, &without_case(name)).is_some();
            if path.file_name().is_some_and(is_input) {
                return Err(Refusal::Input);
            }
        }
        if base.is_some_and(|base| self.folders.lead_out(path, base)) {
            return Err(Refusal::Elsewhere);
        }
        Ok(())
    }
}

/// The folder of a path, and its name there.
fn split(path: &OsStr) -> (&OsStr, &OsStr) {
    let path = Path::new(path);
    let (folder, name) = path.parent().zip(path.file_name()).unwrap_or((Path::new(""), path.as_os_str()));
    (folder.as_os_str(), name)
}

/// Something for each of many names, all without case. A folder is kept once: a stream has any number of outputs in it.
struct Names<T>(HashMap<OsString, HashMap<Box<OsStr>, T>>);

impl<T> Default for Names<T> {
    fn default() -> Names<T> {
        Names(HashMap::new())
    }
}

impl<T> Names<T> {
    fn get(&self, folder: &OsStr, name: &OsStr) -> Option<&T> {
        self.0.get(folder)?.get(name)
    }

    fn put(&mut self, folder: &OsStr, name: &OsStr, value: T) {
        let names = match self.0.get_mut(folder) {
            Some(names) => names,
            None => self.0.entry(folder.to_owned()).or_default(),
        };
        names.insert(name.into(), value);
    }
}

/// The real places of folders that were asked for. `None`: there is none.
#[derive(Default)]
struct Folders(HashMap<OsString, Option<Place>>);

/// The real place of a folder.
struct Place {
    path: PathBuf,
    without_case: OsString,
    is_empty: bool,
}

impl Folders {
    /// Whether links lead `path` out of the folder `base`. What is yet to be made is none.
    fn lead_out(&mut self, path: &Path, base: &Path) -> bool {
        let above = path.ancestors().skip(1).find_map(|folder| Some(self.place(folder)?.path.clone()));
        above.zip(self.place(base)).is_some_and(|(above, base)| !above.starts_with(&base.path))
    }

    /// The real place of a folder. `None`: there is none.
    fn place(&mut self, folder: &Path) -> Option<&Place> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if !self.0.contains_key(folder.as_os_str()) {
            let is_empty = |path: &Path| path.read_dir().is_ok_and(|mut entries| entries.next().is_none());
            let place =
                |path: PathBuf| Place { without_case: without_case(path.as_os_str()), is_empty: is_empty(&path), path };
            self.0.insert(folder.into(), folder.canonicalize().ok().map(place));
        }
        self.0.get(folder.as_os_str())?.as_ref()
    }
}
