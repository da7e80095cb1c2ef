//! Which templates include which.

use std::collections::BTreeMap;

use handlebars::Template;
use handlebars::template::{Parameter, TemplateElement, TemplateMapping};

use crate::fault::Fault;
use crate::templates::Templates;

/// Most templates within templates: each takes a part of the stack.
const MAX_INCLUDES: usize = 16;

/// How deep templates include each other, each looked at once.
pub(crate) struct Includes<'t> {
    templates: &'t Templates,
    depths: BTreeMap<&'t str, usize>,
    /// The templates that are being looked at, each included by the one before.
    path: Vec<&'t str>,
}

impl<'t> Includes<'t> {
    /// Nothing looked at yet.
    pub(crate) fn of(templates: &'t Templates) -> Includes<'t> {
        Includes { templates, depths: BTreeMap::new(), path: Vec::new() }
    }

    /// How many templates deep `name` is, itself included. Refuses circles, and what is too deep.
    pub(crate) fn depth(&mut self, name: &'t str) -> Result<usize, Fault> {
        if let Some(depth) = self.depths.get(name) {
            return Ok(*depth);
        }
        let Some(template) = self.templates.parsed.get(name) else {
            return Ok(0);
        };
        self.path.push(name);
        let depth = 1 + self.deepest(template)?;
        self.path.pop();
        self.depths.insert(name, depth);
        Ok(depth)
    }

    /// Whether `name` was looked at, for itself or within another.
    pub(crate) fn has_seen(&self, name: &str) -> bool {
        self.depths.contains_key(name)
    }

    fn deepest(&mut self, template: &'t Template) -> Result<usize, Fault> {
        let mut most = 0;
        for (element, place) in template.elements.iter().zip(&template.mapping) {
            if let TemplateElement::HelperBlock(block) = element {
                for branch in [&block.template, &block.inverse].into_iter().flatten() {
                    most = most.max(self.deepest(branch)?);
                }
            }
            let TemplateElement::PartialExpression(partial) = element else {
                continue;
            };
            let Parameter::Name(included) = &partial.name else {
                continue;
            };
            if self.path.contains(&included.as_str()) {
                let circle = self.path.join("`, which includes `");
                let message = format!("`{circle}`, which includes `{included}`: that never ends");
                return Err(self.refuse(place, &message));
            }
            most = most.max(self.depth(included)?);
            if most >= MAX_INCLUDES {
                let message = format!("more than {MAX_INCLUDES} templates within templates");
                return Err(self.refuse(place, &message));
            }
        }
        Ok(most)
    }

    fn refuse(&self, place: &TemplateMapping, message: &str) -> Fault {
        Fault::new(self.path.last().unwrap_or(&""), (place.0, place.1), message)
    }
}
