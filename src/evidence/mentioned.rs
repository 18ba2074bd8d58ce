//! People whom the text of a cell mentions: addresses, and the names that a list of people or accounts has.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::canonical::{LONGEST, Show};
use super::identity::{Pseudonyms, identity, local_part, normal};
use super::reading::FileRead;

/// Most words of a name.
const MOST_WORDS: usize = 5;

/// What stands behind the last dot of a file's name, and is no part of an address.
const ENDINGS: [&str; 9] = [
    "csv", "tsv", "txt", "json", "jsonl", "ndjson", "xlsx", "log", "zip",
];

/// Everybody who is known by name, and by what they are known else.
#[derive(Debug, Default)]
pub(super) struct Mentioned(BTreeMap<String, String>);

impl Mentioned {
    /// The people and holders of accounts of all files. A name of one word is none: it may be any word.
    pub(super) fn of(files: &[FileRead]) -> Self {
        let mut known = BTreeMap::new();
        let mut add = |name: &Option<String>, email: &Option<String>, login: Option<&String>| {
            let Some(name) = name.as_deref().map(plain).filter(|n| n.contains(' ')) else {
                return;
            };
            let identity = email.as_ref().or(login).unwrap_or(&name).clone();
            // Of two people with one name the first in order, whatever the order of the files.
            let kept = known.entry(name).or_insert_with(|| identity.clone());
            if identity < *kept {
                *kept = identity;
            }
        };
        let mut named: BTreeSet<&str> = BTreeSet::new();
        for read in files {
            let records = &read.recorded.reading.records;
            records.each_place(&mut |at| {
                let people = at
                    .cells
                    .each()
                    .filter(|(place, _)| place.show == Show::Person);
                named.extend(
                    people
                        .map(|(_, text)| text)
                        .filter(|text| text.contains(' ') && !text.contains('@')),
                );
            });
            named.extend(read.recorded.reading.named.iter().map(String::as_str));
            for person in &records.people {
                add(&person.name, &person.email, None);
            }
            for account in &records.accounts {
                add(&account.name, &account.email, Some(&account.login));
            }
        }
        // Whom no list of people has is known by the name alone, in whatever column it stands.
        for text in named {
            let name = plain(text);
            if name.contains(' ') {
                known.entry(name).or_insert_with(|| identity(text));
            }
        }
        Self(known)
    }

    /// By what those are known whom a text mentions.
    pub(super) fn identities(&self, text: &str) -> impl Iterator<Item = String> + use<> {
        self.found(self.uncut(text))
            .into_iter()
            .map(|(_, identity)| identity)
    }

    /// Whether the name of a file names somebody: by an address, a name, or the part of an address before the `@` where
    /// that has two words. `leavers_doe-jane.csv` names Jane Doe.
    pub(super) fn is_in_file_name(&self, name: &str) -> bool {
        let bare = name.rsplit_once('.');
        let bare = bare.filter(|(_, end)| ENDINGS.contains(&end.to_ascii_lowercase().as_str()));
        let name = bare.map_or(name, |(bare, _)| bare);
        if addresses(name).next().is_some() {
            return true;
        }
        let of_address = |identity: &String| local_part(identity).to_owned();
        let names = self
            .0
            .keys()
            .cloned()
            .chain(self.0.values().map(of_address));
        let known: BTreeSet<Vec<String>> = names.map(|n| sorted(split(&n))).collect();
        let words = split(name);
        (2..=MOST_WORDS).any(|many| {
            let mut some = words.windows(many);
            some.any(|part| known.contains(&sorted(part.to_vec())))
        })
    }

    /// The text with pseudonyms in place of those whom it mentions.
    pub(super) fn concealed(&self, text: &str, names: &Pseudonyms) -> String {
        let text = self.uncut(text);
        let mut concealed = String::with_capacity(text.len());
        let mut from = 0;
        for (place, identity) in self.found(text) {
            concealed.push_str(text.get(from..place.start).unwrap_or_default());
            concealed.push_str(&names.of(&identity));
            from = place.end;
        }
        concealed + text.get(from..).unwrap_or_default()
    }

    /// The text without the beginning of an address or name at its end, where it was cut and the rest is not there.
    fn uncut<'t>(&self, text: &'t str) -> &'t str {
        if text.chars().count() < LONGEST {
            return text;
        }
        let last = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        if text.get(last..).is_some_and(|word| word.contains('@')) {
            return text.get(..last).unwrap_or_default().trim_end();
        }
        let words = words(text);
        let trailing = words.len().saturating_sub(MOST_WORDS)..words.len();
        let begins = words.get(trailing).unwrap_or_default().iter().find(|word| {
            let ending = plain(text.get(word.start..).unwrap_or_default());
            let next = self.0.range(ending.clone()..).next();
            next.is_some_and(|(name, _)| name.len() > ending.len() && name.starts_with(&ending))
        });
        match begins {
            Some(word) => text.get(..word.start).unwrap_or_default().trim_end(),
            None => text,
        }
    }

    /// Where somebody is mentioned, from the beginning to the end.
    fn found(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let mut found: Vec<(Range<usize>, String)> = addresses(text)
            .filter_map(|place| Some((place.clone(), normal(text.get(place)?)?)))
            .collect();
        if !self.0.is_empty() {
            let words = words(text);
            let mut place = 0;
            while let Some((first, rest)) = words.get(place..).and_then(<[_]>::split_first) {
                let ends = rest.iter().take(MOST_WORDS - 1).enumerate().rev();
                let longest = ends.into_iter().find_map(|(more, last)| {
                    let range = first.start..last.end;
                    let identity = self.0.get(&plain(text.get(range.clone())?))?;
                    Some((more, range, identity.clone()))
                });
                place += match longest {
                    Some((more, range, identity)) => {
                        found.push((range, identity));
                        more + 2
                    }
                    None => 1,
                };
            }
        }
        found.sort_by_key(|(place, _)| place.start);
        // A name within an address is part of it.
        let mut end = 0;
        found.retain(|(place, _)| {
            let is_after = place.start >= end;
            end = end.max(place.end);
            is_after
        });
        found
    }
}

/// The words of a name of a file or a person, whatever stands between them.
fn split(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words
}

/// A name as names are compared.
fn plain(name: &str) -> String {
    let words: Vec<String> = words(name)
        .into_iter()
        .map(|place| name.get(place).unwrap_or_default().to_lowercase())
        .collect();
    words.join(" ")
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36f}');
        match (inside, before, found.last_mut()) {
            (true, Some(end), Some(last)) if end == at => last.end = at + c.len_utf8(),
            (true, ..) => found.push(at..at + c.len_utf8()),
            _ => {}
        }
        if inside {
            before = Some(at + c.len_utf8());
        }
    }
    found
}

fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('@').filter_map(|(at, _)| {
        let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
        let of_local = |c: char| c.is_alphanumeric() || "._+-'".contains(c);
        let of_domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
        let local = before.trim_end_matches(of_local).len();
        let domain = after.len() - after.trim_start_matches(of_domain).len();
        let domain = after.get(..domain)?.trim_end_matches(['.', '-']);
        let inner = domain.trim_start_matches('.');
        (local < at && inner.contains('.')).then(|| local..at + 1 + domain.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_file_can_name_somebody() {
        let known = [
            ("jane doe", "jd@acme.io"),
            ("ana o'neil", "ana.b_oneil@acme.io"),
        ];
        let known = known.map(|(n, i)| (n.to_owned(), i.to_owned()));
        let people = Mentioned(known.into());
        for name in [
            "leavers Jane Doe.csv",
            "leavers_doe-JANE.xlsx",
            "Doe, Jane.csv",
            "jane.doe.csv",
            "of jd@acme.io.csv",
            "of stranger@other.example 2026.csv",
            "ana.b.oneil 3.csv",
            "exports.zip/jane/doe.csv",
        ] {
            assert!(people.is_in_file_name(name), "{name}");
        }
        for name in [
            "jane.csv",
            "doe.csv",
            "users@2026-11-20.csv",
            "leavers-2026-11.csv",
            "",
        ] {
            assert!(!people.is_in_file_name(name), "{name}");
        }
    }

    #[test]
    fn whoever_is_mentioned_has_a_pseudonym() {
        let known = [
            ("jane doe", "jane@acme.io"),
            ("ana maria o'neil-ruiz", "ana@acme.io"),
        ];
        let known = known.map(|(n, i)| (n.to_owned(), i.to_owned()));
        let people = Mentioned(known.into());
        let told = |text: &str| {
            let names = Pseudonyms::new(people.identities(text), 0);
            people.concealed(text, &names)
        };
        for (text, wanted) in [
            (
                "Failed, Jane Doe will rerun",
                "Failed, person-001 will rerun",
            ),
            ("Sev 2 (says JANE  DOE)", "Sev 2 (says person-001)"),
            ("asked jane@acme.io.", "asked person-001."),
            (
                "<Bob.X+ops@other.example>, Jane Doe",
                "<person-001>, person-002",
            ),
            ("Ana Maria O'Neil-Ruiz", "person-001"),
            ("Mary Jane Doe-Smith", "Mary Jane Doe-Smith"),
            (
                "a@b, x@y.z@, @team, 5 @ 3.50",
                "a@b, person-001@, @team, 5 @ 3.50",
            ),
            ("Doe", "Doe"),
            // Cells are cut at 40 characters.
            (
                "Account to be opened for this: bob@other",
                "Account to be opened for this:",
            ),
            (
                "The laptop was handed over to that J Doe",
                "The laptop was handed over to that J Doe",
            ),
            (
                "The laptop was handed over today to Jane",
                "The laptop was handed over today to",
            ),
            (
                "The laptop was handed to Jane Doe by Ana",
                "The laptop was handed to person-001 by",
            ),
            ("", ""),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }
}
