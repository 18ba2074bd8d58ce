//! Access of leavers taken away in time (TP-01).

use super::holdings::Holdings;
use super::spells::{Due, Ended, What};
use super::tickets::Tickets;
use super::{Verdict, item, length, limits, removal};
use crate::evidence::decode::times::Time;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::procedures::audit::{Audit, Ordered, Source, before};
use crate::evidence::procedures::lists::Lists;
use crate::evidence::workpaper::{Basis, Parameter};

/// One item for each spell of employment that ended in the window.
pub(super) fn draft<'a>(
    audit: &Audit<'a>,
    roster: Source<'a>,
    ended: &[&Ended<'a>],
    (held, tickets, lists): (&Holdings<'a>, &Tickets<'a>, &Lists<'a>),
    sla: &Parameter,
) -> Draft<'a> {
    let window = audit.window();
    let mut draft = Draft::new(
        "leaver-access",
        roster.file,
        format!(
            "Whether the access of everybody who left from {} to {} was taken away within {} hours of the end of their \
             last day.",
            window.start, window.end, sla.value
        ),
        "Every account of the leaver was disabled or deleted by then, by the time that a system recorded.",
    );
    draft.window = Some(window);
    draft.as_of = roster.as_of;
    draft.parameters = vec![sla.clone()];
    let assumed = sla.basis == Basis::Assumed;
    let mut by_ticket = Vec::new();
    for spell in ended {
        match spell.what {
            What::Out(reason) => draft.leave_out(reason),
            What::Open(reason) => open(&mut draft, spell, reason.to_owned(), Vec::new()),
            What::Tested(due) => {
                let end = audit.span(spell.person.end).map_or(i64::MIN, |end| end.0);
                let ticket = tickets.of(spell.human, end, due.back);
                let known = Known {
                    held,
                    lists,
                    ticket,
                };
                if judge(audit, &mut draft, spell, due, known, assumed) {
                    by_ticket.push(spell.person.at.row);
                }
            }
        }
    }
    by_ticket.sort_unstable();
    if !by_ticket.is_empty() {
        draft.limit(format!(
            "In {} an access is off, and the ticket says since when; no event does.",
            crate::evidence::procedures::in_words(&by_ticket)
        ));
    }
    told_late(audit, &mut draft, ended);
    limits(audit, &mut draft);
    draft
}

fn record<'a>(spell: &Ended<'a>) -> Cite<'a> {
    Cite::Record {
        file: spell.source.file,
        at: &spell.person.at,
    }
}

fn open<'a>(draft: &mut Draft<'a>, spell: &Ended<'a>, text: String, more: Vec<Cite<'a>>) {
    let found = Found {
        row: spell.person.at.row,
        text,
        assumed: false,
        cites: [vec![record(spell)], more].concat(),
    };
    draft.open(item(spell.person), found);
}

/// What is known of one leaver beside the roster.
#[derive(Clone, Copy)]
struct Known<'k, 'a> {
    held: &'k Holdings<'a>,
    lists: &'k Lists<'a>,
    /// The offboarding ticket.
    ticket: Option<super::tickets::Closed<'a>>,
}

/// Puts the accounts of one leaver together: one that deviates decides, then one that is open. Gives whether the ticket
/// alone tells when some access was taken away.
fn judge<'a>(
    audit: &Audit<'a>,
    draft: &mut Draft<'a>,
    spell: &Ended<'a>,
    due: Due,
    Known {
        held,
        lists,
        ticket,
    }: Known<'_, 'a>,
    assumed: bool,
) -> bool {
    let (mut findings, mut questions) = (Vec::new(), Vec::new());
    let (mut cites, mut open_cites) = (Vec::new(), Vec::new());
    let mut systems = Vec::new();
    let (mut any, mut by_ticket) = (false, false);
    for (system, holding) in held.of(spell.human) {
        any = true;
        let mut shown = removal::shown(audit, lists, system, holding, due);
        if shown.untimed
            && let Some(ticket) = ticket
        {
            shown = removal::by_ticket(system, shown, ticket, due);
            by_ticket = true;
        }
        match shown.verdict {
            Verdict::InTime => {}
            Verdict::Deviates(text) => {
                findings.push(text);
                cites.extend(shown.cites);
            }
            Verdict::Open(text) => {
                questions.push(text);
                systems.push(system);
                open_cites.extend(shown.cites);
            }
        }
    }
    if !any {
        let named = held.named(spell.human);
        let mut text = "No account of the person was found in the files, by address or number; that there was none \
                        is not shown by that."
            .to_owned();
        if let [(source, _), ..] = named {
            text.push_str(&format!(
                " An account in {} bears the same name and may be the person's.",
                source.system
            ));
        }
        text.push_str(
            " The person's logins, or an export that keeps deleted accounts, would decide.",
        );
        let cites = named.iter().map(|(source, account)| Cite::Record {
            file: source.file,
            at: &account.at,
        });
        open(draft, spell, text, cites.collect());
        return false;
    }
    // Several files of one system, and several accounts in it, may say the same.
    findings.dedup();
    questions.dedup();
    systems.dedup();
    if findings.is_empty() && questions.is_empty() {
        draft.in_order(item(spell.person));
    } else if findings.is_empty() {
        open(draft, spell, questions.join(" "), open_cites);
    } else {
        if !systems.is_empty() {
            findings.push(format!("access in {} is open", systems.join(" and in ")));
            cites.extend(open_cites);
        }
        if let Some(late) = changed_late(audit, spell) {
            findings.push(format!(
                "the roster was changed {} after the last day, so personnel may have been told late",
                length(late)
            ));
        }
        let found = Found {
            row: spell.person.at.row,
            text: findings.join("; "),
            assumed,
            cites: [vec![record(spell)], cites].concat(),
        };
        draft.deviates(item(spell.person), found);
    }
    by_ticket
}

/// How long after the last day the roster itself was changed, where it was.
fn changed_late(audit: &Audit<'_>, spell: &Ended<'_>) -> Option<i64> {
    if spell.person.changed.time == Time::Nothing {
        return None;
    }
    let changed = audit.span(spell.person.changed)?;
    let end = audit.end_of_day(spell.person.end)?;
    (before(changed, end) == Ordered::Late).then_some(changed.0 - end.1)
}

/// Says where the roster itself was changed only after the last day: a cause of its own for late removals.
fn told_late(audit: &Audit<'_>, draft: &mut Draft<'_>, ended: &[&Ended<'_>]) {
    let mut rows: Vec<u32> = ended
        .iter()
        .filter(|e| matches!(e.what, What::Tested(_)) && changed_late(audit, e).is_some())
        .map(|e| e.person.at.row)
        .collect();
    rows.sort_unstable();
    if !rows.is_empty() {
        let named = crate::evidence::procedures::in_words(&rows);
        draft.limit(format!(
            "The roster was changed after the last day in {named}: personnel may have been told late, or the last day \
             was set afterwards. The deadline runs from the last day as it stands."
        ));
    }
}
