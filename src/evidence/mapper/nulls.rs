//! Words that somebody said mean nothing: cells that hold one are read as blank.

use crate::evidence::decode::rows::{Row, RowReader};
use crate::evidence::decode::sheet::as_csv;
use crate::evidence::formats::registry::{ReadRows, Reading};

/// A reader before which cells that mean nothing are emptied.
pub(super) struct Without {
    reader: Box<dyn ReadRows>,
    /// In lower case.
    nulls: Vec<String>,
    /// The columns that are read.
    places: Vec<usize>,
}

impl Without {
    pub(super) fn new(reader: Box<dyn ReadRows>, nulls: &[String], places: Vec<usize>) -> Self {
        let nulls = nulls.iter().map(|word| word.trim().to_lowercase());
        Self {
            reader,
            nulls: nulls.filter(|word| !word.is_empty()).collect(),
            places,
        }
    }

    fn is_nothing(&self, cell: &str) -> bool {
        is_nothing(&self.nulls, cell)
    }
}

/// Whether a cell is one of the words, which are in lower case.
pub(super) fn is_nothing(nulls: &[String], cell: &str) -> bool {
    let same = |word: &String| match cell.is_ascii() {
        true => cell.eq_ignore_ascii_case(word),
        false => cell.to_lowercase() == *word,
    };
    nulls.iter().any(same)
}

impl ReadRows for Without {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let mut places = self.places.iter();
        if !places.any(|place| self.is_nothing(row.cell(*place))) {
            return self.reader.row(row, reading);
        }
        let cells = (0..row.len()).map(|place| match row.cell(place) {
            cell if self.places.contains(&place) && self.is_nothing(cell) => String::new(),
            cell => cell.to_owned(),
        });
        let text = as_csv(&[cells.collect()]);
        let mut used = false;
        let sink = &mut |row: Row<'_>| used = self.reader.row(&row, reading);
        let again = RowReader::new(b',', row.number.saturating_sub(1)).push(&text, sink);
        used && again.is_ok()
    }

    fn end(&mut self, reading: &mut Reading) {
        self.reader.end(reading);
    }
}
