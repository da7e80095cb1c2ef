//! Golden files: what every fixture article becomes in every format, byte for byte, and what is reported on the way.
//!
//! The outputs stand in `fixtures/expected/<format>/` as files that a validator or a browser opens. Review a change of one
//! as if it were to be sent out; accept it with `cargo insta review`, or set `INSTA_UPDATE=always` for a run.

#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

use slugline::Source;
use slugline::diagnostic::{Diagnostic, Diagnostics};
use slugline_tests::{articles, formats, pipeline, root};

/// What is compared against `fixtures/expected/<folder>/<case>`.
fn expecting(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("fixtures/expected").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

fn write_all(format: &str, extension: &str) {
    let pipeline = pipeline(&[format]).unwrap();
    for case in articles() {
        let source = Source::new(format!("{}.txt", case.name), case.bytes).unwrap();
        let converted = pipeline.convert(&source).unwrap();
        expecting(format).bind(|| {
            insta::assert_binary_snapshot!(&format!("{}.{extension}", case.name), converted.bytes);
        });
    }
}

#[test]
fn articles_in_every_format() {
    for offer in formats() {
        let extension = &offer.files.as_ref().unwrap().extension;
        write_all(&offer.name, extension);
    }
}

#[test]
fn what_is_reported() {
    let names: Vec<&str> = formats().iter().map(|offer| &*offer.name).collect();
    let pipeline = pipeline(&names).unwrap();
    for case in articles() {
        let source = Source::new(format!("{}.txt", case.name), case.bytes).unwrap();
        let mut diagnostics = Diagnostics::new();
        let reading = pipeline.read(&source, &mut diagnostics).unwrap();
        for format in pipeline.formats() {
            pipeline.write(format, &reading.articles, &mut diagnostics).unwrap();
        }
        let lines: Vec<String> = diagnostics.iter().map(|diagnostic| line(&source, diagnostic)).collect();
        expecting("diagnostics").bind(|| insta::assert_snapshot!(case.name, lines.join("\n")));
    }
}

/// A diagnostic in one line: `3:7 html warning[unsafe-link] the address ...`.
fn line(source: &Source, diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, severity, message, span, origin, .. } = diagnostic;
    let place = if span.is_detached() {
        String::new()
    } else {
        let place = source.line_col(span.start);
        format!("{}:{} ", place.line, place.column)
    };
    format!("{place}{origin} {severity:?}[{code}] {message}").escape_debug().to_string()
}
