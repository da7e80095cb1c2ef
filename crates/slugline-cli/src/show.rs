//! `slugline config show`: the settings that are in force, as one file of settings.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use slugline::{BadFile, JobTable, Setting, write_stdout};

use crate::Exit;
use crate::args::{AllowArgs, ConfigArgs, PluginArgs, SettingsAction, SettingsArgs};
use crate::config;
use crate::harmless::Harmless;
use crate::json;
use crate::shelf::Shelf;
use crate::terminal::Terminal;

/// Letters of a line, but for one that cannot be parted.
const WIDTH: usize = 100;

pub(crate) fn run(args: &SettingsArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let SettingsAction::Show = args.action;
    let shelf = Shelf::open(config, &PluginArgs::default(), &AllowArgs::default(), terminal.logs())?;
    let settings = shelf.files.settings();
    // What is wrong with them is said first, as in every run.
    let plugins = shelf.plugins(&shelf.of_jobs, &[])?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    config::taken(shelf.files, registry, terminal)?.into_jobs(registry)?;
    if settings.is_empty() {
        terminal.mention(format_args!("nothing is set; `slugline init` writes a file of settings to begin with"));
    }
    write_stdout(as_toml(&settings, args.origin).as_bytes())?;
    Ok(Exit::Done)
}

/// The settings in TOML, what stands in no table first. `has_origin`: each with the file and line that sets it.
fn as_toml(settings: &[Setting], has_origin: bool) -> String {
    let (jobs, others): (Vec<&Setting>, Vec<&Setting>) = settings.iter().partition(|setting| setting.key == ["job"]);
    let mut text = String::new();
    for heading in headings(&others) {
        if !heading.is_empty() {
            let names: Vec<String> = heading.iter().map(|name| key(name)).collect();
            begin(&mut text, &format!("[{}]", names.join(".")));
        }
        for setting in others.iter().filter(|setting| table(setting) == heading) {
            let name = setting.key.last().map(String::as_str).unwrap_or_default();
            write_entry(&mut text, name, &setting.value, &origin(setting, has_origin));
        }
    }
    for job in jobs {
        begin(&mut text, &format!("[[job]]{}", origin(job, has_origin)));
        write_job(&mut text, job.value.as_object().unwrap_or(&Map::new()));
    }
    text
}

/// The keys of a job, those that a file to begin with has in its order, and then its own tables of settings.
fn write_job(text: &mut String, job: &Map<String, Value>) {
    let known = JobTable::keys().filter_map(|known| job.get_key_value(known));
    let others = job.iter().filter(|(name, _)| !JobTable::keys().any(|known| known == *name));
    let (tables, plain): (Vec<_>, Vec<_>) = known.chain(others).partition(|(_, given)| given.is_object());
    plain.iter().for_each(|(name, given)| write_entry(text, name, given, ""));
    for (name, given) in tables {
        write_table(text, &format!("job.{}", key(name)), given.as_object().unwrap_or(&Map::new()));
    }
}

/// A table below its heading, then those within it.
fn write_table(text: &mut String, heading: &str, table: &Map<String, Value>) {
    let (tables, plain): (Vec<_>, Vec<_>) = table.iter().partition(|(_, given)| given.is_object());
    if tables.is_empty() || !plain.is_empty() {
        begin(text, &format!("[{heading}]"));
    }
    plain.iter().for_each(|(name, given)| write_entry(text, name, given, ""));
    for (name, given) in tables {
        write_table(text, &format!("{heading}.{}", key(name)), given.as_object().unwrap_or(&Map::new()));
    }
}

/// A key and its value in a line, or in one for each entry of a list that is long. `origin` stands behind the first.
fn write_entry(text: &mut String, name: &str, given: &Value, origin: &str) {
    let line = format!("{} = {}", key(name), value(given));
    // Writing to a string cannot fail; so below.
    let _ = match given {
        Value::Array(values) if line.chars().count() > WIDTH => {
            let entries: String = values.iter().map(|given| format!("    {},\n", value(given))).collect();
            writeln!(text, "{} = [{origin}\n{entries}]", key(name))
        }
        _ => writeln!(text, "{line}{origin}"),
    };
}

/// The tables that there are settings in, in their order, after what is none.
fn headings<'s>(settings: &[&'s Setting]) -> Vec<&'s [String]> {
    let mut headings: Vec<&[String]> = vec![&[]];
    for setting in settings {
        if !headings.contains(&table(setting)) {
            headings.push(table(setting));
        }
    }
    headings
}

/// The table that a setting stands in.
fn table(setting: &Setting) -> &[String] {
    setting.key.split_last().map_or(&[], |(_, table)| table)
}

/// Begins a table.
fn begin(text: &mut String, heading: &str) {
    text.push_str(if text.is_empty() { "" } else { "\n" });
    let _ = writeln!(text, "{heading}");
}

/// What sets it, as a comment.
fn origin(setting: &Setting, is_wanted: bool) -> String {
    match is_wanted {
        true => format!("  # {}:{}", Harmless(&setting.file), setting.line),
        false => String::new(),
    }
}

/// A key, in quotes where it needs them.
///
/// Source: TOML 1.0, "Keys".
fn key(name: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    match !name.is_empty() && name.bytes().all(is_bare) {
        true => name.to_owned(),
        false => as_json(&Value::from(name)),
    }
}

fn value(given: &Value) -> String {
    match given {
        Value::Array(values) => format!("[{}]", values.iter().map(value).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => inline_table(entries),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => as_json(given),
    }
}

fn inline_table(entries: &Map<String, Value>) -> String {
    let entries: Vec<String> =
        entries.iter().map(|(name, given)| format!("{} = {}", key(name), value(given))).collect();
    format!("{{ {} }}", entries.join(", "))
}

/// A text, number or switch is spelled in JSON as it may be in TOML, with what a terminal would obey escaped.
fn as_json(value: &Value) -> String {
    let mut text = Vec::new();
    json::write(value, &mut text);
    String::from_utf8_lossy(&text).into_owned()
}
