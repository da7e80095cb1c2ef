//! An article as lines of text: where each part was read, what it is, what it says.

use slugline::model::{
    Article, Attrs, Block, BlockKind, Date, Field, Head, Inline, InlineKind, Item, Span, Status, Subject, Table, plain,
};

use crate::harmless::Harmless;

/// Characters of a text that are shown.
const MAX_TEXT: usize = 72;

/// The article as a tree, a line for each part. Each line begins with the bytes that the part was read from, `-` where a
/// transform made it.
pub(crate) fn draw(article: &Article<'_>) -> String {
    let mut tree = Tree { text: String::new() };
    tree.head(&article.head);
    tree.blocks(0, &article.body);
    tree.text
}

/// `text` in quotes, cut at `limit` characters. What a terminal would obey is spelled out.
pub(crate) fn quoted(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((cut, _)) => format!("{:?}…", text.get(..cut).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

struct Tree {
    text: String,
}

impl Tree {
    fn line(&mut self, depth: usize, span: Span, what: &str) {
        let place = match span.is_detached() {
            true => "-".to_owned(),
            false => format!("{}..{}", span.start, span.end),
        };
        self.text.push_str(&format!("{place:>13}  {:1$}{what}\n", "", depth * 2));
    }

    fn head(&mut self, head: &Head<'_>) {
        let mut field = |field: Field, index: usize, name: &str, value: Option<String>| {
            if let Some(value) = value {
                self.line(0, head.span(field, index), &format!("{name} {value}"));
            }
        };
        let text = |text: &str| quoted(text, MAX_TEXT);
        let date = |date: Date| date.to_string();

        field(Field::Identifier, 0, "identifier", head.identifier.as_deref().map(text));
        field(Field::Version, 0, "version", head.version.map(|version| version.to_string()));
        field(Field::Url, 0, "url", head.url.as_deref().map(text));
        field(Field::Status, 0, "status", head.status.map(spell_status));
        field(Field::Slug, 0, "slug", head.slug.as_deref().map(text));
        field(Field::Urgency, 0, "urgency", head.urgency.as_ref().map(|urgency| text(&urgency.code)));
        field(Field::Category, 0, "category", head.category.as_deref().map(text));
        field(Field::WordCount, 0, "word-count", head.word_count.map(|words| words.to_string()));
        field(Field::Language, 0, "language", head.language.as_deref().map(text));
        field(Field::Section, 0, "section", head.section.as_deref().map(text));
        for (at, keyword) in head.keywords.iter().enumerate() {
            field(Field::Keyword, at, "keyword", Some(text(keyword)));
        }
        for (at, subject) in head.subjects.iter().enumerate() {
            field(Field::Subject, at, "subject", Some(spell_subject(subject)));
        }
        field(Field::Headline, 0, "headline", head.headline.as_deref().map(text));
        field(Field::Subheadline, 0, "subheadline", head.subheadline.as_deref().map(text));
        for (at, byline) in head.bylines.iter().enumerate() {
            field(Field::Byline, at, "byline", Some(text(&byline.name)));
            field(Field::BylineRole, at, "byline-role", byline.role.as_deref().map(text));
            field(Field::BylineAffiliation, at, "byline-affiliation", byline.affiliation.as_deref().map(text));
        }
        field(Field::Dateline, 0, "dateline", head.dateline.as_ref().map(|dateline| text(&dateline.text)));
        field(Field::Created, 0, "created", head.dates.created.map(date));
        field(Field::Published, 0, "published", head.dates.published.map(date));
        field(Field::Updated, 0, "updated", head.dates.updated.map(date));
        field(Field::Embargo, 0, "embargo", head.dates.embargo.map(date));
        field(Field::Credit, 0, "credit", head.credit.as_deref().map(text));
        field(Field::Rights, 0, "rights", head.rights.as_deref().map(text));
        for (at, note) in head.editor_notes.iter().enumerate() {
            field(Field::EditorNote, at, "editor-note", Some(text(note)));
        }
    }

    fn blocks(&mut self, depth: usize, blocks: &[Block<'_>]) {
        blocks.iter().for_each(|block| self.block(depth, block));
    }

    fn block(&mut self, depth: usize, block: &Block<'_>) {
        let (span, attrs) = (block.span, &block.attrs);
        match &block.kind {
            BlockKind::Paragraph { content } => self.content(depth, span, "paragraph", attrs, content),
            BlockKind::Heading { level, content } => {
                self.content(depth, span, &format!("heading {level}"), attrs, content);
            }
            BlockKind::Quote { blocks } => self.nested(depth, span, "quote", attrs, blocks),
            BlockKind::Group { blocks } => self.nested(depth, span, "group", attrs, blocks),
            BlockKind::List { ordered, start, items } => {
                let kind = if *ordered { "ordered list" } else { "list" };
                let start = start.map(|start| format!(" from {start}")).unwrap_or_default();
                self.line(depth, span, &format!("{kind}{start}{}", spell_attrs(attrs)));
                items.iter().for_each(|item| self.item(depth + 1, item));
            }
            BlockKind::Table(table) => self.table(depth, span, attrs, table),
            BlockKind::Preformatted { text } => {
                self.line(depth, span, &format!("preformatted{} {}", spell_attrs(attrs), quoted(text, MAX_TEXT)));
            }
            BlockKind::Figure(figure) => {
                let source = quoted(&figure.source, MAX_TEXT);
                self.line(depth, span, &format!("figure{} {source}", spell_attrs(attrs)));
                self.caption(depth + 1, &figure.caption);
                if let Some(credit) = &figure.credit {
                    self.line(depth + 1, Span::DETACHED, &format!("credit {}", quoted(credit, MAX_TEXT)));
                }
            }
            BlockKind::SectionBreak => self.line(depth, span, &format!("section-break{}", spell_attrs(attrs))),
            BlockKind::Unknown(unknown) => {
                let kind = format!("unknown `{}`", Harmless(&unknown.kind));
                self.nested(depth, span, &kind, attrs, &unknown.fallback);
            }
        }
    }

    fn nested(&mut self, depth: usize, span: Span, kind: &str, attrs: &Attrs<'_>, blocks: &[Block<'_>]) {
        self.line(depth, span, &format!("{kind}{}", spell_attrs(attrs)));
        self.blocks(depth + 1, blocks);
    }

    fn item(&mut self, depth: usize, item: &Item<'_>) {
        self.nested(depth, item.span, "item", &item.attrs, &item.blocks);
    }

    fn table(&mut self, depth: usize, span: Span, attrs: &Attrs<'_>, table: &Table<'_>) {
        self.line(depth, span, &format!("table{}", spell_attrs(attrs)));
        self.caption(depth + 1, &table.caption);
        for row in &table.rows {
            self.line(depth + 1, row.span, "row");
            for cell in &row.cells {
                let kind = if cell.header { "header-cell" } else { "cell" };
                self.content(depth + 2, cell.span, kind, &Attrs::NONE, &cell.content);
            }
        }
    }

    fn caption(&mut self, depth: usize, caption: &[Inline<'_>]) {
        if let [first, rest @ ..] = caption {
            let span = rest.iter().fold(first.span, |span, inline| span.to(inline.span));
            self.content(depth, span, "caption", &Attrs::NONE, caption);
        }
    }

    /// A part that holds inlines. Plain text stands on the same line; anything else below it.
    fn content(&mut self, depth: usize, span: Span, kind: &str, attrs: &Attrs<'_>, content: &[Inline<'_>]) {
        let kind = format!("{kind}{}", spell_attrs(attrs));
        let is_plain = content.iter().all(|inline| matches!(inline.kind, InlineKind::Text { .. }));
        if is_plain {
            self.line(depth, span, &format!("{kind} {}", quoted(&plain(content), MAX_TEXT)));
        } else {
            self.line(depth, span, &kind);
            self.inlines(depth + 1, content);
        }
    }

    fn inlines(&mut self, depth: usize, inlines: &[Inline<'_>]) {
        for inline in inlines {
            let (span, attrs) = (inline.span, &inline.attrs);
            match &inline.kind {
                InlineKind::Text { text } => {
                    self.line(depth, span, &format!("text{} {}", spell_attrs(attrs), quoted(text, MAX_TEXT)));
                }
                InlineKind::Emphasis { content } => self.content(depth, span, "emphasis", attrs, content),
                InlineKind::Strong { content } => self.content(depth, span, "strong", attrs, content),
                InlineKind::Link(link) => {
                    let kind = format!("link to {}", quoted(&link.href, MAX_TEXT));
                    self.content(depth, span, &kind, attrs, &link.content);
                }
                InlineKind::LineBreak => self.line(depth, span, "line-break"),
                InlineKind::Unknown(unknown) => {
                    let kind = format!("unknown `{}`", Harmless(&unknown.kind));
                    self.content(depth, span, &kind, attrs, &unknown.fallback);
                }
            }
        }
    }
}

/// Role and language, where a node has them: ` [lead, en]`.
fn spell_attrs(attrs: &Attrs<'_>) -> String {
    let role = attrs.role().map(|role| role.as_str());
    let language = attrs.language().map(|language| language.as_str());
    let said: Vec<&str> = role.into_iter().chain(language).collect();
    match said.as_slice() {
        [] => String::new(),
        said => format!(" [{}]", Harmless(&said.join(", "))),
    }
}

fn spell_status(status: Status) -> String {
    let word = match status {
        Status::Usable => "usable",
        Status::Embargoed => "embargoed",
        Status::Withheld => "withheld",
        Status::Canceled => "canceled",
    };
    word.to_owned()
}

/// Scheme, code and name, as far as they are there: `medtop:04000000 "economy"`.
fn spell_subject(subject: &Subject<'_>) -> String {
    let code = match (&subject.scheme, &subject.code) {
        (Some(scheme), Some(code)) => Some(format!("{scheme}:{code}")),
        (scheme, code) => scheme.as_ref().or(code.as_ref()).map(ToString::to_string),
    };
    let code = code.map(|code| Harmless(&code).to_string());
    let name = subject.name.as_ref().map(|name| quoted(name, MAX_TEXT));
    code.into_iter().chain(name).collect::<Vec<_>>().join(" ")
}
