//! What may be printed where.

use handlebars::template::{HelperTemplate, Parameter};

use crate::attribute::{self, Attribute};
use crate::fault::Wrong;
use crate::place::{Place, Reader};

/// `{{attr "href" url}}`, which prints a whole attribute.
pub(crate) fn attribute(reader: &Reader, call: &HelperTemplate, shown: &str) -> Result<(), Wrong> {
    if reader.place != Place::Tag || !reader.attribute.is_empty() {
        let message = format!("`{shown}` prints a whole attribute, and stands where none can");
        return Err(Wrong::new(message, "write it behind a blank, inside a tag: `<a {{attr \"href\" url}}>`"));
    }
    let name = match call.params.first() {
        Some(Parameter::Literal(serde_json::Value::String(name))) => name.as_str(),
        _ => "",
    };
    if !attribute::is_name(name) {
        let message = format!("`{shown}` does not begin with the name of an attribute");
        return Err(Wrong::new(message, "write the name in small letters and quotes: `{{attr \"href\" url}}`"));
    }
    match Attribute::of(name) {
        Attribute::Program => Err(is_program(name, shown)),
        Attribute::Address if attribute::is_loader(&reader.tag) => Err(loads(&reader.tag, shown)),
        Attribute::Address | Attribute::Text => Ok(()),
    }
}

/// Markup belongs between tags, or in the one element that it was made for.
pub(crate) fn markup(reader: &Reader, element: Option<&str>, shown: &str) -> Result<(), Wrong> {
    let belongs = match (reader.place, element) {
        (Place::Content, None) => true,
        (Place::Raw, Some(element)) => reader.tag == *element,
        _ => false,
    };
    if belongs {
        return Ok(());
    }
    let help = match element {
        Some(element) => format!("print it inside `<{element}>`"),
        None => "print it between tags".to_owned(),
    };
    Err(Wrong::new(format!("`{shown}` does not belong here"), help))
}

/// Whether what is printed here begins an address in double quotes.
pub(crate) fn begins_link(reader: &Reader) -> bool {
    let begins = matches!(reader.place, Place::Value { quote: Some('"'), empty: true });
    begins && reader.holds() == Attribute::Address && !attribute::is_loader(&reader.tag)
}

/// Whether what is printed here is a part of a style: of an attribute in double quotes, or of the element.
pub(crate) fn is_in_style(reader: &Reader) -> bool {
    match reader.place {
        Place::Value { quote: Some('"'), .. } => reader.attribute == "style",
        Place::Raw => reader.tag == "style",
        _ => false,
    }
}

/// `{{json keywords}}`: in a script a value of its own, elsewhere text.
pub(crate) fn json(reader: &Reader, shown: &str) -> Result<(), Wrong> {
    match () {
        () if reader.takes_json() => Ok(()),
        () if !reader.is_in_script() => text(reader, shown, ""),
        () => Err(Wrong::new(
            format!(
                "`{shown}` stands in a script in quotation marks or a comment, or behind a `/` that may begin a pattern"
            ),
            "write it as a value, without quotation marks of yours, first of all: `var words = {{json keywords}};`",
        )),
    }
}

/// Text, which is escaped. `field` is its name, where it is a field as it stands.
pub(crate) fn text(reader: &Reader, shown: &str, field: &str) -> Result<(), Wrong> {
    let tag = reader.tag.as_str();
    let attribute = reader.attribute.as_str();
    match reader.place {
        Place::Content => Ok(()),
        Place::Raw if matches!(tag, "title" | "textarea") => Ok(()),
        Place::Raw if reader.is_in_script() => Err(Wrong::new(
            format!("`{shown}` stands inside `<script>`, where escaping does not help"),
            format!("print it as JSON, without quotation marks around it: `{{{{json {}}}}}`", named(field)),
        )),
        Place::Raw => Err(Wrong::new(
            format!("`{shown}` stands inside `<{tag}>`, where escaping does not help"),
            "print it between tags or in an attribute",
        )),
        Place::Value { quote: Some('"'), empty } => in_attribute(reader, empty, shown, field),
        Place::Value { .. } | Place::BeforeValue => Err(Wrong::new(
            format!("the attribute `{attribute}` has no double quotes around `{shown}`"),
            format!("write `{attribute}=\"{shown}\"`"),
        )),
        Place::TagName | Place::Tag => Err(Wrong::new(
            format!("`{shown}` stands inside a tag, outside an attribute's value"),
            "write the attribute's name and double quotes around it",
        )),
        Place::Comment | Place::Declaration => Err(Wrong::new(
            format!("`{shown}` stands in a comment or a declaration, where escaping does not help"),
            "take it out; `{{! }}` makes a comment that is not printed",
        )),
    }
}

/// Whether text may stand in the value of an attribute, which begins with it where it is `empty`.
fn in_attribute(reader: &Reader, empty: bool, shown: &str, field: &str) -> Result<(), Wrong> {
    let attribute = reader.attribute.as_str();
    match reader.holds() {
        Attribute::Program => Err(is_program(attribute, shown)),
        Attribute::Address if is_script(&reader.value) => Err(is_program(attribute, shown)),
        Attribute::Address if empty && attribute::is_loader(&reader.tag) => Err(loads(&reader.tag, shown)),
        Attribute::Address if empty => {
            let message = format!("the address in `{attribute}` begins with `{shown}`, which may be a script");
            Err(Wrong::new(
                message,
                format!(
                    "write `{{{{attr \"{attribute}\" {value}}}}}` in place of the attribute, or the beginning of the address \
                     into the template",
                    value = named(field)
                ),
            ))
        }
        Attribute::Address | Attribute::Text => Ok(()),
    }
}

/// What a field is called within a call; something that is printed by a helper is a call of its own.
fn named(field: &str) -> &str {
    if field.is_empty() { "(...)" } else { field }
}

fn loads(tag: &str, shown: &str) -> Wrong {
    let message = format!("`{shown}` would choose what `<{tag}>` makes a part of the page");
    Wrong::new(message, "write the beginning of the address into the template: `https://example.org/`")
}

fn is_program(attribute: &str, shown: &str) -> Wrong {
    let message =
        format!("the attribute `{attribute}` is a program of its own; escaping does not help `{shown}` in it");
    let help = match attribute {
        "style" => "numbers may stand in a style, and options of a plugin that are colours or one of a few words",
        _ => "print it in another attribute, such as `data-value`",
    };
    Wrong::new(message, help)
}

/// Whether an address that begins so is a program or a page of its own. Browsers skip blanks and line ends in front and within.
fn is_script(begin: &str) -> bool {
    let letters = begin.chars().filter(|letter| !letter.is_ascii_whitespace() && !letter.is_ascii_control());
    let begin: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    ["javascript:", "vbscript:", "data:"].iter().any(|scheme| begin.starts_with(scheme))
}
