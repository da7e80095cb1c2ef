//! What the body is made of.

use super::{Attrs, Extra, Inlines, IntoOwned, Node, Span, Text, into_owned};

/// A part of the body. 72 bytes.
pub type Block<'s> = Node<'s, BlockKind<'s>>;

/// The kinds of block. Writers match all of them, so that a new kind is met by the compiler; `Group` and `Unknown` are the
/// open ends.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum BlockKind<'s> {
    /// A paragraph of running text.
    ///
    /// `{"kind":"paragraph","content":[{"kind":"text","text":"Rain.","span":[60,65]}],"span":[60,65]}`
    Paragraph {
        /// The text.
        content: Inlines<'s>,
    },
    /// A line above what it names.
    Heading {
        /// 1 for the body's own top level, up to 6. The headline is no heading: it stands in the head.
        level: u8,
        /// The words.
        content: Inlines<'s>,
    },
    /// Words set apart as someone else's: a pull quote, a quoted document.
    Quote {
        /// What is quoted.
        blocks: Vec<Block<'s>>,
    },
    /// A row of points.
    List {
        /// Whether the points are numbered.
        ordered: bool,
        /// Number of the first point of a numbered list. Absent: 1.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        start: Option<u32>,
        /// The points. Never empty when read.
        items: Vec<Item<'s>>,
    },
    /// Rows of cells.
    Table(Box<Table<'s>>),
    /// Lines whose breaks and blanks carry meaning: agate, scores, verse.
    Preformatted {
        /// The lines, each ended by `\n` but the last.
        text: Text<'s>,
    },
    /// A picture with what is said about it.
    Figure(Box<Figure<'s>>),
    /// A break between sections: `* * *`, `___`.
    SectionBreak,
    /// Blocks that belong together; their role says why.
    Group {
        /// The blocks.
        blocks: Vec<Block<'s>>,
    },
    /// A kind that this version does not know.
    #[serde(untagged)]
    Unknown(Box<UnknownBlock<'s>>),
}

/// A point of a list.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item<'s> {
    /// What the point says: most often one paragraph.
    pub blocks: Vec<Block<'s>>,
    /// The bytes it was read from, its mark included.
    #[serde(skip_serializing_if = "Span::is_detached", default)]
    pub span: Span,
    /// Role, language and further attributes.
    #[serde(flatten)]
    pub attrs: Attrs<'s>,
}

/// Rows of cells. Rows may differ in length; a writer fills up the short ones.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table<'s> {
    /// The words above the table. Empty: none.
    #[serde(skip_serializing_if = "<[_]>::is_empty", default)]
    pub caption: Inlines<'s>,
    /// The rows, top down.
    pub rows: Vec<Row<'s>>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row<'s> {
    /// The cells, from the start of the line.
    pub cells: Vec<Cell<'s>>,
    /// The bytes it was read from.
    #[serde(skip_serializing_if = "Span::is_detached", default)]
    pub span: Span,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cell<'s> {
    /// Whether the cell names its column or row. Absent: `false`.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub header: bool,
    /// The text. May be empty.
    pub content: Inlines<'s>,
    /// The bytes it was read from.
    #[serde(skip_serializing_if = "Span::is_detached", default)]
    pub span: Span,
}

/// A picture with what is said about it.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure<'s> {
    /// Address or file name of the picture, as the text has it. May be empty.
    pub source: Text<'s>,
    /// What the picture shows, for those who cannot see it. Empty: not said.
    #[serde(skip_serializing_if = "<str>::is_empty", default)]
    pub alt: Text<'s>,
    /// The words under it. May be empty.
    #[serde(skip_serializing_if = "<[_]>::is_empty", default)]
    pub caption: Inlines<'s>,
    /// Who took it or owns it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub credit: Option<Text<'s>>,
}

/// A block of a newer schema: what to show in its place, and all of it as it came.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnknownBlock<'s> {
    /// The kind's name.
    pub kind: Text<'s>,
    /// What to show in its place; empty means nothing.
    pub fallback: Vec<Block<'s>>,
    /// Every other member, as it came, so that a round trip loses nothing.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub raw: Vec<Extra<'s>>,
}

impl<'s> Block<'s> {
    /// A paragraph of one run of text that was read from `span`.
    pub fn paragraph(text: impl Into<Text<'s>>, span: Span) -> Block<'s> {
        Node::new(BlockKind::Paragraph { content: Inlines::text(text, span) }, span)
    }

    /// A heading of one run of text that was read from `span`. `level` counts from 1.
    pub fn heading(level: u8, text: impl Into<Text<'s>>, span: Span) -> Block<'s> {
        Node::new(BlockKind::Heading { level, content: Inlines::text(text, span) }, span)
    }
}

into_owned!(Item { blocks, span, attrs });
into_owned!(Table { caption, rows });
into_owned!(Row { cells, span });
into_owned!(Cell { header, content, span });
into_owned!(Figure { source, alt, caption, credit });
into_owned!(UnknownBlock { kind, fallback, raw });

impl IntoOwned for BlockKind<'_> {
    type Owned = BlockKind<'static>;
    fn into_owned(self) -> BlockKind<'static> {
        match self {
            BlockKind::Paragraph { content } => BlockKind::Paragraph { content: content.into_owned() },
            BlockKind::Heading { level, content } => BlockKind::Heading { level, content: content.into_owned() },
            BlockKind::Quote { blocks } => BlockKind::Quote { blocks: blocks.into_owned() },
            BlockKind::List { ordered, start, items } => BlockKind::List { ordered, start, items: items.into_owned() },
            BlockKind::Table(table) => BlockKind::Table(table.into_owned()),
            BlockKind::Preformatted { text } => BlockKind::Preformatted { text: text.into_owned() },
            BlockKind::Figure(figure) => BlockKind::Figure(figure.into_owned()),
            BlockKind::SectionBreak => BlockKind::SectionBreak,
            BlockKind::Group { blocks } => BlockKind::Group { blocks: blocks.into_owned() },
            BlockKind::Unknown(unknown) => BlockKind::Unknown(unknown.into_owned()),
        }
    }
}
