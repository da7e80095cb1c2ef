//! Codes and words of the wire.
//!
//! Source: WIRE-CONVENTIONS sections 3 and 12.

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
