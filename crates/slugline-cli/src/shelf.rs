//! The user's folders, and what a command takes from them: plugins, where they are looked for and what the user allows; the
//! cache.

use std::env;
use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use slugline::host::{CarrierKind, Gate, Listed, Loaders, Logs, PLUGINS_FOLDER, Places, Trust, USER_CONFIG};
use slugline::{BadFile, Cache, ConfigFiles, Plugins};

use crate::args::{AllowArgs, CacheArgs, ConfigArgs, PluginArgs};
use crate::config;
use crate::terminal::Terminal;

/// What we are called in the folders that every program has a folder in.
const NAME: &str = "slugline";

/// Where plugins are, before any is looked for.
pub(crate) struct Shelf {
    /// The files of settings, not yet taken.
    pub(crate) files: ConfigFiles,
    /// The names that they set options of.
    names: Vec<String>,
    /// The names that their jobs say, or set options of.
    pub(crate) of_jobs: Vec<String>,
    pub(crate) places: Places,
    pub(crate) gate: Arc<Gate>,
}

impl Shelf {
    /// Reads the files of settings. `logs` hear what plugins write for those who develop them.
    pub(crate) fn open(
        config: &ConfigArgs,
        plugins: &PluginArgs,
        allow: &AllowArgs,
        logs: Logs,
    ) -> Result<Shelf, BadFile> {
        let files = config::files(config)?;
        let asked = files.asked();
        let places = Places {
            given: plugins.plugin.clone(),
            listed: asked.listed.into_iter().map(|listed| Listed { path: from_here(listed.path), ..listed }).collect(),
            projects: files.projects().into_iter().map(from_here).collect(),
            user: user_folder(),
            system: system_folders(),
        };
        Ok(Shelf {
            files,
            names: asked.names,
            of_jobs: asked.jobs,
            places,
            gate: Arc::new(gate(allow).with_logs(logs)),
        })
    }

    /// The plugins of a run that says `names` of formats, transforms and linters, and sets options by `assignments`.
    pub(crate) fn plugins<'n>(
        &'n self,
        names: impl IntoIterator<Item = &'n String>,
        assignments: &'n [String],
    ) -> Result<Plugins, BadFile> {
        let options = assignments.iter().filter_map(|assignment| slugline::Values::option_of(assignment));
        let names = names.into_iter().chain(&self.names).map(String::as_str);
        Plugins::named(&self.places, &self.gate, names.chain(options))
    }

    /// All plugins that there are.
    pub(crate) fn all(&self) -> Result<Plugins, BadFile> {
        Plugins::all(&self.places, &self.gate)
    }
}

/// The gate of this user.
fn gate(allow: &AllowArgs) -> Gate {
    let gate = Gate::new(Loaders::built_in(), trust(allow));
    match cache_folder() {
        Some(folder) => gate.with_store(folder),
        None => gate,
    }
}

/// The user's folder for what can be made again.
fn cache_folder() -> Option<PathBuf> {
    Some(folder("XDG_CACHE_HOME", ".cache")?.join(NAME))
}

/// The cache that the command line asks for. Where there is no folder for it, the run goes on without, and that is said.
pub(crate) fn cache(args: CacheArgs, terminal: &mut Terminal) -> Option<Arc<Cache>> {
    let folder = args.cache?.or_else(cache_folder);
    if folder.is_none() {
        let message = "there is no folder for the cache: neither `XDG_CACHE_HOME` nor `HOME` names one".to_owned();
        terminal.warning(message, "name one with `--cache=DIR`".to_owned());
    }
    folder.map(|folder| Arc::new(Cache::open(&folder)))
}

/// Warns whoever says `--cache DIR` for `--cache=DIR`: the folder is taken for an input, and there is nothing to read in it. It need
/// not be there, and a file mostly has an ending.
pub(crate) fn doubt_cache(args: &CacheArgs, inputs: &[OsString], terminal: &mut Terminal) {
    let is_meant_for_cache = |input: &&OsString| {
        let path = Path::new(input);
        let is_name =
            path.extension().is_none() && *input != "-" && !input.to_string_lossy().contains(['*', '?', '[', '{']);
        match path.metadata() {
            Ok(metadata) => metadata.is_dir() && holds_no_input(path),
            Err(_) => is_name,
        }
    };
    let Some(input) = inputs.iter().find(is_meant_for_cache).filter(|_| args.cache == Some(None)) else { return };
    let folder = Path::new(input).display();
    let message = format!("`--cache` names no folder, and `{folder}` is taken for an input");
    terminal.warning(message, format!("`--cache={folder}` keeps the cache there"));
}

/// Whether nothing in a folder is for being read.
fn holds_no_input(folder: &Path) -> bool {
    let is_hidden = |entry: DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
    fs::read_dir(folder).is_ok_and(|mut entries| entries.all(|entry| entry.is_ok_and(is_hidden)))
}

/// Says why a cache was of no use.
pub(crate) fn end_cache(cache: &Cache, terminal: &mut Terminal) {
    if let Some(fault) = cache.fault() {
        terminal.warning(fault.to_string(), fault.advice().unwrap_or_default().to_owned());
    }
}

/// What the user's configuration and the command line allow.
fn trust(allow: &AllowArgs) -> Trust {
    let config = folder("XDG_CONFIG_HOME", ".config").map(|folder| folder.join(NAME).join(USER_CONFIG));
    let mut trust = config.map_or_else(Trust::default, |path| {
        let name = below_home(&path);
        Trust::of_user(path, name)
    });
    allow.allow_native.iter().for_each(|name| trust.allow(CarrierKind::Native, name));
    allow.allow_process.iter().for_each(|name| trust.allow(CarrierKind::Process, name));
    trust
}

/// The user's folder of plugins.
pub(crate) fn user_folder() -> Option<PathBuf> {
    Some(folder("XDG_DATA_HOME", ".local/share")?.join(NAME).join(PLUGINS_FOLDER))
}

/// Those of the machine.
fn system_folders() -> Vec<PathBuf> {
    let folders = env::var_os("XDG_DATA_DIRS").filter(|folders| !folders.is_empty());
    let folders = folders.unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let folders = env::split_paths(&folders).filter(|folder| folder.is_absolute());
    folders.map(|folder| folder.join(NAME).join(PLUGINS_FOLDER)).collect()
}

/// A path as a user says it: `~/.config/slugline/config.toml`.
pub(crate) fn below_home(path: &Path) -> String {
    let home = env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
    match home.as_deref().and_then(|home| path.strip_prefix(home).ok()) {
        Some(below) => format!("~/{}", below.display()),
        None => path.display().to_string(),
    }
}

/// A path as it is said from the folder that slugline runs in, where it leads below that.
fn from_here(path: PathBuf) -> PathBuf {
    let here = env::current_dir().ok();
    here.and_then(|here| Some(path.strip_prefix(here).ok()?.to_owned())).unwrap_or(path)
}

/// A folder of the user's, as the XDG Base Directory Specification finds it: a relative path there is none.
fn folder(variable: &str, below_home: &str) -> Option<PathBuf> {
    let absolute = |variable: &str| env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_absolute());
    absolute(variable).or_else(|| Some(absolute("HOME")?.join(below_home)))
}
