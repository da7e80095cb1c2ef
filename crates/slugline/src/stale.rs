//! Files for the time being that a run left behind when it was killed: the next run that writes into their folder removes them.
//!
//! Their names say which process made them, and where: processes are counted anew in each container and on each machine, which
//! may share a folder. One is removed when it was made here, by a process that is no more.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::{fs, process};

/// What all of them begin with.
const PREFIX: &str = ".slugline-";

/// Names in a folder that are looked at, so that a folder of millions costs a short run nothing that anyone would notice.
const LOOKED_AT: usize = 2_000;

/// What the names of this process's files begin with: `.slugline-5f0c1a2b-1234-`.
pub(crate) fn prefix() -> &'static str {
    static OURS: LazyLock<String> = LazyLock::new(|| format!("{}{}-", place(), process::id()));
    &OURS
}

/// What those of all processes begin with that are counted as this one is.
fn place() -> &'static str {
    static PLACE: LazyLock<String> = LazyLock::new(|| {
        let mut hasher = DefaultHasher::new();
        #[cfg(unix)]
        rustix::system::uname().nodename().to_bytes().hash(&mut hasher);
        fs::read_link("/proc/self/ns/pid").ok().hash(&mut hasher);
        format!("{PREFIX}{:08x}-", hasher.finish() >> 32)
    });
    &PLACE
}

/// The folders that were looked through in this run.
#[derive(Default)]
pub(crate) struct Swept(Mutex<BTreeSet<PathBuf>>);

impl Swept {
    /// Removes what runs that were killed left where `file` is to be, once a run. `inputs`: how many outputs there may be.
    pub(crate) fn sweep(&self, file: &Path, inputs: usize) {
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut swept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !swept.contains(folder) {
            swept.insert(folder.to_owned());
            drop(swept);
            sweep(folder, LOOKED_AT.saturating_add(inputs.saturating_mul(4)));
        }
    }
}

/// Removes what runs that were killed left in `folder`, among the first so many names.
fn sweep(folder: &Path, most: usize) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for entry in fs::read_dir(folder).into_iter().flatten().take(most).flatten() {
        let name = entry.file_name();
        if name.to_str().and_then(maker).is_some_and(is_gone) {
            // Another run may have been faster.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The process that made the file of this name. `None`: it is no such file, or none of this place.
fn maker(name: &str) -> Option<i32> {
    let (process, random) = name.strip_prefix(place())?.split_once('-')?;
    process.parse().ok().filter(|process| *process > 0 && !random.is_empty())
}

#[cfg(unix)]
fn is_gone(process: i32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let pid = Pid::from_raw(process);
    pid.is_some_and(|pid| test_kill_process(pid) == Err(rustix::io::Errno::SRCH))
}

#[cfg(not(unix))]
fn is_gone(_: i32) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_a_process_left_that_is_gone_is_removed_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut gone = process::Command::new("true").spawn().unwrap();
        gone.wait().unwrap();
        let left = format!("{}{}-Ab3", place(), gone.id());
        let kept = [format!("{}Ab3", prefix()), format!("{PREFIX}00000000-{}-Ab3", gone.id()), format!("{PREFIX}Ab3")];
        kept.iter().chain([&left]).for_each(|name| fs::write(folder.path().join(name), "half").unwrap());

        let swept = Swept::default();
        swept.sweep(&folder.path().join("story.html"), 1);
        assert!(!folder.path().join(&left).exists());
        kept.iter().for_each(|name| assert!(folder.path().join(name).exists(), "{name}"));

        fs::write(folder.path().join(&left), "half").unwrap();
        swept.sweep(&folder.path().join("other.html"), 1);
        assert!(folder.path().join(&left).exists());
    }
}
