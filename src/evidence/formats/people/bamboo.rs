//! BambooHR: the answer of its report interface (JSON).
//!
//! A recorded answer with 103 people was read. Without `onlyCurrent=false` those who left are not in it.

use serde_json::Value;

use super::table::{PROCEDURES, in_order, only_current};
use super::words::{DAYS, employment, on_leave, works_here};
use crate::evidence::canonical::{Person, Show};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::fields;
use crate::evidence::formats::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "workEmail",
    "status",
    "employmentHistoryStatus",
    "hireDate",
    "terminationDate",
    "lastChanged",
    "employeeNumber",
];

/// The people of a report.
pub(in crate::evidence::formats) const JSON: JsonFormat = JsonFormat {
    about: &About {
        id: "bamboohr-report-json",
        name: "BambooHR report",
        trust: Trust::Seen,
        kind: EvidenceKind::Roster,
        system: "",
        shows_a_day: true,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: |wrapper, first| {
        wrapper == Some("employees")
            && (first.get("hireDate").is_some() || first.get("terminationDate").is_some())
    },
    open: || Box::new(Reader { leavers: false }),
    keys: KEYS,
};

struct Reader {
    leavers: bool,
}

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let text = |key| fields::text(value, key);
        let email = normal(text("workEmail"));
        let employee = fields::id(value, "employeeNumber");
        let name = match text("displayName") {
            "" => format!("{} {}", text("firstName"), text("lastName")),
            name => in_order(name),
        };
        let name = Some(name.trim().to_owned()).filter(|n| !n.is_empty());
        if email.is_none() && employee.is_none() && name.is_none() {
            return false;
        }
        let mut time = |place| fields::stamp(reading, value, KEYS, place, &DAYS);
        let (start, end, changed) = (time(3), time(4), time(5));
        let (status, said) = (text("status"), text("employmentHistoryStatus"));
        let active = match works_here(status) {
            Flag::Unknown => works_here(said),
            known => known,
        };
        self.leavers |= end.time != Time::Nothing || active == Flag::No;
        let who = if email.is_some() { 0 } else { 6 };
        reading.records.people.push(Person {
            at: fields::at(
                number,
                value,
                KEYS,
                &[
                    (who, Show::Person),
                    (1, Show::Text),
                    (2, Show::Text),
                    (3, Show::Text),
                    (4, Show::Text),
                ],
            ),
            email,
            aliases: ["homeEmail", "personalEmail"]
                .into_iter()
                .filter_map(|key| normal(text(key)))
                .collect(),
            number: employee,
            name,
            employment: employment(said),
            active,
            on_leave: on_leave(said),
            start,
            end,
            changed,
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        if !self.leavers {
            only_current(reading);
        }
    }
}
