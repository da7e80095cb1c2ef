//! What a plugin makes of the inputs in its own folder, and the files beside them that say what it should.
//!
//! An input has one dot in its name: `story.txt` is a story as a desk writes it, `story.json` a document, and a reader reads
//! what ends as its format does. What is expected of it has more of a name: `story.board` is what the format `board` makes of
//! it, and `story.NAME.answer.json` whatever else is answered for `NAME`: the articles of a reader, the article of a transform,
//! diagnostics. `story.options.json` has the options that the input is tried with: `{"board":{"width":20}}`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, EditionHead};
use slugline_core::plugin::{Context, Offer, OfferKind, OptionMap, Plugin, Still};
use slugline_core::text::RawText;
use slugline_core::{Error, Kind, Result, Source};
use slugline_plugin::contract::{Answer, Document as Sent};

use crate::corpus::Document;
use crate::difference::difference_of_bytes;
use crate::finding::{Check, Finding, Ledger, Outcome};
use crate::subject::{Input, Subject, conform};
use crate::{linter, reader, transform, writer};

/// Where golden files are, below the folder of a plugin.
pub const GOLDEN_FOLDER: &str = "tests/golden";

/// What is done with the golden files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Golden {
    /// What is found is compared with them.
    Compare,
    /// What is found is written in their place.
    Bless,
}

/// The inputs of a plugin's readers in a folder of golden files, in the order of their names. None where there is no folder.
///
/// # Errors
///
/// [`Kind::Io`] where a file cannot be read.
pub fn golden_inputs(plugin: &dyn Plugin, folder: &Path) -> Result<Vec<Input>> {
    let readers = plugin.manifest().offers.iter().filter(|offer| offer.kind == OfferKind::Reader);
    let mut inputs = Vec::new();
    for offer in readers {
        for path in inputs_of(offer, folder)? {
            inputs.push(Input { name: name_of(&path), bytes: read_file(&path)? });
        }
    }
    Ok(inputs)
}

/// All that is found amiss in what a plugin offers: [`conform`], with the inputs among its golden files, and [`golden`].
///
/// # Errors
///
/// As for [`golden`].
pub fn findings(subject: &Subject<'_>, folder: &Path) -> Result<Vec<Finding>> {
    let mut subject = subject.clone();
    subject.inputs.extend(golden_inputs(subject.plugin, folder)?);
    let mut findings = Vec::new();
    for offer in &*subject.plugin.manifest().offers {
        let mut outcomes = conform(&subject, offer);
        outcomes.push(golden(&subject, offer, folder, Golden::Compare)?);
        findings.extend(outcomes.into_iter().flat_map(|outcome| outcome.findings));
    }
    Ok(findings)
}

/// Compares what `offer` makes of the inputs in `folder` with what stands beside them, or writes it there.
///
/// # Errors
///
/// [`Kind::Io`] where a file cannot be read or written, [`Kind::Usage`] where options or an input are none.
pub fn golden(subject: &Subject<'_>, offer: &Offer, folder: &Path, golden: Golden) -> Result<Outcome> {
    const HELP: &str =
        "if it is what you mean, write it with `slugline plugin test --bless`, and look at the difference";
    const STUMBLES: &str = "mend the plugin first: without an answer there is nothing to compare, or to write";
    let mut ledger = Ledger::of(offer, &subject.patience);
    for input in inputs_of(offer, folder)? {
        let name = name_of(&input);
        let options = options_of(&input, offer, subject)?;
        let made = match ledger.ask(&name, || made(subject.plugin, offer, &options, &input)) {
            None => {
                ledger.untried(Check::Golden);
                continue;
            }
            Some(Ok(made)) => made,
            Some(Err(error)) if error.kind() == Kind::Usage || error.kind() == Kind::Io => return Err(error),
            Some(Err(error)) => {
                ledger.hold(Check::Golden, &name, Some(error.to_string()), STUMBLES);
                continue;
            }
        };
        match golden {
            Golden::Compare => ledger.hold(Check::Golden, &name, differs(&input, offer, &made)?, HELP),
            Golden::Bless => {
                bless(&input, offer, &made)?;
                ledger.hold(Check::Golden, &name, None, HELP);
            }
        }
    }
    hold_strays(subject.plugin, offer, folder, &mut ledger)?;
    let outcome = ledger.outcomes().into_iter().next();
    Ok(outcome.unwrap_or(Outcome::nothing(Check::Golden)))
}

/// Holds what is expected of `offer` to having an input. Without one it is compared with nothing, and nobody would miss it.
fn hold_strays(plugin: &dyn Plugin, offer: &Offer, folder: &Path, ledger: &mut Ledger<'_>) -> Result<()> {
    const HELP: &str = "put the input beside it, or remove what is expected";
    let stem_of = |path: &PathBuf| name_of(path).split_once('.').map(|(stem, _)| stem.to_owned());
    let stems: Vec<String> = inputs_of(offer, folder)?.iter().filter_map(stem_of).collect();
    let offers = plugin.manifest().offers.iter();
    let inputs: Vec<Vec<PathBuf>> = offers.map(|offer| inputs_of(offer, folder)).collect::<Result<_>>()?;
    let extension = offer.files.as_ref().map(|files| &*files.extension).unwrap_or_default();
    for path in entries_of(folder)?.iter().filter(|path| !inputs.iter().flatten().any(|input| input == *path)) {
        let name = name_of(path);
        let Some((stem, end)) = name.split_once('.') else { continue };
        let is_file =
            offer.kind == OfferKind::Writer && (end == extension || end.strip_suffix(".files") == Some(extension));
        if (is_file || end == answer_end(offer)) && !stems.iter().any(|known| known == stem) {
            let input = match offer.kind {
                OfferKind::Reader => format!("`{stem}.{extension}`"),
                OfferKind::Transform | OfferKind::Linter | OfferKind::Writer => {
                    format!("`{stem}.txt` or `{stem}.json`")
                }
            };
            ledger.hold(Check::Golden, &name, Some(format!("there is no {input} that it is expected of")), HELP);
        }
    }
    Ok(())
}

/// What is expected beside an input, by what its name ends in behind `STEM.`.
type Made = BTreeMap<String, Vec<u8>>;

/// The inputs of `offer` in a folder, which need not be there.
pub(crate) fn inputs_of(offer: &Offer, folder: &Path) -> Result<Vec<PathBuf>> {
    let extension = offer.files.as_ref().map(|files| files.extension.to_string());
    let is_input = |path: &PathBuf| {
        let name = name_of(path);
        let Some((stem, end)) = name.split_once('.') else { return false };
        let is_known = match offer.kind {
            OfferKind::Reader => extension.as_deref() == Some(end),
            OfferKind::Transform | OfferKind::Linter | OfferKind::Writer => matches!(end, "txt" | "json"),
        };
        is_known && !stem.is_empty()
    };
    Ok(entries_of(folder)?.into_iter().filter(is_input).collect())
}

/// What stands in a folder, which need not be there, in the order of the names.
fn entries_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>(),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(fault) => Err(fault),
    };
    let mut entries = entries.map_err(|fault| Error::io(format!("cannot read `{}`", folder.display()), fault))?;
    entries.sort();
    Ok(entries)
}

pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// `tests/golden/story` of `tests/golden/story.txt`, with `end` behind a dot.
fn beside(input: &Path, end: &str) -> PathBuf {
    let name = name_of(input);
    let stem = name.split_once('.').map_or(&*name, |(stem, _)| stem);
    input.with_file_name(format!("{stem}.{end}"))
}

fn read_file(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|fault| Error::io(format!("cannot read `{}`", path.display()), fault))
}

/// The options that an input is tried with: those beside it, else those of the subject.
pub(crate) fn options_of(input: &Path, offer: &Offer, subject: &Subject<'_>) -> Result<OptionMap> {
    let path = beside(input, "options.json");
    if !path.is_file() {
        return Ok(subject.options.clone());
    }
    let parsed: Result<BTreeMap<String, OptionMap>, _> = serde_json::from_slice(&read_file(&path)?);
    let mut options = parsed.map_err(|fault| {
        let help = "it has a member for each name that is offered, and in that its options: {\"board\":{\"width\":20}}";
        Error::new(Kind::Usage, format!("`{}`: {fault}", path.display())).help(help)
    })?;
    Ok(options.remove(&*offer.name).unwrap_or_default())
}

/// What a plugin makes of an input.
pub(crate) fn made(plugin: &dyn Plugin, offer: &Offer, options: &OptionMap, input: &Path) -> Result<Made> {
    let name = &*offer.name;
    let mut made = Made::new();
    let answer = match offer.kind {
        OfferKind::Reader => {
            let source = Source::new(name_of(input), read_file(input)?)?;
            match reader::read(&*plugin.reader(name, options)?, &source) {
                Ok(read) => {
                    let articles = read.articles.into_iter().map(|article| Sent::Owned(Box::new(article)));
                    Answer { articles: articles.collect(), diagnostics: read.diagnostics, ..Answer::default() }
                }
                Err(error) if error.kind() == Kind::Internal => return Err(error),
                Err(error) => Answer::failed(&error),
            }
        }
        OfferKind::Transform => {
            let done = transform::transformed(&*plugin.transform(name, options)?, &article(input)?)?;
            let article = Some(Sent::Owned(Box::new(done.article)));
            Answer { article, diagnostics: done.diagnostics, ..Answer::default() }
        }
        OfferKind::Linter => {
            let reported = linter::reported(&*plugin.linter(name, options)?, &article(input)?)?;
            Answer { diagnostics: reported.0, ..Answer::default() }
        }
        OfferKind::Writer => {
            let document =
                Document { name: String::new(), head: EditionHead::default(), articles: vec![article(input)?] };
            let written = writer::write(&*plugin.writer(name, options)?, &document, offer)?;
            made.extend(written.files.into_iter().map(|file| (file_end(offer, &file.name), file.bytes)));
            Answer { diagnostics: written.diagnostics, ..Answer::default() }
        }
    };
    // A file that says nothing would stand beside most outputs of writers.
    if offer.kind != OfferKind::Writer || !answer.diagnostics.is_empty() {
        made.insert(answer_end(offer), pretty(&answer)?);
    }
    Ok(made)
}

/// What follows the stem of a file that the writer of `offer` writes: the ending of its format, and of a further file its name.
fn file_end(offer: &Offer, name: &str) -> String {
    let extension = offer.files.as_ref().map(|files| &*files.extension).unwrap_or_default();
    if name.is_empty() { extension.to_owned() } else { format!("{extension}.files/{name}") }
}

fn answer_end(offer: &Offer) -> String {
    format!("{}.answer.json", offer.name)
}

fn pretty(answer: &Answer<'_>) -> Result<Vec<u8>> {
    let json = serde_json::to_string_pretty(answer);
    let json = json.map_err(|fault| Error::new(Kind::Invalid, format!("the answer is no JSON: {fault}")))?;
    Ok((json + "\n").into_bytes())
}

/// The article that an input is: a document, or what a story reads as.
fn article(input: &Path) -> Result<Article<'static>> {
    let source = Source::new(name_of(input), read_file(input)?)?;
    if input.extension().is_some_and(|extension| extension == "json") {
        let article = Article::from_json(source.text()).map_err(|error| {
            Error::new(Kind::Usage, format!("`{}`: {error}", input.display()))
                .help("`slugline convert --to json` writes one")
        })?;
        return Ok(article.into_owned());
    }
    let (mut article, mut diagnostics) = (Article::default(), Diagnostics::new());
    let reader = RawText.reader("text", &OptionMap::new())?;
    reader.read(&source, &mut Context::new(&mut diagnostics, &Still), &mut |read| {
        article = read.into_owned();
        Ok(())
    })?;
    Ok(article)
}

/// How what was made differs from what stands beside the input.
fn differs(input: &Path, offer: &Offer, made: &Made) -> Result<Option<String>> {
    for (end, bytes) in made {
        let path = beside(input, end);
        if !path.is_file() {
            return Ok(Some(format!("there is no `{}` beside it", name_of(&path))));
        }
        let expected = read_file(&path)?;
        if expected != *bytes {
            return Ok(Some(format!("`{}`\n{}", name_of(&path), difference_of_bytes(&expected, bytes))));
        }
    }
    let answer = answer_end(offer);
    let is_left = !made.contains_key(&answer) && beside(input, &answer).is_file();
    Ok(is_left.then(|| format!("`{}` expects diagnostics, and there are none", name_of(&beside(input, &answer)))))
}

/// Writes what was made beside the input, and removes what is expected no more.
fn bless(input: &Path, offer: &Offer, made: &Made) -> Result<()> {
    let failed = |path: &Path| {
        let what = format!("cannot write `{}`", path.display());
        move |fault: io::Error| Error::io(what, fault)
    };
    for (end, bytes) in made {
        let path = beside(input, end);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed(folder))?;
        }
        fs::write(&path, bytes).map_err(failed(&path))?;
    }
    let answer = beside(input, &answer_end(offer));
    match made.contains_key(&answer_end(offer)) || !answer.is_file() {
        true => Ok(()),
        false => fs::remove_file(&answer).map_err(failed(&answer)),
    }
}
