//! Tables as elements.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Attrs, Inlines, Row, Span, Table};

use crate::block::{Markup, Syntax, element};

impl Markup<'_, '_> {
    /// A table. One whose rows are too unlike to be filled up is split where their width changes.
    pub(crate) fn table(&mut self, attrs: &Attrs<'_>, table: &Table<'_>, span: Span) {
        if !is_lopsided(&table.rows) {
            return self.rows(attrs, &table.caption, &table.rows);
        }
        let message = "the rows differ too much in width for one table; those of one width in a row are a table each";
        self.cx.report(Diagnostic::warning("lopsided-table", message).at(span));
        let no_caption = Inlines::EMPTY;
        let mut caption = &table.caption;
        for rows in table.rows.chunk_by(|row, next| row.cells.len() == next.cells.len()) {
            self.rows(attrs, caption, rows);
            caption = &no_caption;
        }
    }

    /// Rows as a table. Short ones are filled up, because a row that is not as wide as the first is an error in HTML.
    fn rows(&mut self, attrs: &Attrs<'_>, caption: &Inlines<'_>, rows: &[Row<'_>]) {
        let width = width(rows);
        self.open(element!("table"), attrs);
        self.out.put(b"\n");
        if !caption.is_empty() {
            self.element(element!("caption"), &Attrs::NONE, caption);
        }
        let is_header = |row: &&Row<'_>| !row.cells.is_empty() && row.cells.iter().all(|cell| cell.header);
        let headers = rows.iter().take_while(is_header).count();
        let (head, body) = rows.split_at_checked(headers).unwrap_or((&[], rows));
        for (element, rows) in [(element!("thead"), head), (element!("tbody"), body)] {
            if rows.is_empty() {
                continue;
            }
            self.open(element, &Attrs::NONE);
            self.out.put(b"\n");
            for row in rows {
                self.row(row, width, element.name == "thead");
            }
            self.close(element);
        }
        self.close(element!("table"));
    }

    fn row(&mut self, row: &Row<'_>, width: usize, in_head: bool) {
        self.out.put(b"<tr>");
        for cell in &row.cells {
            self.out.put_str(match (cell.header, in_head) {
                (true, _) if self.syntax == Syntax::Nitf => "<th>",
                (true, true) => "<th scope=\"col\">",
                (true, false) => "<th scope=\"row\">",
                (false, _) => "<td>",
            });
            self.inlines(&cell.content);
            self.out.put_str(if cell.header { "</th>" } else { "</td>" });
        }
        for _ in row.cells.len()..width {
            self.out.put(b"<td></td>");
        }
        self.out.put(b"</tr>\n");
    }
}

/// Cells that a table may be filled up with for each that it has. One wide row among many short ones would make a page of a
/// thousand times the article's size.
const MAX_FILL: usize = 64;

/// Cells that any table may be filled up with.
const FREE_FILL: usize = 10_000;

/// Whether rows are too unlike in width to be filled up.
fn is_lopsided(rows: &[Row<'_>]) -> bool {
    let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
    let fill = width(rows).saturating_mul(rows.len()).saturating_sub(cells);
    fill > FREE_FILL.max(cells.saturating_mul(MAX_FILL))
}

/// How wide a table of `rows` is: an empty row is an error in HTML, so that it has one cell at least.
fn width(rows: &[Row<'_>]) -> usize {
    rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(1)
}

#[cfg(test)]
mod tests {
    use slugline_core::diagnostic::Diagnostics;
    use slugline_core::model::{Cell, Inlines};
    use slugline_core::plugin::{Context, Sink, Still};

    use super::*;

    /// The table of rows that are so wide, and the codes of what was reported.
    fn written(widths: impl IntoIterator<Item = usize>) -> (String, Vec<String>) {
        let cell = Cell { header: false, content: Inlines::text("a", Span::DETACHED), span: Span::DETACHED };
        let rows = widths.into_iter().map(|width| Row { cells: vec![cell.clone(); width], span: Span::DETACHED });
        let table = Table { caption: Inlines::text("Tides", Span::DETACHED), rows: rows.collect() };
        let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
        let mut cx = Context::new(&mut diagnostics, &Still);
        Markup::new(&mut out, Syntax::Html, &mut cx).table(&Attrs::NONE, &table, Span::DETACHED);
        let codes = diagnostics.iter().map(|diagnostic| diagnostic.code.to_string()).collect();
        (String::from_utf8(out.finish().unwrap()).unwrap(), codes)
    }

    #[test]
    fn short_rows_are_filled_up() {
        let (table, codes) = written([2, 1, 0]);
        let rows = "<tr><td>a</td><td>a</td></tr>\n<tr><td>a</td><td></td></tr>\n<tr><td></td><td></td></tr>\n";
        assert_eq!(table, format!("<table>\n<caption>Tides</caption>\n<tbody>\n{rows}</tbody>\n</table>\n"));
        assert_eq!(codes, [""; 0]);
    }

    #[test]
    fn an_empty_row_has_a_cell() {
        assert!(written([0]).0.contains("<tr><td></td></tr>"));
    }

    #[test]
    fn rows_too_unlike_are_tables_of_their_own() {
        let (tables, codes) = written([2_000].into_iter().chain([0; 2_000]).chain([1; 2_000]));
        assert!(tables.len() < 100_000, "{} bytes", tables.len());
        let count = |part| tables.matches(part).count();
        assert_eq!([count("<table>"), count("<caption>"), count("<tr>"), count("<td></td>")], [3, 1, 4_001, 2_000]);
        assert_eq!(codes, ["lopsided-table"]);
    }

    #[test]
    fn a_table_of_any_shape_that_people_write_stays_one() {
        let (table, codes) = written([100].into_iter().chain([1; 100]));
        assert_eq!((table.matches("<table>").count(), codes.len()), (1, 0));
    }
}
