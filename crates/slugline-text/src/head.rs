//! The head in lines: as a story has it on paper where that reads back, with labels where not.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Byline, Field, Head, Text, joined_names};
use slugline_core::plugin::Context;
use slugline_markup::{BylineWords, InText, Writing};

use crate::manner::Manners;

/// Lines of a head under way.
pub(crate) struct Lines<'o> {
    out: &'o mut String,
    /// Whether the last line has a label: those stand one below the other.
    labelled: bool,
}

impl<'o> Lines<'o> {
    /// Lines at the start of `out`.
    pub(crate) fn new(out: &'o mut String) -> Lines<'o> {
        Lines { out, labelled: false }
    }

    /// A line between blank ones.
    fn printed(&mut self, text: &str) {
        self.gap();
        self.line(text);
    }

    fn labelled(&mut self, label: &str, value: &str) {
        if !self.labelled {
            self.gap();
        }
        self.labelled = true;
        self.line(&format!("{label}: {value}"));
    }

    fn gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.labelled = false;
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }
}

/// Writes the head of an article. `spell` makes a line of a text.
pub(crate) fn write_head(
    article: &Article<'_>,
    manners: &Manners,
    spell: &mut dyn FnMut(&str, Field) -> String,
    lines: &mut Lines<'_>,
) {
    let head = &article.head;
    for (field, label, title) in [
        (Field::Section, "Section", &head.section),
        (Field::Headline, "Headline", &head.headline),
        (Field::Subheadline, "Subheadline", &head.subheadline),
    ] {
        let title = title.as_deref().map(|title| spell(title, field)).unwrap_or_default();
        match () {
            () if title.is_empty() => {}
            () if manners.labels(field) => lines.labelled(label, &title),
            () => lines.printed(&title),
        }
    }
    write_bylines(article, manners, spell, lines);
    write_dates(head, manners, lines);
    let keywords = spell_all(head.keywords.iter(), Field::Keyword, spell).join(", ");
    let mut one = |text: &Option<Text<'_>>, field| text.as_deref().map(|text| spell(text, field)).unwrap_or_default();
    for (field, label, value) in [
        (Field::Slug, "Slug", one(&head.slug, Field::Slug)),
        (Field::Keyword, "Keywords", keywords),
        (Field::Language, "Language", one(&head.language, Field::Language)),
        (Field::Credit, "Credit", one(&head.credit, Field::Credit)),
    ] {
        if !value.is_empty() && manners.writes(field) {
            lines.labelled(label, &value);
        }
    }
    if let Some(url) = head.url.as_deref().filter(|_| manners.writes(Field::Url)) {
        let url = spell(url, Field::Url);
        if !url.is_empty() {
            lines.printed(&url);
        }
    }
    if let Some(rights) = head.rights.as_deref().filter(|rights| manners.writes(Field::Rights) && is_notice(rights)) {
        lines.printed(&spell(rights, Field::Rights));
    }
    if let Some(words) = head.word_count.filter(|_| manners.writes(Field::WordCount)) {
        lines.printed(&format!("({words} words)"));
    }
}

/// The texts of a list, but for those of which nothing is left to write.
fn spell_all<'t>(
    texts: impl Iterator<Item = &'t Text<'t>>,
    field: Field,
    spell: &mut dyn FnMut(&str, Field) -> String,
) -> Vec<String> {
    texts.map(|text| spell(text, field)).filter(|text| !text.is_empty()).collect()
}

/// Whether a text says by its first letters that it is about rights: no label says so.
pub(crate) fn is_notice(rights: &str) -> bool {
    let start = rights.trim_start().to_lowercase();
    ["(c)", "©", "c.", "copyright"].iter().any(|sign| start.starts_with(sign))
}

/// `By Ada Roe and Sam Lind`, with what is said of a single author in the line below; several of whom something is said have a
/// line each.
fn write_bylines(
    article: &Article<'_>,
    manners: &Manners,
    spell: &mut dyn FnMut(&str, Field) -> String,
    lines: &mut Lines<'_>,
) {
    let bylines = &article.head.bylines;
    let is_plain = bylines.iter().all(|byline| byline.role.is_none() && byline.affiliation.is_none());
    let words = BylineWords::marking(Writing::tag_of(article));
    let labelled = manners.labels(Field::Byline);
    if is_plain {
        let names = spell_all(bylines.iter().map(|byline| &byline.name), Field::Byline, spell);
        let Some(names) = joined_names(names.iter().map(String::as_str), words.and) else { return };
        match () {
            () if labelled => lines.labelled("Author", &names),
            () => lines.printed(&format!("{} {names}", words.by)),
        }
        return;
    }
    let mut is_first = true;
    for Byline { name, role, affiliation } in bylines {
        let name = spell(name, Field::Byline);
        if name.is_empty() {
            continue;
        }
        let role = role.as_deref().map(|role| spell(role, Field::BylineRole)).filter(|role| !role.is_empty());
        let affiliation = affiliation.as_deref().map(|paper| spell(paper, Field::BylineAffiliation));
        let affiliation = affiliation.filter(|affiliation| !affiliation.is_empty());
        let (beside, below) = match (role, affiliation) {
            (Some(role), Some(affiliation)) => (Some(affiliation), Some(role)),
            (role, affiliation) if labelled => (role.or(affiliation), None),
            (role, affiliation) => (None, role.or(affiliation)),
        };
        if labelled {
            let beside = beside.map(|beside| format!(" / {beside}")).unwrap_or_default();
            lines.labelled("Author", &format!("{name}{beside}"));
        } else {
            if std::mem::take(&mut is_first) {
                lines.gap();
            }
            let beside = beside.map(|beside| format!(", {beside}")).unwrap_or_default();
            lines.line(&format!("{} {name}{beside}", words.by));
        }
        if let Some(below) = below {
            lines.line(&below);
        }
    }
}

fn write_dates(head: &Head<'_>, manners: &Manners, lines: &mut Lines<'_>) {
    if let Some(published) = head.dates.published {
        let published = InText(published).to_string();
        match manners.labels(Field::Published) {
            true => lines.labelled("Published", &published),
            false => lines.printed(&published),
        }
    }
    let others = [(Field::Created, "Created", head.dates.created), (Field::Updated, "Updated", head.dates.updated)];
    for (field, label, date) in others {
        if let Some(date) = date.filter(|_| manners.writes(field)) {
            lines.labelled(label, &InText(date).to_string());
        }
    }
}

/// Reports the fields that have no place in plain text, or no spelling that reads back.
pub(crate) fn report(head: &Head<'_>, manners: &Manners, cx: &mut Context<'_>) {
    if head.rights.as_deref().is_some_and(|rights| !is_notice(rights)) {
        let message = "plain text has no place for a rights line that is no notice";
        cx.report(Diagnostic::note("field-left-out", message).at(head.span(Field::Rights, 0)));
    }
    for field in &manners.left_out {
        let message = format!("the {} would be read as something else and is left out", field.words());
        cx.report(Diagnostic::warning("field-left-out", message).at(head.span(*field, 0)));
    }
}
