//! A theme: the files of a folder as one value, for writers with an option `theme`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use slugline_core::{Error, Kind, Result};

use crate::failure::io_error;

/// Bytes that all files of a theme may have together. A theme is text; what is larger is something else.
const MAX_THEME: usize = 16 * 1024 * 1024;

/// The files below `folder`, name to text: `{"page.hbs": "...", "parts/head.hbs": "..."}`. Hidden files are left out.
///
/// # Errors
///
/// [`Kind::Usage`] where the folder or a file in it cannot be read, a file is not UTF-8, a link leads out of the folder, or
/// the files are too large: a theme is wrong for every input alike.
pub(crate) fn read(folder: &Path) -> Result<Value> {
    let root = folder.canonicalize().map_err(|error| unreadable(folder, error))?;
    let mut theme = Theme { root, files: Map::new(), room: MAX_THEME };
    theme.take_folder(folder, "")?;
    if theme.files.is_empty() {
        return Err(Error::new(Kind::Usage, format!("the theme `{}` holds no files", folder.display())));
    }
    Ok(Value::Object(theme.files))
}

struct Theme {
    /// No file may lie outside.
    root: PathBuf,
    files: Map<String, Value>,
    room: usize,
}

impl Theme {
    fn take_folder(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
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
        let size = fs::metadata(&place).map_err(|error| unreadable(path, error))?.len();
        let room = usize::try_from(size).ok().and_then(|size| self.room.checked_sub(size));
        let Some(room) = room else {
            let message = format!("the theme has more than {} MiB", MAX_THEME >> 20);
            return Err(Error::new(Kind::Usage, message));
        };
        let bytes = fs::read(&place).map_err(|error| unreadable(path, error))?;
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(Error::new(Kind::Usage, format!("the theme's `{}` is not UTF-8 text", path.display())));
        };
        self.room = room;
        self.files.insert(name, Value::String(text));
        Ok(())
    }
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    let error = io_error(&format!("cannot read the theme `{}`", path.display()), error);
    Error::new(Kind::Usage, error.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
        assert_eq!(read(folder.path()).unwrap(), json!({"page.hbs": "page", "parts/head.hbs": "head"}));
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
        fs::write(folder.path().join("secret"), "secret").unwrap();
        fs::write(theme.join("page.hbs"), "page").unwrap();
        std::os::unix::fs::symlink(theme.join("page.hbs"), theme.join("also.hbs")).unwrap();
        std::os::unix::fs::symlink(&theme, theme.join("round")).unwrap();
        assert_eq!(read(&theme).unwrap(), json!({"also.hbs": "page", "page.hbs": "page"}));
        std::os::unix::fs::symlink("../secret", theme.join("out.hbs")).unwrap();
        refuses(&theme, "leads out of the theme");
    }
}
