//! A sample that anybody can draw again: the items with the smallest digests.
//!
//! # Algorithm
//!
//! For each item, the SHA-256 digest of the UTF-8 text `seed|control|key` is taken, as 64 lower-case
//! hexadecimal digits. Items are put in the order of their digests, smallest first; the first n are drawn,
//! in that order. An item whose key is there twice is one item.
//!
//! The digest of an item depends on its own key alone. So the order of a list changes nothing; the first
//! n of a sample of m > n are the sample of n; and an item that is added to a list displaces
//! one other at most.
//!
//! # Worked example
//!
//! Seed `Acme 2026-09-15`, control `AC-06`, a list of 8 known by number, 3 to draw. The digests begin
//! with
//!
//! | key | digest | | key | digest |
//! |---|---|---|---|---|
//! | 1 | `417e38f1` | | 5 | `d18c4a74` |
//! | 2 | `cdfe4cb5` | | 6 | `8d29b12a` |
//! | 3 | `b306f71e` | | 7 | `0b18453c` |
//! | 4 | `d5a0fe04` | | 8 | `24dbfbbf` |
//!
//! so 7, 8 and 1 are drawn, in this order. `tests/draw/draw.py` is the same in ten lines of Python.

use std::collections::BTreeSet;
use std::fmt;

use sha2::{Digest, Sha256};

use super::credential_records::Holder;
use crate::date::Date;

/// What can be drawn from one file for one control: the items of a procedure but for those it left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Population {
    /// The control.
    pub control: String,
    /// The procedure that says what an item is.
    pub procedure: String,
    /// Name of the file, as dropped.
    pub file: String,
    /// The day that the file shows, if it is known.
    pub as_of: Option<Date>,
    /// The items, in file order.
    pub items: Vec<Item>,
}

/// One item of a file, told by its row.
///
/// Its key, which may name a person, is used to draw and given to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Item {
    /// Line of the table in the file; the header is row 1.
    pub row: u32,
    /// Its number where a row holds several, from 1.
    pub number: Option<u32>,
    key: String,
}

impl Item {
    /// The item of an account, or one of several that it holds.
    pub(super) fn of(holder: &Holder, number: Option<u32>) -> Self {
        let identity = &holder.first.identity;
        Self {
            row: holder.first.row,
            number,
            key: match number {
                Some(number) => format!("{identity}#{number}"),
                None => identity.clone(),
            },
        }
    }

    /// An item that is told from the others by a text of its own.
    pub(super) fn named(row: u32, number: Option<u32>, key: String) -> Self {
        Self { row, number, key }
    }

    /// What tells it from the others: the identity of the account as it stands in the file, then, where a
    /// row holds several items, `#` and its number.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut item = f.debug_struct("Item");
        item.field("row", &self.row).field("number", &self.number);
        item.finish_non_exhaustive()
    }
}

/// The places of the items drawn, in the order of the draw.
///
/// * `seed`: any text; whoever tests chooses it.
/// * `control`: id of the control, so that one seed draws differently for each.
/// * `keys`: what tells the items apart. Of equal keys the first stands for all.
/// * `n`: how many to draw; more than there are draws all.
///
/// Takes one digest an item, and memory for n of them.
///
/// # Example
///
/// ```
/// use tickmark::evidence::draw::draw;
///
/// let keys = ["1", "2", "3", "4", "5", "6", "7", "8"];
/// assert_eq!(draw("Acme 2026-09-15", "AC-06", keys, 3), [6, 7, 0]);
/// ```
#[must_use]
pub fn draw<K: AsRef<str>>(
    seed: &str,
    control: &str,
    keys: impl IntoIterator<Item = K>,
    n: usize,
) -> Vec<usize> {
    let begun = Sha256::new()
        .chain_update(seed)
        .chain_update("|")
        .chain_update(control)
        .chain_update("|");
    // Equal keys have equal digests, and come in the order of their places.
    let mut smallest: BTreeSet<([u8; 32], usize)> = BTreeSet::new();
    for (place, key) in keys.into_iter().enumerate() {
        let digest: [u8; 32] = begun.clone().chain_update(key.as_ref()).finalize().into();
        let beyond = smallest.last().is_some_and(|(last, _)| digest > *last);
        if smallest.len() >= n && beyond {
            continue;
        }
        let known = smallest
            .range((digest, 0)..=(digest, place))
            .next()
            .is_some();
        if !known {
            smallest.insert((digest, place));
        }
        if smallest.len() > n {
            smallest.pop_last();
        }
    }
    smallest.into_iter().map(|(_, place)| place).collect()
}
