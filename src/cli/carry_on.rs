//! `carry-on`: a Type 1 assessment as the beginning of the Type 2 that follows it.

use std::process::ExitCode;

use tickmark::input::content::Content;
use tickmark::share::carried::{Carried, Decision, Fate, Part, Wanted, carried};

use super::arguments::Arguments;
use super::output::{Outcome, Trouble, json, print, say};
use super::{assessment, chosen, hinted, own_content};

pub(super) fn run(arguments: &Arguments) -> Outcome<ExitCode> {
    let [path] = arguments.files.as_slice() else {
        return Err(Trouble::Usage(
            "carry-on needs one assessment file, that of an examination of one day".to_owned(),
        ));
    };
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let wanted = Wanted {
        start: arguments.start,
        end: arguments.end,
        as_of: arguments.as_of,
    };
    let found = carried(assessment(path, content)?, wanted, content)
        .map_err(|e| Trouble::In(path.clone(), hinted(e, arguments)))?;
    match arguments.format.as_deref() {
        None | Some("text") => {
            say(&told(&found, content));
            print(arguments.output.as_deref(), &json(&found.file))
        }
        Some("json") => print(arguments.output.as_deref(), &json(&found)),
        Some(other) => Err(Trouble::Usage(format!(
            "--format: `{other}` is not a format; known: text, json"
        ))),
    }
}

/// What was decided, part by part; what is only kept as it is in one line.
fn told(found: &Carried, content: &Content) -> String {
    let file = &found.file;
    let mut text = format!(
        "A window from {} to {}, as of {}, after the examination of {}.\n",
        file.profile.window.start, file.profile.window.end, file.as_of, found.examined
    );
    for (part, title) in [
        (Part::Profile, "Profile"),
        (Part::Answer, "Answers"),
        (Part::Evidence, "Evidence"),
        (Part::Register, "Exception register"),
        (Part::Request, "The examiner's requests"),
    ] {
        let here: Vec<&Decision> = found.decisions.iter().filter(|d| d.part == part).collect();
        if here.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{title}\n"));
        for decision in here.iter().filter(|d| d.fate != Fate::Kept) {
            text.push_str(&format!("  {}: {}\n", decision.id, decision.why));
            if let Some(was) = said_before(decision, found, content) {
                text.push_str(&format!("    before: {was}\n"));
            }
        }
        let kept = here.iter().filter(|d| d.fate == Fate::Kept);
        let kept: Vec<&str> = kept.map(|d| d.id.as_str()).collect();
        if !kept.is_empty() {
            text.push_str(&format!("  kept: {}\n", kept.join(", ")));
        }
    }
    text
}

/// What an answer said before, its rung in words.
fn said_before(decision: &Decision, found: &Carried, content: &Content) -> Option<String> {
    let mut was = decision
        .was
        .clone()
        .filter(|_| decision.part == Part::Answer)?;
    let asked = content.questionnaire(&found.file.questionnaire.id)?;
    let mut questions = asked.questionnaire.questions.iter();
    let question = questions.find(|q| q.id == decision.id);
    let all = was.as_object_mut()?;
    all.remove("question");
    all.remove("rev");
    all.remove("note");
    let rung = all
        .get("choice")
        .and_then(|id| question?.choice(id.as_str()?));
    let rung = rung.map(|choice| choice.text.clone());
    if rung.is_some() {
        all.remove("choice");
    }
    let rest = (!all.is_empty()).then(|| was.to_string());
    let parts: Vec<String> = rung.into_iter().chain(rest).collect();
    Some(parts.join(" "))
}
