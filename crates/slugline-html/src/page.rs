//! The built-in page, written straight to the sink. `theme/page.hbs` and `theme/article.hbs` say the same, byte for byte.

use slugline_core::Result;
use slugline_core::model::{Article, EditionHead, Span};
use slugline_core::plugin::{Context, Sink};
use slugline_jsonld::write_script;
use slugline_markup::{Dropped, put_attribute};
use slugline_template::{Moment, Shown, View};

use crate::theme::STYLE;
use crate::{STRUCTURED_DATA, markup};

/// Writes a whole page.
pub(crate) fn write_page(
    view: &View<'_>,
    article: &Article<'_>,
    edition: &EditionHead<'_>,
    out: &mut Sink,
    cx: &mut Context<'_>,
) -> Result<()> {
    write_head(view, out);
    out.put_str("<script type=\"application/ld+json\">");
    write_script(article, edition, &STRUCTURED_DATA, cx.world, out)?;
    out.put_str("</script>\n<style>\n");
    out.put_str(STYLE.trim_end());
    out.put_str("\n</style>\n</head>\n<body>\n<main>\n");
    write_article(view, article, out, cx);
    out.put_str("</main>\n</body>\n</html>\n");
    Ok(())
}

fn write_head(view: &View<'_>, out: &mut Sink) {
    out.put_str("<!doctype html>\n<html lang=\"");
    put(out, view.language.unwrap_or("und"));
    out.put_str("\"");
    put_direction(view, out);
    out.put_str(">\n<head>\n<meta charset=\"utf-8\">\n");
    out.put_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    put_line(out, "<title>", view.headline, "</title>\n");
    if let Some(description) = view.description {
        put_line(out, "<meta name=\"description\" content=\"", description, "\">\n");
    }
    for person in view.people.iter() {
        put_line(out, "<meta name=\"author\" content=\"", person.name, "\">\n");
    }
    let mut before = "<meta name=\"keywords\" content=\"";
    for keyword in view.keywords.iter() {
        put_line(out, before, keyword, "");
        before = ", ";
    }
    if before == ", " {
        out.put_str("\">\n");
    }
    if let Some(url) = &view.url {
        out.put_str("<link rel=\"canonical\" href=\"");
        put(out, url);
        out.put_str("\">\n");
    }
    write_open_graph(view, out);
}

/// What a page looks like where someone shares its address.
///
/// Source: the Open Graph protocol, "Basic Metadata", and "Article" of its object types.
fn write_open_graph(view: &View<'_>, out: &mut Sink) {
    put_property(out, "og:type", "article");
    put_property(out, "og:title", view.headline.text);
    if let Some(description) = view.description {
        put_property(out, "og:description", description.text);
    }
    if let Some(url) = &view.url {
        put_property(out, "og:url", url);
    }
    if let Some(publisher) = view.publisher {
        put_property(out, "og:site_name", publisher);
    }
    if let Some(picture) = &view.picture {
        put_property(out, "og:image", &picture.url);
        if let Some(alt) = &picture.alt {
            put_property(out, "og:image:alt", alt);
        }
    }
    if let Some(published) = &view.published {
        put_property(out, "article:published_time", &published.datetime.to_string());
    }
    if let Some(updated) = &view.updated {
        put_property(out, "article:modified_time", &updated.datetime.to_string());
    }
    if let Some(section) = view.section {
        put_property(out, "article:section", section.text);
    }
    for keyword in view.keywords.iter() {
        put_property(out, "article:tag", keyword.text);
    }
}

fn put_property(out: &mut Sink, name: &str, value: &str) {
    out.put_str("<meta property=\"");
    out.put_str(name);
    out.put_str("\" content=\"");
    put(out, value);
    out.put_str("\">\n");
}

/// Writes the article element alone.
pub(crate) fn write_article(view: &View<'_>, article: &Article<'_>, out: &mut Sink, cx: &mut Context<'_>) {
    out.put_str("<article lang=\"");
    put(out, view.language.unwrap_or_default());
    out.put_str("\"");
    put_direction(view, out);
    out.put_str(">\n");
    write_header(view, out);
    markup(view.level, out, cx).body(article);
    write_footer(view, out);
    out.put_str("</article>\n");
}

fn write_header(view: &View<'_>, out: &mut Sink) {
    out.put_str("<header>\n");
    if let Some(section) = view.section {
        put_line(out, "<p class=\"section\">", section, "</p>\n");
    }
    let (open, close) = match view.level {
        0 | 1 => ("<h1>", "</h1>\n"),
        2 => ("<h2>", "</h2>\n"),
        3 => ("<h3>", "</h3>\n"),
        4 => ("<h4>", "</h4>\n"),
        5 => ("<h5>", "</h5>\n"),
        _ => ("<h6>", "</h6>\n"),
    };
    put_line(out, open, view.headline, close);
    if let Some(subheadline) = view.subheadline {
        put_line(out, "<p class=\"subheadline\">", subheadline, "</p>\n");
    }
    if !view.people.is_empty() {
        write_byline(view, out);
    }
    if let Some(date) = &view.date {
        out.put_str("<p class=\"dates\">");
        put_time(out, date);
        if let Some(changed) = &view.changed {
            put(out, view.words.changed);
            put_time(out, changed);
        }
        out.put_str("</p>\n");
    }
    out.put_str("</header>\n");
}

fn write_byline(view: &View<'_>, out: &mut Sink) {
    out.put_str("<p class=\"byline\">");
    if !view.words.by.is_empty() {
        put(out, view.words.by);
        out.put_str(" ");
    }
    for person in view.people.iter() {
        person.joiner.pieces().iter().for_each(|piece| put(out, piece));
        put_line(out, "<span class=\"author\">", person.name, "</span>");
        if let Some(role) = person.role {
            put_line(out, ", <span class=\"role\">", role, "</span>");
        }
        if let Some(affiliation) = person.affiliation {
            put_line(out, ", <span class=\"affiliation\">", affiliation, "</span>");
        }
    }
    out.put_str("</p>\n");
}

fn write_footer(view: &View<'_>, out: &mut Sink) {
    if view.credit.is_none() && view.rights.is_none() {
        return;
    }
    out.put_str("<footer>\n");
    if let Some(credit) = view.credit {
        put_line(out, "<p class=\"credit\">", credit, "</p>\n");
    }
    if let Some(rights) = view.rights {
        put_line(out, "<p class=\"rights\">", rights, "</p>\n");
    }
    out.put_str("</footer>\n");
}

fn put_direction(view: &View<'_>, out: &mut Sink) {
    if let Some(direction) = view.direction {
        out.put_str(" dir=\"");
        put(out, direction);
        out.put_str("\"");
    }
}

fn put_time(out: &mut Sink, moment: &Moment) {
    let datetime = moment.datetime.to_string();
    out.put_str("<time datetime=\"");
    put(out, &datetime);
    out.put_str("\">");
    if moment.reads_as_datetime() {
        put(out, &datetime);
    } else {
        put(out, &moment.text.to_string());
    }
    out.put_str("</time>");
}

/// Writes text of the article between two pieces of markup.
fn put_line(out: &mut Sink, before: &str, shown: Shown<'_>, after: &str) {
    out.put_str(before);
    put(out, shown.text);
    out.put_str(after);
}

/// Writes text as themes print it: escaped for both, elements and attributes. What had to be left out was reported when the
/// view was made.
fn put(out: &mut Sink, text: &str) {
    put_attribute(out, text, Span::DETACHED, &mut Dropped::default());
}
