//! Pictures as a writer sees them: what is known of a file, without its bytes.

/// A picture that lies in the user's folder. What is said of it was read from the file's own first bytes; nothing was
/// decoded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// Its name as a relative address: what an address cannot hold is percent-encoded, and so is `:`, which would end a scheme.
    ///
    /// Source: RFC 3986 section 4.2, `path-noscheme`.
    pub path: String,
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
    /// Where a page finds it: the address on the web, else the relative one, for a page that lies in the folder.
    pub fn link(&self) -> &str {
        self.address.as_deref().unwrap_or(&self.path)
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
