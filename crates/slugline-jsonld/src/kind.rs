//! The type of an article by its genre.

use std::borrow::Cow;

use serde::Serialize;
use slugline_core::model::{Head, Subject, Text};
use slugline_item::scheme::genre;

/// `NewsArticle` and those of its subtypes that a genre names.
///
/// Source: schema.org 30.0, NewsArticle, "More specific Types". `LiveBlogPosting` is none of them, and must have updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Kind {
    #[serde(rename = "NewsArticle")]
    News,
    #[serde(rename = "AnalysisNewsArticle")]
    Analysis,
    #[serde(rename = "BackgroundNewsArticle")]
    Background,
    #[serde(rename = "OpinionNewsArticle")]
    Opinion,
    #[serde(rename = "ReportageNewsArticle")]
    Reportage,
    #[serde(rename = "ReviewNewsArticle")]
    Review,
}

/// Genres of IPTC, in small letters without marks, and the type of a story of each.
///
/// Source: IPTC NewsCodes, `http://cv.iptc.org/newscodes/genre/`.
const KINDS: [(&str, Kind); 7] = [
    ("analysis", Kind::Analysis),
    ("background", Kind::Background),
    ("opinion", Kind::Opinion),
    ("review", Kind::Review),
    ("current", Kind::Reportage),
    ("fromthescene", Kind::Reportage),
    ("scener", Kind::Reportage),
];

impl Kind {
    /// The type of the article with that head: of its first genre that has one, else `NewsArticle`.
    pub(crate) fn of(head: &Head<'_>) -> Kind {
        head.subjects.iter().filter_map(genre).find_map(Kind::of_genre).unwrap_or(Kind::News)
    }

    fn of_genre(code: &str) -> Option<Kind> {
        let letters =
            || code.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| letter.to_ascii_lowercase());
        KINDS.iter().find(|(known, _)| letters().eq(known.chars())).map(|(_, kind)| *kind)
    }
}

/// The genres by name, else by their codes in words: `From the Scene`.
pub(crate) fn genres<'a>(head: &'a Head<'_>) -> Vec<Cow<'a, str>> {
    let in_words = |subject: &'a Subject<'_>| {
        let code = genre(subject)?;
        let name = subject.name.as_ref().and_then(Text::shown);
        Some(name.map_or_else(|| Cow::Owned(code.replace('_', " ")), Cow::Borrowed))
    };
    head.subjects.iter().filter_map(in_words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_genre_with_a_type_gives_it() {
        let kind = |codes: &[&'static str]| {
            let subject = |code: &&'static str| Subject {
                scheme: Some("genre".into()),
                code: Some((*code).into()),
                ..Subject::default()
            };
            Kind::of(&Head { subjects: codes.iter().map(subject).collect(), ..Head::default() })
        };
        assert_eq!(kind(&[]), Kind::News);
        assert_eq!(kind(&["Obituary"]), Kind::News);
        assert_eq!(kind(&["Feature", "From_the_Scene", "Opinion"]), Kind::Reportage);
        assert_eq!(kind(&["Review"]), Kind::Review);
    }
}
