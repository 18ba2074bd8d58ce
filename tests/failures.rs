//! Each known failure has a red flag that names it, and an answer that raises the flag.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

#[path = "failures/answers.rs"]
mod answers;

use answers::{changes, questionnaire, strong, with};
use tickmark::input::answers::AssessmentFile;
use tickmark::input::content;

fn raised(file: &AssessmentFile) -> (Vec<String>, Vec<String>) {
    let engagement = tickmark::input::engagement(file.clone(), content().unwrap()).unwrap();
    let assessment = tickmark::assessment::assess(&engagement);
    (
        assessment.red_flags.into_iter().map(|f| f.rule).collect(),
        assessment.contradictions.into_iter().map(|c| c.rule.unwrap()).collect(),
    )
}

#[test]
fn dump() {
    for id in ["quick", "full"] {
        let file = strong(id);
        let t = std::time::Instant::now();
        let (f, c) = raised(&file);
        eprintln!("{id} strong: {f:?} {c:?} {:?}", t.elapsed());
        let all = changes(&file, questionnaire(id));
        eprintln!("{} changes", all.len());
        let mut by: std::collections::BTreeMap<String, Vec<String>> = Default::default();
        for change in &all {
            let (f, c) = raised(&with(&file, &[change]));
            for x in f.into_iter().chain(c.into_iter().map(|c| format!("~{c}"))) {
                by.entry(x).or_default().push(format!("{}: {}", change.answer.question, change.says));
            }
        }
        for (k, v) in &by { eprintln!("{k}: {}", v.join(" | ")); }
        for r in &content().unwrap().catalogue.red_flags { if !by.contains_key(&r.id) { eprintln!("NOT {}", r.id) } }
        for r in &content().unwrap().catalogue.contradictions { if !by.contains_key(&format!("~{}", r.id)) { eprintln!("NOT ~{}", r.id) } }
    }
}
