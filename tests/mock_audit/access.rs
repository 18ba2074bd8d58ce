//! The mock audit: access.

use super::{Wanted, everywhere};

/// Every file with people or accounts.
const ACCOUNTS: &[&str] = &[
    "hr-csv",
    "bamboohr-json",
    "google-users-csv",
    "okta-users-json",
    "okta-log-ndjson",
    "entra-users-csv",
    "entra-portal-audit-csv",
    "graph-registrations-json",
    "slack-members-csv",
    "aws-credential-report-csv",
    "aws-credential-report-cli",
];

#[test]
fn access_of_leavers_goes_in_time() {
    everywhere(&Wanted {
        truths: &["tp-01"],
        ours: &["leaver-access"],
        formats: ACCOUNTS,
    });
}

#[test]
fn leavers_use_nothing() {
    everywhere(&Wanted {
        truths: &["tp-03"],
        ours: &["leaver-use"],
        formats: &[],
    });
}

#[test]
fn accounts_belong_to_somebody() {
    everywhere(&Wanted {
        truths: &["tp-02"],
        ours: &["orphan-accounts"],
        formats: ACCOUNTS,
    });
}

#[test]
fn second_factors_are_enforced() {
    everywhere(&Wanted {
        truths: &["tp-06"],
        // Credential reports have a procedure of their own.
        ours: &["mfa-enforced", "mfa"],
        formats: ACCOUNTS,
    });
}

/// Nobody tells which courses are about security: what counts is named, for the reader to judge.
#[test]
fn the_courses_that_count_are_named() {
    let company = super::Company::generate(7, 50, 0);
    let results = super::binder(&company.files()).results(&super::terms());
    let papers = results.iter().flat_map(|seen| &seen.workpapers);
    let trained: Vec<_> = papers
        .filter(|p| p.procedure.starts_with("training"))
        .collect();
    assert!(!trained.is_empty());
    for paper in trained {
        let said = paper.limits.iter().find(|l| l.contains("not told apart"));
        let said = said.unwrap_or_else(|| panic!("{:?}", paper.limits));
        assert!(said.contains("“") && said.contains("rows)"), "{said}");
    }
}
