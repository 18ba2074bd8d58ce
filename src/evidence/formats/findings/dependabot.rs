//! GitHub: Dependabot alerts, as the REST interface gives them and as its GraphQL interface does (JSON).

use serde_json::Value;

use crate::evidence::canonical::{Finding, FindingState, Severity, Show, Stamp};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::keyed::Keyed;
use crate::evidence::formats::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

/// The places of the REST interface, in the order in which they are read.
const REST_KEYS: &[&str] = &[
    "number",
    "state",
    "security_advisory.severity",
    "security_vulnerability.severity",
    "created_at",
    "fixed_at",
    "dismissed_at",
    "auto_dismissed_at",
    "dismissed_reason",
    "repository.full_name",
    "url",
];

/// The same in GraphQL.
const GRAPHQL_KEYS: &[&str] = &[
    "number",
    "state",
    "securityAdvisory.severity",
    "securityVulnerability.severity",
    "createdAt",
    "fixedAt",
    "dismissedAt",
    "autoDismissedAt",
    "dismissReason",
    "repository.nameWithOwner",
    "id",
];

const ABOUT: About = About {
    id: "github-dependabot",
    name: "Dependabot alerts",
    trust: Trust::Seen,
    kind: EvidenceKind::Findings,
    system: "github",
    shows_a_day: true,
    retention_days: None,
    procedures: &["vulnerability-sla"],
};

/// Alerts of the REST interface.
pub(in crate::evidence::formats) const REST: JsonFormat = JsonFormat {
    about: &ABOUT,
    recognise: |_, first| {
        first.get("security_advisory").is_some() && first.get("dependency").is_some()
            || first.get("security_vulnerability").is_some() && first.get("number").is_some()
    },
    open: || Box::new(Reader { keys: REST_KEYS }),
    keys: REST_KEYS,
};

/// Alerts of the GraphQL interface.
pub(in crate::evidence::formats) const GRAPHQL: JsonFormat = JsonFormat {
    about: &About {
        id: "github-dependabot-graphql",
        trust: Trust::Documented,
        ..ABOUT
    },
    recognise: |_, first| {
        first.get("securityVulnerability").is_some() && first.get("createdAt").is_some()
    },
    open: || Box::new(Reader { keys: GRAPHQL_KEYS }),
    keys: GRAPHQL_KEYS,
};

struct Reader {
    keys: &'static [&'static str],
}

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let keyed = Keyed {
            number,
            value,
            keys: self.keys,
        };
        let (state, closed) = match keyed.text(1).to_ascii_lowercase().as_str() {
            "open" => (FindingState::Open, None),
            "fixed" => (FindingState::Fixed, Some(5)),
            "dismissed" => (FindingState::Accepted, Some(6)),
            "auto_dismissed" => (FindingState::Suppressed, Some(7)),
            _ => (FindingState::Unknown, None),
        };
        let severity = if keyed.get(2).is_some() { 2 } else { 3 };
        let closed_at = match closed {
            Some(place) => keyed.stamp(reading, place, &Dialect::PLAIN),
            None => Stamp::NONE,
        };
        let first_seen = keyed.stamp(reading, 4, &Dialect::PLAIN);
        let id = format!("{}{} {}", keyed.text(9), keyed.text(10), keyed.text(0));
        reading.records.findings.push(Finding {
            at: keyed.at(&[
                (0, Show::Text),
                (1, Show::Text),
                (severity, Show::Text),
                (4, Show::Text),
                (closed.unwrap_or(usize::MAX), Show::Text),
                (8, Show::Text),
            ]),
            id: id.into(),
            state,
            severity: Severity::of(&keyed.text(severity)),
            first_seen,
            closed: closed_at,
            reasoned: match (state, keyed.filled(8)) {
                // A rule that somebody set dismissed it.
                (FindingState::Suppressed, _) => Flag::Yes,
                (FindingState::Accepted, Flag::Unknown) => Flag::No,
                (_, filled) => filled,
            },
            ..Finding::default()
        });
        true
    }
}
