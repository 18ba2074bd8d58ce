//! Accounts of leavers used after they had to be gone (TP-03).

use super::acts::{Act, Acts};
use super::holdings::{Holding, Holdings};
use super::spells::{Due, Ended, What};
use super::{Shown, Verdict, cite_event, item, length, limits, removal};
use crate::date::Date;
use crate::evidence::canonical::EventKind;
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::procedures::audit::{Audit, Ordered, Source, before};
use crate::evidence::procedures::lists::Lists;
use crate::evidence::workpaper::{Basis, Parameter};

/// One item for each leaver of whom a file shows when an account was used.
pub(super) fn draft<'a>(
    audit: &Audit<'a>,
    roster: Source<'a>,
    ended: &[&Ended<'a>],
    (held, acts, lists): (&Holdings<'a>, &Acts<'a>, &Lists<'a>),
    sla: &Parameter,
) -> Draft<'a> {
    let window = audit.window();
    let mut draft = Draft::new(
        "leaver-use",
        roster.file,
        format!(
            "Whether an account of anybody who left from {} to {} was used later than {} hours after the end of their \
             last day.",
            window.start, window.end, sla.value
        ),
        "No sign-in, no use of a key, and nothing done to the code after that, by the time that a system recorded.",
    );
    draft.window = Some(window);
    draft.as_of = roster.as_of;
    draft.parameters = vec![sla.clone()];
    for spell in ended {
        let due = match spell.what {
            What::Tested(due) => due,
            What::Out(reason) => {
                draft.leave_out(reason);
                continue;
            }
            What::Open(_) => {
                draft.leave_out("the end of the employment is open, which leaver-access says");
                continue;
            }
        };
        let done = acts.of(spell.human);
        let all: Vec<Shown<'a>> = held
            .of(spell.human)
            .filter_map(|(system, holding)| used(audit, lists, system, holding, due))
            .chain(acted(audit, acts, done, due))
            .collect();
        let deviates = |shown: &Shown<'_>| matches!(shown.verdict, Verdict::Deviates(_));
        let open = |shown: &Shown<'_>| matches!(shown.verdict, Verdict::Open(_));
        if due.is_to_come(audit)
            && !all.iter().any(deviates)
            && (all.iter().any(open) || !done.is_empty())
        {
            draft.leave_out("deadline not reached");
            continue;
        }
        judge(&mut draft, spell, all, sla.basis == Basis::Assumed);
    }
    draft.limit("Systems whose files do not show when an account was used are not covered.");
    draft.limit("A list of accounts shows the last use alone: of somebody who came back it shows nothing of before.");
    if !acts.is_empty() {
        covered(audit, acts, &mut draft);
        draft.limit(
            "A commit has the address and the time that its author's computer gave it, and a merge that was ordered before \
             is dated when it came about: both can be later than the act.",
        );
    }
    limits(audit, &mut draft);
    draft
}

/// Says which days the files about the code cover.
fn covered(audit: &Audit<'_>, acts: &Acts<'_>, draft: &mut Draft<'_>) {
    let day = |ms: i64| Some(Time::Instant(ms).days(&audit.zone)?.0);
    for (system, (first, last)) in acts.reach() {
        if let (Some(first), Some(last)) = (day(*first), day(*last)) {
            draft.limit(format!(
                "The files of {system} show what was done to the code from {first} to {last}: what was done before or after, \
                 or in repositories and branches that are not in them, is not covered."
            ));
        }
    }
}

/// Whether the files about the code show the time after the deadline, up to the return of the person.
fn is_reached(acts: &Acts<'_>, system: &str, due: Due) -> bool {
    let until = due
        .back
        .map_or(due.deadline.1, |back| back.max(due.deadline.1));
    let reach = acts.reach().get(system);
    reach.is_some_and(|(first, last)| *first <= due.deadline.0 && *last > until)
}

/// What a leaver did to the code after the deadline; nothing where they did nothing at all.
fn acted<'a>(audit: &Audit<'a>, all: &Acts<'a>, acts: &[Act<'a>], due: Due) -> Option<Shown<'a>> {
    let mut shown = Shown {
        verdict: Verdict::InTime,
        cites: Vec::new(),
        untimed: false,
    };
    let own = |act: &&Act<'a>| due.back.is_none_or(|back| act.span.1 < back);
    for act in acts.iter().filter(own) {
        let verdict = match before(act.span, due.deadline) {
            Ordered::InTime => continue,
            _ if act.to_come => Verdict::Open(format!(
                "By its date {} in {} by the account, and that is dated after {}, of which the file cannot tell; the records of \
                 {} would decide.",
                act.what,
                act.source.system,
                audit.latest(act.source),
                act.source.system
            )),
            Ordered::Late => Verdict::Deviates(format!(
                "{} in {} by the account {} after the deadline",
                act.what,
                act.source.system,
                length(act.span.0 - due.deadline.1)
            )),
            Ordered::DependsOnZone => Verdict::Open(format!(
                "Whether {} in {} before the deadline depends on the time zone; the company's zone would decide.",
                act.what, act.source.system
            )),
        };
        // The first that deviates is told, else the first that is open.
        if matches!(shown.verdict, Verdict::InTime)
            || matches!(
                (&shown.verdict, &verdict),
                (Verdict::Open(_), Verdict::Deviates(_))
            )
        {
            shown.verdict = verdict;
        }
        shown.cites.push(Cite::Record {
            file: act.source.file,
            at: act.at,
        });
    }
    let short = acts
        .iter()
        .rfind(|act| !is_reached(all, act.source.system, due));
    if let (Verdict::InTime, Some(last)) = (&shown.verdict, short) {
        let system = last.source.system;
        let after = due.day(audit);
        let after = after.map_or_else(String::new, |day| format!(", made after {day},"));
        shown.verdict = Verdict::Open(format!(
            "The files of {system} are not known to show what was done to the code after the deadline; a later export{after} \
             would decide."
        ));
        shown.cites.push(Cite::Record {
            file: last.source.file,
            at: last.at,
        });
    }
    (!acts.is_empty()).then_some(shown)
}

fn judge<'a>(draft: &mut Draft<'a>, spell: &Ended<'a>, all: Vec<Shown<'a>>, assumed: bool) {
    if all.is_empty() {
        draft.leave_out("no file shows when an account of the person was used");
        return;
    }
    let record = Cite::Record {
        file: spell.source.file,
        at: &spell.person.at,
    };
    let (mut late, mut open) = (Vec::new(), Vec::new());
    let (mut cites, mut open_cites) = (vec![record.clone()], vec![record]);
    for shown in all {
        match shown.verdict {
            Verdict::InTime => {}
            Verdict::Deviates(text) => {
                late.push(text);
                cites.extend(shown.cites);
            }
            Verdict::Open(text) => {
                open.push(text);
                open_cites.extend(shown.cites);
            }
        }
    }
    late.dedup();
    open.dedup();
    let row = spell.person.at.row;
    if !late.is_empty() {
        let text = late.join("; ");
        draft.deviates(
            item(spell.person),
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
            item(spell.person),
            Found {
                row,
                text,
                assumed: false,
                cites: open_cites,
            },
        );
    } else {
        draft.in_order(item(spell.person));
    }
}

/// How sure it is that an account was used at a time.
#[derive(Clone, Copy)]
enum Sure {
    Used,
    /// Somebody tried, and what came of it is not said.
    Tried,
    /// The time is after this day, the latest of which its file can tell.
    ToCome(Date),
}

/// What the files show of the use of one account; nothing where they show none at all.
fn used<'a>(
    audit: &Audit<'a>,
    lists: &Lists<'a>,
    system: &str,
    holding: &Holding<'a>,
    due: Due,
) -> Option<Shown<'a>> {
    let own = |span: (i64, i64)| due.is_own(span);
    let mut known = false;
    let mut verdict = Verdict::InTime;
    let mut cites = Vec::new();
    let mut weigh = |span: (i64, i64), sure: Sure, cite: Cite<'a>| {
        known = true;
        if !own(span) {
            return;
        }
        let found = match (before(span, due.deadline), sure) {
            (Ordered::InTime, _) => return,
            (_, Sure::ToCome(day)) => Verdict::Open(format!(
                "A use of the account in {system} is dated after {day}, of which the file cannot tell; a sign-in log of {system} \
                 would decide."
            )),
            (Ordered::Late, Sure::Used) => Verdict::Deviates(format!(
                "the account in {system} was used {} after the deadline",
                length(span.0 - due.deadline.1)
            )),
            (Ordered::Late, Sure::Tried) => Verdict::Open(format!(
                "Somebody tried to sign in to {system} after the deadline; whether that came to pass is not said. A log \
                 with outcomes would decide."
            )),
            (Ordered::DependsOnZone, _) => Verdict::Open(format!(
                "Whether the account in {system} was used before the deadline depends on the time zone; the company's \
                 zone would decide."
            )),
        };
        // The first use that deviates is told, else the first that is open.
        if matches!(verdict, Verdict::InTime)
            || matches!((&verdict, &found), (Verdict::Open(_), Verdict::Deviates(_)))
        {
            verdict = found;
        }
        cites.push(cite);
    };
    for (source, event, span) in &holding.events {
        if event.kind == EventKind::SignedIn && event.succeeded != Flag::No {
            let sure = match event.succeeded {
                _ if audit.is_to_come(*source, event.at) => Sure::ToCome(audit.latest(*source)),
                Flag::Yes => Sure::Used,
                _ => Sure::Tried,
            };
            weigh(*span, sure, cite_event(*source, event));
        }
    }
    for (source, account) in &holding.accounts {
        if account.last_login.time == Time::Nothing {
            continue;
        }
        let cite = Cite::Record {
            file: source.file,
            at: &account.at,
        };
        if let Some(span) = audit.span(account.last_login) {
            let sure = match audit.is_to_come(*source, account.last_login) {
                true => Sure::ToCome(audit.latest(*source)),
                false => Sure::Used,
            };
            weigh(span, sure, cite);
        }
    }
    if known
        && matches!(verdict, Verdict::InTime)
        && !is_covered(audit, lists, system, holding, due)
    {
        verdict = Verdict::Open(uncovered(audit, system, holding, due));
        let shown = holding.accounts.iter();
        cites.extend(shown.map(|seen| removal::cite(*seen)));
    }
    known.then_some(Shown {
        verdict,
        cites,
        untimed: false,
    })
}

/// Whether a file shows the time after the deadline, up to the return of the person: that nothing stands there then says something.
fn is_covered(
    audit: &Audit<'_>,
    lists: &Lists<'_>,
    system: &str,
    holding: &Holding<'_>,
    due: Due,
) -> bool {
    let in_time = |stamp| {
        let span = audit.span(stamp);
        span.is_some_and(|span| before(span, due.deadline) == Ordered::InTime)
    };
    let by_list = holding.accounts.iter().any(|(source, account)| {
        let told = account.last_login.time != Time::Nothing;
        let last = audit.span(account.last_login);
        let off = account.state.is_enabled() == Some(false) && in_time(account.changed);
        // A list shows the last use alone: one after the return hides what was before.
        told && last.is_some_and(|last| due.is_own(last))
            && (off || lists.is_after(*source, due.deadline))
    });
    let until = due
        .back
        .map_or(due.deadline.1, |back| back.max(due.deadline.1));
    by_list || lists.is_logged(system, due.deadline.0, until)
}

/// Why what the files of a system show does not reach far enough, and what would decide.
fn uncovered(audit: &Audit<'_>, system: &str, holding: &Holding<'_>, due: Due) -> String {
    let mut logins = holding
        .accounts
        .iter()
        .map(|(_, a)| audit.span(a.last_login));
    if logins.any(|span| span.is_some_and(|span| !due.is_own(span))) {
        return format!(
            "The person came back, and {system} shows no use before that; a sign-in log of {system} would decide."
        );
    }
    let after = due.day(audit);
    let after = after.map_or_else(String::new, |day| format!(", made after {day},"));
    format!(
        "The files of {system} are not known to show a time after the deadline; a later list or sign-in log{after} would \
         decide."
    )
}
