//! What a newsroom calls things beside what all call them: its sections, byline markers, end marks.
//!
//! Readers of raw text offer [`HouseRules::OPTIONS`] and read them into [`HouseRules`]; `[reader]` in `slugline.toml` sets
//! them for all of these readers. The rules add to the reader's own tables and take nothing from them.
//!
//! ```
//! use slugline_core::plugin::OptionMap;
//! use slugline_core::text::HouseRules;
//!
//! let mut options = OptionMap::new();
//! options.set("sections", "Harbour,Inner City");
//! options.set("byline-markers", "Words by");
//! let house: HouseRules = options.read("text")?;
//! assert!(house.is_section("INNER CITY"));
//! assert_eq!(house.names_of_byline("Words by: Ada Roe"), Some("Ada Roe"));
//! # Ok::<(), slugline_core::Error>(())
//! ```

use std::ops::RangeInclusive;

use super::dateline::{self, Split as Dateline};
use super::zone::TimeZone;
use crate::plugin::OptionHelp;

/// The habits of a newsroom that its texts follow. Every list may be empty, and asking of an empty one costs nothing.
///
/// Source: WIRE-CONVENTIONS sections 8, 9, 10 and 14 name what newsrooms differ in.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HouseRules {
    /// Names of sections: `Inner City`.
    pub sections: Phrases,
    /// What stands before the names of a byline: `Words by`.
    pub byline_markers: Phrases,
    /// Lines after which no text comes: `-hw-`.
    pub end_marks: Phrases,
    /// Lines above what is said of the publisher, not of the story: `About Harbour Wire`.
    pub boilerplate_heads: Phrases,
    /// What datelines name in brackets or between slashes: `HW`.
    pub dateline_sources: Phrases,
    /// The zone of times that name none. `None`: of a date the day alone is kept, and an embargo waits for the last zone.
    pub time_zone: Option<TimeZone>,
}

/// No habits of a house.
pub(super) static NO_HOUSE: HouseRules = HouseRules {
    sections: Phrases(Vec::new()),
    byline_markers: Phrases(Vec::new()),
    end_marks: Phrases(Vec::new()),
    boilerplate_heads: Phrases(Vec::new()),
    dateline_sources: Phrases(Vec::new()),
    time_zone: None,
};

impl HouseRules {
    /// The options of a reader that obeys house rules, for its manifest.
    pub const OPTIONS: &'static [OptionHelp] = &[
        OptionHelp::new("sections", "further names of sections, parted by commas"),
        OptionHelp::new("byline-markers", "further words before the names of a byline, parted by commas"),
        OptionHelp::new("end-marks", "further lines that end a text, parted by commas"),
        OptionHelp::new("boilerplate-heads", "further lines above boilerplate, parted by commas"),
        OptionHelp::new("dateline-sources", "further agencies that datelines name, parted by commas"),
        OptionHelp::new("time-zone", "zone of times that name none, such as Europe/Berlin or +01:00"),
    ];

    /// Whether `line` is the name of a section.
    pub fn is_section(&self, line: &str) -> bool {
        self.sections.contains(line)
    }

    /// What follows a byline marker at the start of `line`, without colons, slashes and blanks between them: the names, as
    /// far as the marker tells. The longest marker counts. `None` where no marker stands there, or nothing follows it.
    pub fn names_of_byline<'l>(&self, line: &'l str) -> Option<&'l str> {
        let after_marker = self.byline_markers.0.iter().filter_map(|marker| after_phrase(line, marker));
        let names = after_marker.min_by_key(|rest| rest.len())?;
        let names =
            names.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, ':' | '：' | '/'));
        Some(names.trim_end()).filter(|names| !names.is_empty())
    }

    /// Whether the house has end marks of its own.
    #[inline]
    pub(super) fn has_end_marks(&self) -> bool {
        !self.end_marks.0.is_empty()
    }

    /// Whether `line` ends a text. Blanks between its letters make no difference: `* * *` is `***`.
    #[inline]
    pub fn is_end_mark(&self, line: &str) -> bool {
        if !self.has_end_marks() {
            return false;
        }
        let is_letter = |letter: &char| *letter != ' ';
        let is_mark =
            |mark: &String| folded(line).map(|(_, letter)| letter).filter(is_letter).eq(mark.chars().filter(is_letter));
        self.end_marks.0.iter().any(is_mark)
    }

    /// Whether the house has heads of boilerplate of its own.
    #[inline]
    pub(super) fn has_boilerplate_heads(&self) -> bool {
        !self.boilerplate_heads.0.is_empty()
    }

    /// Whether boilerplate stands below `line`.
    pub fn is_boilerplate_head(&self, line: &str) -> bool {
        self.boilerplate_heads.contains(line)
    }

    /// Splits the dateline off a paragraph, where it begins with one, also with a source that only the house knows.
    pub fn dateline<'t>(&self, paragraph: &'t str) -> Option<Dateline<'t>> {
        dateline::split(paragraph, self)
    }

    /// Whether a dateline that has `words` in brackets or between slashes names a source.
    pub fn is_dateline_source(&self, words: &str) -> bool {
        self.dateline_sources.contains(words)
    }
}

/// Words to be found in a text whatever their case, the blanks between them, the kind of their dashes and quotation marks,
/// and a colon after them. Kept in the form in which they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Phrases(Vec<String>);

impl Phrases {
    /// Whether `text` as a whole is one of the phrases.
    pub fn contains(&self, text: &str) -> bool {
        self.0.iter().any(|phrase| folded(text).map(|(_, letter)| letter).eq(phrase.chars()))
    }
}

impl From<Vec<String>> for Phrases {
    fn from(phrases: Vec<String>) -> Phrases {
        phrases.into_iter().collect()
    }
}

impl<S: AsRef<str>> FromIterator<S> for Phrases {
    /// Phrases without a letter are left out: they would be found everywhere.
    fn from_iter<I: IntoIterator<Item = S>>(phrases: I) -> Phrases {
        let folded = |phrase: S| folded(phrase.as_ref()).map(|(_, letter)| letter).collect();
        Phrases(phrases.into_iter().map(folded).filter(|phrase: &String| !phrase.is_empty()).collect())
    }
}

/// What follows `phrase` at the start of `text`. Not where the phrase ends within a word: `By` is no part of `Byron`.
fn after_phrase<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let text = text.trim_start();
    let mut letters = folded(text);
    let mut end = 0;
    for expected in phrase.chars() {
        let (at, _) = letters.next().filter(|(_, letter)| *letter == expected)?;
        end = at;
    }
    let (found, rest) = text.split_at_checked(end)?;
    let goes_on = found.ends_with(is_of_spaced_word) && rest.starts_with(is_of_spaced_word);
    (!goes_on).then_some(rest)
}

/// Whether a blank parts the word that `letter` is in from the next one.
fn is_of_spaced_word(letter: char) -> bool {
    letter.is_alphanumeric() && !UNSPACED.iter().any(|script| script.contains(&letter))
}

/// Scripts whose words stand without blanks between them: Thai and Lao, kana, Chinese characters.
const UNSPACED: [RangeInclusive<char>; 5] = [
    '\u{0E00}'..='\u{0EFF}',
    '\u{3040}'..='\u{30FF}',
    '\u{3400}'..='\u{9FFF}',
    '\u{F900}'..='\u{FAFF}',
    '\u{20000}'..='\u{3FFFF}',
];

/// The letters of a text as they are compared, each with the byte that its original ends before, counted from where the
/// text begins to have letters. Lazy: a long line is left at its first difference.
fn folded(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut was_blank = false;
    let is_new = move |(_, letter): &(usize, char)| {
        let is_blank = letter.is_whitespace();
        !(std::mem::replace(&mut was_blank, is_blank) && is_blank)
    };
    let lower = |(at, letter): (usize, char)| {
        let end = at + letter.len_utf8();
        plain(letter).to_lowercase().map(move |letter| (end, letter))
    };
    without_colon(text.trim()).char_indices().filter(is_new).flat_map(lower)
}

/// `Sources:` is `Sources`, and a line of colons is itself.
fn without_colon(text: &str) -> &str {
    match text.trim_end_matches([':', '：']).trim_end() {
        "" => text,
        bare => bare,
    }
}

/// The letter of a typewriter for those that take its place in print.
fn plain(letter: char) -> char {
    match letter {
        '‐' | '‑' | '‒' | '–' | '—' => '-',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        blank if blank.is_whitespace() => ' ',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(list: fn(&mut HouseRules) -> &mut Phrases, phrases: &[&str]) -> HouseRules {
        let mut house = HouseRules::default();
        *list(&mut house) = phrases.iter().collect();
        house
    }

    #[test]
    fn case_blanks_and_print_make_no_difference() {
        let house = house(|house| &mut house.sections, &["  Inner  City", "Women's Sport:", "Ночь", "社会"]);
        for line in ["Inner City", "INNER\tCITY ", "inner city:", "Women’s sport", "НОЧЬ", "社会"] {
            assert!(house.is_section(line), "{line}");
        }
        for line in ["", "Inner", "Inner City Hall", "InnerCity", "社会 1"] {
            assert!(!house.is_section(line), "{line}");
        }
    }

    #[test]
    fn names_follow_a_marker() {
        let house = house(|house| &mut house.byline_markers, &["Words", "Words by", "文", "✎"]);
        for (line, names) in [
            ("Words by Ada Roe", Some("Ada Roe")),
            ("  WORDS  BY:  Ada Roe ", Some("Ada Roe")),
            ("Words / Ada Roe", Some("Ada Roe")),
            ("文/张三", Some("张三")),
            ("文张三", Some("张三")),
            ("✎Ada Roe", Some("Ada Roe")),
            ("Wordsworth, Ada", None),
            ("Words by:", None),
            ("Word", None),
            ("", None),
        ] {
            assert_eq!(house.names_of_byline(line), names, "{line}");
        }
    }

    #[test]
    fn an_end_mark_has_blanks_or_none() {
        let house = house(|house| &mut house.end_marks, &["-hw-", "* * *", ":::"]);
        for line in ["-HW-", "— hw —", "***", "* * *", ":::"] {
            assert!(house.is_end_mark(line), "{line}");
        }
        assert!(!house.is_end_mark("-hw- 3") && !house.is_end_mark("**") && !house.is_end_mark(""));
    }

    #[test]
    fn heads_and_sources_are_found() {
        let heads = house(|house| &mut house.boilerplate_heads, &["About Harbour Wire"]);
        assert!(heads.is_boilerplate_head("ABOUT HARBOUR WIRE:") && !heads.is_boilerplate_head("About the harbour"));
        let sources = house(|house| &mut house.dateline_sources, &["HW", "Harbour Wire"]);
        assert!(sources.is_dateline_source("hw") && !sources.is_dateline_source("HW 3"));
    }

    #[test]
    fn a_phrase_without_letters_is_none() {
        let house = house(|house| &mut house.sections, &["", " \t"]);
        assert_eq!(house, HouseRules::default());
        assert!(!house.is_section("") && !house.is_section("World"));
    }

    #[test]
    fn every_option_but_the_zone_is_a_list() {
        let mut options = crate::plugin::OptionMap::new();
        for option in HouseRules::OPTIONS {
            options.set(option.name.as_ref(), if option.name == "time-zone" { "Europe/Berlin" } else { "One, Two" });
        }
        let house: HouseRules = options.read("text").unwrap();
        let HouseRules { sections, byline_markers, end_marks, boilerplate_heads, dateline_sources, time_zone } = house;
        assert_eq!(time_zone, "Europe/Berlin".parse().ok());
        options.set("time-zone", "Marrow");
        let refused = options.read::<HouseRules>("text").unwrap_err().to_string();
        let expected =
            "option `text.time-zone`: expected a time zone such as `Europe/Berlin` or `+01:00`, found `Marrow`";
        assert_eq!(refused, expected);
        for list in [sections, byline_markers, end_marks, boilerplate_heads, dateline_sources] {
            assert_eq!(list, ["one", "two"].iter().collect());
        }
    }
}
