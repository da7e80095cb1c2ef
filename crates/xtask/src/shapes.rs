//! Texts whose cost must grow as they do: layouts of copy, and what an attacker would send.

use slugline_core::model::SCHEMA;

use crate::corpus::{
    Make, Words, agency_indented, anpa, front_matter_markdown, hard_wrapped, head, iptc7901, seed_layout,
    wrapped_markdown,
};

/// What a post begins with.
const POST: &str = "---\ntitle: Rain\n---\n";
/// What a wire story begins with.
const WIRE: &str = "\x01ab0001 3 i 4\n";
/// What a message begins with.
const MESSAGE: &str = "From a 10:00\nA: b\n";
/// What a story with labels begins with.
const LABELS: &str = "Title: Rain\nDate: today\n";
/// What parts stories in some files.
const RULE: &str = "------------------------------------------------------------\n";

/// Texts of one story. The later ones are openings that never close: each of them would make a reader that looks for the other
/// end go over all that follows.
pub(crate) const STORIES: &[(&str, Make)] = &[
    ("seed-layout", seed_layout),
    ("hard-wrapped", hard_wrapped),
    ("agency-indented", agency_indented),
    ("anpa", anpa),
    ("iptc7901", iptc7901),
    ("list", |len| of_lines(len, "- ")),
    ("quote", |len| of_lines(len, "> ")),
    ("one-line", |len| seed_layout(len).replace('\n', " ")),
    ("short-lines", |len| seed_layout(len).replace(' ', "\n")),
    ("short-lines-in-wrapped", |len| in_wrapped(len, "Ab\n")),
    ("items-in-wrapped", |len| in_wrapped(len, "- a\nBcd\n")),
    ("names", |len| after("Rain falls on Leeds\n\nAuthor: ", len, "Ab Cd, ")),
    ("keywords", |len| after("Title: Rain\nKeywords: ", len, "ab, ")),
    ("empty-links", |len| repeated(len, "[](")),
    ("closing-brackets", |len| after("Rain\n\nSee http://a", len, ")")),
    ("columns", |len| repeated(len, "a   b   c\n")),
    ("blank-lines", |len| repeated(len, "\n")),
    ("stars", |len| repeated(len, "*")),
    ("underscores", |len| repeated(len, "_")),
    ("brackets", |len| repeated(len, "[")),
    ("parentheses", |len| repeated(len, "(")),
    ("opening-stars", |len| repeated(len, "*a ")),
    ("opening-links", |len| repeated(len, "[a](b ")),
    ("addresses", |len| repeated(len, "https://a.example/( ")),
    ("front-matter-markdown", front_matter_markdown),
    ("wrapped-markdown", wrapped_markdown),
    ("open-front-matter", |len| after("---\n", len, "a: [\n")),
    ("quotes-in-markdown", |len| after(POST, len, "> ")),
    ("lists-in-markdown", |len| after(POST, len, "- a\n  - b\n\n")),
    ("headings-in-markdown", |len| after(POST, len, "# a\n")),
    ("tables-in-markdown", |len| after(POST, len, "|a|\n|-|\n")),
    ("stars-in-markdown", |len| after(POST, len, "*a ")),
    ("links-in-markdown", |len| after(POST, len, "[a](b ")),
    ("pictures-in-markdown", |len| after(POST, len, "![")),
    ("definitions-in-markdown", |len| after(POST, len, "[a]: b\n")),
    ("notes-in-markdown", |len| after(POST, len, "[^a]: b\n\n")),
    ("references-in-markdown", |len| after(POST, len, "&amp;")),
    ("tags-in-markdown", |len| after(POST, len, "<a <b>")),
    ("marks-in-tags-in-markdown", |len| after(POST, len, "<b>*a")),
    ("comments-in-markdown", |len| after(POST, len, "<!-- ")),
    ("scripts-in-markdown", |len| after(POST, len, "<script>")),
    ("braces-in-markdown", |len| after(POST, len, "{{")),
    ("shortcodes-in-markdown", |len| after(POST, len, "{{< a >}} {{ {% raw %}")),
    ("attributes-in-json", |len| in_document(len, r#""kind":"section-break","attrs":{"#, r#":"""#)),
    ("unknown-kind-in-json", |len| in_document(len, r#""kind":"map","fallback":[],"legend":{"#, ":0")),
];

/// Files in which many stories may begin, and one whose every word is reported.
pub(crate) const FILES: &[(&str, Make)] = &[
    ("starts-of-wire-stories", |len| after(WIRE, len, "\x01")),
    ("ends-of-wire-stories", |len| after(WIRE, len, "\x04")),
    ("lines-of-ends", |len| after(WIRE, len, "\n\x04")),
    ("synchronous-idles", |len| after(WIRE, len, "\x16")),
    ("heads-of-wire-stories", |len| after("", len, WIRE)),
    ("beginnings-of-postmarks", |len| after(MESSAGE, len, "\nFrom a")),
    ("postmarks", |len| after(MESSAGE, len, "\n\nFrom a 10:00")),
    ("opening-documents", |len| after("", len, "<DOC>\n")),
    ("counted-documents", |len| after(" 1 of 1 DOCUMENT\n", len, " DOCUMENT")),
    ("rules", |len| after(LABELS, len, RULE)),
    ("rules-before-labels", |len| after(LABELS, len, &[RULE, "Title: Rain\n"].concat())),
    ("dashes", |len| after(LABELS, len, "-")),
    ("empty-lines", |len| after("", len, "\n")),
    ("reports", |len| repeated(len, "a\u{1}\u{e4} ")),
];

fn of_lines(len: usize, mark: &str) -> String {
    let mut words = Words::new();
    let mut text = head() + "\n\n" + &words.paragraph() + "\n";
    while text.len() < len {
        text.push('\n');
        text.push_str(mark);
        text.push_str(words.sentence());
    }
    text
}

/// `unit` again and again, behind `start`.
fn after(start: &str, len: usize, unit: &str) -> String {
    start.to_owned() + &unit.repeat(len / unit.len())
}

/// `unit` again and again below lines that are wrapped.
fn in_wrapped(len: usize, unit: &str) -> String {
    let line = "x".repeat(68) + "\n";
    after(&line.repeat(24), len, unit)
}

/// `unit` again and again below a head.
fn repeated(len: usize, unit: &str) -> String {
    head() + "\n\n" + &unit.repeat(len / unit.len())
}

/// A document of one block, in which an object has as many names as fit, each with `value`.
fn in_document(len: usize, block: &str, value: &str) -> String {
    let names: Vec<String> = (0..len / (9 + value.len())).map(|number| format!(r#""n{number:05}"{value}"#)).collect();
    format!(r#"{{"slugline":1,"schema":"{SCHEMA}","body":[{{{block}{}}}}}]}}"#, names.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_as_long_as_asked_for_and_the_same_every_time() {
        for (name, make) in STORIES.iter().chain(FILES) {
            let text = make(20_000);
            assert!((19_000..22_500).contains(&text.len()), "{name}: {} bytes", text.len());
            assert_eq!(text, make(20_000), "{name}");
        }
    }
}
