//! What a template may print, and where.

use handlebars::template::{BlockParam, DecoratorTemplate, HelperTemplate, Parameter, TemplateElement};
use handlebars::{Path, PathSeg, Template};
use slugline_core::{Error, Result, nearest};

use crate::fault::refuse;
use crate::helper;
use crate::includes::Includes;
use crate::place::{Place, Reader};
use crate::templates::Templates;

/// What templates of HTML may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'r> {
    /// Every name that the data has, those within lists and parts too.
    pub fields: &'r [&'r str],
    /// The fields that are markup already: each with the element inside whose text it may be printed with `{{{ }}}`, or
    /// `None` where that is between tags.
    pub clean: &'r [(&'r str, Option<&'r str>)],
    /// The fields that are numbers, which may stand in the name of a tag: `<h{{level}}>`.
    pub numbers: &'r [&'r str],
    /// The fields that are addresses on the web, which may stand at the beginning of a link.
    pub addresses: &'r [&'r str],
}

/// Attributes whose value is an address, so that what it begins with decides whether it is a script.
const ADDRESSES: [&str; 11] =
    ["action", "background", "cite", "data", "formaction", "href", "manifest", "ping", "poster", "src", "xlink:href"];

impl Templates {
    /// Holds every template to `rules`, as HTML.
    ///
    /// Text may be printed between tags and in attributes with double quotes; blocks may stand wherever both of their
    /// branches end in the same place; templates are included between tags, by name, and not in circles.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`](slugline_core::Kind::Usage) for the first fault, with file, line, column and what to write instead.
    pub fn check(&self, rules: &Rules<'_>) -> Result<()> {
        let mut includes = Includes::of(self);
        for name in &self.names {
            let Some(template) = self.registry.get_template(name) else {
                continue;
            };
            let mut check = Check { templates: self, rules, name, reader: Reader::default(), locals: Vec::new() };
            check.template(template)?;
            if check.reader.place != Place::Content {
                let (line, column) = last_place(template);
                let message = "the template ends within a tag, a comment or an element that is never closed";
                return Err(refuse(name, line, column, message));
            }
            includes.depth(name)?;
        }
        Ok(())
    }
}

/// A check under way through one template.
struct Check<'c> {
    templates: &'c Templates,
    rules: &'c Rules<'c>,
    name: &'c str,
    reader: Reader,
    /// Names that blocks around give to their items: `{{#each people as |person|}}`.
    locals: Vec<&'c str>,
}

/// What is wrong and what to do about it.
struct Fault {
    message: String,
    help: String,
}

impl<'c> Check<'c> {
    fn template(&mut self, template: &'c Template) -> Result<()> {
        let mut last = (1, 1);
        for (at, element) in template.elements.iter().enumerate() {
            last = template.mapping.get(at).map_or(last, |place| (place.0, place.1));
            self.element(element, last)?;
        }
        Ok(())
    }

    fn element(&mut self, element: &'c TemplateElement, place: (usize, usize)) -> Result<()> {
        let checked = match element {
            TemplateElement::RawString(text) => {
                self.reader.feed(text);
                Ok(())
            }
            TemplateElement::Expression(call) => self.printed(call, false),
            TemplateElement::HtmlExpression(call) => self.printed(call, true),
            TemplateElement::HelperBlock(block) => return self.block(block, place),
            TemplateElement::PartialExpression(partial) => self.include(partial),
            TemplateElement::Comment(_) => Ok(()),
            // Inline templates and blocks that are handed to an include: both can call themselves unseen.
            _ => Err(fault(
                "`{{* }}` and `{{#> }}` are not supported",
                "put that part into a file of its own and include it with `{{> name}}`",
            )),
        };
        checked.map_err(|fault| self.error(fault, place))
    }

    fn error(&self, fault: Fault, (line, column): (usize, usize)) -> Error {
        refuse(self.name, line, column, fault.message).help(fault.help)
    }

    /// Something that prints: `{{headline}}`, `{{join keywords ", "}}`, `{{{body}}}`.
    fn printed(&mut self, call: &'c HelperTemplate, unescaped: bool) -> Result<(), Fault> {
        self.call(call)?;
        let shown = shown(call, unescaped);
        let field = plain_field(call);
        if unescaped {
            self.clean(field, &shown)?;
        } else {
            self.escaped(field, &shown)?;
        }
        self.reader.printed();
        Ok(())
    }

    fn clean(&self, field: Option<&str>, shown: &str) -> Result<(), Fault> {
        let known = self.rules.clean.iter().find(|(name, _)| Some(*name) == field);
        let Some((_, element)) = known else {
            let message = format!("`{shown}` would print text as markup");
            return Err(match field {
                Some(field) => fault(message, format!("write `{{{{{field}}}}}`")),
                None => fault(message, "write two braces, not three"),
            });
        };
        let allowed = match (self.reader.place, element) {
            (Place::Content, None) => true,
            (Place::Raw, Some(element)) => self.reader.tag == *element,
            _ => false,
        };
        if allowed {
            return Ok(());
        }
        let help = match element {
            Some(element) => format!("print it inside `<{element}>`"),
            None => "print it between tags".to_owned(),
        };
        Err(fault(format!("`{shown}` does not belong here"), help))
    }

    fn escaped(&self, field: Option<&str>, shown: &str) -> Result<(), Fault> {
        if self.rules.clean.iter().any(|(name, _)| Some(*name) == field) {
            let message = format!("`{shown}` is markup already and would show its tags");
            return Err(fault(message, format!("write `{{{shown}}}`")));
        }
        let tag = self.reader.tag.as_str();
        let attribute = self.reader.attribute.as_str();
        match self.reader.place {
            Place::Content => Ok(()),
            Place::Raw if matches!(tag, "title" | "textarea") => Ok(()),
            Place::Raw => Err(fault(
                format!("`{shown}` stands inside `<{tag}>`, where escaping does not help"),
                "print it between tags or in an attribute",
            )),
            Place::Value { quote: Some('"'), empty } => {
                let is_address = |name| self.rules.addresses.contains(&name) && !self.locals.contains(&name);
                in_attribute(attribute, empty && !field.is_some_and(is_address), shown)
            }
            Place::Value { .. } | Place::BeforeValue => Err(fault(
                format!("the attribute `{attribute}` has no double quotes around `{shown}`"),
                format!("write `{attribute}=\"{shown}\"`"),
            )),
            Place::TagName if self.rules.numbers.iter().any(|name| Some(*name) == field) => Ok(()),
            Place::TagName | Place::Tag => Err(fault(
                format!("`{shown}` stands inside a tag, outside an attribute's value"),
                "write the attribute's name and double quotes around it",
            )),
            Place::Comment | Place::Declaration => Err(fault(
                format!("`{shown}` stands in a comment or a declaration, where escaping does not help"),
                "take it out; `{{! }}` makes a comment that is not printed",
            )),
        }
    }

    /// A block. Each of its branches must end where it began, so that the page has the same shape whichever is taken.
    fn block(&mut self, block: &'c HelperTemplate, place: (usize, usize)) -> Result<()> {
        self.call(block).map_err(|fault| self.error(fault, place))?;
        let locals = self.locals.len();
        self.locals.extend(block_params(block));
        let begin = self.reader.clone();
        for branch in [&block.inverse, &block.template].into_iter().flatten() {
            self.reader = begin.clone();
            self.template(branch)?;
            if !self.reader.joins(&begin) {
                let name = block.name.as_name().unwrap_or_default();
                let message = format!("`{{{{#{name}}}}}` begins in one place of the markup and ends in another");
                let help = "put whole tags, whole attributes or whole words inside the block";
                return Err(self.error(fault(message, help), place));
            }
        }
        self.locals.truncate(locals);
        // What the block puts at the start of a value may be left out.
        if let Place::Value { empty: true, .. } = begin.place {
            self.reader.place = begin.place;
        }
        Ok(())
    }

    fn include(&self, partial: &DecoratorTemplate) -> Result<(), Fault> {
        let Parameter::Name(name) = &partial.name else {
            return Err(fault("the name of an included template is computed", "write the name: `{{> article}}`"));
        };
        if self.reader.place != Place::Content {
            let message = format!("`{{{{> {name}}}}}` stands inside a tag or an element without markup");
            return Err(fault(message, "include templates between tags"));
        }
        if self.templates.has(name) {
            return Ok(());
        }
        let names = || self.templates.names.iter().map(String::as_str);
        let list = names().collect::<Vec<_>>().join(", ");
        Err(fault(format!("there is no template `{name}`"), suggestion(name, names(), &list)))
    }

    /// A helper or a field, with what it is given.
    fn call(&self, call: &'c HelperTemplate) -> Result<(), Fault> {
        match &call.name {
            Parameter::Path(path) if !call.block => self.path(path)?,
            name => self.helper(name.as_name().unwrap_or_default())?,
        }
        call.params.iter().chain(call.hash.values()).try_for_each(|param| self.parameter(param))
    }

    fn helper(&self, name: &str) -> Result<(), Fault> {
        if helper::NAMES.contains(&name) {
            return Ok(());
        }
        let help = suggestion(name, helper::NAMES.into_iter(), &helper::NAMES.join(", "));
        Err(fault(format!("there is no helper `{name}`"), help))
    }

    fn parameter(&self, parameter: &'c Parameter) -> Result<(), Fault> {
        match parameter {
            Parameter::Path(path) => self.path(path),
            Parameter::Subexpression(inner) => match inner.as_element() {
                TemplateElement::Expression(call) => self.call(call),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn path(&self, path: &Path) -> Result<(), Fault> {
        let Path::Relative((parts, _)) = path else {
            return Ok(());
        };
        for part in parts {
            let PathSeg::Named(name) = part else { continue };
            let known = self.rules.fields.contains(&name.as_str()) || self.locals.contains(&name.as_str());
            if !known && name.parse::<usize>().is_err() {
                let fields = self.rules.fields.iter().copied();
                let help = suggestion(name, fields, &self.rules.fields.join(", "));
                return Err(fault(format!("there is no field `{name}`"), help));
            }
        }
        Ok(())
    }
}

/// Whether text may stand in the value of `attribute`, whose scheme it could be where it `begins` the value.
fn in_attribute(attribute: &str, begins: bool, shown: &str) -> Result<(), Fault> {
    if attribute.starts_with("on") || matches!(attribute, "style" | "srcdoc" | "srcset") {
        let message =
            format!("the attribute `{attribute}` is a program of its own; escaping does not help `{shown}` in it");
        return Err(fault(message, "print it in another attribute"));
    }
    if begins && ADDRESSES.contains(&attribute) {
        let message = format!("the address in `{attribute}` begins with `{shown}`, which may be a script");
        return Err(fault(message, "write the beginning of the address into the template"));
    }
    Ok(())
}

fn fault(message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault { message: message.into(), help: help.into() }
}

fn suggestion<'n>(name: &str, known: impl Iterator<Item = &'n str>, list: &str) -> String {
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`? there are: {list}"),
        None => format!("there are: {list}"),
    }
}

/// The field that is printed, where it is one and nothing else.
fn plain_field(call: &HelperTemplate) -> Option<&str> {
    match &call.name {
        Parameter::Path(Path::Relative((_, written))) if call.params.is_empty() => Some(written),
        _ => None,
    }
}

/// The expression as its author wrote it, but for what a helper is given.
fn shown(call: &HelperTemplate, unescaped: bool) -> String {
    let name = match &call.name {
        Parameter::Path(Path::Relative((_, written)) | Path::Local((_, _, written))) => written.as_str(),
        name => name.as_name().unwrap_or_default(),
    };
    let more = if call.params.is_empty() { "" } else { " ..." };
    if unescaped { format!("{{{{{{{name}{more}}}}}}}") } else { format!("{{{{{name}{more}}}}}") }
}

fn block_params(block: &HelperTemplate) -> Vec<&str> {
    let named = match &block.block_param {
        Some(BlockParam::Single(one)) => vec![one],
        Some(BlockParam::Pair((one, other))) => vec![one, other],
        _ => Vec::new(),
    };
    named.into_iter().filter_map(Parameter::as_name).collect()
}

fn last_place(template: &Template) -> (usize, usize) {
    template.mapping.last().map_or((1, 1), |place| (place.0, place.1))
}
