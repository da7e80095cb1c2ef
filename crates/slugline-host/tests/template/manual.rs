//! The manual, `docs/plugins/template.md`, says what templates can do.

use std::slice;

use slugline_conformance::corpus::{bare, clear, every_field};
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Edition, EditionHead, Field, Publisher, PublisherField};
use slugline_core::plugin::{Context, Memory, OptionMap, Plugin, Still, Writer};
use slugline_core::{Source, text};
use slugline_specimen::manual::rows;

use crate::desk::{Desk, ENTRY};

const MANUAL: &str = include_str!("../../../../docs/plugins/template.md");
const OF_MANIFESTS: &str = include_str!("../../../../docs/plugins/manifest.md");

fn story() -> Article<'static> {
    let (_, rest) = MANUAL.split_once("```text ferries.txt\n").unwrap();
    let source = Source::from_text("ferries.txt", rest.split_once("```").unwrap().0).unwrap();
    text::read(&source, &mut Diagnostics::new()).into_owned()
}

/// What newsrooms can print: all that there is.
fn desk(template: &str) -> Desk {
    let provides = "extension = 'html'\nmedia-type = 'text/html'\naudience = 'newsroom'";
    Desk::new(provides, ENTRY, &[("page.hbs", template)])
}

/// The names that a message lists as those that there are.
fn known(template: &str) -> Vec<String> {
    let help = desk(template).error(story()).help;
    let (_, names) = help.split_once("there are: ").unwrap_or_else(|| panic!("{help}"));
    names.split(", ").map(str::to_owned).collect()
}

#[test]
fn the_fields_of_the_manual_are_those_that_there_are() {
    let tables = ["Of a story:\n\n| field | what it is |\n", "in every template:\n\n| field | what it is |\n"];
    let rows: Vec<[String; 2]> = tables.into_iter().flat_map(|head| rows(MANUAL, head)).collect();
    let listed: Vec<&str> = rows.iter().flat_map(|[names, _]| names.split('`').skip(1).step_by(2)).collect();
    for field in &listed {
        desk(&format!("{{{{#if {field}}}}}{{{{/if}}}}")).text(story());
    }
    for field in known("{{nothing}}").iter().filter(|field| *field != "options") {
        assert!(listed.iter().any(|listed| listed.split('.').next() == Some(field)), "{field}");
    }
}

#[test]
fn every_helper_makes_what_the_manual_shows() {
    let code = |cell: &str| cell.trim_matches('`').to_owned();
    let examples = rows(MANUAL, "| write | get | what it does |\n");
    for [write, get, _] in &examples {
        assert_eq!(desk(&code(write)).text(story()).trim(), code(get), "{write}");
    }
    for helper in known("{{nothing 1}}").iter().filter(|name| !["each", "if"].contains(&name.as_str())) {
        let shows = |[write, _, what]: &[String; 3]| write.contains(helper) || what.contains(&format!("`{helper}`"));
        assert!(examples.iter().any(shows), "{helper}");
    }
}

/// A row of the manual for each name in `carries`: the name, and what templates print of it.
fn carried() -> Vec<(String, Vec<String>)> {
    let code = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<String>>();
    let rows = rows::<3>(OF_MANIFESTS, "| name | of a story | templates print it with |\n");
    rows.into_iter().map(|[name, _, printed]| (code(&name).remove(0), code(&printed))).collect()
}

/// A template that prints what a cell says: a field, or what stands there as it is.
fn printing(part: &str) -> String {
    if part.starts_with('{') { part.to_owned() } else { format!("{{{{json {part}}}}}") }
}

/// The names of what is missed in an output when it is missing.
fn missed(writer: &dyn Writer) -> Vec<&'static str> {
    let differs = |with: (&Article<'_>, &EditionHead<'_>), without: (&Article<'_>, &EditionHead<'_>)| {
        written(writer, with.0, with.1) != written(writer, without.0, without.1)
    };
    let none = EditionHead::default();
    let of_head = Field::ALL.into_iter().filter(|field| {
        [every_field(), bare(*field)].iter().any(|with| {
            let mut without = with.clone();
            clear(&mut without.head, *field);
            differs((with, &none), (&without, &none))
        })
    });
    let story = bare(Field::Headline);
    let of_publisher = PublisherField::ALL
        .into_iter()
        .filter(|field| differs((&story, &publisher(Some(*field))), (&story, &publisher(None))));
    of_head.map(Field::as_str).chain(of_publisher.map(PublisherField::key)).collect()
}

fn written(writer: &dyn Writer, article: &Article<'_>, head: &EditionHead<'_>) -> Vec<u8> {
    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let edition = Edition { head, articles: slice::from_ref(article) };
    writer.write(&edition, &mut out, &mut Context::new(&mut diagnostics, &Still)).unwrap();
    out.into_parts().0
}

/// A publisher of whom one thing is known, or nothing.
fn publisher(field: Option<PublisherField>) -> EditionHead<'static> {
    let is = |other, value: &'static str| (field == Some(other)).then(|| value.into());
    let publisher = Publisher {
        name: is(PublisherField::Name, "The Harbour Times"),
        url: is(PublisherField::Url, "https://harbour.example/"),
        logo: is(PublisherField::Logo, "https://harbour.example/logo.png"),
        copyright: is(PublisherField::Copyright, "(c) The Harbour Times"),
        usage_terms: is(PublisherField::UsageTerms, "For subscribers."),
        ..Publisher::default()
    };
    EditionHead { publisher, ..EditionHead::default() }
}

#[test]
fn the_manual_has_every_name_of_carries_and_what_templates_print_of_it() {
    let carried = carried();
    let names: Vec<&str> = carried.iter().map(|(name, _)| name.as_str()).collect();
    let of_publisher = PublisherField::ALL.into_iter().map(PublisherField::key);
    assert_eq!(names, Field::ALL.into_iter().map(Field::as_str).chain(of_publisher).collect::<Vec<_>>());
    let mut parts: Vec<&String> = carried.iter().flat_map(|(_, parts)| parts).collect();
    parts.sort_unstable();
    parts.dedup();
    for part in parts {
        let desk = desk(&printing(part));
        let writer = desk.plugin().writer("page", &OptionMap::new()).unwrap();
        let said: Vec<&str> =
            carried.iter().filter(|(_, parts)| parts.contains(part)).map(|(name, _)| name.as_str()).collect();
        let mut missed = missed(&*writer);
        // Without a byline its role is gone too.
        missed.retain(|name| *name != "byline" || !said.iter().any(|said| said.starts_with("byline-")));
        assert_eq!(missed, said, "{part}");
    }
}
