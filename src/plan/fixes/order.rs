//! The order in which to start the fixes of a set, and why each stands before the next.
//!
//! Again and again, of every fix that is left, the *bundle* is looked at: the fix with what it needs and is not
//! listed yet. The bundle that removes most per person-day comes next: what it needs first, those that
//! end earlier before others, then the fix. Equal ones: fewer person-days, then the id.

use super::{Due, Fix, Rate, Reason, Step};

/// A fix in the order.
struct Placed<'f> {
    fix: &'f Fix,
    /// The last fix of its bundle, and what the bundle removes.
    bundle: (&'f Fix, Rate),
    /// What the best other bundle would have removed that begins with the fix listed after this one.
    others: Vec<(&'f Fix, Rate)>,
}

/// The order of the chosen fixes with the reasons.
pub(super) fn order(chosen: &[&Fix]) -> Vec<Step> {
    let mut left: Vec<&Fix> = chosen.to_vec();
    left.sort_by(|a, b| a.control.cmp(&b.control));
    let mut placed: Vec<Placed<'_>> = Vec::new();
    while !left.is_empty() {
        let mut bundles: Vec<(&Fix, Vec<&Fix>)> =
            left.iter().map(|f| (*f, bundle(f, &left))).collect();
        // Stable: equal ones stay in the order of their ids.
        bundles.sort_by(|(_, a), (_, b)| {
            let (a, b) = (rate(a), rate(b));
            let cross = |x: &Rate, y: &Rate| x.removed * f64::from(y.person_days);
            cross(&b, &a)
                .total_cmp(&cross(&a, &b))
                .then(a.person_days.cmp(&b.person_days))
        });
        let mut bundles = bundles.into_iter();
        let Some((last, members)) = bundles.next() else {
            break;
        };
        let others: Vec<(&Fix, Rate)> = bundles.map(|(fix, b)| (fix, rate(&b))).collect();
        left.retain(|f| members.iter().all(|m| m.control != f.control));
        placed.extend(members.iter().map(|fix| Placed {
            fix,
            bundle: (last, rate(&members)),
            others: others.clone(),
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

/// The fix with what it needs and is left, in the order to start.
fn bundle<'f>(fix: &'f Fix, left: &[&'f Fix]) -> Vec<&'f Fix> {
    let needed = |f: &&&Fix| fix.prerequisites.contains(&f.control);
    let mut members: Vec<&Fix> = left.iter().filter(needed).copied().collect();
    // Something needed never ends after what needs it; with no lead time it may end on the same day.
    members.sort_by(|a, b| {
        let key = |f: &Fix| (f.end, f.prerequisites.len());
        key(a).cmp(&key(b)).then(a.control.cmp(&b.control))
    });
    members.push(fix);
    members
}

fn rate(members: &[&Fix]) -> Rate {
    Rate {
        removed: super::removed(members.iter().copied()),
        person_days: members.iter().map(|f| f.effort_days).sum(),
        fixes: members.iter().map(|f| f.control.clone()).collect(),
    }
}

fn reasons(first: &Placed<'_>, then: &Placed<'_>) -> Vec<Reason> {
    let (a, b) = (first.fix, then.fix);
    let mut found = Vec::new();
    if b.prerequisites.contains(&a.control) {
        found.push(Reason::Prerequisite);
    } else if first.bundle.0.control == then.bundle.0.control {
        found.push(Reason::BothFor {
            fix: first.bundle.0.control.clone(),
        });
    } else {
        // As things stood when the first bundle was picked.
        let last = &then.bundle.0.control;
        let other = first.others.iter().find(|(fix, _)| fix.control == *last);
        if let Some((_, other)) = other {
            let first = first.bundle.1.clone();
            let more = first.removed * f64::from(other.person_days)
                > other.removed * f64::from(first.person_days);
            let then = other.clone();
            found.push(if more {
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
