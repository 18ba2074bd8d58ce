//! Many examinations of one company: what two of them have in common is worked out once.
//!
//! Another window leaves most controls as they are, and the forecast of a control is a function of its
//! facts alone. What is looked up is what would be worked out, bit for bit.

use std::collections::BTreeMap;

use super::examination::{Beliefs, Examination};
use super::forecast::Outlook;
use super::{ControlFacts, ExceptionRisk, exception_risks};

/// The outlook of an examination, at the headline and if every answer holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Outlooks {
    /// Claims weighed against what is shown.
    pub(crate) headline: Outlook,
    /// If every answer holds.
    pub(crate) if_claims_hold: Outlook,
}

/// Forecasts of one company under one set of priors and assumptions.
pub(crate) struct Remembered<'c> {
    beliefs: Option<Beliefs>,
    risks: BTreeMap<&'c str, Vec<(ControlFacts, [ExceptionRisk; 2])>>,
    outlooks: BTreeMap<Vec<Key<'c>>, Outlook>,
}

/// What the opinion is made from: which control, and its chances to the last bit.
type Key<'c> = (&'c str, u64, u64);

impl<'c> Remembered<'c> {
    /// Nothing is known yet.
    pub(crate) fn new() -> Self {
        Self {
            beliefs: None,
            risks: BTreeMap::new(),
            outlooks: BTreeMap::new(),
        }
    }

    /// The risk of each control, in order: the headline, and if every answer holds.
    ///
    /// * `examination`: of the same company, priors and assumptions each time.
    pub(crate) fn risks(&mut self, examination: &Examination<'c>) -> Vec<[ExceptionRisk; 2]> {
        let beliefs = self
            .beliefs
            .get_or_insert_with(|| Beliefs::new(examination.priors));
        let trusts = [examination.assumed.trust_in_claims, 1.0];
        let mut found = Vec::with_capacity(examination.controls.len());
        for one in &examination.controls {
            let known = self.risks.entry(&one.control.id).or_default();
            let before = known.iter().find(|(facts, _)| *facts == one.facts);
            found.push(match before {
                Some((_, risks)) => *risks,
                None => {
                    let new = exception_risks(&one.facts, &beliefs.of(&one.facts), trusts);
                    known.push((one.facts, new));
                    new
                }
            });
        }
        found
    }

    /// What the risks of an examination come to.
    pub(crate) fn outlook(
        &mut self,
        examination: &Examination<'c>,
        risks: &[ExceptionRisk],
    ) -> Outlook {
        let controls = examination.controls.iter().zip(risks);
        let key: Vec<Key<'c>> = controls
            .map(|(one, risk)| {
                let (noted, ineffective) = (risk.p_noted, risk.p_ineffective);
                let id: &'c str = &one.control.id;
                (id, noted.to_bits(), ineffective.to_bits())
            })
            .collect();
        *self.outlooks.entry(key).or_insert_with(|| {
            Outlook::from(&examination.opinion(risks, examination.assumed.correlation))
        })
    }

    /// Both ends of an examination that the planner compares.
    pub(crate) fn outlooks(&mut self, examination: &Examination<'c>) -> Outlooks {
        let risks = self.risks(examination);
        let end = |i: usize| -> Vec<ExceptionRisk> {
            risks.iter().filter_map(|r| r.get(i).copied()).collect()
        };
        Outlooks {
            headline: self.outlook(examination, &end(0)),
            if_claims_hold: self.outlook(examination, &end(1)),
        }
    }
}
