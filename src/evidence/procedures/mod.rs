//! Test procedures: records to workpapers, one file each.

mod alert_acknowledgement;
pub(super) mod audit;
mod bursts;
mod changes;
mod cited;
mod completeness;
mod device_compliance;
pub(super) mod due;
mod encryption_checks;
pub(super) mod humans;
mod incident_exercise;
mod incident_handling;
mod incident_review;
mod key_age;
mod leavers;
mod lists;
mod log_review;
mod mfa;
mod mfa_enforced;
mod mfa_registered;
mod mfa_sign_ins;
mod orphan_accounts;
mod password_use;
mod phishing;
mod policy_review;
mod reconciliation;
mod restore_test;
mod review_coverage;
mod review_follow_through;
mod review_population;
mod review_quality;
pub(super) mod reviews;
mod risk_register;
mod root_use;
mod service_account_owners;
mod signals;
mod training;
#[cfg(test)]
mod tried;
mod vendor_review;
mod vulnerability_sla;

use super::credential_records::Holder;
use super::decode::values::When;
use super::draft::Draft;
use super::draw::{Item, Population};
use super::terms::Terms;
use super::workpaper::{Cell, Undecided, Workpaper};
use crate::date::Date;

/// What every procedure works on.
pub(super) struct Ground<'a> {
    /// The accounts of the file.
    pub(super) holders: &'a [Holder],
    /// System id.
    pub(super) system: &'a str,
    /// The day that the file shows.
    pub(super) as_of: Option<Date>,
    /// Limits that hold for the whole file.
    pub(super) limits: &'a [String],
    /// Whether the file tells when keys were last used.
    pub(super) tells_key_use: bool,
    /// Window and the company's own values.
    pub(super) terms: &'a Terms,
}

impl Ground<'_> {
    /// A workpaper in which nothing has been done yet.
    fn workpaper(&self, procedure: &str, objective: String) -> Workpaper {
        Workpaper {
            procedure: procedure.to_owned(),
            control: String::new(),
            observation: false,
            objective,
            criteria: String::new(),
            sources: Vec::new(),
            periods: Vec::new(),
            system: self.system.to_owned(),
            as_of: self.as_of,
            parameters: Vec::new(),
            window: None,
            population: 0,
            excluded: Vec::new(),
            tested: 0,
            deviations: Vec::new(),
            more_deviations: 0,
            undecided: Vec::new(),
            more_undecided: 0,
            limits: Vec::new(),
        }
    }

    /// The newest date in the file that does not lie after the assessment: the file was made no earlier.
    fn newest(&self) -> Option<Date> {
        let rows = self.holders.iter().flat_map(Holder::rows);
        let dates = rows.flat_map(|account| {
            let keys = account.keys.iter();
            let keys = keys.flat_map(|key| [key.rotated.value, key.used.value]);
            keys.chain([account.password_used.value, account.password_changed.value])
        });
        let dates = dates.filter_map(|when| match when {
            When::On(day) => Some(day),
            When::NoneRecorded | When::Unknown => None,
        });
        dates.filter(|day| *day <= self.terms.as_of).max()
    }

    /// Whether a day of UTC beside the window may be one of its own days in the company's zone.
    fn is_edge(&self, day: Date) -> bool {
        let terms = self.terms;
        let is_utc = terms.time_zone.as_deref() == Some("UTC");
        let beside = [
            terms.window_start.plus_days(-1),
            terms.window_end.plus_days(1),
        ];
        !is_utc && beside.contains(&day)
    }

    /// Whether a day is after the one that the file shows.
    fn is_later(&self, day: Date) -> bool {
        self.as_of.is_some_and(|as_of| day > as_of)
    }
}

/// Ids of the procedures, in the order of their workpapers. A catalogue says which controls each decides.
pub const PROCEDURES: &[&str] = &[
    "leaver-access",
    "leaver-use",
    "orphan-accounts",
    "mfa",
    "mfa-enforced",
    "mfa-sign-ins",
    "key-age",
    "password-use",
    "root-use",
    "access-review-coverage",
    "access-review-quality",
    "review-population",
    "review-follow-through",
    "training-new-hire",
    "training-annual",
    "phishing-cadence",
    "change-approval",
    "direct-pushes",
    "branch-protection",
    "rule-overrides",
    "ticket-to-deploy",
    "checks-at-merge",
    "service-account-owners",
    "vendor-review",
    "restore-test",
    "incident-handling",
    "incident-review",
    "incident-exercise",
    "vulnerability-sla",
    "log-review",
    "alert-acknowledgement",
    "encryption-checks",
    "device-compliance",
    "risk-register",
    "policy-review",
    "file-completeness",
    "people-reconciliation",
    "record-signals",
];

/// One workpaper for each procedure of a credential report and control that it decides. In each, the population is
/// what was excluded, tested and left undecided together.
///
/// Beside each workpaper stand the items that can be drawn from: what was tested and what was left undecided.
pub(super) fn run(ground: &Ground<'_>, file: &str) -> Vec<(Workpaper, Population)> {
    let papers = [
        mfa::run(ground),
        key_age::run(ground),
        password_use::run(ground),
        root_use::run(ground),
    ];
    let all = papers.into_iter();
    all.flat_map(|(paper, items)| for_controls(paper, &items, file, ground.terms))
        .collect()
}

/// The drafts of every procedure over canonical records that has something to work on, in the order of
/// [`PROCEDURES`].
pub(super) fn run_all<'a>(audit: &audit::Audit<'a>) -> Vec<Draft<'a>> {
    let humans = humans::Humans::new(audit);
    let mut drafts = Vec::new();
    drafts.extend(leavers::run(audit, &humans));
    drafts.extend(orphan_accounts::run(audit, &humans));
    drafts.extend(mfa_enforced::run(audit));
    drafts.extend(mfa_registered::run(audit));
    drafts.extend(mfa_sign_ins::run(audit));
    drafts.extend(review_coverage::run(audit));
    let reviewed = review_population::pairs(audit);
    drafts.extend(review_quality::run(audit, &humans, &reviewed));
    drafts.extend(review_population::run(audit, &humans, &reviewed));
    drafts.extend(review_follow_through::run(audit, &humans));
    drafts.extend(training::new_hire(audit, &humans));
    drafts.extend(training::annual(audit, &humans));
    drafts.extend(phishing::run(audit));
    drafts.extend(changes::run(audit));
    drafts.extend(service_account_owners::run(audit, &humans));
    drafts.extend(vendor_review::run(audit));
    drafts.extend(restore_test::run(audit));
    drafts.extend(incident_handling::run(audit));
    drafts.extend(incident_review::run(audit));
    drafts.extend(incident_exercise::run(audit));
    drafts.extend(vulnerability_sla::run(audit));
    drafts.extend(log_review::run(audit));
    drafts.extend(alert_acknowledgement::run(audit));
    drafts.extend(encryption_checks::run(audit));
    drafts.extend(device_compliance::run(audit, &humans));
    drafts.extend(risk_register::run(audit));
    drafts.extend(policy_review::run(audit));
    drafts.extend(completeness::run(audit));
    drafts.extend(reconciliation::run(audit, &humans));
    drafts.extend(signals::run(audit));
    drafts
}

/// A workpaper for each control that its procedure decides, with what can be drawn.
pub(super) fn for_controls(
    paper: Workpaper,
    items: &[Item],
    file: &str,
    terms: &Terms,
) -> Vec<(Workpaper, Population)> {
    let paper = paper.abridged();
    let controls = terms.decided_by(&paper.procedure).iter();
    controls
        .map(|control| {
            let population = Population {
                control: control.clone(),
                procedure: paper.procedure.clone(),
                file: file.to_owned(),
                as_of: paper.as_of,
                items: items.to_vec(),
            };
            let paper = Workpaper {
                control: control.clone(),
                ..paper.clone()
            };
            (paper, population)
        })
        .collect()
}

/// The entry for an account of which several rows disagree.
fn contradiction(holder: &Holder, about: &str, cells: Vec<Cell>) -> Undecided {
    Undecided {
        row: holder.first.row,
        reason: format!(
            "{} are about the same account and differ in {about}; a fresh report would decide.",
            capital(&in_words(&holder.numbers()))
        ),
        cells,
    }
}

/// "row 3", "rows 3 and 9", "rows 3, 9 and 12", at most five by number.
pub(super) fn in_words(rows: &[u32]) -> String {
    in_words_of(rows, u32::try_from(rows.len()).unwrap_or(u32::MAX))
}

/// The same of `all` rows, of which only the first are told apart.
pub(super) fn in_words_of(rows: &[u32], all: u32) -> String {
    const NAMED: usize = 5;
    let named: Vec<String> = rows.iter().take(NAMED).map(u32::to_string).collect();
    let told = u32::try_from(named.len()).unwrap_or(u32::MAX);
    let rest = all.saturating_sub(told);
    match (named.as_slice(), rest) {
        ([one], 0) => format!("row {one}"),
        ([many @ .., last], 0) => format!("rows {} and {last}", many.join(", ")),
        (many, rest) => format!("rows {} and {rest} more", many.join(", ")),
    }
}

/// The text with its first letter in upper case.
pub(super) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(rest)
        .collect()
}

/// "1 day", "2 days".
fn days(count: i64) -> String {
    if count == 1 {
        "1 day".to_owned()
    } else {
        format!("{count} days")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_up_to_five() {
        assert_eq!(in_words(&[3]), "row 3");
        assert_eq!(in_words(&[3, 9]), "rows 3 and 9");
        assert_eq!(in_words(&[3, 9, 12]), "rows 3, 9 and 12");
        assert_eq!(
            in_words_of(&[1, 2, 3, 4, 5, 6, 7], 300),
            "rows 1, 2, 3, 4, 5 and 295 more"
        );
        assert_eq!(
            in_words(&[1, 2, 3, 4, 5, 6, 7]),
            "rows 1, 2, 3, 4, 5 and 2 more"
        );
        assert_eq!(capital("rows 3"), "Rows 3");
    }
}
