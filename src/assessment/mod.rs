//! Engagement to [`Assessment`]: occurrences, facets, claimed and supported levels, score, red flags, contradictions.
//!
//! Knows no probability. Every figure names the answers and the evidence that gave it.

mod against;
mod asked;
pub mod claim;
pub mod domain;
pub mod explanation;
pub mod families;
pub mod level;
pub mod occurrences;
pub mod rules;
pub mod score;
pub mod supported;
pub mod views;

use serde::Serialize;

pub use against::Figures;
pub use claim::{Claim, ClaimKind};
pub use domain::DomainAssessment;
pub use rules::{Contradiction, RedFlag};
pub use views::TypeView;

use crate::input::Engagement;
use crate::input::control::Control;
use crate::input::engagement::{OutOfScope, Response};
use asked::Asked;
use explanation::{Narrowing, NextLevel};
use families::Family;
use level::LevelRange;
use occurrences::{NotCounted, Occurrences};
use score::Score;
use supported::{Cap, Facets};

/// What the company is, as far as answers and evidence say.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// Controls that an answer or evidence speaks of, in catalogue order.
    pub controls: Vec<ControlAssessment>,
    /// Their domains, in order.
    pub domains: Vec<DomainAssessment>,
    /// The controls in scope by the family of criteria that they serve first.
    pub families: Vec<Family>,
    /// Score over these controls.
    pub score: Score,
    /// What a Type 1 and a Type 2 examination would ask of them.
    pub views: Vec<TypeView>,
    /// Key controls of which nothing on file counts in the window.
    pub key_without_evidence: WithoutEvidence,
    /// Questions said not to apply, with the controls that leave every count.
    pub exclusions: Vec<Exclusion>,
    /// Controls that a scoping fact takes out of every count.
    pub pruned: Vec<Pruned>,
    /// Patterns that auditors stop at.
    pub red_flags: Vec<RedFlag>,
    /// Questions whose answer an auditor would stop at.
    pub flagged_answers: Vec<FlaggedAnswer>,
    /// Places where evidence and an answer, or two answers, disagree.
    pub contradictions: Vec<Contradiction>,
    /// Open and unknown questions, those that narrow the score most first.
    pub narrowing: Vec<Narrowing>,
    /// Evidence that decides nothing in the window, by control.
    pub set_aside: Vec<SetAside>,
    /// Ids of controls in scope that nothing was asked about, and nothing shown that counts.
    pub not_looked_at: Vec<String>,
}

/// One control.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    /// The smallest change that raises the supported level by one; absent at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<NextLevel>,
    /// The four facets.
    pub facets: Facets,
    /// Occurrences in the window.
    pub occurrences: Occurrences,
    /// Weight in the score.
    pub weight: f64,
    /// Its part of the claimed and the supported score, at worst and at best; absent where nobody was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<Score>,
}

/// Key controls without evidence: where it stays so, an auditor may be unable to form an opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WithoutEvidence {
    /// The controls.
    pub controls: Vec<String>,
    /// Of so many key controls that were looked at.
    pub of: u32,
}

/// A question said not to apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Exclusion {
    /// The question.
    pub question: String,
    /// The controls that leave every count: those that no other question speaks for.
    pub controls: Vec<String>,
    /// The reason given.
    pub reason: String,
}

/// A control that does not exist for this company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Pruned {
    /// The control.
    pub control: String,
    /// The scoping fact.
    pub fact: String,
}

/// A question whose answer is below what the questionnaire calls sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FlaggedAnswer {
    /// The question.
    pub question: String,
    /// Whether the flag is that nobody knows.
    pub unknown: bool,
}

/// Evidence that was set aside for a control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    let asked = Asked::new(engagement);
    let Found {
        mut controls,
        not_looked_at,
        set_aside,
        pruned,
    } = found(engagement, &asked, true);
    score::share(&mut controls);
    let domains = domain::domains(engagement, &controls, &not_looked_at);
    let narrowing = explanation::narrowing(engagement, &controls, &domains);
    let mut assessment = Assessment {
        score: score::score(&controls),
        views: views::views(&controls),
        domains,
        families: families::families(engagement, &controls, &not_looked_at),
        key_without_evidence: without_evidence(engagement, &controls),
        exclusions: exclusions(engagement, &asked),
        pruned,
        red_flags: Vec::new(),
        flagged_answers: flagged_answers(engagement, &asked),
        contradictions: Vec::new(),
        narrowing,
        set_aside,
        not_looked_at,
        controls,
    };
    assessment.red_flags = rules::red_flags(engagement, &assessment);
    assessment.contradictions = rules::contradictions(engagement, &assessment, &asked);
    assessment
}

/// The controls alone, without what explains them: [`ControlAssessment::next`] and
/// [`ControlAssessment::points`] are absent. All else is as in [`assess`].
pub(crate) fn controls_alone(engagement: &Engagement<'_>) -> Vec<ControlAssessment> {
    found(engagement, &Asked::new(engagement), false).controls
}

/// Controls by what became of them.
struct Found {
    controls: Vec<ControlAssessment>,
    not_looked_at: Vec<String>,
    set_aside: Vec<SetAside>,
    pruned: Vec<Pruned>,
}

fn found(engagement: &Engagement<'_>, asked: &Asked<'_, '_>, explain: bool) -> Found {
    let mut controls = Vec::new();
    let mut not_looked_at = Vec::new();
    let mut set_aside = Vec::new();
    let mut pruned = Vec::new();
    for (domain, control) in &engagement.catalogue.controls {
        match engagement.out_of_scope(control) {
            Some(OutOfScope::Fact(condition)) => {
                pruned.push(Pruned {
                    control: control.id.clone(),
                    fact: condition.fact.clone(),
                });
                continue;
            }
            Some(OutOfScope::Category) => continue,
            None if is_excluded(asked, control) => continue,
            None => {}
        }
        let occurrences = occurrences::occurrences(engagement, control, asked);
        set_aside.extend(occurrences.not_counted.iter().map(|what| SetAside {
            control: control.id.clone(),
            what: what.clone(),
        }));
        match one_control(engagement, domain, control, asked, occurrences, explain) {
            Some(assessed) => controls.push(assessed),
            None => not_looked_at.push(control.id.clone()),
        }
    }
    Found {
        controls,
        not_looked_at,
        set_aside,
        pruned,
    }
}

fn without_evidence(
    engagement: &Engagement<'_>,
    controls: &[ControlAssessment],
) -> WithoutEvidence {
    let catalogue = engagement.catalogue;
    let is_key = |c: &&ControlAssessment| catalogue.control(&c.id).is_some_and(|k| k.key);
    let key: Vec<&ControlAssessment> = controls.iter().filter(is_key).collect();
    WithoutEvidence {
        of: u32::try_from(key.len()).unwrap_or(u32::MAX),
        controls: key
            .into_iter()
            .filter(|c| c.occurrences.shown.decided == 0)
            .map(|c| c.id.clone())
            .collect(),
    }
}

/// Whether every question that speaks for the control was said not to apply.
fn is_excluded(asked: &Asked<'_, '_>, control: &Control) -> bool {
    let about = asked.about(&control.id);
    let excluded = |r: &Response<'_>| matches!(r, Response::NotApplicable(_));
    !about.is_empty() && about.iter().all(|a| excluded(&a.response))
}

fn exclusions(engagement: &Engagement<'_>, asked: &Asked<'_, '_>) -> Vec<Exclusion> {
    let catalogue = engagement.catalogue;
    let excluded = |id: &&String| {
        let control = catalogue.control(id);
        control.is_some_and(|c| is_excluded(asked, c))
    };
    let mut found = Vec::new();
    for answered in &engagement.answers {
        if let Response::NotApplicable(reason) = &answered.response {
            let controls = answered.question.controls.iter();
            found.push(Exclusion {
                question: answered.question.id.clone(),
                controls: controls.filter(excluded).cloned().collect(),
                reason: reason.clone(),
            });
        }
    }
    found
}

fn flagged_answers(engagement: &Engagement<'_>, asked: &Asked<'_, '_>) -> Vec<FlaggedAnswer> {
    let catalogue = engagement.catalogue;
    let mut found = Vec::new();
    for answered in &engagement.answers {
        let question = answered.question;
        let unknown = matches!(answered.response, Response::Unknown(_));
        let low = match &answered.response {
            Response::Given(given) => question
                .controls
                .iter()
                .filter_map(|id| catalogue.control(id))
                .filter(|c| engagement.in_scope(c) && !is_excluded(asked, c))
                .any(|c| {
                    let level = claim::given_level(engagement, c, question, given);
                    level.high.number() < question.red_flag_below
                }),
            _ => false,
        };
        if unknown || low {
            found.push(FlaggedAnswer {
                question: question.id.clone(),
                unknown,
            });
        }
    }
    found
}

/// The control as assessed; `None` when no question speaks for it and no evidence that counts does.
fn one_control(
    engagement: &Engagement<'_>,
    domain: &str,
    control: &Control,
    asked: &Asked<'_, '_>,
    occurrences: Occurrences,
    explain: bool,
) -> Option<ControlAssessment> {
    let (claim, claimed) = claim::claim(engagement, control, asked);
    let is_asked = claim.kind != ClaimKind::NotAsked;
    if !is_asked && occurrences.decided == 0 {
        return None;
    }
    let (supported, caps) = supported::supported(claimed, is_asked, &occurrences);
    let explained = || {
        explanation::next_level(
            engagement,
            control,
            asked,
            claimed,
            supported,
            &supported::caps(&occurrences),
            &occurrences,
        )
    };
    let next = if explain { explained() } else { None };
    Some(ControlAssessment {
        id: control.id.clone(),
        domain: domain.to_owned(),
        claim,
        claimed,
        supported,
        caps,
        next,
        facets: supported::facets(claimed, &occurrences),
        occurrences,
        weight: control.weight,
        points: None,
    })
}
