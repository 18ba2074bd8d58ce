//! Tables as CSV (RFC 4180): UTF-8 with a byte order mark, CRLF, every cell in quotes, none of them a formula.

use super::text::clean;

/// A table: the names of its columns, and rows with a cell for each.
pub(super) struct Table<const COLUMNS: usize> {
    header: [&'static str; COLUMNS],
    rows: Vec<[String; COLUMNS]>,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    pub(super) fn new(header: [&'static str; COLUMNS]) -> Self {
        Self {
            header,
            rows: Vec::new(),
        }
    }

    /// The names of its columns.
    #[cfg(feature = "cli")]
    pub(super) fn header(&self) -> &[&'static str] {
        &self.header
    }

    /// Its rows, as they were put in.
    #[cfg(feature = "cli")]
    pub(super) fn rows(&self) -> impl Iterator<Item = &[String]> {
        self.rows.iter().map(<[String; COLUMNS]>::as_slice)
    }

    pub(super) fn push(&mut self, row: [String; COLUMNS]) {
        self.rows.push(row);
    }

    pub(super) fn csv(&self) -> Vec<u8> {
        // Without the mark Excel takes the text for that of the machine's own code page.
        let mut text = String::from('\u{feff}');
        push_line(&mut text, self.header.iter().map(|name| (*name).to_owned()));
        for row in &self.rows {
            push_line(&mut text, row.iter().map(|cell| guarded(&clean(cell))));
        }
        text.into_bytes()
    }
}

fn push_line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (i, cell) in cells.enumerate() {
        text.push_str(if i == 0 { "\"" } else { ",\"" });
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

/// The cell with a `'` before it where a spreadsheet, or an importer that trims cells, would take it for a formula.
fn guarded(cell: &str) -> String {
    let trimmed = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let formula = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    // Blanks of other kinds at the start of a cell open one in some programs.
    if trimmed.starts_with(formula) || cell.starts_with(['\t', '\r', '\0']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in [
            "=1+1", "+1", "-1", "@a", "\t=1", "\rx", "\0x", " =1", "\u{a0}@x", "＝1",
        ] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        for cell in ["", "a=b", "'=1", "5", "✗ deviates", "2026-11-21"] {
            assert_eq!(guarded(cell), cell);
        }
    }

    #[test]
    fn every_cell_is_in_quotes() {
        let mut table = Table::new(["a", "b"]);
        table.push(["1\"2".to_owned(), "x\r\ny".to_owned()]);
        let expected = "\u{feff}\"a\",\"b\"\r\n\"1\"\"2\",\"x\ny\"\r\n";
        assert_eq!(String::from_utf8(table.csv()).unwrap_or_default(), expected);
    }
}
