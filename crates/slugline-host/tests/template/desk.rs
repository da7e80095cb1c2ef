//! A folder with a plugin of templates in it, and what comes out.

use std::fs;
use std::sync::Arc;

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Edition, EditionHead};
use slugline_core::plugin::{Context, Memory, OptionMap, Plugin, Still};
use slugline_core::{Error, Result};
use slugline_host::{Found, Gate, Gated, Loaders, MANIFEST_FILE, Package, Rule, Trust};
use tempfile::TempDir;

/// A plugin `page` in a folder: what it provides, what it is limited to, its templates.
pub(crate) struct Desk(pub(crate) TempDir);

impl Desk {
    /// `provides`: what the writer says beside its kind and name. `more`: what stands behind.
    pub(crate) fn new(provides: &str, more: &str, templates: &[(&str, &str)]) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let manifest = format!(
            "[plugin]\nname = 'page'\nversion = '1.0.0'\nschema = '>=0.2, <1'\nabi = 1\n\n[[provides]]\nkind = 'writer'\nname = \
             'page'\nsummary = 'pages'\n{provides}\n\n{more}"
        );
        fs::write(folder.path().join(MANIFEST_FILE), manifest).unwrap();
        for (name, text) in templates {
            fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
            fs::write(folder.path().join(name), text).unwrap();
        }
        Desk(folder)
    }

    /// A plugin of one template that makes HTML.
    pub(crate) fn html(template: &str) -> Desk {
        Desk::of("html", "text/html", template)
    }

    pub(crate) fn of(extension: &str, media_type: &str, template: &str) -> Desk {
        let provides = format!("extension = '{extension}'\nmedia-type = '{media_type}'");
        Desk::new(&provides, ENTRY, &[("page.hbs", template)])
    }

    pub(crate) fn plugin(&self) -> Gated {
        let package = Package::open(self.0.path()).unwrap();
        let found = Found { package, rule: Rule::Given, home: None, overrides: false };
        Gated::new(found, Arc::new(Gate::new(Loaders::built_in(), Trust::default())))
    }

    pub(crate) fn write(
        &self,
        articles: &[Article<'_>],
        head: &EditionHead<'_>,
        options: &OptionMap,
    ) -> Result<(String, Vec<String>)> {
        let (text, told) = self.told(articles, head, options)?;
        Ok((text, told.into_iter().map(|diagnostic| diagnostic.code.into_owned()).collect()))
    }

    /// What comes out, and what is reported.
    pub(crate) fn reports(&self, articles: &[Article<'_>]) -> Result<(String, Vec<Diagnostic>)> {
        self.told(articles, &EditionHead::default(), &OptionMap::new())
    }

    fn told(
        &self,
        articles: &[Article<'_>],
        head: &EditionHead<'_>,
        options: &OptionMap,
    ) -> Result<(String, Vec<Diagnostic>)> {
        let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
        let edition = Edition { head, articles };
        let writer = self.plugin().writer("page", options)?;
        writer.write(&edition, &mut out, &mut Context::new(&mut diagnostics, &Still))?;
        Ok((String::from_utf8(out.into_parts().0).unwrap(), diagnostics.take()))
    }

    pub(crate) fn text(&self, article: Article<'_>) -> String {
        self.write(&[article], &EditionHead::default(), &OptionMap::new())
            .map(|(text, _)| text)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// The error of a story, with the folder left out of it.
    pub(crate) fn error(&self, article: Article<'_>) -> Told {
        let error = self.write(&[article], &EditionHead::default(), &OptionMap::new()).unwrap_err();
        Told::of(&error, self)
    }
}

/// An error as it is told.
#[derive(Debug, PartialEq)]
pub(crate) struct Told {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Told {
    pub(crate) fn of(error: &Error, desk: &Desk) -> Told {
        let folder = desk.0.path().display().to_string();
        let told = |text: &str| text.replace(&folder, "HERE");
        Told {
            code: error.code().unwrap_or_default(),
            message: told(&error.to_string()),
            help: told(error.advice().unwrap_or_default()),
        }
    }

    pub(crate) fn new(code: &'static str, message: &str, help: &str) -> Told {
        Told { code, message: message.to_owned(), help: help.to_owned() }
    }
}

/// The table of a manifest that names the template `page.hbs`.
pub(crate) const ENTRY: &str = "[artifact]\ntemplate = { entry = 'page.hbs' }\n";
