//! The exception-risk model: from a control's level and evidence to the opinion.
#![doc = include_str!("method.md")]

pub mod cases;
mod control;
mod domain;
pub mod examination;
pub mod forecast;
mod mixture;
mod opinion;
mod prior;
pub(crate) mod remembered;
mod sample;
pub mod sensitivity;
mod subsets;

pub use control::{ControlFacts, ExceptionRisk, exception_risk, exception_risks};
pub use domain::{ControlRisk, Correlation};
pub use examination::{Assumptions, Examination};
pub use forecast::forecast;
pub use mixture::{LEVELS, LevelWeights, Levels, posterior_weights, prior_weights};
pub use opinion::{DomainOpinion, OpinionForecast, at_least_one_noted, opinion};
pub use prior::{Hazard, Judgement, level_priors, reference_probability};
pub use sample::{Decided, MAX_SAMPLE, SampleForecast, Undecided, ineffective_from, predictive};
pub use subsets::{Change, qualified_or_adverse};
