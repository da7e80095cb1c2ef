//! Copy as a person can read it, and stories to write.

use slugline_core::Result;
use slugline_core::model::{Article, Date, EditionHead, Head, Urgency};
use slugline_core::plugin::{OptionMap, Plugin, Writer};
use slugline_specimen::part::{byline, paragraph};
use slugline_specimen::story::leeds;
use slugline_specimen::written_by;
use slugline_wire::Wire;

/// The bytes of `articles` in `format`, and what is reported: code, severity and message.
pub(crate) fn write(articles: &[Article<'_>], format: &str, options: &[(&str, &str)]) -> (Vec<u8>, Vec<String>) {
    let writer = writer(format, options).unwrap();
    let (bytes, diagnostics) = written_by(&*writer, &EditionHead::default(), articles);
    let reported = diagnostics.iter().map(|one| format!("{:?}[{}] {}", one.severity, one.code, one.message));
    (bytes, reported.collect())
}

fn writer(format: &str, options: &[(&str, &str)]) -> Result<Box<dyn Writer>> {
    let mut given = OptionMap::new();
    for (name, value) in options {
        given.set(*name, *value);
    }
    Wire.writer(format, &given)
}

/// Control bytes as their pictures (`␁`), bytes beyond ASCII as `\xE9`, CR LF as a line end.
pub(crate) fn shown(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        match first {
            b'\r' if others.first() == Some(&b'\n') => {
                text.push('\n');
                rest = &others[1..];
            }
            0x00..0x20 => text.push(char::from_u32(0x2400 + u32::from(*first)).unwrap()),
            0x7F => text.push('␡'),
            0x80.. => text.push_str(&format!("\\x{first:02X}")),
            ascii => text.push(char::from(*ascii)),
        }
    }
    text
}

/// Compares the copy of one story.
#[track_caller]
pub(crate) fn check(article: &Article<'_>, format: &str, options: &[(&str, &str)], expected: &str) {
    let (bytes, _) = write(std::slice::from_ref(article), format, options);
    assert_eq!(shown(&bytes), expected, "\n{}", shown(&bytes));
}

/// Compares what is reported of one story.
#[track_caller]
pub(crate) fn reports(article: &Article<'_>, format: &str, expected: &[&str]) {
    let (_, reported) = write(std::slice::from_ref(article), format, &[]);
    assert_eq!(reported, expected, "\n{}", reported.join("\n"));
}

/// Compares what is said of options that do not fit: name, value, and the message behind the name.
#[track_caller]
pub(crate) fn refuses(format: &str, options: &[(&str, &str, &str)]) {
    for (name, value, said) in options {
        let error = writer(format, &[(name, value)]).err().unwrap();
        assert_eq!(error.to_string(), format!("option `{format}.{name}`: {said}"));
    }
}

/// Compares the copy of one story, and that the manual shows it so.
#[track_caller]
pub(crate) fn check_example(article: &Article<'_>, format: &str, example: &str, page: &str) {
    check(article, format, &[], example);
    assert!(page.contains(&format!("```text\n{example}\n```")), "the manual has another example");
}

pub(crate) fn date(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

/// A story that both formats carry whole but for its codes.
pub(crate) fn story(slug: &'static str, urgency: &'static str, level: u8, category: &'static str) -> Article<'static> {
    let mut head = Head {
        headline: Some("Ferries stop as crews walk out".into()),
        bylines: vec![byline("Ada Roe"), byline("Sam Lind")],
        dateline: Some(leeds()),
        slug: Some(slug.into()),
        urgency: Some(Urgency { code: urgency.into(), level: Some(level) }),
        category: Some(category.into()),
        word_count: Some(466),
        ..Head::default()
    };
    head.dates.published = date("2024-11-18T17:20:00Z");
    let body = vec![
        paragraph("No ferry left the harbour on Monday, and none will leave on Tuesday either, the crews said."),
        paragraph("The owners of the line call the walkout unlawful."),
    ];
    Article { head, body }
}
