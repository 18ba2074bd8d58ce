//! Changes: approved before they were merged, traced to tickets, on branches that are protected.

mod approvals;
mod automatic;
mod branch_protection;
mod change_approval;
mod checks_at_merge;
mod direct_pushes;
mod known;
mod last_commit;
mod overrides;
mod ticket_to_deploy;

use super::audit::Audit;
use crate::evidence::draft::Draft;

/// The drafts of every procedure over changes that has something to work on.
pub(super) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let changes = known::Changes::new(audit);
    let ran = checks_at_merge::ran(audit, &changes);
    let mut drafts = change_approval::run(audit, &changes, &ran);
    drafts.extend(direct_pushes::run(audit, &changes));
    drafts.extend(branch_protection::run(audit));
    drafts.extend(overrides::run(audit));
    drafts.extend(ticket_to_deploy::run(audit, &changes));
    drafts.extend(checks_at_merge::run(audit, &changes, &ran));
    for draft in &mut drafts {
        // In the order of their words, not of the rows that came first.
        draft.excluded.sort_by(|a, b| a.reason.cmp(&b.reason));
    }
    drafts
}
