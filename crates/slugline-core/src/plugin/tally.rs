//! What is met often and told once.

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::model::Span;

/// Things of one article that are told once for each kind `K`, in the order in which the first of each was met: a text of a
/// thousand links would drown the rest.
#[derive(Clone, Debug)]
pub struct Tally<K> {
    met: Vec<(K, Span, usize)>,
}

impl<K> Default for Tally<K> {
    fn default() -> Tally<K> {
        Tally { met: Vec::new() }
    }
}

impl<K: Copy + PartialEq> Tally<K> {
    /// Notes one more `kind`, met at `span`.
    pub fn add(&mut self, kind: K, span: Span) {
        match self.met.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, _, count)) => *count += 1,
            None => self.met.push((kind, span, 1)),
        }
    }

    /// Reports each kind in the words of `told`, at the place of its first and with the times that it was met.
    ///
    /// ```
    /// use slugline_core::{diagnostic::{Diagnostic, Diagnostics}, model::Span, plugin::{Context, Still, Tally}};
    ///
    /// let (mut tally, mut diagnostics) = (Tally::default(), Diagnostics::new());
    /// tally.add("link", Span::new(3, 9));
    /// tally.add("link", Span::new(20, 24));
    /// let told = |kind| Diagnostic::note("markup-left-out", format!("plain text has no {kind}s"));
    /// tally.report(&mut Context::new(&mut diagnostics, &Still), told);
    /// let [found] = &diagnostics.take()[..] else { unreachable!() };
    /// assert_eq!((&*found.message, found.span), ("plain text has no links, 2 times", Span::new(3, 9)));
    /// ```
    pub fn report(self, cx: &mut Context<'_>, told: impl Fn(K) -> Diagnostic) {
        for (kind, span, count) in self.met {
            let mut diagnostic = told(kind);
            if count > 1 {
                diagnostic.message.push_str(&format!(", {count} times"));
            }
            cx.report(diagnostic.at(span));
        }
    }
}
