//! The calculator on the command line: numbers, sentences for a workpaper, refusals.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::process::Command;

use expect_test::{Expect, expect};

/// Exit code, stdout and stderr of `tickmark calc` with these words.
fn calc(words: &str) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .arg("calc")
        .args(words.split_whitespace())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        out.status.code().unwrap(),
        text(out.stdout),
        text(out.stderr),
    )
}

fn says(words: &str, expected: &Expect) {
    let (code, out, err) = calc(words);
    assert_eq!((code, err.as_str()), (0, ""), "{words}");
    expected.assert_eq(&out);
}

fn refuses(words: &str, expected: &Expect) {
    let (code, out, err) = calc(words);
    assert_eq!((code, out.as_str()), (2, ""), "{words}");
    expected.assert_eq(&err);
}

#[test]
fn json_has_exactly_its_keys() {
    for (words, expected) in [
        (
            "sample-size --risk 5% --tolerable 10% --format json",
            "{\n  \"sampleSize\": 29,\n  \"deviations\": 0\n}\n",
        ),
        (
            "sample-size --format json --risk 0.05 --tolerable 1/10 --expected 1%",
            "{\n  \"sampleSize\": 46,\n  \"deviations\": 1\n}\n",
        ),
        (
            "sample-size --risk 10% --tolerable 10% --population 52 --format json",
            "{\n  \"sampleSize\": 16,\n  \"deviations\": 0\n}\n",
        ),
        (
            "upper-limit --risk 5% --sample 25 --deviations 25 --format json",
            "{\n  \"upperLimit\": 1.0\n}\n",
        ),
        (
            "upper-limit --risk 5% --sample 25 --deviations 0 --population 40 --format json",
            "{\n  \"upperLimit\": 0.05\n}\n",
        ),
    ] {
        let (code, out, err) = calc(words);
        assert_eq!(
            (code, out.as_str(), err.as_str()),
            (0, expected, ""),
            "{words}"
        );
    }
    let (_, out, _) = calc("upper-limit --risk 5% --sample 25 --deviations 0 --format json");
    let out: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!((out["upperLimit"].as_f64().unwrap() - 0.112_928_145).abs() < 1e-9);
    assert_eq!(out.as_object().unwrap().len(), 1);
}

#[test]
fn sizes_in_sentences() {
    says(
        "sample-size --risk 5% --tolerable 10%",
        &expect![[r#"
            Test 29 items drawn at random. If they show no deviation, the rate of deviation is below the tolerable 10%, at a risk of overreliance of 5%.
            Method: attribute sampling, exact binomial (population large beside the sample). Expected rate 0%: no deviation is allowed for.
        "#]],
    );
    says(
        "sample-size --risk 10% --tolerable 5% --expected 1.5% --format text",
        &expect![[r#"
            Test 105 items drawn at random. If they show at most 2 deviations, the rate of deviation is below the tolerable 5%, at a risk of overreliance of 10%.
            Method: attribute sampling, exact binomial (population large beside the sample). Expected rate 1.5%: what it makes of the sample is rounded up to whole deviations, as in the tables of the Audit Sampling guide.
        "#]],
    );
    says(
        "sample-size --risk 10% --tolerable 10% --population 52",
        &expect![[r#"
            Test 16 of the 52 items, drawn at random. If they show no deviation, fewer than 6 of the 52 deviate, a rate below the tolerable 10%, at a risk of overreliance of 10%.
            Method: attribute sampling, exact hypergeometric (finite population of 52). Expected rate 0%: no deviation is allowed for; the tolerable rate makes 6 of the 52.
        "#]],
    );
    says(
        "sample-size --risk 1/20 --tolerable .1 --population 4",
        &expect![[r#"
            Test all 4 items. If they show no deviation, none of the 4 deviates, a rate below the tolerable 10%, at a risk of overreliance of 5%.
            Method: attribute sampling, exact hypergeometric (finite population of 4). Expected rate 0%: no deviation is allowed for; the tolerable rate makes 1 of the 4.
        "#]],
    );
}

#[test]
fn limits_in_sentences() {
    says(
        "upper-limit --risk 5% --sample 25 --deviations 0",
        &expect![[r#"
            In a random sample of 25 items with no deviation, the rate of deviation in the population is at most 11.3% (zero-deviation upper limit), at a risk of overreliance of 5%.
            Method: attribute sampling, exact binomial (population large beside the sample). One-sided Clopper–Pearson limit, rounded up to a tenth of a percent, as in the tables of the Audit Sampling guide.
        "#]],
    );
    says(
        "upper-limit --risk 10% --sample 40 --deviations 1",
        &expect![[r#"
            In a random sample of 40 items with 1 deviation, the rate of deviation in the population is at most 9.4%, at a risk of overreliance of 10%.
            Method: attribute sampling, exact binomial (population large beside the sample). One-sided Clopper–Pearson limit, rounded up to a tenth of a percent, as in the tables of the Audit Sampling guide.
        "#]],
    );
    says(
        "upper-limit --risk 5% --sample 20 --deviations 2 --population 52",
        &expect![[r#"
            In a random sample of 20 of 52 items with 2 deviations, at most 12 of the 52 deviate, a rate of at most 23.1%, at a risk of overreliance of 5%.
            Method: attribute sampling, exact hypergeometric (finite population of 52). Exact one-sided limit in whole items, rounded up to a tenth of a percent, as in the tables of the Audit Sampling guide.
        "#]],
    );
}

/// The limit in tenths comes from whole items: 7 of 100 is 7.0 %, whatever 0.07 · 1000 is in floating point.
#[test]
fn a_tenth_is_not_rounded_up_to_the_next() {
    let (_, out, _) = calc("upper-limit --risk 5% --sample 100 --deviations 7 --population 100");
    assert!(out.contains("a rate of at most 7.0%"), "{out}");
}

#[test]
fn impossible_inputs_are_refused_in_sentences() {
    refuses(
        "sample-size --risk 5% --tolerable 0%",
        &expect![[r#"
        tickmark: --tolerable: found 0%; allowed: above 0% and below 100%
        help: `tickmark --help` lists the commands
    "#]],
    );
    refuses(
        "sample-size --risk 0 --tolerable 5%",
        &expect![[r#"
        tickmark: --risk: found 0%; allowed: above 0% and below 100%, mostly 5% or 10%
        help: `tickmark --help` lists the commands
    "#]],
    );
    refuses(
        "sample-size --risk 5% --tolerable 5% --expected 5%",
        &expect![[r#"
            tickmark: --expected: found 5%; allowed: 0% or more, and below the tolerable 5%
            help: `tickmark --help` lists the commands
        "#]],
    );
    refuses(
        "sample-size --risk 5% --tolerable 5% --expected 1% --population 12",
        &expect![[r#"
            tickmark: --expected: found 1%, which is 1 of the 12 items when rounded up, and no sample separates that from the 1 of the tolerable 5%; allowed: a lower rate, such as 0%
            help: `tickmark --help` lists the commands
        "#]],
    );
    refuses(
        "sample-size --risk 5% --tolerable 5% --expected 4.999%",
        &expect![[r#"
            tickmark: --expected: found 4.999%, for which more than 10000000 items would be needed; allowed: a tolerable rate further above the expected one
            help: `tickmark --help` lists the commands
        "#]],
    );
    refuses(
        "sample-size --risk 5% --tolerable 5% --population 10000001",
        &expect![[r#"
            tickmark: --population: found 10000001 items; allowed: 1 to 10000000
            help: `tickmark --help` lists the commands
        "#]],
    );
    refuses(
        "upper-limit --risk 5% --sample 25 --deviations 26",
        &expect![[r#"
            tickmark: --deviations: found 26; allowed: 0 to the 25 items of the sample
            help: `tickmark --help` lists the commands
        "#]],
    );
    refuses(
        "upper-limit --risk 5% --sample 25 --deviations 0 --population 24",
        &expect![[r#"
            tickmark: --sample: found 25 items; allowed: 1 to the 24 of the population
            help: `tickmark --help` lists the commands
        "#]],
    );
    refuses(
        "upper-limit --risk 5% --sample 0 --deviations 0",
        &expect![[r#"
            tickmark: --sample: found 0 items; allowed: 1 to 10000000
            help: `tickmark --help` lists the commands
        "#]],
    );
}

#[test]
fn words_that_are_no_numbers_are_told_together() {
    refuses(
        "upper-limit --risk five --sample 2.5 --population -1",
        &expect![[r#"
            tickmark: --risk: found five; allowed: a percentage, a decimal or a fraction, such as 5%, 0.05 or 1/20
            tickmark: --sample: found 2.5; allowed: a whole number up to 10000000
            tickmark: --deviations: found nothing; allowed: a whole number up to 10000000
            tickmark: --population: found -1; allowed: a whole number up to 10000000
            help: `tickmark --help` lists the commands
        "#]],
    );
    refuses(
        "sample-size",
        &expect![[r#"
        tickmark: --risk: found nothing; allowed: a percentage, a decimal or a fraction, such as 5%, 0.05 or 1/20
        tickmark: --tolerable: found nothing; allowed: a percentage, a decimal or a fraction, such as 5%, 0.05 or 1/20
        help: `tickmark --help` lists the commands
    "#]],
    );
}

#[test]
fn options_are_known_and_given_once() {
    refuses(
        "sample-size --sample 25",
        &expect![[r#"
        tickmark: --sample is not an option here; known: --risk, --tolerable, --expected, --population, --format
        help: `tickmark --help` lists the commands
    "#]],
    );
    refuses(
        "upper-limit --risk 5% --risk 10%",
        &expect![[r#"
        tickmark: --risk is there twice
        help: `tickmark --help` lists the commands
    "#]],
    );
    refuses(
        "upper-limit --risk 5% --sample 25 --deviations 0 --format yaml",
        &expect![[r#"
            tickmark: --format: `yaml` is not a format; known: text, json
            help: `tickmark --help` lists the commands
        "#]],
    );
    refuses(
        "lower-limit",
        &expect![[r#"
        tickmark: calc is used as: calc sample-size, calc upper-limit or calc cases FILE
        help: `tickmark --help` lists the commands
    "#]],
    );
    refuses(
        "upper-limit 5%",
        &expect![[r#"
        tickmark: unexpected argument "5%"
        help: `tickmark --help` lists the commands
    "#]],
    );
    refuses(
        "cases",
        &expect![[r#"
        tickmark: calc cases needs one file
        help: `tickmark --help` lists the commands
    "#]],
    );
}
