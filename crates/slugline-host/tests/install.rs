//! Plugins that come as a folder or as a file, and go.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fs;
use std::io::{Cursor, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use slugline_host::{Digest, LOCK_FILE, Lock, MANIFEST_FILE, Package, Removed, Store};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    /// The source of the plugin `quotes`: a program, and what else stands in a folder that someone works in.
    fn source(&self, version: &str) -> Package {
        self.write(
            &format!("source/{MANIFEST_FILE}"),
            &format!(
                "[plugin]\nname = 'quotes'\nversion = '{version}'\nschema = '>=0.2, <1'\nabi = 1\n[[provides]]\nkind = 'linter'\n\
                 name = 'quotes'\nsummary = 'quotes'\n[artifact]\nprocess = {{ command = ['./run'] }}\n"
            ),
        );
        for name in ["run", "run.txt", "lib/b.py", "lib/a.py", ".git/HEAD", "lib/.swp"] {
            self.write(&format!("source/{name}"), &format!("{name} {version}"));
        }
        fs::set_permissions(self.path("source/run"), fs::Permissions::from_mode(0o755)).unwrap();
        Package::open(&self.path("source")).unwrap()
    }

    fn store(&self) -> Store {
        Store { plugins: self.path("store"), lock: self.path("store") }
    }

    /// A file with these entries.
    fn zip(&self, entries: &[(&str, &[u8])]) -> PathBuf {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        let path = self.path("made.slp");
        fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
        path
    }
}

#[test]
fn a_package_is_the_same_for_the_same_plugin() {
    let desk = Desk::new();
    let package = desk.source("1.0.0");
    let files = package.files().unwrap();
    let names: Vec<String> = files.iter().map(|name| name.display().to_string()).collect();
    assert_eq!(names, [MANIFEST_FILE, "lib/a.py", "lib/b.py", "run", "run.txt"]);
    let packed = package.pack(&files).unwrap();
    assert_eq!(packed, Desk::new().source("1.0.0").pack(&files).unwrap());

    fs::write(desk.path("quotes.slp"), packed).unwrap();
    let installed = desk.store().install(&desk.path("quotes.slp"), |_| Ok(())).unwrap();
    assert_eq!(fs::read_to_string(desk.path("store/quotes/lib/a.py")).unwrap(), "lib/a.py 1.0.0");
    assert_eq!(fs::metadata(desk.path("store/quotes/run")).unwrap().permissions().mode() & 0o777, 0o755);
    let from_folder = Store { plugins: desk.path("other"), lock: desk.path("other") }
        .install(&desk.path("source"), |_| Ok(()))
        .unwrap();
    assert_eq!(installed.locked.sha256, from_folder.locked.sha256, "a file and a folder give the same plugin");
}

/// The author packs it in its own folder, after Python ran there.
#[test]
fn what_its_author_leaves_beside_it_is_not_in_a_package() {
    let desk = Desk::new();
    let package = desk.source("1.0.0");
    let (files, digest) = (package.files().unwrap(), Digest::of_folder(&package.folder).unwrap());
    desk.write("source/quotes-1.0.0.slp", "packed");
    assert_eq!(Digest::of_folder(&package.folder).unwrap(), digest);
    desk.write("source/lib/__pycache__/a.cpython-313.pyc", "compiled");
    assert_eq!(package.files().unwrap(), files);
    assert_ne!(Digest::of_folder(&package.folder).unwrap(), digest, "Python would run it in the place of a.py");
}

/// The other end of a link can change after it was looked at.
#[test]
fn a_plugin_has_no_links() {
    let desk = Desk::new();
    let manifest = "[plugin]\nname = 'quotes'\nversion = '1.0.0'\nschema = '>=0.2, <1'\nabi = 1\n[[provides]]\nkind = 'linter'\n\
                    name = 'quotes'\nsummary = 'quotes'\n[artifact]\nwasm = { path = 'made/quotes.wasm' }\n";
    desk.write("secret/quotes.wasm", "elsewhere");
    for (link, to) in [
        ("source/made/quotes.wasm", "secret/quotes.wasm"),
        ("source/made", "secret"),
        ("source/README.md", "secret/quotes.wasm"),
        ("source/LICENSE", "secret"),
    ] {
        desk.write(&format!("source/{MANIFEST_FILE}"), manifest);
        if !link.starts_with("source/made") {
            desk.write("source/made/quotes.wasm", "here");
        }
        fs::create_dir_all(desk.path(link).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(desk.path(to), desk.path(link)).unwrap();
        let package = Package::open(&desk.path("source")).unwrap();
        let said = format!("`{}` is a link or a device; a plugin is made of files", desk.path(link).display());
        assert_eq!(package.files().unwrap_err().to_string(), said);
        if link.starts_with("source/made") {
            assert_eq!(package.digest(&package.artifacts[0]).unwrap_err().to_string(), said);
        }
        fs::remove_dir_all(desk.path("source")).unwrap();
    }
}

/// What can be packed can be installed.
#[test]
fn a_plugin_is_no_larger_than_a_package() {
    let desk = Desk::new();
    let package = desk.source("1.0.0");
    for name in ["source/run", "source/lib/a.py"] {
        fs::File::options().write(true).open(desk.path(name)).unwrap().set_len(130 << 20).unwrap();
    }
    let said = format!("`{}` is too large: a plugin has 256 MiB at most", package.folder.display());
    assert_eq!(package.files().unwrap_err().to_string(), said);
    let refused = Digest::of_folder(&package.folder).unwrap_err().to_string();
    assert!(refused.ends_with("is too large: a plugin has 256 MiB at most"), "{refused}");
}

#[test]
fn a_plugin_takes_the_place_of_its_former_version_and_goes() {
    let desk = Desk::new();
    desk.source("1.0.0");
    assert_eq!(desk.store().install(&desk.path("source"), |_| Ok(())).unwrap().before, None);
    desk.source("1.1.0");
    let installed = desk.store().install(&desk.path("source"), |_| Ok(())).unwrap();
    assert_eq!(installed.before.as_deref(), Some("1.0.0"));
    assert_eq!(installed.package.folder, desk.path("store/quotes"));
    assert_eq!(fs::read_to_string(desk.path("store/quotes/run")).unwrap(), "run 1.1.0");
    let lock = Lock::of_folder(&desk.path("store")).unwrap().unwrap();
    assert_eq!(lock.plugins["quotes"], installed.locked);
    assert_eq!(lock.plugins["quotes"].carriers(), ["process"]);

    let mut left: Vec<_> = fs::read_dir(desk.path("store")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, [".lock", "quotes", LOCK_FILE], "nothing else stays");
    let mode = fs::metadata(desk.path("store").join(LOCK_FILE)).unwrap().permissions().mode();
    assert_eq!(mode, fs::metadata(desk.path("source/run.txt")).unwrap().permissions().mode(), "as of any new file");
    assert_eq!(desk.store().remove("quotes").unwrap(), Removed::Folder);
    assert!(!desk.path("store/quotes").exists());
    let gone = desk.store().remove("quotes").unwrap_err();
    assert_eq!(gone.error.code(), Some("plugin-not-found"));
    assert!(desk.store().remove("../source").is_err() && desk.path("source").exists());
}

#[test]
fn what_is_no_package_leaves_all_as_it_was() {
    let desk = Desk::new();
    desk.source("1.0.0");
    desk.store().install(&desk.path("source"), |_| Ok(())).unwrap();
    let manifest = fs::read(desk.path("source").join(MANIFEST_FILE)).unwrap();
    let manifest: (&str, &[u8]) = (MANIFEST_FILE, &manifest);
    for (entries, said) in [
        (vec![("run", &b"1"[..])], "it holds no `slugline-plugin.toml`"),
        (vec![manifest, ("../run", b"1")], "`../run` leads elsewhere"),
        (vec![manifest, ("/run", b"1")], "`/run` leads elsewhere"),
        (vec![manifest, ("a\\..\\run", b"1")], "`a\\..\\run` leads elsewhere"),
        (vec![manifest, ("a/../../run", b"1")], "`a/../../run` leads elsewhere"),
        (vec![(MANIFEST_FILE, b"name = 1")], "unknown key `name`"),
    ] {
        let refused = desk.store().install(&desk.zip(&entries), |_| Ok(())).unwrap_err();
        assert!(refused.to_string().contains(said), "{refused}");
    }
    fs::write(desk.path("made.slp"), "no zip").unwrap();
    assert!(desk.store().install(&desk.path("made.slp"), |_| Ok(())).is_err());
    assert!(desk.store().install(Path::new("/none"), |_| Ok(())).is_err());
    assert_eq!(fs::read_to_string(desk.path("store/quotes/run")).unwrap(), "run 1.0.0");
    assert!(!desk.path("run").exists());
}

#[test]
fn what_stands_in_its_place_is_recorded_and_stays() {
    let desk = Desk::new();
    desk.source("1.0.0");
    fs::create_dir(desk.path("store")).unwrap();
    fs::rename(desk.path("source"), desk.path("store/quotes")).unwrap();
    std::os::unix::fs::symlink(desk.path("store/quotes"), desk.path("link")).unwrap();
    for source in ["store/quotes", "link", "store/quotes/slugline-plugin.toml", "store/../link/."] {
        let installed = desk.store().install(&desk.path(source), |_| Ok(())).unwrap();
        assert_eq!(installed.locked.source, None, "{source}");
        let lock = Lock::of_folder(&desk.path("store")).unwrap().unwrap();
        assert_eq!(lock.plugins["quotes"], installed.locked);
    }
    assert_eq!(fs::read_to_string(desk.path("store/quotes/.git/HEAD")).unwrap(), ".git/HEAD 1.0.0");
    assert_eq!(desk.store().remove("quotes").unwrap(), Removed::Record);
    assert_eq!(fs::read_to_string(desk.path("store/quotes/run")).unwrap(), "run 1.0.0");
    assert_eq!(Lock::of_folder(&desk.path("store")).unwrap(), Some(Lock::default()));
}

#[test]
fn what_was_not_installed_is_neither_replaced_nor_removed() {
    let desk = Desk::new();
    desk.source("1.0.0");
    desk.write("store/quotes/notes.txt", "mine");
    for recorded in [false, true] {
        if recorded {
            fs::copy(desk.path("source").join(MANIFEST_FILE), desk.path("store/quotes").join(MANIFEST_FILE)).unwrap();
            desk.store().install(&desk.path("store/quotes"), |_| Ok(())).unwrap();
        } else {
            let refused = desk.store().remove("quotes").unwrap_err();
            assert_eq!(refused.error.code(), Some("plugin-not-found"));
            assert!(refused.to_string().contains("was not installed: slugline.lock does not name it"), "{refused}");
        }
        let refused = desk.store().install(&desk.path("source"), |_| Ok(())).unwrap_err();
        assert!(refused.to_string().contains("is there already and was not installed"), "{refused}");
        assert_eq!(fs::read_to_string(desk.path("store/quotes/notes.txt")).unwrap(), "mine");
    }
}

#[test]
fn a_plugin_whose_lock_cannot_be_written_is_not_there() {
    let desk = Desk::new();
    desk.source("1.0.0");
    let store = Store { plugins: desk.path("store"), lock: desk.path("nowhere") };
    let refused = store.install(&desk.path("source"), |_| Ok(())).unwrap_err();
    assert!(refused.to_string().contains("nowhere/slugline.lock"), "{refused}");
    assert!(!desk.path("store/quotes").exists(), "nothing would record what it holds");
}

#[test]
fn installs_at_once_lose_no_entry() {
    let desk = Desk::new();
    let names: Vec<String> = (0..16).map(|number| format!("quotes-{number}")).collect();
    for name in &names {
        desk.source("1.0.0");
        let manifest = fs::read_to_string(desk.path("source").join(MANIFEST_FILE)).unwrap();
        fs::rename(desk.path("source"), desk.path(name)).unwrap();
        desk.write(&format!("{name}/{MANIFEST_FILE}"), &manifest.replacen("quotes", name, 1));
    }
    std::thread::scope(|scope| {
        for name in &names {
            scope.spawn(|| desk.store().install(&desk.path(name), |_| Ok(())).unwrap());
        }
    });
    let lock = Lock::of_folder(&desk.path("store")).unwrap().unwrap();
    let mut found: Vec<&String> = lock.plugins.keys().collect();
    found.sort_by_key(|name| names.iter().position(|known| known == *name));
    assert_eq!(found, names.iter().collect::<Vec<_>>());
}
