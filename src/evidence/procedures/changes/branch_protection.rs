//! Branches that lead to production are protected (TP-11).

use crate::evidence::canonical::Setting;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::procedures::audit::{Audit, Source};
use crate::evidence::workpaper::{Basis, Parameter};

/// Id of the procedure.
const ID: &str = "branch-protection";

/// One draft for each file of settings. The item is a branch.
pub(super) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let sources = audit.sources().filter(|s| !s.records.settings.is_empty());
    sources.map(|source| of_file(audit, source)).collect()
}

fn of_file<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let required = audit.terms.policy_or("approvals-required", 1);
    let mut draft = Draft::new(
        ID,
        source.file,
        "Whether the branch is protected, so that nothing is merged into it without an approval.",
        format!(
            "At least {} of the reviewers has to approve, administrators are not exempt, nobody may bypass it, and history cannot be \
             overwritten.",
            required.value
        ),
    );
    draft.as_of = source.as_of;
    draft.parameters = vec![required.clone()];
    let mut branches: Vec<Vec<&'a Setting>> = Vec::new();
    for setting in &source.records.settings {
        let same = |list: &&mut Vec<&'a Setting>| {
            list.first()
                .is_some_and(|s| s.at.row == setting.at.row && s.subject == setting.subject)
        };
        match branches.iter_mut().find(same) {
            Some(list) => list.push(setting),
            None => branches.push(vec![setting]),
        }
    }
    let mut subjects: Vec<&str> = branches
        .iter()
        .filter_map(|list| list.first())
        .map(|s| s.subject.as_str())
        .collect();
    subjects.sort_unstable();
    subjects.dedup();
    draft.system = match subjects.as_slice() {
        [one] if !one.is_empty() => (*one).to_owned(),
        _ => source.system.to_owned(),
    };
    for settings in &branches {
        branch(source, settings, &required, &mut draft);
    }
    draft.limit("The file shows one day; it says nothing of the days before and after. The audit log of the code host would show changes.");
    if source.as_of.is_none() {
        draft.limit("Which day that is, is not known.");
    }
    draft.limit(
        "Whether the branch leads to production, and whether other repositories do, was not seen.",
    );
    draft
}

/// What one setting comes to.
enum Seen {
    InOrder,
    Deviates(String, bool),
    Open(&'static str),
}

fn look(setting: &Setting, required: &Parameter) -> Seen {
    match (setting.key, setting.value) {
        ("protected", Flag::No) => Seen::Deviates("the branch is not protected".to_owned(), false),
        ("required-reviews", value) => match setting.number {
            Some(0) => Seen::Deviates("no approval is required".to_owned(), false),
            Some(n) if n >= required.value => Seen::InOrder,
            Some(n) => Seen::Deviates(
                format!("{n} of {} approvals are required", required.value),
                required.basis == Basis::Assumed,
            ),
            None if value == Flag::No => {
                Seen::Deviates("no approval is required".to_owned(), false)
            }
            None => Seen::Open(
                "The file does not say how many approvals are required; the rules that are in force for the branch would decide.",
            ),
        },
        ("admins-included", Flag::No) => {
            Seen::Deviates("administrators are exempt".to_owned(), false)
        }
        ("admins-included", Flag::Unknown | Flag::NotSupported) => Seen::Open(
            "The file does not say whether administrators are exempt; the rules that are in force for the branch would decide.",
        ),
        ("force-push-allowed", Flag::Yes) => {
            Seen::Deviates("history may be overwritten by force".to_owned(), false)
        }
        ("force-push-allowed", Flag::Unknown | Flag::NotSupported) => Seen::Open(
            "The file does not say whether history may be overwritten by force; a fresh export would decide.",
        ),
        ("bypass-allowed", Flag::Yes) => Seen::Open(
            "Some accounts may merge without an approval; whether somebody approved each exception would decide.",
        ),
        ("bypass-allowed", Flag::Unknown | Flag::NotSupported) => Seen::Open(
            "The file does not say whether some accounts may merge without an approval; an export with the exceptions would decide.",
        ),
        _ => Seen::InOrder,
    }
}

fn branch<'a>(
    source: Source<'a>,
    settings: &[&'a Setting],
    required: &Parameter,
    draft: &mut Draft<'a>,
) {
    let Some(first) = settings.first() else {
        return;
    };
    let cite = |setting: &'a Setting| Cite::Record {
        file: source.file,
        at: &setting.at,
    };
    let row = first.at.row;
    let item = Item::named(row, None, first.subject.clone());
    if settings.iter().any(|s| s.intent) {
        let text = "The file is a request to set the protection, not an export of it: it shows what was wanted. What `gh api \
                    repos/OWNER/REPO/branches/BRANCH/protection` answers would decide."
            .to_owned();
        let cites = settings.iter().map(|s| cite(s)).collect();
        draft.open(
            item,
            Found {
                row,
                text,
                assumed: false,
                cites,
            },
        );
        return;
    }
    let (mut findings, mut open) = (Vec::new(), Vec::new());
    let (mut cites, mut open_cites) = (Vec::new(), Vec::new());
    let mut assumed = true;
    for setting in settings {
        match look(setting, required) {
            Seen::InOrder => {}
            Seen::Deviates(text, by_default) => {
                findings.push(text);
                cites.push(cite(setting));
                assumed &= by_default;
            }
            Seen::Open(text) => {
                open.push(text);
                open_cites.push(cite(setting));
            }
        }
    }
    if !findings.is_empty() {
        let text = findings.join("; ");
        draft.deviates(
            item,
            Found {
                row,
                text,
                assumed,
                cites,
            },
        );
    } else if !open.is_empty() {
        let text = open.join(" ");
        draft.open(
            item,
            Found {
                row,
                text,
                assumed: false,
                cites: open_cites,
            },
        );
    } else {
        draft.in_order(item);
    }
}
