//! Template markup that site generators resolve before the Markdown is read: `{{< ref "rain.md" >}}`, `{% include map %}`,
//! `{{ page.title }}`. None of it is text.
//!
//! It is taken out first, because it may stand where Markdown allows nothing of the kind: within the address of a link,
//! across the cells of a table, around a whole page.
//!
//! Source: gohugo.io, "Shortcodes"; shopify.github.io/liquid, "Introduction".

use slugline_core::{Rebuilt, Source};

use crate::loss::{Loss, Losses};
use crate::stretch::Stretch;

/// Openings, what closes each, and what it is. The longest spelling comes first.
const KINDS: [(&str, &str, Loss); 4] = [
    ("{{<", ">}}", Loss::Shortcode),
    ("{{%", "%}}", Loss::Shortcode),
    ("{%", "%}", Loss::Tag),
    ("{{", "}}", Loss::Variable),
];

/// `text`, whose first byte stands in the source's text at `origin`, without template markup, and the stretches that it is
/// made of. Text that has none is given back as it is, which is one stretch.
pub(crate) fn without<'s>(
    source: &'s Source,
    text: &'s str,
    origin: usize,
    losses: &mut Losses<'s>,
) -> (&'s str, Vec<Stretch>) {
    let mut rebuilt = Rebuilt::default();
    let mut stretches = Vec::new();
    let (mut done, mut verbatim_until, mut may_end_raw) = (0, 0, true);
    for at in memchr::memchr_iter(b'{', text.as_bytes()) {
        let Some((len, loss)) = text.get(at..).filter(|_| at >= done.max(verbatim_until)).and_then(markup) else {
            continue;
        };
        let markup = text.get(at..at + len).unwrap_or_default();
        let name = name(markup);
        let before = text.get(done..at).unwrap_or_default();
        if done == 0 {
            rebuilt = Rebuilt::with_capacity(text.len());
        }
        stretches.push(Stretch { start: rebuilt.len(), origin: origin + done, stands_for: None });
        rebuilt.push(source, before);
        // An address that is gone leaves an empty one: or the title behind it would be the address.
        let is_address = text.get(..at).is_some_and(|before| before.ends_with("]("));
        if is_address && text.as_bytes().get(at + len).is_some_and(u8::is_ascii_whitespace) {
            stretches.push(Stretch { start: rebuilt.len(), origin: origin + at, stands_for: Some(len) });
            rebuilt.push_made(source, "<>", markup);
        }
        losses.add_named(markup, name, loss);
        done = at + len;
        if name == "raw" && may_end_raw {
            let end = end_of_raw(text.get(done..).unwrap_or_default());
            verbatim_until = done + end.unwrap_or(0);
            // Or each of many `{% raw %}` would be looked for an end of anew.
            may_end_raw = end.is_some();
        }
    }
    if done == 0 {
        return (text, vec![Stretch { start: 0, origin, stands_for: None }]);
    }
    let rest = text.get(done..).unwrap_or_default();
    stretches.push(Stretch { start: rebuilt.len(), origin: origin + done, stands_for: None });
    rebuilt.push(source, rest);
    (source.keep(rebuilt), stretches)
}

/// Whether a text holds what may begin template markup: what ends it may stand in the text behind.
pub(crate) fn may_begin_in(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// The template markup at the start of `text`: its length and what it is. It ends before a blank line and before another
/// opening, or it is none: `{{` alone is text.
///
/// Not: `{{</* figure */>}}`, which shows the shortcode; a brace alone.
fn markup(text: &str) -> Option<(usize, Loss)> {
    let (open, close, loss) = KINDS.iter().find(|(open, _, _)| text.starts_with(open))?;
    let inner = text.get(open.len()..)?;
    if inner.starts_with("/*") {
        return None;
    }
    let bytes = inner.as_bytes();
    for at in memchr::memchr3_iter(b'{', b'\n', *close.as_bytes().first()?, bytes) {
        match bytes.get(at) {
            Some(b'{') if matches!(bytes.get(at + 1), Some(b'{' | b'%')) => return None,
            Some(b'{') => {}
            Some(b'\n') if is_blank_line(inner.get(at + 1..)?) => return None,
            Some(b'\n') => {}
            _ if inner.get(at..).is_some_and(|rest| rest.starts_with(close)) => {
                return Some((open.len() + at + close.len(), *loss));
            }
            _ => {}
        }
    }
    None
}

fn is_blank_line(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
}

/// The first word of template markup: `figure`, `endif`. A closing shortcode has the name of the one it closes.
fn name(markup: &str) -> &str {
    let is_mark = |letter: char| matches!(letter, '{' | '<' | '%' | '-');
    let inner = markup.trim_start_matches(is_mark).trim_start().trim_start_matches('/').trim_start();
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/' | '$');
    inner.find(|letter: char| !is_name(letter)).and_then(|end| inner.get(..end)).unwrap_or(inner)
}

/// Where the text that `{% raw %}` begins ends.
fn end_of_raw(text: &str) -> Option<usize> {
    memchr::memmem::find_iter(text.as_bytes(), "{%").find(|at| text.get(*at..).is_some_and(|tag| name(tag) == "endraw"))
}

#[cfg(test)]
mod tests {
    use slugline_core::Source;

    use super::*;

    #[track_caller]
    fn leaves(text: &str, expected: &str) {
        let source = Source::from_text("post.md", text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(without(&source, source.text(), 0, &mut Losses::default()).0, expected);
    }

    #[test]
    fn all_kinds_are_taken_out() {
        leaves("a {{< figure src=\"x.jpg\" >}} b", "a  b");
        leaves("a {{% note %}}b{{% /note %}} c", "a b c");
        leaves("{% if a %}b{% endif %} {{ page.title }}c", "b c");
    }

    #[test]
    fn links_keep_their_shape() {
        leaves("[a]({{< ref \"b.md\" >}} \"B\")", "[a](<> \"B\")");
        leaves("[a]({{< ref \"b.md\" >}})", "[a]()");
        leaves("[a]({{ site.url }}/b)", "[a](/b)");
    }

    #[test]
    fn what_is_no_markup_stays() {
        for text in ["{a}", "{{", "{{ a", "{{< a\n\nb >}}", "{{< a {{ b", "{{</* figure */>}}", "{ % a % }"] {
            leaves(text, text);
        }
        leaves("{% raw %}{{ a }}{% endraw %}b", "{{ a }}b");
    }
}
