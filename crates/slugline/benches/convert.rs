//! Bytes to an article, and an article to each format, over a long text in the layout of the seed.
//!
//! For comparing two states of the code on one machine. What a commit is held to are instruction counts:
//! `cargo xtask instructions`.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use slugline::diagnostic::Diagnostics;
use slugline::plugin::OfferKind;
use slugline::{Pipeline, Registry, Result, Settings, Source, Steps};

const ARTICLE: &str = include_str!("../../../fixtures/articles/section-headline-date-author.txt");
/// Blocks of the article's head: section, headline, date, author.
const HEAD: usize = 4;
/// How often the body of the article stands in the text: 64 KiB and some.
const REPEATED: usize = 32;

fn main() -> Result<()> {
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

fn text() -> String {
    let blocks: Vec<&str> = ARTICLE.split("\n\n").collect();
    let (head, body) = blocks.split_at(HEAD.min(blocks.len()));
    [head, &body.repeat(REPEATED)].concat().join("\n\n")
}
