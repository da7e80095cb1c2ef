//! Components from modules.

#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

use slugline_host::component::encode;
use slugline_host::wasm::{self, Wasm};
use slugline_host::{Carrier as _, Limits};

/// A module that answers a request with itself, with `more` in it.
fn module(more: &str) -> Vec<u8> {
    let text = format!(
        r#"(module {more}
            (memory (export "memory") 1)
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
            (func (export "slugline:plugin/guest@1.0.0#run") (param i32 i32) (result i32)
                (i32.store (i32.const 0) (local.get 0))
                (i32.store (i32.const 4) (local.get 1))
                (i32.const 0)))"#
    );
    wat::parse_str(text).unwrap()
}

fn refusal(module: &[u8]) -> (Option<&'static str>, String) {
    let error = encode(module).unwrap_err();
    (error.code(), error.to_string())
}

#[test]
fn a_module_with_the_functions_becomes_a_plugin() {
    let logs = r#"(import "slugline:plugin/host@1.0.0" "log" (func (param i32 i32 i32)))"#;
    for (more, imports) in [("", &[][..]), (logs, &["slugline:plugin/host@1.0.0".to_owned()])] {
        let component = encode(&module(more)).unwrap();
        let plugin = Wasm::load(&component, Limits::default(), None).unwrap();
        assert_eq!(plugin.call("request").unwrap(), "request");
        assert_eq!(wasm::imports(&component, None).unwrap(), imports);
    }
}

#[test]
fn what_a_host_does_not_have_is_refused() {
    let (code, said) = refusal(&module(r#"(import "env" "open" (func))"#));
    assert_eq!(code, Some("plugin-forbidden-import"), "{said}");
    assert!(said.contains("`env`"), "{said}");
}

#[test]
fn what_is_no_such_module_is_refused() {
    let none = wat::parse_str("(module)").unwrap();
    let component = encode(&module("")).unwrap();
    for bytes in [&none[..], &component, b"", b"A text."] {
        let (code, said) = refusal(bytes);
        assert_eq!(code, Some("plugin-abi"), "{said}");
    }
}

/// What is missing is told from what is too much, whatever the words for it.
#[test]
fn what_a_module_imports_says_why_it_is_refused() {
    let asks = |name: &str| refusal(&module(&format!(r#"(import "slugline:plugin/host@1.0.0" "{name}" (func))"#)));
    let (code, said) = asks("open");
    assert_eq!(code, Some("plugin-forbidden-import"), "{said}");
    let (code, said) = asks("log");
    assert_eq!(code, Some("plugin-abi"), "of another type: {said}");
    let none = wat::parse_str(r#"(module (memory (export "memory") 1) (func (export "imports")))"#).unwrap();
    let (code, said) = refusal(&none);
    assert_eq!(code, Some("plugin-abi"), "{said}");
}
