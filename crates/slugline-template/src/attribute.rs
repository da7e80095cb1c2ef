//! What a browser does with the value of an attribute.

/// What the value of an attribute is to a browser, and so what text may do in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attribute {
    /// Text: escaping makes it safe.
    Text,
    /// An address, so that what it begins with decides whether it is a script.
    Address,
    /// A language of its own, where escaping helps nothing.
    Program,
}

const ADDRESSES: [&str; 11] =
    ["action", "background", "cite", "data", "formaction", "href", "manifest", "ping", "poster", "src", "xlink:href"];

impl Attribute {
    /// What the attribute of this name, in lower case, holds.
    pub(crate) fn of(name: &str) -> Attribute {
        match name {
            "style" | "srcdoc" | "srcset" => Attribute::Program,
            name if name.starts_with("on") => Attribute::Program,
            name if ADDRESSES.contains(&name) => Attribute::Address,
            _ => Attribute::Text,
        }
    }
}

/// Elements that make what their address names a part of the page. `link` is none of them: the page's own address stands in
/// it.
const LOADERS: [&str; 6] = ["base", "embed", "frame", "iframe", "object", "script"];

/// Whether an address in the element of this name, in lower case, decides what the page does.
pub(crate) fn is_loader(tag: &str) -> bool {
    LOADERS.contains(&tag)
}

/// Whether `name` can be the name of an attribute: `href`, `data-id`, `xlink:href`.
pub(crate) fn is_name(name: &str) -> bool {
    let begins = name.starts_with(|first: char| first.is_ascii_lowercase());
    begins && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b':' | b'_'))
}
