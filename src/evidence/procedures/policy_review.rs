//! Policies: with an owner, approved, and looked at within the time that the company allows (TP-23).

use super::audit::{Audit, Source};
use super::cited::{between, days, found, is_blank, is_untold, within};
use crate::date::Date;
use crate::evidence::canonical::{Policy, PolicyState, Stamp};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::Draft;
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, Parameter};

/// Id of the procedure.
pub(super) const ID: &str = "policy-review";

/// One workpaper a list; its items are policies.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let files = audit.sources().filter(|s| !s.records.policies.is_empty());
    files.map(|s| of_file(audit, s)).collect()
}

fn of_file<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let limit = audit.terms.policy_or("policy-review-days", 365);
    let window = audit.window();
    // What the list shows of the window, as far as that has gone by.
    let day = source.as_of.map(|day| day.min(window.end));
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether each policy has an owner and was approved or reviewed within {} before {}.",
            super::days(i64::from(limit.value)),
            day.unwrap_or(window.end)
        ),
        "The list names an owner, shows that the policy is approved, and has the day of an approval or a review that is not \
         too old; the day of its next review had not passed.",
    );
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    draft.window = Some(window);
    draft.parameters = vec![limit.clone()];
    for policy in &source.records.policies {
        judge(audit, source, policy, day, &limit, &mut draft);
    }
    draft.limit("The list shows the last approval and review of each policy; who approved it, and what it says, is in the policy.");
    draft
}

fn judge<'a>(
    audit: &Audit<'a>,
    source: Source<'a>,
    policy: &'a Policy,
    day: Option<Date>,
    limit: &Parameter,
    draft: &mut Draft<'a>,
) {
    if policy.state == PolicyState::Retired {
        draft.leave_out("no longer in force");
        return;
    }
    let item = Item::named(policy.at.row, None, policy.name.clone());
    let (mut wrong, mut open) = (Vec::new(), Vec::new());
    // What rests on the number of days alone is assumed where that is.
    let mut certain = false;
    match policy.owned {
        Flag::No => {
            wrong.push("no owner".to_owned());
            certain = true;
        }
        Flag::Yes => {}
        _ => open.push("The list has no column for owners; a fuller one would decide."),
    }
    if policy.state == PolicyState::Draft {
        wrong.push("not approved, by its status".to_owned());
        certain = true;
    }
    match age(audit, policy, day, limit) {
        Age::InOrder => {}
        Age::Never(text) => {
            wrong.push(text.to_owned());
            certain = true;
        }
        Age::TooOld(text) => wrong.push(text),
        Age::Open(text) => open.push(text),
    }
    if let (Some(day), Some((_, next))) = (day, days(audit, policy.next)) {
        let done = [policy.approved, policy.reviewed];
        let since = done.iter().filter_map(|s| days(audit, *s));
        if next < day && !since.clone().any(|(_, last)| last >= next) {
            wrong.push(format!("its next review was due on {next}"));
            certain = true;
        }
    }
    if !wrong.is_empty() {
        let mut found = found(source.file, &policy.at, wrong.join("; "));
        found.assumed = !certain && limit.basis == Basis::Assumed;
        draft.deviates(item, found);
    } else if !open.is_empty() {
        draft.open(item, found(source.file, &policy.at, open.join(" ")));
    } else {
        draft.in_order(item);
    }
}

enum Age {
    InOrder,
    Never(&'static str),
    TooOld(String),
    Open(&'static str),
}

/// How long ago a policy was last approved or reviewed.
fn age(audit: &Audit<'_>, policy: &Policy, day: Option<Date>, limit: &Parameter) -> Age {
    let done = [policy.approved, policy.reviewed];
    if done.iter().all(|s| is_untold(*s)) {
        return Age::Open(
            "The list has no column for the day of an approval or a review; a fuller one would decide.",
        );
    }
    let unread = |s: &Stamp| !is_untold(*s) && !is_blank(*s) && days(audit, *s).is_none();
    let Some(day) = day else {
        return Age::Open("On which day the list was made is not known; that day would decide.");
    };
    let known = || done.iter().filter_map(|s| days(audit, *s));
    let up_to = known().filter(|(first, _)| *first <= day);
    let ages = up_to.map(|days| between(days, (day, day)));
    match ages.min_by_key(|age| age.1) {
        Some(age) => match within(age, limit.value) {
            Some(true) => Age::InOrder,
            _ if done.iter().any(unread) => UNREAD,
            Some(false) => Age::TooOld(format!(
                "last approved or reviewed {} before {day}; {} are allowed",
                super::days(age.0),
                super::days(i64::from(limit.value))
            )),
            None => Age::Open(
                "Whether it was reviewed in time depends on the time zone; the company's zone would decide.",
            ),
        },
        None if done.iter().any(unread) => UNREAD,
        None if known().next().is_some() => Age::Open(
            "It was approved or reviewed after the window, and what was in force before is not shown; the earlier version \
             would decide.",
        ),
        None => Age::Never("no approval and no review is dated"),
    }
}

const UNREAD: Age = Age::Open("A day cannot be read; the policy itself would decide.");

#[cfg(test)]
mod tests {
    use crate::evidence::procedures::tried::{counts, paper};
    use crate::evidence::workpaper::Workpaper;

    fn list(row: &str) -> Workpaper {
        let text =
            format!("Policy,Owner,Version,Approved on,Last reviewed,Next review,Status\n{row}\n");
        paper(super::ID, &[("2026-11-10", &text)])
    }

    #[test]
    fn a_policy_is_looked_at_once_a_year() {
        let said = |row: &str, text: &str| {
            let found = list(row);
            assert_eq!(counts(&found), (1, 1, 0, 0), "{row}");
            let finding = &found.deviations[0].finding;
            assert!(finding.contains(text), "{finding}");
            found.deviations[0].assumed
        };
        let good = |row: &str| assert_eq!(counts(&list(row)), (1, 0, 0, 0), "{row}");
        // The window ends on 31 October: 365 days before it.
        good("Access,ann@x.example,2,2025-10-31,,,Approved");
        good("Access,ann@x.example,2,2020-01-01,2026-02-02,2027-02-02,");
        assert!(said(
            "Access,ann@x.example,2,2025-10-30,,,",
            "366 days before 2026-10-31; 365 days"
        ));
        assert!(!said("Access,,2,2026-02-02,,,", "no owner"));
        assert!(!said(
            "Access,ann@x.example,2,,,,",
            "no approval and no review"
        ));
        assert!(!said(
            "Access,ann@x.example,2,2026-02-02,,,Draft",
            "not approved"
        ));
        assert!(!said(
            "Access,ann@x.example,2,2026-02-02,,2026-08-02,",
            "due on 2026-08-02"
        ));
        good("Access,ann@x.example,2,2026-02-02,2026-08-02,2026-08-02,");
    }

    #[test]
    fn what_the_list_does_not_show_is_open() {
        let open = |row: &str| assert_eq!(counts(&list(row)), (0, 0, 1, 0), "{row}");
        open("Access,ann@x.example,2,2026-11-05,,,");
        open("Access,ann@x.example,2,last spring,,,");
        assert_eq!(counts(&list("Old,,1,,,,Retired")), (0, 0, 0, 1));
        let bare = paper(
            super::ID,
            &[("2026-11-10", "Policy,Next review\nAccess,2027-01-01\n")],
        );
        assert_eq!(counts(&bare), (0, 0, 1, 0));
        let undated = paper(
            super::ID,
            &[("", "Policy,Owner,Approved on\nAccess,ann,2026-02-02\n")],
        );
        assert_eq!(counts(&undated), (0, 0, 1, 0));
    }
}
