//! A gap with everything that exports say of it.

use super::input::{AssessedTold, ControlTold, ExportInput, GapTold};
use super::text::{LEGEND, clean, day, title};
use crate::input::control::Severity;
use crate::plan::gaps::GapKind;
use crate::plan::register::RegisterLine;

/// A gap, its line of the register, and its control.
pub(super) struct GapRow<'a> {
    pub(super) gap: &'a GapTold,
    pub(super) line: &'a RegisterLine,
    pub(super) control: &'a ControlTold,
    pub(super) assessed: &'a AssessedTold,
}

/// The gaps, the one to close first at the front.
pub(super) fn gaps(input: &ExportInput) -> Vec<GapRow<'_>> {
    let gaps = input.gaps.iter();
    gaps.filter_map(|gap| {
        let control = input.control(&gap.control)?;
        Some(GapRow {
            gap,
            line: &gap.line,
            control,
            assessed: control.assessed.as_ref()?,
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
        let (gap, control) = (self.gap, self.control);
        let paragraph = |text: &str| vec![clean(text)];
        let each = |all: &[String]| all.iter().map(|one| clean(one)).collect();
        let mut told = vec![
            ("What is known", each(&gap.facts)),
            (
                "What counts as one deviation",
                paragraph(&control.deviation),
            ),
            ("Why it matters", paragraph(&control.why)),
            ("Whether it can still be put right", paragraph(&gap.repair)),
            ("Now", paragraph(&gap.fix_now)),
            ("For good", paragraph(&self.for_good())),
            ("Evidence to keep", each(&control.keep)),
        ];
        let mut standing = vec![
            format!("Severity: {}", control.severity.as_str()),
            format!("◇ Chance that {an_examiner} notes it: {}", gap.noted_told),
            format!("Criteria: {}", clean(&control.criteria.join(", "))),
            format!("Status: {}", gap.status),
        ];
        if let Some(owner) = &self.line.owner {
            standing.push(format!("Owner: {}", clean(owner)));
        }
        if self.line.due.is_some() {
            let late = if self.line.overdue { " (overdue)" } else { "" };
            standing.push(format!("Due: {}{late}", day(self.line.due)));
        }
        if !gap.accepted.is_empty() {
            standing.push(clean(&gap.accepted));
        }
        standing.extend(gap.since.as_ref().map(|since| since.told.clone()));
        if !gap.note.is_empty() {
            standing.push(clean(&gap.note));
        }
        if let Some(response) = &self.line.response {
            standing.push(format!("○ Management answers: {}", clean(response)));
        }
        told.push(("Where it stands", standing));
        told
    }

    /// The lasting fix, and what it takes.
    pub(super) fn for_good(&self) -> String {
        format!(
            "{} About {}, working after {}.",
            self.control.fix_properly, self.gap.effort, self.gap.lead
        )
    }

    /// The same as plain text.
    pub(super) fn plain(&self, input: &ExportInput) -> String {
        let mut text = String::new();
        for (heading, paragraphs) in self.told(&input.framework.an_examiner) {
            text.push_str(heading);
            text.push_str(":\n");
            for paragraph in paragraphs {
                text.push_str(&paragraph);
                text.push('\n');
            }
            text.push('\n');
        }
        text.push_str(&foot(input));
        text
    }
}

/// What stands below every gap that leaves the report.
pub(super) fn foot(input: &ExportInput) -> String {
    format!(
        "{LEGEND}\nA self-assessment as of {}, not an attestation. Chances are judgement (a model), not results of an examination.",
        input.as_of
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
