//! `slugline init`: a file of settings to begin with, in this folder.

use std::fs;
use std::path::Path;

use slugline::{CONFIG_FILE, Error, Kind, Result, config_template, write_new_file};

use crate::Exit;
use crate::terminal::Terminal;

pub(crate) fn run(terminal: &mut Terminal) -> Result<Exit> {
    let path = Path::new(CONFIG_FILE);
    if fs::symlink_metadata(path).is_ok() {
        let message = format!("`{CONFIG_FILE}` is there already, and is not overwritten");
        return Err(Error::new(Kind::Usage, message).help("`slugline config show --origin` lists what it sets"));
    }
    write_new_file(path, config_template().as_bytes())?;
    terminal.mention(format_args!("wrote {CONFIG_FILE}"));
    Ok(Exit::Done)
}
