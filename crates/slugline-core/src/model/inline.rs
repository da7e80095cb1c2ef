//! What stands within a paragraph: runs of text, emphasis, links.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::ser::{Serialize, Serializer};

use super::{Extra, IntoOwned, Node, Span, Text, into_owned};

/// A part of a line of text. 48 bytes.
pub type Inline<'s> = Node<'s, InlineKind<'s>>;

/// The kinds of inline. Writers match all of them, so that a new kind is met by the compiler.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum InlineKind<'s> {
    /// Characters. Never marked up, never empty when read. `{"kind":"text","text":"Rain."}`
    Text {
        /// The characters, as a reader would see them.
        text: Text<'s>,
    },
    /// Words that are stressed: `*now*` in raw text, `em` in HTML.
    Emphasis {
        /// What is stressed.
        content: Vec<Inline<'s>>,
    },
    /// Words of importance: `**now**` in raw text, `strong` in HTML.
    Strong {
        /// What is important.
        content: Vec<Inline<'s>>,
    },
    /// Words that lead to an address.
    Link(Box<Link<'s>>),
    /// A line end that must stay one, as in verse or an address.
    LineBreak,
    /// A kind that this version does not know.
    #[serde(untagged)]
    Unknown(Box<UnknownInline<'s>>),
}

/// Words that lead to an address.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link<'s> {
    /// The address as the text has it. Writers check it: only `http`, `https`, `mailto` and `tel` become links.
    pub href: Text<'s>,
    /// The words. Never empty when read.
    pub content: Vec<Inline<'s>>,
}

/// An inline of a newer schema: what to show in its place, and all of it as it came.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnknownInline<'s> {
    /// The kind's name.
    pub kind: Text<'s>,
    /// What to show in its place; empty means nothing.
    pub fallback: Vec<Inline<'s>>,
    /// Every other member, as it came, so that a round trip loses nothing.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub raw: Vec<Extra<'s>>,
}

into_owned!(Link { href, content });
into_owned!(UnknownInline { kind, fallback, raw });

impl IntoOwned for InlineKind<'_> {
    type Owned = InlineKind<'static>;
    fn into_owned(self) -> InlineKind<'static> {
        match self {
            InlineKind::Text { text } => InlineKind::Text { text: text.into_owned() },
            InlineKind::Emphasis { content } => InlineKind::Emphasis { content: content.into_owned() },
            InlineKind::Strong { content } => InlineKind::Strong { content: content.into_owned() },
            InlineKind::Link(link) => InlineKind::Link(link.into_owned()),
            InlineKind::LineBreak => InlineKind::LineBreak,
            InlineKind::Unknown(unknown) => InlineKind::Unknown(unknown.into_owned()),
        }
    }
}

impl<'s> Inline<'s> {
    /// A run of text that was read from `span`.
    pub fn text(text: impl Into<Text<'s>>, span: Span) -> Inline<'s> {
        Node::new(InlineKind::Text { text: text.into() }, span)
    }
}

/// The content of a block: a slice of inlines to its users. A paragraph that is one run of text allocates nothing.
#[derive(Clone)]
pub struct Inlines<'s>(Run<'s>);

#[derive(Clone)]
enum Run<'s> {
    One(Inline<'s>),
    Many(Vec<Inline<'s>>),
}

impl<'s> Inlines<'s> {
    /// No content.
    pub const EMPTY: Inlines<'static> = Inlines(Run::Many(Vec::new()));

    /// One run of text that was read from `span`.
    pub fn text(text: impl Into<Text<'s>>, span: Span) -> Inlines<'s> {
        Inlines(Run::One(Inline::text(text, span)))
    }

    /// The inlines as a vector.
    pub fn into_vec(self) -> Vec<Inline<'s>> {
        match self.0 {
            Run::One(inline) => vec![inline],
            Run::Many(inlines) => inlines,
        }
    }

    /// The words without their markup. Borrowed where the content is one run of text.
    pub fn plain(&self) -> Cow<'_, str> {
        plain(self)
    }
}

/// The words of `inlines` without their markup: a line break is `\n`, an unknown kind is its fallback. Borrowed where
/// there is one run of text.
pub fn plain<'i>(inlines: &'i [Inline<'_>]) -> Cow<'i, str> {
    fn collect(inlines: &[Inline<'_>], out: &mut String) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text { text } => out.push_str(text),
                InlineKind::Emphasis { content } | InlineKind::Strong { content } => collect(content, out),
                InlineKind::Link(link) => collect(&link.content, out),
                InlineKind::LineBreak => out.push('\n'),
                InlineKind::Unknown(unknown) => collect(&unknown.fallback, out),
            }
        }
    }
    match inlines {
        [] => Cow::Borrowed(""),
        [Node { kind: InlineKind::Text { text }, .. }] => Cow::Borrowed(text),
        many => {
            let mut out = String::new();
            collect(many, &mut out);
            Cow::Owned(out)
        }
    }
}

impl<'s> Deref for Inlines<'s> {
    type Target = [Inline<'s>];
    fn deref(&self) -> &[Inline<'s>] {
        match &self.0 {
            Run::One(inline) => std::slice::from_ref(inline),
            Run::Many(inlines) => inlines,
        }
    }
}

impl DerefMut for Inlines<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match &mut self.0 {
            Run::One(inline) => std::slice::from_mut(inline),
            Run::Many(inlines) => inlines,
        }
    }
}

impl Default for Inlines<'_> {
    fn default() -> Self {
        Inlines::EMPTY
    }
}

impl<'s> From<Inline<'s>> for Inlines<'s> {
    fn from(inline: Inline<'s>) -> Inlines<'s> {
        Inlines(Run::One(inline))
    }
}

impl<'s> From<Vec<Inline<'s>>> for Inlines<'s> {
    fn from(mut inlines: Vec<Inline<'s>>) -> Inlines<'s> {
        match inlines.pop() {
            Some(only) if inlines.is_empty() => Inlines(Run::One(only)),
            Some(last) => {
                inlines.push(last);
                Inlines(Run::Many(inlines))
            }
            None => Inlines::EMPTY,
        }
    }
}

impl<'i, 's> IntoIterator for &'i Inlines<'s> {
    type Item = &'i Inline<'s>;
    type IntoIter = std::slice::Iter<'i, Inline<'s>>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Inlines<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Inlines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl IntoOwned for Inlines<'_> {
    type Owned = Inlines<'static>;
    fn into_owned(self) -> Inlines<'static> {
        Inlines(match self.0 {
            Run::One(inline) => Run::One(inline.into_owned()),
            Run::Many(inlines) => Run::Many(inlines.into_owned()),
        })
    }
}

impl Serialize for Inlines<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Inlines<'_> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Inlines".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<Inline<'static>>::json_schema(generator)
    }
}
