//! What the bytes of a file say about it, before the system is asked to load it.
//!
//! The system would say less: `file too short`, `invalid ELF header`, for another processor even `No such file`. And a
//! library that is cut off it maps all the same: the process dies as soon as a byte of it is asked for.

use std::env::consts::ARCH;

/// Why a file that holds `bytes` cannot be a library of this machine. `None` where it may be one.
pub(super) fn fault(bytes: &[u8]) -> Option<String> {
    // Elsewhere libraries have another form, and the system's own words have to do.
    if cfg!(any(not(unix), target_vendor = "apple")) {
        return None;
    }
    match Elf::read(bytes) {
        Some(elf) => elf.fault(),
        None => Some("it is no library".to_owned()),
    }
}

/// What is looked at of an ELF file.
///
/// Source: System V Application Binary Interface, chapters 4 and 5, "ELF Header" and "Program Header".
#[derive(Debug)]
struct Elf<'b> {
    bytes: &'b [u8],
    /// Whether addresses have 64 bits, else 32.
    wide: bool,
    /// Whether numbers begin with their highest byte.
    big: bool,
}

/// Processors as Rust calls them, and their `e_machine`.
const MACHINES: [(&str, u64); 8] = [
    ("x86", 3),
    ("powerpc64", 21),
    ("s390x", 22),
    ("arm", 40),
    ("x86_64", 62),
    ("aarch64", 183),
    ("riscv64", 243),
    ("loongarch64", 258),
];

/// The type of a segment that is mapped.
const PT_LOAD: u64 = 1;

impl<'b> Elf<'b> {
    /// The file, where it is one.
    fn read(bytes: &'b [u8]) -> Option<Elf<'b>> {
        match bytes.first_chunk()? {
            [0x7f, b'E', b'L', b'F', class @ 1..=2, data @ 1..=2] => {
                Some(Elf { bytes, wide: *class == 2, big: *data == 2 })
            }
            _ => None,
        }
    }

    fn fault(&self) -> Option<String> {
        let known = |(arch, machine): &&(&str, u64)| *arch == ARCH && Some(*machine) != self.number(18, 2);
        if MACHINES.iter().any(|pair| known(&pair)) || self.wide != (usize::BITS == 64) {
            return Some(format!("it is for {}, this is {ARCH}", self.machine()));
        }
        self.is_cut_off().unwrap_or(true).then(|| "it is cut off".to_owned())
    }

    fn machine(&self) -> String {
        let bits = if self.wide { 64 } else { 32 };
        let named = MACHINES.iter().find(|(_, machine)| Some(*machine) == self.number(18, 2));
        named.map_or_else(|| format!("another machine of {bits} bits"), |(arch, _)| (*arch).to_owned())
    }

    /// Whether a segment ends behind the file. `None`: its header does.
    fn is_cut_off(&self) -> Option<bool> {
        let word = if self.wide { 8 } else { 4 };
        let (table, size, count) = if self.wide { (32, 54, 56) } else { (28, 42, 44) };
        let (offset, length) = if self.wide { (8, 32) } else { (4, 16) };
        let (table, size) = (self.number(table, word)?, self.number(size, 2)?);
        for segment in 0..self.number(count, 2)? {
            let at = usize::try_from(table.checked_add(segment * size)?).ok()?;
            let end = self.number(at.checked_add(offset)?, word)?.checked_add(self.number(at + length, word)?)?;
            if self.number(at, 4)? == PT_LOAD && end > self.bytes.len() as u64 {
                return Some(true);
            }
        }
        Some(false)
    }

    /// The number of `width` bytes at `at`.
    fn number(&self, at: usize, width: usize) -> Option<u64> {
        let bytes = self.bytes.get(at..at.checked_add(width)?)?;
        let join = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        Some(if self.big { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) })
    }
}
