//! What a link holds, in sentences, before it is passed on.

use std::collections::BTreeSet;

use super::fragment::LONGEST_LINK;
use super::shared::{Levels, Points, Shared, Summary};
use super::unnamed::LeftOut;
use crate::date::Date;
use crate::input::answers::{Answer, AssessmentFile};

/// What is about to be passed on.
#[derive(Clone, Copy, Debug)]
pub struct Parcel<'a> {
    /// What it holds.
    pub shared: &'a Shared,
    /// What was left out of a saved assessment.
    pub left_out: LeftOut,
    /// Whether it is encrypted.
    pub sealed: bool,
    /// Characters of the whole address, or of the file.
    pub length: usize,
}

/// Exactly what it holds: a sentence each, the last about its length and about who can read it.
#[must_use]
pub fn preview(parcel: &Parcel<'_>) -> Vec<String> {
    let mut said = match parcel.shared {
        Shared::Summary(summary) => of_summary(summary),
        Shared::Full(file) => of_file(file, parcel.left_out),
    };
    let open = match parcel.shared {
        Shared::Summary(summary) => summary.gaps.is_some(),
        Shared::Full(_) => true,
    };
    if open {
        said.push(
            "A list of open weaknesses is sensitive: give it to those who may know them, and to a customer rather the score."
                .to_owned(),
        );
    }
    let fits = match parcel.length {
        n if n <= LONGEST_LINK => "it arrives everywhere",
        _ => "too many for an address, so send it as a file",
    };
    said.push(format!("It has {} characters: {fits}.", parcel.length));
    said.push(
        match parcel.sealed {
            true => {
                "Only the passphrase opens it; send that by another way. Without it nobody can, you neither."
            }
            false => {
                "Whoever has it can read all of it, also from the history of a browser or a chat. No server is sent what stands behind `#`."
            }
        }
        .to_owned(),
    );
    said
}

fn of_summary(summary: &Summary) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(name) = &summary.organisation {
        said.push(format!("The name of the organisation: {name}."));
    }
    said.push(format!(
        "The day of the assessment, {}, and the window, {} to {}, for a report of type {}.",
        summary.as_of, summary.window.start, summary.window.end, summary.report_type
    ));
    said.push(format!(
        "The questionnaire `{}` in version {}, and the report id {}.",
        summary.questionnaire.id, summary.questionnaire.version, summary.report_id
    ));
    let (low, high) = (summary.readiness.low, summary.readiness.high);
    said.push(match low == high {
        true => format!("The readiness state: {}.", super::saved::word(&low)),
        false => format!(
            "The readiness state: {} to {}.",
            super::saved::word(&low),
            super::saved::word(&high)
        ),
    });
    said.push(format!(
        "The score: {} of 100 points supported, {} claimed.",
        points(summary.score.supported),
        points(summary.score.claimed)
    ));
    let domains = summary.domains.iter().map(|domain| {
        let claimed = domain.claimed.map_or_else(
            || "not asked".to_owned(),
            |c| format!("{} claimed", levels(c)),
        );
        let supported = levels(domain.supported);
        format!("{} {supported} supported and {claimed}", domain.id)
    });
    said.push(format!(
        "The levels of {}: {}.",
        count(summary.domains.len(), "domain"),
        joined(domains)
    ));
    match &summary.gaps {
        None => said.push(
            "Not in it: answers, notes, gaps, evidence, owners, and names of systems.".to_owned(),
        ),
        Some(gaps) => {
            let each = gaps.iter().map(|gap| {
                let severity = super::saved::word(&gap.severity);
                let due = gap.due.map(|day: Date| format!(", fixed by {day}"));
                format!("{} ({severity}{})", gap.control, due.unwrap_or_default())
            });
            said.push(format!(
                "{}, the one to close first at the front: {}.",
                count(gaps.len(), "open gap"),
                joined(each)
            ));
            said.push(
                "Not in it: answers, notes, evidence, owners, and names of systems.".to_owned(),
            );
        }
    }
    said
}

fn of_file(file: &AssessmentFile, left_out: LeftOut) -> Vec<String> {
    let profile = &file.profile;
    let mut said = vec![format!(
        "{} to the questionnaire `{}` in version {}, as of {}.",
        count(file.answers.len(), "answer"),
        file.questionnaire.id,
        file.questionnaire.version,
        file.as_of
    )];
    let of = |has: fn(&&Answer) -> bool| file.answers.iter().filter(has).count();
    let texts = [
        (of(|a| a.note.is_some()), "note"),
        (
            of(|a| a.not_applicable.is_some()),
            "reason why something does not apply",
        ),
    ];
    for (n, what) in texts.into_iter().filter(|(n, _)| *n > 0) {
        said.push(format!("{}, word for word.", count(n, what)));
    }
    let name = profile.organisation.trim();
    if !name.is_empty() {
        said.push(format!("The name of the organisation: {name}."));
    }
    said.push(format!(
        "The window, {} to {}, for a report of type {}.",
        profile.window.start, profile.window.end, profile.report_type
    ));
    let stated = [
        (usize::from(profile.headcount.is_some()), "headcount"),
        (profile.policies.len(), "limit of your own policies"),
        (profile.cadences.len(), "cadence of your own rules"),
        (profile.facts.len(), "fact about the company"),
        (profile.populations.len(), "size of a population"),
        (usize::from(profile.time_zone.is_some()), "time zone"),
        (
            usize::from(profile.auditor_sampling.is_some()),
            "sample sizes that were entered",
        ),
    ];
    let stated = stated.into_iter().filter(|(n, _)| *n > 0);
    let stated: Vec<String> = stated.map(|(n, what)| counted(n, what)).collect();
    if !stated.is_empty() {
        said.push(format!("Of the profile: {}.", joined(stated)));
    }
    let systems = profile.systems.iter();
    let systems = systems.map(|s| s.name.clone().unwrap_or_else(|| s.id.clone()));
    if !profile.systems.is_empty() {
        said.push(format!("Systems in scope: {}.", joined(systems)));
    }
    let owners: BTreeSet<&str> = profile.owners.iter().map(|o| o.owner.as_str()).collect();
    if !owners.is_empty() {
        let owners = owners.into_iter().map(str::to_owned);
        said.push(format!(
            "Owners of controls, as you wrote them: {}.",
            joined(owners)
        ));
    }
    said.push(match file.evidence.len() {
        0 => "No evidence.".to_owned(),
        n => format!(
            "What is known of {}: title, name, size, digest, days, systems, notes, how it was read, and what was found in each; no file.",
            count(n, "piece of evidence")
        ),
    });
    let stated: Vec<_> = file
        .evidence
        .iter()
        .filter_map(|e| e.terms.as_ref())
        .collect();
    if !stated.is_empty() {
        let names = stated.iter().filter_map(|t| t.organisation.clone());
        let names: BTreeSet<String> = names.collect();
        let of = match names.is_empty() {
            true => String::new(),
            false => format!(" (organisation: {})", joined(names)),
        };
        said.push(format!(
            "Of {}{of}: the window, time zone, limits, rules and systems that it states.",
            count(stated.len(), "list of evidence")
        ));
    }
    if !file.register.is_empty() {
        said.push(format!(
            "{}, word for word: owners, days, status, what management answers, why a risk is accepted.",
            count(file.register.len(), "entry of the exception register")
        ));
    }
    for (n, before, what, after) in [
        (
            left_out.names,
            "",
            "name",
            " of people (who exported, reviewed, confirmed or owns evidence, and whom to ask).",
        ),
        (
            left_out.organisations,
            "the name of the organisation in ",
            "list of evidence",
            ". Look for it in titles and notes yourself.",
        ),
        (
            left_out.links,
            "",
            "link of evidence",
            " to where it is kept.",
        ),
        (
            left_out.texts,
            "",
            "text about evidence",
            " (the menu or command and the filter of its source, how its rows were counted, what a reviewer decided, \
             and the roles and words of those who confirm it).",
        ),
        (
            left_out.requests,
            "",
            "request of the examiner",
            ", whose list that is and no work of yours.",
        ),
        (
            left_out.keys,
            "",
            "key",
            " of evidence that Tickmark does not know, and that can hold anything.",
        ),
    ] {
        if n > 0 {
            let counted = count(n as usize, what);
            said.push(format!("Left out: {before}{counted}{after}"));
        }
    }
    if left_out != LeftOut::default() {
        said.push(
            "A report made of this has another report id than yours, because something was left out.".to_owned(),
        );
    }
    said
}

/// "3 gaps", "1 gap".
fn count(n: usize, what: &str) -> String {
    let (n, what) = (n, counted_word(n, what));
    format!("{n} {what}")
}

/// "the headcount", "3 limits of your own policies".
fn counted(n: usize, what: &str) -> String {
    match (n, what) {
        (1, "headcount" | "time zone" | "sample sizes that were entered") => format!("the {what}"),
        _ => count(n, what),
    }
}

/// The first word of a name in the plural, where there is more than one.
fn counted_word(n: usize, what: &str) -> String {
    if n == 1 {
        return what.to_owned();
    }
    match what {
        "open gap" => "open gaps".to_owned(),
        _ => match what.split_once(' ') {
            Some((first, rest)) => format!("{first}s {rest}"),
            None => format!("{what}s"),
        },
    }
}

fn joined(all: impl IntoIterator<Item = String>) -> String {
    let all: Vec<String> = all.into_iter().collect();
    match all.is_empty() {
        true => "none".to_owned(),
        false => all.join(", "),
    }
}

fn points(points: Points) -> String {
    match points.high - points.low < 0.05 {
        true => format!("{:.1}", points.low),
        false => format!("{:.1} to {:.1}", points.low, points.high),
    }
}

fn levels(levels: Levels) -> String {
    match levels.low == levels.high {
        true => levels.low.to_string(),
        false => format!("{} to {}", levels.low, levels.high),
    }
}
