//! The head of a message as fields of an article.
//!
//! Source: RFC 5322 section 3.6, RFC 2047; WIRE-CONVENTIONS section 6.

use mail_parser::parsers::MessageStream;
use mail_parser::{Addr, Address, HeaderValue};
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Field as HeadField, Head};
use slugline_core::text::Fields;
use slugline_core::{Rebuilt, Source};

use crate::entity::ended;
use crate::forward::Marked;
use crate::sender::is_person;
use crate::structure::Field;

/// What mail programs put before the subject of an answer or of mail that is passed on, in the languages they speak.
const ANSWERS: [&str; 24] = [
    "re", "fw", "fwd", "aw", "wg", "sv", "vs", "vb", "vl", "tr", "rv", "rif", "ref", "r", "i", "enc", "antw", "doorst",
    "odp", "pd", "ynt", "ilt", "回复", "转发",
];

/// Those among them before mail that is passed on.
const FORWARDS: [&str; 14] =
    ["fw", "fwd", "wg", "vs", "vb", "vl", "tr", "rv", "i", "enc", "doorst", "pd", "ilt", "转发"];

/// Subjects beside the first that are kept: those of messages within one another.
const MAX_SUBJECTS: usize = 8;

/// Longest name of a list before a subject, in bytes.
const MAX_LIST: usize = 40;

/// Reads the fields that say something of the story. All others are the way that the message went.
pub(crate) fn read<'s>(source: &'s Source, fields: &[Field<'s>], diagnostics: &mut Diagnostics) -> Head<'s> {
    let mut head = Fields::of(source, diagnostics);
    if let Some(subject) = value(fields, "Subject") {
        let subject = without_marks(text(source, subject));
        head.set(HeadField::Headline, subject);
        // `Subject: KILL BRIDGE`, `Subject: Embargoed until Friday: ferries stop`
        head.line_of_use(subject);
    }
    // Whoever passes a message on may give it another subject.
    let others: Vec<&'s str> = values(fields, "Subject")
        .skip(1)
        .take(MAX_SUBJECTS)
        .map(|subject| without_marks(text(source, subject)))
        .collect();
    for subject in others {
        if head.head.headline.as_deref() != Some(subject) {
            head.note(subject);
        }
    }
    // Of a message that is passed on the date may be in words that no one knows.
    for date in values(fields, "Date") {
        if head.head.dates.published.is_none() {
            head.date(HeadField::Published, without_comment(date));
        }
    }
    if let Some(id) = value(fields, "Message-ID") {
        head.set(
            HeadField::Identifier,
            id.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>')),
        );
    }
    if let Some(language) = value(fields, "Content-Language").filter(|tags| !tags.contains([',', ' '])) {
        head.set(HeadField::Language, language);
    }
    for keywords in fields.iter().filter(|field| field.name.eq_ignore_ascii_case("Keywords")) {
        head.keywords(text(source, keywords.value));
    }
    head.head
}

/// Names the sender where the story names no one: a person wrote it, a desk supplied it.
pub(crate) fn add_sender<'s>(
    source: &'s Source,
    fields: &[Field<'s>],
    article: &mut Article<'s>,
    diagnostics: &mut Diagnostics,
) {
    let Some((field, sender)) = value(fields, "From").and_then(|field| Some((field, sender(field)?))) else { return };
    // In mail that is passed on a name may stand alone.
    let alone = || sender.address.as_deref().filter(|address| !address.contains('@'));
    let name = sender.name.as_deref().or_else(alone).map(str::trim).unwrap_or_default();
    let is_by_person = is_person(name, sender.address.as_deref().unwrap_or_default());
    let mut head = Fields::of(source, diagnostics);
    head.head = std::mem::take(&mut article.head);
    if is_by_person && head.head.bylines.is_empty() {
        head.byline(within(source, field, name));
    } else if !is_by_person && head.head.credit.is_none() {
        head.set(HeadField::Credit, within(source, field, name));
    }
    article.head = head.head;
    article.head.spans.sort_by_key(|entry| entry.span);
}

/// The value of the first field of that name which has one.
fn value<'s>(fields: &[Field<'s>], name: &str) -> Option<&'s str> {
    values(fields, name).next()
}

/// The values of all fields of that name which have one.
fn values<'f, 's>(fields: &'f [Field<'s>], name: &'f str) -> impl Iterator<Item = &'s str> + use<'f, 's> {
    let named = fields.iter().filter(move |field| field.name.eq_ignore_ascii_case(name));
    named.map(|field| field.value.trim()).filter(|value| !value.is_empty())
}

/// Whether the subject says that the message is passed on, or an answer: by its first mark that is no list's.
pub(crate) fn marked(fields: &[Field<'_>]) -> Marked {
    let mut subject = value(fields, "Subject").unwrap_or_default();
    while let Some(behind) = behind_mark(subject) {
        if subject.starts_with('[') {
            subject = behind.trim_start();
            continue;
        }
        let word = subject.split([':', '：', '[']).next().unwrap_or_default().trim();
        let is_forward = FORWARDS.iter().any(|known| known.eq_ignore_ascii_case(word));
        return if is_forward { Marked::Forward } else { Marked::Answer };
    }
    Marked::Neither
}

/// The text of a value: unfolded, its encoded words decoded.
fn text<'s>(source: &'s Source, value: &'s str) -> &'s str {
    match MessageStream::new(&ended(value)).parse_unstructured() {
        HeaderValue::Text(text) => within(source, value, text.trim()),
        _ => value.trim(),
    }
}

/// The first sender that a field names. Some programs write `Ada Roe [mailto:ada@desk.example]` above mail that is passed on.
fn sender(value: &str) -> Option<Addr<'static>> {
    let value = value.split(" [mailto:").next().unwrap_or(value);
    match MessageStream::new(&ended(value)).parse_address().into_owned() {
        HeaderValue::Address(Address::List(list)) => list.into_iter().next(),
        HeaderValue::Address(Address::Group(groups)) => groups.into_iter().flat_map(|group| group.addresses).next(),
        _ => None,
    }
}

/// What was read from a value, with its place: the part of the value where it stands there as it is, else all of it.
fn within<'s>(source: &'s Source, value: &'s str, read: &str) -> &'s str {
    let found = value.find(read).and_then(|at| value.get(at..at + read.len()));
    found.unwrap_or_else(|| {
        let mut made = Rebuilt::with_capacity(read.len());
        made.push_made(source, read, value);
        source.keep(made)
    })
}

/// A subject without the marks of answers and lists before it: `Re: [subs] Fwd: Ferries stop` is `Ferries stop`. One that
/// is nothing else stays.
fn without_marks(subject: &str) -> &str {
    let mut rest = subject;
    while let Some(behind) = behind_mark(rest) {
        rest = behind.trim_start();
    }
    if rest.is_empty() { subject } else { rest }
}

/// What stands behind one mark: `Re:`, `AW:`, `Re[2]:`, `[subs]`.
fn behind_mark(subject: &str) -> Option<&str> {
    if let Some(list) = subject.strip_prefix('[') {
        let (name, behind) = list.split_once(']')?;
        return (name.len() <= MAX_LIST && !name.contains('[')).then_some(behind);
    }
    let (mark, behind) = subject.split_once([':', '：'])?;
    let word = mark.split('[').next().unwrap_or_default().trim_end();
    let counts = mark.get(word.len()..).unwrap_or_default();
    let is_count = counts.bytes().all(|byte| matches!(byte, b'[' | b']' | b' ' | b'0'..=b'9'));
    (is_count && ANSWERS.iter().any(|known| known.eq_ignore_ascii_case(word))).then_some(behind)
}

/// A date without the name that some programs give its zone: `Mon, 3 Mar 2014 10:00:00 +0000 (GMT)`.
fn without_comment(date: &str) -> &str {
    date.find('(').and_then(|at| date.get(..at)).map_or(date, str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_before_a_subject_go() {
        for (subject, expected) in [
            ("Ferries stop", "Ferries stop"),
            ("Re: Fwd: [subs] RE[2]: Ferries stop", "Ferries stop"),
            ("AW: WG: Fähren stehen", "Fähren stehen"),
            ("[subs][desk] Ferries stop", "Ferries stop"),
            ("Report: ferries stop", "Report: ferries stop"),
            ("Ferries [and trams] stop", "Ferries [and trams] stop"),
            ("[", "["),
            ("Re: ", "Re: "),
        ] {
            assert_eq!(without_marks(subject), expected);
        }
    }

    #[test]
    fn senders_have_names_in_many_forms() {
        for (value, name) in [
            ("Ada Roe <ada@desk.example>", Some("Ada Roe")),
            ("\"Roe, Ada\" <ada@desk.example>, Sam Lind <sam@desk.example>", Some("Roe, Ada")),
            ("ada@desk.example (Ada Roe)", Some("Ada Roe")),
            ("=?iso-8859-1?Q?J=F8rn_Roe?= <jr@desk.example>", Some("Jørn Roe")),
            ("ada@desk.example", None),
        ] {
            assert_eq!(sender(value).unwrap().name.as_deref(), name);
        }
    }
}
