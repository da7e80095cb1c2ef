//! The pipelines of the manual, the action and the hooks, run as far as that goes without their hosts: their files are read,
//! and what is in them for a shell is run by one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use snapbox::cmd::cargo_bin;

use crate::desk::Desk;

/// What other people's steps may be used: what they do is not looked at.
const KNOWN: [&str; 2] = ["actions/checkout@v5", "github/codeql-action/upload-sarif@v4"];

/// The action, as a pipeline names it.
const ACTION: &str = "harbourtimes/slugline/.github/actions/convert@v0.1.0";

/// A program `cargo` that installs what is there already, and notes what it was told.
const CARGO: &str = "#!/bin/sh\necho \"$*\" >> installed\n";

/// A text with a time that has no zone.
const ROUGH: &str = "Rain\n\nNov. 18, 2024 17:20\n\nIt rained all night.\n";

#[derive(Deserialize)]
struct Workflow {
    permissions: BTreeMap<String, String>,
    jobs: BTreeMap<String, WorkflowJob>,
}

#[derive(Deserialize)]
struct WorkflowJob {
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    #[serde(default)]
    name: String,
    uses: Option<String>,
    #[serde(default)]
    with: BTreeMap<String, String>,
    #[serde(rename = "if")]
    condition: Option<String>,
    shell: Option<String>,
    #[serde(rename = "working-directory")]
    folder: Option<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    run: Option<String>,
}

#[derive(Deserialize)]
struct Action {
    inputs: BTreeMap<String, Input>,
    runs: Runs,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    description: String,
    default: String,
}

#[derive(Deserialize)]
struct Runs {
    using: String,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Gitlab {
    script: Vec<String>,
    artifacts: Artifacts,
}

#[derive(Deserialize)]
struct Artifacts {
    paths: Vec<String>,
    reports: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct PreCommit {
    repos: Vec<Repository>,
}

#[derive(Deserialize)]
struct Repository {
    hooks: Vec<Chosen>,
}

#[derive(Deserialize)]
struct Chosen {
    id: String,
}

#[derive(Deserialize)]
struct Hook {
    id: String,
    language: String,
    entry: String,
    #[serde(default)]
    args: Vec<String>,
    pass_filenames: Option<bool>,
}

/// A file of the repository.
fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

fn parse<T: DeserializeOwned>(yaml: &str) -> T {
    serde_saphyr::from_str(yaml).unwrap_or_else(|error| panic!("{error}: {yaml}"))
}

/// The blocks of the page that are the file `name`.
fn blocks(name: &str) -> Vec<String> {
    let (page, mark) = (read("docs/ci.md"), format!("{name}\n"));
    let blocks = page.split(&mark).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
    let blocks: Vec<String> = blocks.collect();
    assert!(!blocks.is_empty(), "the page has no {name}");
    blocks
}

/// A desk with the project of the page, as it was sent out.
fn project() -> Desk {
    let [settings] = &blocks("```text slugline.toml")[..] else { panic!("the page has one file of settings") };
    let [story] = &blocks("```text wire/ferries.txt")[..] else { panic!("the page has one story") };
    let desk = Desk::new(&[("slugline.toml", settings), ("wire/ferries.txt", story), ("bin/cargo", CARGO)]);
    let made_to_run = Command::new("chmod").args(["+x", "bin/cargo"]).current_dir(desk.path("")).status().unwrap();
    assert!(made_to_run.success());
    desk.session("build -q").code(0);
    desk
}

/// Has a shell run a script, as a service does, with slugline on the path.
fn shell(desk: &Desk, folder: &str, env: &BTreeMap<String, String>, script: &str) -> Output {
    let program = cargo_bin!("slugline").parent().unwrap().to_owned();
    let before = [desk.path("bin"), program];
    let path =
        std::env::join_paths(before.into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())));
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]).current_dir(desk.path(folder));
    bash.env("PATH", path.unwrap()).env("HOME", desk.path("")).env("XDG_DATA_DIRS", "/none").envs(env);
    for variable in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "SOURCE_DATE_EPOCH"] {
        bash.env_remove(variable);
    }
    bash.output().unwrap()
}

/// What came of the steps of a job or of an action.
#[derive(Default)]
struct Ran {
    has_failed: bool,
    said: String,
    /// The steps of other people's.
    used: Vec<String>,
}

impl Ran {
    fn steps(&mut self, desk: &Desk, steps: &[Step], inputs: &BTreeMap<String, String>) {
        for step in steps {
            if self.is_wanted(step.condition.as_deref(), inputs) {
                self.step(desk, step, inputs);
            }
        }
    }

    /// Whether a step is run: by default where none before it failed.
    fn is_wanted(&self, condition: Option<&str>, inputs: &BTreeMap<String, String>) -> bool {
        let Some(condition) = condition else { return !self.has_failed };
        let name = condition.strip_prefix("${{ always() && inputs.").and_then(|rest| rest.strip_suffix(" != '' }}"));
        !inputs[name.unwrap_or_else(|| panic!("the test does not know `{condition}`"))].is_empty()
    }

    fn step(&mut self, desk: &Desk, step: &Step, inputs: &BTreeMap<String, String>) {
        let given = |values: &BTreeMap<String, String>| -> BTreeMap<String, String> {
            values.iter().map(|(name, value)| (name.clone(), filled(value, inputs))).collect()
        };
        match (&step.uses, &step.run) {
            (Some(uses), None) if uses == ACTION => self.action(desk, &given(&step.with)),
            (Some(uses), None) => {
                assert!(KNOWN.contains(&uses.as_str()), "{uses}");
                if let Some(file) = step.with.get("sarif_file") {
                    assert!(desk.path(&filled(file, inputs)).is_file(), "{file}");
                }
                self.used.push(uses.clone());
            }
            (None, Some(script)) => {
                assert!(!script.contains("${{"), "{}: an input would be a part of the script", step.name);
                let folder = filled(step.folder.as_deref().unwrap_or("."), inputs);
                let output = shell(desk, &folder, &given(&step.env), script);
                self.has_failed |= !output.status.success();
                self.said += &String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            }
            _ => panic!("{}: a step either uses or runs something", step.name),
        }
    }

    fn action(&mut self, desk: &Desk, with: &BTreeMap<String, String>) {
        let action: Action = parse(&read(".github/actions/convert/action.yml"));
        assert_eq!(action.runs.using, "composite");
        let unknown = with.keys().find(|name| !action.inputs.contains_key(*name));
        assert_eq!(unknown, None, "the action has no such input");
        assert!(action.inputs.values().all(|input| input.description.ends_with('.')));
        assert!(action.runs.steps.iter().all(|step| step.uses.is_some() || step.shell.as_deref() == Some("bash")));
        let default = |(name, input): (String, Input)| {
            let value = with.get(&name).cloned().unwrap_or(input.default);
            (name, value)
        };
        let inputs = action.inputs.into_iter().map(default).collect();
        self.steps(desk, &action.runs.steps, &inputs);
    }
}

/// A value with what inputs are in it.
fn filled(value: &str, inputs: &BTreeMap<String, String>) -> String {
    let mut filled = value.to_owned();
    for (name, input) in inputs {
        filled = filled.replace(&format!("${{{{ inputs.{name} }}}}"), input);
    }
    assert!(!filled.contains("${{"), "the test does not know `{value}`");
    filled
}

/// Runs the pipeline for GitHub.
fn github(desk: &Desk) -> Ran {
    let [pipeline] = &blocks(".github/workflows/wire.yml")[..] else { panic!("the page has one pipeline") };
    let workflow: Workflow = parse(pipeline);
    let permission = workflow.permissions.get("security-events").map(String::as_str);
    assert_eq!(permission, Some("write"), "else no log can be uploaded");
    let mut ran = Ran::default();
    for job in workflow.jobs.values() {
        ran.steps(desk, &job.steps, &BTreeMap::new());
    }
    ran
}

#[test]
fn the_pipeline_for_github_passes_what_is_as_it_was_sent_out() {
    let desk = project();
    let ran = github(&desk);
    assert!(!ran.has_failed, "{}", ran.said);
    assert_eq!(ran.used, KNOWN);
    let installed = fs::read_to_string(desk.path("installed")).unwrap();
    assert!(installed.starts_with("install --locked --git https://"), "{installed}");
    assert!(installed.ends_with(concat!(" ", env!("CARGO_PKG_NAME"), "\n")), "{installed}");
    let log: serde_json::Value = serde_json::from_slice(&fs::read(desk.path("slugline.sarif")).unwrap()).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn it_fails_beside_the_line_on_a_warning_and_on_an_output_that_is_stale() {
    let desk = project();
    fs::write(desk.path("wire/rain.txt"), ROUGH).unwrap();
    let ran = github(&desk);
    assert!(ran.has_failed, "{}", ran.said);
    let warning = "\n::warning file=wire/rain.txt,line=3,endLine=3,col=1,title=time-without-zone::";
    assert!(ran.said.contains(warning), "{}", ran.said);
    assert!(ran.said.contains("\n::error"), "{}", ran.said);
    assert_eq!(ran.used, KNOWN, "the log is uploaded all the same");
    let log: serde_json::Value = serde_json::from_slice(&fs::read(desk.path("slugline.sarif")).unwrap()).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "time-without-zone");
}

#[test]
fn the_action_takes_arguments_as_they_are() {
    let desk = Desk::new(&[("desk/wire/a b.txt", ROUGH), ("desk/wire/*.txt", "Hail\n\nIt hailed.\n")]);
    let act = |with: &[(&str, &str)]| {
        let mut ran = Ran::default();
        ran.action(&desk, &with.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
        ran
    };
    let args = "wire/a b.txt\n\n--to\njson\n-O\n$(touch x) \"'out\n";
    let ran = act(&[("command", "convert"), ("args", args), ("working-directory", "desk")]);
    assert!(!ran.has_failed && ran.used.is_empty(), "{}", ran.said);
    desk.holds("desk", &["$(touch x) \"'out", "wire"]);
    desk.holds("desk/$(touch x) \"'out", &["a b.json"]);

    let ran = act(&[("version", "9.9.9")]);
    assert!(
        ran.has_failed && ran.said.starts_with("::error::expected slugline 9.9.9, found slugline 0."),
        "{}",
        ran.said
    );
    let ran = act(&[("path", "./no-slugline")]);
    assert!(ran.has_failed && ran.said.contains("::error::there is no program `./no-slugline`"), "{}", ran.said);
}

#[test]
fn the_pipelines_for_gitlab_leave_what_they_promise() {
    for pipeline in blocks(".gitlab-ci.yml") {
        let desk = project();
        let jobs: BTreeMap<String, Gitlab> = parse(&pipeline);
        for (is_rough, job) in
            [false, true].into_iter().flat_map(|is_rough| jobs.values().map(move |job| (is_rough, job)))
        {
            if is_rough {
                fs::write(desk.path("wire/rain.txt"), ROUGH).unwrap();
            }
            let ran = shell(&desk, ".", &BTreeMap::new(), &job.script.join("\n"));
            assert_eq!(ran.status.success(), !is_rough, "{}", String::from_utf8_lossy(&ran.stderr));
            for path in job.artifacts.paths.iter().chain(job.artifacts.reports.values()) {
                assert!(desk.path(path).exists(), "{path}");
            }
        }
        let results = fs::read_to_string(desk.path("junit.xml")).unwrap();
        assert!(results.contains("<failure type=\"time-without-zone\""), "{results}");
    }
}

/// The hooks that the page chooses, run as pre-commit runs them.
fn hooks(desk: &Desk, files: &[&str]) -> Vec<(String, bool)> {
    let [chosen] = &blocks(".pre-commit-config.yaml")[..] else { panic!("the page has one choice of hooks") };
    let chosen: PreCommit = parse(chosen);
    let hooks: Vec<Hook> = parse(&read(".pre-commit-hooks.yaml"));
    let mut ran = Vec::new();
    for id in chosen.repos.iter().flat_map(|repository| &repository.hooks).map(|hook| &hook.id) {
        let hook = hooks.iter().find(|hook| hook.id == *id).unwrap_or_else(|| panic!("there is no hook {id}"));
        assert_eq!(hook.language, "system");
        let files = if hook.pass_filenames == Some(false) { &[] } else { files };
        // A list of words is run without a shell: the entry is parted at its blanks.
        let words = hook.entry.split(' ').chain(hook.args.iter().map(String::as_str)).chain(files.iter().copied());
        let quoted: Vec<String> = words.map(|word| format!("'{word}'")).collect();
        ran.push((id.clone(), shell(desk, ".", &BTreeMap::new(), &quoted.join(" ")).status.success()));
    }
    ran
}

#[test]
fn hooks_look_at_what_is_committed_and_at_what_is_sent_out() {
    let desk = project();
    let named = |ran: [bool; 2]| [("slugline".to_owned(), ran[0]), ("slugline-build".to_owned(), ran[1])];
    assert_eq!(hooks(&desk, &["wire/ferries.txt"]), named([true, true]));
    let files: Vec<PathBuf> = vec![desk.path("dist/ferries.html"), desk.path("wire/rain.txt")];
    fs::write(&files[0], "changed").unwrap();
    assert_eq!(hooks(&desk, &["wire/ferries.txt"]), named([true, false]));
    fs::write(&files[1], ROUGH).unwrap();
    assert_eq!(hooks(&desk, &["wire/ferries.txt", "wire/rain.txt"]), named([false, false]));
    assert_eq!(fs::read_to_string(&files[0]).unwrap(), "changed", "a hook writes nothing");
}

/// What stands behind a word in the lines of a text, a word at a time.
fn behind<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    text.lines().filter_map(|line| line.trim().strip_prefix(word)).flat_map(str::split_whitespace).collect()
}

#[test]
fn the_container_is_built_of_what_there_is() {
    let (file, workspace) = (read("docs/recipes/container/Containerfile"), read("Cargo.toml"));
    let copied = behind(&file, "COPY ");
    for folder in
        workspace.split_once("members = [").unwrap().1.split_once(']').unwrap().0.split('"').skip(1).step_by(2)
    {
        let folder = folder.split('/').next().unwrap();
        assert!(copied.contains(&folder), "{folder} has members of the workspace");
    }
    let there = copied.iter().filter(|name| !name.contains("./") && !name.starts_with(['/', '-']));
    there.for_each(|name| assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name).exists(), "{name}"));

    let version = workspace.split_once("rust-version = \"").unwrap().1.split('"').next().unwrap();
    assert!(file.contains(&format!("FROM rust:{version}-slim ")), "{version}");
    let features = behind(&file, "--no-default-features --features ");
    let known = read("crates/slugline-cli/Cargo.toml");
    for feature in features.first().unwrap().split(',') {
        assert!(known.contains(&format!("\n{feature} = [")), "{feature}");
    }
}
