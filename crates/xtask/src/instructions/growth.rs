//! Linear time: twice the text, at most 2.6 times the instructions, in every layout.

use std::fmt;
use std::fs;

use anyhow::Result;

use super::Callgrind;
use crate::corpus::{Make, SHAPES};
use crate::measure::Subjects;

/// Most that a doubled text may cost. Linear work gives 2 and what tables and buffers add; quadratic work gives 4.
const MOST: f64 = 2.6;
/// Length of the shorter text, in bytes: long enough for a quadratic part to stand out, short enough for it to end.
const LENGTH: usize = 32 * 1024;

/// What reading a layout and writing it as HTML costs.
pub(super) struct Growth {
    shape: &'static str,
    bytes: usize,
    once: u64,
    twice: u64,
}

/// Counts every layout at two lengths.
///
/// # Errors
///
/// Where the library fails on one.
pub(super) fn measure(subjects: &Subjects, callgrind: &Callgrind) -> Result<Vec<Growth>> {
    let growth = |&(shape, make): &(&'static str, Make)| {
        let count = |len: usize| -> Result<(usize, u64)> {
            let text = make(len);
            // A name without an extension: the reader is the one that the text looks like.
            fs::write(subjects.folder.join("shape"), &text)?;
            Ok((text.len(), callgrind.pass(subjects, "html", "shape")?))
        };
        let (bytes, once) = count(LENGTH)?;
        let (_, twice) = count(2 * LENGTH)?;
        Ok(Growth { shape, bytes, once, twice })
    };
    SHAPES.iter().map(growth).collect()
}

impl Growth {
    fn ratio(&self) -> f64 {
        self.twice as f64 / self.once.max(1) as f64
    }

    /// What to say where it is too much.
    pub(super) fn fault(&self) -> Option<String> {
        let ratio = self.ratio();
        (ratio > MOST).then(|| format!("{} twice as long took {ratio:.2} times the instructions", self.shape))
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let a_byte = self.once as f64 / self.bytes.max(1) as f64;
        let (shape, ratio) = (self.shape, self.ratio());
        write!(f, "doubled {shape:<26} {ratio:>8.2} times the instructions, {a_byte:.2} a byte, at most {MOST}")
    }
}
