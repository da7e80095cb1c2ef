//! Plugins that do one thing wrong, and what the kit says of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise, and a plugin of theirs has to panic"
)]

use std::cell::Cell;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use slugline_conformance::{
    Check, Finding, GOLDEN_FOLDER, Golden, Metered, Patience, Subject, conform, findings, fuel, golden,
};
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Block, BlockKind, Edition, Field, FieldSet, Span};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Linter, Manifest, Offer, OptionMap, Output, Plugin, Reader, Transform, Writer,
};
use slugline_core::{Error, Kind, Result, Source};

type Write = fn(&Edition<'_>, &mut dyn Output, &mut Context<'_>) -> Result<()>;
type Apply = fn(&mut Article<'_>, &mut Context<'_>) -> Result<()>;
type Look = fn(&Article<'_>, &mut Context<'_>) -> Result<()>;
type Read = fn(&Source) -> Result<Vec<Article<'static>>>;

/// A plugin that is one function.
struct Made {
    manifest: Manifest,
    work: Work,
}

#[derive(Clone, Copy)]
enum Work {
    Write(Write),
    Apply(Apply),
    Look(Look),
    Read(Read),
}

impl Made {
    /// Its offer, and its work.
    fn new(offer: Offer, work: Work) -> Made {
        Made { manifest: Manifest { name: "made".into(), version: "1.0.0".into(), offers: vec![offer].into() }, work }
    }

    /// A writer for the public that carries `fields`.
    fn writer(media_type: &'static str, fields: &[Field], write: Write) -> Made {
        let files = FileType::text("made", media_type);
        Made::new(
            Offer::writer("made", "words", files, Carries::to_public(FieldSet::of(fields)), &[]),
            Work::Write(write),
        )
    }

    fn transform(apply: Apply) -> Made {
        Made::new(Offer::transform("made", "changes", &[]), Work::Apply(apply))
    }

    fn linter(look: Look) -> Made {
        Made::new(Offer::linter("made", "looks", &[]), Work::Look(look))
    }

    fn reader(read: Read) -> Made {
        Made::new(Offer::reader("made", "reads", FileType::text("made", "text/plain"), &[]), Work::Read(read))
    }

    fn offer(&self) -> &Offer {
        &self.manifest.offers[0]
    }
}

impl Plugin for Made {
    fn manifest(&self) -> &Manifest {
        &self.manifest
    }
    fn writer(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(self.work))
    }
    fn transform(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Transform>> {
        Ok(Box::new(self.work))
    }
    fn linter(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Linter>> {
        Ok(Box::new(self.work))
    }
    fn reader(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(self.work))
    }
}

impl Writer for Work {
    fn arity(&self) -> Arity {
        Arity::One
    }
    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        let Work::Write(write) = self else { unreachable!() };
        write(edition, out, cx)
    }
}

impl Transform for Work {
    fn apply(&self, article: &mut Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        let Work::Apply(apply) = self else { unreachable!() };
        apply(article, cx)
    }
}

impl Linter for Work {
    fn check(&self, article: &Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        let Work::Look(look) = self else { unreachable!() };
        look(article, cx)
    }
}

impl Reader for Work {
    fn read<'s>(
        &self,
        source: &'s Source,
        _: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        let Work::Read(read) = self else { unreachable!() };
        read(source)?.into_iter().try_for_each(each)
    }
}

/// The text of an article, a run on a line, without what moves a cursor, and without the word that editors alone may read.
fn text_of(article: &Article<'_>) -> String {
    let mut text = String::new();
    article.each_text(&mut |run, _| {
        let shown = run.replace(char::is_control, "");
        if !shown.contains("withheld") {
            text.extend([&shown, "\n"]);
        }
    });
    text
}

fn write_text(edition: &Edition<'_>, out: &mut dyn Output, _: &mut Context<'_>) -> Result<()> {
    out.primary().put_str(&text_of(&edition.articles[0]));
    Ok(())
}

fn found(plugin: &Made) -> Vec<Finding> {
    let outcomes = conform(&Subject::new(plugin), plugin.offer());
    assert!(!outcomes.is_empty() && outcomes.iter().all(|outcome| outcome.tried > 0));
    outcomes.into_iter().flat_map(|outcome| outcome.findings).collect()
}

/// Holds `plugin` to breaking `check` and nothing else, first by `document`, of which `words` are said.
#[track_caller]
fn breaks(plugin: &Made, check: Check, document: &str, words: &str) {
    let found = found(plugin);
    let Some(first) = found.first() else { panic!("nothing is found") };
    assert!(found.iter().all(|finding| finding.check == check), "{found:#?}");
    assert_eq!(first.document, document);
    assert!(first.found.contains(words), "{first}");
}

#[test]
fn sound_plugins_have_no_findings() {
    for plugin in [
        Made::writer("text/plain", &[], write_text),
        Made::transform(|_, _| Ok(())),
        Made::linter(|_, _| Ok(())),
        Made::reader(|_| Ok(vec![Article::default()])),
    ] {
        assert_eq!(found(&plugin), [], "{}", plugin.offer().kind.as_str());
    }
}

#[test]
fn a_writer_that_fails_is_found() {
    let plugin = Made::writer("text/plain", &[], |edition, out, cx| {
        match edition.articles[0].body.iter().any(|block| matches!(block.kind, BlockKind::Table(_))) {
            true => Err(Error::new(Kind::Unsupported, "no tables")),
            false => write_text(edition, out, cx),
        }
    });
    breaks(&plugin, Check::Answers, "table alone", "no tables");
}

#[test]
fn a_panic_is_found_and_ends_nothing() {
    let plugin = Made::linter(|article, _| {
        assert!(!article.body.is_empty(), "no body");
        Ok(())
    });
    breaks(&plugin, Check::Answers, "nothing", "panicked: no body");
}

/// What takes its whole time for each document is not waited for a hundred times, and is not called well where it was not asked.
#[test]
fn what_is_late_three_times_is_asked_no_more() {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    let plugin = Made::writer("text/plain", &[], |edition, out, cx| {
        CALLS.fetch_add(1, Ordering::Relaxed);
        match edition.articles[0].body.iter().any(|block| matches!(block.kind, BlockKind::Paragraph { .. })) {
            true => Err(Error::new(Kind::Internal, "it did not answer within 2s").coded("plugin-time")),
            false => write_text(edition, out, cx),
        }
    });
    let outcomes = conform(&Subject::new(&plugin), plugin.offer());
    let answers = outcomes.iter().find(|outcome| outcome.check == Check::Answers).unwrap();
    assert_eq!(answers.findings.len(), 3);
    assert_eq!(CALLS.load(Ordering::Relaxed) as usize, answers.tried);
    for outcome in &outcomes {
        assert!(outcome.untried > 0 && !outcome.is_well(), "{outcome:?}");
    }
    let same_twice = outcomes.iter().find(|outcome| outcome.check == Check::SameTwice).unwrap();
    assert_eq!((same_twice.tried, same_twice.untried), (0, answers.tried + answers.untried));
}

/// Golden files are asked for with the same patience, and who waits is told each document.
#[test]
fn golden_files_are_not_waited_for_either() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rain.txt"), "Rain\n\nRain fell.\n").unwrap();
    let plugin = Made::linter(|_, _| Err(Error::new(Kind::Internal, "it did not answer").coded("plugin-time")));
    let told = Mutex::new(Vec::new());
    let each = |offer: &str, document: &str| told.lock().unwrap().push(format!("{offer}: {document}"));
    let subject = Subject { patience: Patience::telling(&each), ..Subject::new(&plugin) };
    conform(&subject, plugin.offer());
    let golden = golden(&subject, plugin.offer(), folder.path(), Golden::Bless).unwrap();
    assert_eq!((golden.tried, golden.untried), (0, 1));
    let asked = ["its options", "nothing", "no headline", "headline alone"].map(|name| format!("linter made: {name}"));
    assert_eq!(*told.lock().unwrap(), asked);
}

#[test]
fn a_writer_that_counts_is_found() {
    static CALLS: AtomicU32 = AtomicU32::new(100);
    let plugin = Made::writer("text/plain", &[], |edition, out, cx| {
        write_text(edition, out, cx)?;
        out.primary().put_str(&format!("{}\n", CALLS.fetch_add(1, Ordering::Relaxed)));
        Ok(())
    });
    breaks(&plugin, Check::SameTwice, "nothing", "\n-100\n+");
}

#[test]
fn a_writer_that_loses_text_is_found() {
    let plugin = Made::writer("text/plain", &[], |edition, out, cx| {
        let mut articles = edition.articles.to_vec();
        articles[0].body.retain(|block| !matches!(block.kind, BlockKind::Quote { .. }));
        write_text(&Edition { articles: &articles, ..*edition }, out, cx)
    });
    breaks(&plugin, Check::TextKept, "quote alone", "no diagnostic is about the place");
}

#[test]
fn a_writer_that_stops_at_a_zero_is_found() {
    let plugin = Made::writer("text/plain", &[], |edition, out, _| {
        edition.articles[0].each_text(&mut |run, _| {
            let read = run.split('\0').next().unwrap_or_default().replace(char::is_control, "");
            out.primary().put_str(&read.replace("withheld", ""));
        });
        Ok(())
    });
    breaks(&plugin, Check::TextKept, "hostile text: control", "`dunlin`");
}

#[test]
fn text_that_is_reported_is_not_lost() {
    let plugin = Made::writer("text/plain", &[], |edition, _, cx| {
        for block in &edition.articles[0].body {
            cx.report(Diagnostic::note("text-left-out", "there is no room for it").at(block.span));
        }
        Ok(())
    });
    assert_eq!(found(&plugin), []);
}

#[test]
fn one_report_does_not_excuse_all_that_is_lost() {
    let plugin = Made::writer("text/plain", &[], |edition, out, cx| {
        let is_picture = |block: &Block<'_>| matches!(block.kind, BlockKind::Figure(_));
        let mut articles = edition.articles.to_vec();
        if let Some(at) = articles[0].body.iter().position(is_picture) {
            cx.report(Diagnostic::note("picture-left-out", "there are no pictures").at(articles[0].body[at].span));
            articles[0].body.truncate(at);
        }
        write_text(&Edition { articles: &articles, ..*edition }, out, cx)
    });
    breaks(&plugin, Check::TextKept, "every kind", "no diagnostic is about the place");
}

#[test]
fn one_report_tells_of_all_that_is_lost_alike() {
    let plugin = Made::writer("text/plain", &[], |edition, out, cx| {
        let mut articles = edition.articles.to_vec();
        let is_list = |block: &&Block<'_>| matches!(block.kind, BlockKind::List { .. });
        if let Some(list) = edition.articles[0].body.iter().find(is_list) {
            cx.report(Diagnostic::note("lists-left-out", "there are no lists").at(list.span));
        }
        articles[0].body.retain(|block| !is_list(&block));
        write_text(&Edition { articles: &articles, ..*edition }, out, cx)
    });
    assert_eq!(found(&plugin), []);
}

#[test]
fn markup_that_is_not_escaped_is_found() {
    let markup: Write = |edition, out, _| {
        out.primary().put_str(&["<div>", &text_of(&edition.articles[0]), "</div>"].concat());
        Ok(())
    };
    let json: Write = |edition, out, _| {
        out.primary().put_str(&["\"", &text_of(&edition.articles[0]).replace('\n', " "), "\""].concat());
        Ok(())
    };
    for (media_type, write) in [("application/xml", markup), ("text/html", markup), ("application/json", json)] {
        let found = found(&Made::writer(media_type, &[], write));
        let first = found.iter().find(|finding| finding.check == Check::WellFormed).unwrap();
        let is_placed = first.found.starts_with("line 1, column ");
        assert!(is_placed && first.document.starts_with("hostile text: "), "{media_type}: {first}");
    }
}

#[test]
fn what_editors_alone_may_read_is_found() {
    let plugin = Made::writer("text/plain", &[], |edition, out, _| {
        edition.articles[0].each_text(&mut |run, _| out.primary().put_str(&run.replace(char::is_control, "")));
        Ok(())
    });
    breaks(&plugin, Check::EditorOnly, "words for editors alone", "`withheld`");
}

#[test]
fn fields_that_are_said_to_be_carried_are_looked_for() {
    let says_more = Made::writer("text/plain", &[Field::Urgency], write_text);
    breaks(&says_more, Check::Carries, "urgency", "writes the same without it");
    let says_less = Made::writer("text/plain", &[], |edition, out, cx| {
        let slug = edition.articles[0].head.slug.as_deref().unwrap_or_default();
        out.primary().put_str(&slug.replace(char::is_control, ""));
        write_text(edition, out, cx)
    });
    breaks(&says_less, Check::Carries, "slug", "writes something else without it");
}

#[test]
fn a_transform_that_drops_what_it_does_not_know_is_found() {
    let plugin = Made::transform(|article, cx| {
        let is_unknown = |block: &Block<'_>| matches!(block.kind, BlockKind::Unknown(_));
        for block in article.body.iter().filter(|block| is_unknown(block)) {
            cx.report(Diagnostic::note("kind-left-out", "it is not known").at(block.span));
        }
        article.body.retain(|block| !is_unknown(block));
        Ok(())
    });
    breaks(&plugin, Check::UnknownKept, "unknown block with a fallback alone", "of 1 nodes");
}

#[test]
fn a_transform_that_gives_no_document_is_found() {
    let plugin = Made::transform(|article, _| {
        for block in &mut article.body {
            if let BlockKind::Heading { level, .. } = &mut block.kind {
                *level += 1;
            }
        }
        Ok(())
    });
    breaks(&plugin, Check::ValidDocument, "heading of level 6 alone", "found 7");
}

#[test]
fn diagnostics_that_nobody_can_place_are_found() {
    static SAID: Mutex<Option<Diagnostic>> = Mutex::new(None);
    for (diagnostic, words) in [
        (Diagnostic::note("", "rain"), "no code"),
        (Diagnostic::note("Rain fell", "rain"), "no word of lower-case letters"),
        (Diagnostic::note("rain", " "), "no message"),
        (Diagnostic::note("rain", "rain").at(Span::new(7, 5)), "a place outside the text"),
    ] {
        *SAID.lock().unwrap() = Some(diagnostic);
        let plugin = Made::linter(|_, cx| {
            cx.report(SAID.lock().unwrap().clone().unwrap());
            Ok(())
        });
        breaks(&plugin, Check::Diagnostics, "nothing", words);
    }
}

#[test]
fn a_reader_is_held_to_its_source() {
    let fails = Made::reader(|_| Err(Error::new(Kind::Internal, "out of luck")));
    let found = conform(&Subject::new(&fails), fails.offer());
    assert_eq!(found[0].findings[0].found, "out of luck");
    let refuses = Made::reader(|_| Err(Error::new(Kind::Malformed, "no JSON")));
    assert_eq!(self::found(&refuses), []);
    let beyond = Made::reader(|source| {
        let body = vec![Block::paragraph("x", Span::new(0, source.len() + 1))];
        Ok(vec![Article { body, ..Article::default() }])
    });
    breaks(&beyond, Check::ValidDocument, "nothing", "is not within 0..0");
}

#[test]
fn golden_files_are_written_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(GOLDEN_FOLDER);
    fs::create_dir_all(&path).unwrap();
    fs::write(path.join("rain.txt"), "Rain\n\nRain fell.\n").unwrap();
    let plugin = Made::writer("text/plain", &[], write_text);
    let (subject, offer) = (Subject::new(&plugin), plugin.offer());

    let missing = golden(&subject, offer, &path, Golden::Compare).unwrap();
    assert_eq!(missing.findings[0].found, "there is no `rain.made` beside it");
    assert_eq!(golden(&subject, offer, &path, Golden::Bless).unwrap().findings, []);
    assert_eq!(fs::read_to_string(path.join("rain.made")).unwrap(), "Rain fell.\n");
    assert_eq!(findings(&subject, &path).unwrap(), []);

    fs::write(path.join("rain.made"), "Hail fell.\n").unwrap();
    let other = golden(&subject, offer, &path, Golden::Compare).unwrap();
    assert_eq!(other.findings[0].found, "`rain.made`\n@@ -1 +1 @@\n-Hail fell.\n+Rain fell.");

    fs::write(path.join("hail.made"), "Hail fell.\n").unwrap();
    fs::create_dir(path.join("snow.made.files")).unwrap();
    let strays = golden(&subject, offer, &path, Golden::Bless).unwrap();
    let found: Vec<_> = strays.findings.iter().map(|one| (one.document.as_str(), one.found.as_str())).collect();
    assert_eq!(
        found,
        [
            ("hail.made", "there is no `hail.txt` or `hail.json` that it is expected of"),
            ("snow.made.files", "there is no `snow.txt` or `snow.json` that it is expected of")
        ]
    );
    fs::write(path.join("rain.options.json"), "{\"made\":").unwrap();
    assert_eq!(golden(&subject, offer, &path, Golden::Compare).unwrap_err().kind(), Kind::Usage);
}

#[test]
fn what_becomes_dearer_is_found() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rain.txt"), "Rain\n\nRain fell.\n").unwrap();
    let plugin = Made::writer("text/plain", &[], write_text);
    let subject = Subject::new(&plugin);
    let test = |cost: u64, engine, mode| {
        let spent = Cell::new(0);
        let count = || spent.replace(spent.get() + cost) + cost;
        let metered = Metered { plugin: &plugin, spent: &count, engine };
        fuel(&subject, &metered, plugin.offer(), folder.path(), mode).unwrap()
    };
    assert_eq!(test(1_000, "one", Golden::Compare).tried, 0);
    assert_eq!(test(1_000, "one", Golden::Bless).tried, 1);
    assert_eq!(test(1_200, "one", Golden::Compare).findings, []);
    let dearer = test(1_201, "one", Golden::Compare);
    assert_eq!(dearer.findings[0].found, "1201 instructions, where 1000 are the budget");
    assert_eq!(test(5_000, "another", Golden::Compare).tried, 0);
    golden(&subject, plugin.offer(), folder.path(), Golden::Bless).unwrap();
    let compared = golden(&subject, plugin.offer(), folder.path(), Golden::Compare).unwrap();
    assert_eq!((compared.tried, compared.findings), (1, Vec::new()), "a budget is no input");
}
