//! Words before, between and within names.
//!
//! Source: WIRE-CONVENTIONS section 9.

/// Words before `by` that make a byline of it: `Posted by Ada Roe`.
pub(in crate::text) static BYLINE_PHRASES: &[(&str, ())] =
    &[("posted", ()), ("reported", ()), ("story", ()), ("text", ()), ("words", ()), ("written", ())];

/// Words that stand before the names of a byline without a colon.
pub(in crate::text) static BYLINE_MARKERS: &[(&str, ())] = &[
    ("af", ()),
    ("av", ()),
    ("by", ()),
    ("da", ()),
    ("de", ()),
    ("di", ()),
    ("door", ()),
    ("fra", ()),
    ("par", ()),
    ("por", ()),
    ("przez", ()),
    ("von", ()),
];

/// Words between the last two names of a byline.
pub(in crate::text) static BETWEEN_NAMES: &[(&str, ())] = &[
    ("&", ()),
    ("and", ()),
    ("e", ()),
    ("en", ()),
    ("et", ()),
    ("i", ()),
    ("kaj", ()),
    ("och", ()),
    ("og", ()),
    ("und", ()),
    ("y", ()),
    ("и", ()),
    ("و", ()),
];

/// Small words within a name or a place that need no capital: `Ludwig van Beethoven`, `Rio de Janeiro`.
pub(in crate::text) static SMALL_WORDS: &[(&str, ())] = &[
    ("al", ()),
    ("am", ()),
    ("an", ()),
    ("and", ()),
    ("bin", ()),
    ("da", ()),
    ("das", ()),
    ("de", ()),
    ("del", ()),
    ("della", ()),
    ("den", ()),
    ("der", ()),
    ("di", ()),
    ("do", ()),
    ("dos", ()),
    ("du", ()),
    ("e", ()),
    ("el", ()),
    ("et", ()),
    ("i", ()),
    ("ibn", ()),
    ("im", ()),
    ("in", ()),
    ("la", ()),
    ("las", ()),
    ("le", ()),
    ("les", ()),
    ("lo", ()),
    ("los", ()),
    ("och", ()),
    ("of", ()),
    ("og", ()),
    ("on", ()),
    ("op", ()),
    ("sur", ()),
    ("te", ()),
    ("ten", ()),
    ("ter", ()),
    ("the", ()),
    ("und", ()),
    ("upon", ()),
    ("van", ()),
    ("ver", ()),
    ("von", ()),
    ("y", ()),
    ("zu", ()),
    ("zum", ()),
    ("zur", ()),
];
