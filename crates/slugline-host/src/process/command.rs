//! What to start, and in which surroundings.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::path::{Component, Path, PathBuf};
use std::process::{self, Stdio};

use slugline_core::{Error, Kind, Result};

use crate::digest::Digest;
use crate::loader::changed;
use crate::log::Log;

/// The environment, beside `PATH`, `HOME` and `TMPDIR`: the same for everybody, so that a plugin gives everybody the same.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("LANG", "C.UTF-8"),
    ("TZ", "UTC"),
    // A set of strings comes in the same order in each run, and the plugin's folder stays as it was installed.
    ("PYTHONHASHSEED", "0"),
    ("PYTHONDONTWRITEBYTECODE", "1"),
];

/// A program and its arguments.
///
/// A word that names a file of the plugin's folder stands for that file, wherever the program works: `["python3",
/// "feed.py"]`. Any other program is looked for in `PATH`.
#[derive(Clone, Debug)]
pub struct Command {
    folder: PathBuf,
    program: String,
    arguments: Vec<String>,
    sha256: Option<Digest>,
    log: Log,
}

impl Command {
    /// The command `words` of the plugin in `folder`.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] without a word.
    pub fn new(folder: impl Into<PathBuf>, words: impl IntoIterator<Item = String>) -> Result<Command> {
        let mut words = words.into_iter();
        let Some(program) = words.next().filter(|program| !program.is_empty()) else {
            return Err(Error::new(Kind::Usage, "the plugin's `command` is empty"));
        };
        Ok(Command { folder: folder.into(), program, arguments: words.collect(), sha256: None, log: Log::default() })
    }

    /// The same command, which is started only while the folder holds `sha256`. A program is started again and again, long after
    /// it was first looked at. It runs where it lies, and not from a copy as a library does: it may be as large as an
    /// interpreter with its modules, and know its place.
    #[must_use]
    pub fn holding(self, sha256: Digest) -> Command {
        Command { sha256: Some(sha256), ..self }
    }

    /// The same command with a log that hears what the program writes to standard error.
    #[must_use]
    pub fn with_log(self, log: Log) -> Command {
        Command { log, ..self }
    }

    /// What hears what the program writes to standard error.
    pub(super) fn log(&self) -> &Log {
        &self.log
    }

    /// Starts it in the folder `scratch`, at the head of a process group, with `variables` beside the usual ones.
    ///
    /// # Errors
    ///
    /// `plugin-not-found` where it cannot be started, `plugin-checksum` where its folder holds something else than it did.
    pub(super) fn start(&self, scratch: &Path, variables: &[(String, String)]) -> Result<process::Child> {
        let folder = self.folder()?;
        if let Some(expected) = self.sha256
            && Digest::of_folder(&folder)? != expected
        {
            return Err(changed(&self.folder));
        }
        let mut command = process::Command::new(in_folder(&folder, &self.program));
        command.args(self.arguments.iter().map(|word| in_folder(&folder, word)));
        command.env_clear().envs(ENVIRONMENT).env("HOME", scratch).env("TMPDIR", scratch);
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        command.current_dir(scratch).process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().map_err(|cause| self.not_started(cause))
    }

    /// The plugin's folder. The program works elsewhere: what is relative must not be taken from there.
    ///
    /// # Errors
    ///
    /// Where there is no folder that slugline itself works in.
    pub(super) fn folder(&self) -> Result<PathBuf> {
        std::path::absolute(&self.folder).map_err(|cause| self.not_started(cause))
    }

    fn not_started(&self, cause: io::Error) -> Error {
        let Command { program, .. } = self;
        let help = match cause.kind() {
            io::ErrorKind::NotFound => {
                format!("install `{program}`, or have the plugin's `command` name a file of its folder")
            }
            io::ErrorKind::PermissionDenied => {
                format!("`chmod +x {program}`, or begin the plugin's `command` with its interpreter")
            }
            _ => "begin the plugin's `command` with an interpreter, or the file with `#!`".to_owned(),
        };
        let message = format!("cannot start `{program}`: {cause}");
        Error::new(Kind::Io, message).help(help).coded("plugin-not-found").cause(cause)
    }
}

/// The file of `folder` that `word` names, or the word. What leads out of the folder is no file of it.
fn in_folder(folder: &Path, word: &str) -> OsString {
    let stays = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    let file = folder.join(word);
    if Path::new(word).components().all(stays) && file.is_file() { file.into_os_string() } else { word.into() }
}
