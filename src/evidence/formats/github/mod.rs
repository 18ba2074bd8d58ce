//! GitHub: changes and their reviews, protection of branches, commits, deployments, and the log of an organisation.

pub(super) mod audit_log;
pub(super) mod check_runs;
pub(super) mod commits;
pub(super) mod deployments;
pub(super) mod gh_pulls;
pub(super) mod protection;
pub(super) mod refused;
pub(super) mod rest_pulls;
pub(super) mod reviews;
pub(super) mod rule_suites;
pub(super) mod rulesets;
pub(super) mod statuses;

use super::element::Element;
use crate::evidence::canonical::{ApprovalState, AuthorKind, CheckState};
use crate::evidence::decode::times::Dialect;

/// Procedures that changes and their reviews are read by.
const OF_CHANGES: &[&str] = &[
    "change-approval",
    "direct-pushes",
    "ticket-to-deploy",
    "checks-at-merge",
];
/// Times are RFC 3339.
const TIMES: Dialect = Dialect::PLAIN;

/// Reviewers that are programs, and do not say so in `gh pr list` (`evidence-formats` TP-09).
const KNOWN_BOTS: &[&str] = &[
    "coderabbitai",
    "copilot-pull-request-reviewer",
    "dependabot",
    "gemini-code-assist",
    "github-actions",
    "renovate",
    "sourcery-ai",
];

/// A login as accounts are compared: in lower case, without the marks of a program.
fn login(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let plain = lower.strip_prefix("app/").unwrap_or(&lower);
    let plain = plain.strip_suffix("[bot]").unwrap_or(plain);
    // `ghost` stands for every account that was deleted.
    (!plain.is_empty() && plain != "ghost").then(|| plain.to_owned())
}

/// The login of the account at a path and what kind it is; neither where it was deleted.
///
/// * `holder`: the path of the object, such as `user`.
fn account(element: Element<'_>, holder: &str) -> (Option<String>, AuthorKind) {
    let of = |key: &str| element.text(&format!("{holder}.{key}"));
    let text = of("login");
    let Some(login) = login(&text) else {
        return (None, AuthorKind::Unknown);
    };
    let marked = text.starts_with("app/") || text.ends_with("[bot]");
    let kind = if marked
        || of("type") == "Bot"
        || of("__typename") == "Bot"
        || of("is_bot") == "true"
        || KNOWN_BOTS.contains(&login.as_str())
    {
        AuthorKind::Bot
    } else if of("type") == "User" || of("__typename") == "User" || of("is_bot") == "false" {
        AuthorKind::Human
    } else {
        AuthorKind::Unknown
    };
    (Some(login), kind)
}

/// `owner/name` out of an address of the web pages or of the interface.
fn repository(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let (_, path) = rest.split_once('/')?;
    let path = path.strip_prefix("api/v3/").unwrap_or(path);
    let path = path.strip_prefix("repos/").unwrap_or(path);
    let mut steps = path.split('/').filter(|step| !step.is_empty());
    Some(format!("{}/{}", steps.next()?, steps.next()?).to_lowercase())
}

/// What follows a step in an address: the number behind `pulls`.
fn after<'a>(address: &'a str, step: &str) -> Option<&'a str> {
    let mut steps = address.split('/');
    steps.find(|s| *s == step)?;
    steps.next()
}

/// What a review says.
fn state(text: &str) -> ApprovalState {
    match text.to_ascii_uppercase().as_str() {
        "APPROVED" => ApprovalState::Approved,
        "CHANGES_REQUESTED" | "REQUESTED_CHANGES" => ApprovalState::ChangesRequested,
        "COMMENTED" => ApprovalState::Commented,
        "DISMISSED" => ApprovalState::Dismissed,
        "PENDING" => ApprovalState::Pending,
        "REVIEW_REQUIRED" => ApprovalState::Required,
        _ => ApprovalState::Unknown,
    }
}

/// How a check ended: by its conclusion, or the state of a commit status, or how far it is.
fn check_state(status: &str, conclusion: &str) -> CheckState {
    let word = if conclusion.is_empty() {
        status
    } else {
        conclusion
    };
    match word.to_ascii_lowercase().as_str() {
        "success" => CheckState::Succeeded,
        "failure" | "error" | "timed_out" | "cancelled" | "action_required" | "startup_failure" => {
            CheckState::NotSucceeded
        }
        "skipped" | "neutral" => CheckState::Skipped,
        "queued" | "in_progress" | "pending" | "waiting" | "requested" | "expected" => {
            CheckState::Running
        }
        _ => CheckState::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn accounts_are_people_programs_or_unknown() {
        let of = |value: serde_json::Value| {
            let value = json!({ "user": value });
            account(Element::new(1, &value, &[]), "user")
        };
        let bot = |login: &str| (Some(login.to_owned()), AuthorKind::Bot);
        assert_eq!(
            of(json!({"login": "app/dependabot", "is_bot": true})),
            bot("dependabot")
        );
        assert_eq!(
            of(json!({"login": "renovate[bot]", "type": "Bot"})),
            bot("renovate")
        );
        assert_eq!(
            of(json!({"login": "gemini-code-assist"})),
            bot("gemini-code-assist")
        );
        let ines = Some("ines".to_owned());
        assert_eq!(
            of(json!({"login": "Ines", "type": "User"})),
            (ines.clone(), AuthorKind::Human)
        );
        assert_eq!(of(json!({"login": "Ines"})), (ines, AuthorKind::Unknown));
        for nobody in [
            json!(null),
            json!({}),
            json!({"login": ""}),
            json!({"login": "ghost"}),
        ] {
            assert_eq!(of(nobody), (None, AuthorKind::Unknown));
        }
    }

    #[test]
    fn addresses_name_repositories() {
        let is = |address: &str| repository(address);
        let app = Some("example/app".to_owned());
        assert_eq!(is("https://api.github.com/repos/Example/app/pulls/4"), app);
        assert_eq!(is("https://github.com/example/app/pull/4"), app);
        assert_eq!(
            is("https://ghe.example/api/v3/repos/example/app/pulls/4"),
            app
        );
        assert_eq!(is("example/app"), None);
        assert_eq!(
            after("https://github.com/example/app/pull/4", "pull"),
            Some("4")
        );
    }
}
