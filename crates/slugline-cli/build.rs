//! Links the program to lie at addresses that are fixed.
//!
//! Otherwise the loader writes each of some 34,000 addresses into the program's tables anew, at every start: as much work as
//! reading a story and writing it as HTML. The tables are those of the compiler for plugins, most of all, which few starts ask
//! for. What is given up: where the program's own code lies can be known. Its stack, its heap and all libraries lie elsewhere
//! each time, as ever; the feature `pie` has the program do so too.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |key: &str| env::var(format!("CARGO_CFG_TARGET_{key}")).unwrap_or_default();
    // Where all of libc is linked in, how the program starts is chosen with that.
    let is_static = target("FEATURE").split(',').any(|feature| feature == "crt-static");
    let is_known = target("OS") == "linux" && target("ENV") == "gnu" && !is_static;
    if is_known && env::var_os("CARGO_FEATURE_PIE").is_none() {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
