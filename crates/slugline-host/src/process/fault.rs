//! What is said when a program gives no answer.

use rustix::process::Signal;
use slugline_core::{Error, Kind};

use super::child::Ending;
use super::exchange::Stop;
use super::last_words::LastWords;
use crate::exceeded::{Limit, size};
use crate::limits::Limits;

/// How runtimes say that memory is at its end: C, Rust, Python, Node.
const MEMORY: [&str; 5] =
    ["Cannot allocate memory", "memory allocation of", "MemoryError", "out of memory", "heap limit"];

/// How a panic of Rust is printed.
const PANIC: [&str; 1] = ["panicked at"];

/// What to do about a program that prints.
pub(super) const PRINTS: &str =
    "a plugin that prints must print to standard error: standard output is for its answers alone";

/// The error for an exchange that was stopped.
pub(super) fn stopped(stop: &Stop, limits: &Limits, words: &LastWords) -> Error {
    match stop {
        Stop::Time => {
            Limit::Time.exceeded(with_words(format!("it did not answer within {:?}", limits.time), words), limits)
        }
        Stop::Output => Limit::Output.exceeded(format!("it said more than {}", size(limits.output)), limits),
        Stop::Silence(Some(Ending::Signal(signal))) if *signal == Signal::XCPU.as_raw() => {
            Limit::Time.exceeded("it used up its time on the processor".to_owned(), limits)
        }
        Stop::Silence(ending) => {
            let message = with_words(ended(*ending), words);
            if words.mention(&MEMORY) {
                let message = format!("{message}; it may fill {} of memory", size(limits.memory));
                return Limit::Memory.exceeded(message, limits);
            }
            let code = if words.mention(&PANIC) { "plugin-panic" } else { "plugin-exited" };
            Error::new(Kind::Internal, message).coded(code)
        }
        Stop::Io(cause) => fault("plugin-exited", format!("its pipes failed: {cause}"), "try again"),
    }
}

/// The error for something on standard output that is no answer.
pub(super) fn stray(what: String) -> Error {
    fault("plugin-invalid-result", what, PRINTS)
}

/// The error for an answer that does not fit what was asked.
pub(super) fn unfit(what: String) -> Error {
    fault("plugin-invalid-result", what, "an answer is one line, with the `id` of the request that it answers")
}

/// The beginning of `bytes`, to be quoted in a message.
pub(super) fn beginning(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let text = String::from_utf8_lossy(line.get(..200).unwrap_or(line));
    let shown: String = text.trim_end().chars().take(60).collect();
    let cut = if shown.len() < line.trim_ascii_end().len() { "..." } else { "" };
    format!("`{shown}{cut}`")
}

fn fault(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Error {
    Error::new(Kind::Internal, message).help(help).coded(code)
}

fn ended(ending: Option<Ending>) -> String {
    match ending {
        None => "it closed its output without an answer".to_owned(),
        Some(Ending::Exit(0)) => "it ended without an answer".to_owned(),
        Some(Ending::Exit(code)) => format!("it ended with exit code {code}"),
        Some(Ending::Signal(signal)) => format!("it was ended by signal {signal}"),
    }
}

/// `message` and what the program last said.
fn with_words(message: String, words: &LastWords) -> String {
    match words.quote() {
        Some(quote) => format!("{message}, saying: {quote}"),
        None => message,
    }
}
