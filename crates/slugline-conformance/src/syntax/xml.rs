//! XML, read by a parser that knows nothing of who wrote it.

use roxmltree::{Document, ParsingOptions};

use super::Malformed;

/// The character data and the values of attributes. NITF has a document type, of which nothing is fetched.
pub(super) fn text(xml: &str) -> Result<String, Malformed> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).map_err(|fault| {
        let at = fault.pos();
        format!("line {}, column {}: {fault}", at.row, at.col)
    })?;
    let mut text = String::new();
    for node in document.descendants() {
        if node.is_text() {
            text.push_str(node.text().unwrap_or_default());
        }
        for attribute in node.attributes() {
            text.extend(["\n", attribute.value(), "\n"]);
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_and_attributes_are_text() {
        let xml = "<?xml version=\"1.0\"?><!DOCTYPE a><a b=\"c&amp;d\">e<!-- f --><g>h</g><![CDATA[<i>]]></a>";
        assert_eq!(text(xml).as_deref(), Ok("\nc&d\neh<i>"));
    }

    #[test]
    fn what_xml_forbids_is_a_fault() {
        for xml in
            ["", "<a>", "<a></b>", "<a/><b/>", "<a>\u{1}</a>", "<a>&#1;</a>", "<a>&nbsp;</a>", "<a b='<'/>", "a<b/>"]
        {
            assert!(text(xml).is_err(), "{xml:?}");
        }
    }
}
