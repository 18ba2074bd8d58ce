//! Text in chunks to the rows of a table, each with the number that a spreadsheet shows.
//!
//! Nearly every row of nearly every export is one line, and where its cells stand in quotes there is no quote in them:
//! such a row is handed over as it stands in the chunk. Any other goes through `csv-core`.

mod row;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

pub(in crate::evidence) use row::Row;
use row::Shape;

use super::marks::Marks;
use super::refused;
use crate::error::{Code, Problem};

/// Longest row, in bytes (J): beyond it a quote was opened and not closed. The longest cells of real exports, whole
/// descriptions of tickets, are a tenth of it.
const LONGEST_ROW: usize = 1 << 20;
/// Most lines that one row may run over (J), for the same reason.
const MOST_LINES: u64 = 500;
/// Most cells of a row: the widest real export has 2,261.
const MOST_CELLS: usize = 20_000;
/// Most rows that are handed over at once: enough that what is looked up for each is looked up side by side.
const MOST_ROWS: usize = 256;

/// Takes rows, in their order.
type Sink<'s> = &'s mut dyn FnMut(&[Row<'_>]);

/// A row that is a line: its number, where it begins and ends, and which ends of cells are its own.
struct Line {
    number: u32,
    text: std::ops::Range<usize>,
    ends: std::ops::Range<usize>,
    shape: Shape,
}

/// Takes text in chunks and hands over rows. Line ends have to be `\n` alone ([`super::stream`] sees to that).
pub(in crate::evidence) struct RowReader {
    delimiter: u8,
    core: Reader,
    /// Whether the parser is inside a row.
    quoted: bool,
    /// What the parser has taken of that row: bytes, ends of cells, and how many of either.
    text: Vec<u8>,
    ends: Vec<usize>,
    filled: (usize, usize),
    /// The beginning of a line whose end has not come.
    carried: String,
    /// Lines of the present text that are not handed over yet, and the ends of their cells.
    found: Vec<Line>,
    found_ends: Vec<usize>,
    /// Lines of the file before the present one, and how many of their ends stand inside cells.
    lines: u64,
    inside: u64,
}

impl RowReader {
    /// * `delimiter`: what stands between cells.
    /// * `before`: lines of the file that were read elsewhere.
    pub(in crate::evidence) fn new(delimiter: u8, before: u32) -> Self {
        Self {
            delimiter,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            quoted: false,
            text: vec![0; 4096],
            ends: vec![0; 64],
            filled: (0, 0),
            carried: String::new(),
            found: Vec::with_capacity(MOST_ROWS),
            found_ends: Vec::with_capacity(MOST_ROWS * 16),
            lines: u64::from(before),
            inside: 0,
        }
    }

    /// Takes a chunk and hands over the rows that it completes, one by one.
    ///
    /// # Errors
    ///
    /// As [`push_many`](Self::push_many).
    pub(in crate::evidence) fn push(
        &mut self,
        chunk: &str,
        sink: &mut dyn FnMut(Row<'_>),
    ) -> Result<(), Problem> {
        self.push_many(chunk, &mut |rows| rows.iter().for_each(|row| sink(*row)))
    }

    /// Takes a chunk and hands over the rows that it completes, many at once.
    ///
    /// # Errors
    ///
    /// `truncated` with the row in which a quote was opened that is not closed within reason; `too-large` for a row of
    /// more cells or bytes than any export has.
    pub(in crate::evidence) fn push_many(
        &mut self,
        chunk: &str,
        sink: Sink<'_>,
    ) -> Result<(), Problem> {
        let mut rest = chunk;
        if self.quoted {
            rest = self.through_parser(rest, sink)?;
        }
        if !self.carried.is_empty() && !rest.is_empty() {
            let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
            let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.carried.push_str(line);
            // A quote is for the parser to see, wherever chunks are cut.
            let is_whole = line.ends_with('\n') || self.carried.len() > LONGEST_ROW;
            if !is_whole && !line.contains('"') {
                return Ok(());
            }
            let line = std::mem::take(&mut self.carried);
            self.lines_of(&line, sink)?;
            rest = after;
            if self.quoted {
                rest = self.through_parser(rest, sink)?;
            }
        }
        self.lines_of(rest, sink)
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
        let unended = self.quoted || !self.carried.is_empty();
        if unended {
            // A line end completes every row but one inside quotes, where it is one more character.
            self.push("\n", sink)?;
        }
        if self.quoted {
            return Err(open(self.next_number()));
        }
        Ok(unended)
    }

    /// The rows of whole lines; what stands behind the last line end is carried over.
    fn lines_of(&mut self, text: &str, sink: Sink<'_>) -> Result<(), Problem> {
        let bytes = text.as_bytes();
        let mut start = 0;
        'lines: while start < bytes.len() {
            let part = bytes.get(start..).unwrap_or_default();
            // Where the present line, its ends and the present cell begin.
            let (mut from, mut ends, mut cell) = (0, 0, 0);
            let mut shape = Shape::Plain;
            let mut marks = Marks::new(part, [self.delimiter, b'"', b'\n']);
            while let Some(at) = marks.next() {
                match part.get(at) {
                    Some(b'\n') => {
                        if at - from >= LONGEST_ROW {
                            if shape == Shape::Plain {
                                return Err(self.too_long());
                            }
                            start = self.parsed_from(text, start + from, sink)?;
                            continue 'lines;
                        }
                        self.lines += 1;
                        if at > from {
                            self.found_ends.push(at - from);
                            self.found.push(Line {
                                number: self.number(),
                                text: start + from..start + at,
                                ends: ends..self.found_ends.len(),
                                shape,
                            });
                            if self.found_ends.len() - ends > MOST_CELLS {
                                return Err(too_wide(self.number()));
                            }
                            if self.found.len() == MOST_ROWS {
                                self.hand_over(text, sink);
                            }
                        }
                        (from, ends, cell) = (at + 1, self.found_ends.len(), at + 1);
                        shape = Shape::Plain;
                    }
                    Some(b'"') if at == cell => {
                        if shape == Shape::Plain && at - from > LONGEST_ROW {
                            return Err(self.too_long());
                        }
                        if let Some(cuts) = self.closes_in_line(part, &mut marks) {
                            let cutting = cuts || shape == Shape::Quoted { cutting: true };
                            shape = Shape::Quoted { cutting };
                            continue;
                        }
                        start = self.parsed_from(text, start + from, sink)?;
                        continue 'lines;
                    }
                    // Elsewhere in a cell it is a character like any other.
                    Some(b'"') => {}
                    _ => {
                        self.found_ends.push(at - from);
                        cell = at + 1;
                    }
                }
            }
            self.hand_over(text, sink);
            let rest = text.get(start + from..).unwrap_or_default();
            if rest.len() > LONGEST_ROW {
                if shape == Shape::Plain {
                    return Err(self.too_long());
                }
                start = self.parsed_from(text, start + from, sink)?;
                continue 'lines;
            }
            self.carried.push_str(rest);
            break;
        }
        Ok(())
    }

    /// Feeds the parser from the beginning of a row that is not read where it stands. Gives where it has come to.
    fn parsed_from(&mut self, text: &str, row: usize, sink: Sink<'_>) -> Result<usize, Problem> {
        self.hand_over(text, sink);
        self.quoted = true;
        let rest = self.through_parser(text.get(row..).unwrap_or_default(), sink)?;
        Ok(text.len() - rest.len())
    }

    /// Whether a cell in quotes has a delimiter in it, where it ends in its line and has no quote in it: then it is read
    /// where it stands.
    #[inline]
    fn closes_in_line(&self, part: &[u8], marks: &mut Marks<'_>) -> Option<bool> {
        let mut cuts = false;
        for at in marks {
            let mark = part.get(at)?;
            if *mark == b'"' {
                let next = part.get(at + 1)?;
                return (*next == self.delimiter || *next == b'\n').then_some(cuts);
            }
            if *mark == b'\n' {
                return None;
            }
            cuts = true;
        }
        None
    }

    /// Hands over the lines that were found in a text.
    fn hand_over(&mut self, text: &str, sink: Sink<'_>) {
        let row = |line: &Line| Row {
            number: line.number,
            text: text.get(line.text.clone()).unwrap_or_default(),
            ends: self.found_ends.get(line.ends.clone()).unwrap_or_default(),
            delimiter: self.delimiter,
            shape: line.shape,
        };
        let rows: Vec<Row<'_>> = self.found.iter().map(row).collect();
        if !rows.is_empty() {
            sink(&rows);
        }
        self.found.clear();
        self.found_ends.clear();
    }

    /// Feeds the parser until its row is complete. Gives what it has not taken.
    fn through_parser<'t>(&mut self, text: &'t str, sink: Sink<'_>) -> Result<&'t str, Problem> {
        let mut rest = text;
        while self.quoted && !rest.is_empty() {
            let written = self.text.get_mut(self.filled.0..).unwrap_or_default();
            let ends = self.ends.get_mut(self.filled.1..).unwrap_or_default();
            let (result, taken, bytes, cells) =
                self.core.read_record(rest.as_bytes(), written, ends);
            self.filled.0 += bytes;
            self.filled.1 += cells;
            // It stops behind ASCII, or at the end of the text.
            rest = rest.get(taken..).unwrap_or_default();
            match result {
                ReadRecordResult::OutputFull => {
                    if self.text.len() >= LONGEST_ROW {
                        return Err(open(self.next_number()));
                    }
                    self.text.resize((self.text.len() * 2).min(LONGEST_ROW), 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    if self.ends.len() >= MOST_CELLS {
                        return Err(too_wide(self.next_number()));
                    }
                    self.ends.resize((self.ends.len() * 2).min(MOST_CELLS), 0);
                }
                ReadRecordResult::Record => self.hand_over_parsed(sink)?,
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
            }
        }
        Ok(rest)
    }

    fn hand_over_parsed(&mut self, sink: Sink<'_>) -> Result<(), Problem> {
        self.quoted = false;
        let (length, cells) = std::mem::take(&mut self.filled);
        let text = self.text.get(..length).unwrap_or_default();
        let inside = text.iter().filter(|b| **b == b'\n').count();
        let inside = u64::try_from(inside).unwrap_or(u64::MAX);
        self.lines += inside + 1;
        self.inside += inside;
        let number = self.number();
        if inside > MOST_LINES {
            return Err(open(number));
        }
        sink(&[Row {
            number,
            // The chunks were text and the parser cuts at ASCII alone.
            text: std::str::from_utf8(text).unwrap_or_default(),
            ends: self.ends.get(..cells).unwrap_or_default(),
            delimiter: self.delimiter,
            shape: Shape::Parsed,
        }]);
        Ok(())
    }

    /// The number of the row that has just ended.
    fn number(&self) -> u32 {
        u32::try_from(self.lines.saturating_sub(self.inside)).unwrap_or(u32::MAX)
    }

    /// The number of the row that is being read.
    fn next_number(&self) -> u32 {
        self.number().saturating_add(1)
    }

    fn too_long(&self) -> Problem {
        let row = self.next_number();
        refused(
            Code::TooLarge,
            format!("row {row} has more than {LONGEST_ROW} bytes"),
        )
        .help("No export has such rows. Is it a table, with a line for each record?")
    }
}

fn too_wide(row: u32) -> Problem {
    let message = format!("row {row} has more than {MOST_CELLS} cells");
    refused(Code::TooLarge, message).help("Export fewer columns; no procedure needs so many.")
}

fn open(row: u32) -> Problem {
    let message = format!("a quote opens in row {row} and is never closed");
    refused(Code::Truncated, message).help("Export the file again, or repair that row.")
}

#[cfg(test)]
mod tests;
