//! The page for consultants does what it says.

use std::fs;

use serde_json::{Value, json};

use super::{folder, said, tickmark};

/// The parts of the consultants' page that are code in this language.
fn blocks(language: &str) -> Vec<String> {
    let page = fs::read_to_string("questionnaires/README.md").unwrap();
    let start = format!("```{language}\n");
    page.split(&start)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_page_for_consultants_works_as_written() {
    let folder = folder("page");
    let mut overlays = blocks("yaml");
    overlays.retain(|block| block.contains("format: tickmark-overlay"));
    assert_eq!(overlays.len(), 1);
    fs::write(folder.join("harbour.yaml"), &overlays[0]).unwrap();
    let quick = fs::read_to_string("examples/acme/quick.json").unwrap();
    let mut saved: Value = serde_json::from_str(&quick).unwrap();
    saved["questionnaire"] = json!({ "id": "harbour", "version": "1.0.0" });
    fs::write(folder.join("client.json"), saved.to_string()).unwrap();
    let commands = blocks("sh").join("");
    let mut count = 0;
    for line in commands.lines().filter(|l| l.starts_with("tickmark ")) {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let out = tickmark(&folder, &words);
        let told = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(0), "{line}: {told}");
        count += 1;
    }
    assert!(count >= 5, "{commands}");
    let report = fs::read_to_string(folder.join("report.html")).unwrap();
    assert!(
        report.contains("Hardware keys for administrators"),
        "the added control is assessed"
    );
    let shown = page_notes();
    let told = said(&folder, &["compile", "harbour.yaml", "-o", "again.json"], 0);
    assert_eq!(told, shown, "what the page shows is what is said");
}

/// What the page says that `compile` says.
fn page_notes() -> String {
    blocks("text").pop().unwrap()
}
