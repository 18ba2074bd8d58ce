//! Which answers speak of which control, found once.

use std::collections::BTreeMap;

use crate::input::Engagement;
use crate::input::control::{Control, Kind};
use crate::input::engagement::{Answered, Data, Given, Response};
use crate::input::questionnaire::QuestionKind;

/// Answers by control.
pub(super) struct Asked<'e, 'c> {
    speaking: BTreeMap<&'c str, Vec<&'e Answered<'c>>>,
}

impl<'e, 'c> Asked<'e, 'c> {
    pub(super) fn new(engagement: &'e Engagement<'c>) -> Self {
        let mut speaking: BTreeMap<&str, Vec<&Answered<'c>>> = BTreeMap::new();
        for answered in &engagement.answers {
            for control in &answered.question.controls {
                speaking.entry(control).or_default().push(answered);
            }
        }
        Self { speaking }
    }

    /// The questions that speak for the control, in the order asked.
    pub(super) fn about(&self, control: &str) -> &[&'e Answered<'c>] {
        self.speaking.get(control).map_or(&[], Vec::as_slice)
    }

    /// The answers whose data part is about the control's occurrences.
    pub(super) fn deciding(
        &self,
        control: &Control,
    ) -> impl Iterator<Item = (&'e Answered<'c>, &'e Given<'c>)> {
        let id = control.id.clone();
        self.about(&control.id)
            .iter()
            .filter_map(move |answered| match &answered.response {
                Response::Given(given) if answered.question.deciding() == id => {
                    Some((*answered, given))
                }
                _ => None,
            })
    }

    /// Whether a question that counts the control's occurrences is not answered.
    pub(super) fn size_is_open(&self, control: &Control) -> bool {
        let counts = |kind| matches!(kind, QuestionKind::Population | QuestionKind::Systems);
        let mut about = self.about(&control.id).iter();
        control.kind != Kind::Periodic
            && about.any(|a| {
                let open = matches!(
                    a.response,
                    Response::Open | Response::Review | Response::Unknown(_)
                );
                open && counts(a.question.kind) && a.question.deciding() == control.id
            })
    }

    /// The data parts about the control's occurrences.
    pub(super) fn data(&self, control: &Control) -> impl Iterator<Item = &'e Data> {
        self.deciding(control).map(|(_, given)| &given.data)
    }
}
