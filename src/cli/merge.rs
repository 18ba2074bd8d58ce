//! `merge`: several respondents' files of one assessment as one.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::Value;
use tickmark::input::content::Content;
use tickmark::share::merge::{Conflict, Merged, Prefer, Respondent, merge};

use super::arguments::Arguments;
use super::output::{Outcome, Trouble, json, print, say};
use super::{assessment, chosen, hinted, own_content};

pub(super) fn run(arguments: &Arguments) -> Outcome<ExitCode> {
    if arguments.files.len() < 2 {
        return Err(Trouble::Usage(
            "merge needs two or more assessment files of one assessment".to_owned(),
        ));
    }
    let prefer = match arguments.prefer.as_deref() {
        None => Prefer::Open,
        Some("lower") => Prefer::Lower,
        Some(other) => {
            return Err(Trouble::Usage(format!(
                "--prefer: `{other}` is not known; known: lower"
            )));
        }
    };
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let mut respondents = Vec::new();
    for path in &arguments.files {
        respondents.push(Respondent {
            name: path.display().to_string(),
            file: assessment(path, content)?,
        });
    }
    let merged = merge(&respondents, content, prefer)
        .map_err(|e| Trouble::In(PathBuf::from("merge"), hinted(e, arguments)))?;
    say(&told(&merged, content));
    let written = print(arguments.output.as_deref(), &json(&merged.file))?;
    let open = merged.conflicts.iter().any(|c| c.kept.is_none());
    Ok(if open { ExitCode::from(1) } else { written })
}

fn told(merged: &Merged, content: &Content) -> String {
    let answers = &merged.file.answers;
    let open = answers.iter().filter(|a| a.later).count();
    let mut text = format!("{} answers, {open} of them open\n", answers.len());
    for remark in &merged.remarks {
        text.push_str(&format!("{remark}\n"));
    }
    if merged.conflicts.is_empty() {
        text.push_str("No two files contradict each other.\n");
    }
    for conflict in &merged.conflicts {
        text.push_str(&one(conflict, merged, content));
    }
    text
}

fn one(conflict: &Conflict, merged: &Merged, content: &Content) -> String {
    let asked = content.questionnaire(&merged.file.questionnaire.id);
    let question = conflict.question.as_deref().and_then(|id| {
        let all = &asked?.questionnaire.questions;
        all.iter().find(|q| q.id == id)
    });
    let mut text = match (&conflict.question, &conflict.profile) {
        (Some(id), _) => format!("\n{id}: {}\n", question.map_or("", |q| q.text.as_str())),
        (None, Some(what)) => match what.strip_prefix("requests/") {
            Some(id) => format!("\nthe examiner's request {id}\n"),
            None => format!("\nprofile, {what}\n"),
        },
        (None, None) => String::new(),
    };
    let words = |says: &Value| {
        let choice = says.get("choice").and_then(Value::as_str);
        let choice = choice.and_then(|id| question?.choice(id));
        let mut rest = says.clone();
        if let Some(all) = rest.as_object_mut() {
            if conflict.question.is_some() {
                all.remove("question");
                all.remove("rev");
            }
            if choice.is_some() {
                all.remove("choice");
            }
        }
        let nothing = rest.as_object().is_some_and(serde_json::Map::is_empty);
        match (choice, nothing) {
            (Some(choice), true) => format!("{} ({})", choice.text, choice.id),
            (Some(choice), false) => format!("{} ({}) {rest}", choice.text, choice.id),
            (None, _) => rest.to_string(),
        }
    };
    for said in &conflict.said {
        text.push_str(&format!(
            "  {}: {}\n",
            said.by.join(", "),
            words(&said.says)
        ));
    }
    let is_request = conflict
        .profile
        .as_ref()
        .is_some_and(|p| p.starts_with("requests/"));
    text.push_str(&match &conflict.kept {
        Some(kept) => format!("  taken, because it supports less: {}\n", words(kept)),
        None if is_request => {
            "  kept, without what differs; controls of both are a suggestion: settle it among you, and put it right once\n"
                .to_owned()
        }
        None => "  left open: settle it among you, and answer it once\n".to_owned(),
    });
    text
}
