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
struct Frame {
    container: Container,
    start: usize,
    /// How many blocks and items stand before its own.
    blocks: usize,
    items: usize,
}

/// The tree under way.
#[derive(Debug)]
pub(super) struct Tree<'b, 's> {
    page: &'b Page<'s>,
    /// Those at the top, and behind them those of what is open, from the outermost on: each list gets a vector of its own
    /// when its length is known.
    blocks: Vec<Block<'s>>,
    /// Those of the lists that are open, from the outermost on.
    items: Vec<Item<'s>>,
    open: Vec<Frame>,
    /// Containers that are open and nest too deep: what they hold goes to the one around them.
    flat: usize,
}

impl<'b, 's> Tree<'b, 's> {
    pub(super) fn new(page: &'b Page<'s>) -> Tree<'b, 's> {
        // A block of most posts has some 250 bytes of text; in few has it half of that.
        let blocks = Vec::with_capacity(page.text.len() / 128);
        Tree { page, blocks, items: Vec::new(), open: Vec::new(), flat: 0 }
    }

    /// Adds a block where the text is.
    pub(super) fn push(&mut self, block: Block<'s>) {
        self.blocks.push(block);
    }

    /// Opens a container. Gives false where it nests too deep.
    pub(super) fn open(&mut self, container: Container, start: usize) -> bool {
        // A point needs the level that its list has counted for it.
        let is_too_deep = container != Container::Item && self.open.len() + 2 > MAX_CONTAINERS;
        if self.flat > 0 || is_too_deep {
            self.flat += 1;
            return false;
        }
        self.open.push(Frame { container, start, blocks: self.blocks.len(), items: self.items.len() });
        true
    }

    /// Closes the container that was opened last.
    pub(super) fn close(&mut self, end: usize) {
        if self.flat > 0 {
            self.flat -= 1;
            return;
        }
        let Some(Frame { container, start, blocks, items }) = self.open.pop() else { return };
        let span = self.page.trimmed_span(start..end);
        // A list has nothing but items, and an item is in a list. One that says nothing is none.
        match container {
            Container::Item if self.blocks.len() > blocks => {
                let blocks = self.blocks.split_off(blocks);
                self.items.push(Item { blocks, span, attrs: Attrs::NONE });
            }
            Container::Quote if self.blocks.len() > blocks => {
                let blocks = self.blocks.split_off(blocks);
                self.push(Node::new(BlockKind::Quote { blocks }, span));
            }
            Container::List(first) if self.items.len() > items => {
                let items = self.items.split_off(items);
                let start = first.filter(|first| *first != 1);
                self.push(Node::new(BlockKind::List { ordered: first.is_some(), start, items }, span));
            }
            Container::Item | Container::Quote | Container::List(_) => {}
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
