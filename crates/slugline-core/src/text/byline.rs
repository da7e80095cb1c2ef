//! Bylines: who wrote it.
//!
//! Source: WIRE-CONVENTIONS section 9.

use super::table::{BETWEEN_NAMES, BYLINE_MARKERS, SMALL_WORDS, look_up};

/// Most words after a marker such as `By`; a longer line is a sentence.
const MAX_WORDS: usize = 12;

/// The names of a line that begins with a marker: `By Ada Roe and Sam Lind`, `VON MAX FREI`.
///
/// Not: `By Wednesday the river had risen.`, `By the numbers`.
pub(super) fn marked(line: &str) -> Option<&str> {
    let (marker, names) = line.split_once([' ', '\t'])?;
    let names = names.trim_start();
    look_up(BYLINE_MARKERS, marker)?;
    let initial = marker.chars().next()?;
    // `By` is strong enough in lower case; `de` and `av` begin no byline there.
    (initial.is_uppercase() || marker == "by").then_some(())?;
    are_names(names).then_some(names)
}

/// Words of a byline that names no person: `By dpa correspondents`.
const STAFF: [&str; 6] = ["agencies", "agency", "correspondent", "correspondents", "reporters", "staff"];

/// Whether `text` reads as names: few words, none but small ones without a capital, no end of a sentence.
fn are_names(text: &str) -> bool {
    let ends = text.chars().next_back();
    let initial = text.rsplit(' ').next().is_some_and(|last| last.chars().count() <= 3);
    if matches!(ends, Some('!' | '?' | ':' | ';' | ',')) || (ends == Some('.') && !initial) {
        return false;
    }
    let mut words = 0;
    for word in text.split([' ', '\t', '/']).filter(|word| !word.is_empty()) {
        words += 1;
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let first = bare.chars().next();
        let capital = first.is_none_or(|first| !first.is_lowercase() && !first.is_numeric());
        // An agency may write itself small: `By Max Frei, dpa`.
        let small = look_up(SMALL_WORDS, bare).is_some() || look_up(BETWEEN_NAMES, bare).is_some();
        let agency = (bare.len() <= 4 && !(small && words == 1)) || STAFF.contains(&bare);
        if !capital && !agency {
            return false;
        }
    }
    (1..=MAX_WORDS).contains(&words)
}

/// A name in a byline, and the affiliation given with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named<'l> {
    pub(super) name: &'l str,
    pub(super) affiliation: Option<&'l str>,
}

/// The names in `list`, in order: `Ada Roe, Sam Lind and Lee Pohl`; `Max Frei, dpa`; `Joan Roe / Herald Staff`.
pub(super) fn names<'l>(list: &'l str, each: &mut dyn FnMut(Named<'l>)) {
    if let Some((name, affiliation)) = list.split_once(" / ").or_else(|| list.split_once(" | ")) {
        return each(Named {
            name: name.trim(),
            affiliation: Some(affiliation.trim()).filter(|part| !part.is_empty()),
        });
    }
    if let Some((name, affiliation)) = list.split_once([',', '，', '،'])
        && is_affiliation(affiliation.trim())
    {
        return each(Named { name: name.trim(), affiliation: Some(affiliation.trim()) });
    }
    let mut rest = list;
    while !rest.trim().is_empty() {
        let (part, after) = next_part(rest);
        split_and(part, each);
        rest = after;
    }
}

/// The text up to the next comma that parts two names, and what comes after it. `Sam Hall, Jr.` is one.
fn next_part(list: &str) -> (&str, &str) {
    for (at, comma) in list.match_indices([',', ';', '，', '、', '،']) {
        let after = list.get(at + comma.len()..).unwrap_or_default();
        let next = after.split([',', ';']).next().unwrap_or_default();
        if !is_suffix(next.trim()) {
            return (list.get(..at).unwrap_or_default(), after);
        }
    }
    (list, "")
}

/// Whether what follows the only comma of a byline is no second author: one word (`Reuters`, `dpa`), or a paper's name.
fn is_affiliation(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let paper = ["The ", "Special to ", "for "].iter().any(|start| text.starts_with(start));
    let of_press = ["Press", "Staff", "News", "Times", "Wire", "Herald", "Post", "Service"];
    let press = text.rsplit(' ').next().is_some_and(|last| of_press.contains(&last));
    let alone = !text.contains([',', '，', '、', '،']) && text.chars().next().is_some_and(char::is_alphabetic);
    alone && !is_suffix(text) && (words == 1 && text.is_ascii() || paper || press)
}

/// `Jr.` and the like go on with the name before the comma.
fn is_suffix(text: &str) -> bool {
    ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "Ph.D.", "PhD", "M.D.", "MD", "MP", "OBE", "MBE"].contains(&text)
}

/// Splits at `and` and its kin.
fn split_and<'l>(part: &'l str, each: &mut dyn FnMut(Named<'l>)) {
    let mut rest = part.trim();
    loop {
        let found = rest.split(' ').find(|word| is_between(word)).and_then(|word| {
            let at = (word.as_ptr() as usize).checked_sub(rest.as_ptr() as usize)?;
            Some((rest.get(..at)?.trim(), rest.get(at + word.len()..)?.trim()))
        });
        let (name, next) = found.unwrap_or((rest, ""));
        if !name.is_empty() {
            each(Named { name, affiliation: None });
        }
        if next.is_empty() {
            return;
        }
        rest = next;
    }
}

/// Whether `word` parts two names. A single capital (`E`, `Y`) is an initial.
fn is_between(word: &str) -> bool {
    look_up(BETWEEN_NAMES, word).is_some() && (word.len() > 1 || !word.starts_with(char::is_uppercase))
}

/// Whether a short line right below a byline is a title (`Staff Writer`), rather than an affiliation (`Harbour Press`).
pub(super) fn is_title(line: &str) -> bool {
    ["Writer", "Editor", "Reporter", "Correspondent", "Columnist", "Staff", "Critic", "Photographer"]
        .iter()
        .any(|word| line.split(' ').any(|part| part.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(list: &str, expected: &str) {
        let mut found = Vec::new();
        names(list, &mut |named| {
            found.push(match named.affiliation {
                Some(affiliation) => format!("{} <{affiliation}>", named.name),
                None => named.name.to_owned(),
            });
        });
        assert_eq!(found.join(" | "), expected);
    }

    #[test]
    fn lists_of_names() {
        reads("Ada Roe", "Ada Roe");
        reads("Ada Roe and Sam Lind", "Ada Roe | Sam Lind");
        reads("Lena Marsh, Tobias Quill and Ruth Okafor-Bell", "Lena Marsh | Tobias Quill | Ruth Okafor-Bell");
        reads("Amy Ash, Emily Her, and Alex Pan", "Amy Ash | Emily Her | Alex Pan");
        reads("Max Frei und Eva Roth", "Max Frei | Eva Roth");
        reads("JOAN ROE AND LEE POHL", "JOAN ROE | LEE POHL");
        reads("张三、李四", "张三 | 李四");
    }

    #[test]
    fn names_with_an_affiliation() {
        reads("Joan Roe, Reuters", "Joan Roe <Reuters>");
        reads("Max Frei, dpa", "Max Frei <dpa>");
        reads("Joan Roe / Herald Staff", "Joan Roe <Herald Staff>");
        reads("Sam Hall, Jr., and Ada Roe", "Sam Hall, Jr. | Ada Roe");
    }

    #[test]
    fn markers_begin_names_not_sentences() {
        assert_eq!(marked("By Ada Roe and Sam Lind"), Some("Ada Roe and Sam Lind"));
        assert_eq!(marked("BY STEPHEN LOW"), Some("STEPHEN LOW"));
        assert_eq!(marked("by Joan Roe"), Some("Joan Roe"));
        assert_eq!(marked("Von Max Frei"), Some("Max Frei"));
        assert_eq!(marked("By The Associated Press"), Some("The Associated Press"));
        assert_eq!(marked("By dpa correspondents"), Some("dpa correspondents"));
        assert_eq!(marked("By Tobin \"<b>\" O'Dell"), Some("Tobin \"<b>\" O'Dell"));
        for line in [
            "By Wednesday the river had risen.",
            "By the numbers",
            "By",
            "Bye Ada Roe",
            "De la nuit au jour, tout change",
            "von Max Frei",
        ] {
            assert_eq!(marked(line), None, "{line}");
        }
    }
}
