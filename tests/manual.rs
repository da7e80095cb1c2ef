//! The manual says what is: its shell sessions are run, its examples compiled, its lists held against the sources.
//!
//! `SNAPSHOTS=overwrite cargo test --package slugline-tests --test manual` writes what the sessions print today into the
//! pages. Read the difference before you keep it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    reason = "tests may stop at the first surprise"
)]

// Written as a plugin's author would write them, in a crate of their own.
#[allow(unreachable_pub, reason = "the root of a crate elsewhere")]
#[path = "manual/credit.rs"]
mod credit;
#[path = "manual/session.rs"]
mod session;
#[allow(unreachable_pub, reason = "the root of a crate elsewhere")]
#[path = "manual/ticker.rs"]
mod ticker;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use slugline::host::contract::{Answer, Request};
use slugline::host::{Found, Gate, Loaders, MANIFEST_FILE, Package, Rule, Trust};
use slugline::{ConfigFiles, Hold, Registry, Values, config_schema, config_template};
use slugline_core::text::HouseRules;
use slugline_tests::root;
use snapbox::{Assert, Data};

/// The format pages whose examples the tests of their own crates run.
const TESTED_ELSEWHERE: [&str; 2] = ["epub.md", "html.md"];

/// README and every page of the manual.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md"), root().join("plugins/README.md")];
    pages.extend(files(&root().join("docs"), "md"));
    pages
}

/// The files below a folder whose names end in `.extension`, in order.
fn files(folder: &Path, extension: &str) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.append(&mut files(&path, extension));
        } else if path.extension().is_some_and(|end| end == extension) {
            found.insert(path);
        }
    }
    found
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn sessions_print_what_they_show() {
    let is_run = |page: &PathBuf| !TESTED_ELSEWHERE.iter().any(|name| page.ends_with(name));
    for page in pages().iter().filter(|page| is_run(page)) {
        let assert = Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
        assert.eq(session::rerun(&read(page)), Data::read_from(page, None));
    }
}

#[test]
fn examples_stand_there_as_they_compile() {
    let page = read("docs/plugins.md");
    for file in ["ticker.rs", "credit.rs"] {
        let block = format!("```rust\n{}```\n", read(Path::new("tests/manual").join(file)));
        assert!(page.contains(&block), "docs/plugins.md does not hold {file} as it is");
    }
    // The crate page runs the same lines.
    let readme = read("README.md");
    let example = readme.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let commented: String = example.lines().map(|line| format!("//! {line}\n")).collect();
    assert!(read("crates/slugline/src/lib.rs").contains(&commented), "README and crate page differ");
}

#[test]
fn the_listings_of_the_contract_are_requests_and_answers() {
    let page = read("docs/plugins/contract.md");
    let listings: Vec<&str> = page.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(listings.len(), 11);
    for listing in listings {
        let shown: Value = serde_json::from_str(listing).unwrap();
        let said = match shown.get("call") {
            Some(_) => Request::from_json(listing).unwrap().to_json().unwrap(),
            None => Answer::from_json(listing).unwrap().to_json().unwrap(),
        };
        assert_eq!(serde_json::from_str::<Value>(&said).unwrap(), shown, "every member means something");
    }
}

/// The number-th listing in TOML of a page.
fn toml_of(page: &str, number: usize) -> String {
    let page = read(page);
    let listing = page.split("```toml\n").nth(number + 1).and_then(|rest| rest.split("```").next());
    listing.unwrap_or_else(|| panic!("the page has no such listing")).to_owned()
}

#[test]
fn the_listings_about_plugins_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).unwrap();
        folder.path().join(name)
    };
    let manifest = toml_of("docs/plugins/manifest.md", 0).replace('…', &"0".repeat(64));
    let package = Package::open(&write(MANIFEST_FILE, &manifest)).unwrap();
    assert_eq!((package.name(), package.artifacts.len()), ("quay", 3));

    let config = write("config.toml", &toml_of("docs/plugins/using.md", 0));
    let manifest = manifest.replace("name = \"quay\"  ", "name = \"board\"  ");
    let (artifacts, _) = manifest.split_once("wasm = ").unwrap();
    let board = write(MANIFEST_FILE, &format!("{artifacts}process = {{ command = [\"python3\"] }}\n"));
    let found = Found { package: Package::open(&board).unwrap(), rule: Rule::User, home: None, overrides: false };
    let gate = Gate::new(Loaders::default(), Trust::of_user(config, "config.toml".to_owned()));
    assert_eq!(gate.choose(&found).unwrap_err().code(), Some("plugin-checksum"), "it is allowed, and on no record");

    let settings = write("slugline.toml", &toml_of("docs/plugins/using.md", 1));
    let listed = ConfigFiles::of_file(&settings).unwrap().asked().listed;
    let listed: Vec<(&str, bool)> = listed.iter().map(|listed| (&*listed.name, listed.overrides)).collect();
    assert_eq!(listed, [("board", false), ("html", true)]);
}

#[test]
fn links_lead_somewhere() {
    for page in pages() {
        // What stands in a fence is an example, of Markdown too.
        let text: String = read(&page).split("```").step_by(2).collect();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let is_elsewhere = target.is_empty() || target.contains("://");
            assert!(is_elsewhere || page.with_file_name(target).exists(), "{}: {target}", page.display());
        }
    }
}

#[test]
fn every_page_is_in_the_table_of_contents() {
    let contents = read("docs/SUMMARY.md");
    for page in files(&root().join("docs"), "md") {
        let name = page.strip_prefix(root().join("docs")).unwrap().to_str().unwrap().to_owned();
        assert!(name == "SUMMARY.md" || contents.contains(&format!("]({name})")), "{name}");
    }
}

#[test]
fn every_format_has_a_page_and_a_place_in_the_readme() {
    let (readme, options) = (read("README.md"), read("docs/options.md"));
    for offered in Registry::builtin().offers() {
        let offer = offered.offer;
        if let Some(files) = &offer.files {
            let page = format!("docs/formats/{}.md", offer.name);
            assert!(root().join(&page).exists(), "{page}");
            let row = readme.lines().find(|line| line.starts_with(&format!("| [`{}`]({page}) |", offer.name)));
            assert!(row.is_some_and(|row| row.contains(&format!("`.{}`", files.extension))), "{}", offer.name);
        }
        for option in offer.options.iter() {
            assert!(
                options.contains(&format!("| `{}.{}` |", offer.name, option.name)),
                "{}.{}",
                offer.name,
                option.name
            );
        }
    }
}

#[test]
fn every_key_of_a_file_of_settings_is_explained() {
    let page = read("docs/configuration.md");
    let refused = Values::default().assign("=", Registry::builtin()).unwrap_err();
    let (keys, _) = refused.advice().unwrap().strip_prefix("the keys are ").unwrap().split_once(", and ").unwrap();
    let rules = HouseRules::OPTIONS.iter().map(|rule| format!("reader.{}", rule.name));
    for key in keys.split(", ").map(str::to_owned).chain(rules) {
        assert!(page.contains(&format!("| `{key}` |")), "{key}");
    }
}

/// The files of settings that pages ask their reader to save.
fn settings_of_pages() -> Vec<String> {
    let mut found = Vec::new();
    for page in pages() {
        for block in read(&page).split("```text ").skip(1) {
            let (name, rest) = block.split_once('\n').unwrap();
            let is_settings = name.ends_with(".toml") && !name.ends_with(MANIFEST_FILE);
            found.extend(is_settings.then(|| rest.split("```").next().unwrap().to_owned()));
        }
    }
    found
}

/// A file in TOML as a validator of JSON takes it: an editor sees a date as a text.
fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, as_json(value))).collect(),
        toml::Value::Array(values) => values.into_iter().map(as_json).collect(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(switch) => switch.into(),
    }
}

/// What is taken is valid, and what has an unknown key is not. Other faults of values are beyond a schema.
#[test]
fn the_schema_for_editors_knows_the_keys_that_are_taken() {
    let validator = jsonschema::draft7::new(&config_schema(Registry::builtin())).unwrap();
    let is_key = |line: &str| line.starts_with('#') && !line.starts_with("# ");
    let every_key: Vec<String> = config_template()
        .lines()
        .map(|line| if is_key(line) { line.trim_start_matches('#') } else { line }.to_owned())
        .collect();
    let faults = [
        "pulisher.name = \"Quay\"",
        "[options.html]\npge = true",
        "[[job]]\nput = \"a\"",
        "[plugins]\nallow-process = [\"a\"]",
    ];
    let blank = [
        "[publisher]\nname = \" \"",
        "[reader]\nsections = \"Sport\"",
        "[[job]]\ninputs = \"a\"",
        "root = 1",
        "[plugins]\na = {}",
    ];
    let own = [config_template(), every_key.join("\n")].into_iter().chain(faults.map(str::to_owned));
    let files = settings_of_pages().into_iter().chain(own).chain(blank.map(str::to_owned));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slugline.toml");
    let (mut valid, mut refused) = (0, 0);
    for file in files {
        fs::write(&path, &file).unwrap();
        let taken = ConfigFiles::of_file(&path).unwrap().take(Registry::builtin());
        let taken = taken.and_then(|config| config.into_jobs(Registry::builtin())).err();
        let json = as_json(toml::Value::Table(file.parse().unwrap()));
        let found: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        match taken {
            None => {
                valid += 1;
                assert!(found.is_empty(), "{found:?}: {file}");
            }
            Some(fault) => {
                let is_beyond = ["placeholder", "is called"].iter().any(|word| fault.error.to_string().contains(word));
                refused += usize::from(!is_beyond);
                assert!(is_beyond || !found.is_empty(), "{fault}: {file}");
            }
        }
    }
    assert!(valid >= 6 && refused >= 8, "{valid} {refused}");
}

#[test]
fn every_rule_of_the_reader_is_explained() {
    let page = read("docs/formats/text.md");
    let rules = read("crates/slugline-core/src/text/rule.rs");
    for made in rules.split("pub(super) static ").skip(1) {
        let mut words = made.split('"');
        let (name, evidence) = (words.nth(1).unwrap(), words.nth(1).unwrap());
        assert!(page.contains(&format!("| `{name}` | {evidence} |")), "{name}: {evidence}");
    }
}

#[test]
fn every_rule_of_posts_and_mail_is_explained() {
    for format in ["markdown", "mail"] {
        let page = read(format!("docs/formats/{format}.md"));
        let rules = read(format!("crates/slugline-{format}/src/rule.rs"));
        for made in rules.split("pub(crate) static ").skip(1) {
            let mut words = made.split('"').skip(1).step_by(2);
            let (label, name, evidence) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
            assert!(page.contains(&format!("| {label} | `{name}` | {evidence} |")), "{name}: {evidence}");
        }
    }
}

/// The sources of what is sent out, without tests and tasks.
fn sources() -> impl Iterator<Item = PathBuf> {
    let crates = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    crates.filter(|path| !path.ends_with("xtask")).flat_map(|path| files(&path.join("src"), "rs"))
}

/// Every code that they report.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for path in sources() {
        let source = read(&path);
        let code = source.split("#[cfg(test)]").next().unwrap();
        // What went wrong with a plugin is known in one place, and its error is made in another.
        if path.starts_with(root().join("crates/slugline-host")) {
            let words = code.split('"').skip(1).step_by(2);
            codes.extend(words.filter(|word| word.starts_with("plugin-")).map(str::to_owned));
        }
        // There the kind of an error chooses the code.
        let openings: &[&str] = match path.ends_with("slugline/src/failure.rs") {
            true => &["=> ", "= failure("],
            false if path.starts_with(root().join("crates/slugline/src")) => {
                &["Diagnostic::warning(", "Diagnostic::note(", " failure(", "(failure("]
            }
            false => &["Diagnostic::warning(", "Diagnostic::note("],
        };
        for call in openings.iter().flat_map(|opening| code.split(opening).skip(1)) {
            let word = call.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            codes.insert(word.unwrap_or_else(|| panic!("{}: no code in `{call:.40}`", path.display())).to_owned());
        }
        let errors = code.split(".coded(\"").skip(1).filter_map(|rest| rest.split('"').next());
        codes.extend(errors.map(str::to_owned));
    }
    // Those of stories that are held back are the words of `--allow`.
    codes.extend(Hold::ALL.map(|hold| hold.as_str().to_owned()));
    codes
}

#[test]
fn every_code_is_listed_and_every_listed_code_exists() {
    let page = read("docs/diagnostics.md");
    let listed: BTreeSet<String> =
        page.lines().filter_map(|line| line.strip_prefix("### ")).map(str::to_owned).collect();
    assert_eq!(codes(), listed);
}
