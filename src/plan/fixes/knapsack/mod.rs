//! Which items to choose within a budget, where some need others: every budget at once, with proof.
//!
//! The precedence-constrained knapsack. Each item has an effort, a value that is not negative, and other
//! items that it needs; a set may be chosen if it holds what its items need. For each budget from 0 to
//! the whole effort the best set is found by branch and bound; one pass settles all budgets, since one
//! table gives a bound for each of them. Values are whole numbers, so that "equal" and "proven" mean
//! exactly that, and the order in which items are added up does not matter.
//!
//! Where each item needs one other at most, as in most catalogues, the first bound is the optimum. Else
//! the search is exponential in the worst case and stops at a limit of counted work, the same on every
//! machine; what is then not proven says how much better it could be.

mod best;
mod forest;
mod graph;
mod search;
mod set;

use graph::Graph;
use search::Search;

/// Cells of tables that a search may fill, if nothing else is asked for (J): about a tenth of a second.
pub const WORK: u64 = 40_000_000;

/// Most cells of one table: above it the quick answer has to do, with a plain bound.
const LARGEST_TABLE: usize = 4_000_000;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it costs of the budget; 0 is allowed.
    pub effort: u32,
    /// What it is worth, in whole units. All of them together stay below 2⁶⁰.
    pub value: u64,
    /// Places of the items that it needs. Whatever needs itself, in a circle or directly, or an item that
    /// there is not, can never be chosen.
    pub needs: Vec<usize>,
}

/// A budget at which more can be had than at any smaller one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The budget; the items cost exactly that.
    pub effort: u32,
    /// What they are worth.
    pub value: u64,
    /// No set is worth more within this budget.
    pub bound: u64,
    /// No set is worth more within any budget below that of the next point.
    pub bound_until_next: u64,
    /// Places of the items, in order; they hold what they need.
    pub items: Vec<usize>,
}

/// The best for every budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// Where the value changes, from 0 up; never empty, effort and value both growing.
    pub points: Vec<Point>,
    /// Upper bound by budget.
    bounds: Vec<u64>,
}

impl Front {
    /// The point that a budget pays for, and the bound at exactly that budget.
    #[must_use]
    pub fn at(&self, budget: u32) -> Option<(&Point, u64)> {
        let point = self.points.iter().rev().find(|p| p.effort <= budget)?;
        let bound = self.bounds.get(budget as usize).or(self.bounds.last());
        Some((point, bound.copied()?))
    }
}

/// The best set for every budget.
///
/// * `work`: cells of tables that may be filled, such as [`WORK`]; with 0 the quick answer and a plain bound.
///
/// Of sets that are worth the same the cheaper one is given.
///
/// # Example
///
/// ```
/// use tickmark::plan::fixes::knapsack::{Item, WORK, front};
///
/// let item = |effort, value, needs: &[usize]| Item { effort, value, needs: needs.to_vec() };
/// // The second needs the first, which is worth nothing by itself.
/// let front = front(&[item(2, 0, &[]), item(1, 9, &[0]), item(2, 5, &[])], WORK);
/// let points: Vec<(u32, u64)> = front.points.iter().map(|p| (p.effort, p.value)).collect();
/// assert_eq!(points, [(0, 0), (2, 5), (3, 9), (5, 14)]);
/// assert!(front.points.iter().all(|p| p.value == p.bound));
/// ```
#[must_use]
pub fn front(items: &[Item], work: u64) -> Front {
    let graph = Graph::new(items);
    let fits = (graph.len() + 1).saturating_mul(graph.total_effort() + 1) <= LARGEST_TABLE;
    let mut search = Search::new(&graph, if fits { work } else { 0 });
    let bounds = search.run();
    let best = &search.best;
    let whole = |value: i64| u64::try_from(value).unwrap_or(0);
    let mut points: Vec<Point> = Vec::new();
    for (budget, (value, bound)) in best.value.iter().zip(&bounds).enumerate() {
        match points.last_mut() {
            Some(last) if last.value >= whole(*value) => {
                last.bound_until_next = last.bound_until_next.max(whole(*bound));
            }
            _ => {
                let chosen = best.set(budget).into_iter().flat_map(set::Set::items);
                let mut items: Vec<usize> =
                    chosen.filter_map(|i| graph.given.get(i).copied()).collect();
                items.sort_unstable();
                points.push(Point {
                    effort: u32::try_from(budget).unwrap_or(u32::MAX),
                    value: whole(*value),
                    bound: whole(*bound),
                    bound_until_next: whole(*bound),
                    items,
                });
            }
        }
    }
    Front {
        points,
        bounds: bounds.into_iter().map(whole).collect(),
    }
}
