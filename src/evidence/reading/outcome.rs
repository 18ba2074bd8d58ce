//! What became of rows, and the file once all of it has been read.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;

use super::seen::Seen;
use super::{Choices, FileRead, Recorded};
use crate::evidence::decode::order::{Order, OrderVerdict};
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::stream::TextFacts;
use crate::evidence::formats::registry::{About, Reading};
use crate::evidence::inspection::{FileFacts, RowCounts};

/// Rows that could not be used, by number, that are kept to be named.
const NAMED: usize = 20;

/// The 64 bits by which records of JSON are told apart.
pub(super) fn hash(record: &str) -> u64 {
    FixedState::default().hash_one(record)
}

/// The 64 bits by which rows are told apart: among a million rows two that differ are taken for one with a chance of one
/// in 37 million.
pub(super) fn hashes(rows: &[Row<'_>], into: &mut Vec<u64>) {
    let (hasher, mut line) = (FixedState::default(), String::new());
    into.clear();
    into.extend(rows.iter().map(|row| row.hash_with(&hasher, &mut line)));
}

/// What became of rows.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) parsed: u32,
    duplicates: u32,
    pub(super) rejected: u32,
    named: Vec<u32>,
    seen: Seen,
}

impl Counts {
    /// Whether a row is the same as an earlier one, by its hash.
    pub(super) fn repeats(&mut self, hash: u64) -> bool {
        let repeats = !self.seen.insert(hash);
        self.duplicates += u32::from(repeats);
        repeats
    }

    /// Rows of which will be asked next whether they repeat.
    pub(super) fn expect(&self, hashes: &[u64]) {
        self.seen.expect(hashes);
    }

    pub(super) fn note(&mut self, number: u32, used: bool) {
        if used {
            self.parsed = self.parsed.saturating_add(1);
        } else {
            self.reject(number);
        }
    }

    pub(super) fn reject(&mut self, number: u32) {
        self.rejected = self.rejected.saturating_add(1);
        if self.named.len() < NAMED {
            self.named.push(number);
        }
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call puts together what three readers have"
)]
pub(super) fn done(
    facts: FileFacts,
    container: &'static str,
    text: &TextFacts,
    choices: Choices,
    about: &'static About,
    columns: Vec<String>,
    mut reading: Reading,
    counts: Counts,
) -> FileRead {
    let mut open_orders = Vec::new();
    let mut settled = Vec::new();
    for (column, order) in &reading.orders {
        let name = columns
            .get(usize::from(*column))
            .cloned()
            .unwrap_or_default();
        match (order.verdict(), choices.day_first) {
            (OrderVerdict::Known(order), _) => settled.push((*column, order)),
            (OrderVerdict::Open, Some(true)) => settled.push((*column, Order::DayFirst)),
            (OrderVerdict::Open, Some(false)) => settled.push((*column, Order::MonthFirst)),
            (OrderVerdict::Open, None) => open_orders.push(name),
            (OrderVerdict::Mixed, _) => reading.questions.push(format!(
                "The dates of the column `{name}` are written with the day first in some rows and the month first in \
                 others, so none of them is used. Was the file edited after the export?"
            )),
            (OrderVerdict::None, _) => {}
        }
    }
    let mut happened = Vec::new();
    reading.records.each_stamp(&mut |stamp| {
        if let Some((_, order)) = settled.iter().find(|(column, _)| *column == stamp.column) {
            let before = stamp.time;
            stamp.time = before.settle(*order);
            if before != stamp.time {
                happened.push(*stamp);
            }
        }
    });
    if !about.shows_a_day {
        for stamp in happened {
            reading.happened(stamp);
        }
    }
    reading.questions.extend(broken(text));
    FileRead {
        facts,
        encoding: text.encoding,
        container,
        rows: RowCounts {
            parsed: counts.parsed,
            duplicates: counts.duplicates,
            rejected: counts.rejected,
        },
        rejected: counts.named,
        choices,
        recorded: Box::new(Recorded {
            about,
            columns,
            ignored: Vec::new(),
            open_orders,
            reading,
        }),
    }
}

/// What is asked about characters that could not be read.
pub(super) fn broken(text: &TextFacts) -> Option<String> {
    let line = text.first_replaced_line.unwrap_or(1);
    (text.replaced > 0).then(|| {
        format!(
            "{} characters could not be read, the first in line {line}. Was the file saved in two encodings?",
            text.replaced
        )
    })
}
