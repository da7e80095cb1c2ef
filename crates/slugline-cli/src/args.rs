//! The command line: what may be said on it, and nothing done about it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use slugline::{Error, Hold, Kind, MAX_STORY, Size};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Turn the raw text of news articles into the formats you send out.
#[derive(Debug, Parser)]
#[command(name = "slugline", version, styles = STYLES, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "\
Examples:
  slugline convert story.txt --to newsml-g2,html -O out    files for the wire and the web
  slugline convert story.txt -t html                       the page on standard output
  slugline inspect story.txt                               what slugline makes of the text
  slugline formats                                         everything it can read and write
  slugline explain missing-date                            what a message means, and what to do
  slugline theme new harbour                               templates of your own for pages

Exit codes: 0 done; 1 an input or output failed, or a warning was denied; 2 could not run.")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) terminal: TerminalArgs,
}

/// Which settings hold for every run.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Settings")]
pub(crate) struct ConfigArgs {
    /// Read the settings of this file, not of each `slugline.toml` from this folder upwards.
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_config", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Read no file of settings.
    #[arg(long, global = true)]
    pub(crate) no_config: bool,
}

/// How much is said, and how.
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct TerminalArgs {
    /// Say nothing but warnings and errors.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more: notes, which settings were read, and what each input was read as.
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// How messages look: with the lines they are about; a line each, for editors; or a JSON object each, for programs.
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,
    /// Colours in messages. `auto` also obeys NO_COLOR and friends.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum MessageFormat {
    Human,
    Short,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Convert(Box<ConvertArgs>),
    Explain(ExplainArgs),
    Formats(FormatsArgs),
    Inspect(InspectArgs),
    Theme(ThemeArgs),
}

/// Convert articles to one or more formats.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline convert story.txt --to newsml-g2,jsonld,epub,html -O out
  slugline convert wire/ -t newsml-g2 -O out                a folder, with the folders below it
  slugline convert wire/ -t epub -O out --bundle            one book of all its articles
  slugline convert story.txt -t epub -o story.epub
  tail -n +3 take2.txt | slugline convert - -t jsonld       from and to a pipe
  slugline convert story.txt -t html --set publisher.name='The Harbour Times' --set date=2024-11-18
  slugline convert wire/ -t newsml-g2 -O out --strict --report report.json        in CI

Keys: publisher.name, publisher.url, publisher.logo, publisher.article-url, publisher.authority,
publisher.language, publisher.copyright, publisher.usage-terms, edition.title, edition.identifier,
date, assets.folder, assets.url, reader.encoding, publisher.catalogs.ALIAS,
publisher.sections.SECTION, and FORMAT.OPTION as `slugline formats FORMAT` lists them. Language and
copyright go before those that the text names; slugline.toml has the same keys and fills in what
neither says. `date` is the moment of this version, for formats that must name one; the dates of the
story stay what the text says.")]
pub(crate) struct ConvertArgs {
    /// Files and folders; `-` is standard input. Hidden files in folders are left out.
    #[arg(value_name = "IN", required = true, value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<OsString>,
    /// Formats to write; `slugline formats` lists them.
    #[arg(short, long, value_name = "FORMAT", required = true, value_delimiter = ',')]
    pub(crate) to: Vec<String>,
    /// Format of the inputs. By default each is known by its name, else by what it looks like.
    #[arg(short, long, value_name = "FORMAT", default_value = "auto", hide_default_value = true)]
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
    /// Transforms to apply, in this order.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) transform: Vec<String>,
    /// Say what the text does not: publisher.name='The Harbour Times'.
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Folder of the pictures that the articles refer to.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) assets: Option<PathBuf>,
    /// Folder of templates, for the formats that take one.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) theme: Option<PathBuf>,
    /// What to call standard input.
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// How large a story may be: 500kB, 1GB, 2GiB.
    #[arg(long, value_name = "SIZE", value_parser = limit, default_value_t = Size(MAX_STORY))]
    pub(crate) limit: Size,
    /// What the inputs are encoded in, whatever they look like: windows-1252, utf-16le.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Write for the public what is killed, withheld or embargoed all the same.
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = holds())]
    pub(crate) allow: Vec<Hold>,
    /// Exit with 1 on any warning. Notes are allowed.
    #[arg(long, help_heading = "Messages")]
    pub(crate) strict: bool,
    /// Write all that was read, written and found to this file, as JSON; `-` is standard output.
    #[arg(long, value_name = "FILE", help_heading = "Messages", value_hint = ValueHint::FilePath)]
    pub(crate) report: Option<PathBuf>,
}

/// Say what a code in a message means, and what to do.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline explain missing-date    one
  slugline explain                 all there are")]
pub(crate) struct ExplainArgs {
    /// The word in brackets: `missing-date`.
    pub(crate) code: Option<String>,
}

/// List the formats and transforms, or the options of one.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  slugline formats             all of them
  slugline formats html        one, with its options
  slugline formats --json      for programs")]
pub(crate) struct FormatsArgs {
    /// A format or transform.
    pub(crate) name: Option<String>,
    /// As JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Show what slugline makes of a file: the article as a tree, with the bytes each part was read from.
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
    /// Format of the input. By default it is known by its name, else by what it looks like.
    #[arg(short, long, value_name = "FORMAT", default_value = "auto", hide_default_value = true)]
    pub(crate) from: String,
    /// Transforms to apply before it is shown, in this order.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) transform: Vec<String>,
    /// What to call standard input.
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// How large a story may be: 500kB, 1GB, 2GiB.
    #[arg(long, value_name = "SIZE", value_parser = limit, default_value_t = Size(MAX_STORY))]
    pub(crate) limit: Size,
    /// What the input is encoded in, whatever it looks like: windows-1252, utf-16le.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
}

/// Make a theme, your own templates for pages, or look for what is wrong with one.
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

/// A size that a source can have.
fn limit(word: &str) -> Result<Size, Error> {
    let size: Size = word.parse()?;
    match u32::try_from(size.0) {
        Ok(_) => Ok(size),
        Err(_) => Err(Error::new(Kind::Usage, "a story stays below 4GiB")),
    }
}
