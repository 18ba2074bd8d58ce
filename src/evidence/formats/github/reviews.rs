//! GitHub: reviews of pull requests as the REST interface lists them.
//!
//! The number of the change stands in `pull_request_url` alone. A dismissed approval keeps its row and changes its state.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, account, after, repository, state};
use crate::evidence::canonical::{Approval, Show};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "pull_request_url",
    "user.login",
    "user.type",
    "state",
    "submitted_at",
];

/// `GET /repos/{owner}/{repo}/pulls/{number}/reviews`.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "github-reviews",
        name: "GitHub reviews of pull requests",
        trust: Trust::Seen,
        kind: EvidenceKind::Change,
        system: "github",
        shows_a_day: false,
        retention_days: None,
        procedures: &["change-approval"],
    },
    recognise: |_, first| {
        let telling = ["submitted_at", "author_association", "commit_id"];
        // A comment on a line has `path` and `position`, and no state.
        has_keys(first, &["id", "state", "user"])
            && first.get("number").is_none()
            && telling.iter().any(|key| first.get(key).is_some())
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let review = Element::new(number, value, KEYS);
        let address = review.any(&["pull_request_url", "_links.pull_request.href", "html_url"]);
        let address = address.unwrap_or_default();
        let found = after(&address, "pulls").or_else(|| after(&address, "pull"));
        let change = found.map(|n| n.split(['#', '?']).next().unwrap_or(n));
        let Some(change) = change.and_then(|n| n.parse().ok()) else {
            return false;
        };
        let (reviewer, reviewer_kind) = account(review, "user");
        let submitted = review.stamp("submitted_at", reading, &TIMES);
        reading.happened(submitted);
        reading.records.approvals.push(Approval {
            at: review.at(&[
                ("user.login", Show::Person),
                ("user.type", Show::Text),
                ("state", Show::Text),
                ("submitted_at", Show::Text),
            ]),
            repository: repository(&address),
            change,
            reviewer,
            reviewer_kind,
            state: state(&review.text("state")),
            submitted,
            commit: review.some("commit_id"),
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.limits.push(
            "When a review was dismissed is not in the file, so a dismissed approval counts for no moment.".to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use crate::evidence::canonical::{ApprovalState, AuthorKind};

    #[test]
    fn the_number_stands_in_the_address() {
        let text = r#"[{"id":1,"user":{"login":"x[bot]","type":"Bot"},"state":"REQUESTED_CHANGES","submitted_at":"2026-06-01T09:00:00Z",
            "pull_request_url":"https://api.github.com/repos/example/app/pulls/41"},
            {"id":2,"user":null,"state":"DISMISSED","submitted_at":null,"html_url":"https://github.com/example/app/pull/9#pullrequestreview-2"},
            {"id":3,"user":null,"state":"APPROVED","submitted_at":"2026-06-01T09:00:00Z"}]"#;
        let read = of("github-reviews", text);
        let found = &records(&read).approvals;
        assert_eq!(found.iter().map(|a| a.change).collect::<Vec<_>>(), [41, 9]);
        assert_eq!(found[0].state, ApprovalState::ChangesRequested);
        assert_eq!(
            (found[0].reviewer.as_deref(), found[0].reviewer_kind),
            (Some("x"), AuthorKind::Bot)
        );
        assert_eq!(found[1].state, ApprovalState::Dismissed);
        assert_eq!(found[1].repository.as_deref(), Some("example/app"));
        assert_eq!((read.rows.parsed, read.rows.rejected), (2, 1));
    }
}
