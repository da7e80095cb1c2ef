//! The manual, `docs/formats/html.md` and `docs/themes.md`, says what the writer does.

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::Article;
use slugline_core::{Source, text};
use slugline_specimen::manual::{fenced, rows};

use crate::model::{fragment, themed};

const MANUAL: &str = include_str!("../../../../docs/formats/html.md");
const THEMES: &str = include_str!("../../../../docs/themes.md");

fn example() -> Article<'static> {
    let source = Source::from_text("ferries.txt", fenced(MANUAL, "text")[0]).unwrap();
    let mut article = text::read(&source, &mut Diagnostics::new()).into_owned();
    article.head.language = Some("en-GB".into());
    article
}

#[test]
fn the_example_is_what_comes_out() {
    assert_eq!(fragment(&example()), (fenced(MANUAL, "html")[0].to_owned(), Vec::new()));
}

/// The story of the chapter on themes.
fn story() -> Article<'static> {
    let (_, rest) = THEMES.split_once("```text ferries.txt\n").unwrap();
    let source = Source::from_text("ferries.txt", rest.split_once("```").unwrap().0).unwrap();
    text::read(&source, &mut Diagnostics::new()).into_owned()
}

#[test]
fn every_field_of_the_manual_is_there() {
    let mut fields = 0;
    for [names, _] in rows(THEMES, "| field | what it is |\n") {
        for field in names.split('`').skip(1).step_by(2) {
            let print = match field {
                "body" => "{{{body}}}".to_owned(),
                "structured_data" => "<script>{{{structured_data}}}</script>".to_owned(),
                "style" => "<style>{{{style}}}</style>".to_owned(),
                "people" => "{{#each people}}{{joiner}}{{name}}{{role}}{{affiliation}}{{/each}}".to_owned(),
                "picture" => "{{picture.url}}{{picture.alt}}".to_owned(),
                "keywords" => "{{join keywords \" \"}}".to_owned(),
                "date" | "changed" | "published" | "updated" => {
                    format!("{{{{#if {field}}}}}{{{{{field}.datetime}}}}{{{{{field}.text}}}}{{{{/if}}}}")
                }
                _ => format!("{{{{{field}}}}}"),
            };
            themed(&story(), true, &[("page.hbs", &print)]).unwrap_or_else(|fault| panic!("{fault}"));
            fields += 1;
        }
    }
    assert_eq!(fields, 23);
}

#[test]
fn every_helper_makes_what_the_manual_shows() {
    let article = story();
    let code = |cell: &str| cell.trim_matches('`').to_owned();
    let examples = rows(THEMES, "| write | get | what it does |\n");
    for [write, get, _] in &examples {
        let (made, _) =
            themed(&article, false, &[("article.hbs", &code(write))]).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(made.trim(), code(get), "{write}");
    }
    // Those that the checks suggest to whoever mistypes one.
    let refused = themed(&article, false, &[("article.hbs", "{{nothing 1}}")]).unwrap_err();
    let (_, helpers) = refused.split_once("there are: ").unwrap();
    for helper in helpers.split(", ").filter(|name| !["each", "if"].contains(name)) {
        let shows = |[write, _, what]: &[String; 3]| write.contains(helper) || what.contains(&format!("`{helper}`"));
        assert!(examples.iter().any(shows), "{helper}");
    }
}
