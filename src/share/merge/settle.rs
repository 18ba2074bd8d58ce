//! A conflict that somebody settles: what one of the files says is taken.

use serde_json::{Map, Value};

use super::requests::REQUESTS;
use super::{Merged, problem};
use crate::error::{Document, Error};
use crate::input::answers::Answer;
use crate::input::read;
use crate::input::requested::AuditorRequest;
use crate::sorting::Sorting;

/// How a conflict over an entry of the register is called, before its control.
pub(super) const REGISTER: &str = "register of ";

/// The lists of a profile, and by which key their records are told apart.
const LISTS: [(&str, &str); 6] = [
    ("cadences", "control"),
    ("facts", "fact"),
    ("owners", "control"),
    ("policies", "id"),
    ("populations", "id"),
    ("systems", "id"),
];

impl Merged {
    /// Takes what is said of a conflict, in the place of leaving it open. Notes of all stay.
    ///
    /// * `conflict`: its place in `conflicts`.
    /// * `said`: the place of what is taken in its `said`.
    ///
    /// # Errors
    ///
    /// `wrong-document` where there is no such conflict, or nothing of that kind is said of it.
    pub fn settle(&mut self, conflict: usize, said: usize) -> Result<(), Error> {
        let count = self.conflicts.len();
        let nothing = || {
            problem(format!(
                "conflict {conflict} has nothing in place {said}; there are {count} conflicts, counted from 0"
            ))
        };
        let settled = self.conflicts.get_mut(conflict).ok_or_else(nothing)?;
        let says = settled.said.get(said).ok_or_else(nothing)?.says.clone();
        if let Some(question) = &settled.question {
            let whole = settled.whole.get(said).cloned().ok_or_else(nothing)?;
            let taken: Answer = read::typed(whole.clone(), Document::Assessment)?;
            let mut answers = self.file.answers.iter_mut();
            let answer = answers.find(|a| a.question == *question);
            let answer = answer.ok_or_else(nothing)?;
            let note = answer.note.take();
            *answer = Answer { note, ..taken };
            settled.kept = Some(whole);
            return Ok(());
        }
        let what = settled.profile.clone().unwrap_or_default();
        if what.starts_with(REGISTER) {
            self.file
                .register
                .push(read::typed(says.clone(), Document::Assessment)?);
            self.file
                .register
                .in_order_by(|a, b| a.control.cmp(&b.control));
        } else if what.starts_with(REQUESTS) {
            let taken: AuditorRequest = read::typed(says.clone(), Document::Assessment)?;
            let mut requests = self.file.auditor_requests.iter_mut();
            let request = requests.find(|r| r.id == taken.id);
            *request.ok_or_else(nothing)? = taken;
        } else {
            let mut profile = serde_json::to_value(&self.file.profile).unwrap_or_default();
            let map = profile.as_object_mut().ok_or_else(nothing)?;
            stated(map, &what, says.clone());
            self.file.profile = read::typed(profile, Document::Assessment)?;
        }
        settled.kept = Some(says);
        Ok(())
    }
}

/// Puts a value into a profile: under its key, or into the list that is named before the slash, by the order of ids there.
fn stated(profile: &mut Map<String, Value>, what: &str, says: Value) {
    let list = what.split_once('/');
    let list = list.and_then(|(name, _)| LISTS.iter().find(|(known, _)| *known == name));
    let Some((name, key)) = list else {
        profile.insert(what.to_owned(), says);
        return;
    };
    let id = |record: &Value| {
        let id = record.get(key).and_then(Value::as_str);
        id.unwrap_or_default().to_owned()
    };
    let records = profile
        .entry(*name)
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Some(records) = records.as_array_mut() {
        let new = id(&says);
        // A system is in scope for whoever names it, under whichever name.
        records.retain(|record| id(record) != new);
        records.push(says);
        records.in_order_of(id);
    }
}
