//! Addresses and logins that are the same although they are written differently.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// An address or login by which rows of different files are matched.
///
/// Blanks around it go, letters become small and composed (NFC). The form under which Microsoft keeps a guest,
/// `name_domain.com#EXT#@tenant…`, becomes the guest's own address. What stands behind a plus sign stays: it tells
/// accounts apart. Nothing comes back for a text without a letter or digit.
pub(super) fn normal(text: &str) -> Option<String> {
    let text = text.trim();
    // Nearly every address is plain already; composing costs a table lookup a character.
    let lower: String = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfc().collect::<String>().to_lowercase()
    };
    let lower = match lower.split_once("#ext#") {
        Some((guest, _)) => match guest.rsplit_once('_') {
            Some((name, domain)) if domain.contains('.') => format!("{name}@{domain}"),
            _ => lower,
        },
        None => lower,
    };
    lower.chars().any(char::is_alphanumeric).then_some(lower)
}

/// The same for a cell that names a person: as it stands where it has no letter or digit.
pub(super) fn identity(text: &str) -> String {
    normal(text).unwrap_or_else(|| text.to_owned())
}

/// The part of an address before the `@`; the whole of a login.
pub(super) fn local_part(login: &str) -> &str {
    login.split_once('@').map_or(login, |(local, _)| local)
}

/// What stands before the number of a pseudonym.
pub(super) const PERSON: &str = "person-";

/// The numbers of the pseudonyms in a text.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = u32> {
    text.split(PERSON).skip(1).filter_map(|after| {
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        after.get(..digits)?.parse().ok()
    })
}

/// As it stands in workpapers.
pub(super) fn pseudonym(number: u32) -> String {
    format!("{PERSON}{number:03}")
}

/// Numbers for persons, given in the order of their identities, so that the order of files and rows changes none.
#[derive(Debug, Default)]
pub(super) struct Pseudonyms(BTreeMap<String, u32>);

impl Pseudonyms {
    /// Pseudonyms for every identity that is cited.
    ///
    /// * `after`: the number of the last one that is in use already.
    pub(super) fn new(cited: impl IntoIterator<Item = String>, after: u32) -> Self {
        let mut numbers: BTreeMap<String, u32> = cited.into_iter().map(|id| (id, 0)).collect();
        for (place, number) in numbers.values_mut().enumerate() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            *number = after.saturating_add(place).saturating_add(1);
        }
        Self(numbers)
    }

    /// The pseudonym of an identity.
    pub(super) fn of(&self, identity: &str) -> String {
        match self.0.get(identity) {
            Some(number) => pseudonym(*number),
            // INVARIANT: every identity that is cited was handed to `new`.
            None => "person".to_owned(),
        }
    }

    /// Each pseudonym with the identity behind it.
    pub(super) fn key(&self) -> impl Iterator<Item = (String, &str)> {
        self.0
            .iter()
            .map(|(id, number)| (pseudonym(*number), id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_is_one() {
        let same = |text: &str| normal(text).unwrap();
        assert_eq!(same(" Ines@Acme.example "), "ines@acme.example");
        assert_eq!(same("jose\u{301}@acme.example"), same("JOSÉ@acme.example"));
        assert_eq!(
            same("ana_b_partner.example#EXT#@acme.onmicrosoft.com"),
            "ana_b@partner.example"
        );
        assert_eq!(same("odd#EXT#@acme"), "odd#ext#@acme");
        assert_ne!(same("ines+ops@acme.example"), same("ines@acme.example"));
        assert_eq!(normal("  "), None);
        assert_eq!(normal("-"), None);
        assert_eq!(local_part("ines@acme.example"), "ines");
        assert_eq!(local_part("root"), "root");
    }

    #[test]
    fn pseudonyms_are_found_inside_of_a_text() {
        let found = |text: &str| numbers(text).collect::<Vec<_>>();
        assert_eq!(found("person-007"), [7]);
        assert_eq!(found("given to person-1000, not to person-012"), [1000, 12]);
        assert_eq!(found("a person-day, person-"), [0_u32; 0]);
    }

    #[test]
    fn pseudonyms_do_not_depend_on_the_order_of_rows() {
        let names = |list: &[&str]| {
            let made = Pseudonyms::new(list.iter().map(|n| (*n).to_owned()), 7);
            made.key()
                .map(|(p, id)| (p, id.to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&["b", "a", "b"]), names(&["a", "b"]));
        assert_eq!(names(&["a"]), [("person-008".to_owned(), "a".to_owned())]);
    }
}
