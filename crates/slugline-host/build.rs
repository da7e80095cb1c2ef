//! Tells the crate which machine it is built for: manifests name their libraries by it.

fn main() {
    let target = std::env::var("TARGET").unwrap_or_default();
    println!("cargo::rustc-env=SLUGLINE_TARGET={target}");
    println!("cargo::rerun-if-changed=build.rs");
}
