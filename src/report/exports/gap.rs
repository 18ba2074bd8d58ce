//! A gap with everything that exports say of it.

use super::since::Since;
use super::text::{LEGEND, clean, day, title};
use crate::assessment::ControlAssessment;
use crate::input::control::{Control, Severity};
use crate::plan::gaps::{Gap, GapKind};
use crate::plan::register::RegisterLine;
use crate::report::Material;
use crate::report::view::gaps::GapView;
use crate::report::view::scene::Scene;

/// A gap, its line of the register, its control, and how the report tells it.
pub(super) struct GapRow<'a> {
    pub(super) gap: &'a Gap,
    pub(super) line: &'a RegisterLine,
    pub(super) control: &'a Control,
    pub(super) assessed: &'a ControlAssessment,
    pub(super) view: GapView,
    /// How far its closing is, in words; "risk accepted" where that holds.
    pub(super) status: &'static str,
    /// That its risk is accepted, as a sentence; empty where it is not.
    pub(super) accepted: String,
    /// Where its entry in the register comes from, as a sentence; empty where there is nothing to say.
    pub(super) note: String,
    /// What became of it since earlier assessments, where there are some.
    pub(super) since: Option<Since<'a>>,
}

/// The gaps, the one to close first at the front.
pub(super) fn gaps<'a>(material: &Material<'a>) -> Vec<GapRow<'a>> {
    let scene = Scene::of(material);
    let (views, _) = scene.register(material.plan);
    let lines = material.plan.register.iter().zip(views);
    let gaps = material.plan.gaps.iter().zip(lines).enumerate();
    gaps.filter_map(|(i, (gap, (line, told)))| {
        let mut assessed = material.assessment.controls.iter();
        Some(GapRow {
            gap,
            line,
            control: material.engagement.catalogue.control(&gap.control)?,
            assessed: assessed.find(|c| c.id == gap.control)?,
            view: scene.gap(i + 1, gap, &told)?,
            status: told.status,
            accepted: told.accepted,
            note: told.note,
            since: Since::of(material.trend, &gap.control),
        })
    })
    .collect()
}

impl GapRow<'_> {
    /// The id and the name of the control, in one line of at most 200 characters.
    pub(super) fn title(&self) -> String {
        title(&format!("{} {}", self.control.id, self.control.name), 200)
    }

    /// What closes it: `design`, `operating`, `evidence` or `unknown`.
    pub(super) fn kind(&self) -> &'static str {
        match self.gap.kind {
            GapKind::Deviation => "operating",
            GapKind::Design => "design",
            GapKind::Evidence => "evidence",
            GapKind::Unknown => "unknown",
        }
    }

    /// Whether its risk is accepted today.
    pub(super) fn is_accepted(&self) -> bool {
        self.line.accepted.as_ref().is_some_and(|a| a.holds)
    }

    /// The owner, where that is the address that tools know people by.
    pub(super) fn address(&self) -> String {
        let owner = self.line.owner.as_deref().unwrap_or_default().trim();
        let is_address = owner
            .split_once('@')
            .is_some_and(|(local, host)| !local.is_empty() && host.contains('.'));
        let odd = |c: char| c.is_whitespace() || c.is_control();
        if is_address && !owner.contains(odd) {
            clean(owner)
        } else {
            String::new()
        }
    }

    /// Everything that somebody who closes it has to know: headings, each with its paragraphs.
    pub(super) fn told(&self, an_examiner: &str) -> Vec<(&'static str, Vec<String>)> {
        let view = &self.view;
        let paragraph = |text: &str| vec![clean(text)];
        let mut told = vec![
            (
                "What is known",
                view.facts.iter().map(|f| clean(f)).collect(),
            ),
            ("What counts as one deviation", paragraph(&view.deviation)),
            ("Why it matters", paragraph(&view.why)),
            ("Whether it can still be put right", paragraph(&view.repair)),
            ("Now", paragraph(&view.fix_now)),
            (
                "For good",
                vec![clean(&format!(
                    "{} About {}, working after {}.",
                    view.fix_properly, view.effort, view.lead
                ))],
            ),
            (
                "Evidence to keep",
                view.keep.iter().map(|k| clean(k)).collect(),
            ),
        ];
        let mut standing = vec![
            format!("Severity: {}", view.severity),
            format!("◇ Chance that {an_examiner} notes it: {}", view.noted),
            format!("Criteria: {}", clean(&view.criteria)),
            format!("Status: {}", self.status),
        ];
        if let Some(owner) = &self.line.owner {
            standing.push(format!("Owner: {}", clean(owner)));
        }
        if self.line.due.is_some() {
            let late = if self.line.overdue { " (overdue)" } else { "" };
            standing.push(format!("Due: {}{late}", day(self.line.due)));
        }
        if !self.accepted.is_empty() {
            standing.push(clean(&self.accepted));
        }
        standing.extend(self.since.as_ref().map(Since::told));
        if !self.note.is_empty() {
            standing.push(clean(&self.note));
        }
        if let Some(response) = &self.line.response {
            standing.push(format!("○ Management answers: {}", clean(response)));
        }
        told.push(("Where it stands", standing));
        told
    }

    /// The same as plain text.
    pub(super) fn plain(&self, material: &Material<'_>) -> String {
        let mut text = String::new();
        for (heading, paragraphs) in
            self.told(&material.engagement.catalogue.framework.words.an_examiner)
        {
            text.push_str(heading);
            text.push_str(":\n");
            for paragraph in paragraphs {
                text.push_str(&paragraph);
                text.push('\n');
            }
            text.push('\n');
        }
        text.push_str(&foot(material));
        text
    }
}

/// What stands below every gap that leaves the report.
pub(super) fn foot(material: &Material<'_>) -> String {
    format!(
        "{LEGEND}\nA self-assessment as of {}, not an attestation. Chances are judgement (a model), not results of an examination.",
        material.engagement.as_of
    )
}

/// How trackers call the four severities, the heaviest first.
pub(super) fn priority(severity: Severity, names: [&'static str; 4]) -> &'static str {
    let [critical, high, medium, low] = names;
    match severity {
        Severity::Critical => critical,
        Severity::High => high,
        Severity::Medium => medium,
        Severity::Low => low,
    }
}
