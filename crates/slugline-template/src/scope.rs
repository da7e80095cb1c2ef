//! What the names in a template mean, and the nearest known one for those that mean nothing.

use handlebars::template::{HelperTemplate, Parameter, TemplateElement};
use handlebars::{Path, PathSeg};

use crate::fault::Wrong;
use crate::shape::Shape;
use crate::signature::{Gives, HELPERS, Signature};
use crate::written::BODY;
use slugline_core::nearest;

/// The field that holds the options of a plugin.
const OPTIONS: &str = "options";

/// What `{{@index}}` and its like may be within a loop.
const LOCALS: [&str; 4] = ["first", "index", "key", "last"];

/// What the names mean in one place: the fields of what stands around, the innermost last.
#[derive(Clone, PartialEq)]
pub(crate) struct Scopes<'c> {
    /// The data as a whole: `@root`.
    root: &'c Shape<'c>,
    around: Vec<Scope<'c>>,
}

/// A template, or a block that goes into a part of the data.
#[derive(Clone, PartialEq)]
struct Scope<'c> {
    shape: &'c Shape<'c>,
    /// Names that the template gives itself: `{{#each people as |person|}}`, `{{> teaser size="small"}}`.
    locals: Vec<(&'c str, &'c Shape<'c>)>,
}

impl<'c> Scopes<'c> {
    /// A template that is filled with all of the data.
    pub(crate) fn of(root: &'c Shape<'c>) -> Scopes<'c> {
        Scopes { root, around: vec![Scope { shape: root, locals: Vec::new() }] }
    }

    /// What stands innermost.
    pub(crate) fn here(&self) -> &'c Shape<'c> {
        self.around.last().map_or(self.root, |scope| scope.shape)
    }

    /// Goes into a part of the data, with names of its own for it.
    pub(crate) fn enter(&mut self, shape: &'c Shape<'c>, locals: Vec<(&'c str, &'c Shape<'c>)>) {
        self.around.push(Scope { shape, locals });
    }

    /// Comes back.
    pub(crate) fn leave(&mut self) {
        self.around.pop();
    }

    /// The scopes of a template that is included here. It sees what it is handed and nothing around.
    pub(crate) fn included(&self, shape: &'c Shape<'c>, locals: Vec<(&'c str, &'c Shape<'c>)>) -> Scopes<'c> {
        Scopes { root: self.root, around: vec![Scope { shape, locals }] }
    }

    /// What a value means that a helper or an included template is given.
    pub(crate) fn value(&self, value: &'c Parameter) -> Result<&'c Shape<'c>, Wrong> {
        match value {
            Parameter::Path(path) => self.path(path),
            Parameter::Subexpression(inner) => match inner.as_element() {
                TemplateElement::Expression(call) => self.inner_call(call),
                _ => Ok(&Shape::Text),
            },
            Parameter::Literal(serde_json::Value::Number(_)) => Ok(&Shape::Number),
            Parameter::Literal(_) | Parameter::Name(_) => Ok(&Shape::Text),
            _ => Ok(&Shape::Text),
        }
    }

    /// A call within a call: `(len people)`.
    fn inner_call(&self, call: &'c HelperTemplate) -> Result<&'c Shape<'c>, Wrong> {
        let (helper, values) = self.call(call)?;
        match (helper.gives, values.as_slice()) {
            (Gives::Text, [Shape::List(item), _]) if helper.name == "lookup" => Ok(item),
            (Gives::Text, _) if helper.name == "len" => Ok(&Shape::Number),
            (Gives::Text | Gives::Json, _) => Ok(&Shape::Text),
            (Gives::Block | Gives::Markup | Gives::Attribute, _) => Err(Wrong::new(
                format!("`{}` gives nothing that another helper could take", helper.name),
                "let it stand by itself",
            )),
        }
    }

    /// A call of a helper, and what its values mean.
    pub(crate) fn call(&self, call: &'c HelperTemplate) -> Result<(&'static Signature, Vec<&'c Shape<'c>>), Wrong> {
        let name = call.name.as_name().unwrap_or_default();
        let helper = Signature::of(name).ok_or_else(|| self.unknown_helper(name, call.block))?;
        let values = call.params.iter().map(|value| self.value(value)).collect::<Result<Vec<_>, _>>()?;
        if let Some(message) = helper.miscounted(values.len()) {
            return Err(Wrong::new(message, helper.instead(values.len(), self.here().field(name))));
        }
        if let Some(given) = call.hash.keys().min() {
            return Err(Wrong::new(format!("`{name}` takes no `{given}=`"), "write the values one after the other"));
        }
        helper.accepts(&values, &call.params)?;
        Ok((helper, values))
    }

    fn unknown_helper(&self, name: &str, block: bool) -> Wrong {
        let message = format!("there is no helper `{name}`");
        if block && self.here().field(name).is_some() {
            return Wrong::new(message, format!("write `{{{{#if {name}}}}}` or `{{{{#each {name}}}}}`"));
        }
        let names: Vec<&str> = HELPERS.iter().map(|helper| helper.name).collect();
        Wrong::unknown(message, name, &names)
    }

    /// What a name means: `headline`, `date.text`, `../section`, `@root.section`, `this`, `@index`.
    pub(crate) fn path(&self, path: &'c Path) -> Result<&'c Shape<'c>, Wrong> {
        let (segments, written) = match path {
            Path::Relative((segments, written)) => (segments, written.as_str()),
            Path::Local((_, name, _)) if LOCALS.contains(&name.as_str()) => return Ok(&Shape::Number),
            Path::Local((_, name, _)) if name == "root" => {
                return Err(Wrong::new("`@root` stands alone", "write the field behind it: `@root.headline`"));
            }
            Path::Local((_, name, _)) => {
                return Err(Wrong::unknown(format!("there is no `@{name}`"), name, &LOCALS));
            }
        };
        let names: Vec<&str> = segments.iter().filter_map(named).collect();
        let ups = segments.iter().take_while(|segment| named(segment).is_none()).count();
        if ups + names.len() < segments.len() {
            return Err(Wrong::new(format!("`{written}` goes up behind a name"), "write `../` first"));
        }
        if written.starts_with("@root") {
            return self.walk(self.root, &names, written);
        }
        if let ([first, rest @ ..], 0) = (names.as_slice(), ups)
            && let Some(shape) = self.local(first)
        {
            return self.walk(shape, rest, written);
        }
        match self.around.iter().nth_back(ups) {
            Some(scope) => self.walk(scope.shape, &names, written),
            None => Err(Wrong::new(
                format!("`{written}` leads out of the template"),
                "a template sees what it is included with; `@root` is the whole",
            )),
        }
    }

    /// Whether the text of an article stands around, which helpers print parts of.
    ///
    /// # Errors
    ///
    /// Where to find one.
    pub(crate) fn has_body(&self, shown: &str) -> Result<(), Wrong> {
        let around = self.around.iter().map(|scope| scope.shape).chain([self.root]);
        if around.rev().any(|shape| shape.field(BODY).is_some()) {
            return Ok(());
        }
        let help = self.home(BODY).unwrap_or_else(|| "print `{{text}}`, which is all of it".to_owned());
        Err(Wrong::new(format!("there is no text here that `{shown}` could print a part of"), help))
    }

    fn local(&self, name: &str) -> Option<&'c Shape<'c>> {
        let mut locals = self.around.iter().rev().flat_map(|scope| &scope.locals);
        locals.find(|(known, _)| *known == name).map(|(_, shape)| *shape)
    }

    fn walk(&self, from: &'c Shape<'c>, names: &[&str], written: &str) -> Result<&'c Shape<'c>, Wrong> {
        let mut shape = from;
        for name in names {
            shape = match shape {
                Shape::Record(_) => shape.field(name).ok_or_else(|| self.unknown_field(name, shape))?,
                Shape::List(item) if name.parse::<usize>().is_ok() => item,
                Shape::List(_) => {
                    let message = format!("`{written}`: a list has no field `{name}`");
                    return Err(Wrong::new(message, "go through it with `{{#each}}`"));
                }
                Shape::Text | Shape::Address | Shape::Number | Shape::Word | Shape::Markup(_) => {
                    let message = format!("`{written}`: what stands before `{name}` has no parts");
                    return Err(Wrong::new(message, "leave the rest out"));
                }
            };
        }
        Ok(shape)
    }

    fn unknown_field(&self, name: &str, shape: &Shape<'_>) -> Wrong {
        let message = format!("there is no field `{name}`");
        if self.root.field(OPTIONS) == Some(shape) {
            return unknown_option(name, shape);
        }
        if name == BODY && [shape, self.root].iter().any(|shape| shape.field("text").is_some()) {
            return Wrong::new(message, "write `{{text}}`: what the template makes is no markup");
        }
        if shape != self.root && self.root.field(name).is_some() {
            return Wrong::new(format!("{message} here"), format!("write `@root.{name}`"));
        }
        if let Some(help) = self.home(name) {
            return Wrong::new(format!("{message} here"), help);
        }
        let mut names: Vec<&str> = shape.names().collect();
        names.extend(self.around.iter().flat_map(|scope| &scope.locals).map(|(name, _)| *name));
        Wrong::unknown(message, name, &names)
    }

    /// How to get at a field that is one of a part of the data.
    fn home(&self, name: &str) -> Option<String> {
        self.root.names().find_map(|part| match self.root.field(part)? {
            Shape::List(item) => {
                item.field(name).map(|_| format!("write it inside `{{{{#each {part}}}}}` ... `{{{{/each}}}}`"))
            }
            record => record.field(name).map(|_| format!("write `@root.{part}.{name}`")),
        })
    }
}

/// Options are there where the manifest of a plugin lists them.
fn unknown_option(name: &str, options: &Shape<'_>) -> Wrong {
    let list = format!("`[[provides.options]]` with `name = \"{name}\"` and a `summary` in the manifest makes it one");
    let names: Vec<&str> = options.names().collect();
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? there are: {}; {list}", names.join(", ")),
        None => list,
    };
    Wrong::new(format!("there is no option `{name}`"), help)
}

fn named(segment: &PathSeg) -> Option<&str> {
    match segment {
        PathSeg::Named(name) => Some(name),
        _ => None,
    }
}
