//! A cloned repository whose author wants code of theirs to run: nothing that they put into it makes slugline do so.
//!
//! It holds all that could count for a permission: plugins where they are looked for and where its settings list them, one
//! that takes the place of a format, one with the name of a plugin that the user trusts, hashes that are right, a lock,
//! configurations that are not the user's. Whatever runs of it leaves a file `ran` behind.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use slugline::host::{Digest, Lock, Locked, Package, TARGET};
use snapbox::cmd::OutputAssert;

use crate::compiled::compiled;
use crate::desk::{Desk, STORY};
use crate::plugins::{PROGRAM, manifest};

/// A program that works in a folder which is removed, and knows its own.
const RUN: &str = "touch \"$(dirname \"$0\")/ran\"; cat\n";

/// The repository in `repo`, with these settings; the user's home, with a plugin that they trust; and `elsewhere`.
struct Clone(Desk);

impl Clone {
    fn new(toml: &str) -> Clone {
        let desk = Desk::new(&[
            ("repo/.git/HEAD", ""),
            ("repo/story.txt", STORY),
            ("repo/story.board", STORY),
            ("repo/slugline.toml", toml),
            ("repo/config.toml", "allow-process = ['board', 'html']\n"),
            ("repo/slugline/config.toml", "allow-process = ['board', 'html']\nallow-native = ['lib']\n"),
            ("repo/.config/slugline/config.toml", "allow-process = ['board', 'html']\nallow-native = ['lib']\n"),
            ("home/.config/slugline/config.toml", "allow-process = ['quotes']\n"),
            ("elsewhere/story.txt", STORY),
        ]);
        let clone = Clone(desk);
        clone.program("repo/plugins/board", "board");
        clone.program("repo/plugins/html", "html");
        clone.program("repo/plugins/quotes", "quotes");
        clone.program("home/.local/share/slugline/plugins/quotes", "quotes");
        clone.library("repo/plugins/lib");
        clone.program("repo/vendor/linked", "linked");
        symlink(clone.path("repo/vendor/linked"), clone.path("repo/plugins/linked")).unwrap();
        let own = ["board", "html", "lib", "linked", "quotes"].map(|name| format!("plugins/{name}"));
        clone.lock("repo", &own);
        clone.lock("home/.local/share/slugline/plugins", &["quotes".to_owned()]);
        clone
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path(name)
    }

    fn program(&self, folder: &str, name: &str) {
        fs::create_dir_all(self.path(folder)).unwrap();
        fs::write(self.path(folder).join("slugline-plugin.toml"), manifest(name, PROGRAM)).unwrap();
        fs::write(self.path(folder).join("run.sh"), RUN).unwrap();
    }

    fn library(&self, folder: &str) {
        fs::create_dir_all(self.path(folder)).unwrap();
        let library = compiled("fixtures/plugins/bad/loaded.c", self.path(folder).join("lib.so"), &[]).unwrap();
        let sha256 = Digest::of(&fs::read(library).unwrap());
        let artifact = format!("native.{TARGET} = {{ path = 'lib.so', sha256 = '{sha256}' }}");
        fs::write(self.path(folder).join("slugline-plugin.toml"), manifest("lib", &artifact)).unwrap();
    }

    /// A lock that records what there is, and grants all that it has words for.
    fn lock(&self, home: &str, plugins: &[String]) {
        let mut lock = Lock::default();
        for plugin in plugins {
            let package = Package::open(&self.path(home).join(plugin)).unwrap();
            let mut locked = Locked::of(&package, Some(plugin.clone())).unwrap();
            locked.granted = vec!["process".to_owned(), "native".to_owned()];
            lock.plugins.insert(package.name().to_owned(), locked);
        }
        fs::write(self.path(home).join("slugline.lock"), lock.to_toml().unwrap()).unwrap();
    }

    /// What comes of a command in `folder`. Variables that lead into the folder are set as well: they are none.
    fn session(&self, folder: &str, words: &str) -> OutputAssert {
        let command = self.0.command(words).current_dir(self.path(folder)).env("HOME", self.path("home"));
        command.env("XDG_CONFIG_HOME", ".config").env("XDG_DATA_HOME", ".").env("XDG_DATA_DIRS", ".").assert()
    }

    /// Runs a command and holds against what is expected whether it is refused for what the plugin could do.
    #[track_caller]
    fn check(&self, folder: &str, words: &str, is_refused: bool) {
        let said = self.session(folder, words).get_output().clone();
        let (told, code) = (String::from_utf8_lossy(&said.stderr), said.status.code());
        let is_told = told.contains("error[plugin-not-permitted]: plugin `") && told.contains("if you trust");
        assert_eq!((is_told, code == Some(2)), (is_refused, is_refused), "{words}: {code:?} {told}");
        assert!(!self.has_run(), "{words}");
    }

    /// Whether anything left its file behind.
    fn has_run(&self) -> bool {
        holds_trace(&self.path(""))
    }
}

fn holds_trace(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().flatten().any(|entry| match entry.file_type().unwrap().is_dir() {
        true => holds_trace(&entry.path()),
        false => entry.file_name() == "ran",
    })
}

const LISTED: &str = "[plugins]
board = 'plugins/board'
html = { path = 'plugins/html', override = true }
lib = 'plugins/lib'
linked = 'plugins/linked'
quotes = '../home/.local/share/slugline/plugins/quotes'
";

#[test]
fn its_plugins_do_not_run() {
    for toml in ["", "options.board.width = 3\n", LISTED] {
        let clone = Clone::new(toml);
        // What the settings put in the place of a format is what is refused where the format is asked for.
        let is_listed = toml == LISTED;
        // A plugin that the settings name takes part in every run.
        let is_named = !toml.is_empty();
        for (command, is_refused) in [
            ("convert story.txt -t html -o out.html", is_listed),
            ("convert story.txt -t jsonld -o out.jsonld", false),
            ("convert story.txt story.board -t jsonld -O out", is_named),
            ("convert story.txt -t board -o out.board", true),
            ("convert story.txt -t lib -o out.lib", true),
            ("convert story.txt -t linked -o out.linked", true),
            ("convert story.txt -t quotes -o out.quotes", true),
            ("convert story.txt -t jsonld --lint board-rules -o out.jsonld", true),
            ("convert story.txt -t jsonld --lint lib-rules -o out.jsonld", true),
            ("convert story.txt -t jsonld --lint quotes-rules -o out.jsonld", true),
            ("convert story.board -f board -t jsonld -o out.jsonld", true),
            ("convert story.txt -t board --plugin plugins/board -o out.board", true),
            ("convert story.txt -t quotes --plugin plugins/quotes -o out.quotes", true),
            ("convert story.txt -t board --allow-native board -o out.board", true),
            ("convert story.txt -t board --allow-process board -o out.board", true),
            ("convert story.txt -t quotes --allow-process quotes -o out.quotes", true),
            ("convert story.txt -t lib --allow-native lib -o out.lib", true),
            ("convert story.txt -t board --allow-process lib -o out.board", true),
            ("convert story.txt -t board --config slugline.toml -o out.board", true),
            ("inspect story.txt", false),
            ("inspect story.board -f board", true),
            ("lint story.txt --lint board-rules", true),
            ("formats", false),
            ("formats board", false),
            ("plugin list", false),
            ("plugin inspect board", false),
            ("plugin inspect lib", false),
            ("plugin check board", true),
            ("plugin check plugins/lib", true),
            ("plugin check plugins/quotes", true),
            ("plugin test plugins/quotes", true),
            ("plugin package plugins/board", false),
            ("plugin install plugins/lib", false),
        ] {
            clone.check("repo", command, is_refused);
        }
        clone.check("elsewhere", "convert story.txt -t html --config ../repo/slugline.toml -o out.html", is_listed);
        clone.check("elsewhere", "convert story.txt -t board --config ../repo/slugline.toml -o out.board", true);
        clone.check("elsewhere", "inspect ../repo/story.txt", false);
    }
}

/// Its settings cannot even say so.
#[test]
fn its_settings_allow_nothing() {
    for toml in [
        "allow-process = ['board']\n",
        "[plugins]\nallow-process = ['board']\n",
        "[plugins]\nboard = { path = 'plugins/board', allow-process = true }\n",
    ] {
        let clone = Clone::new(toml);
        for command in ["convert story.txt -t board -o out.board", "convert story.txt -t html -o out.html"] {
            let told = clone.session("repo", command).code(2).get_output().stderr.clone();
            let told = String::from_utf8_lossy(&told).into_owned();
            assert!(told.starts_with("error") && !clone.has_run(), "{toml}: {told}");
        }
    }
}

/// Else the tests above would see nothing whatever was run.
#[test]
fn what_the_user_allows_runs() {
    for (folder, allowed) in [
        ("repo", "convert story.txt -t board --plugin plugins/board --allow-process board -o out.board"),
        ("repo", "convert story.txt -t lib --plugin plugins/lib --allow-native lib -o out.lib"),
        ("elsewhere", "convert story.txt -t quotes -o out.quotes"),
        ("elsewhere", "convert story.txt -t quotes --allow-process quotes -o out.quotes"),
    ] {
        let clone = Clone::new("");
        let told = clone.session(folder, allowed).get_output().stderr.clone();
        assert!(clone.has_run(), "{allowed}: {}", String::from_utf8_lossy(&told));
    }
}
