//! GitHub: protection of a branch (`GET …/branches/{branch}/protection`), that there is none, and requests to set it.
//!
//! What the interface is asked to set (the body of a PUT, kept in many repositories) has flags where an answer has
//! objects: it shows what somebody wanted, not how things stood.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{after, repository};
use crate::evidence::canonical::{Setting, Show};
use crate::evidence::decode::values::Flag;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "message",
    "required_pull_request_reviews",
    "required_pull_request_reviews.required_approving_review_count",
    "enforce_admins",
    "enforce_admins.enabled",
    "allow_force_pushes",
    "allow_force_pushes.enabled",
    "required_pull_request_reviews.bypass_pull_request_allowances",
    "required_pull_request_reviews.dismiss_stale_reviews",
    "required_pull_request_reviews.require_last_push_approval",
];
/// What becomes of approvals when the code changes after them.
const AFTER: [(&str, &str); 2] = [
    (
        "stale-dismissed",
        "required_pull_request_reviews.dismiss_stale_reviews",
    ),
    (
        "last-push-approved",
        "required_pull_request_reviews.require_last_push_approval",
    ),
];
const REVIEWS: &str = "required_pull_request_reviews";
const COUNT: &str = "required_pull_request_reviews.required_approving_review_count";
const BYPASS: &str = "required_pull_request_reviews.bypass_pull_request_allowances";

/// Protection of a branch.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "github-branch-protection",
        name: "GitHub branch protection",
        trust: Trust::Documented,
        kind: EvidenceKind::ChangeConfig,
        system: "github",
        shows_a_day: true,
        retention_days: None,
        procedures: &["branch-protection"],
    },
    recognise: |_, first| {
        is_unprotected(first)
            || has_keys(first, &["enforce_admins"])
            || has_keys(first, &["required_status_checks", "restrictions"])
            || (has_keys(first, &["allow_force_pushes"]) && first.get("url").is_some())
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

fn is_unprotected(value: &Value) -> bool {
    let message = value
        .get("message")
        .and_then(Value::as_str)
        .unwrap_or_default();
    message.eq_ignore_ascii_case("Branch not protected")
}

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let answer = Element::new(number, value, KEYS);
        let settings = &mut reading.records.settings;
        if is_unprotected(value) {
            settings.push(Setting {
                at: answer.at(&[("message", Show::Text)]),
                key: "protected",
                value: Flag::No,
                ..Setting::default()
            });
            reading.limits.push(
                "The answer does not name its repository and branch; which it was asked for is to be kept with it.".to_owned(),
            );
            return true;
        }
        let is_object = |keys: &str| value.get(keys).is_some_and(Value::is_object);
        let is_flag = |keys: &str| value.get(keys).is_some_and(Value::is_boolean);
        let asked = answer.has("url") || answer.has("enforce_admins.url");
        let intent = is_flag("enforce_admins") || is_flag("allow_force_pushes") || !asked;
        let url = answer
            .any(&["url", "enforce_admins.url"])
            .unwrap_or_default();
        let subject = match (repository(&url), after(&url, "branches")) {
            (Some(repository), Some(branch)) => format!("{repository}:{branch}"),
            (repository, _) => repository.unwrap_or_default(),
        };
        let mut add = |key, keys: &str, value, number| {
            settings.push(Setting {
                at: answer.at(&[(keys, Show::Text)]),
                subject: subject.clone(),
                key,
                value,
                number,
                intent,
                as_of: None,
            });
        };
        let of = |keys: &str| match value.get(keys) {
            Some(Value::Bool(true)) => Flag::Yes,
            Some(Value::Bool(false)) => Flag::No,
            _ => answer.flag(&format!("{keys}.enabled")),
        };
        let named = |keys: &'static str, inner: &'static str| match is_object(keys) {
            true => inner,
            false => keys,
        };
        // An answer leaves out what is not required.
        if is_object(REVIEWS) {
            let count = answer.count(COUNT).and_then(|n| u32::try_from(n).ok());
            let value = match count {
                Some(0) => Flag::No,
                Some(_) => Flag::Yes,
                None => Flag::Unknown,
            };
            add("required-reviews", COUNT, value, count);
        } else {
            add("required-reviews", REVIEWS, Flag::No, Some(0));
        }
        add(
            "admins-included",
            named("enforce_admins", "enforce_admins.enabled"),
            of("enforce_admins"),
            None,
        );
        add(
            "force-push-allowed",
            named("allow_force_pushes", "allow_force_pushes.enabled"),
            of("allow_force_pushes"),
            None,
        );
        for (key, keys) in AFTER {
            if answer.has(keys) {
                add(key, keys, answer.flag(keys), None);
            }
        }
        let excepted: usize = ["users", "teams", "apps"]
            .iter()
            .map(|kind| answer.items(&format!("{BYPASS}.{kind}")).len())
            .sum();
        let excepted = u32::try_from(excepted).unwrap_or(u32::MAX);
        let may = if excepted > 0 { Flag::Yes } else { Flag::No };
        add("bypass-allowed", BYPASS, may, Some(excepted));
        if intent {
            reading.questions.push(
                "The file is a request to set the protection of a branch, not an export of how it is. Can you export the \
                 protection itself with `gh api repos/OWNER/REPO/branches/BRANCH/protection`?"
                    .to_owned(),
            );
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::*;

    fn found(text: &str) -> Vec<(&'static str, Flag, Option<u32>, bool)> {
        let read = of("github-branch-protection", text);
        let settings = records(&read).settings.iter();
        settings
            .map(|s| (s.key, s.value, s.number, s.intent))
            .collect()
    }

    #[test]
    fn an_answer_shows_how_it_is() {
        let text = r#"{"url":"https://api.github.com/repos/example/app/branches/main/protection",
            "required_pull_request_reviews":{"required_approving_review_count":2,
              "bypass_pull_request_allowances":{"users":[{"login":"a"}],"teams":[],"apps":[]}},
            "enforce_admins":{"enabled":false}}"#;
        assert_eq!(
            found(text),
            [
                ("required-reviews", Flag::Yes, Some(2), false),
                ("admins-included", Flag::No, None, false),
                // Older answers do not have it.
                ("force-push-allowed", Flag::Unknown, None, false),
                ("bypass-allowed", Flag::Yes, Some(1), false),
            ]
        );
        let read = of("github-branch-protection", text);
        assert_eq!(records(&read).settings[0].subject, "example/app:main");
    }

    #[test]
    fn a_request_is_not_an_answer() {
        let text = r#"{"required_status_checks":null,"enforce_admins":true,"required_pull_request_reviews":{"required_approving_review_count":1},
            "restrictions":null,"allow_force_pushes":{"enabled":false}}"#;
        assert!(found(text).iter().all(|(_, _, _, intent)| *intent));
        let read = of("github-branch-protection", text);
        assert!(read.reading().1.questions[0].contains("request to set"));
    }

    #[test]
    fn no_protection_is_evidence() {
        let text = r#"{"message":"Branch not protected","documentation_url":"https://docs.github.com/rest","status":"404"}"#;
        assert_eq!(found(text), [("protected", Flag::No, None, false)]);
    }
}
