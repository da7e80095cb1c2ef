//! Articles to JSON and back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

use proptest::prelude::*;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Block, BlockKind, EditionHead, Role, Span};
use slugline_core::plugin::{Confidence, Context, OptionMap, Plugin, Sink, Still};
use slugline_core::{Error, Kind, Source};
use slugline_json::Json;
use slugline_specimen::hostile::{Attack, attacks};
use slugline_specimen::made_up::article;
use slugline_specimen::written_by;

fn source(text: &str) -> Source {
    Source::from_text("articles.json", text).unwrap()
}

fn read(source: &Source) -> Result<Vec<Article<'_>>, Error> {
    let reader = Json.reader("json", &OptionMap::new()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let mut articles = Vec::new();
    let mut cx = Context::new(&mut diagnostics, &Still);
    reader.read(source, &mut cx, &mut |article| {
        articles.push(article);
        Ok(())
    })?;
    Ok(articles)
}

fn write(articles: &[Article<'_>]) -> String {
    let writer = Json.writer("json", &OptionMap::new()).unwrap();
    String::from_utf8(written_by(&*writer, &EditionHead::default(), articles).0).unwrap()
}

/// Checks kind, message, line and column of the error.
#[track_caller]
fn refuses(text: &str, kind: Kind, message: &str, place: (u32, u32)) {
    let source = source(text);
    let error = read(&source).unwrap_err();
    let found = source.line_col(error.span().start);
    assert_eq!((error.kind(), &*error.to_string()), (kind, message));
    assert_eq!((found.line, found.column), place);
}

const LINE: &str = r#"{"slugline":1,"schema":"0.3","head":{},"body":[]}"#;

#[test]
fn one_article_is_a_document() {
    let mut article = Article::default();
    article.head.headline = Some("Rain".into());
    article.body = vec![Block::paragraph("It </rains>.", Span::new(6, 18)).with_role(Role::Lead)];
    assert_eq!(write(&[article]), include_str!("document.json"));
}

#[test]
fn several_articles_are_lines() {
    let articles = [Article::default(), Article::default()];
    assert_eq!(write(&articles), format!("{LINE}\n{LINE}\n"));
}

#[test]
fn a_line_stays_one() {
    let article = "{\"slugline\":1,\"schema\":\"0.3\",\"body\":[],\"head\":{\"mood\":[\r\n  \"c\\nalm\"\n]}}";
    let mut out = Sink::memory();
    slugline_json::write_line(&Article::from_json(article).unwrap(), &mut out).unwrap();
    let line = String::from_utf8(out.finish().unwrap()).unwrap();
    assert_eq!(line, LINE.replace("{}", r#"{"mood":[  "c\nalm"]}"#) + "\n");
}

#[test]
fn documents_may_stand_in_any_row() {
    for (text, count) in [
        (format!("\u{feff}{LINE}"), 1),
        (format!("{LINE}{LINE}"), 2),
        (format!("\r\n{LINE}\r\n\r\n  {LINE}\n{LINE}"), 3),
    ] {
        assert_eq!(read(&source(&text)).unwrap(), vec![Article::default(); count]);
    }
}

#[test]
fn an_error_of_the_caller_ends_the_reading() {
    let source = source(&format!("{LINE}\n{LINE}"));
    let reader = Json.reader("json", &OptionMap::new()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let mut calls = 0;
    let read = reader.read(&source, &mut Context::new(&mut diagnostics, &Still), &mut |_| {
        calls += 1;
        Err(Error::new(Kind::Io, "enough"))
    });
    assert_eq!(read.unwrap_err().to_string(), "enough");
    assert_eq!(calls, 1);
}

#[test]
fn faults_stand_where_they_are_in_the_file() {
    let second = LINE.replace("[]", r#"[{"kind":"paragraph"}]"#);
    refuses(&format!("{LINE}\n{second}"), Kind::Invalid, "missing field `content`", (2, 67));
    refuses(&format!("{LINE}\n{{\n \"é\": tru }}"), Kind::Malformed, "expected ident", (3, 10));
    refuses(&format!("{LINE}\n{{"), Kind::Malformed, "EOF while parsing an object", (2, 1));
    refuses("Rain.", Kind::Malformed, "expected value", (1, 1));
    let newer = LINE.replace("0.3", "7.0");
    let message = "the document has schema `7.0`; this version reads `0.3`";
    refuses(&format!("{LINE}\n\n {newer}"), Kind::Unsupported, message, (3, 2));
    assert_eq!(read(&source(" \n")).unwrap_err().to_string(), "the input holds no JSON document");
}

#[test]
fn a_source_is_known_by_its_envelope() {
    for (text, certain) in [
        (LINE.to_owned(), true),
        (format!("\u{feff}\n {}", LINE.replace(':', " :\n")), true),
        (format!(r#"{{"body":["{}"],"slugline":1}}"#, "é".repeat(1000)), true),
        (r#"{"uri":"urn:x","slugline":"harbour-strike"}"#.to_owned(), false),
        (format!("[{LINE}]"), false),
        ("\"slugline\": 1".to_owned(), false),
        (String::new(), false),
    ] {
        let confidence = Json.sniff(&source(&text));
        assert_eq!(confidence == Confidence::CERTAIN, certain, "{text}");
    }
}

#[test]
fn there_are_no_options() {
    let mut options = OptionMap::new();
    options.set("pretty", "true");
    assert!(Json.reader("json", &options).is_err());
    assert!(Json.writer("json", &options).is_err());
}

#[test]
fn attacks_read_back_as_they_were() {
    for Attack { name, mut article, .. } in attacks().into_iter().filter(Attack::is_bare) {
        // There is no such level, and what is not in the model is refused.
        article.body.retain(|block| !matches!(block.kind, BlockKind::Heading { level: 7.., .. }));
        let source = source(&write(std::slice::from_ref(&article)));
        assert_eq!(read(&source).unwrap(), [article], "{name}");
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back_as_it_was(article in article()) {
        let source = source(&write(std::slice::from_ref(&article)));
        prop_assert_eq!(read(&source).unwrap(), [article]);
    }

    #[test]
    fn lines_are_lines(articles in prop::collection::vec(article(), 2..4)) {
        let lines = write(&articles);
        prop_assert_eq!(lines.lines().count(), articles.len());
        let source = source(&lines);
        let read = read(&source).unwrap();
        prop_assert_eq!(write(&read), lines.as_str());
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[{}\\[\\]\",:a-z0-9\\\\ \n]*|\\PC*") {
        let source = source(&text);
        if let Err(error) = read(&source) {
            prop_assert!(error.span().is_detached() || error.span().end <= source.len());
        }
    }
}
