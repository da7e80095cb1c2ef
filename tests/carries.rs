//! What each format says that it carries is what it does: the outputs of articles with and without a field, side by side.

#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

use slugline::diagnostic::{Diagnostic, Diagnostics};
use slugline::model::{Article, Date, Field, Status};
use slugline::plugin::Audience;
use slugline::{Format, Hold, Kind, Pipeline, Registry, Settings, Steps};
use slugline_specimen::clear;
use slugline_specimen::story::every_field;
use slugline_tests::formats;

fn every_format(allow: &[Hold]) -> Pipeline<'static> {
    let to = formats().iter().map(|offer| offer.name.to_string()).collect();
    let steps = Steps { to, allow: allow.to_vec(), ..Steps::default() };
    Pipeline::new(Registry::builtin(), &steps, Settings::default()).unwrap()
}

fn date(date: &str) -> Option<Date> {
    Some(date.parse().unwrap())
}

/// An article with little but the field, and what the field needs to stand beside.
fn bare(field: Field) -> Article<'static> {
    let all = every_field();
    let mut article = all.clone();
    let needed = [Field::Headline, Field::Identifier, Field::Language, field];
    let is_of_byline = matches!(field, Field::BylineRole | Field::BylineAffiliation);
    for other in Field::ALL {
        let is_needed = needed.contains(&other) || (other == Field::Byline && is_of_byline);
        if !is_needed {
            clear(&mut article.head, other);
        }
    }
    article
}

fn write(pipeline: &Pipeline<'_>, format: &Format<'_>, article: &Article<'_>) -> (Vec<u8>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let output = pipeline.write(format, std::slice::from_ref(article), &mut diagnostics).unwrap();
    (output.into_parts().0, diagnostics.take())
}

/// Whether a format says something else where the field is missing.
fn carries(pipeline: &Pipeline<'_>, format: &Format<'_>, field: Field) -> bool {
    [every_field(), bare(field)].into_iter().any(|with| {
        let mut without = with.clone();
        clear(&mut without.head, field);
        write(pipeline, format, &with).0 != write(pipeline, format, &without).0
    })
}

#[test]
fn formats_carry_what_they_say() {
    let pipeline = every_format(&Hold::ALL);
    let mut wrong = Vec::new();
    for format in pipeline.formats() {
        for field in Field::ALL {
            let (said, done) = (format.carries.fields.has(field), carries(&pipeline, format, field));
            if said != done {
                wrong.push(format!(
                    "{} says that it carries {}: {said}, and does: {done}",
                    format.name(),
                    field.as_str()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
