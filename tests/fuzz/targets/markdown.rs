//! Any bytes, read as a post in Markdown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline_fuzz::{hold_laws, source};
use slugline_markdown::Markdown;

fuzz_target!(|bytes: &[u8]| hold_laws(&Markdown, &source(bytes.to_vec())));
