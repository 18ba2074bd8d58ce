//! The result in JSON is what its schema says it is.

use super::*;

fn schema() -> Value {
    serde_json::from_str(&fs::read_to_string("questionnaires/schema/result.json").unwrap()).unwrap()
}

fn result(worked: &Worked) -> Value {
    json!(worked.outcome.with(&worked.engagement, &worked.advice))
}

#[test]
fn every_result_is_what_the_schema_says() {
    let validator = jsonschema::draft7::new(&schema()).unwrap();
    let plain = EXAMPLES.map(example);
    let whole = ["acme/assessment", "scaleup/full"].map(with_evidence);
    for assessment in plain.into_iter().chain(whole) {
        let result = result(Worked::out(assessment));
        let wrong: Vec<String> = validator
            .iter_errors(&result)
            .map(|e| format!("{}: {e:.200}", e.instance_path()))
            .take(5)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[test]
fn what_differs_from_the_schema_is_noticed() {
    let validator = jsonschema::draft7::new(&schema()).unwrap();
    let sound = result(Worked::out(example("acme/full")));
    assert!(validator.is_valid(&sound));
    for (at, value) in [
        ("/format", json!("tickmark-assessment")),
        ("/version", json!(2)),
        ("/asOf", json!(20_261_121)),
        ("/assessment/controls/0/claimed/low", json!(6)),
        ("/plan/register/0/status", json!("done")),
        ("/forecast/headline", json!(null)),
        ("/advice/requests/0/state", json!("some")),
    ] {
        let mut other = sound.clone();
        *other.pointer_mut(at).unwrap() = value;
        assert!(!validator.is_valid(&other), "{at}");
    }
    // A later release adds keys; a reader of today takes them.
    let mut more = sound.clone();
    more["signature"] = json!({ "sha256": "" });
    assert!(validator.is_valid(&more));
}

#[test]
fn a_result_says_what_it_is_the_result_of() {
    let result = result(Worked::out(example("acme/full")));
    assert_eq!(result["format"], "tickmark-result");
    assert_eq!(result["version"], 1);
    assert_eq!(result["asOf"], example("acme/full")["asOf"]);
    assert_eq!(result["engine"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(result["questionnaire"]["id"], "full");
    assert_eq!(
        result["questionnaire"]["sha256"].as_str().unwrap().len(),
        64
    );
    assert_eq!(result["examination"]["type"], 2);
    for part in ["assessment", "forecast", "plan", "advice"] {
        assert!(result[part].is_object(), "{part}");
    }
}
