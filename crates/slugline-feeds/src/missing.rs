//! What a feed should say of itself and nobody set.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::plugin::Context;
use slugline_item::Missing;

use crate::feed::Feed;
use crate::format::Format;

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
        (None, Format::Atom | Format::JsonFeed) => missing.setting("home page", "publisher.url"),
    }
    if feed.address.is_none() {
        missing.setting("own address", &option("feed_url"));
    }
    // Others can do without. Here the title, said again, misleads nobody.
    if feed.format == Format::Rss && feed.description.is_none() {
        missing.setting("description", &option("description"));
    }
    let Some(things) = missing.things() else { return };
    let message = format!("nothing says the feed's {things}");
    let diagnostic = match missing.has_stand_in() {
        true => Diagnostic::warning("incomplete-feed", message),
        false => Diagnostic::note("incomplete-feed", message),
    };
    cx.report(missing.hint(diagnostic).of_run());
}
