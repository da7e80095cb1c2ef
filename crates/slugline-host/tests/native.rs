//! Plugins that are shared libraries: the same bytes as in the program, and what is checked before one is loaded.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::{env, fs, thread};

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Edition, EditionHead};
use slugline_core::plugin::{Context, Memory, OptionMap, Plugin, Still};
use slugline_core::{Error, Kind, Result, Source};
use slugline_host::native::{Library, Store};
use slugline_host::{Carrier, Limits, Log, Near, Outside};
use slugline_markdown::Markdown;
use slugline_plugin::Level;
use slugline_plugin::contract::{Answer, Call, Description, Request};
use slugline_probe::Probe;
use slugline_specimen::hostile;

/// The probe, as cargo builds it with these tests.
fn probe() -> PathBuf {
    let tests = env::current_exe().unwrap();
    tests.parent().unwrap().join(format!("{DLL_PREFIX}slugline_probe{DLL_SUFFIX}"))
}

/// The probe as a plugin from outside, loaded by way of a store of its own.
fn native() -> Outside {
    native_as(|library| library)
}

fn native_as(with: impl Fn(Library) -> Library + Send + Sync + 'static) -> Outside {
    let folder = tempfile::tempdir().unwrap();
    Outside::new(Description::of(&Probe), move || {
        let library = Library::open(&probe(), None, &Store::new(folder.path().join("store")))?;
        Ok(Box::new(with(library)) as Box<dyn Carrier>)
    })
}

fn near() -> Outside {
    Outside::new(Description::of(&Probe), || Ok(Box::new(Near(Probe)) as Box<dyn Carrier>))
}

fn write(plugin: &Outside, writer: &str) -> Result<Memory> {
    write_with(plugin, writer, &OptionMap::new())
}

fn write_with(plugin: &Outside, writer: &str, options: &OptionMap) -> Result<Memory> {
    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let edition = Edition { head: &EditionHead::default(), articles: &[Article::default()] };
    let writer = plugin.writer(writer, options)?;
    writer.write(&edition, &mut out, &mut Context::new(&mut diagnostics, &Still))?;
    Ok(out)
}

/// What `plugin` writes as Markdown, and reports; why not, where the article is none that JSON can hold.
fn markdown(plugin: &dyn Plugin, attack: &hostile::Attack) -> Result<(Vec<u8>, Vec<Diagnostic>), String> {
    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let edition = Edition { head: &attack.edition, articles: std::slice::from_ref(&attack.article) };
    let writer = plugin.writer("markdown", &OptionMap::new()).unwrap();
    let written = writer.write(&edition, &mut out, &mut Context::new(&mut diagnostics, &Still));
    written.map(|()| (out.into_parts().0, diagnostics.take())).map_err(|error| error.to_string())
}

#[test]
fn one_source_writes_the_same_bytes_everywhere() {
    let (native, near) = (native(), near());
    let mut same = 0;
    for attack in hostile::attacks() {
        let written = markdown(&native, &attack);
        assert!(written == markdown(&near, &attack), "{}", attack.name);
        if let Ok((bytes, _)) = written {
            assert!(bytes == markdown(&Markdown, &attack).unwrap().0, "{}", attack.name);
            same += 1;
        }
    }
    assert!(same > 100, "{same}");
}

#[test]
fn bytes_and_files_come_as_they_are() {
    let (bytes, files) = write(&native(), "bytes").unwrap().into_parts();
    assert_eq!(bytes, [0xff, 0, b'\n']);
    let file = &files[0];
    assert_eq!((&*file.name, &*file.media_type, &*file.content), ("more/words.txt", "text/plain", &b"\"words\""[..]));
}

#[test]
fn many_threads_ask_one_library() {
    let (native, near) = (native(), near());
    let attacks = hostile::attacks();
    let part = attacks.len().div_ceil(4);
    thread::scope(|scope| {
        for attacks in attacks.chunks(part) {
            let (native, near) = (&native, &near);
            scope.spawn(move || {
                for attack in attacks {
                    assert!(markdown(native, attack) == markdown(near, attack), "{}", attack.name);
                    assert_eq!(write(native, "panic").err().unwrap().code(), Some("plugin-panic"));
                }
            });
        }
    });
}

#[test]
fn a_log_hears_the_plugin() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = {
        let heard = Arc::clone(&heard);
        Log::new(move |level, message| heard.lock().unwrap().push((level, message.to_owned())))
    };
    let (bytes, _) = write(&native_as(move |library| library.with_log(log.clone())), "log").unwrap().into_parts();
    assert_eq!(bytes, b"logged");
    assert_eq!(*heard.lock().unwrap(), [(Level::Warn, "it rains".to_owned())]);
    // Without one it says it to nobody, and in this program there is none.
    for plugin in [native(), near()] {
        assert_eq!(write(&plugin, "log").unwrap().into_parts().0, b"logged");
    }
}

#[test]
fn a_panic_is_an_error_wherever_it_happens() {
    let plugin = native();
    let (mut diagnostics, mut article) = (Diagnostics::new(), Article::default());
    let mut cx = Context::new(&mut diagnostics, &Still);
    let source = Source::from_text("story.txt", "Rain.").unwrap();
    let none = OptionMap::new();
    let mut some = OptionMap::new();
    some.set("soon", true);
    let faults = [
        ("read", "asked to read", plugin.reader("panic", &none).unwrap().read(&source, &mut cx, &mut |_| Ok(()))),
        ("transform", "asked to edit", plugin.transform("panic", &none).unwrap().apply(&mut article, &mut cx)),
        ("lint", "asked to look", plugin.linter("panic", &none).unwrap().check(&article, &mut cx)),
        ("write", "asked to write", write(&plugin, "panic").map(drop)),
        ("write", "asked to bind", write_with(&plugin, "panic", &some).map(drop)),
        ("write", "a panic without words", write(&plugin, "panic-twice").map(drop)),
    ];
    for (call, said, result) in faults {
        let error = result.err().unwrap();
        let message = error.to_string();
        assert_eq!((error.kind(), error.code()), (Kind::Internal, Some("plugin-panic")));
        assert!(message.starts_with(&format!("plugin `probe` 0.1.0 (native), {call}: panicked at ")), "{message}");
        assert!(message.contains("lib.rs:") && message.ends_with(said), "{message}");
        assert!(error.advice().is_some(), "{message}");
    }
    assert_eq!(article, Article::default());
    assert!(write(&plugin, "markdown").is_ok(), "it goes on");
}

#[test]
fn too_long_an_answer_is_not_read() {
    let limits = Limits { output: 1 << 20, ..Limits::default() };
    let plugin = native_as(move |library| library.with_limits(limits));
    let error = write(&plugin, "long").err().unwrap();
    assert_eq!(error.code(), Some("plugin-output-too-large"));
    let said = "plugin `probe` 0.1.0 (native), write: its answer has 1048611 bytes; at most 1 MiB are taken";
    assert_eq!(error.to_string(), said);
    assert!(error.advice().is_some());
    assert!(write(&plugin, "markdown").is_ok());
    assert!(write(&native(), "long").is_ok());
}

fn parts(error: &Error) -> [String; 2] {
    [error.code().unwrap_or_default().to_owned(), error.to_string()]
}

#[test]
fn what_is_no_library_is_not_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let (path, store) = (folder.path().join("plugin.so"), Store::new(folder.path().join("store")));
    let open = || Library::open(&path, None, &store).err().unwrap();
    let name = path.display();

    assert_eq!(open().code(), Some("plugin-not-found"));
    fs::write(&path, "#!/bin/sh\necho Rain.\n").unwrap();
    assert_eq!(open().to_string(), format!("`{name}` is no plugin that can be loaded: it is no library"));

    let mut library = fs::read(probe()).unwrap();
    // `e_machine` of a processor that this is not.
    let (other, code) = if cfg!(target_arch = "aarch64") { ("x86_64", 62) } else { ("aarch64", 183) };
    library[18] = code;
    fs::write(&path, &library).unwrap();
    let found = format!("it is for {other}, this is {}", env::consts::ARCH);
    assert_eq!(parts(&open()), ["plugin-abi".to_owned(), format!("`{name}` is no plugin that can be loaded: {found}")]);

    // The system would map what is not there. What stands behind the code, for debuggers, is not mapped: half of a library
    // may be all of it that counts.
    library[18] = fs::read(probe()).unwrap()[18];
    for len in [6, 40, 4096, 65_536] {
        fs::write(&path, &library[..len]).unwrap();
        let found = if len < 20 {
            format!("it is for another machine of 64 bits, this is {}", env::consts::ARCH)
        } else {
            "it is cut off".to_owned()
        };
        assert_eq!(open().to_string(), format!("`{name}` is no plugin that can be loaded: {found}"), "{len} bytes");
    }
}

#[test]
fn only_what_was_hashed_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let (path, store) = (folder.path().join("plugin.so"), folder.path().join("store"));
    fs::copy(probe(), &path).unwrap();
    let error = Library::open(&path, Some("00ff"), &Store::new(&store)).err().unwrap();
    assert_eq!(error.code(), Some("plugin-checksum"));
    assert!(!store.exists(), "nothing is kept of another file");

    let library = Library::open(&path, None, &Store::new(&store)).unwrap();
    let kept = fs::read_dir(&store).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let [kept] = &kept[..] else { panic!("{kept:?}") };
    let hash = kept.file_stem().unwrap().to_str().unwrap().to_owned();
    assert!(Library::open(&path, Some(&hash.to_uppercase()), &Store::new(&store)).is_ok());

    // The file may change; a copy that did is written anew.
    fs::remove_file(kept).unwrap();
    fs::write(kept, "half").unwrap();
    assert!(Library::open(&path, Some(&hash), &Store::new(&store)).is_ok());
    assert_eq!(fs::read(kept).unwrap(), fs::read(&path).unwrap());
    fs::remove_file(&path).unwrap();
    let answer = library.call(&Request::new(Call::Describe).to_json().unwrap()).unwrap();
    assert_eq!(Answer::from_json(&answer).unwrap().description, Some(Description::of(&Probe)));
}

#[cfg(unix)]
#[test]
fn the_store_is_the_users_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made/store");
    let store = Store::new(&path);
    assert!(Library::open(&probe(), None, &store).is_ok());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o770)).unwrap();
    let error = Library::open(&probe(), None, &store).err().unwrap();
    assert_eq!(error.code(), Some("plugin-not-permitted"));
    assert!(error.advice().is_some_and(|help| help.starts_with("`chmod 700 ")));
}

#[test]
fn the_header_is_c_and_cpp() {
    let header = Path::new(env!("CARGO_MANIFEST_DIR")).join("../slugline-plugin/include/slugline_plugin.h");
    for (compiler, language, standard) in [("cc", "c", "c99"), ("c++", "c++", "c++11")] {
        let mut command = Command::new(compiler);
        command.args(["-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", "-x", language]);
        let Ok(status) = command.arg(format!("-std={standard}")).arg(&header).status() else { continue };
        assert!(status.success(), "{language}");
    }
}
