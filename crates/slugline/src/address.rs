//! Where a publisher's site has its articles: the pattern `publisher.article-url`.

use slugline_core::identity::{guid, slug, slugify};
use slugline_core::model::{Article, Date, Day, Publisher};
use slugline_core::nearest;
use slugline_markup::{is_language_tag, web_address};

use crate::key::Misfit;

/// A pattern of addresses: `https://harbourtimes.example/{section}/{slug}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Text that stands in every address.
    Text(String),
    /// What stands for a part of the article.
    Placeholder(Placeholder),
}

/// What stands for a part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placeholder {
    Section,
    Slug,
    Year,
    Month,
    Day,
    Language,
    Guid,
}

/// An article has no address: what of it the pattern asks for in vain, in the order of the pattern.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Lacking(pub(crate) Vec<Placeholder>);

impl Placeholder {
    const ALL: [Placeholder; 7] = [
        Placeholder::Section,
        Placeholder::Slug,
        Placeholder::Year,
        Placeholder::Month,
        Placeholder::Day,
        Placeholder::Language,
        Placeholder::Guid,
    ];

    /// As patterns have it: `{slug}`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Placeholder::Section => "{section}",
            Placeholder::Slug => "{slug}",
            Placeholder::Year => "{year}",
            Placeholder::Month => "{month}",
            Placeholder::Day => "{day}",
            Placeholder::Language => "{language}",
            Placeholder::Guid => "{guid}",
        }
    }

    /// What an article has to have for it.
    pub(crate) const fn needs(self) -> &'static str {
        match self {
            Placeholder::Section => "section",
            Placeholder::Slug => "slug and no words to make one of",
            Placeholder::Year | Placeholder::Month | Placeholder::Day => "date with a year",
            Placeholder::Language => "language",
            Placeholder::Guid => "identifier",
        }
    }

    /// What stands in the place of it in the address of `article`. `None`: the article has nothing for it.
    fn value(self, article: &Article<'_>, publisher: &Publisher<'_>) -> Option<String> {
        let head = &article.head;
        let day = || head.dates.main().and_then(Date::day);
        let value = match self {
            Placeholder::Section => slugify(head.section.as_deref()?),
            Placeholder::Slug => slug(article),
            Placeholder::Year => day().map(|day| digits(day, 0, 4))?,
            Placeholder::Month => day().map(|day| digits(day, 5, 7))?,
            Placeholder::Day => day().map(|day| digits(day, 8, 10))?,
            Placeholder::Language => slugify(head.language.as_deref().filter(|tag| is_language_tag(tag))?),
            Placeholder::Guid => encode(&guid(article, publisher)),
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

impl Pattern {
    /// Reads a pattern: an address on the web with placeholders in braces, one of which tells an article from others.
    ///
    /// # Errors
    ///
    /// [`Misfit::Part`] for a placeholder that is none, with the nearest one, and for a brace that has no other;
    /// [`Misfit::Whole`] for what is no address, or the same one for all articles.
    pub(crate) fn parse(pattern: &str) -> Result<Pattern, Misfit> {
        let (mut parts, mut rest) = (Vec::new(), pattern.trim());
        while let Some((text, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or(Misfit::Whole)?;
            parts.extend([Part::Text(text.to_owned()), Part::Placeholder(placeholder(name)?)]);
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        let pattern = Pattern(parts);
        let is_address = web_address(&pattern.with(|_| "x".to_owned())).is_some();
        let has_brace = pattern.0.iter().any(|part| matches!(part, Part::Text(text) if text.contains('}')));
        let tells_apart = |part: &Part| matches!(part, Part::Placeholder(Placeholder::Slug | Placeholder::Guid));
        match is_address && !has_brace && pattern.0.iter().any(tells_apart) {
            true => Ok(pattern),
            false => Err(Misfit::Whole),
        }
    }

    /// The address of `article`.
    pub(crate) fn address(&self, article: &Article<'_>, publisher: &Publisher<'_>) -> Result<String, Lacking> {
        let mut lacking = Vec::new();
        let address = self.with(|placeholder| {
            placeholder.value(article, publisher).unwrap_or_else(|| {
                lacking.push(placeholder);
                String::new()
            })
        });
        if !lacking.is_empty() {
            return Err(Lacking(lacking));
        }
        let clean = web_address(&address).map(|clean| clean.into_owned());
        Ok(clean.unwrap_or(address))
    }

    fn with(&self, mut value: impl FnMut(Placeholder) -> String) -> String {
        let mut address = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => address.push_str(text),
                Part::Placeholder(placeholder) => address.push_str(&value(*placeholder)),
            }
        }
        address
    }
}

fn placeholder(name: &str) -> Result<Placeholder, Misfit> {
    let given = format!("{{{name}}}");
    let known = || Placeholder::ALL.into_iter();
    known().find(|placeholder| placeholder.as_str() == given).ok_or_else(|| {
        let names: Vec<&str> = known().map(Placeholder::as_str).collect();
        let list = format!("the placeholders are {}", names.join(", "));
        let help = match nearest(&given, names) {
            Some(near) => format!("did you mean `{near}`? {list}"),
            None => list,
        };
        Misfit::Part { message: format!("unknown placeholder `{given}`"), part: given, help }
    })
}

#[cfg(test)]
mod tests {
    use slugline_core::model::Head;

    use super::*;

    fn address(pattern: &str, head: Head<'_>) -> Result<String, Lacking> {
        let publisher = Publisher { authority: Some("harbour.example".into()), ..Publisher::default() };
        Pattern::parse(pattern).unwrap().address(&Article { head, body: Vec::new() }, &publisher)
    }

    fn head() -> Head<'static> {
        let mut head =
            Head { headline: Some("Don’t pay it".into()), section: Some("Inner City".into()), ..Head::default() };
        head.dates.published = "2024-03-08T23:00:00-04:00".parse().ok();
        head.language = Some("pt-BR".into());
        head
    }

    #[test]
    fn placeholders_are_filled_and_slugged() {
        let all = "https://harbour.example/{language}/{section}/{year}/{month}/{day}/{slug}.html?id={guid}";
        let expected = "https://harbour.example/pt-br/inner-city/2024/03/08/dont-pay-it.html\
             ?id=tag%3Aharbour.example%2C2024-03-08%3Adont-pay-it";
        assert_eq!(address(all, head()), Ok(expected.to_owned()));
        let spaced = "http://Harbour.example/the news/{slug}";
        assert_eq!(address(spaced, head()), Ok("http://harbour.example/the%20news/dont-pay-it".to_owned()));
    }

    #[test]
    fn an_article_that_lacks_something_has_no_address() {
        let pattern = "https://harbour.example/{section}/{year}/{month}/{slug}";
        let bare = Head { headline: Some("!!!".into()), section: Some("…".into()), ..Head::default() };
        let lacking = [Placeholder::Section, Placeholder::Year, Placeholder::Month, Placeholder::Slug];
        assert_eq!(address(pattern, bare), Err(Lacking(lacking.to_vec())));
    }

    #[test]
    fn patterns_that_are_none_are_refused() {
        for pattern in [
            "",
            "{slug}",
            "/{section}/{slug}",
            "ftp://harbour.example/{slug}",
            "https://harbour.example/",
            "https://harbour.example/{section}",
            "https://harbour.example/{slug",
            "https://harbour.example/slug}/{slug}",
        ] {
            assert!(matches!(Pattern::parse(pattern), Err(Misfit::Whole)), "{pattern}");
        }
        let Err(Misfit::Part { part, message, help }) = Pattern::parse("https://harbour.example/{sectoin}/{slug}")
        else {
            unreachable!("the pattern is read")
        };
        assert_eq!((part.as_str(), message.as_str()), ("{sectoin}", "unknown placeholder `{sectoin}`"));
        assert!(help.starts_with("did you mean `{section}`? the placeholders are {section}, {slug}, {year}"), "{help}");
    }
}
