//! Any bytes behind the head of an archive's export or of a story with labels. The first byte says which.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline_core::text::RawText;
use slugline_fuzz::hold_laws_behind;

/// As many as are easily typed: seeds begin with a figure.
const HEADS: [&str; 4] = [
    "                              3 of 40 DOCUMENTS\n\n",
    "HD Ferries stop as crews walk out\nBY Ada Roe\n",
    "Title: Ferries stop as crews walk out\nAuthor: Ada Roe\n",
    "<DOC>\n",
];

fuzz_target!(|bytes: &[u8]| {
    if let [choice, bytes @ ..] = bytes {
        hold_laws_behind(&RawText, HEADS[usize::from(*choice) % HEADS.len()], bytes);
    }
});
