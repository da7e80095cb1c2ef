//! Texts from outside, made fit to be shown: they may hold anything, escape sequences of terminals too, and be of any
//! length.

use std::fmt::{self, Write as _};

use slugline::diagnostic::is_obeyed;

/// Characters of a message that are shown at once. Nothing that slugline itself has to say is longer; what it quotes may be
/// the whole input.
const MAX_MESSAGE: usize = 300;

/// What is shown of a longer one: its beginning, with most of what it quotes, and its end, which says what is wrong with it.
const FIRST: usize = 200;
const LAST: usize = 80;

/// A message, cut in the middle where it quotes too much, and harmless.
pub(crate) struct Message<'t>(pub(crate) &'t str);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nth = |at: usize| self.0.char_indices().nth(at);
        let (Some(_), Some((first, _))) = (nth(MAX_MESSAGE), nth(FIRST)) else {
            return Harmless(self.0).fmt(f);
        };
        let last = self.0.char_indices().nth_back(LAST - 1).map_or(first, |(at, _)| at);
        let part = |range| Harmless(self.0.get(range).unwrap_or_default());
        write!(f, "{} … {}", part(0..first), part(last..self.0.len()))
    }
}

/// Text without what a terminal would obey: control characters and marks that turn the direction of writing are shown as
/// their code points.
pub(crate) struct Harmless<'t>(pub(crate) &'t str);

impl fmt::Display for Harmless<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            if is_obeyed(letter) {
                write!(f, "<U+{:04X}>", u32::from(letter))?;
            } else {
                f.write_char(letter)?;
            }
        }
        Ok(())
    }
}
