//! What a line of a post may be, and why: the words that `slugline inspect --explain` shows.

/// Why a line is taken for what it is taken for. Every line has exactly one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// What the line is.
    pub(crate) label: &'static str,
    /// The rule's name in the manual.
    pub(crate) name: &'static str,
    /// What it saw.
    pub(crate) evidence: &'static str,
}

const fn rule(label: &'static str, name: &'static str, evidence: &'static str) -> Rule {
    Rule { label, name, evidence }
}

pub(crate) static BLANK: Rule = rule("blank", "blank-line", "only white space");
pub(crate) static FENCE: Rule = rule("field", "front-matter-fence", "a line that begins or ends front matter");
pub(crate) static ENTRY: Rule = rule("field", "front-matter-entry", "a key of front matter, or what belongs to one");
pub(crate) static REMARK: Rule = rule("field", "front-matter-remark", "begins with `#` within front matter");
pub(crate) static OF_HEAD: Rule =
    rule("field", "opening-line", "above the first paragraph: title, byline, date, or whether the story may be used");
pub(crate) static PARAGRAPH: Rule = rule("paragraph", "markdown-text", "text that no mark of Markdown claims");
pub(crate) static HEADING: Rule = rule("heading", "markdown-heading", "a heading of Markdown or HTML");
pub(crate) static QUOTE: Rule = rule("quote", "markdown-quote", "within a quote of Markdown");
pub(crate) static ITEM: Rule = rule("item", "markdown-list", "within a list of Markdown");
pub(crate) static ROW: Rule = rule("row", "markdown-table", "within a table of Markdown");
pub(crate) static CODE: Rule = rule("preformatted", "markdown-code", "between fences, or indented by four blanks");
pub(crate) static FIGURE: Rule = rule("figure", "markdown-picture", "a picture of Markdown or HTML");
pub(crate) static SECTION_BREAK: Rule = rule("section-break", "markdown-rule", "a rule of Markdown or HTML");
pub(crate) static END_MARK: Rule = rule("end-mark", "end-mark", "a sign that the text ends");
pub(crate) static MARKUP: Rule = rule("markup", "markup-alone", "tags, comments or template markup without text");
pub(crate) static MARKS: Rule =
    rule("markup", "marks-alone", "marks of Markdown without text, or an address for links");
