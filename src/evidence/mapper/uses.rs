//! What a list can be tested for with the columns that are read of it, and what is missing for the rest.

use serde::Serialize;

use crate::evidence::mapping::Mapping;

/// Something that a list can be tested for.
pub(in crate::evidence) struct Use {
    /// Id of the kind of list.
    pub(in crate::evidence) kind: &'static str,
    /// Id of the procedure.
    pub(in crate::evidence) procedure: &'static str,
    /// What is tested, for people: after "can be tested".
    tests: &'static str,
    /// Of these fields one is needed; none where the fields without which the list cannot be read are enough.
    pub(in crate::evidence) needs: &'static [&'static str],
    /// What is said where none is there: a sentence.
    without: &'static str,
}

/// A test that a mapping feeds, or for which it lacks a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Feeds {
    /// Id of the procedure.
    pub procedure: String,
    /// What is tested, for people.
    pub tests: String,
    /// What is missing for it: a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}

/// What the columns of a mapping can be tested for, and what is missing for the rest.
#[must_use]
pub fn feeds(mapping: &Mapping) -> Vec<Feeds> {
    let has = |field: &&str| mapping.columns.iter().any(|one| one.field == **field);
    let uses = USES.iter().filter(|one| one.kind == mapping.kind);
    uses.map(|one| Feeds {
        procedure: one.procedure.to_owned(),
        tests: one.tests.to_owned(),
        missing: (!one.needs.is_empty() && !one.needs.iter().any(has))
            .then(|| one.without.to_owned()),
    })
    .collect()
}

const fn needs(
    kind: &'static str,
    procedure: &'static str,
    tests: &'static str,
    needs: &'static [&'static str],
    without: &'static str,
) -> Use {
    Use {
        kind,
        procedure,
        tests,
        needs,
        without,
    }
}

const fn always(kind: &'static str, procedure: &'static str, tests: &'static str) -> Use {
    needs(kind, procedure, tests, &[], "")
}

const ON: &[&str] = &["state", "enabled", "disabled"];

/// Every use of every kind of list, by kind.
#[rustfmt::skip]
pub(in crate::evidence) const USES: &[Use] = &[
    needs("roster", "leaver-access", "who left and when, beside accounts", &["end"],
        "No column is the last day: whose access had to end cannot be tested."),
    needs("roster", "orphan-accounts", "whose each account is", &["email", "other-email", "number"],
        "No column is an address or a number: whose an account is cannot be told."),
    needs("roster", "training-new-hire", "who joined and when, beside courses", &["start"],
        "No column is the first day: whether courses were taken in time after joining cannot be tested."),
    needs("accounts", "leaver-access", "which leavers’ accounts were still on", ON,
        "No column says whether an account is switched on: which accounts were still on cannot be tested."),
    needs("accounts", "leaver-access", "when leavers’ accounts were switched off", &["changed"],
        "No column says when an account was switched off: whether that was in time cannot be tested by this list alone."),
    needs("accounts", "leaver-use", "whether a leaver’s account was used after the last day", &["last-login"],
        "No column has the last login: use of an account after its person had left cannot be tested."),
    needs("accounts", "orphan-accounts", "accounts that are of nobody on the list of people", ON,
        "No column says whether an account is switched on: accounts that are of nobody cannot be tested."),
    needs("accounts", "mfa-enforced", "second factors of those who can sign in", &["mfa"],
        "No column says whether a second factor is registered: second factors cannot be tested."),
    needs("access-review", "access-review-coverage", "which systems were reviewed in which period", &["decided", "ended", "period", "started"],
        "No column has a day or a period: when access was reviewed cannot be tested."),
    always("access-review", "access-review-quality", "who decided on whose access"),
    needs("access-review", "review-follow-through", "whether what was withdrawn was carried out", &["applied"],
        "No column says when a decision was carried out: that can be tested only beside tickets or lists of accounts."),
    always("training", "training-annual", "who took which course in the year"),
    needs("training", "training-new-hire", "whether courses of new people were in time", &["assigned", "due", "completed"],
        "No column has a day: whether a course was in time cannot be tested."),
    always("ticket", "ticket-to-deploy", "tickets behind changes and deployments"),
    needs("change", "change-approval", "who approved each change", &["approver"],
        "No column says who approved: whether somebody else approved can be tested only beside a list of reviews."),
    needs("change", "change-approval", "who made each change", &["author"],
        "No column says who made a change: whether somebody else approved cannot be tested."),
    needs("change", "ticket-to-deploy", "which ticket each change has", &["ticket", "title", "branch"],
        "No column can name a ticket: which ticket a change has cannot be tested."),
    always("change", "direct-pushes", "commits without a change, beside a list of commits"),
    needs("deployment", "ticket-to-deploy", "which change each deployment brought", &["commit"],
        "No column is the commit: which change a deployment brought cannot be told for certain."),
    needs("devices", "device-compliance", "whether devices are encrypted", &["encrypted"],
        "No column says whether a device is encrypted: that cannot be tested."),
    needs("devices", "device-compliance", "whether devices were seen lately", &["last-seen"],
        "No column has the last contact: whether a device was seen lately cannot be tested."),
    needs("devices", "device-compliance", "whether devices keep the rules", &["compliant"],
        "No column says whether a device keeps the rules of the management: that is not tested."),
    needs("findings", "vulnerability-sla", "whether findings were closed in time", &["state", "closed"],
        "No column says whether a finding is closed: whether it was in time cannot be tested."),
    needs("vendor-register", "vendor-review", "whether vendors were reviewed in time", &["last-review"],
        "No column has the last review: whether a vendor was reviewed in time cannot be tested."),
    always("service-accounts", "service-account-owners", "whether each service account has an owner"),
    needs("service-accounts", "service-account-owners", "whether its credential was replaced in time", &["last-rotated"],
        "No column says when the credential was replaced: its age cannot be tested."),
    needs("policy", "policy-review", "whether policies were looked at in time", &["approved-on", "last-reviewed"],
        "No column has the day of an approval or a review: whether a policy was looked at in time cannot be tested."),
    needs("policy", "policy-review", "whether each policy has an owner", &["owner"],
        "No column is the owner: whether a policy has one cannot be tested."),
    needs("risk-register", "risk-register", "whether the risks were looked at in every quarter", &["reviewed"],
        "No column says when a risk was looked at: whether that was in every quarter cannot be tested."),
    needs("risk-register", "risk-register", "whether each risk has an owner, a rating and a treatment", &["owner"],
        "No column is the owner: whether a risk has one cannot be tested."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::formats::kinds::{KINDS, kind};
    use crate::evidence::mapping::MappedColumn;

    #[test]
    fn every_use_is_of_fields_and_procedures_that_exist() {
        for one in USES {
            let kind = kind(one.kind).unwrap_or_else(|| panic!("{}", one.kind));
            for field in one.needs {
                assert!(kind.field(field).is_some(), "{} {field}", one.kind);
            }
            let about = kind.format.about;
            assert!(
                about.procedures.contains(&one.procedure) || one.kind == "roster",
                "{} {}",
                one.kind,
                one.procedure
            );
            assert!(crate::evidence::PROCEDURES.contains(&one.procedure));
            assert_eq!(one.without.is_empty(), one.needs.is_empty());
        }
        // Of the kinds that nothing recognises by itself, each test is told.
        for kind in KINDS
            .iter()
            .filter(|k| k.format.about.id.ends_with("-list"))
        {
            for procedure in kind.format.about.procedures {
                let mut of = USES.iter().filter(|one| one.kind == kind.id);
                assert!(of.any(|one| one.procedure == *procedure), "{procedure}");
            }
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        let mut mapping = Mapping {
            kind: "accounts".to_owned(),
            columns: vec![MappedColumn {
                field: "login".to_owned(),
                column: "Wer".to_owned(),
            }],
            ..Mapping::default()
        };
        let missing = |mapping: &Mapping| -> Vec<String> {
            feeds(mapping)
                .into_iter()
                .filter_map(|f| f.missing)
                .collect()
        };
        assert_eq!(missing(&mapping).len(), 5);
        assert_eq!(
            missing(&mapping)[0],
            "No column says whether an account is switched on: which accounts were still on cannot be tested."
        );
        mapping.columns[0].field = "enabled".to_owned();
        assert_eq!(missing(&mapping).len(), 3);
        // What cannot be tested is not told as if it could.
        let told = feeds(&mapping);
        let can = told.iter().filter(|f| f.missing.is_none());
        assert!(can.clone().count() > 0);
        assert!(can.clone().all(|f| !f.tests.contains("second factors")));
    }
}
