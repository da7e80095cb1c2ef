//! The proof of a draft: it is read, and what is read is compared with what was to be said.

use std::ops::Range;

use slugline_core::Source;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Block, BlockKind, Byline, Field, Head, Role, Text};
use slugline_core::plugin::{Context, Reader, Still};
use slugline_core::text::TextReader;
use slugline_markup::is_visible;

use crate::draft::Draft;
use crate::head::is_notice;
use crate::manner::{Manner, Manners};
use crate::piece::{Piece, PieceKind};
use crate::trace::Trace;

/// What is made of a draft.
#[derive(Debug)]
pub(crate) struct Proof {
    /// Fields that are not read as they are, each once.
    pub(crate) fields: Vec<Field>,
    /// Of each piece.
    pub(crate) pieces: Vec<Verdict>,
    /// Whether ampersands were read as the start of entities.
    pub(crate) has_entities: bool,
}

/// What is made of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// What it is.
    Same,
    /// A block of its kind, with other marks of emphasis or links.
    Marks,
    /// Public text with its words, but something else: what it is, in words.
    Kind(&'static str),
    /// Something that has not its words, or is not for the public.
    Lost,
}

impl Proof {
    /// Reads `draft` and compares it with `article`, whose body is `pieces`.
    pub(crate) fn of(article: &Article<'_>, pieces: &[Piece<'_>], draft: &Draft, manners: &Manners) -> Proof {
        let lost = || Proof { fields: Vec::new(), pieces: vec![Verdict::Lost; pieces.len()], has_entities: false };
        let Ok(source) = Source::from_text("proof", draft.text.as_str()) else { return lost() };
        let (mut stories, mut diagnostics) = (Vec::new(), Diagnostics::new());
        let mut cx = Context::new(&mut diagnostics, &Still);
        let read = TextReader::default().read(&source, &mut cx, &mut |story| {
            stories.push(story);
            Ok(())
        });
        let Some(first) = stories.first().filter(|_| read.is_ok()) else { return lost() };
        let blocks: Vec<&Block<'_>> = stories.iter().flat_map(|story| &story.body).collect();
        let judged = pieces.iter().zip(&manners.pieces).zip(&draft.places);
        let judged = judged.map(|((piece, manner), place)| verdict(piece, *manner, place, draft, &blocks));
        Proof {
            fields: misread(&article.head, &first.head, manners),
            pieces: judged.collect(),
            has_entities: diagnostics.iter().any(|diagnostic| diagnostic.code == "html-entities"),
        }
    }

    /// How much is misread: 0 for nothing, more where words are lost.
    pub(crate) fn faults(&self) -> usize {
        let fault = |verdict: &Verdict| match verdict {
            Verdict::Same => 0,
            Verdict::Kind(_) => 1,
            Verdict::Marks => 2,
            Verdict::Lost => 3,
        };
        self.fields.len() * 2 + self.pieces.iter().map(fault).sum::<usize>()
    }
}

/// The blocks that begin in a place. Blocks stand in the order of the text.
fn blocks_in<'b, 's>(blocks: &'b [&'b Block<'s>], place: &Range<usize>) -> &'b [&'b Block<'s>] {
    let start_of = |block: &&Block<'_>| block.span.start as usize;
    let first = blocks.partition_point(|block| start_of(block) < place.start);
    let end = blocks.partition_point(|block| start_of(block) < place.end);
    blocks.get(first..end).unwrap_or_default()
}

fn verdict(piece: &Piece<'_>, manner: Manner, place: &Range<usize>, draft: &Draft, blocks: &[&Block<'_>]) -> Verdict {
    let found = blocks_in(blocks, place);
    let expected = Trace::of_piece(piece, manner);
    // A break between sections has no words that could be withheld.
    let is_lost = |block: &Block<'_>| block.attrs.is_withheld() && !matches!(piece.kind, PieceKind::SectionBreak);
    match found {
        [] if place.is_empty() => return Verdict::Same,
        [] if goes_on_from_above(blocks, place) => return Verdict::Kind("a part of what stands above it"),
        [] => return Verdict::Lost,
        [only] if Trace::of_block(only) == expected => return Verdict::Same,
        _ if found.iter().any(|block| is_lost(block)) => return Verdict::Lost,
        [.., last] if last.span.end as usize > place.end => return Verdict::Kind("one with what stands below it"),
        _ => {}
    }
    let mut letters = String::new();
    found.iter().for_each(|block| Trace::letters_of_block(block, &mut letters));
    // Marks of points and numbers are words to who does not know them for what they are.
    let written = draft.text.get(place.clone()).unwrap_or_default();
    let has_letters = Trace::piece_has_letters(piece, &letters)
        || written.chars().filter(|letter| letter.is_alphanumeric()).eq(letters.chars());
    match found {
        _ if !has_letters => Verdict::Lost,
        [only] if Trace::of_block(only).has_kind_of(&expected) && !matches!(piece.kind, PieceKind::Table(_)) => {
            Verdict::Marks
        }
        [only] => Verdict::Kind(kind_of(only)),
        _ => Verdict::Kind("several blocks"),
    }
}

/// Whether a public block that begins above a place reaches into it.
fn goes_on_from_above(blocks: &[&Block<'_>], place: &Range<usize>) -> bool {
    let above = blocks.partition_point(|block| (block.span.start as usize) < place.start);
    let last = above.checked_sub(1).and_then(|last| blocks.get(last));
    last.is_some_and(|block| block.span.end as usize > place.start && !block.attrs.is_withheld())
}

/// What a person calls a block.
fn kind_of(block: &Block<'_>) -> &'static str {
    match (&block.kind, block.attrs.role()) {
        (BlockKind::Paragraph { .. }, Some(Role::Boilerplate)) => "boilerplate",
        (BlockKind::Paragraph { .. }, Some(Role::Contact)) => "a contact",
        (BlockKind::Paragraph { .. }, Some(Role::Caption)) => "a caption",
        (BlockKind::Paragraph { .. }, Some(Role::Credit)) => "a credit",
        (BlockKind::Paragraph { .. }, Some(Role::EndMark)) => "an end mark",
        (BlockKind::Paragraph { .. }, Some(Role::Lead | Role::EditorOnly | Role::Other(_)) | None) => "a paragraph",
        (BlockKind::Heading { .. }, _) => "a heading",
        (BlockKind::Quote { .. }, _) => "a quote",
        (BlockKind::List { .. }, _) => "a list",
        (BlockKind::Table(_), _) => "another table",
        (BlockKind::Preformatted { .. }, _) => "preformatted text",
        (BlockKind::SectionBreak, _) => "a section break",
        (BlockKind::Figure(_), _) => "a picture",
        (BlockKind::Group { .. } | BlockKind::Unknown(_), _) => "something else",
    }
}

/// The fields of `head` that are not in `read` as they are, and those that are only there.
fn misread(head: &Head<'_>, read: &Head<'_>, manners: &Manners) -> Vec<Field> {
    let rights = head.rights.as_ref().filter(|rights| is_notice(rights));
    // Whose the text is says who sends it, too: a credit that the article does not have is not looked at.
    let credit = if head.credit.is_some() { &read.credit } else { &None };
    let texts = [
        (Field::Section, head.section.as_ref(), read.section.as_ref()),
        (Field::Headline, head.headline.as_ref(), read.headline.as_ref()),
        (Field::Subheadline, head.subheadline.as_ref(), read.subheadline.as_ref()),
        (Field::Slug, head.slug.as_ref(), read.slug.as_ref()),
        (Field::Language, head.language.as_ref(), read.language.as_ref()),
        (Field::Credit, head.credit.as_ref(), credit.as_ref()),
        (Field::Rights, rights, read.rights.as_ref()),
        (Field::Category, None, read.category.as_ref()),
        (Field::Identifier, None, read.identifier.as_ref()),
        (Field::Url, head.url.as_ref(), read.url.as_ref()),
    ];
    let texts = texts.into_iter().map(|(field, said, read)| (field, is_same(written(said, field, manners), read)));
    let dates = [
        (Field::Published, head.dates.published, read.dates.published),
        (Field::Created, head.dates.created, read.dates.created),
        (Field::Updated, head.dates.updated, read.dates.updated),
        (Field::Embargo, None, read.dates.embargo),
    ];
    let dates = dates.into_iter().map(|(field, said, read)| (field, written(said, field, manners) == read));
    let words = written(head.word_count, Field::WordCount, manners);
    let others = [
        (Field::Byline, has_same_bylines(head, read)),
        (Field::Dateline, has_same_dateline(head, read)),
        (Field::Keyword, has_same_keywords(head, read, manners)),
        (Field::WordCount, words == read.word_count),
        (Field::Urgency, read.urgency.is_none()),
        (Field::Version, read.version.is_none()),
        (Field::Status, read.status.is_none()),
        (Field::EditorNote, read.editor_notes.is_empty() && read.extra.is_empty()),
    ];
    texts.chain(dates).chain(others).filter(|(_, same)| !same).map(|(field, _)| field).collect()
}

/// A value where its field is written.
fn written<T>(value: Option<T>, field: Field, manners: &Manners) -> Option<T> {
    value.filter(|_| manners.writes(field))
}

fn is_same(said: Option<&Text<'_>>, read: Option<&Text<'_>>) -> bool {
    let trace = |text: Option<&Text<'_>>| Trace::of_text(text.map_or("", |text| text));
    trace(said) == trace(read)
}

fn has_same_bylines(head: &Head<'_>, read: &Head<'_>) -> bool {
    let same = |(said, read): (&Byline<'_>, &Byline<'_>)| {
        is_same(Some(&said.name), Some(&read.name))
            && is_same(said.role.as_ref(), read.role.as_ref())
            && is_same(said.affiliation.as_ref(), read.affiliation.as_ref())
    };
    let said: Vec<&Byline<'_>> = head.bylines.iter().filter(|byline| is_visible(&byline.name)).collect();
    said.len() == read.bylines.len() && said.into_iter().zip(&read.bylines).all(same)
}

fn has_same_dateline(head: &Head<'_>, read: &Head<'_>) -> bool {
    match (&head.dateline, &read.dateline) {
        (Some(said), Some(read)) => {
            is_same(Some(&said.text), Some(&read.text))
                && is_same(said.place.as_ref(), read.place.as_ref())
                && is_same(said.source.as_ref(), read.source.as_ref())
                && said.date == read.date
        }
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn has_same_keywords(head: &Head<'_>, read: &Head<'_>, manners: &Manners) -> bool {
    if !manners.writes(Field::Keyword) {
        return read.keywords.is_empty();
    }
    let same = |(said, read): (&Text<'_>, &Text<'_>)| is_same(Some(said), Some(read));
    let said: Vec<&Text<'_>> = head.keywords.iter().filter(|keyword| is_visible(keyword)).collect();
    said.len() == read.keywords.len() && said.into_iter().zip(&read.keywords).all(same)
}

/// Whether the article itself has a field that was misread: else the text is read back with one that it has not.
pub(crate) fn has(head: &Head<'_>, field: Field) -> bool {
    match field {
        Field::Headline => head.headline.is_some(),
        Field::Subheadline => head.subheadline.is_some(),
        Field::Section => head.section.is_some(),
        Field::Byline | Field::BylineRole | Field::BylineAffiliation => !head.bylines.is_empty(),
        Field::Dateline => head.dateline.is_some(),
        Field::Created => head.dates.created.is_some(),
        Field::Published => head.dates.published.is_some(),
        Field::Updated => head.dates.updated.is_some(),
        Field::Language => head.language.is_some(),
        Field::Slug => head.slug.is_some(),
        Field::Keyword => !head.keywords.is_empty(),
        Field::WordCount => head.word_count.is_some(),
        Field::Credit => head.credit.is_some(),
        Field::Rights => head.rights.is_some(),
        Field::Url => head.url.is_some(),
        // Not written.
        Field::Embargo
        | Field::Subject
        | Field::Urgency
        | Field::Category
        | Field::EditorNote
        | Field::Status
        | Field::Identifier
        | Field::Version => false,
    }
}
