//! What the way to a plugin costs: one source, asked for a script of a story in this program, as a library, as a component with
//! a new instance for each story, and as a program that goes on running.
//!
//! At most, in times of the plugin that is asked in the same JSON in this program: native 2.5, wasm 6, process 3.5. A component
//! whose code is kept is to be loaded within five milliseconds.

#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

#[path = "../tests/carried/mod.rs"]
mod carried;

use std::fs;
use std::hint::black_box;

use broadcast::Broadcast;
use carried::{LIMITS, carriers, write};
use criterion::{Criterion, Throughput};
use slugline::model::Article;
use slugline::{Pipeline, Registry, Settings, Source, Steps};
use slugline_host::Carrier as _;
use slugline_host::wasm::{Cache, Wasm};
use slugline_plugin::contract::{Call, Request};
use slugline_specimen::component;

const TEXT: &str = include_str!("../../../fixtures/articles/section-headline-date-author.txt");

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let folder = tempfile::tempdir().unwrap();
    let stories = [story()];

    let mut group = criterion.benchmark_group("a story");
    group.throughput(Throughput::Bytes(2 * TEXT.len() as u64));
    group.bench_function("called", |bencher| bencher.iter(|| write(&Broadcast, black_box(&stories)).unwrap()));
    for (name, plugin) in carriers(folder.path()) {
        assert!(write(&plugin, &stories).unwrap() == write(&Broadcast, &stories).unwrap());
        group.bench_function(name, |bencher| bencher.iter(|| write(&plugin, black_box(&stories)).unwrap()));
    }
    group.finish();

    let cache = Cache::at(folder.path().join("cache"));
    let bytes = fs::read(component("broadcast").unwrap()).unwrap();
    let describe = Request::new(Call::Describe).to_json().unwrap();
    criterion.bench_function("a component is loaded and asked what it is", |bencher| {
        bencher.iter(|| Wasm::load(&bytes, LIMITS, Some(&cache)).unwrap().call(&describe).unwrap());
    });
    criterion.final_summary();
}

/// A story as long as the sample that slugline began with: a shorter one, whose body comes twice.
fn story() -> Article<'static> {
    let steps = Steps { to: vec!["json".to_owned()], ..Steps::default() };
    let pipeline = Pipeline::new(Registry::builtin(), &steps, Settings::default()).unwrap();
    let json = pipeline.convert(&Source::from_text("story.txt", TEXT).unwrap()).unwrap().bytes;
    let mut article = Article::from_json(str::from_utf8(&json).unwrap()).unwrap().into_owned();
    article.body.extend_from_within(..);
    article
}
