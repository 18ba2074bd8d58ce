//! Tests that never hold, figures that no company has, and more than is read: refused at their place.

use super::{drafted, problems, question, small};

const HEAD: &str = "format: tickmark-overlay
version: 1
base: quick
questionnaire: { id: own, version: 1.0.0 }
";

/// What is said of an overlay with `rest` from line 5 on.
fn told(rest: &str) -> String {
    let draft = drafted("own.yaml", &format!("{HEAD}{rest}"));
    draft.problems.iter().map(ToString::to_string).collect()
}

/// What is said of a test, which stands on line 12 from column 7 on.
fn of_test(when: &str) -> String {
    told(&format!(
        "contradictions:
  add:
    - id: own
      severity: low
      controls: [AC-04]
      found: This disagrees.
      ask: Which is it?
      when: {{ {when} }}
"
    ))
}

#[test]
fn a_test_that_never_or_always_holds_is_refused() {
    let control = "control: AC-04";
    let one = "{ control: AC-04, claimedAtLeast: 2 }";
    let cases = [
        (
            "all: []".to_owned(),
            "12:15: the list is empty: nothing is tested [missing-text]",
        ),
        ("any: []".to_owned(), "12:15: the list is empty"),
        (
            "atLeast: { count: 1, of: [] }".to_owned(),
            "12:36: the list is empty",
        ),
        (
            "flags: { count: 1, of: [] }".to_owned(),
            "12:34: the list is empty",
        ),
        (
            format!("atLeast: {{ count: 0, of: [{one}] }}"),
            "12:33: found 0; allowed: 1 to 1 [out-of-range]",
        ),
        (
            format!("atLeast: {{ count: 2, of: [{one}] }}"),
            "12:33: found 2; allowed: 1 to 1",
        ),
        (
            "flags: { count: 9, of: [access-review-missed] }".to_owned(),
            "12:31: found 9; allowed: 1 to 1",
        ),
        (
            "sameDomain: { count: 0, claimedAtMost: 1 }".to_owned(),
            "12:36: found 0; allowed: 1 or more",
        ),
        (
            "sameDomain: { count: 1, claimedAtMost: 6 }".to_owned(),
            "12:54: found 6; allowed: 0 to 5",
        ),
        (
            format!("{control}, claimedAtLeast: 0"),
            "found 0; allowed: 1 to 5",
        ),
        (
            format!("{control}, claimedAtLeast: 6"),
            "found 6; allowed: 1 to 5",
        ),
        (
            format!("{control}, rungAtLeast: 0"),
            "found 0; allowed: 1 to 5",
        ),
        (
            format!("{control}, deviationsAtLeast: 0"),
            "found 0; allowed: 1 or more",
        ),
        (
            format!("{control}, lateAtLeast: 0"),
            "found 0; allowed: 1 or more",
        ),
        (
            format!("{control}, missedAtLeast: 0"),
            "found 0; allowed: 1 or more",
        ),
        (
            format!("{control}, conformingBelowPercent: 101"),
            "found 101; allowed: 1 to 100",
        ),
        (
            format!("{control}, conformingBelowPercent: 0"),
            "found 0; allowed: 1 to 100",
        ),
        (
            "windowEndsWithinDays: 3661".to_owned(),
            "12:37: found 3661; allowed: 0 to 3660",
        ),
        (
            format!("{control}, claimedAtMost: 1, claimedAtLeast: 4"),
            "12:46: at most 1 and at least 4 cannot hold together [unreachable]",
        ),
        (format!("any: [{one}, {{ all: [] }}]"), "the list is empty"),
    ];
    for (when, expected) in cases {
        let said = of_test(&when);
        assert!(said.contains(expected), "{when}: {said}");
        assert!(said.starts_with("own.yaml:12:"), "{when}: {said}");
    }
}

#[test]
fn bounds_themselves_are_allowed() {
    for when in [
        "control: AC-04, claimedAtMost: 2, claimedAtLeast: 2",
        "control: AC-04, conformingBelowPercent: 100",
        "control: AC-04, rungAtLeast: 3, claimedAtMost: 2",
        "windowEndsWithinDays: 0",
        "windowEndsWithinDays: 3660",
        "atLeast: { count: 1, of: [{ control: AC-04, missedAtLeast: 1 }] }",
    ] {
        assert_eq!(of_test(when), "", "{when}");
    }
}

/// Changes to one element of a section, from the base of the library.
fn of_change(section: &str, change: &str) -> String {
    told(&format!("{section}: {{ change: [{{ {change} }}] }}\n"))
}

#[test]
fn figures_that_no_company_has_are_refused() {
    let control = "id: AC-04";
    for (section, id, figure, expected) in [
        (
            "populations",
            "id: hires",
            "perHead: -1",
            "found -1; allowed: 0 to 1000 [out-of-range]",
        ),
        (
            "populations",
            "id: hires",
            "perHead: 1e300",
            "; allowed: 0 to 1000",
        ),
        (
            "populations",
            "id: hires",
            "atLeast: 10000001",
            "found 10000001; allowed: 0 to 10000000",
        ),
        (
            "controls",
            control,
            "effortDays: 2001",
            "found 2001; allowed: 0 to 2000",
        ),
        (
            "controls",
            control,
            "leadWeeks: 521",
            "found 521; allowed: 0 to 520",
        ),
        (
            "controls",
            control,
            "sample: { low: 1, customary: 1, high: 10001 }",
            "found 10001; allowed: 1 to 10000",
        ),
        (
            "controls",
            control,
            "weight: 1e-9",
            "found weight 0.000000001; allowed: 0, or 0.000001 to 1000",
        ),
        ("controls", control, "weight: -0.5", "found weight -0.5"),
        (
            "controls",
            control,
            "keep: []",
            "`keep` names nothing [missing-text]",
        ),
        (
            "controls",
            control,
            "request: []",
            "`request` names nothing [missing-text]",
        ),
        (
            "redFlags",
            "id: access-review-missed",
            "keep: []",
            "`keep` names nothing [missing-text]",
        ),
        (
            "redFlags",
            "id: access-review-missed",
            "leadWeeks: 521",
            "found 521; allowed: 0 to 520",
        ),
        (
            "policyValues",
            "id: unused-days",
            "min: 9, max: 8",
            "min 9 is above max 8 [out-of-range]",
        ),
        (
            "policyValues",
            "id: unused-days",
            "default: 1, min: 2, max: 8",
            "found 1; allowed: 2 to 8",
        ),
        (
            "questions",
            "id: QUESTION",
            "rev: 1001",
            "found 1001; allowed: 1 to 1000",
        ),
    ] {
        let question = &tickmark::input::content()
            .unwrap()
            .questionnaire("quick")
            .unwrap()
            .questionnaire
            .questions[0]
            .id;
        let id = id.replace("QUESTION", question);
        let said = of_change(section, &format!("{id}, {figure}"));
        assert!(said.contains(expected), "{section} {figure}: {said}");
        assert!(said.starts_with("own.yaml:5:"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    for figure in [
        "weight: 0",
        "weight: 1000",
        "effortDays: 2000",
        "leadWeeks: 520",
    ] {
        assert_eq!(of_change("controls", &format!("{control}, {figure}")), "");
    }
}

#[test]
fn samples_and_minutes_have_bounds() {
    let mut document = tickmark::input::builtin::document().unwrap();
    let policy = &mut document["catalogue"]["samplingPolicies"][0];
    policy["occurrence"] = serde_json::json!([
        { "from": 1, "size": 0 }, { "from": 2, "size": 251 }, { "from": 3, "percent": 0 },
        { "from": 4, "percent": 101, "atLeast": 0 }
    ]);
    policy["periodic"]["weekly"] = 0.into();
    document["questionnaires"][0]["minutes"] = 601.into();
    let said = problems("own.json", &document.to_string());
    for expected in [
        "found 0; allowed: 1 to 250",
        "found 251; allowed: 1 to 250",
        "found 0; allowed: 1 to 100",
        "found 101; allowed: 1 to 100",
        "found 601; allowed: 1 to 600",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(said.matches("found 0; allowed: 1 to 250").count(), 3);
    assert!(
        problems(
            "own.yaml",
            &small(&question("one")).replace("minutes: 1", "minutes: 0")
        )
        .contains("own.yaml:5:10: found 0; allowed: 1 to 600")
    );
}

#[test]
fn more_than_is_read_is_refused() {
    let all: String = (0..10_001).map(|i| question(&format!("q{i}"))).collect();
    assert_eq!(
        problems("own.yaml", &small(&all)),
        "own.yaml:6:1: found 10001 questions; allowed: 10000 [out-of-range]\n"
    );
    let ids = vec!["AC-04"; 201].join(", ");
    let said = problems("own.yaml", &small(&question("one")).replace("AC-04", &ids));
    assert!(
        said.contains("found 201 controls; allowed: 200 [out-of-range]"),
        "{said}"
    );
    let mut document = tickmark::input::builtin::document().unwrap();
    let list = document["catalogue"]["controls"][0]["controls"]
        .as_array_mut()
        .unwrap();
    for i in 0..1000 {
        let mut control = list[0].clone();
        control["id"] = format!("XX-{i}").into();
        list.push(control);
    }
    let said = problems("own.json", &document.to_string());
    assert!(
        said.contains("controls; allowed: 1000 [out-of-range]"),
        "{said}"
    );
}

/// What is said of a contradiction by files, of which `shown` stands on line 13 from column 8 on.
fn of_files(controls: &str, found: &str, shown: &str) -> String {
    told(&format!(
        "contradictions:
  add:
    - id: own
      severity: low
      controls: [{controls}]
      found: \"{found}\"
      ask: Which is it?

      shown: {{ {shown} }}
"
    ))
}

#[test]
fn what_files_never_show_is_refused() {
    let said = "claimedAtLeast: 3";
    let cases = [
        ("AC-04", "x", said, "found 0 things to look for; allowed: 1"),
        (
            "AC-04",
            "x",
            "claimedAtLeast: 3, overdue: true, missingAtLeast: 1",
            "found 2 things to look for; allowed: 1",
        ),
        (
            "AC-04",
            "x",
            "missingAtLeast: 1",
            "neither `when` nor `claimedAtLeast` says",
        ),
        (
            "AC-06",
            "x",
            "claimedAtLeast: 3, missingAtLeast: 1",
            "`missingAtLeast` says nothing about `AC-06`, by its kind",
        ),
        (
            "AC-06",
            "x",
            "claimedAtLeast: 3, beyondCount: 1",
            "`beyondCount` needs `procedures`",
        ),
        (
            "AC-04",
            "x",
            "claimedAtLeast: 3, overdue: true, procedures: [mfa]",
            "`overdue` is not about `procedures`",
        ),
        (
            "AC-02",
            "x",
            "claimedAtLeast: 3, deviationsAtLeast: 1, procedures: [mfaa]",
            "`mfaa` is not a procedure",
        ),
        (
            "AC-02",
            "{found} of {deviations}",
            "claimedAtLeast: 3, deviationsAtLeast: 1",
            "`{found}` is no figure of `deviationsAtLeast`; allowed: controls, deviations, tested",
        ),
        (
            "AC-02",
            "x",
            "claimedAtLeast: 3, deviationsAtLeast: 1, sameDomain: true",
            "`sameDomain` goes with `atLeast`",
        ),
        (
            "AC-02",
            "x",
            "claimedAtLeast: 3, deviationsAtLeast: 1, atLeast: 2",
            "found 2; allowed: 2 to 1",
        ),
        (
            "AC-04",
            "x",
            "claimedAtLeast: 3, allWithinDays: 400",
            "found 400; allowed: 1 to 366",
        ),
    ];
    for (controls, found, shown, message) in cases {
        let told = of_files(controls, found, shown);
        assert!(told.contains(message), "{shown}: {told}");
    }
}

#[test]
fn a_red_flag_without_files_against_it_is_refused() {
    let flag = "redFlags:
  add:
    - id: own-flag
      severity: low
      controls: [AC-04]
      found: This is so.
      why: It matters.
      fixNow: Mend it.
      fixProperly: Mend it well.
      keep: [a record]
      leadWeeks: 1
      when: { control: AC-04, claimedAtMost: 1 }
";
    let against = "contradictions:
  add:
    - id: own
      severity: low
      controls: [AC-04]
      against: [own-flag]
      found: The records cover {found} of {due}.
      ask: Where are the others?
      shown: { claimedAtLeast: 3, missingAtLeast: 1 }
";
    let alone = told(flag);
    assert!(
        alone.contains("no contradiction with `shown` is against the red flag `own-flag`"),
        "{alone}"
    );
    assert_eq!(told(&format!("{flag}{against}")), "");
    let nobody = told("contradictions: { change: [{ id: leavers-signed-in, against: null }] }\n");
    assert!(nobody.contains("`access-used-after-leaving`"), "{nobody}");
    let unclear = told("contradictions: { change: [{ id: leavers-signed-in, shown: null }] }\n");
    assert!(
        unclear.contains("neither `when` nor `shown` says when"),
        "{unclear}"
    );
}
