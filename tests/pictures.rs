//! Pictures from the user's folder: what each format makes of them, and what no name can reach.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

use std::fs::{self, File};
use std::path::Path;

use slugline::diagnostic::Diagnostics;
use slugline::model::{Article, Block, BlockKind, Figure, Span};
use slugline::{Converted, Pipeline, Registry, Settings, Source, Steps};
use slugline_tests::root;

/// The formats that show, embed or describe pictures, and what their files end in.
const FORMATS: &[(&str, &str)] = &[
    ("epub", "epub"),
    ("html", "html"),
    ("rss", "rss"),
    ("atom", "atom"),
    ("jsonfeed", "feed.json"),
    ("newsml-g2", "newsml.xml"),
    ("nitf", "nitf.xml"),
    ("ninjs", "ninjs.json"),
    ("ninjs-2", "ninjs2.json"),
    ("jsonld", "jsonld"),
];

const PUBLISHED: &[&str] = &["assets.url=https://www.harbourtimes.example/pictures/"];

const STORY: &str = r#"---
title: Ferries stop as crews walk out
date: 2024-11-18
author: Ada Roe
lang: en-GB
---

No ferry left the harbour on Monday.

![The empty quay](quay.png "The quay at noon. It held *forty* cars an hour before.")

![A ferry at rest](./ferry.jpg)

![](wire/chart.webp "Passengers a day")

![A buoy](wire/../buoy.gif)

![The quay again](quay.png)

![A map](map.svg)

![A note](note.png)

![A gull](gull.png)

![A secret](../Cargo.toml)

![](ferry.jpg)

![Far away](https://www.harbourtimes.example/far.jpg)

Talks open on Tuesday.
"#;

fn pipeline(format: &str, folder: &Path, sets: &[&str]) -> Pipeline<'static> {
    let mut settings = Settings::default();
    settings.set.set_assets(folder.to_owned());
    for set in sets {
        settings.set.assign(set, Registry::builtin()).unwrap();
    }
    let steps = Steps { from: Some("markdown".to_owned()), to: vec![format.to_owned()], ..Steps::default() };
    Pipeline::new(Registry::builtin(), &steps, settings).unwrap()
}

fn convert(format: &str, sets: &[&str]) -> Converted {
    let source = Source::from_text("harbour.md", STORY).unwrap();
    pipeline(format, &root().join("fixtures/resources"), sets).convert(&source).unwrap()
}

#[test]
fn a_story_with_pictures_in_every_format_that_has_them() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("fixtures/expected/pictures"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (format, extension) in FORMATS {
        let converted = convert(format, PUBLISHED);
        settings.bind(|| insta::assert_binary_snapshot!(&format!("{format}.{extension}"), converted.bytes.clone()));
        let found: Vec<&str> = converted.diagnostics.iter().map(|found| &*found.code).collect();
        let mut expected = vec![
            "unknown-picture-type",
            "unknown-picture-type",
            "missing-picture",
            "picture-outside",
            "missing-alt-text",
            "picture-not-embedded",
        ];
        match *format {
            // What reads it makes the page.
            "nitf" => expected.retain(|code| *code != "missing-alt-text"),
            // There is no page at all.
            "jsonld" => expected.truncate(4),
            _ => {}
        }
        let found: Vec<&str> = found.into_iter().filter(|code| expected.contains(code)).collect();
        assert_eq!(found, expected, "{format}");
        let missing = converted.diagnostics.iter().find(|found| found.code == "missing-picture").unwrap();
        assert_eq!(Source::from_text("harbour.md", STORY).unwrap().slice(missing.span), "![A gull](gull.png)");
        assert_eq!(convert(format, PUBLISHED).bytes, converted.bytes);
    }
}

/// Whoever reads a feed is far from the folder.
#[test]
fn feeds_name_no_picture_that_is_not_published() {
    for format in ["rss", "atom", "jsonfeed"] {
        let converted = convert(format, &[]);
        let unpublished = converted.diagnostics.iter().filter(|found| found.code == "no-web-address").count();
        assert_eq!(unpublished, 6, "{format}");
        let feed = String::from_utf8(converted.bytes).unwrap();
        assert!(!feed.contains("<img") && feed.contains("The empty quay"), "{format}");
    }
    let page = String::from_utf8(convert("html", &[]).bytes).unwrap();
    assert!(page.contains("<img src=\"wire/chart.webp\" width=\"24\" height=\"16\" alt=\"Passengers a day\">"));
}

#[test]
fn formats_without_pictures_look_at_none() {
    for format in ["text", "markdown", "json", "anpa1312"] {
        let converted = convert(format, &[]);
        let looked = |code: &str| matches!(code, "missing-picture" | "picture-outside" | "unknown-picture-type");
        assert!(!converted.diagnostics.iter().any(|found| looked(&found.code)), "{format}");
    }
}

#[test]
fn addresses_hold_what_addresses_may() {
    let folder = tempfile::tempdir().unwrap();
    let picture = fs::read(root().join("fixtures/resources/quay.png")).unwrap();
    fs::create_dir(folder.path().join("north pier")).unwrap();
    fs::write(folder.path().join("north pier/a&b%ä.png"), picture).unwrap();
    let source = Source::from_text("pier.md", "# Pier\n\nText.\n\n![A pier](<north pier/a&b%ä.png>)\n").unwrap();
    for (url, address) in [
        ("https://www.harbourtimes.example/p/", "https://www.harbourtimes.example/p/north%20pier/a%26b%25%C3%A4.png"),
        ("https://www.harbourtimes.example", "https://www.harbourtimes.example/north%20pier/a%26b%25%C3%A4.png"),
    ] {
        let page = pipeline("html", folder.path(), &[&format!("assets.url={url}")]).convert(&source).unwrap().bytes;
        assert!(String::from_utf8(page).unwrap().contains(&format!("<img src=\"{address}\"")), "{url}");
    }
}

/// What is reported of a picture of that name, alone in an article, and whether the page shows it.
fn shown(folder: &Path, source: &str) -> (Vec<String>, bool) {
    let figure = Figure { source: source.to_owned().into(), alt: "Words".into(), ..Figure::default() };
    let mut article =
        Article { body: vec![Block::new(BlockKind::Figure(Box::new(figure)), Span::new(3, 9))], ..Article::default() };
    article.head.headline = Some("Rain".into());
    let pipeline = pipeline("html", folder, &["html.page=false"]);
    let mut diagnostics = Diagnostics::new();
    let written = pipeline.write(&pipeline.formats()[0], &[article], &mut diagnostics).unwrap();
    let page = String::from_utf8(written.into_parts().0).unwrap();
    assert!(page.contains("Words"), "{source}");
    assert!(diagnostics.iter().all(|found| found.span == Span::new(3, 9)), "{source}");
    (diagnostics.iter().map(|found| found.code.to_string()).collect(), page.contains("<img "))
}

#[cfg(unix)]
#[test]
fn no_name_leads_out_of_the_folder() {
    use std::os::unix::fs::symlink;

    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("pictures");
    fs::create_dir_all(folder.join("wire")).unwrap();
    let picture = fs::read(root().join("fixtures/resources/quay.png")).unwrap();
    for name in ["secret.png", "pictures/quay.png", "pictures/north pier.png", "pictures/50%25.png"] {
        fs::write(around.path().join(name), &picture).unwrap();
    }
    fs::write(folder.join("cut.png"), &picture[..20]).unwrap();
    fs::write(folder.join("empty.png"), "").unwrap();
    File::create(folder.join("master.png")).unwrap().set_len(32 * 1024 * 1024 + 1).unwrap();
    for (target, link) in [
        ("../secret.png", "out.png"),
        ("/etc/hostname", "far.png"),
        ("quay.png", "in.png"),
        ("loop.png", "loop.png"),
        ("..", "wire/up"),
    ] {
        symlink(target, folder.join(link)).unwrap();
    }
    symlink(around.path(), folder.join("around")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(folder.join("pipe.png")).status().unwrap().success());

    for name in [
        "quay.png",
        "./quay.png",
        "wire/../quay.png",
        "wire//../quay.png",
        " quay.png ",
        "in.png",
        "wire/up/quay.png",
        "north pier.png",
        "north%20pier.png",
        "50%25.png",
    ] {
        assert_eq!(shown(&folder, name), (vec![], true), "{name}");
    }
    let long = "x".repeat(5_000);
    for (name, code) in [
        ("../secret.png", "picture-outside"),
        ("wire/../../secret.png", "picture-outside"),
        ("/etc/hostname", "picture-outside"),
        ("//www.harbourtimes.example/quay.png", "picture-outside"),
        ("C:\\quay.png", "picture-outside"),
        ("..\\secret.png", "picture-outside"),
        ("quay.png\0", "picture-outside"),
        ("out.png", "picture-outside"),
        ("far.png", "picture-outside"),
        ("around/secret.png", "picture-outside"),
        ("wire/up/../secret.png", "missing-picture"),
        ("%2e%2e/secret.png", "missing-picture"),
        ("%252e%252e/secret.png", "missing-picture"),
        ("quay.png/x", "missing-picture"),
        ("wire", "missing-picture"),
        ("pipe.png", "missing-picture"),
        ("gull.png", "missing-picture"),
        ("loop.png", "unreadable-picture"),
        (&long, "unreadable-picture"),
        ("cut.png", "unreadable-picture"),
        ("empty.png", "unknown-picture-type"),
        ("master.png", "picture-too-large"),
        ("file:///etc/hostname", "picture-not-embedded"),
        ("data:image/png;base64,iVBORw0KGgo=", "picture-not-embedded"),
        ("javascript:alert(1)", "picture-not-embedded"),
        ("", "picture-not-embedded"),
    ] {
        assert_eq!(shown(&folder, name), (vec![code.to_owned()], false), "{name:.60}");
    }
}

#[test]
fn a_folder_that_is_none_is_said_at_once() {
    let mut settings = Settings::default();
    settings.set.set_assets("no/such/folder".into());
    let steps = Steps { to: vec!["html".to_owned()], ..Steps::default() };
    let error = Pipeline::new(Registry::builtin(), &steps, settings).err().unwrap();
    assert_eq!(error.to_string(), "cannot open the folder of pictures `no/such/folder`: no such file or directory");
}
