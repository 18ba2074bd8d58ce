//! The checked middle: every id resolved, every date in order, every default chosen and marked.

use super::answers::{AssessmentFile, Profile, Window};
use super::builtin::Published;
use super::catalogue::Catalogue;
use super::control::{Control, Scope};
use super::manifest::Entry;
use super::policy::{PopulationUnit, SamplingPolicy};
use super::questionnaire::{Choice, Question, Questionnaire};
use crate::date::Date;
use crate::evidence::workpaper::Basis;

/// Staff assumed when the headcount was not given (J): the middle of the
/// companies that the default populations were made for.
const ASSUMED_HEADCOUNT: u32 = 25;

/// An assessment that can be worked out: the stages after it cannot fail.
///
/// Guarantees: every question, choice, control and population that is
/// named exists; the window starts before it ends; each question has at
/// most one answer; evidence ids are unique.
#[derive(Clone, Debug)]
pub struct Engagement<'c> {
    /// The control catalogue.
    pub catalogue: &'c Catalogue,
    /// What was asked.
    pub questionnaire: &'c Questionnaire,
    /// The digest of its exact text.
    pub questionnaire_sha256: &'c str,
    /// Whether the answers name another text of the questionnaire.
    pub other_text: bool,
    /// The day of the assessment.
    pub as_of: Date,
    /// The company and the examination.
    pub profile: Profile,
    /// The sampling policy that the forecast assumes.
    pub sampling_policy: &'c SamplingPolicy,
    /// The answer to each question, in the order asked.
    pub answers: Vec<Answered<'c>>,
    /// The evidence manifest.
    pub evidence: Vec<Entry>,
}

/// A question with its answer.
#[derive(Clone, Debug)]
pub struct Answered<'c> {
    /// The question.
    pub question: &'c Question,
    /// What was answered.
    pub response: Response<'c>,
}

/// What was answered to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response<'c> {
    /// Nothing yet.
    Open,
    /// Answered to an earlier wording: to be looked at again, and counted as open.
    Review,
    /// "I don't know", and who would.
    Unknown(Option<String>),
    /// "Does not apply", and why.
    NotApplicable(String),
    /// A choice.
    Choice(&'c Choice),
}

/// A number with where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sourced {
    /// The number.
    pub value: u32,
    /// Whether the company gave it.
    pub basis: Basis,
}

impl<'c> Engagement<'c> {
    /// Resolves a document that [`check`](super::check) found no problem in.
    ///
    /// `None` if something does not resolve after all.
    pub(super) fn resolve(
        file: AssessmentFile,
        catalogue: &'c Catalogue,
        published: &'c Published,
    ) -> Option<Self> {
        let questionnaire = &published.questionnaire;
        let answers = questionnaire
            .questions
            .iter()
            .map(|question| Answered {
                question,
                response: response(question, &file),
            })
            .collect();
        Some(Self {
            catalogue,
            questionnaire,
            questionnaire_sha256: &published.sha256,
            other_text: file
                .questionnaire
                .sha256
                .as_ref()
                .is_some_and(|digest| *digest != published.sha256),
            as_of: file.as_of,
            sampling_policy: catalogue.sampling_policy(&file.profile.sampling_policy)?,
            profile: file.profile,
            answers,
            evidence: file.evidence,
        })
    }

    /// The observation window.
    #[must_use]
    pub fn window(&self) -> Window {
        self.profile.window
    }

    /// Whether the categories of the examination bring the control in.
    #[must_use]
    pub fn in_scope(&self, control: &Control) -> bool {
        let category = control.scope.as_str();
        control.scope == Scope::Core || self.profile.categories.iter().any(|c| c == category)
    }

    /// The company's policy value, or the default, marked.
    #[must_use]
    pub fn policy_value(&self, id: &str) -> Option<Sourced> {
        policy_value(&self.profile, self.catalogue, id)
    }

    /// People employed, or the default, marked.
    #[must_use]
    pub fn headcount(&self) -> Sourced {
        match self.profile.headcount {
            Some(value) => Sourced {
                value,
                basis: Basis::Stated,
            },
            None => Sourced {
                value: ASSUMED_HEADCOUNT,
                basis: Basis::Assumed,
            },
        }
    }

    /// Size of a population over the window: as stated, else a default by headcount, marked.
    #[must_use]
    pub fn population(&self, id: &str) -> Option<Sourced> {
        let population = self.catalogue.population(id)?;
        let over_window = |per_year: u64| -> u32 {
            // Whole days of a 365-day year, rounded up: a fraction of a leaver is one who may come.
            let n = (per_year * u64::from(self.window().days())).div_ceil(365);
            u32::try_from(n).unwrap_or(u32::MAX)
        };
        let accrues = population.unit == PopulationUnit::PerYear;
        if id == "systems" && !self.profile.systems.is_empty() {
            let count = u32::try_from(self.profile.systems.len()).unwrap_or(u32::MAX);
            return Some(Sourced {
                value: count,
                basis: Basis::Stated,
            });
        }
        if let Some(stated) = self.profile.populations.iter().find(|p| p.id == id) {
            let count = u64::from(stated.count);
            let value = if accrues {
                over_window(count)
            } else {
                stated.count
            };
            return Some(Sourced {
                value,
                basis: Basis::Stated,
            });
        }
        let head = self.headcount();
        let by_head = libm::ceil(population.per_head * f64::from(head.value)).min(4e9);
        let count = (by_head.max(0.0) as u64).max(u64::from(population.at_least));
        let value = if accrues {
            over_window(count)
        } else {
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        // The number of people is the headcount itself, so it is as well founded.
        let basis = if id == "people" {
            head.basis
        } else {
            Basis::Assumed
        };
        Some(Sourced { value, basis })
    }
}

/// The policy value of a profile, or the catalogue's default, marked.
pub(super) fn policy_value(profile: &Profile, catalogue: &Catalogue, id: &str) -> Option<Sourced> {
    let default = catalogue.policy_value(id)?.default;
    Some(match profile.policies.iter().find(|p| p.id == id) {
        Some(stated) => Sourced {
            value: stated.value,
            basis: Basis::Stated,
        },
        None => Sourced {
            value: default,
            basis: Basis::Assumed,
        },
    })
}

fn response<'c>(question: &'c Question, file: &AssessmentFile) -> Response<'c> {
    let Some(answer) = file.answers.iter().find(|a| a.question == question.id) else {
        return Response::Open;
    };
    if answer.rev < question.rev {
        return Response::Review;
    }
    if let Some(unknown) = &answer.unknown {
        return Response::Unknown(unknown.ask.clone());
    }
    if let Some(not_applicable) = &answer.not_applicable {
        return Response::NotApplicable(not_applicable.reason.clone());
    }
    match question
        .choices
        .iter()
        .find(|c| Some(&c.id) == answer.choice.as_ref())
    {
        Some(choice) => Response::Choice(choice),
        None => Response::Open,
    }
}
