//! Alerts taken up in time (TP-20): pages, and tickets of the type alert. An observation beside the reviews of logs.

use super::audit::{Audit, HOUR, Lies, Ordered, Source, before};
use crate::evidence::canonical::{At, Incident, Stamp, StatusCategory, Ticket};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, Parameter};

/// Id of the procedure.
pub(super) const ID: &str = "alert-acknowledgement";

/// Hours until an alert is taken up (J): the next working day.
const USUAL_HOURS: u32 = 24;

/// What is compared of one alert.
struct Alert<'a> {
    at: &'a At,
    id: &'a str,
    opened: Stamp,
    taken_up: Stamp,
    ended: Stamp,
    /// Whether the source shows that nobody has taken it up.
    waiting: bool,
}

impl<'a> Alert<'a> {
    fn of_incident(incident: &'a Incident) -> Self {
        Self {
            at: &incident.at,
            id: &incident.id,
            opened: incident.opened,
            taken_up: incident.acknowledged,
            ended: incident.resolved,
            waiting: incident.waiting,
        }
    }

    fn of_ticket(ticket: &'a Ticket) -> Self {
        Self {
            at: &ticket.at,
            id: &ticket.key,
            opened: ticket.created,
            taken_up: ticket.responded,
            ended: ticket.resolved,
            // A ticket that nobody moved may have been read all the same, where no time of that is kept.
            waiting: ticket.category == StatusCategory::ToDo && ticket.responded.column != u16::MAX,
        }
    }
}

/// One observation a file with alerts.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let limit = audit
        .terms
        .policy_or("alert-acknowledge-hours", USUAL_HOURS);
    let drafts = audit.sources().filter_map(|source| {
        let alerts = alerts(source);
        (!alerts.is_empty()).then(|| of_file(audit, source, &alerts, &limit))
    });
    drafts.collect()
}

fn alerts(source: Source<'_>) -> Vec<Alert<'_>> {
    let pages = source.about.procedures.contains(&ID);
    let incidents = source.records.incidents.iter();
    let incidents = incidents.filter(|i| pages && !i.in_register);
    let is_alert = |t: &&Ticket| {
        let kind = t.kind.as_deref().unwrap_or_default().to_lowercase();
        kind.contains("alert") || kind.contains("alarm")
    };
    let tickets = source.records.tickets.iter().filter(is_alert);
    incidents
        .map(Alert::of_incident)
        .chain(tickets.map(Alert::of_ticket))
        .collect()
}

fn of_file<'a>(
    audit: &Audit<'a>,
    source: Source<'a>,
    alerts: &[Alert<'a>],
    limit: &Parameter,
) -> Draft<'a> {
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether every alert from {} to {} was taken up within {} hours.",
            window.start, window.end, limit.value
        ),
        "It was acknowledged, first answered or ended by then.",
    );
    draft.observation = true;
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    draft.window = Some(window);
    draft.parameters = vec![limit.clone()];
    for alert in alerts {
        if audit.in_window(alert.opened) == Lies::Outside {
            draft.leave_out("opened outside the window");
            continue;
        }
        let item = Item::named(alert.at.row, None, alert.id.to_owned());
        let found = |text: &str, assumed| Found {
            row: alert.at.row,
            text: text.to_owned(),
            assumed,
            cites: vec![Cite::Record {
                file: source.file,
                at: alert.at,
            }],
        };
        let assumed = limit.basis == Basis::Assumed;
        match verdict(audit, source, alert, i64::from(limit.value)) {
            Verdict::InTime => draft.in_order(item),
            Verdict::Deviates(text) => draft.deviates(item, found(text, assumed)),
            Verdict::Open(text) => draft.open(item, found(text, false)),
        }
    }
    let entered = source.records.incidents.iter();
    if entered.clone().any(|i| i.backfilled == Flag::Yes) {
        draft.limit("Some were entered afterwards, as the source itself says.");
    }
    draft.limit(
        "An alert that ended within the time counts as taken up, by whomever or whatever ended it.",
    );
    draft
}

enum Verdict {
    InTime,
    /// A sentence part.
    Deviates(&'static str),
    /// A sentence.
    Open(&'static str),
}

const ZONE: Verdict = Verdict::Open(
    "Whether it was taken up in time depends on the time zone; the zone of the export would decide.",
);

fn verdict(audit: &Audit<'_>, source: Source<'_>, alert: &Alert<'_>, hours: i64) -> Verdict {
    let by = |stamp: Stamp| match (alert.opened.time, stamp.time) {
        // The same clock, whatever its zone.
        (Time::Local(opened), Time::Local(at)) => {
            let due = opened.saturating_add(hours * HOUR);
            Some(before((at, at), (due, due)))
        }
        _ => {
            let (first, last) = audit.span(alert.opened)?;
            let due = (
                first.saturating_add(hours * HOUR),
                last.saturating_add(hours * HOUR),
            );
            Some(before(audit.span(stamp)?, due))
        }
    };
    if audit.span(alert.opened).is_none() {
        return Verdict::Open(
            "When it was opened is not told; the alert's own record would decide.",
        );
    }
    match (by(alert.taken_up), by(alert.ended)) {
        (Some(Ordered::InTime), _) | (_, Some(Ordered::InTime)) => Verdict::InTime,
        (Some(Ordered::Late), Some(Ordered::Late) | None) => {
            Verdict::Deviates("acknowledged after the time that is allowed")
        }
        (Some(_), _) | (None, Some(Ordered::DependsOnZone)) => ZONE,
        (None, None) if alert.waiting => {
            let seen = source.as_of.map(|day| audit.day_span(day));
            let last = seen.or_else(|| last_seen(audit, source));
            let due = audit.span(alert.opened);
            match (last, due) {
                (Some(seen), Some(opened)) if seen.0 > opened.1 + hours * HOUR => {
                    Verdict::Deviates(
                        "not acknowledged on the day of the file, after the time that is allowed",
                    )
                }
                _ => Verdict::Open(
                    "Nobody had taken it up when the file was made, and on which day that was is not known; a later file would \
                     decide.",
                ),
            }
        }
        (None, _) => Verdict::Open(
            "When it was acknowledged is not in the file, as some tools forget it when an alert ends; its log would decide.",
        ),
    }
}

/// The last moment of a file, up to which it certainly speaks.
fn last_seen(audit: &Audit<'_>, source: Source<'_>) -> Option<(i64, i64)> {
    let incidents = source.records.incidents.iter();
    let incidents = incidents.flat_map(|i| [i.opened, i.resolved]);
    let tickets = source.records.tickets.iter();
    let tickets = tickets.flat_map(|t| [t.created, t.updated, t.resolved]);
    incidents
        .chain(tickets)
        .filter_map(|stamp| audit.span(stamp))
        .max_by_key(|span| span.0)
}

#[cfg(test)]
mod tests {
    use crate::evidence::procedures::tried::{counts, paper, papers, terms};

    /// A page opened at 09:00 on 1 June, and one of September, up to which the file speaks.
    fn page(status: &str, acknowledged: &str, resolved: &str) -> String {
        let acks = match acknowledged {
            "" => String::new(),
            at => format!(r#"{{"at":"{at}"}}"#),
        };
        let one = |n: u32, at: &str, status: &str, acks: &str, resolved: &str| {
            format!(
                r#"{{"incident_number":{n},"created_at":"{at}","status":"{status}","urgency":"high","assignments":[],
                "acknowledgements":[{acks}],"resolved_at":{resolved}}}"#
            )
        };
        format!(
            r#"{{"incidents":[{},{}]}}"#,
            one(1, "2026-06-01T09:00:00Z", status, &acks, resolved),
            one(
                2,
                "2026-09-01T09:00:00Z",
                "resolved",
                r#"{"at":"2026-09-01T09:00:00Z"}"#,
                "null"
            ),
        )
    }

    fn of(status: &str, acknowledged: &str, resolved: &str) -> (u32, usize, usize, u32) {
        let found = paper(super::ID, &[("", &page(status, acknowledged, resolved))]);
        assert!(found.observation);
        let (tested, deviations, open, out) = counts(&found);
        (tested - 1, deviations, open, out)
    }

    #[test]
    fn what_is_taken_up_or_ended_in_time_is_in_order() {
        let late = "\"2026-06-09T09:00:00Z\"";
        assert_eq!(
            of("resolved", "2026-06-02T09:00:00Z", late),
            (1, 0, 0, 0),
            "24 hours"
        );
        assert_eq!(of("resolved", "2026-06-02T09:00:01Z", late), (1, 1, 0, 0));
        assert_eq!(of("resolved", "", "\"2026-06-01T11:00:00Z\""), (1, 0, 0, 0));
        assert_eq!(
            of("resolved", "", late),
            (0, 0, 1, 0),
            "the tool forgets it"
        );
        assert_eq!(of("acknowledged", "", "null"), (0, 0, 1, 0));
        assert_eq!(of("triggered", "", "null"), (1, 1, 0, 0));
        let found = paper(super::ID, &[("", &page("triggered", "", "null"))]);
        assert!(found.deviations[0].assumed, "24 hours are a default");
    }

    #[test]
    fn tickets_of_the_type_alert_are_alerts() {
        let head = "Summary,Issue key,Issue Type,Status,Created,Updated,Resolved,Status Category,Custom field ([CHART] Date of First Response)";
        let of = |kind: &str, first: &str, resolved: &str| {
            let text = format!(
                "{head}\nx,SEC-1,{kind},Done,01/Jun/26 9:00 AM,09/Jun/26 9:00 AM,{resolved},Done,{first}\n"
            );
            let found = papers(super::ID, &terms(), &[("", &text)]);
            found.iter().map(counts).collect::<Vec<_>>()
        };
        let late = "09/Jun/26 9:00 AM";
        assert_eq!(of("Alert", "01/Jun/26 3:00 PM", late), [(1, 0, 0, 0)]);
        assert_eq!(
            of("Security alert", "03/Jun/26 3:00 PM", late),
            [(1, 1, 0, 0)]
        );
        assert_eq!(of("Alert", "", late), [(0, 0, 1, 0)]);
        assert!(of("Task", "", late).is_empty());
    }
}
