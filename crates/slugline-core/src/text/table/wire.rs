//! Codes and words of wires and archives.
//!
//! Source: WIRE-CONVENTIONS sections 3, 6 and 12.

use crate::model::{Field, Status};

/// Urgencies of wire headers, as the eight levels of newsrooms: 1 most urgent, 5 normal, 8 least. Digits are levels as they
/// stand.
///
/// Source: WIRE-CONVENTIONS section 3.2.
pub(in crate::text) static URGENCIES: &[(&str, u8)] = &[
    ("1", 1),
    ("2", 2),
    ("3", 3),
    ("4", 4),
    ("5", 5),
    ("6", 6),
    ("7", 7),
    ("8", 8),
    ("9", 8),
    ("a", 7),
    ("b", 2),
    ("d", 6),
    ("f", 1),
    ("h", 7),
    ("r", 5),
    ("s", 7),
    ("u", 3),
    ("w", 7),
];

/// What a version of a story is for editors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) enum Write {
    /// The story must not be used, or be used again.
    Kill,
    /// It must wait.
    Withhold,
    /// It must wait for an end that someone will tell.
    Embargo,
    /// Something else that editors should know.
    Note,
}

/// Words that say what a version of a story is: the "writes" of wires. They are also lines of their own.
///
/// Source: WIRE-CONVENTIONS sections 3.5 and 12.
pub(in crate::text) static WRITES: &[(&str, Write)] = &[
    ("(achtung)", Write::Note),
    ("(berichtigung)", Write::Note),
    ("(korrektur)", Write::Note),
    ("(zusammenfassung)", Write::Note),
    ("achtung", Write::Note),
    ("add", Write::Note),
    ("advisory", Write::Note),
    ("alert", Write::Note),
    ("anulación de nota", Write::Kill),
    ("berichtigung", Write::Note),
    ("bjt", Write::Note),
    ("breaking", Write::Note),
    ("breaking news", Write::Note),
    ("bulletin", Write::Note),
    ("bulletin kill", Write::Kill),
    ("corrected", Write::Note),
    ("correction", Write::Note),
    ("corrective", Write::Note),
    ("dépêche annulée", Write::Kill),
    ("eil", Write::Note),
    ("eilmeldung", Write::Note),
    ("eliminate", Write::Kill),
    ("embargo", Write::Embargo),
    ("embargoed", Write::Embargo),
    ("extra", Write::Note),
    ("flash", Write::Note),
    ("hfr", Write::Embargo),
    ("hold", Write::Withhold),
    ("insert", Write::Note),
    ("kill", Write::Kill),
    ("kill advisory", Write::Kill),
    ("kill mandatory", Write::Kill),
    ("korrektur", Write::Note),
    ("mandatory kill", Write::Kill),
    ("meldung zurückgezogen", Write::Kill),
    ("news alert", Write::Note),
    ("newsalert", Write::Note),
    ("nota anulada", Write::Kill),
    ("rdp", Write::Note),
    ("refile", Write::Note),
    ("repeat", Write::Note),
    ("resend", Write::Note),
    ("retransmission", Write::Note),
    ("snap", Write::Note),
    ("sub", Write::Note),
    ("subs", Write::Note),
    ("update", Write::Note),
    ("urgent", Write::Note),
    ("urgente", Write::Note),
    ("withhold", Write::Withhold),
    ("writethru", Write::Note),
    ("zusammenfassung", Write::Note),
];

/// Words that say whether a story may be used, behind a label for it: `Status: Killed`, `status: draft`.
pub(in crate::text) static STATUSES: &[(&str, Status)] = &[
    ("canceled", Status::Canceled),
    ("cancelled", Status::Canceled),
    ("deleted", Status::Canceled),
    ("draft", Status::Withheld),
    ("eliminated", Status::Canceled),
    ("embargo", Status::Embargoed),
    ("embargoed", Status::Embargoed),
    ("final", Status::Usable),
    ("hold", Status::Withheld),
    ("kill", Status::Canceled),
    ("killed", Status::Canceled),
    ("on hold", Status::Withheld),
    ("pending", Status::Withheld),
    ("private", Status::Withheld),
    ("publish", Status::Usable),
    ("published", Status::Usable),
    ("removed", Status::Canceled),
    ("retracted", Status::Canceled),
    ("scheduled", Status::Withheld),
    ("spiked", Status::Canceled),
    ("unpublished", Status::Withheld),
    ("usable", Status::Usable),
    ("withdrawn", Status::Canceled),
    ("withheld", Status::Withheld),
    ("withhold", Status::Withheld),
];

/// What a label of an archive's export is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) enum Exported {
    /// A field of the head.
    Field(Field),
    /// The text begins behind it.
    Body,
    /// Something that no field holds.
    Note,
}

impl Exported {
    /// Whether only exports have such labels.
    pub(in crate::text) fn is_sign(self) -> bool {
        self != Exported::Note
    }
}

/// Labels of exports, which stand in capitals.
///
/// Source: WIRE-CONVENTIONS section 6.
pub(in crate::text) static EXPORT_LABELS: &[(&str, Exported)] = &[
    ("acc-no", Exported::Note),
    ("body", Exported::Body),
    ("byline", Exported::Field(Field::Byline)),
    ("city", Exported::Note),
    ("company", Exported::Note),
    ("copyright", Exported::Field(Field::Rights)),
    ("correction", Exported::Note),
    ("correction-date", Exported::Note),
    ("country", Exported::Note),
    ("dateline", Exported::Field(Field::Dateline)),
    ("distribution", Exported::Note),
    ("document-type", Exported::Note),
    ("geographic", Exported::Note),
    ("graphic", Exported::Note),
    ("headline", Exported::Field(Field::Headline)),
    ("industry", Exported::Note),
    ("journal-code", Exported::Note),
    ("language", Exported::Field(Field::Language)),
    ("length", Exported::Field(Field::WordCount)),
    ("load-date", Exported::Field(Field::Updated)),
    ("notes", Exported::Note),
    ("organization", Exported::Note),
    ("person", Exported::Note),
    ("publication-type", Exported::Note),
    ("section", Exported::Field(Field::Section)),
    ("series", Exported::Note),
    ("state", Exported::Note),
    ("subject", Exported::Note),
    ("ticker", Exported::Note),
    ("type", Exported::Note),
    ("url", Exported::Note),
];

/// Letters of exports.
///
/// Source: WIRE-CONVENTIONS section 6.
pub(in crate::text) static EXPORT_LETTERS: &[(&str, Exported)] = &[
    ("an", Exported::Note),
    ("art", Exported::Note),
    ("by", Exported::Field(Field::Byline)),
    ("clm", Exported::Note),
    ("co", Exported::Note),
    ("cr", Exported::Field(Field::Credit)),
    ("ct", Exported::Note),
    ("cx", Exported::Note),
    ("cy", Exported::Field(Field::Rights)),
    ("ed", Exported::Note),
    ("et", Exported::Note),
    ("hd", Exported::Field(Field::Headline)),
    ("hl", Exported::Field(Field::Headline)),
    ("in", Exported::Note),
    ("ipc", Exported::Note),
    ("ipd", Exported::Note),
    ("la", Exported::Field(Field::Language)),
    ("lp", Exported::Body),
    ("ngc", Exported::Note),
    ("ns", Exported::Note),
    ("pd", Exported::Field(Field::Published)),
    ("pg", Exported::Note),
    ("pub", Exported::Note),
    ("re", Exported::Note),
    ("rf", Exported::Note),
    ("sc", Exported::Note),
    ("se", Exported::Field(Field::Section)),
    ("sn", Exported::Field(Field::Credit)),
    ("td", Exported::Body),
    ("tx", Exported::Body),
    ("vol", Exported::Note),
    ("wc", Exported::Field(Field::WordCount)),
];

/// Names of languages, in English and in themselves, and their tags.
///
/// Source: IETF BCP 47.
pub(in crate::text) static LANGUAGES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("danish", "da"),
    ("dansk", "da"),
    ("deutsch", "de"),
    ("dutch", "nl"),
    ("english", "en"),
    ("español", "es"),
    ("esperanto", "eo"),
    ("finnish", "fi"),
    ("français", "fr"),
    ("french", "fr"),
    ("german", "de"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("italian", "it"),
    ("italiano", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("nederlands", "nl"),
    ("norsk", "no"),
    ("norwegian", "no"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("polski", "pl"),
    ("portuguese", "pt"),
    ("português", "pt"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("svenska", "sv"),
    ("swedish", "sv"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("русский", "ru"),
    ("العربية", "ar"),
    ("中文", "zh"),
    ("日本語", "ja"),
    ("한국어", "ko"),
];
