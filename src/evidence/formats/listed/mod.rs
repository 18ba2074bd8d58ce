//! Lists of accounts, tickets, changes, deployments, devices and findings from systems that no format knows.
//!
//! Their columns are too like one another to be recognised by name, so that somebody has to say what they are. Each is
//! read as registers are.

mod access;
mod work;

use super::kinds::{Field, Kind, Look};
use super::register::{Register, open};
use super::registry::{About, TableFormat};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const fn about(
    id: &'static str,
    name: &'static str,
    kind: EvidenceKind,
    shows_a_day: bool,
    procedures: &'static [&'static str],
) -> About {
    About {
        id,
        name,
        trust: Trust::Mapped,
        kind,
        system: "",
        shows_a_day,
        retention_days: None,
        procedures,
    }
}

/// Makes a list, its format and its kind.
macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $list:ident, $format:ident, $id:literal, $people:literal, $about:expr, $needed:expr,
     $read:path, $fields:expr) => {
        static $list: Register = Register {
            about: &$about,
            file: "",
            columns: $fields,
            needed: &[],
            telling: &[],
            never: &[],
            read: $read,
        };

        const $format: TableFormat = TableFormat {
            about: $list.about,
            // Not by itself: somebody says so.
            recognise: |_| false,
            open: |columns| open(&$list, columns),
        };

        $(#[$doc])*
        pub(super) static $name: Kind = Kind {
            id: $id,
            name: $people,
            fields: $list.columns,
            needed: $needed,
            format: &$format,
            loose: false,
        };
    };
}

list!(
    /// Accounts of one system.
    ACCOUNTS,
    ACCOUNT_LIST,
    ACCOUNT_FORMAT,
    "accounts",
    "Accounts of a system",
    about(
        "account-list",
        "List of accounts",
        EvidenceKind::Accounts,
        true,
        &["leaver-access", "leaver-use", "orphan-accounts", "mfa-enforced"],
    ),
    &[&["login", "email"]],
    access::account,
    &[
        Field::new("login", "Login", &["User|Username|User name|User principal name|Account|Account name|User ID|Sign-in name|Benutzername|Benutzer|Identifiant|Usuario"], Look::Person).of_person(),
        Field::new("email", "Email", &["Email address|E-mail|Mail|User email|Primary email|E-Mail-Adresse|Courriel|Correo"], Look::Person).of_person(),
        Field::new("name", "Full name", &["Name|Display name|Real name|Employee|Vollständiger Name|Nom|Nombre"], Look::Text),
        Field::new("first-name", "First name", &["Given name|Forename|Vorname|Prénom"], Look::Text),
        Field::new("last-name", "Last name", &["Surname|Family name|Nachname|Nom de famille|Apellidos"], Look::Text),
        Field::new("state", "State", &["Status|Account status|User status|Account state|Lifecycle|Zustand|Statut|Estado"], Look::Word(access::is_state)).cited(),
        Field::new("enabled", "Enabled", &["Active|Is active|Account enabled|Aktiv|Actif|Activo"], Look::Flag).cited(),
        Field::new("disabled", "Disabled", &["Blocked|Suspended|Locked|Deactivated|Inactive|Is disabled|Gesperrt|Bloqué"], Look::Flag).cited(),
        Field::new("changed", "State changed", &["Deactivated at|Deactivated on|Disabled on|Disabled at|Suspended on|Removed on|Status changed|State changed at"], Look::Time).cited(),
        Field::new("created", "Created", &["Created at|Created on|Creation date|Date created|Added|Provisioned|Erstellt|Angelegt am"], Look::Time).cited(),
        Field::new("last-login", "Last login", &["Last sign-in|Last sign in|Last logon|Last seen|Last active|Last activity|Last used|Last access|Letzte Anmeldung|Dernière connexion|Último acceso"], Look::Time).cited(),
        Field::new("kind", "Account type", &["User type|Type|Kind|Kontotyp"], Look::Word(access::is_kind)).cited(),
        Field::new("privileged", "Administrator", &["Admin|Is admin|Privileged|Superuser|Is superuser|Administrator rights"], Look::Flag).cited(),
        Field::new("mfa", "MFA", &["2FA|Two-factor|Two factor|MFA enabled|2FA enabled|MFA registered|Multi-factor|Second factor|Has 2FA|Zwei-Faktor"], Look::Flag).cited(),
        Field::new("mfa-enforced", "MFA enforced", &["2FA enforced|MFA required|2FA required"], Look::Flag).cited(),
        Field::new("number", "Employee number", &["Employee ID|Employee no|Personnel number|Personalnummer"], Look::Text),
        Field::new("owner", "Owner", &["Responsible|Owned by|Account owner|Verantwortlich"], Look::Person),
        Field::new("system", "System", &["Application|App|Platform|Environment|Anwendung"], Look::Text),
    ]
);

list!(
    /// Tickets.
    TICKETS,
    TICKET_LIST,
    TICKET_FORMAT,
    "ticket",
    "Tickets",
    about("ticket-list", "List of tickets", EvidenceKind::Ticket, false, &["ticket-to-deploy"]),
    &[&["key"], &["created"]],
    work::ticket,
    &[
        Field::new("key", "Key", &["Ticket|Ticket ID|Ticket number|Ticket key|Issue|Issue key|Issue ID|Issue number|ID|Number|Case|Case number|Reference|Request|Request ID|Vorgang|Ticketnummer"], Look::Text).cited(),
        Field::new("title", "Title", &["Summary|Subject|Description|Short description|Betreff|Titel"], Look::Text),
        Field::new("kind", "Type", &["Issue type|Ticket type|Category|Kind|Labels|Kategorie"], Look::Text),
        Field::new("status", "Status", &["State|Ticket status|Issue status|Zustand"], Look::Word(work::is_status)).cited(),
        Field::new("created", "Created", &["Created at|Created on|Opened|Opened at|Date created|Creation date|Submitted|Reported|Raised|Erstellt|Erstellt am"], Look::Time).cited(),
        Field::new("resolved", "Resolved", &["Resolved at|Closed|Closed at|Closed on|Completed|Completed at|Done|Date closed|Resolution date|Erledigt|Geschlossen"], Look::Time).cited(),
        Field::new("updated", "Updated", &["Updated at|Last updated|Modified|Last modified|Geändert"], Look::Time),
    ]
);

list!(
    /// Changes to code or systems.
    CHANGES,
    CHANGE_LIST,
    CHANGE_FORMAT,
    "change",
    "Changes (pull or merge requests)",
    about(
        "change-list",
        "List of changes",
        EvidenceKind::Change,
        false,
        &["change-approval", "direct-pushes", "ticket-to-deploy"],
    ),
    &[&["number"], &["merged"]],
    work::change,
    &[
        Field::new("number", "Number", &["PR|PR number|Pull request|Pull request number|Merge request|MR|Change|Change ID|Change number|CL|Review|ID|URL|Link"], Look::Text).cited(),
        Field::new("repository", "Repository", &["Repo|Project|Repository name|Codebase"], Look::Text).cited(),
        Field::new("title", "Title", &["Summary|Subject|Description"], Look::Text),
        Field::new("author", "Author", &["Created by|Submitted by|Opened by|Developer|Requester|Requested by|Autor"], Look::Person).of_person(),
        Field::new("state", "State", &["Status"], Look::Word(work::is_state)).cited(),
        Field::new("created", "Created", &["Created at|Created on|Opened|Opened at|Submitted"], Look::Time),
        Field::new("merged", "Merged", &["Merged at|Merged on|Merge date|Date merged|Completed|Completed at|Landed|Landed on|Deployed"], Look::Time).cited(),
        Field::new("base", "Target branch", &["Base|Base branch|Branch|Target|Destination branch|Into"], Look::Text).cited(),
        Field::new("branch", "Source branch", &["Head|Head branch|From|Feature branch"], Look::Text),
        Field::new("commit", "Merge commit", &["Commit|SHA|Merge SHA|Commit SHA|Revision|Hash"], Look::Text),
        Field::new("approver", "Approved by", &["Approver|Approvers|Reviewer|Reviewers|Reviewed by|Signed off by|Genehmigt von"], Look::Person).of_person(),
        Field::new("approved", "Approved at", &["Approved on|Approval date|Date approved|Approved|Reviewed at|Reviewed on|Review date"], Look::Time).cited(),
        Field::new("ticket", "Ticket", &["Issue|Ticket key|Issue key|Linked ticket|Linked issue|Jira|Work item"], Look::Text),
    ]
);

list!(
    /// Deployments.
    DEPLOYMENTS,
    DEPLOYMENT_LIST,
    DEPLOYMENT_FORMAT,
    "deployment",
    "Deployments",
    about("deployment-list", "List of deployments", EvidenceKind::Deployment, false, &["ticket-to-deploy"]),
    &[&["environment"], &["deployed"]],
    work::deployment,
    &[
        Field::new("environment", "Environment", &["Env|Target|Stage|Cluster|Umgebung"], Look::Text).cited(),
        Field::new("deployed", "Deployed", &["Deployed at|Deployed on|Deployment date|Released|Released at|Release date|Finished|Finished at|Date"], Look::Time).cited(),
        Field::new("commit", "Commit", &["SHA|Commit SHA|Revision|Hash|Git commit"], Look::Text).cited(),
        Field::new("status", "Result", &["Status|State|Outcome|Conclusion"], Look::Word(work::is_result)).cited(),
        Field::new("automated", "Automated", &["Automatic|By pipeline"], Look::Flag),
    ]
);

list!(
    /// Devices.
    DEVICES,
    DEVICE_LIST,
    DEVICE_FORMAT,
    "devices",
    "Devices",
    about("device-list", "List of devices", EvidenceKind::Devices, true, &["device-compliance"]),
    &[&["id"]],
    access::device,
    &[
        Field::new("id", "Device", &["Device ID|Device name|Serial|Serial number|Serial no|Asset|Asset tag|Asset ID|Hostname|Host|Computer|Computer name|Machine|Gerät|Seriennummer"], Look::Text).cited(),
        Field::new("user", "User", &["Assigned to|Assigned user|Owner|Primary user|Employee|Email|User email|Used by|Benutzer"], Look::Person).of_person(),
        Field::new("encrypted", "Encrypted", &["Encryption|Disk encryption|Disk encrypted|FileVault|BitLocker|Is encrypted|Encryption status|Verschlüsselt|Verschlüsselung"], Look::Word(access::is_protected)).cited(),
        Field::new("compliant", "Compliant", &["Compliance|Compliance status|Compliance state|Meets policy|Policy status|Healthy"], Look::Word(access::is_protected)).cited(),
        Field::new("last-seen", "Last seen", &["Last check-in|Last checkin|Last sync|Last contact|Last inventory|Last online|Last active|Zuletzt gesehen"], Look::Time).cited(),
    ]
);

list!(
    /// Findings of a scanner.
    FINDINGS,
    FINDING_LIST,
    FINDING_FORMAT,
    "findings",
    "Findings of a scanner",
    about("finding-list", "List of findings", EvidenceKind::Findings, true, &["vulnerability-sla"]),
    &[&["id"], &["severity"], &["first-seen"]],
    work::finding,
    &[
        Field::new("id", "Finding", &["Finding ID|ID|Vulnerability|Vulnerability ID|CVE|Issue|Issue ID|Alert|Alert ID|Plugin|Schwachstelle"], Look::Text).cited(),
        Field::new("resource", "Resource", &["Asset|Host|Hostname|Package|Component|Target|Image|Repository|System"], Look::Text),
        Field::new("severity", "Severity", &["Risk|Risk level|Priority|Criticality|Level|Rating|CVSS severity|Schweregrad"], Look::Word(work::is_severity)).cited(),
        Field::new("state", "Status", &["State|Finding status|Resolution status|Zustand"], Look::Word(work::is_finding_state)).cited(),
        Field::new("first-seen", "First seen", &["First found|First detected|Detected|Detected at|Detected on|Discovered|Discovered on|Found on|Found|Created|Created at|Opened|Reported|Entdeckt am"], Look::Time).cited(),
        Field::new("closed", "Closed", &["Closed at|Closed on|Fixed|Fixed at|Fixed on|Resolved|Resolved at|Resolved on|Remediated|Remediated on|Mitigated|Behoben am"], Look::Time).cited(),
        Field::new("reason", "Reason", &["Justification|Acceptance reason|Exception reason|Comment|Begründung"], Look::Text),
    ]
);

#[cfg(test)]
mod tests;
