//! The tables `provides`: what a plugin offers.

use slugline_core::Result;
use slugline_core::model::{Field, PublisherField};
use slugline_core::plugin::{Arity, Audience, OfferKind, OptionHelp, OptionSchema};
use slugline_plugin::contract::Offer;
use slugline_toml::{Document, Table, Value};

use super::{name, refuse_unknown, word};

const OFFER: [&str; 10] =
    ["kind", "name", "summary", "extension", "media-type", "binary", "arity", "audience", "carries", "options"];

const KINDS: [(&str, OfferKind); 4] = [
    (OfferKind::Reader.as_str(), OfferKind::Reader),
    (OfferKind::Transform.as_str(), OfferKind::Transform),
    (OfferKind::Linter.as_str(), OfferKind::Linter),
    (OfferKind::Writer.as_str(), OfferKind::Writer),
];

const ARITIES: [(&str, Arity); 2] = [("one", Arity::One), ("many", Arity::Many)];

const AUDIENCES: [(&str, Audience); 2] =
    [(Audience::Public.as_str(), Audience::Public), (Audience::Newsroom.as_str(), Audience::Newsroom)];

/// Takes all that is offered: at least one thing, none twice.
pub(super) fn take(document: &Document<'_>, value: &Value<'_>) -> Result<Vec<Offer>> {
    let Some(values) = value.get_ref().as_array().filter(|values| !values.is_empty()) else {
        return Err(document.unexpected("provides", "tables that begin with `[[provides]]`", value));
    };
    let mut offers: Vec<Offer> = Vec::new();
    for value in values.iter() {
        let offer = offer(document, value)?;
        if offers.iter().any(|known| (known.kind, &known.name) == (offer.kind, &offer.name)) {
            let message = format!("the {} `{}` is offered twice", offer.kind.as_str(), offer.name);
            return Err(document.refuse(value, message));
        }
        offers.push(offer);
    }
    Ok(offers)
}

fn offer(document: &Document<'_>, value: &Value<'_>) -> Result<Offer> {
    let table = document.table_of("provides", value)?;
    refuse_unknown(document, table, "provides", &OFFER)?;
    let needed = |key: &str| table.get(key).ok_or_else(|| document.refuse(value, format!("`provides` has no `{key}`")));
    let kind = word(document, "provides.kind", &KINDS, needed("kind")?)?;
    let offer = Offer {
        kind,
        name: name(document, "provides.name", needed("name")?)?,
        summary: document.text("provides.summary", needed("summary")?)?.to_owned(),
        options: options(document, table)?,
        ..Offer::default()
    };
    match kind {
        OfferKind::Transform | OfferKind::Linter => refuse_files(document, table, kind).map(|()| offer),
        OfferKind::Reader | OfferKind::Writer => {
            let extension = extension(document, needed("extension")?)?;
            let media_type = document.text("provides.media-type", needed("media-type")?)?.to_owned();
            files(document, table, Offer { extension, media_type, ..offer })
        }
    }
}

/// What is said of files alone is said of formats alone.
fn refuse_files(document: &Document<'_>, table: &Table<'_>, kind: OfferKind) -> Result<()> {
    let of_files = |key: &&str| !matches!(*key, "kind" | "name" | "summary" | "options");
    match OFFER.iter().copied().filter(of_files).find_map(|key| table.get_key_value(key)) {
        None => Ok(()),
        Some((key, _)) => Err(document.refuse(key, format!("a {} has no `{}`", kind.as_str(), key.get_ref()))),
    }
}

fn files(document: &Document<'_>, table: &Table<'_>, offer: Offer) -> Result<Offer> {
    let is_writer = offer.kind == OfferKind::Writer;
    let of_writers = ["arity", "audience", "carries"].into_iter().find_map(|key| table.get_key_value(key));
    if let Some((key, _)) = of_writers.filter(|_| !is_writer) {
        return Err(document.refuse(key, format!("a reader has no `{}`", key.get_ref())));
    }
    let get = |key: &str| table.get(key);
    Ok(Offer {
        binary: get("binary").map_or(Ok(false), |value| document.switch("provides.binary", value))?,
        arity: get("arity").map(|value| word(document, "provides.arity", &ARITIES, value)).transpose()?,
        audience: get("audience").map(|value| word(document, "provides.audience", &AUDIENCES, value)).transpose()?,
        carries: get("carries").map(|value| carries(document, value)).transpose()?,
        ..offer
    })
}

/// The end of a file's name, which is put behind a dot and nowhere else.
fn extension(document: &Document<'_>, value: &Value<'_>) -> Result<String> {
    let is_extension = |text: &&str| {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        !text.is_empty() && text.bytes().all(is_part) && !text.starts_with('.') && !text.ends_with('.')
    };
    let extension = value.get_ref().as_str().filter(is_extension);
    extension.map(str::to_owned).ok_or_else(|| {
        document.unexpected("provides.extension", "letters and digits, without the dot before them", value)
    })
}

fn carries(document: &Document<'_>, value: &Value<'_>) -> Result<Vec<String>> {
    let fields = document.words("provides.carries", value)?;
    let of_publisher = PublisherField::ALL.iter().map(|field| field.key());
    let known: Vec<&str> = Field::ALL.iter().map(|field| field.as_str()).chain(of_publisher).collect();
    match fields.iter().find(|name| !known.contains(&name.as_str())) {
        None => Ok(fields),
        Some(unknown) => {
            let meant = meant(unknown, &known).unwrap_or_default();
            let help = format!("{meant}the fields are {}", known.join(", "));
            let message = format!("`provides.carries`: an article has no field `{unknown}`");
            Err(document.refuse(value, message).help(help).at(document.span_of_part(value, unknown)))
        }
    }
}

/// The words of templates for what has another name among the fields of a head, and that name. Of a date that stands for the
/// story the first that it is: the manual has all.
const OF_TEMPLATES: [(&str, &str); 11] = [
    ("affiliation", "byline-affiliation"),
    ("changed", "updated"),
    ("date", "published"),
    ("description", "subheadline"),
    ("direction", "language"),
    ("editor_notes", "editor-note"),
    ("keywords", "keyword"),
    ("people", "byline"),
    ("publisher", "publisher.name"),
    ("role", "byline-role"),
    ("subjects", "subject"),
];

/// What was most likely meant by the name of a field that there is not, with a blank behind it.
fn meant(unknown: &str, known: &[&str]) -> Option<String> {
    if ["body", "text"].contains(&unknown) {
        return Some("the text is none; ".to_owned());
    }
    let of_template = OF_TEMPLATES.iter().find(|(word, _)| *word == unknown).map(|(_, field)| *field);
    let near = of_template.or_else(|| slugline_core::nearest(unknown, known.iter().copied()));
    near.map(|near| format!("did you mean `{near}`? "))
}

const OPTION: [&str; 3] = ["name", "summary", "schema"];

fn options(document: &Document<'_>, table: &Table<'_>) -> Result<Vec<OptionHelp>> {
    let Some(value) = table.get("options") else { return Ok(Vec::new()) };
    let Some(values) = value.get_ref().as_array() else {
        return Err(document.unexpected("provides.options", "tables that begin with `[[provides.options]]`", value));
    };
    let option = |value: &Value<'_>| {
        let table = document.table_of("provides.options", value)?;
        refuse_unknown(document, table, "provides.options", &OPTION)?;
        let needed = |key: &str| {
            table.get(key).ok_or_else(|| document.refuse(value, format!("`provides.options` has no `{key}`")))
        };
        let name = name(document, "provides.options.name", needed("name")?)?;
        let summary = document.text("provides.options.summary", needed("summary")?)?.to_owned();
        let schema = table.get("schema").map(|value| schema(document, value)).transpose()?;
        Ok(OptionHelp { name: name.into(), summary: summary.into(), schema })
    };
    values.iter().map(option).collect()
}

/// What values an option takes.
fn schema(document: &Document<'_>, value: &Value<'_>) -> Result<OptionSchema> {
    let json = slugline_toml::option(value.get_ref()).unwrap_or_default();
    OptionSchema::from_json(&json)
        .map_err(|fault| document.refuse(value, format!("`provides.options.schema`: {fault}")).help(SCHEMA_HELP))
}

const SCHEMA_HELP: &str = "it is a part of JSON Schema, such as `{ type = \"integer\", minimum = 1, default = 40 }`";
