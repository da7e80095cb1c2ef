//! What the XHTML pages of a book share: their frame, and the date on them.

use slugline_core::model::Date;
use slugline_markup::{Datetime, Readable, Writing};

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

/// The date in figures, which every language reads.
pub(crate) fn write_date(date: Date, xml: &mut Xml) {
    xml.open_line("p", &[("class", "date")]);
    let shown = Escaped::own(Readable(date).to_string());
    xml.inline("time", &[("datetime", &Datetime(date).to_string())], &shown);
    xml.close("p");
}
