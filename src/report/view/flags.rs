//! The parts of the view about red flags and about statements that disagree.

use serde::Serialize;

use super::Scene;
use super::scene::claimed_mark;
use crate::assessment::{Contradiction, Figures, RedFlag};
use crate::input::rules::ContradictionRule;
use crate::report::language::{Language, counted, said};
use crate::report::words;
use crate::sorting::Sorting;

/// Red flags told in full; the rest stand in a table (J): what a person reads before acting.
const FLAGS_IN_FULL: usize = 6;
/// Answers and files named behind a red flag: enough to see which case it is (J).
const BEHIND: usize = 5;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RedFlagView {
    severity: String,
    found: String,
    because: Vec<String>,
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
    mark: &'static str,
    controls: String,
    finding: String,
    files: String,
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
        raised.in_order_of(|(_, rule)| std::cmp::Reverse(rule.severity));
        let mut views = raised.into_iter().map(|(flag, rule)| RedFlagView {
            severity: self.language.word(rule.severity.as_str()),
            found: rule.found.clone(),
            because: self.behind(flag),
            why: rule.why.clone(),
            fix_now: rule.fix_now.clone(),
            first_step: words::first_sentence(&rule.fix_now).to_owned(),
            fix_properly: rule.fix_properly.clone(),
            keep: rule.keep.clone(),
            lead: counted!(
                self.language,
                rule.lead_weeks,
                "{count} week",
                "{count} weeks"
            ),
            controls: flag.controls.join(", "),
        });
        let first = views.by_ref().take(FLAGS_IN_FULL).collect();
        (first, views.collect())
    }

    /// What raises a flag: what files show, and what was answered.
    fn behind(&self, flag: &RedFlag) -> Vec<String> {
        let controls = self.assessment.controls.iter();
        let raising: Vec<_> = controls.filter(|c| flag.controls.contains(&c.id)).collect();
        let mut lines: Vec<String> = raising
            .iter()
            .filter(|c| c.occurrences.shown.deviations > 0)
            .map(|c| {
                counted!(
                    self.language,
                    c.occurrences.shown.deviations,
                    "✗ {control}: {count} deviation shown by what is on file",
                    "✗ {control}: {count} deviations shown by what is on file",
                    control = self.named(&c.id)
                )
            })
            .collect();
        for (control, question) in raising
            .iter()
            .flat_map(|c| c.claim.questions.iter().map(move |q| (c, q)))
        {
            let mark = claimed_mark(control);
            let (asked, answer) = (self.question_text(question), self.answer_text(question));
            let line = said!(
                self.language,
                "{mark} {question} \"{answer}\"",
                mark = mark,
                question = asked,
                answer = answer
            );
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        let more = lines.len().saturating_sub(BEHIND);
        lines.truncate(BEHIND);
        if more > 0 {
            lines.push(said!(self.language, "and {more} more", more = more));
        }
        lines
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
        let answers = || {
            let answers = c.questions.iter().map(|q| self.answer_text(q));
            self.at_first(answers.collect(), " · ")
        };
        match (rule, &c.figures) {
            (Some(rule), Some(figures)) => ContradictionView {
                mark: if figures.deviations > 0 { "✗" } else { "?" },
                controls: self.at_first(named, "; "),
                finding: told(self.language, &rule.found, figures),
                files: self.places(c, rule),
                answer: answers(),
                ask: rule.ask.clone(),
            },
            (Some(rule), None) => ContradictionView {
                mark: "?",
                controls: named.join("; "),
                finding: rule.found.clone(),
                files: String::new(),
                answer: String::new(),
                ask: rule.ask.clone(),
            },
            (None, _) => {
                let files: Vec<String> = c.evidence.iter().map(|e| self.file_name(e)).collect();
                let language = self.language;
                let files = files.join(", ");
                ContradictionView {
                    mark: "✗",
                    controls: named.join("; "),
                    finding: if c.deviations == 0 {
                        said!(
                            language,
                            "{files} speaks for what you say was missed, late or never done",
                            files = files
                        )
                    } else if files.is_empty() {
                        counted!(
                            language,
                            c.deviations,
                            "{count} deviation",
                            "{count} deviations"
                        )
                    } else {
                        counted!(
                            language,
                            c.deviations,
                            "{count} deviation in {files}",
                            "{count} deviations in {files}",
                            files = files
                        )
                    },
                    files: String::new(),
                    answer: answers(),
                    ask: String::new(),
                }
            }
        }
    }

    /// The files behind a contradiction, with the rows that decided.
    fn places(&self, c: &Contradiction, rule: &ContradictionRule) -> String {
        let procedures = rule.shown.iter().flat_map(|s| &s.procedures);
        let procedures: Vec<&String> = procedures.collect();
        let open = rule.shown.iter().any(|s| s.open_at_least.is_some());
        let counted = c.deviations > 0 || open;
        let files = c.evidence.iter().map(|id| {
            let entries = self.engagement.evidence.iter();
            let papers = entries.filter(|e| e.id == *id).flat_map(|e| &e.workpapers);
            let papers = papers
                .filter(|w| counted && c.controls.contains(&w.control))
                .filter(|w| procedures.is_empty() || procedures.contains(&&w.procedure));
            let mut rows: Vec<u32> = papers
                .flat_map(|w| {
                    let off = w.deviations.iter().filter(|_| !open).map(|d| d.row);
                    off.chain(w.undecided.iter().filter(|_| open).map(|u| u.row))
                })
                .filter(|row| *row > 0)
                .collect();
            rows.sort_unstable();
            rows.dedup();
            let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
            let name = self.file_name(id);
            match rows.as_slice() {
                [] => name,
                all => counted!(
                    self.language,
                    super::number(all.len()),
                    "{file} row {rows}",
                    "{file} rows {rows}",
                    file = name,
                    rows = self.at_first(rows.clone(), ", ")
                ),
            }
        });
        self.at_first(files.collect(), "; ")
    }

    /// The first few, and how many more there are.
    fn at_first(&self, mut all: Vec<String>, between: &str) -> String {
        let more = all.len().saturating_sub(BEHIND);
        all.truncate(BEHIND);
        self.and_more(all.join(between), more)
    }
}

/// A sentence with its figures in place of their names.
fn told(language: Language<'_>, sentence: &str, figures: &Figures) -> String {
    let days = u32::try_from(figures.days).unwrap_or(0);
    [
        ("{controls}", figures.controls.to_string()),
        ("{deviations}", figures.deviations.to_string()),
        ("{tested}", figures.tested.to_string()),
        ("{open}", figures.open.to_string()),
        ("{found}", figures.found.to_string()),
        ("{due}", figures.due.to_string()),
        ("{missing}", figures.missing.to_string()),
        ("{counted}", figures.counted.to_string()),
        (
            "{latest}",
            figures
                .latest
                .map(|day| language.day(day))
                .unwrap_or_default(),
        ),
        (
            "{days}",
            counted!(language, days, "{count} day", "{count} days"),
        ),
    ]
    .iter()
    .fold(sentence.to_owned(), |text, (name, figure)| {
        text.replace(name, figure)
    })
}
