//! What a document means: one function a rule, each finding all of its problems.

use std::collections::BTreeSet;

use super::answers::{Answer, AssessmentFile};
use super::builtin::{Content, Published};
use super::manifest::Entry;
use super::questionnaire::Questionnaire;
use crate::error::{Code, Document, Problem, did_you_mean, shown};

/// Longest window, in days: an examination covers at most a little over a year;
/// two leave room for unusual ones, and anything longer is a slip of the pen.
const LONGEST_WINDOW: i64 = 731;
/// The categories of the trust services criteria.
const CATEGORIES: [&str; 5] = [
    "security",
    "availability",
    "confidentiality",
    "processing-integrity",
    "privacy",
];
/// Largest headcount and stated population; larger ones are slips.
const LARGEST_COUNT: u32 = 10_000_000;

/// Every problem of the document, in its order.
pub(super) fn problems(file: &AssessmentFile, content: &Content) -> Vec<Problem> {
    let mut found = Vec::new();
    found.extend(profile(file, content));
    match questionnaire(file, content) {
        Ok(published) => found.extend(answers(file, &published.questionnaire)),
        Err(problem) => found.push(problem),
    }
    found.extend(evidence(&file.evidence, content, "/evidence"));
    found
}

fn problem(at: impl Into<String>, code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Assessment, at, code, message)
}

/// A name that must be one of a list.
fn known<'a>(
    at: String,
    code: Code,
    what: &str,
    found: &str,
    allowed: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<Problem> {
    if allowed.clone().into_iter().any(|name| name == found) {
        return None;
    }
    let list: Vec<&str> = allowed.clone().into_iter().take(12).collect();
    let more = if allowed.clone().into_iter().count() > 12 {
        ", …"
    } else {
        ""
    };
    let help = did_you_mean(found, allowed);
    let message = format!(
        "`{}` is not {what}; known: {}{more}",
        shown(found),
        list.join(", ")
    );
    Some(Problem {
        help,
        ..problem(at, code, message)
    })
}

/// Ids that occur twice, each reported where it stands the second time.
fn twice<'a>(
    at: &str,
    key: &str,
    what: &str,
    ids: impl IntoIterator<Item = &'a str>,
) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (i, id) in ids.into_iter().enumerate() {
        if !seen.insert(id) {
            let message = format!("{what} `{}` is there twice; once is allowed", shown(id));
            found.push(problem(format!("{at}/{i}/{key}"), Code::Duplicate, message));
        }
    }
    found
}

fn out_of_range(at: impl Into<String>, value: u32, min: u32, max: u32) -> Option<Problem> {
    (!(min..=max).contains(&value)).then(|| {
        problem(
            at,
            Code::OutOfRange,
            format!("found {value}; allowed: {min} to {max}"),
        )
    })
}

fn profile(file: &AssessmentFile, content: &Content) -> Vec<Problem> {
    let profile = &file.profile;
    let catalogue = &content.catalogue;
    let mut found = Vec::new();
    if !(1..=2).contains(&profile.report_type) {
        let message = format!("found type {}; allowed: 1 and 2", profile.report_type);
        found.push(problem("/profile/type", Code::OutOfRange, message));
    }
    for (i, category) in profile.categories.iter().enumerate() {
        let at = format!("/profile/categories/{i}");
        found.extend(known(
            at,
            Code::UnknownName,
            "a category",
            category,
            CATEGORIES,
        ));
    }
    if !profile.categories.iter().any(|c| c == "security") {
        found.push(
            problem(
                "/profile/categories",
                Code::UnknownName,
                "the category `security` is missing; every examination has it",
            )
            .help("Add \"security\" to the list."),
        );
    }
    found.extend(
        profile
            .headcount
            .and_then(|n| out_of_range("/profile/headcount", n, 1, LARGEST_COUNT)),
    );
    let window = profile.window;
    let days = window.end.days_after(window.start) + 1;
    if days < 1 {
        let message = format!(
            "the window ends on {} before it starts on {}",
            window.end, window.start
        );
        found.push(problem("/profile/window/end", Code::DateOrder, message));
    } else if days > LONGEST_WINDOW {
        let message = format!("the window has {days} days; allowed: 1 to {LONGEST_WINDOW}");
        found.push(problem("/profile/window/end", Code::DateOrder, message));
    }
    let policies = catalogue.sampling_policies.iter().map(|p| p.id.as_str());
    let at = "/profile/samplingPolicy".to_owned();
    found.extend(known(
        at,
        Code::UnknownName,
        "a sampling policy",
        &profile.sampling_policy,
        policies,
    ));
    for (i, value) in profile.policies.iter().enumerate() {
        let ids = catalogue.policy_values.iter().map(|p| p.id.as_str());
        let at = format!("/profile/policies/{i}");
        match catalogue.policy_value(&value.id) {
            Some(p) => found.extend(out_of_range(
                format!("{at}/value"),
                value.value,
                p.min,
                p.max,
            )),
            None => found.extend(known(
                format!("{at}/id"),
                Code::UnknownName,
                "a policy value",
                &value.id,
                ids,
            )),
        }
    }
    found.extend(twice(
        "/profile/policies",
        "id",
        "the policy value",
        profile.policies.iter().map(|p| p.id.as_str()),
    ));
    found.extend(twice(
        "/profile/systems",
        "id",
        "the system",
        profile.systems.iter().map(|s| s.id.as_str()),
    ));
    for (i, stated) in profile.populations.iter().enumerate() {
        let ids = catalogue.populations.iter().map(|p| p.id.as_str());
        let at = format!("/profile/populations/{i}");
        found.extend(known(
            format!("{at}/id"),
            Code::UnknownName,
            "a population",
            &stated.id,
            ids,
        ));
        found.extend(out_of_range(
            format!("{at}/count"),
            stated.count,
            0,
            LARGEST_COUNT,
        ));
    }
    found.extend(twice(
        "/profile/populations",
        "id",
        "the population",
        profile.populations.iter().map(|p| p.id.as_str()),
    ));
    found
}

/// The questionnaire that the document names.
pub(super) fn questionnaire<'c>(
    file: &AssessmentFile,
    content: &'c Content,
) -> Result<&'c Published, Problem> {
    let wanted = &file.questionnaire;
    let Some(published) = content.questionnaire(&wanted.id) else {
        let ids = content
            .questionnaires
            .iter()
            .map(|p| p.questionnaire.id.as_str());
        let at = "/questionnaire/id".to_owned();
        return Err(known(
            at,
            Code::UnknownQuestionnaire,
            "a questionnaire",
            &wanted.id,
            ids,
        )
        .unwrap_or_else(|| problem("/questionnaire/id", Code::UnknownQuestionnaire, "unknown")));
    };
    match version(&wanted.version, &published.questionnaire) {
        Some(problem) => Err(problem),
        None => Ok(published),
    }
}

/// What is wrong with the version of the questionnaire that answers name.
pub(super) fn version(wanted: &str, ours: &Questionnaire) -> Option<Problem> {
    let at = "/questionnaire/version";
    let major = |version: &str| {
        version
            .split('.')
            .next()
            .and_then(|m| m.parse::<u32>().ok())
    };
    let Some(theirs) = major(wanted) else {
        let message = format!(
            "`{}` is not a version; a version is written 1.0.0",
            shown(wanted)
        );
        return Some(problem(at, Code::WrongShape, message));
    };
    (major(&ours.version) < Some(theirs)).then(|| {
        let message = format!(
            "the answers are to version {} of `{}`; this release has {}",
            shown(wanted),
            ours.id,
            ours.version
        );
        problem(at, Code::NewerVersion, message)
            .help("Open it with a release that has that version; nothing of it was changed.")
    })
}

fn answers(file: &AssessmentFile, questionnaire: &Questionnaire) -> Vec<Problem> {
    let mut found = Vec::new();
    for (i, answer) in file.answers.iter().enumerate() {
        found.extend(one_answer(&format!("/answers/{i}"), answer, questionnaire));
    }
    found.extend(twice(
        "/answers",
        "question",
        "the question",
        file.answers.iter().map(|a| a.question.as_str()),
    ));
    found
}

fn one_answer(at: &str, answer: &Answer, questionnaire: &Questionnaire) -> Vec<Problem> {
    let Some(question) = questionnaire
        .questions
        .iter()
        .find(|q| q.id == answer.question)
    else {
        let ids = questionnaire.questions.iter().map(|q| q.id.as_str());
        let what = format!("a question of `{}`", questionnaire.id);
        let at = format!("{at}/question");
        return known(at, Code::UnknownQuestion, &what, &answer.question, ids)
            .into_iter()
            .collect();
    };
    let mut found = Vec::new();
    if answer.rev > question.rev {
        let message = format!(
            "the answer is to revision {} of `{}`; this release has revision {}",
            answer.rev, question.id, question.rev
        );
        found.push(problem(format!("{at}/rev"), Code::NewerRevision, message));
    }
    let given = [
        answer.choice.is_some(),
        answer.unknown.is_some(),
        answer.not_applicable.is_some(),
    ];
    let count = given.into_iter().filter(|g| *g).count();
    if count != 1 {
        let message = format!(
            "found {count} of choice, unknown and notApplicable for `{}`; exactly one is allowed",
            question.id
        );
        found.push(problem(at, Code::UnclearAnswer, message));
    }
    // An answer to an earlier wording is kept as it is, to be looked at again.
    if let Some(choice) = answer
        .choice
        .as_ref()
        .filter(|_| answer.rev == question.rev)
    {
        let what = format!("an answer to `{}`", question.id);
        let ids = question.choices.iter().map(|c| c.id.as_str());
        found.extend(known(
            format!("{at}/choice"),
            Code::UnknownChoice,
            &what,
            choice,
            ids,
        ));
    }
    if let Some(not_applicable) = &answer.not_applicable {
        if !question.not_applicable {
            let message = format!("`{}` applies to every company", question.id);
            found.push(
                problem(format!("{at}/notApplicable"), Code::NotApplicable, message)
                    .help("Answer it, or say that you do not know."),
            );
        } else if not_applicable.reason.trim().is_empty() {
            let message = format!("`{}` is said not to apply, without a reason", question.id);
            found.push(
                problem(
                    format!("{at}/notApplicable/reason"),
                    Code::NotApplicable,
                    message,
                )
                .help("An auditor will ask why; one sentence is enough."),
            );
        }
    }
    found
}

/// The rules for manifest entries, wherever they come from.
pub(super) fn evidence(entries: &[Entry], content: &Content, at: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    let controls = || {
        content
            .catalogue
            .controls
            .iter()
            .map(|(_, c)| c.id.as_str())
    };
    for (i, entry) in entries.iter().enumerate() {
        let at = format!("{at}/{i}");
        for (j, control) in entry.controls.iter().enumerate() {
            let at = format!("{at}/controls/{j}");
            found.extend(known(
                at,
                Code::UnknownControl,
                "a control",
                control,
                controls(),
            ));
        }
        for (j, paper) in entry.workpapers.iter().enumerate() {
            let at = format!("{at}/workpapers/{j}");
            found.extend(known(
                format!("{at}/control"),
                Code::UnknownControl,
                "a control",
                &paper.control,
                controls(),
            ));
            let deviations = paper.deviation_count();
            if deviations > paper.tested || paper.tested > paper.population {
                let message = format!(
                    "{deviations} deviations in {} tested of {}; each is at most the next",
                    paper.tested, paper.population
                );
                found.push(problem(at, Code::OutOfRange, message));
            }
        }
    }
    found.extend(twice(
        at,
        "id",
        "the evidence",
        entries.iter().map(|e| e.id.as_str()),
    ));
    found
}
