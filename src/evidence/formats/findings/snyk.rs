//! Snyk: issues of its REST interface, which say when they were first seen, and the answers of its command line,
//! which do not (JSON).

use serde_json::Value;

use crate::evidence::canonical::{Finding, FindingState, Severity, Show, Stamp};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::keyed::Keyed;
use crate::evidence::formats::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const REST_KEYS: &[&str] = &[
    "id",
    "attributes.status",
    "attributes.effective_severity_level",
    "attributes.ignored",
    "attributes.created_at",
    "attributes.resolution.resolved_at",
    "attributes.ignore.reason",
];

const CLI_KEYS: &[&str] = &["id", "severity", "packageName", "version"];
const PROJECT_KEYS: &[&str] = &["projectName", "ok"];

const ABOUT: About = About {
    id: "snyk",
    name: "Snyk issues",
    trust: Trust::Embedded,
    kind: EvidenceKind::Findings,
    system: "snyk",
    shows_a_day: true,
    retention_days: None,
    procedures: &["vulnerability-sla"],
};

/// Issues of the REST interface.
pub(in crate::evidence::formats) const REST: JsonFormat = JsonFormat {
    about: &ABOUT,
    recognise: |_, first| {
        first
            .pointer("/attributes/effective_severity_level")
            .is_some()
    },
    open: || Box::new(Rest),
    keys: REST_KEYS,
};

/// The answer of `snyk test --json` for one project.
pub(in crate::evidence::formats) const CLI: JsonFormat = JsonFormat {
    about: &About {
        id: "snyk-cli",
        name: "Snyk command line, one project",
        ..ABOUT
    },
    recognise: |wrapper, first| {
        wrapper.is_some_and(|key| key.ends_with("vulnerabilities"))
            && first.get("packageName").is_some()
            && first.get("severity").is_some()
    },
    open: || Box::new(Cli),
    keys: CLI_KEYS,
};

/// The answer of `snyk test --all-projects --json`, or of a project without a finding.
pub(in crate::evidence::formats) const PROJECTS: JsonFormat = JsonFormat {
    about: &About {
        id: "snyk-cli-projects",
        name: "Snyk command line, several projects",
        ..ABOUT
    },
    recognise: |_, first| {
        first.get("vulnerabilities").is_some_and(Value::is_array)
            && (first.get("projectName").is_some() || first.get("packageManager").is_some())
    },
    open: || Box::new(Projects),
    keys: PROJECT_KEYS,
};

struct Rest;

impl ReadElements for Rest {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let keyed = Keyed {
            number,
            value,
            keys: REST_KEYS,
        };
        let id = keyed.text(0);
        if id.is_empty() {
            return false;
        }
        let state = match (keyed.text(1).as_ref(), keyed.flag(3)) {
            ("resolved", _) => FindingState::Fixed,
            (_, Flag::Yes) => FindingState::Accepted,
            ("open", _) => FindingState::Open,
            _ => FindingState::Unknown,
        };
        let first_seen = keyed.stamp(reading, 4, &Dialect::PLAIN);
        let closed = match state {
            FindingState::Fixed => keyed.stamp(reading, 5, &Dialect::PLAIN),
            _ => Stamp::NONE,
        };
        reading.records.findings.push(Finding {
            at: keyed.at(&[
                (1, Show::Text),
                (2, Show::Text),
                (3, Show::Text),
                (4, Show::Text),
                (5, Show::Text),
            ]),
            id: id.into(),
            state,
            severity: Severity::of(&keyed.text(2)),
            first_seen,
            closed,
            reasoned: keyed.filled(6),
            ..Finding::default()
        });
        true
    }
}

const NO_FIRST_SEEN: &str = "The command line of Snyk does not say when a finding was first seen; the issues of its REST \
                             interface or of its web page do.";

struct Cli;

impl ReadElements for Cli {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let keyed = Keyed {
            number,
            value,
            keys: CLI_KEYS,
        };
        if keyed.text(0).is_empty() {
            return false;
        }
        // The same weakness stands once for each way that leads to the package.
        let id = format!("{} {} {}", keyed.text(0), keyed.text(2), keyed.text(3));
        let known = reading.records.findings.iter();
        if known.rev().take(1000).any(|f| *f.id == *id) {
            return true;
        }
        reading.records.findings.push(Finding {
            at: keyed.at(&[(0, Show::Text), (1, Show::Text)]),
            id: id.into(),
            state: FindingState::Open,
            severity: Severity::of(&keyed.text(1)),
            ..Finding::default()
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.limits.push(NO_FIRST_SEEN.to_owned());
    }
}

struct Projects;

impl ReadElements for Projects {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let project = Keyed {
            number,
            value,
            keys: PROJECT_KEYS,
        };
        let Some(list) = value.get("vulnerabilities").and_then(Value::as_array) else {
            return false;
        };
        let mut seen = std::collections::BTreeSet::new();
        for value in list {
            let keyed = Keyed {
                number,
                value,
                keys: CLI_KEYS,
            };
            let id = format!("{} {} {}", keyed.text(0), keyed.text(2), keyed.text(3));
            if !seen.insert(id.clone()) {
                continue;
            }
            reading.records.findings.push(Finding {
                at: project.at(&[(0, Show::Text)]),
                id: format!("{} {id}", project.text(0)).into(),
                state: FindingState::Open,
                severity: Severity::of(&keyed.text(1)),
                ..Finding::default()
            });
        }
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.limits.push(NO_FIRST_SEEN.to_owned());
    }
}
