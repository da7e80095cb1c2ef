//! What a template prints into a script: JSON, as a value of the script's own.
//!
//! JSON whose markup is escaped cannot end the script element, but within the script it is safe only where a value may stand:
//! a text in it would end a comment, a pattern or a text of the script. So the script is read as far as that takes, and where
//! it is not sure nothing is printed.

use handlebars::Template;
use handlebars::template::{HelperTemplate, Parameter, TemplateElement};

use crate::surroundings::Surroundings;
use crate::templates::Escape;

/// What prints a value into a script, or into JSON, escaped for scripts alone. No template can name
/// it: it is no helper that the checks know.
pub(crate) const IN_SCRIPT: &str = "slugline-json-in-script";

/// A place in a script.
///
/// Source: ECMA-262, section 12, "Lexical Grammar", and annex B.1.1, "HTML-like Comments".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Script {
    /// Where a value may stand.
    #[default]
    Code,
    /// The same, behind a sign that may begin something else: `/`, `<` or `-`.
    After(char),
    /// In a text within these quotes, behind this character; NUL behind one that has no meaning of its own.
    Quoted(char, char),
    /// In `// ...`.
    Line,
    /// In `/* ... */`, behind a star or not.
    Block { star: bool },
    /// Behind what can be read in two ways: `/` divides, or begins a pattern in which quotes are none.
    Unclear,
}

impl Script {
    /// The place behind `text`.
    pub(crate) fn fed(self, text: &str) -> Script {
        text.chars().fold(self, Script::behind)
    }

    /// The place behind something that was printed.
    pub(crate) fn printed(self) -> Script {
        if let Script::After(_) = self { Script::Code } else { self }
    }

    /// Whether a value may stand here.
    pub(crate) fn takes_value(self) -> bool {
        matches!(self, Script::Code | Script::After('<' | '-'))
    }

    /// The place behind a block of the template, one of whose branches ends here and another there.
    pub(crate) fn or(self, other: Script) -> Script {
        if self == other { self } else { Script::Unclear }
    }

    fn behind(self, letter: char) -> Script {
        match (self, letter) {
            (Script::Unclear, _) | (Script::After('<'), '!') | (Script::After('-'), '>') => Script::Unclear,
            (Script::After('/'), '/') => Script::Line,
            (Script::After('/'), '*') => Script::Block { star: false },
            (Script::After('/'), _) => Script::Unclear,
            (Script::Code | Script::After(_), '/' | '<' | '-') => Script::After(letter),
            (Script::Code | Script::After(_), '"' | '\'' | '`') => Script::Quoted(letter, '\0'),
            (Script::Code | Script::After(_), _) => Script::Code,
            (Script::Quoted(quote, '\\'), _) => Script::Quoted(quote, '\0'),
            (Script::Quoted(quote, _), _) if letter == quote => Script::Code,
            (Script::Quoted('`', '$'), '{') | (Script::Quoted('"' | '\'', _), '\n' | '\r') => Script::Unclear,
            (Script::Quoted(quote, _), _) => Script::Quoted(quote, letter),
            (Script::Line, '\n' | '\r' | '\u{2028}' | '\u{2029}') => Script::Code,
            (Script::Block { star: true }, '/') => Script::Code,
            (Script::Block { .. }, _) => Script::Block { star: letter == '*' },
            (Script::Line, _) => Script::Line,
        }
    }
}

/// Has `{{json value}}` print a value wherever the template stands in a script, or in JSON outside its texts.
pub(crate) fn print_values(template: &mut Template, escape: Escape) {
    print_from(template, &mut Surroundings::of(escape));
}

fn print_from(template: &mut Template, here: &mut Surroundings) {
    for element in &mut template.elements {
        match element {
            TemplateElement::RawString(text) => here.feed(text),
            TemplateElement::Expression(call) if is_json(call) && here.takes_json() => {
                call.name = Parameter::Name(IN_SCRIPT.to_owned());
                here.printed();
            }
            TemplateElement::Expression(_) | TemplateElement::HtmlExpression(_) => here.printed(),
            TemplateElement::HelperBlock(block) => {
                let begin = here.clone();
                for branch in [&mut block.inverse, &mut block.template].into_iter().flatten() {
                    let script = here.script();
                    *here = begin.clone();
                    print_from(branch, here);
                    *here = here.clone().at(script.or(here.script()));
                }
            }
            _ => {}
        }
    }
}

fn is_json(call: &HelperTemplate) -> bool {
    call.name.as_name() == Some("json") && !call.params.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_they_can_be_nothing_else() {
        for script in [
            "",
            "var a = ",
            "f(\"a\", 'b', `c`, ",
            "a = 'it\\'s' + \"\\\\\" + ",
            "// it's\na = ",
            "/* it's **/ a = ",
            "a--; b = c <",
            "a = `1\n$2` + ",
        ] {
            assert!(Script::default().fed(script).takes_value(), "{script}");
        }
    }

    #[test]
    fn none_stands_in_texts_comments_and_patterns() {
        for script in [
            "a = \"",
            "a = 'b\\'",
            "a = `",
            "// ",
            "/* ",
            "/* * /",
            "a = /",
            "a = /\"/; b = ",
            "a = b / c; d = ",
            "a = `${'`'}` + ",
            "<!-- it's\n",
            "--> it's\n",
            "a = \"b\nc = ",
        ] {
            assert!(!Script::default().fed(script).takes_value(), "{script}");
        }
    }
}
