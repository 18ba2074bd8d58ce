//! Which system a review is of: people write `Azure AD` where an export is of Entra.

use std::collections::BTreeSet;

/// Other names of systems, letters and digits alone.
const NAMES: &[(&str, &[&str])] = &[
    (
        "google-workspace",
        &["google", "gsuite", "googleworkspace", "googleapps", "gmail"],
    ),
    (
        "entra",
        &[
            "entra",
            "entraid",
            "microsoftentra",
            "microsoftentraid",
            "azuread",
            "aad",
            "azureactivedirectory",
        ],
    ),
    (
        "microsoft-365",
        &["microsoft365", "m365", "office365", "o365"],
    ),
    (
        "aws",
        &["aws", "awsiam", "amazonwebservices", "iam", "amazonaws"],
    ),
    (
        "github",
        &[
            "github",
            "githubcom",
            "githuborganization",
            "githuborganisation",
        ],
    ),
];

fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a review of a system that somebody wrote is one of the system of a snapshot.
///
/// * `all`: the systems of every snapshot. Where several are accounts of one provider, its bare name is none of them.
pub(super) fn same(written: &str, system: &str, all: &BTreeSet<&str>) -> bool {
    let (written, own) = (plain(written), plain(system));
    if written == own {
        return true;
    }
    // `aws-1234` is one account of `aws`.
    let numbered = |s: &str| {
        s.rsplit_once('-')
            .filter(|(_, n)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            .map(|(base, number)| (base.to_owned(), number.to_owned()))
    };
    let (base, number) = numbered(system).unwrap_or_else(|| (system.to_owned(), String::new()));
    let names = NAMES.iter().find(|(name, _)| *name == base);
    let is_named =
        |text: &str| text == plain(&base) || names.is_some_and(|(_, names)| names.contains(&text));
    if number.is_empty() {
        return is_named(&written);
    }
    let siblings = all
        .iter()
        .filter(|s| **s == base || numbered(s).is_some_and(|(b, _)| b == base));
    match written.trim_end_matches(|c: char| c.is_ascii_digit()) {
        // The whole number of the account ends in what the system is known by.
        start if start.len() < written.len() => is_named(start) && written.ends_with(&number),
        _ => is_named(&written) && siblings.count() == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_go_by_several_names() {
        let all = BTreeSet::from(["okta", "google-workspace", "entra", "aws-1234"]);
        for (written, system) in [
            ("Okta ", "okta"),
            ("Google Workspace", "google-workspace"),
            ("G Suite", "google-workspace"),
            ("azure ad", "entra"),
            ("AWS", "aws-1234"),
            ("aws 000011111234", "aws-1234"),
        ] {
            assert!(same(written, system, &all), "{written}");
        }
        for (written, system) in [
            ("okta admins", "okta"),
            ("warehouse", "okta"),
            ("sg-finance", "entra"),
            ("aws 000011115678", "aws-1234"),
        ] {
            assert!(!same(written, system, &all), "{written}");
        }
        let two = BTreeSet::from(["aws-1234", "aws-5678"]);
        assert!(!same("aws", "aws-1234", &two), "which of the two?");
    }
}
