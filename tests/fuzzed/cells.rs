//! Changes of tables: columns, rows, cells, delimiters, quotes.

use super::hostile;
use super::planted::Rng;

/// A table, taken apart.
#[derive(Clone)]
pub(crate) struct Sheet {
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) delimiter: u8,
}

/// Rows that are kept of a long file, as a rule.
const KEPT: usize = 30;

impl Sheet {
    /// A text as a table; the delimiter is the one that makes most cells of the first line.
    pub(crate) fn of(text: &str) -> Self {
        let first = text.lines().next().unwrap_or_default();
        let count = |d: &u8| first.bytes().filter(|b| b == d).count();
        let delimiter = *b",;\t|"
            .iter()
            .max_by_key(|d| (count(d), **d == b','))
            .unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let rows = reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect());
        Self {
            rows: rows.collect(),
            delimiter,
        }
    }

    /// Leaves out most rows of a long table.
    pub(crate) fn shorten(&mut self, rng: &mut Rng) {
        while self.rows.len() > KEPT {
            let at = 1 + rng.below(self.rows.len() - 1);
            let end = (at + self.rows.len() / 4 + 1).min(self.rows.len());
            self.rows.drain(at..end);
        }
    }

    /// One change.
    pub(crate) fn change(&mut self, rng: &mut Rng) -> &'static str {
        let width = self.rows.first().map_or(0, Vec::len);
        if width == 0 {
            return "empty";
        }
        let column = rng.below(width);
        let row = rng.below(self.rows.len());
        match rng.below(20) {
            0 => {
                self.each(|cells| drop((column < cells.len()).then(|| cells.remove(column))));
                "column dropped"
            }
            1 => {
                let times = if rng.below(30) == 0 {
                    rng.pick(&[300, 2500, 25_000])
                } else {
                    1
                };
                let few = self.rows.len().min(if times > 1 { 3 } else { usize::MAX });
                self.rows.truncate(few);
                self.each(|cells| {
                    let cell = cells.get(column).cloned().unwrap_or_default();
                    cells.extend(std::iter::repeat_n(cell, times));
                });
                "column doubled"
            }
            2 => {
                let order = rng.order(width);
                self.each(|cells| {
                    if cells.len() == width {
                        *cells = order.iter().map(|at| cells[*at].clone()).collect();
                    }
                });
                "columns reordered"
            }
            3 => {
                let name = &mut self.rows[0][column];
                *name = match rng.below(5) {
                    0 => name.to_uppercase(),
                    1 => name.replace([' ', '_', '-'], ""),
                    2 => format!(" {name}\u{a0}"),
                    3 => format!("{name}\u{202e}\u{7}"),
                    _ => hostile::cell(rng),
                };
                "column renamed"
            }
            4 => {
                let value = hostile::cell(rng);
                let value = if value.len() > 100 { "x".into() } else { value };
                for cells in self.rows.iter_mut().skip(1) {
                    if let Some(cell) = cells.get_mut(column) {
                        cell.clone_from(&value);
                    }
                }
                "column filled"
            }
            5 => {
                for cells in self.rows.iter_mut().skip(1) {
                    if let Some(cell) = cells.get_mut(column) {
                        *cell = hostile::cell(rng);
                    }
                }
                "column hostile"
            }
            6 => {
                let (a, b) = (row, rng.below(self.rows.len()));
                self.rows.swap(a, b);
                "rows swapped"
            }
            7 => {
                let copy = self.rows[row].clone();
                let times = if rng.below(60) == 0 { 5000 } else { 1 };
                self.rows.extend(std::iter::repeat_n(copy, times));
                "row doubled"
            }
            8 => {
                self.rows.remove(row);
                "row dropped"
            }
            9 => {
                let length = rng.below(self.rows[row].len() + 1);
                self.rows[row].truncate(length);
                "row cut"
            }
            10 => {
                let more = rng.below(3) + 1;
                self.rows[row].extend(std::iter::repeat_n(hostile::cell(rng), more));
                "row longer"
            }
            11 => {
                let at = rng.below(2) * row;
                self.rows.insert(at, vec![hostile::cell(rng)]);
                "line between"
            }
            12 => {
                self.delimiter = rng.pick(b",;\t|");
                "delimiter"
            }
            13 => {
                // The cells of another row: equal ids, other facts.
                let other = self.rows[rng.below(self.rows.len())].clone();
                if let (Some(from), Some(to)) = (other.get(column), self.rows[row].get_mut(column))
                {
                    to.clone_from(from);
                }
                "cell of another row"
            }
            _ => {
                for _ in 0..=rng.below(4) {
                    let row = rng.below(self.rows.len());
                    let cells = &mut self.rows[row];
                    if !cells.is_empty() {
                        let column = rng.below(cells.len());
                        cells[column] = hostile::cell(rng);
                    }
                }
                "cells hostile"
            }
        }
    }

    fn each(&mut self, mut change: impl FnMut(&mut Vec<String>)) {
        self.rows.iter_mut().for_each(&mut change);
    }

    /// The text again; `rng` says how cells are quoted.
    pub(crate) fn written(&self, rng: &mut Rng) -> String {
        let always = rng.below(4) == 0;
        let never = rng.below(40) == 0;
        let mut text = String::new();
        for cells in &self.rows {
            for (place, cell) in cells.iter().enumerate() {
                if place > 0 {
                    text.push(char::from(self.delimiter));
                }
                let special =
                    |c: char| matches!(c, '"' | '\n' | '\r') || c == char::from(self.delimiter);
                if !never && (always || cell.contains(special)) {
                    text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
                } else {
                    text.push_str(cell);
                }
            }
            text.push('\n');
        }
        text
    }
}
