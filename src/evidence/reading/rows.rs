//! A table that streams through: its rows to records.

use super::outcome::{Counts, done, hashes};
use super::{Choices, FileRead};
use crate::error::{Code, Error, Problem};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::flat::Flat;
use crate::evidence::decode::head::Head;
use crate::evidence::decode::refused;
use crate::evidence::decode::rows::{Row, RowReader};
use crate::evidence::decode::stream::TextFacts;
use crate::evidence::formats::registry::{About, ReadRows, Reading};
use crate::evidence::inspection::FileFacts;

/// A table that is being read.
pub(super) struct Rows {
    reader: RowReader,
    records: Records,
}

/// What its rows become.
struct Records {
    about: &'static About,
    mapping: Box<dyn ReadRows>,
    columns: Columns,
    counts: Counts,
    reading: Reading,
    /// Fewest cells of a row but the last; the last row's number and cells.
    narrowest: usize,
    last: Option<(u32, usize)>,
    /// Of the rows that are at hand.
    hashes: Vec<u64>,
}

impl Rows {
    /// A table below its header.
    pub(super) fn new(head: &Head, about: &'static About, mapping: Box<dyn ReadRows>) -> Self {
        Self {
            reader: RowReader::new(head.delimiter, head.lines),
            records: Records {
                about,
                mapping,
                columns: head.columns.clone(),
                counts: Counts::default(),
                reading: Reading::default(),
                narrowest: usize::MAX,
                last: None,
                hashes: Vec::new(),
            },
        }
    }

    /// Elements of flat JSON, each a row.
    pub(super) fn of_elements(
        flat: &Flat,
        about: &'static About,
        mapping: Box<dyn ReadRows>,
    ) -> Self {
        let head = Head {
            delimiter: b',',
            columns: flat.columns.clone(),
            lines: 0,
            body: 0,
            title: 0,
        };
        let mut rows = Self::new(&head, about, mapping);
        flat.each(&mut |row| rows.records.take(&[row]));
        rows
    }

    pub(super) fn push(&mut self, text: &str) -> Result<(), Problem> {
        let records = &mut self.records;
        self.reader.push_many(text, &mut |rows| records.take(rows))
    }

    pub(super) fn finish(
        mut self,
        text: &TextFacts,
        facts: FileFacts,
        choices: Choices,
    ) -> Result<FileRead, Error> {
        let records = &mut self.records;
        let unclosed = self.reader.finish(&mut |row| {
            records.take(&[row]);
            if !row.is_blank() {
                records.mapping.unended(&row);
            }
        })?;
        self.records.done(unclosed, text, facts, choices)
    }
}

impl Records {
    fn take(&mut self, rows: &[Row<'_>]) {
        hashes(rows, &mut self.hashes);
        self.counts.expect(&self.hashes);
        for (row, hash) in rows.iter().zip(&self.hashes) {
            if row.is_blank() {
                continue;
            }
            if let Some((_, cells)) = self.last.replace((row.number, row.len())) {
                self.narrowest = cells.min(self.narrowest);
            }
            // Cells beyond the header may be blank; else which of them is in its place cannot be told.
            let width = self.columns.len();
            let beyond = (width..row.len()).any(|place| !row.cell(place).is_empty());
            if beyond {
                self.counts.reject(row.number);
            } else if !self.counts.repeats(*hash) {
                let used = self.mapping.row(row, &mut self.reading);
                self.counts.note(row.number, used);
            }
        }
    }

    fn done(
        mut self,
        unclosed: bool,
        text: &TextFacts,
        facts: FileFacts,
        choices: Choices,
    ) -> Result<FileRead, Error> {
        let width = self.columns.len();
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
