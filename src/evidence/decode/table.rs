//! Text to a table: delimiter, header, rows with their numbers, and what is wrong with which row.

use std::borrow::Cow;

use csv::StringRecord;

use super::refused;
use crate::error::{Code, Problem};

/// Longest first line, in bytes, that is read as a header. The widest exports
/// have a thousand columns; a text without line ends must not be split into
/// millions of them.
const LONGEST_HEADER: usize = 100_000;

/// The first row of a table.
#[derive(Debug)]
pub(in crate::evidence) struct Header<'a> {
    /// What stands between cells.
    delimiter: u8,
    /// Column names, without blanks around them.
    pub(in crate::evidence) names: Vec<String>,
    /// The text from the header on.
    body: Cow<'a, str>,
}

/// The rows below a header.
#[derive(Debug)]
pub(in crate::evidence) struct Table {
    /// Rows as wide as the header; blank ones left out.
    pub(in crate::evidence) rows: Vec<Row>,
    /// Rows of another width: number and cells.
    pub(in crate::evidence) ragged: Vec<(u32, usize)>,
    /// Whether the last row ends with a line end.
    pub(in crate::evidence) closed: bool,
}

/// One row of a table.
#[derive(Debug)]
pub(in crate::evidence) struct Row {
    /// Its number: the header is row 1, and blank lines count.
    pub(in crate::evidence) number: u32,
    /// Its cells, as many as the header has.
    pub(in crate::evidence) cells: StringRecord,
}

/// The header of a text, if it were a table.
///
/// Blank lines before it are skipped, and so are the hints that spreadsheets
/// (`sep=;`) and PowerShell (`#TYPE …`) write. Of comma, semicolon and tab the
/// one that makes most cells is the delimiter; one column without any is a
/// table too, as far as this goes.
pub(in crate::evidence) fn header(text: &str) -> Header<'_> {
    let body = skip_preamble(text);
    let line = body.lines().next().unwrap_or_default();
    let line = line.split('\r').next().unwrap_or_default();
    let line = if line.len() > LONGEST_HEADER {
        ""
    } else {
        line
    };
    let mut best = (b',', Vec::new());
    for delimiter in [b',', b';', b'\t'] {
        let names = cells_of(line, delimiter);
        if names.len() > best.1.len() {
            best = (delimiter, names);
        }
    }
    // One kind of line end from here on, so that rows can be counted by it.
    let body = if body.contains('\r') {
        Cow::Owned(body.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(body)
    };
    Header {
        delimiter: best.0,
        names: best.1,
        body,
    }
}

fn skip_preamble(text: &str) -> &str {
    let blank = ['\r', '\n', ' '];
    let mut rest = text
        .trim_start_matches('\u{feff}')
        .trim_start_matches(blank);
    while rest
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("sep="))
        || rest.starts_with("#TYPE")
    {
        rest = rest.split_once(['\r', '\n']).map_or("", |(_, after)| after);
        rest = rest.trim_start_matches(blank);
    }
    rest
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

fn cells_of(line: &str, delimiter: u8) -> Vec<String> {
    match reader(line, delimiter).records().next() {
        Some(Ok(record)) => record.iter().map(|name| name.trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}

impl Header<'_> {
    /// The rows below this header.
    ///
    /// # Errors
    ///
    /// `truncated` for a quote that is never closed, which would swallow all
    /// that follows, and for a last row without line end and with too few
    /// cells; `incomplete-format` for a quoted cell that runs over a line end.
    /// Each names the row.
    pub(in crate::evidence) fn rows(&self) -> Result<Table, Problem> {
        let shape = shape(&self.body, self.delimiter);
        if let Some(row) = shape.open_quote {
            return Err(refused(
                Code::Truncated,
                format!("a quote opens in row {row} and is never closed"),
            )
            .help("Export the file again, or repair that row."));
        }
        if let Some(row) = shape.broken_cell {
            return Err(refused(
                Code::IncompleteFormat,
                format!("a quoted cell that opens in row {row} runs over the end of its line"),
            )
            .help("A quote is missing or too many in that row; export the file again."));
        }
        let width = self.names.len();
        let mut table = Table {
            rows: Vec::new(),
            ragged: Vec::new(),
            closed: self.body.ends_with('\n'),
        };
        let records = reader(&self.body, self.delimiter).into_records();
        let mut last = None;
        for (record, number) in records.zip(shape.rows).skip(1) {
            let record = record.map_err(|_| {
                refused(
                    Code::IncompleteFormat,
                    format!("row {number} cannot be read"),
                )
            })?;
            last = Some((number, record.len()));
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if record.len() == width {
                table.rows.push(Row {
                    number,
                    cells: record,
                });
            } else {
                table.ragged.push((number, record.len()));
            }
        }
        match last {
            Some((row, cells)) if cells < width && !table.closed => Err(refused(
                Code::Truncated,
                format!("the file ends in row {row}, after {cells} of {width} cells"),
            )
            .help("Export the file again: the end of it is missing.")),
            _ => Ok(table),
        }
    }
}

/// Where the rows of a text are, by the rules by which `csv` reads it.
#[derive(Debug, Default)]
struct Shape {
    /// Number of each row that is not an empty line.
    rows: Vec<u32>,
    /// Row in which a quote opens that is never closed.
    open_quote: Option<u32>,
    /// First row in which a quoted cell opens that holds a line end.
    broken_cell: Option<u32>,
}

/// Written here because `csv` reports neither an unclosed quote nor the empty
/// lines that it skips. The text has `\n` as its only line end.
fn shape(text: &str, delimiter: u8) -> Shape {
    enum At {
        Row,
        Cell,
        Plain,
        Quoted { opened: u32 },
        Quote { opened: u32 },
    }
    let mut shape = Shape::default();
    let mut line = 1_u32;
    let mut at = At::Row;
    for byte in text.bytes() {
        let starts_row = matches!(at, At::Row) && byte != b'\n';
        if starts_row {
            shape.rows.push(line);
        }
        at = match (at, byte) {
            (At::Quoted { opened }, b'"') => At::Quote { opened },
            (At::Quoted { opened }, b'\n') => {
                shape.broken_cell.get_or_insert(opened);
                At::Quoted { opened }
            }
            (At::Quoted { opened }, _) => At::Quoted { opened },
            (At::Quote { opened }, b'"') => At::Quoted { opened },
            (At::Row | At::Cell, b'"') => At::Quoted { opened: line },
            (_, b'\n') => At::Row,
            (_, byte) if byte == delimiter => At::Cell,
            _ => At::Plain,
        };
        if byte == b'\n' {
            line = line.saturating_add(1);
        }
    }
    if let At::Quoted { opened } = at {
        shape.open_quote = Some(opened);
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Table, Problem> {
        header(text).rows()
    }

    #[test]
    fn the_delimiter_is_that_of_the_header() {
        for text in [
            "a,b,c\n1,2,3\n",
            "a;b;c\n1;2;3\n",
            "a\tb\tc\n1\t2\t3\n",
            "sep=;\r\na;b;c\r\n1;2;3",
        ] {
            assert_eq!(header(text).names, ["a", "b", "c"], "{text}");
            assert_eq!(
                read(text).unwrap().rows[0].cells,
                ["1", "2", "3"][..],
                "{text}"
            );
        }
        assert_eq!(header(" a , \"b;c\" ,d").names.len(), 3);
        assert!(header(&",".repeat(LONGEST_HEADER + 1)).names.is_empty());
    }

    #[test]
    fn rows_keep_their_numbers_past_blank_lines() {
        for text in [
            "a,b\n1,2\n\n3,4\n",
            "a,b\r\n1,2\r\n\r\n3,4\r\n",
            "a,b\r1,2\r\r3,4\r",
            "a,b\n1,2\n,\n3,4",
        ] {
            let rows: Vec<u32> = read(text)
                .unwrap()
                .rows
                .iter()
                .map(|row| row.number)
                .collect();
            assert_eq!(rows, [2, 4], "{text:?}");
        }
    }

    #[test]
    fn a_short_last_row_without_line_end_is_a_cut() {
        let cut = read("a,b,c\n1,2,3\n4,5").unwrap_err();
        assert_eq!(cut.code, Code::Truncated);
        assert_eq!(cut.message, "the file ends in row 3, after 2 of 3 cells");
        assert_eq!(read("a,b,c\n1,2,3\n4,5\n").unwrap().ragged, [(3, 2)]);
        assert_eq!(read("a,b\n1,2,3\n4,5").unwrap().ragged, [(2, 3)]);
    }

    #[test]
    fn an_unclosed_quote_is_located() {
        let open = read("a,b\n1,2\n3,\"4\n5,6\n").unwrap_err();
        assert_eq!(
            (open.code, open.message.as_str()),
            (
                Code::Truncated,
                "a quote opens in row 3 and is never closed"
            )
        );
        let swallowed = read("a,b\n1,\"2\n3,4\n\"5\",6\n").unwrap_err();
        assert_eq!(swallowed.code, Code::IncompleteFormat);
        assert!(swallowed.message.contains("row 2"), "{}", swallowed.message);
        assert_eq!(
            read("a,b\n\"x \"\"y\"\"\",2\n").unwrap().rows[0].cells[0],
            *"x \"y\""
        );
    }

    proptest! {
        #[test]
        fn rows_are_counted_as_csv_counts_them(text in "[a\", ;\n]{0,40}") {
            let rows = shape(&text, b',').rows.len();
            prop_assert_eq!(rows, reader(&text, b',').records().count());
        }
    }
}
