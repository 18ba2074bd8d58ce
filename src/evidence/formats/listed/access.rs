//! Accounts and devices of systems that no format knows.

use super::super::register::Fields;
use crate::evidence::canonical::{Account, AccountKind, AccountState, Device};
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::formats::registry::Reading;
use crate::evidence::formats::synonyms::key;
use crate::evidence::identity::normal;
use crate::evidence::mapping::slug;

/// What a file of several systems is of.
const SEVERAL: &str = "several-systems";

pub(super) fn account(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let person = |name| fields.text(name).and_then(|text| normal(&text));
    let (login, email) = (person("Login"), person("Email"));
    let Some(name) = login.clone().or_else(|| email.clone()) else {
        return false;
    };
    let said = |name| tri(fields.cell(name));
    let state = match (
        state(fields.cell("State")),
        said("Enabled"),
        said("Disabled"),
    ) {
        (AccountState::Unknown, Flag::Yes, _) | (AccountState::Unknown, _, Flag::No) => {
            AccountState::Active
        }
        (AccountState::Unknown, Flag::No, _) | (AccountState::Unknown, _, Flag::Yes) => {
            AccountState::Suspended
        }
        (state, ..) => state,
    };
    if let Some(system) = fields.text("System") {
        of_system(&system, reading);
    }
    let record = Account {
        at: fields.at(),
        email: email.or_else(|| login.filter(|login| login.contains('@'))),
        login: name,
        number: fields.text("Employee number"),
        name: fields.text("Full name").or_else(|| whole_name(fields)),
        state,
        changed: fields.stamp(reading, "State changed"),
        created: fields.stamp(reading, "Created"),
        last_login: fields.stamp(reading, "Last login"),
        kind: kind(fields.cell("Account type")),
        privileged: said("Administrator"),
        mfa: said("MFA"),
        mfa_enforced: said("MFA enforced"),
        owner: fields.text("Owner"),
        ..Account::default()
    };
    reading.records.accounts.push(record);
    true
}

/// A name that stands in two columns.
fn whole_name(fields: &Fields<'_, '_>) -> Option<String> {
    let parts = [fields.cell("First name"), fields.cell("Last name")];
    Some(parts.join(" ").trim().to_owned()).filter(|name| !name.is_empty())
}

/// Notes the system that a row is of.
fn of_system(name: &str, reading: &mut Reading) {
    let slug = slug(name);
    match reading.system.as_deref() {
        None => reading.system = Some(slug),
        Some(before) if before == slug || before == SEVERAL => {}
        Some(_) => {
            reading.system = Some(SEVERAL.to_owned());
            reading.questions.push(
                "The file has accounts of several systems, and a login that stands in two of them is taken for one \
                 account. Is there a file for each system?"
                    .to_owned(),
            );
        }
    }
}

fn state(word: &str) -> AccountState {
    match key(word).as_str() {
        "active" | "enabled" | "ok" | "live" | "normal" | "provisioned" | "aktiv" | "actif"
        | "activo" | "yes" | "true" | "ja" => AccountState::Active,
        "pending" | "invited" | "staged" | "invitesent" | "notactivated" => AccountState::Pending,
        "suspended" | "disabled" | "inactive" | "locked" | "blocked" | "archived"
        | "deactivated" | "paused" | "gesperrt" | "inaktiv" | "inactif" | "inactivo" | "no"
        | "false" | "nein" => AccountState::Suspended,
        "deleted" | "removed" | "deprovisioned" | "terminated" | "gelöscht" | "revoked" => {
            AccountState::Deprovisioned
        }
        _ => AccountState::Unknown,
    }
}

pub(super) fn is_state(word: &str) -> bool {
    state(word) != AccountState::Unknown
}

fn kind(word: &str) -> AccountKind {
    match key(word).as_str() {
        "human" | "user" | "person" | "member" | "employee" | "standard" | "standarduser"
        | "regular" | "internal" | "admin" | "administrator" | "owner" => AccountKind::Human,
        "service" | "serviceaccount" | "system" | "application" | "app" | "technical" | "svc"
        | "machine" | "integration" | "api" => AccountKind::Service,
        "bot" | "robot" => AccountKind::Bot,
        "guest" | "external" | "externaluser" | "collaborator" | "gast" => AccountKind::Guest,
        "root" => AccountKind::Root,
        _ => AccountKind::Unknown,
    }
}

pub(super) fn is_kind(word: &str) -> bool {
    kind(word) != AccountKind::Unknown
}

pub(super) fn device(fields: &Fields<'_, '_>, reading: &mut Reading) -> bool {
    let Some(id) = fields.text("Device") else {
        return false;
    };
    let record = Device {
        at: fields.at(),
        id,
        user: fields.text("User").and_then(|user| normal(&user)),
        encrypted: protected(fields.cell("Encrypted")),
        compliant: protected(fields.cell("Compliant")),
        last_seen: fields.stamp(reading, "Last seen"),
    };
    reading.records.devices.push(record);
    true
}

/// Whether a word says that a device is as it should be.
fn protected(word: &str) -> Flag {
    match key(word).as_str() {
        "compliant" | "encrypted" | "fullyencrypted" | "healthy" | "ok" | "verschlüsselt" => {
            Flag::Yes
        }
        "noncompliant" | "notcompliant" | "unencrypted" | "notencrypted" | "unhealthy" => Flag::No,
        _ => tri(word),
    }
}

pub(super) fn is_protected(word: &str) -> bool {
    protected(word) != Flag::Unknown
}
