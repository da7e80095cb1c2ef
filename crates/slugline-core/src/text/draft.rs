//! A story under way: its lines, what each was taken for, and the fields found so far.

use std::ops::Range;

use super::field::Fields;
use super::house::HouseRules;
use super::layout::Wire;
use super::line::Lines;
use super::rule::{self, Rule};
use crate::diagnostic::Diagnostic;
use crate::model::Head;
use crate::plugin::{Context, Watch};
use crate::source::{Rebuilt, Source};

/// What the passes over a story hand on to one another: envelope, head zone, body, tail.
pub(super) struct Draft<'f, 's> {
    pub(super) lines: Lines<'s>,
    /// The rule of each line. Until one is given a line is blank.
    pub(super) rules: Vec<&'static Rule>,
    pub(super) fields: Fields<'f, 's>,
    /// What the newsroom adds to the rules.
    pub(super) house: &'f HouseRules,
    /// What the envelope says of the lines in it.
    pub(super) wire: Wire,
    /// Looked at between blocks.
    pub(super) watch: Watch<'f>,
}

impl<'f, 's> Draft<'f, 's> {
    /// The story that `text` holds, of which `head` is known already.
    pub(super) fn of(
        source: &'s Source,
        text: &'s str,
        house: &'f HouseRules,
        head: Head<'s>,
        cx: &'f mut Context<'_>,
    ) -> Draft<'f, 's> {
        let watch = Watch::new(cx.world);
        let lines = Lines::of(text);
        let rules = vec![&rule::BLANK; lines.lines.len()];
        let mut fields = Fields::of(source, cx.diagnostics).in_house(house);
        fields.head = head;
        Draft { lines, rules, fields, house, wire: Wire::None, watch }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.lines.len()
    }

    /// The text of a line.
    pub(super) fn text(&self, at: usize) -> &'s str {
        self.lines.text(at)
    }

    /// Gives a line its rule.
    pub(super) fn set(&mut self, at: usize, rule: &'static Rule) {
        if let Some(slot) = self.rules.get_mut(at) {
            *slot = rule;
        }
    }

    /// Gives a line its rule and takes it away from later passes: for them it is blank.
    pub(super) fn claim(&mut self, at: usize, rule: &'static Rule) {
        let text = self.text(at);
        self.set(at, rule);
        self.lines.narrow(at, text.get(..0).unwrap_or_default());
    }

    /// The text of several lines, joined with blanks; `first` is what counts of the first of them.
    pub(super) fn joined(&self, lines: Range<usize>, first: &'s str) -> &'s str {
        if lines.len() < 2 {
            return first;
        }
        let source = self.fields.source();
        let mut joined = Rebuilt::default();
        joined.push(source, first);
        let mut end = self.lines.get(lines.start).map_or(0, |line| line.end);
        for line in lines.skip(1).filter_map(|at| self.lines.get(at)) {
            joined.push_made(source, " ", self.lines.between(end, line.text));
            joined.push(source, self.lines.between(line.text, line.end));
            end = line.end;
        }
        source.keep(joined)
    }

    /// Reports something about a line.
    pub(super) fn report(&mut self, at: usize, diagnostic: Diagnostic) {
        let place = self.text(at);
        self.fields.report(diagnostic, place);
    }
}
