//! Red flags and contradictions: the rules of the catalogue, tried on the finished assessment.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::against::{self, Figures};
use super::asked::Asked;
use super::claim::ClaimKind;
use super::level::Level;
use super::occurrences::State;
use super::{Assessment, ControlAssessment};
use crate::input::Engagement;
use crate::input::rules::{SameDomain, Test};

/// A red flag that is raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RedFlag {
    /// The rule.
    pub rule: String,
    /// The controls that raise it.
    pub controls: Vec<String>,
}

/// Statements that are hardly both true, or evidence against an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Contradiction {
    /// The rule of the catalogue; absent where evidence deviates from a claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The controls.
    pub controls: Vec<String>,
    /// The questions.
    pub questions: Vec<String>,
    /// Ids of the evidence that speaks against the answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Deviations in it.
    pub deviations: u32,
    /// What a rule by files found, for its sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
}

/// What the rules are tried on.
struct Facts<'a> {
    controls: BTreeMap<&'a str, &'a ControlAssessment>,
    assessment: &'a Assessment,
    days_to_end: i64,
    deviation: bool,
}

/// Raises the red flags, in the order of the catalogue.
pub(super) fn red_flags(engagement: &Engagement<'_>, assessment: &Assessment) -> Vec<RedFlag> {
    let facts = Facts::new(engagement, assessment);
    let mut raised: Vec<RedFlag> = Vec::new();
    for rule in &engagement.catalogue.red_flags {
        if facts.holds(&rule.when, &raised) {
            raised.push(RedFlag {
                rule: rule.id.clone(),
                controls: facts.behind(&rule.when, &raised),
            });
        }
    }
    raised
}

/// Evidence against answers, and answers against each other.
pub(super) fn contradictions(
    engagement: &Engagement<'_>,
    assessment: &Assessment,
    asked: &Asked<'_, '_>,
) -> Vec<Contradiction> {
    let facts = Facts::new(engagement, assessment);
    let flags = &assessment.red_flags;
    let (mut by_files, mut by_answers) = (Vec::new(), Vec::new());
    for rule in &engagement.catalogue.contradictions {
        if !rule.when.as_ref().is_none_or(|w| facts.holds(w, flags)) {
            continue;
        }
        let answered = rule.when.iter().flat_map(|w| facts.behind(w, flags));
        let answered: Vec<String> = answered.collect();
        match &rule.shown {
            Some(test) => {
                let shown = against::shown(engagement, assessment, asked, &rule.controls, test);
                by_files.extend(shown.into_iter().map(|shown| {
                    let about = if answered.is_empty() {
                        &shown.controls
                    } else {
                        &answered
                    };
                    Contradiction {
                        rule: Some(rule.id.clone()),
                        questions: facts.questions(about),
                        controls: shown.controls,
                        evidence: shown.evidence,
                        deviations: shown.figures.deviations,
                        figures: Some(shown.figures),
                    }
                }));
            }
            None => by_answers.push(Contradiction {
                rule: Some(rule.id.clone()),
                questions: facts.questions(&answered),
                controls: answered,
                evidence: Vec::new(),
                deviations: 0,
                figures: None,
            }),
        }
    }
    // What a rule tells of one control with its figures is not told again without them.
    let of_one = by_files.iter().filter(|c| c.controls.len() == 1);
    let told: BTreeSet<String> = of_one.flat_map(|c| c.controls.clone()).collect();
    let others = assessment.controls.iter();
    let others = others.filter(|c| !told.contains(&c.id) || !c.occurrences.disputed.is_empty());
    let mut found: Vec<Contradiction> =
        others.filter_map(|c| shown(engagement, asked, c)).collect();
    found.extend(by_files);
    found.extend(by_answers);
    found
}

/// Evidence that deviates where an answer claims that every occurrence is shown (level 3 and up).
fn shown(
    engagement: &Engagement<'_>,
    asked: &Asked<'_, '_>,
    control: &ControlAssessment,
) -> Option<Contradiction> {
    let disputed = &control.occurrences.disputed;
    if !disputed.is_empty() {
        return Some(Contradiction {
            rule: None,
            controls: vec![control.id.clone()],
            questions: control.claim.questions.clone(),
            evidence: disputed.clone(),
            deviations: 0,
            figures: None,
        });
    }
    let claims = control.claimed.is_known() && control.claimed.low >= Level::OPERATED;
    let deviations = control.occurrences.shown.deviations;
    let told = against::told(engagement, asked, control);
    if control.claim.kind != ClaimKind::Level || !claims || deviations <= told {
        return None;
    }
    let mut evidence: Vec<String> = control
        .occurrences
        .listed
        .iter()
        .filter(|o| o.state.deviates())
        .filter_map(|o| o.evidence.clone())
        .collect();
    evidence.dedup();
    Some(Contradiction {
        rule: None,
        controls: vec![control.id.clone()],
        questions: control.claim.questions.clone(),
        evidence,
        deviations,
        figures: None,
    })
}

impl<'a> Facts<'a> {
    fn new(engagement: &Engagement<'_>, assessment: &'a Assessment) -> Self {
        Self {
            controls: assessment
                .controls
                .iter()
                .map(|c| (c.id.as_str(), c))
                .collect(),
            assessment,
            days_to_end: engagement.window().end.days_after(engagement.as_of),
            deviation: assessment
                .controls
                .iter()
                .any(|c| c.occurrences.deviations > 0),
        }
    }

    /// The questions that speak for these controls, each once.
    fn questions(&self, controls: &[String]) -> Vec<String> {
        let about = controls
            .iter()
            .filter_map(|id| self.controls.get(id.as_str()));
        let mut questions: Vec<String> = Vec::new();
        for question in about.flat_map(|c| &c.claim.questions) {
            if !questions.contains(question) {
                questions.push(question.clone());
            }
        }
        questions
    }

    /// The controls because of which a test holds, in the order of the catalogue.
    fn behind(&self, test: &Test, raised: &[RedFlag]) -> Vec<String> {
        let mut found = BTreeSet::new();
        self.collect(test, raised, &mut found);
        let all = self.assessment.controls.iter().map(|c| &c.id);
        all.filter(|id| found.contains(id.as_str()))
            .cloned()
            .collect()
    }

    fn collect<'t>(&'t self, test: &'t Test, raised: &'t [RedFlag], found: &mut BTreeSet<&'t str>) {
        found.extend(test.control.as_deref());
        for part in test.parts().filter(|part| self.holds(part, raised)) {
            self.collect(part, raised, found);
        }
        if let Some(flags) = &test.flags {
            let counted = raised.iter().filter(|f| flags.of.contains(&f.rule));
            found.extend(counted.flat_map(|f| f.controls.iter().map(String::as_str)));
        }
        if let Some(wanted) = test.same_domain {
            let weak = self.weak(wanted).into_values();
            let enough = weak.filter(|ids| reaches(ids.len(), wanted.count));
            found.extend(enough.flatten());
        }
        if test.deviation_in_window == Some(true) {
            let controls = self.assessment.controls.iter();
            let deviating = controls.filter(|c| c.occurrences.deviations > 0);
            found.extend(deviating.map(|c| c.id.as_str()));
        }
    }

    /// Every key that is given holds.
    fn holds(&self, test: &Test, raised: &[RedFlag]) -> bool {
        let count = |tests: &[Test]| tests.iter().filter(|t| self.holds(t, raised)).count();
        test.control.as_deref().is_none_or(|id| {
            let found = self.controls.get(id);
            found.is_some_and(|control| about(control, test))
        }) && test
            .all
            .as_ref()
            .is_none_or(|tests| count(tests) == tests.len())
            && test.any.as_ref().is_none_or(|tests| count(tests) > 0)
            && test
                .at_least
                .as_ref()
                .is_none_or(|a| reaches(count(&a.of), a.count))
            && test.flags.as_ref().is_none_or(|f| {
                let counted = raised.iter().filter(|r| f.of.contains(&r.rule));
                reaches(counted.count(), f.count)
            })
            && test.same_domain.is_none_or(|s| self.same_domain(s))
            && test.deviation_in_window.is_none_or(|d| d == self.deviation)
            && test
                .window_ends_within_days
                .is_none_or(|days| self.days_to_end <= i64::from(days))
    }

    fn same_domain(&self, wanted: SameDomain) -> bool {
        let mut weak = self.weak(wanted).into_values();
        weak.any(|ids| reaches(ids.len(), wanted.count))
    }

    /// The weak controls of each domain.
    fn weak(&self, wanted: SameDomain) -> BTreeMap<&str, Vec<&str>> {
        let mut weak: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for control in &self.assessment.controls {
            if at_most(control, wanted.claimed_at_most) {
                weak.entry(&control.domain).or_default().push(&control.id);
            }
        }
        weak
    }
}

fn reaches(n: usize, wanted: u32) -> bool {
    u32::try_from(n).unwrap_or(u32::MAX) >= wanted
}

/// Whether its claimed level is certainly at most this; what nobody answered is not certain.
fn at_most(control: &ControlAssessment, level: u8) -> bool {
    control.claim.kind != ClaimKind::NotAsked && control.claimed.high.number() <= level
}

fn about(control: &ControlAssessment, test: &Test) -> bool {
    let o = &control.occurrences;
    let unknown = control.claim.kind == ClaimKind::Unknown || control.claim.unsure;
    let asked = control.claim.kind != ClaimKind::NotAsked;
    let fine =
        u64::from(o.decided.saturating_sub(o.deviations)) + u64::from(o.in_state(State::Claimed));
    let spoken_of = u64::from(o.decided) + u64::from(o.in_state(State::Claimed));
    test.claimed_at_most.is_none_or(|l| at_most(control, l))
        && test
            .claimed_at_least
            .is_none_or(|l| asked && control.claimed.low.number() >= l)
        && test
            .rung_at_least
            .is_none_or(|l| control.claim.rung.is_some_and(|r| r.number() >= l))
        && test
            .supported_at_most
            .is_none_or(|l| control.supported.high.number() <= l)
        && test.unknown.is_none_or(|u| u == unknown)
        && test.deviations_at_least.is_none_or(|n| o.deviations >= n)
        && test
            .late_at_least
            .is_none_or(|n| o.in_state(State::Late) >= n)
        && test
            .missed_at_least
            .is_none_or(|n| o.in_state(State::Missed) >= n)
        && test
            .conforming_below_percent
            .is_none_or(|p| spoken_of > 0 && fine * 100 < spoken_of * u64::from(p))
}
