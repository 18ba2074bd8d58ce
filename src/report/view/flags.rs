//! The parts of the view about red flags and about statements that disagree.

use serde::Serialize;

use super::Scene;
use crate::assessment::Contradiction;
use crate::report::words;

/// Red flags told in full; the rest stand in a table (J): what a person reads before acting.
const FLAGS_IN_FULL: usize = 6;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RedFlagView {
    severity: &'static str,
    found: String,
    why: String,
    fix_now: String,
    first_step: String,
    fix_properly: String,
    keep: Vec<String>,
    lead: String,
    controls: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContradictionView {
    controls: String,
    finding: String,
    answer: String,
    ask: String,
}

impl Scene<'_> {
    /// Red flags, the heaviest first: those told in full, and the rest.
    pub(super) fn red_flags(&self) -> (Vec<RedFlagView>, Vec<RedFlagView>) {
        let catalogue = self.engagement.catalogue;
        let mut raised: Vec<_> = self
            .assessment
            .red_flags
            .iter()
            .filter_map(|f| Some((f, catalogue.red_flags.iter().find(|r| r.id == f.rule)?)))
            .collect();
        // A stable sort: of one severity, the order of the catalogue.
        raised.sort_by_key(|(_, rule)| std::cmp::Reverse(rule.severity));
        let mut views = raised.into_iter().map(|(flag, rule)| RedFlagView {
            severity: rule.severity.as_str(),
            found: rule.found.clone(),
            why: rule.why.clone(),
            fix_now: rule.fix_now.clone(),
            first_step: words::first_sentence(&rule.fix_now).to_owned(),
            fix_properly: rule.fix_properly.clone(),
            keep: rule.keep.clone(),
            lead: words::plural(rule.lead_weeks, "week", "weeks"),
            controls: flag.controls.join(", "),
        });
        let first = views.by_ref().take(FLAGS_IN_FULL).collect();
        (first, views.collect())
    }

    pub(super) fn contradictions(&self) -> Vec<ContradictionView> {
        let found = self.assessment.contradictions.iter();
        found.map(|c| self.contradiction(c)).collect()
    }

    fn contradiction(&self, c: &Contradiction) -> ContradictionView {
        let rules = &self.engagement.catalogue.contradictions;
        let rule = c
            .rule
            .as_ref()
            .and_then(|id| rules.iter().find(|r| r.id == *id));
        let named: Vec<String> = c.controls.iter().map(|id| self.named(id)).collect();
        match rule {
            Some(rule) => ContradictionView {
                controls: named.join("; "),
                finding: rule.found.clone(),
                answer: String::new(),
                ask: rule.ask.clone(),
            },
            None => {
                let files: Vec<String> = c.evidence.iter().map(|e| self.file_name(e)).collect();
                let answers: Vec<String> =
                    c.questions.iter().map(|q| self.answer_text(q)).collect();
                let deviations = words::plural(c.deviations, "deviation", "deviations");
                ContradictionView {
                    controls: named.join("; "),
                    finding: if files.is_empty() {
                        deviations
                    } else {
                        format!("{deviations} in {}", files.join(", "))
                    },
                    answer: answers.join(" · "),
                    ask: String::new(),
                }
            }
        }
    }
}
