//! Where a publisher's site has its articles: the pattern `publisher.article-url`.

use slugline_core::model::{Article, Publisher};
use slugline_markup::web_address;

use crate::key::Misfit;
use crate::placeholder::{ArticlePart, Part, parts};

/// A pattern of addresses: `https://harbourtimes.example/{section}/{slug}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Pattern(Vec<Part<ArticlePart>>);

/// An article has no address: what of it the pattern asks for in vain, in the order of the pattern.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Lacking(pub(crate) Vec<ArticlePart>);

impl Pattern {
    /// Reads a pattern: an address on the web with placeholders in braces, one of which tells an article from others.
    ///
    /// # Errors
    ///
    /// [`Misfit::Part`] for a placeholder that is none, with the nearest one, and for a brace that has no other;
    /// [`Misfit::Whole`] for what is no address, or the same one for all articles.
    pub(crate) fn parse(pattern: &str) -> Result<Pattern, Misfit> {
        let pattern = Pattern(parts(pattern.trim())?);
        let is_address = web_address(&pattern.with(|_| "x".to_owned())).is_some();
        let tells_apart = |part: &Part<_>| matches!(part, Part::Placeholder(ArticlePart::Slug | ArticlePart::Guid));
        match is_address && pattern.0.iter().any(tells_apart) {
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

    fn with(&self, mut value: impl FnMut(ArticlePart) -> String) -> String {
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
        let lacking = [ArticlePart::Section, ArticlePart::Year, ArticlePart::Month, ArticlePart::Slug];
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
        assert!(help.starts_with("did you mean `{section}`? the placeholders are {section}, {slug}, {date}"), "{help}");
    }
}
