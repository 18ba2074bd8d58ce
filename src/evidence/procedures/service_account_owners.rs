//! Service accounts: each with a person who answers for it, and a credential that is replaced in time (TP-08).

use super::audit::{Audit, Source};
use super::cited::{between, days, found, is_blank, is_untold, within};
use super::humans::Humans;
use crate::evidence::canonical::{AccountKind, ServiceAccount};
use crate::evidence::draft::Draft;
use crate::evidence::draw::Item;
use crate::evidence::identity::normal;
use crate::evidence::workpaper::{Basis, Parameter};

/// Id of the procedure.
pub(super) const ID: &str = "service-account-owners";

/// Words of which the names of teams are made. An owner of which every word is one of them is no named person (J).
const TEAM: &[&str] = &[
    "it",
    "security",
    "infosec",
    "devops",
    "dev",
    "ops",
    "operations",
    "platform",
    "engineering",
    "engineers",
    "sre",
    "infrastructure",
    "infra",
    "team",
    "the",
    "admin",
    "admins",
    "administrator",
    "administrators",
    "support",
    "helpdesk",
    "help",
    "desk",
    "data",
    "backend",
    "frontend",
    "product",
    "development",
    "developers",
    "cloud",
    "systems",
    "system",
    "network",
    "group",
    "department",
    "dept",
    "company",
    "all",
    "everyone",
    "shared",
    "service",
    "services",
    "qa",
    "finance",
    "hr",
    "people",
    "sales",
    "marketing",
    "legal",
    "compliance",
    "and",
    "of",
    "office",
    "tech",
    "technology",
    "core",
    "root",
    "oncall",
    "on-call",
    "unknown",
    "nobody",
    "tbd",
    "vendor",
    "external",
];

/// One workpaper a register; its items are service accounts.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Vec<Draft<'a>> {
    let files = audit
        .sources()
        .filter(|s| !s.records.service_accounts.is_empty());
    files.map(|s| of_file(audit, humans, s)).collect()
}

fn of_file<'a>(audit: &Audit<'a>, humans: &Humans<'a>, source: Source<'a>) -> Draft<'a> {
    let age = audit.terms.policy_or("key-max-age-days", 90);
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether a person who works here answers for each service account of the register, and whether its \
             credential was replaced in the last {} days.",
            age.value
        ),
        "The register names a person, and a day of the last replacement that is near enough to the day of the register.",
    );
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    draft.parameters = vec![age.clone()];
    for account in &source.records.service_accounts {
        judge(audit, humans, source, account, &age, &mut draft);
    }
    if humans.is_empty() {
        draft.limit("There is no roster beside it, so whether the owners still work here was not looked at.");
    }
    let accounts = &source.records.service_accounts;
    if accounts.iter().all(|a| is_untold(a.rotated)) {
        draft.limit("The register does not say when credentials were last replaced.");
    }
    unlisted(audit, &mut draft);
    draft
}

/// Why an owner is none, or why it is open.
enum Owner {
    Answers,
    Deviates(&'static str),
    Open(&'static str),
}

fn owner(audit: &Audit<'_>, humans: &Humans<'_>, source: Source<'_>, name: Option<&str>) -> Owner {
    let Some(name) = name else {
        return Owner::Deviates("no owner");
    };
    if is_team(name) {
        return Owner::Deviates("a team in place of a named person as owner");
    }
    if humans.is_empty() {
        return Owner::Answers;
    }
    let day = source.as_of.unwrap_or(audit.terms.as_of);
    let place = normal(name).and_then(|login| humans.of_login(&login));
    let works = place
        .and_then(|place| humans.all.get(place))
        .map(|human| human.works_here(audit, day));
    match works {
        Some(Some(true)) => Owner::Answers,
        Some(Some(false)) => Owner::Deviates("an owner who does not work here any more"),
        Some(None) => Owner::Open(
            "Whether the owner still works here is not said in the roster; a fuller roster would decide.",
        ),
        None if !name.contains('@') => Owner::Open(
            "The owner is given by name, which matches nobody for sure; the owner's address would decide.",
        ),
        None => Owner::Open("The owner is in no roster; the roster with contractors would decide."),
    }
}

fn is_team(name: &str) -> bool {
    let local = name.split('@').next().unwrap_or(name).to_lowercase();
    let mut words = local
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !w.chars().all(|c| c.is_ascii_digit()))
        .peekable();
    words.peek().is_some() && words.all(|word| TEAM.contains(&word))
}

fn judge<'a>(
    audit: &Audit<'a>,
    humans: &Humans<'a>,
    source: Source<'a>,
    account: &'a ServiceAccount,
    age: &Parameter,
    draft: &mut Draft<'a>,
) {
    let (mut findings, mut open) = (Vec::new(), Vec::new());
    match owner(audit, humans, source, account.owner.as_deref()) {
        Owner::Answers => {}
        Owner::Deviates(text) => findings.push(text.to_owned()),
        Owner::Open(text) => open.push(text),
    }
    let certain = !findings.is_empty();
    match (days(audit, account.rotated), source.as_of) {
        _ if is_untold(account.rotated) => {}
        _ if is_blank(account.rotated) => {
            open.push("When its credential was last replaced is not recorded; an export of its keys would decide.");
        }
        (Some(rotated), Some(day)) => match within(between(rotated, (day, day)), age.value) {
            Some(true) => {}
            Some(false) => findings.push(format!(
                "credential not replaced for more than {}",
                super::days(i64::from(age.value))
            )),
            None => open.push("Whether its credential is too old depends on the time zone; the company's zone would decide."),
        },
        (Some(_), None) => {
            open.push("On which day the register was made is not known; that day would decide how old the credential is.");
        }
        (None, _) => open.push("The day of the last replacement cannot be read; an export of its keys would decide."),
    }
    let key = format!(
        "{} {}",
        account.system.as_deref().unwrap_or(""),
        account.account
    );
    let item = Item::named(account.at.row, None, key);
    if !findings.is_empty() {
        let mut found = found(source.file, &account.at, findings.join("; "));
        found.assumed = !certain && age.basis == Basis::Assumed;
        draft.deviates(item, found);
    } else if !open.is_empty() {
        draft.open(item, found(source.file, &account.at, open.join(" ")));
    } else {
        draft.in_order(item);
    }
}

/// Accounts of services in other files that no register has.
fn unlisted<'a>(audit: &Audit<'a>, draft: &mut Draft<'a>) {
    let registers = audit.sources().flat_map(|s| &s.records.service_accounts);
    let listed: std::collections::BTreeSet<&str> = registers.map(|a| a.account.as_str()).collect();
    let services = audit.accounts().filter(|(_, account)| {
        matches!(account.kind, AccountKind::Service | AccountKind::Bot)
            && !listed.contains(account.login.as_str())
            && !account.email.as_deref().is_some_and(|e| listed.contains(e))
    });
    let mut by_file: std::collections::BTreeMap<&str, (u32, u32)> =
        std::collections::BTreeMap::new();
    for (source, account) in services {
        let entry = by_file.entry(source.name).or_insert((0, account.at.row));
        entry.0 += 1;
        entry.1 = entry.1.min(account.at.row);
    }
    for (file, (count, row)) in by_file {
        draft.limit(format!(
            "Accounts of services in {file} that are not in the register: {count}, the first in row {row}."
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teams_are_told_from_people() {
        for team in [
            "IT",
            "IT Security",
            "DevOps",
            "Platform team",
            "it@acme.example",
            "Team 2",
            "dev-ops@x",
        ] {
            assert!(is_team(team), "{team}");
        }
        for person in [
            "Ines Kowalski",
            "ines@acme.example",
            "Max",
            "it-ines@acme.example",
            "",
        ] {
            assert!(!is_team(person), "{person}");
        }
    }
}
