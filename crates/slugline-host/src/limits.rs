//! What a plugin may use up in one call.

use std::time::Duration;

/// What a plugin may use up in one call. A carrier holds what it can: a native plugin is part of the process, and nothing
/// but its output can be limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Memory in bytes. Default: 64 MiB.
    pub memory: u64,
    /// Time by the clock. Default: 2 s.
    pub time: Duration,
    /// Length of an answer in bytes. Default: 16 MiB.
    pub output: u64,
}

impl Limits {
    /// The most that a manifest may ask for, which is what the slowest carriers need: a program in Python, an interpreter in
    /// wasm. A manifest speaks for itself, and a component of a project runs without being allowed: whoever meets one need not
    /// look at its limits.
    pub const MOST: Limits = Limits { memory: 256 << 20, time: Duration::from_secs(10), output: 64 << 20 };
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { memory: 64 << 20, time: Duration::from_secs(2), output: 16 << 20 }
    }
}
