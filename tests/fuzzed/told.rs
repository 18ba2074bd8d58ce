//! What is said of an input: whole, and without a character of it that moves or hides others.

use tickmark::error::{Code, Error, Problem};
use tickmark::evidence::Inspection;

/// Stops at a character that moves or hides others.
pub(crate) fn plain(text: &str, what: &str) {
    let moves = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if let Some(found) = text.chars().find(|c| moves(*c)) {
        panic!("{what} has {found:?} in it: {text:?}");
    }
}

pub(crate) fn refusal(why: &Error) {
    let Error::Input(problems) = why else {
        panic!("a template was rendered: {why}");
    };
    assert!(!problems.is_empty(), "a refusal without a problem");
    problems.iter().for_each(problem);
}

pub(crate) fn problem(one: &Problem) {
    assert!(
        !one.message.trim().is_empty(),
        "{:?} without a message",
        one.code
    );
    assert!(!one.code.as_str().is_empty());
    assert!(
        one.message.chars().count() < 3000,
        "a message of {} characters",
        one.message.len()
    );
    if one.code == Code::NotJson {
        assert!(one.message.contains("line "), "no place: {}", one.message);
    }
    let is_pointer = one.at.is_empty() || one.at.starts_with('/') || one.at.starts_with("row ");
    assert!(is_pointer, "{:?} is at {:?}", one.message, one.at);
    plain(&one.message, "a message");
    plain(&one.at, "a place");
    plain(one.help.as_deref().unwrap_or_default(), "help");
}

/// Everything of an inspection that leaves the tab: all but names of columns and the key of pseudonyms.
pub(crate) fn inspection(seen: &Inspection) {
    for text in seen.questions.iter().chain(&seen.supports) {
        plain(text, "a question");
    }
    for text in [
        &seen.format,
        &seen.format_name,
        &seen.system,
        &seen.container,
        &seen.encoding,
    ] {
        plain(text, "a fact");
    }
    for paper in &seen.workpapers {
        let counted = paper.tested
            + paper.excluded.iter().map(|e| e.count).sum::<u32>()
            + paper.undecided_count();
        assert_eq!(paper.population, counted, "{}", paper.procedure);
        assert!(
            paper.deviation_count() <= paper.tested,
            "{}",
            paper.procedure
        );
        texts(&serde_json::to_value(paper).unwrap(), &paper.procedure);
    }
    for population in &seen.populations {
        plain(&population.control, "a control");
    }
}

fn texts(value: &serde_json::Value, what: &str) {
    match value {
        serde_json::Value::String(text) => plain(text, what),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, what)),
        serde_json::Value::Object(map) => map.iter().for_each(|(key, item)| {
            plain(key, what);
            texts(item, what);
        }),
        _ => {}
    }
}
