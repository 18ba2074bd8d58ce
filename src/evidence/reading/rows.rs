//! A table that streams through: its rows to records.

use super::outcome::{Counts, done};
use super::{Choices, FileRead};
use crate::error::{Code, Error, Problem};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::head::Head;
use crate::evidence::decode::refused;
use crate::evidence::decode::rows::{Row, RowReader};
use crate::evidence::decode::stream::TextFacts;
use crate::evidence::formats::registry::{About, ReadRows, Reading};
use crate::evidence::inspection::FileFacts;

/// A table that is being read.
pub(super) struct Rows {
    about: &'static About,
    reader: RowReader,
    mapping: Box<dyn ReadRows>,
    columns: Columns,
    counts: Counts,
    reading: Reading,
    /// Fewest cells of a row but the last; the last row's number and cells.
    narrowest: usize,
    last: Option<(u32, usize)>,
}

impl Rows {
    /// A table below its header.
    pub(super) fn new(head: &Head, about: &'static About, mapping: Box<dyn ReadRows>) -> Self {
        Self {
            about,
            reader: RowReader::new(head.delimiter, head.lines),
            mapping,
            columns: head.columns.clone(),
            counts: Counts::default(),
            reading: Reading::default(),
            narrowest: usize::MAX,
            last: None,
        }
    }

    pub(super) fn push(&mut self, text: &str) -> Result<(), Problem> {
        let width = self.columns.len();
        let (mapping, counts, reading) = (&mut self.mapping, &mut self.counts, &mut self.reading);
        let (narrowest, last) = (&mut self.narrowest, &mut self.last);
        self.reader.push(text, &mut |row| {
            one_row(
                row,
                width,
                mapping.as_mut(),
                counts,
                reading,
                narrowest,
                last,
            );
        })
    }

    pub(super) fn finish(
        mut self,
        text: &TextFacts,
        facts: FileFacts,
        choices: Choices,
    ) -> Result<FileRead, Error> {
        let width = self.columns.len();
        let (mapping, counts, reading) = (&mut self.mapping, &mut self.counts, &mut self.reading);
        let (narrowest, last) = (&mut self.narrowest, &mut self.last);
        let unclosed = self.reader.finish(&mut |row| {
            one_row(
                row,
                width,
                mapping.as_mut(),
                counts,
                reading,
                narrowest,
                last,
            );
            if !row.is_blank() {
                mapping.unended(&row);
            }
        })?;
        if let (true, Some((row, cells))) = (unclosed, self.last) {
            // Some exports write every row short; the last alone is a cut.
            if cells < width && cells < self.narrowest {
                let message = format!("the file ends in row {row}, after {cells} of {width} cells");
                return Err(refused(Code::Truncated, message)
                    .help("Export the file again: the end of it is missing.")
                    .into());
            }
        }
        if let Some(problem) = self.mapping.refusal() {
            return Err(problem.into());
        }
        if self.counts.parsed == 0 && self.counts.rejected == 0 {
            return Err(refused(
                Code::IncompleteFormat,
                format!("found {} without a single row", self.about.name),
            )
            .help("The export is empty. Was it filtered?")
            .into());
        }
        self.mapping.end(&mut self.reading);
        let columns = self.columns.names().to_vec();
        let mut read = done(
            facts,
            "CSV",
            text,
            choices,
            self.about,
            columns,
            self.reading,
            self.counts,
        );
        read.recorded.ignored = self.columns.unread();
        Ok(read)
    }
}

fn one_row(
    row: Row<'_>,
    width: usize,
    mapping: &mut dyn ReadRows,
    counts: &mut Counts,
    reading: &mut Reading,
    narrowest: &mut usize,
    last: &mut Option<(u32, usize)>,
) {
    if row.is_blank() {
        return;
    }
    if let Some((_, cells)) = last.replace((row.number, row.len())) {
        *narrowest = cells.min(*narrowest);
    }
    // Cells beyond the header may be blank; else which of them is in its place cannot be told.
    let beyond = (width..row.len()).any(|place| !row.cell(place).is_empty());
    if beyond {
        counts.reject(row.number);
        return;
    }
    if counts.repeats(row) {
        return;
    }
    let used = mapping.row(&row, reading);
    counts.note(row.number, used);
}
