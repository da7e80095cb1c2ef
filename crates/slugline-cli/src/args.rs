//! The command line: what may be said on it, and nothing done about it.

use std::env;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use slugline::plugin::OfferKind;
use slugline::{Error, Hold, Kind, MAX_STORY, Purpose, Size};
use slugline_workshop::Language;

use crate::completion::{self, Shell};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Turn the raw text of news articles into the formats you send out.
// Structs of arguments make no group: nobody asks for one, and each would be set up in every run.
#[derive(Debug, Parser)]
#[command(name = "slugline", version, styles = STYLES, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "\
Examples:
  slugline convert story.txt --to newsml-g2,html -O out    files for the wire and the web
  slugline convert story.txt -t html                       the page on standard output
  slugline inspect story.txt                               what slugline makes of the text
  slugline formats                                         everything it can read and write
  slugline build                                           the jobs of slugline.toml, for each day
  slugline watch inbox -t newsml-g2 -O out                 a folder that is watched
  slugline explain missing-date                            what a message means, and what to do
  slugline theme new harbour                               templates of your own for pages

Exit codes: 0 done; 1 an input or output failed, or a warning was denied; 2 could not run;
130 and 143 ended by Ctrl-C and SIGTERM.")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) terminal: TerminalArgs,
}

impl Args {
    /// What the command line says; a message or a help ends the program.
    pub(crate) fn read() -> Args {
        if !env::args_os().any(|word| ["convert", "--version", "-V"].iter().any(|known| word == *known)) {
            return Args::parse();
        }
        match Converting::try_parse() {
            Ok(converting) => converting.into(),
            Err(version) if version.kind() == ErrorKind::DisplayVersion => version.exit(),
            Err(_) => Args::parse(),
        }
    }
}

/// The command line of `slugline convert`, without the other commands: to set them up, with all that holds for every command,
/// was a seventh of a short run. What does not fit is parsed again with all of them, for what is said to be the same.
#[derive(Debug, Parser)]
#[command(name = "slugline", version)]
struct Converting {
    #[command(subcommand)]
    command: ConvertCommand,
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    terminal: TerminalArgs,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum ConvertCommand {
    Convert(Box<ConvertArgs>),
}

impl From<Converting> for Args {
    fn from(Converting { command: ConvertCommand::Convert(args), config, terminal }: Converting) -> Args {
        Args { command: Command::Convert(args), config, terminal }
    }
}

/// Which settings hold for every run.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Settings")]
#[group(skip)]
pub(crate) struct ConfigArgs {
    /// Read the settings of this file, not of each `slugline.toml` from this folder upwards.
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_config", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Read no file of settings.
    #[arg(long, global = true)]
    pub(crate) no_config: bool,
}

// How a story is read, where nothing else is done with it.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct ReadingArgs {
    /// Format of the input. By default it is known by its name, else by what it looks like.
    #[arg(short, long, value_name = "FORMAT", default_value = "auto", hide_default_value = true, add = completion::readers())]
    pub(crate) from: String,
    /// Transforms to apply before, in this order.
    #[arg(long, value_name = "NAME", value_delimiter = ',', add = completion::transforms())]
    pub(crate) transform: Vec<String>,
    /// What to call standard input.
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) text: TextArgs,
}

// How what is read becomes what is written.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct WritingArgs {
    /// Transforms to apply, in this order.
    #[arg(long, value_name = "NAME", value_delimiter = ',', add = completion::transforms())]
    pub(crate) transform: Vec<String>,
    /// Linters to ask, of plugins.
    #[arg(long, value_name = "NAME", value_delimiter = ',', add = completion::linters())]
    pub(crate) lint: Vec<String>,
    /// Say what the text does not: publisher.name='The Harbour Times'.
    #[arg(long, value_name = "KEY=VALUE", add = completion::keys())]
    pub(crate) set: Vec<String>,
    /// Folder of the pictures that the articles refer to.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) assets: Option<PathBuf>,
    /// Folder of templates, for the formats that take one.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) theme: Option<PathBuf>,
}

// What a text may be.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct TextArgs {
    /// How large a story may be: 500kB, 1GB, 2GiB.
    #[arg(long, value_name = "SIZE", value_parser = limit, default_value_t = Size(MAX_STORY))]
    pub(crate) limit: Size,
    /// What the inputs are encoded in, whatever they look like: windows-1252, utf-16le.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
}

// More inputs than fit a command line, and how many of them are worked on at once.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Many inputs")]
#[group(skip)]
pub(crate) struct ManyArgs {
    /// Read the inputs that this file names too, one on each line; `-` is standard input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files_from: Option<PathBuf>,
    /// The names of `--files-from` end with NUL, as `find -print0` has them.
    #[arg(short = '0', long, requires = "files_from")]
    pub(crate) null: bool,
    /// How many inputs to work on at once. By default as many as there are cores; the outputs are the same.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

// Outputs that are not written, but held against those that were.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct ComparisonArgs {
    /// Write nothing: exit with 1 where an output is not what its file holds.
    #[arg(long)]
    pub(crate) check: bool,
    /// As --check, and show on standard output in what they differ.
    #[arg(long)]
    pub(crate) diff: bool,
}

impl ComparisonArgs {
    pub(crate) fn purpose(self) -> Purpose {
        if self.check || self.diff { Purpose::Compare { with_diff: self.diff } } else { Purpose::Write }
    }
}

// What fails a run that otherwise would not.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Messages")]
#[group(skip)]
pub(crate) struct StrictArgs {
    /// Exit with 1 on any warning. Notes are allowed.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Exit with 1 where something is reported with this code, be it a note. `slugline explain` lists the codes.
    #[arg(long, value_name = "CODE", value_delimiter = ',', add = completion::codes())]
    pub(crate) deny: Vec<String>,
    /// With --strict, let warnings with this code pass. `killed`, `withheld` and `embargoed`: write such stories for the public all the same.
    #[arg(long, value_name = "CODE", value_delimiter = ',', add = completion::codes())]
    pub(crate) allow: Vec<String>,
}

impl StrictArgs {
    /// The holds among what is allowed.
    pub(crate) fn holds(&self) -> Vec<Hold> {
        self.allow.iter().filter_map(|code| code.parse().ok()).collect()
    }
}

// What is kept of a run beside its outputs.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct RecordArgs {
    /// Write all that was read, written and found to this file, as JSON; `-` is standard output.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) report: Option<PathBuf>,
    /// Write what became of each story to this file, as test results in JUnit's XML; `-` is standard output.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) junit: Option<PathBuf>,
}

// Plugins beside those that are found. In a doc comment it would stand above the options of each command.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Plugins")]
#[group(skip)]
pub(crate) struct PluginArgs {
    /// Use this plugin: the folder of its manifest.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) plugin: Vec<PathBuf>,
}

// Which plugins may do all that the user may.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Plugins")]
#[group(skip)]
pub(crate) struct AllowArgs {
    /// Let this plugin run as a library in slugline: it can do all that you can.
    #[arg(long, value_name = "NAME", add = completion::plugins())]
    pub(crate) allow_native: Vec<String>,
    /// Let this plugin run as a program: it can do all that you can.
    #[arg(long, value_name = "NAME", add = completion::plugins())]
    pub(crate) allow_process: Vec<String>,
}

/// How much is said, and how.
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(next_help_heading = "Messages")]
#[group(skip)]
pub(crate) struct TerminalArgs {
    // They stand below what a command has of its own.
    /// Say nothing but warnings and errors.
    #[arg(short, long, global = true, display_order = 900, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more: notes, which settings were read, and what each input was read as.
    #[arg(short, long, global = true, display_order = 901)]
    pub(crate) verbose: bool,
    /// How messages look: with the lines they are about; a line each, for editors; a JSON object each, for programs; one SARIF log; or as GitHub shows them beside the text.
    #[arg(long, global = true, display_order = 902, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,
    /// Colours in messages. `auto` also obeys NO_COLOR and friends.
    #[arg(long, global = true, display_order = 903, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum MessageFormat {
    Human,
    Short,
    Json,
    Sarif,
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

// What a command takes is set up when it is the one: the other commands' options would be half the work of a short run.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    /// Carry out the jobs of `slugline.toml`.
    Build(Box<BuildArgs>),
    /// Print the script by which a shell completes names of commands, formats and plugins.
    Completions(CompletionsArgs),
    /// Show the settings that are in force.
    Config(SettingsArgs),
    /// Convert articles to one or more formats.
    Convert(Box<ConvertArgs>),
    /// Say what a code in a message means, and what to do.
    Explain(ExplainArgs),
    /// List the formats and transforms, or the options of one.
    Formats(FormatsArgs),
    /// Write a file of settings to begin with, `slugline.toml`, into this folder.
    #[command(after_help = "\
Examples:
  slugline init                    then say in it what is so here, and
  slugline config show --origin    see what is in force")]
    Init,
    /// Show what slugline makes of a file: the article as a tree, with the bytes each part was read from.
    Inspect(InspectArgs),
    /// Ask linters about articles, and write nothing.
    Lint(LintArgs),
    /// Print the manual page of a command, or write those of all of them.
    Man(ManArgs),
    /// Find, check, install and make plugins.
    #[command(
        subcommand,
        after_help = "\
Examples:
  slugline plugin install board-1.0.0.slp       use what was sent to you
  slugline plugin list                          which are found, and whether they may run
  slugline plugin new board --lang rust         begin one"
    )]
    Plugin(PluginCommand),
    /// Print a JSON Schema: of settings, documents, reports, or what plugins are told.
    Schema(SchemaArgs),
    /// Answer records of JSON, a line for a line: for millions of stories, and for programs that split them.
    Stream(Box<StreamArgs>),
    /// Make a theme, your own templates for pages, or look for what is wrong with one.
    Theme(ThemeArgs),
    /// Watch a folder: convert what is put there, and move it away.
    Watch(Box<WatchArgs>),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline build                                  all jobs of slugline.toml
  slugline build web archive                      the jobs of these names
  slugline build --cache                          only what has changed since
  slugline build --strict --report report.json    in CI
  slugline build --check                          is what was built still what would be?

A job in slugline.toml; its paths are told from where that file stands:

  [[job]]
  name = \"web\"
  inputs = [\"wire/**/*.txt\"]
  to = [\"newsml-g2\", \"html\"]
  out = \"dist/{section}/{date}/{slug}.{ext}\"")]
pub(crate) struct BuildArgs {
    /// The jobs to carry out; by default all of them.
    #[arg(value_name = "JOB")]
    pub(crate) jobs: Vec<String>,
    /// Say what neither the texts nor the files do, before all of them: publisher.name='The Harbour Times'.
    #[arg(long, value_name = "KEY=VALUE", add = completion::keys())]
    pub(crate) set: Vec<String>,
    #[command(flatten)]
    pub(crate) text: TextArgs,
    #[command(flatten)]
    pub(crate) comparison: ComparisonArgs,
    /// How many inputs to work on at once. By default as many as there are cores; the outputs are the same.
    #[arg(short = 'j', long = "jobs", value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
    #[command(flatten)]
    pub(crate) strictness: StrictArgs,
    #[command(flatten)]
    pub(crate) records: RecordArgs,
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    #[command(flatten)]
    pub(crate) allowed: AllowArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline convert story.txt --to newsml-g2,jsonld,epub,html -O out
  slugline convert wire/ -t newsml-g2 -O out                a folder, with the folders below it
  slugline convert 'wire/**/*.txt' -t html -O out           what a pattern stands for
  find wire -newer last -print0 | slugline convert --files-from - -0 -t html -O out
  slugline convert wire/ -t html -O out --cache             only what has changed since
  slugline convert wire/ -t epub -O out --bundle            one book of all its articles
  slugline convert story.txt -t epub -o story.epub
  tail -n +3 take2.txt | slugline convert - -t jsonld       from and to a pipe
  slugline convert story.txt -t html --set publisher.name='The Harbour Times' --set date=2024-11-18
  slugline convert wire/ -t newsml-g2 -O out --strict --report report.json        in CI
  slugline convert wire/ -t html -O out --strict --allow missing-publisher --deny editor-only

Keys: publisher.name, publisher.url, publisher.logo, publisher.article-url, publisher.authority,
publisher.language, publisher.copyright, publisher.usage-terms, edition.title, edition.identifier,
date, assets.folder, assets.url, reader.encoding, reader.time-zone, theme,
publisher.catalogs.ALIAS, publisher.sections.SECTION, and FORMAT.OPTION as `slugline formats FORMAT`
lists them. Language and copyright go before those that the text names; slugline.toml has the same
keys and fills in what neither says. `date` is the moment of this version, for formats that must
name one; the dates of the story stay what the text says.")]
#[group(skip)]
pub(crate) struct ConvertArgs {
    /// Files, folders and patterns of them; `-` is standard input. Hidden files in folders are left out.
    #[arg(value_name = "IN", required_unless_present = "files_from", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<OsString>,
    /// Formats to write; `slugline formats` lists them.
    #[arg(short, long, value_name = "FORMAT", required = true, value_delimiter = ',', add = completion::writers())]
    pub(crate) to: Vec<String>,
    /// Format of the inputs. By default each is known by its name, else by what it looks like.
    #[arg(short, long, value_name = "FORMAT", default_value = "auto", hide_default_value = true, add = completion::readers())]
    pub(crate) from: String,
    /// Write this file: one format; many articles only where the format holds many.
    #[arg(short, long, value_name = "FILE", conflicts_with = "out_dir", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Write a file per article and format into this folder.
    #[arg(short = 'O', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out_dir: Option<PathBuf>,
    /// With -O: one file of all articles, where the format holds many.
    #[arg(long, requires = "out_dir")]
    pub(crate) bundle: bool,
    #[command(flatten)]
    pub(crate) comparison: ComparisonArgs,
    #[command(flatten)]
    pub(crate) writing: WritingArgs,
    /// What to call standard input.
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) text: TextArgs,
    #[command(flatten)]
    pub(crate) strictness: StrictArgs,
    #[command(flatten)]
    pub(crate) records: RecordArgs,
    #[command(flatten)]
    pub(crate) many: ManyArgs,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    #[command(flatten)]
    pub(crate) allowed: AllowArgs,
}

// Where is kept what came of stories, for those commands that write them.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Many inputs")]
pub(crate) struct CacheArgs {
    /// Leave inputs alone that did not change, and their outputs; keep in this folder what is known of them. By default in the user's own.
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true, value_hint = ValueHint::DirPath)]
    #[allow(clippy::option_option, reason = "whether it is said, and whether with a folder")]
    pub(crate) cache: Option<Option<PathBuf>>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline watch wire -O out -t newsml-g2,html     inputs go to wire/done and wire/failed
  slugline watch wire -O out -t html --once        what is there now, for cron
  slugline watch wire -O out -t html --settle 5 --message-format json 2>> watch.log

The outputs of story.txt are story.txt.html and so on. Settings are read at the start.

Exit codes: 0 ended by Ctrl-C or SIGTERM; 1 an input failed, with --once; 2 could not run.")]
pub(crate) struct WatchArgs {
    /// The folder that stories are put into. Hidden files are left, and folders below it are kept.
    #[arg(value_name = "IN", value_hint = ValueHint::DirPath)]
    pub(crate) input: PathBuf,
    /// Formats to write; `slugline formats` lists them.
    #[arg(short, long, value_name = "FORMAT", required = true, value_delimiter = ',', add = completion::writers())]
    pub(crate) to: Vec<String>,
    /// Format of the inputs. By default each is known by its name, else by what it looks like.
    #[arg(short, long, value_name = "FORMAT", default_value = "auto", hide_default_value = true, add = completion::readers())]
    pub(crate) from: String,
    /// Write a file per article and format into this folder.
    #[arg(short = 'O', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out_dir: PathBuf,
    /// Move inputs there that were converted. By default `done` in IN.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) done: Option<PathBuf>,
    /// Move inputs there that were not. By default `failed` in IN.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) failed: Option<PathBuf>,
    /// A file that does not change for so long has stopped growing.
    #[arg(long, value_name = "SECONDS", default_value = "1")]
    pub(crate) settle: f64,
    /// Work off what is there, and end.
    #[arg(long)]
    pub(crate) once: bool,
    #[command(flatten)]
    pub(crate) writing: WritingArgs,
    #[command(flatten)]
    pub(crate) text: TextArgs,
    /// How many inputs to work on at once. By default as many as there are cores; the outputs are the same.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) strictness: StrictArgs,
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    #[command(flatten)]
    pub(crate) allowed: AllowArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline explain missing-date    one
  slugline explain                 all there are")]
pub(crate) struct ExplainArgs {
    /// The word in brackets: `missing-date`.
    pub(crate) code: Option<String>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline completions bash > ~/.local/share/bash-completion/completions/slugline
  slugline completions zsh > ~/.zfunc/_slugline               with ~/.zfunc in $fpath
  slugline completions fish > ~/.config/fish/completions/slugline.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell.
    pub(crate) shell: Shell,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline man -O ~/.local/share/man/man1       all pages; then: man slugline-convert
  slugline man plugin install | man -l -        one, as it is")]
pub(crate) struct ManArgs {
    /// The words of the command, such as `plugin install`. By default slugline itself.
    #[arg(value_name = "COMMAND", conflicts_with = "out_dir")]
    pub(crate) command: Vec<String>,
    /// Write the pages of all commands into this folder.
    #[arg(short = 'O', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out_dir: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline config show             as one file of settings
  slugline config show --origin    and where each is set")]
pub(crate) struct SettingsArgs {
    /// What to do.
    // Not a command of its own, as with themes.
    #[arg(value_enum, value_name = "DO")]
    pub(crate) action: SettingsAction,
    /// Behind each setting the file and line that sets it.
    #[arg(long)]
    pub(crate) origin: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SettingsAction {
    /// Print what the files of settings say, the nearest first, as one file.
    Show,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline schema config > slugline.schema.json    for an editor of TOML
  slugline schema report > report.schema.json      for a program that reads reports")]
pub(crate) struct SchemaArgs {
    /// Of what.
    #[arg(value_enum, value_name = "OF")]
    pub(crate) of: SchemaOf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaOf {
    /// Files of settings, `slugline.toml`.
    Config,
    /// Documents, the format `json`.
    Document,
    /// Requests to plugins, and their answers.
    Plugin,
    /// Reports, `--report FILE`.
    Report,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline formats             all of them
  slugline formats html        one, with its options
  slugline formats --json      for programs")]
pub(crate) struct FormatsArgs {
    /// A format or transform.
    #[arg(add = completion::offers())]
    pub(crate) name: Option<String>,
    /// As JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline inspect story.txt                 the tree
  slugline inspect story.txt --explain       each line, and by which rule it was taken for what
  slugline inspect story.txt --explain -v    and what of it is no text: marks, labels, white space")]
pub(crate) struct InspectArgs {
    /// The file; `-` is standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) input: OsString,
    /// The table of lines, labels and rules.
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    #[command(flatten)]
    pub(crate) allowed: AllowArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline lint wire/ --lint house-style              what it finds, and exit code 1 where it finds an error
  slugline lint story.txt --lint embargo --strict     ... or a warning")]
pub(crate) struct LintArgs {
    /// Files, folders and patterns of them; `-` is standard input. Hidden files in folders are left out.
    #[arg(value_name = "IN", required_unless_present = "files_from", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<OsString>,
    /// Linters to ask; `slugline formats` lists them.
    #[arg(long, value_name = "NAME", value_delimiter = ',', add = completion::linters())]
    pub(crate) lint: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// Say what the text does not, and set options: house-style.width=60.
    #[arg(long, value_name = "KEY=VALUE", add = completion::keys())]
    pub(crate) set: Vec<String>,
    #[command(flatten)]
    pub(crate) strictness: StrictArgs,
    #[command(flatten)]
    pub(crate) many: ManyArgs,
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    #[command(flatten)]
    pub(crate) allowed: AllowArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline stream --to jsonld < stories.ndjson > answers.ndjson
  slugline stream -t html -j 2 --trailer --fail-on-error     on two threads, with the counts as last line
  slugline stream -t newsml-g2 --flush line                  for who waits for each answer

In:  {\"id\":\"a1\",\"text\":\"...\"}, or \"b64\" for other encodings; optional \"from\", and \"meta\" with fields of
     the head, which go before the text.
Out: {\"id\":\"a1\",\"ok\":true,\"to\":\"jsonld\",\"output\":...,\"diagnostics\":[...]}, \"outputs\" for several stories,
     {\"id\":\"a1\",\"ok\":false,\"error\":{\"code\":...}} for a record that fails: one line each, in that order.

Exit codes: 0 done, also where records failed; 1 a record failed, with --fail-on-error; 2 could not run.")]
pub(crate) struct StreamArgs {
    /// Format to write; `slugline formats` lists them.
    #[arg(short, long, value_name = "FORMAT", add = completion::writers())]
    pub(crate) to: String,
    /// Format of the stories. By default each is known by what it looks like; a record's `from` goes before.
    #[arg(short, long, value_name = "FORMAT", default_value = "auto", hide_default_value = true, add = completion::readers())]
    pub(crate) from: String,
    #[command(flatten)]
    pub(crate) writing: WritingArgs,
    /// What the stories in `b64` are encoded in, whatever they look like: windows-1252, utf-16le.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Write for the public what is killed, withheld or embargoed all the same.
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = holds())]
    pub(crate) allow: Vec<Hold>,
    /// Work on this many threads. The answers are the same, in the same order.
    #[arg(short, long, value_name = "N", default_value = "1")]
    pub(crate) jobs: NonZeroUsize,
    /// How long the line of a record may be: 500kB, 1GB, 2GiB.
    #[arg(long, value_name = "SIZE", value_parser = limit, default_value_t = Size(16 << 20))]
    pub(crate) max_record: Size,
    /// How long the work on a record may take; 0 is for ever. Plugins have limits of their own.
    #[arg(long, value_name = "SECONDS", default_value = "10")]
    pub(crate) time_limit: u64,
    /// When answers are handed on: when there is nothing to read, or each at once.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = FlushArg::Idle)]
    pub(crate) flush: FlushArg,
    /// End with a line that counts the records: who reads the answers sees whether they are all there.
    #[arg(long)]
    pub(crate) trailer: bool,
    /// Exit with 1 when a record failed.
    #[arg(long)]
    pub(crate) fail_on_error: bool,
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    #[command(flatten)]
    pub(crate) allowed: AllowArgs,
}

/// When answers are handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FlushArg {
    /// When there is nothing to read.
    Idle,
    /// Each at once.
    Line,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum PluginCommand {
    /// List the plugins that are found: by which rule, and whether they may run.
    List(ListArgs),
    /// Show what a plugin is, offers and runs from. Nothing of it is run.
    Inspect(ShowArgs),
    /// Check a plugin: its manifest, its files, whether it may run, and whether it is what its manifest says.
    Check(CheckArgs),
    /// Test a plugin: all that plugins are held to, and the golden files in its folder.
    Test(TestArgs),
    /// Install a plugin for yourself, or into a project, and record what it holds. Nothing of it is run.
    Install(InstallArgs),
    /// Remove a plugin that was installed.
    Remove(RemoveArgs),
    /// Put a plugin into one file, to be sent and installed.
    Package(PackageArgs),
    /// Begin a plugin: a folder with one that does something small, to be changed.
    New(NewArgs),
    /// Build a plugin: make of its sources what it runs from, and record that in its manifest.
    Build(BuildPluginArgs),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline plugin new board --lang rust                     a format of its own: --to board
  slugline plugin new plugins/quotes --lang c --kind transform
  slugline plugin new quay --lang python --kind reader      nothing to build

Everyone may run what is made of rust, c, js and template, where a component is made: it reaches
nothing but the story. A program in Python runs where its user allows it.")]
pub(crate) struct NewArgs {
    /// The folder to make. Its name is that of the plugin, and of what the plugin offers.
    #[arg(value_name = "NAME", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// What to write it in.
    #[arg(long, value_name = "LANG", value_parser = languages())]
    pub(crate) lang: Language,
    /// What it is to be.
    #[arg(long, value_name = "KIND", value_parser = kinds(), default_value = "writer")]
    pub(crate) kind: OfferKind,
    /// Where slugline is checked out, for the SDK for Rust. By default around the folder, or around this program.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::DirPath)]
    pub(crate) sdk: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline plugin build                  the plugin in this folder, as its manifest says
  slugline plugin build board --wasm     a component, which everyone may run
  slugline plugin build board --native   a library for this machine: faster, and not contained

A crate of Rust is built by cargo, C by the compiler that CC names, or by clang or zig (a component)
and cc (a library), JavaScript by componentize-qjs. Python and templates are not built.")]
pub(crate) struct BuildPluginArgs {
    /// The folder of its manifest.
    #[arg(value_name = "FOLDER", default_value = ".", hide_default_value = true, value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// Make a component.
    #[arg(long)]
    pub(crate) wasm: bool,
    /// Make a library for this machine.
    #[arg(long)]
    pub(crate) native: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline plugin install board-1.0.0.slp              a file that was sent to you
  slugline plugin install work/board                   a folder, as it is now
  slugline plugin install board-1.0.0.slp --project    for everyone who works on this project")]
pub(crate) struct InstallArgs {
    /// The folder of its manifest, or a file that `slugline plugin package` wrote.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) source: PathBuf,
    /// Into the folder `plugins` beside `slugline.toml`.
    #[arg(long)]
    pub(crate) project: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline plugin remove board
  slugline plugin remove board --project    from this project")]
pub(crate) struct RemoveArgs {
    /// Its name.
    #[arg(value_name = "NAME", add = completion::plugins())]
    pub(crate) name: String,
    /// From the folder `plugins` beside `slugline.toml`.
    #[arg(long)]
    pub(crate) project: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline plugin package board                       board-1.0.0.slp, in this folder
  slugline plugin package board -o out/board.slp")]
pub(crate) struct PackageArgs {
    /// The folder of its manifest.
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// The file; by default NAME-VERSION.slp in this folder.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline plugin list
  slugline plugin list --plugin work/board    with one that is not installed
  slugline plugin list --json                 for programs")]
pub(crate) struct ListArgs {
    /// As JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    #[command(flatten)]
    pub(crate) allowed: AllowArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline plugin inspect board             one that is installed
  slugline plugin inspect ./work/board      the folder of one")]
pub(crate) struct ShowArgs {
    /// The name of a plugin that is found, or the folder of its manifest.
    #[arg(value_name = "PLUGIN", value_hint = ValueHint::AnyPath)]
    pub(crate) plugin: OsString,
    #[command(flatten)]
    pub(crate) allowed: AllowArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline plugin test work/board               all that plugins are held to
  slugline plugin test work/board --bless       what it writes now is what is expected
  slugline plugin test quay --allow-process quay")]
pub(crate) struct TestArgs {
    /// The name of a plugin that is found, or the folder of its manifest.
    #[arg(value_name = "PLUGIN", value_hint = ValueHint::AnyPath)]
    pub(crate) plugin: OsString,
    /// Write what it makes of the inputs in tests/golden beside them, in the place of what is expected there.
    #[arg(long)]
    pub(crate) bless: bool,
    #[command(flatten)]
    pub(crate) allowed: AllowArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline plugin check board                         one that is installed
  slugline plugin check work/quay --allow-process quay    run it too")]
pub(crate) struct CheckArgs {
    /// The name of a plugin that is found, or the folder of its manifest.
    #[arg(value_name = "PLUGIN", value_hint = ValueHint::AnyPath)]
    pub(crate) plugin: OsString,
    #[command(flatten)]
    pub(crate) allowed: AllowArgs,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline theme new harbour                               the built-in theme, to be changed
  slugline theme check harbour                             what is wrong with it, and what to write instead
  slugline convert story.txt -t html --theme harbour       a page by it")]
pub(crate) struct ThemeArgs {
    /// What to do.
    // Not a command of its own: each has to be made in every run, with all that holds for every command.
    #[arg(value_enum, value_name = "DO")]
    pub(crate) action: ThemeAction,
    /// The theme's folder.
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ThemeAction {
    /// Make the folder, with the built-in theme in it. Nothing is overwritten.
    New,
    /// Look for names that are none, and for places where text from a story would become markup or a script.
    Check,
}

/// The codes of stories that are held back.
fn holds() -> impl TypedValueParser<Value = Hold> {
    PossibleValuesParser::new(Hold::ALL.map(Hold::as_str)).try_map(|word| word.parse::<Hold>())
}

/// The languages of a plugin.
fn languages() -> impl TypedValueParser<Value = Language> {
    one_of(Language::ALL.map(|language| (language.as_str(), language)))
}

/// The kinds of what a plugin offers.
fn kinds() -> impl TypedValueParser<Value = OfferKind> {
    use OfferKind::{Linter, Reader, Transform, Writer};
    one_of([Writer, Reader, Transform, Linter].map(|kind| (kind.as_str(), kind)))
}

/// One of these words, and what it stands for.
fn one_of<T: Copy + Send + Sync + 'static, const N: usize>(
    words: [(&'static str, T); N],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words.map(|(word, _)| word)).try_map(move |word| {
        let meant = words.iter().find(|(known, _)| *known == word).map(|(_, meant)| *meant);
        meant.ok_or_else(|| Error::new(Kind::Usage, format!("`{word}` is none of them")))
    })
}

/// A size that a source can have.
fn limit(word: &str) -> Result<Size, Error> {
    let size: Size = word.parse()?;
    match u32::try_from(size.0) {
        Ok(_) => Ok(size),
        Err(_) => Err(Error::new(Kind::Usage, "a story stays below 4GiB")),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    /// Every command with its name, as it is typed.
    fn commands(command: &clap::Command, above: &str) -> Vec<(String, clap::Command)> {
        let name = format!("{above}{} ", command.get_name());
        let below = command.get_subcommands().filter(|below| below.get_name() != "help");
        let mut found: Vec<_> = below.flat_map(|below| commands(below, &name)).collect();
        found.push((name.trim_end().to_owned(), command.clone()));
        found
    }

    /// The examples of a command's help: up to the first blank line.
    fn examples(command: &clap::Command) -> Vec<String> {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
        lines.take_while(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// The words of `slugline` on a line as a shell splits it, up to a pipe, a redirection or the two blanks before what is
    /// said about it.
    fn words(line: &str) -> Vec<String> {
        let line = line.trim_start();
        let line = line.find("slugline ").map_or(line, |at| line.split_at(at).1);
        let (mut words, mut is_quoted) = (vec![String::new()], false);
        for letter in line.chars() {
            match letter {
                '\'' => is_quoted = !is_quoted,
                ' ' if !is_quoted && words.last().unwrap().is_empty() => break,
                ' ' if !is_quoted => words.push(String::new()),
                letter => words.last_mut().unwrap().push(letter),
            }
        }
        words.into_iter().take_while(|word| !matches!(word.as_str(), "|" | "<" | ">" | "2>>" | "")).collect()
    }

    /// What a way of parsing makes of words, or what it says of them.
    fn parsed<P: Parser + Into<Args>>(words: &[String]) -> Result<String, clap::Error> {
        P::try_parse_from(words).map(|parsed| format!("{:?}", parsed.into()))
    }

    #[test]
    fn convert_is_parsed_alone_as_with_all_commands() {
        let mut program = Args::command();
        program.build();
        let convert = program.find_subcommand("convert").unwrap();
        let examples: Vec<_> = examples(convert).iter().map(|line| words(line)).collect();
        let more =
            ["slugline -q convert a -t html --color never -v", "slugline convert a", "slugline theme check convert"];
        for words in examples.iter().cloned().chain(more.map(words)) {
            match parsed::<Converting>(&words) {
                Ok(alone) => assert_eq!(alone, parsed::<Args>(&words).unwrap(), "{words:?}"),
                // Then all commands are asked.
                Err(_) => assert!(!examples.contains(&words), "{words:?}"),
            }
        }
        let version = |error: clap::Error| (error.kind(), error.to_string());
        let asked = words("slugline --version");
        let [alone, all] =
            [parsed::<Converting>(&asked), parsed::<Args>(&asked)].map(|said| version(said.unwrap_err()));
        assert_eq!(alone, all);
    }

    #[test]
    fn every_command_has_examples_and_they_are_commands() {
        let mut program = Args::command();
        program.build();
        let commands = commands(&program, "");
        assert!(commands.len() > 15);
        for (name, command) in commands {
            let examples = examples(&command);
            assert!(!examples.is_empty(), "`{name} --help` has no examples");
            for line in &examples {
                let words = words(line);
                assert_eq!(words.first().map(String::as_str), Some("slugline"), "{name}: {line}");
                if let Err(error) = Args::try_parse_from(&words) {
                    panic!("`{name} --help` shows `{line}`, which is refused: {error}");
                }
            }
            assert!(
                examples.iter().any(|line| words(line).join(" ").starts_with(&name)),
                "`{name} --help` shows other commands alone"
            );
        }
    }
}
