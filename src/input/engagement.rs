//! The checked middle: every id resolved, every date in order, every default chosen and marked.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::answers::{
    Answer, AssessmentFile, Counted, Last, PeriodAnswer, Profile, SystemAnswer, Window,
};
use super::calendar;
use super::catalogue::Catalogue;
use super::check::window_is_usable;
use super::content::{Content, Published};
use super::control::{CORE, Cadence, Control};
use super::manifest::Entry;
use super::migration::{Migration, migrated};
use super::policy::PopulationUnit;
use super::questionnaire::{Choice, Question, Questionnaire};
use super::register::Register;
use super::sampling::{InForce, in_force};
use super::scoping::{Condition, contradicted};
use crate::date::Date;
use crate::evidence::workpaper::Basis;
use crate::sorting::Gathering;

/// Staff assumed when the headcount was not given (J): the middle of the companies that the default populations were made for.
const ASSUMED_HEADCOUNT: u32 = 25;

/// Days of the window that must have gone by before what happened in it stands for the rest (J): a month.
pub const ENOUGH_DAYS: i64 = 30;

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
    /// The sampling policy that the forecast assumes: the one that is named, or the auditor's own over it.
    pub sampling_policy: InForce<'c>,
    /// The answer to each question that categories and scoping facts leave, in the order asked.
    pub answers: Vec<Answered<'c>>,
    /// The other questions: they and their answers count nowhere.
    pub hidden: Vec<&'c Question>,
    /// What became of answers to earlier wordings.
    pub migration: Migration,
    /// The evidence manifest.
    pub evidence: Vec<Entry>,
    /// The exception register.
    pub register: Register,
    /// The document that all this was read from.
    pub source: Arc<AssessmentFile>,
}

/// A question with its answer.
#[derive(Clone, Debug)]
pub struct Answered<'c> {
    /// The question.
    pub question: &'c Question,
    /// What was answered.
    pub response: Response<'c>,
    /// The reader's own note.
    pub note: Option<String>,
}

/// What was answered to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response<'c> {
    /// Nothing yet, or "I'll come back to it".
    Open,
    /// Answered to an earlier wording: to be looked at again, and counted as open.
    Review,
    /// "I don't know", and who would.
    Unknown(Option<String>),
    /// "Does not apply", and why.
    NotApplicable(String),
    /// What is so.
    Given(Given<'c>),
}

/// What is so: a rung, and the data part of the question's kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given<'c> {
    /// The rung; absent if only the data part was answered.
    pub choice: Option<&'c Choice>,
    /// The data part.
    pub data: Data,
}

/// The data part of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// None was given.
    None,
    /// What happened in each period.
    Periods(Vec<PeriodAnswer>),
    /// How many, and how many of them went as they should.
    Population(Counted),
    /// The day on which somebody looked at the setting.
    AsOf(Date),
    /// When it was last done.
    Last(Last),
    /// How each system is.
    Systems(Vec<SystemAnswer>),
}

/// A number with where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sourced {
    /// The number.
    pub value: u32,
    /// Whether the company gave it.
    pub basis: Basis,
}

/// Why a control is in no count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfScope<'c> {
    /// No category of the examination brings it in.
    Category,
    /// It does not exist for a company with this scoping fact.
    Fact(&'c Condition),
}

impl<'c> Engagement<'c> {
    /// Resolves a document that [`check`](super::check) found no problem in.
    ///
    /// `None` if something does not resolve after all.
    pub(super) fn resolve(
        mut file: AssessmentFile,
        content: &'c Content,
        published: &'c Published,
    ) -> Option<Self> {
        let source = Arc::new(file.clone());
        let catalogue = &content.catalogue;
        let questionnaire = &published.questionnaire;
        let migration = migrated(&mut file, questionnaire);
        let given: BTreeMap<&str, &Answer> = file
            .answers
            .iter()
            .map(|a| (a.question.as_str(), a))
            .keyed();
        let facts = &file.profile.facts;
        let (asked, hidden): (Vec<&Question>, Vec<&Question>) =
            questionnaire.questions.iter().partition(|q| {
                // Of a category that is not examined, or of what the company does not have: nothing to ask.
                let mut controls = q.controls.iter().filter_map(|id| catalogue.control(id));
                contradicted(&q.when, facts).is_none()
                    && controls.any(|c| out_of_scope(&file.profile, c).is_none())
            });
        let answers = asked
            .into_iter()
            .map(|question| Answered {
                question,
                response: response(question, given.get(question.id.as_str()).copied()),
                note: given.get(question.id.as_str()).and_then(|a| a.note.clone()),
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
            sampling_policy: in_force(&file.profile, catalogue)?,
            answers,
            hidden,
            migration,
            profile: file.profile,
            evidence: file.evidence,
            register: Register::of(&file.register, catalogue),
            source,
        })
    }

    /// The observation window.
    #[must_use]
    pub fn window(&self) -> Window {
        self.profile.window
    }

    /// The same company and answers under another window. Nothing is asked anew: what is tied to days or
    /// calendar periods keeps its meaning, and counts if the window holds it.
    ///
    /// Equal to resolving the saved assessment with that window in its profile; `None` where the
    /// assessment would be refused.
    #[must_use]
    pub fn with_window(&self, window: Window) -> Option<Self> {
        // What is resolved and kept does not depend on the window; what does is worked out from it.
        window_is_usable(window).then(|| {
            let mut other = self.clone();
            other.profile.window = window;
            other
        })
    }

    /// The same company and answers in an examination of the other kind: 1 for one day, 2 for the window.
    /// `None` for any other kind.
    #[must_use]
    pub fn with_type(&self, report_type: u8) -> Option<Self> {
        matches!(report_type, 1 | 2).then(|| {
            let mut other = self.clone();
            other.profile.report_type = report_type;
            other
        })
    }

    /// Who sees to the control, where the profile says so.
    #[must_use]
    pub fn owner(&self, control: &str) -> Option<&str> {
        let mut owners = self.profile.owners.iter();
        let stated = owners.find(|o| o.control == control);
        stated.map(|o| o.owner.as_str())
    }

    /// Whether the control belongs to this examination of this company.
    #[must_use]
    pub fn in_scope(&self, control: &Control) -> bool {
        self.out_of_scope(control).is_none()
    }

    /// Why the control is in no count, if it is in none.
    #[must_use]
    pub fn out_of_scope<'d>(&self, control: &'d Control) -> Option<OutOfScope<'d>> {
        out_of_scope(&self.profile, control)
    }

    /// How often a periodic control is due by the company's own rules, or by the default, marked.
    #[must_use]
    pub fn cadence(&self, control: &Control) -> (Cadence, Basis) {
        calendar::cadence(&self.profile, control)
    }

    /// Days after a period of this cadence in which its performance still counts as on time.
    pub(crate) fn grace(&self, cadence: Cadence) -> Option<Sourced> {
        calendar::grace(&self.profile, self.catalogue, cadence)
    }

    /// The first and last day that a question about a population counts: the window so far, or the
    /// last twelve months while too little of it has gone by.
    #[must_use]
    pub fn counted_span(&self) -> (Date, Date) {
        let window = self.window();
        let until = self.as_of.min(window.end);
        if until.days_after(window.start) + 1 >= ENOUGH_DAYS {
            (window.start, until)
        } else {
            (self.as_of.plus_months(-12).plus_days(1), self.as_of)
        }
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
        let accrues = population.unit == PopulationUnit::PerYear;
        if id == SYSTEMS && !self.profile.systems.is_empty() {
            let count = u32::try_from(self.profile.systems.len()).unwrap_or(u32::MAX);
            return Some(Sourced {
                value: count,
                basis: Basis::Stated,
            });
        }
        if let Some(stated) = self.profile.populations.iter().find(|p| p.id == id) {
            let count = u64::from(stated.count);
            let value = if accrues {
                self.over_window(count)
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
            self.over_window(count)
        } else {
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        // The number of people is the headcount itself, so it is as well founded.
        let basis = if id == PEOPLE {
            head.basis
        } else {
            Basis::Assumed
        };
        Some(Sourced { value, basis })
    }

    /// So many a year, over the window: whole days of a 365-day year, rounded up, since a fraction
    /// of a leaver is one who may come.
    #[must_use]
    pub fn over_window(&self, per_year: u64) -> u32 {
        let n = (per_year * u64::from(self.window().days())).div_ceil(365);
        u32::try_from(n).unwrap_or(u32::MAX)
    }
}

/// The population that counts systems in scope, where a catalogue has one.
pub const SYSTEMS: &str = "systems";
/// The population that counts people, where a catalogue has one.
pub const PEOPLE: &str = "people";

/// Why a control is in no count for a company and its examination, if it is in none.
fn out_of_scope<'d>(profile: &Profile, control: &'d Control) -> Option<OutOfScope<'d>> {
    if control.scope != CORE && !profile.categories.contains(&control.scope) {
        return Some(OutOfScope::Category);
    }
    contradicted(&control.when, &profile.facts).map(OutOfScope::Fact)
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

fn response<'c>(question: &'c Question, answer: Option<&Answer>) -> Response<'c> {
    let Some(answer) = answer else {
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
    if answer.later || !answer.is_given() {
        return Response::Open;
    }
    Response::Given(Given {
        choice: answer.choice.as_ref().and_then(|id| question.choice(id)),
        data: data(answer),
    })
}

fn data(answer: &Answer) -> Data {
    if !answer.periods.is_empty() {
        Data::Periods(answer.periods.clone())
    } else if let Some(counted) = &answer.population {
        Data::Population(counted.clone())
    } else if let Some(last) = answer.last {
        Data::Last(last)
    } else if !answer.systems.is_empty() {
        Data::Systems(answer.systems.clone())
    } else {
        answer.as_of.map_or(Data::None, Data::AsOf)
    }
}
