//! Messages for whoever develops a plugin.

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i32)]
pub enum Level {
    /// For the one who looks for a fault.
    Debug = 0,
    /// Worth knowing.
    Info = 1,
    /// Something is amiss.
    Warn = 2,
    /// Something went wrong.
    Error = 3,
}

impl Level {
    /// The level that a number across a carrier stands for. What is beyond is an error.
    pub const fn of(number: i32) -> Level {
        match number {
            ..=0 => Level::Debug,
            1 => Level::Info,
            2 => Level::Warn,
            3.. => Level::Error,
        }
    }

    /// The level in a word: `warn`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Level::Debug => "debug",
            Level::Info => "info",
            Level::Warn => "warn",
            Level::Error => "error",
        }
    }
}

/// Tells the host something that is for the plugin's developer. What users should know is a
/// [`Diagnostic`](crate::diagnostic::Diagnostic). Heard on the thread of a request alone, and where the host has a log:
/// nobody hears it of a plugin that is compiled into the program.
pub fn log(level: Level, message: &str) {
    #[cfg(not(target_family = "wasm"))]
    crate::native::log(level, message);
    #[cfg(target_family = "wasm")]
    crate::wasm::log(level, message);
}
