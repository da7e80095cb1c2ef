//! The shell sessions of a page, run again.
//!
//! In a block marked `console` lines that begin with `$ ` are commands, and what follows each is what it prints, errors and
//! all. A block marked `text` and a name is a file that the page asks its reader to save. All sessions of a page happen in
//! one folder, in order, with the fixture articles in it. A command that fails is followed by `$ echo $?`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use slugline_tests::{articles, root};

/// The page with what its commands print today below them.
pub(crate) fn rerun(page: &str) -> String {
    let mut desk = Desk::new();
    let mut fresh = String::new();
    let mut lines = page.split_inclusive('\n');
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        let Some(mark) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != "```").collect();
        match mark.trim_end().split_once(' ') {
            None if mark.trim_end() == "console" => fresh.push_str(&desk.session(&block)),
            Some(("text", name)) => {
                let path = desk.folder.path().join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, block.concat()).unwrap();
                fresh.push_str(&block.concat());
            }
            _ => fresh.push_str(&block.concat()),
        }
        fresh.push_str("```\n");
    }
    desk.accept("");
    fresh
}

/// Where the reader of a page sits.
struct Desk {
    folder: tempfile::TempDir,
    /// The exit code of the command before, and that command.
    last: (i32, String),
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let fixtures = folder.path().join("fixtures/articles");
        fs::create_dir_all(&fixtures).unwrap();
        for case in articles() {
            fs::write(fixtures.join(format!("{}.txt", case.name)), case.bytes).unwrap();
        }
        // Where someone cloned it.
        #[cfg(unix)]
        std::os::unix::fs::symlink(root(), folder.path().join("slugline")).unwrap();
        Desk { folder, last: (0, String::new()) }
    }

    /// The commands of a block, each with what it prints. A command that ends in a backslash goes on in the next line.
    fn session(&mut self, block: &[&str]) -> String {
        let mut shown = String::new();
        let mut lines = block.iter();
        while let Some(line) = lines.next() {
            let Some(first) = line.strip_prefix("$ ") else { continue };
            let mut command = first.to_owned();
            while command.ends_with("\\\n") {
                command.push_str(lines.next().unwrap());
            }
            shown.push_str("$ ");
            shown.push_str(&command);
            shown.push_str(&self.run(command.trim_end()));
        }
        shown
    }

    /// What a command prints, as a terminal shows it.
    fn run(&mut self, command: &str) -> String {
        self.accept(command);
        let program = command.replace("cargo run --release -- ", "slugline ");
        let path = [PROGRAM.to_str().unwrap(), &std::env::var("PATH").unwrap()].join(":");
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1; (exit {}); {program}", self.last.0)])
            .current_dir(self.folder.path())
            .env("PATH", path)
            // Whoever runs the tests may have plugins, and trust some.
            .env("HOME", self.folder.path())
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CACHE_HOME")
            .env("XDG_DATA_DIRS", "/none")
            .env("LC_ALL", "C")
            // What a page builds is built of what the tests themselves are, once for all pages.
            .env("CARGO_TARGET_DIR", PROGRAM.join("scaffolds"))
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("SOURCE_DATE_EPOCH")
            .env_remove("CLICOLOR_FORCE")
            .output()
            .unwrap();
        self.last = (output.status.code().unwrap(), command.to_owned());
        let mut printed = String::from_utf8(output.stdout).unwrap();
        if !printed.is_empty() && !printed.ends_with('\n') {
            printed.push('\n');
        }
        printed
    }

    /// Nothing fails in the manual without saying so.
    fn accept(&self, next: &str) {
        let (code, command) = &self.last;
        assert!(*code == 0 || next == "echo $?", "`{command}` ends with {code}, and the page does not show it");
    }
}

/// The folder with the program, as the sources are now.
///
/// `cargo test --workspace` has built it already, and then this takes no time; who tests this package alone has not. Asking
/// for a test of the program's own makes both build the same thing: only features decide what is built anew, and these are
/// those of the whole workspace.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let built = Command::new(env!("CARGO"))
        .args(["test", "--workspace", "--test", "sessions", "--no-run", "--message-format", "json"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let messages = serde_json::Deserializer::from_slice(&built.stdout).into_iter::<serde_json::Value>();
    let program =
        messages.flatten().find(|message| message["target"]["kind"][0] == "bin" && message["executable"].is_string());
    Path::new(program.unwrap()["executable"].as_str().unwrap()).parent().unwrap().to_path_buf()
});
