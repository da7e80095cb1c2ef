//! Scripts that the character sets of wires lack, by the names that people have for them.

/// What to call the letters of the script that `letter` is of. `None` for Latin, whose letters stay known without their
/// accents, and for what is no letter.
///
/// Source: Unicode 16.0, `Blocks.txt`.
pub(crate) fn foreign_letters(letter: char) -> Option<&'static str> {
    if !letter.is_alphabetic() {
        return None;
    }
    match letter {
        ..='\u{36F}' | '\u{1D00}'..='\u{1EFF}' | '\u{2100}'..='\u{218F}' | '\u{2C60}'..='\u{2C7F}' => None,
        '\u{A720}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}' | '\u{FB00}'..='\u{FB06}' | '\u{FF21}'..='\u{FF5A}' => None,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some("Greek letters"),
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' => Some("Cyrillic letters"),
        '\u{530}'..='\u{58F}' => Some("Armenian letters"),
        '\u{590}'..='\u{5FF}' => Some("Hebrew letters"),
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' => Some("Arabic letters"),
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => Some("Arabic letters"),
        '\u{900}'..='\u{97F}' => Some("Devanagari letters"),
        '\u{E00}'..='\u{E7F}' => Some("Thai letters"),
        '\u{10A0}'..='\u{10FF}' => Some("Georgian letters"),
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}' => Some("Korean letters"),
        '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => Some("Japanese letters"),
        '\u{3005}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => {
            Some("Chinese or Japanese characters")
        }
        _ => Some("letters that are not Latin"),
    }
}

#[cfg(test)]
mod tests {
    use super::foreign_letters;

    #[test]
    fn letters_have_a_script() {
        for (text, expected) in [
            ("éŁﬁＡ1，“ʼ", None),
            ("λ", Some("Greek letters")),
            ("Пі", Some("Cyrillic letters")),
            ("ם", Some("Hebrew letters")),
            ("م", Some("Arabic letters")),
            ("한", Some("Korean letters")),
            ("でー", Some("Japanese letters")),
            ("港々", Some("Chinese or Japanese characters")),
            ("ა", Some("Georgian letters")),
            ("ខ", Some("letters that are not Latin")),
        ] {
            for letter in text.chars() {
                assert_eq!(foreign_letters(letter), expected, "{letter}");
            }
        }
    }
}
