//! ANPA 1312: the wire of North American agencies.
//!
//! ```text
//! SYN SYN SOH service number US selector CR LF
//! priority SP category DC3 DC1 SP keyword SP MM-DD SP words CR LF
//! STX ^keyword line< CR LF
//! ^headline< ^Eds: ...< ^By ...=
//! TAB SP SP SP paragraph CR LF
//! ETX transmission line< CR LF CR LF FF CR LF EOT
//! ```
//!
//! Source: WIRE-CONVENTIONS section 3; the bulletin itself (ANPA 84-2, 89-3) is not public.

use slugline_core::Result;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Date, Field};
use slugline_core::plugin::{Context, OptionHelp, Sink};

use crate::body::{Body, Part, words};
use crate::charset::Charset;
use crate::code::{self, Category};
use crate::copy::Copy;
use crate::head::{self, Sent};
use crate::letters::Marks;
use crate::loss::Loss;
use crate::wrap;

pub(crate) const NAME: &str = "anpa1312";

/// How ANPA 1312 is written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Letter of the circuit. Default: `a`.
    pub service: String,
    /// Number of the first story, 0 to 9999; the others count on from it. Default: 1.
    pub number: u16,
    /// Routing code: up to six letters, digits, `-` or `_`. Default: `-----`.
    pub selector: String,
    /// Product codes in a line of their own before the header, such as `C T`. Default: none, and no such line.
    pub pre_header: Option<String>,
    /// What the transmission line begins with: one or two groups of two to four capitals, such as `AP-WF`. Default: `XX`.
    pub source: String,
    /// Category letter of a story that has none. Default: `a`, general news at most agencies, which is reported.
    pub category: Option<String>,
    /// What the copy is encoded in. Default: Latin-1.
    pub encoding: Charset,
    /// Characters a line is wrapped at, 0: not at all. Default: 0.
    pub width: u16,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            service: "a".to_owned(),
            number: 1,
            selector: "-----".to_owned(),
            pre_header: None,
            source: "XX".to_owned(),
            category: None,
            encoding: Charset::LATIN_1,
            width: 0,
        }
    }
}

pub(crate) const OPTIONS: &[OptionHelp] = &[
    OptionHelp::new("service", "letter of the circuit; default: a"),
    code::NUMBER,
    OptionHelp::new("selector", "routing code; default: -----"),
    OptionHelp::new("pre_header", "product codes in a line before the header; default: none"),
    OptionHelp::new("source", "what the transmission line begins with, such as AP-WF; default: XX"),
    OptionHelp::new("category", "category letter of a story that has none; default: a"),
    Charset::HELP,
    OptionHelp::new("width", "characters a line is wrapped at, 0 for not at all; default: 0"),
];

impl Options {
    /// Refuses values that the frame has no room for.
    pub(crate) fn check(&self) -> Result<()> {
        let letter = char::is_ascii_alphabetic;
        code::check("anpa1312.service", &self.service, 1, "a letter", letter)?;
        if let Some(category) = &self.category {
            code::check(CATEGORY.option, category, CATEGORY.longest, "a letter", letter)?;
        }
        let routing = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        code::check("anpa1312.selector", &self.selector, 6, "up to six letters, digits, `-` or `_`", routing)?;
        if let Some(codes) = &self.pre_header {
            let is_code = |letter: &char| letter.is_ascii_graphic() || *letter == ' ';
            code::check("anpa1312.pre_header", codes, 40, "codes of ASCII", is_code)?;
        }
        code::check_number("anpa1312.number", self.number)?;
        let is_group = |group: &str| (2..=4).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_uppercase());
        if !self.source.split('-').all(is_group) || self.source.split('-').count() > 2 {
            return Err(code::refuse("anpa1312.source", "capitals such as `AP-WF`", &self.source));
        }
        Ok(())
    }
}

const STX: &str = "\u{2}";
const ETX: &str = "\u{3}";
/// Begins a row of a table.
const BS: char = '\u{8}';

/// `a`: general news at most agencies.
const CATEGORY: Category = Category { longest: 1, stand_in: "a", option: "anpa1312.category" };

/// Most characters of a keyword.
const KEYWORD: usize = 24;
/// Most words that four digits count.
const MOST_WORDS: u64 = 9999;

/// Writes `article` to `out` as one message with the story number `number`, and reports to `cx` what ANPA 1312 cannot say.
///
/// No article can break the frame; `docs/formats/anpa1312.md` lists what becomes of each field.
pub fn write_article(article: &Article<'_>, options: &Options, number: u16, out: &mut Sink, cx: &mut Context<'_>) {
    let copy = Copy::new(article, options.encoding, Marks::Teletype, cx);
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
        let body = self.copy.body(" _ ");
        let filed = head::filed(head, "ANPA 1312", self.copy.cx);
        let slugging = Slugging {
            keyword: self.keyword(),
            lead: head::new_lead(head, self.copy.cx),
            status: head::status_word(head),
            versions: head.editor_notes.iter().map(|note| note.trim()).filter(|note| is_version(note)).collect(),
            words: self.words(&body),
        };
        self.header(number, is_tabular(&body), &slugging, filed);
        self.copy.put(STX);
        self.typeset(&slugging.line(), '<');
        self.head_lines(&body);
        for part in &body.public {
            self.part(part);
        }
        self.trailer(filed);
    }

    /// The slug with the cycle before it, whole.
    fn keyword(&mut self) -> String {
        let slug = head::slug(self.copy.article, self.copy.cx);
        let line = self.copy.spell(&slug, Field::Slug, 0);
        let has_cycle = head::begins_with(&line, &["AM-", "PM-", "BC-", "AP-"]);
        let keyword = if has_cycle { line } else { format!("BC-{line}") };
        if self.copy.head().slug.is_some() {
            self.report_keyword(&slug, &keyword);
        }
        keyword
    }

    /// Reports a keyword that is not the slug. Receivers miss what is cut off.
    fn report_keyword(&mut self, slug: &str, keyword: &str) {
        let column = keyword_column(keyword);
        let cut = first(&column, KEYWORD);
        let message = format!("the slug `{slug}` is written as the keyword `{cut}`");
        let changed = match (cut == column, cut == slug) {
            (false, _) => Diagnostic::warning("slug-as-keyword", message),
            (true, false) => Diagnostic::note("slug-as-keyword", message),
            (true, true) => return,
        };
        self.copy.cx.report(changed.at(self.copy.head().span(Field::Slug, 0)));
    }

    /// The words that the head says there are, else those of the public parts.
    fn words(&mut self, body: &Body) -> u64 {
        let head = self.copy.head();
        let words = head.word_count.map_or(body.words, u64::from);
        if words > MOST_WORDS {
            let message = format!("the count of {words} words has more than four digits; {MOST_WORDS} is written");
            self.copy.cx.report(Diagnostic::warning("word-count", message).at(head.span(Field::WordCount, 0)));
        }
        words.min(MOST_WORDS)
    }

    /// The two lines before the text.
    fn header(&mut self, number: u16, is_tabular: bool, slugging: &Slugging<'_>, filed: Option<Date>) {
        let (head, options) = (self.copy.head(), self.options);
        if let Some(codes) = &options.pre_header {
            let codes: Vec<String> = codes.split(' ').map(code::plain).collect();
            self.copy.line(&format!("\u{5}\u{5}\u{5}{}", codes.join(" ")));
        }
        let (service, selector) = (code::plain(&options.service), code::plain(&options.selector));
        self.copy.line(&format!("\u{16}\u{16}\u{1}{service}{number:04}\u{1F}{selector}"));
        let priority = code::urgency(head, |code| code.is_ascii_alphabetic(), priority, 'r', self.copy.cx);
        let category = code::category(head, &CATEGORY, options.category.as_deref(), self.copy.cx);
        let controls = if is_tabular { "\u{14}\u{12}" } else { "\u{13}\u{11}" };
        let (month, day) = self.month_day(filed);
        let (category, columns, words) = (code::plain(category), slugging.columns(), slugging.words);
        self.copy.line(&format!("{priority} {category}{controls} {columns} {month:02}-{day:02} {words:04}"));
    }

    /// The day of filing. The header must have one, so a moment stands in where none is known.
    fn month_day(&mut self, filed: Option<Date>) -> (u8, u8) {
        let day = match filed {
            Some(Date::MonthDay(day)) => return (day.month(), day.day()),
            Some(Date::Day(day)) => day,
            Some(Date::Instant(instant)) => instant.in_utc().day(),
            None => self.copy.cx.moment(self.copy.article).in_utc().day(),
        };
        (day.month(), day.day())
    }

    /// Headline, notes, deck and byline, in the order of AP.
    ///
    /// Source: WIRE-CONVENTIONS section 3.4, head zone order.
    fn head_lines(&mut self, body: &Body) {
        let head = self.copy.head();
        self.field(head.headline.as_deref(), Field::Headline);
        for note in self.notes(body) {
            self.typeset(&note, '<');
        }
        self.field(head.subheadline.as_deref(), Field::Subheadline);
        if let Some(byline) = head::byline(self.copy.article) {
            let byline = self.copy.spell(&byline, Field::Byline, 0);
            self.typeset(&byline, '=');
        }
        if let Some(title) = head::byline_title(head, self.copy.cx) {
            let title = self.copy.spell(&title, Field::BylineAffiliation, 0);
            self.typeset(&title, '=');
        }
    }

    /// What only editors may read: the notes of the head, the embargo, the parts of the body.
    fn notes(&mut self, body: &Body) -> Vec<String> {
        let head = self.copy.head();
        let of_head = head.editor_notes.iter().enumerate().filter(|(_, note)| !is_version(note.trim()));
        let mut notes: Vec<String> = head::embargo_line(head, self.copy.cx).into_iter().collect();
        notes.extend(of_head.map(|(at, note)| self.copy.spell(note, Field::EditorNote, at)));
        notes.extend(body.for_editors.iter().map(words));
        notes.retain(|note| !note.is_empty());
        notes
            .into_iter()
            .map(|note| if is_marked_as_note(&note) || head::is_state(&note) { note } else { format!("Eds: {note}") })
            .collect()
    }

    fn field(&mut self, value: Option<&str>, field: Field) {
        if let Some(value) = value {
            let line = self.copy.spell(value, field, 0);
            self.typeset(&line, '<');
        }
    }

    /// A line of its own: `^North pier to close<`, `^By JOAN ROE=`.
    fn typeset(&mut self, line: &str, end: char) {
        let line = self.unmarked(line, &['<', '=', ' ']).to_owned();
        if !line.is_empty() {
            self.copy.line(&format!("^{line}{end}"));
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Paragraph(text) => self.paragraph("", text),
            Part::Heading(text) => self.typeset(text, '='),
            Part::Point(None, text) => self.paragraph("_", text),
            Part::Point(Some(number), text) => {
                self.copy.lose(Loss::Numbers);
                self.paragraph(&format!("{number}. "), text);
            }
            Part::Row(cells) => self.row(cells),
            Part::Line(text) => self.copy.line(&format!("{BS}{text}")),
            Part::Break => self.paragraph("", "___"),
        }
    }

    /// An indented line, and what it wraps to.
    fn paragraph(&mut self, mark: &str, text: &str) {
        let text = self.unmarked(text, &['<', ' ']).to_owned();
        let lines = wrap::lines(&text, usize::from(self.options.width));
        for (at, line) in lines.into_iter().enumerate() {
            let line = if at == 0 { format!("\t   {mark}{line}") } else { line.to_owned() };
            self.copy.line(&line);
        }
    }

    fn row(&mut self, cells: &[String]) {
        if cells.iter().any(|cell| cell.contains(';')) {
            self.copy.lose(Loss::Separator);
        }
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace(';', ",")).collect();
        self.copy.line(&format!("{BS}{}", cells.join(";")));
    }

    /// A text without what would pass for typesetting at its ends.
    fn unmarked<'t>(&mut self, text: &'t str, at_end: &[char]) -> &'t str {
        let bare = text.trim_start_matches(['^', ' ']).trim_end_matches(at_end);
        if bare.len() < text.len() {
            self.copy.lose(Loss::Mark);
        }
        bare
    }

    fn trailer(&mut self, filed: Option<Date>) {
        let sent = filed.and_then(|date| head::sent(date, self.copy.head(), self.copy.cx));
        self.copy.put(ETX);
        if let Some(Sent { day, month, year, clock, zone }) = sent {
            let source = code::plain(&self.options.source);
            self.copy.put(&format!("{source}-{month:02}-{day:02}-{year:02} {clock}{zone}<"));
        }
        self.copy.put("\r\n\r\n\u{C}\r\n\u{4}");
    }
}

/// What header and keyword line both say of a story.
struct Slugging<'w> {
    /// Cycle and slug, whole.
    keyword: String,
    /// Which new lead it is: `1st`.
    lead: Option<String>,
    /// What is to be done with it: `KILL`.
    status: Option<&'static str>,
    /// Notes that stand in the keyword line: `Bjt`.
    versions: Vec<&'w str>,
    words: u64,
}

impl Slugging<'_> {
    /// As the header has it: `BC-US--GiantLobster 1stLd-Writethru`. There is one column beside the keyword.
    fn columns(&self) -> String {
        let keyword = keyword_column(&self.keyword);
        let keyword = first(&keyword, KEYWORD);
        match (self.status, &self.lead) {
            (Some(status), _) => format!("{keyword} {status}"),
            (None, Some(lead)) => format!("{keyword} {lead}Ld-Writethru"),
            (None, None) => keyword.to_owned(),
        }
    }

    /// As the keyword line has it: `BC-US--Giant Lobster, 1st Ld-Writethru,0466`.
    fn line(&self) -> String {
        let lead = self.lead.as_ref().map(|lead| format!(", {lead} Ld-Writethru")).unwrap_or_default();
        let status = self.status.map(|status| format!(", {status}")).unwrap_or_default();
        let versions: String = self.versions.iter().map(|version| format!(", {version}")).collect();
        format!("{}{lead}{versions}{status},{:04}", self.keyword, self.words)
    }
}

/// The priority letter of a level. Advances and held stories have letters too, which a level does not tell.
///
/// Source: WIRE-CONVENTIONS section 3.2.
fn priority(level: u8) -> char {
    match level {
        1 => 'f',
        2 => 'b',
        3 => 'u',
        4 | 5 => 'r',
        _ => 'd',
    }
}

/// Whether the story is a table and no more: its receiver then keeps every line as it is.
fn is_tabular(body: &Body) -> bool {
    let is_line = |part: &Part| matches!(part, Part::Row(_) | Part::Line(_));
    !body.public.is_empty() && body.public.iter().all(is_line)
}

/// Whether a note says itself that it is for editors.
///
/// Source: WIRE-CONVENTIONS sections 3.4 and 12.
fn is_marked_as_note(note: &str) -> bool {
    const MARKS: [&str; 13] = [
        "eds:",
        "(eds",
        "editors:",
        "editor's note",
        "editors' note",
        "note to editors",
        "notes to editors",
        "(adds ",
        "(updates ",
        "(recasts",
        "ap photo",
        "with ",
        "embargo",
    ];
    head::begins_with(note, &MARKS)
}

/// Whether a note is a word of the keyword line: `Bjt`, `Adv15`.
///
/// Source: WIRE-CONVENTIONS section 3.5.
fn is_version(note: &str) -> bool {
    let is_day = |day: &str| (1..=2).contains(&day.len()) && day.bytes().all(|byte| byte.is_ascii_digit());
    ["Bjt", "Rdp", "HFR", "Writethru"].contains(&note) || note.strip_prefix("Adv").is_some_and(is_day)
}

/// The keyword as the header has it: without blanks, which part its columns.
fn keyword_column(keyword: &str) -> String {
    keyword.replace(' ', "")
}

/// The first `count` characters.
fn first(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}
