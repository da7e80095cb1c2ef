//! Where outputs go: their names, and that no two have one.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use slugline_core::plugin::Arity;
use slugline_core::{Error, Kind, Result};

use crate::input::{Input, without_case};
use crate::pipeline::Format;

/// Where the user wants the outputs.
#[derive(Clone, Debug)]
pub enum Target {
    /// On standard output: one format, and one article unless a file of the format holds many.
    Stdout {
        /// Whether it is a terminal, which must not be shown what is no text.
        is_terminal: bool,
    },
    /// Nowhere that they name: on standard output, where there is one input and one format.
    Unnamed {
        /// As for `Stdout`.
        is_terminal: bool,
    },
    /// Nowhere: nothing is written.
    Nowhere,
    /// In this file: one format, and one article unless a file of the format holds many.
    File(PathBuf),
    /// In this folder: a file per article and format.
    Folder {
        /// The folder. Need not exist.
        path: PathBuf,
        /// Formats whose files hold many articles get one file of all.
        bundle: bool,
    },
}

/// The names of a job's outputs.
pub(crate) struct Plan {
    target: Target,
    /// Name of a file of all articles, without extension.
    edition: OsString,
    /// Shared by all threads that write. The names of stories do not depend on which of them is first: those of two inputs
    /// differ before the number of the story, or were refused.
    claims: Mutex<Claims>,
}

impl Plan {
    /// Names the outputs of the first article of every input, so that a job that cannot be done is refused before anything
    /// is written. How many articles a file holds is known when it is read.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where the target does not suit inputs and formats, two outputs have one name, or an output is a
    /// folder or an input.
    pub(crate) fn new(target: Target, edition: OsString, inputs: &[Input], formats: &[Format<'_>]) -> Result<Plan> {
        check(&target, inputs, formats)?;
        let plan = Plan { target, edition, claims: Mutex::default() };
        if let Target::Stdout { .. } | Target::Unnamed { .. } | Target::Nowhere = plan.target {
            return Ok(plan);
        }
        plan.claims().protect(inputs);
        for format in formats {
            if plan.is_one_for_all(format) {
                let name = plan.edition_path(format);
                plan.claim(name.as_deref(), "the edition")?;
                continue;
            }
            let mut faults = Vec::new();
            for input in inputs {
                let path = plan.story_path(input, 0, format);
                faults.extend(plan.claim(path.as_deref(), &input.name).err());
            }
            // The other formats have the same ones.
            if let Some(error) = joined(faults) {
                return Err(error);
            }
        }
        Ok(plan)
    }

    /// Whether all articles go into one output of this format.
    pub(crate) fn is_one_for_all(&self, format: &Format<'_>) -> bool {
        match self.target {
            Target::Nowhere => false,
            Target::Stdout { .. } | Target::Unnamed { .. } | Target::File(_) => true,
            Target::Folder { bundle, .. } => bundle && format.arity == Arity::Many,
        }
    }

    /// Whether the user named this very output.
    pub(crate) fn is_named(&self, path: &Path) -> bool {
        matches!(&self.target, Target::File(named) if named == path)
    }

    /// The output of all articles. `None`: standard output.
    pub(crate) fn edition_path(&self, format: &Format<'_>) -> Option<PathBuf> {
        match &self.target {
            Target::Nowhere | Target::Stdout { .. } | Target::Unnamed { .. } => None,
            Target::File(path) => Some(path.clone()),
            Target::Folder { path, .. } => Some(with_extension(path.join(&self.edition), &format.files.extension)),
        }
    }

    /// The output of one article of an input; `story` counts from 0. `None`: standard output.
    pub(crate) fn story_path(&self, input: &Input, story: usize, format: &Format<'_>) -> Option<PathBuf> {
        let Target::Folder { path, .. } = &self.target else {
            return self.edition_path(format);
        };
        let mut name = path.join(&input.stem).into_os_string();
        if story > 0 {
            name.push(format!("-{}", story + 1));
        }
        Some(with_extension(name, &format.files.extension))
    }

    /// Refuses many articles of a format of which one output holds one.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`], always.
    pub(crate) fn refuse_many(&self, format: &Format<'_>) -> Result<()> {
        Err(one_only(&self.target, format))
    }

    /// Takes the name of a further file that is no output of the job.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where it is an output's, a folder, or an input.
    pub(crate) fn reserve(&self, path: &Path, inputs: &[Input]) -> Result<()> {
        // A job that writes to standard output alone has protected none.
        self.claims().protect(inputs);
        self.claim(Some(path), "the report").map_err(|_| {
            let message = format!("the report cannot be `{}`: an input, an output or a folder is", path.display());
            Error::new(Kind::Usage, message).help("name another file with `--report FILE`")
        })
    }

    /// Takes a name for one output.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where it is taken, a folder, or an input.
    pub(crate) fn claim(&self, path: Option<&Path>, whose: &str) -> Result<()> {
        match path {
            Some(path) => self.claims().take(path, whose),
            None => Ok(()),
        }
    }

    /// A name is taken whole or not at all, also by a thread that panics.
    fn claims(&self) -> MutexGuard<'_, Claims> {
        self.claims.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Faults that are named when there are more.
const MAX_FAULTS: usize = 3;

/// One error for several of one kind, with the advice of the first. `None`: there are none.
fn joined(faults: Vec<Error>) -> Option<Error> {
    let first = faults.first()?;
    let mut message = faults.iter().take(MAX_FAULTS).map(Error::to_string).collect::<Vec<_>>().join("; ");
    if let Some(more @ 1..) = faults.len().checked_sub(MAX_FAULTS) {
        message.push_str(&format!("; and {more} more"));
    }
    let advice = first.advice().map(str::to_owned);
    let error = Error::new(first.kind(), message);
    Some(advice.into_iter().fold(error, Error::help))
}

/// `name.extension`, whatever dots `name` has.
fn with_extension(name: impl Into<OsString>, extension: &str) -> PathBuf {
    let mut name = name.into();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

/// Whether the target suits inputs and formats, as far as can be told before reading.
fn check(target: &Target, inputs: &[Input], formats: &[Format<'_>]) -> Result<()> {
    let refuse = |message: String, help: &str| Err(Error::new(Kind::Usage, message).help(help));
    let use_folder = "use `-O DIR` for a file per article and format";
    match (target, formats) {
        (Target::Folder { path, .. }, _) if path.exists() && !path.is_dir() => {
            refuse(format!("`{}` is a file, not a folder", path.display()), "use `-o FILE` for one output")
        }
        (Target::Folder { .. }, _) => Ok(()),
        (Target::File(path), _) if path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/") => {
            refuse(format!("the output `{}` is a directory", path.display()), use_folder)
        }
        (Target::File(path), formats) if formats.len() > 1 => {
            refuse(format!("one file `{}` cannot hold {} formats", path.display(), formats.len()), use_folder)
        }
        (Target::Stdout { .. } | Target::Unnamed { .. }, formats) if formats.len() > 1 => {
            refuse(format!("standard output cannot hold {} formats", formats.len()), use_folder)
        }
        (Target::Unnamed { .. }, _) if inputs.len() > 1 => {
            refuse(format!("there are {} inputs and no place for their outputs", inputs.len()), use_folder)
        }
        (Target::Stdout { is_terminal: true } | Target::Unnamed { is_terminal: true }, [format])
            if format.files.binary =>
        {
            refuse(
                format!("`{}` is no text, and standard output is a terminal", format.name()),
                "name a file with `-o FILE`",
            )
        }
        (Target::File(_) | Target::Stdout { .. }, [format]) if inputs.len() > 1 && format.arity == Arity::One => {
            Err(one_only(target, format))
        }
        _ => Ok(()),
    }
}

/// The error for many articles where one output holds one.
fn one_only(target: &Target, format: &Format<'_>) -> Error {
    let place = match target {
        Target::Stdout { .. } | Target::Unnamed { .. } => "standard output for",
        Target::Nowhere | Target::File(_) | Target::Folder { .. } => "a file of",
    };
    let message = format!("{place} `{}` holds one article, and there are several", format.name());
    Error::new(Kind::Usage, message).help("use `-O DIR` for a file per article")
}

/// The names that are taken, and those that must not be.
#[derive(Default)]
struct Claims {
    /// Output to the one it is of.
    taken: BTreeMap<OsString, String>,
    /// Inputs that a rename would replace.
    inputs: BTreeSet<OsString>,
    /// Real places of folders that were asked for.
    folders: BTreeMap<PathBuf, Option<PathBuf>>,
}

impl Claims {
    fn protect(&mut self, inputs: &[Input]) {
        for path in inputs.iter().filter_map(|input| input.path.as_deref()) {
            let place = match path.is_symlink() {
                true => path.canonicalize().ok().map(|real| without_case(real.as_os_str())),
                false => self.place(path),
            };
            self.inputs.extend(place);
        }
    }

    fn take(&mut self, path: &Path, whose: &str) -> Result<()> {
        if path.is_dir() {
            let error = Error::new(Kind::Usage, format!("the output `{}` is a directory", path.display()));
            return Err(error.help("move it away, or name another folder with `-O DIR`"));
        }
        if self.place(path).is_some_and(|place| self.inputs.contains(&place)) {
            let error = Error::new(Kind::Usage, format!("the output `{}` would replace an input", path.display()));
            return Err(error.help("name another folder with `-O DIR`"));
        }
        let earlier = self.taken.insert(without_case(path.as_os_str()), whose.to_owned());
        match earlier {
            None => Ok(()),
            Some(other) => {
                let both = format!("`{other}` and `{whose}` would both be written to `{}`", path.display());
                Err(Error::new(Kind::Usage, both)
                    .help("name the folder above them, whose own folders are kept, or convert them one by one"))
            }
        }
    }

    /// Where a file of this path would stand, links above it resolved, without case. `None` where its folder is yet to be
    /// made: nothing stands there.
    fn place(&mut self, path: &Path) -> Option<OsString> {
        let folder = match path.parent()? {
            here if here.as_os_str().is_empty() => Path::new("."),
            folder => folder,
        };
        if !self.folders.contains_key(folder) {
            self.folders.insert(folder.to_owned(), folder.canonicalize().ok());
        }
        let real = self.folders.get(folder)?.as_ref()?;
        Some(without_case(real.join(path.file_name()?).as_os_str()))
    }
}
