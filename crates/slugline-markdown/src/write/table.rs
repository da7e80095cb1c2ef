//! Tables.

use slugline_core::model::{Row, Span, Table};

use super::block::Body;
use super::escape::Place;
use super::inline::Line;
use super::lost::Lost;
use super::shown::has_words;

impl Body<'_, '_> {
    /// A table as GitHub has it: its first row names the columns, and is empty where none does.
    ///
    /// Source: github.github.com/gfm, section 4.10 "Tables".
    pub(super) fn table(&mut self, table: &Table<'_>, span: Span) {
        if has_words(&table.caption) {
            self.lose(Lost::TableCaption, span);
            self.paragraph(&table.caption);
        }
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let says = |row: &&Row<'_>| row.cells.iter().any(|cell| has_words(&cell.content));
        let mut rows = table.rows.iter().filter(says).peekable();
        if rows.peek().is_none() {
            return;
        }
        self.begin_block();
        let names = rows.next_if(|row| row.cells.iter().all(|cell| cell.header));
        self.row(names, width);
        self.next_line();
        self.out.put(b"|");
        (0..width).for_each(|_| self.out.put(b" --- |"));
        for row in rows {
            if row.cells.iter().any(|cell| cell.header) {
                self.lose(Lost::HeaderCell, row.span);
            }
            self.next_line();
            self.row(Some(row), 0);
        }
    }

    /// A row, filled up to `width`.
    fn row(&mut self, row: Option<&Row<'_>>, width: usize) {
        self.out.put(b"|");
        let cells = row.map_or(&[][..], |row| &row.cells);
        for cell in cells {
            self.out.put(b" ");
            self.write_inlines(&cell.content, &mut Line::at(Place::Cell));
            self.out.put(b" |");
        }
        (cells.len()..width).for_each(|_| self.out.put(b"  |"));
    }
}
