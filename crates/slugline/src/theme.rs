//! Themes: made, looked at, and given to the writers that have an option `theme`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::json;
use slugline_core::plugin::{Offer, OfferKind};
use slugline_core::{Error, Kind, Result};
use slugline_host::Texts;
use slugline_html::BUILT_IN_THEME;
use slugline_template::Located;

use crate::output::create_folder;
use crate::registry::Registry;
use crate::settings::{Settings, THEME};

/// What the files of a theme are.
const FILES: Texts = Texts { what: "theme", extensions: &["hbs", "css"] };

/// What was found in a theme.
#[derive(Debug)]
pub struct ThemeCheck {
    /// What a conversion would refuse the theme for, in the order of its files.
    pub faults: Vec<Located>,
    /// Templates that no page includes, as paths below the theme's folder.
    pub unused: Vec<String>,
}

/// Makes a folder with the built-in theme in it, and gives the paths of its files.
///
/// # Errors
///
/// [`Kind::Usage`] where the folder is there already and is not empty: nothing is overwritten. [`Kind::Io`] where it cannot
/// be written.
pub fn create_theme(folder: &Path) -> Result<Vec<PathBuf>> {
    create_folder(folder, BUILT_IN_THEME.iter().copied())
}

/// Looks for all that is wrong with the theme in a folder.
///
/// # Errors
///
/// [`Kind::Usage`] where it is no theme, or cannot be read: a conversion would say the same.
pub fn check_theme(folder: &Path) -> Result<ThemeCheck> {
    let files = read(folder)?;
    let report = slugline_html::check_theme(&files)?;
    Ok(ThemeCheck { faults: Located::all(folder, &files, report.faults)?, unused: report.unused })
}

/// The files of the theme in `folder`, names and texts.
fn read(folder: &Path) -> Result<BTreeMap<String, String>> {
    FILES.read(folder).map_err(|error| match folder.exists() {
        true => error,
        false => error.help(format!("`slugline theme new {}` makes one", folder.display())),
    })
}

impl Settings {
    /// Reads the theme that `named` or the settings name and sets it for every one of `formats` that takes one. That of the
    /// profile is for every run, also for those whose formats take none.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where a theme is named for this run and no format takes one, and where the folder or a file in it cannot
    /// be read.
    pub fn bind_theme(&mut self, named: Option<&Path>, formats: &[String], registry: Registry<'_>) -> Result<()> {
        let of_run = named.or(self.set.theme.as_deref());
        let Some(folder) = of_run.or(self.profile.theme.as_deref()) else { return Ok(()) };
        let takes_theme = |offer: &&Offer| offer.has_option(THEME);
        let is_chosen = |offer: &&Offer| formats.iter().any(|name| *name == offer.name);
        let writers = registry.of_kind(OfferKind::Writer).map(|offered| offered.offer);
        let themed: Vec<&Offer> = writers.filter(is_chosen).filter(takes_theme).collect();
        if themed.is_empty() {
            let message = format!("none of the formats takes a theme: {}", formats.join(", "));
            return if of_run.is_some() { Err(Error::new(Kind::Usage, message)) } else { Ok(()) };
        }
        let theme = json!(read(folder)?);
        for offer in themed {
            self.set.set_option(&offer.name, THEME, theme.clone());
        }
        Ok(())
    }
}
