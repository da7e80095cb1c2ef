//! Where a template opens what it never closes. The parser notices no sooner than at its end, or where something else begins.

/// What is never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unclosed<'t> {
    /// Line and column, counted from 1, the column in characters.
    pub(crate) place: (usize, usize),
    /// How it is opened: `{{headline`, `{{{body`, `{{#if`, `{{!--`.
    pub(crate) opened: &'t str,
}

impl Unclosed<'_> {
    /// What would close it.
    pub(crate) fn closing(&self) -> String {
        match self.opened.split_once('#') {
            Some((_, name)) => format!("{{{{/{name}}}}}"),
            None if self.opened.ends_with("--") => "--}}".to_owned(),
            None => "}".repeat(self.opened.bytes().take_while(|byte| *byte == b'{').count()),
        }
    }
}

/// Finds the first expression of `text` that does not end before the next begins, else a block that is not closed before the one
/// around it, else the innermost that is not closed at the end.
pub(crate) fn find(text: &str) -> Option<Unclosed<'_>> {
    let mut blocks: Vec<(usize, &str)> = Vec::new();
    let mut from = 0;
    while let Some(tag) = Tag::next(text, from) {
        let Some(end) = tag.end else { return Some(unclosed(text, tag.start, tag.opening.len())) };
        let name = tag.inside.get(1..).unwrap_or_default().trim_start();
        let name = name.split(|letter: char| letter.is_whitespace() || letter == '~').next().unwrap_or_default();
        match (tag.inside.chars().next(), blocks.last()) {
            (Some('#'), _) => blocks.push((tag.start, name)),
            (Some('/'), Some((_, open))) if *open == name => _ = blocks.pop(),
            (Some('/'), Some(_)) if blocks.iter().any(|(_, open)| *open == name) => break,
            _ => {}
        }
        from = end;
    }
    let (start, name) = blocks.pop()?;
    let length = text.get(start..)?.find(name)? + name.len();
    Some(unclosed(text, start, length))
}

/// An expression, a comment, or one end of a block.
struct Tag<'t> {
    start: usize,
    /// The braces that it begins with, of a comment with its mark.
    opening: &'t str,
    /// What stands between its braces; nothing of a comment.
    inside: &'t str,
    /// Where the text goes on. `None`: it does not end before the next begins.
    end: Option<usize>,
}

impl<'t> Tag<'t> {
    /// The first one from byte `from` on.
    fn next(text: &'t str, from: usize) -> Option<Tag<'t>> {
        let is_escaped = |start: &usize| text.get(..*start).is_some_and(|before| before.ends_with('\\'));
        let mut starts = text.get(from..)?.match_indices("{{").map(|(at, _)| from + at);
        let start = starts.find(|start| !is_escaped(start))?;
        let rest = text.get(start..)?;
        let comment = ["{{!--", "{{!"].into_iter().find(|opening| rest.starts_with(opening));
        let braces = rest.len() - rest.trim_start_matches('{').len();
        let (opening, inside) = rest.split_at_checked(comment.map_or(braces, str::len))?;
        let closing = if opening.ends_with("--") { "--}}" } else { "}}" };
        let length = inside
            .find(closing)
            .filter(|end| comment.is_some() || inside.get(..*end).is_some_and(|inside| !inside.contains("{{")));
        let end = length.map(|length| start + opening.len() + length + closing.len());
        let inside = inside.get(..length.unwrap_or(0)).filter(|_| comment.is_none()).unwrap_or_default();
        Some(Tag { start, opening, inside: inside.trim_matches(['~', ' ', '\t', '\r', '\n', '}']), end })
    }
}

/// What is opened at byte `at` by so many bytes and a name.
fn unclosed(text: &str, at: usize, length: usize) -> Unclosed<'_> {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let line = before.rsplit('\n').next().unwrap_or_default();
    let place = (before.matches('\n').count() + 1, line.chars().count() + 1);
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '@' | '/' | '>' | '#');
    let name = rest.get(length..).unwrap_or_default();
    let end = length + name.find(|letter| !is_part(letter)).unwrap_or(name.len());
    Unclosed { place, opened: rest.get(..end).unwrap_or(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, place: (usize, usize), opened: &str, closing: &str) {
        let found = find(text);
        assert_eq!(found, Some(Unclosed { place, opened }), "{text}");
        assert_eq!(found.map(|found| found.closing()), Some(closing.to_owned()));
    }

    #[test]
    fn it_is_found_where_it_is_opened() {
        check("<p>\n{{#if a}}\n</p>\n", (2, 1), "{{#if", "{{/if}}");
        check("{{#if a}}\n  {{~#each b}}\n{{/if}}\n", (2, 3), "{{~#each", "{{/each}}");
        check("{{#if a}}{{#if b}}{{/if}}", (1, 1), "{{#if", "{{/if}}");
        check("<h1>{{a</h1>\n{{b}}", (1, 5), "{{a", "}}");
        check("ä {{{a}\n", (1, 3), "{{{a", "}}}");
        check("{{", (1, 1), "{{", "}}");
        check("{{a}}{{!-- }} {{b}}", (1, 6), "{{!--", "--}}");
        check("{{! a", (1, 1), "{{!", "}}");
    }

    #[test]
    fn what_is_closed_is_not_found() {
        for text in [
            "{{a}} {{{b}}} {{~#if c~}}{{else}}{{~/if~}}",
            "{{!-- {{a --}}{{! {{a }}",
            "\\{{a",
            "{{/if}}",
            "{{{{b}}}}",
            "{ {a",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
