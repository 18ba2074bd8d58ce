//! Distributions of a growing sample, kept in one piece of memory.

/// Row `s` has the probabilities of 0 … `s` marked items among `s` drawn, for `s = 0 … draws`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rows {
    /// The rows one after the other; row `s` starts at `s·(s + 1)/2`.
    values: Vec<f64>,
    count: usize,
}

impl Rows {
    /// Row 0 alone, with space for `draws` more: nothing drawn, nothing marked.
    pub(super) fn new(draws: usize) -> Self {
        let mut values = Vec::with_capacity(start(draws + 1));
        values.push(1.0);
        Self { values, count: 1 }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The row of so many draws; `None` if there is none.
    pub(super) fn get(&self, drawn: usize) -> Option<&[f64]> {
        let from = start(drawn);
        self.values.get(from..from + drawn + 1)
    }

    /// The row of the most draws.
    pub(super) fn last(&self) -> &[f64] {
        self.get(self.count - 1).unwrap_or_default()
    }

    /// Adds the next row, worked out of the last one as by [`one_more`].
    pub(super) fn grow(&mut self, stays: &[f64], moves: &[f64], each: f64) {
        let from = start(self.count - 1);
        let end = from + self.count;
        self.values.resize(end + self.count + 1, 0.0);
        let (before, next) = self.values.split_at_mut(end);
        one_more(
            before.get(from..).unwrap_or_default(),
            next,
            stays,
            moves,
            each,
        );
        self.count += 1;
    }

    /// Adds a row that was worked out elsewhere; as long as its place asks.
    pub(super) fn push(&mut self, row: &[f64]) {
        debug_assert_eq!(row.len(), self.count + 1);
        self.values.extend_from_slice(row);
        self.count += 1;
    }
}

/// The row after one more draw: of the value at each place, the share `stays·each` stays there and the share
/// `moves·each` moves one place up.
///
/// * `next`: takes the row, one place longer than `last`; what it held is written over.
/// * `stays`, `moves`: one mass for each place of `last`.
pub(super) fn one_more(last: &[f64], next: &mut [f64], stays: &[f64], moves: &[f64], each: f64) {
    let (Some(stays), Some(moves)) = (stays.get(..last.len()), moves.get(..last.len())) else {
        return;
    };
    // No place waits for another, so that the compiler does several at a time.
    if let (Some((top, kept)), Some((p, m))) =
        (next.split_last_mut(), last.last().zip(moves.last()))
    {
        for ((sum, p), stays) in kept.iter_mut().zip(last).zip(stays) {
            *sum = p * (stays * each);
        }
        for ((sum, p), moves) in kept.iter_mut().skip(1).zip(last).zip(moves) {
            *sum += p * (moves * each);
        }
        *top = p * (m * each);
    }
}

/// Where row `s` starts.
fn start(s: usize) -> usize {
    s * (s + 1) / 2
}
