//! What an article becomes, property by property.

use std::slice::from_ref;

use slugline_core::diagnostic::Severity;
use slugline_core::model::{
    Article, Block, BlockKind, Byline, Dateline, EditionHead, Field, FieldSpan, Figure, Head, Inlines, Node, Publisher,
    Role, Span,
};
use slugline_core::plugin::{Arity, OptionMap, Plugin};
use slugline_feeds::{Feeds, Format, Options};
use slugline_specimen::part::{byline, subject};
use slugline_specimen::story::{article, dated, head};
use slugline_specimen::{codes, flat, shows, written_by};

use crate::rules::keeps_all;
use crate::{FORMATS, edition_head, options, written};

/// The feed without its indentation, which keeps the rules of its format, and the codes of what was reported.
#[track_caller]
fn feed_of(
    articles: &[Article<'_>],
    head: &EditionHead<'_>,
    format: Format,
    options: &Options,
) -> (String, Vec<String>) {
    let (feed, diagnostics) = written(articles, head, format, options);
    keeps_all(format, &feed);
    (flat(&feed), codes(&diagnostics).into_iter().map(str::to_owned).collect())
}

/// What one article becomes where the settings leave nothing open.
#[track_caller]
fn check(head: &Head<'static>, format: Format, parts: &[&str], codes: &[&str]) {
    let (feed, found) = feed_of(&[article(head.clone())], &edition_head(), format, &options());
    shows(&feed, parts);
    assert_eq!(found, codes, "{feed}");
}

#[track_caller]
fn check_lacks(head: &Head<'static>, format: Format, part: &str, codes: &[&str]) {
    let (feed, found) = feed_of(&[article(head.clone())], &edition_head(), format, &options());
    assert!(!feed.contains(part), "{part} in\n{feed}");
    assert_eq!(found, codes, "{feed}");
}

#[test]
fn a_feed_says_who_publishes_it_and_where() {
    let channel = [
        "<channel><title>The Harbour Times</title><link>https://harbourtimes.example/</link>",
        "<description>News from the harbour</description>",
        "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://harbourtimes.example/feed\"/>",
        "<dc:publisher>The Harbour Times</dc:publisher>",
    ];
    check(&head(), Format::Rss, &channel, &[]);
    let feed = [
        "<id>https://harbourtimes.example/feed</id><title>The Harbour Times</title>",
        "<subtitle>News from the harbour</subtitle><updated>2024-11-18T00:00:00Z</updated>",
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://harbourtimes.example/\"/>",
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://harbourtimes.example/feed\"/>",
        "<author><name>The Harbour Times</name><uri>https://harbourtimes.example/</uri></author>",
    ];
    check(&head(), Format::Atom, &feed, &[]);
    let object = [
        "{\"version\": \"https://jsonfeed.org/version/1.1\",\"title\": \"The Harbour Times\",",
        "\"home_page_url\": \"https://harbourtimes.example/\",\"feed_url\": \"https://harbourtimes.example/feed\",",
        "\"description\": \"News from the harbour\",",
        "\"authors\": [{\"name\": \"The Harbour Times\",\"url\": \"https://harbourtimes.example/\"}],\"items\": [{",
    ];
    check(&head(), Format::JsonFeed, &object, &[]);
}

#[test]
fn a_feed_has_the_logo_where_it_is_on_the_web() {
    let feed_with = |logo: &'static str, format| {
        let publisher = Publisher { logo: Some(logo.into()), ..edition_head().publisher };
        feed_of(&[article(head())], &EditionHead { publisher, ..EditionHead::default() }, format, &options())
    };
    let image = "<image><url>https://harbourtimes.example/logo.png?a=1&amp;b=2</url>\
                 <title>The Harbour Times</title><link>https://harbourtimes.example/</link></image><item>";
    let logo = "</author><logo>https://harbourtimes.example/logo.png?a=1&amp;b=2</logo>";
    let icon = "\"icon\": \"https://harbourtimes.example/logo.png?a=1&b=2\",\"authors\"";
    for (format, part) in FORMATS.into_iter().zip([image, logo, icon]) {
        let (feed, codes) = feed_with("https://harbourtimes.example/logo.png?a=1&b=2", format);
        assert!(feed.contains(part), "{part} in\n{feed}");
        assert_eq!(codes, [""; 0]);
        let (feed, codes) = feed_with("logo.png", format);
        assert!(!feed.contains("logo"), "{feed}");
        assert_eq!(codes, ["no-web-address"]);
    }
}

#[test]
fn what_nobody_set_is_one_diagnostic() {
    let missing = |articles: &[Article<'_>], head: &EditionHead<'_>, format, options: &Options| {
        let (feed, diagnostics) = written(articles, head, format, options);
        let [found] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
        assert_eq!(found.code, "incomplete-feed");
        (feed, found.severity, found.message.to_string(), found.help.clone().unwrap().to_string())
    };
    let (bare, articles) = (EditionHead::default(), [article(head())]);
    let (rss, severity, message, help) = missing(&articles, &bare, Format::Rss, &Options::default());
    assert!(rss.contains("<title>Rain</title>\n    <link>urn:uuid:") && rss.contains("<description>Rain<"), "{rss}");
    assert_eq!(severity, Severity::Warning);
    assert_eq!(message, "nothing says the feed's title, home page, own address, description");
    assert_eq!(help, "set `publisher.name`, `publisher.url`, `rss.feed_url`, `rss.description`");

    let (atom, severity, message, help) = missing(&articles, &bare, Format::Atom, &Options::default());
    assert!(atom.contains("<author>\n    <name>unknown</name>"), "{atom}");
    assert_eq!(severity, Severity::Warning);
    assert_eq!(message, "nothing says the feed's title, authors, home page, own address");
    assert_eq!(help, "set `publisher.name`, `publisher.url`, `atom.feed_url`");

    let signed = [article(Head { bylines: vec![byline("Ada Roe")], ..head() })];
    let (atom, _, message, _) = missing(&signed, &bare, Format::Atom, &Options::default());
    assert!(!atom.contains("unknown"), "{atom}");
    assert_eq!(message, "nothing says the feed's title, home page, own address");

    let (_, severity, message, _) = missing(&articles, &edition_head(), Format::JsonFeed, &Options::default());
    assert_eq!((severity, message.as_str()), (Severity::Note, "nothing says the feed's own address"));
}

#[test]
fn an_edition_has_a_title_and_an_identifier_of_its_own() {
    let of_day = EditionHead {
        title: Some("Monday".into()),
        identifier: Some("tag:harbourtimes.example,2024:monday".into()),
        ..edition_head()
    };
    let articles = [article(head())];
    let (rss, codes) = feed_of(&articles, &of_day, Format::Rss, &options());
    assert!(rss.contains("<title>Monday</title>") && rss.contains("<dc:publisher>The Harbour Times<"), "{rss}");
    assert_eq!(codes, ["field-left-out"]);
    let (atom, codes) = feed_of(&articles, &of_day, Format::Atom, &options());
    assert!(atom.contains("<id>tag:harbourtimes.example,2024:monday</id><title>Monday</title>"), "{atom}");
    assert_eq!(codes, [""; 0]);
    let unnamed = EditionHead { identifier: Some("Monday 18".into()), ..of_day };
    let (atom, codes) = feed_of(&articles, &unnamed, Format::Atom, &options());
    assert!(atom.contains("<id>urn:uuid:"), "{atom}");
    assert_eq!(codes, ["invalid-identifier"]);
}

#[test]
fn a_feed_keeps_its_identifier_when_it_grows() {
    let id = |articles: &[Article<'_>], head: &EditionHead<'_>| {
        let (atom, _) = feed_of(articles, head, Format::Atom, &Options::default());
        atom.split("<id>").nth(1).unwrap().split("</id>").next().unwrap().to_owned()
    };
    let (rain, hail) = (article(head()), article(Head { headline: Some("Hail".into()), ..head() }));
    let one = id(from_ref(&rain), &edition_head());
    assert_eq!(one, id(&[rain.clone(), hail.clone()], &edition_head()));
    assert_ne!(one, id(from_ref(&rain), &EditionHead { title: Some("Sport".into()), ..edition_head() }));
    let bare = EditionHead::default();
    assert_ne!(id(from_ref(&rain), &bare), id(&[rain, hail], &bare));
}

#[test]
fn articles_of_a_job_are_one_feed() {
    let mut later = Head { headline: Some("Hail".into()), ..head() };
    later.dates.updated = "2024-11-18T17:20:40-04:00".parse().ok();
    let articles = [article(head()), article(later), article(head())];
    let order = |feed: &str, title: &dyn Fn(&str) -> String| {
        let at = |name| feed.find(&title(name)).unwrap();
        at("Rain") < at("Hail") && at("Hail") < feed.rfind(&title("Rain")).unwrap()
    };
    for format in [Format::Rss, Format::Atom] {
        let (feed, _) = feed_of(&articles, &edition_head(), format, &options());
        assert!(order(&feed, &|name| format!("<title>{name}</title>")), "{feed}");
    }
    let (json, _) = feed_of(&articles, &edition_head(), Format::JsonFeed, &options());
    assert!(order(&json, &|name| format!("\"title\": \"{name}\"")), "{json}");
    let (atom, _) = feed_of(&articles, &edition_head(), Format::Atom, &options());
    assert!(atom.contains("</subtitle><updated>2024-11-18T17:20:40-04:00</updated>"), "the newest: {atom}");
    assert_eq!(atom.matches("<updated>2024-11-18T00:00:00Z</updated>").count(), 2);
}

#[test]
fn dates_are_moments() {
    let mut timed = head();
    timed.dates.published = "2024-11-18T17:20:40-04:00".parse().ok();
    timed.dates.updated = "2024-11-19".parse().ok();
    check(&timed, Format::Rss, &["<pubDate>Mon, 18 Nov 2024 17:20:40 -0400</pubDate>"], &[]);
    let moments = "<updated>2024-11-19T00:00:00Z</updated><published>2024-11-18T17:20:40-04:00</published>";
    check(&timed, Format::Atom, &[moments], &[]);
    let moments = "\"date_published\": \"2024-11-18T17:20:40-04:00\",\"date_modified\": \"2024-11-19T00:00:00Z\"";
    check(&timed, Format::JsonFeed, &[moments], &[]);

    let mut written = head();
    written.dates.created = "2024-11-17".parse().ok();
    check(&written, Format::Rss, &["<pubDate>Mon, 18 Nov 2024 00:00:00 GMT</pubDate>"], &["field-left-out"]);
    written.dates.updated = "2024-11-16".parse().ok();
    check_lacks(&written, Format::JsonFeed, "date_modified", &["date-order", "field-left-out"]);
    (written.dates.published, written.dates.updated) = (None, None);
    check(&written, Format::Rss, &["<pubDate>Sun, 17 Nov 2024 00:00:00 GMT</pubDate>"], &[]);
}

#[test]
fn nothing_but_the_article_says_when() {
    let undated = Head { headline: Some("Rain".into()), ..Head::default() };
    check_lacks(&undated, Format::Rss, "pubDate", &[]);
    check(&undated, Format::Atom, &["<updated>1970-01-01T00:00:00Z</updated><content"], &["missing-date"]);
    check_lacks(&undated, Format::JsonFeed, "date_", &[]);

    let yearless = dated("--11-18");
    check_lacks(&yearless, Format::Rss, "pubDate", &["date-without-year"]);
    check_lacks(&yearless, Format::Atom, "<published>", &["date-without-year", "missing-date"]);
}

#[test]
fn authors_one_element_each() {
    let ada = Byline { role: Some("Staff Writer".into()), affiliation: Some("Wire".into()), ..byline("Ada Roe") };
    let signed = Head { bylines: vec![ada, byline("Sam Lind"), byline(" ")], ..head() };
    check(&signed, Format::Rss, &["<dc:creator>Ada Roe</dc:creator><dc:creator>Sam Lind</dc:creator>"], &[]);
    let authors = "<author><name>Ada Roe</name></author><author><name>Sam Lind</name></author><content";
    check(&signed, Format::Atom, &[authors], &[]);
    let authors = "\"authors\": [{\"name\": \"Ada Roe\"},{\"name\": \"Sam Lind\"}]";
    check(&signed, Format::JsonFeed, &[authors], &[]);
    check_lacks(&head(), Format::Rss, "<author>", &[]);
}

#[test]
fn identifiers_and_where_the_article_is() {
    let identified = |identifier: &'static str| Head { identifier: Some(identifier.into()), ..head() };
    let made = "tag:harbourtimes.example,2024-11-18:rain";
    check(&head(), Format::Rss, &[&format!("<title>Rain</title><guid isPermaLink=\"false\">{made}</guid>")], &[]);
    check(&head(), Format::Atom, &[&format!("<id>{made}</id>")], &[]);
    check(&head(), Format::JsonFeed, &[&format!("\"id\": \"{made}\",\"title\"")], &[]);

    let address = "https://harbourtimes.example/world/rain";
    let linked = identified(address);
    let item = format!("<link>{address}</link><guid isPermaLink=\"true\">{address}</guid>");
    check(&linked, Format::Rss, &[&item], &[]);
    check(&linked, Format::Atom, &[&format!("<link rel=\"alternate\" href=\"{address}\"/>")], &[]);
    check(&linked, Format::JsonFeed, &[&format!("\"id\": \"{address}\",\"url\": \"{address}\"")], &[]);

    for format in FORMATS {
        check(&identified("A 0173"), format, &["urn:uuid:"], &["invalid-identifier"]);
        let publisher = Publisher { authority: Some("The Harbour Times".into()), ..edition_head().publisher };
        let wrong = EditionHead { publisher, ..EditionHead::default() };
        assert_eq!(feed_of(&[article(head())], &wrong, format, &options()).1, ["invalid-authority"]);
    }
}

#[test]
fn section_keywords_and_subjects_are_categories() {
    let about = Head {
        section: Some("World".into()),
        keywords: vec!["ferries".into()],
        subjects: vec![
            subject(Some("medtop"), Some("20000337"), Some("rail")),
            subject(Some("https://example.org/topics/"), Some("sea"), None),
            subject(None, Some("17"), None),
            subject(None, Some("18"), Some("port")),
            subject(Some("medtop"), None, Some("crews")),
            subject(None, None, None),
        ],
        ..head()
    };
    let categories = "<category>World</category><category>ferries</category><category>rail</category>\
        <category domain=\"medtop\">20000337</category><category domain=\"https://example.org/topics/\">sea</category>\
        <category>17</category><category>port</category><category>crews</category>";
    check(&about, Format::Rss, &[categories], &["field-left-out"; 2]);
    let categories = "<category term=\"World\"/><category term=\"ferries\"/>\
        <category term=\"medtop:20000337\" label=\"rail\"/><category term=\"sea\" scheme=\"https://example.org/topics/\"/>\
        <category term=\"17\"/><category term=\"18\" label=\"port\"/><category term=\"crews\"/>";
    check(&about, Format::Atom, &[categories], &["field-left-out"]);
    let tags = "\"tags\": [\"World\",\"ferries\",\"rail\",\"sea\",\"17\",\"port\",\"crews\"]";
    check(&about, Format::JsonFeed, &[tags], &["field-left-out"; 4]);
}

#[test]
fn the_deck_is_the_summary() {
    let decked = Head { subheadline: Some("Crews < masters\n& mates".into()), ..head() };
    let description = "<description><![CDATA[Crews &lt; masters &amp; mates]]></description>";
    check(&decked, Format::Rss, &[description], &[]);
    check(&decked, Format::Atom, &["<summary>Crews &lt; masters &amp; mates</summary>"], &[]);
    check(&decked, Format::JsonFeed, &["\"summary\": \"Crews < masters & mates\""], &[]);
}

#[test]
fn a_lead_that_is_marked_is_the_summary_where_there_is_no_deck() {
    let mut led = article(head());
    led.body.insert(0, Block::paragraph("No ferry sails.", Span::DETACHED).with_role(Role::Lead));
    for (format, summary) in [
        (Format::Rss, "<description><![CDATA[No ferry sails.]]></description>"),
        (Format::Atom, "<summary>No ferry sails.</summary>"),
        (Format::JsonFeed, "\"summary\": \"No ferry sails.\""),
    ] {
        shows(&feed_of(&[led.clone()], &edition_head(), format, &options()).0, &[summary]);
    }
    led.head.subheadline = Some("Crews walk out".into());
    shows(&feed_of(&[led], &edition_head(), Format::Atom, &options()).0, &["<summary>Crews walk out</summary>"]);
}

#[test]
fn the_text_stands_there_in_full() {
    let dateline = Dateline { text: "LEEDS".into(), ..Dateline::default() };
    let dated = Head { dateline: Some(dateline), ..head() };
    let html = "<p><span class=\"dateline\">LEEDS \u{2014}</span> Rain fell.</p>";
    check(&dated, Format::Rss, &[&format!("<content:encoded><![CDATA[{html}]]></content:encoded>")], &[]);
    let div = format!("<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{html}</div></content>");
    check(&dated, Format::Atom, &[&div], &[]);
    let json = format!("\"content_html\": \"{}\\n\"", html.replace('"', "\\\""));
    check(&dated, Format::JsonFeed, &[&json], &[]);
}

#[test]
fn an_article_without_text() {
    let articles = [Article { head: head(), body: Vec::new() }];
    let feed = |format| feed_of(&articles, &edition_head(), format, &options());
    let (rss, codes) = feed(Format::Rss);
    assert!(!rss.contains("<content:encoded>"), "{rss}");
    assert_eq!(codes, [""; 0]);
    assert!(feed(Format::Atom).0.contains("<div xmlns=\"http://www.w3.org/1999/xhtml\"></div>"));
    assert!(feed(Format::JsonFeed).0.contains("\"content_html\": \"\""));
}

#[test]
fn a_language_of_all_and_languages_of_each() {
    let spoken = |tag: &'static str| article(Head { language: Some(tag.into()), ..head() });
    let feed = |articles: &[Article<'_>], format| feed_of(articles, &edition_head(), format, &options()).0;
    let same = [spoken("en-GB"), spoken("en-gb")];
    let rss = feed(&same, Format::Rss);
    assert!(rss.contains("<language>en-GB</language>") && !rss.contains("dc:language>"), "{rss}");
    let atom = feed(&same, Format::Atom);
    assert!(atom.contains("xml:lang=\"en-GB\"><id>") && atom.contains("<entry xml:lang=\"en-gb\">"), "{atom}");
    let json = feed(&same, Format::JsonFeed);
    assert!(
        json.contains("\"language\": \"en-GB\",\"authors\"") && json.contains("\"language\": \"en-gb\"}"),
        "{json}"
    );

    let mixed = [spoken("en"), spoken("de"), article(head())];
    let rss = feed(&mixed, Format::Rss);
    assert!(!rss.contains("<language>") && rss.contains("<dc:language>de</dc:language>"), "{rss}");
    let atom = feed(&mixed, Format::Atom);
    assert!(atom.contains("Atom\"><id>") && atom.contains("<entry xml:lang=\"de\">") && atom.contains("<entry><id>"));
    let json = feed(&mixed, Format::JsonFeed);
    assert!(!json.contains("\"language\": \"en\",\"authors\""), "{json}");
    for format in FORMATS {
        check(&Head { language: Some("English".into()), ..head() }, format, &["Rain fell."], &["invalid-language"]);
    }
}

#[test]
fn text_from_the_right_says_so() {
    let arabic = Head { language: Some("ar".into()), ..head() };
    check(&arabic, Format::Rss, &["<![CDATA[<div dir=\"rtl\"><p>Rain fell.</p></div>]]>"], &[]);
    check(&arabic, Format::Atom, &["<div xmlns=\"http://www.w3.org/1999/xhtml\" dir=\"rtl\"><p>"], &[]);
    check(&arabic, Format::JsonFeed, &["\"<div dir=\\\"rtl\\\">\\n<p>Rain fell.</p>\\n</div>\\n\""], &[]);
}

#[test]
fn rights_of_all_and_rights_of_one() {
    let notice = "Copyright 2024 The Harbour Times";
    let publisher = Publisher { copyright: Some(notice.into()), ..edition_head().publisher };
    let owned = EditionHead { publisher, ..EditionHead::default() };
    let own = article(Head { rights: Some("Copyright 2024 Harbour Wire.\nNo archives.".into()), ..head() });
    let same = article(Head { rights: Some(notice.into()), ..head() });
    let articles = [own, same];
    let (rss, codes) = feed_of(&articles, &owned, Format::Rss, &options());
    assert!(rss.contains(&format!("<copyright>{notice}</copyright>")), "{rss}");
    assert_eq!(rss.matches("<dc:rights>Copyright 2024 Harbour Wire. No archives.</dc:rights>").count(), 1);
    assert_eq!((rss.matches("<dc:rights>").count(), codes.len()), (1, 0));
    let (atom, codes) = feed_of(&articles, &owned, Format::Atom, &options());
    assert!(atom.contains(&format!("</author><rights>{notice}</rights>")), "{atom}");
    assert_eq!((atom.matches("<rights>").count(), codes.len()), (2, 0));
    let (json, codes) = feed_of(&articles, &owned, Format::JsonFeed, &options());
    assert!(!json.contains("Copyright"), "{json}");
    assert_eq!(codes, [""; 0], "what is lost is reported where all settings are known");
}

fn pictured(source: &'static str) -> Article<'static> {
    let figure = Figure {
        source: source.into(),
        alt: "The pier & the sea".into(),
        caption: Inlines::text("At dawn.", Span::DETACHED),
        credit: Some("Sam Lind".into()),
    };
    Article { head: head(), body: vec![Node::new(BlockKind::Figure(Box::new(figure)), Span::new(6, 16))] }
}

#[test]
fn pictures_with_an_address() {
    let address = "https://harbourtimes.example/pier.jpg";
    let feed = |articles: &[Article<'_>], format| feed_of(articles, &edition_head(), format, &options()).0;
    let media = format!(
        "<media:content url=\"{address}\" medium=\"image\"><media:description>The pier &amp; the sea</media:description>\
         <media:credit>Sam Lind</media:credit></media:content></item>"
    );
    let rss = feed(&[pictured(address)], Format::Rss);
    assert!(rss.contains(&media), "{rss}");
    let link = format!("<link rel=\"enclosure\" href=\"{address}\" title=\"The pier &amp; the sea\"/>");
    let atom = feed(&[pictured(address)], Format::Atom);
    assert!(atom.contains(&link), "{atom}");
    let json = feed(&[pictured(address)], Format::JsonFeed);
    assert!(json.contains(&format!("\"image\": \"{address}\"")), "{json}");
    for format in FORMATS {
        let private = pictured(address).body.remove(0).with_role(Role::EditorOnly);
        for article in [pictured("pier.jpg"), Article { head: head(), body: vec![private] }] {
            let feed = feed(&[article], format);
            for element in ["<media:content", "enclosure", "\"image\""] {
                assert!(!feed.contains(element), "{feed}");
            }
        }
    }
}

#[test]
fn what_is_for_editors_is_for_nobody_else() {
    let noted = Head { editor_notes: vec!["Call 555.".into()], ..head() };
    let mut article = article(noted);
    article.body.push(Block::paragraph("Hold page one.", Span::new(17, 31)).with_role(Role::EditorOnly));
    article.body.push(Block::paragraph("-30-", Span::new(32, 36)).with_role(Role::EndMark));
    for format in FORMATS {
        let (feed, codes) = feed_of(from_ref(&article), &edition_head(), format, &options());
        for secret in ["Call", "Hold", "-30-"] {
            assert!(!feed.contains(secret), "{feed}");
        }
        assert_eq!(codes, ["editor-only", "end-mark"]);
    }
}

#[test]
fn what_is_left_out_is_reported_where_it_stood() {
    let spans = vec![FieldSpan { field: Field::Headline, index: 0, span: Span::new(0, 5) }];
    let broken = Head { headline: Some("Ra\u{1}in".into()), spans, ..head() };
    for format in [Format::Rss, Format::Atom] {
        let (feed, diagnostics) =
            written(&[article(head()), article(broken.clone())], &edition_head(), format, &options());
        assert_eq!(feed.matches("<title>Rain</title>").count(), 2);
        let [found] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
        assert_eq!((&*found.code, found.span, found.article), ("forbidden-character", Span::new(0, 5), Some(1)));
    }
}

#[test]
fn an_address_that_is_none_is_left_out() {
    let publisher = Publisher { url: Some("harbourtimes".into()), ..edition_head().publisher };
    let wrong = EditionHead { publisher, ..EditionHead::default() };
    for format in FORMATS {
        let (feed, codes) = feed_of(&[article(head())], &wrong, format, &options());
        assert!(!feed.contains("harbourtimes<") && !feed.contains("\"harbourtimes\""), "{feed}");
        assert_eq!(codes, ["no-web-address", "incomplete-feed"]);
    }
}

#[test]
fn the_plugin_binds_its_options() {
    for (format, name) in FORMATS.into_iter().zip(["rss", "atom", "jsonfeed"]) {
        let mut options = OptionMap::new();
        options.set("description", "News from the harbour");
        let writer = Feeds.writer(name, &options).unwrap();
        assert_eq!(writer.arity(), Arity::Many);
        let (feed, _) = written_by(&*writer, &edition_head(), &[article(head())]);
        let same = Options { feed_url: None, ..self::options() };
        assert_eq!(feed, written(&[article(head())], &edition_head(), format, &same).0.into_bytes());

        options.set("feed_url", "mailto:desk@harbourtimes.example");
        let fault = Feeds.writer(name, &options).err().unwrap().to_string();
        let expected = "expected an address on the web, found `mailto:desk@harbourtimes.example`";
        assert_eq!(fault, format!("option `{name}.feed_url`: {expected}"));
        let mut misspelt = OptionMap::new();
        misspelt.set("feed", "x");
        assert!(Feeds.writer(name, &misspelt).is_err());
    }
    assert!(Feeds.writer("rdf", &OptionMap::new()).is_err());
}
