//! The contract without a carrier: what a plugin from outside is shown, and what becomes of its answers.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{
    Article, BLOCK_KINDS, Block, BlockKind, Edition, EditionHead, INLINE_KINDS, Inlines, Span, UnknownBlock,
    reads_schema,
};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, Memory, Offer, OptionMap, Output, Plugin, Reader, Still, Transform,
    Writer,
};
use slugline_core::{Result, Source};
use slugline_host::{Carrier, Near, Outside};
use slugline_plugin::contract::{Answer, Body, Description, Kinds};

/// Offers one of each: `lines` writes and reads a paragraph a line, `shout` is a transform.
struct Lines;

impl Plugin for Lines {
    fn manifest(&self) -> &Manifest {
        const FILES: FileType = FileType::text("lines", "text/plain");
        const OFFERS: &[Offer] = &[
            Offer::reader("lines", "a paragraph a line", FILES, &[]),
            Offer::transform("shout", "capitals", &[]),
            Offer::writer("lines", "a paragraph a line", FILES, Carries::everything(), &[]),
        ];
        static MANIFEST: Manifest = Manifest::new("lines", "1.2.0", OFFERS);
        &MANIFEST
    }

    fn reader(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(Lines))
    }

    fn transform(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Transform>> {
        Ok(Box::new(Lines))
    }

    fn writer(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(Lines))
    }
}

impl Reader for Lines {
    fn read<'s>(
        &self,
        source: &'s Source,
        _: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        let paragraphs = source.text().lines().map(|line| Block::paragraph(line, source.span_of(line)));
        each(Article { body: paragraphs.collect(), ..Article::default() })
    }
}

impl Transform for Lines {
    fn apply(&self, article: &mut Article<'_>, _: &mut Context<'_>) -> Result<()> {
        for block in &mut article.body {
            if let BlockKind::Paragraph { content } = &mut block.kind {
                *content = Inlines::text(content.plain().to_uppercase(), Span::DETACHED);
            }
        }
        Ok(())
    }
}

impl Writer for Lines {
    fn arity(&self) -> Arity {
        Arity::Many
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, _: &mut Context<'_>) -> Result<()> {
        let blocks = edition.articles.iter().flat_map(|article| &article.body);
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph { content } => out.primary().put_str(&content.plain()),
                other => out.primary().put_str(&format!("{other:?}")),
            }
            out.primary().put_str("\n");
        }
        out.file("count.txt", "text/plain")?.put_str(&edition.articles.len().to_string());
        Ok(())
    }
}

/// A plugin that is asked in JSON.
fn outside() -> Outside {
    Outside::new(Description::of(&Lines), || Ok(Box::new(Near(Lines)) as Box<dyn Carrier>))
}

fn apply(plugin: &Outside, article: &mut Article<'_>) -> Vec<String> {
    let mut diagnostics = Diagnostics::new();
    let transform = plugin.transform("shout", &OptionMap::new()).unwrap();
    transform.apply(article, &mut Context::new(&mut diagnostics, &Still)).unwrap();
    diagnostics.iter().map(|one| one.code.to_string()).collect()
}

fn write(plugin: &Outside, articles: &[Article<'_>]) -> (String, Vec<String>) {
    let mut diagnostics = Diagnostics::new();
    let mut output = Memory::new();
    let edition = Edition { head: &EditionHead::default(), articles };
    let writer = plugin.writer("lines", &OptionMap::new()).unwrap();
    assert_eq!(writer.arity(), Arity::Many);
    writer.write(&edition, &mut output, &mut Context::new(&mut diagnostics, &Still)).unwrap();
    let (bytes, files) = output.into_parts();
    assert_eq!(files[0].content, articles.len().to_string().as_bytes());
    (String::from_utf8(bytes).unwrap(), diagnostics.iter().map(|one| one.code.to_string()).collect())
}

/// A document of a schema to come, with two nodes of a kind that nobody here knows.
const NEWER: &str = r#"{"slugline":1,"schema":"0.9","head":{"mood":"grave"},"body":[
    {"kind":"paragraph","content":[{"kind":"text","text":"Rain."}]},
    {"kind":"timeline","events":[1,2],"fallback":[{"kind":"paragraph","content":[{"kind":"text","text":"At noon, hail."}]}]},
    {"kind":"timeline","events":[],"fallback":[]}]}"#;

#[test]
fn a_source_is_read_with_its_places() {
    // A byte order mark: the places of the text are not those of the file.
    let source = Source::from_text("story.lines", "\u{feff}Rain.\nHäil.").unwrap();
    let mut diagnostics = Diagnostics::new();
    let mut articles = Vec::new();
    let reader = outside().reader("lines", &OptionMap::new()).unwrap();
    let each = &mut |article| {
        articles.push(article);
        Ok(())
    };
    reader.read(&source, &mut Context::new(&mut diagnostics, &Still), each).unwrap();
    let spans: Vec<&str> = articles[0].body.iter().map(|block| source.slice(block.span)).collect();
    assert_eq!(spans, ["Rain.", "Häil."]);
}

#[test]
fn a_writer_sees_the_fallback_of_what_it_does_not_know() {
    assert!(reads_schema("0.9"));
    let article = Article::from_json(NEWER).unwrap();
    let (text, codes) = write(&outside(), &[article.clone(), article]);
    assert_eq!(text, "Rain.\nAt noon, hail.\nRain.\nAt noon, hail.\n");
    assert_eq!(codes, ["kind-replaced", "kind-replaced"], "once for each article");
}

#[test]
fn what_a_transform_does_not_know_goes_through_it() {
    let mut article = Article::from_json(NEWER).unwrap();
    let before = article.clone();
    assert!(apply(&outside(), &mut article).is_empty());
    assert_eq!(article.body[1..], before.body[1..]);
    assert_eq!(article.head, before.head);
    assert!(matches!(&article.body[0].kind, BlockKind::Paragraph { content } if content.plain() == "RAIN."));
}

/// A plugin that was built when there were fewer kinds: these are all that it knows.
struct Older(&'static [&'static str], &'static [&'static str]);

impl Older {
    fn outside(blocks: &'static [&'static str], inlines: &'static [&'static str]) -> Outside {
        Outside::new(Description::of(&Lines), move || Ok(Box::new(Older(blocks, inlines)) as Box<dyn Carrier>))
    }
}

impl Carrier for Older {
    fn word(&self) -> &'static str {
        "in-process"
    }

    fn call(&self, request: &str) -> Result<String> {
        if !request.contains(r#""call":"describe""#) {
            return Near(Lines).call(request);
        }
        let owned = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect();
        let kinds = Kinds { blocks: owned(self.0), inlines: owned(self.1) };
        let description = Some(Description { kinds, ..Description::of(&Lines) });
        Answer { description, ..Answer::default() }.to_json()
    }
}

/// Every kind of this version, with a text of its own where it has one.
const EVERY_KIND: &str = r#"{"slugline":1,"schema":"0.3","head":{},"body":[
    {"kind":"heading","level":2,"content":[{"kind":"text","text":"Weather"}]},
    {"kind":"paragraph","content":[{"kind":"strong","content":[{"kind":"emphasis","content":[{"kind":"text","text":"Rain"}]}]},
        {"kind":"line-break"},{"kind":"link","href":"https://rain.example","content":[{"kind":"text","text":"fell"}]}]},
    {"kind":"section-break"},
    {"kind":"list","ordered":false,"items":[{"blocks":[{"kind":"quote","blocks":[
        {"kind":"paragraph","content":[{"kind":"text","text":"Wet."}]}]}]}]},
    {"kind":"table","caption":[{"kind":"text","text":"Inches"}],"rows":[{"cells":[]},
        {"cells":[{"content":[{"kind":"text","text":"Leeds"}]},{"content":[]},{"content":[{"kind":"text","text":"3"}]}]}]},
    {"kind":"preformatted","text":"a  b\n\nc"},
    {"kind":"figure","source":"a.jpg","alt":"Clouds","caption":[{"kind":"text","text":"Over Leeds"}],"credit":"HW"},
    {"kind":"group","role":"editor-only","blocks":[{"kind":"paragraph","content":[{"kind":"text","text":"Call Ada."}]}]}]}"#;

#[test]
fn a_plugin_that_is_older_than_a_kind_is_shown_its_text() {
    let plugin = Older::outside(&["paragraph"], &["text"]);
    let (text, codes) = write(&plugin, &[Article::from_json(EVERY_KIND).unwrap()]);
    let lines = "Weather\nRain fell\nWet.\nInches\nLeeds 3\na  b\nc\nClouds\nOver Leeds\nHW\nCall Ada.\n";
    assert_eq!((text.as_str(), codes), (lines, vec!["kind-replaced".to_owned(); 12]), "each kind but two is told");

    let but_tables: Vec<&str> = BLOCK_KINDS.into_iter().filter(|kind| *kind != "table").collect();
    let plugin = Older::outside(but_tables.leak(), INLINE_KINDS.to_vec().leak());
    let (text, codes) = write(&plugin, &[Article::from_json(EVERY_KIND).unwrap()]);
    assert!(text.contains("\nInches\nLeeds 3\n") && text.contains("Heading") && text.contains("Quote"), "{text}");
    assert_eq!(codes, ["kind-replaced"]);
}

/// What a public format leaves out is left out of it still.
#[test]
fn what_is_withheld_stays_so_when_its_kind_is_not_known() {
    struct Public;
    impl Carrier for Public {
        fn word(&self) -> &'static str {
            "in-process"
        }
        fn call(&self, request: &str) -> Result<String> {
            if request.contains("describe") {
                return Older(&["paragraph"], &["text"]).call(request);
            }
            assert!(request.contains(r#""text":"Call Ada."}],"role":"editor-only"}"#), "{request}");
            Answer { output: Some(Body::Text(String::new())), ..Answer::default() }.to_json()
        }
    }
    let plugin = Outside::new(Description::of(&Lines), || Ok(Box::new(Public) as Box<dyn Carrier>));
    let edition = Edition { head: &EditionHead::default(), articles: &[Article::from_json(EVERY_KIND).unwrap()] };
    let writer = plugin.writer("lines", &OptionMap::new()).unwrap();
    writer.write(&edition, &mut Memory::new(), &mut Context::new(&mut Diagnostics::new(), &Still)).unwrap();
}

#[test]
fn what_a_transform_is_older_than_goes_through_it() {
    let mut article = Article::from_json(EVERY_KIND).unwrap();
    let plugin = Older::outside(&["paragraph"], &["text", "line-break", "link"]);
    // The transform makes one text of a paragraph, and drops the placeholder of what is strong.
    assert_eq!(apply(&plugin, &mut article), ["kind-left-out"]);
    let mut expected = Article::from_json(EVERY_KIND).unwrap();
    expected.body[1] = article.body[1].clone();
    assert_eq!(article, expected);
}

#[test]
fn a_plugin_that_knows_no_paragraph_is_refused() {
    let error = Older::outside(&["heading"], &["text"]).writer("lines", &OptionMap::new()).err().unwrap();
    assert_eq!(error.code(), Some("plugin-schema"));
    assert!(error.to_string().ends_with("it does not know the kind `paragraph`"), "{error}");
}

#[test]
fn a_plugin_that_knows_a_kind_is_shown_it() {
    let mut description = Description::of(&Lines);
    description.kinds.blocks.push("timeline".to_owned());
    // What counts is what the plugin says itself, once it is loaded.
    let plugin = Outside::new(description, || Ok(Box::new(Near(Lines)) as Box<dyn Carrier>));
    let (text, _) = write(&plugin, &[Article::from_json(NEWER).unwrap()]);
    assert_eq!(text, "Rain.\nAt noon, hail.\n");
}

#[test]
fn unknown_members_of_a_kind_stay_with_it() {
    let article = Article::from_json(NEWER).unwrap();
    let BlockKind::Unknown(timeline) = &article.body[1].kind else { panic!("it is known") };
    let UnknownBlock { kind, raw, .. } = &**timeline;
    assert_eq!((&**kind, &*raw[0].name, &*raw[0].json), ("timeline", "events", "[1,2]"));
}
