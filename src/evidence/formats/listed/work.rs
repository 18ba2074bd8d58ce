//! Tickets, changes, deployments and findings of systems that no format knows.

use super::super::findings::state_of;
use super::super::register::{Fields, is_outcome, is_severity as known_severity, outcome};
use super::super::tickets::{about_leaving, category};
use crate::evidence::canonical::{
    Approval, ApprovalState, AuthorKind, Change, ChangeState, Deployment, Finding, FindingKind,
    FindingState, Severity, Stamp, StatusCategory, Ticket,
};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::formats::registry::Reading;
use crate::evidence::formats::synonyms::key;
use crate::evidence::identity::normal;
use crate::evidence::ticket_keys::mentioned;

pub(super) fn ticket(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let Some(id) = fields.text("Key") else {
        return false;
    };
    let created = fields.stamp(reading, "Created");
    reading.happened(created);
    let resolved = fields.stamp(reading, "Resolved");
    let status = fields.cell("Status");
    let record = Ticket {
        at: fields.at(),
        key: id,
        title: fields.cell("Title").to_owned(),
        kind: fields.text("Type"),
        status: status.to_owned(),
        category: match (category_of(status), resolved.time) {
            (StatusCategory::Unknown, Time::Nothing) => StatusCategory::Unknown,
            (StatusCategory::Unknown, _) => StatusCategory::Done,
            (known, _) => known,
        },
        created,
        resolved,
        updated: fields.stamp(reading, "Updated"),
        responded: Stamp::NONE,
        about: about_leaving(fields.cell("Title"), fields.cell("Type"), ""),
    };
    reading.records.tickets.push(record);
    true
}

fn category_of(status: &str) -> StatusCategory {
    match key(status).as_str() {
        "resolved" | "fixed" | "finished" | "implemented" | "rejected" => StatusCategory::Done,
        "assigned" | "working" | "waiting" | "onhold" | "pending" | "testing" => {
            StatusCategory::Doing
        }
        _ => category(status),
    }
}

pub(super) fn is_status(word: &str) -> bool {
    category_of(word) != StatusCategory::Unknown
}

pub(super) fn change(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let Some(number) = number(fields.cell("Number")) else {
        return false;
    };
    let merged = fields.stamp(reading, "Merged");
    reading.happened(merged);
    let author = fields.text("Author").and_then(|a| normal(&a));
    let repository = fields.text("Repository").map(|r| r.to_lowercase());
    let listed = fields.filled("Approved by") != Flag::Unknown;
    let submitted = fields.stamp(reading, "Approved at");
    for reviewer in fields.cell("Approved by").split([';', ',', '|']) {
        let Some(reviewer) = normal(reviewer).filter(|r| is_somebody(r)) else {
            continue;
        };
        reading.records.approvals.push(Approval {
            at: fields.at(),
            repository: repository.clone(),
            change: number,
            reviewer_kind: kind_of(Some(&reviewer)),
            reviewer: Some(reviewer),
            state: ApprovalState::Approved,
            submitted,
            commit: None,
        });
    }
    let (title, branch) = (fields.cell("Title"), fields.text("Source branch"));
    let record = Change {
        at: fields.at(),
        repository,
        number,
        state: match (state(fields.cell("State")), merged.time) {
            (ChangeState::Unknown, Time::Nothing | Time::Unreadable) => ChangeState::Unknown,
            (ChangeState::Unknown, _) => ChangeState::Merged,
            (known, _) => known,
        },
        created: fields.stamp(reading, "Created"),
        merged,
        author_kind: kind_of(author.as_deref()),
        author,
        base: fields.text("Target branch"),
        title: title.to_owned(),
        branch,
        merge_commit: fields.text("Merge commit").map(|c| c.to_lowercase()),
        reviews_listed: listed,
        mentions: mentioned(fields.cell("Ticket")),
        ..Change::default()
    };
    reading.records.changes.push(record);
    true
}

/// Words that stand where nobody approved.
fn is_somebody(reviewer: &str) -> bool {
    crate::evidence::decode::values::nothing(reviewer, &[]).is_none() && reviewer != "nobody"
}

/// The number of a change: `#12`, `PR-12`, the end of its address.
fn number(cell: &str) -> Option<u64> {
    let digits = |c: char| c.is_ascii_digit();
    let end = cell.trim_end_matches(|c| !digits(c));
    let start = end.trim_end_matches(digits).len();
    end.get(start..)?.parse().ok()
}

fn kind_of(login: Option<&str>) -> AuthorKind {
    match login {
        Some(login) if login.ends_with("[bot]") => AuthorKind::Bot,
        _ => AuthorKind::Unknown,
    }
}

fn state(word: &str) -> ChangeState {
    match key(word).as_str() {
        "merged" | "landed" | "completed" | "done" | "deployed" | "submitted" => {
            ChangeState::Merged
        }
        "open" | "opened" | "draft" | "new" | "active" | "inreview" => ChangeState::Open,
        "closed" | "declined" | "abandoned" | "rejected" | "superseded" => ChangeState::Closed,
        _ => ChangeState::Unknown,
    }
}

pub(super) fn is_state(word: &str) -> bool {
    state(word) != ChangeState::Unknown
}

pub(super) fn deployment(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let Some(environment) = fields.text("Environment") else {
        return false;
    };
    let deployed = fields.stamp(reading, "Deployed");
    reading.happened(deployed);
    let record = Deployment {
        at: fields.at(),
        environment,
        commit: fields.text("Commit").map(|c| c.to_lowercase()),
        deployed,
        automated: tri(fields.cell("Automated")),
        succeeded: outcome(fields.cell("Result")),
    };
    reading.records.deployments.push(record);
    true
}

pub(super) fn is_result(word: &str) -> bool {
    is_outcome(word)
}

pub(super) fn finding(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let (Some(id), resource) = (fields.text("Finding"), fields.cell("Resource")) else {
        return false;
    };
    let closed = fields.stamp(reading, "Closed");
    let state = match (fields.filled("Status"), closed.time) {
        (Flag::Unknown, Time::Nothing) => FindingState::Open,
        (Flag::Unknown, _) => FindingState::Fixed,
        _ => state_of(fields.cell("Status")),
    };
    let record = Finding {
        at: fields.at(),
        id: format!("{id} {resource}").trim_end().into(),
        kind: FindingKind::Weakness,
        state,
        severity: Severity::of(fields.cell("Severity")),
        first_seen: fields.stamp(reading, "First seen"),
        closed: match state {
            FindingState::Open | FindingState::Clear => Stamp::NONE,
            _ => closed,
        },
        reasoned: fields.filled("Reason"),
    };
    reading.records.findings.push(record);
    true
}

pub(super) fn is_severity(word: &str) -> bool {
    known_severity(word)
}

pub(super) fn is_finding_state(word: &str) -> bool {
    state_of(word) != FindingState::Unknown
}
