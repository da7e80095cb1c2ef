//! Threads that work on inputs, and the one that looks, gives them work, and tells what became of it.
//!
//! Nobody turns round in a loop: threads without work wait for some, and the first one for the next look, for the end of some
//! work, or for a signal, whichever comes first.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use slugline::{Error, Kind, Result};

use super::hot::{Found, Hot};
use super::told::{self, Counts};
use super::work::{Ended, Line};
use crate::terminal::Terminal;

/// Bytes of stack, as the first thread mostly has: nothing may work in `convert` and not here.
const STACK: usize = 8 << 20;

/// Inputs that are told in their order: so many may be done while one before them takes long.
const WINDOW: usize = 256;

/// What the first thread waits for.
enum Event {
    /// An input was worked off: its number, and what became of it.
    Ended(usize, Box<Ended>),
    /// The program is told to end.
    Stop,
}

/// Works off what is in the folder, once or until the program is told to end, and tells it. How the inputs ended.
///
/// # Errors
///
/// Where the system does not let it listen to signals, or start threads.
pub(super) fn run(
    line: &Line<'_>,
    settle: Duration,
    threads: NonZeroUsize,
    once: bool,
    terminal: &mut Terminal,
) -> Result<Counts> {
    let (events, heard) = channel();
    let (work, given) = channel();
    let given = Mutex::new(given);
    thread::scope(|scope| {
        let start = |_| {
            let events = events.clone();
            let given = &given;
            let work_off = move || work_off(line, given, &events);
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work_off)
        };
        let threads = (0..threads.get()).map_while(|at| start(at).ok()).count();
        if threads == 0 {
            return Err(Error::new(Kind::Internal, "no thread can be started to work on inputs"));
        }
        stop_on_signals(events).map_err(|error| Error::io("cannot wait for signals", error))?;
        let hot = Hot::new(&line.folders, settle);
        let chief = Chief { hot, work, heard, threads, terminal, counts: Counts::default(), now: Now::default() };
        Ok(chief.run(line, settle, once))
    })
}

/// Works on what is given, until nothing more will be.
fn work_off(line: &Line<'_>, given: &Mutex<Receiver<(usize, Found)>>, events: &Sender<Event>) {
    loop {
        // One of the threads waits for work, and the others for it to have some.
        let next = given.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, found)) = next else { return };
        if events.send(Event::Ended(number, Box::new(line.work_off(found)))).is_err() {
            return;
        }
    }
}

/// Has Ctrl-C and SIGTERM end the watch when what is in work is done. Whoever tells twice does not want to wait.
#[cfg(unix)]
fn stop_on_signals(events: Sender<Event>) -> std::io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use slugline::host::ending::on_signals;

    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    let wait = move || {
        if signals.forever().next().is_some() {
            let _ = on_signals(&[SIGINT, SIGTERM]);
            let _ = events.send(Event::Stop);
        }
    };
    thread::Builder::new().name("stop".to_owned()).spawn(wait).map(drop)
}

/// Here are no such signals, and the program is ended as it is.
#[cfg(not(unix))]
fn stop_on_signals(_: Sender<Event>) -> std::io::Result<()> {
    Ok(())
}

/// The first thread.
struct Chief<'r> {
    hot: Hot<'r>,
    work: Sender<(usize, Found)>,
    heard: Receiver<Event>,
    threads: usize,
    terminal: &'r mut Terminal,
    counts: Counts,
    now: Now,
}

/// How far it is.
#[derive(Default)]
struct Now {
    /// How many inputs were given to threads.
    given: usize,
    /// How many are in work.
    in_work: usize,
    /// How many were told.
    told: usize,
    /// Those that were done before their turn.
    early: BTreeMap<usize, Box<Ended>>,
    is_stopping: bool,
}

impl Chief<'_> {
    fn run(mut self, line: &Line<'_>, settle: Duration, once: bool) -> Counts {
        told::started(&line.folders, self.terminal);
        let mut next_look = Instant::now();
        if once {
            self.look();
            self.wait(Some(Instant::now() + settle));
            self.look();
            self.hot.growing().for_each(|path| told::left(&path, self.terminal));
        }
        while !self.is_over(once) {
            if !once && !self.now.is_stopping && Instant::now() >= next_look {
                let began = Instant::now();
                self.look();
                // A folder of many thousands takes a while to look through, and is not to be looked through all the time.
                next_look = Instant::now() + self.hot.pause().max(began.elapsed() * 10);
            }
            self.give();
            self.show();
            if !self.is_over(once) {
                self.wait(Some(next_look).filter(|_| !once && !self.now.is_stopping));
            }
        }
        told::stopped(self.counts, self.terminal);
        self.counts
    }

    fn is_over(&self, once: bool) -> bool {
        self.now.in_work == 0 && (self.now.is_stopping || once && self.hot.waiting() == 0)
    }

    fn look(&mut self) {
        for remark in self.hot.look(Instant::now()) {
            told::remark(&remark, self.terminal);
        }
    }

    /// Gives each thread that has none an input: what is given is finished, and the rest left when the program is told to end.
    fn give(&mut self) {
        let now = &mut self.now;
        while !now.is_stopping && now.in_work < self.threads && now.given - now.told < WINDOW {
            let Some(found) = self.hot.next() else { return };
            if self.work.send((now.given, found)).is_err() {
                return;
            }
            now.given += 1;
            now.in_work += 1;
        }
    }

    /// Shows how it goes to someone who looks on.
    fn show(&mut self) {
        let (counts, now) = (&self.counts, &self.now);
        let waiting = self.hot.waiting() + now.in_work;
        let words =
            if waiting > 0 { format!("watching: {counts}; {waiting} in work") } else { format!("watching: {counts}") };
        self.terminal.passing(format_args!("{words}"));
    }

    /// Waits for something to happen, until some time if need be, and takes all that has.
    fn wait(&mut self, until: Option<Instant>) {
        let first = match until {
            Some(until) => self.heard.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => self.heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let mut next = first.ok();
        while let Some(event) = next {
            self.take(event);
            next = self.heard.try_recv().ok();
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Stop => self.now.is_stopping = true,
            Event::Ended(number, ended) => {
                self.now.in_work -= 1;
                self.hot.ended(&ended.found, matches!(ended.place, super::place::Place::Stuck(_)));
                self.now.early.insert(number, ended);
                while let Some(ended) = self.now.early.remove(&self.now.told) {
                    self.counts.tell(&ended, self.terminal);
                    self.now.told += 1;
                }
            }
        }
    }
}
