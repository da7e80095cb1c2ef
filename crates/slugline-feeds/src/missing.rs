//! What a feed should say of itself and nobody set.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::plugin::Context;

use crate::feed::Feed;
use crate::format::Format;

/// All that is missing, to be told in one diagnostic.
#[derive(Default)]
struct Missing {
    things: Vec<&'static str>,
    keys: Vec<String>,
    /// Whether readers are shown something else in place of one of them.
    has_stand_in: bool,
}

/// Reports what `feed` does not say; `is_titled` where its title is its own.
pub(crate) fn report(feed: &Feed<'_>, is_titled: bool, cx: &mut Context<'_>) {
    let mut missing = Missing::default();
    let option = |name: &str| [feed.format.name(), ".", name].concat();
    if !is_titled {
        missing.replaced("title", "publisher.name");
    }
    if feed.format == Format::Atom && feed.has_unsigned() {
        missing.replaced("authors", "publisher.name");
    }
    match (&feed.home, feed.format) {
        (Some(_), _) => {}
        (None, Format::Rss) => missing.replaced("home page", "publisher.url"),
        (None, Format::Atom | Format::JsonFeed) => missing.note("home page", "publisher.url"),
    }
    if feed.address.is_none() {
        missing.note("own address", &option("feed_url"));
    }
    // Others can do without. Here the title, said again, misleads nobody.
    if feed.format == Format::Rss && feed.description.is_none() {
        missing.note("description", &option("description"));
    }
    missing.report(cx);
}

impl Missing {
    /// Notes a thing that has no stand-in, and the key that sets it.
    fn note(&mut self, thing: &'static str, key: &str) {
        self.things.push(thing);
        let key = ["`", key, "`"].concat();
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }

    /// Notes one that readers are shown something else for.
    fn replaced(&mut self, thing: &'static str, key: &str) {
        self.note(thing, key);
        self.has_stand_in = true;
    }

    fn report(self, cx: &mut Context<'_>) {
        if self.things.is_empty() {
            return;
        }
        let message = format!("nothing says the feed's {}", self.things.join(", "));
        let diagnostic = match self.has_stand_in {
            true => Diagnostic::warning("incomplete-feed", message),
            false => Diagnostic::note("incomplete-feed", message),
        };
        cx.report(diagnostic.help(format!("set {}", self.keys.join(", "))));
    }
}
