//! The chance of a qualified or an adverse opinion for many sets of changes at once.

use std::collections::BTreeMap;

use super::domain::{ControlRisk, Correlation, Marginals, PERVASIVE_FROM};

/// The risk of a control as it is, and after a change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// As it is.
    pub before: ControlRisk,
    /// Once changed; the same where nothing changes it.
    pub after: ControlRisk,
}

/// Chance of a qualified or an adverse opinion, that is of a pervasive domain, for each set of changes.
///
/// * `domains`: the controls of each domain, as for [`opinion`](super::opinion).
/// * `sets`: for each set and each control, in the order of the domains, whether its change is made. What
///   is not said is not made.
/// * `rho`: how much controls fail together.
/// * returns: one chance a set, 0 to 1, each within 1e-9 of what [`opinion`](super::opinion) gives.
///
/// Given the common factor the domains are independent, so that a set of changes is a product over
/// domains, and a domain is worked out once for each pattern of changes that occurs in it. 4,096 sets
/// over 64 controls take some milliseconds.
#[must_use]
pub fn qualified_or_adverse(
    domains: &[Vec<Change>],
    sets: &[Vec<bool>],
    rho: Correlation,
) -> Vec<f64> {
    let controls: Vec<Vec<[Marginals; 2]>> = domains
        .iter()
        .map(|d| {
            d.iter()
                .map(|c| [c.before, c.after].map(Marginals::new))
                .collect()
        })
        .collect();
    let patterns = Patterns::new(domains, sets);
    let mut calm: Vec<Vec<f64>> = patterns.known.iter().map(|p| vec![0.0; p.len()]).collect();
    let mut conditional: Vec<[Given; 2]> = Vec::new();
    let means = rho.mean(sets.len(), |given, out| {
        for ((controls, patterns), calm) in controls.iter().zip(&patterns.known).zip(&mut calm) {
            conditional.clear();
            conditional.extend(controls.iter().map(|states| {
                states.each_ref().map(|m| {
                    let noted = given(m.noted);
                    let ineffective = m.ineffective.map_or(noted, |i| given(i).min(noted));
                    Given {
                        noted,
                        ineffective,
                        key: m.key,
                    }
                })
            }));
            for (pattern, slot) in patterns.iter().zip(calm) {
                let states = conditional
                    .iter()
                    .zip(pattern.iter().chain(std::iter::repeat(&false)));
                *slot = not_pervasive(states.map(
                    |([before, after], changed)| {
                        if *changed { *after } else { *before }
                    },
                ));
            }
        }
        for (slot, which) in out.iter_mut().zip(&patterns.of_set) {
            let calm = calm.iter().zip(which).filter_map(|(c, w)| c.get(*w));
            *slot = 1.0 - calm.product::<f64>();
        }
    });
    means.into_iter().map(crate::stats::probability).collect()
}

/// Which changes occur together in each domain.
struct Patterns<'s> {
    /// The different ones, by domain.
    known: Vec<Vec<&'s [bool]>>,
    /// For each set the place of its pattern in each domain.
    of_set: Vec<Vec<usize>>,
}

impl<'s> Patterns<'s> {
    fn new(domains: &[Vec<Change>], sets: &'s [Vec<bool>]) -> Self {
        let mut seen: Vec<BTreeMap<&'s [bool], usize>> = vec![BTreeMap::new(); domains.len()];
        let mut known: Vec<Vec<&'s [bool]>> = vec![Vec::new(); domains.len()];
        let of_set = sets
            .iter()
            .map(|set| {
                let mut rest = set.as_slice();
                let places = domains.iter().zip(seen.iter_mut().zip(&mut known));
                let places = places.map(|(domain, (seen, known))| {
                    let (here, after) = rest.split_at(domain.len().min(rest.len()));
                    rest = after;
                    *seen.entry(here).or_insert_with(|| {
                        known.push(here);
                        known.len() - 1
                    })
                });
                places.collect()
            })
            .collect();
        Self { known, of_set }
    }
}

/// What becomes of a control, given the common factor.
#[derive(Clone, Copy)]
struct Given {
    noted: f64,
    ineffective: f64,
    key: bool,
}

/// Probability that a domain is not pervasive.
///
/// Either no control is ineffective; or one is, but no opinion-key control, and fewer than
/// [`PERVASIVE_FROM`] are noted.
fn not_pervasive(controls: impl Iterator<Item = Given>) -> f64 {
    let mut none_ineffective = 1.0;
    // By number noted: no opinion-key control ineffective; no control at all ineffective.
    let mut few = [[0.0; 2]; PERVASIVE_FROM];
    if let Some(first) = few.first_mut() {
        *first = [1.0; 2];
    }
    for Given {
        noted,
        ineffective,
        key,
    } in controls
    {
        none_ineffective *= 1.0 - ineffective;
        let only_noted = noted - ineffective;
        let more = if key { only_noted } else { noted };
        let mut below = [0.0; 2];
        for count in &mut few {
            let [no_key, none] = *count;
            let [no_key_below, none_below] = below;
            below = *count;
            *count = [
                no_key * (1.0 - noted) + no_key_below * more,
                none * (1.0 - noted) + none_below * only_noted,
            ];
        }
    }
    none_ineffective + few.iter().map(|[no_key, none]| no_key - none).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::opinion;

    #[test]
    fn every_set_has_the_chance_that_the_opinion_gives() {
        let risk = |n: f64, i: f64, key| ControlRisk::new(n, i, key).unwrap();
        let mut domains: Vec<Vec<Change>> = Vec::new();
        for d in 0..4_u32 {
            let change = |c: u32| {
                let noted = f64::from(1 + (7 * d + 5 * c) % 19) / 20.0;
                let key = c == 2;
                Change {
                    before: risk(noted, noted * f64::from(c % 3) / 2.0, key),
                    after: risk(noted / 3.0, noted * f64::from(c % 3) / 7.0, key),
                }
            };
            domains.push((0..d + 1).map(change).collect());
        }
        let sets: Vec<Vec<bool>> = (0..1_u32 << 10)
            .step_by(7)
            .map(|s| (0..10).map(|i| s >> i & 1 == 1).collect())
            .collect();
        for rho in [0.0, 0.15, 0.9] {
            let rho = Correlation::new(rho).unwrap();
            let found = qualified_or_adverse(&domains, &sets, rho);
            for (set, found) in sets.iter().zip(found) {
                let mut flags = set.iter();
                let risks: Vec<Vec<ControlRisk>> = domains
                    .iter()
                    .map(|d| {
                        let one = |c: &Change| {
                            if *flags.next().unwrap() {
                                c.after
                            } else {
                                c.before
                            }
                        };
                        d.iter().map(one).collect()
                    })
                    .collect();
                let expected = opinion(&risks, rho).qualified_or_adverse();
                assert!((found - expected).abs() < 1e-9, "{found} {expected}");
            }
        }
    }
}
