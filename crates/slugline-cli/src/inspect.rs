//! `slugline inspect`: the article as a tree, or the table of its lines.

use slugline::diagnostic::Diagnostics;
use slugline::plugin::LineReport;
use slugline::{Pipeline, Reading, Registry, Result, Settings, Source, Steps, load, reading_failure, write_stdout};

use crate::Exit;
use crate::args::{ConfigArgs, InspectArgs};
use crate::config;
use crate::convert::named;
use crate::formats::columns;
use crate::report::{About, Terminal};
use crate::tree;

/// Characters of a line that the table shows.
const MAX_TEXT: usize = 40;

pub(crate) fn run(args: InspectArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit> {
    let Some(profile) = config::profile(config, terminal) else {
        return Ok(Exit::CouldNotRun);
    };
    let settings = Settings { profile, ..Settings::default() };
    let steps = Steps { from: named(args.from), transforms: args.transform, to: Vec::new() };
    let pipeline = Pipeline::new(Registry::builtin(), &steps, settings)?;
    let name = args.input.to_string_lossy();
    let mut diagnostics = Diagnostics::new();
    let source = match load(&args.input, args.stdin_filename.as_deref(), args.limit.0) {
        Ok(source) => source,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            terminal.diagnostics(&diagnostics, &About { name: &name, source: None, reader: "" });
            return Ok(Exit::Failed);
        }
    };
    let reading = pipeline.read(&source, &mut diagnostics);
    let reader = reading.as_ref().map_or("", |reading| reading.format);
    let shown = reading.as_ref().map_err(reading_failure).and_then(|reading| match args.explain {
        true => explain(&pipeline, &source, terminal.is_verbose()).map_err(|error| reading_failure(&error)),
        false => Ok(show(reading)),
    });
    if let Err(failure) = &shown {
        diagnostics.push(failure.clone());
    }
    terminal.diagnostics(&diagnostics, &About { name: source.name(), source: Some(&source), reader });
    match shown {
        Ok(text) => write_stdout(text.as_bytes()).map(|()| Exit::Done),
        Err(_) => Ok(Exit::Failed),
    }
}

fn show(reading: &Reading<'_>) -> String {
    let trees: Vec<String> = reading.articles.iter().map(tree::draw).collect();
    trees.join("\n")
}

/// One row for each line: its number, what it was taken for, by which rule, how it begins, what the rule saw. With `skips`,
/// below each row what of the line is no text of the article, and why.
fn explain(pipeline: &Pipeline<'_>, source: &Source, skips: bool) -> Result<String> {
    let lines = pipeline.explain(source)?;
    if lines.is_empty() {
        return Ok("the reader of this format has no lines to explain\n".to_owned());
    }
    let table = columns(&lines.iter().map(row).collect::<Vec<_>>());
    if !skips {
        return Ok(table);
    }
    let rows = table.lines().zip(&lines).map(|(row, line)| format!("{row}\n{}", skipped(source, line)));
    Ok(rows.collect())
}

fn row(line: &LineReport<'_>) -> [String; 5] {
    [
        format!("{:>4}", line.line),
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
