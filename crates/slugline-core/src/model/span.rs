//! Where something stood in the bytes that the user gave.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// A half-open range of bytes, `start..end`, in the input as it was given: before decoding, byte order mark included.
///
/// Offsets are 32 bits wide, so that one source stays below 4 GiB and a span is 8 bytes. In JSON a span is `[start,end]`;
/// a detached one is left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "(u32, u32)"))]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The place of what stood in no input: a transform made it up.
    pub const DETACHED: Span = Span { start: u32::MAX, end: u32::MAX };

    /// The bytes from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// Whether this is [`Span::DETACHED`].
    pub const fn is_detached(&self) -> bool {
        self.start == u32::MAX
    }

    /// Whether no byte lies inside.
    pub const fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// Bytes inside.
    pub const fn len(&self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// From the earlier start to the later end. A detached side leaves the other as it is.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        match (self.is_detached(), other.is_detached()) {
            (true, _) => other,
            (_, true) => self,
            _ => Span::new(self.start.min(other.start), self.end.max(other.end)),
        }
    }
}

impl Default for Span {
    fn default() -> Span {
        Span::DETACHED
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_detached() { f.write_str("detached") } else { write!(f, "{}..{}", self.start, self.end) }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start, self.end].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Span, D::Error> {
        let [start, end] = <[u32; 2]>::deserialize(deserializer)?;
        if start > end {
            return Err(serde::de::Error::custom(format_args!("a span that ends before it starts: [{start},{end}]")));
        }
        Ok(Span { start, end })
    }
}
