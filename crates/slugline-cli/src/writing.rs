//! What commands that write have in common: from their arguments to the steps and the settings of a run.

use slugline::{Hold, Registry, Result, Settings, Steps, Values};

use crate::args::WritingArgs;
use crate::config;

impl WritingArgs {
    /// The names of formats, transforms and linters that a run says, for whoever looks for plugins.
    pub(crate) fn names<'n>(&'n self, from: &'n String, to: &'n [String]) -> impl Iterator<Item = &'n String> {
        named(from).into_iter().chain(to).chain(&self.transform).chain(&self.lint)
    }

    /// The settings of the run: those of the files, below what the command line and the environment say.
    ///
    /// # Errors
    ///
    /// Where one of them is none.
    pub(crate) fn settings(
        &mut self,
        profile: Values,
        encoding: Option<&str>,
        registry: Registry<'_>,
    ) -> Result<Settings> {
        let mut settings = config::settings(profile, &self.set, encoding, registry)?;
        config::add_for_writing(&mut settings, self.assets.take())?;
        Ok(settings)
    }

    /// What is done with each input.
    pub(crate) fn steps(&mut self, from: &String, to: Vec<String>, allow: Vec<Hold>) -> Steps {
        Steps {
            from: named(from).cloned(),
            transforms: std::mem::take(&mut self.transform),
            linters: std::mem::take(&mut self.lint),
            to,
            allow,
        }
    }
}

/// The format that the user names; `auto` is none.
pub(crate) fn named(format: &String) -> Option<&String> {
    (format != "auto").then_some(format)
}
