//! Programs that run as long as slugline does, and are asked line by line.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::de::IgnoredAny;
use slugline_core::Result;
use slugline_core::diagnostic::Diagnostic;
use slugline_plugin::process::{number_of, numbered};

use super::child::Child;
use super::command::Command;
use super::exchange::{Stop, Wanted};
use super::fault::{PRINTS, beginning, stopped, stray, unfit};
use crate::carrier::{Carrier, Open};
use crate::limits::Limits;

/// A plugin that is a program which answers line by line. It is started when it is first asked, and again where a call of
/// it failed.
///
/// An answer depends on its request alone, so no story fails for what a process did after the answer to another: one that
/// ended, or printed something, is replaced before the next call. One that fails in a call is too, and the request goes to a
/// new one: only what a new process makes of a request is what the plugin makes of it. A call that takes too long is not
/// repeated, since the user has waited long enough.
///
/// A call has a process to itself. Calls at the same time wait for one, and one that has waited as long as a start takes
/// starts one more: short calls share a process, long ones do not wait for each other.
#[derive(Clone, Debug)]
pub struct Lines {
    /// The program.
    pub command: Command,
    /// What a call of it may use.
    pub limits: Limits,
}

impl Open for Lines {
    fn open(&self) -> Result<Box<dyn Carrier>> {
        Ok(Box::new(Asked { plugin: self.clone(), processes: Mutex::default(), change: Condvar::new() }))
    }

    fn word(&self) -> Option<&'static str> {
        Some("process")
    }
}

/// How long a call waits for a process: about what an interpreter takes to start. Starting one costs as much as hundreds of
/// short calls, so that four threads of them were seventy times as slow without waiting.
const PATIENCE: Duration = Duration::from_millis(100);

struct Asked {
    plugin: Lines,
    processes: Mutex<Processes>,
    /// A process is idle, or there is one less.
    change: Condvar,
}

#[derive(Default)]
struct Processes {
    /// Those that wait for a request, the last used at the end.
    idle: Vec<Process>,
    /// How many are asked now.
    busy: usize,
    replaced: Replaced,
}

/// Whether a process was replaced for what it did after an answer. It is told once.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Replaced {
    #[default]
    No,
    Yes,
    Told,
}

impl Carrier for Asked {
    fn word(&self) -> &'static str {
        "process"
    }

    fn call(&self, request: &str) -> Result<String> {
        let mut process = self.take();
        let answer = self.ask(&mut process, request);
        // Where this failed the process goes: nobody knows what it would say next.
        self.give_back(process.filter(|_| answer.is_ok()));
        answer
    }

    fn remark(&self) -> Option<Diagnostic> {
        let mut processes = self.lock();
        if processes.replaced != Replaced::Yes {
            return None;
        }
        processes.replaced = Replaced::Told;
        let message = "its program ended, or printed something, after it had answered; it was started again";
        Some(Diagnostic::note("plugin-restarted", message).help(PRINTS).of_run())
    }
}

impl Asked {
    /// A process to ask. `None`: one is to be started.
    fn take(&self) -> Option<Process> {
        let none_idle = |processes: &mut Processes| processes.idle.is_empty() && processes.busy > 0;
        let waited = self.change.wait_timeout_while(self.lock(), PATIENCE, none_idle);
        let (mut processes, _) = waited.unwrap_or_else(PoisonError::into_inner);
        processes.busy += 1;
        while let Some(mut process) = processes.idle.pop() {
            if process.waits() {
                return Some(process);
            }
            processes.replaced();
        }
        None
    }

    fn ask(&self, process: &mut Option<Process>, request: &str) -> Result<String> {
        let failed = match process.as_mut().map(|used| used.ask(request)) {
            Some(Err(error)) if error.code() != Some("plugin-time") => true,
            Some(answer) => return answer,
            None => false,
        };
        let answer = process.insert(Process::start(&self.plugin)?).ask(request);
        if failed && answer.is_ok() {
            self.lock().replaced();
        }
        answer
    }

    /// Has another call ask it. `None`: it is gone.
    fn give_back(&self, process: Option<Process>) {
        let mut processes = self.lock();
        processes.busy -= 1;
        processes.idle.extend(process);
        self.change.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Processes> {
        self.processes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Processes {
    fn replaced(&mut self) {
        if self.replaced == Replaced::No {
            self.replaced = Replaced::Yes;
        }
    }
}

struct Process {
    child: Child,
    /// Requests so far: the number of the last.
    asked: u64,
}

impl Process {
    fn start(plugin: &Lines) -> Result<Process> {
        Ok(Process { child: Child::start(&plugin.command, &[], plugin.limits)?, asked: 0 })
    }

    /// Whether it waits for a request, and did nothing else since its last answer.
    fn waits(&mut self) -> bool {
        let is_silent = matches!(self.child.unasked(), Ok([]));
        is_silent && self.child.stdout.is_some() && self.child.ending().is_none()
    }

    fn ask(&mut self, request: &str) -> Result<String> {
        // What it wrote since its last answer is none of this call's.
        self.child.tell_words();
        let answer = self.answer(request);
        self.child.tell_words();
        answer
    }

    fn answer(&mut self, request: &str) -> Result<String> {
        self.check_silent("before it was asked")?;
        self.asked += 1;
        let mut request = numbered(self.asked, request);
        request.push('\n');
        let line = match self.child.exchange(request.as_bytes(), Wanted::Line) {
            Ok(line) => line,
            Err(stop) => return Err(self.unanswered(&stop)),
        };
        let answer = self.check(line)?;
        self.check_silent("after its answer")?;
        Ok(answer)
    }

    /// The error for a call that nothing came of.
    fn unanswered(&self, stop: &Stop) -> slugline_core::Error {
        let Child { limits, last_words, said, .. } = &self.child;
        match stop {
            Stop::Silence(_) if !said.is_empty() => {
                unfit(format!("its answer breaks off after {} bytes: {}", said.len(), beginning(said)))
            }
            _ => stopped(stop, limits, last_words),
        }
    }

    /// That nothing is on standard output but answers.
    fn check_silent(&mut self, when: &str) -> Result<()> {
        match self.child.unasked() {
            Ok([]) => Ok(()),
            Ok(said) => Err(stray(format!("it printed {} {when}", beginning(said)))),
            Err(stop) => Err(self.unanswered(&stop)),
        }
    }

    /// That `line` is the answer to the last request.
    fn check(&self, line: Vec<u8>) -> Result<String> {
        let line = String::from_utf8(line).map_err(|fault| {
            let at = fault.utf8_error().valid_up_to();
            unfit(format!("its answer is no UTF-8 from byte {at} on: {}", beginning(fault.as_bytes())))
        })?;
        match number_of(&line) {
            Some(id) if id == self.asked => Ok(line),
            Some(id) => Err(unfit(format!("it answered request {id}, and was asked {}", self.asked))),
            None => Err(match serde_json::from_str::<IgnoredAny>(&line) {
                Ok(_) => unfit(format!("its answer has no `id`: {}", beginning(line.as_bytes()))),
                Err(fault) if fault.is_eof() && line.starts_with('{') => {
                    unfit(format!("its answer breaks off after {} bytes: {}", line.len(), beginning(line.as_bytes())))
                }
                Err(_) => stray(format!("it printed {}, which is no JSON", beginning(line.as_bytes()))),
            }),
        }
    }
}
