//! A folder of its own for each test, and `slugline` run in it.

use std::fs;
use std::path::PathBuf;

use snapbox::cmd::{Command, OutputAssert, cargo_bin};

/// A story without a fault.
pub(crate) const STORY: &str = "World\n\nFerries stop as crews walk out\n\n2024-11-18\n\nAuthor: Ada Roe\n\n\
                         No ferry left the harbour on Monday.\n\nCrews want more pay.\n";

pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// A folder with these files in it.
    pub(crate) fn new(files: &[(&str, &str)]) -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            let path = desk.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `slugline` with these words, to be run in the folder.
    pub(crate) fn command(&self, words: &str) -> Command {
        Command::new(cargo_bin!("slugline"))
            .args(words.split(' '))
            .current_dir(self.folder.path())
            // Whoever runs the tests may have plugins, and trust some.
            .env("HOME", self.folder.path())
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CACHE_HOME")
            .env("XDG_DATA_DIRS", "/none")
            .env_remove("SOURCE_DATE_EPOCH")
            .env_remove("CLICOLOR_FORCE")
    }

    /// What came of it.
    pub(crate) fn session(&self, words: &str) -> OutputAssert {
        self.command(words).assert()
    }

    /// Holds the names in a folder against `names`.
    #[track_caller]
    pub(crate) fn holds(&self, folder: &str, names: &[&str]) {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut found: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        assert_eq!(found, names);
    }
}
