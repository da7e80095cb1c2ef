//! `slugline theme`: makes a theme, and says what is wrong with one.

use std::path::Path;

use slugline::{Located, Result, check_theme, create_theme};

use crate::Exit;
use crate::args::{ThemeAction, ThemeArgs};
use crate::harmless::Harmless;
use crate::terminal::Terminal;

pub(crate) fn run(args: &ThemeArgs, terminal: &mut Terminal) -> Result<Exit> {
    match args.action {
        ThemeAction::New => create(&args.folder, terminal),
        ThemeAction::Check => check(&args.folder, terminal),
    }
}

fn create(folder: &Path, terminal: &mut Terminal) -> Result<Exit> {
    for path in create_theme(folder)? {
        terminal.mention(format_args!("wrote {}", Harmless(&path.display().to_string())));
    }
    Ok(Exit::Done)
}

fn check(folder: &Path, terminal: &mut Terminal) -> Result<Exit> {
    let found = check_theme(folder)?;
    Ok(show_faults(folder, &found.faults, &found.unused, terminal))
}

/// Says what is wrong with the templates in a folder, and how much.
pub(crate) fn show_faults(folder: &Path, faults: &[Located], unused: &[String], terminal: &mut Terminal) -> Exit {
    for fault in faults {
        terminal.error(&fault.error, Some(&fault.file));
    }
    for name in unused {
        let path = folder.join(name);
        let message = format!("nothing includes `{}`", path.display());
        let include = name.strip_suffix(".hbs").unwrap_or(name);
        terminal.warning(message, format!("write `{{{{> {include}}}}}` where it belongs, or take it out"));
    }
    let folder = folder.display().to_string();
    let folder = Harmless(&folder);
    match faults.len() {
        0 => terminal.mention(format_args!("nothing is wrong with {folder}")),
        1 => terminal.mention(format_args!("1 fault in {folder}")),
        faults => terminal.mention(format_args!("{faults} faults in {folder}")),
    }
    if faults.is_empty() { Exit::Done } else { Exit::Failed }
}
