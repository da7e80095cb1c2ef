//! `slugline inspect`: the article as a tree, or the table of its lines.

use slugline::diagnostic::{Diagnostic, Diagnostics};
use slugline::plugin::LineReport;
use slugline::{BadFile, Pipeline, Reading, Result, Source, Steps, reading_failure, stories, write_stdout};

use crate::Exit;
use crate::args::{ConfigArgs, InspectArgs};
use crate::config;
use crate::finding::About;
use crate::formats::columns;
use crate::harmless::Harmless;
use crate::shelf::Shelf;
use crate::terminal::Terminal;
use crate::tree;
use crate::writing::named;

/// Characters of a line that the table shows.
const MAX_TEXT: usize = 40;

/// What is shown of a story.
#[derive(Clone, Copy)]
enum View {
    Tree,
    Lines { with_skipped: bool },
}

pub(crate) fn run(args: InspectArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &args.plugins, &args.allowed, terminal.logs())?;
    let names = named(&args.reading.from).into_iter().chain(&args.reading.transform);
    let plugins = shelf.plugins(names, &[])?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    let profile = config::profile(shelf.files, registry, terminal)?;
    let settings = config::settings(profile, &[], args.reading.text.encoding.as_deref(), registry)?;
    let encoding = settings.encoding();
    let steps =
        Steps { from: named(&args.reading.from).cloned(), transforms: args.reading.transform, ..Steps::default() };
    let pipeline = Pipeline::new(registry, &steps, settings)?;
    let view = match args.explain {
        true => View::Lines { with_skipped: terminal.is_verbose() },
        false => View::Tree,
    };
    let stories = stories(&args.input, args.reading.stdin_filename.as_deref(), args.reading.text.limit.0, encoding);
    let name = stories.name().to_owned();
    pipeline.bind_readers(std::iter::once(name.as_str()))?;
    let mut exit = Exit::Done;
    for (number, story) in stories.enumerate() {
        let mut diagnostics = Diagnostics::new();
        let (reader, shown) = match &story {
            Ok(source) => show(&pipeline, source, view, &mut diagnostics),
            Err(failure) => ("", Err(failure.clone())),
        };
        if let Err(failure) = &shown {
            diagnostics.push(failure.clone());
            exit = Exit::Failed;
        }
        let source = story.as_ref().ok();
        terminal.diagnostics(&diagnostics, About { name: &name, source, reader });
        if let (Some(source), Ok(shown)) = (source, shown) {
            write_stdout(format!("{}{shown}", heading(source, number)).as_bytes())?;
        }
    }
    terminal.sum_up();
    Ok(exit)
}

/// The view of a story, and the format that it was read as.
fn show<'a>(
    pipeline: &'a Pipeline<'_>,
    source: &'a Source,
    view: View,
    diagnostics: &mut Diagnostics,
) -> (&'a str, Result<String, Diagnostic>) {
    match pipeline.read(source, diagnostics) {
        Ok(reading) => {
            let shown = match view {
                View::Tree => Ok(trees(&reading)),
                View::Lines { with_skipped } => explain(pipeline, source, with_skipped),
            };
            (reading.format, shown.map_err(|error| reading_failure(&error)))
        }
        Err(error) => ("", Err(reading_failure(&error))),
    }
}

/// What stands above a story that is not the first of its file. Spans count bytes from the one that is named here.
fn heading(source: &Source, number: usize) -> String {
    let place = source.place();
    match number {
        0 => String::new(),
        _ => format!(
            "\nstory {} of {}: line {}, byte {}\n",
            number + 1,
            Harmless(source.name()),
            place.line_col.line,
            place.byte
        ),
    }
}

fn trees(reading: &Reading<'_, '_>) -> String {
    let trees: Vec<String> = reading.articles.iter().map(tree::draw).collect();
    trees.join("\n")
}

/// One row for each line: its number, what it was taken for, by which rule, how it begins, what the rule saw. With
/// `with_skipped`, below each row what of the line is no text of the article, and why.
fn explain(pipeline: &Pipeline<'_>, source: &Source, with_skipped: bool) -> Result<String> {
    let lines = pipeline.explain(source)?;
    if lines.is_empty() {
        return Ok("the reader of this format has no lines to explain\n".to_owned());
    }
    let table = columns(&lines.iter().map(|line| row(source, line)).collect::<Vec<_>>());
    if !with_skipped {
        return Ok(table);
    }
    let rows = table.lines().zip(&lines).map(|(row, line)| format!("{row}\n{}", skipped(source, line)));
    Ok(rows.collect())
}

fn row(source: &Source, line: &LineReport<'_>) -> [String; 5] {
    let number = source.place().line_col.line.saturating_add(line.line - 1);
    [
        format!("{number:>4}"),
        line.label.to_owned(),
        line.rule.to_owned(),
        tree::quoted(line.text, MAX_TEXT),
        line.evidence.to_owned(),
    ]
}

/// The skipped parts of a line, each on a line of its own. That the line's end is no text goes without saying.
fn skipped(source: &Source, line: &LineReport<'_>) -> String {
    let parts = line.skipped.iter().map(|(span, reason)| (span, reason, source.slice(*span)));
    let is_line_end = |text: &str| matches!(text, "\n" | "\r" | "\r\n");
    let said = parts.filter(|(_, _, text)| !is_line_end(text));
    let rows = said.map(|(span, reason, text)| {
        format!("{:>8}{reason} {}..{} {}\n", "- ", span.start, span.end, tree::quoted(text, MAX_TEXT))
    });
    rows.collect()
}
