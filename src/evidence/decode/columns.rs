//! The names of a table's columns, found by name and never by position, and which of them were looked for.

use std::cell::RefCell;
use std::collections::BTreeSet;

/// Most columns that are told as not read, and characters of each name (J): the widest export has 2,261.
const TOLD: usize = 200;
const LONGEST: usize = 80;

/// Column names of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Columns {
    /// As in the file, blanks around and doubled ones inside removed.
    names: Vec<String>,
    /// The same in lower case.
    keys: Vec<String>,
    /// Places that were found since [`Columns::forget`]: what a reader looks for when it is made, it reads.
    found: RefCell<BTreeSet<usize>>,
}

/// The text with single blanks between words and none around.
fn collapsed(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Columns {
    pub(in crate::evidence) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<String> = names.into_iter().map(collapsed).collect();
        let keys = names.iter().map(|n| n.to_lowercase()).collect();
        Self {
            names,
            keys,
            found: RefCell::default(),
        }
    }

    /// How many there are, blank ones included.
    pub(in crate::evidence) fn len(&self) -> usize {
        self.names.len()
    }

    /// The name of a column, for people; empty where there is none.
    pub(in crate::evidence) fn name(&self, place: usize) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }

    /// All names as in the file.
    pub(in crate::evidence) fn names(&self) -> &[String] {
        &self.names
    }

    /// The first column of a name, whatever its case.
    pub(in crate::evidence) fn find(&self, name: &str) -> Option<usize> {
        let wanted = name.to_lowercase();
        let place = self.keys.iter().position(|key| *key == wanted);
        self.note(place);
        place
    }

    /// Notes that a column was found by other means than its name.
    pub(in crate::evidence) fn note(&self, place: Option<usize>) {
        self.found.borrow_mut().extend(place);
    }

    /// Forgets what was looked for so far.
    pub(in crate::evidence) fn forget(&self) {
        self.found.borrow_mut().clear();
    }

    /// Names of the columns that nobody looked for, as in the file.
    ///
    /// Not those of a name that is read elsewhere, and none with an `@`: some lists have a column for each person.
    pub(in crate::evidence) fn unread(&self) -> Vec<String> {
        let found = self.found.borrow();
        let read = found.iter().filter_map(|place| self.keys.get(*place));
        let mut told: BTreeSet<&String> = read.collect();
        let all = self.names.iter().zip(&self.keys);
        all.filter(|(name, key)| !name.is_empty() && !name.contains('@') && told.insert(*key))
            .take(TOLD)
            .map(|(name, _)| name.chars().take(LONGEST).collect())
            .collect()
    }

    /// The first of several names that is there: synonyms, the usual one first.
    pub(in crate::evidence) fn any(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.find(name))
    }

    /// Whether every one of these is there.
    pub(in crate::evidence) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.find(name).is_some())
    }

    /// Those of these names that are missing, in code marks.
    pub(in crate::evidence) fn missing(&self, names: &[&str]) -> Vec<String> {
        let missing = names.iter().filter(|name| self.find(name).is_none());
        missing.map(|name| format!("`{name}`")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whatever_their_case_and_blanks() {
        let columns = Columns::new([
            " Application ID ",
            "Autonomous system  number",
            "Comment",
            "comment",
            "",
        ]);
        assert_eq!(columns.find("application id"), Some(0));
        assert_eq!(columns.find("Autonomous system number"), Some(1));
        assert_eq!(columns.any(&["note", "comment"]), Some(2));
        assert!(columns.has(&["Comment", "APPLICATION id"]));
        assert_eq!(columns.missing(&["Comment", "Status"]), ["`Status`"]);
        assert!(columns.unread().is_empty());
        columns.forget();
        columns.note(Some(1));
        assert_eq!(columns.unread(), ["Application ID", "Comment"]);
        assert_eq!(
            (columns.len(), columns.name(0), columns.name(9)),
            (5, "Application ID", "")
        );
    }
}
