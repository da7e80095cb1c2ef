//! Any bytes, cut into stories as they come in chunks of any sizes. The last bytes say how large the chunks are.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline_core::cut::{Cutter, is_padding, stories};

/// Bytes that give sizes of chunks, taken in turn.
const SIZES: usize = 4;

fuzz_target!(|bytes: &[u8]| {
    let (file, sizes) = bytes.split_at(bytes.len().saturating_sub(SIZES));
    let whole = cut(file, &[usize::MAX]);
    assert_eq!(whole.concat(), file);
    assert!(whole.iter().all(|story| !story.is_empty()));
    // Squares: a byte at a time, and more at once than a cutter looks at to tell what a file is.
    let sizes: Vec<usize> = sizes.iter().map(|size| (usize::from(*size) / 2).pow(2).max(1)).collect();
    if !sizes.is_empty() {
        assert_eq!(cut(file, &sizes), whole);
    }
    if let Ok(text) = std::str::from_utf8(file) {
        let found: Vec<&[u8]> = stories(text).map(str::as_bytes).filter(|story| !story.is_empty()).collect();
        assert_eq!(found, with_padding(whole));
    }
});

/// The stories of `file`, which comes in chunks of `sizes` in turn.
fn cut<'f>(file: &'f [u8], sizes: &[usize]) -> Vec<&'f [u8]> {
    let (mut cutter, mut found) = (Cutter::new(), Vec::new());
    let (mut start, mut read) = (0, 0_usize);
    for size in sizes.iter().cycle() {
        read = read.saturating_add(*size).min(file.len());
        let is_end = read == file.len();
        while let Some(end) = cutter.end(&file[start..read], is_end) {
            found.push(&file[start..start + end]);
            start += end;
        }
        if is_end {
            break;
        }
    }
    assert_eq!(start, file.len(), "what was read to the end is of a story");
    found
}

/// Gives what only pads to the story before it: a text at hand is cut so, a cutter cannot wait for it.
fn with_padding(mut stories: Vec<&[u8]>) -> Vec<Vec<u8>> {
    let padding = stories.pop_if(|last| is_padding(last));
    let mut stories: Vec<Vec<u8>> = stories.into_iter().map(<[u8]>::to_vec).collect();
    match (padding, stories.last_mut()) {
        (Some(padding), Some(last)) => last.extend(padding),
        (Some(padding), None) => stories.push(padding.to_vec()),
        (None, _) => {}
    }
    stories
}
