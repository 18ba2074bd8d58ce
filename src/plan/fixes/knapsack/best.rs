//! The best sets found so far, by budget, and quick ways to find good ones.

use super::graph::Graph;
use super::set::Set;

/// For each budget the best set found that it pays for.
pub(super) struct Best<'g> {
    graph: &'g Graph,
    /// Value by budget; never falls as the budget grows.
    pub(super) value: Vec<i64>,
    /// Which of the sets, by budget.
    which: Vec<usize>,
    sets: Vec<Set>,
    /// The items, those first that with all they need have most value for their effort.
    dense: Vec<usize>,
}

impl<'g> Best<'g> {
    /// Nothing at every budget from 0 to `total`.
    pub(super) fn new(graph: &'g Graph, total: usize) -> Self {
        let mut dense: Vec<(usize, usize, i64)> = Vec::new();
        for (i, above) in graph.above.iter().enumerate() {
            let mut bundle = above.clone();
            bundle.add(i);
            let (effort, value) = graph.sums(&bundle);
            dense.push((i, effort, value));
        }
        dense.sort_by_key(|(_, effort, value)| {
            // Whole numbers sort alike everywhere; a fraction would, too, but for its last digits.
            std::cmp::Reverse(value.saturating_mul(1 << 10) / (*effort as i64).max(1))
        });
        Self {
            graph,
            dense: dense.into_iter().map(|(i, ..)| i).collect(),
            value: vec![0; total + 1],
            which: vec![0; total + 1],
            sets: vec![Set::none(graph.len())],
        }
    }

    pub(super) fn set(&self, budget: usize) -> Option<&Set> {
        self.sets.get(*self.which.get(budget)?)
    }

    /// Takes a set note of that holds what its items need.
    pub(super) fn offer(&mut self, set: &Set) {
        let (effort, value) = self.graph.sums(set);
        let mut new = None;
        let slots = self.value.iter_mut().zip(&mut self.which).skip(effort);
        for (best, which) in slots.take_while(|(best, _)| **best < value) {
            *best = value;
            *which = *new.get_or_insert(self.sets.len());
        }
        if new.is_some() {
            self.sets.push(set.clone());
        }
    }

    /// Makes sets of one that may lack what its items need, and takes note of them: without the items
    /// that lack something, filled up to `budget`; and with everything that is lacking.
    pub(super) fn offer_repaired(&mut self, wanted: &Set, budget: usize) {
        let graph = self.graph;
        let (mut fewer, mut more) = (Set::none(graph.len()), wanted.clone());
        for (i, above) in graph.above.iter().enumerate() {
            if wanted.holds(i) {
                more.add_all(above);
                if above.is_within(wanted) {
                    fewer.add(i);
                }
            }
        }
        self.offer(&more);
        self.offer(&fewer);
        self.top_up(fewer, budget);
    }

    /// Adds to a set, in one go, what the budget still pays for; quicker than [`fill`](Self::fill).
    pub(super) fn top_up(&mut self, mut set: Set, budget: usize) {
        let graph = self.graph;
        let (mut spent, _) = graph.sums(&set);
        for &i in &self.dense {
            let Some(above) = graph.above.get(i).filter(|_| !set.holds(i)) else {
                continue;
            };
            let missing = above.items().chain([i]).filter(|j| !set.holds(*j));
            let effort: usize = missing.filter_map(|j| graph.effort.get(j)).sum();
            if spent + effort <= budget {
                set.add_all(above);
                set.add(i);
                spent += effort;
            }
        }
        self.offer(&set);
    }

    /// Adds to a set, again and again, the item that with all it still needs has most value for its
    /// effort, as long as the budget lasts; takes note of every set on the way.
    pub(super) fn fill(&mut self, mut set: Set, budget: usize) {
        let graph = self.graph;
        let (mut spent, _) = graph.sums(&set);
        loop {
            let mut found: Option<(Set, usize, i64)> = None;
            for (i, above) in graph.above.iter().enumerate() {
                if set.holds(i) {
                    continue;
                }
                let mut bundle = above.without(&set);
                bundle.add(i);
                let (effort, value) = graph.sums(&bundle);
                let better = found.as_ref().is_none_or(|(_, e, v)| {
                    i128::from(value) * *e as i128 > i128::from(*v) * effort as i128
                });
                if value > 0 && spent + effort <= budget && better {
                    found = Some((bundle, effort, value));
                }
            }
            let Some((bundle, effort, _)) = found else {
                break;
            };
            set.add_all(&bundle);
            spent += effort;
            self.offer(&set);
        }
    }
}
