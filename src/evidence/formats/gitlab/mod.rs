//! GitLab: merge requests, their approvals and notes, and deployments.
//!
//! Projects are known by their number, which all of these have.

pub(super) mod approvals;
pub(super) mod deployments;
pub(super) mod merge_requests;
pub(super) mod notes;
pub(super) mod pipelines;

use super::element::Element;
use crate::evidence::canonical::AuthorKind;
use crate::evidence::decode::times::Dialect;

/// Times are RFC 3339.
const TIMES: Dialect = Dialect::PLAIN;

/// The project, as its number.
fn project(element: Element<'_>) -> Option<String> {
    let id = element.any(&["project_id", "target_project_id"])?;
    Some(format!("project {id}"))
}

/// The user at a path and what kind it is: tokens of projects and groups act under names of their own.
fn user(element: Element<'_>, holder: &str) -> (Option<String>, AuthorKind) {
    let name = element
        .some(&format!("{holder}.username"))
        .map(|n| n.to_lowercase());
    let kind = match &name {
        None => AuthorKind::Unknown,
        Some(name) if is_bot(name) => AuthorKind::Bot,
        Some(_) => match element.text(&format!("{holder}.bot")).as_ref() {
            "true" => AuthorKind::Bot,
            _ => AuthorKind::Human,
        },
    };
    (name, kind)
}

fn is_bot(name: &str) -> bool {
    let of_token =
        (name.starts_with("project_") || name.starts_with("group_")) && name.contains("_bot");
    of_token
        || matches!(name, "ghost" | "renovate-bot" | "gitlab-bot" | "gitlabduo")
        || name.ends_with("-bot")
}
