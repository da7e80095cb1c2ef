//! Labels, and the rules that give them.

/// What a line is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Blank,
    /// A frame or header round the story.
    Envelope,
    Section,
    Headline,
    Subheadline,
    Byline,
    BylineTitle,
    Date,
    Dateline,
    Field,
    EditorNote,
    Heading,
    Paragraph,
    Item,
    Quote,
    QuoteGap,
    Row,
    SectionBreak,
    Picture,
    Caption,
    Credit,
    Boilerplate,
    Contact,
    /// A part of the body that only editors may see.
    EditorOnly,
    EndMark,
}

impl Label {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Label::Blank => "blank",
            Label::Envelope => "envelope",
            Label::Section => "section",
            Label::Headline => "headline",
            Label::Subheadline => "subheadline",
            Label::Byline => "byline",
            Label::BylineTitle => "byline-title",
            Label::Date => "date",
            Label::Dateline => "dateline",
            Label::Field => "field",
            Label::EditorNote => "editor-note",
            Label::Heading => "heading",
            Label::Paragraph => "paragraph",
            Label::Item => "item",
            Label::Quote | Label::QuoteGap => "quote",
            Label::Row => "row",
            Label::SectionBreak => "section-break",
            Label::Picture => "picture",
            Label::Caption => "caption",
            Label::Credit => "credit",
            Label::Boilerplate => "boilerplate",
            Label::Contact => "contact",
            Label::EditorOnly => "editor-only",
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

pub(super) static FRAME: Rule = rule(Label::Envelope, "frame", "control codes and signs round the story");
pub(super) static WIRE_HEADER: Rule = rule(Label::Envelope, "wire-header", "the header of a wire");
pub(super) static WIRE_SLUG: Rule = rule(Label::Envelope, "wire-slug", "a slug between header and text");
pub(super) static TRANSMISSION: Rule =
    rule(Label::Envelope, "transmission-line", "the agency's sign and the moment of sending");
pub(super) static EXPORT_LINE: Rule = rule(Label::Envelope, "export-line", "a centred line of an archive's export");
pub(super) static EXPORT_LABEL: Rule = rule(Label::Envelope, "export-label", "a label of an archive's export");
pub(super) static EXPORT_HEADLINE: Rule =
    rule(Label::Envelope, "export-headline", "what stands above the labels of an export");

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

pub(super) static KEYWORD: Rule = rule(Label::Field, "keyword-line", "cycle, slug, version and count of a wire");
pub(super) static DATELINE: Rule =
    rule(Label::Dateline, "dateline-alone", "place, day or agency on a line of their own");
pub(super) static NOTE: Rule = rule(Label::EditorNote, "editor-note", "a word or phrase for editors");
pub(super) static EMBARGO: Rule = rule(Label::EditorNote, "embargo", "says when the story may be used");
pub(super) static RELEASE: Rule = rule(Label::EditorNote, "release-marker", "says that it is a release");
pub(super) static RIGHTS: Rule = rule(Label::Field, "rights-line", "a copyright sign or word, then a year or a name");
pub(super) static WORDS: Rule = rule(Label::Field, "word-count", "a count of words in brackets");
pub(super) static ADDRESS: Rule = rule(Label::EditorNote, "address-line", "a link alone, above the text");

pub(super) static HEADING: Rule =
    rule(Label::Heading, "standalone-line", "a short line without a full stop above a longer paragraph");
pub(super) static HEADING_CENTRED: Rule =
    rule(Label::Heading, "centred-line", "a line that the wire centres, within the text");
pub(super) static HEADING_NUMBERED: Rule =
    rule(Label::Heading, "numbered-line", "a number and a short line above a longer paragraph");
pub(super) static OTHER_HEADLINE: Rule =
    rule(Label::Heading, "another-headline", "begins another story, below an end mark or a rule");
pub(super) static PROSE: Rule = rule(Label::Paragraph, "text", "no other rule claims it");
pub(super) static PROSE_INDENTED: Rule = rule(Label::Paragraph, "indented-start", "an indent starts a paragraph here");
pub(super) static PROSE_JOINED: Rule = joining(Label::Paragraph, "wrapped-line", "goes on with the paragraph above");
pub(super) static ITEM: Rule = rule(Label::Item, "list-mark", "a list mark, and others like it beside");
pub(super) static ITEM_JOINED: Rule = joining(Label::Item, "wrapped-item", "goes on with the item above");
pub(super) static QUOTE: Rule = rule(Label::Quote, "quote-mark", "a line that begins with `>`");
pub(super) static QUOTE_JOINED: Rule = joining(Label::Quote, "wrapped-quote", "goes on with the quoted line above");
pub(super) static QUOTE_GAP: Rule = rule(Label::QuoteGap, "quote-mark", "a quote mark alone parts quoted paragraphs");
pub(super) static ROW: Rule = rule(Label::Row, "columns", "wide gaps, and lines with gaps beside it");
pub(super) static VERSE: Rule = rule(Label::Row, "verse", "short lines one below the other, without ends of sentences");
pub(super) static SECTION_BREAK: Rule = rule(Label::SectionBreak, "break-line", "a line of marks alone");
pub(super) static SIGN_OFF: Rule = rule(Label::EndMark, "sign-off", "what a desk signs the last line with");
pub(super) static END_MARK: Rule = rule(Label::EndMark, "end-mark", "a sign that the text ends");
pub(super) static ROW_MARKED: Rule =
    rule(Label::Row, "row-mark", "a sign of the wire before a row, or a table's format");
pub(super) static CONTACT: Rule = rule(Label::Contact, "contact", "names whom to ask");
pub(super) static CONTACT_JOINED: Rule = joining(Label::Contact, "contact-line", "goes on with the contact above");

pub(super) static BOILERPLATE_HEAD: Rule =
    rule(Label::Heading, "boilerplate-head", "a head such as `About ...` in a release");
pub(super) static BOILERPLATE: Rule = rule(Label::Boilerplate, "boilerplate", "below a head of boilerplate");
pub(super) static BOILERPLATE_JOINED: Rule =
    joining(Label::Boilerplate, "boilerplate-line", "goes on with the boilerplate above");
pub(super) static NOTICE: Rule = rule(Label::Boilerplate, "notice", "rights, sources and disclaimers of releases");
pub(super) static NOTICE_JOINED: Rule = joining(Label::Boilerplate, "notice-line", "goes on with the notice above");
pub(super) static RESIDUE: Rule = rule(Label::Boilerplate, "web-residue", "a line that web pages put round a story");
pub(super) static PAGE_HEAD: Rule =
    rule(Label::Boilerplate, "page-head", "a line in capitals that a scan repeats, with other figures");
pub(super) static BEHIND_END: Rule = rule(Label::Boilerplate, "behind-end", "stands behind the end mark");
pub(super) static BEHIND_END_JOINED: Rule =
    joining(Label::Boilerplate, "behind-end-line", "goes on with the line above, behind the end mark");
pub(super) static PICTURE: Rule = rule(Label::Picture, "picture-file", "names the file of a picture");
pub(super) static CAPTION: Rule = rule(Label::Caption, "caption", "names a picture or another medium");
pub(super) static CAPTION_JOINED: Rule = joining(Label::Caption, "caption-line", "goes on with the caption above");
pub(super) static CREDIT: Rule = rule(Label::Credit, "credit", "names who helped with the story");
pub(super) static CREDIT_JOINED: Rule = joining(Label::Credit, "credit-line", "goes on with the credit above");
pub(super) static TAIL_BYLINE: Rule = rule(Label::Byline, "tail-byline", "a dash and a name below the story");
pub(super) static ASIDE: Rule = rule(Label::EditorOnly, "aside", "a note to editors within or below the story");
pub(super) static ASIDE_JOINED: Rule = joining(Label::EditorOnly, "aside-line", "goes on with the note above");
pub(super) static PRIVATE: Rule =
    rule(Label::EditorOnly, "not-for-publication", "below a line that keeps all that follows from the public");
pub(super) static PRIVATE_JOINED: Rule =
    joining(Label::EditorOnly, "not-for-publication-line", "goes on with the line above, which is not public");
