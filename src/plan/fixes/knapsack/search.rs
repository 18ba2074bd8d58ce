//! Branch and bound over all budgets at once.

use super::best::Best;
use super::forest::Forest;
use super::graph::Graph;
use super::set::Set;

/// Prices are mended so often at the start …
const AT_ROOT: u32 = 80;
/// … and so often further down, where those of the node above are a good start (J).
const AT_NODE: u32 = 6;

/// Of more items than this the first sets are found the quick way.
const CAREFUL: usize = 200;

/// What is left to look at: some items are in, some are out, the rest is open.
struct Node {
    set: Set,
    open: Set,
    /// Upper bound of the value by budget.
    bound: Vec<i64>,
    prices: Vec<i64>,
    rounds: u32,
}

/// The best sets by budget with a bound by budget.
pub(super) struct Search<'g> {
    graph: &'g Graph,
    pub(super) best: Best<'g>,
    /// Cells of tables that may still be filled.
    work: u64,
    nodes: Vec<Node>,
}

impl<'g> Search<'g> {
    pub(super) fn new(graph: &'g Graph, work: u64) -> Self {
        let total = graph.total_effort();
        let mut best = Best::new(graph, total);
        if graph.len() <= CAREFUL {
            best.fill(Set::none(graph.len()), total);
        } else {
            for share in 1..=CAREFUL {
                best.top_up(Set::none(graph.len()), total * share / CAREFUL);
            }
        }
        let mut open = Set::none(graph.len());
        (0..graph.len()).for_each(|i| open.add(i));
        let all = graph.value.iter().sum();
        Self {
            graph,
            best,
            work,
            nodes: vec![Node {
                set: Set::none(graph.len()),
                open,
                bound: vec![all; total + 1],
                prices: vec![0; graph.edges.len()],
                rounds: AT_ROOT,
            }],
        }
    }

    /// Searches until every budget is settled or the work is done.
    ///
    /// * returns: for each budget an upper bound of the value; equal to the best where that is proven.
    pub(super) fn run(&mut self) -> Vec<i64> {
        while let Some(node) = self.nodes.pop() {
            if let Err(node) = self.visit(node) {
                self.nodes.push(node);
                break;
            }
        }
        let mut bound = self.best.value.clone();
        for node in &self.nodes {
            for (all, here) in bound.iter_mut().zip(&node.bound) {
                *all = (*all).max(*here);
            }
        }
        bound
    }

    /// Bounds a node and puts its two halves on the stack; gives it back if there is no work left.
    fn visit(&mut self, mut node: Node) -> Result<(), Node> {
        let graph = self.graph;
        let (spent, gained) = graph.sums(&node.set);
        let mut forest = Forest::new(graph, &node.open);
        let mut branch = None;
        for round in 0..node.rounds {
            let Some((_, last)) = self.widest(&node.bound) else {
                return Ok(());
            };
            let left = last.saturating_sub(spent);
            let cells = forest.cells(left) as u64;
            let Some(work) = self.work.checked_sub(cells.max(1)) else {
                return Err(node);
            };
            self.work = work;
            let found = forest.solve(graph, &node.prices, left);
            for bound in node.bound.iter_mut().take(spent) {
                *bound = 0;
            }
            for (bound, found) in node.bound.iter_mut().skip(spent).zip(found) {
                *bound = (*bound).min(gained + found);
            }
            // One table serves every budget: those that it settles need no other.
            loop {
                let Some((at, _)) = self.widest(&node.bound) else {
                    return Ok(());
                };
                let mut wanted = node.set.clone();
                forest.taken(graph, at.saturating_sub(spent), &mut wanted);
                self.best.offer_repaired(&wanted, at);
                let gap = self.gap(&node.bound, at);
                if gap > 0 {
                    let eager = 1.0 / (1.0 + 0.05 * f64::from(round));
                    branch = mend(graph, &forest, &wanted, gap, eager, &mut node.prices).or(branch);
                    break;
                }
            }
        }
        if self.widest(&node.bound).is_none() {
            return Ok(());
        }
        if let Some(item) = branch {
            self.split(node, item);
            return Ok(());
        }
        Err(node)
    }

    /// The budget with the widest gap, and the largest with any.
    fn widest(&self, bound: &[i64]) -> Option<(usize, usize)> {
        let gaps = bound.iter().zip(&self.best.value).map(|(u, l)| u - l);
        let mut found: Option<(usize, usize, i64)> = None;
        for (at, gap) in gaps.enumerate().filter(|(_, gap)| *gap > 0) {
            found = match found {
                Some((widest, _, most)) if most >= gap => Some((widest, at, most)),
                _ => Some((at, at, gap)),
            };
        }
        found.map(|(widest, last, _)| (widest, last))
    }

    fn gap(&self, bound: &[i64], at: usize) -> i64 {
        match (bound.get(at), self.best.value.get(at)) {
            (Some(u), Some(l)) => u - l,
            _ => 0,
        }
    }

    /// One half has the item and all that it needs, the other neither it nor what needs it.
    fn split(&mut self, node: Node, item: usize) {
        let graph = self.graph;
        let (Some(above), Some(below)) = (graph.above.get(item), graph.below.get(item)) else {
            return;
        };
        let (mut out, mut inside) = (below.clone(), above.clone());
        out.add(item);
        inside.add(item);
        let mut set = node.set.clone();
        set.add_all(&inside);
        let without = Node {
            set: node.set,
            open: node.open.without(&out),
            bound: node.bound.clone(),
            prices: node.prices.clone(),
            rounds: AT_NODE,
        };
        let with = Node {
            open: node.open.without(&inside),
            set,
            bound: node.bound,
            prices: node.prices,
            rounds: AT_NODE,
        };
        self.nodes.push(without);
        self.nodes.push(with);
    }
}

/// Raises the price of what was taken without what it needs, lowers that of what was paid for nothing.
///
/// * returns: an item to branch on: what is lacking most often, weighed by its price.
fn mend(
    graph: &Graph,
    forest: &Forest,
    wanted: &Set,
    gap: i64,
    eager: f64,
    prices: &mut [i64],
) -> Option<usize> {
    let mut lacking: Vec<(usize, bool)> = Vec::new();
    let mut idle: Option<(i64, usize)> = None;
    for &e in &forest.left_out {
        let (Some(&(item, need)), Some(&price)) = (graph.edges.get(e), prices.get(e)) else {
            continue;
        };
        match (wanted.holds(item), wanted.holds(need)) {
            (true, false) => lacking.push((e, true)),
            (false, true) if price > 0 => {
                lacking.push((e, false));
                if idle.is_none_or(|(most, _)| price > most) {
                    idle = Some((price, item));
                }
            }
            _ => {}
        }
    }
    if lacking.is_empty() {
        return None;
    }
    let step = libm::ceil(eager * gap as f64 / lacking.len() as f64) as i64;
    let mut found: Option<(usize, usize)> = None;
    for (e, up) in &lacking {
        if let Some(price) = prices.get_mut(*e) {
            *price = if *up {
                *price + step
            } else {
                (*price - step).max(0)
            };
        }
        if let Some(&(_, need)) = graph.edges.get(*e).filter(|_| *up) {
            let without = |(e, up): &&(usize, bool)| {
                *up && graph.edges.get(*e).is_some_and(|(_, n)| *n == need)
            };
            let often = lacking.iter().filter(without).count();
            if found.is_none_or(|(most, _)| often > most) {
                found = Some((often, need));
            }
        }
    }
    found.map(|(_, need)| need).or(idle.map(|(_, item)| item))
}
