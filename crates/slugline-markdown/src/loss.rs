//! What of a post is no text of the article: dropped with account, never in silence.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::text::Fields;

/// Names of shortcodes that a report lists.
const MAX_NAMES: usize = 8;

/// Why a part of the body is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// `{{< figure src="rain.jpg" >}}`
    Shortcode,
    /// `{% include map.html %}`
    Tag,
    /// `{{ page.title }}`
    Variable,
    /// `<div class="wide">`
    Html,
    /// `<em>`: a tag that a mark or a block stands for.
    Element,
    /// `<script>...</script>`
    Script,
    /// `<!-- cut here -->`
    Comment,
    /// `[](https://example.org)`
    Link,
    /// Marks that nest deeper than the model does.
    Nesting,
    /// The address of a link, which the link has.
    Address,
    /// An address that links name: `[harbour]: https://example.org`.
    Definition,
    /// A heading that says the title again.
    Title,
    /// `[^1]:` without words behind.
    Footnote,
    /// What opens code, and the language behind it: "```sh".
    Fence,
    /// `{#fare .wide}` behind the words of a heading.
    Attributes,
    /// What stands around the fields in a line of the head: `By`, `Updated on`.
    Label,
}

/// What is reported. Of the others nothing is lost.
const REPORTED: [Loss; 8] =
    [Loss::Shortcode, Loss::Tag, Loss::Variable, Loss::Html, Loss::Script, Loss::Comment, Loss::Link, Loss::Nesting];

impl Loss {
    /// What the part is, in a word or two.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Loss::Shortcode => "template shortcode",
            Loss::Tag => "template tag",
            Loss::Variable => "template variable",
            Loss::Html | Loss::Element => "HTML tag",
            Loss::Script => "script or style",
            Loss::Comment => "comment",
            Loss::Link => "link without words",
            Loss::Nesting => "inline mark",
            Loss::Address => "link address",
            Loss::Definition => "address for links",
            Loss::Title => "title said again",
            Loss::Footnote => "note without words",
            Loss::Fence => "code fence",
            Loss::Attributes => "heading attribute",
            Loss::Label => "byline marker or label",
        }
    }

    fn report(self, names: &str) -> Option<Diagnostic> {
        Some(match self {
            Loss::Element
            | Loss::Address
            | Loss::Definition
            | Loss::Title
            | Loss::Footnote
            | Loss::Fence
            | Loss::Attributes
            | Loss::Label => return None,
            Loss::Shortcode | Loss::Tag | Loss::Variable => {
                let message = format!("{}s are no text and are left out: {names}", self.as_str());
                Diagnostic::warning("template-markup", message)
            }
            Loss::Html => {
                let message = format!("HTML tags that no part of the article stands for are left out: {names}");
                Diagnostic::note("raw-html", message)
            }
            Loss::Script => Diagnostic::note("raw-html", "scripts and styles are left out"),
            Loss::Comment => Diagnostic::note("html-comment", "comments are left out"),
            Loss::Link => Diagnostic::note("empty-link", "links without words are left out"),
            Loss::Nesting => Diagnostic::warning("deep-nesting", "what nests deeper is read as if it nested less deep"),
        })
    }
}

/// What was left out of a body so far.
#[derive(Debug, Default)]
pub(crate) struct Losses<'s> {
    /// Each part, and why it is no text.
    parts: Vec<(&'s str, Loss)>,
    /// Names of what was left out, each once.
    names: Vec<(Loss, &'s str)>,
}

impl<'s> Losses<'s> {
    /// Notes that `part` is left out.
    pub(crate) fn add(&mut self, part: &'s str, loss: Loss) {
        self.parts.push((part, loss));
    }

    /// Notes that `part`, whose name is `name`, is left out.
    pub(crate) fn add_named(&mut self, part: &'s str, name: &'s str, loss: Loss) {
        self.add(part, loss);
        let of_kind = self.names.iter().filter(|(known, _)| *known == loss);
        let (count, is_known) =
            of_kind.fold((0, false), |(count, is_known), (_, known)| (count + 1, is_known || *known == name));
        if !is_known && count <= MAX_NAMES {
            self.names.push((loss, name));
        }
    }

    /// Reports each kind once, at the first of its parts.
    pub(crate) fn report(&self, fields: &mut Fields<'_, 's>) {
        for loss in REPORTED {
            if let Some((part, _)) = self.parts.iter().find(|(_, kind)| *kind == loss)
                && let Some(diagnostic) = loss.report(&self.list_of_names(loss))
            {
                fields.report(diagnostic, part);
            }
        }
    }

    /// The parts that were left out, in the order in which they were met.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&'s str, Loss)> {
        self.parts.iter().copied()
    }

    fn list_of_names(&self, loss: Loss) -> String {
        let names = self.names.iter().filter(|(kind, _)| *kind == loss).map(|(_, name)| name);
        let mut list: Vec<String> = names.take(MAX_NAMES).map(|name| format!("`{name}`")).collect();
        if self.names.iter().filter(|(kind, _)| *kind == loss).count() > MAX_NAMES {
            list.push("...".to_owned());
        }
        list.join(", ")
    }
}
