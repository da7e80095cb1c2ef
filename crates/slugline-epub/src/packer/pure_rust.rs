//! Packing by crates without a line of C: for targets that have no compiler of it, and for who wants none.

pub(super) use crc32fast::hash as crc32;
use miniz_oxide::DataFormat;
use miniz_oxide::deflate::CompressionLevel;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, TDEFLStatus, compress};

pub(super) struct Compressor(Box<CompressorOxide>);

impl Compressor {
    pub(super) fn new() -> Compressor {
        Compressor(Box::new(CompressorOxide::with_format_and_level(DataFormat::Raw, CompressionLevel::DefaultLevel)))
    }

    /// Packs `content` into `room`. Gives the length of it, `None` where it does not fit.
    pub(super) fn deflate(&mut self, content: &[u8], room: &mut [u8]) -> Option<usize> {
        self.0.reset();
        let (status, _, length) = compress(&mut self.0, content, room, TDEFLFlush::Finish);
        (status == TDEFLStatus::Done).then_some(length)
    }
}
