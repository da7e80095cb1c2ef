//! `slugline completions`: names of commands, options, formats, transforms, linters and plugins at the press of a key.
//!
//! The script that a shell is given asks slugline itself, so that it knows the formats of plugins too. A shell that asks sets
//! `COMPLETE`; no plugin is run for it.

use std::env;

use clap::builder::StyledStr;
use clap::{CommandFactory as _, ValueEnum};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::Shells;
use slugline::host::Logs;
use slugline::plugin::{Offer, OfferKind, OptionHelp};
use slugline::{BadFile, Error, Kind, Registry, Result, Values, write_stdout};

use crate::Exit;
use crate::args::{AllowArgs, Args, CompletionsArgs, ConfigArgs, PluginArgs};
use crate::explain;
use crate::shelf::Shelf;

/// What a shell sets to ask.
const ASKED: &str = "COMPLETE";

/// The shells that slugline knows.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

/// Answers a shell that asks what may stand next, and ends; does nothing where none does.
pub(crate) fn answer() {
    if env::var_os(ASKED).is_some() {
        CompleteEnv::with_factory(Args::command).var(ASKED).complete();
    }
}

/// Prints the script for a shell.
pub(crate) fn run(args: &CompletionsArgs) -> Result<Exit> {
    let name = match args.shell {
        Shell::Bash => "bash",
        Shell::Elvish => "elvish",
        Shell::Fish => "fish",
        Shell::Powershell => "powershell",
        Shell::Zsh => "zsh",
    };
    let shells = Shells::builtins();
    let missing = || Error::new(Kind::Internal, format!("there is no script for {name}"));
    let shell = shells.completer(name).ok_or_else(missing)?;
    let mut script = Vec::new();
    let written = shell.write_registration(ASKED, "slugline", "slugline", "slugline", &mut script);
    written.map_err(|cause| Error::io(format!("cannot make the script for {name}"), cause))?;
    write_stdout(&script)?;
    Ok(Exit::Done)
}

/// The formats that are read.
pub(crate) fn readers() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(Some(OfferKind::Reader)))
}

/// The formats that are written.
pub(crate) fn writers() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(Some(OfferKind::Writer)))
}

/// The transforms.
pub(crate) fn transforms() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(Some(OfferKind::Transform)))
}

/// The linters.
pub(crate) fn linters() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(Some(OfferKind::Linter)))
}

/// The codes of what is reported.
pub(crate) fn codes() -> ArgValueCandidates {
    ArgValueCandidates::new(|| explain::codes().map(CompletionCandidate::new).collect())
}

/// All of what is offered.
pub(crate) fn offers() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(None))
}

/// The keys of `--set`: those of settings, and the options of what is offered.
pub(crate) fn keys() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let options = with_registry(|registry| {
            let offers = registry.offers().map(|offered| offered.offer);
            let options = offers.flat_map(|offer| offer.options.iter().map(move |option| (offer, option)));
            let candidate = |(offer, option): (&Offer, &OptionHelp)| {
                let summary = StyledStr::from(option.summary.to_string());
                CompletionCandidate::new(format!("{}.{}=", offer.name, option.name)).help(Some(summary))
            };
            options.map(candidate).collect()
        });
        let settings = Values::keys().map(|key| CompletionCandidate::new(format!("{key}=")));
        settings.chain::<Vec<_>>(options).collect()
    })
}

/// The plugins that are found, by their names.
pub(crate) fn plugins() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let Ok(shelf) = shelf() else { return Vec::new() };
        let mut found = shelf.places.named().unwrap_or_default();
        let (in_folders, _) = shelf.places.in_folders(&found);
        found.extend(in_folders);
        found.iter().map(|found| CompletionCandidate::new(found.package.name())).collect()
    })
}

/// The names of what is offered, each with a line about it. Where the plugins cannot be looked for, those that come with
/// slugline: a key that is pressed is no place for a message.
fn candidates(kind: Option<OfferKind>) -> Vec<CompletionCandidate> {
    with_registry(|registry| {
        let offers = registry.offers().map(|offered| offered.offer);
        let offers = offers.filter(|offer| kind.is_none_or(|kind| kind == offer.kind));
        let candidate = |offer: &Offer| {
            let summary = StyledStr::from(offer.summary.to_string());
            CompletionCandidate::new(offer.name.to_string()).help(Some(summary))
        };
        offers.map(candidate).collect()
    })
}

/// What `list` makes of all that is offered here.
fn with_registry(list: impl FnOnce(Registry<'_>) -> Vec<CompletionCandidate>) -> Vec<CompletionCandidate> {
    let plugins = shelf().and_then(|shelf| shelf.all()).unwrap_or_default();
    list(Registry::new(&plugins.list()))
}

fn shelf() -> Result<Shelf, BadFile> {
    Shelf::open(&ConfigArgs::default(), &PluginArgs::default(), &AllowArgs::default(), Logs::default())
}
