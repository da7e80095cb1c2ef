//! Which crate may name which: arrows point down, never up, never sideways.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fs;

use slugline_tests::root;

/// Each crate of ours, and those it may name. A format names another only where its document holds the other's: a web page
/// holds JSON-LD, a news item NITF. Tasks and tests stand outside the layers.
const ALLOWED: &[(&str, &[&str])] = &[
    ("slugline-core", &[]),
    ("slugline-markup", &["slugline-core"]),
    ("slugline-template", &["slugline-core", "slugline-item", "slugline-markup"]),
    ("slugline-item", &["slugline-core", "slugline-markup"]),
    ("slugline-newsml", &["slugline-core", "slugline-item", "slugline-markup", "slugline-nitf"]),
    ("slugline-nitf", &["slugline-core", "slugline-item", "slugline-markup"]),
    ("slugline-ninjs", &["slugline-core", "slugline-item", "slugline-markup"]),
    ("slugline-jsonld", &["slugline-core", "slugline-item", "slugline-markup"]),
    ("slugline-epub", &["slugline-core", "slugline-markup"]),
    ("slugline-feeds", &["slugline-core", "slugline-item", "slugline-markup"]),
    ("slugline-html", &["slugline-core", "slugline-item", "slugline-markup", "slugline-template", "slugline-jsonld"]),
    ("slugline-json", &["slugline-core"]),
    ("slugline-mail", &["slugline-core"]),
    ("slugline-markdown", &["slugline-core", "slugline-markup"]),
    ("slugline-text", &["slugline-core", "slugline-markup"]),
    ("slugline-typography", &["slugline-core"]),
    ("slugline-toml", &["slugline-core"]),
    // What a plugin is made with: no part of the program may come with it.
    ("slugline-plugin", &["slugline-core"]),
    ("slugline-conformance", &["slugline-core", "slugline-plugin"]),
    (
        "slugline-host",
        &["slugline-core", "slugline-item", "slugline-markup", "slugline-plugin", "slugline-template", "slugline-toml"],
    ),
    ("slugline-wire", &["slugline-core", "slugline-markup"]),
    (
        "slugline",
        &[
            "slugline-core",
            "slugline-newsml",
            "slugline-nitf",
            "slugline-ninjs",
            "slugline-jsonld",
            "slugline-epub",
            "slugline-feeds",
            "slugline-host",
            "slugline-html",
            "slugline-item",
            "slugline-json",
            "slugline-mail",
            "slugline-markdown",
            "slugline-markup",
            "slugline-template",
            "slugline-text",
            "slugline-toml",
            "slugline-typography",
            "slugline-wire",
        ],
    ),
    // Where plugins are made: what makes one is no part of what runs it.
    ("slugline-workshop", &["slugline-core", "slugline-host", "slugline-plugin"]),
    ("slugline-cli", &["slugline", "slugline-conformance", "slugline-workshop"]),
    // Tests alone may name it.
    ("slugline-specimen", &["slugline-conformance", "slugline-core", "slugline-markup"]),
];

/// Crates from outside that core may name, and nothing else: everything is built on it.
const CORE_KNOWS: &[&str] = &[
    "chardetng",
    "deunicode",
    "elsa",
    "encoding_rs",
    "html-escape",
    "jiff",
    "memchr",
    "nom",
    "schemars",
    "serde",
    "serde_json",
    "strsim",
    "thiserror",
    "uuid",
];

/// What each crate under `crates/` depends on, beside tests and benches.
fn manifests() -> BTreeMap<String, Vec<String>> {
    let entries = fs::read_dir(root().join("crates")).unwrap();
    let manifests = entries.map(|entry| {
        let path = entry.unwrap().path();
        let manifest: toml::Table = fs::read_to_string(path.join("Cargo.toml")).unwrap().parse().unwrap();
        let name = manifest["package"]["name"].as_str().unwrap().to_owned();
        assert_eq!(path.file_name().unwrap(), &*name, "a crate is called as its folder is");
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
        (name, dependencies.map(|table| table.keys().cloned().collect()).unwrap_or_default())
    });
    manifests.collect()
}

#[test]
fn arrows_point_down() {
    let mut manifests = manifests();
    manifests.remove("xtask");
    for (name, dependencies) in &manifests {
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| known == name) else {
            panic!("the crate `{name}` has no place among the layers");
        };
        for dependency in dependencies.iter().filter(|dependency| dependency.starts_with("slugline")) {
            assert!(allowed.contains(&dependency.as_str()), "`{name}` must not name `{dependency}`");
        }
    }
    for (name, _) in ALLOWED {
        assert!(manifests.contains_key(*name), "the crate `{name}` is gone");
    }
}

#[test]
fn core_stands_on_little() {
    for dependency in &manifests()["slugline-core"] {
        assert!(CORE_KNOWS.contains(&dependency.as_str()), "`slugline-core` must not name `{dependency}`");
    }
}

/// A library that printed would write into its user's output; a writer that read a clock or a file would not be the same
/// twice. The lints hold the first, and this the second.
#[test]
fn writers_see_no_clock_and_no_file() {
    const BANNED: [&str; 7] =
        ["std::fs", "std::env", "std::time", "std::net", "std::process", "SystemTime", "std::thread::current"];
    for format in [
        "item",
        "newsml",
        "nitf",
        "ninjs",
        "jsonld",
        "epub",
        "feeds",
        "html",
        "json",
        "markdown",
        "text",
        "typography",
        "markup",
        "template",
        "wire",
    ] {
        let folder = root().join("crates").join(format!("slugline-{format}")).join("src");
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let Ok(code) = fs::read_to_string(&path) else { continue };
            let code = code.split("#[cfg(test)]").next().unwrap();
            for banned in BANNED {
                assert!(!code.contains(banned), "{} names `{banned}`", path.display());
            }
        }
    }
}
