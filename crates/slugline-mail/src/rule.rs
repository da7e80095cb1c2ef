//! What a line of a mail may be, and why: the words that `slugline inspect --explain` shows.

/// Why a line is taken for what it is taken for. Every line has exactly one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// What the line is.
    pub(crate) label: &'static str,
    /// The rule's name in the manual.
    pub(crate) name: &'static str,
    /// What it saw.
    pub(crate) evidence: &'static str,
    /// Why the parts of the line that no text is taken from are none.
    pub(crate) skipped: &'static str,
}

const fn rule(label: &'static str, name: &'static str, evidence: &'static str, skipped: &'static str) -> Rule {
    Rule { label, name, evidence, skipped }
}

pub(crate) static BLANK: Rule = rule("blank", "blank-line", "only white space", "white space");
pub(crate) static MAILBOX: Rule = rule("envelope", "mailbox-line", "the line above a message in a mailbox", "envelope");
pub(crate) static FIELD: Rule = rule("field", "mail-field", "a field that says something of the story", "mail field");
pub(crate) static ROUTE: Rule = rule("envelope", "mail-route", "a field of the way that the mail went", "envelope");
pub(crate) static PART_FIELD: Rule = rule("envelope", "part-field", "a field of a part", "envelope");
pub(crate) static BOUNDARY: Rule = rule("envelope", "part-boundary", "the line between two parts", "envelope");
pub(crate) static ASIDE: Rule =
    rule("envelope", "beside-parts", "words before the first part or behind the last", "beside parts");
pub(crate) static LEFT_OUT: Rule = rule("envelope", "left-out-part", "of a part that is not the story", "left out");
pub(crate) static ENCODED: Rule =
    rule("text", "encoded-body", "of a text that is encoded, flows or has tags", "encoding");
pub(crate) static HEADLINE: Rule =
    rule("headline", "repeated-headline", "says the headline again", "repeated headline");
pub(crate) static COVER: Rule =
    rule("editor-note", "cover-note", "above a message that is passed on", "forwarded head");
pub(crate) static PASSED_ON: Rule =
    rule("field", "forwarded-field", "a field of a message that is passed on", "forwarded head");
pub(crate) static PASSED_ON_ROUTE: Rule =
    rule("envelope", "forwarded-route", "the head of a message that is passed on", "envelope");
pub(crate) static ANSWERED: Rule =
    rule("editor-only", "answered-message", "the message that this one answers", "answered message");
pub(crate) static SIGNATURE: Rule =
    rule("contact", "mail-signature", "below a line of two hyphens and a blank", "signature mark");
