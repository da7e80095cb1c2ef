//! Heads in which one field alone is hostile.

use slugline_conformance::corpus::filled;
use slugline_core::model::{Dateline, Field, Head, Text};

use crate::clear;
use crate::part::byline;

/// Heads with `text` in one field, and in fields that are written side by side.
pub(super) fn heads(text: &str) -> Vec<Head<'_>> {
    let said = || Some(Text::from(text));
    let alone = Field::ALL.into_iter().map(|field| {
        let mut head = filled(text).head;
        let is_of_byline = matches!(field, Field::BylineRole | Field::BylineAffiliation);
        let others =
            Field::ALL.into_iter().filter(|other| !(*other == field || is_of_byline && *other == Field::Byline));
        others.for_each(|other| clear(&mut head, other));
        head
    });
    let mut heads: Vec<Head<'_>> = alone.collect();
    heads.extend([
        Head { section: said(), slug: said(), ..Head::default() },
        Head { language: said(), keywords: vec![text.into()], ..Head::default() },
        Head { rights: said(), credit: said(), ..Head::default() },
        Head { bylines: vec![byline(text)], ..Head::default() },
        Head { dateline: Some(Dateline { text: text.into(), ..Dateline::default() }), ..Head::default() },
    ]);
    heads
}
