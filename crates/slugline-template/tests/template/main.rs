//! Templates in, text or a fault out.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

mod check;
mod escapes;
mod helpers;
mod limits;
mod names;
mod reached;

use std::collections::BTreeMap;

use serde_json::Value;
use slugline_core::Error;
use slugline_core::plugin::Sink;
use slugline_template::{Escape, Fault, Limits, Part, Shape, Templates};

const PERSON: Shape<'_> = Shape::Record(&[("name", Shape::Text), ("role", Shape::Text)]);

const SHAPE: Shape<'_> = Shape::Record(&[
    ("headline", Shape::Text),
    ("section", Shape::Text),
    ("level", Shape::Number),
    ("date", Shape::Record(&[("datetime", Shape::Text), ("text", Shape::Text)])),
    ("people", Shape::List(&PERSON)),
    ("keywords", Shape::List(&Shape::Text)),
    ("url", Shape::Address),
    ("body", Shape::Markup(None)),
    ("data", Shape::Markup(Some("script"))),
    ("style", Shape::Markup(Some("style"))),
]);

pub(crate) fn compile(files: &[(&str, &str)], escape: Escape) -> Result<Templates, Vec<Fault>> {
    let files: BTreeMap<String, String> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    Templates::compile(&files, escape)
}

/// The faults of templates, as they are told.
pub(crate) fn faults(files: &[(&str, &str)]) -> Vec<String> {
    faults_in(Escape::Html, files)
}

pub(crate) fn faults_in(escape: Escape, files: &[(&str, &str)]) -> Vec<String> {
    let (first, _) = files[0];
    let faults = match compile(files, escape) {
        Ok(templates) => templates.check(&[first.strip_suffix(".hbs").unwrap()], &SHAPE),
        Err(faults) => faults,
    };
    faults.into_iter().map(|fault| says(&fault.into())).collect()
}

pub(crate) fn render(template: &str, escape: Escape, data: &Value) -> Result<String, Error> {
    let mut out = Sink::memory();
    compile(&[("t.hbs", template)], escape).unwrap().render("t", data, &Limits::default(), &mut nothing, &mut out)?;
    Ok(String::from_utf8(out.finish().unwrap()).unwrap())
}

/// No markup beside the template.
pub(crate) fn nothing(_: Part<'_>, _: &mut Sink) {}

pub(crate) fn says(error: &Error) -> String {
    let help = error.advice().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("{error}{help}")
}

#[track_caller]
pub(crate) fn prints(template: &str, escape: Escape, data: Value, text: &str) {
    assert_eq!(render(template, escape, &data).unwrap(), text);
}

#[track_caller]
pub(crate) fn accepts(template: &str) {
    assert_eq!(faults(&[("page.hbs", template), ("part.hbs", "<b>{{headline}}</b>")]), [""; 0]);
}

#[track_caller]
pub(crate) fn refuses(template: &str, message: &str) {
    assert_eq!(faults(&[("page.hbs", template)]), [message]);
}
