//! Programs that are started for each call: a document in, the output out.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::plugin::OfferKind;
use slugline_core::{Error, Kind, Result};
use slugline_plugin::contract::{Answer, Body, Call, Description, SourceText};

use super::child::Child;
use super::command::Command;
use super::exchange::Wanted;
use super::fault::{beginning, stopped, unfit};
use crate::carrier::{Carrier, Open};
use crate::limits::Limits;

/// A plugin that is a program which knows nothing of plugins: `jq -r .head.headline` is a writer.
///
/// Its standard input is a JSON document of slugline, or several, a line each, for a writer whose files hold many articles;
/// a reader's is the text. Its standard output is the file; a reader prints documents, a transform one, a linter a warning a
/// line. What it prints to standard error are warnings, and any exit code but 0 is a failure. What else a request says is in
/// the environment: `SLUGLINE_CALL`, `SLUGLINE_NAME`, the options as `SLUGLINE_OPTION_WIDTH`, for a reader the file's name as
/// `SLUGLINE_SOURCE`, for an edition its head in JSON as `SLUGLINE_EDITION`, and `SLUGLINE_DATE` where the user set one.
///
/// All that is known of it is its manifest: it is not asked what it is.
#[derive(Clone, Debug)]
pub struct OneShot {
    /// The program.
    pub command: Command,
    /// What a call of it may use.
    pub limits: Limits,
    /// What its manifest says that it is.
    pub description: Description,
}

impl Open for OneShot {
    fn open(&self) -> Result<Box<dyn Carrier>> {
        Ok(Box::new(self.clone()))
    }

    fn word(&self) -> Option<&'static str> {
        Some("process")
    }
}

/// A request, as far as such a program is told of it.
#[derive(Deserialize)]
struct Told<'r> {
    call: Call,
    #[serde(default)]
    name: String,
    #[serde(default)]
    options: BTreeMap<String, Value>,
    date: Option<String>,
    #[serde(borrow)]
    source: Option<SourceText<'r>>,
    #[serde(borrow)]
    article: Option<&'r RawValue>,
    #[serde(borrow)]
    edition: Option<Edition<'r>>,
}

#[derive(Deserialize)]
struct Edition<'r> {
    #[serde(borrow)]
    head: &'r RawValue,
    #[serde(borrow)]
    articles: Vec<&'r RawValue>,
}

/// An answer whose documents were not looked at.
#[derive(serde::Serialize)]
struct Documents<'a> {
    slugline: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    articles: Vec<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<&'a RawValue>,
    diagnostics: Vec<Diagnostic>,
}

impl Carrier for OneShot {
    fn word(&self) -> &'static str {
        "process"
    }

    fn call(&self, request: &str) -> Result<String> {
        let told: Told<'_> = serde_json::from_str(request)
            .map_err(|fault| Error::new(Kind::Internal, format!("the request: {fault}")).cause(fault))?;
        if told.call == Call::Describe {
            return Answer { description: Some(self.description.clone()), ..Answer::default() }.to_json();
        }
        let mut child = Child::start(&self.command, &told.variables(), self.limits)?;
        let said = child.exchange(told.words().as_bytes(), Wanted::All);
        // Of a call that fails nothing is a warning.
        let said = said.map_err(|stop| {
            let error = stopped(&stop, &self.limits, &child.last_words);
            child.tell_words();
            error
        })?;
        let warnings = child.last_words.lines().into_iter().map(warning).collect();
        self.answer(&told, said, warnings)
    }
}

impl OneShot {
    fn answer(&self, told: &Told<'_>, said: Vec<u8>, mut diagnostics: Vec<Diagnostic>) -> Result<String> {
        let no_text =
            |bytes: &[u8], at: usize| unfit(format!("its output is no UTF-8 from byte {at} on: {}", beginning(bytes)));
        let output = match String::from_utf8(said) {
            Ok(text) => text,
            Err(binary) if told.call == Call::Write && self.writes_binary(&told.name) => {
                let output = Some(Body::of(binary.into_bytes()));
                return Answer { output, diagnostics, ..Answer::default() }.to_json();
            }
            Err(fault) => return Err(no_text(fault.as_bytes(), fault.utf8_error().valid_up_to())),
        };
        let documents = |articles, article, diagnostics| {
            let slugline = slugline_plugin::contract::ENVELOPE;
            let answer = Documents { slugline, articles, article, diagnostics };
            serde_json::to_string(&answer).map_err(|fault| unfit(format!("its output: {fault}")))
        };
        match told.call {
            Call::Describe | Call::Write => {
                Answer { output: Some(Body::Text(output)), diagnostics, ..Answer::default() }.to_json()
            }
            Call::Read => documents(printed(&output)?, None, diagnostics),
            Call::Transform => match printed(&output)?.as_slice() {
                [article] => documents(Vec::new(), Some(*article), diagnostics),
                printed => Err(unfit(format!("it printed {} documents, and was to print one", printed.len()))),
            },
            Call::Lint => {
                let found = output.lines().map(str::trim_end).filter(|line| !line.is_empty());
                diagnostics.extend(found.map(str::to_owned).map(warning));
                Answer { diagnostics, ..Answer::default() }.to_json()
            }
        }
    }

    fn writes_binary(&self, name: &str) -> bool {
        let mut offers = self.description.offers.iter();
        offers.any(|offer| offer.kind == OfferKind::Writer && offer.name == name && offer.binary)
    }
}

impl Told<'_> {
    /// What the program reads on its standard input.
    fn words(&self) -> String {
        let articles = self.edition.iter().flat_map(|edition| &edition.articles);
        let lines = self.article.iter().chain(articles).map(|document| format!("{}\n", document.get()));
        self.source.iter().map(|source| source.text.clone().into_owned()).chain(lines).collect()
    }

    /// What it finds in its environment.
    fn variables(&self) -> Vec<(String, String)> {
        let mut variables = vec![("CALL", self.call.as_str().to_owned()), ("NAME", self.name.clone())];
        variables.extend(self.source.iter().map(|source| ("SOURCE", source.name.clone().into_owned())));
        variables.extend(self.edition.iter().map(|edition| ("EDITION", edition.head.get().to_owned())));
        variables.extend(self.date.iter().map(|date| ("DATE", date.clone())));
        let variables = variables.into_iter().map(|(name, value)| (format!("SLUGLINE_{name}"), value));
        let options = self.options.iter().map(|(name, value)| {
            let name = name.replace('-', "_").to_uppercase();
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (format!("SLUGLINE_OPTION_{name}"), value)
        });
        variables.chain(options).collect()
    }
}

/// The documents of `output`, whatever white space stands between them.
fn printed(output: &str) -> Result<Vec<&RawValue>> {
    let documents = serde_json::Deserializer::from_str(output).into_iter::<&RawValue>();
    documents
        .collect::<Result<_, _>>()
        .map_err(|fault| unfit(format!("its output is no JSON document: {fault}, in {}", beginning(output.as_bytes()))))
}

/// What a line of standard error reports.
fn warning(line: String) -> Diagnostic {
    Diagnostic::warning("plugin-reported", line)
}
