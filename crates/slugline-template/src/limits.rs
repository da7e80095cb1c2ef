//! What one rendering may use up.

use std::error::Error;
use std::fmt;
use std::rc::Rc;

/// Most steps that one rendering may take, where nothing else is said. A step is one thing that a template does: to print, to
/// ask, to include; a helper that makes a long text takes more of them. A page of the built-in theme takes about a hundred, and
/// one more for each keyword.
pub const MAX_STEPS: u64 = 1_000_000;

/// Most bytes that one rendering may give, where nothing else is said. A template of a few lines can print without end: loops
/// within loops.
pub const MAX_OUTPUT: u64 = 64 * 1024 * 1024;

/// What one rendering may use up.
#[derive(Clone)]
pub struct Limits {
    /// Steps. Default: [`MAX_STEPS`].
    pub steps: u64,
    /// Bytes that it gives. Default: [`MAX_OUTPUT`].
    pub output: u64,
    /// Whether it has taken too long, asked every few steps. Default: never, so that a rendering ends alike on any machine.
    pub is_late: Rc<dyn Fn() -> bool>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { steps: MAX_STEPS, output: MAX_OUTPUT, is_late: Rc::new(|| false) }
    }
}

/// The limit that a rendering ran into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many steps.
    Steps(u64),
    /// So many bytes.
    Output(u64),
    /// The time.
    Time,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Steps(most) => write!(f, "it takes more than {most} steps"),
            Limit::Output(most) if *most >= 1 << 20 => write!(f, "it prints more than {} MiB", most >> 20),
            Limit::Output(most) => write!(f, "it prints more than {most} bytes"),
            Limit::Time => f.write_str("it takes too long"),
        }
    }
}

impl Error for Limit {}
