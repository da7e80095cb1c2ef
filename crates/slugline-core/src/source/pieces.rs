//! A map from offsets in one text to offsets in what it was made from, as pieces of even steps.

/// A stretch in which every `text_step` bytes of the text stand for `origin_step` bytes of its origin. It reaches up to the
/// next piece. A new one begins only where the steps change.
#[derive(Clone, Copy, Debug)]
struct Piece {
    text: u32,
    origin: u32,
    text_step: u16,
    origin_step: u16,
}

/// The pieces, in order. None: the text is its origin.
#[derive(Debug, Default)]
pub(super) struct Pieces(Vec<Piece>);

/// Which end of a range an offset is. Where pieces meet, a start belongs to the one that begins, an end to the one that
/// ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    End,
}

impl Pieces {
    /// Whether the text is its origin.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Begins a piece at `text`, standing for what begins at `origin`. Steps beyond 65,535 bytes are cut to that; only the
    /// inside of such a step loses its place. What goes on byte for byte with the last piece is a part of it: a line end
    /// that became a blank, and the line behind it.
    #[inline]
    pub(super) fn push(&mut self, text: usize, origin: usize, text_step: usize, origin_step: usize) {
        if let (1, 1, Some(last)) = (text_step, origin_step, self.0.last())
            && (last.text_step, last.origin_step) == (1, 1)
            && text.wrapping_sub(last.text as usize) == origin.wrapping_sub(last.origin as usize)
        {
            return;
        }
        let offset = |value| u32::try_from(value).unwrap_or(u32::MAX);
        let step = |value| u16::try_from(value).unwrap_or(u16::MAX);
        let piece = Piece {
            text: offset(text),
            origin: offset(origin),
            text_step: step(text_step).max(1),
            origin_step: step(origin_step),
        };
        // A piece without text gives way to the next.
        if self.0.last().is_some_and(|last| last.text == piece.text) {
            self.0.pop();
        }
        self.0.push(piece);
    }

    /// Takes over the pieces of `range` in another text, for a part of it that stands at `text` in this one.
    pub(super) fn push_all(&mut self, text: usize, other: &Pieces, range: std::ops::Range<usize>) {
        let mut at = range.start;
        let first = other.0.partition_point(|piece| piece.text as usize <= at).saturating_sub(1);
        for (index, piece) in other.0.iter().enumerate().skip(first) {
            let end = other.0.get(index + 1).map_or(range.end, |next| range.end.min(next.text as usize));
            if at >= range.end {
                break;
            }
            let steps = (usize::from(piece.text_step), usize::from(piece.origin_step));
            self.push(text + at - range.start, other.map(at, Side::Start), steps.0, steps.1);
            at = end;
        }
    }

    /// Begins a piece, or goes on with the last one where it fits.
    #[cfg(feature = "text")]
    pub(super) fn push_char(&mut self, text: usize, origin: usize, text_step: usize, origin_step: usize) {
        let goes_on = self.0.last().is_some_and(|last| {
            usize::from(last.text_step) == text_step
                && usize::from(last.origin_step) == origin_step
                && last.map(text, Side::Start) == origin
        });
        if !goes_on {
            self.push(text, origin, text_step, origin_step);
        }
    }

    /// The origin of the text's byte at `offset`; for an end, the origin's end of the byte before it.
    pub(super) fn map(&self, offset: usize, side: Side) -> usize {
        if self.0.is_empty() {
            return offset;
        }
        let reached = |piece: &Piece| match side {
            Side::Start => piece.text as usize <= offset,
            Side::End => (piece.text as usize) < offset,
        };
        let next = self.0.partition_point(reached);
        let Some(piece) = next.checked_sub(1).and_then(|at| self.0.get(at)) else {
            return offset;
        };
        let mapped = piece.map(offset, side);
        self.0.get(next).map_or(mapped, |next| mapped.min(next.origin as usize))
    }

    /// The offset in the text of the origin's byte at `origin`.
    pub(super) fn unmap(&self, origin: usize) -> usize {
        let next = self.0.partition_point(|piece| piece.origin as usize <= origin);
        let Some(piece) = next.checked_sub(1).and_then(|at| self.0.get(at)) else {
            return origin;
        };
        let steps = (origin - piece.origin as usize) / usize::from(piece.origin_step).max(1);
        let offset = piece.text as usize + steps * usize::from(piece.text_step);
        self.0.get(next).map_or(offset, |next| offset.min(next.text as usize))
    }
}

impl Piece {
    /// A range that begins or ends within a step has all of it.
    fn map(self, offset: usize, side: Side) -> usize {
        let (text, text_step) = (offset - self.text as usize, usize::from(self.text_step));
        let steps = match side {
            Side::Start => text / text_step,
            Side::End => text.div_ceil(text_step),
        };
        self.origin as usize + steps * usize::from(self.origin_step)
    }
}
