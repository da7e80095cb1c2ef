//! Which addresses may become links.

use std::borrow::Cow;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Field, Head};
use slugline_core::plugin::Context;
use url::Url;

/// The schemes that may stand in a link. All others, `javascript:` and `data:` among them, lose the link and keep the words.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Longest address, in bytes. Browsers stop at about this; a longer one is an attack on whoever reads the output.
const MAX_HREF: usize = 8 * 1024;

/// The address as it may stand in a link, where it may: an absolute address with scheme `http`, `https`, `mailto` or `tel`
/// that parses. As written where that is valid, else with what an address cannot hold percent-encoded.
///
/// Source: WHATWG URL Standard; RELIABILITY.md section 3.
pub fn clean_href(href: &str) -> Option<Cow<'_, str>> {
    let href = href.trim();
    if href.len() > MAX_HREF {
        return None;
    }
    if is_plain_web_address(href) {
        return Some(Cow::Borrowed(href));
    }
    let url = Url::parse(href).ok()?;
    if !SCHEMES.contains(&url.scheme()) || (url.scheme().starts_with("http") && url.host_str().is_none()) {
        return None;
    }
    let as_written = href.bytes().all(is_plain) && (!url.scheme().starts_with("http") || href.contains("://"));
    let href = if as_written { Cow::Borrowed(href) } else { Cow::Owned(encode(&String::from(url))) };
    whole_escapes(&href).then_some(href)
}

/// The address as [`clean_href`] spells it, where it is one on the web: `http://` or `https://`, in letters of any case.
pub fn web_address(text: &str) -> Option<Cow<'_, str>> {
    let has_scheme =
        |scheme: &str| text.trim().get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if has_scheme("http://") || has_scheme("https://") { clean_href(text) } else { None }
}

/// Where readers find the article with that head, where it says so. What is no address on the web is reported as
/// `no-web-address`.
pub fn page_address<'a>(head: &'a Head<'_>, cx: &mut Context<'_>) -> Option<Cow<'a, str>> {
    let url = head.url.as_deref()?;
    let address = web_address(url);
    if address.is_none() {
        let message = format!("the article's address is left out: `{url}` is none on the web");
        cx.report(Diagnostic::warning("no-web-address", message).at(head.span(Field::Url, 0)));
    }
    address
}

/// Whether `href` is an address that a parser has nothing to say to: of the web, its host a name in small letters without
/// user, port or escapes. Most are, and a parse costs more than all else that is done for a link.
///
/// Not: a host whose last part begins with a digit, which may be an IPv4 address; one with `xn--`, which may not decode.
fn is_plain_web_address(href: &str) -> bool {
    let rest = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    let mut bytes = rest.bytes();
    // Dots and hyphens part a host, and each part begins with a letter.
    let mut begins_part = true;
    for byte in bytes.by_ref() {
        match byte {
            b'a'..=b'z' => begins_part = false,
            b'0'..=b'9' if !begins_part => {}
            b'.' | b'-' if !begins_part => begins_part = true,
            b'/' | b'?' | b'#' => break,
            _ => return false,
        }
    }
    !begins_part && bytes.all(|byte| is_plain(byte) && byte != b'%')
}

/// Whether a byte may stand in an address as it is.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'?'..=b'Z' | b'#'..=b';' | b'!' | b'=' | b'_' | b'~')
}

/// Encodes what a parsed address still holds and a checker refuses: `|` in a query, brackets.
fn encode(href: &str) -> String {
    let mut encoded = String::with_capacity(href.len());
    for byte in href.bytes() {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

/// Whether every `%` begins an escape of two hexadecimal digits.
fn whole_escapes(href: &str) -> bool {
    href.split('%').skip(1).all(|rest| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{clean_href, is_plain_web_address, web_address};

    #[test]
    fn known_schemes_stay_as_written() {
        for href in
            ["https://example.org/a?b=1&c=2#d", "HTTP://Example.org", "mailto:desk@example.org", "tel:+44-113-555"]
        {
            assert_eq!(clean_href(href).as_deref(), Some(href));
        }
    }

    #[test]
    fn the_web_is_two_schemes() {
        for href in ["https://example.org/a", "HTTP://Example.org"] {
            assert_eq!(web_address(href).as_deref(), Some(href));
        }
        for href in ["mailto:desk@example.org", "tel:+44-113-555", "http:example.org", "https://", "//example.org", ""]
        {
            assert_eq!(web_address(href), None, "{href}");
        }
    }

    #[test]
    fn plain_web_addresses_are_what_a_parser_takes_as_they_are() {
        let hosts = [
            "a",
            "a.example",
            "a-b.example",
            "a1.example",
            "A.example",
            "1.example",
            "a.1",
            "a.0x1",
            "a..b",
            "a.",
            "-a",
            "xn--a",
            "xn--exmple-cua.org",
            "a_b",
            "a:80",
            "a:99999",
            "u@a",
            "",
            "a%41",
            "ä.example",
            "[::1]",
        ];
        let paths = ["", "/", "/a/../b", "/a%20b", "/%", "?b=1&c=2", "#d", "/a:b@c", "//", "/a b", "/ö", "/[", "\\b"];
        for (host, path) in hosts.into_iter().flat_map(|host| paths.map(|path| (host, path))) {
            for href in [format!("https://{host}{path}"), format!("http://{host}{path}")] {
                if is_plain_web_address(&href) {
                    assert!(Url::parse(&href).is_ok_and(|url| url.host_str() == Some(host)), "{href}");
                }
            }
        }
        assert!(is_plain_web_address("https://www.a-b.example/c/d?e=1#f"));
    }

    #[test]
    fn what_an_address_cannot_hold_is_encoded() {
        assert_eq!(clean_href("https://example.org/a b").as_deref(), Some("https://example.org/a%20b"));
        assert_eq!(clean_href("https://exämple.org/ö").as_deref(), Some("https://xn--exmple-cua.org/%C3%B6"));
    }

    #[test]
    fn foreign_schemes_and_nonsense_are_refused() {
        for href in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "/relative",
            "example.org",
            "",
            "http://",
            "http://[::1",
            "https://example.org/%zz",
        ] {
            assert_eq!(clean_href(href), None, "{href}");
        }
    }
}
