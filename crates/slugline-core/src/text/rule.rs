//! Labels, and the rules that give them.

/// What a line is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Blank,
    Section,
    Headline,
    Subheadline,
    Byline,
    BylineTitle,
    Date,
    Field,
    EditorNote,
    Heading,
    Paragraph,
    Item,
    Quote,
    QuoteGap,
    Row,
    SectionBreak,
    EndMark,
}

impl Label {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Label::Blank => "blank",
            Label::Section => "section",
            Label::Headline => "headline",
            Label::Subheadline => "subheadline",
            Label::Byline => "byline",
            Label::BylineTitle => "byline-title",
            Label::Date => "date",
            Label::Field => "field",
            Label::EditorNote => "editor-note",
            Label::Heading => "heading",
            Label::Paragraph => "paragraph",
            Label::Item => "item",
            Label::Quote | Label::QuoteGap => "quote",
            Label::Row => "row",
            Label::SectionBreak => "section-break",
            Label::EndMark => "end-mark",
        }
    }
}

/// Why a line has its label. Every line has exactly one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) label: Label,
    /// Its name in the manual.
    pub(super) name: &'static str,
    /// What it saw.
    pub(super) evidence: &'static str,
    /// Whether the line goes on with the text of the line above.
    pub(super) joins: bool,
}

const fn rule(label: Label, name: &'static str, evidence: &'static str) -> Rule {
    Rule { label, name, evidence, joins: false }
}

const fn joining(label: Label, name: &'static str, evidence: &'static str) -> Rule {
    Rule { label, name, evidence, joins: true }
}

pub(super) static BLANK: Rule = rule(Label::Blank, "blank-line", "only white space");

pub(super) static SECTION: Rule = rule(Label::Section, "short-first-line", "a short first line above a longer one");
pub(super) static SECTION_NAME: Rule =
    rule(Label::Section, "section-name", "the name of a section, above the headline");
pub(super) static HEADLINE: Rule =
    rule(Label::Headline, "first-line", "the first line that is no section, without a full stop");
pub(super) static HEADLINE_JOINED: Rule = joining(Label::Headline, "wrapped-headline", "goes on with the headline");
pub(super) static DECK: Rule = rule(Label::Subheadline, "deck", "between the headline and byline, date or dateline");
pub(super) static DECK_JOINED: Rule = joining(Label::Subheadline, "wrapped-deck", "goes on with the deck");
pub(super) static BYLINE: Rule = rule(Label::Byline, "byline-marker", "a marker such as `By`, then names");
pub(super) static BYLINE_LABEL: Rule = rule(Label::Byline, "byline-label", "a label such as `Author:`, then names");
pub(super) static BYLINE_TITLE: Rule =
    rule(Label::BylineTitle, "line-below-byline", "a short line right below a byline");
pub(super) static DATE: Rule = rule(Label::Date, "date-line", "a date alone on its line");
pub(super) static DATE_LABEL: Rule = rule(Label::Date, "date-label", "a label such as `Date:`, then a date");
pub(super) static FIELD: Rule = rule(Label::Field, "label", "a known label, then its value");
pub(super) static FIELD_UNKNOWN: Rule = rule(Label::EditorNote, "unknown-label", "an unknown label among known ones");

pub(super) static HEADING: Rule =
    rule(Label::Heading, "standalone-line", "a short line without a full stop above a longer paragraph");
pub(super) static PROSE: Rule = rule(Label::Paragraph, "text", "no other rule claims it");
pub(super) static PROSE_INDENTED: Rule = rule(Label::Paragraph, "indented-start", "an indent starts a paragraph here");
pub(super) static PROSE_JOINED: Rule = joining(Label::Paragraph, "wrapped-line", "goes on with the paragraph above");
pub(super) static ITEM: Rule = rule(Label::Item, "list-mark", "a list mark, and others like it beside");
pub(super) static ITEM_JOINED: Rule = joining(Label::Item, "wrapped-item", "goes on with the item above");
pub(super) static QUOTE: Rule = rule(Label::Quote, "quote-mark", "a line that begins with `>`");
pub(super) static QUOTE_JOINED: Rule = joining(Label::Quote, "wrapped-quote", "goes on with the quoted line above");
pub(super) static QUOTE_GAP: Rule = rule(Label::QuoteGap, "quote-mark", "a quote mark alone parts quoted paragraphs");
pub(super) static ROW: Rule = rule(Label::Row, "columns", "wide gaps, and lines with gaps beside it");
pub(super) static SECTION_BREAK: Rule = rule(Label::SectionBreak, "break-line", "a line of marks alone");
pub(super) static END_MARK: Rule = rule(Label::EndMark, "end-mark", "a sign that the text ends");
