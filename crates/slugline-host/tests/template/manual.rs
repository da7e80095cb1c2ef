//! The manual, `docs/plugins/template.md`, says what templates can do.

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::Article;
use slugline_core::{Source, text};
use slugline_specimen::manual::rows;

use crate::desk::{Desk, ENTRY};

const MANUAL: &str = include_str!("../../../../docs/plugins/template.md");

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
