//! `slugline man`: pages for `man`, made of what `--help` says.
//!
//! They name no date, so that the same program makes the same pages.

use std::io;
use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use slugline::{Error, Kind, NewFile, Result, write_stdout};

use crate::Exit;
use crate::args::{Args, ManArgs};
use crate::harmless::Harmless;
use crate::terminal::Terminal;

/// What the pages are a part of.
const MANUAL: &str = "slugline manual";

pub(crate) fn run(args: &ManArgs, terminal: &mut Terminal) -> Result<Exit> {
    // It would have pages of its own, for what these say.
    let mut program = Args::command().disable_help_subcommand(true);
    program.build();
    match &args.out_dir {
        Some(folder) => write_all(&program, folder, terminal)?,
        None => write_stdout(&page(find(&program, &args.command)?)?.text)?,
    }
    Ok(Exit::Done)
}

/// The command of these words.
fn find<'c>(program: &'c Command, words: &[String]) -> Result<&'c Command> {
    words.iter().try_fold(program, |command, word| {
        command.find_subcommand(word).ok_or_else(|| {
            let message = format!("`{}` has no command `{word}`", command.get_bin_name().unwrap_or("slugline"));
            Error::new(Kind::Usage, message).help("`slugline --help` lists the commands")
        })
    })
}

/// Writes the page of a command and those of the commands below it.
fn write_all(command: &Command, folder: &Path, terminal: &mut Terminal) -> Result<()> {
    let page = page(command)?;
    let path = folder.join(&page.name);
    let mut file = NewFile::create(&path)?;
    file.write(&page.text)?;
    file.finish()?;
    terminal.mention(format_args!("wrote {}", Harmless(&path.display().to_string())));
    command.get_subcommands().try_for_each(|below| write_all(below, folder, terminal))
}

/// A page as a file.
struct Page {
    /// What `man` finds it by: `slugline-convert.1`.
    name: String,
    text: Vec<u8>,
}

fn page(command: &Command) -> Result<Page> {
    let source = concat!("slugline ", env!("CARGO_PKG_VERSION"));
    // Of an empty date nothing would be written, and what follows be taken for it.
    let man = Man::new(command.clone()).date(" ").source(source).manual(MANUAL);
    let mut text = Vec::new();
    let written = render(&man, command, &mut text);
    written.map_err(|cause| Error::io(format!("cannot make the page of {}", command.get_name()), cause))?;
    Ok(Page { name: man.get_filename(), text })
}

fn render(man: &Man, command: &Command, text: &mut Vec<u8>) -> io::Result<()> {
    man.render_title(text)?;
    man.render_name_section(text)?;
    man.render_synopsis_section(text)?;
    man.render_description_section(text)?;
    man.render_options_section(text)?;
    if command.has_subcommands() {
        man.render_subcommands_section(text)?;
    }
    closing(command).to_writer(text)
}

/// What stands below the options: the examples, each on its line, and the paragraphs after them.
fn closing(command: &Command) -> Roff {
    let mut roff = Roff::new();
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let mut paragraphs = help.split("\n\n");
    roff.control("SH", ["EXAMPLES"]);
    let examples = paragraphs.next().unwrap_or_default();
    put_lines(&examples.lines().skip(1).map(str::trim_start).collect::<Vec<_>>(), &mut roff);
    for (number, paragraph) in paragraphs.enumerate() {
        match number {
            0 => roff.control("SH", ["NOTES"]),
            _ => roff.control("PP", []),
        };
        let lines: Vec<&str> = paragraph.lines().collect();
        match lines.iter().any(|line| line.starts_with(' ')) {
            true => put_lines(&lines, &mut roff),
            false => drop(roff.text([roman(lines.join(" "))])),
        }
    }
    roff
}

/// Lines as they stand.
fn put_lines(lines: &[&str], roff: &mut Roff) {
    roff.control("nf", []);
    for line in lines {
        roff.text([roman(*line)]);
    }
    roff.control("fi", []);
}
