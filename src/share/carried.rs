//! A Type 1 assessment carried on into the Type 2 that follows it, with what was decided about each part.
//!
//! The window of a Type 2 begins after the day that the Type 1 describes, and only what happened in it counts. So what
//! speaks of occurrences is asked anew: periods, counts, how each system was on a day, and the rungs that claim that
//! every due occurrence was done. What holds whatever the day stays: designs, settings, documents, days on which something
//! was done, reasons. Evidence stays with its day, which decides by itself that it counts in no later window. What is
//! taken out stands in the list of decisions, word for word.

use serde::Serialize;
use serde_json::Value;

use crate::date::Date;
use crate::error::{Code, Document, Error, Problem};
use crate::input::answers::{Answer, AssessmentFile, Window};
use crate::input::content::Content;
use crate::input::control::Kind;
use crate::input::manifest::Entry;
use crate::input::questionnaire::{Question, QuestionKind};
use crate::input::{self, Engagement};

/// The lowest level whose rung claims that due occurrences were done; below it a rung speaks of design and practice.
const OPERATED: u8 = 3;

/// The Type 2 that is wanted; what is left out follows from the Type 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// First day of the window; the day after the examination unless said otherwise.
    pub start: Option<Date>,
    /// Last day of the window; as many days as the Type 1's profile plans unless said otherwise.
    pub end: Option<Date>,
    /// The day of the assessment; that of the Type 1, or the first day of the window if that is later.
    pub as_of: Option<Date>,
}

/// A Type 2 assessment, and how it came of the Type 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Carried {
    /// The Type 2 assessment.
    pub file: AssessmentFile,
    /// The day that the Type 1 describes.
    pub examined: Date,
    /// What was decided about each part of the Type 1, in its order.
    pub decisions: Vec<Decision>,
}

/// What was decided about one part.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// Which part.
    pub part: Part,
    /// Its id: a key of the profile, a question, an evidence id, a control of the register.
    pub id: String,
    /// What became of it.
    pub fate: Fate,
    /// Why, as a sentence.
    pub why: String,
    /// What is no longer in the assessment, as it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Value>,
}

/// A part of an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A key of the profile, or the day of the assessment.
    Profile,
    /// An answer.
    Answer,
    /// A piece of evidence.
    Evidence,
    /// An entry of the exception register.
    Register,
    /// A request of the auditor.
    Request,
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It is there as it was.
    Kept,
    /// It is there with another value.
    Changed,
    /// Its rung is kept; what it said of occurrences is asked anew.
    PartAskedAnew,
    /// It is open, and marked to come back to.
    AskedAnew,
    /// It is there, and shows a day before the window.
    BeforeTheWindow,
}

/// Carries a Type 1 assessment on into a Type 2.
///
/// # Errors
///
/// Every problem of the Type 1, or why there is no such Type 2: it is of another type, or its days are out of order.
pub fn carried(file: AssessmentFile, wanted: Wanted, content: &Content) -> Result<Carried, Error> {
    let earlier = input::engagement(file, content)?;
    let (window, as_of, examined) = days(&earlier, wanted)?;
    let mut decisions = Vec::new();
    let mut file = (*earlier.source).clone();
    profile(&mut file, window, as_of, examined, &mut decisions);
    for answer in &mut file.answers {
        decisions.push(answered(answer, &earlier));
    }
    decisions.extend(file.evidence.iter().map(|e| shown(e, window.start)));
    decisions.extend(file.register.iter().map(|entry| {
        let over = entry.accepted.as_ref().map(|a| a.until);
        let why = match over.filter(|until| *until < window.start) {
            Some(until) => format!("Kept; the acceptance of its risk ended on {until}."),
            None => "Kept as it is.".to_owned(),
        };
        decision(Part::Register, &entry.control, Fate::Kept, why)
    }));
    decisions.extend(file.auditor_requests.iter().map(|request| {
        let why =
            "Kept; it was asked for in the examination of one day, until the list of the next takes its place.";
        decision(Part::Request, &request.id, Fate::Kept, why)
    }));
    // Checked as any other document: what was carried on can be worked with.
    let later = input::engagement(file, content)?;
    Ok(Carried {
        file: (*later.source).clone(),
        examined,
        decisions,
    })
}

/// The window, the day of the assessment, and the day that the Type 1 describes.
fn days(earlier: &Engagement<'_>, wanted: Wanted) -> Result<(Window, Date, Date), Error> {
    let problem =
        |at: &str, code, message: String| Problem::new(Document::Assessment, at, code, message);
    let profile = &earlier.profile;
    if profile.report_type != 1 {
        let message =
            "found 2; an examination of one day, 1, is carried on into one of a window".to_owned();
        let help = "For the next window, change the window in its profile.";
        return Err(problem("/profile/type", Code::OutOfRange, message)
            .help(help)
            .into());
    }
    let examined = profile.examination_day.unwrap_or(earlier.as_of);
    let start = wanted.start.unwrap_or_else(|| examined.plus_days(1));
    if start <= examined {
        let message = format!(
            "the window would begin on {start}; the examination describes {examined}, and the window begins after that day"
        );
        return Err(problem("/profile/window/start", Code::DateOrder, message).into());
    }
    let planned = i64::from(profile.window.days());
    let end = wanted.end.unwrap_or_else(|| start.plus_days(planned - 1));
    let as_of = wanted.as_of.unwrap_or_else(|| earlier.as_of.max(start));
    if as_of < earlier.as_of {
        let message = format!(
            "it would be as of {as_of}, before the assessment that it comes from, {}; name that day or a later one",
            earlier.as_of
        );
        return Err(problem("/asOf", Code::DateOrder, message).into());
    }
    Ok((Window { start, end }, as_of, examined))
}

fn decision(part: Part, id: &str, fate: Fate, why: impl Into<String>) -> Decision {
    Decision {
        part,
        id: id.to_owned(),
        fate,
        why: why.into(),
        was: None,
    }
}

/// The profile of the Type 2: what is said of the company stays.
fn profile(
    file: &mut AssessmentFile,
    window: Window,
    as_of: Date,
    examined: Date,
    decisions: &mut Vec<Decision>,
) {
    let mut told = |id: &str, fate: Fate, why: String, was: Option<Value>| {
        let mut said = decision(Part::Profile, id, fate, why);
        said.was = was;
        decisions.push(said);
    };
    let before = &file.profile;
    told(
        "type",
        Fate::Changed,
        "From 1 to 2: controls are tested over a window.".to_owned(),
        Some(1.into()),
    );
    let gap = window.start.days_after(examined) - 1;
    let mut why = format!(
        "{} to {}, from the examination of {examined} on.",
        window.start, window.end
    );
    if gap > 0 {
        why = format!("{why} {gap} days between them are covered by neither.");
    }
    let fate = match before.window == window {
        true => Fate::Kept,
        false => Fate::Changed,
    };
    told(
        "window",
        fate,
        why,
        serde_json::to_value(before.window).ok(),
    );
    if let Some(day) = before.examination_day {
        let why = "A window stands in its place.".to_owned();
        told(
            "examinationDay",
            Fate::Changed,
            why,
            serde_json::to_value(day).ok(),
        );
    }
    let (fate, why) = match file.as_of == as_of {
        true => (Fate::Kept, format!("Still {as_of}.")),
        false => (Fate::Changed, format!("From {} to {as_of}.", file.as_of)),
    };
    told("asOf", fate, why, serde_json::to_value(file.as_of).ok());
    let stated = [
        ("organisation", !before.organisation.is_empty()),
        ("categories", true),
        ("timeZone", before.time_zone.is_some()),
        ("headcount", before.headcount.is_some()),
        ("samplingPolicy", true),
        ("auditorSampling", before.auditor_sampling.is_some()),
        ("policies", !before.policies.is_empty()),
        ("cadences", !before.cadences.is_empty()),
        ("facts", !before.facts.is_empty()),
        ("systems", !before.systems.is_empty()),
        ("populations", !before.populations.is_empty()),
        ("owners", !before.owners.is_empty()),
    ];
    for (id, _) in stated.into_iter().filter(|(_, is)| *is) {
        told(id, Fate::Kept, "Kept as it is.".to_owned(), None);
    }
    file.profile.report_type = 2;
    file.profile.window = window;
    file.profile.examination_day = None;
    file.as_of = as_of;
}

/// The answer as it still holds, and what was decided about it.
fn answered(answer: &mut Answer, earlier: &Engagement<'_>) -> Decision {
    let id = answer.question.clone();
    let kept = |why: &str| decision(Part::Answer, &id, Fate::Kept, why);
    let questions = &earlier.questionnaire.questions;
    let known = questions
        .iter()
        .find(|q| q.id == id || q.aliases.contains(&id));
    let Some(question) = known.filter(|q| q.rev == answer.rev) else {
        return kept("Kept as it is: to another wording, and to be looked at in any case.");
    };
    if !answer.is_given() {
        return kept(match (&answer.unknown, &answer.not_applicable) {
            (Some(_), _) => "Kept: nobody knew, so it is still to ask.",
            (_, Some(_)) => "Kept with its reason; look whether that holds for the window.",
            _ => "Kept open.",
        });
    }
    let was = serde_json::to_value(&*answer).ok();
    let of_occurrences =
        !answer.periods.is_empty() || answer.population.is_some() || !answer.systems.is_empty();
    answer.periods.clear();
    answer.population = None;
    answer.systems.clear();
    if claims_operation(question, answer, earlier) || !answer.is_given() {
        answer.choice = None;
        answer.as_of = None;
        answer.last = None;
        answer.later = true;
        let why = "Asked anew: it spoke of occurrences, and those of the window are others.";
        return Decision {
            was,
            ..decision(Part::Answer, &id, Fate::AskedAnew, why)
        };
    }
    if of_occurrences {
        let why = "The rung is kept; periods, counts and systems are asked anew for the window.";
        return Decision {
            was,
            ..decision(Part::Answer, &id, Fate::PartAskedAnew, why)
        };
    }
    if question.kind == QuestionKind::Fact && answer.as_of.is_none() {
        // Without a day it would speak of the day of the new assessment.
        answer.as_of = Some(earlier.as_of);
        let why = format!(
            "Kept, as seen on {}, the day of the earlier assessment.",
            earlier.as_of
        );
        return Decision {
            was,
            ..decision(Part::Answer, &id, Fate::Changed, why)
        };
    }
    match answer.last {
        Some(_) => {
            kept("Kept: the day on which it was last done decides by itself what it counts for.")
        }
        None => kept("Kept: it speaks of a design, a setting or a document, not of a window."),
    }
}

/// Whether the rung says that every due occurrence was done. A day on which something was last done speaks for itself.
fn claims_operation(question: &Question, answer: &Answer, earlier: &Engagement<'_>) -> bool {
    let control = earlier.catalogue.control(question.deciding());
    let recurs = control.is_some_and(|c| matches!(c.kind, Kind::Periodic | Kind::Occurrence));
    let choice = answer.choice.as_deref().and_then(|id| question.choice(id));
    recurs && answer.last.is_none() && choice.is_some_and(|c| c.level >= OPERATED)
}

/// What a piece of evidence is to the window.
fn shown(entry: &Entry, start: Date) -> Decision {
    let (fate, why) = match entry.as_of {
        Some(day) if day < start => (
            Fate::BeforeTheWindow,
            format!(
                "Kept; it shows {day}, before the window, and counts for no occurrence in it. A document that is still in \
                 force counts by its review, and what is due once in twelve or six months by its day."
            ),
        ),
        Some(day) => (
            Fate::Kept,
            format!(
                "Kept; it shows {day}. What was found in it rests on the earlier window: give the file again."
            ),
        ),
        None => (
            Fate::Kept,
            "Kept; it shows no day, so it counts for no occurrence.".to_owned(),
        ),
    };
    decision(Part::Evidence, &entry.id, fate, why)
}
