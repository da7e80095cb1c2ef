//! Templates that were compiled together.

use std::collections::BTreeMap;
use std::io;

use handlebars::template::TemplateElement;
use handlebars::{Context, Handlebars, Template};
use serde::Serialize;
use slugline_core::Result;
use slugline_core::plugin::Sink;

use crate::fault::Fault;
use crate::written::{Written, part};
use crate::{fault, helper, meter, nesting, script};

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
    /// What is rendered: each template metered.
    registry: Handlebars<'static>,
    /// The templates as they were written.
    pub(crate) parsed: BTreeMap<String, Template>,
    /// Names without the extension, sorted.
    pub(crate) names: Vec<String>,
}

impl Templates {
    /// Compiles `files`, from file name to text. Every `*.hbs` is a template, named by its file without the extension; other
    /// files are none of its business.
    ///
    /// # Errors
    ///
    /// One fault of each file that is no Handlebars or nests too deep.
    pub fn compile(files: &BTreeMap<String, String>, escape: Escape) -> Result<Templates, Vec<Fault>> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        // Indenting what is included would shift the lines of preformatted text.
        registry.set_prevent_indent(true);
        registry.register_escape_fn(move |text| escape.apply(text));
        helper::register(&mut registry);
        meter::register(&mut registry);
        let mut templates = Templates { registry, parsed: BTreeMap::new(), names: Vec::new() };
        let files = files.iter().filter_map(|(file, text)| Some((file.strip_suffix(EXTENSION)?, text)));
        let faults: Vec<Fault> = files.filter_map(|(name, text)| templates.add(name, text, escape).err()).collect();
        if faults.is_empty() { Ok(templates) } else { Err(faults) }
    }

    fn add(&mut self, name: &str, text: &str, escape: Escape) -> Result<(), Fault> {
        nesting::check(name, text)?;
        // The engine's own way in: it alone takes the registry's word on indenting.
        let added = self.registry.register_template_string(name, text);
        added.map_err(|error| fault::syntax(name, text, &error))?;
        if let Some(parsed) = self.registry.get_template(name).cloned() {
            let mut rendered = parsed.clone();
            if escape == Escape::Markup {
                script::print_values(&mut rendered);
            }
            self.registry.register_template(name, meter::metered(&rendered));
            self.parsed.insert(name.to_owned(), parsed);
            self.names.push(name.to_owned());
        }
        Ok(())
    }

    /// The same templates, which take what is not there for empty. For those that a [check](Templates::check) has found to
    /// name nothing unknown, so that what is not there is a part of what the data has: the text of a date that is none.
    #[must_use]
    pub fn taking_absent_for_empty(mut self) -> Templates {
        self.registry.set_strict_mode(false);
        self
    }

    /// Whether any template takes the body block by block, with `{{blocks}}` or `{{inlines}}`.
    pub fn asks_for_blocks(&self) -> bool {
        self.parsed.values().any(|template| calls(template, &["blocks", "inlines"]))
    }

    /// Whether there is a template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.registry.has_template(name)
    }

    /// Fills the template `name` with `data` and what is `written` beside it, and writes it to `out`.
    ///
    /// # Errors
    ///
    /// [`Kind::Invalid`](slugline_core::Kind::Invalid) where the template asks for what `data` does not have, prints more
    /// than [`MAX_OUTPUT`] bytes or takes more than [`MAX_STEPS`](crate::MAX_STEPS) steps, with template, line and column;
    /// `out` then holds a part.
    pub fn render(&self, name: &str, data: &impl Serialize, written: &mut Written<'_>, out: &mut Sink) -> Result<()> {
        meter::fill();
        let rendered = Context::wraps(data).and_then(|mut cx| {
            written.announce(cx.data_mut());
            let page = Page { out, left: MAX_OUTPUT as u64, written };
            self.registry.render_with_context_to_write(name, &cx, page)
        });
        rendered.map_err(|error| fault::rendering(name, error))
    }
}

/// Whether a template prints with one of these helpers.
fn calls(template: &Template, helpers: &[&str]) -> bool {
    template.elements.iter().any(|element| match element {
        TemplateElement::Expression(call) | TemplateElement::HtmlExpression(call) => {
            call.name.as_name().is_some_and(|name| helpers.contains(&name))
        }
        TemplateElement::HelperBlock(block) => {
            [&block.template, &block.inverse].into_iter().flatten().any(|branch| calls(branch, helpers))
        }
        _ => false,
    })
}

impl Escape {
    fn apply(self, text: &str) -> String {
        match self {
            Escape::Markup => helper::escape(text),
            Escape::Json => {
                let quoted = serde_json::Value::from(text).to_string();
                let bare = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                bare.unwrap_or_default().to_owned()
            }
            Escape::Plain => text.to_owned(),
        }
    }
}

/// What a rendering writes to: a sink that takes no more than so many bytes, and knows what is written beside the template.
struct Page<'o, 'w> {
    out: &'o mut Sink,
    left: u64,
    written: &'o mut Written<'w>,
}

impl io::Write for Page<'_, '_> {
    /// Takes one piece of a template, or all that one expression prints.
    fn write(&mut self, printed: &[u8]) -> io::Result<usize> {
        let before = self.out.written();
        match part(printed) {
            Some(part) => (self.written.write)(part, self.out),
            None if printed.len() as u64 <= self.left => self.out.put(printed),
            None => return Err(too_much()),
        }
        self.left = self.left.checked_sub(self.out.written() - before).ok_or_else(too_much)?;
        Ok(printed.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn too_much() -> io::Error {
    io::Error::other(format!("it prints more than {} MiB", MAX_OUTPUT / (1024 * 1024)))
}
