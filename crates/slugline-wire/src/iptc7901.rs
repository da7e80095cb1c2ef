//! IPTC 7901: the wire of European agencies.
//!
//! ```text
//! SOH source number SP urgency SP category SP words SP SP source SP number CR LF
//! CR LF
//! slug/ CR LF
//! STX headline CR LF By name SP = CR LF
//! CR LF
//! paragraphs, wrapped, a blank line after each
//! ETX DDHHMM SP GMT SP Mon SP YY CR LF
//! DEL CR LF DEL EOT
//! ```
//!
//! Source: WIRE-CONVENTIONS section 4; IPTC 7901 revision 5 (1995) recommends plain CR LF, and US between columns.

use slugline_core::Result;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Field};
use slugline_core::plugin::{Context, OptionHelp, Sink};

use crate::body::{Body, Part};
use crate::charset::Charset;
use crate::code::{self, Category};
use crate::copy::Copy;
use crate::head::{self, Sent};
use crate::letters::Marks;
use crate::loss::Loss;
use crate::wrap;

pub(crate) const NAME: &str = "iptc7901";

/// How IPTC 7901 is written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Code of the service: up to six letters. Default: `xxx`.
    pub source: String,
    /// Number of the first story, 0 to 9999; the others count on from it. Default: 1.
    pub number: u16,
    /// Category of a story that has none: up to three letters. Default: `i`, politics and foreign news at dpa, which is
    /// reported.
    pub category: Option<String>,
    /// What the copy is encoded in. Default: Latin-1.
    pub encoding: Charset,
    /// Characters a line is wrapped at, 0: not at all. Default: 69.
    pub width: u16,
}

impl Default for Options {
    fn default() -> Options {
        Options { source: "xxx".to_owned(), number: 1, category: None, encoding: Charset::LATIN_1, width: 69 }
    }
}

pub(crate) const OPTIONS: &[OptionHelp] = &[
    OptionHelp::new("source", "code of the service, up to six letters; default: xxx"),
    code::NUMBER,
    OptionHelp::new("category", "category of a story that has none, up to three letters; default: i"),
    Charset::HELP,
    OptionHelp::new("width", "characters a line is wrapped at, 0 for not at all; default: 69"),
];

impl Options {
    /// Refuses values that the frame has no room for.
    pub(crate) fn check(&self) -> Result<()> {
        let letter = char::is_ascii_alphabetic;
        code::check("iptc7901.source", &self.source, 6, "up to six letters", letter)?;
        if let Some(category) = &self.category {
            code::check(CATEGORY.option, category, CATEGORY.longest, "up to three letters", letter)?;
        }
        code::check_number("iptc7901.number", self.number)
    }
}

/// `i`: politics and foreign news at dpa.
const CATEGORY: Category = Category { longest: 3, stand_in: "i", option: "iptc7901.category" };

/// Most keywords: readers look for the text a few lines below the header.
const MOST_KEYWORDS: usize = 5;

/// Between the cells of a row.
const US: char = '\u{1F}';

/// Writes `article` to `out` as one message with the story number `number`, and reports to `cx` what IPTC 7901 cannot say.
///
/// No article can break the frame; `docs/formats/iptc7901.md` lists what becomes of each field.
pub fn write_article(article: &Article<'_>, options: &Options, number: u16, out: &mut Sink, cx: &mut Context<'_>) {
    let copy = Copy::new(article, options.encoding, Marks::Typewriter, cx);
    let mut message = Message { copy, options };
    message.write(number);
    message.copy.finish(out);
}

struct Message<'w, 'c> {
    copy: Copy<'w, 'c>,
    options: &'w Options,
}

impl Message<'_, '_> {
    fn write(&mut self, number: u16) {
        let head = self.copy.head();
        let body = self.copy.body(" - ");
        self.header(number, head.word_count.map_or(body.words, u64::from));
        self.slugs();
        self.head_lines();
        self.parts(&body.public);
        self.notebook(&body);
        self.trailer();
    }

    fn header(&mut self, number: u16, words: u64) {
        let head = self.copy.head();
        let urgency = code::urgency(head, |code| matches!(code, '1'..='9'), digit, '5', self.copy.cx);
        let category = code::category(head, &CATEGORY, self.options.category.as_deref(), self.copy.cx);
        let (source, category) = (code::plain(&self.options.source), code::plain(category));
        self.copy.line(&format!("\u{1}{source}{number:04} {urgency} {category} {words}  {source} {number:04}"));
        self.copy.line("");
    }

    /// The slug and the keywords, each in a line with a slash at its end. The slug may have slashes within.
    fn slugs(&mut self) {
        let head = self.copy.head();
        let slug = head::slug(self.copy.article, self.copy.cx);
        let slug = self.copy.spell(&slug, Field::Slug, 0);
        self.copy.line(&format!("{}/", slug.trim_end_matches('/')));
        for (at, keyword) in head.keywords.iter().enumerate() {
            if at == MOST_KEYWORDS {
                let message = format!("{MOST_KEYWORDS} keywords stand below the slug; the others are left out");
                let span = head.span(Field::Keyword, at);
                return self.copy.cx.report(Diagnostic::note("field-left-out", message).at(span));
            }
            let keyword = self.copy.spell(keyword, Field::Keyword, at);
            if !keyword.is_empty() {
                self.copy.line(&format!("{}/", keyword.trim_end_matches('/')));
            }
        }
    }

    /// State, headline, deck and byline; the last ends in ` =`.
    fn head_lines(&mut self) {
        let head = self.copy.head();
        let lead = head::new_lead(head, self.copy.cx).map(|lead| format!("{} LEAD", lead.to_uppercase()));
        let titles = [(head.headline.as_deref(), Field::Headline), (head.subheadline.as_deref(), Field::Subheadline)];
        let mut lines: Vec<String> = head::status_word(head).map(str::to_owned).into_iter().chain(lead).collect();
        for (at, state) in head.editor_notes.iter().enumerate().filter(|(_, note)| head::is_state(note)) {
            lines.push(self.copy.spell(state, Field::EditorNote, at));
        }
        for (text, field) in titles {
            let text = text.unwrap_or_default();
            lines.push(self.copy.spell(text, field, 0));
        }
        lines.extend(self.byline());
        for line in &mut lines {
            self.unmark(line);
        }
        lines.retain(|line| !line.is_empty());
        let joined = lines.join("\r\n");
        let end = if joined.is_empty() { "=" } else { " =" };
        self.copy.line(&format!("\u{2}{joined}{end}"));
        self.copy.line("");
    }

    /// `By Max Frei, dpa`; what is said of the authors in more than a word has a line of its own.
    fn byline(&mut self) -> Vec<String> {
        let head = self.copy.head();
        let Some(names) = head::byline(self.copy.article) else { return Vec::new() };
        let names = self.copy.spell(&names, Field::Byline, 0);
        let title = head::byline_title(head, self.copy.cx);
        match title.map(|title| self.copy.spell(&title, Field::BylineAffiliation, 0)) {
            Some(agency) if !agency.contains(' ') => vec![format!("{names}, {agency}")],
            Some(title) => vec![names, title],
            None => vec![names],
        }
    }

    /// Takes off the sign that would end the head.
    fn unmark(&mut self, line: &mut String) {
        let bare = line.trim_end_matches(['=', ' ']).len();
        if bare < line.len() {
            self.copy.lose(Loss::Mark);
            line.truncate(bare);
        }
    }

    /// Parts with a blank line between them; rows and points stand together.
    fn parts(&mut self, parts: &[Part]) {
        for (at, part) in parts.iter().enumerate() {
            self.part(part);
            let is_last_of_kind = parts.get(at + 1).is_none_or(|next| !belongs_to(part, next));
            if is_last_of_kind {
                self.copy.line("");
            }
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Paragraph(text) => self.paragraph("", text),
            Part::Heading(text) | Part::Line(text) => self.copy.line(text),
            Part::Point(None, text) => self.paragraph("- ", text),
            Part::Point(Some(number), text) => self.paragraph(&format!("{number}. "), text),
            Part::Row(cells) => self.copy.line(&cells.join(&US.to_string())),
            Part::Break => self.copy.line("___"),
        }
    }

    /// A paragraph behind `mark`, under which the lines that it wraps to stand.
    fn paragraph(&mut self, mark: &str, text: &str) {
        let width = usize::from(self.options.width);
        let width = if width == 0 { 0 } else { width.saturating_sub(mark.len()).max(1) };
        for (at, line) in wrap::lines(text, width).into_iter().enumerate() {
            let indent = mark.len();
            let line = if at == 0 { format!("{mark}{line}") } else { format!("{:indent$}{line}", "") };
            self.copy.line(&line);
        }
    }

    /// What only editors may read, below the text: notes first, then what must not be published at all.
    ///
    /// Source: WIRE-CONVENTIONS section 4, dpa body.
    fn notebook(&mut self, body: &Body) {
        let head = self.copy.head();
        let mut notes: Vec<String> = Vec::new();
        for (at, note) in head.editor_notes.iter().enumerate().filter(|(_, note)| !head::is_state(note)) {
            notes.push(self.copy.spell(note, Field::EditorNote, at));
        }
        notes.extend(head::embargo_line(head, self.copy.cx));
        notes.retain(|note| !note.is_empty());
        if !notes.is_empty() {
            self.copy.line("# Notebook");
            self.copy.line("");
            self.copy.line("## Note to editors");
            self.parts(&notes.into_iter().map(|note| Part::Point(None, note)).collect::<Vec<_>>());
        }
        if !body.for_editors.is_empty() {
            // Copy that came by wire has the sign within: a second one would grow with each trip.
            if !body.for_editors.first().is_some_and(closes_text) {
                self.copy.line("* * * *");
                self.copy.line("The following information is not intended for publication");
                self.copy.line("");
            }
            let parts: Vec<Part> = body.for_editors.iter().map(as_noted).collect();
            self.parts(&parts);
        }
    }

    fn trailer(&mut self) {
        let head = self.copy.head();
        let filed = head::filed(head, "IPTC 7901", self.copy.cx);
        let sent = filed.and_then(|date| head::sent(date, head, self.copy.cx));
        self.copy.put("\u{3}");
        if let Some(Sent { day, month, year, clock, zone }) = sent {
            let blank = if zone.is_empty() { "" } else { " " };
            let month = usize::from(month).checked_sub(1).and_then(|at| MONTHS.get(at)).unwrap_or(&"");
            self.copy.put(&format!("{day:02}{clock}{blank}{zone} {month} {year:02}"));
        }
        self.copy.put("\r\n\u{7F}\r\n\u{7F}\u{4}");
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The digit of a level: they are the same.
fn digit(level: u8) -> char {
    char::from(b'0' + level.min(9))
}

/// Whether a part is a sign that what follows is for editors alone, or the break above one.
fn closes_text(part: &Part) -> bool {
    let Part::Paragraph(text) = part else { return false };
    let bare = text.trim_start_matches(['#', '*', ' ']);
    bare.is_empty() || head::begins_with(bare, &["notebook", "the following information is not"])
}

/// A line of a notebook that begins with the mark of a point, as one.
fn as_noted(part: &Part) -> Part {
    match part {
        Part::Paragraph(text) => match text.strip_prefix("- ") {
            Some(point) => Part::Point(None, point.to_owned()),
            None => part.clone(),
        },
        other => other.clone(),
    }
}

/// Whether no blank line stands between two parts: lines of one table, points of one list.
fn belongs_to(part: &Part, next: &Part) -> bool {
    matches!(
        (part, next),
        (Part::Point(None, _), Part::Point(None, _))
            | (Part::Point(Some(_), _), Part::Point(Some(_), _))
            | (Part::Row(_), Part::Row(_))
            | (Part::Line(_), Part::Line(_))
    )
}
