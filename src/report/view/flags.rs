//! The parts of the view about red flags and about statements that disagree.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Scene;
use super::scene::claimed_mark;
use crate::assessment::{Contradiction, Figures, RedFlag};
use crate::input::rules::ContradictionRule;
use crate::plan::gaps::Gap;
use crate::report::language::{Language, counted, said};
use crate::report::words;
use crate::sorting::Sorting;

/// Answers and files named behind a red flag: enough to see which case it is (J).
const BEHIND: usize = 5;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RedFlagView {
    number: usize,
    /// What it is about: the control, or domains and their controls; empty where no control raises it.
    title: String,
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
    /// The numbers of the gaps of those controls, the heaviest first.
    gaps: String,
    /// The number of the gap, where one control raises the flag and has one.
    own_gap: Option<usize>,
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
    /// Red flags, the heaviest first.
    pub(super) fn red_flags(&self, gaps: &[Gap]) -> Vec<RedFlagView> {
        let catalogue = self.engagement.catalogue;
        let mut raised: Vec<_> = self
            .assessment
            .red_flags
            .iter()
            .filter_map(|f| Some((f, catalogue.red_flags.iter().find(|r| r.id == f.rule)?)))
            .collect();
        // A stable sort: of one severity, the order of the catalogue.
        raised.in_order_of(|(_, rule)| std::cmp::Reverse(rule.severity));
        // The flag under which an answer was quoted.
        let mut quoted: BTreeMap<&str, usize> = BTreeMap::new();
        let number_of = |control: &String| {
            let place = gaps.iter().position(|gap| gap.control == *control);
            place.map(|place| place + 1)
        };
        let views = (1..).zip(raised).map(|(number, (flag, rule))| RedFlagView {
            number,
            title: self.about(flag),
            severity: self.language.word(rule.severity.as_str()),
            found: rule.found.clone(),
            because: self.behind(flag, number, &mut quoted),
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
            controls: self.at_first(flag.controls.clone(), ", "),
            gaps: {
                let mut numbers: Vec<usize> = flag.controls.iter().filter_map(number_of).collect();
                numbers.sort_unstable();
                self.at_first(numbers.iter().map(usize::to_string).collect(), ", ")
            },
            own_gap: match flag.controls.as_slice() {
                [one] => number_of(one),
                _ => None,
            },
        });
        views.collect()
    }

    /// The control that raises a flag; of several their domains, and the controls.
    fn about(&self, flag: &RedFlag) -> String {
        if let [one] = flag.controls.as_slice() {
            return self.named(one);
        }
        let mut domains: Vec<String> = Vec::new();
        for control in &self.assessment.controls {
            let name = self.domain_name(&control.domain);
            if flag.controls.contains(&control.id) && !domains.contains(&name) {
                domains.push(name);
            }
        }
        domains.join(", ")
    }

    /// What raises a flag: what files show, and what was answered, each answer quoted once.
    fn behind<'s>(
        &'s self,
        flag: &RedFlag,
        number: usize,
        quoted: &mut BTreeMap<&'s str, usize>,
    ) -> Vec<String> {
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
        let mut more = lines.len().saturating_sub(BEHIND);
        lines.truncate(BEHIND);
        let mut asked: Vec<&str> = Vec::new();
        for (control, question) in raising
            .iter()
            .flat_map(|c| c.claim.questions.iter().map(move |q| (c, q)))
        {
            if asked.contains(&question.as_str()) {
                continue;
            }
            asked.push(question);
            if lines.len() >= BEHIND {
                more += 1;
                continue;
            }
            let mark = claimed_mark(control);
            let asked = self.question_text(question);
            let before = *quoted.entry(question).or_insert(number);
            lines.push(if before == number {
                said!(
                    self.language,
                    "{mark} {question} \"{answer}\"",
                    mark = mark,
                    question = asked,
                    answer = self.answer_in_short(question)
                )
            } else {
                said!(
                    self.language,
                    "{mark} {question} Answer: as under {number}.",
                    mark = mark,
                    question = asked,
                    number = before
                )
            });
        }
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
