//! An article in the words of the corpus: flat fields, and the body as a row of typed parts.
//!
//! The gold has fewer words than the model, and this is where they are matched. Text stays as it is: the scorer folds blanks
//! and quotation marks itself.

use serde_json::{Value, json};
use slugline_core::model::{Article, Block, BlockKind, Date, Field, Head, Item, Role, Table, Text};

/// The prediction for the document `id`.
pub(crate) fn of(id: &str, article: &Article<'_>) -> Value {
    let embargo = embargo(&article.head);
    let notes = article.head.editor_notes.iter().filter(|note| embargo != Some(note));
    let mut body = Body { parts: Vec::new(), notes: notes.map(|note| note.to_string()).collect() };
    body.add(&article.body, None);
    let blocks: Vec<Value> = body.parts.iter().map(|part| json!({ "type": part.kind, "text": part.text })).collect();
    json!({ "id": id, "fields": fields(&article.head, &body.notes), "blocks": blocks })
}

fn fields(head: &Head<'_>, notes: &[String]) -> Value {
    let dateline = head.dateline.as_ref();
    let date = head.dates.main().or(dateline.and_then(|dateline| dateline.date));
    // The gold has the line below a byline as the credit, whatever it says.
    let affiliation = head.bylines.iter().find_map(|byline| byline.affiliation.as_ref().or(byline.role.as_ref()));
    json!({
        "section": head.section,
        "headline": head.headline,
        "subheadline": head.subheadline,
        "bylines": head.bylines.iter().map(|byline| &byline.name).collect::<Vec<_>>(),
        "dateline_place": dateline.and_then(|dateline| dateline.place.as_ref()),
        "dateline_source": dateline.and_then(|dateline| dateline.source.as_ref()),
        "date": date.map(day),
        "language": head.language,
        "slug": head.slug,
        "keywords": head.keywords,
        "urgency": head.urgency.as_ref().map(|urgency| &urgency.code),
        "category": head.category,
        "word_count": head.word_count,
        // Without the label that it may have.
        "embargo": embargo(head).map(|note| note.split_once(": ").map_or(&**note, |(_, date)| date)),
        "editor_notes": notes,
        "credit": head.credit.as_ref().or(affiliation),
    })
}

/// The gold has an embargo in the words of the text, which the reader keeps as a note of the same place.
fn embargo<'h, 's>(head: &'h Head<'s>) -> Option<&'h Text<'s>> {
    let place = head.spans.iter().find(|entry| entry.field == Field::Embargo)?.span;
    let note = head.spans.iter().find(|entry| entry.field == Field::EditorNote && entry.span == place)?;
    head.editor_notes.get(usize::from(note.index))
}

/// The gold's dates have no time of day.
fn day(date: Date) -> String {
    date.day().map_or_else(|| date.to_string(), |day| day.to_string())
}

/// The body, part after part, and what is said to editors in it.
struct Body {
    parts: Vec<Part>,
    notes: Vec<String>,
}

struct Part {
    kind: &'static str,
    text: String,
}

impl Body {
    /// Adds blocks. `within` is what the blocks around them make of every part: `boilerplate`, `quote`.
    fn add<'b, 's: 'b>(&mut self, blocks: impl IntoIterator<Item = &'b Block<'s>>, within: Option<&'static str>) {
        for block in blocks {
            if block.attrs.is_editor_only() {
                self.add_note(|body| body.add_block(block, None));
            } else {
                self.add_block(block, block.attrs.role().and_then(kind_of_role).or(within));
            }
        }
    }

    fn add_block(&mut self, block: &Block<'_>, within: Option<&'static str>) {
        let mut push = |kind, text: &str| self.parts.push(Part { kind: within.unwrap_or(kind), text: text.to_owned() });
        match &block.kind {
            BlockKind::Paragraph { content } => push("paragraph", &content.plain()),
            BlockKind::Heading { content, .. } => push("heading", &content.plain()),
            BlockKind::Quote { blocks } => self.add(blocks, within.or(Some("quote"))),
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.add_item(item, within)),
            BlockKind::Table(table) => push("table", &words_of_table(table)),
            BlockKind::Preformatted { text } => push("preformatted", text),
            BlockKind::Figure(figure) if figure.caption.is_empty() => {}
            BlockKind::Figure(figure) => push("paragraph", &figure.caption.plain()),
            BlockKind::SectionBreak => {}
            BlockKind::Group { blocks } => self.add(blocks, within),
            BlockKind::Unknown(unknown) => self.add(&unknown.fallback, within),
        }
    }

    /// Adds a point as one part, and after it the points of the lists within it.
    fn add_item(&mut self, item: &Item<'_>, within: Option<&'static str>) {
        if item.attrs.is_editor_only() {
            return self.add_note(|body| body.add(&item.blocks, None));
        }
        let is_list = |block: &&Block<'_>| matches!(block.kind, BlockKind::List { .. });
        let text = self.words(|body| body.add(item.blocks.iter().filter(|block| !is_list(block)), None));
        self.parts.push(Part { kind: within.unwrap_or("list_item"), text });
        self.add(item.blocks.iter().filter(is_list), within);
    }

    /// Notes the words that `add` would add to the body.
    fn add_note(&mut self, add: impl FnOnce(&mut Body)) {
        let note = self.words(add);
        self.notes.push(note);
    }

    /// The words that `add` adds to the body, taken back out of it.
    fn words(&mut self, add: impl FnOnce(&mut Body)) -> String {
        let start = self.parts.len();
        add(self);
        let texts: Vec<String> = self.parts.drain(start..).map(|part| part.text).collect();
        texts.join("\n")
    }
}

fn kind_of_role(role: &Role<'_>) -> Option<&'static str> {
    match role {
        Role::Boilerplate | Role::Caption => Some("boilerplate"),
        Role::Contact => Some("contact"),
        Role::EndMark => Some("end_mark"),
        // Who helped with a story is the last paragraph of its body.
        Role::Lead | Role::Credit | Role::EditorOnly | Role::Other(_) => None,
    }
}

fn words_of_table(table: &Table<'_>) -> String {
    let mut lines = vec![table.caption.plain().into_owned()];
    for row in &table.rows {
        let cells: Vec<_> = row.cells.iter().map(|cell| cell.content.plain()).collect();
        lines.push(cells.join(" "));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(article: &str, fields: &Value, blocks: &Value) {
        let prediction = of("a", &Article::from_json(article).unwrap());
        for (name, value) in fields.as_object().unwrap() {
            assert_eq!(prediction["fields"][name], *value, "{name}");
        }
        assert_eq!(prediction["blocks"], *blocks);
    }

    #[test]
    fn fields_say_what_the_head_and_its_parts_say() {
        let head = json!({
            "headline": "Rain",
            "bylines": [{ "name": "Ada Roe" }, { "name": "Sam Lind", "affiliation": "Harbour Wire" }],
            "dateline": { "text": "LEEDS (HW), Nov. 18", "place": "LEEDS", "source": "HW", "date": "--11-18" },
            "urgency": { "code": "f", "level": 4 },
        });
        let fields = json!({
            "headline": "Rain",
            "bylines": ["Ada Roe", "Sam Lind"],
            "dateline_place": "LEEDS",
            "dateline_source": "HW",
            "date": "--11-18",
            "urgency": "f",
            "credit": "Harbour Wire",
            "slug": null,
        });
        check(&document(&head, &json!([])), &fields, &json!([]));
    }

    #[test]
    fn the_date_is_the_day_of_the_main_date() {
        let head = json!({
            "dates": { "published": "2024-11-18T23:20:40-04:00" },
            "dateline": { "text": "LEEDS, Nov. 17", "date": "--11-17" },
        });
        check(&document(&head, &json!([])), &json!({ "date": "2024-11-18" }), &json!([]));
    }

    #[test]
    fn points_are_parts_of_their_own() {
        let list = |items: Value| json!({ "kind": "list", "ordered": false, "items": items });
        let within = list(json!([{ "blocks": [paragraph("Hail.")] }]));
        let body =
            json!([list(json!([{ "blocks": [paragraph("Rain."), within] }, { "blocks": [paragraph("Snow.")] }]))]);
        let item = |text: &str| json!({ "type": "list_item", "text": text });
        check(&document(&json!({}), &body), &json!({}), &json!([item("Rain."), item("Hail."), item("Snow.")]));
    }

    #[test]
    fn a_role_rules_all_that_is_within() {
        let group =
            json!({ "kind": "group", "role": "contact", "blocks": [paragraph("Ada Roe"), paragraph("555 0100")] });
        let contact = |text: &str| json!({ "type": "contact", "text": text });
        check(&document(&json!({}), &json!([group])), &json!({}), &json!([contact("Ada Roe"), contact("555 0100")]));
    }

    #[test]
    fn what_is_for_editors_is_a_note() {
        let mut note = paragraph("Eds: with photo.");
        note["role"] = json!("editor-only");
        let fields = json!({ "editor_notes": ["Adds quotes.", "Eds: with photo."] });
        let article = document(&json!({ "editor_notes": ["Adds quotes."] }), &json!([note, paragraph("Rain.")]));
        check(&article, &fields, &json!([{ "type": "paragraph", "text": "Rain." }]));
    }

    fn document(head: &Value, body: &Value) -> String {
        json!({ "slugline": 1, "schema": "0.3", "head": head, "body": body }).to_string()
    }

    fn paragraph(text: &str) -> Value {
        json!({ "kind": "paragraph", "content": [{ "kind": "text", "text": text }] })
    }
}
