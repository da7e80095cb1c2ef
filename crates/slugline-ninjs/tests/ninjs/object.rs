//! What an article becomes, property by property.

use serde_json::{Value, json};
use slugline_core::model::{
    Article, Block, BlockKind, Byline, Dateline, EditionHead, Figure, Head, Inlines, Node, Publisher, Role, Span,
    Status, Subject, Urgency,
};
use slugline_core::plugin::{Arity, OptionMap, Plugin};
use slugline_ninjs::{NinJs, Options, Version};
use slugline_specimen::part::{byline, subject};
use slugline_specimen::story::{article, dated, embargoed, head, publisher};
use slugline_specimen::{codes, written_by};

use crate::written;

/// The object in 3.1, and the codes of what was reported.
#[track_caller]
fn object_of(article: &Article<'_>, publisher: &Publisher<'_>, options: &Options) -> (Value, Vec<String>) {
    let (ninjs, diagnostics) = written(article, publisher, Version::V3, options);
    (serde_json::from_str(&ninjs).unwrap(), codes(&diagnostics).into_iter().map(str::to_owned).collect())
}

/// Compares some properties; `null` is a property that is not there.
#[track_caller]
fn check(head: Head<'static>, properties: &Value, codes: &[&str]) {
    let (object, found) = object_of(&article(head), &Publisher::default(), &Options::default());
    for (name, value) in properties.as_object().unwrap() {
        assert_eq!(object.get(name).unwrap_or(&Value::Null), value, "{name}");
    }
    assert_eq!(found, codes);
}

/// An article that says something in every field, and more than one thing where it can.
fn full() -> Article<'static> {
    let mut head = head();
    head.subheadline = Some("Crews walk out".into());
    head.section = Some("World".into());
    head.category = Some("i".into());
    head.bylines = vec![byline("Ada Roe")];
    let dateline = Dateline { text: "LEEDS (HW)".into(), place: Some("LEEDS".into()), ..Dateline::default() };
    head.dateline = Some(dateline);
    head.dates.embargo = "2024-11-19T06:00:00-05:00".parse().ok();
    head.language = Some("en-GB".into());
    head.slug = Some("harbour-rain".into());
    head.keywords = vec!["ferries".into()];
    head.urgency = Some(Urgency { code: "4".into(), level: Some(4) });
    head.credit = Some("Harbour Wire".into());
    head.editor_notes = vec!["Pictures follow.".into()];
    head.identifier = Some("A 0173".into());
    head.version = Some(2);
    let figure = Figure {
        source: "https://harbourtimes.example/quay.jpg".into(),
        alt: "An empty quay".into(),
        caption: Inlines::text("The quay on Monday", Span::DETACHED),
        credit: Some("Sam Lind".into()),
    };
    let picture = Node::new(BlockKind::Figure(Box::new(figure)), Span::DETACHED);
    Article { head, body: vec![Block::paragraph("Rain fell.", Span::DETACHED), picture] }
}

#[test]
fn nothing_is_made_up() {
    let (mut object, codes) = object_of(&article(head()), &Publisher::default(), &Options::default());
    assert!(object["uri"].as_str().unwrap().starts_with("urn:uuid:"));
    object["uri"].take();
    let expected = json!({
        "uri": null,
        "standard": {
            "name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
        },
        "type": "text",
        "representationType": "full",
        "version": "1",
        "firstCreated": "2024-11-18T00:00:00Z",
        "versionCreated": "2024-11-18T00:00:00Z",
        "contentCreated": "2024-11-18T00:00:00Z",
        "pubStatus": "usable",
        "language": "und",
        "headlines": [{"role": "main", "value": "Rain"}],
        "bodies": [{"role": "main", "contentType": "text/html", "wordCount": 2, "value": "<p>Rain fell.</p>\n"}],
    });
    assert_eq!(object, expected);
    assert_eq!(codes, [""; 0]);
}

#[test]
fn every_field_has_its_property() {
    let (object, codes) = object_of(&full(), &publisher(), &Options::default());
    let some = json!({
        "version": "2",
        "embargoedUntil": "2024-11-19T06:00:00-05:00",
        "urgency": 4,
        "copyrightHolder": "The Harbour Times",
        "copyrightNotice": "Copyright 2024 The Harbour Times",
        "edNote": "Pictures follow.",
        "language": "en-GB",
        "altIds": [{"role": "provider", "value": "A 0173"}],
        "headlines": [{"role": "main", "value": "Rain"}, {"role": "subtitle", "value": "Crews walk out"}],
        "slugline": "harbour-rain",
        "by": "By Ada Roe",
        "located": "LEEDS",
        "people": [{"name": "Ada Roe", "rel": "author"}],
        "subjects": [
            {"name": "World", "rel": "section"},
            {"rel": "category", "literal": "i"},
            {"name": "ferries", "rel": "keyword"},
        ],
        "infoSources": [
            {"name": "The Harbour Times", "role": "publisher", "uri": "https://harbourtimes.example/"},
            {"name": "Harbour Wire", "role": "credit"},
        ],
        "associations": [{
            "name": "picture-1",
            "uri": "https://harbourtimes.example/quay.jpg",
            "type": "picture",
            "descriptions": [
                {"role": "caption", "value": "The quay on Monday"},
                {"role": "alternate-text", "value": "An empty quay"},
            ],
            "by": "Sam Lind",
            "renditions": [{"name": "original", "href": "https://harbourtimes.example/quay.jpg"}],
        }],
    });
    for (name, value) in some.as_object().unwrap() {
        assert_eq!(&object[name], value, "{name}");
    }
    let body = &object["bodies"][0];
    assert_eq!(body["wordCount"], 4, "the dateline and the paragraph, not the picture");
    let paragraph = "<p><span class=\"dateline\">LEEDS (HW) —</span> Rain fell.</p>\n<figure>";
    assert!(body["value"].as_str().unwrap().starts_with(paragraph), "{body}");
    assert_eq!(codes, ["invalid-identifier", "picture-not-embedded"]);
}

#[test]
fn version_2_says_the_same_in_small_letters() {
    fn names<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
        for (name, inner) in value.as_object().into_iter().flatten() {
            found.push(name);
            names(inner, found);
        }
        value.as_array().into_iter().flatten().for_each(|inner| names(inner, found));
    }
    let of = |version| {
        let (ninjs, _) = written(&full(), &publisher(), version, &Options::default());
        serde_json::from_str::<Value>(&ninjs).unwrap()
    };
    let (newer, older) = (of(Version::V3), of(Version::V2));
    let (mut camel, mut small) = (Vec::new(), Vec::new());
    names(&newer, &mut camel);
    names(&older, &mut small);
    assert_eq!(camel.len(), small.len());
    assert!(small.iter().all(|name| !name.contains(|letter: char| letter.is_uppercase())), "{small:?}");
    assert_eq!(older["standard"]["version"], "2.2");
    assert_eq!(older["embargoed"], newer["embargoedUntil"]);
    assert_eq!(older["bodies"][0]["contenttype"], "text/html");
}

#[test]
fn rights_of_the_article_beat_the_publishers() {
    let head = Head { rights: Some("Copyright 2024 Harbour Wire.".into()), ..head() };
    let (object, _) = object_of(&article(head), &publisher(), &Options::default());
    assert_eq!(object["copyrightNotice"], "Copyright 2024 Harbour Wire.");
    assert_eq!(object.get("copyrightHolder"), None);
}

#[test]
fn authors_are_a_line_and_people() {
    let ada = Byline { name: "Ada Roe".into(), role: Some("Staff Writer".into()), affiliation: Some("HW".into()) };
    let sam = byline("Sam Lind");
    let head = Head { language: Some("de-AT".into()), bylines: vec![ada, sam], ..head() };
    let people = json!([{"name": "Ada Roe", "rel": "author"}, {"name": "Sam Lind", "rel": "author"}]);
    let properties = json!({"by": "Von Ada Roe und Sam Lind", "people": people, "language": "de-AT"});
    check(head, &properties, &[]);
}

#[test]
fn moments_of_what_is_dated() {
    let mut timed = head();
    timed.dates.created = "2024-11-18T08:00:00+01:00".parse().ok();
    timed.dates.published = timed.dates.created;
    timed.dates.updated = "2024-11-19T00:00:00Z".parse().ok();
    let properties = json!({
        "firstCreated": "2024-11-18T08:00:00+01:00",
        "versionCreated": "2024-11-19T00:00:00Z",
        "contentCreated": "2024-11-18T08:00:00+01:00",
    });
    check(timed.clone(), &properties, &[]);

    timed.dates.published = "2024-11-20".parse().ok();
    timed.dates.updated = "2024-11-17".parse().ok();
    let properties = json!({"firstCreated": null, "contentCreated": "2024-11-18T08:00:00+01:00"});
    check(timed, &properties, &["date-order", "field-left-out"]);

    let properties = json!({"firstCreated": null, "versionCreated": "1970-01-01T00:00:00Z"});
    check(dated("--11-18"), &properties, &["missing-date", "date-without-year"]);
}

#[test]
fn an_embargo_without_an_end_withholds() {
    let time = json!({"embargoedUntil": "2024-11-19T00:00:00-12:00", "pubStatus": "usable"});
    check(embargoed("2024-11-19"), &time, &["embargo-without-time"]);
    let withheld = json!({"embargoedUntil": null, "pubStatus": "withheld"});
    check(embargoed("--11-19"), &withheld, &["embargo-without-year"]);
    let killed = Head { status: Some(Status::Canceled), ..embargoed("--11-19") };
    check(killed, &json!({"pubStatus": "canceled"}), &["embargo-without-year", "canceled-with-text"]);
    check(Head { status: Some(Status::Withheld), ..head() }, &json!({"pubStatus": "withheld"}), &[]);
}

#[test]
fn subjects_by_what_identifies_them() {
    let rail = |scheme: &'static str, code: &'static str| subject(Some(scheme), Some(code), Some("rail"));
    let subjects = vec![
        rail("medtop", "20000337"),
        rail("https://example.org/topics/", "rail"),
        rail("ticker", "A<B"),
        rail("hw", "rail"),
        subject(None, None, Some("rail")),
        Subject::default(),
    ];
    let expected = json!([
        {"name": "rail", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000337"},
        {"name": "rail", "uri": "https://example.org/topics/rail"},
        {"name": "rail", "literal": "ticker:A<B"},
        {"name": "rail", "literal": "hw:rail"},
        {"name": "rail"},
    ]);
    check(Head { subjects, ..head() }, &json!({ "subjects": expected }), &["unknown-scheme"]);
}

#[test]
fn what_editors_may_read_stands_in_ed_note() {
    let head = Head { editor_notes: vec!["Pictures follow.".into(), " ".into()], ..head() };
    let mut article = article(head);
    article.body.push(Block::paragraph("Hold page one.", Span::new(17, 31)).with_role(Role::EditorOnly));
    let (object, codes) = object_of(&article, &Publisher::default(), &Options::default());
    assert_eq!(object["edNote"], "Pictures follow.\nHold page one.");
    assert_eq!(object["bodies"][0]["value"], "<p>Rain fell.</p>\n");
    assert_eq!(codes, ["editor-only"]);
}

#[test]
fn a_lead_that_is_marked_is_a_description() {
    let lead = Block::paragraph("No ferry sails.", Span::DETACHED).with_role(Role::Lead);
    let (object, _) =
        object_of(&Article { head: head(), body: vec![lead] }, &Publisher::default(), &Options::default());
    assert_eq!(object["descriptions"], json!([{"role": "summary", "value": "No ferry sails."}]));
}

#[test]
fn a_picture_in_a_file_has_a_title_and_no_address() {
    let figure = Figure { source: "img/low tide.jpg".into(), alt: "A quay".into(), ..Figure::default() };
    let body = vec![Node::new(BlockKind::Figure(Box::new(figure)), Span::DETACHED)];
    let (object, _) = object_of(&Article { head: head(), body }, &Publisher::default(), &Options::default());
    let picture = &object["associations"][0];
    assert!(picture["uri"].as_str().unwrap().starts_with("urn:uuid:"));
    assert_eq!(picture["renditions"], json!([{"name": "original", "title": "img/low tide.jpg"}]));
}

#[test]
fn the_body_as_plain_text_too() {
    let options = Options { plain_text: true, ..Options::default() };
    let (object, _) = object_of(&full(), &Publisher::default(), &options);
    let plain =
        json!({"role": "plain-text", "contentType": "text/plain", "wordCount": 4, "value": "LEEDS (HW) — Rain fell."});
    assert_eq!(object["bodies"][1], plain);
    let mut bare = full();
    bare.head.dateline = None;
    bare.body.remove(0);
    let (object, codes) = object_of(&bare, &Publisher::default(), &options);
    assert_eq!(object["bodies"][1], Value::Null);
    assert!(codes.contains(&"no-plain-text".to_owned()));
}

#[test]
fn an_article_without_text_has_its_headline_as_content() {
    let article = Article { head: head(), body: Vec::new() };
    let (object, codes) = object_of(&article, &Publisher::default(), &Options::default());
    assert_eq!(object["bodies"][0]["value"], "<h1>Rain</h1>\n");
    assert_eq!(codes, ["missing-text"]);
}

#[test]
fn the_plugin_binds_version_and_options() {
    let mut options = OptionMap::new();
    options.set("section_scheme", "https://harbourtimes.example/sections/");
    let articles = [article(Head { section: Some("Home News".into()), ..head() })];
    for (name, version) in [("ninjs", "3.1"), ("ninjs-2", "2.2")] {
        let writer = NinJs.writer(name, &options).unwrap();
        assert_eq!(writer.arity(), Arity::One);
        let (ninjs, diagnostics) = written_by(&*writer, &EditionHead::default(), &articles);
        let object: Value = serde_json::from_slice(&ninjs).unwrap();
        assert_eq!(object["standard"]["version"], version);
        assert_eq!(object["subjects"][0]["uri"], "https://harbourtimes.example/sections/home-news");
        assert_eq!(diagnostics, []);
    }
    options.set("section_scheme", "sections");
    let fault = NinJs.writer("ninjs-2", &options).err().unwrap();
    let expected = "option `ninjs-2.section_scheme`: expected an absolute IRI, found `sections`";
    assert_eq!(fault.to_string(), expected);
}
