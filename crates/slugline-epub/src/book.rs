//! What is said about a book as a whole, gathered from the edition and its articles.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::identity;
use slugline_core::model::{Article, Date, Edition, Field, Head, Instant, Span, Subject, Text};
use slugline_core::plugin::Context;
use slugline_markup::{Dropped, Writing};

use crate::chapter::Chapter;
use crate::loss;
use crate::xml::Escaped;

/// A book, ready to be written.
pub(crate) struct Book<'a> {
    pub(crate) identifier: Escaped<'a>,
    /// The edition's title, else the first article's.
    pub(crate) title: Escaped<'a>,
    /// As the first chapter whose language is known; as the first where none is.
    pub(crate) writing: Writing<'a>,
    pub(crate) publisher: Option<Escaped<'a>>,
    /// The latest date of an article whose year is known.
    pub(crate) published: Option<Date>,
    /// The latest moment of an article, in UTC.
    pub(crate) modified: Instant,
    /// Copyright notices, the publisher's first, each once.
    pub(crate) rights: Vec<Escaped<'a>>,
    /// Keywords and subjects of the articles, each once.
    pub(crate) topics: Vec<Topic<'a>>,
    /// Never empty. In the order of the book, which spine and contents share: those of one section of the paper together.
    pub(crate) chapters: Vec<Chapter<'a>>,
}

/// What an article is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Topic<'a> {
    /// For people.
    pub(crate) name: Escaped<'a>,
    /// Scheme and code, where both are known.
    pub(crate) term: Option<(Escaped<'a>, Escaped<'a>)>,
}

impl<'a> Book<'a> {
    /// The book that `edition` makes, `None` where it has no articles. Reports what its articles lack, and which of their
    /// fields a book has no place for.
    pub(crate) fn new(edition: &Edition<'a>, cx: &mut Context<'_>) -> Option<Book<'a>> {
        let (head, articles) = (edition.head, edition.articles);
        let chapters = articles.iter().enumerate();
        let chapter = |(at, article)| cx.for_article(at, |cx| Chapter::new(article, at, cx));
        let chapters = by_section(chapters.map(chapter).collect());
        let first = chapters.first()?;

        let mut dropped = Dropped::default();
        let mut said =
            |text: &'a Option<Text<'a>>| Escaped::new(text.as_ref()?.reborrow(), Span::DETACHED, &mut dropped);
        let (title, publisher) = (said(&head.title), said(&head.publisher.name));
        let copyright = said(&head.publisher.copyright);
        if title.is_none() && chapters.len() > 1 {
            let message = "nothing says the title of the book; that of its first story stands in";
            cx.report(Diagnostic::note("missing-title", message).help("set `edition.title`").of_run());
        }
        let notices = chapters.iter().filter_map(|chapter| chapter.rights.clone());
        let book = Book {
            identifier: identifier(edition, &mut dropped, cx),
            title: title.unwrap_or_else(|| first.title.clone()),
            writing: main_writing(&chapters).unwrap_or(first.writing),
            publisher,
            published: latest(articles),
            modified: moment(articles, cx),
            rights: distinct(copyright.into_iter().chain(notices)),
            topics: distinct(articles.iter().flat_map(|article| topics(&article.head, &mut dropped))),
            chapters,
        };
        dropped.report(cx);
        loss::report(edition, cx);
        Some(book)
    }

    /// The languages of the chapters, each once, the book's own first. `und` where none is known.
    pub(crate) fn languages(&self) -> Vec<&'a str> {
        let known = self.chapters.iter().filter_map(|chapter| chapter.writing.tag);
        distinct(std::iter::once(self.writing.tag_or_unknown()).chain(known))
    }

    /// The names of the authors, each once, in the order of the chapters.
    pub(crate) fn authors(&self) -> Vec<&Escaped<'a>> {
        let authors = self.chapters.iter().flat_map(|chapter| &chapter.authors);
        distinct(authors.map(|author| &author.name))
    }
}

/// The chapters, numbered: those of each section of the paper together, in the order in which the sections first appear, and
/// within one in the order of the articles. Those without a section stand together, too.
fn by_section(mut chapters: Vec<Chapter<'_>>) -> Vec<Chapter<'_>> {
    let mut places = HashMap::new();
    for chapter in &chapters {
        let next = places.len();
        places.entry(chapter.section.clone()).or_insert(next);
    }
    chapters.sort_by_key(|chapter| places.get(&chapter.section).copied());
    chapters.into_iter().zip(1..).map(|(chapter, number)| chapter.numbered(number)).collect()
}

/// The edition's own identifier, else the article's or one of all of them. One that names nothing, of blanks and controls
/// alone, or that claims to be a UUID and is none, gives way to one of all of them; the claim is reported.
fn identifier<'a>(edition: &Edition<'a>, dropped: &mut Dropped, cx: &mut Context<'_>) -> Escaped<'a> {
    let guid = |article| identity::guid(article, &edition.head.publisher);
    let guids: Vec<String> = edition.articles.iter().map(guid).collect();
    let of_all = || identity::guid_of_many(guids.iter().map(String::as_str));
    let given: Text<'a> = match (&edition.head.identifier, &*guids) {
        (Some(identifier), _) => identifier.reborrow(),
        (None, [guid]) => guid.clone().into(),
        (None, _) => of_all().into(),
    };
    match Escaped::new(given, Span::DETACHED, dropped) {
        Some(identifier) if !is_false_uuid(identifier.as_str()) => return identifier,
        Some(identifier) => {
            let identifier = identifier.as_str();
            let message =
                format!("the identifier `{identifier}` is no UUID; one made from the articles stands in for it");
            cx.report(Diagnostic::warning("invalid-identifier", message));
        }
        None => {}
    }
    Escaped::own(of_all())
}

/// Whether an identifier says `urn:uuid:` and is no UUID.
///
/// Source: RFC 9562 section 4, `UUID`.
fn is_false_uuid(identifier: &str) -> bool {
    const PREFIX: &str = "urn:uuid:";
    let Some((prefix, uuid)) = identifier.trim().split_at_checked(PREFIX.len()) else {
        return false;
    };
    let lengths = uuid.split('-').map(str::len);
    let is_uuid = lengths.eq([8, 4, 4, 4, 12]) && uuid.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    prefix.eq_ignore_ascii_case(PREFIX) && !is_uuid
}

fn main_writing<'a>(chapters: &[Chapter<'a>]) -> Option<Writing<'a>> {
    let mut writings = chapters.iter().map(|chapter| chapter.writing);
    writings.find(|writing| writing.tag.is_some())
}

fn latest(articles: &[Article<'_>]) -> Option<Date> {
    let dates = articles.iter().filter_map(|article| article.head.dates.main());
    let dated = dates.filter_map(|date| match date {
        Date::Instant(instant) => Some((instant.unix(), date)),
        Date::Day(day) => Some((day.midnight().unix(), date)),
        Date::MonthDay(_) => None,
    });
    dated.max_by_key(|(second, _)| *second).map(|(_, date)| date)
}

/// The latest moment of the articles. An article without one matters only where none has one; that is reported once.
fn moment(articles: &[Article<'_>], cx: &mut Context<'_>) -> Instant {
    let mut missing = Diagnostics::new();
    let moments = articles.iter().filter_map(|article| {
        let mut found = Diagnostics::new();
        let moment = Context::new(&mut found, cx.world).moment(article);
        if found.is_empty() {
            return Some(moment);
        }
        missing = found;
        None
    });
    let Some(latest) = moments.max_by_key(|moment| moment.unix()) else {
        missing.take().into_iter().for_each(|diagnostic| cx.report(diagnostic));
        return Instant::EPOCH;
    };
    let latest = latest.in_utc();
    if latest.offset() == 0 {
        latest
    } else {
        // At the ends of the calendar UTC has no name for the moment.
        latest.day().midnight()
    }
}

fn topics<'a>(head: &'a Head<'a>, dropped: &mut Dropped) -> Vec<Topic<'a>> {
    let mut topics = Vec::new();
    for (index, keyword) in head.keywords.iter().enumerate() {
        let name = Escaped::new(keyword.reborrow(), head.span(Field::Keyword, index), dropped);
        topics.extend(name.map(|name| Topic { name, term: None }));
    }
    for (index, subject) in head.subjects.iter().enumerate() {
        topics.extend(topic(subject, head.span(Field::Subject, index), dropped));
    }
    topics
}

/// The topic of a subject that has a name, or a code to stand in for it.
fn topic<'a>(subject: &'a Subject<'a>, span: Span, dropped: &mut Dropped) -> Option<Topic<'a>> {
    let mut part = |text: &'a Option<Text<'a>>| Escaped::new(text.as_ref()?.reborrow(), span, dropped);
    let (name, scheme, code) = (part(&subject.name), part(&subject.scheme), part(&subject.code));
    Some(Topic { name: name.or_else(|| code.clone())?, term: scheme.zip(code) })
}

/// The things in their order, each once.
fn distinct<T: Clone + Eq + Hash>(things: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    things.filter(|thing| seen.insert(thing.clone())).collect()
}
