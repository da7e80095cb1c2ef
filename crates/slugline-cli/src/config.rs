//! The settings that hold for every run, as the command line says where they are.

use std::env;
use std::path::PathBuf;

use slugline::{BadFile, Config, ConfigFiles, Error, Kind, Registry, Result, Settings, Values, source_date_epoch};

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

/// Takes what the files say, and says which they were to those who want to know more.
pub(crate) fn taken(files: ConfigFiles, registry: Registry<'_>, terminal: &mut Terminal) -> Result<Config, BadFile> {
    let config = files.take(registry)?;
    terminal.settings(&config.files);
    Ok(config)
}

/// Takes what the files set.
pub(crate) fn profile(files: ConfigFiles, registry: Registry<'_>, terminal: &mut Terminal) -> Result<Values, BadFile> {
    taken(files, registry, terminal).map(|config| config.values)
}

/// The settings of a run: those of the files, below what the command line assigns and says of the encoding.
pub(crate) fn settings(
    profile: Values,
    assignments: &[String],
    encoding: Option<&str>,
    registry: Registry<'_>,
) -> Result<Settings> {
    let mut settings = Settings { profile, ..Settings::default() };
    for assignment in assignments {
        settings.set.assign(assignment, registry)?;
    }
    if let Some(name) = encoding {
        settings.set.set_encoding(name.parse()?);
    }
    Ok(settings)
}

/// Adds what matters to a run that writes: the folder of pictures, and the moment that the environment names.
pub(crate) fn add_for_writing(settings: &mut Settings, assets: Option<PathBuf>) -> Result<()> {
    if let Some(folder) = assets {
        settings.set.set_assets(folder);
    }
    if let Some(value) = env::var_os("SOURCE_DATE_EPOCH") {
        settings.source_date_epoch = Some(source_date_epoch(&value.to_string_lossy())?);
    }
    Ok(())
}
