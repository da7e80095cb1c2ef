//! Scripts: each story below its slug and its time, what is read between what is not.

use slugline_plugin::diagnostic::Diagnostic;
use slugline_plugin::model::{
    Article, Block, BlockKind, Byline, Edition, Figure, Head, Inline, InlineKind, Item, Role, Status, Table, is_visible,
};
use slugline_plugin::plugin::{Context, Sink, Tally};

use crate::Options;
use crate::copy::{capitals, clock, fold, seconds, spoken_words};

/// Writes the stories in order, and below several how long they are together.
pub(crate) fn write_edition(edition: &Edition<'_>, options: &Options, out: &mut Sink, cx: &mut Context<'_>) {
    let mut total = 0;
    for (at, article) in edition.articles.iter().enumerate() {
        if at > 0 {
            out.put_str("\n");
        }
        cx.for_article(at, |cx| total += write_article(article, at + 1, options, out, cx));
    }
    if edition.articles.len() > 1 {
        out.put_str("\n");
        put_ruled(&format!("{} stories", edition.articles.len()), &clock(total), options, out);
    }
}

/// Writes a story and gives the seconds that reading it takes.
fn write_article(
    article: &Article<'_>,
    number: usize,
    options: &Options,
    out: &mut Sink,
    cx: &mut Context<'_>,
) -> usize {
    let mut script = Script { options, text: String::new(), words: 0, links: Tally::default() };
    script.cues(&article.head);
    if let Some(headline) = article.headline() {
        script.read(headline, "");
    }
    script.blocks(&article.body, "");
    let slug = article.head.slug.as_ref().and_then(|slug| slug.shown()).map_or_else(|| cx.title(article), Into::into);
    let seconds = seconds(script.words, options.rate);
    put_ruled(&format!("{number} {slug}"), &clock(seconds), options, out);
    out.put_str(&script.text);
    script.links.report(cx, |()| Diagnostic::note("link-left-out", "an address on the web is not read aloud"));
    seconds
}

/// Puts a line with the time at its end, and a rule below it.
fn put_ruled(words: &str, time: &str, options: &Options, out: &mut Sink) {
    let width = usize::from(options.width);
    let mut lines = fold(&shouted(words, options), width.saturating_sub(time.len() + 2), "   ");
    let last = lines.pop().unwrap_or_default();
    lines.iter().for_each(|line| put_line(line, out));
    let gap = width.saturating_sub(last.chars().count() + time.len()).max(1);
    put_line(&[&*last, &*" ".repeat(gap), time].concat(), out);
    put_line(&"-".repeat(width), out);
}

fn put_line(line: &str, out: &mut Sink) {
    out.put_str(line);
    out.put_str("\n");
}

fn shouted(text: &str, options: &Options) -> String {
    if options.capitals { capitals(text) } else { text.to_owned() }
}

/// The script of a story.
struct Script<'o> {
    options: &'o Options,
    text: String,
    /// How many words of it are read.
    words: usize,
    /// Links, whose addresses are left out.
    links: Tally<()>,
}

impl Script<'_> {
    /// What stands above the copy and is not read, a line each.
    fn cues(&mut self, head: &Head<'_>) {
        let held = match (head.status, head.dates.embargo) {
            (Some(Status::Canceled), _) => Some("KILLED: do not read".to_owned()),
            (Some(Status::Withheld), _) => Some("WITHHELD: do not read before the desk says so".to_owned()),
            (_, Some(embargo)) => Some(format!("EMBARGOED until {embargo}")),
            (Some(Status::Embargoed), None) => Some("EMBARGOED: ask the desk until when".to_owned()),
            (Some(Status::Usable) | None, None) => None,
        };
        let bylines = head.named_bylines().map(|(_, byline)| format!("by {}", written_by(byline)));
        let dateline = head.dateline.iter().map(|dateline| format!("from {}", dateline.text));
        let notes = head.editor_notes.iter().map(|note| format!("note: {note}"));
        for cue in held.into_iter().chain(bylines).chain(dateline).chain(notes) {
            self.close_up();
            self.cue(&cue);
        }
    }

    fn blocks(&mut self, blocks: &[Block<'_>], mark: &str) {
        blocks.iter().for_each(|block| self.block(block, mark));
    }

    fn block(&mut self, block: &Block<'_>, mark: &str) {
        match (&block.kind, block.attrs.role()) {
            (BlockKind::Paragraph { content }, Some(Role::EditorOnly)) => {
                let words = self.inlines(content);
                self.cue(&format!("note: {words}"));
            }
            (_, Some(Role::EditorOnly)) => self.aside("note", |script| script.block_of(block, mark)),
            (_, Some(Role::EndMark)) => {}
            _ => self.block_of(block, mark),
        }
    }

    fn block_of(&mut self, block: &Block<'_>, mark: &str) {
        match &block.kind {
            BlockKind::Paragraph { content } => {
                let words = self.inlines(content);
                self.read(&words, mark);
            }
            BlockKind::Heading { content, .. } => {
                let words = self.inlines(content);
                self.cue(&words);
            }
            BlockKind::Quote { blocks } => self.bite(blocks, mark),
            BlockKind::Group { blocks } => self.blocks(blocks, mark),
            BlockKind::List { items, .. } => self.list(items),
            BlockKind::Table(table) => self.aside("graphic", |script| script.table(table)),
            BlockKind::Preformatted { text } => self.read(text, mark),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::SectionBreak => self.paragraph(vec!["* * *".to_owned()]),
            BlockKind::Unknown(unknown) => self.blocks(&unknown.fallback, mark),
        }
    }

    fn list(&mut self, items: &[Item<'_>]) {
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.close_up();
            }
            self.blocks(&item.blocks, "- ");
        }
    }

    /// Words of someone else, with the time that they take.
    fn bite(&mut self, blocks: &[Block<'_>], mark: &str) {
        let (before, start) = (self.words, self.text.len());
        self.blocks(blocks, mark);
        let time = clock(seconds(self.words - before, self.options.rate));
        let bite = self.text.split_off(start);
        self.cue(&format!("sound bite, {time}"));
        self.text.push_str(&bite);
        self.cue("end of sound bite");
    }

    /// What is there to see or to know, between two cues: its words are not read.
    fn aside(&mut self, name: &str, work: impl FnOnce(&mut Self)) {
        let before = self.words;
        self.cue(name);
        work(self);
        self.cue(&format!("end of {name}"));
        self.words = before;
    }

    fn table(&mut self, table: &Table<'_>) {
        let caption = self.inlines(&table.caption);
        self.read(&caption, "");
        let rows = table.rows.iter().map(|row| {
            let cells: Vec<String> = row.cells.iter().map(|cell| self.inlines(&cell.content)).collect();
            cells.join(" | ")
        });
        let rows = rows.collect::<Vec<_>>().join("\n");
        self.read(&rows, "");
    }

    fn figure(&mut self, figure: &Figure<'_>) {
        let said = if figure.caption.is_empty() { figure.alt.to_string() } else { self.inlines(&figure.caption) };
        let parts = [&*figure.source, &said].into_iter().chain(figure.credit.as_deref());
        let parts: Vec<&str> = parts.filter(|part| is_visible(part)).collect();
        self.cue(&format!("picture: {}", parts.join(", ")));
    }

    /// Copy, which is read.
    fn read(&mut self, words: &str, mark: &str) {
        self.words += spoken_words(words);
        let marked = format!("{mark}{}", shouted(words, self.options));
        let lines = fold(&marked, usize::from(self.options.width), &" ".repeat(mark.len()));
        if lines.iter().any(|line| line != mark.trim_end()) {
            self.paragraph(lines);
        }
    }

    /// What is not read.
    fn cue(&mut self, words: &str) {
        self.paragraph(fold(&format!("[{words}]"), usize::from(self.options.width), " "));
    }

    /// Takes back the empty line at the end.
    fn close_up(&mut self) {
        if self.text.ends_with("\n\n") {
            self.text.pop();
        }
    }

    /// Puts lines, and one without words below them.
    fn paragraph(&mut self, lines: Vec<String>) {
        for line in lines {
            self.text.push_str(&line);
            self.text.push('\n');
        }
        self.text.push('\n');
    }

    /// The words of `inlines`, those that are stressed between underscores.
    fn inlines(&mut self, inlines: &[Inline<'_>]) -> String {
        let mut words = String::new();
        self.put_inlines(inlines, &mut words);
        words
    }

    fn put_inlines(&mut self, inlines: &[Inline<'_>], words: &mut String) {
        for inline in inlines {
            let [before, after] = if inline.attrs.is_editor_only() { ["[", "]"] } else { ["", ""] };
            words.push_str(before);
            self.put_inline(inline, words);
            words.push_str(after);
        }
    }

    fn put_inline(&mut self, inline: &Inline<'_>, words: &mut String) {
        match &inline.kind {
            InlineKind::Text { text } => words.push_str(text),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => {
                words.push('_');
                self.put_inlines(content, words);
                words.push('_');
            }
            InlineKind::Link(link) => {
                self.put_inlines(&link.content, words);
                self.links.add((), inline.span);
            }
            InlineKind::LineBreak => words.push('\n'),
            InlineKind::Unknown(unknown) => self.put_inlines(&unknown.fallback, words),
        }
    }
}

/// A name with what is known of whose it is: `Ada Roe, Staff Writer, Harbour Wire`.
fn written_by(byline: &Byline<'_>) -> String {
    let Byline { name, role, affiliation } = byline;
    let parts = [Some(name), role.as_ref(), affiliation.as_ref()].into_iter().flatten();
    parts.map(AsRef::as_ref).collect::<Vec<&str>>().join(", ")
}
