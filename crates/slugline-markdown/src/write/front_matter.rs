//! The head as front matter in YAML.

use std::borrow::Cow;

use slugline_core::model::{Byline, Date, Field, Head, Span};
use slugline_core::plugin::{Context, Sink};
use slugline_markup::{Dropped, InText, clean_text, page_address};

use super::yaml;

/// Writes the fields of `head` that readers may see, between two fences; nothing where there is none. The last
/// line is not ended. What no document can hold is `dropped`; an address that is none on the web is reported.
pub(super) fn write_head(head: &Head<'_>, out: &mut Sink, dropped: &mut Dropped, cx: &mut Context<'_>) {
    let page = page_address(head, cx);
    let mut entries = Entries { out, head, dropped, has_any: false, list: None };
    entries.text("title", head.headline.as_deref(), Field::Headline);
    entries.text("subtitle", head.subheadline.as_deref(), Field::Subheadline);
    entries.authors(&head.bylines);
    entries.date("date", head.dates.published);
    entries.date("created", head.dates.created);
    entries.date("updated", head.dates.updated);
    entries.text("section", head.section.as_deref(), Field::Section);
    entries.keywords();
    entries.text("lang", head.language.as_deref(), Field::Language);
    entries.text("slug", head.slug.as_deref(), Field::Slug);
    entries.text("canonical_url", page.as_deref(), Field::Url);
    entries.text("source", head.credit.as_deref(), Field::Credit);
    entries.text("rights", head.rights.as_deref(), Field::Rights);
    if entries.has_any {
        entries.out.put(b"---");
    }
}

/// Entries under way.
struct Entries<'e, 'h> {
    out: &'e mut Sink,
    head: &'h Head<'h>,
    dropped: &'e mut Dropped,
    has_any: bool,
    /// The list last begun.
    list: Option<&'static str>,
}

impl Entries<'_, '_> {
    fn key(&mut self, key: &str) {
        if !std::mem::replace(&mut self.has_any, true) {
            self.out.put(b"---\n");
        }
        self.out.put_str(key);
        self.out.put(b":");
    }

    /// A value behind its key or the sign of a list.
    fn value(&mut self, value: &str) {
        self.out.put(b" ");
        yaml::put_text(self.out, value);
        self.out.put(b"\n");
    }

    fn text(&mut self, key: &str, text: Option<&str>, field: Field) {
        if let Some(text) = text.and_then(|text| line(text, self.head.span(field, 0), self.dropped)) {
            self.key(key);
            self.value(&text);
        }
    }

    /// A date, which YAML knows. One without a year is spelled as people do.
    fn date(&mut self, key: &str, date: Option<Date>) {
        let Some(date) = date else { return };
        self.key(key);
        self.out.put_str(&format!(" {}\n", InText(date)));
    }

    fn keywords(&mut self) {
        for (at, keyword) in self.head.keywords.iter().enumerate() {
            if let Some(keyword) = line(keyword, self.head.span(Field::Keyword, at), self.dropped) {
                self.item("tags");
                self.value(&keyword);
            }
        }
    }

    /// The sign of a point in the list of `key`, behind that key where it is the first one that is written.
    fn item(&mut self, key: &'static str) {
        if self.list.replace(key) != Some(key) {
            self.key(key);
            self.out.put(b"\n");
        }
        self.out.put(b"  -");
    }

    /// Names alone, or tables of a name and what is said of it.
    fn authors(&mut self, bylines: &[Byline<'_>]) {
        let head = self.head;
        for (at, byline) in bylines.iter().enumerate() {
            let mut member = |text: Option<&str>, field| {
                text.and_then(|text| line(text, head.span(field, at), self.dropped)).map(Cow::into_owned)
            };
            let Some(name) = member(Some(&byline.name), Field::Byline) else { continue };
            let role = member(byline.role.as_deref(), Field::BylineRole);
            let affiliation = member(byline.affiliation.as_deref(), Field::BylineAffiliation);
            self.item("authors");
            if role.is_some() || affiliation.is_some() {
                self.out.put(b" name:");
            }
            self.value(&name);
            for (key, text) in [("role", role), ("affiliation", affiliation)] {
                if let Some(text) = text {
                    self.out.put_str(&format!("    {key}:"));
                    self.value(&text);
                }
            }
        }
    }
}

/// A text as one line with single blanks, without what no document can hold. `None`: nothing is left.
fn line<'t>(text: &'t str, span: Span, dropped: &mut Dropped) -> Option<Cow<'t, str>> {
    let clean = clean_text(text, span, dropped);
    let words: Vec<&str> = clean.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    let is_one = clean.len() == words.iter().map(|word| word.len() + 1).sum::<usize>() - 1;
    Some(if is_one && !clean.contains(['\n', '\r', '\t']) { clean } else { words.join(" ").into() })
}
