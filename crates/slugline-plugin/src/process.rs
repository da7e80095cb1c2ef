//! Plugins that are programs: requests come in on standard input and answers go out on standard output, a line each.
//!
//! A line is a request or an answer of the [contract](crate::contract) with a number as its first member, `"id"`, which the
//! answer repeats. That is all of the protocol: nothing precedes the first request, and the end of the input ends the
//! program. Standard error is the plugin's own, and is shown where a call fails.
//!
//! ```text
//! {"id":1,"slugline":1,"schema":"0.3","abi":1,"call":"describe"}
//! {"id":1,"slugline":1,"description":{"name":"ticker","version":"1.0.0"}}
//! ```
//!
//! A plugin in Rust is a `main` of one line, `slugline_plugin::process::serve_lines(&Ticker)`. One in Python stands on
//! [`PYTHON`], a module of one file to copy.

use std::io::{self, BufRead, BufReader, Write};

use serde::Deserialize;
use slugline_core::{Error, Kind};

use crate::contract::Fault;
use crate::panics::{Served, serve_caught};
use crate::plugin::Plugin;
use crate::serve::failure;

/// `slugline_plugin.py`: the protocol in Python, in one file without dependencies, for a plugin's folder.
pub const PYTHON: &str = include_str!("../python/slugline_plugin.py");

/// Answers each request on standard input with a line on standard output, until the input ends. A panic is an answer too.
/// Nothing else may be printed to standard output: what the plugin has to say goes to standard error.
///
/// # Errors
///
/// Where standard input cannot be read, or standard output not be written.
pub fn serve_lines(plugin: &dyn Plugin) -> io::Result<()> {
    serve_from(plugin, BufReader::new(io::stdin()), io::stdout().lock())
}

/// As [`serve_lines`], between any two streams.
///
/// # Errors
///
/// Those of the streams.
pub fn serve_from(plugin: &dyn Plugin, mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let answer = match str::from_utf8(&line) {
            Ok(request) => {
                let (Served::Answered(answer) | Served::Panicked(answer)) = serve_caught(plugin, request);
                number_of(request).map(|id| numbered(id, &answer)).unwrap_or(answer)
            }
            Err(_) => failure(Fault::from(&Error::new(Kind::Malformed, "the request is no UTF-8"))),
        };
        output.write_all(answer.as_bytes())?;
        output.write_all(b"\n")?;
        output.flush()?;
        line.clear();
    }
    Ok(())
}

/// `object`, the text of a JSON object, with the member `id` before its others.
pub fn numbered(id: u64, object: &str) -> String {
    let members = object.trim_start().strip_prefix('{').unwrap_or(object);
    format!("{{\"id\":{id},{members}")
}

/// The number of a request or an answer. `None` where it has none, or is no JSON.
pub fn number_of(object: &str) -> Option<u64> {
    // As `numbered` puts it: the rest of the line need not be looked at for its sake.
    if let Some(rest) = object.strip_prefix("{\"id\":")
        && let Some((digits, _)) = rest.split_once(',')
        && let Ok(id) = digits.parse()
    {
        return Some(id);
    }
    #[derive(Deserialize)]
    struct Numbered {
        id: u64,
    }
    serde_json::from_str::<Numbered>(object).ok().map(|numbered| numbered.id)
}
