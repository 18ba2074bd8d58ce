//! Registers that companies keep by hand (CSV): one importer; six registers with a published template of each, and
//! lists of exercises and of policies, which have none.
//!
//! A register is told by its columns, under the names of the template or usual others. [`templates`] makes the templates
//! from the same tables that read them, so that a template that was filled in is always understood.

mod columns;
mod more;
mod records;

use super::kinds::{Field, Look};
use super::registry::{About, ReadRows, Reading, at};
use crate::error::Problem;
use crate::evidence::canonical::{At, Show, Stamp};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, nothing};

pub(super) use columns::{
    INCIDENT_KIND, INCIDENTS, LOG_REVIEW_KIND, LOG_REVIEWS, RESTORE_KIND, RESTORE_TESTS, RISK_KIND,
    RISKS, SERVICE_ACCOUNT_KIND, SERVICE_ACCOUNTS, VENDOR_KIND, VENDORS,
};
pub(super) use more::{EXERCISE_KIND, EXERCISES, POLICIES, POLICY_KIND};

pub(super) use records::{is_outcome, is_severity, outcome};

/// The registers with templates, in their order.
const ALL: [&Register; 6] = [
    &columns::VENDOR_REGISTER,
    &columns::RESTORE_REGISTER,
    &columns::INCIDENT_REGISTER,
    &columns::LOG_REVIEW_REGISTER,
    &columns::RISK_REGISTER,
    &columns::SERVICE_ACCOUNT_REGISTER,
];

/// A register.
pub(super) struct Register {
    pub(super) about: &'static About,
    /// Name of its template.
    pub(super) file: &'static str,
    pub(super) columns: &'static [Field],
    /// Columns of which every one has to be there.
    pub(super) needed: &'static [&'static str],
    /// Columns of which one at least has to be there.
    pub(super) telling: &'static [&'static str],
    /// Columns that other lists have and this one does not.
    pub(super) never: &'static [&'static str],
    pub(super) read: fn(&Fields<'_, '_>, &mut Reading) -> bool,
}

impl Register {
    fn place(&self, columns: &Columns, name: &str) -> Option<usize> {
        let mut all = self.columns.iter();
        all.find(|c| c.name == name)?.place(columns)
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
        let people = self.columns.iter().zip(&places);
        let people = people.filter(|(column, _)| matches!(column.look, Look::Person));
        let people = people.filter_map(|(_, place)| *place).collect();
        let cited = self.columns.iter().zip(&places);
        let cited = cited
            .filter_map(|(column, place)| Some((*place, column.cite?)))
            .collect();
        Box::new(Reader {
            register: self,
            places,
            dialects,
            cited,
            people,
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
    /// Where people stand, cited or not.
    people: Vec<usize>,
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        for place in &self.people {
            reading.name(row.cell(*place));
        }
        (self.register.read)(&Fields { row, reader: self }, reading)
    }
}

/// The cells of a row, by the names of the template.
pub(super) struct Fields<'a, 'r> {
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
    pub(super) fn cell(&self, name: &str) -> &str {
        self.place(name).map_or("", |place| self.row.cell(place))
    }

    /// The text, where the cell holds one.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let cell = self.cell(name);
        nothing(cell, &[]).is_none().then(|| cell.to_owned())
    }

    /// Whether something is written; unknown where there is no such column.
    pub(super) fn filled(&self, name: &str) -> Flag {
        match self.place(name) {
            None => Flag::Unknown,
            Some(place) if nothing(self.row.cell(place), &[]).is_some() => Flag::No,
            Some(_) => Flag::Yes,
        }
    }

    pub(super) fn stamp(&self, reading: &mut Reading, name: &str) -> Stamp {
        let number = self.number(name).unwrap_or(usize::MAX);
        let dialect = self.reader.dialects.get(number).copied();
        let dialect = dialect.unwrap_or(Dialect::PLAIN);
        reading.stamp_of(self.row, self.place(name), &dialect)
    }

    pub(super) fn at(&self) -> At {
        at(self.row, &self.reader.cited)
    }
}

pub(super) fn open(
    register: &'static Register,
    columns: &Columns,
) -> Result<Box<dyn ReadRows>, Problem> {
    Ok(register.open(columns))
}

#[cfg(test)]
mod tests;
