//! Who owns the story, and what may be done with it.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Field, Head, Publisher, Span};
use slugline_core::plugin::Context;

use crate::head::said;

/// What an item says of its rights.
///
/// The article's notice goes before the publisher's. It is no choice between the two: the publisher's name and usage terms
/// stand beside it, unless it is the notice of others, which would contradict them. It is that where it is not the
/// publisher's own notice and does not name the publisher.
///
/// Source: FORMATS.md section 7, "rights": holder, notice and usage terms are three properties.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rights<'a> {
    /// The copyright notice, which may have several lines, and where it was read.
    pub notice: Option<(&'a str, Span)>,
    /// Who holds the copyright, by name: the publisher.
    pub holder: Option<&'a str>,
    /// What may be done with the story: a sentence, or the address of a page that says it.
    pub usage_terms: Option<&'a str>,
    /// What the publisher says of all its stories and cannot say of this one.
    contradicted: Option<&'static str>,
}

impl<'a> Rights<'a> {
    /// The rights in the story with this head. A copyright notice that was set for the run stands in both, and is the
    /// publisher's.
    pub fn of(head: &'a Head<'_>, publisher: &'a Publisher<'_>) -> Rights<'a> {
        let (holder, usage_terms) = (said(publisher.name.as_ref()), said(publisher.usage_terms.as_ref()));
        let notice = said(publisher.copyright.as_ref());
        let Some(own) = said(head.rights.as_ref()) else {
            let notice = notice.map(|notice| (notice, Span::DETACHED));
            return Rights { notice, holder, usage_terms, contradicted: None };
        };
        let of_article = Rights { notice: Some((own, head.span(Field::Rights, 0))), ..Rights::default() };
        if notice == Some(own) || holder.is_some_and(|holder| own.to_lowercase().contains(&holder.to_lowercase())) {
            return Rights { holder, usage_terms, ..of_article };
        }
        let contradicted = match (holder, usage_terms) {
            (None, None) => None,
            (Some(_), None) => Some("the publisher is not named as the copyright holder"),
            (None, Some(_)) => Some("the publisher's usage terms are left out"),
            (Some(_), Some(_)) => {
                Some("the publisher is not named as the copyright holder, and its usage terms are left out")
            }
        };
        Rights { contradicted, ..of_article }
    }

    /// Reports as `rights-of-others` what cannot be said beside the article's notice.
    pub fn report(&self, cx: &mut Context<'_>) {
        if let (Some(left_out), Some((_, span))) = (self.contradicted, self.notice) {
            let message = format!("the article's copyright notice does not name the publisher: {left_out}");
            let help = "name the publisher in the notice, or set one for the run with `--set publisher.copyright=...`";
            cx.report(Diagnostic::note("rights-of-others", message).at(span).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::diagnostic::Diagnostics;
    use slugline_core::model::Text;
    use slugline_core::plugin::Still;

    use super::*;

    fn publisher() -> Publisher<'static> {
        Publisher {
            name: Some("The Harbour Times".into()),
            copyright: Some("© The Harbour Times".into()),
            usage_terms: Some("For subscribers.".into()),
            ..Publisher::default()
        }
    }

    /// Notice, and whether holder and usage terms stand beside it.
    #[track_caller]
    fn check(own: Option<&'static str>, publisher: &Publisher<'_>, notice: &str, stand: [bool; 2], codes: &[&str]) {
        let head = Head { rights: own.map(Text::from), ..Head::default() };
        let rights = Rights::of(&head, publisher);
        let mut diagnostics = Diagnostics::new();
        rights.report(&mut Context::new(&mut diagnostics, &Still));
        assert_eq!(rights.notice.map(|(notice, _)| notice).unwrap_or_default(), notice);
        assert_eq!([rights.holder.is_some(), rights.usage_terms.is_some()], stand, "{own:?}");
        assert_eq!(diagnostics.iter().map(|found| &*found.code).collect::<Vec<_>>(), codes, "{own:?}");
    }

    #[test]
    fn the_notice_is_the_articles_else_the_publishers() {
        check(None, &publisher(), "© The Harbour Times", [true, true], &[]);
        check(Some(" \u{1}"), &publisher(), "© The Harbour Times", [true, true], &[]);
        check(None, &Publisher::default(), "", [false, false], &[]);
        check(Some("© Ada Roe"), &Publisher::default(), "© Ada Roe", [false, false], &[]);
    }

    #[test]
    fn holder_and_terms_stand_beside_a_notice_that_is_not_of_others() {
        check(Some("© The Harbour Times"), &publisher(), "© The Harbour Times", [true, true], &[]);
        let own = "Copyright 2024 THE HARBOUR TIMES. No archives.";
        check(Some(own), &publisher(), own, [true, true], &[]);
        check(Some("© Harbour Wire"), &publisher(), "© Harbour Wire", [false, false], &["rights-of-others"]);
        let unnamed = Publisher { name: None, ..publisher() };
        check(Some("© The Harbour Times"), &unnamed, "© The Harbour Times", [false, true], &[]);
        check(Some("© Harbour Wire"), &unnamed, "© Harbour Wire", [false, false], &["rights-of-others"]);
    }
}
