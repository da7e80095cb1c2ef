//! Reading the JSON form of the model, and its envelope.
//!
//! Writing is derived. Reading is by hand, because a derived reader of tagged nodes buffers every node, loses the line and
//! column of a fault, and drops kinds and members that it does not know. A member's name has one type in every kind, so
//! one pass takes the members as they come, wherever `kind` stands among them; unknown ones are kept as they are.
//!
//! Only JSON in memory can be read: unknown members are borrowed from it.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};
use serde_json::value::RawValue;

use super::{
    Article, AttrList, Block, BlockKind, Cell, Extra, Figure, Head, Inline, InlineKind, Inlines, Item, Link, MAX_DEPTH,
    Node, Row, SCHEMA, Span, Table, Text, UnknownBlock, UnknownInline, reads_schema,
};
use crate::error::{Error, Kind};

/// Takes the members of a map into one variable each, whatever their order. A member that comes twice is an error; one
/// that is not named goes to `$extra` as it stands.
macro_rules! members {
    ($map:ident, $extra:ident, $($name:literal $field:ident: $type:ty),* $(,)?) => {
        $(let mut $field: Option<$type> = None;)*
        let mut $extra: Vec<Extra<'de>> = Vec::new();
        let mut seen: BTreeSet<Text<'de>> = BTreeSet::new();
        while let Some(name) = $map.next_key::<Text<'de>>()? {
            match &*name {
                $($name => {
                    if $field.replace($map.next_value()?).is_some() {
                        return Err(A::Error::duplicate_field($name));
                    }
                })*
                _ => {
                    if !seen.insert(name.clone()) {
                        return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
                    }
                    let json = $map.next_value::<&'de RawValue>()?.get().into();
                    $extra.push(Extra { name, json });
                }
            }
        }
    };
}

/// Implements `Deserialize` by a function that takes the map's members.
macro_rules! read_map {
    ($type:ident, $what:literal, |$map:ident| $body:block) => {
        impl<'de: 's, 's> Deserialize<'de> for $type<'s> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;
                impl<'de> Visitor<'de> for Members {
                    type Value = $type<'de>;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($what)
                    }
                    fn visit_map<A: MapAccess<'de>>(self, mut $map: A) -> Result<Self::Value, A::Error> $body
                }
                deserializer.deserialize_map(Members)
            }
        }
    };
}

/// The value of a member that the node's kind must have.
fn required<T, E: serde::de::Error>(value: Option<T>, name: &'static str) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(name))
}

/// Name and value of an attribute map, in the order given.
struct Pairs<'s>(Vec<(Text<'s>, Text<'s>)>);

read_map!(Pairs, "an object of strings", |map| {
    let mut pairs: Vec<(Text<'de>, Text<'de>)> = Vec::new();
    let mut seen: BTreeSet<Text<'de>> = BTreeSet::new();
    while let Some((name, value)) = map.next_entry::<Text<'de>, Text<'de>>()? {
        if !seen.insert(name.clone()) {
            return Err(A::Error::custom(format_args!("duplicate attribute `{name}`")));
        }
        pairs.push((name, value));
    }
    Ok(Pairs(pairs))
});

read_map!(Block, "a block", |map| {
    members!(map, extra,
        "kind" kind: Text<'de>, "span" span: Span,
        "role" role: super::Role<'de>, "language" language: Text<'de>, "attrs" attrs: Pairs<'de>,
        "content" content: Inlines<'de>, "blocks" blocks: Vec<Block<'de>>, "text" text: Text<'de>, "level" level: u8,
        "ordered" ordered: bool, "start" start: Option<u32>, "items" items: Vec<Item<'de>>,
        "caption" caption: Inlines<'de>, "rows" rows: Vec<Row<'de>>, "source" source: Text<'de>, "alt" alt: Text<'de>,
        "credit" credit: Option<Text<'de>>, "fallback" fallback: Vec<Block<'de>>,
    );
    let kind = required(kind, "kind")?;
    let kind = match &*kind {
        "paragraph" => BlockKind::Paragraph { content: required(content, "content")? },
        "heading" => {
            let level = required(level, "level")?;
            if !(1..=6).contains(&level) {
                return Err(A::Error::custom(format_args!("expected a heading level from 1 to 6, found {level}")));
            }
            BlockKind::Heading { level, content: required(content, "content")? }
        }
        "quote" => BlockKind::Quote { blocks: required(blocks, "blocks")? },
        "list" => BlockKind::List {
            ordered: required(ordered, "ordered")?,
            start: start.flatten(),
            items: required(items, "items")?,
        },
        "table" => {
            BlockKind::Table(Box::new(Table { caption: caption.unwrap_or_default(), rows: required(rows, "rows")? }))
        }
        "preformatted" => BlockKind::Preformatted { text: required(text, "text")? },
        "figure" => BlockKind::Figure(Box::new(Figure {
            source: required(source, "source")?,
            alt: alt.unwrap_or_default(),
            caption: caption.unwrap_or_default(),
            credit: credit.flatten(),
        })),
        "section-break" => BlockKind::SectionBreak,
        "group" => BlockKind::Group { blocks: required(blocks, "blocks")? },
        _ => {
            // A member that this version does know is of the type it has everywhere, so it can be written out again.
            let mut raw = std::mem::take(&mut extra);
            keep(&mut raw, "content", &content)?;
            keep(&mut raw, "blocks", &blocks)?;
            keep(&mut raw, "text", &text)?;
            keep(&mut raw, "level", &level)?;
            keep(&mut raw, "ordered", &ordered)?;
            keep(&mut raw, "start", &start)?;
            keep(&mut raw, "items", &items)?;
            keep(&mut raw, "caption", &caption)?;
            keep(&mut raw, "rows", &rows)?;
            keep(&mut raw, "source", &source)?;
            keep(&mut raw, "alt", &alt)?;
            keep(&mut raw, "credit", &credit)?;
            raw.sort_by(|a, b| a.name.cmp(&b.name));
            BlockKind::Unknown(Box::new(UnknownBlock { kind, fallback: required(fallback, "fallback")?, raw }))
        }
    };
    let attrs = AttrList { role, language, attrs: attrs.map(|pairs| pairs.0).unwrap_or_default(), extra };
    Ok(Node { kind, span: span.unwrap_or_default(), attrs: attrs.into() })
});

read_map!(Inline, "an inline", |map| {
    members!(map, extra,
        "kind" kind: Text<'de>, "span" span: Span,
        "role" role: super::Role<'de>, "language" language: Text<'de>, "attrs" attrs: Pairs<'de>,
        "text" text: Text<'de>, "content" content: Vec<Inline<'de>>, "href" href: Text<'de>,
        "fallback" fallback: Vec<Inline<'de>>,
    );
    let kind = required(kind, "kind")?;
    let kind = match &*kind {
        "text" => InlineKind::Text { text: required(text, "text")? },
        "emphasis" => InlineKind::Emphasis { content: required(content, "content")? },
        "strong" => InlineKind::Strong { content: required(content, "content")? },
        "link" => {
            InlineKind::Link(Box::new(Link { href: required(href, "href")?, content: required(content, "content")? }))
        }
        "line-break" => InlineKind::LineBreak,
        _ => {
            let mut raw = std::mem::take(&mut extra);
            keep(&mut raw, "text", &text)?;
            keep(&mut raw, "content", &content)?;
            keep(&mut raw, "href", &href)?;
            raw.sort_by(|a, b| a.name.cmp(&b.name));
            InlineKind::Unknown(Box::new(UnknownInline { kind, fallback: required(fallback, "fallback")?, raw }))
        }
    };
    let attrs = AttrList { role, language, attrs: attrs.map(|pairs| pairs.0).unwrap_or_default(), extra };
    Ok(Node { kind, span: span.unwrap_or_default(), attrs: attrs.into() })
});

/// The kinds of block that this version knows, as JSON names them. Others come with a `fallback`.
pub const BLOCK_KINDS: [&str; 9] =
    ["paragraph", "heading", "quote", "list", "table", "preformatted", "figure", "section-break", "group"];

/// The kinds of inline that this version knows, as JSON names them. Others come with a `fallback`.
pub const INLINE_KINDS: [&str; 5] = ["text", "emphasis", "strong", "link", "line-break"];

/// Adds a member of an unknown kind to what is kept of it.
fn keep<T: Serialize, E: serde::de::Error>(
    raw: &mut Vec<Extra<'_>>,
    name: &'static str,
    value: &Option<T>,
) -> Result<(), E> {
    if let Some(value) = value {
        let json = serde_json::to_string(value).map_err(E::custom)?;
        raw.push(Extra { name: name.into(), json: json.into() });
    }
    Ok(())
}

impl<'de: 's, 's> Deserialize<'de> for Inlines<'s> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Inlines<'s>, D::Error> {
        Ok(Vec::<Inline<'s>>::deserialize(deserializer)?.into())
    }
}

read_map!(Item, "a list item", |map| {
    members!(map, extra,
        "blocks" blocks: Vec<Block<'de>>, "span" span: Span,
        "role" role: super::Role<'de>, "language" language: Text<'de>, "attrs" attrs: Pairs<'de>,
    );
    let attrs = AttrList { role, language, attrs: attrs.map(|pairs| pairs.0).unwrap_or_default(), extra };
    Ok(Item { blocks: required(blocks, "blocks")?, span: span.unwrap_or_default(), attrs: attrs.into() })
});

read_map!(Row, "a table row", |map| {
    members!(map, extra, "cells" cells: Vec<Cell<'de>>, "span" span: Span);
    known_only(&extra, &["cells", "span"])?;
    Ok(Row { cells: required(cells, "cells")?, span: span.unwrap_or_default() })
});

read_map!(Cell, "a table cell", |map| {
    members!(map, extra, "header" header: bool, "content" content: Inlines<'de>, "span" span: Span);
    known_only(&extra, &["header", "content", "span"])?;
    Ok(Cell {
        header: header.unwrap_or_default(),
        content: required(content, "content")?,
        span: span.unwrap_or_default(),
    })
});

/// Refuses members that would be lost, where a type has no room for unknown ones.
fn known_only<E: serde::de::Error>(extra: &[Extra<'_>], known: &'static [&'static str]) -> Result<(), E> {
    extra.first().map_or(Ok(()), |extra| Err(E::unknown_field(&extra.name, known)))
}

read_map!(Head, "the head of an article", |map| {
    members!(map, extra,
        "headline" headline: Option<Text<'de>>, "subheadline" subheadline: Option<Text<'de>>,
        "section" section: Option<Text<'de>>, "bylines" bylines: Vec<super::Byline<'de>>,
        "dateline" dateline: Option<super::Dateline<'de>>, "dates" dates: super::Dates,
        "language" language: Option<Text<'de>>, "slug" slug: Option<Text<'de>>,
        "keywords" keywords: Vec<Text<'de>>, "subjects" subjects: Vec<super::Subject<'de>>,
        "urgency" urgency: Option<super::Urgency<'de>>, "category" category: Option<Text<'de>>,
        "word_count" word_count: Option<u32>, "credit" credit: Option<Text<'de>>, "rights" rights: Option<Text<'de>>,
        "editor_notes" editor_notes: Vec<Text<'de>>, "status" status: Option<super::Status>,
        "identifier" identifier: Option<Text<'de>>, "version" version: Option<u32>,
        "url" url: Option<Text<'de>>, "spans" spans: Vec<super::FieldSpan>,
    );
    Ok(Head {
        headline: headline.flatten(),
        subheadline: subheadline.flatten(),
        section: section.flatten(),
        bylines: bylines.unwrap_or_default(),
        dateline: dateline.flatten(),
        dates: dates.unwrap_or_default(),
        language: language.flatten(),
        slug: slug.flatten(),
        keywords: keywords.unwrap_or_default(),
        subjects: subjects.unwrap_or_default(),
        urgency: urgency.flatten(),
        category: category.flatten(),
        word_count: word_count.flatten(),
        credit: credit.flatten(),
        rights: rights.flatten(),
        editor_notes: editor_notes.unwrap_or_default(),
        status: status.flatten(),
        identifier: identifier.flatten(),
        version: version.flatten(),
        url: url.flatten(),
        spans: spans.unwrap_or_default(),
        extra,
    })
});

// The envelope is decoded alone before this: its members are taken and left.
read_map!(Article, "an article", |map| {
    members!(map, extra,
        "slugline" slugline: u32, "schema" schema: Text<'de>,
        "head" head: Head<'de>, "body" body: Vec<Block<'de>>,
    );
    let _ = (slugline, schema);
    known_only(&extra, &["slugline", "schema", "head", "body"])?;
    Ok(Article { head: head.unwrap_or_default(), body: required(body, "body")? })
});

/// Members of a head that this version does not know, after those it does.
pub(super) fn serialize_extra<S: Serializer>(extra: &[Extra<'_>], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(extra.len()))?;
    for member in extra {
        member.serialize_into(&mut map)?;
    }
    map.end()
}

/// What an unknown kind was, in the order `kind`, `fallback`, the rest.
fn serialize_unknown<S: Serializer>(
    serializer: S,
    kind: &str,
    fallback: &impl Serialize,
    raw: &[Extra<'_>],
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("kind", kind)?;
    map.serialize_entry("fallback", fallback)?;
    for member in raw {
        member.serialize_into(&mut map)?;
    }
    map.end()
}

impl Serialize for UnknownBlock<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_unknown(serializer, &self.kind, &self.fallback, &self.raw)
    }
}

impl Serialize for UnknownInline<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_unknown(serializer, &self.kind, &self.fallback, &self.raw)
    }
}

/// The version of the envelope, which never changes its shape.
const ENVELOPE: u32 = 1;

impl Serialize for Article<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut article = serializer.serialize_struct("Article", 4)?;
        article.serialize_field("slugline", &ENVELOPE)?;
        article.serialize_field("schema", SCHEMA)?;
        article.serialize_field("head", &self.head)?;
        article.serialize_field("body", &self.body)?;
        article.end()
    }
}

impl<'s> Article<'s> {
    /// Reads the JSON form of one article.
    ///
    /// # Errors
    ///
    /// [`Kind::Malformed`] where it is no JSON, [`Kind::Unsupported`] for an envelope or schema that this version does not
    /// speak, [`Kind::Invalid`] for anything else that does not fit the schema or nests deeper than [`MAX_DEPTH`]. The
    /// message gives line and column within `json`.
    pub fn from_json(json: &'s str) -> Result<Article<'s>, Error> {
        let envelope: Envelope<'_> = serde_json::from_str(json).map_err(fault)?;
        envelope.check()?;
        let article: Article<'s> = serde_json::from_str(json).map_err(fault)?;
        match article.depth() {
            depth if depth > MAX_DEPTH => {
                let message = format!("the article nests {depth} deep; at most {MAX_DEPTH} is supported");
                Err(Error::new(Kind::Invalid, message))
            }
            _ => Ok(article),
        }
    }
}

/// What stands round a document, whatever its schema. Members of the document are passed over.
#[derive(serde::Deserialize)]
struct Envelope<'j> {
    slugline: Option<u32>,
    #[serde(borrow)]
    schema: Option<Text<'j>>,
}

impl Envelope<'_> {
    fn check(&self) -> Result<(), Error> {
        let unsupported = |message| Err(Error::new(Kind::Unsupported, message));
        match (self.slugline, &self.schema) {
            (Some(ENVELOPE), Some(schema)) if reads_schema(schema) => Ok(()),
            (Some(ENVELOPE), Some(schema)) => {
                unsupported(format!("the document has schema `{schema}`; this version reads `{SCHEMA}`"))
            }
            (Some(ENVELOPE), None) => unsupported("the document has no `schema`".to_owned()),
            (Some(envelope), _) => {
                unsupported(format!("the document has envelope {envelope}; this version reads {ENVELOPE}"))
            }
            (None, _) => {
                let error = Error::new(Kind::Unsupported, "the JSON is no slugline document: it has no `slugline`");
                Err(error.help("slugline reads the JSON that it writes with `--to json`"))
            }
        }
    }
}

fn fault(error: serde_json::Error) -> Error {
    let kind = if error.is_data() { Kind::Invalid } else { Kind::Malformed };
    Error::new(kind, error.to_string())
}

#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[allow(dead_code, reason = "stands for the shape that `Article` is written in")]
struct Document {
    /// Version of the envelope: 1.
    slugline: u32,
    /// Version of the schema.
    schema: String,
    /// What is said about the article.
    #[schemars(default)]
    head: Head<'static>,
    /// What it says.
    body: Vec<Block<'static>>,
}

/// The JSON Schema of an article, made from the types.
#[cfg(feature = "schema")]
pub fn json_schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Document);
    schema.insert("title".to_owned(), format!("slugline document, schema {SCHEMA}").into());
    schema.to_value()
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Article<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Document::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Document::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn keeps(json: &str) -> Article<'_> {
        let article = Article::from_json(json).unwrap();
        assert_eq!(serde_json::to_string(&article).unwrap(), json);
        article
    }

    #[track_caller]
    fn refuses(json: &str, message: &str) {
        assert_eq!(Article::from_json(json).unwrap_err().to_string(), message);
    }

    fn document(body: &str) -> String {
        format!(r#"{{"slugline":1,"schema":"{SCHEMA}","head":{{}},"body":[{body}]}}"#)
    }

    #[test]
    fn every_kind_comes_back_as_it_was() {
        keeps(&document(concat!(
            r#"{"kind":"paragraph","content":[{"kind":"text","text":"Rain.","span":[60,65]}],"span":[60,65],"role":"lead"},"#,
            r#"{"kind":"heading","level":2,"content":[{"kind":"emphasis","content":[{"kind":"text","text":"Now"}]}]},"#,
            r#"{"kind":"quote","blocks":[{"kind":"section-break"}]},"#,
            r#"{"kind":"list","ordered":true,"start":3,"items":[{"blocks":[]}]},"#,
            r#"{"kind":"table","rows":[{"cells":[{"header":true,"content":[]}]}]},"#,
            r#"{"kind":"preformatted","text":"a  b\nc  d"},"#,
            r#"{"kind":"figure","source":"bridge.jpg","alt":"A bridge","credit":"Ada Roe"},"#,
            r#"{"kind":"group","blocks":[],"role":"boilerplate","attrs":{"class":"legal"}},"#,
            r#"{"kind":"paragraph","content":[{"kind":"link","href":"https://example.org/","content":[]},{"kind":"line-break"},{"kind":"strong","content":[]}]}"#,
        )));
    }

    #[test]
    fn unknown_kinds_and_members_are_kept() {
        let json = document(concat!(
            r#"{"kind":"map","fallback":[{"kind":"section-break"}],"text":"Leeds","zoom":[1,{"deep":true}],"span":[0,4]},"#,
            r#"{"kind":"paragraph","content":[{"kind":"sparkle","fallback":[],"n":1}],"mood":"calm"}"#,
        ));
        let article = keeps(&json);
        assert_eq!(article.into_owned(), Article::from_json(&json).unwrap());
    }

    #[test]
    fn kind_may_come_last_and_text_is_borrowed() {
        let json = document(r#"{"content":[{"text":"Rain.","kind":"text"}],"kind":"paragraph"}"#);
        let article = Article::from_json(&json).unwrap();
        let [block] = &*article.body else { panic!("one block") };
        let BlockKind::Paragraph { content } = &block.kind else { panic!("a paragraph") };
        assert!(json.as_bytes().as_ptr_range().contains(&content.plain().as_ptr()));
    }

    #[test]
    fn faults_name_line_and_column() {
        refuses("{\n\"slugline\": 1,", "EOF while parsing a value at line 2 column 14");
        refuses(&document(r#"{"kind":"paragraph"}"#), "missing field `content` at line 1 column 67");
        refuses(&document(r#"{"kind":"map"}"#), "missing field `fallback` at line 1 column 61");
        refuses(&document(r#"{"kind":"section-break","kind":"group"}"#), "duplicate field `kind` at line 1 column 86");
        refuses(
            r#"{"slugline":1,"schema":"7.0","body":[]}"#,
            "the document has schema `7.0`; this version reads `0.3`",
        );
        refuses("{}", "the JSON is no slugline document: it has no `slugline`");
    }

    #[test]
    fn names_that_come_twice_are_refused() {
        let twice = r#""é":1,"b":2,"\u00e9":3"#;
        refuses(&document(&format!(r#"{{"kind":"map",{twice}}}"#)), "duplicate field `é` at line 1 column 82");
        let attrs = r#"{"kind":"section-break","attrs":{"a":"1","b":"2","a":"3"}}"#;
        refuses(&document(attrs), "duplicate attribute `a` at line 1 column 104");
    }

    #[test]
    fn a_hundred_thousand_names_keep_their_order() {
        let names =
            |value: &str| (0..100_000).rev().map(|n| format!(r#""n{n}":{value}"#)).collect::<Vec<_>>().join(",");
        let attrs = names(r#""""#);
        keeps(&document(&format!(r#"{{"kind":"section-break","attrs":{{{attrs}}},{}}}"#, names("0"))));
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth: usize| {
            let open = r#"{"kind":"group","blocks":["#.repeat(depth);
            document(&format!("{open}{}", "]}".repeat(depth)))
        };
        assert_eq!(Article::from_json(&nested(MAX_DEPTH)).unwrap().depth(), MAX_DEPTH);
        refuses(&nested(MAX_DEPTH + 1), "the article nests 33 deep; at most 32 is supported");
        assert!(Article::from_json(&nested(100_000)).is_err());
    }
}
