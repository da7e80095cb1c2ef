//! `slugline config show`: the settings that are in force, as one file of settings.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use slugline::{BadFile, Setting, write_stdout};

use crate::Exit;
use crate::args::{AllowArgs, ConfigArgs, PluginArgs, SettingsAction, SettingsArgs};
use crate::config;
use crate::harmless::Harmless;
use crate::json;
use crate::shelf::Shelf;
use crate::terminal::Terminal;

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
            let name = setting.key.last().map(|name| key(name)).unwrap_or_default();
            // Writing to a string cannot fail; so below.
            let _ = writeln!(text, "{name} = {}{}", value(&setting.value), origin(setting, has_origin));
        }
    }
    for job in jobs {
        begin(&mut text, &format!("[[job]]{}", origin(job, has_origin)));
        for (name, given) in job.value.as_object().into_iter().flatten() {
            let _ = writeln!(text, "{} = {}", key(name), value(given));
        }
    }
    text
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
