//! Registers that companies keep by hand (CSV): one importer; six registers with a published template of each, and
//! lists of exercises and of policies, which have none.
//!
//! A register is told by its columns, under the names of the template or usual others. [`templates`] makes the templates
//! from the same tables that read them, so that a template that was filled in is always understood.

mod columns;
mod more;
mod records;

use super::registry::{About, ReadRows, Reading, at};
use crate::error::Problem;
use crate::evidence::canonical::{At, Show, Stamp};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, nothing};

pub(super) use columns::{INCIDENTS, LOG_REVIEWS, RESTORE_TESTS, RISKS, SERVICE_ACCOUNTS, VENDORS};
pub(super) use more::{EXERCISES, POLICIES};

/// The registers with templates, in their order.
const ALL: [&Register; 6] = [
    &columns::VENDOR_REGISTER,
    &columns::RESTORE_REGISTER,
    &columns::INCIDENT_REGISTER,
    &columns::LOG_REVIEW_REGISTER,
    &columns::RISK_REGISTER,
    &columns::SERVICE_ACCOUNT_REGISTER,
];

/// A column of a register.
struct Column {
    /// Its name in the template.
    name: &'static str,
    /// Other names under which it is understood, with `|` between them.
    also: &'static str,
    /// How it may be cited; free text is not.
    cite: Option<Show>,
    /// Whether the template has it; else it is understood where it is there.
    in_template: bool,
}

/// A register.
struct Register {
    about: &'static About,
    /// Name of its template.
    file: &'static str,
    columns: &'static [Column],
    /// Columns of which every one has to be there.
    needed: &'static [&'static str],
    /// Columns of which one at least has to be there.
    telling: &'static [&'static str],
    /// Columns that other lists have and this one does not.
    never: &'static [&'static str],
    read: fn(&Fields<'_, '_>, &mut Reading) -> bool,
}

impl Register {
    fn place(&self, columns: &Columns, name: &str) -> Option<usize> {
        let column = self.columns.iter().find(|c| c.name == name)?;
        columns
            .find(column.name)
            .or_else(|| column.also.split('|').find_map(|name| columns.find(name)))
    }

    /// Whether these are its columns.
    fn recognises(&self, columns: &Columns) -> bool {
        let there = |name: &&str| self.place(columns, name).is_some();
        self.needed.iter().all(there)
            && self.telling.iter().any(there)
            && columns.any(self.never).is_none()
    }

    fn open(&'static self, columns: &Columns) -> Box<dyn ReadRows> {
        let places = self.columns.iter().map(|c| self.place(columns, c.name));
        let places: Vec<Option<usize>> = places.collect();
        let dialects = places
            .iter()
            .map(|place| {
                let dialect = Dialect {
                    serials: true,
                    ..Dialect::PLAIN
                };
                dialect.headed(place.map_or("", |p| columns.name(p)))
            })
            .collect();
        let cited = self.columns.iter().zip(&places);
        let cited = cited
            .filter_map(|(column, place)| Some((*place, column.cite?)))
            .collect();
        Box::new(Reader {
            register: self,
            places,
            dialects,
            cited,
        })
    }

    fn template(&self) -> String {
        let own = self.columns.iter().filter(|c| c.in_template);
        let names: Vec<&str> = own.map(|c| c.name).collect();
        names.join(",") + "\n"
    }
}

/// File name and text of the template of each register: its header alone.
pub(in crate::evidence) fn templates() -> Vec<(&'static str, String)> {
    let all = ALL.iter();
    all.map(|register| (register.file, register.template()))
        .collect()
}

struct Reader {
    register: &'static Register,
    /// Where each column of the register stands in the file.
    places: Vec<Option<usize>>,
    dialects: Vec<Dialect>,
    cited: Vec<(Option<usize>, Show)>,
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        (self.register.read)(&Fields { row, reader: self }, reading)
    }
}

/// The cells of a row, by the names of the template.
struct Fields<'a, 'r> {
    row: &'a Row<'r>,
    reader: &'a Reader,
}

impl Fields<'_, '_> {
    fn number(&self, name: &str) -> Option<usize> {
        let columns = self.reader.register.columns;
        columns.iter().position(|c| c.name == name)
    }

    fn place(&self, name: &str) -> Option<usize> {
        let number = self.number(name)?;
        self.reader.places.get(number).copied().flatten()
    }

    /// The cell; empty where there is no such column.
    fn cell(&self, name: &str) -> &str {
        self.place(name).map_or("", |place| self.row.cell(place))
    }

    /// The text, where the cell holds one.
    fn text(&self, name: &str) -> Option<String> {
        let cell = self.cell(name);
        nothing(cell, &[]).is_none().then(|| cell.to_owned())
    }

    /// Whether something is written; unknown where there is no such column.
    fn filled(&self, name: &str) -> Flag {
        match self.place(name) {
            None => Flag::Unknown,
            Some(place) if nothing(self.row.cell(place), &[]).is_some() => Flag::No,
            Some(_) => Flag::Yes,
        }
    }

    fn stamp(&self, reading: &mut Reading, name: &str) -> Stamp {
        let number = self.number(name).unwrap_or(usize::MAX);
        let dialect = self.reader.dialects.get(number).copied();
        let dialect = dialect.unwrap_or(Dialect::PLAIN);
        reading.stamp_of(self.row, self.place(name), &dialect)
    }

    fn at(&self) -> At {
        at(self.row, &self.reader.cited)
    }
}

fn open(register: &'static Register, columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    Ok(register.open(columns))
}

#[cfg(test)]
mod tests;
