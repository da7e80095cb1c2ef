//! Scripts, as far as the ends of lines depend on them.

/// Whether a character is of a script that puts no blanks between words.
pub(crate) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}
