//! Linear time: twice the text, at most 2.6 times the instructions, in every shape.

use std::fmt;
use std::fs;

use anyhow::Result;

use super::Callgrind;
use crate::corpus::Make;
use crate::measure::Subjects;
use crate::shapes::{FILES, STORIES};

/// Most that a doubled text may cost. Linear work gives 2 and what tables and buffers add; quadratic work gives 4.
const MOST: f64 = 2.6;
/// Length of the shorter text, in bytes: long enough for a quadratic part to stand out, short enough for it to end.
const LENGTH: usize = 32 * 1024;
/// The same where the whole program is counted, which takes a million instructions before it reads.
const FILE_LENGTH: usize = 128 * 1024;

/// What reading a shape and writing it costs.
pub(super) struct Growth {
    shape: &'static str,
    bytes: usize,
    once: u64,
    twice: u64,
}

/// Counts every shape at two lengths: a story read and written as HTML, a file cut by the program, of which a feed is made.
///
/// # Errors
///
/// Where slugline fails on one.
pub(super) fn measure(subjects: &Subjects, callgrind: &Callgrind) -> Result<Vec<Growth>> {
    // A name without an extension: the reader is the one that the text looks like.
    const SHAPE: &str = "shape";
    let pass = || callgrind.pass(subjects, "html", SHAPE);
    let convert = ["convert", SHAPE, "--to", "rss", "-o", "shape.xml", "-q"];
    let file = || callgrind.count(subjects.program.path(), &convert, &subjects.folder);

    let growth = |&(shape, make): &(&'static str, Make), length: usize, count: &dyn Fn() -> Result<u64>| {
        let count = |len: usize| -> Result<(usize, u64)> {
            let text = make(len);
            fs::write(subjects.folder.join(SHAPE), &text)?;
            Ok((text.len(), count()?))
        };
        let (bytes, once) = count(length)?;
        let (_, twice) = count(2 * length)?;
        Ok(Growth { shape, bytes, once, twice })
    };
    let stories = STORIES.iter().map(|shape| growth(shape, LENGTH, &pass));
    stories.chain(FILES.iter().map(|shape| growth(shape, FILE_LENGTH, &file))).collect()
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
