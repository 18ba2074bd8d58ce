//! A bound for all budgets at once: of what an item needs, one thing is kept and the rest has a price.
//!
//! With one prerequisite an item the graph is a forest, and the best set for every budget follows from
//! one table. What was left out, "the item is in only if what it needs is", gets a price λ ≥ 0: an
//! item pays λ to the one that it needs. For any prices the result is at least the optimum
//! (Lagrangian relaxation), at every budget.
//!
//! # Source
//!
//! Johnson & Niemi (1983), "On knapsacks, partitions, and a new dynamic programming technique for
//! trees", *Mathematics of Operations Research* 8(1), 1–14, for the table, in the order of Cho & Shaw
//! (1997), "A depth-first dynamic programming algorithm for the tree knapsack problem", *INFORMS
//! Journal on Computing* 9(4), 431–438.

use super::graph::Graph;
use super::set::Set;

/// The open items as a forest, in depth-first order, with a table of the best values.
pub(super) struct Forest {
    /// The items, each before those that hang on it.
    order: Vec<usize>,
    /// How many items hang on each, itself included.
    size: Vec<usize>,
    /// Places in the graph's edges of what was left out.
    pub(super) left_out: Vec<usize>,
    /// Row by item and one of zeros: best value of it and what follows in the order, by budget.
    table: Vec<Vec<i64>>,
}

impl Forest {
    /// The forest of the items in `open`; all that they need besides is in.
    pub(super) fn new(graph: &Graph, open: &Set) -> Self {
        let n = graph.len();
        let mut parent: Vec<Option<usize>> = vec![None; n];
        let depth = |i: usize| graph.depth.get(i).copied();
        for &(item, need) in graph
            .edges
            .iter()
            .filter(|(i, j)| open.holds(*i) && open.holds(*j))
        {
            // The deepest one stands for most of the others.
            if let Some(parent) = parent.get_mut(item)
                && parent.is_none_or(|p| depth(p) < depth(need))
            {
                *parent = Some(need);
            }
        }
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); n];
        let mut size = vec![1; n];
        let mut roots = Vec::new();
        for i in open.items() {
            match parent
                .get(i)
                .copied()
                .flatten()
                .and_then(|p| children.get_mut(p))
            {
                Some(list) => list.push(i),
                None => roots.push(i),
            }
        }
        // An item comes after what it needs in the graph, so from the back each size is complete.
        for i in (0..n).rev() {
            let own = size.get(i).copied().unwrap_or(0);
            if open.holds(i)
                && let Some(size) = parent
                    .get(i)
                    .copied()
                    .flatten()
                    .and_then(|p| size.get_mut(p))
            {
                *size += own;
            }
        }
        let mut order = Vec::new();
        let mut stack = roots;
        stack.reverse();
        while let Some(i) = stack.pop() {
            order.push(i);
            stack.extend(children.get(i).into_iter().flatten().rev());
        }
        let size = order.iter().filter_map(|i| size.get(*i).copied()).collect();
        let left_out = graph.edges.iter().enumerate().filter(|(_, (item, need))| {
            open.holds(*item) && open.holds(*need) && parent.get(*item) != Some(&Some(*need))
        });
        Self {
            left_out: left_out.map(|(e, _)| e).collect(),
            table: vec![Vec::new(); order.len() + 1],
            order,
            size,
        }
    }

    /// Cells of the table for budgets up to `budget`.
    pub(super) fn cells(&self, budget: usize) -> usize {
        self.order.len() * (budget + 1)
    }

    /// Fills the table at these prices.
    ///
    /// * returns: the bound for each budget from 0 to `budget`.
    pub(super) fn solve(&mut self, graph: &Graph, prices: &[i64], budget: usize) -> &[i64] {
        let mut value = graph.value.clone();
        for &e in &self.left_out {
            if let (Some(&(item, need)), Some(price)) = (graph.edges.get(e), prices.get(e)) {
                if let Some(v) = value.get_mut(item) {
                    *v -= price;
                }
                if let Some(v) = value.get_mut(need) {
                    *v += price;
                }
            }
        }
        for row in &mut self.table {
            row.resize(budget + 1, 0);
        }
        if let Some(last) = self.table.last_mut() {
            last.fill(0);
        }
        for (at, (&item, &size)) in self.order.iter().zip(&self.size).enumerate().rev() {
            let (head, tail) = self.table.split_at_mut_checked(at + 1).unwrap_or_default();
            let (Some(row), Some(taken), Some(skipped)) =
                (head.last_mut(), tail.first(), tail.get(size - 1))
            else {
                continue;
            };
            let effort = graph.effort.get(item).copied().unwrap_or(0).min(row.len());
            let value = value.get(item).copied().unwrap_or(0);
            row.copy_from_slice(skipped);
            for (best, taken) in row.iter_mut().skip(effort).zip(taken) {
                *best = (*best).max(value + taken);
            }
        }
        self.table.first().map_or(&[], Vec::as_slice)
    }

    /// Adds to `set` the items that the table takes at `budget`.
    pub(super) fn taken(&self, graph: &Graph, mut budget: usize, set: &mut Set) {
        let mut at = 0;
        while let (Some(&item), Some(&size)) = (self.order.get(at), self.size.get(at)) {
            let best = |row: usize| self.table.get(row).and_then(|r| r.get(budget));
            if best(at) > best(at + size) {
                set.add(item);
                budget -= graph.effort.get(item).copied().unwrap_or(0).min(budget);
                at += 1;
            } else {
                at += size;
            }
        }
    }
}
