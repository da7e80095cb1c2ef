//! Patterns with placeholders in braces: of web addresses, and of the names of outputs.

use slugline_core::identity::{guid, slug, slugify};
use slugline_core::model::{Article, Date, Day, Publisher};
use slugline_core::nearest;
use slugline_markup::is_language_tag;

use crate::key::Misfit;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part<P> {
    /// What stands in each.
    Text(String),
    /// What stands for something else in each.
    Placeholder(P),
}

/// What may stand between braces in one kind of pattern.
pub(crate) trait Placeholder: Copy {
    /// All of them, in the order in which messages name them.
    fn all() -> impl Iterator<Item = Self>;

    /// As patterns have it: `{slug}`.
    fn as_str(self) -> &'static str;
}

/// The parts of a pattern.
///
/// # Errors
///
/// [`Misfit::Part`] for a placeholder that is none, with the nearest one; [`Misfit::Whole`] for a brace that has no other.
pub(crate) fn parts<P: Placeholder>(pattern: &str) -> Result<Vec<Part<P>>, Misfit> {
    let (mut parts, mut rest) = (Vec::new(), pattern);
    let text_part = |text: &str| match text.contains('}') {
        true => Err(Misfit::Whole),
        false => Ok(Part::Text(text.to_owned())),
    };
    while let Some((text, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or(Misfit::Whole)?;
        parts.extend([text_part(text)?, Part::Placeholder(known(name)?)]);
        rest = after;
    }
    parts.push(text_part(rest)?);
    Ok(parts)
}

fn known<P: Placeholder>(name: &str) -> Result<P, Misfit> {
    let given = format!("{{{name}}}");
    P::all().find(|placeholder| placeholder.as_str() == given).ok_or_else(|| {
        let names: Vec<&str> = P::all().map(P::as_str).collect();
        let list = format!("the placeholders are {}", names.join(", "));
        let help = match nearest(&given, names) {
            Some(near) => format!("did you mean `{near}`? {list}"),
            None => list,
        };
        Misfit::Part { message: format!("unknown placeholder `{given}`"), part: given, help }
    })
}

/// What stands for a part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ArticlePart {
    Section,
    Slug,
    Date,
    Year,
    Month,
    Day,
    Language,
    Guid,
}

impl Placeholder for ArticlePart {
    fn all() -> impl Iterator<Item = ArticlePart> {
        use ArticlePart::{Date, Day, Guid, Language, Month, Section, Slug, Year};
        [Section, Slug, Date, Year, Month, Day, Language, Guid].into_iter()
    }

    fn as_str(self) -> &'static str {
        match self {
            ArticlePart::Section => "{section}",
            ArticlePart::Slug => "{slug}",
            ArticlePart::Date => "{date}",
            ArticlePart::Year => "{year}",
            ArticlePart::Month => "{month}",
            ArticlePart::Day => "{day}",
            ArticlePart::Language => "{language}",
            ArticlePart::Guid => "{guid}",
        }
    }
}

impl ArticlePart {
    /// What an article has to have for it.
    pub(crate) const fn needs(self) -> &'static str {
        match self {
            ArticlePart::Section => "section",
            ArticlePart::Slug => "slug and no words to make one of",
            ArticlePart::Date | ArticlePart::Year | ArticlePart::Month | ArticlePart::Day => "date with a year",
            ArticlePart::Language => "language",
            ArticlePart::Guid => "identifier",
        }
    }

    /// What stands in the place of it: letters, digits and marks that need no thought in an address or a file name. `None`:
    /// the article has nothing for it.
    pub(crate) fn value(self, article: &Article<'_>, publisher: &Publisher<'_>) -> Option<String> {
        let head = &article.head;
        let day = || head.dates.main().and_then(Date::day);
        let value = match self {
            ArticlePart::Section => slugify(head.section.as_deref()?),
            ArticlePart::Slug => slug(article),
            ArticlePart::Date => day()?.to_string(),
            ArticlePart::Year => day().map(|day| digits(day, 0, 4))?,
            ArticlePart::Month => day().map(|day| digits(day, 5, 7))?,
            ArticlePart::Day => day().map(|day| digits(day, 8, 10))?,
            ArticlePart::Language => slugify(head.language.as_deref().filter(|tag| is_language_tag(tag))?),
            ArticlePart::Guid => encode(&guid(article, publisher)),
        };
        Some(value).filter(|value| !value.is_empty())
    }
}

/// A part of `2024-11-18`.
fn digits(day: Day, from: usize, to: usize) -> String {
    day.to_string().get(from..to).unwrap_or_default().to_owned()
}

/// Percent-encodes all that is not unreserved, so that an identifier is one part of a path.
///
/// Source: RFC 3986 sections 2.1 and 2.3.
fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
