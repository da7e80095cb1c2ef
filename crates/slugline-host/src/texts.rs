//! The texts of a folder, read from it and from nowhere else: the files of a theme, the templates of a plugin.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use slugline_core::{Error, Kind, Result};

use crate::digest::Digest;

/// Bytes that the texts of a folder may have together. What is larger is something else.
const MAX_TEXTS: usize = 16 * 1024 * 1024;

/// What some editors put first into a file. A template that is included would print it in the middle of the page.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Which files of a folder are its texts.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// What messages call the folder: `theme`.
    pub what: &'static str,
    /// What the names of its texts end in, without the dot.
    pub extensions: &'static [&'static str],
}

impl Texts {
    /// The texts in and below `folder`, name to text: `page.hbs`, `parts/head.hbs`. Hidden files and others are left out:
    /// pictures, notes and the like may lie beside them.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where the folder or a file in it cannot be read, a text is not UTF-8, a link leads out of the folder, or
    /// the texts are too large: they are wrong for every input alike.
    pub fn read(self, folder: &Path) -> Result<BTreeMap<String, String>> {
        self.read_hashed(folder).map(|(files, _)| files)
    }

    /// As [`read`](Texts::read), with what the file of each text held.
    pub(crate) fn read_hashed(self, folder: &Path) -> Result<(BTreeMap<String, String>, BTreeMap<PathBuf, Digest>)> {
        let root = folder.canonicalize().map_err(|error| self.unreadable(folder, error))?;
        let mut reading =
            Reading { texts: self, root, files: BTreeMap::new(), digests: BTreeMap::new(), room: MAX_TEXTS };
        reading.take_folder(folder, "")?;
        if reading.files.is_empty() {
            let ends: Vec<String> = self.extensions.iter().map(|extension| format!("`.{extension}`")).collect();
            return Err(Error::new(Kind::Usage, format!("the {} `{}` holds no files", self.what, folder.display()))
                .help(format!("its files end in {}", ends.join(" and "))));
        }
        Ok((reading.files, reading.digests))
    }

    fn unreadable(self, path: &Path, error: io::Error) -> Error {
        let error = Error::io(format!("cannot read the {} `{}`", self.what, path.display()), error);
        Error::new(Kind::Usage, error.to_string())
    }
}

struct Reading {
    texts: Texts,
    /// No file may lie outside.
    root: PathBuf,
    files: BTreeMap<String, String>,
    digests: BTreeMap<PathBuf, Digest>,
    room: usize,
}

impl Reading {
    fn take_folder(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        let entries = fs::read_dir(folder).map_err(|error| self.texts.unreadable(folder, error))?;
        let paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>();
        let mut paths = paths.map_err(|error| self.texts.unreadable(folder, error))?;
        paths.sort();
        for path in paths {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                return Err(Error::new(Kind::Usage, format!("the name of `{}` is not UTF-8", path.display())));
            };
            if name.starts_with('.') {
                continue;
            }
            let name = format!("{prefix}{name}");
            self.take(&path, name)?;
        }
        Ok(())
    }

    fn take(&mut self, path: &Path, name: String) -> Result<()> {
        let place = path.canonicalize().map_err(|error| self.texts.unreadable(path, error))?;
        if !place.starts_with(&self.root) {
            return Err(Error::new(Kind::Usage, format!("`{}` leads out of the {}", path.display(), self.texts.what)));
        }
        if place.is_dir() {
            if path.is_symlink() {
                // It may lead back up, round and round; what it leads to is in the folder already.
                return Ok(());
            }
            return self.take_folder(path, &format!("{name}/"));
        }
        let is_ours =
            Path::new(&name).extension().is_some_and(|end| self.texts.extensions.iter().any(|ours| end == *ours));
        if !is_ours {
            return Ok(());
        }
        let file = fs::metadata(&place).map_err(|error| self.texts.unreadable(path, error))?;
        if !file.is_file() {
            // A pipe, say: who reads it waits.
            return Err(Error::new(Kind::Usage, format!("`{}` is no file", path.display())));
        }
        let room = usize::try_from(file.len()).ok().and_then(|size| self.room.checked_sub(size));
        let Some(room) = room else {
            let message = format!("the {} has more than {} MiB", self.texts.what, MAX_TEXTS >> 20);
            return Err(Error::new(Kind::Usage, message));
        };
        let bytes = fs::read(&place).map_err(|error| self.texts.unreadable(path, error))?;
        let digest = Digest::of(&bytes);
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(Error::new(
                Kind::Usage,
                format!("the {}'s `{}` is not UTF-8 text", self.texts.what, path.display()),
            ));
        };
        self.room = room;
        let text = text.strip_prefix(BYTE_ORDER_MARK).map(str::to_owned).unwrap_or(text);
        self.digests.insert(PathBuf::from(&name), digest);
        self.files.insert(name, text);
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]
mod tests {
    use super::*;

    const THEME: Texts = Texts { what: "theme", extensions: &["hbs", "css"] };

    #[track_caller]
    fn reads(folder: &Path, files: &[(&str, &str)]) {
        let found = THEME.read(folder).unwrap();
        assert_eq!(found.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>(), files);
    }

    #[track_caller]
    fn refuses(folder: &Path, message: &str) {
        let error = THEME.read(folder).unwrap_err();
        assert_eq!(error.kind(), Kind::Usage);
        assert!(error.to_string().contains(message), "{error}");
    }

    #[test]
    fn a_theme_is_names_and_texts() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("parts")).unwrap();
        fs::write(folder.path().join("page.hbs"), "page").unwrap();
        fs::write(folder.path().join("parts/head.hbs"), "head").unwrap();
        fs::write(folder.path().join(".DS_Store"), [0xFF]).unwrap();
        fs::write(folder.path().join("logo.png"), [0xFF]).unwrap();
        fs::write(folder.path().join("page.css"), "\u{FEFF}p {}").unwrap();
        reads(folder.path(), &[("page.css", "p {}"), ("page.hbs", "page"), ("parts/head.hbs", "head")]);
    }

    /// What is compiled is what was hashed, whatever the files hold by then.
    #[test]
    fn what_was_read_is_hashed() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text: &str| fs::write(folder.path().join("page.hbs"), text).unwrap();
        fs::write(folder.path().join("logo.png"), [0xFF]).unwrap();
        write("\u{FEFF}page");
        let before = Digest::of_folder(folder.path()).unwrap();
        let (_, read) = THEME.read_hashed(folder.path()).unwrap();
        write("another");
        assert_eq!(Digest::of_read(folder.path(), &read).unwrap(), before);
        assert!(Digest::of_folder(folder.path()).unwrap() != before);
    }

    #[test]
    fn what_is_no_theme_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        refuses(folder.path(), "holds no files");
        refuses(&folder.path().join("missing"), "no such file or directory");
        fs::write(folder.path().join("page.hbs"), [0xFF]).unwrap();
        refuses(folder.path(), "is not UTF-8 text");
        let large = fs::File::create(folder.path().join("page.hbs")).unwrap();
        large.set_len(MAX_TEXTS as u64 + 1).unwrap();
        refuses(folder.path(), "more than 16 MiB");
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_inside() {
        let folder = tempfile::tempdir().unwrap();
        let theme = folder.path().join("theme");
        fs::create_dir(&theme).unwrap();
        fs::write(folder.path().join("secret.hbs"), "secret").unwrap();
        fs::write(theme.join("page.hbs"), "page").unwrap();
        std::os::unix::fs::symlink(theme.join("page.hbs"), theme.join("also.hbs")).unwrap();
        std::os::unix::fs::symlink(&theme, theme.join("round")).unwrap();
        reads(&theme, &[("also.hbs", "page"), ("page.hbs", "page")]);
        std::os::unix::fs::symlink("../secret.hbs", theme.join("out.hbs")).unwrap();
        refuses(&theme, "leads out of the theme");
    }
}
