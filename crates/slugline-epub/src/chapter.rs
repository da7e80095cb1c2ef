//! A chapter: an article as an XHTML page.

use slugline_core::model::{Article, Byline, Field, Head, Text};
use slugline_core::plugin::{Context, Picture};
use slugline_markup::{BylineWords, Dropped, Markup, Syntax, Writing};

use crate::page;
use crate::picture::Pictures;
use crate::xml::{Escaped, Xml};

/// An article, and those of its fields that stand on its page, ready to be written wherever they are needed.
pub(crate) struct Chapter<'a> {
    pub(crate) article: &'a Article<'a>,
    /// Which of the edition's articles it is, counted from 0.
    pub(crate) at: usize,
    /// Name of its file, beside the package: `chapter-001.xhtml`.
    pub(crate) file: String,
    /// The headline or what stands in for it.
    pub(crate) title: Escaped<'a>,
    pub(crate) writing: Writing<'a>,
    /// The section of the paper.
    pub(crate) section: Option<Escaped<'a>>,
    pub(crate) authors: Vec<Author<'a>>,
    pub(crate) rights: Option<Escaped<'a>>,
    subheadline: Option<Escaped<'a>>,
    credit: Option<Escaped<'a>>,
}

/// Someone who wrote the article.
pub(crate) struct Author<'a> {
    pub(crate) name: Escaped<'a>,
    /// Title and agency, where they are known.
    details: Vec<Escaped<'a>>,
}

impl<'a> Chapter<'a> {
    /// The chapter for `article`, the edition's number `at`, counted from 0; its file is not named yet. Reports a missing headline, a language that is none, and
    /// characters of the head that no book can hold.
    pub(crate) fn new(article: &'a Article<'a>, at: usize, cx: &mut Context<'_>) -> Chapter<'a> {
        let head = &article.head;
        let mut dropped = Dropped::default();
        let title = Escaped::new(cx.title(article), head.span(Field::Headline, 0), &mut dropped);
        let mut field = |value: &'a Option<Text<'a>>, field| {
            let text = value.as_ref()?.reborrow();
            Escaped::new(text, head.span(field, 0), &mut dropped)
        };
        let chapter = Chapter {
            article,
            at,
            file: String::new(),
            title: title.unwrap_or_else(|| Escaped::own("Untitled")),
            writing: Writing::of(article, cx),
            section: field(&head.section, Field::Section),
            subheadline: field(&head.subheadline, Field::Subheadline),
            credit: field(&head.credit, Field::Credit),
            rights: field(&head.rights, Field::Rights),
            authors: authors(head, &mut dropped),
        };
        dropped.report(cx);
        chapter
    }

    /// The chapter as number `number` of the book, counted from 1.
    pub(crate) fn numbered(self, number: usize) -> Chapter<'a> {
        Chapter { file: format!("chapter-{number:03}.xhtml"), ..self }
    }

    /// Its name within the package: `chapter-001`.
    pub(crate) fn id(&self) -> &str {
        self.file.trim_end_matches(".xhtml")
    }

    /// The page. Reports what it leaves out of the body.
    pub(crate) fn write(&self, pictures: &Pictures, cx: &mut Context<'_>) -> Vec<u8> {
        let mut xml = page::begin(&self.title, &self.writing);
        let attributes = [("epub:type", "chapter"), ("role", "doc-chapter"), ("aria-labelledby", "headline")];
        xml.open("section", &attributes);
        self.write_header(&mut xml);
        let address = |picture: &Picture| pictures.address(picture);
        Markup::new(xml.sink(), Syntax::Xhtml, cx).with_pictures(&address).body(self.article);
        self.write_footer(&mut xml);
        xml.close("section");
        page::finish(xml)
    }

    fn write_header(&self, xml: &mut Xml) {
        xml.open("header", &[]);
        if let Some(section) = &self.section {
            xml.leaf("p", &[("class", "section")], section);
        }
        xml.leaf("h1", &[("id", "headline")], &self.title);
        if let Some(subheadline) = &self.subheadline {
            xml.leaf("p", &[("class", "subheadline"), ("role", "doc-subtitle")], subheadline);
        }
        if !self.authors.is_empty() {
            let words = BylineWords::of(self.writing.tag, self.writing.right_to_left);
            write_byline(&self.authors, words, xml);
        }
        if let Some(date) = self.article.head.dates.main() {
            page::write_date(date, xml);
        }
        xml.close("header");
    }

    /// Who is to be named and who owns it; nothing where neither is known.
    fn write_footer(&self, xml: &mut Xml) {
        if self.credit.is_none() && self.rights.is_none() {
            return;
        }
        xml.open("footer", &[]);
        for (class, text) in [("credit", &self.credit), ("rights", &self.rights)] {
            if let Some(text) = text {
                xml.leaf("p", &[("class", class)], text);
            }
        }
        xml.close("footer");
    }
}

fn authors<'a>(head: &'a Head<'a>, dropped: &mut Dropped) -> Vec<Author<'a>> {
    let bylines = head.bylines.iter().enumerate();
    bylines.filter_map(|(index, byline)| author(head, index, byline, dropped)).collect()
}

/// An author whose name shows something.
fn author<'a>(head: &Head<'_>, index: usize, byline: &'a Byline<'a>, dropped: &mut Dropped) -> Option<Author<'a>> {
    let name = Escaped::new(byline.name.reborrow(), head.span(Field::Byline, index), dropped)?;
    let details = [(&byline.role, Field::BylineRole), (&byline.affiliation, Field::BylineAffiliation)];
    let details = details.into_iter().filter_map(|(detail, field)| {
        let text = detail.as_ref()?.reborrow();
        Escaped::new(text, head.span(field, index), dropped)
    });
    let details = details.collect();
    Some(Author { name, details })
}

/// `By Ada Roe (Staff Writer, Harbour Wire) and Sam Lind`, in the words of the article's language.
fn write_byline(authors: &[Author<'_>], words: BylineWords, xml: &mut Xml) {
    xml.open_line("p", &[("class", "byline")]);
    let own = |parts: &[&'static str]| Escaped::own(parts.concat());
    if !words.by.is_empty() {
        xml.text(&own(&[words.by, " "]));
    }
    for (at, author) in authors.iter().enumerate() {
        match at {
            0 => {}
            _ if at + 1 == authors.len() => xml.text(&own(&[" ", words.and, " "])),
            _ => xml.text(&own(&[", "])),
        }
        write_author(author, xml);
    }
    xml.close("p");
}

fn write_author(author: &Author<'_>, xml: &mut Xml) {
    xml.inline("span", &[("class", "author")], &author.name);
    for (at, detail) in author.details.iter().enumerate() {
        xml.text(&Escaped::own(if at == 0 { " (" } else { ", " }));
        xml.text(detail);
    }
    if !author.details.is_empty() {
        xml.text(&Escaped::own(")"));
    }
}
