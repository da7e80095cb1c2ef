//! A book as readers that are not ours see it: the `zip` crate and roxmltree.

use std::io::{Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Edition, EditionHead};
use slugline_core::plugin::{Context, Still, World};
use slugline_specimen::written_bytes;
use zip::{CompressionMethod, ZipArchive};

/// A book and what was reported while it was written.
pub(crate) struct Opened {
    pub(crate) bytes: Vec<u8>,
    /// Name, method and content, in the order of the file.
    pub(crate) members: Vec<(String, CompressionMethod, String)>,
    pub(crate) reports: Vec<Diagnostic>,
}

/// Writes a book without saying anything about the edition.
pub(crate) fn book(articles: &[Article<'_>]) -> Opened {
    edition(&EditionHead::default(), articles)
}

/// Writes a book and reads it back.
#[track_caller]
pub(crate) fn edition(head: &EditionHead<'_>, articles: &[Article<'_>]) -> Opened {
    edition_in(&Still, head, articles)
}

/// The same where there is more to see than that.
#[track_caller]
pub(crate) fn edition_in(world: &dyn World, head: &EditionHead<'_>, articles: &[Article<'_>]) -> Opened {
    let edition = Edition { head, articles };
    let (bytes, reports) = written_bytes(|out, cx| {
        slugline_epub::write(&edition, out, &mut Context::new(cx.diagnostics, world)).unwrap();
    });
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let members = (0..archive.len()).map(|at| {
        let mut member = archive.by_index(at).unwrap();
        let mut content = String::new();
        member.read_to_string(&mut content).unwrap();
        (member.name().unwrap().into_owned(), member.compression(), content)
    });
    Opened { members: members.collect(), reports, bytes }
}

impl Opened {
    pub(crate) fn names(&self) -> Vec<&str> {
        self.members.iter().map(|(name, ..)| &**name).collect()
    }

    #[track_caller]
    pub(crate) fn member(&self, name: &str) -> &str {
        &self.members.iter().find(|(member, ..)| member == name).unwrap().2
    }

    #[track_caller]
    pub(crate) fn xml(&self, name: &str) -> Document<'_> {
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        Document::parse_with_options(self.member(name), options).unwrap()
    }

    /// The pages of the articles, in their order.
    pub(crate) fn chapters(&self) -> Vec<Document<'_>> {
        let names = self.names().into_iter();
        names.filter(|name| name.contains("chapter-")).map(|name| self.xml(name)).collect()
    }

    /// The codes of what was reported.
    pub(crate) fn codes(&self) -> Vec<&str> {
        self.reports.iter().map(|report| &*report.code).collect()
    }
}

/// All characters below an element.
pub(crate) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// The values of a property of the package.
pub(crate) fn meta(package: &Document<'_>, property: &str) -> Vec<String> {
    let metas = elements(package, "meta").into_iter();
    metas.filter(|meta| meta.attribute("property") == Some(property)).map(text).collect()
}

/// The texts of all elements of a name.
pub(crate) fn texts(document: &Document<'_>, name: &str) -> Vec<String> {
    elements(document, name).into_iter().map(text).collect()
}

/// All elements of a name, without regard to name space.
pub(crate) fn elements<'d, 'i>(document: &'d Document<'i>, name: &str) -> Vec<Node<'d, 'i>> {
    let all = document.descendants();
    all.filter(|node| node.is_element() && node.tag_name().name() == name).collect()
}
