//! What a run left behind when it was killed, files and folders for the time being: the next run that looks there removes them.
//!
//! Their names say which process made them, and where: processes are counted anew in each container and on each machine, which
//! may share a folder. What was made here, by a process that is no more, is removed.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::{fs, process};

/// Names in a folder that are looked at, so that a folder of millions costs a short run nothing that anyone would notice.
const LOOKED_AT: usize = 2_000;

/// What the names begin with of what this process makes for the time being: the `kind`, such as `.slugline-`, and who it is:
/// `.slugline-5f0c1a2b-1234-`.
pub fn prefix(kind: &str) -> String {
    format!("{kind}{}-{}-", place(), process::id())
}

/// Where processes are counted as this one is.
fn place() -> &'static str {
    static PLACE: LazyLock<String> = LazyLock::new(|| {
        let mut hasher = DefaultHasher::new();
        #[cfg(unix)]
        rustix::system::uname().nodename().to_bytes().hash(&mut hasher);
        fs::read_link("/proc/self/ns/pid").ok().hash(&mut hasher);
        format!("{:08x}", hasher.finish() >> 32)
    });
    &PLACE
}

/// The folders that were looked through in a run.
#[derive(Debug, Default)]
pub struct Swept(Mutex<BTreeSet<PathBuf>>);

impl Swept {
    /// None yet.
    pub const fn new() -> Swept {
        Swept(Mutex::new(BTreeSet::new()))
    }

    /// Removes what runs that were killed left in `folder` of this `kind`, once a run. `names`: how many names this run may put
    /// there; in a folder of many more, only some of them are looked at.
    pub fn sweep(&self, folder: &Path, kind: &str, names: usize) {
        let mut swept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !swept.contains(folder) {
            swept.insert(folder.to_owned());
            drop(swept);
            sweep(folder, kind, LOOKED_AT.saturating_add(names.saturating_mul(2)));
        }
    }
}

/// Removes what runs that were killed left in `folder`, among the first so many names.
fn sweep(folder: &Path, kind: &str, most: usize) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for entry in fs::read_dir(folder).into_iter().flatten().take(most).flatten() {
        let name = entry.file_name();
        if name.to_str().and_then(|name| maker(name, kind)).is_some_and(is_gone) {
            // Another run may have been faster. A link is no folder, wherever it leads.
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let _ = if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
        }
    }
}

/// The process that made what has this name. `None`: it is nothing of this kind, or not of this place.
fn maker(name: &str, kind: &str) -> Option<i32> {
    let (made_at, rest) = name.strip_prefix(kind)?.split_once('-')?;
    let (process, random) = rest.split_once('-')?;
    let process = process.parse().ok().filter(|process| *process > 0 && !random.is_empty());
    process.filter(|_| made_at == place())
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

    const KIND: &str = ".slugline-";

    #[test]
    fn what_a_process_left_that_is_gone_is_removed_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut gone = process::Command::new("true").spawn().unwrap();
        gone.wait().unwrap();
        let (file, below) =
            (format!("{KIND}{}-{}-Ab3", place(), gone.id()), format!("{KIND}{}-{}-x/y", place(), gone.id()));
        let kept = [format!("{}Ab3", prefix(KIND)), format!("{KIND}00000000-{}-Ab3", gone.id()), format!("{KIND}Ab3")];
        let make = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "half").unwrap();
        };
        kept.iter().chain([&file, &below]).for_each(|name| make(name));

        let swept = Swept::new();
        swept.sweep(folder.path(), KIND, 1);
        let left = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(left.collect::<BTreeSet<_>>(), kept.into());

        make(&file);
        swept.sweep(folder.path(), KIND, 1);
        assert!(folder.path().join(&file).exists());
    }
}
