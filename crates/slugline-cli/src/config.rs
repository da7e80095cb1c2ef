//! The settings that hold for every run, as the command line says where they are.

use std::env;

use slugline::{BadFile, ConfigFiles, Error, Kind, Registry, Values};

use crate::args::ConfigArgs;
use crate::terminal::Terminal;

/// Reads the files of settings, which may list plugins. What they set is taken when it is known what they list.
pub(crate) fn files(args: &ConfigArgs) -> Result<ConfigFiles, BadFile> {
    match &args.config {
        _ if args.no_config => Ok(ConfigFiles::default()),
        Some(file) => ConfigFiles::of_file(file),
        None => match env::current_dir() {
            Ok(folder) => ConfigFiles::upwards(&folder),
            Err(error) => {
                let message = format!("cannot tell which folder this is: {error}");
                Err(Error::new(Kind::Usage, message).help("use `--config FILE` or `--no-config`").into())
            }
        },
    }
}

/// Takes what the files set, and says which they were to those who want to know more.
pub(crate) fn profile(files: ConfigFiles, registry: Registry<'_>, terminal: &mut Terminal) -> Result<Values, BadFile> {
    let config = files.take(registry)?;
    terminal.settings(&config.files);
    Ok(config.values)
}
