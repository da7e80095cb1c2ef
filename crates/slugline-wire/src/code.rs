//! Codes of a header: short words of ASCII that receivers sort by.
//!
//! Source: WIRE-CONVENTIONS sections 3.1 to 3.3 and 4.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Field, Head};
use slugline_core::plugin::{Context, OptionHelp};
use slugline_core::{Error, Kind, Result};

/// Story numbers have four digits.
pub(crate) const NUMBERS: u16 = 10_000;

/// The option that sets the first one.
pub(crate) const NUMBER: OptionHelp = OptionHelp::new("number", "number of the first story, 0 to 9999; default: 1");

/// Refuses the value of an option that is not `expected`.
pub(crate) fn refuse(option: &str, expected: &str, found: &str) -> Error {
    Error::new(Kind::Usage, format!("option `{option}`: expected {expected}, found `{found}`"))
}

/// Checks that a value is of one to `longest` characters, all of which `is_allowed`.
pub(crate) fn check(
    option: &str,
    value: &str,
    longest: usize,
    expected: &str,
    is_allowed: fn(&char) -> bool,
) -> Result<()> {
    let fits = (1..=longest).contains(&value.len()) && value.chars().all(|letter| is_allowed(&letter));
    if fits { Ok(()) } else { Err(refuse(option, expected, value)) }
}

/// Checks the number of a story: it has four digits.
pub(crate) fn check_number(option: &str, number: u16) -> Result<()> {
    if number < NUMBERS { Ok(()) } else { Err(refuse(option, "a number from 0 to 9999", &number.to_string())) }
}

/// What can stand in a header of `value`: its graphic characters of ASCII. The options of a program are not checked.
pub(crate) fn plain(value: &str) -> String {
    value.chars().filter(char::is_ascii_graphic).collect()
}

/// The category in the header of a format.
pub(crate) struct Category {
    /// Letters that it may have.
    pub(crate) longest: usize,
    /// What stands in where neither story nor desk has one.
    pub(crate) stand_in: &'static str,
    /// The setting by which a desk says one.
    pub(crate) option: &'static str,
}

/// The category of the story where it fits the header, else the desk's, else the stand-in. A category of the story's own that
/// does not fit is reported, and a stand-in that nobody chose.
pub(crate) fn category<'h>(
    head: &'h Head<'_>,
    field: &Category,
    desk: Option<&'h str>,
    cx: &mut Context<'_>,
) -> &'h str {
    let help = format!("say which with `--set {}=`", field.option);
    let written = desk.unwrap_or(field.stand_in);
    match head.category.as_deref().map(str::trim).filter(|category| !category.is_empty()) {
        Some(category)
            if category.len() <= field.longest && category.bytes().all(|letter| letter.is_ascii_alphabetic()) =>
        {
            return category;
        }
        Some(category) => {
            let message = format!("the category `{category}` does not fit the header; `{written}` stands in for it");
            let span = head.span(Field::Category, 0);
            cx.report(Diagnostic::warning("unknown-category", message).at(span).help(help));
        }
        None if desk.is_some() => {}
        None => {
            let message =
                format!("the story has no category, and the header must have one; `{written}` stands in for it");
            cx.report(Diagnostic::note("missing-category", message).help(help));
        }
    }
    written
}

/// The urgency as the format has it: the desk's own code where `fits` takes it, else what `of_level` makes of its level,
/// else `normal`. What is written otherwise than it stands is reported; a story without an urgency is a normal one.
pub(crate) fn urgency(
    head: &Head<'_>,
    fits: fn(char) -> bool,
    of_level: fn(u8) -> char,
    normal: char,
    cx: &mut Context<'_>,
) -> char {
    let Some(urgency) = &head.urgency else { return normal };
    let span = head.span(Field::Urgency, 0);
    let mut letters = urgency.code.trim().chars();
    if let (Some(code), None) = (letters.next(), letters.next())
        && fits(code)
    {
        return code;
    }
    let level = urgency.level.or_else(|| urgency.code.trim().parse().ok()).filter(|level| (1..=9).contains(level));
    let Some(level) = level else {
        let message = format!("the urgency `{}` has no level from 1 to 9; `{normal}` stands in for it", urgency.code);
        cx.report(Diagnostic::warning("unknown-urgency", message).at(span));
        return normal;
    };
    let code = of_level(level);
    let message = format!("the urgency `{}` is written as `{code}`", urgency.code);
    cx.report(Diagnostic::note("urgency-as-level", message).at(span));
    code
}
