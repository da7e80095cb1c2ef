//! Requests and answers as JSON in one line, which is what ends them on a pipe.

use serde::Serialize;
use slugline_core::{Error, Kind, Result};

/// `value` as JSON, in one line.
///
/// Members that this version does not know are handed on as they stood in their document, which may have had a line for each of
/// theirs. A line break within a string is spelled with an escape, so those that are left are white space and are left out.
///
/// # Errors
///
/// [`Kind::Invalid`] where a member of a document that this version does not know holds no JSON.
pub(super) fn in_one_line(value: &impl Serialize) -> Result<String> {
    let json = serde_json::to_string(value)
        .map_err(|fault| Error::new(Kind::Invalid, "a member of the article is no JSON").cause(fault))?;
    match json.contains(BREAKS) {
        true => Ok(json.replace(BREAKS, "")),
        false => Ok(json),
    }
}

const BREAKS: [char; 2] = ['\n', '\r'];
