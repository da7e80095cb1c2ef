//! Patterns that stand for files, such as `wire/**/*.txt`: for shells that know none, and where they were quoted since a
//! command line would become too long.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

/// What begins a part of a pattern that stands for several names.
const SIGNS: [char; 4] = ['*', '?', '[', '{'];

/// A pattern: the folder that all its files are below, and what follows.
pub(crate) struct Pattern {
    /// May be empty: the folder that the program works in.
    pub(crate) folder: PathBuf,
    files: GlobMatcher,
    /// How many names a path has below the folder at most. `None`: any number.
    depth: Option<usize>,
}

impl Pattern {
    /// The pattern that an argument is. `None`: it is a name, since it has no sign of a pattern in it, or is there.
    ///
    /// Grammar: `*` any letters, `**` any folders, `?` a byte, which is a letter in ASCII, `[a-z]` one of these, `{a,b}` one or the other.
    pub(crate) fn parse(argument: &OsStr) -> Option<Pattern> {
        let word = argument.to_str().filter(|word| word.contains(SIGNS))?;
        if Path::new(argument).symlink_metadata().is_ok() {
            return None;
        }
        let is_sign = |part: &Component<'_>| part.as_os_str().to_str().is_none_or(|part| part.contains(SIGNS));
        let parts: Vec<Component<'_>> = Path::new(word).components().collect();
        let (above, below) = parts.split_at(parts.iter().position(is_sign)?);
        let below: PathBuf = below.iter().collect();
        // What is no pattern is taken for a name, and told as a file that is not there.
        let glob = GlobBuilder::new(below.to_str()?).literal_separator(true).build().ok()?;
        let depth = Some(below.components().count()).filter(|_| !word.contains("**"));
        Some(Pattern { folder: above.iter().collect(), files: glob.compile_matcher(), depth })
    }

    /// Whether the path `below` the folder is one of its files or folders.
    pub(crate) fn matches(&self, below: &Path) -> bool {
        self.files.is_match(below)
    }

    /// Whether it may have files in the folder `below`.
    pub(crate) fn reaches_into(&self, below: &Path) -> bool {
        self.depth.is_none_or(|depth| below.components().count() < depth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, folder: &str, matching: &[&str], others: &[&str]) {
        let pattern = Pattern::parse(OsStr::new(pattern)).unwrap();
        assert_eq!(pattern.folder, Path::new(folder));
        matching.iter().for_each(|path| assert!(pattern.matches(Path::new(path)), "{path}"));
        others.iter().for_each(|path| assert!(!pattern.matches(Path::new(path)), "{path}"));
    }

    #[test]
    fn a_pattern_begins_where_its_first_sign_is() {
        check("*.txt", "", &["a.txt"], &["a/b.txt", "a.tx"]);
        check("./wire/day-[12]/*.{txt,md}", "./wire", &["day-1/a.md"], &["day-3/a.md", "day-1/b/a.md"]);
        check("/in/**/*.txt", "/in", &["a.txt", "b/c/a.txt"], &["a.md"]);
        check("wire/?.txt", "wire", &["a.txt"], &["ab.txt", ".txt"]);
    }

    #[test]
    fn names_are_no_patterns() {
        for name in ["-", "story.txt", "wire/", "a[.txt", ""] {
            assert!(Pattern::parse(OsStr::new(name)).is_none(), "{name}");
        }
    }
}
