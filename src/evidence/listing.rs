//! A list of evidence as a table: its columns, which are the keys of the JSON form with dots for nesting.

use std::borrow::Cow;

use super::decode::line_ends::LineEnds;
use super::decode::rows::{Row, RowReader};
use super::decode::whole::decoded_strictly;
use crate::error::Problem;

/// File name of the empty list.
pub const TEMPLATE: &str = "evidence.csv";
/// What stands in the column `format` of a list.
pub const FORMAT: &str = "tickmark-evidence";

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text, a day, a word.
    Text,
    /// Several, with `;` between them.
    List,
    /// A whole number.
    Whole,
    /// `yes` or `no`.
    Flag,
    /// JSON.
    Json,
}

/// A column of a list of evidence.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The key, with dots for nesting.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// Whether it says something of the whole list: the same in every row that says it.
    pub of_list: bool,
    /// Whether the empty list has it.
    pub offered: bool,
}

const fn of_list(name: &'static str, holds: Holds, offered: bool) -> Column {
    Column {
        name,
        holds,
        of_list: true,
        offered,
    }
}

const fn offered(name: &'static str, holds: Holds) -> Column {
    Column {
        name,
        holds,
        of_list: false,
        offered: true,
    }
}

const fn known(name: &'static str, holds: Holds) -> Column {
    Column {
        name,
        holds,
        of_list: false,
        offered: false,
    }
}

/// The columns, in the order in which they are written.
pub const COLUMNS: &[Column] = &[
    of_list("format", Holds::Text, true),
    of_list("version", Holds::Whole, true),
    of_list("organisation", Holds::Text, true),
    of_list("window.start", Holds::Text, true),
    of_list("window.end", Holds::Text, true),
    of_list("timeZone", Holds::Text, true),
    of_list("policies", Holds::Json, false),
    of_list("cadences", Holds::Json, false),
    of_list("scope", Holds::Json, false),
    offered("id", Holds::Text),
    offered("title", Holds::Text),
    offered("kind", Holds::Text),
    offered("file.name", Holds::Text),
    offered("file.sha256", Holds::Text),
    known("file.bytes", Holds::Whole),
    known("file.mediaType", Holds::Text),
    known("file.encoding", Holds::Text),
    known("file.container", Holds::Text),
    offered("source.system", Holds::Text),
    offered("source.report", Holds::Text),
    offered("source.query", Holds::Text),
    known("format.id", Holds::Text),
    known("format.name", Holds::Text),
    known("format.container", Holds::Text),
    known("format.trust", Holds::Text),
    known("format.confidence", Holds::Text),
    known("format.mapping", Holds::Json),
    offered("asOf", Holds::Text),
    known("asOfBasis", Holds::Text),
    offered("covers.stated.start", Holds::Text),
    offered("covers.stated.end", Holds::Text),
    known("covers.found.start", Holds::Text),
    known("covers.found.end", Holds::Text),
    offered("period", Holds::Text),
    known("shows", Holds::Text),
    offered("exportedBy", Holds::Text),
    offered("exportedAt", Holds::Text),
    offered("completeness.rowsInSource", Holds::Whole),
    offered("completeness.method", Holds::Text),
    known("completeness.screenshot", Holds::Text),
    known("numbering", Holds::Text),
    known("rows.parsed", Holds::Whole),
    known("rows.duplicates", Holds::Whole),
    known("rows.rejected", Holds::Whole),
    known("rows.columnsIgnored", Holds::List),
    known("system", Holds::Text),
    offered("systemScope", Holds::List),
    offered("controls", Holds::List),
    known("criteria", Holds::List),
    offered("owner", Holds::Text),
    offered("reviewer.name", Holds::Text),
    offered("reviewer.at", Holds::Text),
    offered("reviewer.decision", Holds::Text),
    offered("link", Holds::Text),
    offered("containsPersonalData", Holds::Flag),
    offered("supersedes", Holds::Text),
    offered("attestations.by", Holds::Text),
    offered("attestations.role", Holds::Text),
    offered("attestations.at", Holds::Text),
    offered("attestations.statement", Holds::Text),
    known("attestations", Holds::Json),
    offered("note", Holds::Text),
];

/// The empty list: its header, and a row that says what it is.
#[must_use]
pub fn template() -> String {
    let offered = || COLUMNS.iter().filter(|c| c.offered);
    let first = |name: &str| match name {
        "format" => FORMAT,
        "version" => "1",
        _ => "",
    };
    let names: Vec<&str> = offered().map(|c| c.name).collect();
    let cells: Vec<&str> = offered().map(|c| first(c.name)).collect();
    line(&names) + &line(&cells)
}

/// A line of CSV, every cell in quotes.
#[must_use]
pub fn line<T: AsRef<str>>(cells: &[T]) -> String {
    let quoted = |cell: &T| format!("\"{}\"", cell.as_ref().replace('"', "\"\""));
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n"
}

/// What a cell says, without the `'` that keeps it from being a formula.
#[must_use]
pub fn plain(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if would_be_formula(rest.trim_start_matches('\'')) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

/// The cell with a `'` where a spreadsheet would take it for a formula, or [`plain`] would take one off.
#[must_use]
pub fn safe(cell: &str) -> String {
    match would_be_formula(cell.trim_start_matches('\'')) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

fn would_be_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// The character between the cells of a list of evidence, if the text is one: its first line names the columns that
/// every list has.
#[must_use]
pub fn delimiter(text: &str) -> Option<u8> {
    let text = text.trim_start_matches(['\u{feff}', '\n', '\r']);
    let header = text.lines().next()?;
    let is_header = |delimiter: &u8| {
        let cells = header.split(char::from(*delimiter));
        let names: Vec<String> = cells.map(named).collect();
        let has = |name: &str| names.iter().any(|n| n == name);
        let ours = ["format", "file.name", "source.system"];
        ["id", "title", "kind"].into_iter().all(has) && ours.into_iter().any(has)
    };
    [b',', b';', b'\t'].into_iter().find(is_header)
}

/// The text of a list, in UTF-8 or as spreadsheets save it; nothing where a byte is no text.
#[must_use]
pub fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (text, broken) = decoded_strictly(bytes);
    (!broken).then_some(text)
}

/// The rows that are not blank, each with its number as a spreadsheet shows it: the header is row 1.
///
/// # Errors
///
/// `truncated` with the row in which a quote opens that is never closed; `too-large` for a row that no list has.
pub fn rows(text: &str, delimiter: u8) -> Result<Vec<(u64, Vec<String>)>, Problem> {
    let mut ends = LineEnds::default();
    let text = ends.unified(text.trim_start_matches('\u{feff}'));
    let mut found = Vec::new();
    let mut take = |row: Row<'_>| {
        if !row.is_blank() {
            let cells = (0..row.len()).map(|place| row.cell(place).to_owned());
            found.push((u64::from(row.number), cells.collect()));
        }
    };
    let mut reader = RowReader::new(delimiter, 0);
    reader.push(text, &mut take)?;
    reader.finish(&mut take)?;
    Ok(found)
}

/// The name of a column as it is compared.
#[must_use]
pub fn named(cell: &str) -> String {
    let cell = cell.trim().trim_matches('"').trim();
    cell.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_list_is_a_list() {
        let text = template();
        assert_eq!(delimiter(&text), Some(b','));
        assert_eq!(text.lines().count(), 2);
        // By this a page tells it before the module that reads it is there.
        assert!(text.contains("\"tickmark-evidence\""));
        let saved_again = text.replace('"', "").replace(',', ";");
        assert_eq!(delimiter(&saved_again), Some(b';'));
    }

    #[test]
    fn other_tables_are_none() {
        let registers = crate::evidence::templates();
        let lists = registers.iter().filter(|(_, t)| delimiter(t).is_some());
        assert_eq!(lists.count(), 1);
        assert_eq!(delimiter("id,title,kind\n1,Outage,incident\n"), None);
        assert_eq!(delimiter(""), None);
    }

    #[test]
    fn no_column_has_two_places() {
        let mut names: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
        names.sort_unstable();
        let before = names.len();
        names.dedup();
        assert_eq!(names.len(), before);
    }
    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        let cells = |all: &[&str]| all.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "", "\"1\n2\",x", ",", "3,4"].join(end);
            let wanted = vec![
                (1, cells(&["a", "b"])),
                (3, cells(&["1\n2", "x"])),
                (5, cells(&["3", "4"])),
            ];
            assert_eq!(rows(&text, b',').unwrap(), wanted, "{end:?}");
            assert_eq!(rows(&(text + end), b',').unwrap(), wanted, "{end:?}");
        }
        assert!(rows("\u{feff}", b',').unwrap().is_empty());
        let why = rows("a\n\"b,1\nc", b',').unwrap_err();
        assert_eq!(why.message, "a quote opens in row 2 and is never closed");
    }

    #[test]
    fn a_safe_cell_says_what_it_said() {
        for cell in [
            "", "a", "=1", "'=1", "''=1", "'", "'a", "-x", "＝x", "\t", "@",
        ] {
            let written = safe(cell);
            assert_eq!(plain(&written), cell);
            assert!(!would_be_formula(&written), "{written}");
        }
    }
}
