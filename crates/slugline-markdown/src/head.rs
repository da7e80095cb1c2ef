//! From the entries of front matter to the fields of a head.

use std::borrow::Cow;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Extra, Field, Status};
use slugline_core::text::Fields;
use slugline_core::{Rebuilt, Source};

use crate::entity::{self, Part};
use crate::front_matter::{Entry, FrontMatter, Kind, State, Value};
use crate::key::{Meaning, meaning, of_an_author};

/// The member of the head that holds what no field takes.
const CUSTOM: &str = "front-matter";

/// Names, keywords and notes that become fields, and keys that are looked at. More are no head of a post but an attack: each has
/// a place that writers look up. They are kept with what no field takes.
const MAX_VALUES: usize = 256;
const MAX_ENTRIES: usize = 1_024;

/// Keys that a report lists.
const MAX_KEYS: usize = 8;

/// Reads the fields that front matter gives. What no field takes is kept in the head as a member of its own, which the
/// format `json` alone writes.
pub(crate) fn read<'s>(source: &'s Source, front_matter: FrontMatter<'s>, fields: &mut Fields<'_, 's>) {
    report_state(&front_matter, fields);
    let mut head = Head { source, fields, stand_in: None, custom: Vec::new() };
    let mut entries = front_matter.entries;
    let rest = entries.split_off(entries.len().min(MAX_ENTRIES));
    entries.into_iter().for_each(|entry| head.entry(entry));
    head.custom.extend(rest);
    head.set_stand_in();
    head.keep_custom(front_matter.whole);
}

fn report_state(front_matter: &FrontMatter<'_>, fields: &mut Fields<'_, '_>) {
    let language = front_matter.language.as_str();
    let diagnostic = match front_matter.state {
        State::Sound => return,
        State::Malformed => {
            let message = format!("the front matter is not {language} as it should be; it is read line by line");
            Diagnostic::warning("malformed-front-matter", message)
                .help("put quotation marks around a value with a colon in it")
        }
        State::Unclosed => {
            let message =
                "the front matter has no line that ends it; the lines up to the first blank one are taken for it";
            Diagnostic::warning("unclosed-front-matter", message)
        }
    };
    let fence = front_matter.whole.trim_start().lines().next().unwrap_or_default();
    fields.report(diagnostic, fence.trim_end());
}

struct Head<'h, 'f, 's> {
    source: &'s Source,
    fields: &'h mut Fields<'f, 's>,
    /// The first value that stands in for a better one, with its entry.
    stand_in: Option<(Field, Entry<'s>)>,
    /// What no field takes, in order.
    custom: Vec<Entry<'s>>,
}

impl<'s> Head<'_, '_, 's> {
    fn entry(&mut self, entry: Entry<'s>) {
        // A key without a value says nothing.
        if entry.value.kind == Kind::Nothing {
            return;
        }
        // A line of broken front matter that has no key.
        if entry.key.is_empty()
            && self.fields.head.editor_notes.len() < MAX_VALUES
            && let Some(text) = self.text(&entry.value)
        {
            return self.fields.note(text);
        }
        let is_read = match meaning(&entry.key) {
            Some(Meaning::Value(field)) => self.set(field, &entry.value),
            Some(Meaning::Date(field)) => self.date(field, &entry.value),
            Some(Meaning::Names) => self.names(&entry.value),
            Some(Meaning::Keywords) => self.keywords(&entry.value),
            Some(Meaning::Sections) => self.sections(&entry.value),
            Some(Meaning::Status) => self.status(&entry.value),
            Some(Meaning::Flag(status)) => self.flag(status, &entry.value),
            Some(Meaning::StandIn(field)) if self.stand_in.is_none() => {
                self.stand_in = Some((field, entry));
                return;
            }
            Some(Meaning::StandIn(_)) => false,
            None => self.label(&entry),
        };
        if !is_read {
            self.custom.push(entry);
        }
    }

    fn set(&mut self, field: Field, value: &Value<'s>) -> bool {
        let Some(text) = self.text(value) else { return false };
        self.fields.set(field, text);
        true
    }

    /// A date. An embargo may be said in words, which then cannot be kept by a clock: that is reported. Jekyll's
    /// `published: false` says that the post waits.
    fn date(&mut self, field: Field, value: &Value<'s>) -> bool {
        let Some(text) = self.text(value).filter(|text| !text.is_empty()) else { return false };
        let is_false = text.eq_ignore_ascii_case("false");
        if text.contains(|letter: char| letter.is_ascii_digit()) || (field == Field::Embargo && !is_false) {
            self.fields.date(field, text);
            return true;
        }
        let waits = field == Field::Published && is_false;
        if waits {
            self.fields.status(Status::Withheld, text);
        }
        waits
    }

    /// A word for whether the article may be used. One that is not known is left to what no field takes.
    fn status(&mut self, value: &Value<'s>) -> bool {
        self.text(value).is_some_and(|text| self.fields.status_word(text))
    }

    /// `killed: true`, and what else is not `false`: `embargoed: 2024-05-03`, `withheld: with the lawyers`.
    fn flag(&mut self, status: Status, value: &Value<'s>) -> bool {
        let is = |text: &str, words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        let Some(text) = self.text(value).filter(|text| !is(text, &["", "0", "false", "no", "off"])) else {
            return false;
        };
        match is(text, &["1", "on", "true", "yes"]) {
            true => self.fields.status(status, text),
            false if status == Status::Embargoed => self.fields.date(Field::Embargo, text),
            false => self.fields.held(status, text),
        }
        true
    }

    /// A key that is a label of copy in some language: `Autor`, `заголовок`. Shorter ones may be codes of anything.
    fn label(&mut self, entry: &Entry<'s>) -> bool {
        let is_word = entry.key.chars().nth(3).is_some();
        is_word && self.text(&entry.value).is_some_and(|text| self.fields.known(&entry.key, text))
    }

    fn names(&mut self, value: &Value<'s>) -> bool {
        match &value.kind {
            Kind::Nothing => true,
            Kind::Text(_) => self.text(value).is_some_and(|names| self.fields.known("byline", names)),
            // Each is read, also behind one that could not be.
            Kind::List(values) => values.iter().filter(|value| !self.name(value)).count() == 0,
            Kind::Table(_) => self.name(value),
        }
    }

    /// One author. False where not all that is said of them could be read.
    fn name(&mut self, value: &Value<'s>) -> bool {
        if self.fields.head.bylines.len() >= MAX_VALUES {
            return false;
        }
        let Kind::Table(members) = &value.kind else {
            let name = self.text(value).filter(|name| !name.is_empty());
            name.into_iter().for_each(|name| self.fields.byline(name));
            return name.is_some();
        };
        let Some(name) = self.member(members, Field::Byline) else { return false };
        self.fields.byline(name);
        for field in [Field::BylineRole, Field::BylineAffiliation] {
            if let Some(text) = self.member(members, field)
                && let Some(byline) = self.fields.head.bylines.last_mut()
            {
                let slot = if field == Field::BylineRole { &mut byline.role } else { &mut byline.affiliation };
                *slot = Some(text.into());
                let index = self.fields.head.bylines.len() - 1;
                self.fields.note_place(field, index, text);
            }
        }
        members.iter().all(|member| of_an_author(&member.key).is_some())
    }

    fn member(&self, members: &[Entry<'s>], field: Field) -> Option<&'s str> {
        let mut of_field = members.iter().filter(|member| of_an_author(&member.key) == Some(field));
        of_field.find_map(|member| self.text(&member.value)).filter(|text| !text.is_empty())
    }

    fn keywords(&mut self, value: &Value<'s>) -> bool {
        match &value.kind {
            Kind::List(values) => {
                let free = MAX_VALUES.saturating_sub(self.fields.head.keywords.len());
                let words: Vec<_> = values.iter().filter_map(|value| self.text(value)).take(free).collect();
                words.iter().for_each(|word| self.fields.keyword(word));
                words.len() == values.len()
            }
            Kind::Nothing | Kind::Text(_) | Kind::Table(_) => {
                self.text(value).map(|list| self.fields.keywords(list)).is_some()
            }
        }
    }

    fn sections(&mut self, value: &Value<'s>) -> bool {
        let values = match &value.kind {
            Kind::List(values) => &values[..],
            Kind::Nothing | Kind::Text(_) | Kind::Table(_) => std::slice::from_ref(value),
        };
        let free = MAX_VALUES.saturating_sub(self.fields.head.keywords.len());
        let names: Vec<_> = values.iter().filter_map(|value| self.text(value)).take(free).collect();
        for name in &names {
            if self.fields.head.section.is_none() {
                self.fields.set(Field::Section, name);
            } else {
                self.fields.keyword(name);
            }
        }
        names.len() == values.len()
    }

    fn set_stand_in(&mut self) {
        let Some((field, entry)) = self.stand_in.take() else { return };
        let has_better = field == Field::Subheadline && self.fields.head.subheadline.is_some();
        if has_better || !self.set(field, &entry.value) {
            self.custom.push(entry);
        }
    }

    /// The text of a value, as one line, its references resolved. `None`: it is a list or a table.
    fn text(&self, value: &Value<'s>) -> Option<&'s str> {
        let Kind::Text(text) = &value.kind else { return None };
        Some(match text {
            Cow::Borrowed(text) if is_plain(text) => text.trim(),
            Cow::Borrowed(text) => self.resolved(text.trim()),
            // The place of a text that is folded or escaped is all of it.
            Cow::Owned(text) => {
                let mut made = Rebuilt::default();
                let words: Vec<&str> = text.split_whitespace().collect();
                made.push_made(self.source, &entity::decode(&words.join(" ")), value.raw);
                self.source.keep(made)
            }
        })
    }

    /// A text that stands in the source but for references and line ends.
    fn resolved(&self, text: &'s str) -> &'s str {
        let mut made = Rebuilt::with_capacity(text.len());
        entity::parts(text, &mut |part| match part {
            Part::Verbatim(part) => {
                for line in part.split_inclusive(['\n', '\r']) {
                    made.push(self.source, line.trim_end_matches(['\n', '\r']));
                    if line.ends_with('\n') {
                        made.push_made(self.source, " ", line.get(line.len() - 1..).unwrap_or_default());
                    }
                }
            }
            Part::Character(character, part) => {
                let mut resolved = String::new();
                character.push_to(&mut resolved);
                made.push_made(self.source, &resolved, part);
            }
        });
        self.source.keep(made)
    }

    fn keep_custom(&mut self, whole: &'s str) {
        if self.custom.is_empty() {
            return;
        }
        let keys = self.custom.iter().take(MAX_KEYS).map(|entry| format!("`{}`", entry.key));
        let mut list = keys.collect::<Vec<_>>().join(", ");
        if self.custom.len() > MAX_KEYS {
            list.push_str(", ...");
        }
        let message = format!("no field takes these keys of the front matter, which the format `json` keeps: {list}");
        let place = self.custom.first().map_or("", |entry| entry.value.raw);
        let place = if place.is_empty() { whole.trim().lines().next().unwrap_or_default() } else { place };
        self.fields.report(Diagnostic::note("custom-metadata", message), place);
        let table = Value { kind: Kind::Table(std::mem::take(&mut self.custom)), raw: whole };
        if let Ok(json) = serde_json::to_string(&table) {
            self.fields.head.extra.push(Extra { name: CUSTOM.into(), json: json.into() });
        }
    }
}

/// Whether a text is one line without references.
fn is_plain(text: &str) -> bool {
    memchr::memchr3(b'&', b'\n', b'\r', text.as_bytes()).is_none()
}
