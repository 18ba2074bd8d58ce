//! What is asked and remarked beside the verdicts, and what one log or register alone shows: as many as were planted are
//! found, at any number of them, and a clean company has none.

use super::*;

/// How many of each kind are planted.
const PLANTS: [usize; 4] = [0, 1, 3, 5];

fn examined(plants: usize) -> (Vec<planted::Expected>, Vec<Inspection>) {
    let company = Company::generate(13, 60, plants);
    let results = binder(&company.files()).results(&terms());
    (company.expected(), results)
}

fn papers<'a>(results: &'a [Inspection], procedure: &str) -> Vec<(&'a Inspection, &'a Workpaper)> {
    let all = results.iter();
    let all = all.flat_map(|seen| seen.workpapers.iter().map(move |paper| (seen, paper)));
    all.filter(|(_, paper)| paper.procedure == procedure)
        .collect()
}

/// What was planted under this name.
fn planted_as<'a>(all: &'a [planted::Expected], what: &str) -> Vec<&'a planted::Expected> {
    all.iter().filter(|e| e.what == what).collect()
}

#[test]
fn decisions_of_one_minute_are_remarked() {
    for plants in PLANTS {
        let (truth, results) = examined(plants);
        let limits: Vec<&String> = papers(&results, "access-review-quality")
            .into_iter()
            .flat_map(|(_, paper)| &paper.limits)
            .filter(|limit| limit.contains("within a minute"))
            .collect();
        let groups = planted_as(&truth, "decided-in-one-minute");
        assert_eq!(
            (groups.len(), limits.len()),
            (plants, plants),
            "{limits:#?}"
        );
        for group in groups {
            let named = format!("In {},", group.subject);
            assert!(
                limits.iter().any(|l| l.starts_with(&named)),
                "{named} {limits:#?}"
            );
        }
    }
}

#[test]
fn last_days_that_the_roster_got_afterwards_are_told() {
    for plants in PLANTS {
        let (truth, results) = examined(plants);
        let found: Vec<Said> = papers(&results, "leaver-access")
            .into_iter()
            .flat_map(|(seen, paper)| said(seen, paper))
            .filter(|s| s.text.contains("may have been told late"))
            .collect();
        let late = planted_as(&truth, "told-late");
        assert_eq!((late.len(), found.len()), (plants, plants));
        for one in late {
            let place = (one.file.clone(), one.row);
            assert!(
                found
                    .iter()
                    .any(|s| s.deviates && s.places.contains(&place)),
                "{one:?}"
            );
        }
    }
}

#[test]
fn removals_in_the_log_of_the_portal_are_timed() {
    for plants in PLANTS {
        let (_, results) = examined(plants);
        let log = results
            .iter()
            .find(|r| r.file.name == "entra-audit-log.csv")
            .unwrap();
        assert_eq!(
            (log.format.as_str(), log.rows.rejected),
            ("entra-portal-audit-log", 0)
        );
        let late: Vec<Said> = papers(&results, "leaver-access")
            .into_iter()
            .flat_map(|(seen, paper)| said(seen, paper))
            .filter(|s| s.places.iter().any(|(file, _)| *file == log.file.name))
            .collect();
        // Each of those who lost access in time, too, stands in the log.
        assert_eq!(late.len(), plants);
        assert!(late.iter().all(|s| s.deviates && s.text.contains("entra")));
    }
}

#[test]
fn months_without_an_exercise_are_counted() {
    for plants in PLANTS {
        let (truth, results) = examined(plants);
        let found: Vec<String> = papers(&results, "incident-exercise")
            .into_iter()
            .flat_map(|(_, paper)| &paper.deviations)
            .map(|d| d.finding.clone())
            .collect();
        let missing = planted_as(&truth, "exercise-missing");
        assert_eq!((missing.len(), found.len()), (plants, plants), "{found:?}");
        for one in missing {
            assert!(found.iter().any(|f| f.starts_with(&one.subject)), "{one:?}");
        }
    }
}

/// A clean company is asked nothing, and what a planted one is asked is planted.
#[test]
fn nothing_is_asked_of_what_is_in_order() {
    for plants in PLANTS {
        let (truth, results) = examined(plants);
        for (seen, paper) in papers(&results, "record-signals") {
            for one in said(seen, paper) {
                let planted = truth
                    .iter()
                    .any(|e| one.places.contains(&(e.file.clone(), e.row)));
                assert!(planted, "{} {:?} {}", plants, one.places, one.text);
            }
        }
    }
}
