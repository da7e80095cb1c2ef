//! Plugins from outside in a run: which take part, and that none is looked for where none is needed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use slugline::host::{Approved, Carrier, Gate, Listed, Loaders, MANIFEST_FILE, Near, Places, Trust};
use slugline::model::Article;
use slugline::plugin::{Arity, Carries, Context, FileType, Linter, Manifest, Offer, OptionMap, Output, Plugin, Writer};
use slugline::{Pipeline, Plugins, Registry, Result, Settings, Source, Steps, diagnostic::Diagnostic, model::Edition};
use tempfile::TempDir;

/// What the plugins of these tests do: a headline, and a note on each.
struct Board;

impl Plugin for Board {
    fn manifest(&self) -> &Manifest {
        const OFFERS: &[Offer] = &[
            Offer::writer("board", "a headline", FileType::text("board", "text/plain"), Carries::everything(), &[]),
            Offer::writer("html", "a headline", FileType::text("html", "text/html"), Carries::everything(), &[]),
            Offer::linter("board-rules", "what a board cannot show", &[]),
        ];
        static MANIFEST: Manifest = Manifest::new("board", "1.2.0", OFFERS);
        &MANIFEST
    }

    fn writer(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(Board))
    }

    fn linter(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Linter>> {
        Ok(Box::new(Board))
    }
}

impl Writer for Board {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, _: &mut Context<'_>) -> Result<()> {
        out.primary().put_str(edition.articles[0].head.headline.as_ref().unwrap());
        Ok(())
    }
}

impl Linter for Board {
    fn check(&self, article: &Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        let headline = article.head.headline.as_ref().unwrap();
        cx.report(Diagnostic::note("long-headline", format!("{} letters", headline.len())));
        Ok(())
    }
}

/// A folder of plugins, each of which the stand-in for wasm brings.
struct Desk(TempDir);

impl Desk {
    /// Plugins by the folder that they stand in, and the writers that their manifests name.
    fn new(plugins: &[(&str, &[&str])]) -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        for (folder, writers) in plugins {
            let name = Path::new(folder).file_name().unwrap().to_str().unwrap();
            let mut manifest = format!(
                "[plugin]\nname = '{name}'\nversion = '1.2.0'\nschema = '>=0.2, <1'\nabi = 1\n[artifact]\nwasm = {{ path = 'a.wasm' }}\n\
                 [[provides]]\nkind = 'linter'\nname = '{name}-rules'\nsummary = 'rules'\n"
            );
            for writer in *writers {
                manifest.push_str(&format!(
                    "[[provides]]\nkind = 'writer'\nname = '{writer}'\nsummary = 'a headline'\nextension = '{writer}'\n\
                     media-type = 'text/plain'\naudience = 'newsroom'\n"
                ));
            }
            fs::create_dir_all(desk.path(folder)).unwrap();
            fs::write(desk.path(folder).join(MANIFEST_FILE), manifest).unwrap();
            fs::write(desk.path(folder).join("a.wasm"), "").unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn places(&self) -> Places {
        Places { projects: vec![self.path("")], user: Some(self.path("user")), ..Places::default() }
    }
}

fn gate() -> Arc<Gate> {
    let load = |_: Approved<'_>| Ok(Box::new(Near(Board)) as Box<dyn Carrier>);
    Arc::new(Gate::new(Loaders { wasm: Some(load), ..Loaders::default() }, Trust::default()))
}

/// The plugins from outside that take part in a run of these names, or why it cannot be.
fn outside(places: &Places, names: &[&str]) -> Result<Vec<String>, String> {
    let plugins = Plugins::named(places, &gate(), names.iter().copied()).map_err(|bad| bad.to_string())?;
    let outside = plugins.list().into_iter().filter(|plugin| plugin.is_outside());
    Ok(outside.map(|plugin| plugin.manifest().name.to_string()).collect())
}

#[test]
fn a_plugin_of_a_folder_takes_part_where_it_is_named() {
    let desk = Desk::new(&[("plugins/board", &["board"]), ("user/agate", &["agate"]), ("user/board", &["board"])]);
    let places = desk.places();
    assert_eq!(outside(&places, &["html", "typography"]).unwrap(), [""; 0]);
    assert_eq!(outside(&places, &["html", "board"]).unwrap(), ["board"]);
    assert_eq!(outside(&places, &["agate-rules", "board"]).unwrap(), ["board", "agate"]);
    // Whoever misspells a name is told of all of them.
    assert_eq!(outside(&places, &["bord"]).unwrap(), ["board", "agate"]);
    let given = Places { given: vec![desk.path("user/agate")], ..places };
    assert_eq!(outside(&given, &["html"]).unwrap(), ["agate"]);
}

#[test]
fn a_plugin_is_known_by_what_it_runs_from() {
    let desk = Desk::new(&[("plugins/board", &["board"])]);
    let fingerprint = || {
        let plugins = Plugins::named(&desk.places(), &gate(), ["board"]).unwrap();
        plugins.list().into_iter().find(|plugin| plugin.is_outside()).unwrap().fingerprint().unwrap()
    };
    let first = fingerprint();
    assert_eq!(fingerprint(), first);
    fs::write(desk.path("plugins/board/a.wasm"), "another").unwrap();
    let second = fingerprint();
    assert_ne!(second, first);
    let manifest = desk.path("plugins/board").join(MANIFEST_FILE);
    fs::write(&manifest, format!("{}# another\n", fs::read_to_string(&manifest).unwrap())).unwrap();
    assert_ne!(fingerprint(), second);
}

#[test]
fn a_broken_plugin_is_in_the_way_of_no_other() {
    let desk = Desk::new(&[("plugins/board", &["board"]), ("plugins/agate", &["agate"])]);
    fs::write(desk.path("plugins/agate").join(MANIFEST_FILE), "plugin = 1").unwrap();
    assert_eq!(outside(&desk.places(), &["board"]).unwrap(), ["board"]);
    let given = Places { given: vec![desk.path("plugins/agate")], ..desk.places() };
    assert!(outside(&given, &["board"]).unwrap_err().contains("`plugin`: expected a table, found `1`"));
}

#[test]
fn what_comes_with_slugline_gives_way_where_it_is_told_to() {
    let desk = Desk::new(&[("plugins/board", &["board", "html"])]);
    assert_eq!(outside(&desk.places(), &["html"]).unwrap(), [""; 0]);
    let listed = |overrides| Places {
        listed: vec![Listed {
            name: "board".to_owned(),
            path: desk.path("plugins/board"),
            overrides,
            project: desk.path(""),
            place: "slugline.toml:1".to_owned(),
        }],
        ..desk.places()
    };
    let refused = outside(&listed(false), &["html"]).unwrap_err();
    assert_eq!(refused, "plugin `board` offers the writer `html`, which comes with slugline");

    let plugins = Plugins::named(&listed(true), &gate(), ["html"]).unwrap();
    let list = plugins.list();
    assert_eq!(written(Registry::new(&list), "html"), "Rain");
    assert!(written(Registry::new(&list), "jsonld").contains("NewsArticle"), "the others stay");
}

fn written(registry: Registry<'_>, to: &str) -> String {
    let steps = Steps { to: vec![to.to_owned()], linters: vec!["board-rules".to_owned()], ..Steps::default() };
    let pipeline = Pipeline::new(registry, &steps, Settings::default()).unwrap();
    let converted = pipeline.convert(&Source::from_text("a.txt", "Rain\n\nIt rained all night.").unwrap()).unwrap();
    let lint = converted.diagnostics.iter().find(|diagnostic| diagnostic.code == "long-headline").unwrap();
    assert_eq!((lint.message.as_str(), lint.origin.as_ref()), ("4 letters", "board-rules"));
    String::from_utf8(converted.bytes).unwrap()
}

#[test]
fn of_two_that_are_found_alike_neither_is_chosen() {
    let desk = Desk::new(&[("plugins/board", &["board"]), ("plugins/hall", &["board"]), ("user/agate", &["board"])]);
    let plugins = Plugins::all(&desk.places(), &gate()).unwrap();
    let list = plugins.list();
    let refused = Registry::new(&list).find(slugline::plugin::OfferKind::Writer, "board").err().unwrap();
    assert_eq!(refused.to_string(), "the plugins `board` and `hall` both claim the writer `board`");
}
