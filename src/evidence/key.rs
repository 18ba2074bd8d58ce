//! The key: who stands behind a pseudonym or a row. It is the only file that names anybody, and is kept apart from every other.

use std::collections::BTreeMap;

use serde_json::Value;

use super::identity::PERSON;
use super::inspection::KeyRow;
use super::listing::{self, line, plain, safe};
use crate::error::{Code, Document, Error, Problem, shown};

/// Columns of a key, in their order.
const COLUMNS: [&str; 5] = ["file", "row", "pseudonym", "numbering", "name"];

/// Columns without which a table is no key.
const NEEDED: [&str; 3] = ["pseudonym", "numbering", "name"];

/// A line of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// Name of the file; of no consequence for a pseudonym, which is one for all files.
    pub file: String,
    /// Who stands where.
    pub key: KeyRow,
}

/// A key as a table: each pseudonym once, then rows by file. No cell is a formula to a spreadsheet.
#[must_use]
pub fn written(lines: &[KeyLine]) -> String {
    let cells = |line: &KeyLine| {
        let KeyRow {
            row,
            pseudonym,
            numbering,
            label,
        } = &line.key;
        let file = if pseudonym.is_some() { "" } else { &line.file };
        let row = row.map_or_else(String::new, |row| format!("{row:09}"));
        [
            file.to_owned(),
            row,
            pseudonym.clone().unwrap_or_default(),
            numbering.clone().unwrap_or_default(),
            label.clone(),
        ]
    };
    let mut rows: Vec<[String; 5]> = lines.iter().map(cells).collect();
    rows.sort();
    rows.dedup();
    let written = rows.iter().map(|[file, row, pseudonym, numbering, name]| {
        line(&[
            safe(file),
            row.trim_start_matches('0').to_owned(),
            pseudonym.clone(),
            numbering.clone(),
            safe(name),
        ])
    });
    line(&COLUMNS) + &written.collect::<String>()
}

/// A key that was read: names by numbering and pseudonym.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key(BTreeMap<(String, String), String>);

impl Key {
    /// A key as [`written`] wrote it, or a spreadsheet saved it again.
    ///
    /// # Errors
    ///
    /// `wrong-document` for another table; for rows, by number: what is no pseudonym, and one with two names.
    pub fn read(text: &str) -> Result<Self, Error> {
        let first = text.trim_start_matches('\u{feff}').lines().next();
        let header = first.unwrap_or_default();
        let has = |delimiter: &char| {
            let cells: Vec<String> = header.split(*delimiter).map(listing::named).collect();
            NEEDED.iter().all(|name| cells.iter().any(|c| c == name))
        };
        let Some(delimiter) = [',', ';', '\t'].into_iter().find(has) else {
            let message = format!(
                "this is no key: its first line names the columns {}",
                NEEDED.join(", ")
            );
            return Err(problem(Code::WrongDocument, &message).into());
        };
        let delimiter = u8::try_from(delimiter).unwrap_or(b',');
        let mut rows = listing::rows(text, delimiter)?.into_iter();
        let header = rows.next().map(|(_, cells)| cells).unwrap_or_default();
        let places = NEEDED.map(|name| header.iter().position(|c| listing::named(c) == name));
        let (mut names, mut problems) = (BTreeMap::new(), Vec::new());
        for (row, cells) in rows {
            let cell = |place: Option<usize>| {
                let cell = place.and_then(|place| cells.get(place));
                plain(cell.map_or("", String::as_str))
            };
            let [pseudonym, numbering, name] = places.map(cell);
            if pseudonym.is_empty() || name.is_empty() {
                continue;
            }
            if !is_pseudonym(&pseudonym) {
                let message = format!(
                    "row {row}: `{}` is no pseudonym, such as person-001",
                    shown(&pseudonym)
                );
                problems.push(problem(Code::WrongShape, &message));
                continue;
            }
            let message = format!("row {row}: {pseudonym} has another name in a row above");
            let before = names.insert((numbering, pseudonym), name.clone());
            if before.is_some_and(|before| before != name) {
                problems.push(problem(Code::Duplicate, &message));
            }
        }
        match problems.is_empty() {
            true => Ok(Self(names)),
            false => Err(Error::Input(problems)),
        }
    }

    /// The names of those who are cited: each pseudonym with the numbering that it is of.
    ///
    /// # Errors
    ///
    /// `wrong-document` where the key has none of them: its pseudonyms stand for other people.
    pub fn names<'c>(
        &self,
        cited: impl IntoIterator<Item = (&'c str, String)>,
    ) -> Result<Names, Error> {
        let (mut names, mut any) = (BTreeMap::new(), false);
        for (numbering, pseudonym) in cited {
            any = true;
            let key = (numbering.to_owned(), pseudonym);
            if let Some(name) = self.0.get(&key) {
                names.insert(key.1, name.clone());
            }
        }
        if names.is_empty() && any && !self.0.is_empty() {
            let message = "this key is of other evidence, and its pseudonyms stand for other people; save the key again beside \
                           these files";
            return Err(problem(Code::WrongDocument, message).into());
        }
        Ok(Names(names))
    }

    /// Each line that names somebody behind a pseudonym.
    pub fn lines(&self) -> impl Iterator<Item = KeyRow> {
        self.0.iter().map(|((numbering, pseudonym), name)| KeyRow {
            row: None,
            pseudonym: Some(pseudonym.clone()),
            numbering: Some(numbering.clone()),
            label: name.clone(),
        })
    }
}

/// Names that stand in a copy of a report in place of pseudonyms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Names by pseudonym, `person-001` and so on.
    ///
    /// # Errors
    ///
    /// `wrong-shape` for what is no pseudonym.
    pub fn new(by_pseudonym: BTreeMap<String, String>) -> Result<Self, Error> {
        let strange = by_pseudonym.keys().filter(|key| !is_pseudonym(key));
        let problems: Vec<Problem> = strange
            .map(|key| {
                problem(
                    Code::WrongShape,
                    &format!("`{}` is no pseudonym, such as person-001", shown(key)),
                )
            })
            .collect();
        match problems.is_empty() {
            true => Ok(Self(by_pseudonym)),
            false => Err(Error::Input(problems)),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts names in place of pseudonyms in every text of a value.
    pub(crate) fn put_into(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if text.contains(PERSON) {
                    *text = self.in_text(text);
                }
            }
            Value::Array(all) => all.iter_mut().for_each(|one| self.put_into(one)),
            Value::Object(all) => all.values_mut().for_each(|one| self.put_into(one)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn in_text(&self, text: &str) -> String {
        let mut named = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(PERSON) {
            let (before, from) = rest.split_at(at);
            let digits = from.get(PERSON.len()..).unwrap_or_default();
            let digits = digits.len()
                - digits
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .len();
            let (pseudonym, after) = from.split_at(PERSON.len() + digits);
            let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
            let part_of_word = inside(before.chars().next_back()) || inside(after.chars().next());
            named.push_str(before);
            named.push_str(match self.0.get(pseudonym) {
                Some(name) if !part_of_word => name,
                _ => pseudonym,
            });
            rest = after;
        }
        named + rest
    }
}

fn is_pseudonym(text: &str) -> bool {
    text.strip_prefix(PERSON)
        .is_some_and(|n| n.len() >= 3 && n.bytes().all(|b| b.is_ascii_digit()))
}

fn problem(code: Code, message: &str) -> Problem {
    Problem::new(Document::Evidence, "", code, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[(&str, &str)]) -> Names {
        let owned = |(p, n): &(&str, &str)| ((*p).to_owned(), (*n).to_owned());
        Names::new(all.iter().map(owned).collect()).unwrap()
    }

    fn line(file: &str, row: Option<u32>, who: Option<&str>, label: &str) -> KeyLine {
        KeyLine {
            file: file.to_owned(),
            key: KeyRow {
                row,
                pseudonym: who.map(str::to_owned),
                numbering: who.map(|_| "00ff".to_owned()),
                label: label.to_owned(),
            },
        }
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let lines = [
            line("b.csv", Some(12), None, "root"),
            line("b.csv", Some(3), None, "alice"),
            line("a.csv", None, Some("person-002"), "=cmd|' /C calc'!A0"),
            line("b.csv", None, Some("person-002"), "=cmd|' /C calc'!A0"),
            line(
                "a.csv",
                None,
                Some("person-001"),
                "ines, \"the boss\"@acme.example",
            ),
        ];
        let text = written(&lines);
        assert_eq!(
            text,
            "\"file\",\"row\",\"pseudonym\",\"numbering\",\"name\"\n\
             \"\",\"\",\"person-001\",\"00ff\",\"ines, \"\"the boss\"\"@acme.example\"\n\
             \"\",\"\",\"person-002\",\"00ff\",\"'=cmd|' /C calc'!A0\"\n\
             \"b.csv\",\"3\",\"\",\"\",\"alice\"\n\
             \"b.csv\",\"12\",\"\",\"\",\"root\"\n"
        );
        let wanted = names(&[
            ("person-001", "ines, \"the boss\"@acme.example"),
            ("person-002", "=cmd|' /C calc'!A0"),
        ]);
        let key = Key::read(&text).unwrap();
        assert_eq!(
            key.names(cited(&[("00ff", "person-001"), ("00ff", "person-002")]))
                .unwrap(),
            wanted
        );
        let again: Vec<KeyLine> = key
            .lines()
            .map(|key| KeyLine {
                file: String::new(),
                key,
            })
            .collect();
        assert!(text.starts_with(written(&again).as_str()));
        let saved_again = "\u{feff}Pseudonym;Numbering;Name\r\nperson-001;00ff;Ines\r\n";
        let saved_again = Key::read(saved_again).unwrap();
        assert_eq!(
            saved_again.names(cited(&[("00ff", "person-001")])).unwrap(),
            names(&[("person-001", "Ines")])
        );
    }

    fn cited(all: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        let owned = |(n, p): &(&'static str, &str)| (*n, (*p).to_owned());
        all.iter().map(owned).collect()
    }

    #[test]
    fn names_of_another_numbering_are_not_used() {
        let header = "pseudonym,numbering,name\n";
        let key = Key::read(&format!(
            "{header}person-001,a,Ines\nperson-001,b,Tom\nperson-002,b,Ana\n"
        ))
        .unwrap();
        let of = |all| key.names(cited(all));
        assert_eq!(
            of(&[("a", "person-001")]).unwrap(),
            names(&[("person-001", "Ines")])
        );
        // Of two numberings in one assessment each has its own numbers.
        let both = of(&[
            ("a", "person-001"),
            ("b", "person-002"),
            ("c", "person-003"),
        ])
        .unwrap();
        assert_eq!(
            both,
            names(&[("person-001", "Ines"), ("person-002", "Ana")])
        );
        let why = of(&[("c", "person-001")]).unwrap_err().to_string();
        assert!(why.starts_with("this key is of other evidence"), "{why}");
        assert!(of(&[]).unwrap().is_empty());
        let none = Key::read(header).unwrap();
        assert!(
            none.names(cited(&[("a", "person-001")]))
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn what_is_no_key_is_told_by_its_row() {
        let why = |text: &str| Key::read(text).unwrap_err().to_string();
        assert!(why("").starts_with("this is no key"));
        assert!(why("name,email\nA,b\n").starts_with("this is no key"));
        let header = "pseudonym,numbering,name\n";
        assert_eq!(
            why(&format!("{header}person-1,a,A\n")),
            "row 2: `person-1` is no pseudonym, such as person-001"
        );
        assert_eq!(
            why(&format!("{header}person-001,a,A\nperson-001,a,B\n")),
            "row 3: person-001 has another name in a row above"
        );
        assert!(why(&format!("{header}person-001,a,\"A\n")).contains("never closed"));
    }

    #[test]
    fn a_name_stands_for_its_pseudonym_and_for_no_part_of_another_word() {
        let names = names(&[("person-001", "Ines"), ("person-1000", "Tom")]);
        for (text, wanted) in [
            (
                "person-001 approved person-1000's change",
                "Ines approved Tom's change",
            ),
            ("person-0010, person-001", "person-0010, Ines"),
            (
                "x-person-001 person-001-b person-001b person-002",
                "x-person-001 person-001-b person-001b person-002",
            ),
            ("per person-day", "per person-day"),
            (
                "ürperson-001 person-001ß(person-001)",
                "ürperson-001 person-001ß(Ines)",
            ),
        ] {
            assert_eq!(names.in_text(text), wanted);
        }
    }
}
