//! The files of a theme, read from its folder and from nowhere else.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use slugline_core::{Error, Kind, Result};

use crate::failure::io_error;

/// Bytes that all files of a theme may have together. A theme is text; what is larger is something else.
const MAX_THEME: usize = 16 * 1024 * 1024;

/// What some editors put first into a file. A template that is included would print it in the middle of the page.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// What the files of a theme end in. Pictures, notes and the like may lie beside them.
const EXTENSIONS: [&str; 2] = ["hbs", "css"];

/// The templates and styles below `folder`, name to text: `page.hbs`, `parts/head.hbs`. Hidden files and others are left out.
///
/// # Errors
///
/// [`Kind::Usage`] where the folder or a file in it cannot be read, a file is not UTF-8, a link leads out of the folder, or
/// the files are too large: a theme is wrong for every input alike.
pub(super) fn read(folder: &Path) -> Result<BTreeMap<String, String>> {
    let root = folder.canonicalize().map_err(|error| {
        let error = unreadable(folder, error);
        error.help(format!("`slugline theme new {}` makes one", folder.display()))
    })?;
    let mut theme = Theme { root, files: BTreeMap::new(), room: MAX_THEME };
    theme.take_folder(folder, "")?;
    if theme.files.is_empty() {
        return Err(Error::new(Kind::Usage, format!("the theme `{}` holds no files", folder.display()))
            .help("its files end in `.hbs` and `.css`"));
    }
    Ok(theme.files)
}

struct Theme {
    /// No file may lie outside.
    root: PathBuf,
    files: BTreeMap<String, String>,
    room: usize,
}

impl Theme {
    fn take_folder(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
        let paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>();
        let mut paths = paths.map_err(|error| unreadable(folder, error))?;
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
        let place = path.canonicalize().map_err(|error| unreadable(path, error))?;
        if !place.starts_with(&self.root) {
            return Err(Error::new(Kind::Usage, format!("`{}` leads out of the theme", path.display())));
        }
        if place.is_dir() {
            if path.is_symlink() {
                // It may lead back up, round and round; what it leads to is in the theme already.
                return Ok(());
            }
            return self.take_folder(path, &format!("{name}/"));
        }
        let is_ours = Path::new(&name).extension().is_some_and(|end| EXTENSIONS.iter().any(|ours| end == *ours));
        if !is_ours {
            return Ok(());
        }
        let file = fs::metadata(&place).map_err(|error| unreadable(path, error))?;
        if !file.is_file() {
            // A pipe, say: who reads it waits.
            return Err(Error::new(Kind::Usage, format!("`{}` is no file", path.display())));
        }
        let room = usize::try_from(file.len()).ok().and_then(|size| self.room.checked_sub(size));
        let Some(room) = room else {
            let message = format!("the theme has more than {} MiB", MAX_THEME >> 20);
            return Err(Error::new(Kind::Usage, message));
        };
        let bytes = fs::read(&place).map_err(|error| unreadable(path, error))?;
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(Error::new(Kind::Usage, format!("the theme's `{}` is not UTF-8 text", path.display())));
        };
        self.room = room;
        let text = text.strip_prefix(BYTE_ORDER_MARK).map(str::to_owned).unwrap_or(text);
        self.files.insert(name, text);
        Ok(())
    }
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    let error = io_error(&format!("cannot read the theme `{}`", path.display()), error);
    Error::new(Kind::Usage, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(folder: &Path, files: &[(&str, &str)]) {
        let found = read(folder).unwrap();
        assert_eq!(found.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>(), files);
    }

    #[track_caller]
    fn refuses(folder: &Path, message: &str) {
        let error = read(folder).unwrap_err();
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

    #[test]
    fn what_is_no_theme_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        refuses(folder.path(), "holds no files");
        refuses(&folder.path().join("missing"), "no such file or directory");
        fs::write(folder.path().join("page.hbs"), [0xFF]).unwrap();
        refuses(folder.path(), "is not UTF-8 text");
        let large = fs::File::create(folder.path().join("page.hbs")).unwrap();
        large.set_len(MAX_THEME as u64 + 1).unwrap();
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
