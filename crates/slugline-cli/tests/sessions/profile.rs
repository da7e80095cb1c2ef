//! What is said of the publisher's profile: once in a run, with the key to set.

use crate::desk::{Desk, STORY};
use snapbox::str;

#[test]
fn what_the_profile_lacks_is_said_once_in_a_run() {
    let desk =
        Desk::new(&[("in/a.txt", STORY), ("in/b.txt", &STORY.replace("Ferries", "Trains")), ("in/c.txt", "Rain")]);
    desk.session("convert in -t newsml-g2 -O out").code(0).stderr_eq(str![[r#"
warning[missing-publisher]: nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in (newsml-g2)
  hint: set `publisher.name`
wrote out/a.newsml.xml (newsml-g2, 1.2 KB)
wrote out/b.newsml.xml (newsml-g2, 1.2 KB)
warning[missing-date]: the article has no full date; 1970-01-01T00:00:00Z stands in for it (newsml-g2)
 --> in/c.txt
  hint: write it into the story, or set it for all stories of the run with `--set date=2024-11-18T12:00:00Z`: slugline reads no clock
warning[missing-text]: the article has no text for readers; its headline stands in for it (newsml-g2)
 --> in/c.txt
wrote out/c.newsml.xml (newsml-g2, 925 bytes)
3 of 3 inputs done, 2 with warnings

"#]]);
}

#[test]
fn two_stories_with_one_address_are_told() {
    let desk = Desk::new(&[("in/a.txt", STORY), ("in/b.txt", &STORY.replace("18", "19"))]);
    let pattern = "publisher.article-url=https://harbour.example/{section}/{slug}";
    desk.session(&format!("convert in -t html -O out --set {pattern}")).code(0).stderr_eq(str![[r#"
wrote out/a.html (html, 4.4 KB)
warning[same-address]: `in/b.txt` and `in/a.txt` have the same web address, `https://harbour.example/world/ferries-stop-as-crews-walk-out`; one takes the other's place
  hint: have `publisher.article-url` tell them apart, with `{year}/{month}/{day}` or `{guid}`
wrote out/b.html (html, 4.4 KB)
2 of 2 inputs done, 1 with warnings

"#]]);
}

#[test]
fn an_article_without_an_address_is_told_what_it_lacks() {
    let desk = Desk::new(&[("story.txt", "Rain\n\nIt rained all night.\n")]);
    let pattern = "publisher.article-url=https://harbour.example/{section}/{year}/{slug}";
    let words = format!("convert story.txt -t jsonld -o story.jsonld --set {pattern}");
    desk.session(&words).code(0).stderr_eq(str![[r#"
warning[no-article-url]: the article gets no web address: it has no section, no date with a year (jsonld)
 --> story.txt
  hint: say it in the article, or take `{section}`, `{year}` out of `publisher.article-url`
wrote story.jsonld (jsonld, 292 bytes)
note: jsonld: 1 incomplete-article (`-v` lists them)

"#]]);
}

#[test]
fn a_placeholder_that_is_none_is_shown_with_the_nearest() {
    let desk = Desk::new(&[
        ("slugline.toml", "root = true\n[publisher]\narticle-url = \"https://harbour.example/{sectoin}/{slug}\"\n"),
        ("story.txt", STORY),
    ]);
    desk.session("convert story.txt -t html").code(2).stdout_eq("").stderr_eq(str![[r#"
error: `publisher.article-url`: unknown placeholder `{sectoin}`
 --> slugline.toml:3:40
  |
3 | article-url = "https://harbour.example/{sectoin}/{slug}"
  |                                        ^^^^^^^^^
  hint: did you mean `{section}`? the placeholders are {section}, {slug}, {date}, {year}, {month}, {day}, {language}, {guid}

"#]]);
    desk.session("convert story.txt -t html --no-config --set publisher.article-url=https://harbour.example/{slgu}")
        .code(2)
        .stdout_eq("")
        .stderr_eq(str![[r#"
error: `publisher.article-url`: unknown placeholder `{slgu}`
  hint: did you mean `{slug}`? the placeholders are {section}, {slug}, {date}, {year}, {month}, {day}, {language}, {guid}

"#]]);
}

#[test]
fn what_is_no_address_on_the_web_is_none_that_two_stories_have() {
    let story = |title| format!("---\ntitle: {title}\ndate: 2024-11-18\ncanonical_url: ferries\n---\n\nRain fell.\n");
    let desk = Desk::new(&[("in/a.md", &story("Ferries stop")), ("in/b.md", &story("Trains stop"))]);
    desk.session("convert in -t text -O out").code(0).stderr_eq(str![[r#"
warning[field-left-out]: the web address would be read as something else and is left out (text)
 --> in/a.md:4:16
  |
4 | canonical_url: ferries
  |                ^^^^^^^
wrote out/a.txt (text, 37 bytes)
warning[field-left-out]: the web address would be read as something else and is left out (text)
 --> in/b.md:4:16
  |
4 | canonical_url: ferries
  |                ^^^^^^^
wrote out/b.txt (text, 36 bytes)
2 of 2 inputs done, 2 with warnings

"#]]);
}
