//! The frame of an XHTML page, which chapters and the table of contents share.

use slugline_markup::Writing;

use crate::xml::{Escaped, Xml};

/// A page up to the start of its body.
pub(crate) fn begin(title: &Escaped<'_>, writing: &Writing<'_>) -> Xml {
    let mut xml = Xml::new();
    xml.doctype();
    let mut attributes =
        vec![("xmlns", "http://www.w3.org/1999/xhtml"), ("xmlns:epub", "http://www.idpf.org/2007/ops")];
    attributes.extend(language_attributes(writing));
    xml.open("html", &attributes);
    xml.open("head", &[]);
    xml.leaf("title", &[], title);
    xml.empty("link", &[("rel", "stylesheet"), ("href", "style.css")]);
    xml.close("head");
    xml.open("body", &[]);
    xml
}

/// The page with its end.
pub(crate) fn finish(mut xml: Xml) -> Vec<u8> {
    xml.close("body");
    xml.close("html");
    xml.finish()
}

/// The attributes that say how the text of an element is written.
pub(crate) fn language_attributes<'a>(writing: &Writing<'a>) -> [(&'static str, &'a str); 3] {
    let tag = writing.tag_or_unknown();
    [("lang", tag), ("xml:lang", tag), ("dir", writing.direction())]
}
