//! Files of settings: which are read, what goes before what, what is refused and where.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

use std::fs;
use std::path::PathBuf;

use slugline::host::Listed;
use slugline::model::{Article, Edition};
use slugline::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OptionHelp, OptionMap, Output, Plugin, Reader, Writer,
};
use slugline::{BadFile, Config, ConfigFiles, Kind, Pipeline, Registry, Result, Settings, Source, Steps};
use tempfile::TempDir;

/// Tells what was set: a reader of texts that name their language and nothing else, which obeys the house rule `sections`,
/// and a writer of publisher, language, sections and its own options.
struct Echo;

static REGISTRY: &[&dyn Plugin] = &[&Echo];

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    sections: Vec<String>,
    level: u8,
    shout: bool,
}

impl Plugin for Echo {
    fn manifest(&self) -> &Manifest {
        const READER: &[OptionHelp] = &[OptionHelp::new("sections", "names of sections")];
        const WRITER: &[OptionHelp] = &[OptionHelp::new("level", "a number"), OptionHelp::new("shout", "a switch")];
        const OFFERS: &[Offer] = &[
            Offer::reader("echo", "what was set", FileType::text("txt", "text/plain"), READER),
            Offer::writer("echo", "what was set", FileType::text("txt", "text/plain"), Carries::everything(), WRITER),
        ];
        static MANIFEST: Manifest = Manifest::new("echo", "1.0.0", OFFERS);
        &MANIFEST
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(options.read::<Options>(name)?))
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(options.read::<Options>(name)?))
    }
}

impl Reader for Options {
    fn read<'s>(
        &self,
        source: &'s Source,
        _: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        let mut article = Article::default();
        article.head.section = Some(self.sections.join("|").into());
        article.head.language = Some(source.text().trim().into()).filter(|_| !source.is_empty());
        each(article)
    }
}

impl Writer for Options {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, _: &mut Context<'_>) -> Result<()> {
        let publisher = edition.head.publisher.name.as_deref().unwrap_or_default();
        for head in edition.articles.iter().map(|article| &article.head) {
            let (language, sections) = (head.language.as_deref(), head.section.as_deref());
            let (language, sections) = (language.unwrap_or_default(), sections.unwrap_or_default());
            let told = format!("{publisher};{language};{sections};{};{}", self.level, self.shout);
            out.primary().put_str(&told);
        }
        Ok(())
    }
}

/// Folders with these files in it; those called `.git` are folders.
struct Desk(TempDir);

impl Desk {
    fn new(files: &[(&str, &str)]) -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = desk.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            match name.ends_with(".git") {
                true => fs::create_dir(path).unwrap(),
                false => fs::write(path, text).unwrap(),
            }
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn upwards(&self, folder: &str) -> Config {
        fs::create_dir_all(self.path(folder)).unwrap();
        Config::upwards(&self.path(folder), Registry::new(REGISTRY)).unwrap()
    }
}

/// What comes out for a text that names `language`, with these settings and these words of `--set`.
fn told(config: Config, language: &str, set: &[&str]) -> String {
    let mut settings = Settings { profile: config.values, ..Settings::default() };
    for assignment in set {
        settings.set.assign(assignment, Registry::new(REGISTRY)).unwrap();
    }
    let steps = Steps { to: vec!["echo".to_owned()], ..Steps::default() };
    let pipeline = Pipeline::new(Registry::new(REGISTRY), &steps, settings).unwrap();
    let converted = pipeline.convert(&Source::from_text("story.txt", language).unwrap()).unwrap();
    String::from_utf8(converted.bytes).unwrap()
}

fn config(toml: &str) -> Result<Config, BadFile> {
    let desk = Desk::new(&[("house.toml", toml)]);
    Config::of_file(&desk.path("house.toml"), Registry::new(REGISTRY))
}

#[test]
fn the_file_says_what_neither_the_text_nor_set_does() {
    let file = "
        publisher = { name = 'The Harbour Times', language = 'de' }
        reader.sections = ['Peace, War', 'Sport']
        options.echo = { level = 3, shout = true }";
    let told = |language, set: &[&str]| told(config(file).unwrap(), language, set);
    assert_eq!(told("", &[]), "The Harbour Times;de;Peace, War|Sport;3;true");
    assert_eq!(told("fr", &[]), "The Harbour Times;fr;Peace, War|Sport;3;true");
    assert_eq!(told("", &["publisher.language=en", "echo.level=4"]), "The Harbour Times;en;Peace, War|Sport;4;true");
    assert_eq!(told("fr", &["publisher.language=en"]), "The Harbour Times;en;Peace, War|Sport;3;true");
    assert_eq!(told("", &["publisher.name=Quay", "echo.sections=World,City"]), "Quay;de;World|City;3;true");
}

#[test]
fn a_nearer_file_goes_before_a_farther_one_key_by_key() {
    let desk = Desk::new(&[
        (".git", ""),
        ("slugline.toml", "publisher.name = 'Far'\nreader.sections = ['A', 'B']\noptions.echo.level = 1"),
        ("city/slugline.toml", "publisher.name = 'Near'\noptions.echo.shout = true"),
        ("city/desk/slugline.toml", "reader.sections = ['C']"),
    ]);
    assert_eq!(told(desk.upwards("city/desk/inbox"), "", &[]), "Near;;C;1;true");
    assert_eq!(
        desk.upwards("city/desk/inbox").files,
        ["../slugline.toml", "../../slugline.toml", "../../../slugline.toml"]
    );
    assert_eq!(told(desk.upwards("sport"), "", &[]), "Far;;A|B;1;false");
    assert_eq!(desk.upwards("").files, ["slugline.toml"]);
}

#[test]
fn what_is_said_of_one_reader_goes_before_what_is_said_of_all() {
    let file = "options.echo.sections = ['One']\nreader.sections = ['All']";
    assert_eq!(told(config(file).unwrap(), "", &[]), ";;One;0;false");
}

#[test]
fn the_search_ends_at_a_repository_and_at_a_root() {
    let far = ("slugline.toml", "publisher.name = 'Far'");
    let desk = Desk::new(&[(".git", ""), far, ("work/.git", ""), ("root/slugline.toml", "root = true")]);
    assert!(desk.upwards("work/desk").files.is_empty());
    assert_eq!(desk.upwards("root/desk").files, ["../slugline.toml"]);
    assert_eq!(desk.upwards("else/desk").files, ["../../slugline.toml"]);

    fs::write(desk.path("work/slugline.toml"), "root = false").unwrap();
    assert_eq!(desk.upwards("work").files, ["slugline.toml"]);
    fs::write(desk.path("root/slugline.toml"), "root = false").unwrap();
    assert_eq!(desk.upwards("root").files, ["slugline.toml", "../slugline.toml"]);
}

#[test]
fn a_named_file_is_the_only_one() {
    let desk = Desk::new(&[(".git", ""), ("slugline.toml", "publisher.name = 'Far'"), ("desk/house.toml", "")]);
    let config = Config::of_file(&desk.path("desk/house.toml"), Registry::new(REGISTRY)).unwrap();
    assert_eq!(config.files.len(), 1);
    assert_eq!(told(config, "", &[]), ";;;0;false");
}

/// Holds what is said of `toml` against `message`, the part that it is said of against `part`, and the advice.
#[track_caller]
fn refuses(toml: &str, message: &str, part: &str, advice: Option<&str>) {
    let BadFile { error, file } = config(toml).unwrap_err();
    assert_eq!(error.kind(), Kind::Usage);
    assert_eq!(error.to_string(), message);
    assert_eq!(String::from_utf8_lossy(file.unwrap().slice(error.span()).as_bytes()), part);
    assert_eq!(error.advice(), advice);
}

/// The folder of pictures is named from where the file stands, not from where the program runs.
#[test]
fn a_folder_is_found_from_the_file() {
    let desk = tempfile::tempdir().unwrap();
    let file = desk.path().join("slugline.toml");
    fs::write(&file, "[assets]\nfolder = 'pictures'\nurl = 'https://www.harbourtimes.example/pictures/'\n").unwrap();
    let registry = Registry::new(REGISTRY);
    let steps = Steps { to: vec!["echo".to_owned()], ..Steps::default() };
    let opened = || {
        let profile = Config::of_file(&file, registry).unwrap().values;
        Pipeline::new(registry, &steps, Settings { profile, ..Settings::default() })
    };
    let missing = format!("cannot open the folder of pictures `{}`", desk.path().join("pictures").display());
    assert!(opened().err().unwrap().to_string().starts_with(&missing));
    fs::create_dir(desk.path().join("pictures")).unwrap();
    assert!(opened().is_ok());
}

#[test]
fn a_key_that_is_none_is_told_the_nearest() {
    refuses(
        "[publishr]",
        "unknown key `publishr`",
        "publishr",
        Some(
            "did you mean `publisher`? the file may have: date, publisher, edition, assets, theme, reader, options, root, plugins, job",
        ),
    );
    refuses(
        "edition.titel = 'A'",
        "unknown key `edition.titel`",
        "titel",
        Some("did you mean `title`? `edition` has: title, identifier"),
    );
    refuses(
        "[reader]\nnonsense = []",
        "unknown key `reader.nonsense`",
        "nonsense",
        Some(
            "`reader` has: sections, byline-markers, end-marks, boilerplate-heads, dateline-sources, encoding, time-zone",
        ),
    );
    refuses(
        "[options.ehco]",
        "no format or transform is called `ehco`",
        "ehco",
        Some("did you mean `echo`? `slugline formats` lists them"),
    );
    refuses(
        "options.echo.levle = 1",
        "`echo` has no option `levle`",
        "levle",
        Some("did you mean `level`? it has: level, sections, shout"),
    );
}

/// Whoever frees them in a file that was begun for them, and not the heading above them, is told what is missing.
#[test]
fn keys_of_a_job_without_a_job_are_told_so() {
    let begun = slugline::config_template();
    for key in ["inputs", "name", "to", "out"] {
        let freed = begun.replacen(&format!("\n#{key} ="), &format!("\n{key} ="), 1);
        refuses(
            &freed,
            &format!("`{key}` is a key of a job, and stands in none"),
            key,
            Some("a job begins with a line `[[job]]`: put it above its keys"),
        );
    }
}

#[test]
fn a_switch_in_quotes_is_told_to_be_a_word() {
    refuses(
        "root = \"true\"",
        "`root`: expected `true` or `false`, found `true` in quotes",
        "\"true\"",
        Some("write `true` without quotes"),
    );
    refuses("root = 'yes'", "`root`: expected `true` or `false`, found `yes`", "'yes'", None);
}

#[test]
fn a_value_that_does_not_fit_is_shown() {
    let refuses = |toml, message, part| refuses(toml, message, part, None);
    refuses("root = 1", "`root`: expected `true` or `false`, found `1`", "1");
    refuses("publisher = []", "`publisher`: expected a table, found a list", "[]");
    refuses("publisher.name = 0x1F", "`publisher.name`: expected a name, found `0x1F`", "0x1F");
    refuses(
        "date = 2024-11-18T17:20:00",
        "`date`: expected a date such as `2024-11-18` or `2024-11-18T17:20:00Z`, found `2024-11-18T17:20:00`",
        "2024-11-18T17:20:00",
    );
    refuses(
        "reader.end-marks = 'X'",
        "`reader.end-marks`: expected a list such as `[\"One\", \"Two\"]`, found `X`",
        "'X'",
    );
    refuses("reader.end-marks = ['X', ['Y']]", "`reader.end-marks`: expected words in quotes, found a list", "['Y']");
    refuses("options = 1", "`options`: expected a table, found `1`", "1");
    refuses("options.echo = true", "`options.echo`: expected a table, found `true`", "true");
    refuses("options.echo.level = inf", "`echo.level`: expected a number of 64 bits, found `inf`", "inf");
    refuses(
        "[options.echo]\nshout = true\nlevel = 300",
        "option `echo.level`: expected a number from 0 to 255, found `300`",
        "300",
    );
    refuses("date = 1\ndate = 2", "this is not TOML: duplicate key", "date");
}

#[test]
fn a_fault_within_a_value_is_shown_there() {
    let placeholders = "the placeholders are {section}, {slug}, {date}, {year}, {month}, {day}, {language}, {guid}";
    refuses(
        "publisher.article-url = 'https://harbour.example/{sectoin}/{slug}'",
        "`publisher.article-url`: unknown placeholder `{sectoin}`",
        "{sectoin}",
        Some(&format!("did you mean `{{section}}`? {placeholders}")),
    );
    refuses(
        "publisher.article-url = \"https://harbour.example/{ci\\u0074y}/{slug}\"",
        "`publisher.article-url`: unknown placeholder `{city}`",
        "\"https://harbour.example/{ci\\u0074y}/{slug}\"",
        Some(placeholders),
    );
    refuses(
        "publisher.article-url = 'https://harbour.example/{section}'",
        "`publisher.article-url`: expected a web address with `{slug}` or `{guid}`, such as \
         `https://harbourtimes.example/{section}/{slug}`, found `https://harbour.example/{section}`",
        "'https://harbour.example/{section}'",
        None,
    );
    refuses(
        "[publisher.sections]\nWorld = ['medtop:20000523 labour market', 'medtop:523']",
        "`publisher.sections.World`: `523` is no code of `medtop`",
        "medtop:523",
        Some("codes of `medtop` and `subj` have eight digits, those of other schemes no blanks"),
    );
    refuses(
        "[publisher.catalogs]\nmedtop = 'https://harbour.example/topics/'",
        "`publisher.catalogs.medtop`: the alias `medtop` is one of IPTC's",
        "https://harbour.example/topics/",
        Some("its codes need no catalog of yours; call a scheme of your own otherwise"),
    );
}

#[test]
fn tables_take_words_and_lists() {
    let refuses = |toml, message, part| refuses(toml, message, part, None);
    refuses(
        "publisher.sections.World = 1",
        "`publisher.sections.World`: expected topics such as `medtop:20000523` or `medtop:20000523 labour market`, found `1`",
        "1",
    );
    refuses(
        "publisher.sections.World = []",
        "`publisher.sections.World`: expected topics such as `medtop:20000523` or `medtop:20000523 labour market`, \
         found a list",
        "[]",
    );
    assert!(
        config("[publisher.sections]\nWorld = 'medtop:20000523 labour, market'\n'Inner City' = ['genre:Opinion']")
            .is_ok()
    );
}

#[test]
fn a_topic_of_no_catalog_ends_the_job() {
    let steps = Steps { to: vec!["echo".to_owned()], ..Steps::default() };
    let profile = config("publisher.sections.World = 'topic:strike'").unwrap().values;
    let mut settings = Settings { profile, ..Settings::default() };
    let error = Pipeline::new(Registry::new(REGISTRY), &steps, settings.clone()).err().unwrap();
    assert_eq!(error.to_string(), "`publisher.sections.World`: no catalog has the alias `topic`");
    let scheme = "publisher.catalogs.topic=https://harbour.example/topics/";
    settings.set.assign(scheme, Registry::new(REGISTRY)).unwrap();
    assert!(Pipeline::new(Registry::new(REGISTRY), &steps, settings).is_ok());
}

#[test]
fn dates_need_no_quotes() {
    for date in ["2024-11-18", "'2024-11-18'", "2024-11-18 17:20:00-05:00"] {
        assert!(config(&format!("date = {date}")).is_ok(), "{date}");
    }
}

#[test]
fn plugins_are_listed_by_folder() {
    let desk = Desk::new(&[
        (".git", ""),
        ("slugline.toml", "[plugins]\nquay = { path = 'quay', override = true }\namp = 'far'\n"),
        ("desk/slugline.toml", "options.ticker.width = 3\n[plugins]\namp = '../vendor/amp'\n"),
    ]);
    let files = ConfigFiles::upwards(&desk.path("desk")).unwrap();
    assert_eq!(files.projects(), [desk.path("desk"), desk.path("")]);
    let asked = files.asked();
    assert_eq!(asked.names, ["ticker"]);
    let listed = |name: &str, path: &str, overrides, project: &str, place: &str| Listed {
        name: name.to_owned(),
        path: desk.path(path),
        overrides,
        project: desk.path(project),
        place: place.to_owned(),
    };
    let near = listed("amp", "desk/../vendor/amp", false, "desk", "slugline.toml:3");
    assert_eq!(asked.listed, [near, listed("quay", "quay", true, "", "../slugline.toml:2")]);
}

#[test]
fn a_project_allows_nothing() {
    for (toml, said) in [
        (
            "plugins.allow-native = ['amp']",
            "1:9: `allow-native`: a project cannot allow its own plugins to run as programs",
        ),
        ("plugins.amp = 3", "1:15: `plugins.amp`: expected a folder such as `\"plugins/amp\"`, or a table, found `3`"),
        ("plugins.amp = { path = 'a', allow = true }", "1:29: unknown key `plugins.amp.allow`"),
        ("plugins.amp = { override = true }", "1:9: `plugins.amp` has no `path`"),
        ("allow-process = ['amp']", "1:1: unknown key `allow-process`"),
    ] {
        let refused = config(toml).unwrap_err();
        assert!(refused.to_string().ends_with(&format!("house.toml:{said}")), "{refused}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let desk = Desk::new(&[("large.toml", "")]);
    fs::write(desk.path("latin.toml"), b"publisher.name = 'Caf\xE9'").unwrap();
    fs::File::options().write(true).open(desk.path("large.toml")).unwrap().set_len(1 << 21).unwrap();
    for (name, message) in [
        ("missing.toml", "no such file or directory"),
        ("latin.toml", "`: not UTF-8 text"),
        ("large.toml", "`: more than 1 MiB"),
    ] {
        let refused = Config::of_file(&desk.path(name), Registry::new(REGISTRY)).unwrap_err();
        assert!(refused.to_string().contains(name) && refused.to_string().contains(message), "{refused}");
        assert!(refused.file.is_none() && refused.error.kind() == Kind::Usage);
    }
    let broken = Desk::new(&[(".git", ""), ("slugline.toml", "\u{FEFF}\nroot = maybe")]);
    let refused = Config::upwards(&broken.path("desk"), Registry::new(REGISTRY)).unwrap_err();
    assert!(refused.to_string().starts_with("../slugline.toml:2:8: this is not TOML: "), "{refused}");
}
