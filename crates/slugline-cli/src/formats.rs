//! `slugline formats`: what can be read, written and done in between.

use serde_json::{Value, json};
use slugline::host::Logs;
use slugline::model::{Field, PublisherField};
use slugline::plugin::{Carries, Offer, OfferKind, OptionHelp};
use slugline::{BadFile, Error, Kind, Offered, Registry, Result, nearest, write_stdout};

use crate::Exit;
use crate::args::{AllowArgs, ConfigArgs, FormatsArgs};
use crate::shelf::Shelf;

pub(crate) fn run(args: &FormatsArgs, config: &ConfigArgs) -> Result<Exit, BadFile> {
    let plugins = Shelf::open(config, &args.plugins, &AllowArgs::default(), Logs::default())?.all()?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    let mut offers: Vec<Offered<'_>> = registry.offers().collect();
    if let Some(name) = &args.name {
        offers.retain(|offered| offered.offer.name == *name);
        if offers.is_empty() {
            return Err(unknown(name, registry).into());
        }
    }
    let text = match args.name {
        _ if args.json => format!("{:#}\n", as_json(&offers)),
        Some(_) => details(&offers),
        None => table(&offers),
    };
    write_stdout(text.as_bytes())?;
    Ok(Exit::Done)
}

fn unknown(name: &str, registry: Registry<'_>) -> Error {
    let names: Vec<&str> = registry.offers().map(|offered| offered.offer.name.as_ref()).collect();
    let help = match nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`slugline formats` lists them all".to_owned(),
    };
    Error::new(Kind::Usage, format!("nothing is called `{name}`")).help(registry.advise(name, help))
}

/// One line for each name; a format that is both read and written is one.
fn table(offers: &[Offered<'_>]) -> String {
    let mut rows: Vec<[String; 4]> = Vec::new();
    for Offered { offer, .. } in offers {
        let kind = offer.kind;
        let verb = verb(kind);
        match rows.iter_mut().find(|[name, ..]| *name == offer.name) {
            Some([_, verbs, ..]) => *verbs = format!("{verbs}, {verb}"),
            None => {
                let files = offer.files.as_ref().map(|files| format!(".{}", files.extension));
                let summary = offer.summary.to_string();
                rows.push([offer.name.to_string(), verb.to_owned(), files.unwrap_or_default(), summary]);
            }
        }
    }
    columns(&rows)
}

fn verb(kind: OfferKind) -> &'static str {
    match kind {
        OfferKind::Reader => "read",
        OfferKind::Writer => "write",
        OfferKind::Transform => "transform",
        OfferKind::Linter => "lint",
    }
}

/// Columns as wide as their longest cell, two blanks apart.
pub(crate) fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// All that is known of one name.
fn details(offers: &[Offered<'_>]) -> String {
    let mut text = String::new();
    for Offered { plugin, offer } in offers {
        let manifest = plugin.manifest();
        let files = offer.files.as_ref().map(|files| format!("\n  files   .{}, {}", files.extension, files.media_type));
        text.push_str(&format!(
            "{} ({}): {}\n  plugin  {} {}{}{}\n",
            offer.name,
            offer.kind.as_str(),
            offer.summary,
            manifest.name,
            manifest.version,
            files.unwrap_or_default(),
            offer.carries.map(carries).unwrap_or_default()
        ));
        text.push_str(&options(offer));
    }
    text
}

/// Who reads the files, and which fields they have no place for.
fn carries(carries: Carries) -> String {
    let of_head = Field::ALL.into_iter().filter(|field| !carries.fields.has(*field)).map(Field::as_str);
    let left_out: Vec<&str> = of_head.chain(carries.without_publisher().map(PublisherField::key)).collect();
    let left_out = match left_out.is_empty() {
        true => String::new(),
        false => format!("\n  without {}", left_out.join(", ")),
    };
    format!("\n  for     {}{left_out}", carries.audience.in_words())
}

fn options(offer: &Offer) -> String {
    if offer.options.is_empty() {
        return "  no options\n".to_owned();
    }
    let rows = offer.options.iter().map(|option| [format!("  --set {}.{}=", offer.name, option.name), help(option)]);
    columns(&rows.collect::<Vec<_>>())
}

/// What an option does, and as far as it says so what it takes: `letters of a line; a number from 16 to 100; default: 32`.
fn help(option: &OptionHelp) -> String {
    let Some(schema) = &option.schema else { return option.summary.to_string() };
    let default = match &schema.default {
        None => String::new(),
        Some(Value::String(word)) => format!("; default: {word}"),
        Some(value) => format!("; default: {value}"),
    };
    format!("{}; {}{default}", option.summary, schema.values.in_words())
}

fn as_json(offers: &[Offered<'_>]) -> Value {
    let offers = offers.iter().map(|Offered { plugin, offer }| {
        let files = offer.files.as_ref();
        let carries = offer.carries.as_ref();
        let options = offer.options.iter().map(|option| json!(option));
        json!({
            "name": offer.name,
            "kind": offer.kind.as_str(),
            "summary": offer.summary,
            "plugin": plugin.manifest().name,
            "version": plugin.manifest().version,
            "extension": files.map(|files| &files.extension),
            "media_type": files.map(|files| &files.media_type),
            "binary": files.map(|files| files.binary),
            "audience": carries.map(|carries| carries.audience.as_str()),
            "carries": carries.map(|carries| carries.names().collect::<Vec<_>>()),
            "options": options.collect::<Vec<_>>(),
        })
    });
    json!({"offers": offers.collect::<Vec<_>>()})
}
