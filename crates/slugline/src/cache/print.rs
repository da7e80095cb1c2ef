//! What bytes hold, in 32 bytes: BLAKE3.

use std::fs::File;
use std::hash::Hasher;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::OnceLock;

/// The print of some bytes, or of a value. As text, 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(crate) struct Print([u8; 32]);

impl Print {
    /// Digits of its text.
    pub(crate) const DIGITS: usize = 64;

    /// That of `bytes`.
    pub(crate) fn of(bytes: &[u8]) -> Print {
        Print(blake3::hash(bytes).into())
    }

    /// That of the program itself: another one may do something else. Taken once.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub(crate) fn of_program() -> Result<Print, String> {
        static PROGRAM: OnceLock<Result<Print, String>> = OnceLock::new();
        PROGRAM.get_or_init(|| of_running().map_err(|error| error.to_string())).clone()
    }

    /// The print whose text is `digits`.
    pub(crate) fn from_digits(digits: &[u8]) -> Option<Print> {
        // Each print has one text.
        let is_lower = digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        blake3::Hash::from_hex(digits).ok().filter(|_| is_lower).map(|hash| Print(hash.into()))
    }

    /// Its first bytes, as a number.
    pub(crate) fn number(self) -> u64 {
        let Print([a, b, c, d, e, f, g, h, ..]) = self;
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    /// Its text.
    pub(crate) fn digits(self) -> String {
        blake3::Hash::from(self.0).to_hex().as_str().to_owned()
    }
}

impl From<Print> for String {
    fn from(print: Print) -> String {
        print.digits()
    }
}

impl TryFrom<String> for Print {
    type Error = &'static str;

    fn try_from(digits: String) -> Result<Print, &'static str> {
        Print::from_digits(digits.as_bytes()).ok_or("no print")
    }
}

/// Takes the print of values that can be hashed. Lengths are part of what is hashed, so that no two values run together.
#[derive(Default)]
pub(crate) struct Printer(blake3::Hasher);

impl Printer {
    pub(crate) fn print(&self) -> Print {
        Print(self.0.finalize().into())
    }
}

impl Hasher for Printer {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        self.print().number()
    }
}

fn of_running() -> io::Result<Print> {
    // Under its name there may be a newer one by now.
    let running = Path::new("/proc/self/exe");
    let file = if cfg!(target_os = "linux") { File::open(running) } else { File::open(std::env::current_exe()?) };
    let (mut file, mut hasher, mut chunk) = (file?, blake3::Hasher::new(), vec![0; 1 << 18]);
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(Print(hasher.finalize().into())),
            count => hasher.update(chunk.get(..count).unwrap_or_default()),
        };
    }
}

#[cfg(test)]
mod tests {
    use std::hash::Hash as _;

    use super::*;

    #[test]
    fn a_print_has_one_text() {
        let print = Print::of(b"rain");
        assert_eq!(Print::from_digits(print.digits().as_bytes()), Some(print));
        assert_eq!(print.digits().len(), Print::DIGITS);
        assert_eq!(Print::from_digits(print.digits().to_uppercase().as_bytes()), None);
        assert_eq!(Print::from_digits(b"rain"), None);
    }

    #[test]
    fn values_do_not_run_together() {
        let of = |parts: &[&str]| {
            let mut printer = Printer::default();
            parts.hash(&mut printer);
            printer.print()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab"]), of(&["ab", ""]));
    }
}
