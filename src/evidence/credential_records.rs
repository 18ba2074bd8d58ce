//! What a credential report maps to and its own procedures read: accounts and their credentials, with the cells to cite.

use super::decode::values::{Flag, When};
use super::workpaper::Cell;

/// A value with the cell that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read<T> {
    /// The value.
    pub(super) value: T,
    /// The cell, to cite; none when the file has no such column.
    pub(super) cell: Option<Cell>,
}

/// One row about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Account {
    /// Line of the table; the header is row 1.
    pub(super) row: u32,
    /// Name in the system. Never leaves through a workpaper.
    pub(super) label: String,
    /// What makes two rows be about one account. Never leaves this module's callers.
    pub(super) identity: String,
    /// The account that owns the whole cloud account.
    pub(super) root: bool,
    /// Whether it can sign in by password.
    pub(super) password: Read<Flag>,
    /// Last sign-in by password.
    pub(super) password_used: Read<When>,
    /// When the password was last set.
    pub(super) password_changed: Read<When>,
    /// Whether a second factor is active.
    pub(super) mfa: Read<Flag>,
    /// Access keys, in the order of their numbers.
    pub(super) keys: Vec<Credential>,
    /// Whether the file says that there are credentials beyond those it lists.
    pub(super) more_credentials: bool,
}

/// One access key, or the place of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credential {
    /// Its number in the file: 1 or 2.
    pub(super) number: u32,
    /// Whether it can be used.
    pub(super) active: Read<Flag>,
    /// When it was made or last replaced.
    pub(super) rotated: Read<When>,
    /// When it was last used.
    pub(super) used: Read<When>,
}

impl Credential {
    /// The cells that decide on it.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let cells = [&self.active.cell, &self.rotated.cell, &self.used.cell];
        cells.into_iter().flatten().cloned().collect()
    }
}

/// All rows about one account: one, unless the file contradicts itself.
#[derive(Clone, Debug)]
pub(super) struct Holder {
    /// The first row.
    pub(super) first: Account,
    /// Further rows that differ from the first.
    pub(super) others: Vec<Account>,
}

impl Holder {
    /// Every row, in file order.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Account> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The first rows, to cite cells of: those that a sentence names by number.
    pub(super) fn cited(&self) -> impl Iterator<Item = &Account> {
        self.rows().take(5)
    }

    /// Whether every row says the same about what `fact` looks at.
    pub(super) fn agree<T: PartialEq>(&self, fact: impl Fn(&Account) -> T) -> bool {
        let first = fact(&self.first);
        self.others.iter().all(|other| fact(other) == first)
    }

    /// Row numbers, in file order.
    pub(super) fn numbers(&self) -> Vec<u32> {
        self.rows().map(|account| account.row).collect()
    }
}

/// The accounts behind the rows, in the order of their first row.
pub(super) fn holders(accounts: Vec<Account>) -> Vec<Holder> {
    let mut place = std::collections::BTreeMap::new();
    let mut holders: Vec<Holder> = Vec::new();
    for account in accounts {
        let at = *place
            .entry(account.identity.clone())
            .or_insert(holders.len());
        match holders.get_mut(at) {
            Some(holder) => holder.others.push(account),
            None => holders.push(Holder {
                first: account,
                others: Vec::new(),
            }),
        }
    }
    holders
}
