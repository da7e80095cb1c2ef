//! What is said of a call that used up more than it may.

use slugline_core::{Error, Kind};

/// One of the [`Limits`](crate::Limits).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    #[cfg(any(feature = "process", feature = "wasm-runtime"))]
    Memory,
    #[cfg(any(feature = "process", feature = "wasm-runtime"))]
    Time,
    Output,
}

impl Limit {
    /// The error for a call that went over it.
    pub(crate) fn exceeded(self, message: String) -> Error {
        let (code, key) = match self {
            #[cfg(any(feature = "process", feature = "wasm-runtime"))]
            Limit::Memory => ("plugin-memory", "memory-mib"),
            #[cfg(any(feature = "process", feature = "wasm-runtime"))]
            Limit::Time => ("plugin-time", "time-ms"),
            Limit::Output => ("plugin-output-too-large", "output-mib"),
        };
        let help = format!("mend the plugin, or raise `{key}` under `[limits]` of its manifest");
        Error::new(Kind::Internal, message).help(help).coded(code)
    }
}

/// The error for an answer of `bytes` bytes, where `most` are taken.
#[cfg(any(feature = "native", feature = "wasm-runtime"))]
pub(crate) fn answer_too_long(bytes: usize, most: u64) -> Error {
    let bytes = size(bytes.try_into().unwrap_or(u64::MAX));
    Limit::Output.exceeded(format!("its answer has {bytes}; at most {} are taken", size(most)))
}

/// `64 MiB`, or the bytes where they are no whole number of those.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0 => "0 bytes".to_owned(),
        _ if bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ if bytes.is_multiple_of(1 << 10) => format!("{} KiB", bytes >> 10),
        _ => format!("{bytes} bytes"),
    }
}
