//! Text in chunks to the rows of a table, each with the number that a spreadsheet shows.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::refused;
use crate::error::{Code, Problem};

/// Longest row, in bytes (J): beyond it a quote was opened and not closed. The longest cells of real exports, whole
/// descriptions of tickets, are a tenth of it.
const LONGEST_ROW: usize = 1 << 20;
/// Most lines that one row may run over (J), for the same reason.
const MOST_LINES: u64 = 500;
/// Most cells of a row: the widest real export has 2,261.
const MOST_CELLS: usize = 20_000;

/// One row.
#[derive(Clone, Copy, Debug)]
pub(in crate::evidence) struct Row<'a> {
    /// Its number: the first line of the file is row 1, blank lines count, line ends inside cells do not.
    pub(in crate::evidence) number: u32,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Row<'a> {
    /// Number of its cells.
    pub(in crate::evidence) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell without the blanks around it; empty where the row is shorter.
    pub(in crate::evidence) fn cell(&self, place: usize) -> &'a str {
        let Some(&end) = self.ends.get(place) else {
            return "";
        };
        let start = match place.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(end),
            None => 0,
        };
        self.text.get(start..end).unwrap_or_default().trim()
    }

    /// Every cell in one text, to compare rows by.
    pub(in crate::evidence) fn whole(&self) -> (&'a str, &'a [usize]) {
        (self.text, self.ends)
    }

    /// Whether no cell holds anything.
    pub(in crate::evidence) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Takes text in chunks and hands over rows. Line ends have to be `\n` alone ([`super::stream`] sees to that).
pub(in crate::evidence) struct RowReader {
    core: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Bytes and cells of the row that is being read.
    filled: (usize, usize),
    /// Line ends inside cells so far.
    inside: u64,
    /// Lines of the file before this reader began.
    before: u64,
    /// Whether bytes of a row have been taken that is not complete.
    begun: bool,
}

impl RowReader {
    /// * `delimiter`: what stands between cells.
    /// * `before`: lines of the file that were read elsewhere.
    pub(in crate::evidence) fn new(delimiter: u8, before: u32) -> Self {
        Self {
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            text: vec![0; 4096],
            ends: vec![0; 64],
            filled: (0, 0),
            inside: 0,
            before: u64::from(before),
            begun: false,
        }
    }

    /// Takes a chunk and hands over the rows that it completes.
    ///
    /// # Errors
    ///
    /// `truncated` with the row in which a quote was opened that is not closed within reason.
    pub(in crate::evidence) fn push(
        &mut self,
        chunk: &str,
        sink: &mut dyn FnMut(Row<'_>),
    ) -> Result<(), Problem> {
        let mut input = chunk.as_bytes();
        while !input.is_empty() {
            let taken = self.step(input, sink)?;
            input = input.get(taken..).unwrap_or_default();
        }
        Ok(())
    }

    /// The end of the file: hands over a last row without a line end, and says whether there was one.
    ///
    /// # Errors
    ///
    /// `truncated` with the row in which a quote was opened that is never closed.
    pub(in crate::evidence) fn finish(
        mut self,
        sink: &mut dyn FnMut(Row<'_>),
    ) -> Result<bool, Problem> {
        if !self.begun {
            return Ok(false);
        }
        let mut closed = false;
        let last = &mut |row: Row<'_>| {
            closed = true;
            sink(row);
        };
        // A line end completes every row but one inside quotes, where it is one more character.
        self.push("\n", last)?;
        if closed {
            Ok(true)
        } else {
            Err(open(self.next_number()))
        }
    }

    /// One call of the parser: how many bytes it took.
    fn step(&mut self, input: &[u8], sink: &mut dyn FnMut(Row<'_>)) -> Result<usize, Problem> {
        let text = self.text.get_mut(self.filled.0..).unwrap_or_default();
        let ends = self.ends.get_mut(self.filled.1..).unwrap_or_default();
        let (result, taken, written, ended) = self.core.read_record(input, text, ends);
        self.filled.0 += written;
        self.filled.1 += ended;
        self.begun |= taken > 0;
        match result {
            ReadRecordResult::OutputFull => {
                if self.text.len() >= LONGEST_ROW {
                    return Err(open(self.next_number()));
                }
                self.text.resize((self.text.len() * 2).min(LONGEST_ROW), 0);
            }
            ReadRecordResult::OutputEndsFull => {
                if self.ends.len() >= MOST_CELLS {
                    let row = self.next_number();
                    let message = format!("row {row} has more than {MOST_CELLS} cells");
                    return Err(refused(Code::TooLarge, message)
                        .help("Export fewer columns; no procedure needs so many."));
                }
                self.ends.resize((self.ends.len() * 2).min(MOST_CELLS), 0);
            }
            ReadRecordResult::Record => self.hand_over(sink)?,
            ReadRecordResult::InputEmpty | ReadRecordResult::End => {
                // Blank lines between rows begin none.
                self.begun = self.filled != (0, 0) || !input.iter().all(|b| *b == b'\n');
            }
        }
        Ok(taken)
    }

    fn hand_over(&mut self, sink: &mut dyn FnMut(Row<'_>)) -> Result<(), Problem> {
        let (length, cells) = std::mem::take(&mut self.filled);
        let text = self.text.get(..length).unwrap_or_default();
        let inside = text.iter().filter(|b| **b == b'\n').count();
        let inside = u64::try_from(inside).unwrap_or(u64::MAX);
        self.inside += inside;
        if inside > MOST_LINES {
            return Err(open(self.number()));
        }
        self.begun = false;
        let row = Row {
            number: self.number(),
            // The chunks were text and the parser cuts at ASCII alone.
            text: std::str::from_utf8(text).unwrap_or_default(),
            ends: self.ends.get(..cells).unwrap_or_default(),
        };
        sink(row);
        Ok(())
    }

    /// The number of the row that has just ended with its line end.
    fn number(&self) -> u32 {
        let lines = self.before + self.core.line() - 1;
        u32::try_from(lines.saturating_sub(self.inside)).unwrap_or(u32::MAX)
    }

    /// The number of the row that is being read: line ends that it has taken in are in its own cells.
    fn next_number(&self) -> u32 {
        let text = self.text.get(..self.filled.0).unwrap_or_default();
        let own = text.iter().filter(|b| **b == b'\n').count();
        let own = u32::try_from(own).unwrap_or(u32::MAX);
        self.number().saturating_sub(own).saturating_add(1)
    }
}

fn open(row: u32) -> Problem {
    let message = format!("a quote opens in row {row} and is never closed");
    refused(Code::Truncated, message).help("Export the file again, or repair that row.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Rows = Vec<(u32, Vec<String>)>;

    fn read(chunks: &[&str]) -> Result<Rows, Problem> {
        let mut found = Vec::new();
        let mut sink = |row: Row<'_>| {
            let cells = (0..row.len()).map(|i| row.cell(i).to_owned()).collect();
            found.push((row.number, cells));
        };
        let mut reader = RowReader::new(b',', 0);
        for chunk in chunks {
            reader.push(chunk, &mut sink)?;
        }
        reader.finish(&mut sink)?;
        Ok(found)
    }

    fn numbers(text: &str) -> Vec<u32> {
        read(&[text]).unwrap().iter().map(|(n, _)| *n).collect()
    }

    #[test]
    fn rows_have_the_numbers_of_a_spreadsheet() {
        assert_eq!(numbers("a,b\n1,2\n\n3,4\n"), [1, 2, 4]);
        assert_eq!(numbers("a,b\n1,2\n\n\n3,4"), [1, 2, 5]);
        assert_eq!(numbers("\n\na\n1"), [3, 4]);
        assert_eq!(numbers("a,b\n\"x\ny\nz\",2\n3,4\n"), [1, 2, 3]);
        assert_eq!(numbers("a\n1\n\n\n"), [1, 2]);
        assert_eq!(numbers(""), [0_u32; 0]);
    }

    #[test]
    fn cells_are_without_blanks_around_them() {
        let rows = read(&["a, \"b \"\"c\"\"\" ,\n"]).unwrap();
        assert_eq!(rows[0].1, ["a", "\"b \"\"c\"\"\"", ""]);
        assert_eq!(read(&["\"a,b\",c"]).unwrap()[0].1, ["a,b", "c"]);
    }

    #[test]
    fn an_open_quote_is_located() {
        let at = |text: &str| read(&[text]).unwrap_err().message;
        let says = |row: u32| format!("a quote opens in row {row} and is never closed");
        assert_eq!(at("a,b\n1,2\n3,\"4\n5,6\n"), says(3));
        assert_eq!(at("a,b\n\"1\n2\",2\n\n3,\"4"), says(4));
        let long = format!("a,b\n1,\"{}\n", "x\n".repeat(600));
        assert_eq!(at(&long), says(2));
        let longer = format!("a,b\n1,\"{}", "x".repeat(LONGEST_ROW * 2));
        assert_eq!(at(&longer), says(2));
        // Closed far below by the quote of another row.
        let swallowing = format!("a,b\n1,\"2\n{}4,\"5\"\n", "3,3\n".repeat(600));
        assert_eq!(at(&swallowing), says(2));
    }

    proptest! {
        #[test]
        fn chunks_change_nothing(text in "[a\", ;\né]{0,60}", cut in 0_usize..60) {
            let cut = (0..=cut.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap();
            let (a, b) = text.split_at(cut);
            let (whole, parts) = (read(&[&text]), read(&[a, b]));
            prop_assert_eq!(whole.as_ref().ok(), parts.as_ref().ok());
            if let Ok(rows) = whole {
                let mut reader = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .from_reader(text.as_bytes());
                let theirs: Vec<Vec<String>> = reader
                    .records()
                    .map(|r| r.unwrap().iter().map(|c| c.trim().to_owned()).collect())
                    .collect();
                let ours: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
