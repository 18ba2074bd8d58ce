//! The mock audit: change.

use super::{Wanted, everywhere};

#[test]
fn every_planted_change_is_found() {
    everywhere(&Wanted {
        truths: &["tp-09"],
        ours: &["change-approval"],
        formats: &[],
    });
}

#[test]
fn every_planted_branch_is_found() {
    everywhere(&Wanted {
        truths: &["tp-11"],
        ours: &["branch-protection"],
        formats: &[],
    });
}
