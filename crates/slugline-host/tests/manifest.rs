//! Manifests: what they become, and what is said where they are wrong.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::time::Duration;

use slugline_core::plugin::{Arity, Audience, OfferKind};
use slugline_host::{Artifact, MANIFEST_FILE, Package, Protocol};
use tempfile::TempDir;

const MANIFEST: &str = r#"[plugin]
name = "quay"
version = "1.2.0"
schema = ">=0.2, <1"
abi = 1
license = "MIT"
description = "Quay's feed"

[[provides]]
kind = "reader"
name = "quay"
summary = "a feed of Quay"
extension = "quay.json"
media-type = "application/json"

[[provides]]
kind = "writer"
name = "board"
summary = "lines of a board"
extension = "board"
media-type = "text/plain"
arity = "many"
audience = "newsroom"
carries = ["headline", "slug"]

[[provides.options]]
name = "width"
summary = "letters of a line, 40"

[artifact]
process = { command = ["python3", "quay.py"] }

[artifact.native.x86_64-unknown-linux-gnu]
path = "lib/quay.so"
sha256 = "00000000000000000000000000000000000000000000000000000000000000ff"

[limits]
memory-mib = 16
time-ms = 500
"#;

fn folder(manifest: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(MANIFEST_FILE), manifest).unwrap();
    folder
}

/// What is said of the manifest with `from` replaced by `to`, with its place and its help.
fn said(from: &str, to: &str) -> String {
    assert!(MANIFEST.contains(from), "{from}");
    let folder = folder(&MANIFEST.replacen(from, to, 1));
    let bad = Package::open(folder.path()).unwrap_err();
    let help = bad.error.advice().map(|help| format!(" | {help}")).unwrap_or_default();
    format!("{bad}{help}").replace(&format!("{}/{MANIFEST_FILE}:", folder.path().display()), "")
}

#[test]
fn a_manifest_says_all_that_is_known_of_a_plugin() {
    let folder = folder(MANIFEST);
    for path in [folder.path().to_owned(), folder.path().join(MANIFEST_FILE)] {
        let package = Package::open(&path).unwrap();
        assert_eq!((package.name(), package.description.version.as_str()), ("quay", "1.2.0"));
        assert_eq!((package.license.as_str(), package.summary.as_str()), ("MIT", "Quay's feed"));
        assert_eq!((package.limits.memory, package.limits.time), (16 << 20, Duration::from_millis(500)));
        assert_eq!(package.limits.output, 16 << 20, "what is not said stays");
        assert!(package.check().is_ok());

        let offers = &package.description.offers;
        assert_eq!((offers[0].kind, offers[0].extension.as_str()), (OfferKind::Reader, "quay.json"));
        assert_eq!((offers[1].arity, offers[1].audience), (Some(Arity::Many), Some(Audience::Newsroom)));
        assert_eq!(offers[1].carries.as_deref(), Some(["headline".to_owned(), "slug".to_owned()].as_slice()));
        assert_eq!(offers[1].options[0].name, "width");

        let [Artifact::Native { target, path, sha256 }, Artifact::Process { command, protocol }] =
            package.artifacts.as_slice()
        else {
            panic!("{:?}", package.artifacts)
        };
        assert_eq!((target.as_str(), path.as_path()), ("x86_64-unknown-linux-gnu", Path::new("lib/quay.so")));
        assert!(sha256.unwrap().to_string().ends_with("00ff"));
        assert_eq!((command.join(" ").as_str(), *protocol), ("python3 quay.py", Protocol::Lines));
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_what_was_meant() {
    let cases = [
        (
            "[[provides.options]]",
            "[[provids.options]]",
            "26:3: unknown key `provids` | did you mean `provides`? a manifest has: plugin, provides, artifact, \
             limits, needs",
        ),
        (
            "license =",
            "licence =",
            "6:1: unknown key `plugin.licence` | did you mean `license`? `plugin` has: name, version, schema, \
             abi, license, description",
        ),
        (
            "kind = \"reader\"",
            "kind = \"raeder\"",
            "10:8: `provides.kind`: expected one of reader, transform, linter, writer, found `raeder`",
        ),
        (
            "\"quay\"",
            "\"Quay\"",
            "2:8: `plugin.name`: expected a name of lower-case letters, digits and hyphens, found `Quay`",
        ),
        (
            "\"quay\"",
            "\"../quay\"",
            "2:8: `plugin.name`: expected a name of lower-case letters, digits and hyphens, found `../quay`",
        ),
        ("1.2.0", "1.2", "3:11: `plugin.version`: expected a version such as `1.2.0`, found `1.2`"),
        (">=0.2, <1", "new", "4:10: `plugin.schema`: expected versions such as `>=0.2, <1`, found `new`"),
        ("abi = 1", "abi = 'one'", "5:7: `plugin.abi`: expected a number from 1 to 4294967295, found `one`"),
        ("version = \"1.2.0\"\n", "", "1:1: `plugin` has no `version`"),
        (
            "\"headline\", \"slug\"",
            "\"headlin\"",
            "24:13: `provides.carries`: an article has no field `headlin` | did you mean `headline`? the fields \
             are headline, subheadline, section, byline, byline-role, byline-affiliation, dateline, created, \
             published, updated, embargo, language, slug, keyword, subject, urgency, category, word-count, \
             credit, rights, editor-note, status, identifier, version, url, \
             publisher.name, publisher.url, publisher.logo, publisher.copyright, publisher.usage-terms",
        ),
        (
            "\"headline\", \"slug\"",
            "\"headline\", \"people\"",
            "24:25: `provides.carries`: an article has no field `people` | did you mean `byline`? the fields \
             are headline, subheadline, section, byline, byline-role, byline-affiliation, dateline, created, \
             published, updated, embargo, language, slug, keyword, subject, urgency, category, word-count, \
             credit, rights, editor-note, status, identifier, version, url, \
             publisher.name, publisher.url, publisher.logo, publisher.copyright, publisher.usage-terms",
        ),
        (
            "\"headline\", \"slug\"",
            "\"body\"",
            "24:13: `provides.carries`: an article has no field `body` | the text is none; the fields \
             are headline, subheadline, section, byline, byline-role, byline-affiliation, dateline, created, \
             published, updated, embargo, language, slug, keyword, subject, urgency, category, word-count, \
             credit, rights, editor-note, status, identifier, version, url, \
             publisher.name, publisher.url, publisher.logo, publisher.copyright, publisher.usage-terms",
        ),
        (
            "lib/quay.so",
            "../quay.so",
            "34:8: `artifact.native.x86_64-unknown-linux-gnu.path`: expected a file of the plugin's folder, \
             without `..`, found `../quay.so`",
        ),
        (
            "00ff\"",
            "00fg\"",
            "35:10: `artifact.native.x86_64-unknown-linux-gnu.sha256`: expected 64 digits of a SHA-256 in lower \
             case, found `00000000000000000000000000000000000000000000000000000000000000fg`",
        ),
        (
            "quay.json",
            "../quay",
            "13:13: `provides.extension`: expected letters and digits, without the dot before them, found `../quay`",
        ),
        ("arity = \"many\"", "arity = \"some\"", "22:9: `provides.arity`: expected one of one, many, found `some`"),
        (
            "memory-mib = 16",
            "memory-mib = 8192",
            "38:14: `limits.memory-mib`: expected a number from 1 to 256, found `8192`",
        ),
        (
            "time-ms = 500",
            "time-ms = 10001",
            "39:11: `limits.time-ms`: expected a number from 1 to 10000, found `10001`",
        ),
        (
            "[limits]\n",
            "[needs]\nnetwork = true\n[limits]\n",
            "38:1: the plugin needs `network`, which this version of slugline gives to none",
        ),
        ("kind = \"reader\"", "kind = \"linter\"", "13:1: a linter has no `extension`"),
        (
            "kind = \"reader\"\nname = \"quay\"",
            "kind = \"writer\"\nname = \"board\"",
            "16:1: the writer `board` is offered twice",
        ),
        (
            "[\"python3\", \"quay.py\"]",
            "[]",
            "31:23: `artifact.process.command`: expected a program and its arguments, such as `[\"python3\", \
             \"feed.py\"]`, found a list",
        ),
        (
            "process = { command = [\"python3\", \"quay.py\"] }",
            "program = 1",
            "31:1: unknown key `artifact.program` | `artifact` has: wasm, native, process, template",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(said(from, to), expected);
    }
}

/// What a program is started with lies in its folder, of which all is hashed, or is found in `PATH`.
#[test]
fn a_command_leads_nowhere_else() {
    let elsewhere = tempfile::NamedTempFile::new().unwrap();
    let elsewhere = elsewhere.path().display().to_string();
    let command = |program: &str, argument: &str| format!("\"{program}\", \"{argument}\"");
    let help = "no hash covers what lies elsewhere: put it into the folder, or name a program that is in `PATH`";
    for (program, argument, refused, column) in [
        ("python3", "../../tools/run.py", "../../tools/run.py", 36),
        ("python3", "lib/../../run.py", "lib/../../run.py", 36),
        ("python3", elsewhere.as_str(), elsewhere.as_str(), 36),
        ("../run.sh", "quay.py", "../run.sh", 25),
        ("/no/python3", "quay.py", "/no/python3", 25),
    ] {
        assert_eq!(
            said(&command("python3", "quay.py"), &command(program, argument)),
            format!("31:{column}: `artifact.process.command`: `{refused}` leads out of the plugin's folder | {help}")
        );
    }
    for (program, argument) in
        [("./run.sh", "lib/quay.py"), ("sed", "/rain/d"), ("jq", ". | .."), ("cat", "/dev/stdin")]
    {
        let manifest = MANIFEST.replace(&command("python3", "quay.py"), &command(program, argument));
        Package::open(folder(&manifest).path()).unwrap();
    }
}

/// Whoever looks at a plugin to find out whether to trust it is shown these.
#[test]
fn nothing_that_is_shown_is_obeyed() {
    let help = "leave it out: what a manifest says is shown to whoever looks at the plugin";
    for (from, to, place, letter) in [
        ("\"Quay's feed\"", "\"Quay\\u001B[2J\"", "7:15", "001B"),
        ("\"MIT\"", "\"\\u202EMIT\"", "6:11", "202E"),
        ("\"a feed of Quay\"", "\"\"\"a\nfeed\"\"\"", "12:11", "000A"),
        ("\"text/plain\"", "\"text/\\u2066plain\"", "21:14", "2066"),
        ("\"quay.py\"]", "\"\\u0007\"]", "31:35", "0007"),
        ("\"lib/quay.so\"", "\"lib/\\u009B2J\"", "34:8", "009B"),
        ("x86_64-unknown-linux-gnu", "\"x\\u001B\"", "33:18", "001B"),
        ("letters of a line, 40", "letters\\u200F", "28:11", "200F"),
    ] {
        let message = format!("{place}: the text holds U+{letter}, which a terminal obeys | {help}");
        assert_eq!(said(from, to), message);
    }
}

#[test]
fn a_library_alone_is_no_plugin() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &Path| {
        let bad = Package::open(path).unwrap_err();
        assert_eq!(bad.error.code(), Some("plugin-not-found"));
        let said = format!("{} | {}", bad.error, bad.error.advice().unwrap());
        said.replace(&folder.path().display().to_string(), "HERE")
    };
    for name in ["board.wasm", "libboard.so", "board.toml"] {
        let path = folder.path().join(name);
        fs::write(&path, b"\0asm").unwrap();
        assert_eq!(
            refused(&path),
            format!(
                "`HERE/{name}` is no manifest of a plugin | put it into a folder with a `slugline-plugin.toml` that names \
                 it, and name the folder; docs/plugins/manifest.md of slugline shows one"
            )
        );
    }
    assert!(refused(folder.path()).starts_with("the folder `HERE` holds no `slugline-plugin.toml` | name the folder"));
    assert!(refused(&folder.path().join("none")).starts_with("there is no plugin at `HERE/none`: no such file"));
    assert!(refused(Path::new("/dev/null")).starts_with("`/dev/null` is no folder and no file"));
}
