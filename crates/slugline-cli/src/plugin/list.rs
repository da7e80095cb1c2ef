//! `slugline plugin list`: which plugins are found, by which rule, and whether they may run.

use serde_json::{Value, json};
use slugline::host::{Found, Gate, Logs};
use slugline::{BadFile, write_stdout};

use crate::Exit;
use crate::args::{ConfigArgs, ListArgs};
use crate::formats::columns;
use crate::shelf::{Shelf, below_home};
use crate::terminal::Terminal;

pub(super) fn run(args: &ListArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &args.plugins, &args.allowed, Logs::default())?;
    let mut found = shelf.places.named()?;
    let (in_folders, unusable) = shelf.places.in_folders(&found);
    found.extend(in_folders);
    let text = match args.json {
        true => format!(
            "{:#}\n",
            json!({"plugins": found.iter().map(|found| as_json(found, &shelf.gate)).collect::<Vec<_>>()})
        ),
        false if found.is_empty() => "no plugin is found\n".to_owned(),
        false => columns(&found.iter().map(|found| row(found, &shelf.gate)).collect::<Vec<_>>()),
    };
    write_stdout(text.as_bytes())?;
    for unusable in &unusable {
        terminal.error(&unusable.error.error, unusable.error.file.as_deref());
    }
    Ok(if unusable.is_empty() { Exit::Done } else { Exit::Failed })
}

fn row(found: &Found, gate: &Gate) -> [String; 5] {
    let package = &found.package;
    let state = match gate.choose(found) {
        Ok(chosen) => chosen.artifact.kind().as_str().to_owned(),
        Err(error) => error.code().map_or_else(|| "refused".to_owned(), |code| format!("refused: {code}")),
    };
    let offers: Vec<String> =
        package.description.offers.iter().map(|offer| format!("{} {}", offer.kind.as_str(), offer.name)).collect();
    [
        package.name().to_owned(),
        package.description.version.clone(),
        state,
        offers.join(", "),
        format!("{} ({})", found.rule.in_words(), below_home(&package.folder)),
    ]
}

fn as_json(found: &Found, gate: &Gate) -> Value {
    let package = &found.package;
    let chosen = gate.choose(found);
    let refused = chosen.as_ref().err();
    json!({
        "name": package.name(),
        "version": package.description.version,
        "rule": found.rule.as_str(),
        "folder": package.folder,
        "carrier": chosen.as_ref().ok().map(|chosen| chosen.artifact.kind().as_str()),
        "refused": refused.map(|error| json!({"code": error.code(), "message": error.to_string(), "help": error.advice()})),
        "offers": package.description.offers.iter().map(|offer| json!({"kind": offer.kind.as_str(), "name": offer.name})).collect::<Vec<_>>(),
    })
}
