//! What readers are tried on.

use super::texts;
use crate::subject::Input;

/// What a reader has to live through: nothing, much, anything; and of each of `golden`, all of it, its parts, and a megabyte
/// of it.
pub(crate) fn inputs(golden: &[Input]) -> Vec<Input> {
    let mut inputs = vec![
        input("nothing", ""),
        input("a blank", " "),
        input("line ends", "\n\r\n\r\n\n"),
        input("a byte order mark", "\u{FEFF}"),
        input("1 MB in a line", "No ferry left the harbour. ".repeat(38_837)),
        input("1 MB in lines", "No ferry left the harbour.\n\n".repeat(37_450)),
        input("1 MB of brackets", "[{<(".repeat(262_144)),
    ];
    inputs.extend(texts().map(|(name, text)| input(format!("hostile text: {name}"), text)));
    inputs.extend((1..=8).map(|seed| input(format!("random bytes {seed}"), random(seed))));
    for Input { name, bytes } in golden {
        let part = |what: &str, bytes: &[u8]| input(format!("{what} of {name}"), bytes);
        let half = bytes.len() / 2;
        inputs.push(input(name.clone(), bytes.clone()));
        inputs.push(part("the first half", bytes.get(..half).unwrap_or_default()));
        inputs.push(part("the second half", bytes.get(half..).unwrap_or_default()));
        inputs.push(part("all but the last byte", bytes.split_last().map_or(&[], |(_, rest)| rest)));
        inputs.push(part("1 MB", &bytes.repeat((1 << 20) / bytes.len().max(1))));
    }
    inputs
}

fn input(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Input {
    Input { name: name.into(), bytes: bytes.into() }
}

/// Bytes without a pattern, the same for the same seed, half of them letters and marks.
///
/// Source: Marsaglia, "Xorshift RNGs", 2003, the shifts 13, 7 and 17.
fn random(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let [byte, choice, ..] = state.to_le_bytes();
        if choice % 2 == 0 { byte } else { b' ' + byte % 95 }
    };
    std::iter::repeat_with(next).take(4_000).collect()
}
