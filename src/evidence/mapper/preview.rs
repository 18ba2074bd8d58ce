//! How the first rows of a table read under a mapping, before it is confirmed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::apply::open;
use super::look::{SampleRow, Table};
use super::nulls::is_nothing;
use super::uses::{Feeds, feeds};
use crate::error::Problem;
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::order::{Order, OrderVerdict, Orders};
use crate::evidence::decode::rows::{Row, RowReader};
use crate::evidence::decode::sheet::as_csv;
use crate::evidence::decode::times::{Dialect, Time};
use crate::evidence::decode::values::{Flag, nothing, tri};
use crate::evidence::formats::kinds::{self, Look};
use crate::evidence::formats::registry::{ReadRows, Reading};
use crate::evidence::identity::normal;
use crate::evidence::mapping::Mapping;

/// Rows that are shown.
const SHOWN: usize = 5;

/// How the first rows read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// What is wrong with the mapping; then no row is read.
    pub problems: Vec<Problem>,
    /// Names of the fields, in the order of the mapping.
    pub fields: Vec<String>,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// What the list can be tested for, and what is missing for the rest.
    pub feeds: Vec<Feeds>,
    /// Whether no date of the rows looked at tells if the day stands before the month.
    pub asks_order: bool,
}

/// How a row reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRow {
    /// Its number.
    pub row: u32,
    /// Whether it can be used; else it is counted as not readable.
    pub used: bool,
    /// Its cells, in the order of the fields.
    pub cells: Vec<ReadCell>,
}

/// How a cell reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadCell {
    /// What it reads as; empty where it is nothing.
    pub reads: String,
    /// Whether it was understood.
    pub state: ReadAs,
}

/// Whether a cell was understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadAs {
    /// Understood.
    Read,
    /// Nothing stands there, or a word for it.
    #[default]
    Nothing,
    /// Not understood: it counts as unknown.
    Unclear,
    /// Day and month could change places.
    Open,
}

/// How the first rows of a table read under a mapping.
#[must_use]
pub fn preview(table: &Table, mapping: &Mapping) -> Preview {
    let columns = Columns::new(table.columns.iter().map(String::as_str));
    let (mut reader, kind) = match (open(mapping, &columns), kinds::kind(&mapping.kind)) {
        (Ok((_, reader)), Some(kind)) => (reader, kind),
        (Err(problems), _) => {
            return Preview {
                problems,
                ..Preview::default()
            };
        }
        (Ok(_), None) => return Preview::default(),
    };
    let nulls = mapping.nulls.iter().map(|word| word.trim().to_lowercase());
    let nulls: Vec<String> = nulls.filter(|word| !word.is_empty()).collect();
    let mut read = Vec::new();
    for one in &mapping.columns {
        let name = Columns::new([one.column.as_str()]);
        if let (Some(place), Some(field)) = (columns.find(name.name(0)), kind.field(&one.field)) {
            let dialect = Dialect {
                serials: true,
                ..Dialect::PLAIN
            };
            read.push((place, field, dialect.headed(columns.name(place))));
        }
    }
    let mut orders: BTreeMap<usize, Orders> = BTreeMap::new();
    for (place, _, dialect) in read.iter().filter(|(_, f, _)| matches!(f.look, Look::Time)) {
        for row in &table.rows {
            let cell = row.cells.get(*place).map_or("", String::as_str);
            let time = Time::parse(cell, dialect);
            if matches!(time, Time::Slashed { .. }) {
                orders.entry(*place).or_default().note(&time);
            }
        }
    }
    let said = mapping.day_first.map(|day_first| match day_first {
        true => Order::DayFirst,
        false => Order::MonthFirst,
    });
    let order = |place: usize| match orders.get(&place).map(|orders| orders.verdict()) {
        Some(OrderVerdict::Known(order)) => Some(order),
        Some(OrderVerdict::Open) => said,
        _ => None,
    };
    let rows = table.rows.iter().take(SHOWN).map(|row| PreviewRow {
        row: row.row,
        used: used(reader.as_mut(), row),
        cells: read
            .iter()
            .map(|(place, field, dialect)| {
                let text = row.cells.get(*place).map_or("", |cell| cell.trim());
                match is_nothing(&nulls, text) {
                    true => ReadCell::default(),
                    false => cell(text, field.look, dialect, order(*place)),
                }
            })
            .collect(),
    });
    Preview {
        problems: Vec::new(),
        feeds: feeds(mapping),
        rows: rows.collect(),
        fields: read.iter().map(|(_, f, _)| f.name.to_owned()).collect(),
        asks_order: orders.values().any(|o| o.verdict() == OrderVerdict::Open),
    }
}

/// Whether the reader of the kind can use a row.
fn used(reader: &mut dyn ReadRows, row: &SampleRow) -> bool {
    let text = as_csv(std::slice::from_ref(&row.cells));
    let (mut used, mut reading) = (false, Reading::default());
    let sink = &mut |row: Row<'_>| used = reader.row(&row, &mut reading);
    let read = RowReader::new(b',', row.row.saturating_sub(1)).push(&text, sink);
    used && read.is_ok()
}

fn cell(text: &str, look: Look, dialect: &Dialect, order: Option<Order>) -> ReadCell {
    let is = |reads: String, state| ReadCell { reads, state };
    let as_it_is = |understood| match understood {
        true => is(text.to_owned(), ReadAs::Read),
        false => is(text.to_owned(), ReadAs::Unclear),
    };
    if nothing(text, &[]).is_some() {
        return ReadCell::default();
    }
    match look {
        Look::Time => match (Time::parse(text, dialect), order) {
            (Time::Nothing, _) => ReadCell::default(),
            (Time::Unreadable, _) => as_it_is(false),
            (Time::Slashed { .. }, None) => is(text.to_owned(), ReadAs::Open),
            (time @ Time::Slashed { .. }, Some(order)) => match time.settle(order) {
                Time::Unreadable => as_it_is(false),
                time => is(time.words(), ReadAs::Read),
            },
            (time, _) => is(time.words(), ReadAs::Read),
        },
        Look::Person => match normal(text) {
            Some(person) => is(person, ReadAs::Read),
            None => as_it_is(false),
        },
        Look::Flag => match tri(text) {
            Flag::Yes => is("yes".to_owned(), ReadAs::Read),
            Flag::No => is("no".to_owned(), ReadAs::Read),
            Flag::Unknown | Flag::NotSupported => as_it_is(false),
        },
        Look::Number => as_it_is(text.parse::<u64>().is_ok()),
        Look::Word(known) => as_it_is(known(text)),
        Look::Text => as_it_is(true),
    }
}
