//! What NITF has elements of its own for, or none.
//!
//! Source: NITF 3.6, XML Schema, `blockContent` and `enrichedText`.

use std::borrow::Cow;
use std::sync::Arc;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Attrs, Block, BlockKind, Figure, Inline, Inlines, Item, Role, Span};
use slugline_core::plugin::Picture;

use crate::block::{Markup, element};
use crate::href::clean_href;
use crate::inline::shows;
use crate::is_visible;

impl Markup<'_, '_> {
    /// Writes a block that readers may see.
    pub(crate) fn nitf_block(&mut self, block: &Block<'_>) {
        let (attrs, span) = (&block.attrs, block.span);
        match &block.kind {
            BlockKind::Paragraph { content } => self.nitf_paragraph(attrs, content),
            BlockKind::Heading { level, content } => self.nitf_heading(*level, attrs, content, span),
            BlockKind::Quote { blocks } => self.nitf_quote(attrs, blocks),
            BlockKind::List { ordered, start, items } => self.nitf_list(*ordered, *start, attrs, items),
            BlockKind::Table(table) => self.table(attrs, table, span),
            BlockKind::Preformatted { text } => self.preformatted(attrs, text, span),
            BlockKind::Figure(figure) => self.nitf_media(attrs, figure, span),
            BlockKind::SectionBreak => self.void("hr"),
            BlockKind::Group { blocks } => self.nitf_group(attrs, blocks, span),
            BlockKind::Unknown(unknown) => self.fallback(unknown, span),
        }
    }

    /// A paragraph. One that shows nothing would be reported by receivers; nothing is lost with it.
    fn nitf_paragraph(&mut self, attrs: &Attrs<'_>, content: &Inlines<'_>) {
        if !shows(content) {
            return self.drop_blank(content);
        }
        if attrs.role() != Some(&Role::Lead) {
            return self.element(element!("p"), attrs, content);
        }
        self.open_tag("p", attrs);
        self.out.put(b" lede=\"true\">");
        self.inlines(content);
        self.close(element!("p"));
    }

    /// A heading: `hl2`, whatever its level. One that shows nothing is none.
    fn nitf_heading(&mut self, level: u8, attrs: &Attrs<'_>, content: &Inlines<'_>, span: Span) {
        if !shows(content) {
            return self.drop_blank(content);
        }
        if level > 1 {
            self.leave_out("NITF has one level of headings in the text; all are written alike", span);
        }
        self.element(element!("hl2"), attrs, content);
    }

    /// A quote: its blocks stand in a `block`.
    fn nitf_quote(&mut self, attrs: &Attrs<'_>, blocks: &[Block<'_>]) {
        self.open(element!("bq"), attrs);
        self.out.put(b"<block>\n");
        self.nested(blocks);
        self.out.put(b"</block>");
        self.close(element!("bq"));
    }

    /// A list: it has a point at least, or is none.
    fn nitf_list(&mut self, ordered: bool, start: Option<u32>, attrs: &Attrs<'_>, items: &[Item<'_>]) {
        if items.iter().all(|item| item.attrs.is_withheld()) {
            return items.iter().for_each(|item| self.withhold(&item.attrs, item.span));
        }
        self.list(ordered, start, attrs, items);
    }

    /// A group: a `block` at the top of the body, and its blocks alone within any other part.
    fn nitf_group(&mut self, attrs: &Attrs<'_>, blocks: &[Block<'_>], span: Span) {
        if self.nested {
            self.leave_out("NITF has groups at the top of the text alone; the blocks of others are written", span);
            return self.blocks(blocks);
        }
        self.open(element!("block"), attrs);
        self.out.put(b"\n");
        self.nested(blocks);
        self.close(element!("block"));
    }

    /// A picture, by reference: a web address is its source, a file name its name.
    fn nitf_media(&mut self, attrs: &Attrs<'_>, figure: &Figure<'_>, span: Span) {
        let file = self.file_of(figure, span);
        self.open_tag("media", attrs);
        self.out.put(b" media-type=\"image\">\n<media-reference");
        match file.as_ref().and_then(|file| file.address.as_deref().map(Cow::Borrowed)).or(clean_href(&figure.source)) {
            Some(address) => self.attribute("source", &address),
            None if is_visible(&figure.source) => self.attribute("name", &figure.source),
            None => {}
        }
        if let Some(file) = &file {
            self.attribute("mime-type", file.kind.media_type());
            self.attribute("width", &file.width.to_string());
            self.attribute("height", &file.height.to_string());
        }
        if is_visible(&figure.alt) {
            self.attribute("alternate-text", &figure.alt);
        }
        self.out.put(b"/>\n");
        if shows(&figure.caption) {
            self.element(element!("media-caption"), &Attrs::NONE, &figure.caption);
        }
        if let Some(credit) = figure.credit.as_deref().filter(|credit| is_visible(credit)) {
            self.out.put(b"<media-producer>");
            self.text(credit, span);
            self.out.put(b"</media-producer>\n");
        }
        self.close(element!("media"));
    }

    /// What the world knows of a picture. What it does not know can be referred to all the same, which is reported.
    fn file_of(&mut self, figure: &Figure<'_>, span: Span) -> Option<Arc<Picture>> {
        let report = match self.cx.world.picture(&figure.source) {
            Ok(Some(file)) => return Some(file),
            Ok(None) => {
                let message = format!("the picture `{}` is not embedded; it is referred to", figure.source);
                Diagnostic::note("picture-not-embedded", message)
            }
            Err(fault) => fault,
        };
        self.cx.report(report.at(span));
        None
    }

    /// Strong emphasis: `em`, the only emphasis there is, of a class.
    pub(crate) fn nitf_strong(&mut self, attrs: &Attrs<'_>, content: &[Inline<'_>]) {
        self.out.put(b"<em");
        match attrs.role() {
            Some(role) => self.attribute("class", &["strong ", role.as_str()].concat()),
            None => self.attribute("class", "strong"),
        }
        self.language(attrs);
        self.out.put(b">");
        self.inlines(content);
        self.out.put(b"</em>");
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::diagnostic::Diagnostics;
    use slugline_core::model::{Article, InlineKind, Link, Node, Row, Table};
    use slugline_core::plugin::{Context, Sink, Still};

    use super::*;
    use crate::block::Syntax;

    #[track_caller]
    fn check(body: Vec<Block<'static>>, nitf: &str, codes: &[&str]) {
        let article = Article { body, ..Article::default() };
        let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
        let mut cx = Context::new(&mut diagnostics, &Still);
        Markup::new(&mut out, Syntax::Nitf, &mut cx).body(&article);
        assert_eq!(String::from_utf8(out.finish().unwrap()).unwrap(), nitf);
        assert_eq!(diagnostics.iter().map(|found| &*found.code).collect::<Vec<_>>(), codes);
    }

    fn node(kind: BlockKind<'static>) -> Block<'static> {
        Node::new(kind, Span::DETACHED)
    }

    fn paragraph(text: &'static str) -> Block<'static> {
        Block::paragraph(text, Span::DETACHED)
    }

    fn text(text: &'static str) -> Inlines<'static> {
        Inlines::text(text, Span::DETACHED)
    }

    #[test]
    fn headings_have_one_level() {
        let heading = |level| Block::heading(level, "Why", Span::DETACHED);
        let nitf = "<hl2>Why</hl2>\n<hl2>Why</hl2>\n<hl2>Why</hl2>\n";
        check(vec![heading(1), heading(3), heading(2)], nitf, &["markup-left-out"]);
    }

    #[test]
    fn paragraphs_that_show_nothing_are_none() {
        let lead = paragraph("Rain.").with_role(Role::Lead);
        let blank = [paragraph(""), paragraph("\u{A0}"), paragraph("\u{1}")];
        let body = blank.into_iter().chain([lead]).collect();
        check(body, "<p class=\"lead\" lede=\"true\">Rain.</p>\n", &["forbidden-character"]);
    }

    #[test]
    fn groups_are_blocks_at_the_top_alone() {
        let group = |blocks| node(BlockKind::Group { blocks }).with_role(Role::Boilerplate);
        let body = vec![group(vec![group(vec![paragraph("Rain.")])])];
        check(body, "<block class=\"boilerplate\">\n<p>Rain.</p>\n</block>\n", &["markup-left-out"]);
    }

    #[test]
    fn quotes_hold_a_block() {
        let quote = |blocks| node(BlockKind::Quote { blocks });
        let inner = "<bq><block>\n<p>Rain.</p>\n</block></bq>\n";
        let nitf = format!("<bq><block>\n{inner}</block></bq>\n");
        check(vec![quote(vec![quote(vec![paragraph("Rain.")])])], &nitf, &[]);
    }

    #[test]
    fn lists_have_a_point_or_are_none() {
        let item = |text: &'static str| Item { blocks: vec![paragraph(text)], ..Item::default() };
        let list = |items| node(BlockKind::List { ordered: true, start: Some(3), items });
        let mut note = item("Hold.");
        note.attrs.set_role(Role::EditorOnly);
        let nitf = "<ol seqnum=\"3\">\n<li>Rain.</li>\n</ol>\n";
        check(vec![list(vec![item("Rain.")]), list(Vec::new()), list(vec![note])], nitf, &["editor-only"]);
    }

    #[test]
    fn a_picture_is_referred_to() {
        let figure = |source: &'static str| Figure {
            source: source.into(),
            alt: "A quay".into(),
            caption: text("The quay"),
            credit: Some("Sam Lind".into()),
        };
        let media = |reference| {
            format!(
                "<media media-type=\"image\">\n<media-reference {reference} alternate-text=\"A quay\"/>\n\
                 <media-caption>The quay</media-caption>\n<media-producer>Sam Lind</media-producer>\n</media>\n"
            )
        };
        let addresses = ["https://harbourtimes.example/quay.jpg", "quay.jpg", "javascript:alert(1)"];
        let body = addresses.map(|source| node(BlockKind::Figure(Box::new(figure(source)))));
        let nitf = [
            media("source=\"https://harbourtimes.example/quay.jpg\""),
            media("name=\"quay.jpg\""),
            media("name=\"javascript:alert(1)\""),
        ];
        check(body.into(), &nitf.concat(), &["picture-not-embedded"; 3]);
    }

    #[test]
    fn tables_emphasis_and_breaks() {
        let cell = |header| slugline_core::model::Cell { header, content: text("4"), span: Span::DETACHED };
        let rows = vec![Row { cells: vec![cell(true), cell(false)], span: Span::DETACHED }];
        let table = node(BlockKind::Table(Box::new(Table { caption: text("Tides"), rows })));
        let strong = InlineKind::Strong { content: vec![Inline::text("now", Span::DETACHED)] };
        let link = Link { href: "https://harbourtimes.example/".into(), content: Vec::new() };
        let content = vec![
            Node::new(strong, Span::DETACHED),
            Node::new(InlineKind::LineBreak, Span::DETACHED),
            Node::new(InlineKind::Link(Box::new(link)), Span::DETACHED),
        ];
        let body = vec![table, node(BlockKind::Paragraph { content: content.into() }), node(BlockKind::SectionBreak)];
        let nitf = "<table>\n<caption>Tides</caption>\n<tbody>\n<tr><th>4</th><td>4</td></tr>\n</tbody>\n</table>\n\
                    <p><em class=\"strong\">now</em><br/>\n<a href=\"https://harbourtimes.example/\">\
                    https://harbourtimes.example/</a></p>\n<hr/>\n";
        check(body, nitf, &[]);
    }
}
