//! The whole company at once: what was planted, found and invented, by procedure; that nothing names anybody; and that a
//! clean company raises no question about its records.

use super::*;

/// Procedures of ours, by those of the generator.
const OURS: [(&str, &[&str]); 20] = [
    ("tp-01", &["leaver-access"]),
    ("tp-02", &["orphan-accounts"]),
    ("tp-03", &["leaver-use"]),
    ("tp-04", &["access-review-coverage"]),
    (
        "tp-05",
        &[
            "access-review-quality",
            "review-population",
            "review-follow-through",
        ],
    ),
    ("tp-06", &["mfa", "mfa-enforced"]),
    ("tp-07", &["key-age", "root-use", "password-use"]),
    ("tp-08", &["service-account-owners"]),
    ("tp-09", &["change-approval"]),
    ("tp-11", &["branch-protection"]),
    ("tp-12", &["checks-at-merge"]),
    ("tp-13", &["training-new-hire", "training-annual"]),
    ("tp-15", &["vendor-review"]),
    ("tp-17", &["restore-test"]),
    (
        "tp-18",
        &["incident-handling", "incident-review", "incident-exercise"],
    ),
    ("tp-19", &["vulnerability-sla"]),
    ("tp-20", &["log-review", "alert-acknowledgement"]),
    ("tp-21", &["encryption-checks"]),
    ("tp-22", &["device-compliance"]),
    ("tp-23", &["policy-review"]),
];

#[allow(
    clippy::disallowed_methods,
    reason = "`make soak` says how many people there are"
)]
fn people() -> usize {
    std::env::var("PEOPLE").map_or(50, |n| n.parse().unwrap())
}

/// Everything that one procedure has to find or to leave open.
struct Truth<'a> {
    places: BTreeSet<Place>,
    /// What is not there has no row: the words name it.
    subjects: Vec<&'a str>,
}

fn truth_of<'a>(all: &'a [planted::Expected], procedure: &str) -> Truth<'a> {
    let of = || all.iter().filter(|e| e.procedure == procedure);
    Truth {
        places: of().map(|e| (e.file.clone(), e.row)).collect(),
        subjects: of()
            .filter(|e| e.row == 0)
            .map(|e| e.subject.as_str())
            .collect(),
    }
}

impl Truth<'_> {
    fn holds(&self, said: &Said) -> bool {
        let named = |subject: &&str| said.text.contains(*subject);
        said.places.iter().any(|p| self.places.contains(p)) || self.subjects.iter().any(named)
    }
}

/// One line a procedure: planted, found, invented.
#[test]
fn planted_found_invented() {
    for (people, plants) in [(50, 0), (50, 1), (50, 3), (people(), 5)] {
        counted(people, plants);
    }
}

fn counted(people: usize, plants: usize) {
    let company = Company::generate(11, people, plants);
    let truth = company.expected();
    let all = truth.clone();
    let results = binder(&company.files()).results(&terms());
    let mut table = String::from("procedure  planted  found  invented\n");
    let mut wrong = 0;
    for (theirs, ours) in OURS {
        let truth: Vec<_> = truth
            .iter()
            .filter(|e| e.procedure == theirs && e.verdict == Verdict::Deviation)
            .collect();
        let (mut places, mut findings): (BTreeSet<Place>, Vec<Said>) = Default::default();
        let mut more = 0;
        for seen in &results {
            for paper in &seen.workpapers {
                if ours.contains(&paper.procedure.as_str()) {
                    more += paper.more_deviations;
                    let of = said(seen, paper).into_iter().filter(|s| s.deviates);
                    for one in of {
                        places.extend(one.places.iter().cloned());
                        findings.push(one);
                    }
                }
            }
        }
        // What is not there has no row: the words name it.
        let planted: BTreeSet<(Place, &str)> = truth
            .iter()
            .map(|e| {
                (
                    (e.file.clone(), e.row),
                    if e.row == 0 { e.subject.as_str() } else { "" },
                )
            })
            .collect();
        let is_found = |(place, subject): &&(Place, &str)| match place.1 {
            0 => findings.iter().any(|s| s.text.contains(subject)),
            _ => places.contains(place),
        };
        let found = planted.iter().filter(is_found).count();
        let of_it = truth_of(&all, theirs);
        let beside: Vec<_> = findings.iter().filter(|s| !of_it.holds(s)).collect();
        let invented = beside.len();
        for one in beside.iter().take(3) {
            table.push_str(&format!("invented: {:?} {}\n", one.places, one.text));
        }
        table.push_str(&format!(
            "{theirs:9}  {:7}  {found:5}  {invented:8}\n",
            planted.len()
        ));
        // Rows beyond those cited are counted and not named.
        wrong += usize::from(found < planted.len() && more == 0) + invented;
    }
    println!("{plants} of each\n{table}");
    assert_eq!(wrong, 0, "\n{table}");
}

#[test]
fn nothing_that_leaves_the_page_names_anybody() {
    let company = Company::generate(7, 50, 3);
    let results = binder(&company.files()).results(&terms());
    let mut text = String::new();
    for seen in &results {
        text.push_str(
            &serde_json::to_string(&seen.workpapers)
                .unwrap()
                .to_lowercase(),
        );
        text.push_str(&seen.questions.join("\n").to_lowercase());
    }
    // Every address of the input, and the part before its `@`, which is a login in other systems.
    let mut names = BTreeSet::new();
    for file in company.files() {
        let input = String::from_utf8_lossy(&file.bytes).to_lowercase();
        let is_part = |c: char| c.is_alphanumeric() || "._+-@'".contains(c);
        for word in input.split(|c| !is_part(c)) {
            if let Some((local, domain)) = word.split_once('@')
                && domain.contains('.')
                && local.len() > 5
            {
                names.insert(word.to_owned());
                names.insert(local.to_owned());
            }
        }
    }
    assert!(names.len() > 50, "{}", names.len());
    let told: Vec<_> = names.iter().filter(|n| text.contains(n.as_str())).collect();
    assert!(told.is_empty(), "{told:?}");
    assert!(text.contains("person-001"));
}

#[test]
fn a_clean_company_is_asked_nothing_about_its_records() {
    let company = Company::generate(7, 50, 0);
    let results = binder(&company.files()).results(&terms());
    let mut asked = Vec::new();
    for seen in &results {
        for paper in &seen.workpapers {
            let asks = ["record-signals", "people-reconciliation"];
            if asks.contains(&paper.procedure.as_str()) {
                asked.extend(
                    said(seen, paper)
                        .into_iter()
                        .map(|s| (seen.file.name.clone(), s.text)),
                );
            }
        }
    }
    assert!(asked.is_empty(), "{asked:#?}");
}

#[test]
fn the_order_of_files_changes_nothing() {
    let company = Company::generate(7, 50, 1);
    let files = company.files();
    let turned: Vec<GeneratedFile> = files.iter().rev().cloned().collect();
    let of = |files: &[GeneratedFile]| {
        let mut results = binder(files).results(&terms());
        results.sort_by(|a, b| a.file.name.cmp(&b.file.name));
        results
            .into_iter()
            .map(|r| (r.file.name, r.workpapers))
            .collect::<Vec<_>>()
    };
    let (one, other) = (of(&files), of(&turned));
    for (a, b) in one.iter().zip(&other) {
        let count = |papers: &[Workpaper]| -> Vec<(String, u32, u32, u32)> {
            let mut all: Vec<_> = papers
                .iter()
                .map(|p| {
                    (
                        p.procedure.clone(),
                        p.population,
                        p.tested,
                        p.deviation_count(),
                    )
                })
                .collect();
            all.sort();
            all
        };
        assert_eq!(a.0, b.0);
        assert_eq!(count(&a.1), count(&b.1), "{}", a.0);
    }
}

/// An entry says what kind of evidence it is: "any other dated record" is for papers, and these files are none.
#[test]
fn every_file_is_of_a_kind() {
    let company = Company::generate(7, 50, 1);
    for seen in binder(&company.files()).results(&terms()) {
        assert_ne!(
            seen.kind,
            tickmark::evidence::EvidenceKind::Document,
            "{} ({})",
            seen.file.name,
            seen.format
        );
    }
}
