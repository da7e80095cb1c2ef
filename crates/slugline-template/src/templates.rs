//! Templates that were compiled together.

use std::collections::BTreeMap;
use std::io;

use handlebars::template::TemplateElement;
use handlebars::{Context, Handlebars, Template};
use serde::Serialize;
use slugline_core::model::Span;
use slugline_core::plugin::Sink;
use slugline_markup::{Dropped, clean_text};

use crate::fault::{Failure, Fault};
use crate::limits::{Limit, Limits};
use crate::written::{Part, part};
use crate::{fault, helper, meter, nesting, reached, script};

/// What files of templates are called.
const EXTENSION: &str = ".hbs";

/// What becomes of text where a template prints it with `{{ }}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// HTML: safe between tags and within double quotes.
    Html,
    /// XML: the same, and no element or attribute means more than another.
    Xml,
    /// JSON: safe within the quotes of a string.
    Json,
    /// Plain text: as it is, without the control characters that no text should have.
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
    pub(crate) escape: Escape,
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
        registry.register_escape_fn(move |text| {
            reached::note(text, text.len());
            escape.apply(text)
        });
        helper::register(&mut registry, escape);
        meter::register(&mut registry);
        let mut templates = Templates { registry, parsed: BTreeMap::new(), names: Vec::new(), escape };
        let files = files.iter().filter_map(|(file, text)| Some((file.strip_suffix(EXTENSION)?, text)));
        let faults: Vec<Fault> = files.filter_map(|(name, text)| templates.add(name, text).err()).collect();
        if faults.is_empty() { Ok(templates) } else { Err(faults) }
    }

    fn add(&mut self, name: &str, text: &str) -> Result<(), Fault> {
        nesting::check(name, text)?;
        // The engine's own way in: it alone takes the registry's word on indenting.
        let added = self.registry.register_template_string(name, text);
        added.map_err(|error| fault::syntax(name, text, &error))?;
        if let Some(parsed) = self.registry.get_template(name).cloned() {
            let mut rendered = parsed.clone();
            script::print_values(&mut rendered, self.escape);
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

    /// The kind of output.
    pub fn escape(&self) -> Escape {
        self.escape
    }

    /// Whether there is a template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.registry.has_template(name)
    }

    /// Fills the template `name` with `data`, has `write` write the [parts](Part) in it, and writes it to `out`.
    ///
    /// # Errors
    ///
    /// Where the template asks for what `data` does not have, or runs into one of the `limits`, with template, line and column;
    /// `out` then holds a part.
    pub fn render(
        &self,
        name: &str,
        data: &impl Serialize,
        limits: &Limits,
        write: &mut dyn FnMut(Part<'_>, &mut Sink),
        out: &mut Sink,
    ) -> Result<(), Failure> {
        meter::fill(limits);
        let rendered = Context::wraps(data).and_then(|cx| {
            let page = Page { out, most: limits.output, left: limits.output, escape: self.escape, write };
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
    pub(crate) fn apply(self, text: &str) -> String {
        match self {
            Escape::Html | Escape::Xml => helper::escape_markup(text),
            Escape::Json => {
                let quoted = serde_json::Value::from(text).to_string();
                let bare = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                bare.unwrap_or_default().to_owned()
            }
            Escape::Plain => clean_text(text, Span::DETACHED, &mut Dropped::default()).into_owned(),
        }
    }
}

/// What a rendering writes to: a sink that takes no more than so many bytes, and whoever writes what stands beside the
/// template.
struct Page<'o> {
    out: &'o mut Sink,
    most: u64,
    left: u64,
    escape: Escape,
    write: &'o mut dyn FnMut(Part<'_>, &mut Sink),
}

impl Page<'_> {
    fn put_part(&mut self, part: Part<'_>) -> io::Result<()> {
        if self.escape != Escape::Json {
            (self.write)(part, self.out);
            return Ok(());
        }
        // It stands in a text, as everything that is printed does.
        let mut markup = Sink::memory();
        (self.write)(part, &mut markup);
        let markup = String::from_utf8(markup.finish()?).map_err(io::Error::other)?;
        self.out.put_str(&self.escape.apply(&markup));
        Ok(())
    }

    fn too_much(&self) -> io::Error {
        io::Error::other(Limit::Output(self.most))
    }
}

impl io::Write for Page<'_> {
    /// Takes one piece of a template, or all that one expression prints.
    fn write(&mut self, printed: &[u8]) -> io::Result<usize> {
        let before = self.out.written();
        match part(printed) {
            Some(part) => self.put_part(part)?,
            None if printed.len() as u64 <= self.left => self.out.put(printed),
            None => return Err(self.too_much()),
        }
        self.left = self.left.checked_sub(self.out.written() - before).ok_or_else(|| self.too_much())?;
        Ok(printed.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
