//! Controls that fail together: the common factor, and one control domain given that factor.

use crate::stats::{normal_cdf, normal_expectation, normal_quantile};

/// From this many controls noted a domain with an ineffective one is pervasive.
pub(super) const PERVASIVE_FROM: usize = 3;
/// The risk of one control, as the opinion needs it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlRisk {
    noted: f64,
    ineffective: f64,
    key: bool,
}

impl ControlRisk {
    /// The risk of one control; `None` unless `0 ≤ ineffective ≤ noted ≤ 1`.
    ///
    /// * `noted`: probability that an exception is noted.
    /// * `ineffective`: probability that the control is ineffective, which implies noted.
    /// * `key`: whether it is an opinion-key control: ineffective, it makes its
    ///   domain pervasive alone.
    #[must_use]
    pub fn new(noted: f64, ineffective: f64, key: bool) -> Option<Self> {
        (0.0 <= ineffective && ineffective <= noted && noted <= 1.0).then_some(Self {
            noted,
            ineffective,
            key,
        })
    }

    /// Probability that an exception is noted.
    #[must_use]
    pub fn noted(self) -> f64 {
        self.noted
    }

    /// Probability that the control is ineffective; never more than that of noted.
    #[must_use]
    pub fn ineffective(self) -> f64 {
        self.ineffective
    }
}

/// The correlation ρ of the controls through their common factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation(f64);

impl Correlation {
    /// None: controls go wrong independently.
    pub const NONE: Self = Self(0.0);

    /// The correlation `rho`; `None` outside 0 to 0.95.
    #[must_use]
    pub fn new(rho: f64) -> Option<Self> {
        (0.0..=0.95).contains(&rho).then_some(Self(rho))
    }

    /// Means over the common factor of what `f` computes from conditional probabilities.
    ///
    /// `f` gets the function that turns a [`Marginal`] into the probability
    /// given the factor. Without correlation there is one call and no integral.
    pub(super) fn mean(
        self,
        components: usize,
        mut f: impl FnMut(&dyn Fn(Marginal) -> f64, &mut [f64]),
    ) -> Vec<f64> {
        if self.0 > 0.0 {
            let (pull, spread) = (libm::sqrt(self.0), libm::sqrt(1.0 - self.0));
            normal_expectation(components, |z, out| {
                let given = |p: Marginal| match p.threshold {
                    t if t.is_finite() => normal_cdf((t + pull * z) / spread),
                    _ => p.p,
                };
                f(&given, out);
            })
        } else {
            let mut out = vec![0.0; components];
            f(&|p| p.p, &mut out);
            out
        }
    }
}

/// A probability with its normal quantile, which is infinite for 0 and 1: they stay put.
#[derive(Clone, Copy)]
pub(super) struct Marginal {
    pub(super) p: f64,
    threshold: f64,
}

impl Marginal {
    pub(super) fn new(p: f64) -> Self {
        let threshold = normal_quantile(p);
        Self { p, threshold }
    }
}

/// The two marginal probabilities of one control.
pub(super) struct Marginals {
    pub(super) noted: Marginal,
    /// Absent where every deviation makes the control ineffective.
    pub(super) ineffective: Option<Marginal>,
    pub(super) key: bool,
}

impl Marginals {
    pub(super) fn new(risk: ControlRisk) -> Self {
        Self {
            noted: Marginal::new(risk.noted),
            ineffective: (risk.ineffective < risk.noted).then(|| Marginal::new(risk.ineffective)),
            key: risk.key,
        }
    }
}

/// What happens in one domain, given the common factor.
#[derive(Clone, Copy, Default)]
pub(super) struct DomainState {
    /// Nothing is noted.
    pub(super) none: f64,
    /// Something is noted, and the domain is not pervasive.
    pub(super) plain: f64,
    /// The domain is pervasive.
    pub(super) pervasive: f64,
}

/// Room to work in, used again at every point of the integral.
pub(super) struct Scratch {
    counts: Vec<Count>,
}

impl Scratch {
    /// For domains of up to so many controls.
    pub(super) fn new(largest: usize) -> Self {
        Self {
            counts: vec![Count::default(); largest + 1],
        }
    }
}

impl DomainState {
    /// Exact convolution over the number noted and whether any control, or an
    /// opinion-key control, is ineffective.
    ///
    /// * `noted`: takes the probabilities of 0, 1 … controls noted here.
    /// * `all`: probabilities of 0, 1 … controls noted before this domain; takes those with it.
    /// * `before`: how many controls there are before this domain; more than that many are not noted yet.
    pub(super) fn of(
        controls: &[Marginals],
        given: &dyn Fn(Marginal) -> f64,
        scratch: &mut Scratch,
        noted: &mut [f64],
        all: &mut [f64],
        before: usize,
    ) -> Self {
        let counts = scratch
            .counts
            .get_mut(..=controls.len())
            .unwrap_or_default();
        counts.fill(Count::default());
        if let Some(none) = counts.first_mut() {
            none.effective = 1.0;
        }
        for (earlier, control) in controls.iter().enumerate() {
            let noted = given(control.noted);
            let ineffective = match control.ineffective {
                Some(ineffective) => given(ineffective).min(noted),
                None => noted,
            };
            let only_noted = noted - ineffective;
            // Each count keeps the rest of its own and takes what the one below
            // passes up.
            let mut below = Count::default();
            // What is beyond the controls up to this one is 0 and stays so.
            for count in counts.iter_mut().take(earlier + 2) {
                let here = *count;
                *count = here.scaled(1.0 - noted);
                count.add_noted(below, only_noted, ineffective, control.key);
                below = here;
            }
            let mut below = 0.0;
            for p in all.iter_mut().take(before + earlier + 2) {
                let here = *p;
                *p = here * (1.0 - noted) + below * noted;
                below = here;
            }
        }
        let mut state = Self::default();
        for (n, (count, slot)) in counts.iter().zip(noted).enumerate() {
            *slot = count.effective + count.ineffective + count.key;
            state.pervasive += count.key;
            match n {
                0 => state.none += count.effective,
                1..PERVASIVE_FROM => state.plain += count.effective + count.ineffective,
                _ => {
                    state.plain += count.effective;
                    state.pervasive += count.ineffective;
                }
            }
        }
        state
    }
}

/// The probability of one number of controls noted, by the worst among them.
#[derive(Clone, Copy, Default)]
struct Count {
    /// None is ineffective.
    effective: f64,
    /// One is ineffective, none that is opinion-key.
    ineffective: f64,
    /// An opinion-key control is ineffective.
    key: f64,
}

impl Count {
    fn scaled(self, p: f64) -> Self {
        Self {
            effective: self.effective * p,
            ineffective: self.ineffective * p,
            key: self.key * p,
        }
    }

    /// Adds what becomes of `below` when one more control is noted.
    fn add_noted(&mut self, below: Self, only_noted: f64, ineffective: f64, key: bool) {
        self.effective += below.effective * only_noted;
        self.ineffective += below.ineffective * only_noted;
        self.key += below.key * (only_noted + ineffective);
        let worse = (below.effective + below.ineffective) * ineffective;
        if key {
            self.key += worse;
        } else {
            self.ineffective += worse;
        }
    }
}
