//! Themes: made, looked at, and given to the writers that have an option `theme`.

mod folder;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use slugline_core::model::Span;
use slugline_core::plugin::{Offer, OfferKind};
use slugline_core::{Error, Kind, Result, Source};
use slugline_html::{BUILT_IN_THEME, Fault};

use crate::output::write_new_file;
use crate::registry::Registry;
use crate::settings::{Settings, THEME};

/// What was found in a theme.
#[derive(Debug)]
pub struct ThemeCheck {
    /// What a conversion would refuse the theme for, in the order of its files.
    pub faults: Vec<ThemeFault>,
    /// Templates that no page includes, as paths below the theme's folder.
    pub unused: Vec<String>,
}

/// One thing that is wrong with a theme.
#[derive(Debug)]
pub struct ThemeFault {
    /// What was found, where in the file, and what to do about it.
    pub error: Error,
    /// The file, named as it can be opened: `harbour/page.hbs`.
    pub file: Source,
}

/// Makes a folder with the built-in theme in it, and gives the paths of its files.
///
/// # Errors
///
/// [`Kind::Usage`] where the folder is there already and is not empty: nothing is overwritten. [`Kind::Io`] where it cannot
/// be written.
pub fn create_theme(folder: &Path) -> Result<Vec<PathBuf>> {
    if fs::symlink_metadata(folder).is_ok() && !is_empty_folder(folder) {
        let message = format!("`{}` is there already, and nothing in it is overwritten", folder.display());
        return Err(Error::new(Kind::Usage, message).help("name another folder, or move this one away"));
    }
    let mut paths = Vec::new();
    for (name, text) in BUILT_IN_THEME {
        let path = folder.join(name);
        write_new_file(&path, text.as_bytes())?;
        paths.push(path);
    }
    Ok(paths)
}

fn is_empty_folder(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Looks for all that is wrong with the theme in a folder.
///
/// # Errors
///
/// [`Kind::Usage`] where it is no theme, or cannot be read: a conversion would say the same.
pub fn check_theme(folder: &Path) -> Result<ThemeCheck> {
    let files = folder::read(folder)?;
    let report = slugline_html::check_theme(&files)?;
    let text_of = |name: &str| files.get(name).map_or("", String::as_str);
    let faults = report.faults.into_iter().map(|fault| {
        let text = text_of(&fault.file);
        ThemeFault::new(&folder.join(&fault.file), text, fault)
    });
    Ok(ThemeCheck { faults: faults.collect::<Result<_>>()?, unused: report.unused })
}

impl ThemeFault {
    fn new(path: &Path, text: &str, fault: Fault) -> Result<ThemeFault> {
        let file = Source::from_text(path.display().to_string(), text)?;
        let mut error = Error::new(Kind::Usage, fault.message).at(marked(&file, fault.line, fault.column));
        if let Some(help) = fault.help {
            error = error.help(help);
        }
        Ok(ThemeFault { error, file })
    }
}

/// What stands at a line and a column: an expression as a whole, else a character.
fn marked(file: &Source, line: usize, column: usize) -> Span {
    let text = file.text();
    let above: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(above..).unwrap_or_default();
    let before = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    let here = rest.get(before..).unwrap_or_default();
    let first = here.chars().next().map_or(0, char::len_utf8);
    let expression = here.strip_prefix("{{").and_then(|inside| {
        let inside = inside.find("}}")? + "{{}}".len();
        let braces = here.get(inside..)?.bytes().take_while(|byte| *byte == b'}').count();
        Some(inside + braces)
    });
    let start = above + before;
    file.span_at(start, start + expression.unwrap_or(first))
}

impl Settings {
    /// Reads the theme in `folder` and sets it for every one of `formats` that has an option `theme`.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where no format takes a theme, and where the folder or a file in it cannot be read.
    pub fn set_theme(&mut self, folder: &Path, formats: &[String], registry: Registry<'_>) -> Result<()> {
        let takes_theme = |offer: &&Offer| offer.has_option(THEME);
        let is_chosen = |offer: &&Offer| formats.iter().any(|name| *name == offer.name);
        let writers = registry.of_kind(OfferKind::Writer).map(|offered| offered.offer);
        let themed: Vec<&Offer> = writers.filter(is_chosen).filter(takes_theme).collect();
        if themed.is_empty() {
            let message = format!("none of the formats takes a theme: {}", formats.join(", "));
            return Err(Error::new(Kind::Usage, message));
        }
        let theme = json!(folder::read(folder)?);
        for offer in themed {
            self.set.set_option(&offer.name, THEME, theme.clone());
        }
        Ok(())
    }
}
