//! The document: a `newsItem` of one article, a `newsMessage` of several.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity::guid_of_many;
use slugline_core::model::{Edition, EditionHead, Instant, Span};
use slugline_core::plugin::{Context, Sink};
use slugline_markup::xml::{Line, Xml};

use crate::Options;
use crate::identity::{Identity, identities};
use crate::item::{Frame, Item};
use crate::news_item::{NAMESPACE, write_picture_item, write_text_item};

/// Writes `edition` to `out` as an XML document, UTF-8, and reports to `cx` what NewsML-G2 cannot say. One article is a
/// `newsItem`, several are a `newsMessage`.
///
/// What the articles hold cannot make it invalid; `docs/formats/newsml-g2.md` lists what becomes of each field.
///
/// Source: NewsML-G2 2.35, XML Schema All-Power.
pub fn write(edition: &Edition<'_>, options: &Options, out: &mut Sink, cx: &mut Context<'_>) {
    let identities = identities(edition, cx);
    let is_alone = edition.articles.len() == 1;
    let frame = Frame { publisher: &edition.head.publisher, options, is_message: options.message || !is_alone };
    if frame.publisher.name.is_none() && frame.publisher.url.is_none() {
        report_unknown_provider(cx);
    }
    let mut xml = Xml::new(out, cx);
    xml.declaration();
    match frame.is_message {
        true => open_message(edition.head, &identities, &mut xml),
        false => xml.end_line(),
    }
    for (at, (article, identity)) in edition.articles.iter().zip(&identities).enumerate() {
        xml.part((!is_alone).then_some(at), |xml| write_items(&Item::new(article, identity, &frame, xml), xml));
    }
    if frame.is_message {
        xml.close("itemSet");
        xml.close("newsMessage");
        xml.end_line();
    }
}

/// Source: NewsML-G2 2.35, `ItemManagementGroup`: a provider is required.
fn report_unknown_provider(cx: &mut Context<'_>) {
    let message = "nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in";
    cx.report(Diagnostic::warning("missing-publisher", message).help("set `publisher.name`").of_run());
}

/// Begins the message, up to its items.
///
/// Source: NewsML-G2 2.35, `newsMessage`.
fn open_message(head: &EditionHead<'_>, identities: &[Identity], xml: &mut Xml<'_, '_>) {
    let sent = identities.iter().map(|identity| identity.created).max_by_key(|created| created.unix());
    let sent = sent.unwrap_or(Instant::EPOCH);
    xml.open("newsMessage", &[("xmlns", &NAMESPACE)]);
    xml.open("header", &[]);
    xml.leaf("sent", &[], &Line::instant(sent));
    let sender = head.publisher.authority.as_ref().or(head.publisher.name.as_ref());
    xml.text("sender", sender.map_or("", |sender| &**sender), Span::DETACHED);
    let given = head.identifier.as_deref().unwrap_or_default();
    match xml.line(given, Span::DETACHED) {
        Some(given) => xml.leaf("transmitId", &[], &given),
        None => xml.text("transmitId", &transmission(sent, identities), Span::DETACHED),
    }
    xml.close("header");
    xml.open("itemSet", &[]);
    xml.end_line();
}

/// An identifier of the message, made from what it holds: the same items at the same moment are the same message.
fn transmission(sent: Instant, identities: &[Identity]) -> String {
    let sent = sent.to_string();
    let versions: Vec<String> = identities.iter().map(|identity| identity.version.to_string()).collect();
    let items = identities.iter().zip(&versions).flat_map(|(identity, version)| [&*identity.guid, &**version]);
    guid_of_many(std::iter::once(&*sent).chain(items))
}

/// The item of an article, and in a message those of its pictures behind it.
fn write_items(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    write_text_item(item, xml);
    xml.end_line();
    if item.frame.is_message {
        for picture in &item.pictures {
            write_picture_item(picture, item, xml);
            xml.end_line();
        }
    }
}
