//! Encryption at rest, as scanners of cloud settings see it (TP-21).

use super::audit::{Audit, Source};
use super::cited::found;
use crate::evidence::canonical::{Finding, FindingKind, FindingState};
use crate::evidence::draft::Draft;
use crate::evidence::draw::Item;

/// Id of the procedure.
pub(super) const ID: &str = "encryption-checks";

/// One workpaper a file; its items are checks of one store each.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    audit.sources().filter_map(of_file).collect()
}

fn of_file(source: Source<'_>) -> Option<Draft<'_>> {
    let is_it = |f: &&Finding| f.kind == FindingKind::EncryptionAtRest;
    let settings = |f: &Finding| f.kind != FindingKind::Weakness;
    source.records.findings.iter().find(|f| settings(f))?;
    let mut draft = Draft::new(
        ID,
        source.file,
        "Whether each database, store, disk, snapshot and backup that the scanner looked at was encrypted at rest on the \
         day of the file.",
        "The scanner's check of encryption at rest found nothing amiss.",
    );
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    for finding in source.records.findings.iter().filter(is_it) {
        let item = || Item::named(finding.at.row, None, finding.id.to_string());
        let cite = |text: &str| found(source.file, &finding.at, text);
        match finding.state {
            FindingState::Clear | FindingState::Fixed => draft.in_order(item()),
            FindingState::Open => draft.deviates(item(), cite("not encrypted at rest")),
            FindingState::Manual => draft.open(
                item(),
                cite("The scanner could not decide it by itself; the setting, shown in the console, would decide."),
            ),
            FindingState::Unknown => draft.open(
                item(),
                cite("The state of the check is not one that is understood; a fresh scan would decide."),
            ),
            FindingState::Suppressed | FindingState::Accepted => draft.leave_out("muted in the scanner"),
            FindingState::Archived => {
                draft.leave_out("put away by the scanner, so it says nothing of today");
            }
        }
    }
    if draft.tested == 0 && draft.undecided.is_empty() && draft.excluded.is_empty() {
        draft.limit("None of the checks in the file is about encryption at rest.");
    }
    if draft.excluded.iter().any(|e| e.reason.starts_with("muted")) {
        draft.limit("Muted checks were left out; the file does not say who muted them, so each needs a reason on record.");
    }
    draft.limit(
        "Accounts and regions that were not scanned are not in the file; compare it with the list of your accounts.",
    );
    Some(draft)
}
