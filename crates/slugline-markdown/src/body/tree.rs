//! The tree of blocks under way: what is open, and what each holds so far.

use slugline_core::model::{Attrs, Block, BlockKind, Item, Node};

use super::page::Page;

/// How deep quotes and lists may nest; a list counts twice, for its points are a level of their own. With marks and tables
/// that is as deep as the model goes.
const MAX_CONTAINERS: usize = 20;

/// A block of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Quote,
    /// With the number of its first point, where points are numbered.
    List(Option<u32>),
    Item,
}

#[derive(Debug)]
struct Frame<'s> {
    container: Container,
    start: usize,
    blocks: Vec<Block<'s>>,
    items: Vec<Item<'s>>,
}

/// The tree under way.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    page: Page<'s>,
    blocks: Vec<Block<'s>>,
    open: Vec<Frame<'s>>,
    /// Containers that are open and nest too deep: what they hold goes to the one around them.
    flat: usize,
}

impl<'s> Tree<'s> {
    pub(super) fn new(page: Page<'s>) -> Tree<'s> {
        Tree { page, blocks: Vec::new(), open: Vec::new(), flat: 0 }
    }

    /// Adds a block where the text is.
    pub(super) fn push(&mut self, block: Block<'s>) {
        match self.open.last_mut() {
            Some(frame) => frame.blocks.push(block),
            None => self.blocks.push(block),
        }
    }

    /// Opens a container. Gives false where it nests too deep.
    pub(super) fn open(&mut self, container: Container, start: usize) -> bool {
        // A point needs the level that its list has counted for it.
        let is_too_deep = container != Container::Item && self.open.len() + 2 > MAX_CONTAINERS;
        if self.flat > 0 || is_too_deep {
            self.flat += 1;
            return false;
        }
        self.open.push(Frame { container, start, blocks: Vec::new(), items: Vec::new() });
        true
    }

    /// Closes the container that was opened last.
    pub(super) fn close(&mut self, end: usize) {
        if self.flat > 0 {
            self.flat -= 1;
            return;
        }
        let Some(Frame { container, start, blocks, items }) = self.open.pop() else { return };
        let len = self.page.part(start..end).trim_end().len();
        let span = self.page.span(start..start + len);
        let kind = match container {
            Container::Item => {
                let item = Item { blocks, span, attrs: Attrs::NONE };
                return self.push_item(item);
            }
            Container::Quote if !blocks.is_empty() => BlockKind::Quote { blocks },
            Container::List(start) if !items.is_empty() => {
                BlockKind::List { ordered: start.is_some(), start: start.filter(|start| *start != 1), items }
            }
            Container::Quote | Container::List(_) => return,
        };
        self.push(Node::new(kind, span));
    }

    /// Adds a point that says something to the list that is open.
    fn push_item(&mut self, item: Item<'s>) {
        match self.open.last_mut() {
            Some(list) if !item.blocks.is_empty() => list.items.push(item),
            _ => {}
        }
    }

    /// All blocks, top down.
    pub(super) fn finish(mut self) -> Vec<Block<'s>> {
        while !self.open.is_empty() {
            self.flat = 0;
            self.close(self.page.text.len());
        }
        self.blocks
    }
}
