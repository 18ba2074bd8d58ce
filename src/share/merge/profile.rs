//! Profiles as one: what only one states is stated; what is stated in two ways is left out and told.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{Conflict, Respondent, Said, problem, text_of};
use crate::error::Problem;
use crate::input::answers::Profile;
use crate::sorting::Sorting;

/// What two files of one assessment have in common.
///
/// # Errors
///
/// What they have not.
pub(super) fn of_one_assessment(one: &Respondent, other: &Respondent) -> Result<(), Problem> {
    let (a, b) = (&one.file, &other.file);
    let differs = |what: &str, here: String, there: String| {
        problem(format!(
            "{} has {what} {here}, {} has {there}: they are not of one assessment",
            one.name, other.name
        ))
        .help("Files that are merged have the same questionnaire, window, kind of report, categories and organisation.")
    };
    let same = |what: &str, here: String, there: String| match here == there {
        true => Ok(()),
        false => Err(differs(what, here, there)),
    };
    same(
        "the questionnaire",
        format!("{} {}", a.questionnaire.id, a.questionnaire.version),
        format!("{} {}", b.questionnaire.id, b.questionnaire.version),
    )?;
    if let (Some(here), Some(there)) = (&a.questionnaire.sha256, &b.questionnaire.sha256) {
        same(
            "the questionnaire with the digest",
            here.clone(),
            there.clone(),
        )?;
    }
    let (p, q) = (&a.profile, &b.profile);
    let window = |p: &Profile| format!("{} to {}", p.window.start, p.window.end);
    same("the window", window(p), window(q))?;
    let kind = |p: &Profile| p.report_type.to_string();
    same("the kind of report", kind(p), kind(q))?;
    let categories = |p: &Profile| {
        let mut all = p.categories.clone();
        all.sort();
        all.join(", ")
    };
    same("the categories", categories(p), categories(q))?;
    let policy = |p: &Profile| p.sampling_policy.clone();
    same("the sampling policy", policy(p), policy(q))?;
    let name = |p: &Profile| p.organisation.trim().to_owned();
    match name(p).is_empty() || name(q).is_empty() || name(p) == name(q) {
        true => Ok(()),
        // Its name is nobody's business in a message.
        false => Err(differs(
            "the name of an organisation,",
            "one".to_owned(),
            "another".to_owned(),
        )),
    }
}

/// One profile, and what is said of it in two ways.
///
/// * `first`: one of them.
pub(super) fn merged(first: &Profile, all: &[Respondent]) -> (Profile, Vec<Conflict>) {
    let mut conflicts = Vec::new();
    let mut profile = first.clone();
    profile.categories.sort();
    let names = all.iter().map(|r| r.file.profile.organisation.trim());
    profile.organisation = names.max_by_key(|n| n.len()).unwrap_or_default().to_owned();
    let told = &mut conflicts;
    profile.time_zone = one(all, "timeZone", |p| p.time_zone.clone(), told);
    profile.headcount = one(all, "headcount", |p| p.headcount, told);
    let sizes = |p: &Profile| p.auditor_sampling.clone();
    profile.auditor_sampling = one(all, "auditorSampling", sizes, told);
    profile.examination_day = one(all, "examinationDay", |p| p.examination_day, told);
    profile.policies = list(all, "policies", |p| &p.policies, |x| &x.id, told);
    profile.cadences = list(all, "cadences", |p| &p.cadences, |x| &x.control, told);
    profile.facts = list(all, "facts", |p| &p.facts, |x| &x.fact, told);
    profile.populations = list(all, "populations", |p| &p.populations, |x| &x.id, told);
    profile.owners = list(all, "owners", |p| &p.owners, |x| &x.control, told);
    // A system is in scope for whoever names it; by which name can be said in two ways.
    let plain = |system: &crate::input::answers::System| system.name.is_none();
    let named: Vec<Respondent> = all
        .iter()
        .map(|r| {
            let mut r = r.clone();
            r.file.profile.systems.retain(|s| !plain(s));
            r
        })
        .collect();
    profile.systems = list(&named, "systems", |p| &p.systems, |x| &x.id, told);
    for system in all.iter().flat_map(|r| &r.file.profile.systems) {
        if !profile.systems.iter().any(|s| s.id == system.id) {
            let mut system = system.clone();
            system.name = None;
            profile.systems.push(system);
        }
    }
    profile.systems.in_order_by(|a, b| a.id.cmp(&b.id));
    (profile, conflicts)
}

/// A value that is stated once, or by everybody alike.
fn one<T: Serialize>(
    all: &[Respondent],
    what: &str,
    of: impl Fn(&Profile) -> Option<T>,
    told: &mut Vec<Conflict>,
) -> Option<T> {
    let stated = all
        .iter()
        .filter_map(|r| Some((r.name.as_str(), of(&r.file.profile)?)));
    agreed(what.to_owned(), stated, told)
}

/// The records of a list by their ids, each stated once, or by everybody alike.
fn list<'a, T: Serialize + Clone + 'a>(
    all: &'a [Respondent],
    what: &str,
    of: impl Fn(&'a Profile) -> &'a Vec<T>,
    id: impl Fn(&T) -> &str,
    told: &mut Vec<Conflict>,
) -> Vec<T> {
    let mut by_id: BTreeMap<String, Vec<(&str, T)>> = BTreeMap::new();
    for one in all {
        for record in of(&one.file.profile) {
            let stated = by_id.entry(id(record).to_owned()).or_default();
            stated.push((&one.name, record.clone()));
        }
    }
    let each = by_id.into_iter();
    each.filter_map(|(id, stated)| agreed(format!("{what}/{id}"), stated.into_iter(), told))
        .collect()
}

/// What is stated alike; nothing, and a conflict, where it is not.
fn agreed<'a, T: Serialize>(
    what: String,
    stated: impl Iterator<Item = (&'a str, T)>,
    told: &mut Vec<Conflict>,
) -> Option<T> {
    let mut different: BTreeMap<String, (T, Vec<String>)> = BTreeMap::new();
    for (name, value) in stated {
        let by = &mut different
            .entry(text_of(&value))
            .or_insert((value, Vec::new()))
            .1;
        if !by.iter().any(|b| b == name) {
            by.push(name.to_owned());
        }
    }
    if different.len() > 1 {
        let said = different.into_values().map(|(value, by)| Said {
            by,
            says: serde_json::to_value(value).unwrap_or(Value::Null),
        });
        told.push(Conflict {
            question: None,
            profile: Some(what),
            said: said.collect(),
            kept: None,
            whole: Vec::new(),
        });
        return None;
    }
    different.into_values().next().map(|(value, _)| value)
}
