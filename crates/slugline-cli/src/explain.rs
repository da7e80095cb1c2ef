//! `slugline explain`: what the manual says about a code.

use slugline::{Error, Kind, Result, nearest, write_stdout};

use crate::Exit;
use crate::args::ExplainArgs;

/// The page of the manual that has all codes.
const PAGE: &str = include_str!("../../../docs/diagnostics.md");

pub(crate) fn run(args: &ExplainArgs) -> Result<Exit> {
    let text = match &args.code {
        Some(code) => entry(code)?,
        None => codes().map(|code| format!("{code}\n")).collect(),
    };
    write_stdout(text.as_bytes())?;
    Ok(Exit::Done)
}

/// Every code, in the order of the page.
pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
    PAGE.lines().filter_map(|line| line.strip_prefix("### "))
}

/// The code and what stands below it, up to the next heading.
fn entry(code: &str) -> Result<String> {
    let mut lines = PAGE.lines().skip_while(|line| line.strip_prefix("### ") != Some(code)).skip(1);
    match lines.next() {
        Some(_) => {
            let lines: Vec<&str> = lines.take_while(|line| !line.starts_with('#')).collect();
            Ok(format!("{code}\n\n{}\n", lines.join("\n").trim()))
        }
        None => Err(unknown(code)),
    }
}

/// What stands below the code but its severity. `None`: no message of ours has it.
pub(crate) fn words(code: &str) -> Option<String> {
    let entry = entry(code).ok()?;
    let (_, words) = entry.split_once("\n\n")?.1.split_once('.')?;
    Some(words.trim().to_owned())
}

/// Whether what has the code is an error, whatever it is about.
pub(crate) fn is_always_error(code: &str) -> bool {
    entry(code).is_ok_and(|entry| entry.lines().nth(2).is_some_and(|line| line.starts_with("Error.")))
}

/// The error for a code that is none, with the one that was meant.
pub(crate) fn unknown(code: &str) -> Error {
    let help = match nearest(code, codes()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`slugline explain` lists them all".to_owned(),
    };
    Error::new(Kind::Usage, format!("no message has the code `{code}`")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_words() {
        for code in codes() {
            let entry = entry(code).unwrap();
            let severity = entry.split("\n\n").nth(1).unwrap();
            assert!(["Error.", "Warning", "Note"].iter().any(|word| severity.starts_with(word)), "{entry}");
        }
    }
}
