//! Any bytes, read as mail.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline_fuzz::{hold_laws, source};
use slugline_mail::Mail;

fuzz_target!(|bytes: &[u8]| hold_laws(&Mail, &source(bytes.to_vec())));
