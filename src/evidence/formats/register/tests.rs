//! Templates are read by their registers; other names are understood; other lists are not taken for registers.

use super::*;
use crate::evidence::formats::registry;

fn columns(names: &str) -> Columns {
    Columns::new(names.split(','))
}

#[test]
fn every_template_is_read_by_its_own_register() {
    for (register, (file, text)) in ALL.iter().zip(templates()) {
        assert_eq!(register.file, file);
        let found = registry::table(&columns(text.trim_end())).unwrap();
        assert_eq!(found.about.id, register.about.id, "{file}");
        assert!(text.ends_with('\n') && text.lines().count() == 1);
    }
}

#[test]
fn usual_names_are_understood_and_other_lists_are_not() {
    let id = |names: &str| registry::table(&columns(names)).map_or("", |f| f.about.id);
    assert_eq!(id("Supplier,Criticality,Last reviewed"), "vendor-register");
    assert_eq!(
        id("Database,Test date,Backup date,Outcome,Integrity check"),
        "restore-register"
    );
    assert_eq!(
        id("Incident ID,Summary,Created,Mitigated,Closed,Sev"),
        "incident-register"
    );
    assert_eq!(
        id("Review date,Reviewed by,Log source,Outcome"),
        "log-review-register"
    );
    assert_eq!(
        id("Risk ID,Description,Probability,Impact,Mitigation"),
        "risk-register"
    );
    assert_eq!(
        id("Service account,Responsible,Used for,Key rotated"),
        "service-account-register"
    );
    // An access review, tickets, a roster.
    for other in [
        "User,System,Reviewer,Decision,Date,Result",
        "Issue key,ID,Summary,Created,Resolved,Severity",
        "Name,Email,Start date,Status",
    ] {
        assert!(!id(other).ends_with("-register"), "{other}");
    }
}

#[test]
fn tiers_outcomes_and_severities_are_words_or_numbers() {
    use crate::evidence::canonical::Severity;
    for (text, severity) in [
        ("SEV-1", Severity::Critical),
        ("P2", Severity::High),
        ("sev 3", Severity::Medium),
        ("MODERATE", Severity::Medium),
        ("Minor", Severity::Low),
        ("S4", Severity::Low),
        ("None", Severity::Informational),
        ("?", Severity::Unknown),
        ("", Severity::Unknown),
    ] {
        assert_eq!(Severity::of(text), severity, "{text}");
    }
}
