//! The order in which to start the fixes of a set, and why each stands before the next.
//!
//! Again and again, of every fix that is left, the *bundle* is looked at: the fix with what it needs and is not
//! listed yet. The bundle that removes most per person-day comes next: what it needs first, those that
//! end earlier before others, then the fix. Equal ones: fewer person-days, then the id.

use std::rc::Rc;

use super::{Due, Fix, Rate, Reason, Step};
use crate::sorting::Sorting;

/// A fix with what it needs and was not listed yet, in the order to start; the fix itself is the last.
struct Bundle<'f> {
    members: Vec<&'f Fix>,
    removed: f64,
    person_days: u32,
}

/// A fix in the order.
struct Placed<'f> {
    fix: &'f Fix,
    /// The bundles there were when it was picked, the best first: the one that it is in.
    bundles: Rc<Vec<Bundle<'f>>>,
}

/// The order of the chosen fixes with the reasons.
pub(super) fn order(chosen: &[&Fix]) -> Vec<Step> {
    let mut left: Vec<&Fix> = chosen.to_vec();
    left.in_order_by(|a, b| a.control.cmp(&b.control));
    let mut placed: Vec<Placed<'_>> = Vec::new();
    while !left.is_empty() {
        let mut bundles: Vec<Bundle<'_>> = left.iter().map(|f| bundle(f, &left)).collect();
        // Stable: equal ones stay in the order of their ids.
        bundles.in_order_by(|a, b| {
            let (a_more, b_more) = crossed(a, b);
            let rate = b_more.total_cmp(&a_more);
            rate.then(a.person_days.cmp(&b.person_days))
        });
        let bundles = Rc::new(bundles);
        let members = bundles.first().map_or(&[][..], |b| &b.members);
        left.retain(|f| members.iter().all(|m| m.control != f.control));
        placed.extend(members.iter().map(|fix| Placed {
            fix,
            bundles: Rc::clone(&bundles),
        }));
    }
    let mut next = placed.iter().skip(1);
    let steps = placed.iter().map(|first| Step {
        control: first.fix.control.clone(),
        before_next: next
            .next()
            .map(|then| reasons(first, then))
            .unwrap_or_default(),
    });
    steps.collect()
}

/// What two bundles remove per person-day, both times the person-days of both: nothing is divided by 0.
fn crossed(a: &Bundle<'_>, b: &Bundle<'_>) -> (f64, f64) {
    (
        a.removed * f64::from(b.person_days),
        b.removed * f64::from(a.person_days),
    )
}

/// The fix with what it needs and is left.
fn bundle<'f>(fix: &'f Fix, left: &[&'f Fix]) -> Bundle<'f> {
    let mut members: Vec<&Fix> = Vec::new();
    if !fix.prerequisites.is_empty() {
        let needed = |f: &&&Fix| fix.prerequisites.contains(&f.control);
        members.extend(left.iter().filter(needed).copied());
    }
    // Something needed never ends after what needs it; with no lead time it may end on the same day.
    members.in_order_by(|a, b| {
        let key = |f: &Fix| (f.end, f.prerequisites.len());
        key(a).cmp(&key(b)).then(a.control.cmp(&b.control))
    });
    members.push(fix);
    Bundle {
        removed: super::removed(members.iter().copied()),
        person_days: members.iter().map(|f| f.effort_days).sum(),
        members,
    }
}

fn rate(bundle: &Bundle<'_>) -> Rate {
    Rate {
        removed: bundle.removed,
        person_days: bundle.person_days,
        fixes: bundle.members.iter().map(|f| f.control.clone()).collect(),
    }
}

/// Whether a bundle is that of a fix.
fn ends_with(bundle: &Bundle<'_>, fix: Option<&&Fix>) -> bool {
    let last = bundle.members.last();
    last.zip(fix).is_some_and(|(a, b)| a.control == b.control)
}

fn reasons(first: &Placed<'_>, then: &Placed<'_>) -> Vec<Reason> {
    let (a, b) = (first.fix, then.fix);
    let mut found = Vec::new();
    if b.prerequisites.contains(&a.control) {
        found.push(Reason::Prerequisite);
    } else if let (Some(bundle), Some(then)) = (first.bundles.first(), then.bundles.first()) {
        let last = then.members.last();
        if let Some(last) = last.filter(|_| ends_with(bundle, last)) {
            found.push(Reason::BothFor {
                fix: last.control.clone(),
            });
        } else if let Some(other) = first.bundles.iter().find(|o| ends_with(o, last)) {
            // As things stood when the first bundle was picked.
            let (more, less) = crossed(bundle, other);
            let (first, then) = (rate(bundle), rate(other));
            found.push(if more > less {
                Reason::MoreRemovedPerDay { first, then }
            } else {
                Reason::AsMuchRemovedPerDay { first, then }
            });
        }
    }
    if a.still_due > b.still_due {
        found.push(Reason::MoreStillDue {
            first: due(a),
            then: due(b),
        });
    }
    if let (Some(start_by), Some(last_start), Some(other)) =
        (a.start_by, a.last_start, b.last_start)
        && last_start < other
    {
        found.push(Reason::LessTime {
            start_by,
            last_start,
            then_last_start: other,
            days_until_end: a.days_until_end,
        });
    }
    found
}

fn due(fix: &Fix) -> Due {
    Due {
        still_due: fix.still_due,
        population: fix.population,
    }
}
