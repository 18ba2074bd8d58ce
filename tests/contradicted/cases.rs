//! The cases: a red flag, the rule against the answer that keeps it down, that answer, and what is on file.

use super::files::Files::{self, AllWrong, Gap, Longer, New, Old, Paper, Questions, Stale, Twice};

pub(crate) struct Case {
    pub(crate) flag: &'static str,
    pub(crate) rule: &'static str,
    /// Rules about its parts, which are told as well.
    pub(crate) beside: &'static [&'static str],
    /// Questions with the level chosen.
    pub(crate) answers: &'static [(&'static str, u8)],
    pub(crate) files: &'static [Files],
}

const fn case(
    flag: &'static str,
    rule: &'static str,
    answers: &'static [(&'static str, u8)],
    files: &'static [Files],
) -> Case {
    Case {
        flag,
        rule,
        beside: &[],
        answers,
        files,
    }
}

/// The same with rules about its parts.
const fn beside(case: Case, beside: &'static [&'static str]) -> Case {
    Case { beside, ..case }
}

pub(crate) const CASES: &[Case] = &[
    case(
        "access-review-missed",
        "access-reviews-not-all-here",
        &[("ac-04", 3)],
        &[Gap("AC-04")],
    ),
    case(
        "leavers-past-time-limit",
        "leavers-differ",
        &[("ac-06", 3)],
        &[Paper("leaver-access", "AC-06")],
    ),
    case(
        "leavers-past-time-limit",
        "more-here-than-counted",
        &[("ac-06", 3)],
        &[Longer("leaver-access", "AC-06")],
    ),
    case(
        "changes-without-approval",
        "changes-differ",
        &[("cm-01", 3)],
        &[Paper("change-approval", "CM-01")],
    ),
    case(
        "changes-without-approval",
        "branches-differ",
        &[("cm-05", 3)],
        &[Paper("branch-protection", "CM-05")],
    ),
    case(
        "risk-assessment-incomplete",
        "yearly-record-old",
        &[("ra-01", 3)],
        &[Old("RA-01")],
    ),
    case(
        "training-lapsed",
        "training-differs",
        &[("hr-04", 3)],
        &[Paper("training-annual", "HR-04")],
    ),
    case(
        "incident-response-not-exercised",
        "incidents-differ",
        &[("ir-02", 3)],
        &[Paper("incident-handling", "IR-02")],
    ),
    case(
        "incident-response-not-exercised",
        "yearly-record-old",
        &[("ir-03", 3)],
        &[Old("IR-03")],
    ),
    case(
        "vendors-never-reviewed",
        "vendor-reviews-differ",
        &[("vn-02", 3)],
        &[Paper("vendor-review", "VN-02")],
    ),
    case(
        "encryption-without-settings",
        "stores-not-encrypted",
        &[("cr-01", 3)],
        &[Paper("encryption-checks", "CR-01")],
    ),
    case(
        "keys-unrotated-or-open",
        "settings-not-shown-lately",
        &[("cr-03", 3)],
        &[Old("CR-03")],
    ),
    case(
        "restore-never-tested",
        "yearly-record-old",
        &[("bc-02", 3)],
        &[Old("BC-02")],
    ),
    case(
        "alerts-without-recorded-look",
        "log-reviews-not-all-here",
        &[("lm-03", 3)],
        &[Gap("LM-03")],
    ),
    beside(
        case(
            "weak-spots-in-one-domain",
            "files-of-one-domain-differ",
            &[("cm-01", 3), ("cm-03", 3), ("cm-05", 3)],
            &[
                Paper("change-approval", "CM-01"),
                Paper("ticket-to-deploy", "CM-03"),
                Paper("branch-protection", "CM-05"),
            ],
        ),
        &["changes-differ", "branches-differ", "deployments-differ"],
    ),
    case(
        "misses-stay-in-the-window",
        "misses-not-found-by-own-checks",
        &[("gv-07", 4)],
        &[
            Paper("device-compliance", "EP-01"),
            Paper("vulnerability-sla", "VM-02"),
        ],
    ),
    case(
        "open-where-buyers-look-first",
        "second-factor-not-everywhere",
        &[("ac-02", 3)],
        &[Paper("mfa", "AC-02")],
    ),
    case(
        "no-calendar-of-controls",
        "calendar-periods-not-here",
        &[("gv-03", 3)],
        &[Gap("HR-05"), Gap("AM-01")],
    ),
    case(
        "policies-missing-or-old",
        "policies-older-than-said",
        &[("gv-05", 3)],
        &[Stale("GV-05")],
    ),
    beside(
        case(
            "access-weak-in-several-places",
            "access-files-differ",
            &[("ac-01", 3), ("ac-02", 3)],
            &[
                Paper("orphan-accounts", "AC-01"),
                Paper("mfa-enforced", "AC-02"),
            ],
        ),
        &["accounts-of-nobody", "second-factor-not-everywhere"],
    ),
    case(
        "risk-assessment-one-off",
        "yearly-record-old",
        &[("ra-01", 3), ("ra-02", 3)],
        &[Old("RA-01")],
    ),
    case(
        "logging-too-thin",
        "settings-not-shown-lately",
        &[("lm-01", 3)],
        &[Old("LM-01")],
    ),
    case(
        "training-without-records",
        "training-differs",
        &[("hr-03", 3)],
        &[Paper("training-new-hire", "HR-03")],
    ),
    case(
        "change-steps-skipped-under-pressure",
        "pushed-past-the-tests",
        &[("cm-02", 3)],
        &[Paper("direct-pushes", "CM-01")],
    ),
    case(
        "data-kept-without-end",
        "settings-not-shown-lately",
        &[("dc-02", 3)],
        &[Old("DC-02")],
    ),
    case(
        "data-kept-without-end",
        "records-all-new",
        &[("dc-03", 3)],
        &[New("DC-03")],
    ),
    case(
        "vendor-terms-missing",
        "records-all-new",
        &[("vn-03", 3)],
        &[New("VN-03")],
    ),
    case(
        "no-incident-plan",
        "yearly-record-old",
        &[("ir-01", 3)],
        &[Old("IR-01")],
    ),
    case(
        "plaintext-secrets-open-endpoints",
        "settings-not-shown-lately",
        &[("ac-11", 3)],
        &[Old("AC-11")],
    ),
    case(
        "access-review-quarter-empty",
        "access-reviews-not-all-here",
        &[("ac-04", 4)],
        &[Gap("AC-04")],
    ),
    case(
        "service-accounts-without-owner",
        "keys-and-owners-differ",
        &[("ac-10", 3)],
        &[Paper("service-account-owners", "AC-10")],
    ),
    case(
        "deployment-chain-broken",
        "deployments-differ",
        &[("cm-03", 3)],
        &[Paper("ticket-to-deploy", "CM-03")],
    ),
    case(
        "vendor-records-stale",
        "vendor-reviews-differ",
        &[("vn-02", 4)],
        &[Paper("vendor-review", "VN-02")],
    ),
    case(
        "green-backups-no-restore",
        "restores-differ",
        &[("bc-02", 3)],
        &[Paper("restore-test", "BC-02")],
    ),
    case(
        "leaver-access-trickles-away",
        "leavers-differ",
        &[("ac-06", 4)],
        &[Paper("leaver-access", "AC-06")],
    ),
    case(
        "production-console-unlogged",
        "settings-not-shown-lately",
        &[("ac-09", 3)],
        &[Old("AC-09")],
    ),
    case(
        "encryption-uneven",
        "stores-not-encrypted",
        &[("cr-01", 4)],
        &[Paper("encryption-checks", "CR-01")],
    ),
    case(
        "training-untracked-no-phishing",
        "periods-not-all-here",
        &[("hr-05", 3)],
        &[Gap("HR-05")],
    ),
    case(
        "risk-register-static",
        "periods-not-all-here",
        &[("ra-02", 3)],
        &[Gap("RA-02")],
    ),
    case(
        "mock-audit-not-held",
        "yearly-record-old",
        &[("gv-07", 3)],
        &[Old("GV-07")],
    ),
    case(
        "committee-cannot-be-answered",
        "periods-not-all-here",
        &[("gv-02", 3)],
        &[Gap("GV-02")],
    ),
    beside(
        case(
            "three-of-the-ten",
            "three-of-the-ten-in-files",
            &[("ac-10", 3), ("cm-03", 3), ("hr-04", 3)],
            &[
                Paper("key-age", "AC-10"),
                Paper("ticket-to-deploy", "CM-03"),
                Paper("training-annual", "HR-04"),
            ],
        ),
        &[
            "keys-and-owners-differ",
            "deployments-differ",
            "training-differs",
        ],
    ),
    case(
        "policy-nobody-follows",
        "periods-not-all-here",
        &[("gv-06", 3)],
        &[Gap("GV-06")],
    ),
    case(
        "reviews-in-one-burst",
        "access-reviews-all-new",
        &[("ac-04", 3)],
        &[New("AC-04")],
    ),
    case(
        "reviews-in-one-burst",
        "review-decisions-differ",
        &[("ac-05", 3)],
        &[Paper("review-follow-through", "AC-05")],
    ),
    case(
        "reviews-in-one-burst",
        "review-decisions-differ",
        &[("ac-04", 3)],
        &[Paper("access-review-quality", "AC-04")],
    ),
    case(
        "shared-accounts",
        "accounts-of-nobody",
        &[("ac-01", 3)],
        &[Paper("orphan-accounts", "AC-01")],
    ),
    case(
        "change-rule-on-paper",
        "changes-differ",
        &[("cm-01", 4)],
        &[Paper("direct-pushes", "CM-01")],
    ),
    case(
        "logs-never-read",
        "log-reviews-not-all-here",
        &[("lm-03", 4)],
        &[Gap("LM-03")],
    ),
    case(
        "vendors-out-of-sight",
        "yearly-record-old",
        &[("vn-01", 3)],
        &[Old("VN-01")],
    ),
    case(
        "vendors-out-of-sight",
        "records-all-new",
        &[("vn-04", 3)],
        &[New("VN-04")],
    ),
    case(
        "access-used-after-leaving",
        "leavers-signed-in",
        &[("ac-06", 3)],
        &[Paper("leaver-use", "AC-06")],
    ),
    case(
        "evidence-origin-unclear",
        "one-file-for-several-periods",
        &[("gv-09", 3)],
        &[Twice("GV-06")],
    ),
    case(
        "evidence-origin-unclear",
        "records-out-of-order",
        &[("gv-09", 3)],
        &[Questions("GV-09")],
    ),
    case(
        "frequency-misread",
        "yearly-record-old",
        &[("bc-03", 3)],
        &[Old("BC-03")],
    ),
    case(
        "second-factor-enabled-not-enforced",
        "second-factor-not-everywhere",
        &[("ac-02", 4)],
        &[Paper("mfa-sign-ins", "AC-02")],
    ),
    case(
        "controls-absent",
        "nothing-as-it-should-be",
        &[("ac-10", 2), ("cm-03", 2), ("ep-01", 2), ("vm-02", 2)],
        &[
            AllWrong("key-age", "AC-10"),
            AllWrong("ticket-to-deploy", "CM-03"),
            AllWrong("device-compliance", "EP-01"),
            AllWrong("vulnerability-sla", "VM-02"),
        ],
    ),
    case(
        "proof-missing",
        "evidence-kept-periods-not-here",
        &[("gv-09", 3)],
        &[Gap("GV-06"), Gap("AM-01"), Gap("VM-01")],
    ),
    case(
        "documents-outdated",
        "policies-older-than-said",
        &[("gv-05", 4)],
        &[Stale("GV-05")],
    ),
    case(
        "scope-unclear",
        "yearly-record-old",
        &[("gv-08", 3)],
        &[Old("GV-08")],
    ),
    beside(
        case(
            "controls-on-paper-only",
            "less-than-said",
            &[("ep-01", 3), ("vm-02", 3)],
            &[
                AllWrong("device-compliance", "EP-01"),
                AllWrong("vulnerability-sla", "VM-02"),
            ],
        ),
        &[
            "rights-devices-findings-differ",
            "rights-devices-findings-differ",
        ],
    ),
    case(
        "vendor-gaps-become-yours",
        "vendor-reviews-differ",
        &[("vn-02", 3), ("vn-04", 3)],
        &[Paper("vendor-review", "VN-02")],
    ),
    case(
        "people-not-aware",
        "records-all-new",
        &[("gv-01", 3)],
        &[New("GV-01")],
    ),
    case(
        "leadership-not-looking",
        "periods-not-all-here",
        &[("gv-02", 4)],
        &[Gap("GV-02")],
    ),
    case(
        "preparation-not-planned",
        "yearly-record-old",
        &[("gv-07", 3)],
        &[Old("GV-07")],
    ),
];
