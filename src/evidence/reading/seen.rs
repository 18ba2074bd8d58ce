//! Which rows were there before.

/// Slots of an empty table.
const FIRST: usize = 1 << 10;

/// A set of hashes, which are spread already: a slot is found by the highest bits, and the next free one is taken.
///
/// A set of the standard library touches two places of memory a row, one of them for a byte that tells whether the other
/// is worth looking at. Here it is one, and that is what a row costs where there are a million.
pub(super) struct Seen {
    /// Zero is free.
    slots: Vec<u64>,
    held: usize,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            slots: vec![0; FIRST],
            held: 0,
        }
    }
}

impl Seen {
    /// Gives whether the hash was not there before.
    pub(super) fn insert(&mut self, hash: u64) -> bool {
        if self.held * 2 >= self.slots.len() {
            self.grow();
        }
        // Zero and one are one: of 2⁶⁴ hashes that is no loss.
        let is_new = put(&mut self.slots, hash.max(1));
        self.held += usize::from(is_new);
        is_new
    }

    /// Looks at the slots of hashes that come next. They lie all over the memory, and fetched one after the other, each
    /// when its row has come, they cost more than the rows do.
    pub(super) fn expect(&self, hashes: &[u64]) {
        let slot = |hash: &u64| self.slots.get(first(*hash, self.slots.len())).copied();
        std::hint::black_box(hashes.iter().filter_map(slot).fold(0, |all, one| all ^ one));
    }

    fn grow(&mut self) {
        let mut slots = vec![0; self.slots.len() * 2];
        for hash in self.slots.iter().filter(|hash| **hash > 0) {
            put(&mut slots, *hash);
        }
        self.slots = slots;
    }
}

/// The slot of a hash among so many, a power of two.
fn first(hash: u64, slots: usize) -> usize {
    usize::try_from(hash >> (64 - slots.trailing_zeros())).unwrap_or(0)
}

/// Puts a hash into the first free slot from its own on. Gives whether it was not there.
fn put(slots: &mut [u64], hash: u64) -> bool {
    let first = first(hash, slots.len());
    let (before, from) = slots.split_at_mut_checked(first).unwrap_or_default();
    for slot in from.iter_mut().chain(before) {
        if *slot == hash {
            return false;
        }
        if *slot == 0 {
            *slot = hash;
            return true;
        }
    }
    // At most half of them are taken.
    false
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Seen;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_set(hashes in prop::collection::vec(prop_oneof![any::<u64>(), 1..50_u64, (1..50_u64).prop_map(|n| u64::MAX - n)], 0..3000)) {
            let (mut ours, mut theirs) = (Seen::default(), HashSet::new());
            for hash in hashes {
                prop_assert_eq!(ours.insert(hash), theirs.insert(hash));
            }
        }
    }
}
