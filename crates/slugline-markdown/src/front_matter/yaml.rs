//! Front matter in YAML.
//!
//! Source: yaml.org, YAML 1.2.2.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::DuplicateKeyPolicy;
use serde_saphyr::{Options, Spanned};

use super::value::{Entry, Kind, MAX_DEPTH, Value};

/// The entries of a YAML mapping. `None`: it is none, or no YAML.
pub(super) fn parse(raw: &str) -> Option<Vec<Entry<'_>>> {
    let root: Spanned<Node<'_>> = serde_saphyr::from_str_with_options(raw, options()).ok()?;
    match root.value {
        Node::Table(pairs) => Some(entries(pairs, raw)),
        Node::Nothing | Node::Word | Node::Text(_) | Node::List(_) => None,
    }
}

/// No post needs more; what does is an attack: an alias of an alias of an alias grows tenfold with each.
fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_documents: 1,
            max_depth: MAX_DEPTH,
            max_nodes: 65_536,
            max_aliases: 64,
            max_anchors: 64,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: 4_096,
            max_replay_stack_depth: 4,
        },
        // A second value of a key is for the head to judge.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
    }
}

/// A value as the parser gives it, before its place is looked up.
enum Node<'s> {
    Nothing,
    /// A number or a switch: its spelling stands at its place.
    Word,
    Text(Cow<'s, str>),
    List(Vec<Spanned<Node<'s>>>),
    Table(Vec<(String, Spanned<Node<'s>>)>),
}

fn entries<'s>(pairs: Vec<(String, Spanned<Node<'s>>)>, raw: &'s str) -> Vec<Entry<'s>> {
    let entry = |(key, node): (String, _)| Entry { key: Cow::Owned(key), value: value(node, raw) };
    pairs.into_iter().map(entry).collect()
}

fn value<'s>(node: Spanned<Node<'s>>, raw: &'s str) -> Value<'s> {
    let place = place(&node, raw);
    let kind = match node.value {
        Node::Nothing => Kind::Nothing,
        Node::Word => Kind::Text(Cow::Borrowed(place)),
        Node::Text(text) => Kind::Text(text),
        Node::List(nodes) => Kind::List(nodes.into_iter().map(|node| value(node, raw)).collect()),
        Node::Table(pairs) => Kind::Table(entries(pairs, raw)),
    };
    Value { kind, raw: place }
}

/// The bytes that spell a value, without the line end that closes a folded one.
fn place<'s>(node: &Spanned<Node<'_>>, raw: &'s str) -> &'s str {
    let span = node.defined.span();
    let range = || {
        let start = usize::try_from(span.byte_offset()?).ok()?;
        raw.get(start..start + usize::try_from(span.byte_len()?).ok()?)
    };
    range().unwrap_or_default().trim_end()
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node<'de>, D::Error> {
        deserializer.deserialize_any(AnyNode)
    }
}

struct AnyNode;

impl<'de> Visitor<'de> for AnyNode {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Nothing)
    }

    fn visit_none<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node<'de>, E> {
        Ok(Node::Word)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node<'de>, E> {
        Ok(Node::Word)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node<'de>, E> {
        Ok(Node::Word)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Node<'de>, E> {
        Ok(Node::Word)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Node<'de>, E> {
        Ok(Node::Word)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node<'de>, E> {
        Ok(Node::Word)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node<'de>, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = access.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node<'de>, A::Error> {
        let mut pairs = Vec::new();
        while let Some(key) = access.next_key::<Node<'de>>()? {
            let Node::Text(key) = key else {
                return Err(A::Error::custom("a key that is no text"));
            };
            pairs.push((key.into_owned(), access.next_value()?));
        }
        Ok(Node::Table(pairs))
    }
}
