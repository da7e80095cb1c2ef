//! `slugline plugin new`: the folder of a plugin, to begin with.

use slugline::plugin::OfferKind;
use slugline::{Error, Kind, Registry, Result, create_folder};
use slugline_workshop::{Language, Scaffold, Sdk};

use super::word;
use crate::Exit;
use crate::args::NewArgs;
use crate::harmless::Harmless;
use crate::terminal::Terminal;

pub(super) fn run(args: &NewArgs, terminal: &mut Terminal) -> Result<Exit> {
    // `.` has no name of its own.
    let folder = std::path::absolute(&args.folder).unwrap_or_else(|_| args.folder.clone());
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let scaffold = Scaffold::new(name, args.lang, args.kind)?;
    refuse_taken(name, args.kind)?;
    let sdk = match args.lang {
        Language::Rust => Some(Sdk::find(args.sdk.as_deref(), &args.folder)?),
        Language::C | Language::JavaScript | Language::Python | Language::Template => None,
    };
    let files = scaffold.files(sdk.as_ref().map(|sdk| (sdk, args.folder.as_path())));
    let paths = create_folder(&args.folder, files.iter().map(|file| (file.name.as_str(), file.text.as_str())))?;
    for path in paths {
        terminal.mention(format_args!("wrote {}", Harmless(&path.display().to_string())));
    }
    terminal.mention(format_args!("next:\n  cd {}", word::word(&args.folder)));
    for command in scaffold.commands() {
        terminal.mention(format_args!("  {command}"));
    }
    Ok(Exit::Done)
}

/// Refuses a name under which slugline itself offers something: the plugin could not be used under it.
fn refuse_taken(name: &str, kind: OfferKind) -> Result<()> {
    let registry = Registry::builtin();
    match registry.of_kind(kind).any(|offered| offered.offer.name == name) {
        true => {
            let message = format!("the {} `{name}` comes with slugline", kind.as_str());
            Err(Error::new(Kind::Usage, message).help(format!("take another name, such as `our-{name}`")))
        }
        false => Ok(()),
    }
}
