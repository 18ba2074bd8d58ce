//! What was done for many periods in one go (TP-16): reviews of several periods finished in one week, and rows of a
//! register that say of many weeks and were entered on one day. Questions, each with the innocent explanation.

use std::collections::BTreeMap;

use super::audit::{Audit, Source};
use super::cited::days;
use super::reviews::system;
use crate::date::Date;
use crate::evidence::canonical::{At, Stamp};

/// Reviews of several periods within so many days were made together (J).
const BURST_DAYS: i64 = 7;
/// So many rows entered on one day are a list that was filled in at once (J).
const AT_ONCE: usize = 10;
/// Days that they have to speak of, at least (J): a busy week is entered on one day innocently.
const APART_DAYS: i64 = 28;

/// Every burst of a file, with a row of it and the question.
pub(super) fn questions<'a>(audit: &Audit<'_>, source: Source<'a>) -> Vec<(&'a At, String)> {
    let mut found: Vec<(&At, String)> = reviews(audit, source).into_iter().collect();
    let records = source.records;
    let log_reviews = records.log_reviews.iter();
    let incidents = records.incidents.iter();
    let rows = log_reviews
        .map(|r| (&r.at, r.reviewed, r.entered))
        .chain(incidents.map(|i| (&i.at, i.opened, i.entered)));
    found.extend(entered(audit, rows));
    found
}

/// Reviews of several periods, all of them finished within a week.
fn reviews<'a>(audit: &Audit<'_>, source: Source<'a>) -> Option<(&'a At, String)> {
    type Done<'a> = (Date, &'a At);
    let mut campaigns: BTreeMap<(String, &str, Option<&str>), Done<'a>> = BTreeMap::new();
    for decision in &source.records.review_decisions {
        if let Some((_, last)) = days(audit, decision.decided) {
            let key = (
                system(source, decision),
                decision.campaign.as_str(),
                decision.period.as_deref(),
            );
            let new = (last, &decision.at);
            let place = campaigns.entry(key).or_insert(new);
            if (new.0, new.1.row) > (place.0, place.1.row) {
                *place = new;
            }
        }
    }
    let mut by_system: BTreeMap<&str, Vec<(&str, Done<'a>)>> = BTreeMap::new();
    for ((system, _, period), done) in &campaigns {
        // What says of no period that it is for it was made for any.
        if let Some(period) = *period {
            by_system.entry(system).or_default().push((period, *done));
        }
    }
    // Two reviews of one period, of two groups say, may well end together.
    let several = |done: &Vec<(&str, Done<'a>)>| {
        let first = done.first().map(|(period, _)| period);
        done.iter().any(|(period, _)| Some(period) != first)
    };
    by_system.retain(|_, done| several(done));
    let all = || by_system.values().flatten().map(|(_, done)| done);
    let first = all().map(|(day, _)| *day).min()?;
    let (last, at) = all().max_by_key(|(day, at)| (*day, at.row)).copied()?;
    let count = all().count();
    (last.days_after(first) <= BURST_DAYS).then(|| {
        (
            at,
            format!(
                "{count} reviews, for several periods of one system, were all finished from {first} to {last}. Was each period \
                 reviewed in its own time? A sheet that was filled in from the records of the tools makes it so innocently; those show the \
                 days."
            ),
        )
    })
}

/// Rows about many weeks that were entered on one day.
fn entered<'a>(
    audit: &Audit<'_>,
    rows: impl Iterator<Item = (&'a At, Stamp, Stamp)>,
) -> Vec<(&'a At, String)> {
    let mut by_day: BTreeMap<Date, Vec<(Date, &'a At)>> = BTreeMap::new();
    for (at, about, entered) in rows {
        if let (Some((about, _)), Some((first, last))) = (days(audit, about), days(audit, entered))
            && first == last
        {
            by_day.entry(first).or_default().push((about, at));
        }
    }
    let mut found = Vec::new();
    for (day, mut list) in by_day {
        list.sort_unstable_by_key(|(about, at)| (*about, at.row));
        let (Some((first, _)), Some((last, at))) = (list.first(), list.last()) else {
            continue;
        };
        if list.len() >= AT_ONCE && last.days_after(*first) >= APART_DAYS {
            found.push((
                *at,
                format!(
                    "{} rows about {first} to {last} were entered on {day}. Were they written down at the time? A register that \
                     moved to another tool makes it so innocently; the old one shows when they were.",
                    list.len()
                ),
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::evidence::procedures::tried::{papers, terms};

    fn asked(text: &str) -> Vec<String> {
        let found = papers("record-signals", &terms(), &[("2026-11-10", text)]);
        let open = found.into_iter().flat_map(|p| p.undecided);
        open.map(|u| u.reason).collect()
    }

    /// Reviews of two systems for two quarters, finished on these days.
    fn reviews(days: [&str; 4]) -> String {
        let of = |system: &str, quarter: &str, day: &str| {
            format!(
                "{system} {quarter},{system},{quarter},a@x.example,b@x.example,Approve,{day} 10:00,\n"
            )
        };
        let [a, b, c, d] = days;
        let rows = [
            of("okta", "2026-Q2", a),
            of("okta", "2026-Q3", b),
            of("aws", "2026-Q2", c),
            of("aws", "2026-Q3", d),
        ];
        format!(
            "Campaign,System,Period,User,Reviewer,Decision,Decided,Applied\n{}",
            rows.concat()
        )
    }

    #[test]
    fn periods_that_were_all_reviewed_in_one_week_are_asked_about() {
        let burst = asked(&reviews([
            "2026-10-26",
            "2026-10-27",
            "2026-10-26",
            "2026-10-30",
        ]));
        assert_eq!(burst.len(), 1, "{burst:?}");
        assert!(burst[0].starts_with("4 reviews") && burst[0].contains("innocently"));
        let spread = ["2026-06-26", "2026-10-27", "2026-10-26", "2026-10-30"];
        assert!(
            asked(&reviews(spread)).is_empty(),
            "one of them in its time"
        );
        let sharp = ["2026-10-23", "2026-10-30", "2026-10-26", "2026-10-30"];
        assert_eq!(asked(&reviews(sharp)).len(), 1, "seven days");
        let one = "Campaign,System,Period,User,Reviewer,Decision,Decided,Applied\nx,okta,2026-Q3,a@x.example,b@x.example,Approve,2026-10-30 10:00,\n";
        assert!(asked(one).is_empty());
        let week = ["2026-10-26", "2026-10-27", "2026-10-26", "2026-10-30"];
        let groups = reviews(week).replace(",2026-Q2,", ",2026-Q3,");
        assert!(asked(&groups).is_empty(), "two groups, one period");
        let unlabelled = reviews(week)
            .replace(",2026-Q2,", ",,")
            .replace(",2026-Q3,", ",,");
        assert!(asked(&unlabelled).is_empty(), "for no period that is said");
    }

    #[test]
    fn weeks_that_were_entered_on_one_day_are_asked_about() {
        let register = |weeks: u32, entered: &dyn Fn(u32) -> String| {
            let rows = (0..weeks).map(|w| {
                let (month, day) = (5 + w / 4, 1 + w % 4 * 7);
                format!("2026-0{month}-{day:02},ann,logs,nothing,{}\n", entered(w))
            });
            format!(
                "Date,Reviewer,Scope,Result,Entered on\n{}",
                rows.collect::<String>()
            )
        };
        let on_one = |_: u32| "2026-10-30 09:00".to_owned();
        let found = asked(&register(10, &on_one));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("10 rows about 2026-05-01"),
            "{found:?}"
        );
        assert!(asked(&register(9, &on_one)).is_empty());
        let in_time = |w: u32| format!("2026-0{}-{:02}", 5 + w / 4, 2 + w % 4 * 7);
        assert!(asked(&register(10, &in_time)).is_empty());
    }
}
