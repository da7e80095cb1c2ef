//! Single bytes of western languages: Windows-1252, and what tells MacRoman from it.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// What Windows-1252 has at 0x80 to 0x9F, U+FFFD at the five that it leaves undefined. The bytes above are the characters of
/// Latin-1.
const FROM_80: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}', //
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

/// The character of a byte in Windows-1252; U+FFFD for the five that are none.
pub(crate) fn windows_1252(byte: u8) -> char {
    byte.checked_sub(0x80).and_then(|at| FROM_80.get(usize::from(at))).copied().unwrap_or(char::from(byte))
}

/// The byte of a character that was made of a byte, by Windows-1252 or by Latin-1.
pub(crate) fn byte_of(character: char) -> Option<u8> {
    let of_latin_1 = u8::try_from(character).ok();
    of_latin_1.or_else(|| {
        let at = FROM_80.iter().position(|known| *known == character && character != '\u{FFFD}')?;
        u8::try_from(0x80 + at).ok()
    })
}

/// The western encoding that `bytes` are in, where more than the frequency of letters says so.
///
/// MacRoman, where as Windows-1252 more of what is beyond ASCII stands where no writer sets it than where one does, and as
/// MacRoman hardly any does. Windows-1252, where nothing stands oddly that it has, and either none of it is a letter (`£40 – “too much”`)
/// or a pound sign stands before a figure: letters are what other guesses go by.
///
/// Source: WIRE-CONVENTIONS section 1.
pub(super) fn tell(bytes: &[u8]) -> Option<&'static Encoding> {
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    // Else the language is no western one.
    if beyond > letters / 4 {
        return None;
    }
    let windows = Fit::of(WINDOWS_1252, bytes);
    let is_sound = windows.odd == windows.undefined && windows.well > windows.undefined;
    if is_sound && (windows.letters == 0 || windows.pounds > 0) {
        return Some(WINDOWS_1252);
    }
    let is_odd = windows.odd > windows.well;
    let mac = is_odd.then(|| Fit::of(MACINTOSH, bytes));
    mac.filter(|mac| mac.well > 4 * mac.odd).map(|_| MACINTOSH)
}

/// How many characters beyond ASCII stand where writers set them, and how many do not. What may stand anywhere is neither.
#[derive(Debug, Default)]
struct Fit {
    well: usize,
    odd: usize,
    /// Letters, however they stand.
    letters: usize,
    /// Pound signs before figures.
    pounds: usize,
    /// Characters that the encoding does not have. They are odd too.
    undefined: usize,
}

impl Fit {
    fn of(encoding: &'static Encoding, bytes: &[u8]) -> Fit {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let mut fit = Fit::default();
        let mut before = ' ';
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            if !character.is_ascii() {
                let after = characters.peek().copied().unwrap_or(' ');
                fit.letters += usize::from(is_letter(character));
                fit.pounds += usize::from(character == '£' && after.is_ascii_digit());
                fit.undefined += usize::from(matches!(character, '\u{80}'..='\u{9F}'));
                match fits(before, character, after) {
                    Some(true) => fit.well += 1,
                    Some(false) => fit.odd += 1,
                    None => {}
                }
            }
            before = character;
        }
        fit
    }
}

/// Whether a character stands well between two others. `None`: it may stand anywhere.
fn fits(before: char, character: char, after: char) -> Option<bool> {
    let in_word = is_letter(before) || is_letter(after);
    match character {
        '\u{80}'..='\u{9F}' => Some(false),
        // No word goes on with a capital, and few letters are words.
        _ if character.is_uppercase() => Some(in_word && !before.is_lowercase()),
        _ if character.is_lowercase() => Some(in_word || character == 'à'),
        '’' => Some(!before.is_whitespace() || is_letter(after)),
        '‘' | '“' | '„' | '«' | '‚' => Some(!is_letter(before) && !after.is_whitespace()),
        '”' | '»' | '…' => Some(!before.is_whitespace() && !is_letter(after)),
        '£' => Some(after.is_ascii_digit() || !in_word),
        _ => (is_letter(before) && is_letter(after)).then_some(false),
    }
}

fn is_letter(character: char) -> bool {
    character.is_lowercase() || character.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_characters_are_pairs() {
        for byte in 0..=u8::MAX {
            let character = windows_1252(byte);
            if character != '\u{FFFD}' {
                assert_eq!(byte_of(character), Some(byte));
            }
            assert_eq!(byte_of(char::from(byte)), Some(byte));
        }
        assert_eq!((byte_of('\u{FFFD}'), byte_of('я')), (None, None));
    }

    #[test]
    fn mac_roman_is_told_by_its_words() {
        let is_mac = |text: &str, encoding: &'static Encoding| tell(&encoding.encode(text).0) == Some(MACINTOSH);
        for text in [
            "The café on the pier: “closed”",
            "Der Bürgermeister eröffnet die Straße – für alle",
            "Le maire a été réélu, a-t-il déclaré dès l’ouverture",
            "El niño llegó mañana a la estación",
            "The town’s printers",
        ] {
            assert!(is_mac(text, MACINTOSH), "{text}");
            assert!(!is_mac(text, WINDOWS_1252), "{text}");
        }
        for text in ["It cost £40 – “too much”, he said…", "ÉLYSÉE : l’État prévoit 3 € de plus", "São Tomé", "Ø. Ås"]
        {
            assert!(!is_mac(text, WINDOWS_1252), "{text}");
        }
        assert_eq!(tell(b"\xA340 a year"), Some(WINDOWS_1252));
        assert_eq!(tell(&encoding_rs::WINDOWS_1250.encode("Łódź to duże miasto").0), None);
        assert!(!is_mac("Паромы встали в понедельник", encoding_rs::WINDOWS_1251));
        assert!(!is_mac("フェリーは月曜日に港を出なかった。", encoding_rs::SHIFT_JIS));
    }
}
