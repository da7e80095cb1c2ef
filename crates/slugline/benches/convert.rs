//! Bytes to an article, and an article to each format, over a long text in the layout of the seed.
//!
//! For comparing two states of the code on one machine. What a commit is held to are instruction counts:
//! `cargo xtask instructions`.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput};
use slugline::diagnostic::Diagnostics;
use slugline::plugin::OfferKind;
use slugline::{Pipeline, Registry, Result, Settings, Source, Steps, create_theme};

const ARTICLE: &str = include_str!("../../../fixtures/articles/section-headline-date-author.txt");
/// Blocks of the article's head: section, headline, date, author.
const HEAD: usize = 4;
/// How often the body of the article stands in the text: 64 KiB and some.
const REPEATED: usize = 32;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    let pipeline = pipeline()?;
    let text = text();
    let source = Source::from_text("long.txt", text.as_str())?;
    let articles = pipeline.read(&source, &mut Diagnostics::new())?.articles;

    let mut group = criterion.benchmark_group("long text");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("read", |bencher| bencher.iter(|| read(&pipeline, black_box(&text))));
    for format in pipeline.formats() {
        let write = || pipeline.write(format, black_box(&articles), &mut Diagnostics::new());
        group.bench_function(format.name(), |bencher| bencher.iter(write));
    }
    let folder = tempfile::tempdir()?;
    let pages = [("html page", page()?), ("html page by a theme", page_by_theme(&folder.path().join("theme"))?)];
    for (name, pipeline) in &pages {
        let write = |format| pipeline.write(format, black_box(&articles), &mut Diagnostics::new());
        group
            .bench_function(*name, |bencher| bencher.iter(|| pipeline.formats().iter().map(write).collect::<Vec<_>>()));
    }
    group.finish();
    criterion.final_summary();
    Ok(())
}

/// Reads as the program does, from bytes; gives the number of articles.
fn read(pipeline: &Pipeline<'_>, text: &str) -> Result<usize> {
    let source = Source::from_text("long.txt", text)?;
    let reading = pipeline.read(&source, &mut Diagnostics::new())?;
    Ok(black_box(reading.articles).len())
}

/// All formats; HTML as a fragment.
fn pipeline() -> Result<Pipeline<'static>> {
    let registry = Registry::builtin();
    let writers = registry.of_kind(OfferKind::Writer);
    let steps = Steps { to: writers.map(|offered| offered.offer.name.to_string()).collect(), ..Steps::default() };
    let mut settings = Settings::default();
    settings.set.assign("html.page=false", registry)?;
    Pipeline::new(registry, &steps, settings)
}

/// HTML as a whole page.
fn page() -> Result<Pipeline<'static>> {
    Pipeline::new(Registry::builtin(), &to_html(), Settings::default())
}

/// The same page by the theme that says the same, which is made in `folder`.
fn page_by_theme(folder: &Path) -> Result<Pipeline<'static>> {
    create_theme(folder)?;
    let (registry, steps, mut settings) = (Registry::builtin(), to_html(), Settings::default());
    settings.bind_theme(Some(folder), &steps.to, registry)?;
    Pipeline::new(registry, &steps, settings)
}

fn to_html() -> Steps {
    Steps { to: vec!["html".to_owned()], ..Steps::default() }
}

fn text() -> String {
    let blocks: Vec<&str> = ARTICLE.split("\n\n").collect();
    let (head, body) = blocks.split_at(HEAD.min(blocks.len()));
    [head, &body.repeat(REPEATED)].concat().join("\n\n")
}
