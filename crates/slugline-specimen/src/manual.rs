//! What the pages of the manual must list.

/// The codes of the diagnostics that some source files report.
///
/// # Panics
///
/// Where they are few: reporting is then spelled in a way that is not seen here.
pub fn codes<'s>(sources: &[&'s str]) -> Vec<&'s str> {
    let calls = sources.iter().flat_map(|source| source.split("Diagnostic::").skip(1));
    let codes: Vec<&str> = calls.filter_map(|call| call.split_once("(\"")?.1.split('"').next()).collect();
    assert!(codes.len() > 10, "only {codes:?}");
    codes
}

/// Holds a page to a row that begins with `code`, alone or with others.
///
/// # Panics
///
/// Where it has none.
#[track_caller]
pub fn lists(page: &str, code: &str) {
    let code = format!("`{code}`");
    let mut first_cells = page.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    assert!(first_cells.any(|cell| cell.contains(&code)), "no row of {code}");
}

/// The fenced blocks of a language, in the order of the page, each with the end of its last line.
pub fn fenced<'s>(page: &'s str, language: &str) -> Vec<&'s str> {
    let fences = page.split("```").skip(1).step_by(2);
    fences.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n')).collect()
}

/// The cells of the table's rows below `head`, a line of the page. A bar within a cell is `\|` on the page.
///
/// # Panics
///
/// Where there is no such table, or a row has another number of cells.
pub fn rows<const N: usize>(page: &str, head: &str) -> Vec<[String; N]> {
    let Some((_, table)) = page.split_once(head) else { panic!("no table `{head}`") };
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    let cells = rows.map(|row| {
        let marked = row.replace("\\|", "\0");
        let cells = marked.split(" | ").map(|cell| cell.trim_matches(['|', ' ']).replace('\0', "|"));
        cells.collect::<Vec<String>>().try_into().unwrap_or_else(|_| panic!("the row `{row}`"))
    });
    cells.collect()
}
