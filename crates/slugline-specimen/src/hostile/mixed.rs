//! Lists in which one text is hostile and its neighbours are not: what is counted before it is cleaned is counted wrong.

use slugline_core::model::{Byline, Head, Subject};

use crate::part::byline;

/// Heads whose lists have `text` first and a harmless one behind it, and `text` between two harmless ones. Each has a field
/// before and behind the lists, which must not take what is theirs.
pub(super) fn mixed(text: &str) -> [Head<'_>; 2] {
    [&[text, "ferry"], &["harbour", text, "ferry"][..]].map(|texts| Head {
        section: Some("World".into()),
        bylines: texts.iter().flat_map(|name| [byline(*name), detailed(name, text)]).collect(),
        keywords: texts.iter().map(|keyword| (*keyword).into()).collect(),
        subjects: texts.iter().map(|name| Subject { name: Some((*name).into()), ..Subject::default() }).collect(),
        editor_notes: texts.iter().map(|note| (*note).into()).collect(),
        slug: Some("ferries".into()),
        ..Head::default()
    })
}

/// An author of whom something harmless is said, and something hostile.
fn detailed<'t>(name: &'t str, text: &'t str) -> Byline<'t> {
    Byline { role: Some("Staff Writer".into()), affiliation: Some(text.into()), ..byline(name) }
}
