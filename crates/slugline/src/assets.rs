//! The folder of pictures that the user named: the one place that opens a file because an article says so.
//!
//! The folder is opened once, and everything else below it, so that no name and no link leads out of it. Of a picture only
//! its first bytes are read, until a writer asks for all of them.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, File};
use imagesize::ImageType;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use slugline_core::diagnostic::Diagnostic;
use slugline_core::plugin::{Picture, PictureKind};
use slugline_core::{Error, Kind, Result};

/// Bytes that a picture may have. What is larger is a master copy that nobody meant to send out.
const MAX_PICTURE: u64 = 32 * 1024 * 1024;

/// First bytes that tell the size of most pictures.
const HEAD: u64 = 64 * 1024;

/// First bytes that are looked at where those do not: profiles for print may stand before the size.
const LONG_HEAD: u64 = 4 * 1024 * 1024;

/// References that are remembered, so that a run over millions of articles stays small.
const MAX_KNOWN: usize = 10_000;

/// What a path in an address does not hold as it is, and `:`.
///
/// Source: RFC 3986 sections 2.3 and 4.2.
const OTHER_THAN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

pub(crate) type Found<T> = std::result::Result<T, Diagnostic>;

/// The pictures below a folder.
pub(crate) struct Assets {
    folder: Dir,
    /// What the user calls it.
    name: String,
    /// Where it is published, without a slash at the end.
    url: Option<String>,
    /// What articles refer to, where a picture was found.
    known: Mutex<HashMap<String, Arc<Picture>>>,
}

impl Assets {
    /// The pictures below `folder`, which is published at `url`.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where there is no such folder.
    pub(crate) fn open(folder: &Path, url: Option<&str>) -> Result<Assets> {
        let name = folder.display().to_string();
        let opened = Dir::open_ambient_dir(folder, ambient_authority());
        let folder = opened.map_err(|error| {
            let error = Error::io(format!("cannot open the folder of pictures `{name}`"), error);
            Error::new(Kind::Usage, error.to_string())
        })?;
        let url = url.map(|url| url.trim_end_matches('/').to_owned());
        Ok(Assets { folder, name, url, known: Mutex::default() })
    }

    /// The picture that an article refers to as `source`. `None` where that is an address and no file.
    pub(crate) fn find(&self, source: &str) -> Found<Option<Arc<Picture>>> {
        let source = source.trim();
        if source.is_empty() || has_scheme(source) {
            return Ok(None);
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(source).filter(|found| self.is_still(found)) {
            return Ok(Some(found.clone()));
        }
        if known.len() >= MAX_KNOWN {
            known.clear();
        }
        let found = Arc::new(self.look_up(source)?);
        known.insert(source.to_owned(), found.clone());
        Ok(Some(found))
    }

    /// Whether a picture was not replaced since, as far as its length tells: a program that runs for days meets newer ones.
    fn is_still(&self, picture: &Picture) -> bool {
        self.folder.metadata(&picture.name).is_ok_and(|metadata| metadata.is_file() && metadata.len() == picture.length)
    }

    /// The bytes of a picture that was found.
    pub(crate) fn read(&self, picture: &Picture) -> Found<Vec<u8>> {
        let name = &picture.name;
        let mut bytes = Vec::new();
        let file = self.folder.open(name).map_err(|error| self.fault(name, &error))?;
        file.take(picture.length + 1).read_to_end(&mut bytes).map_err(|error| self.fault(name, &error))?;
        let is_the_same = bytes.len() as u64 == picture.length
            && measure(&bytes) == Some((picture.kind, picture.width, picture.height));
        match is_the_same {
            true => Ok(bytes),
            false => Err(unreadable(format!("the picture `{name}` changed while it was read"))),
        }
    }

    /// Looks for a file of that name, else for one of the name that it is the address of: `north%20pier.jpg`.
    fn look_up(&self, source: &str) -> Found<Picture> {
        let found = self.look_at(source);
        let is_missing = found.as_ref().is_err_and(|fault| fault.code == "missing-picture");
        match percent_decode_str(source).decode_utf8() {
            Ok(decoded) if is_missing && decoded != source => self.look_at(&decoded).or(found),
            Ok(_) | Err(_) => found,
        }
    }

    fn look_at(&self, source: &str) -> Found<Picture> {
        let Some(name) = inner_path(source) else { return Err(self.outside(source)) };
        let metadata = self.folder.metadata(&name).map_err(|error| self.fault(&name, &error))?;
        // A pipe that stands in the folder could keep the run waiting for ever.
        if !metadata.is_file() {
            return Err(self.missing(&name));
        }
        let length = metadata.len();
        if length > MAX_PICTURE {
            let message = format!("the picture `{name}` has more than {} MiB", MAX_PICTURE >> 20);
            let help = "save a smaller copy for publication";
            return Err(Diagnostic::warning("picture-too-large", message).help(help));
        }
        let (kind, width, height) = self.measure_file(&name)?;
        let path = utf8_percent_encode(&name, OTHER_THAN_PATH).to_string();
        let address = self.url.as_ref().map(|url| format!("{url}/{path}"));
        Ok(Picture { name, kind, width, height, length, path, address })
    }

    /// Kind and size of a file, read from as few of its bytes as tell them.
    fn measure_file(&self, name: &str) -> Found<(PictureKind, u32, u32)> {
        let fault = |error: io::Error| self.fault(name, &error);
        let mut file = self.folder.open(name).map_err(fault)?;
        let mut head = Vec::new();
        read_up_to(HEAD, &mut file, &mut head).map_err(fault)?;
        if kind_of(&head).is_none() {
            return Err(unknown_type(name, &head));
        }
        if let Some(measured) = measure(&head) {
            return Ok(measured);
        }
        read_up_to(LONG_HEAD, &mut file, &mut head).map_err(fault)?;
        measure(&head).ok_or_else(|| unreadable(format!("the picture `{name}` is damaged: it has no size")))
    }

    fn fault(&self, name: &str, error: &io::Error) -> Diagnostic {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => self.missing(name),
            // The system itself has a number for what it refuses; for what leads out of the folder there is none.
            io::ErrorKind::PermissionDenied if error.raw_os_error().is_none() => self.outside(name),
            _ => unreadable(format!("cannot read the picture `{name}`")),
        }
    }

    fn missing(&self, name: &str) -> Diagnostic {
        let message = format!("there is no picture `{name}` in `{}`", self.name);
        Diagnostic::warning("missing-picture", message).help("put it there, or mend its name in the text")
    }

    fn outside(&self, name: &str) -> Diagnostic {
        let message = format!("the picture `{name}` is not looked for outside `{}`", self.name);
        Diagnostic::warning("picture-outside", message).help("copy it into the folder, and name it from there")
    }
}

fn unreadable(message: String) -> Diagnostic {
    Diagnostic::warning("unreadable-picture", message).help("open it, and save it anew")
}

fn unknown_type(name: &str, head: &[u8]) -> Diagnostic {
    let begins_markup = head.trim_ascii_start().strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head.trim_ascii_start());
    let message = match begins_markup.starts_with(b"<") {
        true => format!("`{name}` is markup, as SVG is; it may hold programs, and is not taken for a picture"),
        false => format!("`{name}` is no PNG, JPEG, GIF or WebP picture"),
    };
    Diagnostic::warning("unknown-picture-type", message).help("save it as PNG, JPEG, GIF or WebP")
}

/// Whether `source` begins as an address does: `https:`, `data:`. One letter is a drive.
fn has_scheme(source: &str) -> bool {
    let is_scheme = |scheme: &str| {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        scheme.len() > 1 && scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(letter)
    };
    source.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// `source` as a path below a folder, without `.` and `..`. `None` where it leads out, on whatever system.
fn inner_path(source: &str) -> Option<String> {
    let has_drive = source.as_bytes().get(1) == Some(&b':');
    if source.starts_with('/') || has_drive || source.contains(|letter: char| letter == '\\' || letter.is_control()) {
        return None;
    }
    let mut parts = Vec::new();
    for part in source.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Reads on until `bytes` holds `limit` of the file, or all.
fn read_up_to(limit: u64, file: &mut File, bytes: &mut Vec<u8>) -> io::Result<()> {
    let room = limit.saturating_sub(bytes.len() as u64);
    file.take(room).read_to_end(bytes).map(drop)
}

fn kind_of(head: &[u8]) -> Option<PictureKind> {
    match imagesize::image_type(head).ok()? {
        ImageType::Png => Some(PictureKind::Png),
        ImageType::Jpeg => Some(PictureKind::Jpeg),
        ImageType::Gif => Some(PictureKind::Gif),
        ImageType::Webp => Some(PictureKind::WebP),
        _ => None,
    }
}

/// Kind, width and height of a picture that begins with `head`. `None` where they do not stand in it.
fn measure(head: &[u8]) -> Option<(PictureKind, u32, u32)> {
    let kind = kind_of(head)?;
    let size = imagesize::blob_size(head).ok()?;
    let pixels = |count: usize| u32::try_from(count).ok().filter(|count| *count > 0);
    Some((kind, pixels(size.width)?, pixels(size.height)?))
}
