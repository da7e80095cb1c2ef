//! Templates that were compiled together.

use std::collections::BTreeMap;
use std::io;

use handlebars::Handlebars;
use serde::Serialize;
use slugline_core::Result;
use slugline_core::model::Span;
use slugline_core::plugin::Sink;
use slugline_markup::{Dropped, escaped};

use crate::{fault, helper, nesting};

/// Most bytes that one rendering may give. A template of a few lines can print without end: loops within loops.
pub const MAX_OUTPUT: usize = 64 * 1024 * 1024;

/// What files of templates are called.
const EXTENSION: &str = ".hbs";

/// What becomes of text where a template prints it with `{{ }}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// HTML and XML: safe between tags and within double quotes.
    Markup,
    /// JSON: safe within the quotes of a string.
    Json,
    /// Plain text: as it is.
    Plain,
}

/// Templates that were compiled together and may include each other by name: `{{> article}}`.
pub struct Templates {
    pub(crate) registry: Handlebars<'static>,
    /// Names without the extension, sorted.
    pub(crate) names: Vec<String>,
}

impl Templates {
    /// Compiles `files`, from file name to text. Every `*.hbs` is a template, named by its file without the extension; other
    /// files are none of its business.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`](slugline_core::Kind::Usage) for what is no Handlebars or nests too deep, with file, line and column.
    pub fn compile(files: &BTreeMap<String, String>, escape: Escape) -> Result<Templates> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        // Indenting what is included would shift the lines of preformatted text.
        registry.set_prevent_indent(true);
        registry.register_escape_fn(move |text| escape.apply(text));
        helper::register(&mut registry);
        let mut names = Vec::new();
        for (file, text) in files {
            let Some(name) = file.strip_suffix(EXTENSION) else {
                continue;
            };
            nesting::check(name, text)?;
            registry.register_template_string(name, text).map_err(|error| fault::syntax(name, text, error))?;
            names.push(name.to_owned());
        }
        Ok(Templates { registry, names })
    }

    /// Whether there is a template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.registry.has_template(name)
    }

    /// Fills the template `name` with `data` and writes it to `out`.
    ///
    /// # Errors
    ///
    /// [`Kind::Invalid`](slugline_core::Kind::Invalid) where the template asks for what `data` does not have or prints more
    /// than [`MAX_OUTPUT`] bytes, with template, line and column; `out` then holds a part.
    pub fn render(&self, name: &str, data: &impl Serialize, out: &mut Sink) -> Result<()> {
        let capped = Capped { out, left: MAX_OUTPUT };
        let rendered = self.registry.render_to_write(name, data, capped);
        rendered.map_err(|error| fault::rendering(name, error))
    }
}

impl Escape {
    fn apply(self, text: &str) -> String {
        match self {
            // What is left out here is reported by whoever hands over the data: it knows where the text was read.
            Escape::Markup => escaped(text, Span::DETACHED, &mut Dropped::default()).into_owned(),
            Escape::Json => {
                let quoted = serde_json::Value::from(text).to_string();
                let bare = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                bare.unwrap_or_default().to_owned()
            }
            Escape::Plain => text.to_owned(),
        }
    }
}

/// A sink that takes no more than so many bytes.
struct Capped<'o> {
    out: &'o mut Sink,
    left: usize,
}

impl io::Write for Capped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(left) = self.left.checked_sub(bytes.len()) else {
            let limit = MAX_OUTPUT / (1024 * 1024);
            return Err(io::Error::other(format!("it prints more than {limit} MiB")));
        };
        self.left = left;
        self.out.put(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
