//! What an entry is about: its section, its keywords, its subjects.

use std::borrow::Cow;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Field, Head, Span, Subject};
use slugline_core::plugin::Context;
use slugline_markup::is_iri;

use crate::format::Format;
use crate::said::Said;

/// A category: a name for people, a code of a scheme for programs, or both.
pub(crate) enum Category<'a> {
    /// A name alone.
    Named(Said<'a>),
    /// A code.
    Coded {
        name: Option<Said<'a>>,
        code: Said<'a>,
        /// Alias or IRI of the scheme.
        scheme: Option<Said<'a>>,
    },
}

impl<'a> Category<'a> {
    /// The code, with its scheme's alias before it where the scheme has no IRI: `medtop:04000000`; else the name.
    pub(crate) fn term(&self) -> Cow<'_, str> {
        match self {
            Category::Named(name) => Cow::Borrowed(&name.text),
            Category::Coded { code, scheme: Some(scheme), .. } if !is_iri(&scheme.text) => {
                Cow::Owned([&scheme.text, ":", &code.text].concat())
            }
            Category::Coded { code, .. } => Cow::Borrowed(&code.text),
        }
    }

    /// Where it was read.
    pub(crate) fn span(&self) -> Span {
        match self {
            Category::Named(said) | Category::Coded { code: said, .. } => said.span,
        }
    }
}

/// All of them: the section, then keywords and subjects in the order of the text.
pub(crate) fn categories<'a>(head: &'a Head<'_>, format: Format, cx: &mut Context<'_>) -> Vec<Category<'a>> {
    let section = Said::of(head.section.as_deref(), head.span(Field::Section, 0));
    let keywords = head.keywords.iter().enumerate();
    let keywords = keywords.filter_map(|(at, keyword)| Said::of(Some(keyword), head.span(Field::Keyword, at)));
    let mut categories: Vec<_> = section.into_iter().chain(keywords).map(Category::Named).collect();
    for (at, subject) in head.subjects.iter().enumerate() {
        categories.extend(category(subject, head.span(Field::Subject, at), format, cx));
    }
    categories
}

/// The category of a subject that has a name or a code. Reports what of it `format` has no place for.
fn category<'a>(subject: &'a Subject<'_>, span: Span, format: Format, cx: &mut Context<'_>) -> Option<Category<'a>> {
    let part = |text: &'a Option<_>| Said::of(Option::as_deref(text), span);
    let (name, scheme, code) = (part(&subject.name), part(&subject.scheme), part(&subject.code));
    let mut lose = |what: String| {
        let message = format!("{} has no place for {what}", format.title());
        cx.report(Diagnostic::note("field-left-out", message).at(span));
    };
    let Some(code) = code else {
        if let Some(scheme) = scheme {
            lose(format!("the scheme `{}` of a subject without a code", scheme.text));
        }
        return name.map(Category::Named);
    };
    match (format, &name, &scheme) {
        (Format::Rss, Some(_), None) | (Format::JsonFeed, Some(_), _) => {
            lose(format!("the code `{}` of a subject that has a name", code.text));
        }
        (Format::JsonFeed, None, Some(scheme)) if is_iri(&scheme.text) => {
            lose(format!("the scheme `{}` of a subject", scheme.text));
        }
        (Format::Rss | Format::Atom | Format::JsonFeed, ..) => {}
    }
    Some(Category::Coded { name, code, scheme })
}
