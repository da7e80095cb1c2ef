//! Who publishes the item, and who wrote it.

use slugline_core::model::{Byline, Field, Head, Publisher, Span};
use slugline_item::home_page;
use slugline_markup::xml::{Attr, Line, Xml};
use slugline_markup::{BylineWords, Writing};

/// The publisher, as far as it is known.
pub(crate) struct Party<'a> {
    name: Option<Line<'a>>,
    home: Option<Line<'a>>,
}

impl<'a> Party<'a> {
    pub(crate) fn new(publisher: &'a Publisher<'_>, xml: &mut Xml<'_, '_>) -> Party<'a> {
        let home = home_page(publisher, xml.cx);
        let name = publisher.name.as_deref().unwrap_or_default();
        Party {
            name: xml.line(name, Span::DETACHED),
            home: home.map(|home| xml.escape(&home, Span::DETACHED).into_owned()),
        }
    }

    /// By address and name, as far as they are known; else the literal `unknown`.
    ///
    /// Source: NewsML-G2 2.35, `FlexPartyPropType`.
    pub(crate) fn write(&self, element: &str, xml: &mut Xml<'_, '_>) {
        let unknown = Line::word("unknown");
        let attrs: &[Attr<'_>] = match (&self.home, &self.name) {
            (Some(home), _) => &[("uri", home)],
            (None, Some(_)) => &[],
            (None, None) => &[("literal", &unknown)],
        };
        match &self.name {
            Some(name) => {
                xml.open(element, attrs);
                xml.leaf("name", &[], name);
                xml.close(element);
            }
            None => xml.empty(element, attrs),
        }
    }
}

/// One `creator` for each byline.
pub(crate) fn write_creators(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    for (at, byline) in head.bylines.iter().enumerate() {
        write_creator(head, byline, at, xml);
    }
}

/// A role stands in `note`: the attributes for it, `role` and `jobtitle`, take codes alone.
///
/// Source: NewsML-G2 2.35, `FlexAuthorPropType`, `PersonAffiliationType`.
fn write_creator(head: &Head<'_>, byline: &Byline<'_>, at: usize, xml: &mut Xml<'_, '_>) {
    let name = xml.line(&byline.name, head.span(Field::Byline, at));
    let role = byline.role.as_deref().unwrap_or_default();
    let role = xml.line(role, head.span(Field::BylineRole, at));
    let affiliation = byline.affiliation.as_deref().unwrap_or_default();
    let affiliation = xml.line(affiliation, head.span(Field::BylineAffiliation, at));
    if name.is_none() && role.is_none() && affiliation.is_none() {
        return;
    }
    xml.open("creator", &[]);
    if let Some(name) = &name {
        xml.leaf("name", &[], name);
    }
    if let Some(role) = &role {
        xml.leaf("note", &[], role);
    }
    if let Some(affiliation) = &affiliation {
        xml.open("personDetails", &[]);
        xml.open("affiliation", &[]);
        xml.leaf("name", &[], affiliation);
        xml.close("affiliation");
        xml.close("personDetails");
    }
    xml.close("creator");
}

/// The byline as printed, in the language of the article: `By Ada Roe and Sam Lind`.
pub(crate) fn write_by(head: &Head<'_>, writing: &Writing<'_>, xml: &mut Xml<'_, '_>) {
    if let Some(printed) = BylineWords::of(writing.tag, writing.right_to_left).printed(head) {
        xml.text("by", &printed, head.span(Field::Byline, 0));
    }
}
