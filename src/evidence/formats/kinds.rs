//! What a table can be a list of, and the fields of each kind: one table, by which readers find columns and people map them.

use super::registry::{About, TableFormat};
use super::{listed, people, register, reviews, synonyms, training};
use crate::evidence::canonical::Show;
use crate::evidence::decode::columns::Columns;
use crate::evidence::mapping::{MappedColumn, Mapping};

/// A field of a kind.
#[derive(Debug)]
pub(in crate::evidence) struct Field {
    /// Slug, stable: mappings are kept with it.
    pub(in crate::evidence) id: &'static str,
    /// For people, and the name of its column in a template.
    pub(in crate::evidence) name: &'static str,
    /// Other names under which it is understood, the usual one first, with `|` between them.
    pub(in crate::evidence) also: &'static [&'static str],
    /// What its cells look like.
    pub(in crate::evidence) look: Look,
    /// How it may be cited; free text is not. Readers that say it row by row say nothing here.
    pub(in crate::evidence) cite: Option<Show>,
    /// Whether a template has it; else it is understood where it is there.
    pub(in crate::evidence) in_template: bool,
}

/// What the cells of a field look like.
#[derive(Clone, Copy, Debug)]
pub(in crate::evidence) enum Look {
    /// Anything.
    Text,
    /// An address or a login.
    Person,
    /// A day, with or without a time.
    Time,
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// One of the words that its reader knows.
    Word(fn(&str) -> bool),
}

impl Look {
    /// For people: what is expected in the column.
    pub(in crate::evidence) fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Person => "address or login",
            Self::Time => "date",
            Self::Flag => "yes or no",
            Self::Number => "number",
            Self::Word(_) => "one of a few words",
        }
    }
}

impl Field {
    /// A field without other names that is not cited.
    pub(in crate::evidence) const fn new(
        id: &'static str,
        name: &'static str,
        also: &'static [&'static str],
        look: Look,
    ) -> Self {
        Self {
            id,
            name,
            also,
            look,
            cite: None,
            in_template: true,
        }
    }

    /// The same, cited as it stands.
    pub(in crate::evidence) const fn cited(mut self) -> Self {
        self.cite = Some(Show::Text);
        self
    }

    /// The same, understood and not asked for by a template.
    pub(in crate::evidence) const fn beyond(mut self) -> Self {
        self.in_template = false;
        self
    }

    /// The same, cited by a pseudonym.
    pub(in crate::evidence) const fn of_person(mut self) -> Self {
        self.cite = Some(Show::Person);
        self
    }

    /// Its names, the one for people first.
    pub(in crate::evidence) fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        let also = self.also.iter().flat_map(|list| list.split('|'));
        std::iter::once(self.name).chain(also.filter(|name| !name.is_empty()))
    }

    /// Its column, by name.
    pub(in crate::evidence) fn place(&self, columns: &Columns) -> Option<usize> {
        self.names().find_map(|name| columns.find(name))
    }

    /// Its column, by the letters of the name alone: `User_ID` is `User ID`.
    pub(in crate::evidence) fn loose_place(&self, columns: &Columns) -> Option<usize> {
        let names: Vec<&str> = self.names().collect();
        synonyms::find(columns, &names)
    }
}

/// What a table can be a list of.
pub(in crate::evidence) struct Kind {
    /// Slug, stable: mappings are kept with it.
    pub(in crate::evidence) id: &'static str,
    /// For people.
    pub(in crate::evidence) name: &'static str,
    /// Its fields.
    pub(in crate::evidence) fields: &'static [Field],
    /// Of each of these lists one field at least has to be there.
    pub(in crate::evidence) needed: &'static [&'static [&'static str]],
    /// What reads it.
    pub(in crate::evidence) format: &'static TableFormat,
    /// Whether names of columns are told by their letters alone.
    pub(in crate::evidence) loose: bool,
}

impl Kind {
    /// The field of this slug.
    pub(in crate::evidence) fn field(&self, id: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Whether the kind cannot do without this field alone.
    pub(in crate::evidence) fn requires(&self, field: &Field) -> bool {
        self.needed.iter().any(|group| group == &[field.id])
    }

    /// Whether a list of it is of one system, which can be said where no column does.
    pub(in crate::evidence) fn is_of_a_system(&self) -> bool {
        self.id == "accounts"
    }

    /// What its reader finds in a table by the names of columns.
    pub(in crate::evidence) fn found(&self, columns: &Columns) -> Mapping {
        let place = |field: &Field| match self.loose {
            true => field.loose_place(columns),
            false => field.place(columns),
        };
        let mut used = Vec::new();
        let mut found = Vec::new();
        for field in self.fields {
            let Some(place) = place(field).filter(|place| !used.contains(place)) else {
                continue;
            };
            used.push(place);
            found.push(MappedColumn {
                field: field.id.to_owned(),
                column: columns.name(place).to_owned(),
            });
        }
        Mapping {
            kind: self.id.to_owned(),
            columns: found,
            ..Mapping::default()
        }
    }
}

/// Every kind, in the order in which they are offered where nothing tells them apart.
pub(in crate::evidence) static KINDS: [&Kind; 17] = [
    &people::KIND,
    &listed::ACCOUNTS,
    &reviews::KIND,
    &training::KIND,
    &listed::TICKETS,
    &listed::CHANGES,
    &listed::DEPLOYMENTS,
    &listed::DEVICES,
    &listed::FINDINGS,
    &register::VENDOR_KIND,
    &register::RESTORE_KIND,
    &register::INCIDENT_KIND,
    &register::LOG_REVIEW_KIND,
    &register::RISK_KIND,
    &register::SERVICE_ACCOUNT_KIND,
    &register::EXERCISE_KIND,
    &register::POLICY_KIND,
];

/// The kind of this slug.
pub(in crate::evidence) fn kind(id: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.id == id)
}

/// The kind whose columns are found by the names that people give them, of a file of this format.
pub(in crate::evidence) fn kind_of(about: &About) -> Option<&'static Kind> {
    let mut all = KINDS.iter().copied();
    all.find(|kind| kind.format.about.id == about.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn slugs_and_names_are_single_and_needed_fields_exist() {
        let ids: BTreeSet<&str> = KINDS.iter().map(|k| k.id).collect();
        assert_eq!(ids.len(), KINDS.len());
        for kind in KINDS {
            let of = |pick: fn(&Field) -> &'static str| {
                let all: BTreeSet<&str> = kind.fields.iter().map(pick).collect();
                assert_eq!(all.len(), kind.fields.len(), "{}", kind.id);
                all
            };
            let slugs = of(|f| f.id);
            of(|f| f.name);
            for field in kind.needed.iter().flat_map(|group| group.iter()) {
                assert!(slugs.contains(field), "{} {field}", kind.id);
            }
            assert_eq!(kind_of(kind.format.about).unwrap().id, kind.id);
        }
    }

    #[test]
    fn the_name_of_a_field_is_found_by_its_reader() {
        for kind in KINDS {
            let columns = Columns::new(kind.fields.iter().map(|f| f.name));
            let found = kind.found(&columns);
            for (field, one) in kind.fields.iter().zip(&found.columns) {
                assert_eq!(
                    (one.field.as_str(), one.column.as_str()),
                    (field.id, field.name),
                    "{}",
                    kind.id
                );
            }
            assert_eq!(found.columns.len(), kind.fields.len(), "{}", kind.id);
        }
    }
}
