//! HTML in a body: what its tags say becomes blocks and marks like those of Markdown.

use std::ops::Range;

use slugline_core::model::{BlockKind, Node, Text};

use super::html::{Element, Tag, Token, tokens};
use super::line::MarkKind;
use super::{Body, LeafKind};
use crate::entity::{self, Part};
use crate::loss::Loss;

impl<'s> Body<'_, 's> {
    /// HTML that stands at `range`: a tag within a paragraph, or a line of a block.
    pub(super) fn html(&mut self, range: Range<usize>) {
        // The words of a picture have no marks.
        if self.picture.is_some() {
            return;
        }
        for token in tokens(self.page.part(range)) {
            match token {
                Token::Comment(comment) => self.losses.add(comment, Loss::Comment),
                Token::Text(text) if self.is_hidden => self.losses.add(text, Loss::Script),
                Token::Text(text) => text.split_inclusive('\n').for_each(|line| self.html_text(line)),
                Token::Tag(tag) => self.tag(tag),
            }
        }
    }

    /// Text between tags, in which white space of any length is a blank.
    fn html_text(&mut self, text: &'s str) {
        let trimmed = text.trim();
        let Some(all) = self.page.range_of(text) else { return };
        let Some(words) = self.page.range_of(trimmed).filter(|words| !words.is_empty()) else {
            return self.blank(all);
        };
        self.blank(all.start..words.start);
        entity::parts(trimmed, &mut |part| match part {
            Part::Verbatim(part) => {
                let place = self.page.range_of(part).unwrap_or_default();
                self.text(place.clone(), place);
            }
            Part::Character(character, part) => {
                let mut made = String::new();
                character.push_to(&mut made);
                self.made(made, self.page.range_of(part).unwrap_or_default());
            }
        });
        self.blank(words.end..all.end);
    }

    fn blank(&mut self, range: Range<usize>) {
        if self.leaf.is_some() && !range.is_empty() {
            self.line.push_blank(range);
        }
    }

    fn tag(&mut self, tag: Tag<'s>) {
        let Some(range) = self.page.range_of(tag.whole) else { return };
        let said = match tag.element() {
            Some(Element::Break) => self.tag_break(range),
            Some(Element::Emphasis) => self.tag_mark(tag, MarkKind::Emphasis, range),
            Some(Element::Strong) => self.tag_mark(tag, MarkKind::Strong, range),
            Some(Element::Link) => {
                let href = tag.attr("href").map_or(Text::default(), |href| entity::decode(href.trim()).into());
                self.tag_mark(tag, MarkKind::Link(href), range)
            }
            Some(Element::Image) => self.tag_image(tag, range),
            Some(Element::Heading(level)) => self.tag_heading(tag, level, range),
            Some(Element::Rule) => self.tag_rule(range),
            Some(Element::Paragraph) => self.parts_paragraphs(range),
            Some(Element::Block) => {
                self.parts_paragraphs(range);
                false
            }
            Some(Element::Hidden) => {
                self.is_hidden = !tag.closes;
                return self.losses.add(tag.whole, Loss::Script);
            }
            None => false,
        };
        if said {
            self.losses.add(tag.whole, Loss::Element);
        } else {
            self.losses.add_named(tag.whole, tag.name, Loss::Html);
        }
    }

    fn tag_break(&mut self, range: Range<usize>) -> bool {
        if self.leaf.is_some() {
            self.line.push_break(range);
        }
        true
    }

    fn tag_mark(&mut self, tag: Tag<'s>, kind: MarkKind<'s>, range: Range<usize>) -> bool {
        if !tag.closes {
            return self.line_at(&range).open_tag(kind, range.start);
        }
        let Some(leaf) = &mut self.leaf else { return false };
        leaf.range.end = leaf.range.end.max(range.end);
        self.line.close_tag(&kind, range.end, self.losses)
    }

    fn tag_image(&mut self, tag: Tag<'s>, range: Range<usize>) -> bool {
        let text = |name| tag.attr(name).map_or(Text::default(), |value| Text::from(entity::decode(value)));
        let (source, alt) = (text("src"), text("alt"));
        if source.is_empty() {
            return false;
        }
        self.push_figure(source, alt, Text::default(), range);
        true
    }

    fn tag_heading(&mut self, tag: Tag<'s>, level: u8, range: Range<usize>) -> bool {
        if !self.parts_paragraphs(range.clone()) {
            return false;
        }
        if !tag.closes {
            self.begin_leaf(LeafKind::Heading(level), range);
        }
        true
    }

    fn tag_rule(&mut self, range: Range<usize>) -> bool {
        if !self.parts_paragraphs(range.clone()) {
            return false;
        }
        let span = self.page.span(range);
        self.tree.push(Node::new(BlockKind::SectionBreak, span));
        true
    }

    /// Ends the text before a tag that parts paragraphs. False in a cell, which holds one line: there it is a blank.
    fn parts_paragraphs(&mut self, range: Range<usize>) -> bool {
        if self.leaf.as_ref().is_some_and(|leaf| leaf.kind == LeafKind::Cell) {
            self.blank(range);
            return false;
        }
        self.end_leaf();
        true
    }
}
