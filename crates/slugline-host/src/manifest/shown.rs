//! A manifest is shown: its texts reach the terminal of whoever looks at a plugin to find out whether to trust it.

use slugline_core::Result;
use slugline_core::diagnostic::is_obeyed;
use slugline_toml::{DeValue, Document, Spanned, Table, Value};

/// Refuses a key or a text that a terminal would do something else with than to show it.
pub(super) fn check(document: &Document<'_>) -> Result<()> {
    table(document, document.table())
}

fn table(document: &Document<'_>, entries: &Table<'_>) -> Result<()> {
    for (key, value) in Document::entries(entries) {
        text(document, key, key.get_ref())?;
        self::value(document, value)?;
    }
    Ok(())
}

fn value(document: &Document<'_>, value: &Value<'_>) -> Result<()> {
    match value.get_ref() {
        DeValue::String(words) => text(document, value, words),
        DeValue::Array(values) => values.iter().try_for_each(|value| self::value(document, value)),
        DeValue::Table(entries) => table(document, entries),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => Ok(()),
    }
}

fn text<T>(document: &Document<'_>, at: &Spanned<T>, words: &str) -> Result<()> {
    match words.chars().find(|letter| is_obeyed(*letter)) {
        None => Ok(()),
        Some(letter) => {
            let message = format!("the text holds U+{:04X}, which a terminal obeys", u32::from(letter));
            let help = "leave it out: what a manifest says is shown to whoever looks at the plugin";
            Err(document.refuse(at, message).help(help))
        }
    }
}
