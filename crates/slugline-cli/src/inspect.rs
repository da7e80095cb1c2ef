//! `slugline inspect`: the article as a tree, or the table of its lines.

use slugline::diagnostic::Diagnostics;
use slugline::plugin::LineReport;
use slugline::{MAX_INPUT, Pipeline, Registry, Result, Settings, Source, Steps, load, reading_failure, write_stdout};

use crate::Exit;
use crate::args::InspectArgs;
use crate::convert::named;
use crate::formats::columns;
use crate::report::{About, Terminal};
use crate::tree;

/// Characters of a line that the table shows.
const MAX_TEXT: usize = 40;

pub(crate) fn run(args: InspectArgs, terminal: &mut Terminal) -> Result<Exit> {
    let steps = Steps { from: named(args.from), transforms: args.transform, to: Vec::new() };
    let pipeline = Pipeline::new(Registry::builtin(), &steps, Settings::default())?;
    let name = args.input.to_string_lossy();
    let mut about = About { name: &name, source: None, reader: "" };
    let source = match load(&args.input, args.stdin_filename.as_deref(), MAX_INPUT) {
        Ok(source) => source,
        Err(diagnostic) => {
            terminal.diagnostics([&diagnostic], &about);
            return Ok(Exit::Failed);
        }
    };
    about.name = source.name();
    about.source = Some(&source);
    let mut diagnostics = Diagnostics::new();
    let shown = if args.explain { explain(&pipeline, &source) } else { show(&pipeline, &source, &mut diagnostics) };
    let failure = shown.as_ref().err().map(reading_failure);
    terminal.diagnostics(diagnostics.iter().chain(&failure), &about);
    match shown {
        Ok(text) => write_stdout(text.as_bytes()).map(|()| Exit::Done),
        Err(_) => Ok(Exit::Failed),
    }
}

fn show(pipeline: &Pipeline<'_>, source: &Source, diagnostics: &mut Diagnostics) -> Result<String> {
    let reading = pipeline.read(source, diagnostics)?;
    let mut text = String::new();
    for (at, article) in reading.articles.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        text.push_str(&tree::draw(article));
    }
    Ok(text)
}

/// One row for each line: its number, what it was taken for, by which rule, how it begins, what the rule saw.
fn explain(pipeline: &Pipeline<'_>, source: &Source) -> Result<String> {
    let rows = pipeline.explain(source)?;
    if rows.is_empty() {
        return Ok("the reader of this format has no lines to explain\n".to_owned());
    }
    Ok(columns(&rows.iter().map(row).collect::<Vec<_>>()))
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
