//! What writers, transforms and linters are tried on.

use slugline_core::model::{Article, Block, BlockKind, EditionHead, Extra, Head, InlineKind, Item, MAX_DEPTH, Node};

use super::birds::Birds;
use super::kinds::{blocks, inlines, roles};
use super::languages::LANGUAGES;
use super::part::{block, inline, paragraph, paragraph_of, run};
use super::placed::placed;
use super::{edition, every_field, filled, texts};

/// One edition of the corpus.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is there for: `table alone`. Each has another name.
    pub name: String,
    /// What is said about the edition.
    pub head: EditionHead<'static>,
    /// Its articles, at least one.
    pub articles: Vec<Article<'static>>,
}

impl Document {
    /// One article, about whose edition nothing is said.
    pub(crate) fn of(name: impl Into<String>, article: Article<'static>) -> Document {
        Document { name: name.into(), head: EditionHead::default(), articles: vec![placed(article)] }
    }
}

/// The corpus, in the order in which faults are best looked at.
pub fn documents() -> Vec<Document> {
    let mut documents = vec![Document::of("nothing", Article::default()), Document::of("no headline", of_body(rain()))];
    documents.push(Document::of("headline alone", titled(Vec::new())));
    documents.push(Document::of("every field", every_field()));
    let alone = blocks().into_iter().chain(inlines()).chain(roles());
    documents.extend(alone.map(|(name, block)| Document::of(format!("{name} alone"), titled(vec![block]))));
    documents.push(Document::of("every kind", titled(every_kind())));
    documents.extend(deep());
    documents.extend(LANGUAGES.map(|(tag, headline, sentence)| {
        let head = Head { headline: Some(headline.into()), language: Some(tag.into()), ..Head::default() };
        Document::of(format!("in {tag}"), Article { head, body: vec![paragraph(sentence)] })
    }));
    // A long word is long enough in one place.
    let is_short = |(_, text): &(&str, &str)| text.len() < 1_000;
    let (short, long_words): (Vec<_>, Vec<_>) = texts().partition(is_short);
    documents.extend(short.into_iter().map(|(name, text)| hostile(name, text)));
    documents.extend(long_words.into_iter().map(|(name, text)| Document::of(name, titled(vec![paragraph(text)]))));
    documents.push(Document::of("lone surrogates in unknown members", with_member(r#""\ud83d a \ude00""#)));
    documents.push(Document::of("1 MB", titled(long())));
    documents.push(several());
    documents
}

fn of_body(body: Vec<Block<'static>>) -> Article<'static> {
    Article { body, ..Article::default() }
}

fn titled(body: Vec<Block<'static>>) -> Article<'static> {
    Article { head: Head { headline: Some("Ferries stop".into()), ..Head::default() }, body }
}

fn rain() -> Vec<Block<'static>> {
    vec![paragraph("Rain fell.")]
}

/// A block of each kind and an inline of each, with texts of their own.
fn every_kind() -> Vec<Block<'static>> {
    let all = blocks().into_iter().chain(inlines());
    all.map(|(_, block)| block).collect()
}

/// Bodies as deep as a body may be, each of one kind of node.
fn deep() -> Vec<Document> {
    type Wrap = fn(Block<'static>) -> Block<'static>;
    let wraps: [(&str, usize, Wrap); 3] = [
        ("quotes", 1, |inner| block(BlockKind::Quote { blocks: vec![inner] })),
        ("groups", 1, |inner| block(BlockKind::Group { blocks: vec![inner] })),
        ("lists", 2, |inner| {
            let items = vec![Item { blocks: vec![inner], ..Item::default() }];
            block(BlockKind::List { ordered: false, start: None, items })
        }),
    ];
    // A paragraph and its run are two levels.
    let of_blocks = wraps.map(|(name, levels, wrap)| {
        let deepest = (0..(MAX_DEPTH - 2) / levels).fold(paragraph("curlew"), |inner, _| wrap(inner));
        Document::of(format!("{name} within {name}"), titled(vec![deepest]))
    });
    let stressed = (0..MAX_DEPTH - 2).fold(run("curlew"), |inner, level| {
        let content = vec![inner];
        inline(if level % 2 == 0 { InlineKind::Emphasis { content } } else { InlineKind::Strong { content } })
    });
    let of_inlines = Document::of("stress within stress", titled(vec![paragraph_of(vec![stressed])]));
    of_blocks.into_iter().chain([of_inlines]).collect()
}

/// `text` in every field of the model, in every node, and of the edition. Words stand round it, which what it does to a format
/// must not reach.
fn hostile(name: &str, text: &str) -> Document {
    let text = format!("curlew {text} dunlin");
    let head = slugline_core::model::IntoOwned::into_owned(edition(&text));
    let article = in_range(filled(&text).into_owned());
    Document { head, ..Document::of(format!("hostile text: {name}"), article) }
}

/// Headings outside the levels that there are, which the model can hold and JSON cannot, as headings of level 6.
fn in_range(mut article: Article<'static>) -> Article<'static> {
    for block in &mut article.body {
        if let Node { kind: BlockKind::Heading { level, .. }, .. } = block {
            *level = (*level).clamp(1, 6);
        }
    }
    article
}

/// A member that no version knows, of the head and of a node, whose value is spelled as `json`. Such members alone bring to a
/// plugin what the model cannot hold and JSON can: halves of characters.
fn with_member(json: &'static str) -> Article<'static> {
    let extra = || vec![Extra { name: "x-note".into(), json: json.into() }];
    let mut article = titled(rain());
    article.head.extra = extra();
    if let Some(block) = article.body.first_mut() {
        block.attrs.list_mut().extra = extra();
    }
    article
}

/// A megabyte in paragraphs that end in a word of their own.
fn long() -> Vec<Block<'static>> {
    const SENTENCE: &str = "No ferry left the harbour, and nobody on the quay could say when one would. ";
    let birds = &mut Birds::default();
    (0..40).map(|_| paragraph(SENTENCE.repeat(26_214 / SENTENCE.len()) + &birds.next())).collect()
}

/// Three stories, each with a headline and words of its own.
fn several() -> Document {
    let birds = &mut Birds::default();
    let mut story = || {
        let headline = Some(birds.next().into());
        let body = vec![paragraph(birds.next()), paragraph(birds.next())];
        placed(Article { head: Head { headline, ..Head::default() }, body })
    };
    let articles = vec![story(), story(), story()];
    Document { name: "three stories".to_owned(), head: EditionHead::default(), articles }
}
