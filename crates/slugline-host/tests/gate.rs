//! Which plugins run, and why others do not: trust, hashes, carriers. A test stands in for the carriers.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

use slugline_core::{Error, Kind};
use slugline_host::{
    CarrierKind, Digest, Gate, LOCK_FILE, LoadCarrier, Loaders, Lock, Locked, MANIFEST_FILE, Places, Trust,
};
use tempfile::TempDir;

/// A project with one plugin, and a user with a home.
struct Desk(TempDir);

const PROGRAM: &str = "[artifact]\nprocess = { command = ['sh', 'run.sh'] }\n";

impl Desk {
    /// `folder`: where the plugin `quotes` stands.
    fn new(folder: &str, artifact: &str) -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        desk.write(
            &format!("{folder}/{MANIFEST_FILE}"),
            &format!(
                "[plugin]\nname = 'quotes'\nversion = '1.0.0'\nschema = '>=0.2, <1'\nabi = 1\n\n[[provides]]\nkind = \
                 'linter'\nname = 'quotes'\nsummary = 'quotes'\n\n{artifact}"
            ),
        );
        desk.write(&format!("{folder}/run.sh"), "touch ran");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn places(&self) -> Places {
        Places { projects: vec![self.path("project")], user: Some(self.path("home/plugins")), ..Places::default() }
    }

    /// Which carrier brings the plugin, or the code and the message of the refusal.
    fn outcome(&self, places: &Places, trust: Trust) -> Result<&'static str, (String, String)> {
        let mut found = places.named().unwrap();
        let (in_folders, unusable) = places.in_folders(&found);
        assert!(unusable.is_empty());
        found.extend(in_folders);
        let stand_in = |_: slugline_host::Approved<'_>| Err(Error::new(Kind::Internal, "it stands in"));
        let carrier: Option<LoadCarrier> = Some(stand_in);
        let loaders = Loaders { wasm: carrier, native: carrier, process: carrier, ..Loaders::default() };
        let gate = Gate::new(loaders, trust);
        let chosen = gate.choose(&found[0]).map(|chosen| chosen.artifact.kind().as_str());
        chosen.map_err(|error| {
            let help = error.advice().unwrap_or_default().replace(&self.0.path().display().to_string(), "HERE");
            (error.code().unwrap_or_default().to_owned(), help)
        })
    }

    fn code(&self, places: &Places, trust: Trust) -> String {
        self.outcome(places, trust).map_or_else(|(code, _)| code, str::to_owned)
    }

    /// The trust of a user whose configuration says this.
    fn user(&self, config: &str) -> Trust {
        self.write("home/config.toml", config);
        Trust::of_user(self.path("home/config.toml"), "HERE/home/config.toml".to_owned())
    }

    /// Records the plugin in `folder` in the lock of `home`.
    fn lock(&self, folder: &str, home: &str) {
        let package = slugline_host::Package::open(&self.path(folder)).unwrap();
        let mut lock = Lock::default();
        lock.plugins.insert("quotes".to_owned(), Locked::of(&package, Some(folder.to_owned())).unwrap());
        self.write(&format!("{home}/{LOCK_FILE}"), &lock.to_toml().unwrap());
        assert_eq!(Lock::of_folder(&self.path(home)).unwrap(), Some(lock));
    }
}

fn allowing(name: &str) -> Trust {
    let mut trust = Trust::default();
    trust.allow(CarrierKind::Process, name);
    trust
}

#[test]
fn a_program_runs_where_the_user_says_so_and_its_hash_is_recorded() {
    let desk = Desk::new("home/plugins/quotes", PROGRAM);
    let places = desk.places();
    assert_eq!(desk.code(&places, Trust::default()), "plugin-not-permitted");
    assert_eq!(desk.code(&places, allowing("other")), "plugin-not-permitted");
    assert_eq!(desk.code(&places, desk.user("allow-native = ['quotes']")), "plugin-not-permitted");
    assert_eq!(desk.code(&places, desk.user("allow-process = ['quotes']")), "plugin-checksum");
    assert_eq!(desk.code(&places, allowing("quotes")), "plugin-checksum");

    desk.lock("home/plugins/quotes", "home/plugins");
    assert_eq!(desk.code(&places, desk.user("allow-process = ['quotes']")), "process");
    assert_eq!(desk.code(&places, allowing("quotes")), "process");
    desk.write("home/plugins/quotes/run.sh", "touch ran anew");
    assert_eq!(desk.code(&places, allowing("quotes")), "plugin-checksum");
}

#[test]
fn a_project_cannot_borrow_what_the_user_allowed() {
    let desk = Desk::new("project/plugins/quotes", PROGRAM);
    desk.lock("project/plugins/quotes", "project");
    let places = desk.places();
    let (code, help) = desk.outcome(&places, desk.user("allow-process = ['quotes']")).unwrap_err();
    assert_eq!(code, "plugin-not-permitted");
    let sha256 = Digest::of_folder(&desk.path("project/plugins/quotes")).unwrap();
    assert_eq!(
        help,
        format!(
            "if you trust whoever wrote it, run with `--plugin HERE/project/plugins/quotes --allow-process quotes`, or have `allow-process = \
             [\"quotes@sha256:{sha256}\"]` in `HERE/home/config.toml`"
        )
    );
    let pinned = format!("allow-process = ['quotes@sha256:{sha256}']");
    assert_eq!(desk.code(&places, desk.user(&pinned)), "process");
    assert_eq!(desk.code(&places, allowing("quotes")), "plugin-not-permitted");

    // What is pinned is that text, whatever the project records of another.
    desk.write("project/plugins/quotes/run.sh", "touch ran anew");
    desk.lock("project/plugins/quotes", "project");
    assert_eq!(desk.code(&places, desk.user(&pinned)), "plugin-not-permitted");
}

#[test]
fn who_names_both_folder_and_plugin_needs_no_hash() {
    let desk = Desk::new("anywhere", PROGRAM);
    let places = Places { given: vec![desk.path("anywhere")], ..Places::default() };
    assert_eq!(desk.code(&places, Trust::default()), "plugin-not-permitted");
    assert_eq!(desk.code(&places, allowing("quotes")), "process");
}

/// A path may lead into a project, whose lock then records whatever the project holds.
#[test]
fn a_name_that_the_user_allowed_is_not_that_of_a_path() {
    let desk = Desk::new("project/plugins/quotes", PROGRAM);
    desk.lock("project/plugins/quotes", "project");
    let places = Places { given: vec![desk.path("project/plugins/quotes")], ..desk.places() };
    assert_eq!(desk.code(&places, desk.user("allow-process = ['quotes']")), "plugin-not-permitted");
    assert_eq!(desk.code(&places, allowing("quotes")), "process");
    let sha256 = Digest::of_folder(&desk.path("project/plugins/quotes")).unwrap();
    assert_eq!(desk.code(&places, desk.user(&format!("allow-process = ['quotes@sha256:{sha256}']"))), "process");
}

#[test]
fn what_reaches_the_document_alone_is_held_to_its_hash_where_there_is_one() {
    let wasm = "[artifact]\nwasm = { path = 'quotes.wasm' }\n";
    let desk = Desk::new("project/plugins/quotes", wasm);
    desk.write("project/plugins/quotes/quotes.wasm", "one");
    let places = desk.places();
    assert_eq!(desk.code(&places, Trust::default()), "wasm");
    desk.lock("project/plugins/quotes", "project");
    assert_eq!(desk.code(&places, Trust::default()), "wasm");
    desk.write("project/plugins/quotes/quotes.wasm", "two");
    let (code, help) = desk.outcome(&places, Trust::default()).unwrap_err();
    assert_eq!(code, "plugin-checksum");
    let command = "`slugline plugin install HERE/project/plugins/quotes --project`";
    assert!(help.contains(command), "{help}");

    let said = format!("[artifact.wasm]\npath = 'quotes.wasm'\nsha256 = '{}'\n", Digest::of(b"one"));
    let desk = Desk::new("project/plugins/quotes", &said);
    desk.write("project/plugins/quotes/quotes.wasm", "one");
    assert_eq!(desk.code(&desk.places(), Trust::default()), "wasm");
    desk.write("project/plugins/quotes/quotes.wasm", "two");
    assert_eq!(desk.code(&desk.places(), Trust::default()), "plugin-checksum");
}

#[test]
fn the_first_artifact_that_may_run_is_the_one() {
    let both = "[artifact]\nprocess = { command = ['sh', 'run.sh'] }\nwasm = { path = 'a.wasm' }\n\
                [artifact.native.z80-unknown-none]\npath = 'a.so'\n";
    let desk = Desk::new("project/plugins/quotes", both);
    desk.write("project/plugins/quotes/a.wasm", "");
    assert_eq!(desk.code(&desk.places(), allowing("quotes")), "wasm");
    let elsewhere = Desk::new("project/plugins/quotes", "[artifact.native.z80-unknown-none]\npath = 'a.so'\n");
    assert_eq!(elsewhere.code(&elsewhere.places(), Trust::default()), "plugin-not-built");
}

#[test]
fn a_folder_is_what_is_in_it() {
    let desk = Desk::new("a", PROGRAM);
    let digest = || Digest::of_folder(&desk.path("a")).unwrap();
    let before = digest();
    assert_eq!(before.to_string().parse::<Digest>().unwrap(), before);
    desk.write("a/lib/b.sh", "");
    let with_one_more = digest();
    fs::rename(desk.path("a/lib/b.sh"), desk.path("a/lib/c.sh")).unwrap();
    assert!(before != with_one_more && digest() != with_one_more);
    std::os::unix::fs::symlink(Path::new("/etc"), desk.path("a/etc")).unwrap();
    assert!(Digest::of_folder(&desk.path("a")).is_err(), "what a link leads to could change unseen");
}

#[test]
fn the_configuration_of_a_user_is_checked() {
    let desk = Desk::new("project/plugins/quotes", PROGRAM);
    for (config, said) in [
        ("allow-proces = ['quotes']", "did you mean `allow-process`? the file may have: allow-native, allow-process"),
        ("allow-process = 'quotes'", ""),
        ("allow-process = ['../quotes']", ""),
        ("allow-process = ['quotes@sha256:12']", ""),
    ] {
        let (code, help) = desk.outcome(&desk.places(), desk.user(config)).unwrap_err();
        assert_eq!((code.as_str(), help.as_str()), ("", said), "{config}");
    }
}
