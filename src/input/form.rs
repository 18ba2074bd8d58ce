//! What a page asks: the questions that the scoping facts leave, with the periods and days to ask about.

use serde::Serialize;

use super::control::{Cadence, Kind};
use super::engagement::Engagement;
use super::framework::Category;
use super::migration::Migration;
use super::periods::{Period, periods};
use super::policy::PolicyValue;
use super::questionnaire::{Question, QuestionKind};
use super::scoping::{Fact, contradicted};
use crate::date::Date;

/// A questionnaire as it is put to one company.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Form<'e> {
    /// Name of the framework.
    pub framework: &'e str,
    /// Categories that an examination may cover.
    pub categories: &'e [Category],
    /// Scoping facts to ask, in order.
    pub facts: Vec<&'e Fact>,
    /// The company's own values to ask for.
    pub policy_values: &'e [PolicyValue],
    /// Periodic controls that the questions speak for, with how often they are usually due.
    pub cadences: Vec<UsualCadence<'e>>,
    /// Questions to ask, in order.
    pub questions: Vec<Asked<'e>>,
    /// Ids of questions that categories and scoping facts leave out.
    pub hidden: Vec<&'e str>,
    /// What became of answers to an earlier questionnaire.
    pub migration: &'e Migration,
}

/// How often a periodic control is usually due.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UsualCadence<'e> {
    /// The control.
    pub control: &'e str,
    /// Its name.
    pub name: &'e str,
    /// How often.
    pub cadence: Cadence,
}

/// One question with what its data part asks about.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked<'e> {
    /// The question.
    #[serde(flatten)]
    pub question: &'e Question,
    /// The domain of its first control: its section.
    pub domain: &'e str,
    /// Name of that domain.
    pub section: &'e str,
    /// For a grid: the periods of the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periods: Option<Vec<PeriodAsked>>,
    /// For a population: the days to count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<Span>,
}

/// A period to ask about.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PeriodAsked {
    /// The period.
    #[serde(flatten)]
    pub period: Period,
    /// Whether it is over on the day of the assessment.
    pub over: bool,
    /// Whether it has begun.
    pub begun: bool,
}

/// From one day to another, both counted.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// First day.
    pub since: Date,
    /// Last day.
    pub until: Date,
}

/// The form of an engagement.
#[must_use]
pub fn form<'e>(engagement: &'e Engagement<'_>) -> Form<'e> {
    let catalogue = engagement.catalogue;
    let stated = &engagement.profile.facts;
    let asked = || engagement.answers.iter().map(|a| a.question);
    let mut cadences: Vec<UsualCadence<'e>> = Vec::new();
    for id in asked().flat_map(|q| &q.controls) {
        let Some(control) = catalogue.control(id) else {
            continue;
        };
        let (Kind::Periodic, Some(cadence)) = (control.kind, control.cadence) else {
            continue;
        };
        if engagement.in_scope(control) && !cadences.iter().any(|c| c.control == control.id) {
            cadences.push(UsualCadence {
                control: &control.id,
                name: &control.name,
                cadence,
            });
        }
    }
    let facts = catalogue.scoping.iter();
    Form {
        framework: &catalogue.framework.name,
        categories: &catalogue.framework.categories,
        facts: facts
            .filter(|f| contradicted(&f.when, stated).is_none())
            .collect(),
        policy_values: &catalogue.policy_values,
        cadences,
        questions: asked().map(|q| one(engagement, q)).collect(),
        hidden: engagement.hidden.iter().map(|q| q.id.as_str()).collect(),
        migration: &engagement.migration,
    }
}

fn one<'e>(engagement: &'e Engagement<'_>, question: &'e Question) -> Asked<'e> {
    let catalogue = engagement.catalogue;
    let first = question.controls.first().map_or("", String::as_str);
    let mut controls = catalogue.controls.iter();
    let domain = controls
        .find(|(_, c)| c.id == first)
        .map_or("", |(domain, _)| domain.as_str());
    let mut domains = catalogue.domains.iter();
    let section = domains
        .find(|d| d.id == domain)
        .map_or("", |d| d.name.as_str());
    let deciding = catalogue.control(question.deciding());
    let counted = (question.kind == QuestionKind::Population).then(|| {
        let (since, until) = engagement.counted_span();
        Span { since, until }
    });
    Asked {
        question,
        domain,
        section,
        periods: deciding
            .filter(|_| question.kind == QuestionKind::Grid)
            .map(|control| {
                let cadence = engagement.cadence(control).0;
                let all = periods(cadence, engagement.window()).into_iter();
                all.map(|period| PeriodAsked {
                    over: period.end < engagement.as_of,
                    begun: period.start <= engagement.as_of,
                    period,
                })
                .collect()
            }),
        counted,
    }
}
