//! What an article becomes, element by element.

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{
    Article, Block, Byline, Date, Dateline, EditionHead, Head, Instant, Publisher, Role, Span, Status, Urgency,
};
use slugline_core::plugin::{Arity, Context, OptionMap, Plugin, Sink, World};
use slugline_nitf::{Nitf, write_article};
use slugline_specimen::part::{byline, subject};
use slugline_specimen::story::{article, dated, embargoed, head, publisher};
use slugline_specimen::{codes, flat, shows, written_by};

use crate::written;

/// The document without its indentation, and the codes of what was reported.
#[track_caller]
fn nitf_of(article: &Article<'_>, publisher: &Publisher<'_>) -> (String, Vec<String>) {
    let (nitf, diagnostics) = written(article, publisher);
    roxmltree::Document::parse(&nitf).unwrap();
    (flat(&nitf), codes(&diagnostics).into_iter().map(str::to_owned).collect())
}

#[track_caller]
fn check(head: Head<'static>, parts: &[&str], codes: &[&str]) {
    let (nitf, found) = nitf_of(&article(head), &Publisher::default());
    shows(&nitf, parts);
    assert_eq!(found, codes);
}

#[track_caller]
fn check_lacks(head: Head<'static>, part: &str, codes: &[&str]) {
    let (nitf, found) = nitf_of(&article(head), &Publisher::default());
    assert!(!nitf.contains(part), "{part} in\n{nitf}");
    assert_eq!(found, codes);
}

#[test]
fn nothing_is_made_up() {
    let parts = [
        "<nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\" version=\"-//IPTC//DTD NITF 3.6//EN\"><head>",
        "<title>Rain</title>",
        "<tobject tobject.type=\"news\"/><docdata management-status=\"usable\"><doc-id id-string=\"urn:uuid:",
        "<date.issue norm=\"20241118000000+0000\"/><date.release norm=\"20241118000000+0000\"/></docdata>",
        "<pubdata item-length=\"2\" unit-of-measure=\"word\" date.publication=\"20241118000000+0000\"/></head>",
        "<body><body.head><hedline><hl1>Rain</hl1></hedline></body.head>",
        "<body.content><p>Rain fell.</p></body.content></body></nitf>",
    ];
    check(head(), &parts, &[]);
    let undated = Head { headline: Some("Rain".into()), ..Head::default() };
    check_lacks(undated, "norm", &[]);
}

#[test]
fn the_publisher_distributes_and_holds_the_rights() {
    let (nitf, codes) = nitf_of(&article(head()), &publisher());
    let parts = [
        "<doc-id regsrc=\"harbourtimes.example\" id-string=\"tag:harbourtimes.example,2024-11-18:rain\"/>",
        "<doc.copyright holder=\"The Harbour Times\"/>",
        "<rights>Copyright 2024 The Harbour Times</rights><distributor><org>The Harbour Times</org></distributor>",
    ];
    shows(&nitf, &parts);
    assert_eq!(codes, [""; 0]);

    let own = Head { rights: Some("Copyright 2024 Harbour Wire.\nNo archives.".into()), ..head() };
    let (nitf, _) = nitf_of(&article(own), &publisher());
    assert!(nitf.contains("<rights>Copyright 2024 Harbour Wire. No archives.</rights>"), "{nitf}");
    assert!(!nitf.contains("doc.copyright"), "{nitf}");
}

#[test]
fn bylines_are_printed_with_each_person_marked() {
    let ada =
        Byline { role: Some("Staff Writer".into()), affiliation: Some("Harbour Wire".into()), ..byline("Ada Roe") };
    let guest = Byline { affiliation: Some("Harbour Wire".into()), ..byline("Jo Poe") };
    let head = Head { bylines: vec![ada, guest, byline("Sam Lind")], ..head() };
    let german =
        Head { language: Some("de-AT".into()), bylines: vec![byline("Ada Roe"), byline("Sam Lind")], ..head.clone() };
    let arabic = Head { language: Some("ar".into()), bylines: vec![byline("Ada Roe")], ..head.clone() };
    let printed = "<byline>By <person>Ada Roe</person>, <byttl>Staff Writer, <org>Harbour Wire</org></byttl>, \
                   <person>Jo Poe</person>, <byttl><org>Harbour Wire</org></byttl> and <person>Sam Lind</person></byline>";
    check(head, &[printed], &[]);
    let printed = "<byline>Von <person>Ada Roe</person> und <person>Sam Lind</person></byline>";
    check(german, &["baselang=\"de-AT\"", printed], &[]);
    check(arabic, &["<byline><person>Ada Roe</person></byline>"], &[]);
}

#[test]
fn a_language_that_is_none() {
    check_lacks(Head { language: Some("English".into()), ..head() }, "baselang", &["invalid-language"]);
}

#[test]
fn the_dateline_marks_its_place_and_day() {
    let dateline = Dateline {
        text: "LEEDS, England, Nov. 18 (HW)".into(),
        place: Some("LEEDS, England".into()),
        date: "2024-11-18".parse().ok(),
        ..Dateline::default()
    };
    let elsewhere = Dateline { place: Some("Leeds".into()), date: None, ..dateline.clone() };
    let printed = "<dateline><location>LEEDS, England</location>, Nov. 18 (HW)<story.date norm=\"20241118000000+0000\"/></dateline>";
    let parts = [printed, "item-length=\"7\"", "<p>Rain fell.</p>"];
    check(Head { dateline: Some(dateline), ..head() }, &parts, &[]);
    let parts = [
        "<identified-content><location>Leeds</location></identified-content>",
        "<dateline>LEEDS, England, Nov. 18 (HW)</dateline>",
    ];
    check(Head { dateline: Some(elsewhere), ..head() }, &parts, &[]);
}

#[test]
fn dates_as_precise_as_they_are() {
    let mut timed = head();
    timed.dates.created = "2024-11-18T08:00:00+01:00".parse().ok();
    timed.dates.updated = "2024-11-19T00:00:00Z".parse().ok();
    let parts = [
        "<date.issue norm=\"20241118T080000+0100\"/><date.release norm=\"20241118000000+0000\"/>",
        "<revision-history norm=\"20241119T000000+0000\"/></head>",
    ];
    check(timed, &parts, &[]);

    let mut backwards = head();
    backwards.dates.updated = "2024-11-17".parse().ok();
    check_lacks(backwards, "revision-history", &["date-order"]);

    check_lacks(dated("--11-18"), "norm", &["date-without-year"]);
}

#[test]
fn a_lead_that_is_marked_is_the_abstract() {
    let mut led = article(head());
    led.body = vec![Block::paragraph("No ferry sails.", Span::DETACHED).with_role(Role::Lead)];
    let (nitf, _) = nitf_of(&led, &Publisher::default());
    shows(&nitf, &["</hedline><abstract><p>No ferry sails.</p></abstract></body.head>", " lede=\"true\">No ferry"]);
}

#[test]
fn an_embargo_holds_the_document_back() {
    let status = "<docdata management-status=\"embargoed\">";
    let time = "<date.release norm=\"20241119T060000-0500\"/>";
    check(embargoed("2024-11-19T06:00:00-05:00"), &[status, time], &[]);
    let day = "<date.release norm=\"20241119T000000-1200\"/>";
    check(embargoed("2024-11-19"), &[status, day, "date.publication=\"20241118"], &["embargo-without-time"]);
    check(embargoed("--11-19"), &[status], &["embargo-without-year"]);
    check_lacks(embargoed("--11-19"), "date.release", &["embargo-without-year"]);
    let killed = Head { status: Some(Status::Canceled), ..embargoed("2024-11-19T06:00:00-05:00") };
    check(killed, &["<docdata management-status=\"canceled\">", time], &["canceled-with-text"]);
}

#[test]
fn an_embargo_that_is_over_at_the_moment_of_the_run_holds_nothing_back() {
    struct Dated(&'static str);
    impl World for Dated {
        fn date(&self) -> Option<Instant> {
            self.0.parse::<Date>().ok()?.moment()
        }
    }
    let status = |article: &Article<'_>, date| {
        let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
        write_article(article, &publisher(), &mut out, &mut Context::new(&mut diagnostics, &Dated(date)));
        let nitf = String::from_utf8(out.finish().unwrap()).unwrap();
        let (_, status) = nitf.split_once("management-status=\"").unwrap();
        status.split_once('"').unwrap().0.to_owned()
    };
    let held = embargoed("2024-11-19T06:00:00-05:00");
    let marked = Head { status: Some(Status::Embargoed), ..held.clone() };
    for head in [held.clone(), marked] {
        assert_eq!(status(&article(head.clone()), "2024-11-19T10:59:59Z"), "embargoed");
        assert_eq!(status(&article(head), "2024-11-19T11:00:00Z"), "usable");
    }
    let killed = Head { status: Some(Status::Canceled), ..held };
    assert_eq!(status(&article(killed), "2024-11-20T00:00:00Z"), "canceled");
    assert_eq!(status(&article(embargoed("--11-19")), "2024-11-20T00:00:00Z"), "embargoed");
}

#[test]
fn status_version_and_urgency() {
    let urgent = |code: &'static str, level| Head {
        status: Some(Status::Withheld),
        version: Some(3),
        slug: Some("harbour-strike".into()),
        urgency: Some(Urgency { code: code.into(), level }),
        ..head()
    };
    let parts = [
        "<docdata management-status=\"withheld\">",
        "<urgency ed-urg=\"2\"/>",
        "<du-key key=\"harbour-strike\" version=\"3\"/>",
    ];
    check(urgent("2", Some(2)), &parts, &[]);
    check(urgent("u", Some(2)), &parts, &["urgency-as-level"]);
    check(urgent("9", Some(9)), &["<urgency ed-urg=\"8\"/>"], &["urgency-as-level"]);
    check_lacks(urgent("x", None), "<urgency", &["unknown-urgency"]);
}

#[test]
fn section_category_keywords_and_credit() {
    let head = Head {
        section: Some("World".into()),
        category: Some("i".into()),
        keywords: vec!["ferries".into(), " ".into(), "strike".into()],
        credit: Some("Harbour Wire".into()),
        subheadline: Some("Crews walk out".into()),
        ..head()
    };
    let parts = [
        "position.section=\"World\"/>",
        "<identified-content><classifier type=\"category\" value=\"i\"/></identified-content>",
        "<key-list><keyword key=\"ferries\"/><keyword key=\"strike\"/></key-list>",
        "<hl1>Rain</hl1><hl2>Crews walk out</hl2></hedline>",
        "</body.content><body.end><tagline>Harbour Wire</tagline></body.end></body>",
    ];
    check(head, &parts, &[]);
}

#[test]
fn subjects_by_what_identifies_them() {
    let rail = |scheme: &'static str, code: &'static str| subject(Some(scheme), Some(code), Some("rail"));
    let subjects = vec![
        rail("medtop", "20000337"),
        rail("subj", "04015001"),
        rail("subj", "04015000"),
        rail("subj", "04000000"),
        rail("https://example.org/topics/", "rail"),
        rail("hw", "rail"),
        subject(None, None, Some("rail")),
    ];
    let parts = [
        "<tobject tobject.type=\"news\">\
         <tobject.subject tobject.subject.ipr=\"IPTC\" tobject.subject.refnum=\"04015001\" tobject.subject.detail=\"rail\"/>\
         <tobject.subject tobject.subject.ipr=\"IPTC\" tobject.subject.refnum=\"04015000\" tobject.subject.matter=\"rail\"/>\
         <tobject.subject tobject.subject.ipr=\"IPTC\" tobject.subject.refnum=\"04000000\" tobject.subject.type=\"rail\"/>\
         </tobject>",
        "<identified-content><classifier type=\"subject\" idsrc=\"medtop\" value=\"20000337\">rail</classifier>\
         <classifier type=\"subject\" value=\"https://example.org/topics/rail\">rail</classifier>\
         <classifier type=\"subject\" value=\"hw:rail\">rail</classifier>\
         <classifier type=\"subject\">rail</classifier></identified-content>",
    ];
    check(Head { subjects, ..head() }, &parts, &["unknown-scheme"]);
}

#[test]
fn any_identifier_is_one() {
    let head = Head { identifier: Some("A 0173".into()), ..head() };
    check(head, &["<doc-id id-string=\"A 0173\"/>"], &[]);
}

#[test]
fn what_editors_may_read_stands_in_messages() {
    let head = Head { editor_notes: vec!["Pictures follow.\r\nCall 555.".into()], ..head() };
    let mut article = article(head);
    article.body.push(Block::paragraph("Hold page one.", Span::new(17, 31)).with_role(Role::EditorOnly));
    let (nitf, codes) = nitf_of(&article, &Publisher::default());
    let notes = "<ed-msg info=\"Pictures follow. Call 555.\"/><ed-msg info=\"Hold page one.\"/>";
    assert!(nitf.contains(notes), "{nitf}");
    assert!(nitf.contains("<body.content><p>Rain fell.</p></body.content>"), "{nitf}");
    assert_eq!(codes, ["editor-only"]);
}

#[test]
fn an_article_without_text_has_its_headline_as_content() {
    let dateline = Dateline { text: "LEEDS".into(), ..Dateline::default() };
    for head in [head(), Head { dateline: Some(dateline), ..head() }] {
        let (nitf, codes) = nitf_of(&Article { head, body: Vec::new() }, &Publisher::default());
        assert!(nitf.contains("<body.content><p>Rain</p></body.content>"), "{nitf}");
        assert_eq!(codes, ["missing-text"]);
    }
}

#[test]
fn the_plugin_has_no_options() {
    let mut options = OptionMap::new();
    let writer = Nitf.writer("nitf", &options).unwrap();
    assert_eq!(writer.arity(), Arity::One);
    let (nitf, _) = written_by(&*writer, &EditionHead::default(), &[article(head())]);
    assert_eq!(nitf, written(&article(head()), &Publisher::default()).0.into_bytes());

    options.set("page", "true");
    assert_eq!(Nitf.writer("nitf", &options).err().unwrap().to_string(), "`nitf` has no option `page`");
}
