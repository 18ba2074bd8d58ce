//! GitHub: statuses of a commit (`GET …/commits/{ref}/statuses`, and the combined answer of `…/status`).
//!
//! The commit stands in the address of each. A status is set anew for each state, so its time is that of its state.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, after, check_state, repository};
use crate::evidence::canonical::{Check, CheckState, Show, Stamp};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &["context", "state", "created_at", "updated_at"];

/// `GET /repos/{owner}/{repo}/commits/{ref}/statuses`.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "github-statuses",
        name: "GitHub commit statuses",
        trust: Trust::Documented,
        kind: EvidenceKind::Change,
        system: "github",
        shows_a_day: false,
        retention_days: None,
        procedures: &["checks-at-merge"],
    },
    recognise: |_, first| has_keys(first, &["context", "state", "url", "updated_at"]),
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let status = Element::new(number, value, KEYS);
        let url = status.text("url");
        let Some(sha) = after(&url, "statuses") else {
            return false;
        };
        let set = status.stamp("updated_at", reading, &TIMES);
        reading.happened(set);
        let state = check_state(&status.text("state"), "");
        reading.records.checks.push(Check {
            at: status.at(&[
                ("context", Show::Text),
                ("state", Show::Text),
                ("updated_at", Show::Text),
            ]),
            repository: repository(&url),
            change: None,
            commit: Some(sha.to_owned()),
            name: status.text("context").into(),
            state,
            started: set,
            ended: match state {
                CheckState::Running => Stamp::NONE,
                _ => set,
            },
            ended_by: false,
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{moment, of, records};
    use super::*;

    #[test]
    fn the_commit_stands_in_the_address() {
        let one = r#"{"url":"https://api.github.com/repos/example/app/statuses/h","id":1,"state":"error","context":"ci/build",
            "description":"x","target_url":null,"created_at":"2026-06-01T09:00:00Z","updated_at":"2026-06-01T09:05:00Z"}"#;
        let combined = format!(
            "{{\"state\":\"failure\",\"statuses\":[{one}],\"sha\":\"h\",\"total_count\":1,\"repository\":{{\"id\":1,\"full_name\":\"example/app\"}}}}"
        );
        for text in [format!("[{one}]"), combined] {
            let read = of("github-statuses", &text);
            let check = &records(&read).checks[0];
            assert_eq!(check.repository.as_deref(), Some("example/app"));
            assert_eq!(check.commit.as_deref(), Some("h"));
            assert_eq!(check.state, CheckState::NotSucceeded);
            assert_eq!(check.ended.time, moment("2026-06-01T09:05:00Z"));
        }
    }
}
