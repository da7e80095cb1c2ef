//! Plugins that are programs of their own, in any language that reads and writes lines.
//!
//! A program is talked to in one of two ways. [`Lines`] starts it once for a run and asks it line by line, as
//! [`slugline_plugin::process`] has it. [`OneShot`] starts it for each call: a document on its standard input, the output on
//! its standard output; a script of one line is a writer.
//!
//! Either way it works in a folder of its own that is removed afterwards, with an environment of a few variables, within
//! [`Limits`](crate::Limits), and is killed with whatever it started when it is over. **This is no sandbox**: a program reads
//! and writes what its user can, and one that leaves its process group on purpose outlives the call. So it is run only where
//! the user said so, by name.
//!
//! On Linux all limits hold. Elsewhere those of time and output do, and memory is not limited.

mod child;
mod command;
mod exchange;
mod fault;
mod last_words;
mod lines;
mod oneshot;

pub use command::Command;
pub use lines::Lines;
pub use oneshot::OneShot;
