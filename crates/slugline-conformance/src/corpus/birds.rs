//! Words of which none is part of another, and none is markup.

/// Birds by the sea and behind it.
const BIRDS: [&str; 48] = [
    "avocet",
    "bittern",
    "brambling",
    "bullfinch",
    "bunting",
    "buzzard",
    "cormorant",
    "corncrake",
    "curlew",
    "dotterel",
    "dunlin",
    "dunnock",
    "fieldfare",
    "flycatcher",
    "fulmar",
    "gannet",
    "garganey",
    "goosander",
    "goshawk",
    "greenshank",
    "guillemot",
    "harrier",
    "hoopoe",
    "jackdaw",
    "kestrel",
    "kittiwake",
    "lapwing",
    "linnet",
    "mallard",
    "merganser",
    "moorhen",
    "nightjar",
    "nuthatch",
    "oriole",
    "osprey",
    "pintail",
    "pipit",
    "ptarmigan",
    "puffin",
    "razorbill",
    "redshank",
    "sanderling",
    "shearwater",
    "skylark",
    "sparrow",
    "turnstone",
    "wheatear",
    "yellowhammer",
];

/// The words of one article, in order.
#[derive(Default)]
pub(super) struct Birds {
    next: usize,
}

impl Birds {
    /// A word that none of the article has yet. There are some two thousand.
    pub(super) fn next(&mut self) -> String {
        let bird = |at: usize| BIRDS.get(at % BIRDS.len()).copied().unwrap_or_default();
        let (first, second) =
            (bird(self.next), self.next.checked_sub(BIRDS.len()).map(|rest| bird(rest / BIRDS.len())));
        self.next += 1;
        // Two consonants that begin no word keep a pair from having another word within it.
        second.map_or_else(|| first.to_owned(), |second| format!("{first}zq{second}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_part_of_another() {
        for (at, bird) in BIRDS.iter().enumerate() {
            let others = BIRDS.iter().enumerate().filter(|(other, _)| *other != at);
            assert!(others.clone().all(|(_, other)| !other.contains(bird)), "{bird}");
        }
    }
}
