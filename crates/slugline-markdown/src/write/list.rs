//! Lists.

use slugline_core::model::{Block, BlockKind, Item, Span};

use super::block::{Body, MAX_NESTING};
use super::lost::Lost;
use super::shown::{is_shown, item_says_something};

/// Largest number of a point, in CommonMark.
const MAX_NUMBER: u32 = 999_999_999;

/// The signs of the points of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// `-`, `1.`
    First,
    /// `+`, `1)`
    Second,
}

impl Body<'_, '_> {
    pub(super) fn list(&mut self, first: Option<u32>, items: &[Item<'_>], span: Span) {
        if self.nesting >= MAX_NESTING {
            self.lose(Lost::Nesting, span);
            return items.iter().for_each(|item| self.item(item));
        }
        if first.is_some_and(|first| first.saturating_add(u32::try_from(items.len()).unwrap_or(u32::MAX)) > MAX_NUMBER)
        {
            self.lose(Lost::ListStart, span);
        }
        let marks = if self.list_above == Some(Marks::First) { Marks::Second } else { Marks::First };
        let is_tight =
            items.iter().all(|item| matches!(&item.blocks[..], [Block { kind: BlockKind::Paragraph { .. }, .. }]));
        let mut number = first.map(|first| first.min(MAX_NUMBER / 2));
        self.begin_block();
        let mut is_first = true;
        for item in items {
            if !item_says_something(item, is_shown) {
                self.is_public(&item.attrs, item.span);
                continue;
            }
            match (std::mem::take(&mut is_first), is_tight) {
                (true, _) => {}
                (false, true) => self.next_line(),
                (false, false) => self.begin_block(),
            }
            let mark = match (number, marks) {
                (None, Marks::First) => "- ".to_owned(),
                (None, Marks::Second) => "+ ".to_owned(),
                (Some(number), Marks::First) => format!("{number}. "),
                (Some(number), Marks::Second) => format!("{number}) "),
            };
            let indent = " ".repeat(mark.len());
            self.within(&mark, &indent, |body| body.item(item));
            number = number.map(|number| number + 1);
        }
        self.list_above = Some(marks);
    }

    fn item(&mut self, item: &Item<'_>) {
        if self.is_public(&item.attrs, item.span) {
            self.write_blocks(&item.blocks);
        }
    }
}
