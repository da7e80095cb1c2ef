//! The marks of each language, as data.

/// How a language sets its marks.
#[derive(Debug)]
pub(crate) struct Style {
    /// A BCP 47 tag in lower case: a language, or a language and a region that does as it likes.
    tag: &'static str,
    /// What opens and closes a quotation.
    pub(crate) double: (&'static str, &'static str),
    /// What opens and closes one within another.
    pub(crate) single: (&'static str, &'static str),
    /// The dash between clauses.
    pub(crate) dash: &'static str,
    /// Words in lower case that begin with an apostrophe, without it.
    pub(crate) elisions: &'static [&'static str],
}

const fn style(
    tag: &'static str,
    double: (&'static str, &'static str),
    single: (&'static str, &'static str),
    dash: &'static str,
) -> Style {
    Style { tag, double, single, dash, elisions: &[] }
}

impl Style {
    const fn eliding(mut self, elisions: &'static [&'static str]) -> Style {
        self.elisions = elisions;
        self
    }
}

const ENGLISH: &[&str] = &["bout", "cause", "cos", "em", "n", "til", "tis", "twas"];
const GERMAN: &[&str] = &["m", "n", "ne", "nem", "nen", "ner", "ran", "rein", "s"];
const DUTCH: &[&str] = &["k", "m", "n", "r", "s", "t"];

/// English first: it stands in where no language is known.
///
/// Source: Unicode CLDR 45, `delimiters`, for the quotation marks. Three rows differ: French and Dutch, where CLDR has one
/// pair for both levels and the inner one could not be told from the outer, and Swiss German, where it has Germany's and
/// the papers print guillemets. For dashes and the blanks of French there is no such table; they are the press's.
const STYLES: &[Style] = &[
    style("en", ("“", "”"), ("‘", "’"), "—").eliding(ENGLISH),
    style("da", ("“", "”"), ("‘", "’"), "–"),
    style("de", ("„", "“"), ("‚", "‘"), "–").eliding(GERMAN),
    style("de-ch", ("«", "»"), ("‹", "›"), "–").eliding(GERMAN),
    style("es", ("“", "”"), ("‘", "’"), "—"),
    style("fi", ("”", "”"), ("’", "’"), "–"),
    style("fr", ("«\u{202F}", "\u{202F}»"), ("“", "”"), "–"),
    style("fr-ch", ("«\u{202F}", "\u{202F}»"), ("‹\u{202F}", "\u{202F}›"), "–"),
    style("it", ("«", "»"), ("“", "”"), "–"),
    style("nb", ("«", "»"), ("‘", "’"), "–"),
    style("nl", ("“", "”"), ("‘", "’"), "–").eliding(DUTCH),
    style("nn", ("«", "»"), ("‘", "’"), "–"),
    style("no", ("«", "»"), ("‘", "’"), "–"),
    style("pl", ("„", "”"), ("«", "»"), "–"),
    style("pt", ("“", "”"), ("‘", "’"), "—"),
    style("pt-pt", ("«", "»"), ("“", "”"), "—"),
    style("ru", ("«", "»"), ("„", "“"), "—"),
    style("sv", ("”", "”"), ("’", "’"), "–"),
];

impl Style {
    /// The style of a language: of language and region where they have one, else of the language. English where the tag
    /// names none (empty, `und`). `None` for a language without rules.
    pub(crate) fn of(tag: &str) -> Option<&'static Style> {
        let tag = tag.to_ascii_lowercase();
        if matches!(&*tag, "" | "und") {
            return STYLES.first();
        }
        let begins_tag = |style: &&Style| {
            let rest = tag.strip_prefix(style.tag);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        STYLES.iter().filter(begins_tag).max_by_key(|style| style.tag.len())
    }
}

/// The tags of all styles: `en, da, de`.
pub(crate) fn known() -> String {
    let tags: Vec<&str> = STYLES.iter().map(|style| style.tag).collect();
    tags.join(", ")
}
