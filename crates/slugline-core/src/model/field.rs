//! The fields of a head by name: to say where each was read, and which of them a format has a place for.

#[cfg(doc)]
use super::{Dates, Head};

/// The fields of a head that can be read from a text. In JSON a word: `"headline"`, `"byline-role"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// [`Head::headline`]
    Headline,
    /// [`Head::subheadline`]
    Subheadline,
    /// [`Head::section`]
    Section,
    /// Name of one of [`Head::bylines`]
    Byline,
    /// Role of one of [`Head::bylines`]
    BylineRole,
    /// Affiliation of one of [`Head::bylines`]
    BylineAffiliation,
    /// [`Head::dateline`], all of it
    Dateline,
    /// [`Dates::created`]
    Created,
    /// [`Dates::published`]
    Published,
    /// [`Dates::updated`]
    Updated,
    /// [`Dates::embargo`]
    Embargo,
    /// [`Head::language`]
    Language,
    /// [`Head::slug`]
    Slug,
    /// One of [`Head::keywords`]
    Keyword,
    /// One of [`Head::subjects`]
    Subject,
    /// [`Head::urgency`]
    Urgency,
    /// [`Head::category`]
    Category,
    /// [`Head::word_count`]
    WordCount,
    /// [`Head::credit`]
    Credit,
    /// [`Head::rights`]
    Rights,
    /// One of [`Head::editor_notes`]
    EditorNote,
    /// [`Head::status`]
    Status,
    /// [`Head::identifier`]
    Identifier,
    /// [`Head::version`]
    Version,
    /// [`Head::url`]
    Url,
}

impl Field {
    /// All of them, in the order of the head.
    pub const ALL: [Field; 25] = [
        Field::Headline,
        Field::Subheadline,
        Field::Section,
        Field::Byline,
        Field::BylineRole,
        Field::BylineAffiliation,
        Field::Dateline,
        Field::Created,
        Field::Published,
        Field::Updated,
        Field::Embargo,
        Field::Language,
        Field::Slug,
        Field::Keyword,
        Field::Subject,
        Field::Urgency,
        Field::Category,
        Field::WordCount,
        Field::Credit,
        Field::Rights,
        Field::EditorNote,
        Field::Status,
        Field::Identifier,
        Field::Version,
        Field::Url,
    ];

    /// The field's name, as JSON has it: `byline-role`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Field::Headline => "headline",
            Field::Subheadline => "subheadline",
            Field::Section => "section",
            Field::Byline => "byline",
            Field::BylineRole => "byline-role",
            Field::BylineAffiliation => "byline-affiliation",
            Field::Dateline => "dateline",
            Field::Created => "created",
            Field::Published => "published",
            Field::Updated => "updated",
            Field::Embargo => "embargo",
            Field::Language => "language",
            Field::Slug => "slug",
            Field::Keyword => "keyword",
            Field::Subject => "subject",
            Field::Urgency => "urgency",
            Field::Category => "category",
            Field::WordCount => "word-count",
            Field::Credit => "credit",
            Field::Rights => "rights",
            Field::EditorNote => "editor-note",
            Field::Status => "status",
            Field::Identifier => "identifier",
            Field::Version => "version",
            Field::Url => "url",
        }
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The field in words, for a message: `date of writing`.
    pub const fn words(self) -> &'static str {
        match self {
            Field::Headline => "headline",
            Field::Subheadline => "subheadline",
            Field::Section => "section",
            Field::Byline => "byline",
            Field::BylineRole => "byline's role",
            Field::BylineAffiliation => "byline's affiliation",
            Field::Dateline => "dateline",
            Field::Created => "date of writing",
            Field::Published => "date of publication",
            Field::Updated => "date of the update",
            Field::Embargo => "embargo",
            Field::Language => "language",
            Field::Slug => "slug",
            Field::Keyword => "keyword",
            Field::Subject => "subject",
            Field::Urgency => "urgency",
            Field::Category => "category",
            Field::WordCount => "stated word count",
            Field::Credit => "credit",
            Field::Rights => "rights line",
            Field::EditorNote => "note to editors",
            Field::Status => "status",
            Field::Identifier => "identifier",
            Field::Version => "version",
            Field::Url => "web address",
        }
    }
}

/// Some of the fields of a head.
///
/// ```
/// use slugline_core::model::{Field, FieldSet};
///
/// const SHOWN: FieldSet = FieldSet::ALL.without(&[Field::Slug, Field::EditorNote]);
/// assert!(SHOWN.has(Field::Headline) && !SHOWN.has(Field::Slug));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSet(u32);

impl FieldSet {
    /// All of them.
    pub const ALL: FieldSet = FieldSet::of(&Field::ALL);

    /// Those of a list.
    pub const fn of(fields: &[Field]) -> FieldSet {
        let (mut bits, mut rest) = (0, fields);
        while let [first, others @ ..] = rest {
            bits |= first.bit();
            rest = others;
        }
        FieldSet(bits)
    }

    /// The same, with `field`.
    #[must_use]
    pub const fn with(self, field: Field) -> FieldSet {
        FieldSet(self.0 | field.bit())
    }

    /// All but those of a list.
    #[must_use]
    pub const fn without(self, fields: &[Field]) -> FieldSet {
        FieldSet(self.0 & !FieldSet::of(fields).0)
    }

    /// Whether `field` is among them.
    pub const fn has(self, field: Field) -> bool {
        self.0 & field.bit() != 0
    }

    /// Each, in the order of the head.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |field| self.has(*field))
    }
}
