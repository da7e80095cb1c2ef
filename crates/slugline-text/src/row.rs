//! Rows of cells as lines with columns.

use slugline_core::model::{Row, Table};

/// The blanks that part two columns: fewer stand within a cell too.
const GAP: &str = "   ";

/// Longest line that a reader looks at for columns, in bytes.
const MAX_ROW: usize = 200;

/// The lines of a table, whose cells `spell` spells. Columns stand one under the other; where a cell is empty or a line would be
/// too long for a reader to see columns in it, a tab parts cells instead.
pub(crate) fn lines(table: &Table<'_>, mut spell: impl FnMut(&Row<'_>) -> Vec<String>) -> Vec<String> {
    let rows: Vec<Vec<String>> = table.rows.iter().map(&mut spell).filter(|row| !row.is_empty()).collect();
    let aligned = aligned(&rows);
    let fits = rows.iter().flatten().all(|cell| !cell.is_empty() && !cell.contains(GAP))
        && aligned.iter().all(|line| line.len() <= MAX_ROW);
    if fits { aligned } else { rows.iter().map(|row| row.join("\t")).collect() }
}

fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    // Wider than any line that is looked at, no column needs its blanks.
    widths.iter_mut().for_each(|width| *width = (*width).min(MAX_ROW));
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
    cells.join(GAP).trim_end().to_owned()
}
