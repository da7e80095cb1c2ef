//! What an article becomes, property by property.

use slugline_core::model::{
    Article, Block, Byline, Catalog, EditionHead, Field, FieldSpan, Head, Publisher, Role, Span, Status, Subject,
    Urgency,
};
use slugline_core::plugin::{Arity, OptionMap, Plugin};
use slugline_newsml::{NewsMl, Options};
use slugline_specimen::part::{byline, subject};
use slugline_specimen::story::{article, dated, embargoed, head, leeds, publisher};
use slugline_specimen::{codes, flat, shows, written_by};

use crate::written;

/// The item without its indentation, and the codes of what was reported of the article.
#[track_caller]
fn item_of(article: &Article<'_>, publisher: &Publisher<'_>, options: &Options) -> (String, Vec<String>) {
    let (item, diagnostics) = written(article, publisher, options);
    roxmltree::Document::parse(&item).unwrap();
    let of_article: Vec<_> = diagnostics.into_iter().filter(|found| !found.of_run).collect();
    (flat(&item), codes(&of_article).into_iter().map(str::to_owned).collect())
}

#[track_caller]
fn check(head: Head<'static>, parts: &[&str], codes: &[&str]) {
    let (item, found) = item_of(&article(head), &Publisher::default(), &Options::default());
    shows(&item, parts);
    assert_eq!(found, codes);
}

#[track_caller]
fn check_lacks(head: Head<'static>, part: &str, codes: &[&str]) {
    let (item, found) = item_of(&article(head), &Publisher::default(), &Options::default());
    assert!(!item.contains(part), "{part} in\n{item}");
    assert_eq!(found, codes);
}

#[test]
fn nothing_is_made_up() {
    check(
        head(),
        &[
            "xml:lang=\"und\"",
            "version=\"1\"",
            "<provider literal=\"unknown\"/>",
            "<versionCreated>2024-11-18T00:00:00Z</versionCreated>",
            "<pubStatus qcode=\"stat:usable\"/>",
            "<contentMeta><contentCreated>2024-11-18</contentCreated><headline>Rain</headline></contentMeta>",
            "wordcount=\"2\"",
            "<body><p>Rain fell.</p></body>",
        ],
        &[],
    );
    check_lacks(head(), "rightsInfo", &[]);
}

#[test]
fn the_publisher_provides_and_holds_the_rights() {
    let (item, codes) = item_of(&article(head()), &publisher(), &Options::default());
    let party = "uri=\"https://harbourtimes.example/\"><name>The Harbour Times</name>";
    let parts = [
        "guid=\"tag:harbourtimes.example,2024-11-18:rain\"",
        &format!(
            "<rightsInfo><copyrightHolder {party}</copyrightHolder><copyrightNotice>Copyright 2024 The Harbour Times</copyrightNotice></rightsInfo>"
        ),
        &format!("<provider {party}</provider>"),
    ];
    shows(&item, &parts);
    assert_eq!(codes, [""; 0]);
}

#[test]
fn rights_of_the_article_beat_the_publishers() {
    let head = Head { rights: Some("Copyright 2024 Harbour Wire.\nNo archives.".into()), ..head() };
    let (item, codes) = item_of(&article(head), &publisher(), &Options::default());
    let rights =
        "<rightsInfo><copyrightNotice>Copyright 2024 Harbour Wire.<br/>No archives.</copyrightNotice></rightsInfo>";
    assert!(item.contains(rights), "{item}");
    assert_eq!(codes, ["rights-of-others"]);
}

#[test]
fn byline_with_role_and_affiliation() {
    let ada =
        Byline { role: Some("Staff Writer".into()), affiliation: Some("Harbour Wire".into()), ..byline("Ada Roe") };
    let bylines = vec![ada, byline("Sam Lind")];
    let head = Head { bylines, ..head() };
    let german = Head { language: Some("de-AT".into()), ..head.clone() };
    check(
        head,
        &[
            "<creator><name>Ada Roe</name><note>Staff Writer</note><personDetails><affiliation><name>Harbour Wire</name></affiliation></personDetails></creator>",
            "<creator><name>Sam Lind</name></creator>",
            "<by>By Ada Roe and Sam Lind</by>",
        ],
        &[],
    );
    check(
        german,
        &[
            "xml:lang=\"de-AT\"><catalogRef",
            "<language tag=\"de-AT\"/>",
            "<by>Von Ada Roe und Sam Lind</by>",
            "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"de-AT\" xml:lang=\"de-AT\">",
        ],
        &[],
    );
}

#[test]
fn a_language_that_is_none() {
    let head = Head { language: Some("English".into()), ..head() };
    check(head.clone(), &["xml:lang=\"und\""], &["invalid-language"]);
    check_lacks(head, "<language", &["invalid-language"]);
}

#[test]
fn dateline_and_place() {
    let head = Head { dateline: Some(leeds()), ..head() };
    let parts = [
        "<located><name>LEEDS, England</name></located>",
        "<dateline>LEEDS, England (HW)</dateline>",
        "<p><span class=\"dateline\">LEEDS, England (HW) —</span> Rain fell.</p>",
        "wordcount=\"5\"",
    ];
    check(head, &parts, &[]);
}

#[test]
fn dates_as_precise_as_they_are() {
    let mut timed = head();
    timed.dates.created = "2024-11-18T08:00:00+01:00".parse().ok();
    timed.dates.published = timed.dates.created;
    timed.dates.updated = "2024-11-18".parse().ok();
    let parts = [
        "<contentCreated>2024-11-18T08:00:00+01:00</contentCreated><contentModified>2024-11-18</contentModified>",
        "<versionCreated>2024-11-18T00:00:00Z</versionCreated><pubStatus",
    ];
    check(timed.clone(), &parts, &[]);

    timed.dates.updated = "2024-11-19T00:00:00Z".parse().ok();
    let first =
        "<versionCreated>2024-11-19T00:00:00Z</versionCreated><firstCreated>2024-11-18T08:00:00+01:00</firstCreated>";
    check(timed.clone(), &[first], &[]);

    timed.dates.published = "2024-11-20".parse().ok();
    timed.dates.updated = "2024-11-17".parse().ok();
    check_lacks(timed, "contentModified", &["date-order", "field-left-out"]);

    check_lacks(dated("--11-18"), "contentCreated", &["missing-date", "date-without-year"]);
}

#[test]
fn embargo_with_a_time_a_day_and_no_year() {
    let time = "<embargoed>2024-11-19T06:00:00-05:00</embargoed>";
    check(embargoed("2024-11-19T06:00:00-05:00"), &[time], &[]);
    let day = "<embargoed>2024-11-19T00:00:00-12:00</embargoed>";
    check(embargoed("2024-11-19"), &[day], &["embargo-without-time"]);
    check(embargoed("--11-19"), &["<embargoed/>"], &["embargo-without-year"]);
}

#[test]
fn status_version_and_urgency() {
    let urgent = |code: &'static str, level| Head {
        status: Some(Status::Canceled),
        version: Some(3),
        urgency: Some(Urgency { code: code.into(), level }),
        ..head()
    };
    let parts = ["version=\"3\"", "stat:canceled", "<contentMeta><urgency>2</urgency>"];
    check(urgent("2", Some(2)), &parts, &["canceled-with-text"]);
    check(urgent("u", Some(2)), &parts, &["canceled-with-text", "urgency-as-level"]);
    check_lacks(urgent("x", None), "<urgency>", &["canceled-with-text", "unknown-urgency"]);
    let silent = Article { body: Vec::new(), ..article(urgent("2", Some(2))) };
    assert_eq!(item_of(&silent, &publisher(), &Options::default()).1, ["missing-text"]);
}

#[test]
fn section_by_name_and_by_code() {
    let head = Head { section: Some("World".into()), category: Some("i".into()), ..head() };
    let category = "<subject type=\"cpnat:abstract\" literal=\"i\"/>";
    let literal = "<subject type=\"cpnat:abstract\" literal=\"World\"><name>World</name></subject>";
    check(head.clone(), &[literal, category], &[]);
    check_lacks(head.clone(), "<catalog>", &[]);

    let options =
        Options { section_scheme: Some("https://harbourtimes.example/sections/".to_owned()), ..Options::default() };
    let (item, _) = item_of(&article(head), &Publisher::default(), &options);
    let parts = [
        "<catalog><scheme alias=\"section\" uri=\"https://harbourtimes.example/sections/\"/></catalog>",
        "<subject type=\"cpnat:abstract\" qcode=\"section:world\"><name>World</name></subject>",
    ];
    shows(&item, &parts);
}

#[test]
fn a_publisher_must_be_named() {
    let reported = |publisher: &Publisher<'_>| {
        let (_, diagnostics) = written(&article(head()), publisher, &Options::default());
        diagnostics
            .into_iter()
            .map(|found| [found.message, found.help.unwrap_or_default()].join("; "))
            .collect::<Vec<_>>()
    };
    let message =
        "nothing says who publishes; NewsML-G2 must name a provider, and `unknown` stands in; set `publisher.name`";
    assert_eq!(reported(&Publisher::default()), [message]);
    assert!(reported(&Publisher { name: Some("The Harbour Times".into()), ..Publisher::default() }).is_empty());
}

#[test]
fn the_publishers_own_schemes_have_a_catalog() {
    let subject = |scheme: &'static str, code: &'static str| Subject {
        scheme: Some(scheme.into()),
        code: Some(code.into()),
        name: None,
    };
    let catalog = |alias: &'static str, scheme: &'static str| Catalog { alias: alias.into(), scheme: scheme.into() };
    let catalogs = vec![
        catalog("place", "https://harbour.example/places/"),
        catalog("section", "https://harbour.example/sections/"),
        catalog("stat", "https://harbour.example/status/"),
        catalog("topic", "https://harbour.example/topics/"),
    ];
    let publisher = Publisher { catalogs, ..publisher() };
    let subjects = vec![
        subject("https://harbour.example/topics/", "strike"),
        subject("https://harbour.example/topics/", "two words"),
        subject("https://harbour.example/status/", "new"),
        subject("genre", "Analysis"),
    ];
    let section = Some("Inner City".into());
    let (item, codes) = item_of(&article(Head { section, subjects, ..head() }), &publisher, &Options::default());
    for part in [
        "<catalog><scheme alias=\"section\" uri=\"https://harbour.example/sections/\"/>\
         <scheme alias=\"topic\" uri=\"https://harbour.example/topics/\"/></catalog>",
        "<subject type=\"cpnat:abstract\" qcode=\"section:inner-city\"><name>Inner City</name></subject>",
        "<subject qcode=\"topic:strike\"/><subject literal=\"https://harbour.example/topics/:two words\"/>\
         <subject uri=\"https://harbour.example/status/new\"/><genre qcode=\"genre:Analysis\"/>",
    ] {
        assert!(item.contains(part), "no {part} in\n{item}");
    }
    assert_eq!(codes, ["unknown-scheme"]);
}

#[test]
fn usage_terms_and_the_page_on_the_web() {
    let publisher = Publisher { usage_terms: Some("For subscribers.\nNo archives.".into()), ..publisher() };
    let page = Head { url: Some("https://harbour.example/a?b=1&c".into()), ..head() };
    let (item, codes) = item_of(&article(page.clone()), &publisher, &Options::default());
    for part in [
        "</copyrightNotice><usageTerms>For subscribers.<br/>No archives.</usageTerms></rightsInfo>",
        "<link reluri=\"http://www.iana.org/assignments/relation/canonical\" contenttype=\"text/html\" \
         href=\"https://harbour.example/a?b=1&amp;c\"/></itemMeta>",
    ] {
        assert!(item.contains(part), "no {part} in\n{item}");
    }
    assert_eq!(codes, [""; 0]);
    let own = Head { rights: Some("Copyright 2024 Harbour Wire".into()), ..page };
    let (item, _) = item_of(&article(own), &publisher, &Options::default());
    assert!(!item.contains("usageTerms"), "{item}");
    check_lacks(Head { url: Some("/a".into()), ..head() }, "<link", &["no-web-address"]);
}

#[test]
fn subjects_by_what_identifies_them() {
    let rail = |scheme: &'static str, code: &'static str| subject(Some(scheme), Some(code), Some("rail"));
    let subjects = vec![
        rail("medtop", "20000337"),
        rail("medtop", "rail"),
        rail("https://example.org/topics/", "rail"),
        rail("hw", "rail"),
        subject(None, None, Some("rail")),
        subject(Some("medtop"), None, Some("rail")),
    ];
    let parts = [
        "<subject qcode=\"medtop:20000337\"><name>rail</name></subject>",
        "<subject literal=\"medtop:rail\"><name>rail</name></subject>",
        "<subject uri=\"https://example.org/topics/rail\"><name>rail</name></subject>",
        "<subject literal=\"hw:rail\"><name>rail</name></subject>",
        "<subject><name>rail</name></subject><subject><name>rail</name></subject>",
    ];
    let codes = ["unknown-scheme", "unknown-scheme", "field-left-out"];
    check(Head { subjects, ..head() }, &parts, &codes);
}

#[test]
fn headline_stands_alone_or_with_a_second() {
    let head = Head {
        subheadline: Some("Crews walk out".into()),
        slug: Some("harbour-strike".into()),
        keywords: vec!["ferries".into(), "strike".into()],
        credit: Some("Harbour Wire".into()),
        ..head()
    };
    let parts = [
        "<keyword>ferries</keyword><keyword>strike</keyword>",
        "<slugline separator=\"-\">harbour-strike</slugline>",
        "<headline>Rain</headline><headline roleuri=\"https://schema.org/alternativeHeadline\">Crews walk out</headline>",
        "<creditline>Harbour Wire</creditline>",
    ];
    check(head.clone(), &parts, &[]);

    let wire = Head { headline: None, slug: Some("BC-US--Rain, 1st Ld".into()), ..head };
    let parts = ["<slugline>BC-US--Rain, 1st Ld</slugline>", "<headline>BC-US--Rain, 1st Ld</headline>"];
    check(wire, &parts, &["missing-headline"]);
}

#[test]
fn identifiers_that_are_no_iri_are_kept_beside() {
    let identified = |identifier: &'static str| Head { identifier: Some(identifier.into()), ..head() };
    check(identified("urn:newsml:hw.example:20241118:a1"), &["guid=\"urn:newsml:hw.example:20241118:a1\""], &[]);
    check(identified("A 0173"), &["guid=\"urn:uuid:", "<altId>A 0173</altId>"], &["invalid-identifier"]);
}

#[test]
fn a_wrong_authority_makes_no_tag() {
    let publisher = Publisher { authority: Some("The Harbour Times".into()), ..Publisher::default() };
    let (item, codes) = item_of(&article(head()), &publisher, &Options::default());
    assert!(item.contains("guid=\"urn:uuid:"), "{item}");
    assert_eq!(codes, ["invalid-authority"]);
}

#[test]
fn what_editors_may_read_stands_in_ed_note() {
    let head = Head { editor_notes: vec!["Pictures follow.\r\nCall 555.".into()], ..head() };
    let mut article = article(head);
    article.body.push(Block::paragraph("Hold page one.", Span::new(17, 31)).with_role(Role::EditorOnly));
    let (item, codes) = item_of(&article, &Publisher::default(), &Options::default());
    let notes = "<edNote>Pictures follow.<br/>Call 555.</edNote><edNote>Hold page one.</edNote></itemMeta>";
    assert!(item.contains(notes), "{item}");
    assert!(item.contains("<body><p>Rain fell.</p></body>"), "{item}");
    assert_eq!(codes, ["editor-only"]);
}

#[test]
fn an_article_without_text_has_its_headline_as_content() {
    let article = Article { head: head(), body: Vec::new() };
    let (item, codes) = item_of(&article, &Publisher::default(), &Options::default());
    assert!(item.contains("wordcount=\"0\"") && item.contains("<body><h1>Rain</h1></body>"), "{item}");
    assert_eq!(codes, ["missing-text"]);
}

#[test]
fn what_is_left_out_is_reported_where_it_stood() {
    let head = Head {
        headline: Some("Ra\u{1}in".into()),
        spans: vec![FieldSpan { field: Field::Headline, index: 0, span: Span::new(0, 5) }],
        ..head()
    };
    let (item, diagnostics) = written(&article(head), &publisher(), &Options::default());
    assert!(item.contains("<headline>Rain</headline>"));
    assert_eq!(diagnostics[0].code, "forbidden-character");
    assert_eq!(diagnostics[0].span, Span::new(0, 5));
}

#[test]
fn the_plugin_binds_its_options() {
    let mut options = OptionMap::new();
    let writer = NewsMl.writer("newsml-g2", &options).unwrap();
    assert_eq!(writer.arity(), Arity::Many);
    let (item, _) = written_by(&*writer, &EditionHead::default(), &[article(head())]);
    assert_eq!(item, written(&article(head()), &Publisher::default(), &Options::default()).0.into_bytes());

    options.set("section_scheme", "sections");
    let fault = NewsMl.writer("newsml-g2", &options).err().unwrap();
    let expected = "option `newsml-g2.section_scheme`: expected an absolute IRI, found `sections`";
    assert_eq!(fault.to_string(), expected);
    let mut misspelt = OptionMap::new();
    misspelt.set("section_schema", "x");
    assert!(NewsMl.writer("newsml-g2", &misspelt).is_err());
}
