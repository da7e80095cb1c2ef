//! Plugins as shared libraries: the table that a host finds, and the shim between it and a plugin's traits.
//!
//! Nothing here is called by hand: [`export_plugin!`](crate::export_plugin) makes a library export its table, and a host
//! reads it. Plugins in other languages include `include/slugline_plugin.h`, which says the same in C.

#![allow(unsafe_code, reason = "a C ABI is made of raw pointers")]

mod abi;

pub use abi::{ABI_MAJOR, ABI_MINOR, ANSWERED, Buf, ENTRY, FAILED, Free, Host, PANICKED, Run, Slice, Table};

use std::cell::Cell;
use std::{mem, ptr, slice};

use crate::contract::Fault;
use crate::log::Level;
use crate::panics::{Served, caught};
use crate::serve::failure;
use crate::{Error, Kind};

impl Table {
    /// The table of a plugin that is asked by `run`, and whose answers come from [`run`].
    pub const fn new(run: Run) -> Table {
        let size = mem::size_of::<Table>() as u32;
        Table { size, abi_major: ABI_MAJOR, abi_minor: ABI_MINOR, run: Some(run), free: Some(free) }
    }
}

/// Asks a plugin: `serve` gives its answer to a request. Catches its panics, and those of making the plugin.
///
/// # Safety
///
/// `host` is null or a table that is there until this returns; `request` and `answer` are null or valid, and the bytes of
/// `request` too.
pub unsafe fn run(
    serve: impl FnOnce(&str) -> String,
    host: *const Host,
    request: *const Slice,
    answer: *mut Buf,
) -> i32 {
    // SAFETY: the caller's promise.
    let (Some(request), Some(answer)) = (unsafe { request.as_ref() }, unsafe { answer.as_mut() }) else {
        return FAILED;
    };
    // SAFETY: likewise; `bytes` looks at no data where it is null.
    let request = unsafe { bytes(request) };
    let around = HOST.replace(host);
    let (result, text) = match str::from_utf8(request).map(|request| caught(|| serve(request))) {
        Ok(Served::Answered(text)) => (ANSWERED, text),
        Ok(Served::Panicked(text)) => (PANICKED, text),
        Err(fault) => {
            let error = Error::new(Kind::Malformed, format!("the request: {fault}"));
            (ANSWERED, failure(Fault::from(&error)))
        }
    };
    HOST.set(around);
    *answer = lend(text);
    result
}

/// The bytes of `slice`.
///
/// # Safety
///
/// Its data is null, or valid for its length.
unsafe fn bytes(slice: &Slice) -> &[u8] {
    if slice.data.is_null() {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { slice::from_raw_parts(slice.data, slice.len) }
}

/// The bytes of `text`, which live until [`free`] takes them back.
fn lend(text: String) -> Buf {
    let mut bytes = mem::ManuallyDrop::new(text.into_bytes());
    Buf { data: bytes.as_mut_ptr(), len: bytes.len(), capacity: bytes.capacity() }
}

/// Frees what [`run`] gave. Nothing is freed twice: what is freed is empty.
unsafe extern "C" fn free(answer: *mut Buf) {
    // SAFETY: the host's promise: null, or an answer that `run` gave.
    let Some(answer) = (unsafe { answer.as_mut() }) else { return };
    let Buf { data, len, capacity } = mem::replace(answer, Buf::EMPTY);
    if !data.is_null() {
        // SAFETY: `lend` took these three from a vector, and `answer` forgets them now.
        drop(unsafe { Vec::from_raw_parts(data, len, capacity) });
    }
}

thread_local! {
    /// The host of the request that this thread serves. Null: none.
    static HOST: Cell<*const Host> = const { Cell::new(ptr::null()) };
}

/// Hands `message` to the host of the request that this thread serves.
pub(crate) fn log(level: Level, message: &str) {
    // SAFETY: it is set for as long as the request is served, by the promise that `run` has.
    let Some(host) = (unsafe { HOST.get().as_ref() }) else { return };
    if let Some(log) = host.log {
        // SAFETY: the host's own function, with its own table and a message that outlives the call.
        unsafe { log(host, level as i32, &Slice::of(message)) };
    }
}
