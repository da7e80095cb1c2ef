//! Jobs with a cache: whatever changed and whatever happened to it, they do what jobs without one do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use slugline::diagnostic::{Diagnostic, MAX_DIAGNOSTICS};
use slugline::model::{Article, Edition, Head};
use slugline::plugin::{Arity, Carries, Context, FileType, Manifest, Offer, OptionMap, Output, Plugin, Reader, Writer};
use slugline::{Cache, Job, Registry, Report, Request, Result, Settings, Source, Steps, Target};
use tempfile::TempDir;

/// A reader of a headline a line, and a writer that does what headlines say.
struct Slips;

impl Plugin for Slips {
    fn manifest(&self) -> &Manifest {
        const OFFERS: &[Offer] = &[
            Offer::reader("slips", "a headline a line", FileType::text("slips", "text/plain"), &[]),
            Offer::writer("page", "a headline", FileType::text("page", "text/plain"), Carries::everything(), &[]),
        ];
        static MANIFEST: Manifest = Manifest::new("slips", "1.0.0", OFFERS);
        &MANIFEST
    }

    fn reader(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(Slips))
    }

    fn writer(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(Slips))
    }
}

impl Reader for Slips {
    fn read<'s>(
        &self,
        source: &'s Source,
        cx: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        for line in source.text().lines() {
            if line == "faults" {
                let fault = Diagnostic::note("slip", "a slip").at(source.span_of(line));
                (0..=MAX_DIAGNOSTICS).for_each(|_| cx.report(fault.clone()));
            }
            each(Article { head: Head { headline: Some(line.into()), ..Head::default() }, body: Vec::new() })?;
        }
        Ok(())
    }
}

impl Writer for Slips {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        let title = edition.articles[0].title();
        out.primary().put_str(&title);
        if let Some(style) = title.strip_prefix("styled ") {
            out.file("own.css", "text/css")?.put_str(style);
        }
        if let Some(name) = title.strip_prefix("look ") {
            out.primary().put_str(&format!("{:?}", cx.world.picture(name)));
        }
        if let Some(name) = title.strip_prefix("embed ")
            && let Ok(Some(picture)) = cx.world.picture(name)
        {
            out.primary().put(&cx.world.picture_bytes(&picture).unwrap_or_default());
        }
        Ok(())
    }
}

/// A PNG of so many pixels, with something behind its size.
fn png(width: u32, rest: &str) -> Vec<u8> {
    let head: &[&[u8]] = &[b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &width.to_be_bytes(), &[0, 0, 0, 1, 8, 2, 0, 0, 0]];
    [head.concat(), rest.as_bytes().to_vec()].concat()
}

/// Inputs, a folder of outputs that jobs with a cache write, and one that jobs without one write.
struct Desk {
    folder: TempDir,
    to: Vec<&'static str>,
    settings: Settings,
    jobs: usize,
    /// Of the inputs this one alone.
    only: Option<&'static str>,
}

const KEPT: [&str; 2] = ["cached", "plain!"];

impl Desk {
    fn new(files: &[(&str, &str)], to: &[&'static str]) -> Desk {
        let desk = Desk {
            folder: tempfile::tempdir().unwrap(),
            to: to.to_vec(),
            settings: Settings::default(),
            jobs: 1,
            only: None,
        };
        fs::create_dir(desk.path("in")).unwrap();
        files.iter().for_each(|(name, text)| desk.put(&format!("in/{name}"), text));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Does the same to the outputs of both.
    fn in_both(&self, act: impl Fn(PathBuf)) {
        KEPT.iter().for_each(|name| act(self.path(name)));
    }

    fn set(&mut self, assignment: &str) {
        self.settings.set.assign(assignment, Registry::builtin()).unwrap();
    }

    fn cache(&self) -> PathBuf {
        self.path("cache/.slugline.stories")
    }

    /// Runs the job, with a cache or without. Gives all that is told, a line for each report, and how many outputs were left
    /// alone.
    fn run(&self, is_cached: bool) -> (Vec<String>, usize) {
        let out = KEPT[usize::from(!is_cached)];
        let request = Request {
            inputs: vec![self.only.map_or(self.path("in"), |name| self.path("in").join(name)).into()],
            steps: Steps { to: self.to.iter().map(|name| (*name).to_owned()).collect(), ..Steps::default() },
            settings: self.settings.clone(),
            target: Target::Folder { path: self.path(out), bundle: false },
            jobs: NonZeroUsize::new(self.jobs),
            ..Request::default()
        };
        let slips: &[&dyn Plugin] = &[&Slips];
        let plugins = [slugline::BUILTIN, slips].concat();
        let mut job = match Job::new(request, Registry::new(&plugins)) {
            Ok(job) => job,
            Err(error) => return (vec![error.to_string().replace(out, "OUT")], 0),
        };
        let cache = is_cached.then(|| Arc::new(Cache::open(&self.path("cache"))));
        if let Some(cache) = &cache {
            job = job.with_cache(Arc::clone(cache));
        }
        let (mut told, mut unchanged) = (Vec::new(), 0);
        let mut tell = |report: &Report<'_>| {
            unchanged += report.written.iter().filter(|written| written.unchanged).count();
            told.push(words(report).replace(out, "OUT"));
        };
        if let Err(error) = job.run(&mut tell) {
            told.push(error.to_string());
        }
        (told, unchanged)
    }

    /// Runs both, and holds one against the other. Gives how many outputs were left alone.
    #[track_caller]
    fn check(&self, what: &str) -> usize {
        let (cached, unchanged) = self.run(true);
        let (plain, _) = self.run(false);
        assert_eq!(cached, plain, "{what}");
        assert_eq!(files(&self.path(KEPT[0])), files(&self.path(KEPT[1])), "{what}");
        unchanged
    }
}

/// All that a report says but that outputs were left alone.
fn words(report: &Report<'_>) -> String {
    let places = report.diagnostics.iter().map(|diagnostic| {
        let place = report.source.map(|source| source.line_col(diagnostic.span.start));
        format!("{diagnostic:?} {place:?}")
    });
    let written = report.written.iter().map(|written| (&written.path, &written.format, written.bytes));
    let label = report.source.map(|source| (source.label(), source.len(), source.encoding()));
    format!(
        "{} {:?} {label:?} {:?} {} {:?} {:?} {:?}",
        report.name,
        report.story,
        report.read_as,
        report.failed,
        places.collect::<Vec<_>>(),
        report.diagnostics.codes_beyond_limit().collect::<Vec<_>>(),
        written.collect::<Vec<_>>(),
    )
}

/// All files below a folder, whether each is a link, and what is in them.
fn files(folder: &Path) -> BTreeMap<PathBuf, (bool, Vec<u8>)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(&below).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, (path.is_symlink(), fs::read(&path).unwrap()));
            }
        }
    }
    found
}

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % sides
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

const STORIES: [&str; 12] = [
    "",
    "Ferries stop\n\n18 November 2024\n\nNo ferry left the harbour.\n",
    "Trams run again\n\nNov. 18, 2024 17:20\n\nAll lines are open.\n\n-30-\n",
    "Embargo: 2024-11-20\n\nRain\n\n18 November 2024\n\nEds: Not yet.\n\nIt rained.\n",
    "Status: Killed\n\nRain\n\n18 November 2024\n\nIt rained.\n",
    "Caf\u{e9} stays open\n\n18 November 2024\n\nThe caf\u{e9} \u{201c}stays\u{201d} open.\n",
    "<DOC>\nFerries stop\n\n18 November 2024\n\nNo ferry.\n<DOC>\nTrams run\n\nNov. 18, 2024 17:20\n\nAll lines.\n",
    "<DOC>\nFerries stop\n\n18 November 2024\n\nNo ferry.\n",
    "<html><body>markup</body></html>",
    "World\n\nFerries stop\n\nBy Ada Roe\n\n[caption=The pier|pier.png]\n\nNo ferry left.\n",
    "\u{89}PNG\r\n\u{1a}\n",
    "---\ntitle: Rain\nlang: en\n---\n\nIt *rained*.\n",
];

const SLIPS: [&str; 8] = [
    "Rain",
    "Rain\nHail\nFog",
    "styled a\nRain",
    "Hail\nstyled b",
    "look pier.png",
    "embed pier.png\nlook none.png",
    "faults",
    "styled a",
];

const NAMES: [&str; 7] = ["a.txt", "a-2.txt", "sub/b.txt", "c.md", "d.slips", "d-2.slips", "sub/e.slips"];

/// Changes something at random: an input, an output, the settings, the steps, the cache.
fn change(desk: &mut Desk, dice: &mut Dice) -> String {
    let what = dice.below(12);
    match what {
        0..=3 => {
            let name = dice.of(&NAMES);
            let text = dice.of(if name.ends_with("slips") { &SLIPS } else { &STORIES });
            match text.contains('\u{e9}') {
                true => desk.put(&format!("in/{name}"), text.chars().map(|c| c as u8).collect::<Vec<u8>>()),
                false => desk.put(&format!("in/{name}"), text),
            }
            return format!("{name}: {text:?}");
        }
        4 => drop(fs::remove_file(desk.path("in").join(dice.of(&NAMES)))),
        5 => desk.set(dice.of(&[
            "publisher.name=Quay",
            "publisher.name=Pier",
            "date=2024-11-18",
            "publisher.language=de",
        ])),
        6 => desk.to = dice.of(&[&["page"][..], &["html", "page"], &["page", "html"], &["json", "page"]]).to_vec(),
        7 => desk.put("pictures/pier.png", png(dice.of(&[1, 2]), dice.of(&["a", "b", "longer"]))),
        8 | 9 => return damage_output(desk, dice),
        _ => return damage_cache(desk, dice),
    }
    format!("change {what}")
}

fn damage_output(desk: &Desk, dice: &mut Dice) -> String {
    let outputs: Vec<PathBuf> = files(&desk.path(KEPT[0])).into_keys().collect();
    if outputs.is_empty() {
        return "no output".to_owned();
    }
    let (output, how) = (&outputs[dice.below(outputs.len())], dice.below(4));
    desk.in_both(|folder| {
        let path = folder.join(output);
        let content = fs::read(&path).unwrap();
        match how {
            0 => fs::remove_file(path).unwrap(),
            1 => fs::write(path, content.iter().map(|byte| byte ^ 1).collect::<Vec<u8>>()).unwrap(),
            2 => fs::write(path, b"").unwrap(),
            _ => {
                let elsewhere = folder.with_extension("elsewhere");
                fs::write(&elsewhere, content).unwrap();
                fs::remove_file(&path).unwrap();
                #[cfg(unix)]
                std::os::unix::fs::symlink(elsewhere, path).unwrap();
            }
        }
    });
    format!("output {} {how}", output.display())
}

fn damage_cache(desk: &Desk, dice: &mut Dice) -> String {
    let path = desk.cache();
    let Ok(mut bytes) = fs::read(&path) else { return "no cache".to_owned() };
    let (how, at) = (dice.below(5), dice.below(bytes.len()));
    match how {
        0 => fs::remove_file(&path).unwrap(),
        1 => bytes.truncate(at),
        2 => bytes[at] ^= 1 << dice.below(8),
        3 => drop(bytes.drain(at..(at + 40).min(bytes.len()))),
        _ => bytes.extend_from_slice(b"nonsense"),
    }
    if how > 0 {
        fs::write(&path, bytes).unwrap();
    }
    format!("cache {how} {at}")
}

#[test]
fn a_job_with_a_cache_does_what_one_without_does() {
    let mut dice = Dice(0x2024_1118_1720);
    let (mut unchanged, mut steps) = (0, 0);
    for round in 0..6 {
        let mut desk = Desk::new(&[("a.txt", STORIES[1]), ("d.slips", SLIPS[1])], &["html", "page"]);
        desk.put("pictures/pier.png", png(1, "a"));
        desk.settings.profile.set_assets(desk.path("pictures"));
        let mut history = vec![format!("round {round}")];
        for _ in 0..40 {
            desk.jobs = dice.of(&[1, 1, 4]);
            desk.only = dice.of(&[None, None, None, Some("a.txt"), Some("d.slips")]);
            unchanged += desk.check(&format!("{history:#?}"));
            steps += 1;
            for _ in 0..dice.below(3) {
                history.push(change(&mut desk, &mut dice));
            }
        }
    }
    // Else it would be no cache.
    assert!(unchanged > 3 * steps, "{unchanged} of {steps}");
}

#[test]
fn what_did_not_change_is_left_alone() {
    let stories = [("a.txt", STORIES[1]), ("b.txt", STORIES[2]), ("c.txt", STORIES[6]), ("d.slips", "styled a\nRain")];
    let desk = Desk::new(&stories, &["html", "page"]);
    assert_eq!(desk.check("first"), 0);
    let before = times(&desk.path(KEPT[0]));
    assert_eq!(desk.check("second"), 12);
    assert_eq!(times(&desk.path(KEPT[0])), before);

    desk.put("in/a.txt", STORIES[5]);
    fs::remove_file(desk.path(KEPT[0]).join("page-files/own.css")).unwrap();
    assert_eq!(desk.check("two stories"), 6);
    assert_eq!(desk.check("again"), 12);
}

/// When each file was written, and which it is.
fn times(folder: &Path) -> Vec<String> {
    let files = files(folder).into_keys().map(|name| {
        let metadata = fs::metadata(folder.join(&name)).unwrap();
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let number = 0;
        format!("{} {number} {:?}", name.display(), metadata.modified().unwrap())
    });
    files.collect()
}

#[test]
fn a_story_is_known_by_all_that_decides_what_comes_of_it() {
    let mut desk = Desk::new(&[("a.txt", STORIES[1])], &["json"]);
    desk.check("first");
    assert_eq!(desk.check("known"), 1);
    for assignment in
        ["publisher.language=de", "date=2024-11-19", "html.page=false", "publisher.catalogs.topic=https://a.example/"]
    {
        desk.set(assignment);
        assert_eq!(desk.check(assignment), 0, "{assignment}");
        assert_eq!(desk.check(assignment), 1, "{assignment}");
    }
    desk.settings.source_date_epoch = Some(slugline::source_date_epoch("0").unwrap());
    assert_eq!((desk.check("epoch"), desk.check("epoch")), (0, 1));
    // The job has another story, whose identifier is the same.
    desk.put("in/b.txt", STORIES[1]);
    assert_eq!((desk.check("another"), desk.check("another")), (1, 2));
    desk.to = vec!["json", "html"];
    assert_eq!((desk.check("formats"), desk.check("formats")), (0, 4));
}

/// Messages name a story by its line.
#[test]
fn a_story_that_moved_in_its_file_is_told_of_where_it_is() {
    let hail = "<DOC>\nHail\n\n18 November 2024\n\nIt hailed.\n";
    let export = |first: &str| format!("<DOC>\nRain\n\n18 November 2024\n\n{first}\n{hail}");
    let desk = Desk::new(&[("a.txt", &export("It rained.")), ("b.txt", hail)], &["json"]);
    assert_eq!((desk.check("first"), desk.check("known")), (0, 3));
    desk.put("in/a.txt", export("It rained.\n\nAll night."));
    assert_eq!((desk.check("moved"), desk.check("known")), (1, 3));
}

#[test]
fn pictures_that_were_looked_at_are_looked_at_again() {
    let mut desk =
        Desk::new(&[("a.slips", "look pier.png"), ("b.slips", "embed pier.png"), ("c.slips", "Rain")], &["page"]);
    desk.put("pictures/pier.png", png(1, "a"));
    desk.settings.set.set_assets(desk.path("pictures"));
    assert_eq!((desk.check("first"), desk.check("known")), (0, 3));
    desk.put("pictures/pier.png", png(1, "b"));
    assert_eq!((desk.check("another"), desk.check("known")), (2, 3));
    desk.put("pictures/pier.png", png(2, "b"));
    assert_eq!((desk.check("wider"), desk.check("known")), (1, 3));
    fs::remove_file(desk.path("pictures/pier.png")).unwrap();
    assert_eq!((desk.check("gone"), desk.check("known")), (1, 3));
}

#[test]
fn what_failed_or_says_too_much_is_not_kept() {
    let desk = Desk::new(&[("a.txt", STORIES[8]), ("b.txt", STORIES[4]), ("c.slips", "faults")], &["html"]);
    desk.check("first");
    assert_eq!(desk.check("second"), 0);
}

/// Each byte of a cache is spoilt once, and each length is what a full disk left of it.
#[test]
fn damage_is_a_miss() {
    let desk = Desk::new(&[("a.slips", "styled a"), ("b.txt", "Rain\n\nNov. 18, 2024 17:20\n\nHail.\n")], &["page"]);
    desk.check("first");
    assert_eq!(desk.check("known"), 2);
    let whole = fs::read(desk.cache()).unwrap();
    let (expected, outputs) = (desk.run(false).0, files(&desk.path(KEPT[1])));
    let run = |bytes: &[u8], at: usize| {
        fs::write(desk.cache(), bytes).unwrap();
        let (told, unchanged) = desk.run(true);
        assert_eq!(told, expected, "{at}");
        assert_eq!(files(&desk.path(KEPT[0])), outputs, "{at}");
        unchanged
    };
    for at in 0..whole.len() {
        let mut spoilt = whole.clone();
        spoilt[at] ^= if at % 2 == 0 { 0x01 } else { 0x80 };
        // Without the line end between them, two entries are none.
        assert!(run(&spoilt, at) > 0 || whole[at] == b'\n', "{at}");
        run(&whole[..at], at);
    }
    // What was added behind a line that was cut off is found.
    run(&whole[..whole.len() - 30], 0);
    assert_eq!(desk.run(true).1, 2);
}

#[test]
fn a_cache_that_cannot_be_used_is_told_and_nothing_else() {
    let desk = Desk::new(&[("a.txt", STORIES[1])], &["json"]);
    desk.put("cache", "a file");
    assert_eq!((desk.check("a file"), desk.check("again")), (0, 0));
    let fault = Cache::open(&desk.path("cache")).fault().unwrap();
    assert!(fault.to_string().starts_with(&format!("the cache `{}` cannot be used: ", desk.cache().display())));

    fs::remove_file(desk.path("cache")).unwrap();
    fs::create_dir_all(desk.cache()).unwrap();
    assert_eq!((desk.check("a folder"), desk.check("again")), (0, 0));
    fs::remove_dir(desk.cache()).unwrap();
    assert_eq!((desk.check("mended"), desk.check("again")), (0, 1));
}

/// A link in the place of a folder leads to where someone wants files to appear.
#[cfg(unix)]
#[test]
fn further_files_are_not_found_behind_a_link() {
    let desk = Desk::new(&[("a.slips", "styled a"), ("b.slips", "Rain")], &["page"]);
    assert_eq!((desk.check("first"), desk.check("known")), (0, 2));
    desk.in_both(|folder| {
        let elsewhere = folder.with_extension("elsewhere");
        fs::rename(folder.join("page-files"), &elsewhere).unwrap();
        std::os::unix::fs::symlink(elsewhere, folder.join("page-files")).unwrap();
    });
    assert_eq!(desk.check("behind a link"), 1);
}

/// Two runs add to one file, each what it did.
#[test]
fn two_runs_at_once_do_each_other_no_harm() {
    let desk = Desk::new(&[], &["page"]);
    (0..300).for_each(|number| desk.put(&format!("in/{number}.slips"), format!("Rain {number}")));
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..3).map(|_| scope.spawn(|| desk.run(true))).collect();
        let told: Vec<_> = runs.into_iter().map(|run| run.join().unwrap().0).collect();
        assert_eq!(told[0], told[1]);
        assert_eq!(told[0], told[2]);
    });
    assert_eq!(desk.check("after"), 300);
}

/// Entries that nobody used for long go, and those that are used stay.
#[test]
fn what_nobody_used_is_forgotten() {
    let desk = Desk::new(&[], &["page"]);
    (0..400).for_each(|number| desk.put(&format!("in/{number}.slips"), format!("Rain {number}")));
    desk.run(true);
    let whole = fs::metadata(desk.cache()).unwrap().len();
    fs::remove_dir_all(desk.path("in")).unwrap();
    desk.put("in/1.slips", "Rain 1");
    desk.put("in/2.slips", "Rain 2");
    assert_eq!((desk.run(true).1, desk.run(true).1), (2, 2));
    for _ in 0..101 {
        assert_eq!(desk.run(true).1, 2);
    }
    assert!(fs::metadata(desk.cache()).unwrap().len() < whole / 4);
    assert_eq!(desk.run(true).1, 2);
}
