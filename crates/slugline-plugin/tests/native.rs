//! The function that a host calls in a library.

#![allow(unsafe_code, reason = "it takes raw pointers")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

use std::ptr;

use slugline_plugin::contract::{Answer, Fault};
use slugline_plugin::native::{Buf, PANICKED, Slice, Table, run};

/// `export_plugin!` takes an expression, which is evaluated for each request. A panic that left it would end the host.
#[test]
fn a_panic_before_there_is_a_plugin_is_an_answer() {
    let request = "{}";
    let request = Slice { data: request.as_ptr(), len: request.len() };
    let mut answer = Buf { data: ptr::null_mut(), len: 0, capacity: 0 };
    // SAFETY: there is no host, and the others live to the end.
    let returned = unsafe { run(|_| panic!("no table of agencies"), ptr::null(), &request, &mut answer) };
    assert_eq!(returned, PANICKED);
    // SAFETY: `run` gave it.
    let text = unsafe { std::slice::from_raw_parts(answer.data, answer.len) };
    let fault = Answer::from_json(std::str::from_utf8(text).unwrap()).unwrap().error.unwrap();
    assert_eq!(fault.kind, Fault::PANIC);
    assert!(fault.message.ends_with(": no table of agencies"), "{}", fault.message);
    unsafe extern "C" fn never(_: *const slugline_plugin::native::Host, _: *const Slice, _: *mut Buf) -> i32 {
        PANICKED
    }
    // SAFETY: it is what `run` gave, and not used again.
    unsafe { Table::new(never).free.unwrap()(&mut answer) };
}
