//! The words of the public body, counted.

use std::fmt;

use slugline_core::model::Block;
use slugline_markup::WordCount;

use crate::body::{Receiver, send_blocks};

/// The words of the public body, list marks not counted. `None` for one that comes to no text at all.
pub(crate) fn count_words(blocks: &[Block<'_>]) -> Option<u64> {
    let mut count = WordCount::default();
    let any = send_blocks(blocks, &mut count).unwrap_or_default();
    any.then_some(count.words())
}

impl Receiver for WordCount {
    fn text(&mut self, text: &str) -> fmt::Result {
        WordCount::text(self, text);
        Ok(())
    }

    fn mark(&mut self, _: fmt::Arguments<'_>) -> fmt::Result {
        self.end_word();
        Ok(())
    }
}
