//! A file as TOML, each part with its place.

use std::ops::Range;

use slugline_core::model::Span;
use slugline_core::{Error, Kind, LineCol, Result, Source, nearest};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A key, and where it stands.
pub type Key<'d> = Spanned<DeString<'d>>;

/// A value, and where it stands.
pub type Value<'d> = Spanned<DeValue<'d>>;

/// What stands between two headings, or between braces.
pub type Table<'d> = DeTable<'d>;

/// A file that is TOML.
pub struct Document<'s> {
    source: &'s Source,
    table: DeTable<'s>,
}

impl<'s> Document<'s> {
    /// The tables of `source`.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] with the place, where it is not TOML.
    pub fn parse(source: &'s Source) -> Result<Document<'s>> {
        match DeTable::parse(source.text()) {
            Ok(table) => Ok(Document { source, table: table.into_inner() }),
            Err(fault) => {
                let span = fault.span().map_or(Span::DETACHED, |range| span_of(source, range));
                Err(Error::new(Kind::Usage, format!("this is not TOML: {}", fault.message())).at(span))
            }
        }
    }

    /// What messages call the file: its path.
    pub fn name(&self) -> &str {
        self.source.name()
    }

    /// What stands at the top.
    pub fn table(&self) -> &DeTable<'s> {
        &self.table
    }

    /// The entries of a table in the order in which they stand in the file.
    pub fn entries<'t>(table: &'t DeTable<'s>) -> Vec<(&'t Key<'s>, &'t Value<'s>)> {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
    }

    /// An error in the place of a key or a value.
    pub fn refuse<T>(&self, at: &Spanned<T>, message: String) -> Error {
        Error::new(Kind::Usage, message).at(self.span(at))
    }

    /// The error for a key that its table does not have, with the nearest of those that it `has`. Messages call it `full`.
    pub fn unknown_key(&self, key: &Key<'_>, full: &str, has: &str, known: &[&str]) -> Error {
        let list = known.join(", ");
        let help = match nearest(key.get_ref(), known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? {has}: {list}"),
            None => format!("{has}: {list}"),
        };
        self.refuse(key, format!("unknown key `{full}`")).help(help)
    }

    /// The table that stands under `name`.
    ///
    /// # Errors
    ///
    /// Where it is no table; likewise for the others.
    pub fn table_of<'v, 't>(&self, name: &str, value: &'v Value<'t>) -> Result<&'v Table<'t>> {
        value.get_ref().as_table().ok_or_else(|| self.unexpected(name, "a table", value))
    }

    /// The switch that stands under `name`.
    pub fn switch(&self, name: &str, value: &Value<'_>) -> Result<bool> {
        let expected = "`true` or `false`";
        match (value.get_ref().as_bool(), value.get_ref().as_str()) {
            (Some(switch), _) => Ok(switch),
            // A word that looks like a switch would else be said to be none.
            (None, Some(word @ ("true" | "false"))) => {
                let message = format!("`{name}`: expected {expected}, found `{word}` in quotes");
                Err(self.refuse(value, message).help(format!("write `{word}` without quotes")))
            }
            (None, _) => Err(self.unexpected(name, expected, value)),
        }
    }

    /// The words that stand under `name`: something between quotes, and not blank.
    pub fn text<'v>(&self, name: &str, value: &'v Value<'_>) -> Result<&'v str> {
        let text = value.get_ref().as_str().filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| self.unexpected(name, "words in quotes", value))
    }

    /// The list of words that stands under `name`, none of them blank.
    pub fn words(&self, name: &str, value: &Value<'_>) -> Result<Vec<String>> {
        let Some(values) = value.get_ref().as_array() else {
            return Err(self.unexpected(name, "a list such as `[\"One\", \"Two\"]`", value));
        };
        values.iter().map(|value| self.text(name, value).map(str::to_owned)).collect()
    }

    /// The error for a value that is not what its key is for.
    pub fn unexpected(&self, key: &str, expected: &str, value: &Value<'_>) -> Error {
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
    pub fn span_of_part(&self, value: &Value<'_>, part: &str) -> Span {
        let range = value.span();
        let at = self.source.text().get(range.clone()).and_then(|text| text.find(part));
        let span = at.map(|at| span_of(self.source, range.start + at..range.start + at + part.len()));
        span.unwrap_or_else(|| self.span(value))
    }

    /// The line and column that a key or a value begins in.
    pub fn place<T>(&self, part: &Spanned<T>) -> LineCol {
        self.source.line_col(self.span(part).start)
    }

    /// Where a key or a value stands in the file.
    pub fn span<T>(&self, part: &Spanned<T>) -> Span {
        span_of(self.source, part.span())
    }
}

fn span_of(source: &Source, range: Range<usize>) -> Span {
    source.text().get(range).map_or(Span::DETACHED, |part| source.span_of(part))
}
