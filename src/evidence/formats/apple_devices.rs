//! Devices of Jamf (`JSSResource/computers`, one computer each) and of Kandji (details of a device), in JSON.
//!
//! Jamf gives the time of its last report three times; the one that counts from 1970 has no doubt about its zone. Where
//! it says nothing of the disk, encryption is unknown.

use serde_json::Value;

use super::keyed::Keyed;
use super::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::canonical::{Device, Show};
use crate::evidence::decode::times::{Dialect, Epoch};
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const JAMF_KEYS: &[&str] = &[
    "general.serial_number",
    "general.last_contact_time_epoch",
    "general.report_date_epoch",
    "location.email_address",
    "hardware.storage.0.partitions.0.filevault2_status",
];

const KANDJI_KEYS: &[&str] = &[
    "general.device_id",
    "mdm.last_check_in",
    "last_check_in",
    "general.assigned_user.email",
    "filevault.filevault_enabled",
    "device_id",
    "user.email",
];

const ABOUT: About = About {
    id: "jamf-computers",
    name: "Jamf computers",
    trust: Trust::Seen,
    kind: EvidenceKind::Devices,
    system: "jamf",
    shows_a_day: true,
    retention_days: None,
    procedures: &["device-compliance"],
};

/// Computers of Jamf.
pub(super) const JAMF: JsonFormat = JsonFormat {
    about: &ABOUT,
    recognise: |_, first| {
        let general = first
            .pointer("/computer/general")
            .or_else(|| first.get("general"));
        general.is_some_and(|g| g.get("report_date_epoch").is_some())
    },
    open: || Box::new(Jamf),
    keys: JAMF_KEYS,
};

/// Devices of Kandji.
pub(super) const KANDJI: JsonFormat = JsonFormat {
    about: &About {
        id: "kandji-devices",
        name: "Kandji devices",
        system: "kandji",
        ..ABOUT
    },
    recognise: |_, first| {
        first.pointer("/filevault/filevault_enabled").is_some()
            || first.get("device_id").is_some() && first.get("last_check_in").is_some()
    },
    open: || Box::new(Kandji),
    keys: KANDJI_KEYS,
};

/// What Jamf counts from 1970, in milliseconds; 0 is never.
const MILLISECONDS: Dialect = Dialect {
    epoch: Some(Epoch::Milliseconds),
    ..Dialect::PLAIN
};

struct Jamf;

impl ReadElements for Jamf {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let keyed = Keyed {
            number,
            value: value.get("computer").unwrap_or(value),
            keys: JAMF_KEYS,
        };
        let seen = if keyed.get(1).is_some() { 1 } else { 2 };
        let last_seen = keyed.stamp(reading, seen, &MILLISECONDS);
        let disk = keyed.text(4);
        reading.records.devices.push(Device {
            at: keyed.at(&[(3, Show::Person), (seen, Show::Text), (4, Show::Text)]),
            id: keyed.text(0).into_owned(),
            user: normal(&keyed.text(3)),
            encrypted: match disk.to_ascii_lowercase().as_str() {
                "encrypted" => Flag::Yes,
                "not encrypted" | "unencrypted" | "decrypted" => Flag::No,
                other => tri(other),
            },
            // Jamf has no state of its own for it: being under management is all that it says.
            compliant: Flag::NotSupported,
            last_seen,
        });
        true
    }
}

struct Kandji;

impl ReadElements for Kandji {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let keyed = Keyed {
            number,
            value,
            keys: KANDJI_KEYS,
        };
        let first = |one, other| if keyed.get(one).is_some() { one } else { other };
        let (id, seen, user) = (first(0, 5), first(1, 2), first(3, 6));
        let last_seen = keyed.stamp(reading, seen, &Dialect::PLAIN);
        reading.records.devices.push(Device {
            at: keyed.at(&[(user, Show::Person), (seen, Show::Text), (4, Show::Text)]),
            id: keyed.text(id).into_owned(),
            user: normal(&keyed.text(user)),
            encrypted: keyed.flag(4),
            compliant: Flag::NotSupported,
            last_seen,
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::understood::json;
    use super::*;

    #[test]
    fn jamf_and_kandji() {
        let (id, read) = json(
            r#"{"computers":[{"general":{"serial_number":"C1","report_date":"2020-08-03 12:24:29","report_date_epoch":1596457469000},
            "location":{"email_address":"ines@acme.example"},"hardware":{}}]}"#,
        );
        let device = &read.records.devices[0];
        assert_eq!((id, device.encrypted), ("jamf-computers", Flag::Unknown));
        assert_eq!(device.last_seen.time.words(), "2020-08-03T12:24:29Z");
        let (id, read) = json(
            r#"[{"general":{"device_id":"d"},"mdm":{"mdm_enabled":"True","last_check_in":"2022-06-24 14:20:19.961496+00:00"},
            "filevault":{"filevault_enabled":true}}]"#,
        );
        let device = &read.records.devices[0];
        assert_eq!((id, device.encrypted), ("kandji-devices", Flag::Yes));
        assert_eq!(device.last_seen.time.words(), "2022-06-24T14:20:19Z");
    }
}
