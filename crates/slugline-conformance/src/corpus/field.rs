//! The fields of a head, one by one.

use slugline_core::model::{Field, Head};

/// Takes a field from a head. Without its bylines, roles and affiliations are gone too.
pub fn clear(head: &mut Head<'_>, field: Field) {
    match field {
        Field::Headline => head.headline = None,
        Field::Subheadline => head.subheadline = None,
        Field::Section => head.section = None,
        Field::Byline => head.bylines.clear(),
        Field::BylineRole => head.bylines.iter_mut().for_each(|byline| byline.role = None),
        Field::BylineAffiliation => head.bylines.iter_mut().for_each(|byline| byline.affiliation = None),
        Field::Dateline => head.dateline = None,
        Field::Created => head.dates.created = None,
        Field::Published => head.dates.published = None,
        Field::Updated => head.dates.updated = None,
        Field::Embargo => head.dates.embargo = None,
        Field::Language => head.language = None,
        Field::Slug => head.slug = None,
        Field::Keyword => head.keywords.clear(),
        Field::Subject => head.subjects.clear(),
        Field::Urgency => head.urgency = None,
        Field::Category => head.category = None,
        Field::WordCount => head.word_count = None,
        Field::Credit => head.credit = None,
        Field::Rights => head.rights = None,
        Field::EditorNote => head.editor_notes.clear(),
        Field::Status => head.status = None,
        Field::Identifier => head.identifier = None,
        Field::Version => head.version = None,
        Field::Url => head.url = None,
    }
}
