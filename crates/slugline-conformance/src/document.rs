//! Articles in their JSON form.

use slugline_core::model::Article;

/// An article as lines of JSON, to be compared and shown.
pub(crate) fn pretty(article: &Article<'_>) -> String {
    serde_json::to_string_pretty(article).unwrap_or_else(|fault| format!("no JSON: {fault}"))
}

/// Why an article is no document that slugline can hand on, where it is none.
pub(crate) fn document_fault(article: &Article<'_>) -> Option<String> {
    let json = match serde_json::to_string(article) {
        Ok(json) => json,
        Err(fault) => return Some(format!("a member that no version knows is no JSON: {fault}")),
    };
    Article::from_json(&json).err().map(|error| error.to_string())
}
