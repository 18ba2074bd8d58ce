//! The names of a table's columns, found by name and never by position.

/// Column names of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Columns {
    /// As in the file, blanks around and doubled ones inside removed.
    names: Vec<String>,
    /// The same in lower case.
    keys: Vec<String>,
}

/// The text with single blanks between words and none around.
fn collapsed(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Columns {
    pub(in crate::evidence) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<String> = names.into_iter().map(collapsed).collect();
        let keys = names.iter().map(|n| n.to_lowercase()).collect();
        Self { names, keys }
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
        self.keys.iter().position(|key| *key == wanted)
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
        assert_eq!(
            (columns.len(), columns.name(0), columns.name(9)),
            (5, "Application ID", "")
        );
    }
}
