//! How tests write articles.

use std::collections::BTreeMap;

use slugline_core::Error;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, EditionHead, Text};
use slugline_core::plugin::{Context, Sink, Still};
use slugline_html::Options;

/// What is written for `article`, and the code and message of each report.
pub(crate) fn try_convert(article: &Article<'_>, options: &Options) -> Result<(String, Vec<String>), String> {
    write(article, &EditionHead::default(), options)
}

fn write(article: &Article<'_>, edition: &EditionHead<'_>, options: &Options) -> Result<(String, Vec<String>), String> {
    let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
    let mut cx = Context::new(&mut diagnostics, &Still);
    slugline_html::write(article, edition, options, &mut out, &mut cx).map_err(says)?;
    let reports = diagnostics.iter().map(|found| format!("{}: {}", found.code, found.message));
    Ok((String::from_utf8(out.finish().unwrap()).unwrap(), reports.collect()))
}

/// The page as a publisher sends it out.
#[track_caller]
pub(crate) fn page_of(article: &Article<'_>, edition: &EditionHead<'_>) -> (String, Vec<String>) {
    write(article, edition, &Options::default()).unwrap()
}

fn says(error: Error) -> String {
    let help = error.advice().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("{error}{help}")
}

#[track_caller]
pub(crate) fn convert(article: &Article<'_>, options: &Options) -> (String, Vec<String>) {
    try_convert(article, options).unwrap()
}

#[track_caller]
pub(crate) fn page(article: &Article<'_>) -> (String, Vec<String>) {
    convert(article, &Options::default())
}

#[track_caller]
pub(crate) fn fragment(article: &Article<'_>) -> (String, Vec<String>) {
    fragment_of(article, &EditionHead::default())
}

/// The article element alone, as a publisher sends it out.
#[track_caller]
pub(crate) fn fragment_of(article: &Article<'_>, edition: &EditionHead<'_>) -> (String, Vec<String>) {
    let options = Options { page: false, ..Options::default() };
    write(article, edition, &options).unwrap()
}

pub(crate) fn themed(
    article: &Article<'_>,
    page: bool,
    files: &[(&str, &str)],
) -> Result<(String, Vec<String>), String> {
    let theme: BTreeMap<String, String> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    let options = Options { page, theme: Some(theme), ..Options::default() };
    try_convert(article, &options)
}

/// Puts a number of its own before the text of every field that a page shows, and of the first paragraph.
pub(crate) fn number(article: &mut Article<'_>) {
    let head = &mut article.head;
    let mut texts: Vec<&mut Text<'_>> =
        [&mut head.headline, &mut head.subheadline, &mut head.section, &mut head.credit, &mut head.rights]
            .into_iter()
            .flatten()
            .collect();
    for byline in &mut head.bylines {
        texts.push(&mut byline.name);
        texts.extend([&mut byline.role, &mut byline.affiliation].into_iter().flatten());
    }
    texts.extend(head.keywords.iter_mut());
    texts.extend(head.dateline.iter_mut().map(|dateline| &mut dateline.text));
    for (at, text) in texts.into_iter().enumerate() {
        *text = format!("{at}x{text}").into();
    }
}
