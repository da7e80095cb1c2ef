//! A file of settings as TOML, each part with its place.

use std::ops::Range;

use slugline_core::model::Span;
use slugline_core::{Error, Kind, Result, Source};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A key, and where it stands.
pub(super) type Key<'d> = Spanned<DeString<'d>>;

/// A value, and where it stands.
pub(super) type Value<'d> = Spanned<DeValue<'d>>;

/// A file that is TOML.
pub(super) struct Document<'s> {
    source: &'s Source,
    table: DeTable<'s>,
}

impl<'s> Document<'s> {
    /// The tables of `source`.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] with the place, where it is not TOML.
    pub(super) fn parse(source: &'s Source) -> Result<Document<'s>> {
        match DeTable::parse(source.text()) {
            Ok(table) => Ok(Document { source, table: table.into_inner() }),
            Err(fault) => {
                let span = fault.span().map_or(Span::DETACHED, |range| span_of(source, range));
                Err(Error::new(Kind::Usage, format!("this is not TOML: {}", fault.message())).at(span))
            }
        }
    }

    /// What messages call the file: its path.
    pub(super) fn name(&self) -> &str {
        self.source.name()
    }

    /// What stands at the top.
    pub(super) fn table(&self) -> &DeTable<'s> {
        &self.table
    }

    /// Whether it says `root = true`.
    pub(super) fn is_root(&self) -> bool {
        self.table.get("root").and_then(|value| value.get_ref().as_bool()).unwrap_or(false)
    }

    /// The entries of a table in the order in which they stand in the file.
    pub(super) fn entries<'t>(table: &'t DeTable<'s>) -> Vec<(&'t Key<'s>, &'t Value<'s>)> {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
    }

    /// An error in the place of a key or a value.
    pub(super) fn refuse<T>(&self, at: &Spanned<T>, message: String) -> Error {
        Error::new(Kind::Usage, message).at(self.span(at))
    }

    /// The error for a value that is not what its key is for.
    pub(super) fn unexpected(&self, key: &str, expected: &str, value: &Value<'_>) -> Error {
        let found = match value.get_ref() {
            DeValue::String(word) => format!("`{word}`"),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
                format!("`{}`", self.source.text().get(value.span()).unwrap_or_default())
            }
        };
        self.refuse(value, format!("`{key}`: expected {expected}, found {found}"))
    }

    /// Where a part of a value stands in the file; where it is spelled otherwise there, with escapes, the value.
    pub(super) fn span_of_part(&self, value: &Value<'_>, part: &str) -> Span {
        let range = value.span();
        let at = self.source.text().get(range.clone()).and_then(|text| text.find(part));
        let span = at.map(|at| span_of(self.source, range.start + at..range.start + at + part.len()));
        span.unwrap_or_else(|| self.span(value))
    }

    /// Where a key or a value stands in the file.
    pub(super) fn span<T>(&self, part: &Spanned<T>) -> Span {
        span_of(self.source, part.span())
    }
}

fn span_of(source: &Source, range: Range<usize>) -> Span {
    source.text().get(range).map_or(Span::DETACHED, |part| source.span_of(part))
}
