//! The auditor's own sizes: refused in clear words where they cannot be, and used wherever the named policy was.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::comparison::{Side, compare};
use tickmark::evaluate;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::control::Kind;
use tickmark::plan::rehearsal::rehearsal;
use tickmark::report::Format;
use tickmark::share::fragment::{decode, encode};
use tickmark::share::preview::{Parcel, preview};
use tickmark::share::shape::Shape;
use tickmark::share::shared::Shared;
use tickmark::share::unnamed::unnamed;

fn acme() -> Value {
    serde_json::from_str(include_str!("../examples/acme/full.json")).unwrap()
}

fn with(sampling: Value) -> Value {
    let mut value = acme();
    value["profile"]["auditorSampling"] = sampling;
    value
}

fn file(value: Value) -> AssessmentFile {
    tickmark::input::assessment_file(value, tickmark::input::content().unwrap()).unwrap()
}

fn engaged(value: Value) -> tickmark::input::Engagement<'static> {
    tickmark::input::engagement(file(value), tickmark::input::content().unwrap()).unwrap()
}

/// The problems, a line each: place and words.
fn refused(sampling: Value) -> Vec<String> {
    let content = tickmark::input::content().unwrap();
    let problems = tickmark::input::problems(with(sampling), content);
    let line = |p: &tickmark::error::Problem| format!("{}: {}", p.at, p.message);
    problems.iter().map(line).collect()
}

#[test]
fn what_cannot_be_is_refused_by_its_place() {
    let cases = [
        (
            json!({}),
            "/profile/auditorSampling: no size is entered; found none of `periodic`, `occurrence`, `document` and `configuration`",
        ),
        (
            json!({"periodic": [{"cadence": "monthly", "size": 0}]}),
            "/profile/auditorSampling/periodic/0/size: found 0; allowed: 1 to 250",
        ),
        (
            json!({"periodic": [{"cadence": "daily", "size": 251}]}),
            "/profile/auditorSampling/periodic/0/size: found 251; allowed: 1 to 250",
        ),
        (
            json!({"periodic": [{"cadence": "weekly", "size": 5}, {"cadence": "weekly", "size": 6}]}),
            "/profile/auditorSampling/periodic/1/cadence: the size for `weekly` is there twice; once is allowed",
        ),
        (
            json!({"periodic": [{"cadence": "quarterly", "size": 4}, {"cadence": "monthly", "size": 3}]}),
            "/profile/auditorSampling/periodic/1/size: found 4 of a quarterly control and 3 of a monthly control; a control that is due more often is tested as often or more",
        ),
        (
            json!({"periodic": [{"cadence": "quarterly", "size": 4}]}),
            "/profile/auditorSampling/periodic/0/size: found 4 of a quarterly control and 3 of a monthly control, from the policy `customary`; a control that is due more often is tested as often or more",
        ),
        (
            json!({"occurrence": [{"from": 10, "size": 5}]}),
            "/profile/auditorSampling/occurrence/0/from: found 10; the first line holds from 1 item on",
        ),
        (
            json!({"occurrence": [{"from": 1, "size": 5}, {"from": 50, "size": 9}, {"from": 50, "size": 10}]}),
            "/profile/auditorSampling/occurrence/2/from: found 50 after 50; lines begin ever higher",
        ),
        (
            json!({"document": [{"from": 1, "size": 5, "percent": 10}]}),
            "/profile/auditorSampling/document/0: found both `size` and `percent`; one of them is allowed",
        ),
        (
            json!({"occurrence": [{"from": 1, "size": 25}, {"from": 50, "percent": 10}]}),
            "/profile/auditorSampling/occurrence/1: found 5 of 50 items, and 25 of 49; of more items as many are tested or more",
        ),
        (
            json!({"periodic": [{"cadence": "weekly", "size": 5}], "source": "x".repeat(201)}),
            "/profile/auditorSampling/source: found 201 characters; allowed: up to 200",
        ),
    ];
    for (sampling, expected) in cases {
        assert_eq!(refused(sampling), [expected]);
    }
    let content = tickmark::input::content().unwrap();
    let unknown = with(json!({"sizes": []}));
    let found = tickmark::input::problems(unknown, content);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].at.starts_with("/profile/auditorSampling"),
        "{found:?}"
    );
}

#[test]
fn the_entered_sizes_are_drawn_told_and_compared() {
    let sizes = json!({
        "source": "the planning letter of 2 October 2026",
        "periodic": [
            {"cadence": "annual", "size": 1}, {"cadence": "semi-annual", "size": 2}, {"cadence": "quarterly", "size": 3},
            {"cadence": "monthly", "size": 4}, {"cadence": "weekly", "size": 7}, {"cadence": "daily", "size": 33}
        ],
        "occurrence": [{"from": 1, "size": 7}, {"from": 30, "percent": 25}]
    });
    let (before, after) = (engaged(acme()), engaged(with(sizes.clone())));
    let outcome = evaluate(&after);
    let mut drawn = 0;
    for control in &outcome.forecast.controls {
        let known = after.catalogue.control(&control.id).unwrap();
        let wanted = match known.kind {
            Kind::Periodic => match after.cadence(known).0.as_str() {
                "annual" => 1,
                "semi-annual" => 2,
                "quarterly" => 3,
                "monthly" => 4,
                "weekly" => 7,
                _ => 33,
            },
            Kind::Occurrence if control.population < 30 => 7,
            Kind::Occurrence => control.population.div_ceil(4),
            // As the named policy says.
            Kind::Document => 5,
            Kind::Configuration => 1,
        };
        assert_eq!(
            control.sample,
            wanted.min(control.population).min(250),
            "{}",
            control.id
        );
        drawn += u32::from(known.kind == Kind::Occurrence);
    }
    assert!(drawn > 5);
    let rehearsed = rehearsal(&after, &outcome.assessment, &[], "seed");
    assert_eq!(rehearsed.policy, "entered");
    for control in &rehearsed.controls {
        let forecast = outcome
            .forecast
            .controls
            .iter()
            .find(|c| c.id == control.control);
        assert_eq!(
            control.size,
            forecast.unwrap().sample,
            "{}",
            control.control
        );
    }
    let advice = outcome.advice(&after, Default::default());
    for sampled in &advice.mock_audit.controls {
        let forecast = outcome
            .forecast
            .controls
            .iter()
            .find(|c| c.id == sampled.control);
        assert_eq!(
            sampled.sample,
            forecast.unwrap().sample,
            "{}",
            sampled.control
        );
    }

    let told = "○ the auditor's own (as entered from the planning letter of 2 October 2026: annual 1, semi-annual 2, quarterly 3, monthly 4, weekly 7, daily 33, occurrences 7 and from 30 on 25 %; the rest as customary: documents, configurations)";
    let report = outcome.report(&after, Format::Markdown).unwrap();
    assert!(report.contains(&format!("| Sample sizes | {told} |")));
    assert!(report.contains(&format!("- Sampling policy: {told}")));
    for named in ["sampling: low", "sampling: customary", "sampling: high"] {
        assert!(report.contains(named), "{named}");
    }
    assert!(
        !evaluate(&before)
            .report(&before, Format::Markdown)
            .unwrap()
            .contains("Sample sizes")
    );

    let content = tickmark::input::content().unwrap();
    let files = (file(acme()), file(with(sizes)));
    let side = |file| Side { file, content };
    let found = compare(side(&files.0), side(&files.1)).unwrap();
    let change = found.sampling.unwrap();
    assert_eq!(change.before, "customary");
    assert_eq!(format!("○ {}", change.after), told);
    assert_ne!(
        found.before.expected.to_bits(),
        found.after.expected.to_bits()
    );
    let same = compare(side(&files.1), side(&files.1)).unwrap();
    assert_eq!(same.sampling, None);
}

#[test]
fn the_numbers_of_a_named_policy_entered_again_give_its_forecast() {
    for base in &tickmark::input::content()
        .unwrap()
        .catalogue
        .sampling_policies
    {
        let periodic: Vec<Value> = base
            .periodic
            .iter()
            .map(|(c, n)| json!({"cadence": c, "size": n}))
            .collect();
        let entered = json!({
            "periodic": periodic, "occurrence": base.occurrence, "document": base.document,
            "configuration": base.configuration
        });
        let mut value = with(clean(entered));
        let mut named = acme();
        named["profile"]["samplingPolicy"] = json!(base.id);
        value["profile"]["samplingPolicy"] = json!("high");
        let (one, other) = (engaged(value), engaged(named));
        assert_eq!(
            evaluate(&one).forecast.headline,
            evaluate(&other).forecast.headline
        );
    }
}

/// Without what is `null`.
fn clean(value: Value) -> Value {
    match value {
        Value::Array(all) => Value::Array(all.into_iter().map(clean).collect()),
        Value::Object(all) => {
            let kept = all.into_iter().filter(|(_, v)| !v.is_null());
            Value::Object(kept.map(|(k, v)| (k, clean(v))).collect())
        }
        other => other,
    }
}

#[test]
fn a_link_keeps_them_and_says_so() {
    let sizes = json!({"periodic": [{"cadence": "weekly", "size": 8}], "source": "a letter"});
    let engagement = engaged(with(sizes.clone()));
    let (file, left_out) = unnamed(&engagement.source);
    let shared = Shared::Full(Box::new(file.clone()));
    let shape = Shape::of(engagement.questionnaire);
    let fragment = encode(&shared, Some(&shape), None).unwrap();
    let shapes = [shape];
    match decode(&fragment, &shapes, None).unwrap() {
        Shared::Full(back) => assert_eq!(*back, file),
        Shared::Summary(_) => panic!("it was a saved assessment"),
    }
    let said = preview(&Parcel {
        shared: &shared,
        left_out,
        sealed: false,
        length: 1,
    });
    let profile = said
        .iter()
        .find(|s| s.starts_with("Of the profile"))
        .unwrap();
    assert!(
        profile.contains("the sample sizes that were entered"),
        "{profile}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases::cases(64)))]

    /// Whatever is entered is refused, or never takes fewer items of more.
    #[test]
    fn accepted_sizes_never_fall(
        rows in prop::collection::vec((1_u32..300, 0_u32..3, 1_u32..120, prop::option::of(1_u32..60)), 1..5),
        probe in 1_u32..400,
    ) {
        let tier = |(i, (from, way, figure, least)): (usize, &(u32, u32, u32, Option<u32>))| {
            let mut tier = json!({"from": if i == 0 { 1 } else { *from }});
            match way {
                0 => tier["size"] = json!(figure),
                1 => tier["percent"] = json!(figure.min(&100)),
                _ => {}
            }
            if let Some(least) = least {
                tier["atLeast"] = json!(least);
            }
            tier
        };
        let tiers: Vec<Value> = rows.iter().enumerate().map(tier).collect();
        let value = with(json!({"occurrence": tiers}));
        let content = tickmark::input::content().unwrap();
        if tickmark::input::problems(value.clone(), content).is_empty() {
            let engagement = engaged(value);
            let policy = &engagement.sampling_policy;
            let (here, next) = (policy.sample(Kind::Occurrence, None, probe), policy.sample(Kind::Occurrence, None, probe + 1));
            prop_assert!(here <= next, "{here} of {probe}, {next} of one more");
            prop_assert!(here >= 1 && here <= probe);
        }
    }
}
