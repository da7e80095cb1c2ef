//! The table `options`: a table for each format and transform, of the options that `--set FORMAT.OPTION` has.
//!
//! They stand below `options`, not at the top, so that a plugin may be called what a table is called.

use slugline_core::plugin::{Offer, OptionMap};
use slugline_core::{Error, Result, nearest};
use slugline_toml::{Document, Key, Table, Value, option};

use super::table::Taking;
use crate::registry::Offered;
use crate::settings::unknown_option;

/// Takes the options of every format and transform that the table names.
pub(super) fn take(taking: &mut Taking<'_, '_>, name: &'static str, value: &Value<'_>) -> Result<()> {
    for (key, value) in Document::entries(taking.document.table_of(name, value)?) {
        let of = key.get_ref().as_ref();
        let offers: Vec<Offered<'_>> = taking.registry.offers().filter(|offered| offered.offer.name == of).collect();
        if offers.is_empty() {
            return Err(unknown_offer(taking, key));
        }
        let table = taking.document.table_of(&format!("{name}.{of}"), value)?;
        take_options(taking, of, &offers, table)?;
        check(taking.document, key, &offers, table)?;
    }
    Ok(())
}

/// Takes the options of one name.
fn take_options(taking: &mut Taking<'_, '_>, of: &str, offers: &[Offered<'_>], table: &Table<'_>) -> Result<()> {
    for (key, value) in Document::entries(table) {
        let name = key.get_ref().as_ref();
        if !offers.iter().any(|offered| offered.offer.has_option(name)) {
            return Err(unknown_option(of, name, taking.registry).at(taking.document.span(key)));
        }
        let Some(given) = option(value.get_ref()) else {
            return Err(taking.document.unexpected(&format!("{of}.{name}"), "a number of 64 bits", value));
        };
        taking.values.set_option(of, name, given);
    }
    Ok(())
}

/// Holds a table against the plugins that it is for, needed or not. They name the option that is wrong and know no places:
/// its value is the one that is refused when it stands alone, else it is the table.
fn check(document: &Document<'_>, of: &Key<'_>, offers: &[Offered<'_>], table: &Table<'_>) -> Result<()> {
    let entries = Document::entries(table);
    // Those of a plugin from outside are for it to check when it is asked: it would be loaded for them here.
    for offered in offers.iter().filter(|offered| !offered.plugin.is_outside()) {
        let refused = |entries: &[(&Key<'_>, &Value<'_>)]| offered.check(&options_for(offered.offer, entries)).err();
        let Some(error) = refused(&entries) else { continue };
        let alone = entries.iter().find_map(|entry| Some(refused(&[*entry])?.at(document.span(entry.1))));
        return Err(alone.unwrap_or_else(|| error.at(document.span(of))));
    }
    Ok(())
}

/// The options among `entries` that `offer` has.
fn options_for(offer: &Offer, entries: &[(&Key<'_>, &Value<'_>)]) -> OptionMap {
    let mut options = OptionMap::new();
    for (key, value) in entries.iter().filter(|(key, _)| offer.has_option(key.get_ref())) {
        if let Some(value) = option(value.get_ref()) {
            options.set(key.get_ref().as_ref(), value);
        }
    }
    options
}

fn unknown_offer(taking: &Taking<'_, '_>, key: &Key<'_>) -> Error {
    let names = taking.registry.offers().map(|offered| offered.offer.name.as_ref());
    let list = "`slugline formats` lists them";
    let help = match nearest(key.get_ref(), names) {
        Some(near) => format!("did you mean `{near}`? {list}"),
        None => list.to_owned(),
    };
    taking
        .document
        .refuse(key, format!("no format or transform is called `{}`", key.get_ref()))
        .help(taking.registry.advise(key.get_ref(), help))
}
