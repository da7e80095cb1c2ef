//! Any bytes behind the start of an IPTC 7901 header: what follows the message number, slugs, the story, and what ends it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline_core::text::RawText;
use slugline_fuzz::hold_laws_behind;

const HEAD: &str = "\x01hwn0042 3 ";

fuzz_target!(|bytes: &[u8]| hold_laws_behind(&RawText, HEAD, bytes));
