//! The readiness state: where the company stands, and which decision that allows.

use serde::{Deserialize, Serialize};

use crate::assessment::level::Level;
use crate::assessment::{Assessment, ClaimKind};
use crate::input::Engagement;
use crate::risk::forecast::Forecast;

/// States in order; each allows a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Fewer than half of the controls are at least informal.
    NotStarted,
    /// Work is under way.
    Building,
    /// Every control is claimed to be designed: a Type 1 examination can be thought of.
    DesignReady,
    /// A window can begin.
    WindowReady,
    /// Fieldwork can begin.
    FieldworkReady,
}

/// Where the company stands: for certain, and at best.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Readiness {
    /// If everything that is not known turns out worst; what was not asked is not known.
    pub low: State,
    /// If it turns out best.
    pub high: State,
    /// What stands between `low` and the state after it; empty at the top.
    pub missing: Vec<Gate>,
}

/// A condition of a state that does not hold for certain.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Gate {
    /// So many more controls must be claimed at a level.
    Claims {
        /// The level.
        level: Level,
        /// How many more.
        more: u32,
        /// Controls that were answered for and are certainly below.
        below: Vec<String>,
        /// Controls of which it is not known.
        unknown: Vec<String>,
    },
    /// These domains must be supported at a level.
    Domains {
        /// The level.
        level: Level,
        /// The domains.
        below: Vec<String>,
    },
    /// The chance of a qualified or adverse opinion must come down.
    Chance {
        /// As it is.
        is: f64,
        /// As it may be at most.
        at_most: f64,
        /// Whether it is the chance if every answer holds.
        if_claims_hold: bool,
    },
}

/// One control in scope, as far as the state is concerned.
struct Standing<'a> {
    id: &'a str,
    domain_key: bool,
    /// Claimed level at worst and at best.
    low: Level,
    high: Level,
}

/// The state of an assessment. Cannot fail.
#[must_use]
pub fn readiness(
    engagement: &Engagement<'_>,
    assessment: &Assessment,
    forecast: &Forecast,
) -> Readiness {
    let standing = standing(engagement, assessment);
    let gates = [
        (State::Building, started(&standing)),
        (
            State::DesignReady,
            claims(&standing, Level::DESIGNED, false),
        ),
        (State::WindowReady, window(engagement, &standing, forecast)),
        (
            State::FieldworkReady,
            fieldwork(engagement, assessment, forecast),
        ),
    ];
    let mut readiness = Readiness {
        low: State::NotStarted,
        high: State::NotStarted,
        missing: Vec::new(),
    };
    let (mut certain, mut possible) = (true, true);
    for (state, passage) in gates {
        if certain && !passage.certain {
            readiness.missing = passage.missing;
        }
        certain &= passage.certain;
        possible &= passage.possible;
        if certain {
            readiness.low = state;
        }
        if possible {
            readiness.high = state;
        }
    }
    readiness
}

/// Whether a state is reached, for certain and at best, and what is missing for certain.
struct Passage {
    certain: bool,
    possible: bool,
    missing: Vec<Gate>,
}

fn standing<'a>(engagement: &'a Engagement<'_>, assessment: &'a Assessment) -> Vec<Standing<'a>> {
    let catalogue = engagement.catalogue;
    let unknown = (Level::ABSENT, Level::ENFORCED);
    let looked_at = assessment.controls.iter().map(|c| {
        let (low, high) = match c.claim.kind {
            ClaimKind::NotAsked => unknown,
            _ => (c.claimed.low, c.claimed.high),
        };
        (c.id.as_str(), low, high)
    });
    let not_looked_at = assessment.not_looked_at.iter();
    looked_at
        .chain(not_looked_at.map(|id| (id.as_str(), unknown.0, unknown.1)))
        .map(|(id, low, high)| Standing {
            id,
            domain_key: catalogue.control(id).is_some_and(|c| c.domain_key),
            low,
            high,
        })
        .collect()
}

fn started(standing: &[Standing<'_>]) -> Passage {
    let at_least = |high: bool| {
        let level = |s: &&Standing<'_>| if high { s.high } else { s.low } >= Level::INFORMAL;
        standing.iter().filter(level).count()
    };
    let half = standing.len().div_ceil(2);
    let (certain, possible) = (at_least(false), at_least(true));
    Passage {
        certain: certain >= half && !standing.is_empty(),
        possible: possible >= half && !standing.is_empty(),
        missing: vec![gate(
            standing.iter(),
            Level::INFORMAL,
            half.saturating_sub(certain),
        )],
    }
}

/// Every control, or every domain-key control, claimed at a level.
fn claims(standing: &[Standing<'_>], level: Level, keys_only: bool) -> Passage {
    let asked = || standing.iter().filter(|s| s.domain_key || !keys_only);
    let missing = asked().filter(|s| s.low < level).count();
    Passage {
        certain: missing == 0 && !standing.is_empty(),
        possible: asked().all(|s| s.high >= level) && !standing.is_empty(),
        missing: if missing == 0 {
            Vec::new()
        } else {
            vec![gate(asked(), level, missing)]
        },
    }
}

fn gate<'a>(
    standing: impl Iterator<Item = &'a Standing<'a>> + Clone,
    level: Level,
    more: usize,
) -> Gate {
    let ids = |wanted: &dyn Fn(&Standing<'_>) -> bool| {
        let found = standing.clone().filter(|s| wanted(s));
        found.map(|s| s.id.to_owned()).collect()
    };
    Gate::Claims {
        level,
        more: u32::try_from(more).unwrap_or(u32::MAX),
        below: ids(&|s| s.high < level),
        unknown: ids(&|s| s.low < level && s.high >= level),
    }
}

fn window(engagement: &Engagement<'_>, standing: &[Standing<'_>], forecast: &Forecast) -> Passage {
    let mut passage = claims(standing, Level::OPERATED, true);
    let at_most = engagement.catalogue.priors.state_limits.window_ready;
    let is = forecast.if_claims_hold.qualified + forecast.if_claims_hold.adverse;
    passage.require(is, at_most, true);
    passage
}

fn fieldwork(engagement: &Engagement<'_>, assessment: &Assessment, forecast: &Forecast) -> Passage {
    let level = Level::OPERATED;
    // A domain that nobody looked at is not known; so is one with a deciding control left out.
    let domains = assessment.domains.iter();
    let below: Vec<String> = domains
        .clone()
        .filter(|d| d.supported.low < level || !d.keys_not_looked_at.is_empty())
        .map(|d| d.id.clone())
        .chain(unseen_domains(engagement, assessment))
        .collect();
    let mut passage = Passage {
        certain: below.is_empty(),
        possible: domains.clone().all(|d| d.supported.high >= level),
        missing: Vec::new(),
    };
    if !below.is_empty() {
        passage.missing.push(Gate::Domains { level, below });
    }
    let at_most = engagement.catalogue.priors.state_limits.fieldwork_ready;
    let is = forecast.headline.qualified + forecast.headline.adverse;
    passage.require(is, at_most, false);
    passage
}

/// Domains with a control in scope of which none was looked at.
fn unseen_domains(engagement: &Engagement<'_>, assessment: &Assessment) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for id in &assessment.not_looked_at {
        let controls = &engagement.catalogue.controls;
        let domain = controls.iter().find(|(_, c)| c.id == *id).map(|(d, _)| d);
        let seen = |d: &String| assessment.domains.iter().any(|a| a.id == *d);
        found.extend(domain.filter(|d| !seen(d) && !found.contains(d)).cloned());
    }
    found
}

impl Passage {
    /// The chance is a figure of the model over what was looked at; it counts alike at worst and at best.
    fn require(&mut self, is: f64, at_most: f64, if_claims_hold: bool) {
        if is > at_most {
            self.certain = false;
            self.possible = false;
            self.missing.push(Gate::Chance {
                is,
                at_most,
                if_claims_hold,
            });
        }
    }
}
