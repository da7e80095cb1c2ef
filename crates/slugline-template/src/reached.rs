//! How much of a text a rendering printed.
//!
//! A template may shorten what it is given, `{{truncate text 200}}`, or print none of it. The engine hands out what is
//! printed piece by piece, escaped, so it is noted before that: where a text is escaped to be printed, and where a helper takes
//! it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use handlebars::JsonValue;

thread_local! {
    // As with the meter: helpers have no state of a rendering's own, and a rendering stays on its thread.
    static REACHED: RefCell<BTreeMap<String, usize>> = const { RefCell::new(BTreeMap::new()) };
}

/// Does `work`, which renders, and gives with it how far into each of `texts` a template has come, in bytes from its start; its
/// length, where it was printed whole.
///
/// A text that a helper took counts as printed, whatever became of it. Two that are the same are as far as either.
pub fn reached<T>(texts: &[&str], work: impl FnOnce() -> T) -> (T, Vec<usize>) {
    REACHED.set(texts.iter().map(|text| ((*text).to_owned(), 0)).collect());
    let done = work();
    let reached = REACHED.take();
    let bytes = texts.iter().map(|text| reached.get(*text).copied().unwrap_or_default());
    (done, bytes.collect())
}

/// Notes that so many bytes of `text` are printed.
pub(crate) fn note(text: &str, bytes: usize) {
    REACHED.with_borrow_mut(|reached| {
        if let Some(most) = reached.get_mut(text) {
            *most = bytes.max(*most);
        }
    });
}

/// Notes that all texts in a value are printed.
pub(crate) fn note_all(value: &JsonValue) {
    match value {
        JsonValue::String(text) => note(text, text.len()),
        JsonValue::Array(values) => values.iter().for_each(note_all),
        JsonValue::Object(parts) => parts.values().for_each(note_all),
        JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) => {}
    }
}
