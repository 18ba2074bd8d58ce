//! Rows of registers to records.

use super::Fields;
use crate::evidence::canonical::{
    Exercise, Incident, LogReview, Policy, PolicyState, RestoreTest, Risk, ServiceAccount,
    Severity, Vendor,
};
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::formats::registry::Reading;
use crate::evidence::identity::normal;

pub(super) fn vendor(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let Some(name) = fields.text("Vendor") else {
        return false;
    };
    let record = Vendor {
        at: fields.at(),
        name,
        critical: critical(fields.cell("Tier")),
        onboarded: fields.stamp(reading, "Onboarded"),
        last_review: fields.stamp(reading, "Last review"),
        reported: fields.filled("Report type"),
        report_end: fields.stamp(reading, "Report period end"),
    };
    reading.records.vendors.push(record);
    true
}

/// Whether a tier is the one of critical vendors.
fn critical(cell: &str) -> Flag {
    let word = cell.trim().to_lowercase();
    let number = ["tier", "level", "t"]
        .iter()
        .find_map(|start| word.strip_prefix(start))
        .unwrap_or(&word)
        .trim_start_matches(['-', ' ', '_', ':']);
    match number {
        "1" | "0" | "i" => return Flag::Yes,
        "2" | "3" | "4" | "5" | "ii" | "iii" => return Flag::No,
        _ => {}
    }
    match word.as_str() {
        "critical" | "high" | "very high" | "essential" | "key" | "kritisch" | "hoch" => Flag::Yes,
        "low" | "medium" | "moderate" | "minor" | "non-critical" | "not critical" | "standard"
        | "very low" | "minimal" | "niedrig" | "mittel" => Flag::No,
        other => tri(other),
    }
}

pub(super) fn restore(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let Some(system) = fields.text("System") else {
        return false;
    };
    let target = fields.cell("RTO target (min)");
    let record = RestoreTest {
        at: fields.at(),
        system,
        started: fields.stamp(reading, "Started"),
        ended: fields.stamp(reading, "Ended"),
        recovery_point: fields.stamp(reading, "Recovery point"),
        succeeded: outcome(fields.cell("Result")),
        validated: outcome(fields.cell("Validated")),
        target_minutes: target.parse().ok(),
    };
    reading.records.restores.push(record);
    true
}

/// Whether a word says that something went well.
fn outcome(cell: &str) -> Flag {
    match cell.trim().to_lowercase().as_str() {
        "success" | "successful" | "succeeded" | "passed" | "pass" | "ok" | "completed"
        | "complete" | "done" | "erfolgreich" | "verified" | "validated" => Flag::Yes,
        "failed" | "failure" | "fail" | "unsuccessful" | "error" | "aborted" | "partial"
        | "fehlgeschlagen" | "not verified" => Flag::No,
        other => tri(other),
    }
}

pub(super) fn incident(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let Some(id) = fields.text("ID") else {
        return false;
    };
    let severity = fields.cell("Severity");
    let exercise = exercised(fields);
    if exercise == Flag::Yes {
        let record = Exercise {
            at: fields.at(),
            held: fields.stamp(reading, "Opened"),
        };
        reading.records.exercises.push(record);
    }
    let record = Incident {
        exercise,
        waiting: false,
        entered: fields.stamp(reading, "Entered"),
        at: fields.at(),
        id,
        severity: Severity::of(severity),
        opened: fields.stamp(reading, "Opened"),
        detected: fields.stamp(reading, "Detected"),
        acknowledged: fields.stamp(reading, "Acknowledged"),
        contained: fields.stamp(reading, "Contained"),
        resolved: fields.stamp(reading, "Resolved"),
        postmortem: fields.stamp(reading, "Postmortem"),
        rated: fields.filled("Severity"),
        owned: fields.filled("Owner"),
        backfilled: Flag::Unknown,
        in_register: true,
    };
    reading.records.incidents.push(record);
    true
}

/// Whether a row of the incident log is an exercise: by its kind, or by a title that says so.
fn exercised(fields: &Fields<'_, '_>) -> Flag {
    let has = |name: &str, words: &[&str]| {
        let cell = fields.cell(name).to_lowercase();
        words.iter().any(|word| cell.contains(word))
    };
    let tabletop = ["tabletop", "table-top", "table top"];
    let kinds = [
        "exercise",
        "drill",
        "simulation",
        "game day",
        "gameday",
        "übung",
    ];
    if has("Kind", &tabletop) || has("Kind", &kinds) || has("Title", &tabletop) {
        return Flag::Yes;
    }
    match fields.filled("Kind") {
        Flag::Unknown => Flag::Unknown,
        _ => Flag::No,
    }
}

pub(super) fn exercise(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    if fields.text("Exercise").is_none() {
        return false;
    }
    let record = Exercise {
        at: fields.at(),
        held: fields.stamp(reading, "Date"),
    };
    reading.records.exercises.push(record);
    true
}

pub(super) fn policy(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let Some(name) = fields.text("Policy") else {
        return false;
    };
    let status = fields.cell("Status").trim().to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| status.contains(word));
    let record = Policy {
        at: fields.at(),
        name,
        state: if is(&["draft", "in review", "pending", "not approved", "entwurf"]) {
            PolicyState::Draft
        } else if is(&["retired", "archived", "obsolete", "superseded", "withdrawn"]) {
            PolicyState::Retired
        } else if status.is_empty() {
            PolicyState::Untold
        } else {
            PolicyState::InForce
        },
        owned: fields.filled("Owner"),
        approved: fields.stamp(reading, "Approved on"),
        reviewed: fields.stamp(reading, "Last reviewed"),
        next: fields.stamp(reading, "Next review"),
    };
    reading.records.policies.push(record);
    true
}

pub(super) fn log_review(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let record = LogReview {
        at: fields.at(),
        reviewed: fields.stamp(reading, "Date"),
        entered: fields.stamp(reading, "Entered"),
        reviewer: fields.filled("Reviewer"),
        result: fields.filled("Result"),
    };
    reading.records.log_reviews.push(record);
    true
}

pub(super) fn risk(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let Some(id) = fields.text("ID") else {
        return false;
    };
    let rated = match fields.filled("Rating") {
        // Likelihood and impact make a rating.
        Flag::Unknown | Flag::No
            if fields.filled("Likelihood") == Flag::Yes && fields.filled("Impact") == Flag::Yes =>
        {
            Flag::Yes
        }
        rated => rated,
    };
    let record = Risk {
        at: fields.at(),
        id,
        owned: fields.filled("Owner"),
        rated,
        treated: fields.filled("Treatment"),
        reviewed: fields.stamp(reading, "Reviewed"),
    };
    reading.records.risks.push(record);
    true
}

pub(super) fn service_account(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let Some(account) = fields.text("Account").and_then(|a| normal(&a)) else {
        return false;
    };
    let record = ServiceAccount {
        at: fields.at(),
        account,
        system: fields.text("System"),
        owner: fields.text("Owner"),
        purpose: fields.text("Purpose"),
        rotated: fields.stamp(reading, "Last rotated"),
    };
    reading.records.service_accounts.push(record);
    true
}
