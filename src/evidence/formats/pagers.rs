//! Incidents as the tools know them that call people or tell customers: PagerDuty, Opsgenie, Statuspage (JSON).

use serde_json::Value;

use super::keyed::Keyed;
use super::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::canonical::{Incident, Severity, Show, Stamp};
use crate::evidence::decode::times::{Dialect, Time};
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

/// What stands where; an empty path is nowhere.
struct Tool {
    keys: &'static [&'static str],
    severity: fn(&str) -> Severity,
}

/// Places in the keys of every tool.
const ID: usize = 0;
const OPENED: usize = 1;
const ACKNOWLEDGED: usize = 2;
const RESOLVED: usize = 3;
const STATUS: usize = 4;
const SEVERITY: usize = 5;
const OWNER: usize = 6;
const BACKFILLED: usize = 7;
/// When the status last changed: the end, where the status is that it ended and nothing else says when.
const CHANGED: usize = 8;
/// After how many milliseconds it was acknowledged.
const AFTER: usize = 9;
/// Whether it was acknowledged.
const TAKEN_UP: usize = 10;

static PAGERDUTY_TOOL: Tool = Tool {
    keys: &[
        "incident_number",
        "created_at",
        "acknowledgements.0.at",
        "resolved_at",
        "status",
        "priority.summary",
        "assignments",
        "",
        "last_status_change_at",
        "",
        "",
    ],
    severity: Severity::of,
};

static OPSGENIE_TOOL: Tool = Tool {
    keys: &[
        "tinyId",
        "createdAt",
        "",
        "resolvedAt",
        "status",
        "priority",
        "responders",
        "",
        "updatedAt",
        "report.ackTime",
        "acknowledged",
    ],
    severity: Severity::of,
};

static STATUSPAGE_TOOL: Tool = Tool {
    keys: &[
        "id",
        "created_at",
        "",
        "resolved_at",
        "status",
        "impact",
        "",
        "backfilled",
        "",
        "",
        "",
    ],
    severity: of_impact,
};

fn of_impact(text: &str) -> Severity {
    match text {
        "critical" => Severity::Critical,
        "major" => Severity::High,
        "minor" => Severity::Medium,
        "none" | "maintenance" => Severity::Informational,
        _ => Severity::Unknown,
    }
}

const fn about(id: &'static str, name: &'static str, trust: Trust) -> About {
    About {
        id,
        name,
        trust,
        kind: EvidenceKind::IncidentLog,
        system: id,
        shows_a_day: false,
        retention_days: None,
        procedures: &[
            "incident-handling",
            "incident-review",
            "alert-acknowledgement",
        ],
    }
}

/// PagerDuty.
pub(super) const PAGERDUTY: JsonFormat = JsonFormat {
    about: &about("pagerduty", "PagerDuty incidents", Trust::Seen),
    recognise: |_, first| {
        first.get("incident_number").is_some()
            && (first.get("urgency").is_some() || first.get("escalation_policy").is_some())
    },
    open: || Box::new(Reader(&PAGERDUTY_TOOL)),
    keys: PAGERDUTY_TOOL.keys,
};

/// Opsgenie.
pub(super) const OPSGENIE: JsonFormat = JsonFormat {
    about: &about("opsgenie", "Opsgenie incidents", Trust::Seen),
    recognise: |_, first| {
        first.get("tinyId").is_some()
            && first.get("priority").is_some()
            && first.get("createdAt").is_some()
    },
    open: || Box::new(Reader(&OPSGENIE_TOOL)),
    keys: OPSGENIE_TOOL.keys,
};

/// Statuspage.
pub(super) const STATUSPAGE: JsonFormat = JsonFormat {
    about: &about("statuspage", "Statuspage incidents", Trust::Documented),
    recognise: |_, first| {
        first.get("impact").is_some()
            && first.get("created_at").is_some()
            && (first.get("incident_updates").is_some() || first.get("backfilled").is_some())
    },
    open: || Box::new(Reader(&STATUSPAGE_TOOL)),
    keys: STATUSPAGE_TOOL.keys,
};

struct Reader(&'static Tool);

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let keyed = Keyed {
            number,
            value,
            keys: self.0.keys,
        };
        let id = keyed.text(ID);
        if id.is_empty() {
            return false;
        }
        let plain = &Dialect::PLAIN;
        let opened = keyed.stamp(reading, OPENED, plain);
        reading.happened(opened);
        let status = keyed.text(STATUS).to_ascii_lowercase();
        let ended = matches!(
            status.as_str(),
            "resolved" | "closed" | "completed" | "postmortem"
        );
        let mut resolved = keyed.stamp(reading, RESOLVED, plain);
        if ended && resolved == Stamp::NONE {
            resolved = keyed.stamp(reading, CHANGED, plain);
        }
        let mut acknowledged = keyed.stamp(reading, ACKNOWLEDGED, plain);
        // Opsgenie tells it as milliseconds after the alert was made.
        if let (Time::Instant(made), Ok(after)) = (opened.time, keyed.text(AFTER).parse::<i64>()) {
            acknowledged = Stamp {
                time: Time::Instant(made.saturating_add(after)),
                ..acknowledged
            };
        }
        let severity = (self.0.severity)(&keyed.text(SEVERITY));
        reading.records.incidents.push(Incident {
            at: keyed.at(&[
                (ID, Show::Text),
                (OPENED, Show::Text),
                (ACKNOWLEDGED, Show::Text),
                (AFTER, Show::Text),
                (RESOLVED, Show::Text),
                (STATUS, Show::Text),
                (SEVERITY, Show::Text),
                (BACKFILLED, Show::Text),
            ]),
            id: id.into_owned(),
            severity,
            opened,
            acknowledged,
            resolved,
            rated: match severity {
                Severity::Unknown => Flag::Unknown,
                _ => Flag::Yes,
            },
            owned: keyed.filled(OWNER),
            backfilled: tri(&keyed.text(BACKFILLED)),
            in_register: false,
            waiting: matches!(status.as_str(), "triggered" | "open")
                && keyed.text(TAKEN_UP) != "true",
            ..Incident::default()
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::understood::json;
    use super::*;

    fn one(text: &str) -> (&'static str, Incident) {
        let (id, mut read) = json(text);
        (id, read.records.incidents.remove(0))
    }

    #[test]
    fn each_tool_is_told_by_its_keys() {
        let (id, found) = one(
            r#"{"incidents":[{"incident_number":7,"created_at":"2026-05-06T07:08:09.000000Z","status":"resolved","urgency":"high",
            "assignments":[],"acknowledgements":[{"at":"2026-05-06T07:10:00Z"}],"last_status_change_at":"2026-05-06T09:00:00Z"}]}"#,
        );
        assert_eq!((id, found.id.as_str()), ("pagerduty", "7"));
        assert_eq!(found.resolved.time.words(), "2026-05-06T09:00:00Z");
        assert_eq!(found.acknowledged.time.words(), "2026-05-06T07:10:00Z");
        assert_eq!((found.owned, found.rated), (Flag::Unknown, Flag::Unknown));
        let (id, found) = one(
            r#"{"data":[{"tinyId":"12","message":"m","status":"open","priority":"P1","createdAt":"2026-05-06T07:08:09Z","responders":[{"id":"x"}]}]}"#,
        );
        assert_eq!(
            (id, found.severity, found.owned),
            ("opsgenie", Severity::Critical, Flag::Yes)
        );
        assert_eq!(found.resolved, Stamp::NONE);
        assert!(found.waiting);
        let (_, found) = one(
            r#"[{"tinyId":"13","status":"closed","acknowledged":true,"priority":"P1","createdAt":"2026-05-06T07:00:00Z","report":{"ackTime":90000}}]"#,
        );
        assert_eq!(found.acknowledged.time.words(), "2026-05-06T07:01:30Z");
        assert!(!found.waiting);
        let (id, found) = one(
            r#"{"incidents":[{"id":"x1","status":"resolved","impact":"major","created_at":"2026-05-06T07:08:09.000+02:00","backfilled":true,"incident_updates":[]}]}"#,
        );
        assert_eq!(
            (id, found.severity, found.backfilled),
            ("statuspage", Severity::High, Flag::Yes)
        );
    }
}
