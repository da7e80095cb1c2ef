//! Programs through the real carrier: asked line by line, and started for each call.

#![cfg(all(unix, feature = "process"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{
    Article, BLOCK_KINDS, Block, Edition, EditionHead, Extra, Head, INLINE_KINDS, SCHEMA, Span,
};
use slugline_core::plugin::{Arity, Context, Memory, OfferKind, OptionHelp, OptionMap, Plugin, Still};
use slugline_core::{Result, Source};
use slugline_host::process::{Command, Lines, OneShot};
use slugline_host::{Carrier, Digest, Limits, Open, Outside};
use slugline_plugin::contract::{ABI, Answer, Call, Description, Document, ENVELOPE, Kinds, Offer, Panics, Request};
use slugline_plugin::process::PYTHON;
use tempfile::TempDir;

/// Nothing here takes so long, on a machine that is busy with all tests at once.
const LIMITS: Limits = Limits { memory: 64 << 20, time: Duration::from_secs(60), output: 16 << 20 };

/// A plugin's folder with one file, `plugin.py` or `plugin.sh`, and the Python module beside it.
fn folder(name: &str, code: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), code).unwrap();
    fs::write(folder.path().join("slugline_plugin.py"), PYTHON).unwrap();
    folder
}

fn command(folder: &TempDir, words: &[&str]) -> Command {
    Command::new(folder.path(), words.iter().map(|word| (*word).to_owned())).unwrap()
}

/// A plugin in Python that stands on the module.
fn python(folder: &TempDir) -> Box<dyn Carrier> {
    Lines { command: command(folder, &["python3", "plugin.py"]), limits: LIMITS }.open().unwrap()
}

fn ask(carrier: &dyn Carrier, request: &Request<'_>) -> Value {
    serde_json::from_str(&carrier.call(&request.to_json().unwrap()).unwrap()).unwrap()
}

fn offer(kind: OfferKind, name: &str, arity: Arity) -> Offer {
    Offer {
        kind,
        name: name.to_owned(),
        summary: String::new(),
        extension: "txt".to_owned(),
        media_type: "text/plain".to_owned(),
        binary: name == "binary",
        arity: Some(arity),
        audience: None,
        carries: None,
        options: vec![OptionHelp::new("line-width", "characters of a line")],
    }
}

fn describe(offers: Vec<Offer>) -> Description {
    Description {
        name: "script".to_owned(),
        version: "1.0.0".to_owned(),
        abi: ABI,
        schema: SCHEMA.to_owned(),
        kinds: Kinds::known(),
        panics: Panics::default(),
        offers,
    }
}

/// A script that is started for each call.
fn script(folder: &TempDir, words: &[&str], offer: Offer) -> Outside {
    let description = describe(vec![offer]);
    let command = command(folder, words);
    Outside::new(description.clone(), OneShot { command, limits: LIMITS, description })
}

fn article(headline: &'static str) -> Article<'static> {
    let head = Head { headline: Some(headline.into()), ..Head::default() };
    Article { head, body: vec![Block::paragraph("It \"rained\" all night.", Span::new(3, 9))] }
}

/// What the writer `name` writes of articles with these headlines, and what it reports.
fn write(plugin: &Outside, name: &str, headlines: &[&'static str]) -> Result<(Vec<u8>, Vec<Diagnostic>)> {
    let articles: Vec<_> = headlines.iter().map(|headline| article(headline)).collect();
    let head = EditionHead { title: Some("Evening".into()), ..EditionHead::default() };
    let options: OptionMap = serde_json::from_value(json!({"line-width": "40"})).unwrap();
    let mut output = Memory::new();
    let mut diagnostics = Diagnostics::new();
    let mut cx = Context::new(&mut diagnostics, &Still);
    let edition = Edition { head: &head, articles: &articles };
    plugin.writer(name, &options)?.write(&edition, &mut output, &mut cx)?;
    Ok((output.into_parts().0, diagnostics.take()))
}

#[test]
fn a_python_plugin_offers_each_kind() {
    let folder = folder(
        "plugin.py",
        r#"
from slugline_plugin import Plugin, Problem, heading, option, paragraph

plugin = Plugin("all", "1.0.0")
WIDTH = {"line-width": "characters of a line"}

@plugin.reader("lines", extension="lines", media_type="text/plain")
def read(source, cx):
    print("reading", source.name)
    if not source.text:
        raise Problem("no line", kind="malformed", span=[0, 0], help="write one")
    at = source.text.index("Rain")
    yield {"head": {"headline": source.name}, "body": [heading("Now"), paragraph("Rain", source.span(at, at + 4))]}

@plugin.transform("shout", options={"end": "what stands at the end"})
def shout(article, cx):
    article["head"]["headline"] = article["head"]["headline"].upper() + cx.options.get("end", "")

@plugin.linter("short", options={"least": option("characters of a headline", type="integer", default=4)})
def short(article, cx):
    if len(article["head"]["headline"]) > cx.options["least"]:
        cx.warn("short-headline", "too short", span=[0, 4], help="say more")

@plugin.writer("count", extension="txt", media_type="text/plain", arity="many", carries=["headline"], options=WIDTH)
def count(edition, cx):
    cx.file("count.txt", "text/plain", str(len(edition["articles"])))
    return b"\xff\x00" if cx.options else "é\ud800"

@plugin.writer("fails", extension="txt", media_type="text/plain", options=WIDTH)
def fails(edition, cx):
    return edition["articles"][0]["head"]["sub"]

@plugin.writer("nan", extension="txt", media_type="text/plain", options=WIDTH)
def nan(edition, cx):
    cx.note("odd", float("nan"))
    return ""

plugin.run()
"#,
    );
    let carrier = python(&folder);
    let description: Description = {
        let answer = ask(&*carrier, &Request::new(Call::Describe));
        assert_eq!(answer["slugline"], ENVELOPE);
        serde_json::from_value(answer["description"].clone()).unwrap()
    };
    assert_eq!((description.abi, &*description.schema), (ABI, SCHEMA));
    let names = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
    let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names(&description.kinds.blocks), known(&BLOCK_KINDS));
    assert_eq!(names(&description.kinds.inlines), known(&INLINE_KINDS));
    assert_eq!(description.offers.len(), 6);
    assert_eq!(description.offers[3].carries.as_deref(), Some(&["headline".to_owned()][..]));

    let plugin = Outside::new(description, {
        let command = command(&folder, &["python3", "plugin.py"]);
        Lines { command, limits: LIMITS }
    });
    let none = OptionMap::new();
    let mut diagnostics = Diagnostics::new();

    let source = Source::from_text("süß.lines", "äöü Rain").unwrap();
    let mut articles = Vec::new();
    let mut read = |source| {
        let mut cx = Context::new(&mut diagnostics, &Still);
        plugin.reader("lines", &none).unwrap().read(source, &mut cx, &mut |article| {
            articles.push(article.into_owned());
            Ok(())
        })
    };
    read(&source).unwrap();
    let error = read(&Source::from_text("empty.lines", "").unwrap()).unwrap_err();
    assert_eq!((error.to_string().as_str(), error.advice(), error.code()), ("no line", Some("write one"), None));
    assert_eq!(articles[0].head.headline.as_deref(), Some("süß.lines"));
    assert_eq!(source.slice(articles[0].body[1].span), "Rain");

    let mut cx = Context::new(&mut diagnostics, &Still);
    let mut changed = article("Rain");
    let options: OptionMap = serde_json::from_value(json!({"end": "!"})).unwrap();
    plugin.transform("shout", &options).unwrap().apply(&mut changed, &mut cx).unwrap();
    assert_eq!((changed.head.headline.as_deref(), &changed.body), (Some("RAIN!"), &article("").body));
    plugin.linter("short", &none).unwrap().check(&changed, &mut cx).unwrap();
    let found = diagnostics.take();
    assert_eq!((&*found[0].code, found[0].span, found.len()), ("short-headline", Span::new(0, 4), 1));

    assert_eq!(write(&plugin, "count", &["Rain"]).unwrap().0, b"\xff\0");
    let error = write(&plugin, "fails", &["Rain"]).unwrap_err();
    assert_eq!(error.code(), Some("plugin-panic"));
    assert!(error.to_string().ends_with("KeyError: 'sub' (plugin.py, line 31)"), "{error}");
    let error = write(&plugin, "nan", &["Rain"]).unwrap_err();
    let said = "the message of a note is to be str, not a value of type float (plugin.py, line 35)";
    assert!(error.to_string().ends_with(said), "{error}");
    let nobody = EditionHead::default();
    let edition = Edition { head: &nobody, articles: &[article("Rain"), article("Hail")] };
    let mut output = Memory::new();
    let writer = plugin.writer("count", &none).unwrap();
    writer.write(&edition, &mut output, &mut Context::new(&mut diagnostics, &Still)).unwrap();
    let (text, files) = output.into_parts();
    assert_eq!((text, &*files[0].content), ("é\u{FFFD}".as_bytes().to_vec(), &b"2"[..]));
    let noted: Vec<_> = diagnostics.take().into_iter().map(|one| one.code).collect();
    assert_eq!(noted, ["half-character"]);
}

/// Several threads at once, with texts that fit no pipe: each gets its own answer.
#[test]
fn calls_at_once_get_their_own_answers() {
    let folder = folder(
        "plugin.py",
        r#"
from slugline_plugin import Plugin

plugin = Plugin("echo", "1.0.0")

@plugin.writer("echo", extension="txt", media_type="text/plain")
def echo(edition, cx):
    return cx.options["words"]

plugin.run()
"#,
    );
    let carrier = python(&folder);
    let call = |thread: usize| {
        for round in 0..20 {
            let words = format!("{thread} {round} {}", "é".repeat(thread * 40_000));
            let options = serde_json::from_value(json!({"words": words})).unwrap();
            let edition = serde_json::from_str(r#"{"articles":[]}"#).unwrap();
            let request = Request { name: "echo".into(), options, edition: Some(edition), ..Request::new(Call::Write) };
            assert_eq!(ask(&*carrier, &request)["output"]["text"], words);
        }
    };
    thread::scope(|scope| (0..4).for_each(|thread| drop(scope.spawn(move || call(thread)))));
}

/// A member that no version knows is handed on as it stood in its document, in as many lines as it had there.
#[test]
fn a_request_is_one_line_whatever_stood_in_the_document() {
    let folder = folder(
        "plugin.py",
        r#"
from slugline_plugin import Plugin

plugin = Plugin("same", "1.0.0")

@plugin.transform("same")
def same(article, cx):
    pass

plugin.run()
"#,
    );
    let json = "{\n  \"at\": [\r\n1,\n2\r]\n}";
    let mut article = article("Rain");
    article.head.extra = vec![Extra { name: "x-note".into(), json: json.into() }];
    let request = Request { article: Some(Document::Lent(&article)), ..Request::new(Call::Transform) };
    let request = Request { name: "same".into(), ..request };
    let answer = ask(&*python(&folder), &request);
    assert_eq!(answer["article"]["head"]["x-note"], serde_json::from_str::<Value>(json).unwrap());

    let counted = script(&folder, &["wc", "-l"], offer(OfferKind::Writer, "text", Arity::One));
    let head = EditionHead::default();
    let (mut output, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let edition = Edition { head: &head, articles: std::slice::from_ref(&article) };
    let mut cx = Context::new(&mut diagnostics, &Still);
    counted.writer("text", &OptionMap::new()).unwrap().write(&edition, &mut output, &mut cx).unwrap();
    assert_eq!(output.into_parts().0.trim_ascii(), b"1");
}

/// What a program does after an answer is no fault of the next story: it is started again, and that is told once.
#[test]
fn a_program_that_does_more_after_its_answer_is_started_again() {
    for after in ["lambda: os.write(out, b'late\\n')", "lambda: os._exit(0)"] {
        let folder = folder(
            "plugin.py",
            &format!(
                r#"
import os, threading
from slugline_plugin import Plugin

plugin = Plugin("late", "1.0.0")
out = os.dup(1)

@plugin.writer("text", extension="txt", media_type="text/plain")
def text(edition, cx):
    threading.Timer(0.05, {after}).start()
    return "rain"

plugin.run()
"#
            ),
        );
        let description =
            Description { name: "late".to_owned(), ..describe(vec![offer(OfferKind::Writer, "text", Arity::One)]) };
        let plugin =
            Outside::new(description, Lines { command: command(&folder, &["python3", "plugin.py"]), limits: LIMITS });
        let mut told = Vec::new();
        for pause in [0, 150, 150, 51, 0] {
            thread::sleep(Duration::from_millis(pause));
            let (output, diagnostics) = write(&plugin, "text", &["Rain"]).unwrap();
            assert_eq!(output, b"rain");
            told.extend(diagnostics.into_iter().map(|one| one.code));
        }
        assert_eq!(told, ["plugin-restarted"], "{after}");
    }
}

/// A request that fails in a process of some age fails in a new one, or does not fail.
#[test]
fn only_a_new_process_fails_a_story() {
    let folder = folder(
        "plugin.py",
        r#"
import os
from slugline_plugin import Plugin

plugin = Plugin("counts", "1.0.0")
asked = 0

@plugin.writer("text", extension="txt", media_type="text/plain")
def text(edition, cx):
    global asked
    asked += 1
    if asked > 2 or edition["articles"][0]["head"]["headline"] == "Hail":
        os._exit(3)
    return "rain"

plugin.run()
"#,
    );
    let description =
        Description { name: "counts".to_owned(), ..describe(vec![offer(OfferKind::Writer, "text", Arity::One)]) };
    let plugin =
        Outside::new(description, Lines { command: command(&folder, &["python3", "plugin.py"]), limits: LIMITS });
    for _ in 0..5 {
        assert_eq!(write(&plugin, "text", &["Rain"]).unwrap().0, b"rain");
    }
    let error = write(&plugin, "text", &["Hail"]).unwrap_err();
    assert_eq!(error.code(), Some("plugin-exited"), "{error}");
    assert_eq!(write(&plugin, "text", &["Rain"]).unwrap().0, b"rain");
}

#[test]
fn a_program_finds_a_few_variables_and_its_own_files() {
    let folder = folder("plugin.sh", "env; pwd; cat \"$2\"; cat \"$1\"; printf %s \"$3\" >&2\n");
    fs::write(folder.path().join("words.txt"), "its own\n").unwrap();
    let words = ["sh", "plugin.sh", "words.txt", "-", "no-file.txt"];
    let plugin = script(&folder, &words, offer(OfferKind::Writer, "env", Arity::Many));
    let (output, reported) = write(&plugin, "env", &["Rain", "Hail"]).unwrap();
    let text = String::from_utf8(output).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let names: BTreeSet<&str> = lines.iter().filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    let expected = "HOME LANG PATH PWD PYTHONDONTWRITEBYTECODE PYTHONHASHSEED SLUGLINE_CALL SLUGLINE_EDITION \
        SLUGLINE_NAME SLUGLINE_OPTION_LINE_WIDTH TMPDIR TZ";
    let names: Vec<&str> = names.into_iter().filter(|name| !["_", "SHLVL", "OLDPWD"].contains(name)).collect();
    assert_eq!(names.join(" "), expected);
    assert!(lines.contains(&"SLUGLINE_CALL=write") && lines.contains(&"SLUGLINE_OPTION_LINE_WIDTH=40"), "{text}");
    assert!(lines.contains(&"SLUGLINE_EDITION={\"title\":\"Evening\",\"publisher\":{}}"), "{text}");
    let [.., pwd, rain, hail, own] = &lines[..] else { panic!("{text}") };
    assert!(pwd.contains("slugline-plugin-") && !Path::new(pwd).exists(), "{pwd}");
    assert_eq!(Article::from_json(rain).unwrap(), article("Rain"));
    assert_eq!(Article::from_json(hail).unwrap(), article("Hail"));
    assert_eq!(*own, "its own");
    let reported: Vec<_> = reported.iter().map(|one| (&*one.code, &*one.message)).collect();
    assert_eq!(reported, [("plugin-reported", "no-file.txt")]);
}

/// A word that leads out of the folder stands for no file of it, whatever lies there.
#[test]
fn a_word_stands_for_a_file_of_the_folder_alone() {
    let outer = folder("plugin.sh", "");
    let inner = outer.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let command = Command::new(&inner, ["printf", "%s", "../plugin.sh"].map(str::to_owned)).unwrap();
    let description = describe(vec![offer(OfferKind::Writer, "text", Arity::One)]);
    let plugin = Outside::new(description.clone(), OneShot { command, limits: LIMITS, description });
    assert_eq!(write(&plugin, "text", &["Rain"]).unwrap().0, b"../plugin.sh");
}

/// It was looked at once, and is started for each story.
#[test]
fn a_program_that_was_changed_is_not_started_again() {
    let folder = folder("plugin.sh", "printf rain");
    let (command, description) =
        (command(&folder, &["sh", "plugin.sh"]), describe(vec![offer(OfferKind::Writer, "text", Arity::One)]));
    let command = command.holding(Digest::of_folder(folder.path()).unwrap());
    let plugin = Outside::new(description.clone(), OneShot { command, limits: LIMITS, description });
    assert_eq!(write(&plugin, "text", &["Rain"]).unwrap().0, b"rain");
    fs::write(folder.path().join("plugin.sh"), "printf hail").unwrap();
    let error = write(&plugin, "text", &["Rain"]).unwrap_err();
    assert_eq!(error.code(), Some("plugin-checksum"));
    assert!(error.to_string().ends_with("was changed while slugline ran"), "{error}");
}

/// Others of the machine look at no story, whatever the user lets them see elsewhere.
#[test]
fn the_folder_that_a_program_works_in_is_the_users_alone() {
    let folder = folder("plugin.sh", "");
    let plugin = script(&folder, &["ls", "-ld", "."], offer(OfferKind::Writer, "text", Arity::One));
    let (listed, _) = write(&plugin, "text", &["Rain"]).unwrap();
    assert!(listed.starts_with(b"drwx------"), "{}", String::from_utf8_lossy(&listed));
}

/// A shell or a service may hold slugline to less than a plugin may have: the test runs itself under such a limit.
#[test]
#[cfg(target_os = "linux")]
fn a_lower_limit_that_slugline_has_is_the_programs_too() {
    const KIB: u64 = 3 << 20;
    let folder = folder("plugin.sh", "read line; ulimit -Hv; ulimit -Hd");
    if std::env::var_os("SLUGLINE_LIMITED").is_some() {
        let plugin = script(&folder, &["sh", "plugin.sh"], offer(OfferKind::Writer, "text", Arity::One));
        let expected = format!("{KIB}\n{}\n", LIMITS.memory >> 10);
        return assert_eq!(String::from_utf8(write(&plugin, "text", &["Rain"]).unwrap().0).unwrap(), expected);
    }
    let mut limited = std::process::Command::new("sh");
    let name = "a_lower_limit_that_slugline_has_is_the_programs_too";
    limited.args(["-c", &format!("ulimit -v {KIB}; exec \"$0\" --exact {name}")]).arg(std::env::current_exe().unwrap());
    let output = limited.env("SLUGLINE_LIMITED", "1").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Files that slugline has open are none of the program's business.
#[test]
#[cfg(target_os = "linux")]
fn a_program_has_no_descriptors_but_its_own() {
    let folder = folder("plugin.sh", "");
    let open = fs::File::open(folder.path().join("plugin.sh")).unwrap();
    let held = fs::read_link(format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&open))).unwrap();
    let plugin = script(&folder, &["ls", "-l", "/proc/self/fd"], offer(OfferKind::Writer, "fds", Arity::One));
    let listed = String::from_utf8(write(&plugin, "fds", &["Rain"]).unwrap().0).unwrap();
    assert!(listed.contains(" 0 -> ") && !listed.contains(held.to_str().unwrap()), "{listed}");
}

#[test]
fn a_script_reads_transforms_and_lints() {
    let folder = folder("plugin.sh", "wc -l >&2\nprintf '%s' \"$1\"\n");
    let story = |headline| serde_json::to_string(&article(headline)).unwrap();
    let documents = format!("{}\n\n{}", story("Rain"), story("Hail"));
    let reader = script(&folder, &["sh", "plugin.sh", &documents], offer(OfferKind::Reader, "two", Arity::One));
    let mut diagnostics = Diagnostics::new();
    let mut cx = Context::new(&mut diagnostics, &Still);
    let mut articles = Vec::new();
    let source = Source::from_text("a.two", "1\n2\n3\n").unwrap();
    let read = &mut |article: Article<'_>| {
        articles.push(article.head.headline.unwrap().into_owned());
        Ok(())
    };
    reader.reader("two", &OptionMap::new()).unwrap().read(&source, &mut cx, read).unwrap();
    assert_eq!(articles, ["Rain", "Hail"]);

    let transform = script(&folder, &["sed", "s/Rain/Hail/"], offer(OfferKind::Transform, "hail", Arity::One));
    let mut changed = article("Rain");
    transform.transform("hail", &OptionMap::new()).unwrap().apply(&mut changed, &mut cx).unwrap();
    assert_eq!(changed, article("Hail"));
    let linter = script(&folder, &["grep", "-o", "Rain"], offer(OfferKind::Linter, "no-rain", Arity::One));
    linter.linter("no-rain", &OptionMap::new()).unwrap().check(&article("Rain"), &mut cx).unwrap();
    let reported: Vec<_> = diagnostics.take().into_iter().map(|one| one.message).collect();
    assert_eq!(reported, ["3", "Rain"]);
}

#[test]
fn a_script_writes_bytes_and_may_stop_reading() {
    let folder = folder("plugin.sh", "");
    let writer = |words: &[&str], name| {
        write(&script(&folder, words, offer(OfferKind::Writer, name, Arity::One)), name, &["Rain"])
    };
    assert_eq!(writer(&["printf", "\\377\\0"], "binary").unwrap().0, b"\xff\0");
    let error = writer(&["printf", "\\377\\0"], "text").unwrap_err();
    assert_eq!(error.code(), Some("plugin-invalid-result"), "{error}");
    assert_eq!(writer(&["true"], "text").unwrap().0, b"");
    // Its child holds the output: it counts as ended with itself.
    assert_eq!(writer(&["sh", "-c", "sleep 600 & echo x"], "text").unwrap().0, b"x\n");
}

#[test]
fn a_script_that_fails_is_one_error() {
    let folder = folder("plugin.sh", "");
    for (words, code, says) in [
        (
            &["sh", "-c", "echo half; echo no headline >&2; exit 4"][..],
            "plugin-exited",
            "exit code 4, saying: no headline",
        ),
        (&["sh", "-c", "kill -9 $$"], "plugin-exited", "it was ended by signal 9"),
        (&["yes"], "plugin-output-too-large", "it said more than 16 MiB"),
    ] {
        let plugin = script(&folder, words, offer(OfferKind::Writer, "text", Arity::One));
        let error = write(&plugin, "text", &["Rain"]).unwrap_err();
        assert_eq!(error.code(), Some(code), "{error}");
        assert!(error.to_string().starts_with("plugin `script` 1.0.0 (process), write: "), "{error}");
        assert!(error.to_string().contains(says), "{error}");
    }
    let (command, description) = (command(&folder, &["sleep", "600"]), describe(Vec::new()));
    let limits = Limits { time: Duration::from_millis(200), ..LIMITS };
    let sleeping = OneShot { command, limits, description }.open().unwrap();
    let edition = serde_json::from_str(r#"{"articles":[]}"#).unwrap();
    let request = Request { edition: Some(edition), ..Request::new(Call::Write) }.to_json().unwrap();
    assert_eq!(sleeping.call(&request).unwrap_err().code(), Some("plugin-time"));

    let plugin = script(&folder, &["echo", "{\"slugline\""], offer(OfferKind::Transform, "text", Arity::One));
    let transform = plugin.transform("text", &OptionMap::new()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let error = transform.apply(&mut article("Rain"), &mut Context::new(&mut diagnostics, &Still)).unwrap_err();
    assert_eq!(error.code(), Some("plugin-invalid-result"), "{error}");
}

/// An answer is in the form of the contract, whichever way it came.
#[test]
fn a_script_answers_as_the_contract_has_it() {
    let folder = folder("plugin.sh", "");
    let command = command(&folder, &["cat"]);
    let description = describe(Vec::new());
    let carrier = OneShot { command, limits: LIMITS, description: description.clone() }.open().unwrap();
    let json = carrier.call(&Request::new(Call::Describe).to_json().unwrap()).unwrap();
    assert_eq!(Answer::from_json(&json).unwrap().description, Some(description));
}

#[test]
fn what_cannot_be_started_says_how_it_could() {
    let folder = folder("plugin.sh", "");
    for (words, says, help) in [
        (&["plugin.sh"][..], "cannot start `plugin.sh`: Permission denied", "`chmod +x plugin.sh`"),
        (&["no-such-program"][..], "cannot start `no-such-program`: No such file", "install `no-such-program`"),
    ] {
        let plugin = script(&folder, words, offer(OfferKind::Writer, "text", Arity::One));
        let error = write(&plugin, "text", &["Rain"]).unwrap_err();
        assert_eq!(error.code(), Some("plugin-not-found"));
        assert!(error.to_string().contains(says) && error.advice().unwrap().contains(help), "{error}");
    }
}
