//! The three formats.

/// A format of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RSS 2.0, with elements of the modules `content`, `dc`, `media` and of Atom.
    Rss,
    /// Atom, RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    JsonFeed,
}

impl Format {
    /// The name that the user says.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Format::Rss => "rss",
            Format::Atom => "atom",
            Format::JsonFeed => "jsonfeed",
        }
    }

    /// The format that the user calls `name`.
    pub(crate) fn named(name: &str) -> Option<Format> {
        [Format::Rss, Format::Atom, Format::JsonFeed].into_iter().find(|format| format.name() == name)
    }

    /// The name of the standard.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Format::Rss => "RSS",
            Format::Atom => "Atom",
            Format::JsonFeed => "JSON Feed",
        }
    }
}
