//! Layouts: the same result for different readers, and what a layout may not do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;

use serde_json::{Value, json};
use tickmark::error::Error;
use tickmark::evaluate;
use tickmark::input;
use tickmark::report::{Format, Layout, Reader, Templates};

/// Acme's report under a layout.
fn report(layout: &Layout, format: Format) -> String {
    let text = fs::read_to_string("examples/acme/quick.json").unwrap();
    let content = input::content().unwrap();
    let file = input::assessment_file(serde_json::from_str(&text).unwrap(), content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let outcome = evaluate(&engagement);
    let advice = outcome.advice(&engagement, Default::default());
    let reader = Reader {
        layout: Some(layout),
        ..Reader::default()
    };
    outcome
        .report_with(&engagement, &advice, format, &reader)
        .unwrap()
}

fn headings(markdown: &str) -> Vec<&str> {
    markdown
        .lines()
        .filter_map(|l| l.strip_prefix("## "))
        .collect()
}

fn layout(sections: Value) -> Result<Layout, Error> {
    Layout::read(
        json!({ "format": "tickmark-layout", "version": 1, "sections": sections }),
        &Templates::default(),
    )
}

#[test]
fn each_audience_begins_with_what_it_came_for() {
    let first = |audience: &str| {
        let report = report(&Layout::of_audience(audience).unwrap(), Format::Markdown);
        let found: Vec<String> = headings(&report).into_iter().map(str::to_owned).collect();
        assert_eq!(
            found.last().map(String::as_str),
            Some("Disclaimer"),
            "{audience}"
        );
        found
    };
    let founder = first("founder");
    assert_eq!(
        founder[..3],
        ["In short", "Scope and basis", "Readiness by domain"]
    );
    assert!(founder.len() > 15, "{founder:?}");
    assert_eq!(first("committee")[..2], ["In short", "Readiness by domain"]);
    assert_eq!(first("client")[0], "Where things stand");
}

#[test]
fn the_disclaimer_stays_whatever_a_layout_says() {
    let layout = layout(json!([{ "id": "register" }])).unwrap();
    let report = report(&layout, Format::Markdown);
    assert_eq!(headings(&report), ["Exception register", "Disclaimer"]);
    assert!(report.contains("**Self-assessment. Not an attestation.**"));
}

#[test]
fn a_layout_says_order_titles_and_introductions() {
    let layout = layout(json!([
        { "id": "forecast", "title": "What we expect" },
        { "id": "text", "title": "Read this", "intro": "One.\n\nTwo." },
        { "id": "memo" }
    ]))
    .unwrap();
    let report = report(&layout, Format::Markdown);
    assert_eq!(
        headings(&report),
        ["What we expect", "Read this", "In short", "Disclaimer"]
    );
    assert!(
        report.contains("## Read this\n\nOne.\n\nTwo.\n"),
        "{report}"
    );
}

#[test]
fn what_a_layout_says_is_text_and_nothing_else() {
    let hostile =
        "<script>alert(1)</script> [x](javascript:y) | `z` {{ title }} {% include \"x\" %}";
    let layout = layout(json!([{ "id": "text", "title": hostile, "intro": hostile }])).unwrap();
    let html = report(&layout, Format::Html);
    assert!(!html.contains("<script") && !html.contains("href=\"javascript"));
    assert!(html.contains("{{ title }}") && html.contains("&lt;script&gt;"));
}

#[test]
fn an_empty_layout_takes_its_audience() {
    let read = |audience: Value| {
        let mut value = json!({ "format": "tickmark-layout", "version": 1 });
        if !audience.is_null() {
            value["audience"] = audience;
        }
        Layout::read(value, &Templates::default()).unwrap()
    };
    assert_eq!(read(Value::Null), Layout::of_audience("founder").unwrap());
    assert_eq!(
        read(json!("client")),
        Layout::of_audience("client").unwrap()
    );
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    let wide = "x".repeat(201);
    let cases = [
        (
            json!([{ "id": "gap" }]),
            "/sections/0/id: `gap` is not a section",
            "Did you mean `gaps`?",
        ),
        (
            json!([{ "id": "memo", "colour": "red" }]),
            "/sections/0/colour: ",
            "",
        ),
        (
            json!([{ "id": "memo", "title": wide }]),
            "/sections/0/title: found 201 characters; allowed: 200",
            "",
        ),
        (
            json!([{ "id": "disclaimer", "title": "Assurance" }]),
            "/sections/0/title: the disclaimer keeps its title",
            "",
        ),
        (
            json!(vec![json!({ "id": "memo" }); 101]),
            "/sections: found 101 sections; allowed: 100",
            "",
        ),
    ];
    for (sections, expected, help) in cases {
        let Err(Error::Input(problems)) = layout(sections) else {
            panic!("{expected}: was taken");
        };
        let told = format!("{}: {}", problems[0].at, problems[0].message);
        assert!(told.starts_with(expected), "{told}");
        assert!(
            problems[0]
                .help
                .as_deref()
                .unwrap_or_default()
                .contains(help),
            "{:?}",
            problems[0].help
        );
    }
    assert!(Layout::of_audience("board").is_err());
    assert!(
        Layout::read(
            json!({ "format": "tickmark-layout", "version": 2 }),
            &Templates::default()
        )
        .is_err()
    );
    assert!(
        Layout::read(
            json!({ "format": "tickmark-brand", "version": 1 }),
            &Templates::default()
        )
        .is_err()
    );
}
