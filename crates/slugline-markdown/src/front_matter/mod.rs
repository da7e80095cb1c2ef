//! Front matter: where it begins and ends, and what it says.
//!
//! Source: WIRE-CONVENTIONS section 5; the forms of Jekyll (`---`), Hugo (`---`, `+++`, `{`) and Assemble (`;;;`).

mod json;
mod lines;
mod toml;
mod value;
mod yaml;

use slugline_core::line;

pub(crate) use value::{Entry, Kind, Value};

/// Longest front matter that is parsed as a whole, in bytes. A longer one is no head of a post but an attack; it is read
/// line by line.
const MAX_PARSED: usize = 256 * 1024;

/// The language of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Yaml,
    Toml,
    Json,
}

impl Language {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Language::Yaml => "YAML",
            Language::Toml => "TOML",
            Language::Json => "JSON",
        }
    }
}

/// How well front matter could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// As its language has it.
    Sound,
    /// Not: it was read line by line.
    Malformed,
    /// The line that should close it is not there. What looks like keys was taken for it.
    Unclosed,
}

/// The front matter of a post.
#[derive(Debug, PartialEq)]
pub(crate) struct FrontMatter<'s> {
    pub(crate) language: Language,
    pub(crate) state: State,
    pub(crate) entries: Vec<Entry<'s>>,
    /// All of it, the lines around it included.
    pub(crate) whole: &'s str,
}

/// The first line of a text, with its end.
fn first_line(text: &str) -> &str {
    line::lines(text).next().map_or("", |(_, whole)| whole)
}

/// The front matter at the start of `text`, and the text behind it. Blank lines may stand before it.
pub(crate) fn split(text: &str) -> Option<(FrontMatter<'_>, &str)> {
    let start = text.len() - text.trim_start().len();
    let begun = text.get(start..)?;
    let fence = first_line(begun);
    let (found, len) = match fence.trim_end() {
        "---" => fenced(begun, fence, &["---", "..."], Language::Yaml),
        "+++" => fenced(begun, fence, &["+++"], Language::Toml),
        ";;;" => fenced(begun, fence, &[";;;"], Language::Json),
        "{" => object(begun).or_else(|| fenced(begun, fence, &["}"], Language::Json)),
        _ => None,
    }?;
    let (whole, body) = text.split_at_checked(start + len)?;
    Some((FrontMatter { whole, ..found }, body))
}

/// Whether `text` begins with front matter that is closed and has a key: what no other text begins with.
pub(crate) fn is_sure(text: &str) -> bool {
    let Some((found, body)) = split(text) else { return false };
    let has_keys = found.entries.iter().any(|entry| !entry.key.is_empty());
    // A JSON document has a brace alone on its first line, too, but nothing behind it, or another document.
    let is_post = !found.whole.trim_start().starts_with('{') || body.trim_start().starts_with(|first| first != '{');
    has_keys && is_post && found.state != State::Unclosed
}

type Found<'s> = Option<(FrontMatter<'s>, usize)>;

/// Front matter between two lines.
fn fenced<'s>(text: &'s str, fence: &str, closes: &[&str], language: Language) -> Found<'s> {
    let rest = text.get(fence.len()..)?;
    let mut end = 0;
    for (_, line) in line::lines(rest) {
        // What closes YAML is not indented: a folded text may hold `  ---`.
        if closes.contains(&line.trim_end()) {
            let len = fence.len() + end + line.len();
            return Some((read(rest.get(..end)?, language)?, len));
        }
        end += line.len();
    }
    unclosed(rest, language).map(|(found, len)| (found, fence.len() + len))
}

/// What stands between two fences. `None`: it is text between two rules, for few lines of it are keys.
fn read(raw: &str, language: Language) -> Option<FrontMatter<'_>> {
    let parsed = (raw.len() <= MAX_PARSED).then(|| parse(raw, language)).flatten();
    if let Some(entries) = parsed {
        return Some(FrontMatter { language, state: State::Sound, entries, whole: raw });
    }
    let says_nothing = line::lines(raw).all(|(line, _)| line.trim().is_empty() || line.trim_start().starts_with('#'));
    if says_nothing {
        return Some(FrontMatter { language, state: State::Sound, entries: Vec::new(), whole: raw });
    }
    let entries = lines::parse(raw);
    let keys = entries.iter().filter(|entry| !entry.key.is_empty()).count();
    let begins = entries.first().is_some_and(|entry| !entry.key.is_empty());
    (begins && keys * 2 > entries.len()).then_some(FrontMatter {
        language,
        state: State::Malformed,
        entries,
        whole: raw,
    })
}

fn parse(raw: &str, language: Language) -> Option<Vec<Entry<'_>>> {
    match language {
        Language::Yaml => yaml::parse(raw),
        Language::Toml => toml::parse(raw),
        Language::Json => {
            let (entries, len) = json::parse_first(raw)?;
            raw.get(len..)?.trim().is_empty().then_some(entries)
        }
    }
}

/// The lines up to the first that is blank, where the first is a key: what a post whose closing line was lost begins with.
fn unclosed(rest: &str, language: Language) -> Found<'_> {
    if !lines::is_pair(first_line(rest).trim()) {
        return None;
    }
    let head = line::lines(rest).take_while(|(line, _)| !line.trim().is_empty());
    let len = head.map(|(_, whole)| whole.len()).sum();
    let entries = lines::parse(rest.get(..len)?);
    Some((FrontMatter { language, state: State::Unclosed, entries, whole: rest }, len))
}

/// A JSON object that begins the text, its first brace alone on a line.
fn object(text: &str) -> Found<'_> {
    let (entries, len) = json::parse_first(text)?;
    // Nothing else stands on its last line.
    let line_end = first_line(text.get(len..)?);
    let found = FrontMatter { language: Language::Json, state: State::Sound, entries, whole: text };
    line_end.trim().is_empty().then_some((found, len + line_end.len()))
}
