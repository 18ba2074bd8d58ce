//! The parts of the view about domains, controls and answers.

use serde::Serialize;

use super::strengths::is_tested;
use crate::assessment::score::Points;
use crate::assessment::views::asks;
use crate::assessment::{Assessment, ClaimKind, ControlAssessment, DomainAssessment};
use crate::evidence::workpaper::Basis;
use crate::input::Engagement;
use crate::input::control::Control;
use crate::report::language::{ENGLISH, Language, counted, said, word};
use crate::report::{Material, heat, words};
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
    /// Shades of these cells: `report/heat.rs`.
    claimed_heat: u8,
    supported_heat: u8,
    decided_by: String,
    /// The same with the names of the controls.
    decided_by_named: String,
    looked_at: u32,
    in_scope: u32,
    forecast: Option<DomainForecastView>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DomainForecastView {
    band: String,
    at_least_one: String,
    if_claims_hold: String,
    only_what_is_shown: String,
    at_least_three: String,
    expected: String,
    heat: u8,
    if_claims_hold_heat: u8,
    only_what_is_shown_heat: u8,
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
    points: String,
    sample: String,
    noted: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NotLookedAtView {
    domain: String,
    controls: String,
}

/// What the parts of the view are made from.
pub(in crate::report) struct Scene<'a> {
    pub(in crate::report) engagement: &'a Engagement<'a>,
    pub(in crate::report) assessment: &'a Assessment,
    pub(in crate::report) forecast: &'a Forecast,
    pub(in crate::report) language: Language<'a>,
}

impl<'a> Scene<'a> {
    /// In the language of the code.
    pub(in crate::report) fn of(material: &Material<'a>) -> Self {
        Self::in_language(material, ENGLISH)
    }

    pub(in crate::report) fn in_language(material: &Material<'a>, language: Language<'a>) -> Self {
        Self {
            language,
            engagement: material.engagement,
            assessment: material.assessment,
            forecast: material.forecast,
        }
    }
}

impl Scene<'_> {
    pub(super) fn catalogue_control(&self, id: &str) -> Option<&Control> {
        self.engagement.catalogue.control(id)
    }

    /// Where the day of the assessment stands.
    pub(in crate::report) fn place(&self) -> words::Place {
        let (window, today) = (self.engagement.window(), self.engagement.as_of);
        if today < window.start {
            words::Place::Before
        } else if today > window.end {
            words::Place::After
        } else {
            words::Place::Inside
        }
    }

    /// The same in words: which week of how many.
    pub(super) fn place_in_window(&self) -> String {
        let (window, today) = (self.engagement.window(), self.engagement.as_of);
        let (language, weeks) = (self.language, i64::from(window.days().div_ceil(7).max(1)));
        match self.place() {
            words::Place::Before => {
                let days = window.start.days_after(today);
                said!(language, "starts in {days} days", days = days)
            }
            words::Place::After => language.word(word!("has ended")),
            words::Place::Inside => {
                let week = (today.days_after(window.start) / 7 + 1).min(weeks);
                said!(
                    language,
                    "week {week} of {weeks}",
                    week = week,
                    weeks = weeks
                )
            }
        }
    }

    pub(in crate::report) fn named(&self, id: &str) -> String {
        match self.catalogue_control(id) {
            Some(control) => format!("{id} {}", control.name),
            None => id.to_owned(),
        }
    }

    pub(in crate::report) fn domain_name(&self, id: &str) -> String {
        let domains = &self.engagement.catalogue.domains;
        domains
            .iter()
            .find(|d| d.id == id)
            .map_or_else(|| id.to_owned(), |d| d.name.clone())
    }

    pub(super) fn forecast_of(&self, id: &str) -> Option<&ControlForecast> {
        self.forecast.controls.iter().find(|c| c.id == id)
    }

    pub(in crate::report) fn file_name(&self, evidence: &str) -> String {
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
        let asked = asks(self.engagement.profile.report_type);
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
                    claimed: d.claimed.map_or_else(
                        || self.language.word(word!("not asked")),
                        |l| self.language.levels(l),
                    ),
                    claimed_bar: d.claimed.map(words::bar).unwrap_or_default(),
                    supported: self.language.levels(d.supported),
                    supported_bar: words::bar(d.supported),
                    claimed_heat: d.claimed.map_or(0, |l| heat::below(l, asked)),
                    supported_heat: heat::below(d.supported, asked),
                    decided_by: decided_by(self.language, d, &String::clone),
                    decided_by_named: decided_by(self.language, d, &|id| self.named(id)),
                    looked_at: d.looked_at,
                    in_scope: d.in_scope,
                    forecast: forecast.map(|f| DomainForecastView {
                        band: self.language.band(f.band),
                        at_least_one: self.language.chance(f.at_least_one.headline),
                        if_claims_hold: self.language.chance(f.at_least_one.if_claims_hold),
                        only_what_is_shown: self.language.chance(f.at_least_one.only_what_is_shown),
                        at_least_three: match f.controls {
                            // Cannot arise with what was looked at, which is no prediction.
                            0..3 => "–".to_owned(),
                            _ => self.language.chance(f.at_least_three),
                        },
                        expected: self.language.expected(f.expected),
                        heat: heat::band(f.band),
                        if_claims_hold_heat: heat::band(self.band(f.at_least_one.if_claims_hold)),
                        only_what_is_shown_heat: heat::band(
                            self.band(f.at_least_one.only_what_is_shown),
                        ),
                    }),
                }
            })
            .collect()
    }

    pub(super) fn control(&self, c: &ControlAssessment) -> ControlView {
        let (forecast, language) = (self.forecast_of(&c.id), self.language);
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
            claimed: self.language.claimed(c.claim.kind, c.claimed),
            supported_mark: supported_mark(c),
            supported: self.language.levels(c.supported),
            occurrences: match o.deviations {
                0 => said!(
                    language,
                    "{n} of {all} decided",
                    n = o.decided,
                    all = format!("{assumed}{}", o.population)
                ),
                k => counted!(
                    language,
                    k,
                    "{n} of {all} decided, {count} deviation",
                    "{n} of {all} decided, {count} deviations",
                    n = o.decided,
                    all = format!("{assumed}{}", o.population)
                ),
            },
            points: c.points.map_or_else(String::new, |p| {
                let of = |p: Points| self.language.expected(f64::midpoint(p.low, p.high));
                let open = p.supported.low < p.supported.high || p.claimed.low < p.claimed.high;
                let (n, all) = (of(p.supported), of(p.claimed));
                match open {
                    true => said!(language, "about {n} of {all}", n = n, all = all),
                    false => said!(language, "{n} of {all}", n = n, all = all),
                }
            }),
            sample: forecast.map_or_else(|| "–".to_owned(), |f| f.sample.to_string()),
            noted: forecast.map_or_else(
                || language.word(word!("untested")),
                |f| self.language.chance(f.noted.headline),
            ),
        }
    }

    pub(super) fn not_looked_at(&self) -> Vec<NotLookedAtView> {
        self.by_domain(&|id| self.assessment.not_looked_at.iter().any(|n| n == id))
    }

    /// Controls by name, a line for each domain that has any.
    pub(super) fn by_domain(&self, is_told: &dyn Fn(&str) -> bool) -> Vec<NotLookedAtView> {
        let catalogue = self.engagement.catalogue;
        let domains = catalogue.domains.iter();
        domains
            .filter_map(|d| {
                let controls: Vec<String> = catalogue
                    .controls
                    .iter()
                    .filter(|(domain, c)| *domain == d.id && is_told(&c.id))
                    .map(|(_, c)| format!("{} {}", c.id, c.name))
                    .collect();
                (!controls.is_empty()).then(|| NotLookedAtView {
                    domain: d.name.clone(),
                    controls: controls.join("; "),
                })
            })
            .collect()
    }

    /// Controls that the categories of the examination leave out.
    pub(super) fn out_of_scope(&self) -> Vec<String> {
        let controls = self.engagement.catalogue.controls.iter();
        controls
            .filter(|(_, c)| !self.engagement.in_scope(c))
            .map(|(_, c)| format!("{} {}", c.id, c.name))
            .collect()
    }

    /// Criteria that no control looked at serves, among those of the categories in scope.
    pub(super) fn criteria_not_reached(&self) -> Vec<String> {
        let reached = |id: &str| {
            let looked_at = self.assessment.controls.iter();
            looked_at
                .filter_map(|c| self.catalogue_control(&c.id))
                .any(|c| c.primary == id || c.secondary.iter().any(|s| s == id))
        };
        let criteria = self.engagement.catalogue.criteria.iter();
        criteria
            .filter(|c| self.is_examined(&c.id) && !reached(&c.id))
            .map(|c| c.id.clone())
            .collect()
    }

    /// Whether a category of this examination holds the criterion.
    pub(in crate::report) fn is_examined(&self, criterion: &str) -> bool {
        let categories = &self.engagement.profile.categories;
        let mut criteria = self.engagement.catalogue.criteria.iter();
        criteria.any(|c| c.id == criterion && categories.contains(&c.category))
    }

    /// Controls that a scoping fact takes out, with what was said.
    pub(super) fn pruned(&self) -> Vec<String> {
        let pruned = self.assessment.pruned.iter();
        pruned
            .map(|p| {
                let fact = self.engagement.catalogue.fact(&p.fact);
                let stated = self
                    .engagement
                    .profile
                    .facts
                    .iter()
                    .find(|f| f.fact == p.fact);
                let values: Vec<&str> = fact
                    .into_iter()
                    .flat_map(|f| &f.options)
                    .filter(|o| stated.is_some_and(|s| s.values.contains(&o.id)))
                    .map(|o| o.text.as_str())
                    .collect();
                let text = fact.map_or("", |f| f.text.as_str());
                format!("{}: {text} {}.", self.named(&p.control), values.join(", "))
            })
            .collect()
    }
}

/// The controls that hold the domain down, the others that decide, and those not looked at.
fn decided_by(
    language: Language<'_>,
    d: &DomainAssessment,
    told: &dyn Fn(&String) -> String,
) -> String {
    let list = |ids: &[&String]| {
        let told: Vec<String> = ids.iter().map(|id| told(id)).collect();
        told.join(", ")
    };
    let others = d.decided_by.iter().filter(|id| !d.held_by.contains(id));
    let others: Vec<&String> = others.collect();
    let mut parts = Vec::new();
    if !d.held_by.is_empty() {
        let controls = list(&d.held_by.iter().collect::<Vec<_>>());
        parts.push(said!(
            language,
            "held here by {controls}",
            controls = controls
        ));
    }
    if !others.is_empty() {
        let controls = list(&others);
        parts.push(said!(language, "then {controls}", controls = controls));
    }
    if !d.keys_not_looked_at.is_empty() {
        let controls = list(&d.keys_not_looked_at.iter().collect::<Vec<_>>());
        parts.push(said!(
            language,
            "not looked at: {controls}",
            controls = controls
        ));
    }
    parts.join("; ")
}

pub(super) fn claimed_mark(c: &ControlAssessment) -> &'static str {
    match c.claim.kind {
        ClaimKind::Level => "○",
        ClaimKind::Unknown | ClaimKind::Open | ClaimKind::NotAsked => "?",
    }
}

pub(super) fn supported_mark(c: &ControlAssessment) -> &'static str {
    let o = &c.occurrences;
    match (o.deviations, is_tested(o)) {
        (0, true) => "✓",
        (0, false) => "○",
        _ => "✗",
    }
}
