//! Stable sorting with one copy of its code, and maps that are made without sorting.
//!
//! The standard library's sorts are made anew for each type and each comparison: some 5 KB a time, 180 KB in the browser's
//! module when they stood in forty places. Here only places are compared, through a reference, so the sort itself is there
//! once. It is meant for lists of tens or hundreds; what sorts in a loop that somebody waits for sorts as usual.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Lists that can be put in order.
pub(crate) trait Sorting<T> {
    /// Puts the list in order; what compares equal stays as it was.
    fn in_order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// The same, by a key.
    fn in_order_of<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K)
    where
        Self: Sized,
    {
        self.in_order_by(|a, b| key(a).cmp(&key(b)));
    }
}

impl<T> Sorting<T> for Vec<T> {
    fn in_order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut places: Vec<usize> = (0..self.len()).collect();
        merge_sort(&mut places, &mut |a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        let mut items: Vec<Option<T>> = self.drain(..).map(Some).collect();
        let mut taken = |place: usize| items.get_mut(place).and_then(Option::take);
        for place in places {
            self.extend(taken(place));
        }
    }
}

/// Pairs that can be put under their keys.
pub(crate) trait Gathering<K, V>: IntoIterator<Item = (K, V)> {
    /// The values by key; of equal keys the last one stands, as with `collect`, which sorts all of them first.
    fn keyed(self) -> BTreeMap<K, V>
    where
        K: Ord,
        Self: Sized,
    {
        let mut found = BTreeMap::new();
        for (key, value) in self {
            found.insert(key, value);
        }
        found
    }
}

impl<K, V, I: IntoIterator<Item = (K, V)>> Gathering<K, V> for I {}

/// Sorts places, from runs of one upwards.
fn merge_sort(places: &mut Vec<usize>, compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    let mut length = 1;
    while length < places.len() {
        let mut merged = Vec::with_capacity(places.len());
        for pair in places.chunks(2 * length) {
            let (mut left, mut right) = pair.split_at(length.min(pair.len()));
            while let (Some((first, rest)), Some((second, others))) =
                (left.split_first(), right.split_first())
            {
                // What is equal keeps its order: the left one came before.
                if compare(*first, *second) == Ordering::Greater {
                    merged.push(*second);
                    right = others;
                } else {
                    merged.push(*first);
                    left = rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        *places = merged;
        length *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(items in prop::collection::vec((0_u8..6, any::<u32>()), 0..70)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            ours.in_order_of(|(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn of_equal_keys_the_last_stands(pairs in prop::collection::vec((0_u8..6, any::<u32>()), 0..70)) {
            let collected: BTreeMap<u8, u32> = pairs.iter().copied().collect();
            prop_assert_eq!(pairs.keyed(), collected);
        }
    }
}
