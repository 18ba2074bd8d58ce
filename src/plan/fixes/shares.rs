//! What each fix of a set does to the chance of a qualified or an adverse opinion.
//!
//! A fix takes effect once those that it needs are in, too. So the worth of any part of the set is what the fixes
//! of it bring that have all they need within it, and the Shapley share of a fix is what it adds on average
//! when the fixes come in one after the other in random order: a fix that others need is credited with
//! what it opens. The shares add up to what the whole set does.
//!
//! # Source
//!
//! Shapley (1953), "A value for n-person games", *Contributions to the Theory of Games* II, 307–317; for parts
//! that need others, van den Brink & Gilles (1996), "Axiomatizations of the conjunctive permission
//! value", *Games and Economic Behavior* 12(1), 113–126. Sampling: Castro, Gómez & Tejada (2009),
//! *Computers & Operations Research* 36(5), 1726–1730.

use std::collections::BTreeMap;

use super::{OpinionEffect, OpinionShare};
use crate::input::control::Severity;
use crate::risk::examination::ExaminedDomain;
use crate::risk::{
    Change, ControlRisk, Correlation, Examination, ExceptionRisk, qualified_or_adverse,
};
use crate::sorting::Gathering;

/// Up to so many fixes every part of the set is worked out: 4,096 of them.
pub const EXACT_UP_TO: usize = 12;
/// Above that so many pairs of a random order and its reverse …
pub const PAIRS: u32 = 128;
/// … but fewer where orders are so long that there would be more steps than this.
const MOST_STEPS: usize = 16_384;
/// Where the random orders begin: any number would do, and the same one gives the same result everywhere.
pub const SEED: u64 = 0x5eed_0f0f_1e55_0001;

/// A fix as the shares see it.
pub(super) struct Player<'p> {
    pub(super) id: &'p str,
    /// Its place in the examination and the risk after it; absent for a control that is not tested.
    pub(super) change: Option<(usize, ExceptionRisk)>,
    /// Places among the players of those that it needs, transitively.
    pub(super) above: Vec<usize>,
}

/// The effect of a set of fixes and of each in it.
pub(super) fn effect(examination: &Examination<'_>, players: &[Player<'_>]) -> OpinionEffect {
    let n = players.len();
    let mut game = Game::new(players);
    let everyone = vec![true; n];
    let nobody = game.part(&vec![false; n]);
    let whole = game.part(&everyone);
    let singles: Vec<[usize; 2]> = (0..n)
        .map(|i| {
            let with_needs =
                |j: usize| j == i || players.get(i).is_some_and(|p| p.above.contains(&j));
            let alone: Vec<bool> = (0..n).map(with_needs).collect();
            let others: Vec<bool> = (0..n).map(|j| j != i).collect();
            [game.part(&alone), game.part(&others)]
        })
        .collect();
    let exact = n <= EXACT_UP_TO;
    let parts = if exact { game.every_part() } else { Vec::new() };
    let orders = if exact { Vec::new() } else { game.orders() };
    let chances = game.chances(examination);
    let gain = |part: usize| {
        let chance = |part: usize| chances.get(part).copied().unwrap_or(0.0);
        chance(nobody) - chance(part)
    };
    let shares = if exact {
        let gains: Vec<f64> = parts.iter().map(|part| gain(*part)).collect();
        exact_shares(n, &gains)
            .into_iter()
            .map(|s| (s, None))
            .collect()
    } else {
        sampled_shares(n, &orders, gain)
    };
    let fixes = players.iter().zip(singles).zip(shares);
    OpinionEffect {
        today: chances.get(nobody).copied().unwrap_or(0.0),
        fixed: chances.get(whole).copied().unwrap_or(0.0),
        exact,
        fixes: fixes
            .map(
                |((player, [alone, others]), (share, standard_error))| OpinionShare {
                    control: player.id.to_owned(),
                    alone: gain(alone),
                    last: gain(whole) - gain(others),
                    share,
                    standard_error,
                },
            )
            .collect(),
    }
}

/// An order of the players, with the part reached after each of them.
struct Order {
    players: Vec<usize>,
    parts: Vec<usize>,
}

/// The parts of the set that are asked for, each once.
struct Game<'p> {
    players: &'p [Player<'p>],
    known: BTreeMap<Vec<bool>, usize>,
    parts: Vec<Vec<bool>>,
}

impl<'p> Game<'p> {
    fn new(players: &'p [Player<'p>]) -> Self {
        Self {
            players,
            known: BTreeMap::new(),
            parts: Vec::new(),
        }
    }

    /// The place of the part that takes effect when these fixes are in.
    fn part(&mut self, these: &[bool]) -> usize {
        let is_in = |i: &usize| these.get(*i) == Some(&true);
        let works = |(i, p): (usize, &Player<'_>)| is_in(&i) && p.above.iter().all(is_in);
        let part: Vec<bool> = self.players.iter().enumerate().map(works).collect();
        let next = self.parts.len();
        *self.known.entry(part).or_insert_with_key(|part| {
            self.parts.push(part.clone());
            next
        })
    }

    /// All parts, by the number whose bits are the players.
    fn every_part(&mut self) -> Vec<usize> {
        let n = self.players.len();
        (0_u32..1 << n)
            .map(|mask| {
                let these: Vec<bool> = (0..n).map(|i| mask >> i & 1 == 1).collect();
                self.part(&these)
            })
            .collect()
    }

    /// Random orders, each followed by its reverse.
    fn orders(&mut self) -> Vec<Order> {
        let mut random = Random(SEED);
        let mut found = Vec::new();
        let affordable = MOST_STEPS / (2 * self.players.len().max(1));
        for _ in 0..affordable.clamp(2, PAIRS as usize) {
            let forth = random.shuffled(self.players.len());
            let back: Vec<usize> = forth.iter().rev().copied().collect();
            found.push(self.order(forth));
            found.push(self.order(back));
        }
        found
    }

    fn order(&mut self, players: Vec<usize>) -> Order {
        let mut these = vec![false; players.len()];
        let mut parts = Vec::new();
        for &i in &players {
            if let Some(slot) = these.get_mut(i) {
                *slot = true;
            }
            parts.push(self.part(&these));
        }
        Order { players, parts }
    }

    /// The chance of a qualified or an adverse opinion for each part.
    fn chances(&self, examination: &Examination<'_>) -> Vec<f64> {
        let after: BTreeMap<usize, ExceptionRisk> =
            self.players.iter().filter_map(|p| p.change).keyed();
        let risks = examination.risks();
        let mut rest = examination.controls.iter().zip(&risks).enumerate();
        let mut of_domain = |domain: ExaminedDomain<'_>| -> Vec<Change> {
            let here = rest.by_ref().take(domain.controls);
            here.filter_map(|(i, (examined, today))| {
                let key = examined.control.severity == Severity::Critical;
                let risk = |r: &ExceptionRisk| {
                    let noted = ControlRisk::new(r.p_noted, r.p_ineffective, key);
                    // The model gives nothing else; a control without risk stands where it did.
                    noted.or(ControlRisk::new(0.0, 0.0, key))
                };
                let fixed = after.get(&i).unwrap_or(today);
                Some(Change {
                    before: risk(today)?,
                    after: risk(fixed)?,
                })
            })
            .collect()
        };
        let domains: Vec<Vec<Change>> = examination.domains().map(&mut of_domain).collect();
        let place: BTreeMap<usize, usize> = self
            .players
            .iter()
            .enumerate()
            .filter_map(|(player, p)| Some((p.change?.0, player)))
            .keyed();
        let changes = |part: &Vec<bool>| -> Vec<bool> {
            let is_in = |i: usize| place.get(&i).and_then(|p| part.get(*p)) == Some(&true);
            (0..examination.controls.len()).map(is_in).collect()
        };
        let sets: Vec<Vec<bool>> = self.parts.iter().map(changes).collect();
        let rho = Correlation::new(examination.assumed.correlation);
        qualified_or_adverse(&domains, &sets, rho.unwrap_or(Correlation::NONE))
    }
}

/// `Σ |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S))` over the parts S without i.
fn exact_shares(n: usize, gains: &[f64]) -> Vec<f64> {
    // The weights by size: 1 / (n · C(n − 1, size)).
    let mut weights = Vec::new();
    let mut choose = 1.0;
    for size in 0..n {
        weights.push(1.0 / (n as f64 * choose));
        choose *= (n - 1 - size) as f64 / (size + 1) as f64;
    }
    let share = |i: usize| {
        let without = gains
            .iter()
            .enumerate()
            .filter(|(mask, _)| mask >> i & 1 == 0);
        let added = without.filter_map(|(mask, before)| {
            let after = gains.get(mask | 1 << i)?;
            let weight = weights.get(mask.count_ones() as usize)?;
            Some(weight * (after - before))
        });
        added.fold(0.0, |sum, more| sum + more)
    };
    (0..n).map(share).collect()
}

/// The mean over the orders, with the standard error over pairs of an order and its reverse.
fn sampled_shares(
    n: usize,
    orders: &[Order],
    gain: impl Fn(usize) -> f64,
) -> Vec<(f64, Option<f64>)> {
    let mut sums = vec![(0.0, 0.0); n];
    for pair in orders.chunks(2) {
        let mut added = vec![0.0; n];
        for order in pair {
            let mut before = 0.0;
            for (player, part) in order.players.iter().zip(&order.parts) {
                let here = gain(*part);
                if let Some(added) = added.get_mut(*player) {
                    *added += 0.5 * (here - before);
                }
                before = here;
            }
        }
        for ((sum, squares), added) in sums.iter_mut().zip(added) {
            *sum += added;
            *squares += added * added;
        }
    }
    let pairs = (orders.len() / 2) as f64;
    let share = |(sum, squares): (f64, f64)| {
        let mean: f64 = sum / pairs;
        let variance = (squares - pairs * mean * mean).max(0.0) / (pairs - 1.0);
        (mean, Some(libm::sqrt(variance / pairs)))
    };
    sums.into_iter().map(share).collect()
}

/// SplitMix64 (Steele, Lea & Flood, 2014): random enough to shuffle with, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to n − 1 in random order; no order is likelier than another but by 1 in 2⁵⁰.
    fn shuffled(&mut self, n: usize) -> Vec<usize> {
        let mut found: Vec<usize> = (0..n).collect();
        for last in (1..n).rev() {
            let pick = (u128::from(self.next()) * (last as u128 + 1)) >> 64;
            found.swap(last, pick as usize);
        }
        found
    }
}
