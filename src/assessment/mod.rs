//! Engagement to [`Assessment`]: occurrences, facets, claimed and supported levels, score, contradictions.
//!
//! Knows no probability. Every figure names the answers and the evidence that gave it.

mod bearing;
pub mod level;
pub mod occurrences;
mod periods;
pub mod score;
pub mod supported;

use serde::Serialize;

use crate::input::Engagement;
use crate::input::control::Control;
use crate::input::engagement::Response;
use level::{Level, LevelRange};
use occurrences::{NotCounted, Occurrences};
use score::Score;
use supported::{Cap, Facets};

/// What the company is, as far as answers and evidence say.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// Controls that an answer or evidence speaks of, in catalogue order.
    pub controls: Vec<ControlAssessment>,
    /// Their domains, in order.
    pub domains: Vec<DomainAssessment>,
    /// Score over these controls.
    pub score: Score,
    /// Questions said not to apply, with the controls that leave every count.
    pub exclusions: Vec<Exclusion>,
    /// Questions whose answer an auditor would stop at.
    pub red_flags: Vec<RedFlag>,
    /// Places where evidence and an answer disagree.
    pub contradictions: Vec<Contradiction>,
    /// Evidence that decides nothing in the window, by control.
    pub set_aside: Vec<SetAside>,
    /// Ids of controls in scope that nothing was asked about, and nothing shown that counts.
    pub not_looked_at: Vec<String>,
}

/// One control.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControlAssessment {
    /// The control.
    pub id: String,
    /// Its domain.
    pub domain: String,
    /// How it was answered for.
    pub claim: Claim,
    /// Level by answers alone.
    pub claimed: LevelRange,
    /// Level that evidence bears out.
    pub supported: LevelRange,
    /// Why supported is below claimed.
    pub caps: Vec<Cap>,
    /// The four facets.
    pub facets: Facets,
    /// Occurrences in the window.
    pub occurrences: Occurrences,
    /// Weight in the score.
    pub weight: f64,
}

/// How a control was answered for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// The question that speaks for it, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What was answered.
    pub kind: ClaimKind,
    /// Who would know, if that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
}

/// Ways of answering, as far as levels are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// A level was claimed.
    Level,
    /// "I don't know".
    Unknown,
    /// Not answered yet, or only to an earlier wording.
    Open,
    /// No question speaks for it; evidence does.
    NotAsked,
}

/// One control domain.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DomainAssessment {
    /// The domain.
    pub id: String,
    /// Lowest claimed level of the deciding controls that were asked about; absent when none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<LevelRange>,
    /// Lowest supported level of the deciding controls.
    pub supported: LevelRange,
    /// The controls that decide: the domain-key controls looked at, or all looked at if none is key.
    pub decided_by: Vec<String>,
    /// Domain-key controls in scope that were not looked at: they may be lower.
    pub keys_not_looked_at: Vec<String>,
    /// Controls looked at.
    pub looked_at: u32,
    /// Controls in scope.
    pub in_scope: u32,
    /// How many of those looked at are at each supported level, 0 to 5, by the lowest possible.
    pub distribution: [u32; 6],
}

/// A question said not to apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exclusion {
    /// The question.
    pub question: String,
    /// The controls that leave every count.
    pub controls: Vec<String>,
    /// The reason given.
    pub reason: String,
}

/// A question whose answer is a red flag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RedFlag {
    /// The question.
    pub question: String,
    /// Whether the flag is that nobody knows.
    pub unknown: bool,
}

/// Evidence against an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contradiction {
    /// The question.
    pub question: String,
    /// The control.
    pub control: String,
    /// Ids of the evidence that deviates.
    pub evidence: Vec<String>,
    /// Deviations in it.
    pub deviations: u32,
}

/// Evidence that was set aside for a control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SetAside {
    /// The control.
    pub control: String,
    /// Which evidence, and why.
    #[serde(flatten)]
    pub what: NotCounted,
}

/// Works out levels and score. Cannot fail: the engagement is checked.
#[must_use]
pub fn assess(engagement: &Engagement<'_>) -> Assessment {
    let mut exclusions = Vec::new();
    let mut red_flags = Vec::new();
    for answered in &engagement.answers {
        let question = answered.question;
        match &answered.response {
            Response::NotApplicable(reason) => exclusions.push(Exclusion {
                question: question.id.clone(),
                controls: question.controls.clone(),
                reason: reason.clone(),
            }),
            Response::Unknown(_) => {
                red_flags.push(RedFlag {
                    question: question.id.clone(),
                    unknown: true,
                });
            }
            Response::Choice(choice) if choice.level < question.red_flag_below => {
                red_flags.push(RedFlag {
                    question: question.id.clone(),
                    unknown: false,
                });
            }
            _ => {}
        }
    }
    let excluded = |id: &str| {
        exclusions
            .iter()
            .any(|e| e.controls.iter().any(|c| c == id))
    };

    let mut controls = Vec::new();
    let mut not_looked_at = Vec::new();
    let mut set_aside = Vec::new();
    for (domain, control) in &engagement.catalogue.controls {
        if excluded(&control.id) || !engagement.in_scope(control) {
            continue;
        }
        let occurrences = occurrences::occurrences(engagement, control);
        set_aside.extend(occurrences.not_counted.iter().map(|what| SetAside {
            control: control.id.clone(),
            what: what.clone(),
        }));
        match one_control(engagement, domain, control, occurrences) {
            Some(assessed) => controls.push(assessed),
            None => not_looked_at.push(control.id.clone()),
        }
    }
    let domains = domains(engagement, &controls);
    let contradictions = controls.iter().filter_map(contradiction).collect();
    let score = score::score(&controls);
    Assessment {
        controls,
        domains,
        score,
        exclusions,
        red_flags,
        contradictions,
        set_aside,
        not_looked_at,
    }
}

/// The control as assessed; `None` when no question speaks for it and no evidence that counts does.
fn one_control(
    engagement: &Engagement<'_>,
    domain: &str,
    control: &Control,
    occurrences: Occurrences,
) -> Option<ControlAssessment> {
    let asked = engagement
        .answers
        .iter()
        .find(|a| a.question.controls.contains(&control.id));
    let shown = occurrences.decided > 0;
    let question = asked.map(|a| a.question.id.clone());
    let (kind, claimed, ask) = match asked.map(|a| &a.response) {
        None if !shown => return None,
        None => (ClaimKind::NotAsked, LevelRange::ANY, None),
        Some(Response::Choice(choice)) => (
            ClaimKind::Level,
            LevelRange::exactly(Level::new(choice.level)),
            None,
        ),
        Some(Response::Unknown(ask)) => (ClaimKind::Unknown, LevelRange::ANY, ask.clone()),
        Some(Response::Open | Response::Review | Response::NotApplicable(_)) => {
            (ClaimKind::Open, LevelRange::ANY, None)
        }
    };
    let (supported, caps) = supported::supported(claimed, asked.is_some(), &occurrences);
    Some(ControlAssessment {
        id: control.id.clone(),
        domain: domain.to_owned(),
        claim: Claim {
            question,
            kind,
            ask,
        },
        claimed,
        supported,
        caps,
        facets: supported::facets(claimed, &occurrences),
        occurrences,
        weight: control.weight,
    })
}

fn domains(engagement: &Engagement<'_>, controls: &[ControlAssessment]) -> Vec<DomainAssessment> {
    let catalogue = engagement.catalogue;
    let mut found = Vec::new();
    for domain in &catalogue.domains {
        let members: Vec<&ControlAssessment> =
            controls.iter().filter(|c| c.domain == domain.id).collect();
        if members.is_empty() {
            continue;
        }
        let is_key = |c: &&&ControlAssessment| {
            catalogue
                .control(&c.id)
                .is_some_and(|control| control.domain_key)
        };
        let mut deciding: Vec<&ControlAssessment> =
            members.iter().filter(is_key).copied().collect();
        if deciding.is_empty() {
            deciding.clone_from(&members);
        }
        let mut distribution = [0; 6];
        for member in &members {
            if let Some(n) = distribution.get_mut(usize::from(member.supported.low.number())) {
                *n += 1;
            }
        }
        let in_scope: Vec<&Control> = catalogue
            .controls
            .iter()
            .filter(|(d, c)| *d == domain.id && engagement.in_scope(c))
            .map(|(_, c)| c)
            .collect();
        let keys_not_looked_at = in_scope
            .iter()
            .filter(|c| c.domain_key && !members.iter().any(|m| m.id == c.id));
        let asked = deciding
            .iter()
            .filter(|c| c.claim.kind != ClaimKind::NotAsked);
        let top = LevelRange::exactly(Level::ENFORCED);
        found.push(DomainAssessment {
            id: domain.id.clone(),
            claimed: asked.map(|c| c.claimed).reduce(LevelRange::lower_of),
            supported: deciding.iter().fold(top, |l, c| l.lower_of(c.supported)),
            decided_by: deciding.iter().map(|c| c.id.clone()).collect(),
            keys_not_looked_at: keys_not_looked_at.map(|c| c.id.clone()).collect(),
            looked_at: u32::try_from(members.len()).unwrap_or(u32::MAX),
            in_scope: u32::try_from(in_scope.len()).unwrap_or(u32::MAX),
            distribution,
        });
    }
    found
}

/// Evidence that deviates where an answer claims that every occurrence is shown (level 3 and up).
fn contradiction(control: &ControlAssessment) -> Option<Contradiction> {
    let question = control.claim.question.clone()?;
    let claims = control.claimed.is_known() && control.claimed.low >= Level::OPERATED;
    if !claims || control.occurrences.deviations == 0 {
        return None;
    }
    let mut evidence: Vec<String> = control
        .occurrences
        .listed
        .iter()
        .filter(|o| o.state.deviates())
        .map(|o| o.evidence.clone())
        .collect();
    evidence.dedup();
    Some(Contradiction {
        question,
        control: control.id.clone(),
        evidence,
        deviations: control.occurrences.deviations,
    })
}
