//! What has to be known about the body before it is written: how many words the story has, and what only editors may read.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{
    Article, Attrs, Block, BlockKind, Field, Head, Inline, InlineKind, Item, Role, Span, Status,
};
use slugline_core::plugin::Context;
use slugline_markup::{WordCount, is_visible};

/// A first look at the body.
#[derive(Debug, Default, PartialEq)]
pub struct Survey {
    /// Words of the story, its dateline included; what belongs to pictures does not count. Every format that says how long
    /// a story is says this.
    pub words: u64,
    /// Whether a reader of the public part sees any letter at all, its dateline included.
    pub is_visible: bool,
    /// The same without the dateline, for a format that has another place for it.
    pub is_body_visible: bool,
    /// The same without pictures too, for a format of text alone.
    pub is_text_visible: bool,
    /// The parts for editors alone, each ended by a line end, and where the first was read.
    pub for_editors: Option<(String, Span)>,
}

/// Who may read a part of the body.
#[derive(Clone, Copy, PartialEq)]
enum Audience {
    Public,
    Editors,
    /// The part says nothing but that the text ends.
    Nobody,
}

impl Audience {
    /// Whose a part with `attrs` is that stands in a part of this one's.
    fn within(self, attrs: &Attrs<'_>) -> Audience {
        match (self, attrs.role()) {
            (Audience::Public, Some(Role::EditorOnly)) => Audience::Editors,
            (Audience::Public, Some(Role::EndMark)) => Audience::Nobody,
            (audience, _) => audience,
        }
    }
}

impl Survey {
    /// Reports as `canceled-with-text` that the text of a story that was killed is sent. It is kept, since it may be the notice
    /// that says why, and since receivers take an item without content for a fault.
    ///
    /// Source: FORMATS.md section 2.2, rule 13.
    pub fn report_canceled(&self, head: &Head<'_>, cx: &mut Context<'_>) {
        if head.status == Some(Status::Canceled) && self.is_body_visible {
            let message = "the story is canceled, and its text is sent with it; such items normally carry none";
            let help = "take the text out of the story where receivers must not read it again";
            cx.report(Diagnostic::note("canceled-with-text", message).at(head.span(Field::Status, 0)).help(help));
        }
    }
}

/// Looks at the body as `slugline_markup::Markup::body` will write it.
pub fn survey(article: &Article<'_>) -> Survey {
    let mut walk = Walk::default();
    if let Some(dateline) = &article.head.dateline {
        walk.text(&dateline.text, Span::DETACHED, Audience::Public);
        walk.end_block(Audience::Public);
    }
    let is_dateline_visible = std::mem::take(&mut walk.found.is_text_visible);
    walk.blocks(&article.body, Audience::Public);
    let is_body_visible = walk.found.is_body_visible || walk.found.is_text_visible;
    let is_visible = is_dateline_visible || is_body_visible;
    Survey { words: walk.count.words(), is_visible, is_body_visible, ..walk.found }
}

#[derive(Default)]
struct Walk {
    found: Survey,
    count: WordCount,
}

impl Walk {
    fn blocks(&mut self, blocks: &[Block<'_>], audience: Audience) {
        for block in blocks {
            self.block(block, audience.within(&block.attrs));
        }
    }

    fn block(&mut self, block: &Block<'_>, audience: Audience) {
        match &block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => self.inlines(content, audience),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => self.blocks(blocks, audience),
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.item(item, audience)),
            BlockKind::Table(table) => {
                self.inlines(&table.caption, audience);
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    self.end_block(audience);
                    self.inlines(&cell.content, audience);
                }
            }
            BlockKind::Preformatted { text } => self.text(text, block.span, audience),
            BlockKind::Figure(figure) => {
                let story = (self.count, self.found.is_text_visible);
                let is_described = !figure.alt.trim().is_empty();
                let picture = if is_described { &figure.alt } else { &figure.source };
                self.text(picture, block.span, audience);
                self.end_block(audience);
                self.inlines(&figure.caption, audience);
                if let Some(credit) = &figure.credit {
                    self.end_block(audience);
                    self.text(credit, block.span, audience);
                }
                self.found.is_body_visible |= self.found.is_text_visible;
                (self.count, self.found.is_text_visible) = story;
            }
            BlockKind::SectionBreak => {}
            BlockKind::Unknown(unknown) => self.blocks(&unknown.fallback, audience),
        }
        self.end_block(audience);
    }

    fn item(&mut self, item: &Item<'_>, audience: Audience) {
        self.blocks(&item.blocks, audience.within(&item.attrs));
    }

    fn inlines(&mut self, inlines: &[Inline<'_>], audience: Audience) {
        for inline in inlines {
            self.inline(inline, audience);
        }
    }

    fn inline(&mut self, inline: &Inline<'_>, audience: Audience) {
        let hidden = audience == Audience::Public && inline.attrs.is_editor_only();
        let audience = if hidden { Audience::Editors } else { audience };
        match &inline.kind {
            InlineKind::Text { text } => self.text(text, inline.span, audience),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => self.inlines(content, audience),
            InlineKind::Link(link) if link.content.is_empty() => self.text(&link.href, inline.span, audience),
            InlineKind::Link(link) => self.inlines(&link.content, audience),
            InlineKind::LineBreak => self.end_block(audience),
            InlineKind::Unknown(unknown) => self.inlines(&unknown.fallback, audience),
        }
        if hidden {
            self.end_block(audience);
        }
    }

    fn text(&mut self, text: &str, span: Span, audience: Audience) {
        match audience {
            Audience::Public => self.public(text),
            Audience::Editors => {
                let (notes, _) = self.found.for_editors.get_or_insert_with(|| (String::new(), span));
                notes.push_str(text);
            }
            Audience::Nobody => {}
        }
    }

    fn public(&mut self, text: &str) {
        self.count.text(text);
        self.found.is_text_visible = self.found.is_text_visible || is_visible(text);
    }

    fn end_block(&mut self, audience: Audience) {
        match (audience, &mut self.found.for_editors) {
            (Audience::Editors, Some((notes, _))) if !notes.ends_with('\n') => notes.push('\n'),
            (Audience::Editors | Audience::Nobody, _) => {}
            (Audience::Public, _) => self.count.end_word(),
        }
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::model::{Dateline, Figure, Inlines, Node};

    use super::*;

    fn article(body: Vec<Block<'static>>) -> Article<'static> {
        Article { body, ..Article::default() }
    }

    #[test]
    fn words_run_on_through_markup_but_not_through_blocks() {
        let stressed = InlineKind::Emphasis { content: vec![Inline::text("un", Span::DETACHED)] };
        let content =
            Inlines::from(vec![Node::new(stressed, Span::DETACHED), Inline::text("done  at\nlast", Span::DETACHED)]);
        let first = Node::new(BlockKind::Paragraph { content }, Span::DETACHED);
        let found = survey(&article(vec![first, Block::paragraph("Rain.", Span::DETACHED)]));
        assert_eq!((found.words, found.is_visible, found.for_editors), (4, true, None));
    }

    #[test]
    fn words_of_pictures_do_not_count() {
        let figure = Figure { source: "quay.jpg".into(), alt: "An empty quay".into(), ..Figure::default() };
        let picture = Node::new(BlockKind::Figure(Box::new(figure)), Span::DETACHED);
        let found = survey(&article(vec![Block::paragraph("Rain fell.", Span::DETACHED), picture.clone()]));
        assert_eq!((found.words, found.is_text_visible), (2, true));
        let found = survey(&article(vec![picture]));
        assert_eq!((found.words, found.is_body_visible, found.is_text_visible), (0, true, false));
    }

    #[test]
    fn words_are_counted_as_in_every_format() {
        let found = survey(&article(vec![Block::paragraph("港口罢工 on 2024年", Span::DETACHED)]));
        assert_eq!(found.words, 7);
    }

    #[test]
    fn parts_for_editors_are_told_apart() {
        let note = Block::paragraph("Hold for pictures.", Span::new(3, 21)).with_role(Role::EditorOnly);
        let end = Block::paragraph("-30-", Span::DETACHED).with_role(Role::EndMark);
        let found = survey(&article(vec![note.clone(), note, end]));
        let notes = "Hold for pictures.\nHold for pictures.\n".to_owned();
        assert_eq!(found.for_editors, Some((notes, Span::new(3, 21))));
        assert_eq!((found.words, found.is_visible), (0, false));
    }

    #[test]
    fn a_dateline_alone_is_no_body() {
        let mut dated = article(Vec::new());
        dated.head.dateline = Some(Dateline { text: "LEEDS".into(), ..Dateline::default() });
        let found = survey(&dated);
        assert_eq!((found.words, found.is_visible, found.is_body_visible), (1, true, false));
    }

    #[test]
    fn what_xml_drops_is_not_visible() {
        let found = survey(&article(vec![Block::paragraph("\u{1}\t\u{A0}\u{FFFE}", Span::DETACHED)]));
        assert!(!found.is_visible);
    }
}
