//! Accounts of leavers that were still there: by the day of a list, and by the times in a row itself.

use super::removal::cite;
use super::spells::Due;
use super::{Shown, Verdict, length};
use crate::date::Date;
use crate::evidence::canonical::Account;
use crate::evidence::procedures::audit::{Audit, Ordered, before};
use crate::evidence::procedures::lists::{Lists, Seen};

/// A row that shows the account active at a time after the deadline.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) seen: Seen<'a>,
    /// When: the day of the list, or the newest time in it.
    pub(super) at: (i64, i64),
    day: Date,
    /// The row with that newest time.
    pub(super) by: Option<&'a Account>,
}

/// Every row that shows the account active after the deadline, and before the person came back.
pub(super) fn looks<'a>(
    audit: &Audit<'a>,
    lists: &Lists<'a>,
    all: &[Seen<'a>],
    due: Due,
) -> Vec<Look<'a>> {
    let on = all
        .iter()
        .filter(|(_, a)| a.state.is_enabled() == Some(true));
    let looks = on.filter_map(|seen| {
        let made = lists.of(seen.0)?;
        let own = match made.by {
            None => due.is_own(made.at),
            // It may have been made at any time after its newest one, and so after the return.
            Some(_) => due.back.is_none(),
        };
        (own && before(made.at, due.deadline) == Ordered::Late).then_some(Look {
            seen: *seen,
            at: made.at,
            day: made.day,
            by: made.by,
        })
    });
    let mut looks: Vec<Look<'a>> = looks.collect();
    // The latest first, whatever the order of files.
    looks.sort_by_key(|look| {
        let (source, account) = look.seen;
        std::cmp::Reverse((look.at, audit.name(source), account.at.row))
    });
    looks
}

/// What a look at the account after the deadline says.
pub(super) fn active<'a>(system: &str, look: Look<'a>, due: Due) -> Shown<'a> {
    let late = length(look.at.0 - due.deadline.1);
    let day = look.day;
    let text = match look.by {
        None => format!(
            "the account in {system} was still active on {day}, {late} after the deadline or more"
        ),
        Some(_) => format!(
            "the account in {system} was still active on {day} or later, {late} after the deadline or more: the list is no \
             older than the newest time in it"
        ),
    };
    let mut cites = vec![cite(look.seen)];
    let (source, account) = look.seen;
    cites.extend(
        look.by
            .filter(|by| by.at.row != account.at.row)
            .map(|by| cite((source, by))),
    );
    Shown {
        verdict: Verdict::Deviates(text),
        cites,
        untimed: false,
    }
}

/// What the times in a row itself say: used, or made active, after the deadline. Rows that say otherwise are cited beside it.
///
/// * `on`: of the rows that show the account active; else of the others, where only the last use says that it was on.
pub(super) fn by_own_times<'a>(
    audit: &Audit<'a>,
    lists: &Lists<'a>,
    system: &str,
    all: &[Seen<'a>],
    due: Due,
    on: bool,
) -> Option<Shown<'a>> {
    let rows = all
        .iter()
        .filter(|(_, a)| (a.state.is_enabled() == Some(true)) == on);
    let times = rows.flat_map(|seen| {
        let changed = on.then_some((seen.1.changed, "became active"));
        let times = [Some((seen.1.last_login, "was used")), changed];
        let times = times.into_iter().flatten();
        times.map(|(stamp, what)| (*seen, stamp, what))
    });
    let late = times.filter_map(|(seen, stamp, what)| {
        let span = lists.time(audit, stamp)?;
        if audit.is_to_come(seen.0, stamp) {
            return None;
        }
        let late = due.is_own(span) && before(span, due.deadline) == Ordered::Late;
        late.then_some((span, seen, what))
    });
    let (span, seen, what) = late.max_by_key(|(span, (source, account), what)| {
        (*span, *what, audit.name(*source), account.at.row)
    })?;
    let text = format!(
        "the account in {system} {what} {} after the deadline, so it had not been taken away by then",
        length(span.0 - due.deadline.1)
    );
    let mut cites = vec![cite(seen)];
    let others = all.iter().filter(|(source, account)| {
        (source.file, account.at.row) != (seen.0.file, seen.1.at.row)
            && account.state.is_enabled() != seen.1.state.is_enabled()
    });
    let mut others: Vec<Seen<'a>> = others.copied().collect();
    others.sort_by_key(|(source, account)| (audit.name(*source), account.at.row));
    cites.extend(others.into_iter().map(cite));
    Some(Shown {
        verdict: Verdict::Deviates(text),
        cites,
        untimed: false,
    })
}
