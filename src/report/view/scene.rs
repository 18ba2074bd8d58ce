//! The parts of the view about domains, controls and answers.

use serde::Serialize;

use super::NOT_ANSWERED;
use crate::assessment::{Assessment, ClaimKind, ControlAssessment};
use crate::evidence::workpaper::Basis;
use crate::input::Engagement;
use crate::input::control::Control;
use crate::input::engagement::Response;
use crate::input::policy::PopulationUnit;
use crate::report::words;
use crate::risk::forecast::{ControlForecast, Forecast};

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DomainView {
    name: String,
    about: String,
    claimed: String,
    claimed_bar: String,
    supported: String,
    supported_bar: String,
    decided_by: String,
    looked_at: u32,
    in_catalogue: u32,
    forecast: Option<DomainForecastView>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DomainForecastView {
    band: &'static str,
    at_least_one: String,
    if_claims_hold: String,
    only_what_is_shown: String,
    at_least_three: String,
    expected: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ControlView {
    id: String,
    name: String,
    claimed_mark: &'static str,
    claimed: String,
    supported_mark: &'static str,
    supported: String,
    occurrences: String,
    sample: String,
    noted: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RedFlagView {
    question: String,
    answer: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContradictionView {
    question: String,
    answer: String,
    control: String,
    finding: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnswerView {
    question: String,
    pub(super) answer: String,
    pub(super) mark: &'static str,
    ask: String,
    controls: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NotLookedAtView {
    domain: String,
    controls: String,
}

/// What the parts of the view are made from.
pub(super) struct Scene<'a> {
    pub(super) engagement: &'a Engagement<'a>,
    pub(super) assessment: &'a Assessment,
    pub(super) forecast: &'a Forecast,
}

impl Scene<'_> {
    pub(super) fn catalogue_control(&self, id: &str) -> Option<&Control> {
        self.engagement.catalogue.control(id)
    }

    pub(super) fn named(&self, id: &str) -> String {
        match self.catalogue_control(id) {
            Some(control) => format!("{id} {}", control.name),
            None => id.to_owned(),
        }
    }

    pub(super) fn domain_name(&self, id: &str) -> String {
        let domains = &self.engagement.catalogue.domains;
        domains
            .iter()
            .find(|d| d.id == id)
            .map_or_else(|| id.to_owned(), |d| d.name.clone())
    }

    pub(super) fn forecast_of(&self, id: &str) -> Option<&ControlForecast> {
        self.forecast.controls.iter().find(|c| c.id == id)
    }

    pub(super) fn file_name(&self, evidence: &str) -> String {
        let entry = self.engagement.evidence.iter().find(|e| e.id == evidence);
        match entry {
            Some(e) => e
                .file
                .as_ref()
                .map_or_else(|| e.title.clone(), |f| f.name.clone()),
            None => evidence.to_owned(),
        }
    }

    pub(super) fn domains(&self) -> Vec<DomainView> {
        let assessed = &self.assessment.domains;
        assessed
            .iter()
            .map(|d| {
                let authored = self
                    .engagement
                    .catalogue
                    .domains
                    .iter()
                    .find(|a| a.id == d.id);
                let forecast = self.forecast.domains.iter().find(|f| f.id == d.id);
                DomainView {
                    name: self.domain_name(&d.id),
                    about: authored.map(|a| a.about.clone()).unwrap_or_default(),
                    claimed: words::levels(d.claimed),
                    claimed_bar: words::bar(d.claimed),
                    supported: words::levels(d.supported),
                    supported_bar: words::bar(d.supported),
                    decided_by: d.decided_by.join(", "),
                    looked_at: d.looked_at,
                    in_catalogue: d.in_catalogue,
                    forecast: forecast.map(|f| DomainForecastView {
                        band: words::band(f.band),
                        at_least_one: words::percent(f.at_least_one.headline),
                        if_claims_hold: words::percent(f.at_least_one.if_claims_hold),
                        only_what_is_shown: words::percent(f.at_least_one.only_what_is_shown),
                        at_least_three: words::percent(f.at_least_three),
                        expected: words::expected(f.expected),
                    }),
                }
            })
            .collect()
    }

    pub(super) fn control(&self, c: &ControlAssessment) -> ControlView {
        let forecast = self.forecast_of(&c.id);
        let o = &c.occurrences;
        let assumed = if o.basis == Basis::Assumed {
            "△ "
        } else {
            ""
        };
        ControlView {
            id: c.id.clone(),
            name: self
                .catalogue_control(&c.id)
                .map(|k| k.name.clone())
                .unwrap_or_default(),
            claimed_mark: claimed_mark(c),
            claimed: words::levels(c.claimed),
            supported_mark: supported_mark(c),
            supported: words::levels(c.supported),
            occurrences: match o.deviations {
                0 => format!("{} of {assumed}{} decided", o.decided, o.population),
                k => format!(
                    "{} of {assumed}{} decided, {}",
                    o.decided,
                    o.population,
                    words::plural(k, "deviation", "deviations")
                ),
            },
            sample: forecast.map_or_else(|| "–".to_owned(), |f| f.sample.to_string()),
            noted: forecast.map_or_else(
                || "untested".to_owned(),
                |f| words::percent(f.noted.headline),
            ),
        }
    }

    pub(super) fn answer_text(&self, question: &str) -> String {
        let answered = self
            .engagement
            .answers
            .iter()
            .find(|a| a.question.id == question);
        match answered.map(|a| &a.response) {
            Some(Response::Choice(choice)) => choice.text.clone(),
            Some(Response::Unknown(_)) => "Don't know".to_owned(),
            Some(Response::NotApplicable(_)) => "Does not apply".to_owned(),
            Some(Response::Review) => {
                "Answered to an earlier wording; please look again".to_owned()
            }
            Some(Response::Open) | None => NOT_ANSWERED.to_owned(),
        }
    }

    pub(super) fn question_text(&self, question: &str) -> String {
        let answered = self
            .engagement
            .answers
            .iter()
            .find(|a| a.question.id == question);
        answered
            .map(|a| a.question.text.clone())
            .unwrap_or_default()
    }

    pub(super) fn red_flags(&self) -> Vec<RedFlagView> {
        let flags = &self.assessment.red_flags;
        flags
            .iter()
            .map(|f| RedFlagView {
                question: self.question_text(&f.question),
                answer: self.answer_text(&f.question),
            })
            .collect()
    }

    pub(super) fn contradictions(&self) -> Vec<ContradictionView> {
        let found = &self.assessment.contradictions;
        found
            .iter()
            .map(|c| ContradictionView {
                question: self.question_text(&c.question),
                answer: self.answer_text(&c.question),
                control: self.named(&c.control),
                finding: format!(
                    "{} in {}",
                    words::plural(c.deviations, "deviation", "deviations"),
                    c.evidence
                        .iter()
                        .map(|e| self.file_name(e))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            })
            .collect()
    }

    pub(super) fn answers(&self) -> Vec<AnswerView> {
        let answers = &self.engagement.answers;
        answers
            .iter()
            .map(|a| {
                let (mark, ask, answer) = match &a.response {
                    Response::Choice(choice) => ("○", String::new(), choice.text.clone()),
                    Response::NotApplicable(reason) => {
                        ("–", String::new(), format!("Does not apply: {reason}"))
                    }
                    Response::Unknown(ask) => (
                        "?",
                        ask.clone().unwrap_or_default(),
                        self.answer_text(&a.question.id),
                    ),
                    Response::Open | Response::Review => {
                        ("?", String::new(), self.answer_text(&a.question.id))
                    }
                };
                AnswerView {
                    question: a.question.text.clone(),
                    answer,
                    mark,
                    ask,
                    controls: a.question.controls.join(", "),
                }
            })
            .collect()
    }

    pub(super) fn not_looked_at(&self) -> Vec<NotLookedAtView> {
        let catalogue = self.engagement.catalogue;
        let domains = catalogue.domains.iter();
        domains
            .filter_map(|d| {
                let controls: Vec<String> = catalogue
                    .controls
                    .iter()
                    .filter(|(domain, c)| {
                        *domain == d.id && self.assessment.not_looked_at.contains(&c.id)
                    })
                    .map(|(_, c)| format!("{} {}", c.id, c.name))
                    .collect();
                (!controls.is_empty()).then(|| NotLookedAtView {
                    domain: d.name.clone(),
                    controls: controls.join("; "),
                })
            })
            .collect()
    }

    /// Criteria that no control looked at serves, among those of the categories in scope.
    pub(super) fn criteria_not_reached(&self) -> Vec<String> {
        let categories = &self.engagement.profile.categories;
        let in_scope = |id: &str| {
            let category = match id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') {
                "A" => "availability",
                "C" => "confidentiality",
                "PI" => "processing-integrity",
                "P" => "privacy",
                _ => "security",
            };
            categories.iter().any(|c| c == category)
        };
        let reached = |id: &str| {
            let looked_at = self.assessment.controls.iter();
            looked_at
                .filter_map(|c| self.catalogue_control(&c.id))
                .any(|c| c.primary == id || c.secondary.iter().any(|s| s == id))
        };
        let criteria = self.engagement.catalogue.criteria.iter();
        criteria
            .filter(|c| in_scope(&c.id) && !reached(&c.id))
            .map(|c| c.id.clone())
            .collect()
    }

    /// Every default that stands in for something nobody said.
    pub(super) fn assumptions(&self) -> Vec<String> {
        let engagement = self.engagement;
        let mut found = Vec::new();
        let mut used: Vec<&str> = Vec::new();
        for c in &self.assessment.controls {
            let control = self.catalogue_control(&c.id);
            let Some(id) = control.and_then(|k| k.population.as_deref()) else {
                continue;
            };
            if c.occurrences.basis == Basis::Assumed && !used.contains(&id) {
                used.push(id);
            }
        }
        for id in used {
            let (Some(n), Some(p)) = (
                engagement.population(id),
                engagement.catalogue.population(id),
            ) else {
                continue;
            };
            let over = match p.unit {
                PopulationUnit::PerYear => " in the window",
                PopulationUnit::Stock => "",
            };
            found.push(format!("{} {}{over}. {}", n.value, p.name, p.reason));
        }
        found
    }
}

pub(super) fn claimed_mark(c: &ControlAssessment) -> &'static str {
    match c.claim.kind {
        ClaimKind::Level => "○",
        ClaimKind::Unknown | ClaimKind::Open | ClaimKind::NotAsked => "?",
    }
}

pub(super) fn supported_mark(c: &ControlAssessment) -> &'static str {
    match (c.occurrences.decided, c.occurrences.deviations) {
        (0, _) => "○",
        (_, 0) => "✓",
        _ => "✗",
    }
}
