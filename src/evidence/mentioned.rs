//! People whom the text of a cell mentions: addresses, and the names that a list of people or accounts has.

use std::collections::BTreeMap;
use std::ops::Range;

use super::identity::{Pseudonyms, normal};
use super::reading::FileRead;

/// Most words of a name.
const MOST_WORDS: usize = 5;

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
        for read in files {
            let records = &read.recorded.reading.records;
            for person in &records.people {
                add(&person.name, &person.email, None);
            }
            for account in &records.accounts {
                add(&account.name, &account.email, Some(&account.login));
            }
        }
        Self(known)
    }

    /// By what those are known whom a text mentions.
    pub(super) fn identities(&self, text: &str) -> impl Iterator<Item = String> + use<> {
        self.found(text).into_iter().map(|(_, identity)| identity)
    }

    /// The text with pseudonyms in place of those whom it mentions.
    pub(super) fn concealed(&self, text: &str, names: &Pseudonyms) -> String {
        let mut concealed = String::with_capacity(text.len());
        let mut from = 0;
        for (place, identity) in self.found(text) {
            concealed.push_str(text.get(from..place.start).unwrap_or_default());
            concealed.push_str(&names.of(&identity));
            from = place.end;
        }
        concealed + text.get(from..).unwrap_or_default()
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
            ("", ""),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }
}
