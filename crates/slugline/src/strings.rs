//! Many strings in little memory.

/// Strings that are known by numbers. Of equal ones in a row one is kept: all outputs of a stream are of one input.
#[derive(Default)]
pub(crate) struct Strings {
    /// All of them, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Strings {
    /// Keeps `string`, and gives the number that it is known by.
    pub(crate) fn add(&mut self, string: &str) -> u32 {
        if self.ends.is_empty() || self.at(self.ends.len() - 1) != string {
            self.text.push_str(string);
            self.ends.push(self.text.len());
        }
        u32::try_from(self.ends.len() - 1).unwrap_or(u32::MAX)
    }

    /// The string of that number; empty where there is none.
    pub(crate) fn get(&self, number: u32) -> &str {
        self.at(number as usize)
    }

    fn at(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(at).copied().unwrap_or_default();
        self.text.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_known_by_its_number_and_equal_ones_in_a_row_are_one() {
        let mut strings = Strings::default();
        let numbers = ["", "rain", "rain", "snow", "rain"].map(|string| strings.add(string));
        assert_eq!(numbers, [0, 1, 1, 2, 3]);
        assert_eq!(numbers.map(|number| strings.get(number)), ["", "rain", "rain", "snow", "rain"]);
        assert_eq!((strings.get(4), strings.text.as_str()), ("", "rainsnowrain"));
    }
}
