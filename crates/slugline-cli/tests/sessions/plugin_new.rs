//! `slugline plugin new` and `build`: a plugin of each kind in each language is begun, built and used, without an edit.
//!
//! Components are made where the tools are there that make them; `cargo xtask guests` gets those that are not.

use std::env;
use std::fs;
use std::path::PathBuf;

use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::str;

use crate::desk::{Desk, STORY};

/// What a reader reads, what a writer writes, and what a transform and a linter are tried with.
const READ: &str = r#"{"slugline":1,"schema":"0.3","head":{"headline":"Ferries stop as crews walk out","bylines":[{"name":"Ada Roe"}],"spans":[{"field":"headline","span":[6,36]},{"field":"byline","span":[41,48]}]},"body":[{"kind":"paragraph","content":[{"kind":"text","text":"No ferry left the harbour on Monday: the crews’ union calls it a café strike.","span":[49,129]}],"span":[49,129]},{"kind":"paragraph","content":[{"kind":"text","text":"Talks open on Wednesday.","span":[130,154]}],"span":[130,154]}]}
{"slugline":1,"schema":"0.3","head":{"headline":"Rain","spans":[{"field":"headline","span":[162,166]}]},"body":[{"kind":"paragraph","content":[{"kind":"text","text":"It rained.","span":[167,177]}],"span":[167,177]}]}
"#;

/// How a plugin is allowed that reaches more than the story.
const NATIVE: &str = "--allow-native";
const PROCESS: &str = "--allow-process";

/// A plugin that was begun, in a folder of its name.
struct Begun {
    desk: Desk,
    name: String,
    kind: &'static str,
}

impl Begun {
    fn new(lang: &str, kind: &'static str) -> Begun {
        let (desk, name) = (Desk::new(&[]), format!("{lang}-{kind}"));
        let sdk = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let words = format!("plugin new {name} --lang {lang} --kind {kind} --sdk {} -q", sdk.display());
        desk.session(&words).code(0).stdout_eq("").stderr_eq("");
        Begun { desk, name, kind }
    }

    /// `slugline` in its folder.
    fn command(&self, words: &str) -> Command {
        self.desk.command(words).current_dir(self.desk.path(&self.name))
    }

    fn build(&self, words: &str) -> OutputAssert {
        // cargo and npm have what they fetched before below the home of whoever runs the tests. What slugline keeps goes elsewhere.
        let home = env::var_os("HOME").unwrap_or_default();
        // Crates are compiled once for all of them.
        let target = cargo_bin!("slugline").with_file_name("scaffolds");
        let command = self.command(format!("plugin build {words}").trim_end());
        let command = command.env("XDG_CACHE_HOME", self.desk.path(".cache"));
        command.env("HOME", home).env("CARGO_NET_OFFLINE", "true").env("CARGO_TARGET_DIR", target).assert()
    }

    /// Builds it, where the tool is there without which `missing` is said.
    #[track_caller]
    fn is_built(&self, words: &str, missing: &str) -> bool {
        let said = self.build(words);
        if said.get_output().status.code() == Some(2) {
            said.stderr_eq(format!("error: {missing}\n  hint: [..]\n"));
            return false;
        }
        said.code(0);
        true
    }

    /// Uses it as its README says, and tests it.
    #[track_caller]
    fn works(&self, allow: &str) {
        let name = &self.name;
        let allow = if allow.is_empty() { String::new() } else { format!(" {allow} {name}") };
        let run = |words: &str| {
            self.command(&format!("{words} --plugin .{allow} -q --message-format short")).assert().code(0)
        };
        let golden = |end: &str| {
            fs::read_to_string(self.desk.path(name).join("tests/golden/story").with_extension(end)).unwrap()
        };
        match self.kind {
            "writer" => {
                let end = if name.starts_with("template") { format!("{name}.html") } else { name.clone() };
                run(&format!("convert tests/golden/story.txt --to {name}")).stdout_eq(golden(&end)).stderr_eq("");
            }
            "reader" => {
                run(&format!("convert tests/golden/story.{name} --from {name} --to json"))
                    .stdout_eq(READ)
                    .stderr_eq("");
            }
            "transform" => {
                let said = run(&format!("convert tests/golden/story.txt --transform {name} --to text")).stderr_eq("");
                let text = String::from_utf8_lossy(&said.get_output().stdout).into_owned();
                assert!(text.contains("on Monday… and none will") && !text.contains("..."), "{text}");
            }
            _ => {
                let found = "a paragraph of 69 words; the house has up to 60";
                run(&format!("lint tests/golden/story.txt --lint {name}"))
                    .stdout_eq("")
                    .stderr_eq(format!("tests/golden/story.txt:7:1: warning[long-paragraph]: {found} ({name})\n"));
                run(&format!("lint tests/golden/story.txt --lint {name} --set {name}.words=69")).stderr_eq("");
            }
        }
        self.command(&format!("plugin test .{allow}")).assert().code(0);
    }
}

const KINDS: [&str; 4] = ["writer", "reader", "transform", "linter"];

#[test]
fn a_plugin_in_c_becomes_a_library() {
    for kind in KINDS {
        let begun = Begun::new("c", kind);
        begun.build("--native").code(0);
        begun.works(NATIVE);
    }
}

#[test]
fn a_plugin_in_c_becomes_a_component() {
    for kind in KINDS {
        let begun = Begun::new("c", kind);
        if !begun.is_built("--wasm", "there is no compiler of C that makes wasm") {
            return;
        }
        begun.works("");
    }
}

#[test]
fn a_plugin_in_rust_becomes_a_library() {
    for kind in KINDS {
        let begun = Begun::new("rust", kind);
        begun.build("--native").code(0);
        begun.works(NATIVE);
    }
}

#[test]
fn a_plugin_in_javascript_becomes_a_component() {
    for kind in KINDS {
        let begun = Begun::new("js", kind);
        if !begun.is_built("", "there is no `componentize-qjs`") {
            return;
        }
        begun.works("");
    }
}

#[test]
fn a_plugin_in_python_runs_as_it_is() {
    for kind in KINDS {
        let begun = Begun::new("python", kind);
        begun.build("").code(0).stdout_eq("").stderr_eq(format!("nothing to build: python-{kind} runs as it is\n"));
        begun.works(PROCESS);
    }
}

#[test]
fn a_template_runs_as_it_is() {
    let begun = Begun::new("template", "writer");
    begun.build("").code(0).stdout_eq("").stderr_eq("nothing to build: template-writer runs as it is\n");
    begun.works("");
    // Who wrote it is said in the language of the story.
    let words = "convert tests/golden/story.txt --to template-writer --plugin . --set publisher.language=de -q";
    let page = begun.command(words).assert().code(0).get_output().stdout.clone();
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("<p>Von Ada Roe</p>"), "{page}");
}

#[test]
fn what_is_begun_says_how_to_go_on() {
    let desk = Desk::new(&[]);
    desk.session("plugin new plugins/board --lang c").code(0).stdout_eq("").stderr_eq(str![[r#"
wrote plugins/board/.gitignore
wrote plugins/board/README.md
wrote plugins/board/plugin.c
wrote plugins/board/slugline-plugin.toml
wrote plugins/board/slugline_plugin.h
wrote plugins/board/slugline_sdk.h
wrote plugins/board/tests/golden/story.board
wrote plugins/board/tests/golden/story.txt
next:
  cd plugins/board
  slugline plugin build
  slugline convert tests/golden/story.txt --to board --plugin .
  slugline plugin test .

"#]]);
    let readme = fs::read_to_string(desk.path("plugins/board/README.md")).unwrap();
    snapbox::assert_data_eq!(
        readme,
        str![[r#"
# board

A plugin of slugline: the writer `board`, in C.

    slugline plugin build
    slugline convert tests/golden/story.txt --to board --plugin .
    slugline plugin test .

`build` makes a component, which everyone may run, since it reaches nothing but the story; or, where the compiler cannot, a
library, and says so. A library runs where its user allows it: add `--allow-native board` to the other commands.
Once there is a library, `build` makes that again; `build --wasm` makes a component in its place.

"#]]
    );
    desk.session("plugin new plugins/board --lang python --kind reader").code(2).stderr_eq(str![[r#"
error: `plugins/board` is there already, and nothing in it is overwritten
  hint: name another folder, or move this one away

"#]]);
    desk.session("plugin new quay --lang python --kind reader").code(0).stderr_eq(str![[r#"
wrote quay/.gitignore
wrote quay/README.md
wrote quay/plugin.py
wrote quay/slugline-plugin.toml
wrote quay/slugline_plugin.py
wrote quay/tests/golden/story.quay
wrote quay/tests/golden/story.quay.answer.json
next:
  cd quay
  slugline convert tests/golden/story.quay --from quay --to json --plugin . --allow-process quay
  slugline plugin test . --allow-process quay

"#]]);
}

#[test]
fn what_cannot_be_begun_is_told() {
    let desk = Desk::new(&[]);
    for (words, said) in [
        (
            "Board --lang c",
            str![[r#"
error: `Board` cannot be the name of a plugin
  hint: take lower-case letters, digits and hyphens, such as `board`

"#]],
        ),
        (
            "board --lang template --kind reader",
            str![[r#"
error: templates write, and a reader does not
  hint: take `--lang python`, which needs no compiler, or `rust`, `c` or `js`

"#]],
        ),
        (
            "html --lang python",
            str![[r#"
error: the writer `html` comes with slugline
  hint: take another name, such as `our-html`

"#]],
        ),
        (
            "txt --lang python",
            str![[r#"
error: files that end in `.txt` are what golden tests read, and a writer's cannot
  hint: take another name, such as `our-txt`

"#]],
        ),
        (
            "7board --lang rust",
            str![[r#"
error: `7board` cannot be the name of a crate in Rust
  hint: take another, such as `the-7board`

"#]],
        ),
        (
            "board --lang rust --sdk nowhere",
            str![[r#"
error: `nowhere` is no checkout of slugline
  hint: name the folder that holds `crates/slugline-plugin`

"#]],
        ),
        (
            "board --lang perl",
            str![[r#"
error: invalid value 'perl' for '--lang <LANG>'
  [possible values: rust, c, js, python, template]

For more information, try '--help'.

"#]],
        ),
        (
            "board",
            str![[r#"
error: the following required arguments were not provided:
  --lang <LANG>

Usage: slugline plugin new --lang <LANG> <NAME>

For more information, try '--help'.

"#]],
        ),
    ] {
        desk.session(&format!("plugin new {words}")).code(2).stdout_eq("").stderr_eq(said);
    }
    desk.holds("", &[]);
}

#[test]
fn the_folder_that_one_is_in_gives_its_name() {
    let desk = Desk::new(&[]);
    fs::create_dir(desk.path("board")).unwrap();
    let new = desk.command("plugin new . --lang python -q").current_dir(desk.path("board"));
    new.assert().code(0).stdout_eq("").stderr_eq("");
    let manifest = fs::read_to_string(desk.path("board/slugline-plugin.toml")).unwrap();
    assert!(manifest.starts_with("[plugin]\nname = \"board\"\n"), "{manifest}");
}

#[test]
fn the_sdk_is_found_by_any_folder_of_the_checkout() {
    let checkout = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (number, (from, sdk)) in
        [("crates", "slugline-plugin"), ("crates/slugline-plugin", "."), (".", "crates/slugline-plugin/src")]
            .into_iter()
            .enumerate()
    {
        let desk = Desk::new(&[]);
        let name = format!("board{number}");
        let folder = desk.path(&name);
        let words = ["plugin", "new", folder.to_str().unwrap(), "--lang", "rust", "-q", "--sdk", sdk];
        let new = Command::new(cargo_bin!("slugline")).args(words).current_dir(checkout.join(from));
        new.assert().code(0).stderr_eq("");
    }
}

/// A folder of tools with nothing in it but these.
#[cfg(unix)]
fn tools(desk: &Desk, names: &[&str]) -> PathBuf {
    let folder = desk.path("tools");
    fs::create_dir(&folder).unwrap();
    for name in names {
        let found =
            env::split_paths(&env::var_os("PATH").unwrap()).map(|path| path.join(name)).find(|path| path.is_file());
        std::os::unix::fs::symlink(found.unwrap(), folder.join(name)).unwrap();
    }
    folder
}

#[cfg(unix)]
#[test]
fn a_library_takes_the_place_of_a_component_that_nothing_makes() {
    let begun = Begun::new("c", "writer");
    let tools = tools(&begun.desk, &["cc", "as", "ld"]);
    let build =
        |words: &str| begun.command(&format!("plugin build{words}")).env("PATH", &tools).env_remove("CC").assert();
    build("").code(0).stdout_eq("").stderr_eq(str![[r#"
warning: there is no compiler of C that makes wasm: a library is made, which runs only where its user allows it
  hint: for a component, which everyone may run: install clang and lld, or `python3 -m pip install ziglang`; then `slugline plugin build --wasm`
cc compiles for [..]
wrote libc_writer.so ([..] bytes)
  sha256 [..]
wrote slugline-plugin.toml: what c-writer runs from
next: slugline plugin test . --allow-native c-writer

"#]]);
    begun.works(NATIVE);
    let manifest = fs::read_to_string(begun.desk.path("c-writer/slugline-plugin.toml")).unwrap();
    build("").code(0).stderr_eq(str![[r#"
cc compiles for [..]
wrote libc_writer.so ([..] bytes)
  sha256 [..]
wrote slugline-plugin.toml: what c-writer runs from
next: slugline plugin test . --allow-native c-writer

"#]]);
    assert_eq!(
        fs::read_to_string(begun.desk.path("c-writer/slugline-plugin.toml")).unwrap(),
        manifest,
        "the same bytes"
    );
    build(" --wasm").code(2).stderr_eq(str![[r#"
error: there is no compiler of C that makes wasm
  hint: install clang and lld, or `python3 -m pip install ziglang`

"#]]);
}

#[cfg(unix)]
#[test]
fn a_tool_that_is_missing_is_named_with_the_step_that_installs_it() {
    let begun = Begun::new("js", "writer");
    let tools = tools(&begun.desk, &[]);
    let build =
        |words: &str| begun.command(&format!("plugin build{words}")).env("PATH", &tools).env_remove("CARGO").assert();
    build("").code(2).stdout_eq("").stderr_eq(str![[r#"
error: there is no `componentize-qjs`
  hint: `npm install`, which needs Node

"#]]);
    build(" --native").code(2).stderr_eq(str![[r#"
error: of JavaScript no library is made
  hint: build the component: `slugline plugin build --wasm`

"#]]);
    let begun = Begun::new("rust", "writer");
    begun.command("plugin build").env("PATH", &tools).env_remove("RUSTC").assert().code(2).stderr_eq(str![[r#"
error: `rustc` cannot be run: no such file or directory
  hint: install Rust: https://rustup.rs says how

"#]]);
}

/// `CARGO` and `RUSTC` name programs, as cargo has them, and no command lines.
#[cfg(unix)]
#[test]
fn a_tool_may_lie_where_a_name_has_a_blank() {
    use std::os::unix::fs::PermissionsExt as _;

    let begun = Begun::new("rust", "writer");
    let tool = begun.desk.path("our tools/cargo");
    fs::create_dir(begun.desk.path("our tools")).unwrap();
    fs::write(&tool, "#!/bin/sh\necho 'no crates today' >&2\nexit 3\n").unwrap();
    fs::set_permissions(&tool, fs::Permissions::from_mode(0o755)).unwrap();
    for (variable, words) in [("CARGO", "--native"), ("RUSTC", "--wasm")] {
        let build = begun.command(&format!("plugin build {words}")).env(variable, &tool);
        let said = build.assert().code(1).get_output().stderr.clone();
        let said = String::from_utf8(said).unwrap();
        assert!(said.ends_with("our tools/cargo` ended with 3: no crates today\n"), "{said}");
    }
}

/// What the author's configuration says to the compiler is still said, and the library does not tell where it was built.
#[test]
fn flags_of_the_author_reach_the_compiler() {
    let begun = Begun::new("rust", "writer");
    let code = begun.desk.path("rust-writer/src/lib.rs");
    let source = fs::read_to_string(&code).unwrap();
    fs::write(&code, format!("{source}\n#[cfg(not(harbour))]\ncompile_error!(\"no harbour\");\n")).unwrap();
    fs::create_dir(begun.desk.path("rust-writer/.cargo")).unwrap();
    let config = format!("[target.{}]\nrustflags = [\"--cfg=harbour\"]\n", slugline::host::TARGET);
    fs::write(begun.desk.path("rust-writer/.cargo/config.toml"), config).unwrap();
    begun.build("--native").code(0);
    let library = fs::read_dir(begun.desk.path("rust-writer")).unwrap().map(|entry| entry.unwrap().path());
    let library = library.filter(|path| path.extension().is_some_and(|end| end == env::consts::DLL_EXTENSION));
    let library = String::from_utf8_lossy(&fs::read(library.last().unwrap()).unwrap()).into_owned();
    assert!(!library.contains("registry/src") && library.contains("/src/lib.rs"));
}

#[test]
fn what_a_tool_says_of_a_fault_is_shown() {
    let begun = Begun::new("c", "linter");
    fs::write(begun.desk.path("c-linter/plugin.c"), "int run(void) { return board; }\n").unwrap();
    begun
        .command("plugin build --native")
        .env_remove("CC")
        .env("LC_ALL", "C")
        .assert()
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
cc compiles for [..]
...
  plugin.c:1:24: error: [..]board[..] undeclared [..]
...
error: `cc` ended with 1: plugin.c:[..]

"#]]);
    assert!(!begun.desk.path("c-linter/libc_linter.so").exists());
}

#[test]
fn what_stands_in_a_manifest_stays_there() {
    let manifest = "# Ours.\n[plugin]\nname = 'board'   # as the hall has it\nversion = '1.0.0'\nschema = '>=0.2, <1'\nabi = 1\n\n\
                    [[provides]]\nkind = 'transform'\nname = 'board'\nsummary = 'boards'\n\n# All that it runs from.\n[artifact]\n\
                    wasm = { path = 'old.wasm' } # gone\nnative.m68k-amiga = { path = 'amiga.so' }\n\n[limits]\ntime-ms = 100 # quick\n";
    let source = "#include \"slugline_sdk.h\"\n\
                  static void answer(slug_json request, slug_text *out) { (void)request; slug_put(out, \"{}\"); }\n\
                  SLUG_PLUGIN(answer)\n";
    let desk = Desk::new(&[("board/slugline-plugin.toml", manifest), ("board/board.c", source), ("story.txt", STORY)]);
    desk.session("plugin build board --native").code(0);
    let edited = fs::read_to_string(desk.path("board/slugline-plugin.toml")).unwrap();
    snapbox::assert_data_eq!(
        edited,
        str![[r##"
# Ours.
[plugin]
name = 'board'   # as the hall has it
version = '1.0.0'
schema = '>=0.2, <1'
abi = 1

[[provides]]
kind = 'transform'
name = 'board'
summary = 'boards'

# All that it runs from.
[artifact]
native.m68k-amiga = { path = 'amiga.so' }
native.[..] = { path = "libboard[..]", sha256 = "[..]" }

[limits]
time-ms = 100 # quick

"##]]
    );
}

#[test]
fn what_is_no_plugin_is_not_built() {
    let manifest = "[plugin]\nname = 'board'\nversion = '1.0.0'\nschema = '>=0.2, <1'\nabi = 1\n[[provides]]\n\
                    kind = 'transform'\nname = 'board'\nsummary = 'boards'\n[artifact]\nwasm = { path = 'a.wasm' }\n";
    let desk = Desk::new(&[("board/slugline-plugin.toml", manifest)]);
    desk.session("plugin build").code(2).stderr_eq(str![[r#"
error[plugin-not-found]: the folder `.` holds no `slugline-plugin.toml`
  hint: name the folder of a plugin; docs/plugins/manifest.md of slugline shows one

"#]]);
    desk.session("plugin build board").code(2).stderr_eq(str![[r#"
error: `board` holds nothing that could be compiled
  hint: a crate of Rust has a `Cargo.toml`, a plugin in C its `.c` files, one in JavaScript a `plugin.js`, all of them beside the manifest

"#]]);
}

#[test]
fn what_can_be_begun_and_built() {
    let desk = Desk::new(&[]);
    desk.session("plugin new --help").code(0).stdout_eq(str![[r#"
Begin a plugin: a folder with one that does something small, to be changed

Usage: slugline plugin new [OPTIONS] --lang <LANG> <NAME>

Arguments:
  <NAME>  The folder to make. Its name is that of the plugin, and of what the plugin offers

Options:
      --lang <LANG>  What to write it in [possible values: rust, c, js, python, template]
      --kind <KIND>  What it is to be [default: writer] [possible values: writer, reader, transform,
                     linter]
      --sdk <PATH>   Where slugline is checked out, for the SDK for Rust. By default around the
                     folder, or around this program
  -h, --help         Print help

Settings:
      --config <FILE>  Read the settings of this file, not of each `slugline.toml` from this folder
                       upwards
      --no-config      Read no file of settings

Messages:
  -q, --quiet                    Say nothing but warnings and errors
  -v, --verbose                  Say more: notes, which settings were read, and what each input was
                                 read as
      --message-format <FORMAT>  How messages look: with the lines they are about; a line each, for
                                 editors; a JSON object each, for programs; one SARIF log; or as
                                 GitHub shows them beside the text [default: human] [possible
                                 values: human, short, json, sarif, github]
      --color <WHEN>             Colours in messages. `auto` also obeys NO_COLOR and friends
                                 [default: auto] [possible values: auto, always, never]

Examples:
  slugline plugin new board --lang rust                     a format of its own: --to board
  slugline plugin new plugins/quotes --lang c --kind transform
  slugline plugin new quay --lang python --kind reader      nothing to build

Everyone may run what is made of rust, c, js and template, where a component is made: it reaches
nothing but the story. A program in Python runs where its user allows it.

"#]]);
    desk.session("plugin build --help").code(0).stdout_eq(str![[r#"
Build a plugin: make of its sources what it runs from, and record that in its manifest

Usage: slugline plugin build [OPTIONS] [FOLDER]

Arguments:
  [FOLDER]  The folder of its manifest

Options:
      --wasm    Make a component
      --native  Make a library for this machine
  -h, --help    Print help

Settings:
      --config <FILE>  Read the settings of this file, not of each `slugline.toml` from this folder
                       upwards
      --no-config      Read no file of settings

Messages:
  -q, --quiet                    Say nothing but warnings and errors
  -v, --verbose                  Say more: notes, which settings were read, and what each input was
                                 read as
      --message-format <FORMAT>  How messages look: with the lines they are about; a line each, for
                                 editors; a JSON object each, for programs; one SARIF log; or as
                                 GitHub shows them beside the text [default: human] [possible
                                 values: human, short, json, sarif, github]
      --color <WHEN>             Colours in messages. `auto` also obeys NO_COLOR and friends
                                 [default: auto] [possible values: auto, always, never]

Examples:
  slugline plugin build                  the plugin in this folder, as its manifest says
  slugline plugin build board --wasm     a component, which everyone may run
  slugline plugin build board --native   a library for this machine: faster, and not contained

A crate of Rust is built by cargo, C by the compiler that CC names, or by clang or zig (a component)
and cc (a library), JavaScript by componentize-qjs. Python and templates are not built.

"#]]);
}
