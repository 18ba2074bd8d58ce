//! What needs what: a graph without circles, with everything that the search asks of it.

use super::Item;
use super::set::Set;

/// The items that can be chosen at all, prerequisites before what needs them.
#[derive(Debug)]
pub(super) struct Graph {
    /// Place of each item in what was given.
    pub(super) given: Vec<usize>,
    pub(super) effort: Vec<usize>,
    pub(super) value: Vec<i64>,
    /// Everything that each item needs, directly or not.
    pub(super) above: Vec<Set>,
    /// Everything that needs it.
    pub(super) below: Vec<Set>,
    /// Pairs (item, what it needs) without those that follow from others.
    pub(super) edges: Vec<(usize, usize)>,
    /// Length of the longest chain of prerequisites.
    pub(super) depth: Vec<usize>,
}

impl Graph {
    /// The items that do not wait for themselves and of which they or something that needs them has a
    /// value: nothing else is ever worth its effort.
    pub(super) fn new(items: &[Item]) -> Self {
        let order = order(items);
        let mut useful = vec![false; items.len()];
        for &i in order.iter().rev() {
            let Some(item) = items.get(i) else { continue };
            if item.value > 0 || useful.get(i) == Some(&true) {
                for &j in item.needs.iter().chain([&i]) {
                    if let Some(useful) = useful.get_mut(j) {
                        *useful = true;
                    }
                }
            }
        }
        let given: Vec<usize> = order
            .into_iter()
            .filter(|i| useful.get(*i) == Some(&true))
            .collect();
        let mut place = vec![0; items.len()];
        for (new, &old) in given.iter().enumerate() {
            if let Some(place) = place.get_mut(old) {
                *place = new;
            }
        }
        let mut graph = Self {
            effort: Vec::new(),
            value: Vec::new(),
            above: Vec::new(),
            below: vec![Set::none(given.len()); given.len()],
            edges: Vec::new(),
            depth: Vec::new(),
            given,
        };
        for at in 0..graph.given.len() {
            if let Some(item) = graph.given.get(at).and_then(|i| items.get(*i)) {
                graph.push(at, item, &place);
            }
        }
        graph
    }

    fn push(&mut self, at: usize, item: &Item, place: &[usize]) {
        self.effort.push(item.effort as usize);
        self.value
            .push(i64::try_from(item.value).unwrap_or(i64::MAX));
        let mut needs: Vec<usize> = item
            .needs
            .iter()
            .filter_map(|i| place.get(*i).copied())
            .collect();
        needs.sort_unstable();
        needs.dedup();
        let mut above = Set::none(self.given.len());
        for &need in &needs {
            above.add(need);
            if let Some(further) = self.above.get(need) {
                above.add_all(further);
            }
        }
        let above_of = |i: &usize| self.above.get(*i);
        let direct = needs.iter().filter(|need| {
            let mut others = needs.iter().filter(|o| o != need);
            !others.any(|o| above_of(o).is_some_and(|a| a.holds(**need)))
        });
        self.edges.extend(direct.map(|need| (at, *need)));
        for i in above.items() {
            if let Some(below) = self.below.get_mut(i) {
                below.add(at);
            }
        }
        let depths = needs.iter().filter_map(|i| self.depth.get(*i));
        self.depth.push(depths.max().map_or(0, |d| d + 1));
        self.above.push(above);
    }

    pub(super) fn len(&self) -> usize {
        self.given.len()
    }

    /// Effort and value of a set.
    pub(super) fn sums(&self, set: &Set) -> (usize, i64) {
        let mut sums = (0, 0);
        for i in set.items() {
            sums.0 += self.effort.get(i).copied().unwrap_or(0);
            sums.1 += self.value.get(i).copied().unwrap_or(0);
        }
        sums
    }

    pub(super) fn total_effort(&self) -> usize {
        self.effort.iter().sum()
    }
}

/// The items in an order in which each comes after what it needs, without those that never can.
fn order(items: &[Item]) -> Vec<usize> {
    let mut waits: Vec<usize> = items.iter().map(|item| item.needs.len()).collect();
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (i, item) in items.iter().enumerate() {
        for need in &item.needs {
            if let Some(list) = needed_by.get_mut(*need) {
                list.push(i);
            }
        }
    }
    let mut found: Vec<usize> = (0..items.len())
        .filter(|i| waits.get(*i) == Some(&0))
        .collect();
    let mut next = 0;
    while let Some(&i) = found.get(next) {
        next += 1;
        for &j in needed_by.get(i).into_iter().flatten() {
            if let Some(waits) = waits.get_mut(j) {
                *waits = waits.saturating_sub(1);
                if *waits == 0 {
                    found.push(j);
                }
            }
        }
    }
    found
}
