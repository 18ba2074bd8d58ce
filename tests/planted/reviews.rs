//! Access reviews: a sheet that somebody keeps, and Entra's history of reviews.

use tickmark::date::Date;

use super::clock::{DAY, HOUR, Seconds, day, iso, minute, utc};
use super::person::Person;
use super::rng::Rng;
use super::sheet::{Mark, Sheet, c, deviation, undecided};
use super::words;

/// Calendar quarters of which at least half lies in the window, and when they are reviewed.
const QUARTERS: [(&str, &str); 2] = [("2026-Q2", "2026-06-08"), ("2026-Q3", "2026-09-07")];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    SelfReview,
    NotReviewed,
    NotApplied,
    LeaverApproved,
}

/// One decision before it is written.
struct Decision<'a> {
    system: &'a str,
    quarter: &'static str,
    subject: &'a Person,
    reviewer: &'a Person,
    decided: Seconds,
    revoke: bool,
    fault: Fault,
}

/// Everything that is decided in the two big campaigns of a system.
fn campaigns<'a>(
    rng: &mut Rng,
    people: &'a [Person],
    who: &super::Who,
    plants: usize,
    system: &'a str,
    take: impl Fn(&Person) -> bool,
) -> Vec<Decision<'a>> {
    let mut decisions = Vec::new();
    let managers = &who.core[..who.core.len().min(4 + people.len() / 40)];
    for (q, (quarter, from)) in QUARTERS.iter().enumerate() {
        let from = day(from);
        for person in people {
            let place = who
                .core
                .iter()
                .take(3 * plants)
                .position(|at| *at == person.n - 1);
            let fault = match place {
                Some(at) if q == 0 => {
                    [Fault::SelfReview, Fault::NotReviewed, Fault::NotApplied][at % 3]
                }
                _ => Fault::None,
            };
            let on = from.plus_days(rng.between(0, 10));
            if fault == Fault::None && !(take(person) && person.employed(on)) {
                continue;
            }
            let mut reviewer = &people[managers[person.n % managers.len()]];
            if reviewer.n == person.n {
                reviewer = &people[managers[(person.n + 1) % managers.len()]];
            }
            if fault == Fault::SelfReview {
                reviewer = person;
            }
            let decided = utc(on, rng.between(8 * HOUR, 16 * HOUR));
            let revoke = fault == Fault::NotApplied || fault == Fault::None && rng.below(12) == 0;
            decisions.push(Decision {
                system,
                quarter,
                subject: person,
                reviewer,
                decided,
                revoke,
                fault,
            });
        }
        if q == 1 {
            for at in who.left.iter().take(plants) {
                let on = from.plus_days(3);
                let reviewer = &people[managers[0]];
                decisions.push(Decision {
                    system,
                    quarter,
                    subject: &people[*at],
                    reviewer,
                    decided: utc(on, 10 * HOUR),
                    revoke: false,
                    fault: Fault::LeaverApproved,
                });
            }
        }
    }
    decisions
}

fn one<'a>(
    system: &'a str,
    quarter: &'static str,
    on: Date,
    people: &'a [Person],
    core: &[usize],
) -> Decision<'a> {
    Decision {
        system,
        quarter,
        subject: &people[core[1]],
        reviewer: &people[core[0]],
        decided: utc(on, 9 * HOUR),
        revoke: false,
        fault: Fault::None,
    }
}

/// Ten decisions of one reviewer in each quarter, so many seconds apart: every one of them to keep.
fn in_one_go<'a>(
    system: &'a str,
    apart: Seconds,
    people: &'a [Person],
    core: &[usize],
) -> Vec<Decision<'a>> {
    let mut decisions = Vec::new();
    for (quarter, from) in QUARTERS {
        let began = utc(day(from), 10 * HOUR + 7);
        for (k, at) in (0..10).zip(core.iter().skip(1).cycle()) {
            decisions.push(Decision {
                system,
                quarter,
                subject: &people[*at],
                reviewer: &people[core[0]],
                decided: began + k * apart,
                revoke: false,
                fault: Fault::None,
            });
        }
    }
    decisions
}

/// The sheet that somebody keeps.
pub(crate) fn generic(seed: u64, people: &[Person], who: &super::Who, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 8);
    let mut sheet = Sheet::table(
        "access-review.csv",
        "access-review-csv",
        "Campaign,System,Period,User,Reviewer,Decision,Decided,Applied,Justification",
    );
    let mut decisions = campaigns(&mut rng, people, who, plants, "warehouse", |_| true);
    let names: Vec<[String; 3]> = (0..plants)
        .map(|k| ["missing", "grace", "late"].map(|kind| format!("tool-{kind}-{k}")))
        .collect();
    for [missing, grace, late] in &names {
        for system in [missing, grace, late] {
            decisions.push(one(system, "2026-Q2", day("2026-06-12"), people, &who.core));
        }
        // The last day of grace, and the one after it.
        decisions.push(one(grace, "2026-Q3", day("2026-10-15"), people, &who.core));
        decisions.push(one(late, "2026-Q3", day("2026-10-16"), people, &who.core));
        for system in [missing, late] {
            let mark = deviation("tp-04", "review-quarter-missing", &[]);
            sheet.absent(&format!("{system} 2026-Q3"), mark);
        }
    }
    for d in decisions {
        let email = &d.subject.email;
        let decided = minute(d.decided);
        let (word, decided, applied) = match (d.fault, d.revoke) {
            (Fault::NotReviewed, _) => ("Not reviewed", String::new(), String::new()),
            (Fault::NotApplied, _) => ("Revoke", decided, String::new()),
            (_, true) => ("Revoke", decided, minute(d.decided + 2 * DAY)),
            (_, false) => ("Approve", decided, String::new()),
        };
        let cells: Vec<(&'static str, &str)> = vec![
            ("User", email),
            ("Reviewer", &d.reviewer.email),
            ("Decision", word),
            ("Decided", &decided),
            ("Applied", &applied),
        ];
        let marks = marks(d.fault, &cells);
        sheet.row(
            vec![
                c(format!("{} {}", d.system, d.quarter)),
                c(d.system.to_owned()),
                c(d.quarter),
                c(email.clone()),
                c(d.reviewer.email.clone()),
                c(word),
                c(decided),
                c(applied),
                c(words::text(&mut rng)),
            ],
            email,
            marks,
        );
    }
    sheet
}

fn marks(fault: Fault, cells: &[(&'static str, &str)]) -> Vec<Mark> {
    let what = match fault {
        Fault::None => return vec![],
        Fault::SelfReview => "self-review",
        Fault::NotReviewed => "not-reviewed",
        Fault::NotApplied => "revoke-not-applied",
        Fault::LeaverApproved => "leaver-approved",
    };
    vec![deviation("tp-05", what, cells)]
}

const ENTRA: &str = "AccessReviewId,AccessReviewSeriesId,ReviewType,ResourceDisplayName,ResourceId,ReviewName,CreatedDateTime,ReviewStartDate,ReviewEndDate,ReviewStatus,OwnerId,OwnerName,OwnerUPN,PrincipalId,PrincipalName,PrincipalUPN,PrincipalType,ReviewDate,ReviewResult,Justification,ReviewerId,ReviewerName,ReviewerUPN,ReviewerEmailAddress,AppliedByName,AppliedByUPN,AppliedByEmailAddress,AppliedDate,AccessRecommendation,SubmissionResult";

/// Entra's history.
pub(crate) fn entra(seed: u64, people: &[Person], who: &super::Who, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 9);
    let mut sheet = Sheet::table(
        "entra-access-reviews.csv",
        "entra-access-reviews-csv",
        ENTRA,
    );
    let mut decisions = campaigns(&mut rng, people, who, plants, "sg-finance", |p| {
        p.n % 3 == 0
    });
    let names: Vec<String> = (0..plants).map(|k| format!("sg-missing-{k}")).collect();
    for group in &names {
        decisions.push(one(group, "2026-Q2", day("2026-06-12"), people, &who.core));
        let mark = deviation("tp-04", "review-quarter-missing", &[]);
        sheet.absent(&format!("{group} 2026-Q3"), mark);
    }
    let groups: Vec<String> = (0..plants).map(|k| format!("sg-burst-{k}")).collect();
    let steady: Vec<String> = (0..=plants).map(|k| format!("sg-steady-{k}")).collect();
    for group in &groups {
        decisions.extend(in_one_go(group, 5, people, &who.core));
        let mark = undecided("tp-16", "decided-in-one-minute", &[]);
        sheet.absent(group, mark);
    }
    // One after the other: ten of them take a little more than a minute.
    for group in &steady {
        decisions.extend(in_one_go(group, 7, people, &who.core));
    }
    for d in decisions {
        let (from, until) = match d.quarter {
            "2026-Q2" => ("2026-06-08", "2026-06-22"),
            _ => ("2026-09-07", "2026-09-21"),
        };
        let (from, until) = (utc(day(from), 0), utc(day(until), 0));
        let end = iso(until);
        let reviewed = iso(d.decided);
        let nobody = d.fault == Fault::NotReviewed;
        let result = match (nobody, d.revoke) {
            (true, _) => "Not reviewed",
            (_, true) => "Deny",
            _ => "Approve",
        };
        let applied = d.fault != Fault::NotApplied && !nobody;
        let submission = if applied { "applied" } else { "not applied" };
        let reviewer = |text: String| c(if nobody { String::new() } else { text });
        let email = d.subject.email.clone();
        let mut cells: Vec<(&'static str, &str)> = vec![
            ("PrincipalUPN", &email),
            ("ReviewResult", result),
            ("SubmissionResult", submission),
        ];
        if !nobody {
            cells.push(("ReviewerUPN", &d.reviewer.email));
            cells.push(("ReviewDate", &reviewed));
        }
        let marks = marks(d.fault, &cells);
        let row = [
            (
                "AccessReviewId",
                c(format!("review-{}-{}", d.system, d.quarter)),
            ),
            (
                "AccessReviewSeriesId",
                c("00000000-0000-0000-0000-000000000000"),
            ),
            ("ReviewType", c("Group")),
            ("ResourceDisplayName", c(d.system.to_owned())),
            ("ResourceId", c(format!("id-{}", d.system))),
            ("ReviewName", c(format!("{}, {}", d.system, d.quarter))),
            ("CreatedDateTime", c(iso(from - DAY))),
            ("ReviewStartDate", c(iso(from))),
            ("ReviewEndDate", c(end)),
            ("ReviewStatus", c("Completed")),
            ("PrincipalId", c(rng.guid())),
            ("PrincipalName", c(d.subject.name())),
            ("PrincipalUPN", c(email.clone())),
            ("PrincipalType", c("User")),
            ("ReviewDate", reviewer(reviewed.clone())),
            ("ReviewResult", c(result)),
            ("Justification", c(words::text(&mut rng))),
            ("ReviewerId", reviewer(rng.guid())),
            ("ReviewerName", reviewer(d.reviewer.name())),
            ("ReviewerUPN", reviewer(d.reviewer.email.clone())),
            ("ReviewerEmailAddress", reviewer(d.reviewer.email.clone())),
            (
                "AppliedByName",
                c(if applied {
                    "Azure AD Access Reviews"
                } else {
                    ""
                }),
            ),
            (
                "AppliedDate",
                c(if applied {
                    iso(until + DAY)
                } else {
                    String::new()
                }),
            ),
            ("AccessRecommendation", c(rng.pick(&["Approve", "No Info"]))),
            ("SubmissionResult", c(submission)),
        ];
        sheet.sparse(&row, &email, marks);
    }
    sheet
}
