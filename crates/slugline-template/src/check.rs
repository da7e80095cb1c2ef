//! Goes through templates, with all that they include, and finds what is wrong with them.

use handlebars::template::{BlockParam, DecoratorTemplate, HelperTemplate, Parameter, TemplateElement};
use handlebars::{Path, Template};

use crate::fault::{Fault, Wrong};
use crate::includes::Includes;
use crate::scope::Scopes;
use crate::shape::Shape;
use crate::signature::{Gives, Signature};
use crate::surroundings::Surroundings;
use crate::templates::Templates;

impl Templates {
    /// Holds the templates that are `rendered`, and all that they include, to the shape of the data, and to the kind of their
    /// output. Those that nothing includes print nothing, and are not looked at.
    ///
    /// In markup, text may be printed between tags and in attributes with double quotes, in JSON within quotation marks; blocks may stand wherever both of their
    /// branches end in the same place; templates are included between tags or values,
    /// by name, and not in circles.
    ///
    /// Gives all faults, in the order in which the templates are gone through. Empty: nothing is wrong.
    pub fn check(&self, rendered: &[&str], shape: &Shape<'_>) -> Vec<Fault> {
        let mut includes = Includes::of(self);
        for name in rendered {
            // What includes itself has no end to go through.
            if let Err(fault) = includes.depth(name) {
                return vec![fault];
            }
        }
        let mut checked = Checked { templates: self, seen: Vec::new(), faults: Vec::new() };
        for name in rendered {
            checked.look_at(name, &Scopes::of(shape));
        }
        checked.faults
    }

    /// The templates that neither are `rendered` nor included by one that is: files `*.hbs` for nothing.
    pub fn unused(&self, rendered: &[&str]) -> Vec<String> {
        let mut includes = Includes::of(self);
        let looks: Result<Vec<usize>, Fault> = rendered.iter().map(|name| includes.depth(name)).collect();
        match looks {
            Ok(_) => {
                self.names.iter().filter(|name| !includes.has_seen(name)).map(|name| format!("{name}.hbs")).collect()
            }
            Err(_) => Vec::new(),
        }
    }
}

/// What was gone through, and what was found.
struct Checked<'c> {
    templates: &'c Templates,
    /// Each template with what it was filled with.
    seen: Vec<(&'c str, Scopes<'c>)>,
    faults: Vec<Fault>,
}

/// A check under way through one template.
struct Check<'k, 'c> {
    checked: &'k mut Checked<'c>,
    name: &'c str,
    here: Surroundings,
    scopes: Scopes<'c>,
}

impl<'c> Checked<'c> {
    /// Goes through a template that is filled with what `scopes` have, once.
    fn look_at(&mut self, name: &'c str, scopes: &Scopes<'c>) {
        let Some(template) = self.templates.parsed.get(name) else { return };
        if self.seen.iter().any(|(seen, with)| *seen == name && with == scopes) {
            return;
        }
        self.seen.push((name, scopes.clone()));
        let here = Surroundings::of(self.templates.escape);
        let mut check = Check { checked: self, name, here, scopes: scopes.clone() };
        check.template(template);
        if !check.here.is_outermost() {
            let place = template.mapping.last().map_or((1, 1), |place| (place.0, place.1));
            let message = match check.here {
                Surroundings::Json(_) => "the template ends within the quotation marks of a text",
                _ => "the template ends within a tag, a comment or an element that is never closed",
            };
            check.push(Fault::new(name, place, message).help("close it in the same file"));
        }
    }
}

impl<'c> Check<'_, 'c> {
    fn template(&mut self, template: &'c Template) {
        let mut last = (1, 1);
        for (at, element) in template.elements.iter().enumerate() {
            last = template.mapping.get(at).map_or(last, |place| (place.0, place.1));
            if let Err(wrong) = self.element(element, last) {
                self.note(wrong, last);
            }
        }
    }

    fn note(&mut self, wrong: Wrong, place: (usize, usize)) {
        self.push(Fault::new(self.name, place, wrong.message).help(wrong.help));
    }

    /// A template that is included twice has its faults once.
    fn push(&mut self, fault: Fault) {
        if !self.checked.faults.contains(&fault) {
            self.checked.faults.push(fault);
        }
    }

    fn element(&mut self, element: &'c TemplateElement, place: (usize, usize)) -> Result<(), Wrong> {
        match element {
            TemplateElement::RawString(text) => {
                self.here.feed(text);
                Ok(())
            }
            TemplateElement::Expression(call) => self.printed(call, false),
            TemplateElement::HtmlExpression(call) => self.printed(call, true),
            TemplateElement::HelperBlock(block) => self.block(block, place),
            TemplateElement::PartialExpression(partial) => self.include(partial),
            TemplateElement::Comment(_) => Ok(()),
            // Inline templates and blocks that are handed to an include: both can call themselves unseen.
            _ => Err(Wrong::new(
                "`{{* }}` and `{{#> }}` are not supported",
                "put that part into a file of its own and include it with `{{> name}}`",
            )),
        }
    }

    /// Something that prints: `{{headline}}`, `{{join keywords ", "}}`, `{{{body}}}`.
    fn printed(&mut self, call: &'c HelperTemplate, unescaped: bool) -> Result<(), Wrong> {
        let shown = shown(call, unescaped);
        let said = match (&call.name, call.params.is_empty() && call.hash.is_empty()) {
            (Parameter::Path(path), true) if self.names_field(path, call) => {
                let field = call.name.as_name().unwrap_or_default();
                self.scopes.path(path).and_then(|shape| self.field(field, shape, &shown, unescaped))
            }
            _ => self.scopes.call(call).and_then(|(helper, _)| self.helper(helper, call, &shown, unescaped)),
        };
        self.here.printed();
        said
    }

    /// Whether a name alone is that of a field, and not a helper's: `{{slug}}`, but not `{{date}}`, which has parts.
    fn names_field(&self, path: &'c Path, call: &HelperTemplate) -> bool {
        let helper = Signature::of(call.name.as_name().unwrap_or_default());
        let is_text = |shape: &Shape<'_>| !matches!(shape, Shape::List(_) | Shape::Record(_));
        helper.is_none_or(|helper| helper.needs_value() && self.scopes.path(path).is_ok_and(is_text))
    }

    fn field(&self, field: &str, shape: &Shape<'_>, shown: &str, unescaped: bool) -> Result<(), Wrong> {
        match shape {
            Shape::Markup(element) if unescaped => self.here.markup(*element, shown),
            Shape::Markup(_) => {
                let message = format!("`{shown}` is markup already and would show its tags");
                Err(Wrong::new(message, format!("write `{{{shown}}}`")))
            }
            Shape::List(_) | Shape::Record(_) => {
                Err(Wrong::new(format!("`{shown}` is not one text but several"), shape.instead(field)))
            }
            Shape::Text | Shape::Address | Shape::Number | Shape::Word if unescaped => {
                let message = format!("`{shown}` would print text as markup");
                Err(Wrong::new(message, format!("write `{{{{{field}}}}}`")))
            }
            Shape::Text | Shape::Address | Shape::Number | Shape::Word => self.here.text(shape, shown, field),
        }
    }

    fn helper(&self, helper: &Signature, call: &HelperTemplate, shown: &str, unescaped: bool) -> Result<(), Wrong> {
        let name = helper.name;
        match helper.gives {
            Gives::Block => Err(Wrong::new(
                format!("`{shown}` is a block without an end"),
                format!("write `{{{{#{name} ...}}}}` and, behind what stands in it, `{{{{/{name}}}}}`"),
            )),
            _ if unescaped => {
                Err(Wrong::new(format!("`{shown}` would print text as markup"), "write two braces, not three"))
            }
            Gives::Markup => self.scopes.has_body(shown).and_then(|()| self.here.markup(None, shown)),
            Gives::Attribute => self.here.attribute(call, shown),
            Gives::Json => self.here.json(shown),
            Gives::Text => self.here.text(&Shape::Text, shown, ""),
        }
    }

    /// A block. Each of its branches must end where it began, so that the page has the same shape whichever is taken.
    fn block(&mut self, block: &'c HelperTemplate, place: (usize, usize)) -> Result<(), Wrong> {
        let name = block.name.as_name().unwrap_or_default();
        // Where the block itself is wrong, what stands in it is looked at all the same, as far as it can be.
        let entered = match self.scopes.call(block) {
            Ok((helper, _)) if helper.gives != Gives::Block => {
                let help = format!("write `{{{{#if ({name} ...)}}}}`");
                return Err(Wrong::new(format!("`{name}` is no block"), help));
            }
            Ok((_, values)) => part(name, values.first().copied(), block),
            Err(wrong) if name == "each" || name == "with" => return Err(wrong),
            Err(wrong) => {
                self.note(wrong, place);
                None
            }
        };
        let begin = self.here.clone();
        let mut script = begin.script();
        let mut said = Ok(());
        for (branch, is_first) in [(&block.inverse, false), (&block.template, true)] {
            let Some(branch) = branch else { continue };
            self.here = begin.clone();
            match entered.clone().filter(|_| is_first) {
                Some((shape, locals)) => {
                    self.scopes.enter(shape, locals);
                    self.template(branch);
                    self.scopes.leave();
                }
                None => self.template(branch),
            }
            script = script.or(self.here.script());
            if !self.here.joins(&begin) {
                let message =
                    format!("`{{{{#{name}}}}}` begins in one place of the {} and ends in another", self.kind());
                let help = match self.here {
                    Surroundings::Json(_) => "put whole texts or whole values inside the block",
                    _ => "put whole tags, whole attributes or whole words inside the block",
                };
                said = Err(Wrong::new(message, help));
            }
        }
        // What the block puts at the start of a value may be left out.
        let behind = if said.is_err() || begin.begins_value() { begin } else { self.here.clone() };
        self.here = behind.at(script);
        said
    }

    /// What the template makes, in a word.
    fn kind(&self) -> &'static str {
        match self.here {
            Surroundings::Markup(_) => "markup",
            Surroundings::Json(_) => "JSON",
            Surroundings::Plain => "text",
        }
    }

    fn include(&mut self, partial: &'c DecoratorTemplate) -> Result<(), Wrong> {
        let Parameter::Name(name) = &partial.name else {
            return Err(Wrong::new("the name of an included template is computed", "write the name: `{{> article}}`"));
        };
        if !self.here.is_outermost() {
            let (message, help) = match self.here {
                Surroundings::Json(_) => ("within the quotation marks of a text", "include templates between values"),
                _ => ("inside a tag or an element without markup", "include templates between tags"),
            };
            return Err(Wrong::new(format!("`{{{{> {name}}}}}` stands {message}"), help));
        }
        if !self.checked.templates.has(name) {
            let names: Vec<&str> = self.checked.templates.names.iter().map(String::as_str).collect();
            return Err(Wrong::unknown(format!("there is no template `{name}`"), name, &names));
        }
        let shape = match partial.params.as_slice() {
            [] => self.scopes.here(),
            [part] => self.scopes.value(part)?,
            _ => {
                let message = format!("`{{{{> {name}}}}}` takes one part of the data");
                return Err(Wrong::new(message, "hand over more by name: `{{> teaser size=\"small\"}}`"));
            }
        };
        let handed = partial.hash.iter().map(|(name, value)| Ok((name.as_str(), self.scopes.value(value)?)));
        let mut locals = handed.collect::<Result<Vec<_>, Wrong>>()?;
        locals.sort_unstable_by_key(|(name, _)| *name);
        let scopes = self.scopes.included(shape, locals);
        self.checked.look_at(name, &scopes);
        Ok(())
    }
}

/// What a block goes into, and the names that it gives it.
fn part<'c>(
    name: &str,
    value: Option<&'c Shape<'c>>,
    block: &'c HelperTemplate,
) -> Option<(&'c Shape<'c>, Vec<(&'c str, &'c Shape<'c>)>)> {
    let shape = match (name, value) {
        ("each", Some(Shape::List(item))) => item,
        ("with", Some(shape)) => shape,
        _ => return None,
    };
    let names = block_params(block).into_iter();
    Some((shape, names.zip([shape, &Shape::Number]).collect()))
}

/// The expression as its author wrote it, but for what a helper is given.
fn shown(call: &HelperTemplate, unescaped: bool) -> String {
    let name = call.name.as_name().unwrap_or_default();
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
