//! The abstract document: an [`Article`] is a [`Head`] and a tree of [`Block`]s, whose text is borrowed from the source and
//! whose every node knows the bytes it came from.

mod article;
mod attrs;
mod block;
mod date;
mod edit;
mod edition;
mod field;
mod head;
mod inline;
mod json;
mod overlay;
mod owned;
mod span;
mod text;

pub use article::{Article, MAX_DEPTH, SCHEMA, reads_schema};
pub use attrs::{AttrList, Attrs, Extra, Role};
pub use block::{Block, BlockKind, Cell, Figure, Item, Row, Table, UnknownBlock};
pub use date::{Date, Day, Instant, MonthDay};
pub use edit::{Edit, edit, edit_text};
pub use edition::{Catalog, Edition, EditionHead, Publisher, PublisherField, PublisherFieldSet};
pub use field::{Field, FieldSet};
pub use head::{Byline, Dateline, Dates, FieldSpan, Head, Status, Subject, Urgency, joined_names};
pub use inline::{Inline, InlineKind, Inlines, Link, UnknownInline, plain};
#[cfg(feature = "schema")]
pub use json::json_schema;
pub use json::{BLOCK_KINDS, INLINE_KINDS};
pub use owned::IntoOwned;
pub(crate) use owned::into_owned;
pub use span::Span;
pub use text::{Text, is_visible};

/// A part of the body: what it is, where it stood, and what is said about it.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Node<'s, K> {
    /// What the node is, with its content.
    #[serde(flatten)]
    pub kind: K,
    /// The bytes it was read from, marks included. Detached when a transform made it.
    #[serde(skip_serializing_if = "Span::is_detached", default)]
    pub span: Span,
    /// Role, language and further attributes; empty on most nodes.
    #[serde(flatten)]
    pub attrs: Attrs<'s>,
}

impl<'s, K> Node<'s, K> {
    /// A node read from `span`, without attributes.
    pub const fn new(kind: K, span: Span) -> Node<'s, K> {
        Node { kind, span, attrs: Attrs::NONE }
    }

    /// The same node with a role.
    #[must_use]
    pub fn with_role(mut self, role: Role<'s>) -> Node<'s, K> {
        self.attrs.set_role(role);
        self
    }
}

impl<K: IntoOwned> IntoOwned for Node<'_, K> {
    type Owned = Node<'static, K::Owned>;
    fn into_owned(self) -> Self::Owned {
        Node { kind: self.kind.into_owned(), span: self.span, attrs: self.attrs.into_owned() }
    }
}
