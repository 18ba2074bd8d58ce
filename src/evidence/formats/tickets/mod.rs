//! Tickets: Jira, Linear and ServiceNow.

pub(super) mod jira_json;
pub(super) mod jira_table;
pub(super) mod linear;
pub(super) mod servicenow;

use crate::evidence::canonical::StatusCategory;
use crate::evidence::identity::normal;

/// The procedures that read tickets.
const PROCEDURES: &[&str] = &["ticket-to-deploy", "alert-acknowledgement", "leaver-access"];

/// Words of tickets about somebody's leaving.
const LEAVING: [&str; 10] = [
    "offboard",
    "off-board",
    "leaver",
    "termination",
    "deprovision",
    "de-provision",
    "remove access",
    "access removal",
    "revoke access",
    "austritt",
];

/// The addresses in a ticket about somebody's leaving; none in others.
fn about_leaving(title: &str, kind: &str, description: &str) -> Vec<String> {
    let heads = [title.to_lowercase(), kind.to_lowercase()];
    let is = |head: &String| LEAVING.iter().any(|word| head.contains(word));
    if !heads.iter().any(is) {
        return Vec::new();
    }
    let inside = |c: char| c.is_alphanumeric() || "._+-@'".contains(c);
    let words = [title, description].into_iter();
    let words = words.flat_map(|text| text.split(move |c| !inside(c)));
    let mut found: Vec<String> = words
        .map(|word| word.trim_matches(['.', '-', '\'']))
        .filter(|word| {
            let halves = word.split_once('@');
            halves.is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'))
        })
        .filter_map(normal)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// How far a ticket is, by the name of its category in the languages that were seen.
fn category(name: &str) -> StatusCategory {
    let name = name.trim().to_lowercase();
    let is = |names: &[&str]| names.contains(&name.as_str());
    if is(&[
        "to do",
        "todo",
        "new",
        "open",
        "backlog",
        "unstarted",
        "por hacer",
        "tareas por hacer",
        "zu erledigen",
        "offen",
        "à faire",
        "待办",
    ]) {
        StatusCategory::ToDo
    } else if is(&[
        "in progress",
        "indeterminate",
        "started",
        "in review",
        "en curso",
        "in arbeit",
        "en cours",
        "正在进行",
    ]) {
        StatusCategory::Doing
    } else if is(&[
        "done",
        "complete",
        "completed",
        "closed",
        "canceled",
        "cancelled",
        "duplicate",
        "listo",
        "hecho",
        "finalizada",
        "fertig",
        "erledigt",
        "terminé",
        "已完成",
        "完成",
    ]) {
        StatusCategory::Done
    } else {
        StatusCategory::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_of_tickets_about_leaving_alone() {
        let of = |title: &str, text: &str| about_leaving(title, "Task", text);
        assert_eq!(
            of(
                "Offboarding Ines@acme.example",
                "also <mailto:Ines.B@acme.example>."
            ),
            ["ines.b@acme.example", "ines@acme.example"]
        );
        assert!(of("Fix login of ines@acme.example", "offboarding").is_empty());
        assert!(of("Offboarding", "ask @ines, or a@b").is_empty());
        assert_eq!(about_leaving("x", "Leaver", "ines@acme.example").len(), 1);
    }
}
