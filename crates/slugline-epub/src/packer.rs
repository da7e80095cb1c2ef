//! How the members of a book are packed: deflate (RFC 1951) at level 6, and the CRC-32 of what is packed.
//!
//! Which crate does it is a feature of this one; what the rest of the writer sees is the same. A book is the same bytes in
//! every run of one build, and the two give other bytes for the same content, as any two compressors do.

#[cfg(feature = "libdeflate")]
mod libdeflate;
#[cfg(all(feature = "pure-rust", not(feature = "libdeflate")))]
mod pure_rust;

use std::cell::RefCell;

#[cfg(feature = "libdeflate")]
use libdeflate as library;
#[cfg(all(feature = "pure-rust", not(feature = "libdeflate")))]
use pure_rust as library;

#[cfg(not(any(feature = "libdeflate", feature = "pure-rust")))]
compile_error!("a book is packed by one of two: turn on the feature `libdeflate`, or `pure-rust`");

/// Members shorter than this are stored: in a book of one article, packing the four small ones costs as much as packing the
/// article, and saves some hundred bytes each.
const WORTH_PACKING: usize = 1_500;

/// A compressor and the room it packs into. Making them takes as long as packing an article, so each thread keeps its own.
struct Packer {
    compressor: library::Compressor,
    room: Vec<u8>,
}

thread_local! {
    static PACKER: RefCell<Packer> = RefCell::new(Packer { compressor: library::Compressor::new(), room: Vec::new() });
}

/// Hands `put` the content packed, `None` where that is not worth it or would not make it smaller.
pub(crate) fn packed<T>(content: &[u8], put: impl FnOnce(Option<&[u8]>) -> T) -> T {
    PACKER.with_borrow_mut(|packer| put(packer.pack(content)))
}

/// The CRC-32 of the content, as ZIP has it.
pub(crate) fn crc32(content: &[u8]) -> u32 {
    library::crc32(content)
}

impl Packer {
    fn pack(&mut self, content: &[u8]) -> Option<&[u8]> {
        if content.len() < WORTH_PACKING {
            return None;
        }
        if self.room.len() < content.len() {
            self.room.resize(content.len(), 0);
        }
        let room = self.room.get_mut(..content.len() - 1)?;
        let length = self.compressor.deflate(content, room)?;
        room.get(..length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        std::iter::repeat_with(next).take(length).collect()
    }

    fn pack(content: &[u8]) -> Option<Vec<u8>> {
        packed(content, |packed| packed.map(<[u8]>::to_vec))
    }

    #[test]
    fn small_and_incompressible_members_are_stored() {
        assert_eq!(pack(&[b'x'; WORTH_PACKING - 1]), None);
        assert!(pack(&[b'x'; WORTH_PACKING]).is_some_and(|packed| packed.len() < 50));
        assert_eq!(pack(&noise(4_000)), None);
    }

    #[test]
    fn what_was_packed_before_leaves_no_trace() {
        let text = "No ferry left the harbour on Monday. ".repeat(100);
        let first = pack(text.as_bytes());
        // Too long for its room, which is where a compressor stops half-way; then something of another length.
        assert_eq!(pack(&noise(100_000)), None);
        assert!(pack("Talks open on Tuesday. ".repeat(9_000).as_bytes()).is_some());
        assert!(first.is_some());
        assert_eq!(pack(text.as_bytes()), first);
    }

    #[test]
    fn the_checksum_is_that_of_zip() {
        // The check value of CRC-32/ISO-HDLC.
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }
}
