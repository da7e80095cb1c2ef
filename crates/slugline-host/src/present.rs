//! That what a plugin runs from is in its folder, said before anything is started: an interpreter that finds no file says so in its
//! own words, and nobody knows where.

use std::path::{Component, Path};

use slugline_core::{Error, Kind, Result, nearest};

use crate::folder::files_of;
use crate::manifest::{Artifact, Package};
use crate::slp::is_packed;

/// How the names of scripts end. Of other words of a command nobody knows whether they name a file.
const SCRIPTS: [&str; 12] = ["cjs", "js", "jar", "lua", "mjs", "php", "pl", "py", "rb", "sh", "tcl", "ts"];

/// Files that a hint lists.
const LISTED: usize = 5;

impl Package {
    /// That the files which `artifact` names are there.
    ///
    /// # Errors
    ///
    /// `plugin-not-built` where a component or a library is not there, `plugin-not-found` where a script is not.
    pub fn check_present(&self, artifact: &Artifact) -> Result<()> {
        match artifact {
            Artifact::Wasm { path, .. } | Artifact::Native { path, .. } if self.lacks(path) => {
                Err(self.not_built(path))
            }
            Artifact::Process { command, .. } => match command.iter().find(|word| self.lacks_script(word)) {
                Some(word) => Err(self.no_script(word)),
                None => Ok(()),
            },
            Artifact::Wasm { .. } | Artifact::Native { .. } | Artifact::Template { .. } => Ok(()),
        }
    }

    /// The error for a file that a build makes, and has not made.
    pub(crate) fn not_built(&self, name: &Path) -> Error {
        let message = format!("the artifact `{}` of plugin `{}` is not there", name.display(), self.name());
        Error::new(Kind::Usage, message).help(self.to_build()).coded("plugin-not-built")
    }

    /// What to do about a plugin that is not built.
    pub(crate) fn to_build(&self) -> String {
        format!("build it: `slugline plugin build {}`", self.folder.display())
    }

    // What is there and cannot be read is told as that.
    fn lacks(&self, name: &Path) -> bool {
        self.folder.join(name).symlink_metadata().is_err_and(|cause| cause.kind() == std::io::ErrorKind::NotFound)
    }

    /// Whether a word of a command names a script of the folder which is not there. One that leads elsewhere is none of it.
    fn lacks_script(&self, word: &str) -> bool {
        let path = Path::new(word);
        let stays = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let is_script = path.extension().is_some_and(|end| SCRIPTS.iter().any(|script| end == *script));
        // `sh -c 'cat rules.sh'` names no file.
        let is_name = !word.starts_with('-') && !word.contains(char::is_whitespace);
        stays && is_script && is_name && self.lacks(path)
    }

    fn no_script(&self, word: &str) -> Error {
        let files: Vec<String> = files_of(&self.folder, is_packed)
            .unwrap_or_default()
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        let help = match nearest(word, files.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "the folder holds {}",
                files.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ")
            ),
        };
        let message = format!(
            "`{word}` of `command` is not in the folder `{}` of plugin `{}`",
            self.folder.display(),
            self.name()
        );
        Error::new(Kind::Usage, message).help(help).coded("plugin-not-found")
    }
}
