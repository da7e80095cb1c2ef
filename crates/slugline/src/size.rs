//! Sizes as people write them: `64MiB`, `1 GB`, `500`.

use std::fmt;
use std::str::FromStr;

use slugline_core::{Error, Kind, Result};

/// A number of bytes that is written with a unit.
///
/// Read from digits, then a unit in any case, or none for bytes; a blank may stand between them. Not from `1.5GB`, and not
/// from `64M`, which is one thing to some and another to others. Shown in the largest unit of which it is a whole number.
///
/// ```
/// let limit: slugline::Size = "64 mib".parse()?;
/// assert_eq!(limit.0, 67_108_864);
/// assert_eq!(limit.to_string(), "64MiB");
/// # Ok::<(), slugline::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub u64);

/// Units and their bytes, the largest first.
///
/// Source: IEC 80000-13 for `KiB`, `MiB`, `GiB`; the SI prefixes for the others.
const UNITS: &[(&str, u64)] = &[
    ("GiB", 1 << 30),
    ("GB", 1_000_000_000),
    ("MiB", 1 << 20),
    ("MB", 1_000_000),
    ("KiB", 1 << 10),
    ("kB", 1_000),
    ("B", 1),
];

impl FromStr for Size {
    type Err = Error;

    fn from_str(size: &str) -> Result<Size> {
        let (digits, unit) = size.split_at(size.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(size.len()));
        let unit = if unit.is_empty() { "B" } else { unit.trim_start() };
        let known = UNITS.iter().find(|(known, _)| known.eq_ignore_ascii_case(unit));
        let bytes = known.and_then(|(_, bytes)| digits.parse::<u64>().ok()?.checked_mul(*bytes));
        let expected = || Error::new(Kind::Usage, "expected a size such as `64MiB` or `1GB`");
        bytes.map(Size).ok_or_else(expected)
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Size(size) = *self;
        let whole = UNITS.iter().find(|(_, bytes)| size >= *bytes && size.is_multiple_of(*bytes));
        let (unit, bytes) = whole.copied().unwrap_or(("B", 1));
        write!(f, "{}{unit}", size / bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_a_number_and_a_unit() {
        for (size, bytes, shown) in [
            ("0", 0, "0B"),
            ("500", 500, "500B"),
            ("007b", 7, "7B"),
            ("2KB", 2_000, "2kB"),
            ("1 GB", 1_000_000_000, "1GB"),
            ("1000000kb", 1_000_000_000, "1GB"),
            ("3kib", 3_072, "3KiB"),
            ("65536KiB", 67_108_864, "64MiB"),
            ("4GiB", 4_294_967_296, "4GiB"),
            ("18446744073709551615", u64::MAX, "18446744073709551615B"),
        ] {
            assert_eq!(size.parse::<Size>().unwrap(), Size(bytes), "{size}");
            assert_eq!(Size(bytes).to_string(), shown);
            assert_eq!(shown.parse::<Size>().unwrap(), Size(bytes), "{shown}");
        }
    }

    #[test]
    fn what_is_no_size_is_refused() {
        for size in ["", "MiB", "64M", "1.5GB", "-1", "+1", " 1", "1 2", "1 ", "1e3", "64 Mio", "１", "99999999999GiB"]
        {
            let error = size.parse::<Size>().unwrap_err();
            assert_eq!(error.to_string(), "expected a size such as `64MiB` or `1GB`", "{size}");
        }
    }
}
