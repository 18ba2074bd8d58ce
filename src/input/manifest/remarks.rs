//! What a list of evidence says that differs from what was read, or from the assessment: sentences.

use super::table::meant;
use super::{Entry, Rows, StatedTerms};
use crate::error::shown;
use crate::evidence::workpaper::Span;
use crate::input::answers::Profile;
use crate::input::calendar;
use crate::input::catalogue::Catalogue;
use crate::input::engagement::policy_value;

/// What is to be said of an entry among the others; what its list states of the whole apart.
#[must_use]
pub fn of_entry(entry: &Entry, all: &[Entry], profile: &Profile) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(rows(entry));
    found.extend(days(entry));
    let listed = |id: &String| all.iter().any(|e| e.id == *id);
    for id in entry.supersedes.iter().filter(|id| !listed(id)) {
        found.push(format!(
            "It takes the place of `{}`, which is not listed.",
            shown(id)
        ));
    }
    let screenshot = entry
        .completeness
        .as_ref()
        .and_then(|c| c.screenshot.as_ref());
    for id in screenshot.into_iter().filter(|id| !listed(id)) {
        found.push(format!(
            "The count of rows in its source is shown by `{}`, which is not listed.",
            shown(id)
        ));
    }
    let systems = entry.system_scope.iter();
    found.extend(
        not_in_scope(systems, profile)
            .map(|ids| format!("It covers {ids}, not among the systems of this assessment.")),
    );
    for key in entry.extra.keys() {
        if let Some(help) = meant(key) {
            let key = shown(key);
            found.push(format!("The key `{key}` is kept and not used. {help}"));
        }
    }
    found
}

/// Rows read against rows in the source.
#[must_use]
pub fn rows(entry: &Entry) -> Option<String> {
    let stated = entry.completeness.as_ref()?;
    let source = stated.rows_in_source;
    let Some(rows) = &entry.rows else {
        return Some(format!(
            "Its source is said to have {source} rows; it was not read, so nobody has compared them."
        ));
    };
    let read = rows_read(rows);
    Some(match read.cmp(&source) {
        std::cmp::Ordering::Equal => {
            format!("All {source} rows that its source is said to have are in it.")
        }
        std::cmp::Ordering::Less => format!(
            "Its source is said to have {source} rows; {read} are in it: {} missing. What is tested may not be the \
             whole.",
            source - read
        ),
        std::cmp::Ordering::Greater => format!(
            "Its source is said to have {source} rows; {read} are in it: {} more. It may have been made with another \
             filter than the count.",
            read - source
        ),
    })
}

/// The same, where rows are missing: what every test of them has to say.
#[must_use]
pub fn short(entry: &Entry) -> Option<String> {
    let read = entry.rows.as_ref().map(rows_read)?;
    let stated = entry.completeness.as_ref()?;
    (read < stated.rows_in_source)
        .then(|| rows(entry))
        .flatten()
}

fn rows_read(rows: &Rows) -> u64 {
    u64::from(rows.parsed) + u64::from(rows.duplicates) + u64::from(rows.rejected)
}

/// Days found in it against those that were asked for.
fn days(entry: &Entry) -> Option<String> {
    let covers = entry.covers.as_ref()?;
    let (stated, found) = (covers.stated.as_ref()?, covers.found.as_ref()?);
    let outside = found.start < stated.start || found.end > stated.end;
    let told = |span: &Span| format!("{} to {}", span.start, span.end);
    outside.then(|| {
        format!(
            "It is said to cover {}; what is in it is of {}.",
            told(stated),
            told(found)
        )
    })
}

/// The ids that are not among the systems of the assessment, if it names systems.
fn not_in_scope<'i>(ids: impl Iterator<Item = &'i String>, profile: &Profile) -> Option<String> {
    let known = |id: &&String| profile.systems.iter().any(|s| s.id == **id);
    let strange: Vec<String> = ids
        .filter(|id| !known(id))
        .map(|id| format!("`{}`", shown(id)))
        .collect();
    let some = !profile.systems.is_empty() && !strange.is_empty();
    some.then(|| strange.join(", "))
}

/// Where a manifest states another thing of the whole than the assessment, whose word counts.
#[must_use]
pub fn of_terms(terms: &StatedTerms, profile: &Profile, catalogue: &Catalogue) -> Vec<String> {
    let mut found = Vec::new();
    let mut differs = |what: &str, theirs: &str, ours: &str| {
        found.push(format!(
            "Its manifest states {what} {theirs}; this assessment goes by {ours}."
        ));
    };
    let named = |text: &str| match text.trim() {
        "" => "none".to_owned(),
        name => format!("“{name}”"),
    };
    if let Some(name) = &terms.organisation
        && name.trim() != profile.organisation.trim()
    {
        differs(
            "the organisation",
            &named(name),
            &named(&profile.organisation),
        );
    }
    if let Some(window) = terms.window
        && window != profile.window
    {
        let ours = profile.window;
        differs(
            "the window",
            &format!("{} to {}", window.start, window.end),
            &format!("{} to {}", ours.start, ours.end),
        );
    }
    if let Some(zone) = &terms.time_zone
        && Some(zone) != profile.time_zone.as_ref()
    {
        let ours = profile.time_zone.as_deref().unwrap_or_default();
        differs("the time zone", &named(zone), &named(ours));
    }
    for stated in &terms.policies {
        let id = shown(&stated.id);
        match policy_value(profile, catalogue, &stated.id) {
            Some(ours) if ours.value == stated.value => {}
            Some(ours) => differs(
                &format!("`{id}` ="),
                &stated.value.to_string(),
                &ours.value.to_string(),
            ),
            None => differs(
                &format!("`{id}` ="),
                &stated.value.to_string(),
                "no such value",
            ),
        }
    }
    for stated in &terms.cadences {
        let id = shown(&stated.control);
        let theirs = stated.cadence.as_str();
        match catalogue.control(&stated.control) {
            Some(control) => {
                let (ours, _) = calendar::cadence(profile, control);
                if ours != stated.cadence {
                    differs(&format!("the cadence of {id},"), theirs, ours.as_str());
                }
            }
            None => differs(&format!("the cadence of {id},"), theirs, "no such control"),
        }
    }
    let systems = terms
        .scope
        .iter()
        .flat_map(|s| s.systems.iter().map(|s| &s.id));
    if let Some(ids) = not_in_scope(systems, profile) {
        found.push(format!(
            "Its manifest has {ids} in scope, not among the systems of this assessment."
        ));
    }
    found
}
