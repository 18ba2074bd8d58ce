//! Text in chunks to the rows of a table, each with the number that a spreadsheet shows.
//!
//! Nearly every row of nearly every export is one line without a quote in it: such a row is handed over as it stands in
//! the chunk. A row with a cell in quotes goes through `csv-core`.

use std::hash::{Hash, Hasher};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

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

/// One row.
#[derive(Clone, Copy, Debug)]
pub(in crate::evidence) struct Row<'a> {
    /// Its number: the first line of the file is row 1, blank lines count, line ends inside cells do not.
    pub(in crate::evidence) number: u32,
    text: &'a str,
    /// Where each cell ends in the text.
    ends: &'a [usize],
    delimiter: u8,
    /// Whether delimiters stand between the cells of the text.
    delimited: bool,
}

impl<'a> Row<'a> {
    /// Number of its cells.
    pub(in crate::evidence) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell without the blanks around it; empty where the row is shorter.
    #[inline]
    pub(in crate::evidence) fn cell(&self, place: usize) -> &'a str {
        let cell = self.as_written(place);
        match cell.as_bytes() {
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
            [one] if one.is_ascii_graphic() => cell,
            [] => cell,
            _ => cell.trim(),
        }
    }

    #[inline]
    fn as_written(&self, place: usize) -> &'a str {
        let Some(&end) = self.ends.get(place) else {
            return "";
        };
        let start = match place
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
        {
            Some(before) => *before + usize::from(self.delimited),
            None => 0,
        };
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether no cell holds anything.
    pub(in crate::evidence) fn is_blank(&self) -> bool {
        (0..self.len()).all(|place| self.cell(place).is_empty())
    }
}

/// Rows with the same cells have the same hash, whether a cell stands in quotes or not.
impl Hash for Row<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if self.delimited {
            return self.text.hash(state);
        }
        let mut line = String::with_capacity(self.text.len() + self.ends.len());
        for place in 0..self.len() {
            if place > 0 {
                line.push(char::from(self.delimiter));
            }
            line.push_str(self.as_written(place));
        }
        line.hash(state);
        // Only then could cells that are cut elsewhere make the same line; without quotes no cell holds either.
        let cutting = |b: &u8| *b == self.delimiter || *b == b'\n';
        if self.text.as_bytes().iter().any(cutting) {
            self.ends.hash(state);
        }
    }
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
    /// Ends of the cells of a line.
    line_ends: Vec<usize>,
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
            line_ends: Vec::with_capacity(64),
            lines: u64::from(before),
            inside: 0,
        }
    }

    /// Takes a chunk and hands over the rows that it completes.
    ///
    /// # Errors
    ///
    /// `truncated` with the row in which a quote was opened that is not closed within reason; `too-large` for a row of
    /// more cells or bytes than any export has.
    pub(in crate::evidence) fn push(
        &mut self,
        chunk: &str,
        sink: &mut dyn FnMut(Row<'_>),
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
            if !line.ends_with('\n') && !line.contains('"') {
                return match self.carried.len() > LONGEST_ROW {
                    true => Err(self.too_long()),
                    false => Ok(()),
                };
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
    fn lines_of(&mut self, text: &str, sink: &mut dyn FnMut(Row<'_>)) -> Result<(), Problem> {
        let bytes = text.as_bytes();
        let mut start = 0;
        'lines: while start < bytes.len() {
            let line = bytes.get(start..).unwrap_or_default();
            self.line_ends.clear();
            // Where the present line and the present cell begin.
            let (mut from, mut cell) = (0, 0);
            for at in Marks::new(line, [self.delimiter, b'"', b'\n']) {
                match line.get(at) {
                    Some(b'\n') => {
                        self.hand_over_line(
                            text.get(start + from..start + at).unwrap_or_default(),
                            from,
                            at,
                            sink,
                        )?;
                        (from, cell) = (at + 1, at + 1);
                    }
                    // Elsewhere in a cell it is a character like any other.
                    Some(b'"') if at == cell => {
                        if at - from > LONGEST_ROW {
                            return Err(self.too_long());
                        }
                        self.quoted = true;
                        let row = text.get(start + from..).unwrap_or_default();
                        start = text.len() - self.through_parser(row, sink)?.len();
                        continue 'lines;
                    }
                    // Elsewhere in a cell it is a character like any other.
                    Some(b'"') => {}
                    _ => {
                        self.line_ends.push(at - from);
                        cell = at + 1;
                    }
                }
            }
            let rest = text.get(start + from..).unwrap_or_default();
            if rest.len() > LONGEST_ROW {
                return Err(self.too_long());
            }
            self.carried.push_str(rest);
            break;
        }
        Ok(())
    }

    #[inline]
    fn hand_over_line(
        &mut self,
        line: &str,
        from: usize,
        at: usize,
        sink: &mut dyn FnMut(Row<'_>),
    ) -> Result<(), Problem> {
        if line.len() >= LONGEST_ROW {
            return Err(self.too_long());
        }
        self.lines += 1;
        if !line.is_empty() {
            self.line_ends.push(at - from);
            if self.line_ends.len() > MOST_CELLS {
                return Err(too_wide(self.number()));
            }
            sink(Row {
                number: self.number(),
                text: line,
                ends: &self.line_ends,
                delimiter: self.delimiter,
                delimited: true,
            });
        }
        self.line_ends.clear();
        Ok(())
    }

    /// Feeds the parser until its row is complete. Gives what it has not taken.
    fn through_parser<'t>(
        &mut self,
        text: &'t str,
        sink: &mut dyn FnMut(Row<'_>),
    ) -> Result<&'t str, Problem> {
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

    fn hand_over_parsed(&mut self, sink: &mut dyn FnMut(Row<'_>)) -> Result<(), Problem> {
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
        sink(Row {
            number,
            // The chunks were text and the parser cuts at ASCII alone.
            text: std::str::from_utf8(text).unwrap_or_default(),
            ends: self.ends.get(..cells).unwrap_or_default(),
            delimiter: self.delimiter,
            delimited: false,
        });
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
