//! The manual, `docs/formats/html.md`, says what the writer does.
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::Article;
use slugline_core::{Source, text};
use slugline_specimen::manual::fenced;

use crate::model::{fragment, themed};

const MANUAL: &str = include_str!("../../../../docs/formats/html.md");

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

#[test]
fn the_theme_makes_what_it_says() {
    let theme = [("article.hbs", fenced(MANUAL, "handlebars")[0])];
    assert_eq!(themed(&example(), false, &theme).unwrap(), (fenced(MANUAL, "html")[1].to_owned(), Vec::new()));
}

#[test]
fn every_field_of_the_manual_is_there() {
    let (_, table) = MANUAL.split_once("| field | what it is |\n").unwrap();
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    let mut fields = 0;
    for row in rows {
        for field in row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2) {
            let print = match field {
                "body" => "{{{body}}}".to_owned(),
                "structured_data" => "<script>{{{structured_data}}}</script>".to_owned(),
                "style" => "<style>{{{style}}}</style>".to_owned(),
                "people" => "{{#each people}}{{joiner}}{{name}}{{role}}{{affiliation}}{{/each}}".to_owned(),
                "keywords" => "{{join keywords \" \"}}".to_owned(),
                "date" | "changed" => format!("{{{{#with {field}}}}}{{{{datetime}}}}{{{{text}}}}{{{{/with}}}}"),
                _ => format!("{{{{{field}}}}}"),
            };
            themed(&example(), true, &[("page.hbs", &print)]).unwrap_or_else(|fault| panic!("{fault}"));
            fields += 1;
        }
    }
    assert_eq!(fields, 18);
}
