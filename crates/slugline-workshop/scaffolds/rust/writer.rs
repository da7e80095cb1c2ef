//! The writer `scaffold-name`: a story in plain lines, its headline and then a block a line.

use slugline_plugin::Result;
use slugline_plugin::diagnostic::Diagnostic;
use slugline_plugin::model::{Block, BlockKind, Edition, Field, FieldSet, Inline, InlineKind, Row, plain};
use slugline_plugin::plugin::{
    Arity, Carries, Context, FileType, Manifest, NoOptions, Offer, OptionMap, Output, Plugin, Sink, Writer,
};

/// The plugin.
pub struct Lines;

slugline_plugin::export_plugin!(Lines);

impl Plugin for Lines {
    fn manifest(&self) -> &Manifest {
        const FILES: FileType = FileType::text("scaffold-name", "text/plain");
        const CARRIES: Carries = Carries::to_public(FieldSet::of(&[Field::Headline]));
        const OFFERS: &[Offer] = &[Offer::writer("scaffold-name", "a story in plain lines", FILES, CARRIES, &[])];
        static MANIFEST: Manifest = Manifest::new("scaffold-name", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        options.read::<NoOptions>(name)?;
        Ok(Box::new(Lines))
    }
}

impl Writer for Lines {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        let out = out.primary();
        for article in edition.articles {
            if let Some(headline) = &article.head.headline {
                write_text(headline, out);
                out.put_str("\n\n");
            }
            write_blocks(&article.body, "", out, cx);
        }
        Ok(())
    }
}

/// Writes each block in a line of its own, behind `mark`.
fn write_blocks(blocks: &[Block<'_>], mark: &str, out: &mut Sink, cx: &mut Context<'_>) {
    for block in blocks.iter().filter(|block| !block.attrs.is_withheld()) {
        match &block.kind {
            BlockKind::Paragraph { content } => write_line(content, mark, out),
            BlockKind::Heading { content, .. } => write_line(content, "# ", out),
            BlockKind::Quote { blocks } => write_blocks(blocks, "> ", out, cx),
            BlockKind::Group { blocks } => write_blocks(blocks, mark, out, cx),
            BlockKind::List { items, .. } => {
                let items = items.iter().filter(|item| !item.attrs.is_withheld());
                items.for_each(|item| write_blocks(&item.blocks, "- ", out, cx));
            }
            BlockKind::Table(table) => {
                write_line(&table.caption, mark, out);
                table.rows.iter().for_each(|row| write_row(row, mark, out));
            }
            BlockKind::Preformatted { text } => {
                for line in text.lines() {
                    out.put_str(mark);
                    write_text(line, out);
                    out.put_str("\n");
                }
            }
            BlockKind::Figure(figure) => {
                let message = "a line has no room for a picture; its caption is there";
                cx.report(Diagnostic::note("picture-left-out", message).at(block.span));
                write_line(&figure.caption, "[picture] ", out);
            }
            BlockKind::SectionBreak => out.put_str("* * *\n"),
            // A kind of a newer slugline, which says the same in blocks of older kinds.
            BlockKind::Unknown(unknown) => write_blocks(&unknown.fallback, mark, out, cx),
        }
    }
}

/// Writes a line of inlines behind `mark`, if there are any.
fn write_line(inlines: &[Inline<'_>], mark: &str, out: &mut Sink) {
    if !inlines.is_empty() {
        out.put_str(mark);
        write_inlines(inlines, out);
        out.put_str("\n");
    }
}

fn write_row(row: &Row<'_>, mark: &str, out: &mut Sink) {
    out.put_str(mark);
    for (at, cell) in row.cells.iter().enumerate() {
        out.put_str(if at > 0 { " | " } else { "" });
        write_inlines(&cell.content, out);
    }
    out.put_str("\n");
}

fn write_inlines(inlines: &[Inline<'_>], out: &mut Sink) {
    for inline in inlines.iter().filter(|inline| !inline.attrs.is_withheld()) {
        match &inline.kind {
            InlineKind::Text { text } => write_text(text, out),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => write_inlines(content, out),
            InlineKind::Link(link) => {
                write_inlines(&link.content, out);
                // An address that stands in the story is its own text.
                if plain(&link.content) != link.href.as_str() {
                    out.put_str(" <");
                    write_text(&link.href, out);
                    out.put_str(">");
                }
            }
            InlineKind::LineBreak => out.put_str(" "),
            InlineKind::Unknown(unknown) => write_inlines(&unknown.fallback, out),
        }
    }
}

/// Writes text, which may hold anything, so that its line stays one.
fn write_text(text: &str, out: &mut Sink) {
    out.put_str(&text.replace(char::is_control, " "));
}
