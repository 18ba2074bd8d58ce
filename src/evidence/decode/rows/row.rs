//! One row of a table, and its cells.

use std::hash::BuildHasher;

/// One row.
#[derive(Clone, Copy, Debug)]
pub(in crate::evidence) struct Row<'a> {
    /// Its number: the first line of the file is row 1, blank lines count, line ends inside cells do not.
    pub(in crate::evidence) number: u32,
    pub(super) text: &'a str,
    /// Where each cell ends in the text.
    pub(super) ends: &'a [usize],
    pub(super) delimiter: u8,
    pub(super) shape: Shape,
}

/// What a row's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The line as it stands in the file, no cell in quotes.
    Plain,
    /// The line as it stands in the file, cells in quotes with neither quotes nor line ends in them.
    Quoted {
        /// Whether a delimiter is in one of them.
        cutting: bool,
    },
    /// The cells one behind the other, as the parser gives them.
    Parsed,
}

impl<'a> Row<'a> {
    /// A row of cells that stand one behind the other in a text.
    ///
    /// * `ends`: where each of them ends.
    pub(in crate::evidence) fn of_cells(number: u32, text: &'a str, ends: &'a [usize]) -> Self {
        Self {
            number,
            text,
            ends,
            delimiter: b',',
            shape: Shape::Parsed,
        }
    }

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
            Some(before) => *before + usize::from(self.shape != Shape::Parsed),
            None => 0,
        };
        let cell = self.text.get(start..end).unwrap_or_default();
        match self.shape {
            // In such a row no other cell begins with one.
            Shape::Quoted { .. } => cell
                .strip_prefix('"')
                .and_then(|cell| cell.strip_suffix('"'))
                .unwrap_or(cell),
            Shape::Plain | Shape::Parsed => cell,
        }
    }

    /// Whether no cell holds anything.
    pub(in crate::evidence) fn is_blank(&self) -> bool {
        (0..self.len()).all(|place| self.cell(place).is_empty())
    }

    /// Rows with the same cells have the same hash, whether a cell stands in quotes or not.
    ///
    /// * `line`: room for the row without quotes.
    pub(in crate::evidence) fn hash_with<S: BuildHasher>(
        &self,
        hasher: &S,
        line: &mut String,
    ) -> u64 {
        if self.shape == Shape::Plain {
            return hasher.hash_one(self.text);
        }
        line.clear();
        for place in 0..self.len() {
            if place > 0 {
                line.push(char::from(self.delimiter));
            }
            line.push_str(self.as_written(place));
        }
        // Only then could cells that are cut elsewhere make the same line; without quotes no cell holds either.
        let cutting = match self.shape {
            Shape::Quoted { cutting } => cutting,
            Shape::Plain | Shape::Parsed => {
                let cuts = |b: u8| b == self.delimiter || b == b'\n';
                self.text.bytes().any(cuts)
            }
        };
        if !cutting {
            return hasher.hash_one(line.as_str());
        }
        let lengths: Vec<usize> = (0..self.len())
            .map(|place| self.as_written(place).len())
            .collect();
        hasher.hash_one((line.as_str(), lengths))
    }
}
