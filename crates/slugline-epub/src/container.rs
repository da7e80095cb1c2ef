//! The ZIP file that holds a book.
//!
//! Written here rather than by a crate. A book needs one kind of header, names of our own making, no clock, and sizes in
//! that header, since a stored `mimetype` may have no data descriptor; that is less code than holding the `zip` crate to
//! it. That crate also makes a compressor for every member, which costs as much as packing an article.
//!
//! Every member has the same time, 1980-01-01, the first that ZIP can name.
//!
//! Source: EPUB 3.3 section 4.3, "OCF ZIP container"; PKWARE APPNOTE 6.3.10 sections 4.3 and 4.4.

use slugline_core::plugin::Sink;
use slugline_core::{Error, Kind, Result};

use crate::packer;

/// The media type of a book, which is also what its first member says.
pub(crate) const MEDIA_TYPE: &str = "application/epub+zip";

/// 1980-01-01 as MS-DOS counts days.
const DATE: u16 = 1 << 5 | 1;

const LOCAL_HEADER: u32 = 0x0403_4B50;
const DIRECTORY_HEADER: u32 = 0x0201_4B50;
const DIRECTORY_END: u32 = 0x0605_4B50;

/// A book under way: members that were added are in the sink, the directory of them is kept for the end.
pub(crate) struct Container<'o> {
    out: &'o mut Sink,
    /// Where the book begins in the sink.
    start: u64,
    directory: Vec<u8>,
    members: u16,
}

impl<'o> Container<'o> {
    /// Begins a book with the member that tells its media type: the first, not packed, without an extra field, so that
    /// the type stands at byte 38 of the file.
    pub(crate) fn begin(out: &'o mut Sink) -> Result<Container<'o>> {
        let start = out.written();
        let mut container = Container { out, start, directory: Vec::new(), members: 0 };
        container.add("mimetype", MEDIA_TYPE.as_bytes())?;
        Ok(container)
    }

    /// Adds a member. `name` is ASCII, relative, with `/` between folders, and not taken.
    ///
    /// # Errors
    ///
    /// [`Kind::Unsupported`] for what only ZIP64 could hold.
    pub(crate) fn add(&mut self, name: &str, content: &[u8]) -> Result<()> {
        debug_assert!(name.is_ascii() && !name.starts_with('/') && !name.contains(".."));
        packer::packed(content, |packed| match packed {
            Some(packed) => self.put(name, Method::Deflated, content, packed),
            None => self.store(name, content),
        })
    }

    /// Adds a member that is packed already, as pictures are, under a name as for [`add`](Container::add).
    ///
    /// # Errors
    ///
    /// As for [`add`](Container::add).
    pub(crate) fn store(&mut self, name: &str, content: &[u8]) -> Result<()> {
        self.put(name, Method::Stored, content, content)
    }

    fn put(&mut self, name: &str, method: Method, content: &[u8], packed: &[u8]) -> Result<()> {
        let offset = size32(self.out.written() - self.start)?;
        let description = describe(name, method, content, packed)?;

        self.out.put(&LOCAL_HEADER.to_le_bytes());
        self.out.put(&description);
        self.out.put_str(name);
        self.out.put(packed);

        self.members = count16(usize::from(self.members) + 1)?;
        self.directory.extend(DIRECTORY_HEADER.to_le_bytes());
        self.directory.extend(VERSION.to_le_bytes()); // made by this version, on no system with rights of its own
        self.directory.extend(description);
        self.directory.extend([0; 10]); // comment length, disk, attributes within and without
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        Ok(())
    }

    /// Ends the book with the directory of its members.
    ///
    /// # Errors
    ///
    /// As for [`add`](Container::add).
    pub(crate) fn finish(self) -> Result<()> {
        let offset = size32(self.out.written() - self.start)?;
        let size = size32(self.directory.len() as u64)?;
        self.out.put(&self.directory);
        self.out.put(&DIRECTORY_END.to_le_bytes());
        self.out.put(&[0; 4]); // this disk, the directory's disk
        self.out.put(&self.members.to_le_bytes());
        self.out.put(&self.members.to_le_bytes());
        self.out.put(&size.to_le_bytes());
        self.out.put(&offset.to_le_bytes());
        self.out.put(&[0; 2]); // comment length
        Ok(())
    }
}

/// How the bytes of a member are kept.
#[derive(Clone, Copy)]
enum Method {
    Stored = 0,
    Deflated = 8,
}

/// The version of the format that knows deflate and folders: 2.0.
const VERSION: u16 = 20;

/// What the header of a member and its entry in the directory share: from the version needed to the length of the extra
/// field, which is none.
fn describe(name: &str, method: Method, content: &[u8], packed: &[u8]) -> Result<Vec<u8>> {
    let mut fields = Vec::with_capacity(26);
    for half in [VERSION, 0, method as u16, 0, DATE] {
        fields.extend(half.to_le_bytes());
    }
    let (packed_size, size) = (size32(packed.len() as u64)?, size32(content.len() as u64)?);
    for whole in [packer::crc32(content), packed_size, size] {
        fields.extend(whole.to_le_bytes());
    }
    for half in [count16(name.len())?, 0] {
        fields.extend(half.to_le_bytes());
    }
    Ok(fields)
}

/// A size or place as ZIP has it without extension. The greatest number says that an extension follows.
fn size32(size: u64) -> Result<u32> {
    let size = u32::try_from(size).ok().filter(|size| *size < u32::MAX);
    size.ok_or_else(|| Error::new(Kind::Unsupported, "the book is larger than the 4 GiB that an EPUB can be"))
}

/// A count as ZIP has it without extension.
fn count16(count: usize) -> Result<u16> {
    let count = u16::try_from(count).ok().filter(|count| *count < u16::MAX);
    count.ok_or_else(|| {
        let message = "the book has more than the 65,534 members that an EPUB can have";
        Error::new(Kind::Unsupported, message).help("write several books, or a file per article")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_zip64_holds_is_refused() {
        assert_eq!(size32(0xFFFF_FFFE).ok(), Some(0xFFFF_FFFE));
        assert_eq!(size32(0xFFFF_FFFF).unwrap_err().kind(), Kind::Unsupported);
        assert_eq!(count16(0xFFFF).unwrap_err().kind(), Kind::Unsupported);

        let mut out = Sink::memory();
        let mut container = Container::begin(&mut out).unwrap();
        let faults: Vec<Error> =
            (1..=65_534).filter_map(|number: u32| container.add(&number.to_string(), b"").err()).collect();
        assert_eq!(faults.len(), 1);
    }
}
