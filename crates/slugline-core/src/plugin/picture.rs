//! Pictures as a writer sees them: what is known of a file, without its bytes.

use std::borrow::Cow;

/// A picture that lies in the user's folder. What is said of it was read from the file's own first bytes; nothing was
/// decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its path below the folder, `/` between the parts, free of `.` and `..`. Never empty; one file may have several, by
    /// links.
    pub name: String,
    /// What kind of file it is, whatever its name ends in.
    pub kind: PictureKind,
    /// Pixels from left to right, at least 1.
    pub width: u32,
    /// Pixels from top to bottom, at least 1.
    pub height: u32,
    /// Bytes that the file has.
    pub length: u64,
    /// Its address on the web, where the user said where the folder is published.
    pub address: Option<String>,
}

/// The kinds of picture that browsers and reading systems all show, and that hold no programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Graphics Interchange Format, still or moving.
    Gif,
    /// WebP, lossy or not, still or moving.
    WebP,
}

impl Picture {
    /// Where a page finds it: the address on the web, else the name as a relative one, for a page that lies in the folder.
    pub fn link(&self) -> Cow<'_, str> {
        match &self.address {
            Some(address) => Cow::Borrowed(address),
            None => Cow::Owned(relative_address(&self.name)),
        }
    }
}

impl PictureKind {
    /// The media type: `image/png`.
    ///
    /// Source: IANA, "Media Types", `image`.
    pub const fn media_type(self) -> &'static str {
        match self {
            PictureKind::Png => "image/png",
            PictureKind::Jpeg => "image/jpeg",
            PictureKind::Gif => "image/gif",
            PictureKind::WebP => "image/webp",
        }
    }

    /// What its file names end in, without the dot: `png`.
    pub const fn extension(self) -> &'static str {
        match self {
            PictureKind::Png => "png",
            PictureKind::Jpeg => "jpg",
            PictureKind::Gif => "gif",
            PictureKind::WebP => "webp",
        }
    }
}

/// A path as an address: what an address cannot hold is percent-encoded, and `:` too, which would end a scheme.
///
/// Source: RFC 3986 section 4.2, `path-noscheme`.
pub fn relative_address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                address.push(char::from(byte));
            }
            _ => {
                let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
                address.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_finds_it_on_the_web_or_beside_itself() {
        let mut picture = Picture {
            name: "north pier/a:b%ä.jpg".to_owned(),
            kind: PictureKind::Jpeg,
            width: 1,
            height: 1,
            length: 1,
            address: None,
        };
        assert_eq!(picture.link(), "north%20pier/a%3Ab%25%C3%A4.jpg");
        picture.address = Some("https://www.harbourtimes.example/pier.jpg".to_owned());
        assert_eq!(picture.link(), "https://www.harbourtimes.example/pier.jpg");
    }
}
