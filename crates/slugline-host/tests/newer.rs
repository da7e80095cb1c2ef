//! A document of a newer schema, given by each carrier to a plugin that was built against an older one: a writer is shown what
//! the new kinds fall back to, and each kind is told once; a transform brings back what it does not know. No text is lost.

#![cfg(all(unix, feature = "native", feature = "process", feature = "template", feature = "wasm-compile"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs};

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Edition, EditionHead};
use slugline_core::plugin::{Context, Memory, OfferKind, OptionMap, Plugin, Still};
use slugline_host::native::{Library, Store};
use slugline_host::process::{Command, Lines};
use slugline_host::wasm::Wasm;
use slugline_host::{
    Carrier, Found, Gate, Gated, Limits, Loaders, MANIFEST_FILE, Open as _, Outside, Package, Rule, Trust,
};
use slugline_plugin::contract::{Answer, Call, Description, Kinds, Offer, Panics, Request};
use slugline_plugin::process::PYTHON;
use slugline_probe::Probe;
use tempfile::TempDir;

/// As a slugline to come might write it: a member of the head, two kinds of block and one of inline that nobody here knows,
/// alone, with nothing to fall back to, within a quote and a list, and within what another falls back to.
const NEWER: &str = concat!(
    r#"{"slugline":1,"schema":"0.9","head":{"headline":"Wet at last","mood":"grave"},"body":["#,
    r#"{"kind":"paragraph","content":[{"kind":"text","text":"Rain fell."}]},"#,
    r#"{"kind":"timeline","fallback":[{"kind":"paragraph","content":[{"kind":"text","text":"At noon, hail."}]}],"events":[1,2]},"#,
    r#"{"kind":"quote","blocks":[{"kind":"paragraph","content":[{"kind":"text","text":"Ferries of "},"#,
    r#"{"kind":"flag","fallback":[{"kind":"text","text":"Norway"}],"of":"no"}]}]},"#,
    r#"{"kind":"list","ordered":false,"items":[{"blocks":[{"kind":"map","fallback":[{"kind":"paragraph","content":["#,
    r#"{"kind":"text","text":"Leeds, "},{"kind":"flag","fallback":[{"kind":"text","text":"Britain"}],"of":"gb"}]}],"#,
    r#""zoom":3}]}]},"#,
    r#"{"kind":"timeline","fallback":[],"events":[]}]}"#,
);

/// Nothing here takes so long, on a machine that is busy with all tests at once.
const LIMITS: Limits = Limits { memory: 64 << 20, time: Duration::from_secs(60), output: 16 << 20 };

/// Holds what a writer writes of the document against `expected`, and that each kind is told once.
#[track_caller]
fn writes(plugin: &dyn Plugin, name: &str, expected: &str) {
    let article = Article::from_json(NEWER).unwrap();
    let (mut output, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let edition = Edition { head: &EditionHead::default(), articles: &[article] };
    let writer = plugin.writer(name, &OptionMap::new()).unwrap();
    writer.write(&edition, &mut output, &mut Context::new(&mut diagnostics, &Still)).unwrap();
    assert_eq!(String::from_utf8(output.into_parts().0).unwrap(), expected);
    let told: Vec<String> = diagnostics.iter().map(|one| format!("{}: {}", one.code, one.message)).collect();
    let replaced = |kind| {
        format!("kind-replaced: the plugin does not know the kind `{kind}`; what it falls back to stands in its place")
    };
    assert_eq!(told, ["timeline", "flag", "map"].map(replaced));
}

/// Holds what a transform makes of the document, which has `Hail` for `Rain`, against the whole of it.
#[track_caller]
fn transforms(plugin: &dyn Plugin) {
    let mut article = Article::from_json(NEWER).unwrap();
    let mut diagnostics = Diagnostics::new();
    let transform = plugin.transform("hail", &OptionMap::new()).unwrap();
    transform.apply(&mut article, &mut Context::new(&mut diagnostics, &Still)).unwrap();
    let expected = NEWER.replace("Rain fell.", "Hail fell.").replace(r#""schema":"0.9""#, r#""schema":"0.3""#);
    assert_eq!(serde_json::to_string(&article).unwrap(), expected);
    assert!(diagnostics.is_empty());
}

#[test]
fn a_library_is_given_a_newer_document() {
    let folder = tempfile::tempdir().unwrap();
    let tests = env::current_exe().unwrap();
    let library = tests.with_file_name(format!("{DLL_PREFIX}slugline_probe{DLL_SUFFIX}"));
    let library = Library::open(&library, None, &Store::new(folder.path().join("store"))).unwrap();
    let plugin = Outside::new(Description::of(&Probe), move || Ok(Box::new(library.clone()) as Box<dyn Carrier>));
    writes(
        &plugin,
        "markdown",
        "---\ntitle: Wet at last\n---\n\nRain fell.\n\nAt noon, hail.\n\n> Ferries of Norway\n\n- Leeds, Britain\n",
    );
    transforms(&plugin);
}

/// What a plugin says of itself.
fn described(carrier: &dyn Carrier) -> Description {
    let answer = carrier.call(&Request::new(Call::Describe).to_json().unwrap()).unwrap();
    Answer::from_json(&answer).unwrap().description.unwrap()
}

const PROGRAM: &str = r#"
import json
from slugline_plugin import Plugin

plugin = Plugin("older", "1.0.0")

def texts(node):
    if isinstance(node, list):
        return "".join(map(texts, node))
    if node.get("kind") == "paragraph":
        return texts(node["content"]) + "\n"
    return node.get("text", "") + "".join(texts(value) for value in node.values() if isinstance(value, list))

@plugin.writer("lines", extension="lines", media_type="text/plain")
def lines(edition, cx):
    return "".join(texts(article["body"]) for article in edition["articles"])

@plugin.transform("hail")
def hail(article, cx):
    article["body"] = json.loads(json.dumps(article["body"]).replace("Rain", "Hail"))

plugin.run()
"#;

#[test]
fn a_program_is_given_a_newer_document() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("older.py"), PROGRAM).unwrap();
    fs::write(folder.path().join("slugline_plugin.py"), PYTHON).unwrap();
    let command = Command::new(folder.path(), ["python3", "older.py"].map(str::to_owned)).unwrap();
    let lines = Lines { command, limits: LIMITS };
    let plugin = Outside::new(described(&*lines.open().unwrap()), lines);
    writes(&plugin, "lines", "Rain fell.\nAt noon, hail.\nFerries of Norway\nLeeds, Britain\n");
    transforms(&plugin);
}

const SCRIPT: &str = "\
1 WET AT LAST                                               0:05
----------------------------------------------------------------
WET AT LAST

RAIN FELL.

AT NOON, HAIL.

[sound bite, 0:01]

FERRIES OF NORWAY

[end of sound bite]

- LEEDS, BRITAIN

";

#[test]
fn a_component_is_given_a_newer_document() {
    const BROADCAST: &[u8] = include_bytes!("../../../fixtures/plugins/broadcast.wasm");
    let load = |component: &[u8]| Ok(Box::new(Wasm::load(component, LIMITS, None)?) as Box<dyn Carrier>);
    let writer = Outside::new(described(&*load(BROADCAST).unwrap()), move || load(BROADCAST));
    writes(&writer, "broadcast", SCRIPT);
    let component = wat::parse_str(hail()).unwrap();
    transforms(&Outside::new(description(), move || load(&component)));
}

fn description() -> Description {
    Description {
        name: "older".to_owned(),
        version: "1.0.0".to_owned(),
        abi: 1,
        schema: "0.3".to_owned(),
        kinds: Kinds::known(),
        panics: Panics::Abort,
        offers: vec![Offer { kind: OfferKind::Transform, name: "hail".to_owned(), ..Offer::default() }],
    }
}

/// A transform that knows nothing of JSON: it changes the bytes of the request, of which the article is the last member, and
/// gives back the end of it.
fn hail() -> String {
    let answer = Answer { description: Some(description()), ..Answer::default() }.to_json().unwrap();
    let texts = ["Rain", "Hail", "\"article\":", "{\"slugline\":1,", "\"call\":\"describe\"", &answer];
    let mut place = 16;
    let [rain, hail, article, begin, describe, answer] = texts.map(|text| {
        let at = place;
        place += text.len();
        format!("(i32.const {at})")
    });
    let data = texts.concat().bytes().fold(String::new(), |mut data, byte| {
        write!(data, "\\{byte:02x}").unwrap();
        data
    });
    let run = format!(
        r#"(local $at i32) (local $end i32)
        (if (call $has (local.get 1) {describe} (i32.const 17))
          (then (return (call $answer {answer} (i32.const {})))))
        (local.set $end (i32.add (local.get 0) (local.get 1)))
        (local.set $at (local.get $end))
        (loop $before
          (local.set $at (i32.sub (local.get $at) (i32.const 1)))
          (if (call $begins (local.get $at) {rain} (i32.const 4))
            (then (i32.store (local.get $at) (i32.load {hail}))))
          (br_if $before (i32.eqz (call $begins (local.get $at) {article} (i32.const 10)))))
        (local.set $at (i32.sub (local.get $at) (i32.const 14)))
        (memory.copy (local.get $at) {begin} (i32.const 14))
        (call $answer (local.get $at) (i32.sub (local.get $end) (local.get $at)))"#,
        texts[5].len()
    );
    let text = include_str!("../../../fixtures/plugins/bad/component.wat");
    text.replace("(; DATA ;)", &format!("\"{data}\"")).replace("(; RUN ;)", &run)
}

#[test]
fn a_template_is_given_a_newer_document() {
    let folder = tempfile::tempdir().unwrap();
    let plugin = template(&folder, "{{headline}}\n{{text}}");
    writes(&plugin, "older", "Wet at last\nRain fell.\n\nAt noon, hail.\n\nFerries of Norway\n\n- Leeds, Britain");
}

/// A plugin of this template.
fn template(folder: &TempDir, text: &str) -> Gated {
    let manifest = "[plugin]\nname = 'older'\nversion = '1.0.0'\nschema = '>=0.3, <1'\nabi = 1\n\n[[provides]]\nkind = 'writer'\n\
                    name = 'older'\nsummary = 'lines'\nextension = 'txt'\nmedia-type = 'text/plain'\n\n[artifact]\ntemplate = { \
                    entry = 'older.hbs' }\n";
    let write = |name: &str, text: &str| fs::write(Path::new(folder.path()).join(name), text).unwrap();
    write(MANIFEST_FILE, manifest);
    write("older.hbs", text);
    let package = Package::open(folder.path()).unwrap();
    let found = Found { package, rule: Rule::Given, home: None, overrides: false };
    Gated::new(found, Arc::new(Gate::new(Loaders::built_in(), Trust::default())))
}
