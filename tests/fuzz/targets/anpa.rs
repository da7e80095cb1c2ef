//! Any bytes behind the start of an ANPA 1312 frame: the second line of its header, the story, and what ends it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline_core::text::RawText;
use slugline_fuzz::hold_laws_behind;

const HEAD: &str = "\x16\x16\x01a0714\x1f_harb\r\n";

fuzz_target!(|bytes: &[u8]| hold_laws_behind(&RawText, HEAD, bytes));
