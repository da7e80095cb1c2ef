//! The C ABI, as `include/slugline_plugin.h` has it.

use std::ffi::c_void;

use crate::contract::ABI;

/// The name of the one symbol that a plugin exports, a function that gives its [`Table`].
pub const ENTRY: &str = "slugline_plugin_v1";

/// The major version of the table: that of the contract.
pub const ABI_MAJOR: u16 = ABI as u16;

/// The minor version of the table.
pub const ABI_MINOR: u16 = 0;

/// What `run` returns where there is an answer.
pub const ANSWERED: i32 = 0;

/// What `run` returns where there is none.
pub const FAILED: i32 = 1;

/// What `run` returns where a panic was caught, and the answer says so.
pub const PANICKED: i32 = 2;

/// Bytes that someone else owns.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    /// Where they begin. May be null where there are none.
    pub data: *const u8,
    /// How many there are.
    pub len: usize,
}

/// Bytes that a plugin allocated, and frees.
#[repr(C)]
#[derive(Debug)]
pub struct Buf {
    /// Where they begin.
    pub data: *mut u8,
    /// How many there are.
    pub len: usize,
    /// How many there is room for. The plugin's own.
    pub capacity: usize,
}

/// What a plugin may call while it runs.
#[repr(C)]
#[derive(Debug)]
pub struct Host {
    /// Bytes of the table. A later host has more members.
    pub size: u32,
    /// 0.
    pub reserved: u32,
    /// The host's own.
    pub data: *mut c_void,
    /// Takes a message for whoever develops the plugin, with its level: 0 debug, 1 info, 2 warn, 3 error.
    pub log: Option<unsafe extern "C" fn(host: *const Host, level: i32, message: *const Slice)>,
}

/// Does what a request asks for.
pub type Run = unsafe extern "C" fn(host: *const Host, request: *const Slice, answer: *mut Buf) -> i32;

/// Frees an answer.
pub type Free = unsafe extern "C" fn(answer: *mut Buf);

/// What a plugin is to a host. The first three members never move; later versions have more behind the last.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Bytes of the table.
    pub size: u32,
    /// [`ABI_MAJOR`] as the plugin was built.
    pub abi_major: u16,
    /// [`ABI_MINOR`] as the plugin was built.
    pub abi_minor: u16,
    /// Asks.
    pub run: Option<Run>,
    /// Frees what asking gave.
    pub free: Option<Free>,
}

impl Buf {
    /// No bytes.
    pub const EMPTY: Buf = Buf { data: std::ptr::null_mut(), len: 0, capacity: 0 };
}

impl Slice {
    /// The bytes of `text`, for as long as it is there.
    pub const fn of(text: &str) -> Slice {
        Slice { data: text.as_ptr(), len: text.len() }
    }
}
