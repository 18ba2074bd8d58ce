//! What is not known, as the report lists it.

use serde::Serialize;

use super::scene::Scene;
use crate::input::engagement::Response;
use crate::plan::unknowns::{Span, UnknownAnswer};

/// A question that would narrow the figures.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnknownView {
    question: String,
    ask: String,
    claimed: String,
    supported: String,
    /// "5.1 to 6.0"; empty where it moves nothing that can be seen.
    expected: String,
    qualified_or_adverse: String,
}

impl Scene<'_> {
    pub(super) fn unknowns(&self, unknowns: &[UnknownAnswer]) -> Vec<UnknownView> {
        unknowns.iter().map(|u| self.unknown(u)).collect()
    }

    fn unknown(&self, unknown: &UnknownAnswer) -> UnknownView {
        UnknownView {
            question: self.question_text(&unknown.question),
            ask: match self.answered(&unknown.question).map(|a| &a.response) {
                Some(Response::Unknown(Some(ask))) => ask.clone(),
                _ => String::new(),
            },
            claimed: self.language.points(unknown.claimed, unknown.claimed),
            supported: self.language.points(unknown.supported, unknown.supported),
            expected: self.between(unknown.expected, |n| self.language.expected(n)),
            qualified_or_adverse: self
                .between(unknown.qualified_or_adverse, |p| self.language.opinion(p)),
        }
    }

    fn between(&self, span: Span, said: impl Fn(f64) -> String) -> String {
        let (best, worst) = (said(span.best), said(span.worst));
        if best == worst {
            String::new()
        } else {
            self.language.range(&best, &worst)
        }
    }
}
