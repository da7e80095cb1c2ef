//! Plugins from outside: which are found, and which may run.

use std::fs;
use std::path::Path;

use snapbox::str;

use crate::desk::{Desk, STORY};

/// The manifest of a plugin that offers one of each, to run from `artifact`.
pub(crate) fn manifest(name: &str, artifact: &str) -> String {
    format!(
        "[plugin]
name = '{name}'
version = '1.2.0'
schema = '>=0.2, <1'
abi = 1
description = 'Lines of a board'

[[provides]]
kind = 'reader'
name = '{name}'
summary = 'lines of a board'
extension = '{name}'
media-type = 'text/plain'

[[provides]]
kind = 'writer'
name = '{name}'
summary = 'lines of a board'
extension = '{name}'
media-type = 'text/plain'

[[provides.options]]
name = 'width'
summary = 'letters of a line, 40'

[[provides]]
kind = 'linter'
name = '{name}-rules'
summary = 'what a board cannot show'

[artifact]
{artifact}
"
    )
}

pub(crate) const PROGRAM: &str = "process = { command = ['sh', 'run.sh'] }";

fn native() -> String {
    format!("native.{} = {{ path = 'lib.so', sha256 = '{}' }}", slugline::host::TARGET, "0".repeat(64))
}

/// A project with two plugins of its own, a program and a library, of which neither may run.
fn project(toml: &str) -> Desk {
    let (program, library) = (manifest("board", PROGRAM), manifest("lib", &native()));
    Desk::new(&[
        (".git/HEAD", ""),
        ("story.txt", STORY),
        ("story.board", STORY),
        ("slugline.toml", toml),
        ("plugins/board/slugline-plugin.toml", &program),
        ("plugins/board/run.sh", "cat\n"),
        ("plugins/lib/slugline-plugin.toml", &library),
        ("plugins/lib/lib.so", "no library"),
    ])
}

#[test]
fn a_refusal_says_what_to_do() {
    let desk = project("");
    desk.session("convert story.txt -t board").code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-not-permitted]: plugin `board` 1.2.0 (process) may do all that you may, and you have not allowed it; plugins/ of the project found it in `plugins/board`
  hint: if you trust whoever wrote it, run with `--plugin plugins/board --allow-process board`, or have `allow-process = ["board@sha256:0e430cf119321f631e09282867e36d3f5570d11ff377a8542b4c63102b3fa3b3"]` in `~/.config/slugline/config.toml`

"#]]);
    desk.session("convert story.txt -t board --plugin plugins/board").code(2).stderr_eq(str![[r#"
error[plugin-not-permitted]: plugin `board` 1.2.0 (process) may do all that you may, and you have not allowed it; --plugin found it in `plugins/board`
  hint: if you trust whoever wrote it, run with `--allow-process board`, or have `allow-process = ["board@sha256:0e430cf119321f631e09282867e36d3f5570d11ff377a8542b4c63102b3fa3b3"]` in `~/.config/slugline/config.toml`

"#]]);
    desk.session("convert story.txt -t lib --plugin plugins/lib --allow-native lib").code(2).stderr_eq(str![[r#"
error[plugin-checksum]: plugin `lib` 1.2.0 (native): `lib.so` does not hold what the manifest says
  hint: if you built it, put its `sha256` into the manifest; else get it again

"#]]);
}

/// By the name of an input it is known that the plugin is needed, before any input is read.
#[test]
fn a_reader_that_may_not_run_ends_the_run_before_it_begins() {
    let desk = project("[plugins]\nboard = 'plugins/board'\n");
    for command in ["convert story.txt story.board -t html -O out", "inspect story.board"] {
        let said = desk.session(command).code(2).stdout_eq("").get_output().stderr.clone();
        let said = String::from_utf8(said).unwrap();
        assert!(said.starts_with("error[plugin-not-permitted]: plugin `board` 1.2.0 (process)"), "{said}");
        assert_eq!(said.matches("error").count(), 1, "{said}");
    }
    assert!(!desk.path("out").exists());
    desk.session("convert story.txt -t html -O out").code(0);
    desk.session("convert story.board -f text -t html -O out").code(0);
}

/// A project's folder of plugins is where its own plugins are written.
#[test]
fn what_stands_in_a_project_is_recorded_and_stays() {
    let desk = project("");
    for _ in ["the first time", "once more"] {
        desk.session("plugin install plugins/board --project").code(0).stderr_eq("").stdout_eq(str![[r#"
recorded board 1.2.0 in plugins/board
  process sha256 0e430cf119321f631e09282867e36d3f5570d11ff377a8542b4c63102b3fa3b3
as process it does all that you can do, once you allow it: `slugline plugin check board`

"#]]);
    }
    desk.holds("plugins/board", &["run.sh", "slugline-plugin.toml"]);
    desk.session("plugin remove board --project").code(0).stderr_eq("").stdout_eq(str![[r#"
board is recorded no more; it was not installed, so plugins/board stays

"#]]);
    desk.session("plugin remove board --project").code(2).stderr_eq(str![[r#"
error[plugin-not-found]: `plugins/board` was not installed: slugline.lock does not name it
  hint: if nobody needs it any more, delete the folder

"#]]);
    desk.session("plugin package plugins/board").code(0);
    desk.session("plugin install board-1.2.0.slp --project").code(2).stderr_eq(str![[r#"
error: `plugins/board` is there already and was not installed, so nothing takes its place
  hint: move it away; or record what is there: `slugline plugin install plugins/board --project`

"#]]);
    desk.holds("plugins/board", &["run.sh", "slugline-plugin.toml"]);
}

/// Whoever relies on the name has to know that what they trust has changed.
#[test]
fn what_is_installed_under_a_name_that_is_allowed_is_told_so() {
    let desk = project("");
    let config = desk.path(".config/slugline");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "allow-process = ['board']\n").unwrap();
    desk.session("plugin install plugins/board").code(0).stderr_eq("").stdout_eq(str![[r#"
installed board 1.2.0 in ~/.local/share/slugline/plugins/board
  process sha256 0e430cf119321f631e09282867e36d3f5570d11ff377a8542b4c63102b3fa3b3
as process it does all that you can do, and your configuration allows that to whatever is installed as `board`

"#]]);
}

/// Else another one would write in its place, and nobody would know.
#[test]
fn a_plugin_that_cannot_be_read_is_not_passed_over_for_its_namesake() {
    let desk = Desk::new(&[
        (".git/HEAD", ""),
        ("slugline.toml", ""),
        ("story.txt", STORY),
        ("plugins/ticker/slugline-plugin.toml", "[plugin]\nnam = 'ticker'\n"),
        (
            ".local/share/slugline/plugins/ticker/slugline-plugin.toml",
            &manifest("ticker", "wasm = { path = 'a.wasm' }"),
        ),
        (".local/share/slugline/plugins/ticker/a.wasm", "\0asm"),
    ]);
    let said = desk.session("convert story.txt -t ticker").code(2).stdout_eq("").get_output().stderr.clone();
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains(" --> plugins/ticker/slugline-plugin.toml:2:1\n"), "{said}");
    desk.session("convert story.txt -t html -o out.html").code(0);
}

#[test]
fn a_package_does_not_hold_the_former_one() {
    let desk = project("");
    let packed = |_| {
        let command = desk.command("plugin package .").current_dir(desk.path("plugins/board"));
        command.assert().code(0).stderr_eq("").stdout_eq("wrote board-1.2.0.slp ([..] bytes, 2 files)\n");
        fs::read(desk.path("plugins/board/board-1.2.0.slp")).unwrap()
    };
    let [first, second] = [1, 2].map(packed);
    assert_eq!(first, second);
}

#[test]
fn what_is_found_is_listed_with_the_rule_that_found_it() {
    let wasm = "wasm = { path = 'a.wasm' }";
    let (ticker, board) = (manifest("ticker", wasm), manifest("board", PROGRAM));
    let desk = Desk::new(&[
        (".git/HEAD", ""),
        ("slugline.toml", "plugins.ticker = 'vendor/ticker'\n"),
        ("vendor/ticker/slugline-plugin.toml", &ticker),
        ("vendor/ticker/a.wasm", "\0asm"),
        ("plugins/ticker/slugline-plugin.toml", "this is not TOML"),
        ("plugins/board/slugline-plugin.toml", &board),
        ("plugins/board/run.sh", "cat\n"),
        (".local/share/slugline/plugins/board/slugline-plugin.toml", &board),
        (".local/share/slugline/plugins/agate/slugline-plugin.toml", &manifest("agate", wasm)),
        (".local/share/slugline/plugins/agate/a.wasm", "\0asm"),
    ]);
    desk.session("plugin list").code(1).stdout_eq(str![[r#"
ticker  1.2.0  wasm                           reader ticker, writer ticker, linter ticker-rules  [plugins] of slugline.toml (vendor/ticker)
board   1.2.0  refused: plugin-not-permitted  reader board, writer board, linter board-rules     plugins/ of the project (plugins/board)
agate   1.2.0  wasm                           reader agate, writer agate, linter agate-rules     the user's folder (~/.local/share/slugline/plugins/agate)

"#]]).stderr_eq(str![[r#"
error: this is not TOML: key with no value, expected `=`
 --> plugins/ticker/slugline-plugin.toml:1:6
  |
1 | this is not TOML
  |      ^

"#]]);
    desk.session("plugin inspect board").code(0).stdout_eq(str![[r#"
board 1.2.0: Lines of a board
  abi     1
  schema  >=0.2, <1
  limits  64 MiB, 2000 ms, 16 MiB of output
  found by  plugins/ of the project
  may run   no: plugin `board` 1.2.0 (process) may do all that you may, and you have not allowed it; plugins/ of the project found it in `plugins/board`
process: sh run.sh, reaches all that you do
  sha256 0e430cf119321f631e09282867e36d3f5570d11ff377a8542b4c63102b3fa3b3
reader  board        lines of a board
writer  board        lines of a board
linter  board-rules  what a board cannot show

"#]]);
    desk.session("plugin inspect bord").code(2).stderr_eq(str![[r#"
error[plugin-not-found]: no plugin is called `bord`
  hint: did you mean `board`? `slugline plugin list` lists them all

"#]]);
    desk.session("formats ticker").code(0).stdout_eq(str![[r#"
ticker (reader): lines of a board
  plugin  ticker 1.2.0
  files   .ticker, text/plain
  no options
ticker (writer): lines of a board
  plugin  ticker 1.2.0
  files   .ticker, text/plain
  for     the public: no story that is killed, withheld or embargoed
  --set ticker.width=  letters of a line, 40

"#]]);
    desk.session("formats ticker --plugin vendor/none").code(2).stderr_eq(str![[r#"
error[plugin-not-found]: there is no plugin at `vendor/none`: no such file or directory
  hint: name a folder that holds a `slugline-plugin.toml`

"#]]);
    let listing = Desk::new(&[("slugline.toml", "[plugins]\nname = \"web\"\n"), ("a.txt", "Rain\n"), (".git", "")]);
    listing.session("convert a.txt -t html").code(2).stderr_eq(str![[r#"
error[plugin-not-found]: slugline.toml:2 lists the plugin `name`: there is no plugin at `web`: no such file or directory
  hint: name a folder that holds a `slugline-plugin.toml`

"#]]);
    desk.session("formats ticker --plugin vendor/ticker/a.wasm").code(2).stderr_eq(str![[r#"
error[plugin-not-found]: `vendor/ticker/a.wasm` is no manifest of a plugin
  hint: put it into a folder with a `slugline-plugin.toml` that names it, and name the folder; docs/plugins/manifest.md of slugline shows one

"#]]);
    desk.session("plugin check vendor/ticker").code(2).stderr_eq(str![[r#"
error[plugin-abi]: plugin `ticker` 1.2.0 (wasm), loading: it is not a component of WebAssembly that can be run: failed to parse WebAssembly module: unexpected end-of-file (at offset 0x4)
  hint: build the plugin with the SDK of this slugline, or install a version of it that fits

"#]]);
}

#[test]
fn a_check_finds_what_a_run_would() {
    let desk = Desk::new(&[
        ("html/slugline-plugin.toml", &manifest("html", PROGRAM)),
        ("html/run.sh", ""),
        ("board/slugline-plugin.toml", &manifest("board", &format!("{}\n{PROGRAM}", native()))),
        ("board/lib.so", "no library"),
        ("quay/slugline-plugin.toml", &manifest("quay", &format!("wasm = {{ path = 'quay.wasm' }}\n{PROGRAM}"))),
        ("quay/quay.wasm", "no component"),
        ("quay/run.sh", "exit 3"),
    ]);
    desk.session("plugin check ./html --allow-process html").code(2).stdout_eq("").stderr_eq(str![[r#"
error: plugin `html` offers the writer `html`, which comes with slugline
  hint: if it is to take its place, say so in slugline.toml: `plugins.html = { path = "./html", override = true }`

"#]]);
    // The program would do, but whoever allows the library is given that.
    desk.session("plugin check ./board --allow-process board --allow-native board").code(2).stderr_eq(str![[r#"
error[plugin-checksum]: plugin `board` 1.2.0 (native): `lib.so` does not hold what the manifest says
  hint: if you built it, put its `sha256` into the manifest; else get it again

"#]]);
    // Its component is whole; who is allowed to run the program, and has no component, would be given that.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins/agate");
    let agate = fs::read_to_string(folder.join("slugline-plugin.toml")).unwrap();
    fs::create_dir(desk.path("agate")).unwrap();
    fs::copy(slugline_specimen::component("agate").unwrap(), desk.path("agate/agate.wasm")).unwrap();
    fs::write(desk.path("agate/slugline-plugin.toml"), format!("{agate}{PROGRAM}\n")).unwrap();
    fs::write(desk.path("agate/run.sh"), "exit 3\n").unwrap();
    desk.session("plugin check ./agate").code(0).stderr_eq("").stdout_eq(str![[r#"
agate 1.0.0: the manifest is right
wasm: it may run, and holds what is recorded
writer `agate`: it is there
process: not looked at: plugin `agate` 1.0.0 (process) may do all that you may, and you have not allowed it; --plugin found it in `./agate`

"#]]);
    desk.session("plugin check ./agate --allow-process agate").code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-exited]: plugin `agate` 1.0.0 (process), [..]
...
"#]]);
    desk.session("plugin check ./quay").code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-abi]: plugin `quay` 1.2.0 (wasm), loading: [..]
...
"#]]);
}

#[test]
fn a_plugin_in_one_file_is_shown() {
    let desk = project("");
    desk.session("plugin package plugins/board").code(0);
    desk.session("plugin inspect board-1.2.0.slp").code(0).stderr_eq("").stdout_eq(str![[r#"
board 1.2.0: Lines of a board
  abi     1
  schema  >=0.2, <1
  limits  64 MiB, 2000 ms, 16 MiB of output
  may run  once it is installed
process: sh run.sh, reaches all that you do
  sha256 0e430cf119321f631e09282867e36d3f5570d11ff377a8542b4c63102b3fa3b3
reader  board        lines of a board
writer  board        lines of a board
linter  board-rules  what a board cannot show

"#]]);
}

/// It may be what the plugin offers that cannot be read.
#[test]
fn where_something_is_unknown_a_broken_manifest_is_named() {
    let desk = project("");
    fs::write(desk.path("plugins/board/slugline-plugin.toml"), "this is not TOML").unwrap();
    let advice = "; the manifest of `plugins/board` cannot be read: `slugline plugin list` says why\n";
    for command in [
        "convert story.txt -t board",
        "convert story.txt -t html --set board.width=30",
        "convert story.board -f board -t html",
        "lint story.txt --lint board-rules",
        "inspect story.txt -f board",
        "formats board",
    ] {
        let said = desk.session(command).code(2).stdout_eq("").get_output().stderr.clone();
        let said = String::from_utf8(said).unwrap();
        assert!(said.ends_with(advice), "{command}: {said}");
    }
    let said = desk.session("convert story.txt -t html --set publisher.nam=x").code(2).get_output().stderr.clone();
    assert!(!String::from_utf8(said).unwrap().contains("manifest"), "a key of slugline's own is in no plugin");
    desk.session("convert story.txt -t html -o out.html").code(0).stderr_eq("wrote out.html (html, [..])\n...");
}

#[test]
fn what_comes_with_slugline_gives_way_only_where_it_is_told_to() {
    let html = manifest("html", "wasm = { path = 'a.wasm' }");
    let files = |toml: &'static str| {
        Desk::new(&[
            (".git/HEAD", ""),
            ("story.txt", STORY),
            ("slugline.toml", toml),
            ("plugins/html/slugline-plugin.toml", &html),
            ("plugins/html/a.wasm", ""),
        ])
    };
    files("").session("formats html-rules").code(0);
    files("").session("convert story.txt -t html -o out.html").code(0);
    files("").session("convert story.txt -t html --plugin plugins/html").code(2).stderr_eq(str![[r#"
error: plugin `html` offers the writer `html`, which comes with slugline
  hint: if it is to take its place, say so in slugline.toml: `plugins.html = { path = "plugins/html", override = true }`

"#]]);
    files("plugins.html = 'plugins/html'").session("convert story.txt -t html").code(2).stderr_eq(str![[r#"
error: plugin `html` offers the writer `html`, which comes with slugline
  hint: if it is to take its place, say so in slugline.toml: `plugins.html = { path = "plugins/html", override = true }`

"#]]);
    let overridden = files("plugins.html = { path = 'plugins/html', override = true }");
    overridden.session("formats html").code(0).stdout_eq(str![[r#"
html (reader): lines of a board
  plugin  html 1.2.0
  files   .html, text/plain
  no options
html (writer): lines of a board
  plugin  html 1.2.0
  files   .html, text/plain
  for     the public: no story that is killed, withheld or embargoed
  --set html.width=  letters of a line, 40

"#]]);
}

/// A plugin that was just begun has its sources, and nothing that runs. Whatever is asked of it says so alike.
#[test]
fn what_is_not_built_is_told_to_be_built() {
    let manifest = self::manifest("board", "wasm = { path = 'board.wasm' }");
    let desk = Desk::new(&[("story.txt", STORY), ("board/slugline-plugin.toml", &manifest)]);
    for words in [
        "convert story.txt -t board --plugin ./board",
        "plugin check ./board",
        "plugin test ./board",
        "plugin install ./board",
        "plugin package ./board",
    ] {
        desk.session(words).code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-not-built]: the artifact `board.wasm` of plugin `board` is not there
  hint: build it: `slugline plugin build ./board`

"#]]);
    }
    let elsewhere = self::manifest("board", "native.riscv64gc-unknown-linux-gnu = { path = 'libboard.so' }");
    fs::write(desk.path("board/slugline-plugin.toml"), elsewhere).unwrap();
    desk.session("plugin check ./board").code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-not-built]: plugin `board` has nothing that runs on this machine
  hint: build it: `slugline plugin build ./board`

"#]]);
}

/// The interpreter would say it in its own words, and at the first story.
#[test]
fn a_script_that_is_not_there_is_told_with_the_nearest() {
    let manifest = |command: &str| self::manifest("board", &format!("process = {{ command = [{command}] }}"));
    let desk = Desk::new(&[
        ("story.txt", STORY),
        ("board/slugline-plugin.toml", &manifest("'python3', '-u', 'plugn.py'")),
        ("board/plugin.py", ""),
    ]);
    for words in ["plugin check ./board", "convert story.txt -t board --plugin ./board --allow-process board"] {
        desk.session(words).code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-not-found]: `plugn.py` of `command` is not in the folder `./board` of plugin `board`
  hint: did you mean `plugin.py`?

"#]]);
    }
    fs::write(desk.path("board/slugline-plugin.toml"), manifest("'sh', 'lib/convert.sh'")).unwrap();
    desk.session("plugin check ./board").code(2).stdout_eq("").stderr_eq(str![[r#"
error[plugin-not-found]: `lib/convert.sh` of `command` is not in the folder `./board` of plugin `board`
  hint: the folder holds plugin.py, slugline-plugin.toml

"#]]);
    // Nothing of this names a file of the folder.
    fs::write(desk.path("board/slugline-plugin.toml"), manifest("'sh', '-c', 'cat a.sh', '/srv/b.sh'")).unwrap();
    desk.session("plugin inspect ./board").code(0).stderr_eq("");
}

/// No linter comes with slugline, so whoever asks for one first has to get one.
#[test]
fn whoever_names_no_linter_is_told_how_to_come_by_one() {
    let desk = Desk::new(&[("story.txt", STORY)]);
    desk.session("lint story.txt").code(2).stdout_eq("").stderr_eq(str![[r#"
error: no linter is named, so there is nobody to ask
  hint: `slugline plugin new NAME --kind linter` begins one; then `--plugin NAME --lint NAME` asks it

"#]]);
    desk.session("lint story.txt --lint board-rules").code(2).stdout_eq("").stderr_eq(str![[r#"
error: unknown linter `board-rules`
  hint: there is none yet: `slugline plugin new NAME --kind linter` begins one

"#]]);
    let desk = project("");
    desk.session("lint story.txt").code(2).stdout_eq("").stderr_eq(str![[r#"
error: no linter is named, so there is nobody to ask
  hint: name one: `--lint board-rules`, `--lint lib-rules`; `slugline plugin new NAME --kind linter` begins one of your own

"#]]);
}

#[test]
fn who_wants_it_quiet_is_not_told_what_was_done() {
    let desk = project("");
    for words in ["install plugins/board", "remove board", "package plugins/board -o board.slp", "install board.slp"] {
        desk.session(&format!("plugin {words} -q")).code(0).stdout_eq("").stderr_eq("");
    }
    desk.holds(".local/share/slugline/plugins/board", &["run.sh", "slugline-plugin.toml"]);
}
