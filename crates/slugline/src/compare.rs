//! Outputs held against the files that stand in their places, where nothing is to be written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::{Error, Kind, Result};

use crate::failure::failure;

/// Lines of both sides around those that differ.
const CONTEXT: usize = 3;

/// Letters of a line that a message shows, and how many of these come before the first that differs, at most.
const SHOWN: usize = 40;
const BEFORE: usize = 10;

/// All in which an output differs from its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The file.
    pub path: PathBuf,
    /// A unified diff, from what stands there to what would be written. For what is no text, a line that says so.
    pub text: String,
}

/// An output that is not what stands in its place.
pub(crate) struct Compared {
    /// `output-missing`, `output-differs`.
    pub(crate) diagnostic: Diagnostic,
    /// `None`: nobody wants it.
    pub(crate) difference: Option<Difference>,
}

/// Holds an output against the file at `path`. `None`: they are the same.
///
/// # Errors
///
/// [`Kind::Io`](slugline_core::Kind::Io) where something stands there that cannot be read.
pub(crate) fn compare(path: &Path, bytes: &[u8], with_diff: bool) -> Result<Option<Compared>> {
    let name = path.display();
    let old = read(path).map_err(|error| Error::io(format!("cannot read `{name}`"), error))?;
    let diagnostic = match &old {
        None => failure("output-missing", &differing(format!("`{name}` is not there"))),
        Some(old) if old == bytes => return Ok(None),
        Some(old) => {
            failure("output-differs", &differing(format!("`{name}` differs: {}", first_difference(old, bytes))))
        }
    };
    let difference =
        with_diff.then(|| Difference { path: path.to_owned(), text: unified(path, old.as_deref(), bytes) });
    Ok(Some(Compared { diagnostic, difference }))
}

fn differing(message: String) -> Error {
    Error::new(Kind::Invalid, message).help("run it again without `--check` and `--diff` to write it")
}

/// What stands at `path`. `None`: nothing. A pipe would keep the run waiting.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => fs::read(path).map(Some),
        Ok(_) => Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Where two texts begin to differ, in words.
fn first_difference(old: &[u8], new: &[u8]) -> String {
    let at = old.iter().zip(new).position(|(old, new)| old != new).unwrap_or(old.len().min(new.len()));
    let (Ok(old), Ok(new)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else {
        return format!("byte {} is another; it has {} bytes, and would have {}", at + 1, old.len(), new.len());
    };
    let number = old.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    match (excerpt(old, at), excerpt(new, at)) {
        _ if new.get(at..) == Some("\n") => "its last line has no line end".to_owned(),
        _ if old.get(at..) == Some("\n") => "its last line has a line end, and would have none".to_owned(),
        (Some(old), Some(new)) => format!("line {number} is `{old}`, and would be `{new}`"),
        (Some(old), None) => format!("line {number} is `{old}`, and would not be there"),
        (None, new) => format!("it ends, and line {number} would be `{}`", new.unwrap_or_default()),
    }
}

/// The line of `text` that the byte at `at` is in, or what of it is around that byte. `None`: the text ends there.
fn excerpt(text: &str, at: usize) -> Option<String> {
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at))?;
    let (before, after) = text.split_at_checked(at).filter(|(_, after)| !after.is_empty())?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let before = before.get(start..)?;
    let shown = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let mut excerpt = if shown > 0 { "…".to_owned() } else { String::new() };
    excerpt.push_str(before.get(shown..)?);
    let mut after = after.lines().next().unwrap_or_default().chars();
    excerpt.extend(after.by_ref().take(SHOWN.saturating_sub(BEFORE)));
    excerpt.extend(after.next().map(|_| '…'));
    Some(excerpt)
}

fn unified(path: &Path, old: Option<&[u8]>, new: &[u8]) -> String {
    let name = path.display().to_string();
    let from = if old.is_some() { name.as_str() } else { "/dev/null" };
    let texts = (std::str::from_utf8(old.unwrap_or_default()), std::str::from_utf8(new));
    match texts {
        (Ok(old), Ok(new)) => {
            TextDiff::from_lines(old, new).unified_diff().context_radius(CONTEXT).header(from, &name).to_string()
        }
        _ => format!("Binary files {from} and {name} differ\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        assert_eq!(first_difference(old.as_bytes(), new.as_bytes()), expected);
    }

    #[test]
    fn the_first_difference_is_shown_where_it_is() {
        check("a\nb\nc\n", "a\nx\nc\n", "line 2 is `b`, and would be `x`");
        check("a\n", "a\nb\n", "it ends, and line 2 would be `b`");
        check("a\nb\n", "a\n", "line 2 is `b`, and would not be there");
        check("a", "a\n", "its last line has no line end");
        check("a\n", "a", "its last line has a line end, and would have none");
        let long = |word: &str| format!("{}{word}{}", "é".repeat(50), "-".repeat(50));
        let shown = |word: &str| format!("…{}{word}{}…", "é".repeat(10), "-".repeat(27));
        let expected = format!("line 1 is `{}`, and would be `{}`", shown("one"), shown("two"));
        check(&long("one"), &long("two"), &expected);
        // Both begin with the same byte.
        check("è", "é", "line 1 is `è`, and would be `é`");
        assert_eq!(first_difference(b"PK\xFF1", b"PK\xFF22"), "byte 4 is another; it has 4 bytes, and would have 5");
    }

    #[test]
    fn a_diff_goes_from_what_is_there_to_what_would_be() {
        let path = Path::new("out/a.html");
        let diff = "--- out/a.html\n+++ out/a.html\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n";
        assert_eq!(unified(path, Some(b"a\nb\nc\n"), b"a\nx\nc\n"), diff);
        assert_eq!(unified(path, None, b"a\n"), "--- /dev/null\n+++ out/a.html\n@@ -0,0 +1 @@\n+a\n");
        assert_eq!(unified(path, Some(b"\xFF"), b"a"), "Binary files out/a.html and out/a.html differ\n");
    }
}
