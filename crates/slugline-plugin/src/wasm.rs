//! Plugins as components of WebAssembly: the functions that `wit/plugin.wit` asks for, as a module exports and imports them,
//! and the shim between them and a plugin's traits.
//!
//! Nothing here is called by hand: [`export_plugin!`](crate::export_plugin) makes a module export them, and
//! `slugline plugin build` makes a component of the module. How strings cross is the canonical ABI's to say: two numbers, the
//! place and the length, and who is given one frees it.

#![allow(unsafe_code, reason = "strings cross as raw pointers")]

use std::alloc::{Layout, alloc, handle_alloc_error, realloc};
use std::panic::{self, PanicHookInfo};
use std::ptr;

use crate::contract::Fault;
use crate::log::Level;
use crate::serve::failure;
use crate::{Error, Kind};

#[link(wasm_import_module = "slugline:plugin/host@1.0.0")]
unsafe extern "C" {
    #[link_name = "log"]
    fn host_log(level: i32, message: *const u8, length: usize);
    #[link_name = "panicked"]
    fn host_panicked(message: *const u8, length: usize, location: *const u8, location_length: usize);
}

/// A string that the host is lent: the two numbers that it reads, and what freeing it needs.
#[repr(C)]
#[derive(Debug)]
pub struct Lent {
    data: *mut u8,
    length: usize,
    capacity: usize,
}

/// Asks a plugin: `serve` gives its answer to a request. A panic traps, be it of the plugin or of making it, and the host hears
/// what it said.
///
/// # Safety
///
/// `request` and `length` are a string that [`allocate`] made room for, and this is given.
pub unsafe fn run(serve: impl FnOnce(&str) -> String, request: *mut u8, length: usize) -> *const Lent {
    panic::set_hook(Box::new(tell));
    // SAFETY: the caller's promise; what was made room for is as long as what is in it.
    let request = unsafe { Vec::from_raw_parts(request, length, length) };
    let answer = match str::from_utf8(&request) {
        Ok(request) => serve(request),
        Err(fault) => failure(Fault::from(&Error::new(Kind::Malformed, format!("the request: {fault}")))),
    };
    let mut answer = answer.into_bytes();
    let lent = Lent { data: answer.as_mut_ptr(), length: answer.len(), capacity: answer.capacity() };
    std::mem::forget(answer);
    Box::into_raw(Box::new(lent))
}

/// Frees the answer that [`run`] gave.
///
/// # Safety
///
/// It is one that `run` gave, and was not freed.
pub unsafe fn free(answer: *mut Lent) {
    // SAFETY: the caller's promise: `run` made it of a box, and its parts of a vector.
    let Lent { data, length, capacity } = *unsafe { Box::from_raw(answer) };
    // SAFETY: likewise.
    drop(unsafe { Vec::from_raw_parts(data, length, capacity) });
}

/// Makes room for a string of the host's, or more room for one that grew as it was turned into UTF-8.
///
/// # Safety
///
/// `old` is room of `old_size` bytes and this alignment that was made here, where it is not empty.
pub unsafe fn allocate(old: *mut u8, old_size: usize, alignment: usize, size: usize) -> *mut u8 {
    if size == 0 {
        return ptr::without_provenance_mut(alignment);
    }
    let (Ok(before), Ok(layout)) =
        (Layout::from_size_align(old_size, alignment), Layout::from_size_align(size, alignment))
    else {
        return ptr::null_mut();
    };
    let room = match old_size {
        // SAFETY: its size is not 0.
        0 => unsafe { alloc(layout) },
        // SAFETY: the caller's promise, and neither size is 0.
        _ => unsafe { realloc(old, before, size) },
    };
    if room.is_null() {
        handle_alloc_error(layout);
    }
    room
}

/// Hands `message` to the host.
pub(crate) fn log(level: Level, message: &str) {
    // SAFETY: the host reads the message while it is called, and a level is one of the four that it knows.
    unsafe { host_log(level as i32, message.as_ptr(), message.len()) };
}

fn tell(info: &PanicHookInfo<'_>) {
    let message = info.payload_as_str().unwrap_or("a panic without words");
    let location = info.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    // SAFETY: the host reads both while it is called.
    unsafe { host_panicked(message.as_ptr(), message.len(), location.as_ptr(), location.len()) };
}
