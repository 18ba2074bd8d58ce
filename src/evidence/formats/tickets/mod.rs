//! Tickets: Jira, Linear and ServiceNow.

pub(super) mod jira_json;
pub(super) mod jira_table;
pub(super) mod linear;
pub(super) mod servicenow;

use crate::evidence::canonical::StatusCategory;

/// How far a ticket is, by the name of its category in the languages that were seen.
pub(super) fn category(name: &str) -> StatusCategory {
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
