//! Sets of items, as bits.

/// A set of items by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    /// Nothing, out of `items` items.
    pub(super) fn none(items: usize) -> Self {
        Self(vec![0; items.div_ceil(64)])
    }

    pub(super) fn holds(&self, item: usize) -> bool {
        let word = self.0.get(item / 64).copied().unwrap_or(0);
        word >> (item % 64) & 1 == 1
    }

    pub(super) fn add(&mut self, item: usize) {
        if let Some(word) = self.0.get_mut(item / 64) {
            *word |= 1 << (item % 64);
        }
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Whether all of it is in the other.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    /// What of it is not in the other.
    pub(super) fn without(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & !b).collect())
    }

    /// The items, in order.
    pub(super) fn items(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(i, word)| {
            let bits = std::iter::successors(Some(*word), |w| Some(w & w.wrapping_sub(1)));
            let bits = bits.take_while(|w| *w != 0);
            bits.map(move |w| i * 64 + w.trailing_zeros() as usize)
        })
    }
}
