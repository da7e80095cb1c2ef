//! The plugin `bad` 0.3.0, which misbehaves in one way, as each carrier brings it: the sources are in `fixtures/plugins/bad`.
//!
//! It offers one of each kind under its own name, and misbehaves for a story that begins with `Bad`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use slugline::host::TARGET;

use crate::compiled::compiled;

/// What brings the plugin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    Native,
    Process,
    Wasm,
}

impl Carrier {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Carrier::Native => "native",
            Carrier::Process => "process",
            Carrier::Wasm => "wasm",
        }
    }

    /// Makes the plugin that misbehaves in a `way` in `folder`. A program of it has `mark` among its arguments.
    pub(crate) fn make(self, folder: &Path, way: &str, mark: &str) {
        fs::create_dir(folder).unwrap();
        let artifact = match self {
            Carrier::Native => native(folder, way),
            Carrier::Process => process(folder, way, mark),
            Carrier::Wasm => wasm(folder, way),
        };
        let time = match (self, way) {
            (Carrier::Wasm, _) => 250,
            // Python is to start within it, and to be asked what it is, on a machine that is busy with all tests at once.
            (Carrier::Process, "endless loop" | "stuck") => 1500,
            (Carrier::Native | Carrier::Process, _) => 10_000,
        };
        let manifest = format!("{MANIFEST}\n[artifact]\n{artifact}\n\n[limits]\ntime-ms = {time}\n");
        fs::write(folder.join("slugline-plugin.toml"), manifest).unwrap();
    }
}

const MANIFEST: &str = "[plugin]
name = 'bad'
version = '0.3.0'
schema = '>=0.3, <1'
abi = 1

[[provides]]
kind = 'reader'
name = 'bad'
summary = 'misbehaves'
extension = 'bad'
media-type = 'text/plain'

[[provides]]
kind = 'transform'
name = 'bad'
summary = 'misbehaves'

[[provides]]
kind = 'linter'
name = 'bad'
summary = 'misbehaves'

[[provides]]
kind = 'writer'
name = 'bad'
summary = 'misbehaves'
extension = 'bad'
media-type = 'text/plain'
";

fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plugins/bad").join(name)).unwrap()
}

/// A file that is neither a library, a program nor a component.
fn text(folder: &Path) {
    fs::write(folder.join("text.txt"), "A text.\n").unwrap();
}

fn native(folder: &Path, way: &str) -> String {
    if way == "text file" {
        text(folder);
        return format!("native.{TARGET} = {{ path = 'text.txt' }}");
    }
    let flag = format!("-DFAULT={}", way.replace(' ', "_").to_uppercase());
    compiled("fixtures/plugins/bad/native.c", folder.join("bad.so"), &[flag]).unwrap();
    format!("native.{TARGET} = {{ path = 'bad.so' }}")
}

fn process(folder: &Path, way: &str, mark: &str) -> String {
    if way == "text file" {
        text(folder);
        return "process = { command = ['text.txt'] }".to_owned();
    }
    fs::write(folder.join("process.py"), fixture("process.py")).unwrap();
    format!("process = {{ command = ['python3', 'process.py', '{}', '{mark}'] }}", way.replace(' ', "_"))
}

fn wasm(folder: &Path, way: &str) -> String {
    let file = match way {
        "text file" => "A text.\n".into(),
        "missing symbol" => wat::parse_str("(component)").unwrap(),
        "forbidden import" => {
            let clock = "(import \"wasi:clocks/wall-clock@0.2.0\" (instance (export \"now\" (func (result u64)))))";
            wat::parse_str(format!("(component {clock})")).unwrap()
        }
        "wrong abi" => wat::parse_str(component(way).replace("guest@1.0.0", "guest@9.0.0")).unwrap(),
        _ => wat::parse_str(component(way)).unwrap(),
    };
    fs::write(folder.join("bad.wasm"), file).unwrap();
    "wasm = { path = 'bad.wasm' }".to_owned()
}

/// The component in text.
fn component(way: &str) -> String {
    let mut texts = Texts::default();
    let name = if way == "other name" { "someone-else" } else { "bad" };
    let describe = texts.answer(&description(name));
    let good = texts.answer(r#"{"slugline":1,"output":{"text":"good"}}"#);
    let (call, bad) = (texts.place(b"\"call\":\"describe\""), texts.place(b"\"Bad"));
    let misbehave = misbehave(way, &mut texts);
    let run = format!(
        "(if (call $has (local.get 1) {call}) (then (return {describe})))
        (if (i32.eqz (call $has (local.get 1) {bad})) (then (return {good})))
        {misbehave}"
    );
    let data = format!("\"{}\"", texts.escaped);
    fixture("component.wat").replace("(; DATA ;)", &data).replace("(; RUN ;)", &run)
}

/// What it does where it misbehaves.
fn misbehave(way: &str, texts: &mut Texts) -> String {
    let output = r#"{"slugline":1,"output":{"text":""}"#;
    let file = r#"{"name":"NAME","media_type":"text/plain","content":{"text":""}}"#;
    let (escaping, doubled) = (file.replace("NAME", "../x"), file.replace("NAME", "a.txt"));
    let grow = "(loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) unreachable";
    match way {
        "panic" => {
            format!("(call $panicked {} {}) unreachable", texts.place(b"no headline"), texts.place(b"src/lib.rs:7"))
        }
        "endless loop" => "(loop $again (br $again)) unreachable".to_owned(),
        "endless calls" => "(call $run (local.get 0) (local.get 1))".to_owned(),
        "abort" => "unreachable".to_owned(),
        // As an allocator does it: more and more, and a trap where there is no more.
        "huge allocation" => grow.to_owned(),
        "huge output" => format!(
            "(if (i32.eq (memory.grow (i32.const 16384)) (i32.const -1)) (then unreachable)) (call $answer (i32.const 131072) (i32.const {}))",
            1 << 30
        ),
        "invalid utf8" => format!("(call $answer {})", texts.place(b"{\"slugline\":1,\"output\":{\"text\":\"\xff\"}}")),
        "truncated json" => texts.answer("{\"slugline\":1,\"output\":{\"text\":\"Rai"),
        "extra lines" => texts.answer(&format!("{output}}}\nwritten in 3 ms")),
        "no output" => texts.answer(""),
        "not promised" => texts.answer(r#"{"slugline":1}"#),
        "escaping path" => texts.answer(&format!("{output},\"files\":[{escaping}]}}")),
        "duplicate names" => texts.answer(&format!("{output},\"files\":[{doubled},{doubled}]}}")),
        "other name" | "wrong abi" => "unreachable".to_owned(),
        _ => panic!("no component misbehaves like this: {way}"),
    }
}

fn description(name: &str) -> String {
    let kinds = slugline::host::contract::Kinds::known();
    let kinds = serde_json::to_string(&kinds).unwrap();
    let files = r#","extension":"bad","media_type":"text/plain""#;
    let offer = |kind, files| format!("{{\"kind\":\"{kind}\",\"name\":\"bad\"{files}}}");
    let offers =
        [offer("reader", files), offer("transform", ""), offer("linter", ""), offer("writer", files)].join(",");
    format!(
        r#"{{"slugline":1,"description":{{"name":"{name}","version":"0.3.0","abi":1,"schema":"0.3","kinds":{kinds},"offers":[{offers}]}}}}"#
    )
}

/// The texts of a component, in its memory.
#[derive(Default)]
struct Texts {
    escaped: String,
    length: usize,
}

impl Texts {
    /// Puts a text there: its place and its length, as code has them.
    fn place(&mut self, text: &[u8]) -> String {
        let place = 16 + self.length;
        self.length += text.len();
        text.iter().for_each(|byte| write!(self.escaped, "\\{byte:02x}").unwrap());
        format!("(i32.const {place}) (i32.const {})", text.len())
    }

    /// ... and gives it as the answer.
    fn answer(&mut self, text: &str) -> String {
        format!("(call $answer {})", self.place(text.as_bytes()))
    }
}
