//! The mock audit: reviews of access, and training.

use super::{Wanted, everywhere};

#[test]
fn every_system_without_a_review_in_its_quarter_is_found() {
    everywhere(&Wanted {
        truths: &["tp-04"],
        ours: &["access-review-coverage"],
        formats: &[],
    });
}

#[test]
fn decisions_that_nobody_can_rely_on_are_found() {
    everywhere(&Wanted {
        truths: &["tp-05"],
        ours: &[
            "access-review-quality",
            "review-population",
            "review-follow-through",
        ],
        formats: &[],
    });
}

#[test]
fn people_without_training_are_found() {
    everywhere(&Wanted {
        truths: &["tp-13"],
        ours: &["training-new-hire", "training-annual"],
        formats: &[],
    });
}
