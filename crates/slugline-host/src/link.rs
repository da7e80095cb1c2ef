//! One loaded plugin: requests to it, answers from it, and what is said when either goes wrong.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{SCHEMA, reads_schema};
use slugline_core::plugin::Context;
use slugline_core::{Error, Kind, Result};
use slugline_plugin::contract::{ABI, Answer, Call, Description, Fault, Kinds, Panics, Request};

use crate::carrier::{Carrier, Open};
use crate::known::LEAST;
use crate::reported;

/// What to do about a fault with this code, which is the plugin's own. `is_own`: whoever is told may be who makes it, and has
/// something to look at; anybody else can only tell. What does not even say what it is cannot be tested.
pub(crate) fn blame(is_own: bool, call: Call, code: &str) -> &'static str {
    match code {
        _ if !is_own && call == Call::Describe => "tell who made the plugin",
        _ if !is_own => "tell who made the plugin; `slugline plugin test` shows it",
        "plugin-invalid-result" => "docs/plugins/contract.md of slugline says what an answer holds",
        "plugin-exited" => {
            "a plugin goes on until its input ends: look for what ended it; `-v` shows all that it printed"
        }
        "plugin-trap" => "look for what has no end, or leaves its bounds: a recursion, an index, a panic without words",
        _ => "look in the plugin for the place or the words that the message names",
    }
}

/// What to do about one that does not fit.
pub(crate) const REBUILD: &str = "build the plugin with the SDK of this slugline, or install a version of it that fits";

/// A plugin that is loaded, and fits.
pub(crate) struct Link {
    carrier: Box<dyn Carrier>,
    name: String,
    version: String,
    kinds: Kinds,
    is_own: bool,
}

impl Link {
    /// Loads the plugin that `expected` describes.
    ///
    /// # Errors
    ///
    /// Those of `source`; `plugin-abi` or `plugin-schema` where it speaks another contract or knows another model,
    /// `plugin-invalid-result` where what it says of itself is not what `expected` says. All are [`Kind::Usage`]: a job that
    /// needs it cannot begin.
    pub(crate) fn open(expected: &Description, source: &dyn Open) -> Result<Link> {
        Link::load(expected, source).map_err(|error| relate(Kind::Usage, error.to_string(), error))
    }

    fn load(expected: &Description, source: &dyn Open) -> Result<Link> {
        let carrier = source.open().map_err(|error| {
            let word = source.word().map(|word| format!(" ({word})")).unwrap_or_default();
            let message = format!("plugin `{}` {}{word}, loading: {error}", expected.name, expected.version);
            relate(error.kind(), message, error)
        })?;
        let (name, version) = (expected.name.clone(), expected.version.clone());
        let is_own = source.is_own();
        let mut link = Link { carrier, name, version, kinds: expected.kinds.clone(), is_own };
        let json = link.ask(&Request::new(Call::Describe))?;
        let answer = link.answer(Call::Describe, &json)?;
        if let Some(fault) = answer.error {
            return Err(link.failed(Call::Describe, fault));
        }
        let Some(found) = answer.description else {
            return Err(link.invalid(Call::Describe, "the answer has no `description`"));
        };
        link.check(expected, &found)?;
        link.kinds = found.kinds;
        Ok(link)
    }

    /// The kinds of node that the plugin knows.
    pub(crate) fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    fn check(&self, expected: &Description, found: &Description) -> Result<()> {
        let refuse = |code, message: String, help: &str| {
            Err(self.name(Call::Describe, Error::new(Kind::Unsupported, message).help(help).coded(code)))
        };
        if found.abi != ABI {
            return refuse("plugin-abi", format!("it speaks abi {}, this slugline {ABI}", found.abi), REBUILD);
        }
        if !reads_schema(&found.schema) {
            let message = format!("it reads documents of schema {}, this slugline has {SCHEMA}", found.schema);
            return refuse("plugin-schema", message, REBUILD);
        }
        let (block, inline) = LEAST;
        let knows = [(block, found.kinds.has_block(block)), (inline, found.kinds.has_inline(inline))];
        if let Some((kind, _)) = knows.into_iter().find(|(_, is_known)| !is_known) {
            return refuse("plugin-schema", format!("it does not know the kind `{kind}`"), REBUILD);
        }
        if found.panics == Panics::Abort && !self.carrier.outlives_abort() {
            let message = "a panic in it would end slugline: it was built with `panic = \"abort\"`".to_owned();
            return refuse("plugin-abi", message, "build it with `panic = \"unwind\"`, or as a plugin of another kind");
        }
        if (&found.name, &found.version) != (&expected.name, &expected.version) {
            let message = format!("it calls itself `{}` {}", found.name, found.version);
            let help = format!("its manifest says `{}` {}: have both say the same", expected.name, expected.version);
            return refuse("plugin-invalid-result", message, &help);
        }
        let missing = expected
            .offers
            .iter()
            .find(|offer| !found.offers.iter().any(|found| (found.kind, &found.name) == (offer.kind, &offer.name)));
        match missing {
            Some(offer) => {
                let message =
                    format!("it offers no {} `{}`, which its manifest names", offer.kind.as_str(), offer.name);
                refuse("plugin-invalid-result", message, &it_offers(found))
            }
            None => Ok(()),
        }
    }

    /// Brings `request` to the plugin and its answer back.
    ///
    /// # Errors
    ///
    /// Those of the carrier, with the plugin's name.
    pub(crate) fn ask(&self, request: &Request<'_>) -> Result<String> {
        self.carrier.call(&request.to_json()?).map_err(|error| self.name(request.call, error))
    }

    /// What the plugin answered.
    ///
    /// # Errors
    ///
    /// `plugin-invalid-result` where it is no answer.
    pub(crate) fn answer<'a>(&self, call: Call, json: &'a str) -> Result<Answer<'a>> {
        Answer::from_json(json).map_err(|error| self.invalid(call, &error.to_string()))
    }

    /// Reports what an answer reports of `articles` articles, and gives back the rest of it.
    ///
    /// # Errors
    ///
    /// The one that the answer holds.
    pub(crate) fn report<'a>(
        &self,
        call: Call,
        mut answer: Answer<'a>,
        articles: usize,
        cx: &mut Context<'_>,
    ) -> Result<Answer<'a>> {
        reported::report(std::mem::take(&mut answer.diagnostics), articles, cx);
        if let Some(remark) = self.carrier.remark() {
            let message =
                format!("plugin `{}` {} ({}): {}", self.name, self.version, self.carrier.word(), remark.message);
            cx.report(Diagnostic { message, ..remark });
        }
        match answer.error.take() {
            None => Ok(answer),
            Some(fault) => Err(self.failed(call, fault)),
        }
    }

    /// The error for what a plugin says went wrong. A fault of the input stays as the plugin put it.
    fn failed(&self, call: Call, fault: Fault) -> Error {
        let code = if fault.kind == Fault::PANIC { "plugin-panic" } else { "plugin-reported" };
        let error = Error::from(fault);
        match error.kind() {
            Kind::Internal => self.name(call, error.coded(code)),
            _ => error,
        }
    }

    /// The error for an answer that is none.
    pub(crate) fn invalid(&self, call: Call, what: &str) -> Error {
        self.name(call, Error::new(Kind::Internal, what).coded("plugin-invalid-result"))
    }

    /// `error`, which came of `call`, with the plugin that it came from, and what to do about it where that is not said yet.
    pub(crate) fn name(&self, call: Call, error: Error) -> Error {
        let help = blame(self.is_own, call, error.code().unwrap_or_default());
        let error = if error.advice().is_none() && error.kind() == Kind::Internal { error.help(help) } else { error };
        named(&self.name, &self.version, self.carrier.word(), call.as_str(), error)
    }
}

/// What a plugin says that it offers, for whoever compares that with its manifest.
fn it_offers(found: &Description) -> String {
    let offers: Vec<String> =
        found.offers.iter().map(|offer| format!("{} `{}`", offer.kind.as_str(), offer.name)).collect();
    match offers.is_empty() {
        true => "have the plugin offer it, or take it out of `[[provides]]`".to_owned(),
        false => format!("it offers {}: have `[[provides]]` and the plugin say the same", offers.join(", ")),
    }
}

/// `error` with the plugin that it came from: its version, what brings it, what it was asked for.
pub(crate) fn named(name: &str, version: &str, carrier: &str, phase: &str, error: Error) -> Error {
    relate(error.kind(), format!("plugin `{name}` {version} ({carrier}), {phase}: {error}"), error)
}

/// `error` in other words, or as another sort of fault.
fn relate(kind: Kind, message: String, error: Error) -> Error {
    let related = Error::new(kind, message).at(error.span());
    let related = error.advice().map(str::to_owned).into_iter().fold(related, Error::help);
    error.code().into_iter().fold(related, Error::coded).cause(error)
}
