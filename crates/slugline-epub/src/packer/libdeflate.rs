//! Packing by libdeflate, which is C.

use libdeflater::CompressionLvl;
pub(super) use libdeflater::crc32;

pub(super) struct Compressor(libdeflater::Compressor);

impl Compressor {
    pub(super) fn new() -> Compressor {
        // Level 6.
        Compressor(libdeflater::Compressor::new(CompressionLvl::default()))
    }

    /// Packs `content` into `room`. Gives the length of it, `None` where it does not fit.
    pub(super) fn deflate(&mut self, content: &[u8], room: &mut [u8]) -> Option<usize> {
        self.0.deflate_compress(content, room).ok()
    }
}
