//! What must not be left behind when the program is told to end (Ctrl-C, SIGTERM): files half written, programs that run for
//! it, and the folders they work in.
//!
//! A program that wants this asks for it once, with [`on_signals`]; for others nothing of it changes what signals do. While
//! there is nothing to be left behind, a signal ends the program at once. What is soon over, such as a file that is written
//! under a name for the time being, is let be: the program ends after it, and begins nothing more. For what [lasts](Lasting), a
//! thread waits for signals, and clears it away. The handlers themselves set flags and no more.

use std::cell::Cell;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

#[cfg(unix)]
use rustix::process::Pid;

/// Something that is soon over. The program does not end before, unless it is killed or told twice.
///
/// It stays on its thread: one that has begun something may begin what belongs to it.
#[derive(Debug)]
pub struct Brief(PhantomData<*const ()>);

thread_local! {
    /// How many brief things this thread has begun.
    static BEGUN: Cell<usize> = const { Cell::new(0) };
}

/// Something that is cleared away when the program is told to end. Dropped, it is none of this module's business any more.
#[derive(Debug)]
pub struct Lasting(u64);

/// What is to be cleared away.
#[derive(Debug)]
pub enum Trace {
    /// A file for the time being.
    File(PathBuf),
    /// A folder, with all that is in it.
    Folder(PathBuf),
    /// A program and all that it started.
    #[cfg(unix)]
    Group(Pid),
}

/// What there is now.
struct Now {
    brief: usize,
    /// In the order it came. Few: a program for each thread at most, and a report.
    lasting: Vec<(u64, Vec<Trace>)>,
    /// How many lasting ones there were.
    count: u64,
    /// Whether a thread waits for signals.
    #[cfg(unix)]
    is_watched: bool,
}

static NOW: Mutex<Now> = Mutex::new(Now {
    brief: 0,
    lasting: Vec::new(),
    count: 0,
    #[cfg(unix)]
    is_watched: false,
});

/// A thread that panicked has left nothing half done here.
fn now() -> MutexGuard<'static, Now> {
    NOW.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Brief {
    /// Begins it; where the program is ending, never.
    pub fn begin() -> Brief {
        let mut now = now();
        if is_ending() && BEGUN.get() == 0 {
            drop(now);
            loop {
                std::thread::park();
            }
        }
        now.brief += 1;
        BEGUN.set(BEGUN.get() + 1);
        now.note();
        Brief(PhantomData)
    }

    /// What it has made lasts, and would leave `traces`: a program before its folder.
    pub fn last(self, traces: Vec<Trace>) -> Lasting {
        let mut now = now();
        now.count += 1;
        let number = now.count;
        now.lasting.push((number, traces));
        now.watch();
        Lasting(number)
    }
}

impl Drop for Brief {
    fn drop(&mut self) {
        let mut now = now();
        now.brief -= 1;
        BEGUN.set(BEGUN.get() - 1);
        now.note();
    }
}

impl Drop for Lasting {
    fn drop(&mut self) {
        let mut now = now();
        now.lasting.retain(|(number, _)| *number != self.0);
        now.note();
    }
}

#[cfg(not(unix))]
fn is_ending() -> bool {
    false
}

#[cfg(not(unix))]
impl Now {
    fn note(&self) {}

    fn watch(&mut self) {}
}

#[cfg(unix)]
pub use signals::{SIGINT, SIGTERM, on_signals};
#[cfg(unix)]
use signals::{is_ending, is_over};

#[cfg(unix)]
impl Now {
    /// Says whether anything would be left behind; ends the program where it was told to and nothing would.
    fn note(&self) {
        is_over(self.brief == 0 && (self.lasting.is_empty() || !self.is_watched));
    }

    /// Minds from now on what has begun before anyone asked for that.
    fn heed(&mut self) {
        if !self.lasting.is_empty() {
            self.watch();
        }
        self.note();
    }

    /// Has a thread wait for signals, where anyone asked for that. Where none can be had, signals end the program at once.
    fn watch(&mut self) {
        if !self.is_watched {
            self.is_watched = signals::watch().is_ok();
        }
    }
}

#[cfg(unix)]
mod signals {
    use std::io;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
    use std::sync::{Arc, OnceLock, PoisonError};
    use std::thread;
    use std::time::{Duration, Instant};

    use rustix::process::{Signal, kill_process_group};
    pub use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;

    use super::{NOW, Now, Trace};

    /// How long what is soon over may take.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// How often is looked whether it is, and how long a killed program may hold on to its folder.
    const MOMENT: Duration = Duration::from_millis(2);

    /// What handlers set and read.
    struct Flags {
        /// Which signals end the program.
        signals: &'static [i32],
        /// The signal that came. 0: none.
        signal: Arc<AtomicUsize>,
        /// Whether nothing would be left behind.
        is_clear: Arc<AtomicBool>,
    }

    static FLAGS: OnceLock<Flags> = OnceLock::new();

    /// Has `signals`, of [`SIGINT`] and [`SIGTERM`], end the program with nothing left behind, and exit code 130 or 143. The
    /// first call says which. What has begun before it is cleared away too.
    ///
    /// # Errors
    ///
    /// Where the system has no room for handlers. Signals then end the program as they do any other.
    pub fn on_signals(signals: &'static [i32]) -> io::Result<()> {
        let is_clear = || Arc::new(AtomicBool::new(true));
        let flags = FLAGS.get_or_init(|| Flags { signals, signal: Arc::default(), is_clear: is_clear() });
        let is_second = Arc::new(AtomicBool::new(false));
        for signal in flags.signals.iter().copied() {
            // Handlers are called in this order. Whoever tells twice does not want to wait.
            flag::register_conditional_shutdown(signal, 128 + signal, is_second.clone())?;
            flag::register(signal, is_second.clone())?;
            // The flag is set before it is asked whether all is clear, and `is_over` does it the other way round: one of the
            // two sees what the other did.
            flag::register_usize(signal, flags.signal.clone(), signal.unsigned_abs() as usize)?;
            flag::register_conditional_shutdown(signal, 128 + signal, flags.is_clear.clone())?;
        }
        NOW.lock().unwrap_or_else(PoisonError::into_inner).heed();
        Ok(())
    }

    fn signal() -> Option<i32> {
        let signal = FLAGS.get().map_or(0, |flags| flags.signal.load(SeqCst));
        i32::try_from(signal).ok().filter(|signal| *signal > 0)
    }

    pub(super) fn is_ending() -> bool {
        signal().is_some()
    }

    pub(super) fn is_over(is_clear: bool) {
        if let Some(flags) = FLAGS.get() {
            flags.is_clear.store(is_clear, SeqCst);
        }
        if let (true, Some(signal)) = (is_clear, signal()) {
            std::process::exit(128 + signal);
        }
    }

    pub(super) fn watch() -> io::Result<()> {
        let flags = FLAGS.get().ok_or(io::ErrorKind::Unsupported)?;
        let mut signals = Signals::new(flags.signals)?;
        let wait = move || {
            // One that came before the thread did is in the flag.
            if let Some(signal) = signal().or_else(|| signals.forever().next()) {
                end(signal);
            }
        };
        thread::Builder::new().name("signals".to_owned()).spawn(wait).map(drop)
    }

    /// Clears everything away, and ends the program.
    fn end(signal: i32) -> ! {
        let until = Instant::now() + PATIENCE;
        let is_busy = || NOW.lock().unwrap_or_else(PoisonError::into_inner).brief > 0;
        while is_busy() && Instant::now() < until {
            thread::sleep(MOMENT);
        }
        // Held to the end: nothing more comes.
        let mut now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
        let Now { lasting, .. } = &mut *now;
        lasting.drain(..).flat_map(|(_, traces)| traces).for_each(clear);
        std::process::exit(128 + signal);
    }

    fn clear(trace: Trace) {
        match trace {
            Trace::File(path) => drop(std::fs::remove_file(path)),
            Trace::Group(pid) => drop(kill_process_group(pid, Signal::KILL)),
            Trace::Folder(path) => {
                let until = Instant::now() + PATIENCE;
                // A program that was killed may still make a file.
                while std::fs::remove_dir_all(&path).is_err() && path.exists() && Instant::now() < until {
                    thread::sleep(MOMENT);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where nobody asked for signals, nothing is kept but counts.
    #[test]
    fn what_is_over_is_forgotten() {
        let brief = Brief::begin();
        let lasting = Brief::begin().last(vec![Trace::File("none".into())]);
        assert_eq!(now().lasting.len(), 1);
        drop((brief, lasting));
        assert!(now().lasting.is_empty());
        assert_eq!(now().brief, 0);
    }
}
