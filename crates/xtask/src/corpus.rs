//! Texts to measure on: as long as one likes, in the layouts of real copy.
//!
//! They are made of the sentences of one fixture article, drawn by a fixed seed: the same length gives the same text on
//! every machine. Another fixture text means other counts, to be recorded anew.

const ARTICLE: &str = include_str!("../../../fixtures/articles/section-headline-date-author.txt");

/// Blocks of the head: section, headline, date, author.
const HEAD: usize = 4;
/// Shorter blocks are subheads.
const SUBHEAD: usize = 80;
/// What agencies wrap at.
const WRAP: usize = 69;
/// What those wrap at that mark paragraphs by an indent alone.
const WRAP_INDENTED: usize = 68;

/// Makes a text of at least so many bytes, and not many more.
pub(crate) type Make = fn(usize) -> String;

/// An article in the layout of the seed: section, headline, date, author, then a subhead before every paragraph,
/// a blank line between all of them and no newline at the end.
pub(crate) fn seed_layout(len: usize) -> String {
    let mut words = Words::new();
    let mut text = head();
    while text.len() < len {
        text.push_str("\n\n");
        text.push_str(words.subhead());
        text.push_str("\n\n");
        text.push_str(&words.paragraph());
    }
    text
}

/// A post as site generators keep it: front matter, then the text of the seed's layout with links, emphasis, points and
/// shortcodes in it.
pub(crate) fn front_matter_markdown(len: usize) -> String {
    let mut words = Words::new();
    let mut text = "---\ntitle: 'Rain falls: a second day'\nauthors:\n  - ada-roe\ndate: 2024-11-18 17:20:40 -0500\n\
                    topics:\n  - rain\n  - harbour\nslug: rain-falls\n---\n"
        .to_owned();
    while text.len() < len {
        text.push_str(&format!("\n## {}\n\n{}", words.subhead(), words.paragraph()));
        text.push_str(&format!(
            " See [the readings](https://harbour.example/readings), which are *new*.\n\n- {}\n",
            words.sentence()
        ));
        text.push_str(&format!(
            "- **{}**\n\n{{{{< figure src=\"rain.jpg\" >}}}}\n\n{}\n",
            words.subhead(),
            words.paragraph()
        ));
    }
    text
}

/// The same as editors that wrap lines keep it.
pub(crate) fn wrapped_markdown(len: usize) -> String {
    let text = front_matter_markdown(len);
    // A heading ends with its line.
    let wrapped = |line: &str| if line.starts_with('#') { line.to_owned() } else { wrapped(line, WRAP) };
    text.split_inclusive('\n').map(wrapped).collect()
}

/// The seed's layout, its lines wrapped as agencies wrap them.
pub(crate) fn hard_wrapped(len: usize) -> String {
    wrapped(&seed_layout(len), WRAP)
}

/// Agency copy that lost its control bytes: a keyword line, and paragraphs that are told by their indent alone.
pub(crate) fn agency_indented(len: usize) -> String {
    let start = "BC-XX--Rain, 1st Ld-Writethru,9000\nRain falls on Leeds\nBy ADA ROE\nAssociated Press Writer\n";
    let layout = Layout { indent: "   ", width: WRAP_INDENTED, line_end: "\n", between: "", subhead: None };
    start.to_owned() + &layout.body(len.saturating_sub(start.len()), "LEEDS, England (AP) _ ")
}

/// A message in ANPA 1312 with typesetting marks, as long as several stories.
pub(crate) fn anpa(len: usize) -> String {
    let start = "\x16\x16\x01V0042\x1Feuro\r\nr i\x13\x11BC-XX--Rain 11-18 9000\r\n\x02^BC-XX--Rain,9000<\r\n\
                 ^Rain falls on Leeds<\r\n^By ADA ROE=\r\n^Associated Press=\r\n";
    let end = "\t   ^AP-WF-11-18-24 1720GMT<\r\n\x03\r\n\x0C\x04";
    let layout = Layout { indent: "\t   ", width: WRAP, line_end: "\r\n", between: "", subhead: Some(("^", "=")) };
    let body = layout.body(len.saturating_sub(start.len() + end.len()), "LEEDS, England (AP) _ ");
    [start, &body, end].concat()
}

/// A message in IPTC 7901, as long as several stories, with a blank line between paragraphs.
pub(crate) fn iptc7901(len: usize) -> String {
    let start = "\x01eca0042 4 i 9000  dpa 0931\r\n\r\nEngland/weather/rain/\r\n\x021ST LEAD\n\
                 Rain falls on Leeds\nBy Ada Roe, dpa =\r\n\r\n";
    let end = "dpa ar sl\r\n\x03181720 GMT Nov 24\r\n\x7F\r\n\x7F\x04";
    let layout = Layout { indent: "", width: WRAP, line_end: "\r\n", between: "\r\n", subhead: None };
    let body = layout.body(len.saturating_sub(start.len() + end.len()), "Leeds (dpa) - ");
    [start, &body, end].concat()
}

/// How an agency sets the paragraphs of a story.
struct Layout {
    indent: &'static str,
    width: usize,
    line_end: &'static str,
    /// What stands between two paragraphs.
    between: &'static str,
    /// What stands before and behind a subhead, where there are any.
    subhead: Option<(&'static str, &'static str)>,
}

impl Layout {
    /// Paragraphs of at least so many bytes, the first of which begins with a dateline; a subhead before every fifth.
    fn body(&self, len: usize, dateline: &str) -> String {
        let mut words = Words::new();
        let mut text = self.set(&[dateline, &words.paragraph()].concat());
        for number in 1.. {
            if text.len() >= len {
                break;
            }
            text.push_str(self.between);
            if let Some((before, behind)) = self.subhead.filter(|_| number % 5 == 0) {
                text.push_str(&self.set(&[before, words.subhead(), behind].concat()));
            }
            text.push_str(&self.set(&words.paragraph()));
        }
        text
    }

    fn set(&self, paragraph: &str) -> String {
        let lines = wrapped(&[self.indent, paragraph, "\n"].concat(), self.width);
        lines.replace('\n', self.line_end)
    }
}

/// A text whose lines are at most so many bytes long, unless a word is longer.
fn wrapped(long: &str, width: usize) -> String {
    let mut text = String::with_capacity(long.len());
    let mut column = 0;
    for word in long.split_inclusive([' ', '\n']) {
        if column + word.trim_end().len() > width {
            text.truncate(text.trim_end().len());
            text.push('\n');
            column = 0;
        }
        text.push_str(word);
        column = if word.ends_with('\n') { 0 } else { column + word.len() };
    }
    text
}

pub(crate) fn head() -> String {
    let blocks: Vec<&str> = ARTICLE.split("\n\n").take(HEAD).collect();
    blocks.join("\n\n")
}

/// Draws from the fixture's sentences and subheads, by a seed of its own.
pub(crate) struct Words {
    sentences: Vec<&'static str>,
    subheads: Vec<&'static str>,
    state: u64,
}

impl Words {
    pub(crate) fn new() -> Words {
        let (subheads, paragraphs): (Vec<&str>, Vec<&str>) =
            ARTICLE.trim_end().split("\n\n").skip(HEAD).partition(|block| block.len() < SUBHEAD);
        Words {
            sentences: paragraphs.iter().flat_map(|paragraph| paragraph.split_inclusive(". ")).collect(),
            subheads,
            state: 0x5eed,
        }
    }

    pub(crate) fn paragraph(&mut self) -> String {
        let sentences: Vec<&str> = (0..4).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }

    pub(crate) fn sentence(&mut self) -> &'static str {
        let at = self.below(self.sentences.len());
        self.sentences.get(at).copied().unwrap_or_default().trim_end()
    }

    fn subhead(&mut self) -> &'static str {
        let at = self.below(self.subheads.len());
        self.subheads.get(at).copied().unwrap_or_default()
    }

    /// Source: Marsaglia, "Xorshift RNGs" (2003).
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        // The remainder is below `end`, which is a usize.
        (self.state % end.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_of_agencies_are_wrapped() {
        for make in [agency_indented, anpa, iptc7901] {
            let text = make(20_000);
            assert!(text.lines().all(|line| line.len() <= WRAP), "{text}");
        }
    }

    #[test]
    fn wrapped_lines_are_no_longer_than_agencies_wrap() {
        let text = hard_wrapped(20_000);
        assert!(text.lines().all(|line| line.len() <= WRAP));
        assert_eq!(text.replace('\n', " "), seed_layout(20_000).replace('\n', " "));
    }
}
