//! The anchors of the priors: what the whole core catalogue gives at known levels.
//!
//! Source: 54.9 % of SOC reports show an exception (CBIZ 2024, 106 of 193; 95 % interval 48 to 62 %),
//! mostly of companies at levels 3 and 4.

#![allow(
    clippy::unwrap_used,
    reason = "a test says what went wrong by stopping"
)]

use tickmark::input::control::{CORE, Kind, Severity};
use tickmark::input::{self, Engagement};
use tickmark::risk::{
    ControlFacts, ControlRisk, Correlation, Decided, Hazard, Judgement, Levels, OpinionForecast,
    exception_risk, opinion,
};

/// The company that the figures are read for: 150 people, a window of a year, default populations.
fn company() -> Engagement<'static> {
    let document = serde_json::json!({
        "format": "tickmark-assessment", "version": 1, "asOf": "2026-01-01",
        "questionnaire": { "id": "red-flags", "version": "1.0.0" },
        "profile": {
            "type": 2, "categories": ["security"], "headcount": 150,
            "window": { "start": "2026-01-01", "end": "2026-12-31" },
        },
    });
    input::engagement(
        input::assessment_file(document, input::content().unwrap()).unwrap(),
        input::content().unwrap(),
    )
    .unwrap()
}

/// The core controls at a level each, customary sampling, nothing decided.
fn core_at(level: impl Fn(usize) -> u8) -> OpinionForecast {
    let company = company();
    let catalogue = company.catalogue;
    let priors = &catalogue.priors;
    let policy = catalogue.sampling_policy("customary").unwrap();
    let mut core: Vec<_> = catalogue
        .controls
        .iter()
        .filter(|(_, c)| c.scope == CORE)
        .collect();
    core.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    let mut domains: Vec<(&str, Vec<ControlRisk>)> = Vec::new();
    for (i, (domain, control)) in core.iter().enumerate() {
        let area = priors.areas.iter().find(|a| a.id == control.area).unwrap();
        let sharing = u32::try_from(catalogue.core_controls_in_area(&area.id)).unwrap();
        let population = match control.kind {
            Kind::Periodic => match control.cadence.unwrap().as_str() {
                "annual" => 1,
                "semi-annual" => 2,
                "quarterly" => 4,
                "monthly" => 12,
                "weekly" => 52,
                _ => 365,
            },
            Kind::Configuration => 4 * company.population("systems").unwrap().value,
            Kind::Document | Kind::Occurrence => {
                company
                    .population(control.population.as_ref().unwrap())
                    .unwrap()
                    .value
            }
        };
        let level = Levels::only(level(i)).unwrap();
        let facts = ControlFacts {
            kind: control.kind,
            hazard: Hazard::share(area.exception, sharing).unwrap(),
            reference_sample: control.sample.customary,
            claimed: level,
            supported: level,
            population,
            sample: policy.sample(control.kind, control.cadence, population),
            decided: Decided::default(),
            said: 0,
            after_fix: 0,
            known_nonconformity: false,
        };
        let risk = exception_risk(&facts, &Judgement::from(priors), priors.trust_in_claims);
        let key = control.severity == Severity::Critical;
        let risk = ControlRisk::new(risk.p_noted, risk.p_ineffective, key).unwrap();
        match domains.iter_mut().find(|(d, _)| d == domain) {
            Some((_, list)) => list.push(risk),
            None => domains.push((domain, vec![risk])),
        }
    }
    let domains: Vec<_> = domains.into_iter().map(|(_, list)| list).collect();
    opinion(&domains, Correlation::new(priors.correlation).unwrap())
}

#[test]
fn levels_three_and_four_in_turn_give_the_published_rate() {
    for first in [3, 4] {
        let forecast = core_at(|i| if i % 2 == 0 { first } else { 7 - first });
        let any = 1.0 - forecast.clean;
        assert!((0.48..=0.62).contains(&any), "P(any exception) = {any}");
        let modified = forecast.qualified_or_adverse();
        assert!(
            (0.03..=0.15).contains(&modified),
            "P(qualified or adverse) = {modified}"
        );
    }
}

#[test]
fn a_catalogue_that_is_only_designed_gives_a_dozen_exceptions() {
    let forecast = core_at(|_| 2);
    assert!(
        forecast.expected_noted > 12.0,
        "{}",
        forecast.expected_noted
    );
}

#[test]
fn a_catalogue_that_is_enforced_is_mostly_clean() {
    let forecast = core_at(|_| 5);
    assert!(1.0 - forecast.clean < 0.2, "{}", 1.0 - forecast.clean);
}
