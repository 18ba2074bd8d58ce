//! Strong answers beside the files of the whole company: a clean one disagrees with nothing, a planted one does.

use super::*;
use tickmark::assessment::{Assessment, assess};
use tickmark::input::content;
use tickmark::input::control::Kind;

/// The end of a window that still runs on the day of the files: settings count in it too.
const RUNNING: &str = "2026-12-31";

/// The company with strong answers over its window, and all its files.
fn assessed(plants: usize, until: &str) -> Assessment {
    let company = Company::generate(7, 50, plants);
    let content = content().unwrap();
    let mut file = answers::strong_over("full", AS_OF, [WINDOW_START, until]);
    file.profile.time_zone = Some(ZONE.to_owned());
    let known = |id: &str| content.catalogue.policy_values.iter().any(|v| v.id == id);
    let values = terms().policies.into_iter().filter(|p| known(&p.id));
    let values = values.map(|p| serde_json::json!({ "id": p.id, "value": p.value }));
    file.profile.policies = serde_json::from_value(values.collect()).unwrap();
    let terms = tickmark::input::terms(&file, &content.catalogue, &[]);
    let seen = binder(&company.files()).results(&terms);
    let mut received = tickmark::input::file_results(seen, &file);
    file.evidence = received.pop().unwrap().evidence;
    assess(&tickmark::input::engagement(file, content).unwrap())
}

#[test]
fn a_clean_company_disagrees_with_nothing_on_file() {
    let found = assessed(0, WINDOW_END).contradictions;
    assert!(found.is_empty(), "{found:#?}");
    // What happened after the planted window is not part of the truth; how settings are on the day of the files is.
    let catalogue = &content().unwrap().catalogue;
    let setting = |id: &String| catalogue.control(id).unwrap().kind == Kind::Configuration;
    let mut found = assessed(0, RUNNING).contradictions;
    found.retain(|c| c.figures.is_some() && c.controls.iter().all(setting));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_planted_company_disagrees_where_it_was_planted() {
    let found = assessed(3, RUNNING).contradictions;
    let told: BTreeSet<&str> = found.iter().filter_map(|c| c.rule.as_deref()).collect();
    for rule in [
        "leavers-differ",
        "second-factor-not-everywhere",
        "changes-differ",
        "vendor-reviews-differ",
        "training-differs",
    ] {
        assert!(told.contains(rule), "{rule} of {told:?}");
    }
}

/// A list of policies is no policy: its rows count, and not the list.
#[test]
fn a_list_of_policies_counts_row_by_row() {
    for plants in [0, 3] {
        let found = assessed(plants, WINDOW_END);
        let paper = binder(&Company::generate(7, 50, plants).files()).results(&terms());
        let paper = paper.iter().flat_map(|seen| &seen.workpapers);
        let paper = paper.filter(|p| p.procedure == "policy-review");
        let (tested, deviations) =
            paper.fold((0, 0), |(t, d), p| (t + p.tested, d + p.deviation_count()));
        assert!(tested > 5 && (deviations > 0) == (plants > 0));
        let control = found.controls.iter().find(|c| c.id == "GV-05").unwrap();
        let of = &control.occurrences;
        assert_eq!(
            (of.items.tested, of.items.tested - of.items.conforming),
            (tested, deviations)
        );
        assert_eq!(
            (of.shown.decided, of.shown.deviations),
            (tested, deviations)
        );
        assert_eq!(of.known, plants > 0);
        assert!(of.population >= tested && of.listed.iter().all(|o| o.evidence.is_none()));
        let states: u32 = of.states.iter().map(|s| s.count).sum();
        assert_eq!(states, of.population, "{:?}", of.states);
    }
}
