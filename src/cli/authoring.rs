//! The commands of authors: what is known, its schemas, what is wrong with a file, and the content it makes.

use std::process::ExitCode;

use tickmark::authoring::document::{Draft, draft};
use tickmark::authoring::located::sorted;
use tickmark::authoring::schema::{NAMES, schema as schema_of};
use tickmark::authoring::{Located, saved};

use super::arguments::Arguments;
use super::output::{MOST_LINES, Outcome, Trouble, json, print, print_words, rest, say};
use super::sources::{beside, given};
use super::{chosen, document, hinted, locales, own_content};

/// The questionnaires that are known.
pub(super) fn list(arguments: &Arguments) -> Outcome<ExitCode> {
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let spoken = match &arguments.locale {
        None => None,
        Some(named) => {
            let own = arguments.content.as_deref().zip(own.as_ref());
            Some(locales::spoken(named, own, content)?)
        }
    };
    let content = spoken.as_ref().map_or(content, |s| &s.content);
    let widest = |width: fn(&tickmark::input::questionnaire::Questionnaire) -> usize| {
        let all = content.questionnaires.iter();
        all.map(|p| width(&p.questionnaire)).max().unwrap_or(0)
    };
    let (ids, versions) = (widest(|q| q.id.len()), widest(|q| q.version.len()));
    let mut text = String::new();
    for published in &content.questionnaires {
        let found = &published.questionnaire;
        text.push_str(&format!(
            "{:ids$}  {:versions$}  {:>3} min  {:>3} questions  {}\n",
            found.id,
            found.version,
            found.minutes,
            found.questions.len(),
            found.title
        ));
    }
    print_words(None, &text)
}

/// The JSON Schema of a document.
pub(super) fn schema(arguments: &Arguments) -> Outcome<ExitCode> {
    let known = || {
        let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        names.join(", ")
    };
    let [name] = arguments.files.as_slice() else {
        return Err(Trouble::Usage(format!(
            "schema needs a name; known: {}",
            known()
        )));
    };
    let name = name.to_string_lossy();
    match schema_of(&name) {
        Some(found) => print(arguments.output.as_deref(), &json(&found)),
        None => Err(Trouble::Usage(format!(
            "`{name}` has no schema; known: {}",
            known()
        ))),
    }
}

/// Says every problem of authored files.
pub(super) fn lint(arguments: &Arguments) -> Outcome<ExitCode> {
    let drafts = drafts(arguments, "lint")?;
    let sound = drafts.iter().all(Draft::is_sound);
    let problems: Vec<Located> = drafts.into_iter().flat_map(|d| d.problems).collect();
    let problems = sorted(problems);
    listed(&problems);
    if sound {
        let advice = match problems.len() {
            0 => String::new(),
            n => format!("; advice: {n}"),
        };
        print(None, &format!("no problem found{advice}\n"))
    } else {
        Ok(ExitCode::from(2))
    }
}

/// Writes authored files as compiled content.
pub(super) fn compile(arguments: &Arguments) -> Outcome<ExitCode> {
    let drafts = drafts(arguments, "compile")?;
    let [draft] = drafts.as_slice() else {
        return Err(Trouble::Usage(
            "an overlay is compiled alone: it makes content that needs nothing else".to_owned(),
        ));
    };
    let notes: String = draft.notes.iter().map(ToString::to_string).collect();
    say(&notes);
    listed(&draft.problems);
    if !draft.is_sound() {
        return Ok(ExitCode::from(2));
    }
    if draft.partial {
        return Err(Trouble::Usage(
            "a file of a catalogue or a locale makes nothing alone: name its folder, or write an overlay"
                .to_owned(),
        ));
    }
    print(arguments.output.as_deref(), &draft.canonical())
}

/// Writes a saved assessment under the questionnaire of today.
pub(super) fn migrate(arguments: &Arguments) -> Outcome<ExitCode> {
    let [path] = arguments.files.as_slice() else {
        return Err(Trouble::Usage(
            "migrate needs one assessment file".to_owned(),
        ));
    };
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let carried = saved::carried(
        document(path, tickmark::error::Document::Assessment)?,
        content,
        arguments.to.as_deref(),
    )
    .map_err(|e| Trouble::In(path.clone(), hinted(e, arguments)))?;
    let done = print(arguments.output.as_deref(), &json(&carried.file))?;
    // The report stands beside the file, not in it.
    if arguments.output.is_some() {
        print_words(None, &carried.report())?;
    } else {
        say(&carried.report());
    }
    Ok(done)
}

fn drafts(arguments: &Arguments, command: &str) -> Outcome<Vec<Draft>> {
    if arguments.files.is_empty() {
        return Err(Trouble::Usage(format!("{command} needs a file")));
    }
    let own = own_content(arguments)?;
    let given = given(&arguments.files)?;
    draft(&given, own.as_ref(), &beside).map_err(|why| Trouble::Usage(why.to_string()))
}

/// Says problems in their order; of a long list what stands in the way comes before advice.
fn listed(problems: &[Located]) {
    let mut order: Vec<&Located> = problems.iter().collect();
    if order.len() > MOST_LINES {
        order.sort_by_key(|found| found.is_advice());
    }
    let lines = order.iter().take(MOST_LINES);
    let mut text: String = lines.map(ToString::to_string).collect();
    text.push_str(&rest(problems.len()));
    say(&text);
}
