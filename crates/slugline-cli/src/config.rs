//! The settings that hold for every run, as the command line says where they are.

use std::env;

use slugline::{BadConfig, Config, Error, Kind, Registry, Values};

use crate::args::ConfigArgs;
use crate::terminal::Terminal;

/// Reads them. `None` where they cannot be used, which has been said then.
pub(crate) fn profile(args: &ConfigArgs, terminal: &mut Terminal) -> Option<Values> {
    match read(args) {
        Ok(config) => {
            terminal.settings(&config.files);
            Some(config.values)
        }
        Err(BadConfig { error, file }) => {
            terminal.error(&error, file.as_deref());
            None
        }
    }
}

fn read(args: &ConfigArgs) -> Result<Config, BadConfig> {
    let registry = Registry::builtin();
    match &args.config {
        _ if args.no_config => Ok(Config::default()),
        Some(file) => Config::of_file(file, registry),
        None => match env::current_dir() {
            Ok(folder) => Config::upwards(&folder, registry),
            Err(error) => {
                let message = format!("cannot tell which folder this is: {error}");
                Err(Error::new(Kind::Usage, message).help("use `--config FILE` or `--no-config`").into())
            }
        },
    }
}
