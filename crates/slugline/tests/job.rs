//! Jobs from request to files, with plugins made for it: what a job does must not depend on the formats that are built in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::Arc;

use slugline::diagnostic::Diagnostic;
use slugline::model::{Article, Edition, Head};
use slugline::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OptionHelp, OptionMap, Output, Plugin, Reader, Transform,
    Writer,
};
use slugline::{
    Error, Job, Kind, MAX_STORY, Pipeline, Registry, Request, Result, Settings, Source, Steps, TEMPORARY, Target,
};
use slugline_host::stale::prefix;
use tempfile::TempDir;

/// Reads a headline a line, writes them one a file (`page`) or all in one (`list`).
struct Desk;

impl Plugin for Desk {
    fn manifest(&self) -> &Manifest {
        const STYLED: &[OptionHelp] = &[OptionHelp::new("theme", "files to write beside the page")];
        const OFFERS: &[Offer] = &[
            Offer::reader("lines", "a headline a line", FileType::text("txt", "text/plain"), &[]),
            Offer::transform("shout", "capitals", &[]),
            Offer::writer("page", "one headline", FileType::text("page", "text/plain"), Carries::everything(), STYLED),
            Offer::writer("list", "headlines", FileType::text("list", "text/plain"), Carries::everything(), &[]),
            Offer::writer(
                "pack",
                "headlines, packed",
                FileType::binary("pack", "application/zip"),
                Carries::everything(),
                &[],
            ),
        ];
        static MANIFEST: Manifest = Manifest::new("desk", "1.0.0", OFFERS);
        &MANIFEST
    }

    fn reader(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(Lines))
    }

    fn transform(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Transform>> {
        Ok(Box::new(Shout))
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        #[derive(Default, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        struct Options {
            theme: BTreeMap<String, String>,
        }
        Ok(Box::new(Page {
            arity: if name == "page" { Arity::One } else { Arity::Many },
            theme: options.read::<Options>(name)?.theme,
        }))
    }
}

struct Lines;

impl Reader for Lines {
    fn read<'s>(
        &self,
        source: &'s Source,
        _: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        for line in source.text().lines() {
            assert_ne!(line, "a bug of the reader");
            if line == "broken" {
                return Err(Error::new(Kind::Malformed, "a broken line").at(source.span_of(line)));
            }
            let head = Head { headline: Some(line.into()), ..Head::default() };
            each(Article { head, body: Vec::new() })?;
        }
        Ok(())
    }
}

struct Shout;

impl Transform for Shout {
    fn apply(&self, article: &mut Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        cx.report(Diagnostic::note("shouted", "made larger"));
        assert_ne!(article.title(), "a bug of shout");
        article.head.headline = article.head.headline.as_ref().map(|headline| headline.to_uppercase().into());
        Ok(())
    }
}

struct Page {
    arity: Arity,
    theme: BTreeMap<String, String>,
}

impl Writer for Page {
    fn arity(&self) -> Arity {
        self.arity
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        for article in edition.articles {
            let title = article.title();
            if title == "unwritable" {
                return Err(Error::new(Kind::Unsupported, "this headline cannot be written"));
            }
            assert!(title != "a bug of page" || self.arity == Arity::Many);
            if title == "doubtful" {
                cx.report(Diagnostic::warning("doubt", "a doubtful headline"));
            }
            out.primary().put_str(&title);
            out.primary().put(b"\n");
        }
        if let Some(style) =
            edition.articles.iter().find_map(|article| article.title().strip_prefix("styled ").map(str::to_owned))
        {
            out.file("own.css", "text/css")?.put_str(&style);
        }
        for (name, text) in &self.theme {
            out.file(name, "text/css")?.put_str(text);
        }
        Ok(())
    }
}

/// A folder with files in it, and a job to be done there.
struct Desktop {
    folder: TempDir,
    request: Request,
}

impl Desktop {
    fn new(files: &[(&str, &str)], to: &[&str]) -> Desktop {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let target = Target::Folder { path: folder.path().join("out"), bundle: false };
        let request = Request {
            inputs: files.iter().map(|(name, _)| folder.path().join(name).into()).collect(),
            steps: Steps { to: to.iter().map(|name| (*name).to_owned()).collect(), ..Steps::default() },
            target,
            ..Request::default()
        };
        Desktop { folder, request }
    }

    fn inputs(mut self, names: &[&str]) -> Desktop {
        self.request.inputs = names.iter().map(|name| self.path(name).into_os_string()).collect();
        self
    }

    fn into_file(mut self, name: &str) -> Desktop {
        self.request.target = Target::File(self.path(name));
        self
    }

    fn bundle(mut self) -> Desktop {
        self.request.target = Target::Folder { path: self.path("out"), bundle: true };
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the job and gives what it told: of each report its name, the codes of its diagnostics, and whether it failed. It
    /// tells the same, and writes the same, with one thread and with several.
    fn run(&self) -> Result<Vec<String>> {
        let (alone, written) = (self.run_on(1), self.written());
        let told = self.run_on(4);
        let words = |told: &Result<Vec<String>>| format!("{told:?}");
        assert_eq!(words(&told), words(&alone));
        assert_eq!(written, self.written());
        alone
    }

    fn written(&self) -> Vec<String> {
        let mut found = Vec::new();
        list(&self.path("out"), Path::new(""), &mut found);
        found.sort();
        found
    }

    fn run_on(&self, jobs: usize) -> Result<Vec<String>> {
        let plugins: &[&dyn Plugin] = &[&Desk];
        let mut told = Vec::new();
        let request = Request { jobs: NonZeroUsize::new(jobs), ..self.request.clone() };
        Job::new(request, Registry::new(plugins))?.run(&mut |report| {
            let mut line = self.without_folder(report.name);
            for diagnostic in report.diagnostics {
                line.push_str(&format!(" {}", diagnostic.code));
            }
            if report.failed {
                line.push_str(" FAILED");
            }
            told.push(line);
        })?;
        Ok(told)
    }

    #[track_caller]
    fn tells(&self, told: &[&str]) {
        assert_eq!(self.run().unwrap(), told);
    }

    #[track_caller]
    fn refuses(&self, message: &str) {
        let error = self.run().unwrap_err();
        assert_eq!(self.without_folder(&error.to_string()), message);
        assert_eq!(error.kind(), Kind::Usage);
    }

    fn without_folder(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.folder.path().display()), "")
    }

    /// All files below `name` and what is in them: `name: text`.
    #[track_caller]
    fn holds(&self, name: &str, files: &[&str]) {
        let mut found = Vec::new();
        list(&self.path(name), Path::new(""), &mut found);
        found.sort();
        assert_eq!(found, files);
    }
}

fn list(folder: &Path, below: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = below.join(entry.file_name());
        if entry.path().is_dir() {
            list(&entry.path(), &name, found);
        } else {
            let text = fs::read_to_string(entry.path()).unwrap();
            found.push(format!("{}: {}", name.display(), text.trim_end().replace('\n', "|")));
        }
    }
}

#[test]
fn two_stories_with_one_identifier_are_told() {
    let files = &[("a.txt", "Rain\nSun"), ("b.txt", "Fog\nRain\nFog")];
    let told = &["a.txt", "b.txt same-identifier same-identifier"];
    Desktop::new(files, &["page"]).tells(told);
    Desktop::new(files, &["page", "list"]).tells(told);
    Desktop::new(files, &["list"]).into_file("all.list").tells(&[told[0], told[1], "all.list"]);
}

#[test]
fn a_folder_keeps_its_folders_and_every_story_is_a_file() {
    let desk = Desktop::new(
        &[("wire/b.txt", "Rain"), ("wire/a/c.txt", "Wind\nHail"), ("wire/.hidden.txt", "x"), ("wire/a/.git/x", "x")],
        &["page", "list"],
    );
    desk.inputs(&["wire"]).tells_and_holds(
        &["wire/a/c.txt", "wire/b.txt"],
        &["a/c-2.list: Hail", "a/c-2.page: Hail", "a/c.list: Wind", "a/c.page: Wind", "b.list: Rain", "b.page: Rain"],
    );
}

impl Desktop {
    #[track_caller]
    fn tells_and_holds(&self, told: &[&str], files: &[&str]) {
        self.tells(told);
        self.holds("out", files);
    }
}

#[test]
fn the_outputs_of_an_earlier_run_are_no_inputs() {
    let desk = Desktop::new(&[("a.txt", "Rain"), ("out/old.txt", "old")], &["page"]);
    let desk = desk.inputs(&["."]);
    desk.tells_and_holds(&["./a.txt"], &["a.page: Rain", "old.txt: old"]);
}

/// A file of many stories, in the way in which archives tag them.
fn tagged(stories: &[&str]) -> String {
    stories.iter().map(|story| format!("<DOC>\n{story}\n")).collect()
}

#[test]
fn a_file_of_many_stories_is_read_story_by_story() {
    let desk = Desktop::new(&[("a.txt", &tagged(&["Rain", "Hail", "Fog"]))], &["page"]);
    desk.tells_and_holds(
        &["a.txt", "a.txt same-identifier", "a.txt same-identifier"],
        &["a-2.page: Rain", "a-3.page: <DOC>", "a-4.page: Hail", "a-5.page: <DOC>", "a-6.page: Fog", "a.page: <DOC>"],
    );
}

#[test]
fn a_story_knows_its_place_in_the_file() {
    let desk = Desktop::new(&[("a.txt", &tagged(&["Rain", "broken"])), ("b.txt", &tagged(&["Rain"]))], &["page"]);
    let mut told = Vec::new();
    let plugins: &[&dyn Plugin] = &[&Desk];
    let job = Job::new(desk.request.clone(), Registry::new(plugins)).unwrap();
    job.run(&mut |report| {
        let source = report.source.unwrap();
        let spans = report.diagnostics.iter().map(|diagnostic| diagnostic.span).filter(|span| !span.is_detached());
        let lines: Vec<u32> = spans.map(|span| source.line_col(span.start).line).collect();
        told.push((report.story, source.place().line_col.line, lines));
    })
    .unwrap();
    assert_eq!(told, [(Some(0), 1, vec![]), (Some(1), 3, vec![4]), (Some(0), 1, vec![])]);
}

#[test]
fn a_failed_story_keeps_its_name() {
    let desk = Desktop::new(&[("a.txt", "<DOC>\nbroken\n<DOC>\nRain\n")], &["page"]);
    let told = ["a.txt malformed-input FAILED", "a.txt"];
    desk.tells_and_holds(&told, &["a-2.page: <DOC>", "a-3.page: Rain"]);
}

#[test]
fn a_story_that_is_too_long_is_passed_over() {
    let long = "Rain\n".repeat(40_000);
    let mut desk = Desktop::new(&[("a.txt", &tagged(&["Hail", &long, "Fog", &long]))], &["list"]).into_file("all.list");
    desk.request.limit = 100_000;
    let told = ["a.txt", "a.txt input-too-large FAILED", "a.txt same-identifier", "a.txt input-too-large FAILED"];
    desk.tells(&[&told[..], &["all.list incomplete-edition incomplete-edition"]].concat());
    desk.holds("all.list", &[]);
    assert_eq!(fs::read_to_string(desk.path("all.list")).unwrap(), "<DOC>\nHail\n<DOC>\nFog\n");

    let messages = |file: &str| -> Vec<String> {
        let path = desk.path(file).into_os_string();
        let failed = slugline::stories(&path, None, desk.request.limit, None).filter_map(|story| story.err());
        failed.map(|diagnostic| desk.without_folder(&diagnostic.message)).collect()
    };
    let limit = "has more than the 100kB that a story may have";
    assert_eq!(
        messages("a.txt"),
        [
            format!("a story of `a.txt`, from line 3 on, {limit}"),
            format!("the rest of `a.txt`, from line 40007 on, {limit}")
        ]
    );
    fs::write(desk.path("b.txt"), &long).unwrap();
    assert_eq!(messages("b.txt"), [format!("`b.txt` {limit}")]);
}

#[test]
fn a_file_of_one_article_takes_no_file_of_many_stories() {
    let desk = Desktop::new(&[("a.txt", &tagged(&["Rain", "Hail"]))], &["page"]).into_file("a.page");
    desk.refuses("a file of `page` holds one article, and there are several");
}

#[test]
fn stories_are_the_file() {
    let text = tagged(&["Rain", &"Hail\n".repeat(20_000), "Fog", &"Sun\n".repeat(30_000), ""]).repeat(3);
    let desk = Desktop::new(&[("a.txt", &text), ("b.txt", ""), ("c.txt", &"Rain ".repeat(40_000))], &["page"]);
    for (name, count) in [("a.txt", 15), ("b.txt", 1), ("c.txt", 1)] {
        let path = desk.path(name);
        let stories: Vec<Source> =
            slugline::stories(path.as_os_str(), None, MAX_STORY, None).map(|story| story.unwrap()).collect();
        assert_eq!(stories.len(), count);
        let mut file = String::new();
        for story in &stories {
            assert_eq!(story.place().byte, file.len() as u64);
            assert_eq!(story.place().line_col.line as usize, file.lines().count() + 1);
            file.push_str(story.text());
        }
        assert_eq!(file, fs::read_to_string(path).unwrap());
    }
}

#[test]
fn a_bundle_is_one_file_where_the_format_holds_many() {
    let desk = Desktop::new(&[("wire/a.txt", "Rain\nHail"), ("wire/b.txt", "Wind")], &["page", "list"]);
    let desk = desk.inputs(&["wire"]).bundle();
    desk.tells_and_holds(
        &["wire/a.txt", "wire/b.txt", "out/wire.list"],
        &["a-2.page: Hail", "a.page: Rain", "b.page: Wind", "wire.list: Rain|Hail|Wind"],
    );
    let desk = desk.inputs(&["wire/a.txt", "wire/b.txt"]);
    assert!(desk.run().unwrap().contains(&"out/edition.list".to_owned()));
}

#[test]
fn a_file_takes_many_articles_where_the_format_holds_many() {
    let desk = Desktop::new(&[("a.txt", "Rain"), ("b.txt", "Wind")], &["list"]).into_file("new/all.list");
    desk.tells(&["a.txt", "b.txt", "new/all.list"]);
    desk.holds("new", &["all.list: Rain|Wind"]);

    let desk = Desktop::new(&[("a.txt", "Rain\nWind")], &["list"]).into_file("all.list");
    desk.tells(&["a.txt"]);
}

#[test]
fn a_file_of_one_article_takes_no_two() {
    let inputs = Desktop::new(&[("a.txt", "Rain"), ("b.txt", "Wind")], &["page"]).into_file("new/a.page");
    inputs.refuses("a file of `page` holds one article, and there are several");
    let stories = Desktop::new(&[("a.txt", "Rain\nWind")], &["page"]).into_file("new/a.page");
    stories.refuses("a file of `page` holds one article, and there are several");
    assert_eq!(stories.run().unwrap_err().advice(), Some("use `-O DIR` for a file per article"));
    assert!(!stories.path("new").exists());
}

#[test]
fn one_bad_input_does_not_stop_the_others() {
    let files =
        [("a.txt", "Rain"), ("b.txt", "Wind\nbroken"), ("c.txt", ""), ("d.txt", "unwritable"), ("e.txt", "Hail")];
    let desk = Desktop::new(&files, &["page"]);
    fs::write(desk.path("a.txt"), b"%PDF-1.7").unwrap();
    let told = [
        "a.txt binary-input FAILED",
        "b.txt malformed-input FAILED",
        "c.txt no-article FAILED",
        "d.txt not-written FAILED",
        "e.txt",
    ];
    desk.tells_and_holds(&told, &["e.page: Hail"]);

    let desk = desk.inputs(&["a.txt", "missing.txt", "e.txt"]);
    desk.tells(&["a.txt binary-input FAILED", "missing.txt unreadable-input FAILED", "e.txt"]);
}

#[test]
fn an_edition_says_what_is_missing_from_it() {
    let desk = Desktop::new(&[("a.txt", "broken"), ("b.txt", "doubtful")], &["list"]).bundle();
    desk.tells_and_holds(
        &["a.txt malformed-input FAILED", "b.txt", "out/edition.list doubt incomplete-edition"],
        &["edition.list: doubtful"],
    );
    let desk = desk.inputs(&["a.txt", "missing.txt"]);
    desk.tells(&["a.txt malformed-input FAILED", "missing.txt unreadable-input FAILED"]);
}

#[test]
fn two_outputs_with_one_name_are_refused_before_anything_is_written() {
    let desk = Desktop::new(&[("x/Story.txt", "Rain"), ("y/story.txt", "Wind")], &["page"]);
    desk.refuses("`x/Story.txt` and `y/story.txt` would both be written to `out/story.page`");
    assert!(!desk.path("out").exists());
    Desktop::new(&[("a.txt", "Rain")], &["page", "list", "page"]).refuses("the format `page` is named twice");
}

#[test]
fn a_later_story_takes_no_name_of_another_input() {
    let desk = Desktop::new(&[("a.txt", "Rain\nWind"), ("a-2.txt", "Hail")], &["page"]);
    desk.tells_and_holds(&["a.txt output-taken FAILED", "a-2.txt"], &["a-2.page: Hail"]);
}

#[test]
fn outputs_replace_neither_folders_nor_inputs() {
    let desk = Desktop::new(&[("a.txt", "Rain"), ("out/a.page/x", "x")], &["page"]).inputs(&["a.txt"]);
    desk.refuses("the output `out/a.page` is a directory");
    let desk = Desktop::new(&[("a.txt", "Rain"), ("new/x", "x")], &["page"]).inputs(&["a.txt"]);
    desk.into_file("new").refuses("the output `new` is a directory");
    let desk = Desktop::new(&[("a.txt", "Rain")], &["page"]).into_file("A.TXT");
    desk.refuses("the output `A.TXT` would replace an input");
    let desk = Desktop::new(&[("out", "Rain")], &["page"]);
    desk.refuses("`out` is a file, not a folder");
}

#[cfg(unix)]
#[test]
fn an_input_is_known_through_links() {
    let desk = Desktop::new(&[("real/a.page", "Rain")], &["page"]);
    std::os::unix::fs::symlink(desk.path("real"), desk.path("out")).unwrap();
    desk.refuses("the output `out/a.page` would replace an input");
    let desk = Desktop::new(&[("out/a.page", "Rain")], &["page"]);
    std::os::unix::fs::symlink(desk.path("out/a.page"), desk.path("a.txt")).unwrap();
    desk.inputs(&["a.txt"]).refuses("the output `out/a.page` would replace an input");
}

#[test]
fn standard_output_takes_one_input_and_one_format() {
    let stdout = |is_terminal: bool, files: &[(&str, &str)], to: &[&str]| {
        let mut desk = Desktop::new(files, to);
        desk.request.target = Target::Unnamed { is_terminal };
        desk
    };
    let two = [("a.txt", "Rain"), ("b.txt", "Wind")];
    stdout(false, &two, &["list"]).refuses("there are 2 inputs and no place for their outputs");
    stdout(false, &two[..1], &["list", "page"]).refuses("standard output cannot hold 2 formats");
    stdout(true, &two[..1], &["pack"]).refuses("`pack` is no text, and standard output is a terminal");
    let mut desk = stdout(false, &two[..1], &["list"]);
    desk.request.inputs = vec![OsString::from("-"), OsString::from("-")];
    desk.refuses("standard input is named twice");
    desk.request.inputs = vec![desk.path("new").into()];
    fs::create_dir(desk.path("new")).unwrap();
    desk.refuses("there is nothing to read");
}

#[test]
fn transforms_come_between() {
    let mut desk = Desktop::new(&[("a.txt", "Rain")], &["page", "list"]);
    desk.request.steps.transforms = vec!["shout".to_owned()];
    desk.tells_and_holds(&["a.txt shouted"], &["a.list: RAIN", "a.page: RAIN"]);
}

#[test]
#[cfg(unix)]
fn further_files_take_the_place_of_no_others() {
    let mut desk = Desktop::new(&[("a.txt", "Rain"), ("theme/s.css", "p {}"), ("s.css", "mine")], &["page"]);
    desk.request.theme = Some(desk.path("theme"));
    let desk = desk.inputs(&["a.txt"]).into_file("a.page");
    desk.tells(&["a.txt"]);
    let content = |name| fs::read_to_string(desk.path(name)).unwrap();
    assert_eq!((content("s.css").as_str(), content("page-files/s.css").as_str()), ("mine", "p {}"));

    // A link leads to where somebody wants files to appear; without its files the page does not appear either.
    fs::remove_dir_all(desk.path("page-files")).unwrap();
    fs::remove_file(desk.path("a.page")).unwrap();
    std::os::unix::fs::symlink(desk.folder.path(), desk.path("page-files")).unwrap();
    desk.tells(&["a.txt unwritable-output FAILED"]);
    assert_eq!(content("s.css"), "mine");
    assert!(!desk.path("a.page").exists());
}

#[test]
fn a_theme_goes_to_the_formats_that_take_one() {
    let mut desk = Desktop::new(&[("a.txt", "Rain"), ("b.txt", "Wind"), ("theme/s.css", "p {}")], &["page", "list"]);
    desk.request.theme = Some(desk.path("theme"));
    let desk = desk.inputs(&["a.txt", "b.txt"]);
    // Both pages share the style sheet.
    desk.tells_and_holds(
        &["a.txt", "b.txt"],
        &["a.list: Rain", "a.page: Rain", "b.list: Wind", "b.page: Wind", "page-files/s.css: p {}"],
    );

    let mut desk = Desktop::new(&[("a.txt", "Rain")], &["list"]);
    desk.request.theme = Some(desk.path("theme"));
    desk.refuses("none of the formats takes a theme: list");
}

#[test]
fn an_input_keeps_to_the_limit() {
    let mut desk = Desktop::new(&[("a.txt", "Rain"), ("b.txt", "Showers")], &["page"]);
    desk.request.limit = 4;
    desk.tells_and_holds(&["a.txt", "b.txt input-too-large FAILED"], &["a.page: Rain"]);
}

#[test]
fn a_pipeline_converts_in_memory() {
    let plugins: &[&dyn Plugin] = &[&Desk];
    let steps = Steps { to: vec!["list".to_owned()], ..Steps::default() };
    let pipeline = slugline::Pipeline::new(Registry::new(plugins), &steps, Settings::default()).unwrap();
    let convert = |text: &str| pipeline.convert(&Source::from_text("a.txt", text).unwrap());
    let converted = convert("Rain\ndoubtful").unwrap();
    assert_eq!(converted.bytes, b"Rain\ndoubtful\n");
    assert_eq!(converted.diagnostics[0].origin, "list");
    assert_eq!(convert("").unwrap_err().to_string(), "the input holds no article");
    assert_eq!(convert("Rain\nbroken").unwrap_err().kind(), Kind::Malformed);
}

#[test]
fn a_bug_that_one_story_meets_does_not_stop_the_others() {
    let files = &[("a.txt", "Rain"), ("b.txt", "a bug of page"), ("c.txt", "Hail"), ("d.txt", "a bug of the reader")];
    let desk = Desktop::new(files, &["page", "list"]);
    desk.tells_and_holds(
        &["a.txt", "b.txt internal-error FAILED", "c.txt", "d.txt internal-error FAILED"],
        &["a.list: Rain", "a.page: Rain", "b.list: a bug of page", "c.list: Hail", "c.page: Hail"],
    );
    // A folder of them in one file is one without those.
    let mut desk = Desktop::new(files, &["list"]).into_file("all.list");
    let told = ["a.txt", "b.txt", "c.txt", "d.txt internal-error FAILED", "all.list incomplete-edition"];
    desk.tells(&told);
    assert_eq!(fs::read_to_string(desk.path("all.list")).unwrap(), "Rain\na bug of page\nHail\n");
    fs::write(desk.path("c.txt"), "a bug of shout").unwrap();
    desk.request.steps.transforms.push("shout".to_owned());
    let told = ["a.txt shouted", "b.txt shouted", "c.txt shouted internal-error FAILED", told[3]];
    desk.tells(&[&told[..], &["all.list incomplete-edition incomplete-edition"]].concat());
}

#[test]
fn a_bug_is_told_with_its_place_and_what_to_send() {
    let desk = Desktop::new(&[("a.txt", "a bug of page"), ("b.txt", "Rain")], &["page"]);
    let job = Job::new(desk.request.clone(), Registry::new(&[&Desk])).unwrap();
    let mut told = Vec::new();
    job.run(&mut |report| told.extend(report.diagnostics.iter().cloned())).unwrap();
    let [fault] = told.as_slice() else { panic!("{told:?}") };
    let place = format!("slugline could not go on with the story: panicked at {}:", file!());
    assert!(fault.message.starts_with(&place), "{}", fault.message);
    assert!(fault.message.ends_with(": assertion failed: title != \"a bug of page\" || self.arity == Arity::Many"));
    assert!(fault.help.as_deref().unwrap().contains("please send this message, the story and the command"));
    assert_eq!(fault.origin, "page");
}

#[test]
fn the_first_of_an_identifier_is_the_first_input_with_any_number_of_threads() {
    let names: Vec<String> = (10..60).map(|number| format!("{number}.txt")).collect();
    let texts: Vec<String> = (10..60).map(|number| format!("Rain {}", number % 7)).collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let desk = Desktop::new(&files, &["page"]);
    let mut told: Vec<String> = names.iter().take(7).cloned().collect();
    told.extend(names.iter().skip(7).map(|name| format!("{name} same-identifier")));
    assert_eq!(desk.run().unwrap(), told);
}

/// Whichever is ready first: the larger the story, the longer it takes.
#[test]
fn a_file_that_outputs_share_is_the_first_inputs_with_any_number_of_threads() {
    let long = format!("styled red{}", "\nRain".repeat(300));
    let desk = Desktop::new(&[("a.txt", &long), ("b.txt", "styled blue"), ("c.txt", "styled red")], &["page"]);
    let told = desk.run().unwrap();
    assert!(told[0].starts_with("a.txt same-identifier") && !told[0].ends_with("FAILED"), "{}", told[0]);
    assert_eq!(&told[1..], ["b.txt unwritable-output FAILED", "c.txt same-identifier"]);
    assert_eq!(fs::read_to_string(desk.path("out/page-files/own.css")).unwrap(), "red");
}

#[test]
fn files_that_come_one_after_the_other_share_a_pipeline() {
    let desk = Desktop::new(&[("a.txt", "Rain\nHail"), ("b.txt", "broken"), ("c.txt", "Fog")], &[]);
    let plugins: &[&dyn Plugin] = &[&Desk];
    let steps = Steps { to: vec!["page".to_owned()], ..Steps::default() };
    let pipeline = Arc::new(Pipeline::new(Registry::new(plugins), &steps, Settings::default()).unwrap());
    let mut told = Vec::new();
    for (name, stem) in [("a.txt", "a.txt"), ("b.txt", "b"), ("c.txt", "below")] {
        let job = Job::of_file(&pipeline, &desk.path(name), &desk.path("out"), stem.as_ref(), MAX_STORY).unwrap();
        assert_eq!(job.inputs(), 1);
        job.run(&mut |report| told.push((desk.without_folder(report.name), report.failed))).unwrap();
    }
    assert_eq!(told, [("a.txt".to_owned(), false), ("b.txt".to_owned(), true), ("c.txt".to_owned(), false)]);
    desk.holds("out", &["a.txt-2.page: Hail", "a.txt.page: Rain", "below.page: Fog"]);

    fs::create_dir(desk.path("out/d.page")).unwrap();
    let taken = Job::of_file(&pipeline, &desk.path("d.txt"), &desk.path("out"), "d".as_ref(), MAX_STORY).err().unwrap();
    assert_eq!(taken.kind(), Kind::Usage);
}

/// `kill -9` ends a run between two system calls, if at all.
#[test]
fn what_a_run_left_that_was_killed_is_removed_by_the_next() {
    let mut gone = Command::new("true").spawn().unwrap();
    gone.wait().unwrap();
    let of_this_run = format!("{}Ab3", prefix(TEMPORARY));
    let left = of_this_run.replace(&format!("-{}-", process::id()), &format!("-{}-", gone.id()));
    let (half, other) = (format!("out/{left}"), format!("out/{of_this_run}"));
    let desk = Desktop::new(&[("a.txt", "Rain"), (&half, "half"), (&other, "half")], &["page"]).inputs(&["a.txt"]);
    desk.tells(&["a.txt"]);
    desk.holds("out", &[&format!("{of_this_run}: half"), "a.page: Rain"]);
}
