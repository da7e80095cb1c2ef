//! Which text of an article did not come out again.
//!
//! Letters are compared, and nothing else: formats wrap lines, put characters of their own between words, write capitals
//! and leave out what they cannot hold. So a run that a format broke into lines is still found, and one that it dropped is
//! not.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, BlockKind, InlineKind, Span};

/// What an output says, and its letters, once they are asked for.
pub(crate) struct Letters {
    text: String,
    letters: OnceCell<String>,
    is_letter: fn(char) -> bool,
}

impl Letters {
    /// The letters and digits of `text`.
    pub(crate) fn and_digits(text: String) -> Letters {
        Letters { text, letters: OnceCell::new(), is_letter: char::is_alphanumeric }
    }

    /// The letters of `text` alone: what stands for a number may be changed.
    pub(crate) fn alone(text: String) -> Letters {
        Letters { text, letters: OnceCell::new(), is_letter: char::is_alphabetic }
    }

    /// The words of `run` that are not there; all of a run that is there as it is are.
    fn missing<'r>(&self, run: &'r str) -> Option<&'r str> {
        if self.text.contains(run) || self.has(run) {
            return None;
        }
        run.split_whitespace()
            .flat_map(|word| word.split(|letter| !(self.is_letter)(letter)))
            .find(|word| !self.has(word))
    }

    fn has(&self, run: &str) -> bool {
        let letters_of = |text: &str| letters(text, self.is_letter);
        self.letters.get_or_init(|| letters_of(&self.text)).contains(&letters_of(run))
    }
}

fn letters(text: &str, is_letter: fn(char) -> bool) -> String {
    text.chars()
        .filter(|letter| is_letter(*letter))
        .flat_map(char::to_lowercase)
        .filter(|letter| is_letter(*letter))
        .collect()
}

/// The first text of `articles` that is neither in `found` nor reported. A diagnostic at the place of one run tells of all
/// lost ones that are alike, since one says such things once.
pub(crate) fn lost(articles: &[Article<'_>], found: &Letters, diagnostics: &[Diagnostic]) -> Option<String> {
    let mut lost = Vec::new();
    for article in articles {
        let mut seen = HashSet::new();
        article.each_text(&mut |run, span| {
            if seen.insert((run, span))
                && let Some(word) = found.missing(run)
            {
                lost.push(Lost { word, span, part: Part::at(article, span) });
            }
        });
    }
    let is_at = |lost: &Lost<'_, '_>| diagnostics.iter().any(|one| meets(one.span, lost.span));
    let (told, mut untold): (Vec<Lost<'_, '_>>, Vec<Lost<'_, '_>>) = lost.into_iter().partition(is_at);
    untold.retain(|lost| !told.iter().any(|told| told.is_like(lost)));
    untold.first().map(|Lost { word, span, .. }| {
        let more = if untold.len() > 1 { format!(", and {} more", untold.len() - 1) } else { String::new() };
        let word: String = word.chars().take(40).collect();
        format!("`{word}` at {span:?}{more}; no diagnostic is about the place")
    })
}

/// A run that did not come out again, by its first word that did not.
struct Lost<'a, 's> {
    word: &'a str,
    span: Span,
    part: Option<Part<'s>>,
}

impl<'s> Lost<'_, 's> {
    /// Whether the same is to be said of both: there is no place for such a part, or no letter for such a word.
    fn is_like(&self, other: &Lost<'_, 's>) -> bool {
        self.word == other.word || self.part.is_some() && self.part == other.part
    }
}

/// What a run is part of: the kind of a block of the body, and in a paragraph or a heading that of an inline.
#[derive(PartialEq)]
struct Part<'s> {
    block: Discriminant<BlockKind<'s>>,
    inline: Option<Discriminant<InlineKind<'s>>>,
}

impl<'s> Part<'s> {
    /// That of the run at `span`, which is part of something where it has a place.
    fn at(article: &Article<'s>, span: Span) -> Option<Part<'s>> {
        let block = article.body.iter().find(|block| meets(block.span, span))?;
        let inlines = match &block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => &**content,
            BlockKind::Quote { .. }
            | BlockKind::Group { .. }
            | BlockKind::List { .. }
            | BlockKind::Table(_)
            | BlockKind::Preformatted { .. }
            | BlockKind::Figure(_)
            | BlockKind::SectionBreak
            | BlockKind::Unknown(_) => &[],
        };
        let inline = inlines.iter().find(|inline| meets(inline.span, span));
        Some(Part { block: discriminant(&block.kind), inline: inline.map(|inline| discriminant(&inline.kind)) })
    }
}

/// Whether two places have a byte in common, or neither is one.
fn meets(one: Span, other: Span) -> bool {
    match (one.is_detached(), other.is_detached()) {
        (false, false) => one.start < other.end && other.start < one.end,
        (one, other) => one && other,
    }
}
