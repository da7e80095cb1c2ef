//! How much a plugin takes, counted as it grows.

use wasmtime::ResourceLimiter;

/// Memories, tables and instances that one component may have. Those of interpreters link many modules.
const PARTS: usize = 100;

/// What a table needs for an element, in bytes.
const ELEMENT: usize = size_of::<usize>();

/// Counts the bytes of all memories and tables of one call.
pub(super) struct Meter {
    limit: usize,
    used: usize,
    /// Whether more was asked for than there is.
    pub(super) refused: bool,
}

impl Meter {
    /// Lets `limit` bytes be used.
    pub(super) fn new(limit: u64) -> Meter {
        Meter { limit: limit.try_into().unwrap_or(usize::MAX), used: 0, refused: false }
    }

    /// Whether `bytes` more may be used. A plugin is told that they may not, and might do without them: it is no fault yet.
    fn take(&mut self, bytes: usize) -> bool {
        match self.used.checked_add(bytes).filter(|used| *used <= self.limit) {
            Some(used) => {
                self.used = used;
                true
            }
            None => {
                self.refused = true;
                false
            }
        }
    }
}

impl ResourceLimiter for Meter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(self.take(desired.saturating_sub(current)))
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(self.take(desired.saturating_sub(current).saturating_mul(ELEMENT)))
    }

    fn instances(&self) -> usize {
        PARTS
    }

    fn tables(&self) -> usize {
        PARTS
    }

    fn memories(&self) -> usize {
        PARTS
    }
}
