//! What formats do not carry is reported, and no story that is held reaches the public. That formats carry what they say is for
//! the conformance kit to find.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use slugline::diagnostic::{Diagnostic, Diagnostics};
use slugline::model::{Article, Date, Field, PublisherField, Status};
use slugline::plugin::{Audience, OfferKind};
use slugline::{Format, Hold, Kind, Pipeline, Registry, Settings, Source, Steps};
use slugline_specimen::story::{bare, every_field};
use slugline_tests::formats;

fn every_format(allow: &[Hold]) -> Pipeline<'static> {
    pipeline(allow, &[])
}

/// A pipeline to every format, for a publisher of whom these fields are set.
fn pipeline(allow: &[Hold], publisher: &[PublisherField]) -> Pipeline<'static> {
    let to = formats().iter().map(|offer| offer.name.to_string()).collect();
    let steps = Steps { to, allow: allow.to_vec(), ..Steps::default() };
    let mut settings = Settings::default();
    for field in publisher {
        let value = match field {
            PublisherField::Name => "The Harbour Times",
            PublisherField::Url => "https://harbourtimes.example/",
            PublisherField::Logo => "https://harbourtimes.example/logo.png",
            PublisherField::Copyright => "(c) The Harbour Times",
            PublisherField::UsageTerms => "For subscribers.",
        };
        settings.profile.assign(&format!("{}={value}", field.key()), Registry::builtin()).unwrap();
    }
    Pipeline::new(Registry::builtin(), &steps, settings).unwrap()
}

fn date(date: &str) -> Option<Date> {
    Some(date.parse().unwrap())
}

fn write(pipeline: &Pipeline<'_>, format: &Format<'_>, article: &Article<'_>) -> (Vec<u8>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let output = pipeline.write(format, std::slice::from_ref(article), &mut diagnostics).unwrap();
    (output.into_parts().0, diagnostics.take())
}

#[test]
fn what_is_not_carried_is_reported() {
    let pipeline = every_format(&Hold::ALL);
    for format in pipeline.formats() {
        let (_, reported) = write(&pipeline, format, &every_field());
        for field in Field::ALL.into_iter().filter(|field| !format.carries.fields.has(*field)) {
            let is_said = |diagnostic: &Diagnostic| diagnostic.message.contains(field.words());
            assert!(reported.iter().any(is_said), "{} leaves {} out in silence", format.name(), field.as_str());
        }
    }
}

#[test]
fn what_is_not_carried_of_the_publisher_is_reported_once() {
    let pipeline = pipeline(&[], &PublisherField::ALL);
    for format in pipeline.formats() {
        let (_, reported) = write(&pipeline, format, &bare(Field::Headline));
        for field in PublisherField::ALL {
            let is_said =
                |one: &&Diagnostic| one.of_run && one.message.ends_with(&format!("publisher's {}", field.words()));
            // A file that is read again meets the settings of that run.
            let is_read =
                Registry::builtin().of_kind(OfferKind::Reader).any(|reader| reader.offer.name == format.name());
            let expected = usize::from(!format.carries.publisher.has(field) && !is_read);
            assert_eq!(reported.iter().filter(is_said).count(), expected, "{}, {}", format.name(), field.key());
        }
    }
}

#[test]
fn the_notice_of_a_run_is_told_of_as_a_rights_line() {
    let mut settings = Settings::default();
    settings.set.assign("publisher.copyright=Copyright 2024 The Harbour Times", Registry::builtin()).unwrap();
    let steps = Steps { to: vec!["text".to_owned()], ..Steps::default() };
    let pipeline = Pipeline::new(Registry::builtin(), &steps, settings).unwrap();
    let source = Source::from_text("story.txt", "Rain\n\nIt rained.\n").unwrap();
    let converted = pipeline.convert(&source).unwrap();
    assert!(String::from_utf8(converted.bytes).unwrap().contains("Copyright 2024 The Harbour Times"));
    assert!(converted.diagnostics.iter().all(|told| !told.message.contains("publisher's")));
}

#[test]
fn the_public_gets_no_story_that_is_held() {
    let embargo = date("2024-11-19T11:00:00Z");
    for (hold, status, embargo) in [
        (Hold::Killed, Some(Status::Canceled), None),
        (Hold::Withheld, Some(Status::Withheld), None),
        (Hold::Embargoed, Some(Status::Embargoed), None),
        (Hold::Embargoed, None, embargo),
    ] {
        let mut article = bare(Field::Headline);
        (article.head.status, article.head.dates.embargo) = (status, embargo);
        let (strict, allowing) = (every_format(&[]), every_format(&[hold]));
        for (format, allowed) in strict.formats().iter().zip(allowing.formats()) {
            let mut diagnostics = Diagnostics::new();
            let written = strict.write(format, std::slice::from_ref(&article), &mut diagnostics);
            let is_public = format.carries.audience == Audience::Public;
            assert_eq!(written.err().map(|error| error.kind()), is_public.then_some(Kind::Held), "{}", format.name());
            assert_eq!(allowing.held(allowed, std::slice::from_ref(&article)), []);
        }
    }
}

#[test]
fn an_embargo_ends_at_the_moment_of_the_run() {
    let article = bare(Field::Embargo);
    for (moment, is_held) in [("2024-11-19T10:59:59Z", true), ("2024-11-19T11:00:00Z", false)] {
        let mut settings = Settings::default();
        settings.set.assign(&format!("date={moment}"), Registry::builtin()).unwrap();
        let steps = Steps { to: vec!["html".to_owned()], ..Steps::default() };
        let pipeline = Pipeline::new(Registry::builtin(), &steps, settings).unwrap();
        let [format] = pipeline.formats() else { unreachable!() };
        assert_eq!(!pipeline.held(format, std::slice::from_ref(&article)).is_empty(), is_held, "{moment}");
    }
}
