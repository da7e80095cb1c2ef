//! Values of a head, and of a publisher, as an item may have them.

use std::borrow::Cow;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Field, Head, Publisher, Text};
use slugline_core::plugin::Context;
use slugline_markup::web_address;

/// A text of a head or a publisher without blanks around it, where it shows anything: an empty property says nothing.
pub fn said<'a>(text: Option<&'a Text<'_>>) -> Option<&'a str> {
    text.and_then(Text::shown)
}

/// The version of the item, from 1. A version 0 is reported as `invalid-version`.
pub fn version(head: &Head<'_>, cx: &mut Context<'_>) -> u32 {
    let version = head.version.unwrap_or(1);
    if version == 0 {
        let diagnostic = Diagnostic::warning("invalid-version", "versions count from 1, found `0`");
        cx.report(diagnostic.at(head.span(Field::Version, 0)));
    }
    version.max(1)
}

/// The level of the urgency, from 1 (most urgent) to `lowest`, 8 or 9; what lies between `lowest` and 9 is `lowest`. The
/// desk's own letter has no place in an item and is reported as `urgency-as-level`; a code without a level gives `None`,
/// reported as `unknown-urgency`.
pub fn urgency(head: &Head<'_>, lowest: u8, cx: &mut Context<'_>) -> Option<u8> {
    let urgency = head.urgency.as_ref()?;
    let (code, span) = (&urgency.code, head.span(Field::Urgency, 0));
    let Some(level) = urgency.level.filter(|level| (1..=9).contains(level)) else {
        let message = format!("the urgency `{code}` has no level from 1 to 9; it is left out");
        cx.report(Diagnostic::warning("unknown-urgency", message).at(span));
        return None;
    };
    let level = level.min(lowest);
    if **code != level.to_string() {
        let message = format!("the urgency `{code}` is written as its level, {level}");
        cx.report(Diagnostic::note("urgency-as-level", message).at(span));
    }
    Some(level)
}

/// The publisher's home page, where it is an address on the web; what is none is reported as `no-web-address`.
pub fn home_page<'a>(publisher: &'a Publisher<'_>, cx: &mut Context<'_>) -> Option<Cow<'a, str>> {
    on_the_web(publisher.url.as_deref()?, "url", cx)
}

/// The publisher's logo, where it has an address on the web; what is none is reported as `no-web-address`.
pub fn logo<'a>(publisher: &'a Publisher<'_>, cx: &mut Context<'_>) -> Option<Cow<'a, str>> {
    on_the_web(publisher.logo.as_deref()?, "logo", cx)
}

/// The address that the publisher's setting `key` names.
fn on_the_web<'a>(address: &'a str, key: &str, cx: &mut Context<'_>) -> Option<Cow<'a, str>> {
    let found = web_address(address);
    if found.is_none() {
        let message = format!("the publisher's `{key}` is left out: `{address}` is no address on the web");
        cx.report(Diagnostic::warning("no-web-address", message).of_run());
    }
    found
}
