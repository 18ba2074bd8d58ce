//! Registers that somebody keeps: vendors, restore tests, incidents.

use serde_json::json;

use super::clock::{DAY, HOUR, Seconds, day, day_of, iso_micros, minute, noon};
use super::person::Person;
use super::rng::Rng;
use super::sheet::{Mark, Sheet, c, deviation, undecided};
use super::words;

/// Vendors.
pub(crate) fn vendors(seed: u64, people: &[Person], who: &super::Who, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 15);
    let mut sheet = Sheet::table(
        "vendors.csv",
        "vendors-csv",
        "Vendor,Tier,Data access,Last review,Next due,Report type,Report period end,Opinion,Exceptions,Owner",
    );
    let mut row = |name: String, tier: &'static str, review: &str, mut marks: Vec<Mark>| {
        for mark in &mut marks {
            mark.cells.extend([
                ("Vendor", name.clone()),
                ("Tier", tier.to_owned()),
                ("Last review", review.to_owned()),
            ]);
        }
        let critical = tier == "critical";
        let next = review
            .parse()
            .map_or(String::new(), |d: tickmark::date::Date| {
                d.plus_days(365).to_string()
            });
        let report = if critical {
            ["SOC 2 Type II", "2026-03-31", "unqualified"]
        } else {
            ["", "", ""]
        };
        let report = if review < "2026-01-01" && critical {
            ["SOC 2 Type II", "2024-12-31", "unqualified"]
        } else {
            report
        };
        let owner = &people[rng.pick(&who.core)].email;
        sheet.row(
            vec![
                c(name.clone()),
                c(tier),
                c(if critical { "customer data" } else { "none" }),
                c(review.to_owned()),
                c(next),
                c(report[0]),
                c(report[1]),
                c(report[2]),
                c(words::text(&mut rng)),
                c(owner.clone()),
            ],
            &name,
            marks,
        );
    };
    for i in 0..people.len() / 20 + 8 {
        let name = format!("Vendor {i}, GmbH & Co. KG");
        match i % 4 {
            // Not critical, never reviewed.
            0 => row(name, "low", "", vec![]),
            // 365 days before the window ends.
            1 => row(name, "critical", "2025-10-31", vec![]),
            _ => row(name, "critical", "2026-06-17", vec![]),
        }
    }
    for k in 0..plants {
        row(
            format!("Never reviewed {k} Ltd."),
            "critical",
            "",
            vec![deviation("tp-15", "vendor-review-missing", &[])],
        );
        row(
            format!("Reviewed long ago {k} Ltd."),
            "critical",
            "2025-02-10",
            vec![deviation("tp-15", "vendor-review-too-old", &[])],
        );
    }
    sheet
}

/// Restore tests. The systems of [`super::restore_systems`] are those that need one.
pub(crate) fn restores(seed: u64, people: &[Person], who: &super::Who, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 16);
    let mut sheet = Sheet::table(
        "restore-tests.csv",
        "restore-tests-csv",
        "System,Started,Ended,Result,Recovery point,Validated,Performed by,RTO target (min)",
    );
    let mut row = |system: &str, at: Seconds, good: bool, what: Option<&'static str>| {
        let (started, result) = (minute(at), if good { "Success" } else { "Failed" });
        let marks = what.map(|what| {
            deviation(
                "tp-17",
                what,
                &[
                    ("System", system),
                    ("Started", &started),
                    ("Result", result),
                ],
            )
        });
        sheet.row(
            vec![
                c(system.to_owned()),
                c(started.clone()),
                c(minute(at + HOUR)),
                c(result),
                c(minute(at - 8 * HOUR)),
                c(if good { "yes" } else { "no" }),
                c(people[rng.pick(&who.core)].email.clone()),
                c("240"),
            ],
            system,
            Vec::from_iter(marks),
        );
    };
    for system in super::restore_systems(people.len(), plants) {
        let at = noon("2026-05-11") + i64::try_from(system.len() * 7 % 150).unwrap() * DAY;
        match system.split_once('-').map_or("", |(kind, _)| kind) {
            "missing" => {}
            "old" => row(&system, noon("2025-03-03"), true, Some("restore-too-old")),
            "broken" => row(&system, at, false, Some("restore-not-successful")),
            _ => {
                // Twice: the first did not work.
                row(&system, at, false, None);
                row(&system, at + 2 * DAY, true, None);
            }
        }
    }
    for k in 0..plants {
        // Listed because it needs a test, and never tested: what stands in no file nobody can miss.
        let system = format!("missing-{k}");
        let mark = deviation("tp-17", "restore-missing", &[("System", &system)]);
        let blanks = (0..7).map(|_| c(""));
        let cells = std::iter::once(c(system.clone())).chain(blanks).collect();
        sheet.row(cells, &system, vec![mark]);
    }
    sheet
}

struct Incident {
    opened: Seconds,
    severity: &'static str,
    postmortem: Option<i64>,
    order: bool,
    paged: bool,
    what: Option<&'static str>,
    /// What became of the page.
    page: Page,
}

/// What became of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    /// Acknowledged after ten minutes.
    TakenUp,
    /// Acknowledged in time, and in no log.
    NotLogged,
    /// Acknowledged a day and an hour after.
    Late,
    /// Still waiting.
    Waiting,
    /// It ended after two days; the tool forgot when it was acknowledged.
    Forgotten,
}

impl Page {
    const FOUND: [Self; 4] = [Self::NotLogged, Self::Late, Self::Waiting, Self::Forgotten];

    fn marks(self, number: &str) -> Vec<Mark> {
        let cell: &[(&'static str, &str)] = &[("incident_number", number)];
        match self {
            Self::TakenUp => vec![],
            Self::NotLogged => vec![deviation("tp-18", "not-in-incident-log", cell)],
            Self::Late => vec![deviation("tp-20", "alert-acknowledged-late", cell)],
            Self::Waiting => vec![deviation("tp-20", "alert-not-acknowledged", cell)],
            Self::Forgotten => vec![undecided("tp-20", "alert-acknowledgement-forgotten", cell)],
        }
    }
}

/// An exercise in every month of the window; as many of the first as are planted were not held.
const EXERCISED: [&str; 6] = [
    "2026-05-20",
    "2026-06-10",
    "2026-07-01",
    "2026-08-31",
    "2026-09-15",
    "2026-10-05",
];

/// Incidents in the register, and those of them that PagerDuty has too, under the same number.
pub(crate) fn incidents(
    seed: u64,
    people: &[Person],
    who: &super::Who,
    plants: usize,
) -> Vec<Sheet> {
    let mut rng = Rng::new(seed, 17);
    let mut incidents = Vec::new();
    let at =
        |rng: &mut Rng| noon("2026-05-03") + rng.between(0, 170) * DAY + rng.between(0, 6 * HOUR);
    for i in 0..people.len() / 10 + 10 {
        let (severity, postmortem) = match i % 5 {
            // On the last day for it.
            0 => ("SEV-1", Some(14)),
            1 => ("SEV-2", Some(rng.between(1, 12))),
            _ => ("SEV-3", None),
        };
        incidents.push(Incident {
            opened: at(&mut rng),
            severity,
            postmortem,
            order: true,
            paged: i % 2 == 0,
            what: None,
            page: Page::TakenUp,
        });
    }
    for _ in 0..plants {
        for (severity, postmortem, order, what) in [
            ("SEV-1", None, true, "postmortem-missing"),
            ("SEV-2", Some(16), true, "postmortem-late"),
            ("SEV-3", None, false, "order-impossible"),
        ] {
            incidents.push(Incident {
                opened: at(&mut rng),
                severity,
                postmortem,
                order,
                paged: false,
                what: Some(what),
                page: Page::TakenUp,
            });
        }
        for page in Page::FOUND {
            // Hours away from all others: nothing near it is logged.
            let day = noon("2026-05-03") + rng.between(0, 170) * DAY;
            incidents.push(Incident {
                opened: day + 9 * HOUR,
                severity: "SEV-3",
                postmortem: None,
                order: true,
                paged: true,
                what: None,
                page,
            });
        }
    }
    incidents.sort_by_key(|incident| incident.opened);
    let mut register = Sheet::table(
        "incidents.csv",
        "incidents-csv",
        "ID,Title,Opened,Detected,Acknowledged,Contained,Resolved,Severity,Owner,Postmortem,Kind",
    );
    let mut pager = Sheet::json(
        "pagerduty-incidents.json",
        "pagerduty-json",
        "{\"incidents\":[\n",
        ",\n",
        "\n],\"limit\":100,\"offset\":0,\"more\":false}\n",
    );
    for (i, incident) in incidents.iter().enumerate() {
        let number = (1001 + i).to_string();
        let opened = incident.opened;
        let resolved = match incident.page {
            Page::Late | Page::Forgotten => opened + 2 * DAY,
            _ if incident.order => opened + 4 * HOUR,
            _ => opened - 5 * HOUR,
        };
        let title = format!("Outage {number} {}", words::text(&mut rng));
        let postmortem = incident.postmortem.map_or(String::new(), |days| {
            day_of(resolved).plus_days(days).to_string()
        });
        let text = minute(resolved);
        let marks = incident.what.map(|what| {
            deviation(
                "tp-18",
                what,
                &[
                    ("ID", &number),
                    ("Severity", incident.severity),
                    ("Resolved", &text),
                    ("Postmortem", &postmortem),
                ],
            )
        });
        if incident.page != Page::NotLogged {
            register.row(
                vec![
                    c(number.clone()),
                    c(title.clone()),
                    c(minute(opened)),
                    c(minute(opened)),
                    c(minute(opened + 600)),
                    c(minute(if incident.order {
                        opened + 2 * HOUR
                    } else {
                        opened + 1200
                    })),
                    c(text.clone()),
                    c(incident.severity),
                    c(people[rng.pick(&who.core)].email.clone()),
                    c(postmortem.clone()),
                    c("Incident"),
                ],
                &number,
                Vec::from_iter(marks),
            );
        }
        if incident.paged {
            let waiting = incident.page == Page::Waiting;
            let acknowledged = match incident.page {
                Page::TakenUp | Page::NotLogged => Some(opened + 600),
                Page::Late => Some(opened + 25 * HOUR),
                Page::Waiting | Page::Forgotten => None,
            };
            let acknowledgements: Vec<_> = acknowledged
                .into_iter()
                .map(|at| json!({"at": iso_micros(at)}))
                .collect();
            let value = json!({
                "id": format!("P{}", rng.hex(8).to_uppercase()), "incident_number": 1001 + i, "title": title, "type": "incident",
                "created_at": iso_micros(opened), "status": if waiting { "triggered" } else { "resolved" }, "urgency": "high", "assignments": [],
                "acknowledgements": acknowledgements, "last_status_change_at": iso_micros(resolved),
                "last_status_change_by": {"type": "user_reference", "summary": "Max Müller"},
                "escalation_policy": {"summary": "Bereitschaft"}, "resolved_at": (!waiting).then(|| iso_micros(resolved)),
            });
            pager.element(&value, &number, incident.page.marks(&number));
        }
    }
    // Numbered apart: one of long ago, and those of the window.
    let exercise = |sheet: &mut Sheet, number: usize, on: &'static str| {
        let blanks = (0..7).map(|_| c(""));
        let id = format!("EX-{number}");
        let first = [c(id.clone()), c("Was tun, wenn"), c(on)];
        let cells = first
            .into_iter()
            .chain(blanks)
            .chain([c("Tabletop exercise")]);
        sheet.row(cells.collect(), &id, vec![]);
    };
    exercise(&mut register, 1, "2025-03-03");
    for (n, on) in EXERCISED.into_iter().enumerate() {
        if n < plants {
            let mark = deviation("tp-18", "exercise-missing", &[]);
            register.absent(&on[..7], mark);
        } else {
            exercise(&mut register, n + 2, on);
        }
    }
    vec![register, pager]
}

/// Reviews of logs, one a week at least, on Wednesdays; planted weeks have none.
pub(crate) fn log_reviews(seed: u64, people: &[Person], who: &super::Who, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 18);
    let mut sheet = Sheet::table(
        "log-reviews.csv",
        "log-reviews-csv",
        "Date,Reviewer,Scope,Result,Follow-up",
    );
    for week in 0..27 {
        let monday = day("2026-04-27").plus_days(7 * week);
        // Every other week from the third on, as many as are planted.
        if week >= 3
            && week % 2 == 1
            && week <= 23
            && (week - 3) / 2 < i64::try_from(plants).unwrap()
        {
            sheet.absent(
                &monday.to_string(),
                deviation("tp-20", "log-review-week-missing", &[]),
            );
            continue;
        }
        for _ in 0..=rng.below(2) {
            let reviewer = people[rng.pick(&who.core)].email.clone();
            sheet.row(
                vec![
                    c(monday.plus_days(2).to_string()),
                    c(reviewer),
                    c("CloudTrail, Okta"),
                    c(rng.pick(&["nothing found", "1 alert, closed"])),
                    c(words::text(&mut rng)),
                ],
                "",
                vec![],
            );
        }
    }
    sheet
}
