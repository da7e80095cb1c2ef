//! Where the parts of a text that was made from the source's stood in it.

/// A stretch of a text, and what it was taken from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stretch {
    /// Where in the text it begins. It reaches up to the next one.
    pub(crate) start: usize,
    /// Where its origin begins in the text of the source.
    pub(crate) origin: usize,
    /// Length of the origin, where the stretch only stands for it. `None`: it is its origin, byte for byte.
    pub(crate) stands_for: Option<usize>,
}

impl Stretch {
    /// Where the origin of what stands at `offset` begins.
    pub(crate) fn start_of(&self, offset: usize) -> usize {
        if self.stands_for.is_some() { self.origin } else { self.origin + (offset - self.start) }
    }

    /// Where the origin of what ends at `offset` ends.
    pub(crate) fn end_of(&self, offset: usize) -> usize {
        match self.stands_for {
            Some(len) => self.origin + len,
            None => self.origin + (offset - self.start),
        }
    }
}
