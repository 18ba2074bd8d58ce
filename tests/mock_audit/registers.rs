//! The mock audit: registers, findings of scanners, devices.

use super::{Wanted, everywhere};

fn found(truth: &'static str, ours: &'static [&'static str]) {
    everywhere(&Wanted {
        truths: &[truth],
        ours,
        formats: &[],
    });
}

#[test]
fn service_accounts_without_a_person() {
    found("tp-08", &["service-account-owners"]);
}

#[test]
fn vendors_not_reviewed() {
    found("tp-15", &["vendor-review"]);
}

#[test]
fn systems_not_restored() {
    found("tp-17", &["restore-test"]);
}

#[test]
fn incidents_out_of_order_and_not_reviewed() {
    found(
        "tp-18",
        &["incident-handling", "incident-review", "incident-exercise"],
    );
}

#[test]
fn weaknesses_open_too_long() {
    found("tp-19", &["vulnerability-sla"]);
}

#[test]
fn weeks_without_a_log_review() {
    found("tp-20", &["log-review", "alert-acknowledgement"]);
}

#[test]
fn policies_not_looked_at() {
    found("tp-23", &["policy-review"]);
}

#[test]
fn stores_not_encrypted() {
    found("tp-21", &["encryption-checks"]);
}

#[test]
fn devices_not_encrypted_or_not_seen() {
    found("tp-22", &["device-compliance"]);
}
