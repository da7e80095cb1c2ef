//! `slugline completions`, and what a shell is answered.

use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::desk::Desk;

/// What bash is answered for the last of these words.
fn complete(desk: &Desk, words: &str) -> OutputAssert {
    let index = words.split(' ').count() - 1;
    desk.command(&format!("-- {words}"))
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", index.to_string())
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "true")
        .env("_CLAP_IFS", "\n")
        .assert()
}

const PLUGIN: &str = "\
[plugin]
name = 'nightdesk'
version = '1.0.0'
schema = '>=0.2, <1'
abi = 1
[[provides]]
kind = 'writer'
name = 'nightly'
summary = 'the list of the night'
extension = 'txt'
media-type = 'text/plain'
[artifact]
process = { command = ['sh', 'never-run.sh'] }
";

#[test]
fn formats_are_completed_those_of_plugins_too() {
    let desk = Desk::new(&[
        (".git/HEAD", ""),
        ("slugline.toml", ""),
        ("plugins/nightdesk/slugline-plugin.toml", PLUGIN),
        ("plugins/nightdesk/never-run.sh", "touch run"),
    ]);
    complete(&desk, "slugline convert --to ni").success().stdout_eq(str![[r#"
nitf
ninjs
ninjs-2
nightly
"#]]);
    complete(&desk, "slugline convert --transform ty").success().stdout_eq(str!["typography"]);
    complete(&desk, "slugline convert --set html.t").success().stdout_eq(str![[r#"
html.top_level=
html.theme=
"#]]);
    complete(&desk, "slugline convert --set publisher.na").success().stdout_eq(str!["publisher.name="]);
    complete(&desk, "slugline convert --allow-process ni").success().stdout_eq(str!["nightdesk"]);
    complete(&desk, "slugline plugin remove ni").success().stdout_eq(str!["nightdesk"]);
    complete(&desk, "slugline conv").success().stdout_eq(str!["convert"]);
    assert!(!desk.path("plugins/nightdesk/run").exists());
}

#[test]
fn a_configuration_that_cannot_be_read_costs_no_names() {
    let desk = Desk::new(&[(".git/HEAD", ""), ("slugline.toml", "[plugins")]);
    complete(&desk, "slugline formats nit").success().stdout_eq(str!["nitf"]);
}

#[test]
fn each_shell_has_a_script() {
    let desk = Desk::new(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = desk.session(&format!("completions {shell}")).code(0);
        let script = String::from_utf8_lossy(&script.get_output().stdout).into_owned();
        assert!(script.contains("COMPLETE") && script.contains("slugline"), "{script}");
    }
    desk.session("completions csh").code(2).stderr_eq(str![[r#"
error: invalid value 'csh' for '<SHELL>'
  [possible values: bash, elvish, fish, powershell, zsh]

  tip: a similar value exists: 'zsh'

For more information, try '--help'.

"#]]);
}
