//! Makes passes of pulldown-cmark over one text in one process, to be counted or timed beside slugline's:
//! `pulldown FILE PASSES`.
//!
//! Each pass starts from bytes, takes them for CommonMark and writes HTML. Prints the nanoseconds that a pass took.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::time::Instant;

use pulldown_cmark::{Parser, html};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, passes] = args.as_slice() else {
        return Err("usage: pulldown FILE PASSES".into());
    };
    let bytes = fs::read(file)?;
    let passes: u32 = passes.parse()?;
    let start = Instant::now();
    for _ in 0..passes {
        let text = str::from_utf8(black_box(&bytes))?;
        let mut page = String::with_capacity(text.len() * 3 / 2);
        html::push_html(&mut page, Parser::new(text));
        black_box(page);
    }
    let nanoseconds = start.elapsed().as_nanos() / u128::from(passes.max(1));
    writeln!(io::stdout(), "{nanoseconds}")?;
    Ok(())
}
