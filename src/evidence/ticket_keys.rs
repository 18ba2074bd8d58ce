//! Keys of tickets in the texts of changes.

use std::collections::BTreeSet;

/// What looks like the key of a ticket and is the name of something else.
const OTHER: &[&str] = &[
    "AES", "CVE", "HTTP", "ISO", "MD", "RFC", "RSA", "SHA", "TLS", "UTF",
];
/// Numbers of ServiceNow, which have no hyphen.
const NUMBERED: &[&str] = &["CHG", "INC", "RITM", "REQ", "PRB", "CTASK"];

/// The keys in a text: `ABC-12`, `CHG0030001`.
///
/// * `projects`: the projects whose tickets are in the files; where any is named, the others are not taken for keys.
pub(in crate::evidence) fn keys(texts: &[&str], projects: &BTreeSet<String>) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for text in texts {
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        for word in words {
            all.extend(hyphened(word));
            all.extend(numbered(word));
        }
    }
    let known: BTreeSet<String> = all
        .iter()
        .filter(|key| projects.contains(project(key)))
        .cloned()
        .collect();
    if known.is_empty() { all } else { known }
}

/// The keys in a description, which is not kept itself.
pub(in crate::evidence) fn mentioned(text: &str) -> Vec<String> {
    keys(&[text], &BTreeSet::new()).into_iter().collect()
}

/// The project of a key.
pub(in crate::evidence) fn project(key: &str) -> &str {
    match key.split_once('-') {
        Some((project, _)) => project,
        None => key.trim_end_matches(|c: char| c.is_ascii_digit()),
    }
}

/// Keys in a word such as `feature-ABC-12-title`.
fn hyphened(word: &str) -> Vec<String> {
    let parts: Vec<&str> = word.split('-').collect();
    let pairs = parts.iter().zip(parts.iter().skip(1));
    pairs
        .filter(|(project, number)| {
            let mut letters = project.chars();
            let first = letters.next().is_some_and(|c| c.is_ascii_uppercase());
            let rest =
                project.len() > 1 && letters.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
            let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            first && rest && digits && !OTHER.contains(project)
        })
        .map(|(project, number)| format!("{project}-{number}"))
        .collect()
}

fn numbered(word: &str) -> Option<String> {
    let prefix = NUMBERED.iter().find_map(|prefix| word.strip_prefix(prefix));
    let digits = prefix?;
    (digits.len() >= 7 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_from_other_words() {
        let none = BTreeSet::new();
        let found = |text: &str| keys(&[text], &none).into_iter().collect::<Vec<_>>();
        assert_eq!(found("ABC-12: title [X2-7]"), ["ABC-12", "X2-7"]);
        assert_eq!(found("feature/ABC-12-more"), ["ABC-12"]);
        assert_eq!(found("fix-ABC-12"), ["ABC-12"]);
        assert_eq!(found("CHG0030001 deploy"), ["CHG0030001"]);
        for other in [
            "UTF-8",
            "CVE-2026-1",
            "A-1",
            "abc-12",
            "change 12",
            "ABC-x",
            "CHG12",
        ] {
            assert!(found(other).is_empty(), "{other}");
        }
        let abc = BTreeSet::from(["ABC".to_owned()]);
        assert_eq!(keys(&["ABC-1 on RUST-2026"], &abc).len(), 1);
        assert_eq!(project("ABC-1"), "ABC");
        assert_eq!(project("CHG0030001"), "CHG");
    }
}
