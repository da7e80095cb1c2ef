//! An article spelled one part a line, to compare what is read with what should be.

use std::fmt::Write as _;

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Block, BlockKind, Head, Inline, InlineKind, Role};
use slugline_core::{Source, text};

/// Reads `copy` and compares the tree, and the codes of what is reported as lines that begin with `!`.
#[track_caller]
pub(crate) fn check(copy: &str, tree: &str) {
    let source = Source::from_text("test", copy).unwrap();
    let mut diagnostics = Diagnostics::new();
    let mut found = spell(&text::read(&source, &mut diagnostics));
    diagnostics.iter().for_each(|diagnostic| writeln!(found, "! {}", diagnostic.code).unwrap());
    assert_eq!(found, tree.trim_start_matches('\n'));
}

/// Spells an article one part a line. The only lines that know the model.
pub(crate) fn spell(article: &Article<'_>) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &dyn std::fmt::Display| writeln!(out, "{name} {value}").unwrap();
    let Head {
        headline,
        subheadline,
        section,
        bylines,
        dateline,
        dates,
        slug,
        keywords,
        credit,
        editor_notes,
        language,
        subjects,
        urgency,
        category,
        word_count,
        rights,
        status,
        identifier,
        version,
        url,
        spans: _,
        extra,
    } = &article.head;
    assert!(subjects.is_empty(), "raw text has no terms of schemes");
    for (name, value) in [("section", section), ("headline", headline), ("deck", subheadline), ("slug", slug)] {
        value.iter().for_each(|value| line(name, value));
    }
    urgency.iter().for_each(|urgency| line("urgency", &urgency.code));
    category.iter().for_each(|category| line("category", category));
    version.iter().for_each(|version| line("version", version));
    word_count.iter().for_each(|words| line("words", words));
    status.iter().for_each(|status| line("status", &format_args!("{status:?}")));
    identifier.iter().for_each(|identifier| line("identifier", identifier));
    for byline in bylines {
        let role = byline.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
        let affiliation =
            byline.affiliation.as_ref().map(|affiliation| format!(" <{affiliation}>")).unwrap_or_default();
        line("byline", &format_args!("{}{role}{affiliation}", byline.name));
    }
    let known =
        [("created", dates.created), ("date", dates.published), ("updated", dates.updated), ("embargo", dates.embargo)];
    for (name, date) in known {
        date.iter().for_each(|date| line(name, date));
    }
    if let Some(dateline) = dateline {
        let part = |part: &Option<_>| part.as_ref().map(ToString::to_string).unwrap_or_default();
        let date = dateline.date.map(|date| date.to_string()).unwrap_or_default();
        line(
            "dateline",
            &format_args!("{} = {} | {} | {date}", dateline.text, part(&dateline.place), part(&dateline.source)),
        );
    }
    keywords.iter().for_each(|keyword| line("keyword", keyword));
    credit.iter().for_each(|credit| line("credit", credit));
    rights.iter().for_each(|rights| line("rights", rights));
    language.iter().for_each(|language| line("language", language));
    editor_notes.iter().for_each(|note| line("note", note));
    url.iter().for_each(|url| line("url", &format_args!("{url:?}")));
    extra.iter().for_each(|extra| line(&extra.name, &extra.json));
    blocks(&article.body, "", &mut out);
    out
}

fn blocks(blocks_in: &[Block<'_>], indent: &str, out: &mut String) {
    let deeper = format!("{indent}  ");
    for block in blocks_in {
        out.push_str(indent);
        if let Some(role) = block.attrs.role() {
            write!(out, "({}) ", Role::as_str(role)).unwrap();
        }
        match &block.kind {
            BlockKind::Paragraph { content } => writeln!(out, "para {}", inlines(content)).unwrap(),
            BlockKind::Heading { level, content } => writeln!(out, "h{level} {}", inlines(content)).unwrap(),
            BlockKind::Quote { blocks: quoted } => {
                out.push_str("quote\n");
                blocks(quoted, &deeper, out);
            }
            BlockKind::List { ordered, start, items } => {
                let start = start.map(|start| format!(" from {start}")).unwrap_or_default();
                writeln!(out, "{}{start}", if *ordered { "numbers" } else { "bullets" }).unwrap();
                items.iter().for_each(|item| blocks(&item.blocks, &deeper, out));
            }
            BlockKind::Table(table) => {
                out.push_str("table\n");
                for row in &table.rows {
                    let cells: Vec<_> = row
                        .cells
                        .iter()
                        .map(|cell| inlines(&cell.content) + if cell.header { "^" } else { "" })
                        .collect();
                    writeln!(out, "{deeper}{}", cells.join(" | ")).unwrap();
                }
            }
            BlockKind::Preformatted { text } => writeln!(out, "pre {text:?}").unwrap(),
            BlockKind::SectionBreak => out.push_str("break\n"),
            BlockKind::Figure(_) | BlockKind::Group { .. } | BlockKind::Unknown(_) => panic!("raw text has none"),
        }
    }
}

fn inlines(content: &[Inline<'_>]) -> String {
    let spelled = content.iter().map(|inline| match &inline.kind {
        InlineKind::Text { text } => text.to_string(),
        InlineKind::Emphasis { content } => format!("{{{}}}", inlines(content)),
        InlineKind::Strong { content } => format!("{{{{{}}}}}", inlines(content)),
        InlineKind::Link(link) => format!("<{} {}>", link.href, inlines(&link.content)),
        InlineKind::LineBreak => "/".to_owned(),
        InlineKind::Unknown(unknown) => panic!("raw text has no {}", unknown.kind),
    });
    spelled.collect()
}
