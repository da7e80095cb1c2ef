//! What runs components, once for all of them: the engine, its settings, and the clock that ends calls.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use slugline_core::{Error, Kind, Result};
use wasmtime::component::Linker;
use wasmtime::{Config, Engine};

use super::host::{self, Visit};

/// How often the clock ticks: a call ends that much later than it should, at most.
const TICK: Duration = Duration::from_millis(10);

/// A thread has 2 MiB where Rust made it, and this must fit in with what the host has on it.
const STACK: usize = 512 << 10;

/// What all plugins share.
pub(super) struct Runtime {
    pub(super) engine: Engine,
    pub(super) linker: Linker<Visit>,
    pub(super) clock: Clock,
}

/// Whether instructions are counted, which takes time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    None,
    Instructions,
}

/// The runtime, made when the first plugin is loaded: one that counts, or one that does not.
///
/// # Errors
///
/// [`Kind::Unsupported`] where this machine cannot run components.
pub(super) fn runtime(count: Count) -> Result<&'static Runtime> {
    static RUNTIMES: [OnceLock<Result<Runtime, String>>; 2] = [const { OnceLock::new() }; 2];
    let [plain, counting] = &RUNTIMES;
    let runtime = if count == Count::None { plain } else { counting };
    let made = runtime.get_or_init(|| Runtime::new(count).map_err(|error| format!("{error:#}")));
    made.as_ref().map_err(|error| Error::new(Kind::Unsupported, format!("plugins in wasm do not run here: {error}")))
}

impl Runtime {
    fn new(count: Count) -> wasmtime::Result<Runtime> {
        let engine = Engine::new(config().consume_fuel(count == Count::Instructions))?;
        let linker = host::linker(&engine)?;
        let clock = Clock::start(engine.clone())?;
        Ok(Runtime { engine, linker, clock })
    }
}

/// Settings under which the same request has the same answer on every machine.
fn config() -> Config {
    let mut config = Config::new();
    config.epoch_interruption(true).max_wasm_stack(STACK).relaxed_simd_deterministic(true);
    // Nothing here shows a backtrace of a plugin, or debugs it.
    config.generate_address_map(false).native_unwind_info(false);
    #[cfg(feature = "wasm-compile")]
    config.cranelift_nan_canonicalization(true);
    config
}

/// The ticks after which a call that may take `time` is ended. The first may come at once.
pub(super) fn ticks(time: Duration) -> u64 {
    let ticks = time.as_nanos().div_ceil(TICK.as_nanos()) + 1;
    ticks.try_into().unwrap_or(u64::MAX >> 1)
}

/// A thread that ticks while a plugin runs, and sleeps otherwise.
pub(super) struct Clock {
    hands: Arc<Hands>,
}

#[derive(Default)]
struct Hands {
    calls: Mutex<Calls>,
    begun: Condvar,
}

#[derive(Default)]
struct Calls {
    running: usize,
    /// Whether the thread waits to be told that one runs.
    idle: bool,
}

/// A call that runs, as long as this is kept.
pub(super) struct Ticking<'c>(&'c Hands);

impl Clock {
    fn start(engine: Engine) -> std::io::Result<Clock> {
        let hands = Arc::new(Hands::default());
        let clock = Clock { hands: Arc::clone(&hands) };
        thread::Builder::new().name("clock of plugins".to_owned()).spawn(move || {
            loop {
                hands.wait();
                thread::sleep(TICK);
                engine.increment_epoch();
            }
        })?;
        Ok(clock)
    }

    /// Ticks until what it gives is dropped.
    pub(super) fn tick(&self) -> Ticking<'_> {
        let mut calls = self.hands.calls();
        calls.running += 1;
        if std::mem::take(&mut calls.idle) {
            self.hands.begun.notify_one();
        }
        Ticking(&self.hands)
    }
}

impl Hands {
    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until a call runs.
    fn wait(&self) {
        let mut calls = self.calls();
        while calls.running == 0 {
            calls.idle = true;
            calls = self.begun.wait(calls).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Ticking<'_> {
    fn drop(&mut self) {
        self.0.calls().running -= 1;
    }
}
