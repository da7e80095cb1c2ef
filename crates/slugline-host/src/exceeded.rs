//! What is said of a call that used up more than it may.

#[cfg(any(feature = "native", feature = "process", feature = "wasm-runtime"))]
use slugline_core::{Error, Kind};

use crate::limits::Limits;

/// One of the [`Limits`](crate::Limits).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    #[cfg(any(feature = "process", feature = "wasm-runtime"))]
    Memory,
    #[cfg(any(feature = "process", feature = "template", feature = "wasm-runtime"))]
    Time,
    Output,
}

impl Limit {
    /// The error for a call that went over it, where these are the limits.
    #[cfg(any(feature = "native", feature = "process", feature = "wasm-runtime"))]
    pub(crate) fn exceeded(self, message: String, limits: &Limits) -> Error {
        let code = match self {
            #[cfg(any(feature = "process", feature = "wasm-runtime"))]
            Limit::Memory => "plugin-memory",
            #[cfg(any(feature = "process", feature = "template", feature = "wasm-runtime"))]
            Limit::Time => "plugin-time",
            Limit::Output => "plugin-output-too-large",
        };
        Error::new(Kind::Internal, message).help(self.remedy("plugin", limits)).coded(code)
    }

    /// What to do about it: mend `what`, or have more, as long as there is more to have.
    pub(crate) fn remedy(self, what: &str, limits: &Limits) -> String {
        let (key, is_most, most) = match self {
            #[cfg(any(feature = "process", feature = "wasm-runtime"))]
            Limit::Memory => ("memory-mib", limits.memory >= Limits::MOST.memory, Limits::MOST.memory >> 20),
            #[cfg(any(feature = "process", feature = "template", feature = "wasm-runtime"))]
            Limit::Time => ("time-ms", limits.time >= Limits::MOST.time, Limits::MOST.time.as_millis() as u64),
            Limit::Output => ("output-mib", limits.output >= Limits::MOST.output, Limits::MOST.output >> 20),
        };
        match is_most {
            true => format!("mend the {what}: it has {most} as `{key}`, which is the most that a manifest may ask for"),
            false => format!("mend the {what}, or raise `{key}` under `[limits]` of its manifest, to {most} at most"),
        }
    }
}

/// The error for an answer of `bytes` bytes, which are more than the limit of output.
#[cfg(any(feature = "native", feature = "wasm-runtime"))]
pub(crate) fn answer_too_long(bytes: usize, limits: &Limits) -> Error {
    let bytes = size(bytes.try_into().unwrap_or(u64::MAX));
    Limit::Output.exceeded(format!("its answer has {bytes}; at most {} are taken", size(limits.output)), limits)
}

/// `64 MiB`, or the bytes where they are no whole number of those.
#[cfg(any(feature = "native", feature = "process", feature = "wasm-runtime"))]
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0 => "0 bytes".to_owned(),
        _ if bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ if bytes.is_multiple_of(1 << 10) => format!("{} KiB", bytes >> 10),
        _ => format!("{bytes} bytes"),
    }
}
