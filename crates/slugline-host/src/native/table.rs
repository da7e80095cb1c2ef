//! A library that is loaded, and the table it gave: the one place where its code is called.

#![allow(unsafe_code, reason = "what is loaded at run time is called through pointers")]

use std::ffi::c_void;
use std::mem::{self, offset_of};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::{ptr, slice};

use slugline_plugin::Level;
use slugline_plugin::native::{ABI_MAJOR, ABI_MINOR, ANSWERED, Buf, ENTRY, Free, Host, PANICKED, Run, Slice, Table};

use crate::link::REBUILD;
use crate::log::Log;

/// A library that is loaded for good, and fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loaded {
    run: Run,
    free: Free,
}

/// Why a file is no plugin that can be loaded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfit {
    /// What was found.
    pub(super) found: String,
    /// What to do about it.
    pub(super) remedy: &'static str,
}

/// What came of a call.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// A text.
    Answer(String),
    /// None, or a code that no answer comes with.
    Nothing { code: i32 },
    /// More than is allowed.
    TooLong { len: usize },
    /// Bytes that are no UTF-8.
    NoText { valid_up_to: usize },
}

const EXPORT: &str = "a plugin in Rust exports its entry with `export_plugin!` and the feature `plugin-entry`; \
                      one in C defines `slugline_plugin_v1` as `slugline_plugin.h` says";

impl Loaded {
    /// Loads the library at `path`, which nobody changes from now on, and checks its table.
    pub(super) fn open(path: &Path) -> Result<Loaded, Unfit> {
        let library = load(path).map_err(|fault| {
            let found = format!("the system does not load it: {fault}");
            Unfit { found, remedy: "build it for this system, with the libraries that it needs installed" }
        })?;
        // Never unloaded: a thread, a destructor or a pointer of it may be left.
        let library = mem::ManuallyDrop::new(library);
        // SAFETY: a plugin's entry has this type, by the contract that its name stands for.
        let entry = unsafe { library.get::<unsafe extern "C" fn() -> *const Table>(ENTRY) };
        let Ok(entry) = entry else {
            return Err(Unfit { found: format!("it exports no `{ENTRY}`"), remedy: EXPORT });
        };
        // SAFETY: by the contract a table that is there for good, or null.
        unsafe { Loaded::read(entry()) }
    }

    /// Reads a table, and of it no more than its first members say is there.
    ///
    /// # Safety
    ///
    /// `table` is null, or the beginning of a table that is as long as its first member says, and is there for good.
    unsafe fn read(table: *const Table) -> Result<Loaded, Unfit> {
        const VERSIONS: usize = offset_of!(Table, run);
        let unfit = |found: String, remedy| Err(Unfit { found, remedy });
        if table.is_null() {
            return unfit("it gives no table".to_owned(), EXPORT);
        }
        // SAFETY: the size is the first member of every table.
        let size = unsafe { (&raw const (*table).size).read() } as usize;
        let short = || unfit(format!("its table has {size} bytes; {} are the least", mem::size_of::<Table>()), REBUILD);
        if size < VERSIONS {
            return short();
        }
        // SAFETY: the table is long enough for them.
        let (major, minor) =
            unsafe { ((&raw const (*table).abi_major).read(), (&raw const (*table).abi_minor).read()) };
        if major != ABI_MAJOR {
            let found = format!("it speaks abi {major}.{minor}, this slugline {ABI_MAJOR}.{ABI_MINOR}");
            return unfit(found, REBUILD);
        }
        if size < mem::size_of::<Table>() {
            return short();
        }
        // SAFETY: the table is as long as one of this version; what may follow is not looked at.
        match unsafe { table.read() } {
            Table { run: Some(run), free: Some(free), .. } => Ok(Loaded { run, free }),
            Table { run: None, .. } => unfit("its table has no `run`".to_owned(), REBUILD),
            Table { free: None, .. } => unfit("its table has no `free`".to_owned(), REBUILD),
        }
    }

    /// Brings `request` to the plugin. Of its answer no more than `longest` bytes are read.
    pub(super) fn call(&self, request: &str, longest: u64, log: &Log) -> Called {
        let data = ptr::from_ref(log).cast_mut().cast::<c_void>();
        let host = Host { size: mem::size_of::<Host>() as u32, reserved: 0, data, log: Some(hear) };
        let mut answer = Lent { buf: Buf::EMPTY, free: self.free };
        // SAFETY: all three are there until it returns, and it keeps none of them.
        let code = unsafe { (self.run)(&host, &Slice::of(request), &mut answer.buf) };
        let Buf { data, len, .. } = answer.buf;
        if data.is_null() || len == 0 || !matches!(code, ANSWERED | PANICKED) {
            return Called::Nothing { code };
        }
        if len as u64 > longest {
            return Called::TooLong { len };
        }
        // SAFETY: the plugin's answer, which is there until it is freed.
        match str::from_utf8(unsafe { slice::from_raw_parts(data, len) }) {
            Ok(text) => Called::Answer(text.to_owned()),
            Err(fault) => Called::NoText { valid_up_to: fault.valid_up_to() },
        }
    }
}

#[cfg(unix)]
fn load(path: &Path) -> Result<libloading::os::unix::Library, libloading::Error> {
    use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
    // SAFETY: what it does as it is loaded is the plugin's own; that the user allows it was decided before.
    unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) }
}

#[cfg(not(unix))]
fn load(path: &Path) -> Result<libloading::Library, libloading::Error> {
    // SAFETY: what it does as it is loaded is the plugin's own; that the user allows it was decided before.
    unsafe { libloading::Library::new(path) }
}

/// An answer, which goes back to who allocated it.
struct Lent {
    buf: Buf,
    free: Free,
}

impl Drop for Lent {
    fn drop(&mut self) {
        if !self.buf.data.is_null() {
            // SAFETY: the plugin's own function, with what its `run` gave, once.
            unsafe { (self.free)(&mut self.buf) };
        }
    }
}

/// The `log` of the host's table.
unsafe extern "C" fn hear(host: *const Host, level: i32, message: *const Slice) {
    // SAFETY: by the contract the table that the plugin was handed, and a message that is there meanwhile.
    let (Some(host), Some(message)) = (unsafe { host.as_ref() }, unsafe { message.as_ref() }) else { return };
    if message.data.is_null() {
        return;
    }
    // SAFETY: `call` put the log there, and waits for `run` to return.
    let Some(log) = (unsafe { host.data.cast::<Log>().as_ref() }) else { return };
    // SAFETY: the message is as long as it says.
    let message = String::from_utf8_lossy(unsafe { slice::from_raw_parts(message.data, message.len) });
    // A panic of whoever listens must not run through the plugin's frames.
    let _ = panic::catch_unwind(AssertUnwindSafe(|| log.hear(Level::of(level), &message)));
}
