//! A program that runs: in its folder, within its limits, and gone when it is dropped.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{self, ChildStderr, ChildStdin, ChildStdout};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions};
use slugline_core::{Error, Result};
use slugline_plugin::Level;
use tempfile::TempDir;

use super::command::Command;
use super::exchange::PIPE;
use super::last_words::LastWords;
use crate::ending::{Brief, Lasting, Trace};
use crate::limits::Limits;
use crate::log::Log;
use crate::stale::{Swept, prefix};

/// A started program. Dropping it kills it and all that it started, and removes its folder.
pub(super) struct Child {
    process: process::Child,
    pub(super) limits: Limits,
    /// `None`: it is told no more.
    pub(super) stdin: Option<ChildStdin>,
    /// `None`: it says no more.
    pub(super) stdout: Option<ChildStdout>,
    pub(super) stderr: Option<ChildStderr>,
    /// What it said, as far as it was not taken.
    pub(super) said: Vec<u8>,
    pub(super) last_words: LastWords,
    log: Log,
    /// What is read goes through it.
    pub(super) buffer: Box<[u8]>,
    /// Calls that it was given time for.
    calls: u32,
    // Last: they go when nobody is in it any more.
    _scratch: TempDir,
    _lasting: Lasting,
}

/// What the names of the folders begin with that programs work in.
const SCRATCH: &str = "slugline-plugin-";

static SWEPT: Swept = Swept::new();

/// Addresses beyond the memory that may be filled: runtimes that collect garbage reserve gigabytes and use few.
#[cfg(target_os = "linux")]
const RESERVED: u64 = 4 << 30;

impl Child {
    /// Starts `command`.
    ///
    /// # Errors
    ///
    /// `plugin-not-found` where it cannot be started; where there is no place for its folder.
    pub(super) fn start(command: &Command, variables: &[(String, String)], limits: Limits) -> Result<Child> {
        // Stories lie in it, which may be under embargo.
        let only_user = Permissions::from_mode(0o700);
        let last_words = LastWords::of(&command.folder()?);
        let starting = Brief::begin();
        // Those of runs that were killed go first.
        SWEPT.sweep(&std::env::temp_dir(), SCRATCH, 0);
        let scratch = tempfile::Builder::new().prefix(&prefix(SCRATCH)).permissions(only_user).tempdir();
        let scratch = scratch.map_err(|cause| Error::io("cannot make a folder for the plugin to work in", cause))?;
        let mut process = command.start(scratch.path(), variables)?;
        let traces = vec![Trace::Group(Pid::from_child(&process)), Trace::Folder(scratch.path().to_owned())];
        let (stdin, stdout, stderr) = (process.stdin.take(), process.stdout.take(), process.stderr.take());
        let child = Child {
            process,
            limits,
            stdin,
            stdout,
            stderr,
            said: Vec::new(),
            last_words,
            log: command.log().clone(),
            buffer: vec![0; PIPE].into_boxed_slice(),
            calls: 0,
            _scratch: scratch,
            _lasting: starting.last(traces),
        };
        // It has no request yet, so nothing that matters is done without limits.
        child.confine().and_then(|()| child.unblock()).map_err(|cause| Error::io("cannot limit the plugin", cause))?;
        Ok(child)
    }

    /// Hands on what it wrote to standard error, to who wants to hear that, and forgets it.
    pub(super) fn tell_words(&mut self) {
        self.last_words.lines().iter().for_each(|line| self.log.hear(Level::Info, line));
        self.last_words.forget();
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.process)
    }

    /// Limits what it may fill of memory, what it may reserve, and that it leaves no core behind.
    #[cfg(target_os = "linux")]
    fn confine(&self) -> std::io::Result<()> {
        use rustix::process::{Resource, Rlimit, prlimit};
        let memory = self.limits.memory;
        // `Data` counts what a program can fill: for what it only reserves Node alone would need a gigabyte.
        let limits = [(Resource::Data, memory), (Resource::As, memory.saturating_add(RESERVED)), (Resource::Core, 0)];
        for (resource, bytes) in limits {
            let most = Some(within(inherited(resource), bytes));
            prlimit(Some(self.pid()), resource, Rlimit { current: most, maximum: most })?;
        }
        Ok(())
    }

    #[cfg(not(target_os = "linux"))]
    fn confine(&self) -> std::io::Result<()> {
        Ok(())
    }

    /// Has reads and writes at this end return at once: a call waits for all of them, and no longer than it may.
    fn unblock(&self) -> std::io::Result<()> {
        use rustix::io::ioctl_fionbio;
        self.stdin.iter().try_for_each(|end| ioctl_fionbio(end, true))?;
        self.stdout.iter().try_for_each(|end| ioctl_fionbio(end, true))?;
        Ok(self.stderr.iter().try_for_each(|end| ioctl_fionbio(end, true))?)
    }

    /// Gives it time on the processor for one call more. The clock ends a call that takes too long; this ends a program that
    /// slugline cannot end any more, since it was itself killed.
    #[cfg(target_os = "linux")]
    pub(super) fn grant(&mut self) {
        use rustix::process::{Resource, Rlimit, prlimit};
        self.calls = self.calls.saturating_add(1);
        let seconds = self.limits.time.saturating_mul(self.calls).as_secs().saturating_add(1);
        let maximum = inherited(Resource::Cpu);
        // It may have ended: the call finds out.
        let _ = prlimit(Some(self.pid()), Resource::Cpu, Rlimit { current: Some(within(maximum, seconds)), maximum });
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn grant(&mut self) {
        self.calls = self.calls.saturating_add(1);
    }

    /// How it has ended. `None`: it runs. It stays unreaped, so that its number is its own until its group is killed.
    pub(super) fn ending(&self) -> Option<Ending> {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let status = rustix::process::waitid(WaitId::Pid(self.pid()), options).ok().flatten()?;
        let signal = status.terminating_signal().map(Ending::Signal);
        signal.or_else(|| status.exit_status().map(Ending::Exit))
    }
}

/// What slugline itself may have at most, which nothing that it starts can go beyond: `ulimit -v` of a shell, say. `None`: all.
#[cfg(target_os = "linux")]
fn inherited(resource: rustix::process::Resource) -> Option<u64> {
    rustix::process::getrlimit(resource).maximum
}

#[cfg(target_os = "linux")]
fn within(most: Option<u64>, wanted: u64) -> u64 {
    most.map_or(wanted, |most| most.min(wanted))
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// By itself, with this code.
    Exit(i32),
    /// By this signal.
    Signal(i32),
}

impl Drop for Child {
    fn drop(&mut self) {
        // All of its group, and before it is waited for: from then on its number may be another's.
        let _ = rustix::process::kill_process_group(self.pid(), Signal::KILL);
        let _ = self.process.wait();
    }
}
