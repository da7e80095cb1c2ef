//! Any bytes, read as raw text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline_core::text::RawText;
use slugline_fuzz::{hold_laws, source};

fuzz_target!(|bytes: &[u8]| hold_laws(&RawText, &source(bytes.to_vec())));
