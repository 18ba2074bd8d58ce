//! Microsoft Intune: managed devices, as Graph gives them (JSON) and as the admin centre exports them (CSV).

use serde_json::Value;

use super::keyed::Keyed;
use super::registry::{About, JsonFormat, ReadElements, ReadRows, Reading, TableFormat, at};
use crate::evidence::canonical::{Device, Show};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "id",
    "complianceState",
    "isEncrypted",
    "lastSyncDateTime",
    "userPrincipalName",
    "operatingSystem",
    "emailAddress",
];

const ABOUT: About = About {
    id: "intune-devices",
    name: "Intune devices",
    trust: Trust::Seen,
    kind: EvidenceKind::Devices,
    system: "intune",
    shows_a_day: true,
    retention_days: None,
    procedures: &["device-compliance"],
};

/// The devices that Graph gives.
pub(super) const FORMAT: JsonFormat = JsonFormat {
    about: &ABOUT,
    recognise: |_, first| {
        first.get("complianceState").is_some() && first.get("lastSyncDateTime").is_some()
    },
    open: || Box::new(Elements),
    keys: KEYS,
};

/// The devices that the admin centre exports.
pub(super) const TABLE: TableFormat = TableFormat {
    about: &About {
        id: "intune-devices-csv",
        trust: Trust::Embedded,
        ..ABOUT
    },
    recognise: |columns| columns.has(&["Device ID", "Last check-in", "Compliance"]),
    open: |columns| Ok(Box::new(Rows::new(columns))),
};

/// Intune's word; what is in its days of grace, or in error, is neither.
fn compliant(word: &str) -> Flag {
    match word.to_ascii_lowercase().replace(' ', "").as_str() {
        "compliant" => Flag::Yes,
        "noncompliant" | "notcompliant" => Flag::No,
        _ => Flag::Unknown,
    }
}

struct Elements;

impl ReadElements for Elements {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let keyed = Keyed {
            number,
            value,
            keys: KEYS,
        };
        let user = normal(&keyed.text(4)).or_else(|| normal(&keyed.text(6)));
        let record = Device {
            at: keyed.at(&[
                (4, Show::Person),
                (1, Show::Text),
                (2, Show::Text),
                (3, Show::Text),
                (5, Show::Text),
            ]),
            id: keyed.text(0).into_owned(),
            user,
            encrypted: keyed.flag(2),
            compliant: compliant(&keyed.text(1)),
            last_seen: keyed.stamp(reading, 3, &Dialect::PLAIN),
        };
        reading.records.devices.push(record);
        true
    }
}

struct Rows {
    id: Option<usize>,
    seen: Option<usize>,
    compliance: Option<usize>,
    encrypted: Option<usize>,
    user: Option<usize>,
    system: Option<usize>,
}

impl Rows {
    fn new(columns: &Columns) -> Self {
        Self {
            id: columns.find("Device ID"),
            seen: columns.find("Last check-in"),
            compliance: columns.find("Compliance"),
            encrypted: columns.any(&["Encrypted", "Is encrypted"]),
            user: columns.any(&[
                "Primary user UPN",
                "User principal name",
                "Primary user email address",
                "User email",
            ]),
            system: columns.any(&["OS", "Operating system"]),
        }
    }
}

impl ReadRows for Rows {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place));
        if cell(self.id).is_empty() {
            return false;
        }
        let record = Device {
            at: at(
                row,
                &[
                    (self.user, Show::Person),
                    (self.compliance, Show::Text),
                    (self.encrypted, Show::Text),
                    (self.seen, Show::Text),
                    (self.system, Show::Text),
                ],
            ),
            id: cell(self.id).to_owned(),
            user: normal(cell(self.user)),
            encrypted: tri(cell(self.encrypted)),
            compliant: compliant(cell(self.compliance)),
            last_seen: reading.stamp_of(row, self.seen, &Dialect::PLAIN),
        };
        reading.records.devices.push(record);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::understood::{json, table};
    use super::*;

    #[test]
    fn both_forms_and_states_between() {
        let (id, read) = json(
            r#"{"value":[{"id":"a","complianceState":"inGracePeriod","isEncrypted":null,"lastSyncDateTime":"2026-01-02T03:04:05Z",
            "userPrincipalName":"Ines@acme.example","jailBroken":"False"}]}"#,
        );
        let device = &read.records.devices[0];
        assert_eq!(id, "intune-devices");
        assert_eq!(
            (device.encrypted, device.compliant),
            (Flag::Unknown, Flag::Unknown)
        );
        assert_eq!(device.user.as_deref(), Some("ines@acme.example"));
        let (id, read) = table(
            "Device ID,Device name,Enrollment date,Last check-in,Compliance,Encrypted,OS,Primary user UPN\n\
             a,n,x,2026-01-02 03:04:05.0000000,Noncompliant,Yes,Windows,ines@acme.example\n",
        );
        let device = &read.records.devices[0];
        assert_eq!(id, "intune-devices-csv");
        assert_eq!((device.encrypted, device.compliant), (Flag::Yes, Flag::No));
    }
}
