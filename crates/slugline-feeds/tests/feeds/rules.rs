//! What each specification demands of a feed, a function a sentence. Any output of any article keeps them.

use roxmltree::{Document, Node};
use serde_json::Value;
use slugline_core::model::Date;
use slugline_feeds::Format;

const ATOM: &str = "http://www.w3.org/2005/Atom";
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Holds a feed to every rule of its format.
pub(crate) fn keeps_all(format: Format, feed: &str) {
    match format {
        Format::Rss => keeps_rss(feed),
        Format::Atom => keeps_atom(feed),
        Format::JsonFeed => keeps_json_feed(feed),
    }
}

fn keeps_rss(feed: &str) {
    let document = Document::parse(feed).unwrap();
    let rss = document.root_element();
    assert_eq!((rss.tag_name().name(), rss.attribute("version")), ("rss", Some("2.0")));
    let channel = only(rss, "channel");
    channel_has_title_link_and_description(channel);
    self_link_is_atoms(channel);
    for item in children(channel, "item") {
        item_has_title_or_description(item);
        guid_is_no_permalink_unless_an_address(item);
        pub_date_is_of_mail(item);
        authors_are_no_mail_addresses(item);
        full_text_is_html(item);
        enclosures_are_complete(item);
    }
}

fn channel_has_title_link_and_description(channel: Node<'_, '_>) {
    for name in ["title", "description"] {
        assert!(!text(only(channel, name)).trim().is_empty(), "{name} of the channel");
    }
    assert!(is_iri(text(only(channel, "link"))), "link of the channel");
}

fn self_link_is_atoms(channel: Node<'_, '_>) {
    for link in channel.children().filter(|node| node.has_tag_name((ATOM, "link"))) {
        assert_eq!((link.attribute("rel"), link.attribute("type")), (Some("self"), Some("application/rss+xml")));
        assert!(link.attribute("href").is_some_and(is_web_address));
    }
}

fn item_has_title_or_description(item: Node<'_, '_>) {
    let shows = |name| children(item, name).any(|node| !text(node).trim().is_empty());
    assert!(shows("title") || shows("description"));
}

fn guid_is_no_permalink_unless_an_address(item: Node<'_, '_>) {
    let guid = only(item, "guid");
    let is_link = guid.attribute("isPermaLink").unwrap();
    assert_eq!(is_link, if is_web_address(text(guid)) { "true" } else { "false" });
    assert!(!text(guid).is_empty());
}

/// `Mon, 18 Nov 2024 17:20:40 -0400`
fn pub_date_is_of_mail(item: Node<'_, '_>) {
    let Some(date) = children(item, "pubDate").next().map(text) else { return };
    let parts: Vec<&str> = date.split(' ').collect();
    let [weekday, day, month, year, time, zone] = parts.as_slice() else { panic!("{date}") };
    let is_digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    assert!(["Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"].contains(weekday), "{date}");
    assert!(is_digits(day, 2) && month.len() == 3, "{date}");
    assert!(is_digits(year, 4), "a year of four digits: {date}");
    assert!(time.split(':').count() == 3 && time.split(':').all(|part| is_digits(part, 2)), "{date}");
    let is_numeric = zone.strip_prefix(['+', '-']).is_some_and(|offset| is_digits(offset, 4));
    assert!(*zone == "GMT" || is_numeric, "a numeric zone, or GMT: {date}");
}

fn authors_are_no_mail_addresses(item: Node<'_, '_>) {
    assert_eq!(children(item, "author").count(), 0, "`author` must be an e-mail address");
    let creators = item.children().filter(|node| node.tag_name().name() == "creator");
    for creator in creators {
        assert_eq!(creator.tag_name().namespace(), Some("http://purl.org/dc/elements/1.1/"));
    }
}

fn full_text_is_html(item: Node<'_, '_>) {
    let texts: Vec<_> = item.children().filter(|node| node.has_tag_name((CONTENT, "encoded"))).collect();
    assert!(texts.len() <= 1);
    texts.iter().for_each(|content| is_harmless(text(*content)));
}

fn enclosures_are_complete(item: Node<'_, '_>) {
    for enclosure in children(item, "enclosure") {
        assert!(["url", "length", "type"].iter().all(|name| enclosure.has_attribute(*name)));
    }
}

fn keeps_atom(feed: &str) {
    let document = Document::parse(feed).unwrap();
    let feed = document.root_element();
    assert_eq!((feed.tag_name().name(), feed.tag_name().namespace()), ("feed", Some(ATOM)));
    has_id_title_and_updated(feed);
    for entry in children(feed, "entry") {
        has_id_title_and_updated(entry);
        has_an_author(feed, entry);
        published_is_a_moment_where_it_is(entry);
        content_is_one_div(entry);
    }
}

fn has_id_title_and_updated(node: Node<'_, '_>) {
    assert!(is_iri(text(only(node, "id"))), "{}", text(only(node, "id")));
    assert!(!text(only(node, "title")).trim().is_empty());
    assert!(is_moment(text(only(node, "updated"))));
}

fn has_an_author(feed: Node<'_, '_>, entry: Node<'_, '_>) {
    let authors: Vec<_> = children(feed, "author").chain(children(entry, "author")).collect();
    assert!(!authors.is_empty());
    authors.iter().for_each(|author| assert!(!text(only(*author, "name")).trim().is_empty()));
}

fn published_is_a_moment_where_it_is(entry: Node<'_, '_>) {
    let published: Vec<_> = children(entry, "published").collect();
    assert!(published.len() <= 1 && published.iter().all(|date| is_moment(text(*date))));
}

fn content_is_one_div(entry: Node<'_, '_>) {
    let content = only(entry, "content");
    assert_eq!(content.attribute("type"), Some("xhtml"));
    let elements: Vec<_> = content.children().filter(Node::is_element).collect();
    let [div] = elements.as_slice() else { panic!("{} elements", elements.len()) };
    assert!(div.has_tag_name((XHTML, "div")));
    for node in div.descendants().filter(Node::is_element) {
        assert_eq!(node.tag_name().namespace(), Some(XHTML));
        assert_ne!(node.tag_name().name(), "script");
        assert!(!node.attribute("href").is_some_and(|href| href.starts_with("javascript")));
    }
}

fn keeps_json_feed(feed: &str) {
    let feed: Value = serde_json::from_str(feed).unwrap();
    has_version_title_and_items(&feed);
    let items = feed["items"].as_array().unwrap();
    for item in items {
        item_has_id_and_content(item);
        dates_are_moments(item);
        tags_are_texts(item);
    }
    for object in items.iter().chain([&feed]) {
        authors_are_a_list(object);
        language_is_a_tag(object);
    }
}

fn has_version_title_and_items(feed: &Value) {
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert!(!feed["title"].as_str().unwrap().is_empty() && feed["items"].is_array());
}

fn item_has_id_and_content(item: &Value) {
    assert!(!item["id"].as_str().unwrap().is_empty());
    is_harmless(item["content_html"].as_str().unwrap());
}

fn authors_are_a_list(object: &Value) {
    assert!(object.get("author").is_none(), "the member of version 1");
    if let Some(authors) = object.get("authors") {
        let authors = authors.as_array().unwrap();
        assert!(!authors.is_empty());
        authors.iter().for_each(|author| assert!(!author["name"].as_str().unwrap().is_empty()));
    }
}

fn dates_are_moments(item: &Value) {
    let dates = ["date_published", "date_modified"].map(|name| item.get(name));
    assert!(dates.into_iter().flatten().all(|date| is_moment(date.as_str().unwrap())));
}

fn language_is_a_tag(object: &Value) {
    let tag = object.get("language").map(|tag| tag.as_str().unwrap());
    assert!(tag.is_none_or(slugline_markup::is_language_tag));
}

fn tags_are_texts(item: &Value) {
    let tags = item.get("tags").map(|tags| tags.as_array().unwrap().as_slice()).unwrap_or_default();
    assert!(tags.iter().all(|tag| !tag.as_str().unwrap().is_empty()));
}

fn is_harmless(html: &str) {
    assert!(!html.contains("<script") && !html.contains("href=\"javascript"), "{html}");
}

fn is_moment(text: &str) -> bool {
    matches!(text.parse(), Ok(Date::Instant(_)))
}

fn is_iri(text: &str) -> bool {
    slugline_markup::is_iri(text)
}

fn is_web_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// The children of this name that stand in the namespace of their parent.
fn children<'a, 'd>(node: Node<'a, 'd>, name: &str) -> impl Iterator<Item = Node<'a, 'd>> {
    let is_named = move |child: &Node<'a, 'd>| {
        child.is_element()
            && child.tag_name().name() == name
            && child.tag_name().namespace() == node.tag_name().namespace()
    };
    node.children().filter(is_named)
}

#[track_caller]
fn only<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Node<'a, 'd> {
    let found: Vec<_> = children(node, name).collect();
    assert_eq!(found.len(), 1, "{name} of {}", node.tag_name().name());
    found[0]
}

fn text<'a>(node: Node<'a, '_>) -> &'a str {
    node.text().unwrap_or_default()
}
