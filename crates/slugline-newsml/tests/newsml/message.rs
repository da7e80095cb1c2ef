//! Several items in one document, the pictures of an article, and what its body can be written as.

use std::collections::BTreeSet;

use slugline_core::model::{Article, Block, BlockKind, Dateline, Figure, Head, Publisher, Role, Status};
use slugline_newsml::{Body, Options};
use slugline_specimen::part::{block, paragraph, words};
use slugline_specimen::story::{self, head, publisher};
use slugline_specimen::{flat, shows};

use crate::{all_written, written};

fn article(headline: &'static str) -> Article<'static> {
    story::article(Head { headline: Some(headline.into()), ..head() })
}

fn picture(source: &'static str) -> Block<'static> {
    let caption = words("The quay");
    let figure =
        Figure { source: source.into(), alt: "An empty quay".into(), caption, credit: Some("Sam Lind".into()) };
    block(BlockKind::Figure(Box::new(figure)))
}

fn pictured() -> Article<'static> {
    let mut article = article("Rain");
    let pictures = ["https://harbourtimes.example/quay.jpg", "img/low tide.jpg", "data:image/png;base64,AA=="];
    article.body.extend(pictures.map(picture));
    article.body.push(picture("img/low tide.jpg"));
    article
}

/// The document without its indentation, and the codes of what was reported but on pictures, each with the article's number.
#[track_caller]
fn document(articles: &[Article<'_>], publisher: &Publisher<'_>, options: &Options) -> (String, Vec<String>) {
    let (document, diagnostics) = all_written(articles, publisher, options);
    roxmltree::Document::parse(&document).unwrap();
    let told = diagnostics.iter().filter(|diagnostic| diagnostic.code != "picture-not-embedded");
    let codes = told.map(|diagnostic| format!("{} {:?}", diagnostic.code, diagnostic.article));
    (flat(&document), codes.collect())
}

#[test]
fn several_articles_are_a_message() {
    let mut later = article("Wind");
    later.head.dates.updated = "2024-11-19T06:00:00Z".parse().ok();
    let (message, codes) = document(&[article("Rain"), later], &publisher(), &Options::default());
    shows(
        &message,
        &[
            "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2024-11-19T06:00:00Z</sent>\
             <sender>harbourtimes.example</sender><transmitId>urn:uuid:",
            "</header><itemSet><newsItem guid=\"tag:harbourtimes.example,2024-11-18:rain\"",
            "</newsItem><newsItem guid=\"tag:harbourtimes.example,2024-11-18:wind\"",
            "</newsItem></itemSet></newsMessage>",
        ],
    );
    assert_eq!(message.matches("<catalogRef").count(), 2, "a catalog of the header does not reach the items");
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_message_holds_no_item_twice() {
    let (message, codes) = document(&[article("Rain"), article("Rain")], &publisher(), &Options::default());
    shows(&message, &["guid=\"tag:harbourtimes.example,2024-11-18:rain\"", "guid=\"urn:uuid:"]);
    assert_eq!(codes, ["repeated-item Some(1)"]);
    let mut second = article("Rain");
    second.head.version = Some(2);
    let (_, codes) = document(&[article("Rain"), second], &publisher(), &Options::default());
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_repeated_item_has_its_name_from_what_it_says() {
    let rain = |words: &'static str| Article { body: vec![paragraph(words)], ..article("Rain") };
    let guids = |articles: &[Article<'_>]| -> Vec<String> {
        let (message, _) = document(articles, &publisher(), &Options::default());
        message.split("<newsItem guid=\"").skip(1).map(|item| item.split('"').next().unwrap().to_owned()).collect()
    };
    let (first, later, other) = (rain("Rain fell."), rain("It fell again."), article("Wind"));
    let before = guids(&[first.clone(), later.clone()]);
    let after = guids(&[other, first.clone(), rain("Showers."), later]);
    assert_eq!((&after[1], &after[3]), (&before[0], &before[1]));
    let same = guids(&[first.clone(), first.clone(), first.clone(), first]);
    assert_eq!(same.iter().collect::<BTreeSet<_>>().len(), 4, "{same:?}");
}

#[test]
fn what_is_reported_names_the_article() {
    let mut undated = article("Wind");
    undated.head.dates.published = None;
    let (_, codes) = document(&[article("Rain"), undated.clone()], &publisher(), &Options::default());
    assert_eq!(codes, ["missing-date Some(1)"]);
    assert_eq!(document(&[undated], &publisher(), &Options::default()).1, ["missing-date None"]);
}

#[test]
fn pictures_are_items_that_the_story_links_to() {
    let mut article = pictured();
    article.head.status = Some(Status::Withheld);
    let options = Options { message: true, ..Options::default() };
    let (message, codes) = document(&[article], &publisher(), &options);
    let guid = message.split("residref=\"").nth(1).unwrap().split('"').next().unwrap();
    shows(
        &message,
        &[
            &format!("<link rel=\"irel:seeAlso\" residref=\"{guid}\"><itemClass qcode=\"ninat:picture\"/></link>"),
            &format!("</newsItem><newsItem guid=\"{guid}\" version=\"1\""),
            "<itemMeta><itemClass qcode=\"ninat:picture\"/>",
            "<contentMeta><description>An empty quay</description><description role=\"drol:caption\">The quay\
             </description><creditline>Sam Lind</creditline></contentMeta>\
             <contentSet><remoteContent href=\"https://harbourtimes.example/quay.jpg\"/></contentSet>",
            "<remoteContent href=\"img/low%20tide.jpg\"/>",
        ],
    );
    assert_eq!(message.matches("<remoteContent").count(), 2);
    assert_eq!(message.matches("stat:withheld").count(), 3, "pictures wait with their story");
    assert_eq!(codes, [""; 0]);
}

#[test]
fn without_a_message_pictures_are_links() {
    let (item, _) = document(&[pictured()], &publisher(), &Options::default());
    shows(
        &item,
        &[
            "?><newsItem xmlns=",
            "<link rel=\"irel:seeAlso\" href=\"https://harbourtimes.example/quay.jpg\">\
             <itemClass qcode=\"ninat:picture\"/><description>An empty quay</description>\
             <description role=\"drol:caption\">The quay</description><creditline>Sam Lind</creditline>\
             <remoteContent href=\"https://harbourtimes.example/quay.jpg\"/></link><link",
        ],
    );
    assert_eq!(item.matches("<newsItem").count(), 1);
}

#[test]
fn a_message_of_one_where_that_is_asked_for() {
    let options = Options { message: true, ..Options::default() };
    let (message, _) = document(&[article("Rain")], &Publisher::default(), &options);
    shows(&message, &["<header><sent>2024-11-18T00:00:00Z</sent><transmitId>urn:uuid:", "<itemSet><newsItem guid="]);
}

#[test]
fn the_body_as_nitf() {
    let mut article = article("Rain");
    article.head.subheadline = Some("Ships stay in".into());
    article.head.dateline = Some(Dateline { text: "LEEDS".into(), place: Some("LEEDS".into()), ..Dateline::default() });
    let options = Options { body: Body::Nitf, ..Options::default() };
    let (item, codes) = document(&[article], &publisher(), &options);
    shows(
        &item,
        &["<inlineXML contenttype=\"application/nitf+xml\" wordcount=\"3\">\
           <nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\" version=\"-//IPTC//DTD NITF 3.6//EN\"><body><body.head>\
           <hedline><hl1>Rain</hl1><hl2>Ships stay in</hl2></hedline>\
           <dateline><location>LEEDS</location></dateline></body.head>\
           <body.content><p>Rain fell.</p></body.content></body></nitf></inlineXML>"],
    );
    assert_eq!(codes, [""; 0]);
}

#[test]
fn the_body_as_plain_text_too() {
    let options = Options { plain_text: true, ..Options::default() };
    let mut two = article("Rain");
    two.body.push(paragraph("Ships & boats stayed in."));
    let (document, _) = written(&two, &publisher(), &options);
    shows(
        &document,
        &["<inlineData contenttype=\"text/plain\">Rain fell.\n\nShips &amp; boats stayed in.</inlineData>"],
    );

    let mut bare = pictured();
    bare.body.remove(0);
    let (_, diagnostics) = written(&bare, &publisher(), &options);
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code == "no-plain-text"));
}

#[test]
fn a_lead_that_is_marked_is_the_story_in_short() {
    let mut article = article("Rain");
    article.body = vec![paragraph("No ferry sails.").with_role(Role::Lead)];
    let (item, _) = document(&[article], &publisher(), &Options::default());
    shows(&item, &["<description role=\"drol:summary\">No ferry sails.</description></contentMeta>"]);
}
