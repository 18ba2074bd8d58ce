//! Findings of scanners: Prowler, Security Hub, Dependabot.

use serde_json::json;

use super::clock::{DAY, Seconds, day_of, iso, iso_millis, noon};
use super::rng::Rng;
use super::sheet::{Mark, Sheet, c, deviation, undecided};

const PROWLER: &str = "AUTH_METHOD,TIMESTAMP,ACCOUNT_UID,ACCOUNT_NAME,ACCOUNT_EMAIL,ACCOUNT_ORGANIZATION_UID,ACCOUNT_ORGANIZATION_NAME,ACCOUNT_TAGS,FINDING_UID,PROVIDER,CHECK_ID,CHECK_TITLE,CHECK_TYPE,STATUS,STATUS_EXTENDED,MUTED,SERVICE_NAME,SUBSERVICE_NAME,SEVERITY,RESOURCE_TYPE,RESOURCE_UID,RESOURCE_NAME,RESOURCE_DETAILS,RESOURCE_TAGS,PARTITION,REGION,DESCRIPTION,RISK,RELATED_URL,REMEDIATION_RECOMMENDATION_TEXT,REMEDIATION_RECOMMENDATION_URL,REMEDIATION_CODE_NATIVEIAC,REMEDIATION_CODE_TERRAFORM,REMEDIATION_CODE_CLI,REMEDIATION_CODE_OTHER,COMPLIANCE,CATEGORIES,DEPENDS_ON,RELATED_TO,NOTES,PROWLER_VERSION,ADDITIONAL_URLS";
const CHECKS: [(&str, &str, &str); 3] = [
    (
        "rds_instance_storage_encrypted",
        "rds",
        "RDS instances have storage encrypted",
    ),
    (
        "s3_bucket_default_encryption",
        "s3",
        "S3 buckets have default encryption",
    ),
    (
        "ec2_ebs_volume_encryption",
        "ec2",
        "EBS volumes are encrypted; all of them",
    ),
];

/// Prowler's table.
type Alert<'a> = (
    &'a str,
    Seconds,
    &'a str,
    Option<Seconds>,
    Option<&'static str>,
);

pub(crate) fn prowler(seed: u64, people: usize, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 12);
    let mut sheet = Sheet::table("prowler.csv", "prowler-csv", PROWLER);
    let mut row = |status: &'static str, muted: &'static str, what: Option<Mark>| {
        let (check, service, title) = rng.pick(&CHECKS);
        let resource = format!("{service}-{}", rng.hex(10));
        let mut marks = Vec::from_iter(what);
        for mark in &mut marks {
            mark.cells.extend([
                ("RESOURCE_NAME", resource.clone()),
                ("STATUS", status.to_owned()),
                ("MUTED", muted.to_owned()),
            ]);
        }
        let cells = [
            ("AUTH_METHOD", c("profile: audit")),
            ("TIMESTAMP", c("2026-11-09 14:27:03.913874")),
            ("ACCOUNT_UID", c("111122223333")),
            ("FINDING_UID", c(format!("prowler-aws-{check}-{resource}"))),
            ("PROVIDER", c("aws")),
            ("CHECK_ID", c(check)),
            ("CHECK_TITLE", c(title)),
            ("STATUS", c(status)),
            (
                "STATUS_EXTENDED",
                c(format!("{resource}: {status};\nsee \"{check}\".")),
            ),
            ("MUTED", c(muted)),
            ("SERVICE_NAME", c(service)),
            ("SEVERITY", c("medium")),
            (
                "RESOURCE_UID",
                c(format!(
                    "arn:aws:{service}:eu-central-1:111122223333:{resource}"
                )),
            ),
            ("RESOURCE_NAME", c(resource.clone())),
            ("PARTITION", c("aws")),
            ("REGION", c("eu-central-1")),
            ("PROWLER_VERSION", c("5.8.0")),
        ];
        sheet.sparse(&cells, &resource, marks);
    };
    for i in 0..people / 4 + 12 {
        let muted = i % 9 == 4;
        row(
            if muted { "FAIL" } else { "PASS" },
            if muted { "True" } else { "False" },
            None,
        );
    }
    for _ in 0..plants {
        row(
            "FAIL",
            "False",
            Some(deviation("tp-21", "not-encrypted", &[])),
        );
        row(
            "MANUAL",
            "False",
            Some(undecided("tp-21", "checked-by-hand", &[])),
        );
    }
    sheet
}

/// Security Hub's findings: settings, and vulnerabilities that Inspector found.
pub(crate) fn asff(seed: u64, people: usize, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 13);
    let mut sheet = Sheet::json(
        "security-hub.json",
        "asff-json",
        "{\"Findings\":[\n",
        ",\n",
        "\n]}\n",
    );
    let recent = noon("2026-10-28");
    let mut add = |status: Option<&str>,
                   record: &str,
                   workflow: &str,
                   severity: &str,
                   seen: Seconds,
                   what: Option<Mark>| {
        let id = format!(
            "arn:aws:securityhub:eu-central-1:111122223333:finding/{}",
            rng.guid()
        );
        let product = if status.is_some() {
            "securityhub"
        } else {
            "inspector"
        };
        let mut value = json!({
            "SchemaVersion": "2018-10-08", "Id": id, "AwsAccountId": "111122223333",
            "ProductArn": format!("arn:aws:securityhub:eu-central-1::product/aws/{product}"),
            "GeneratorId": if status.is_some() { "security-control/RDS.3" } else { "AWSInspector" },
            "Types": [if status.is_some() { "Software and Configuration Checks/AWS Security Best Practices" } else { "Software and Configuration Checks/Vulnerabilities/CVE" }],
            "CreatedAt": iso_millis(seen), "FirstObservedAt": iso_millis(seen), "LastObservedAt": iso_millis(noon("2026-11-09")),
            "UpdatedAt": iso_millis(noon("2026-11-09")), "Severity": {"Label": severity},
            "Title": if status.is_some() { "RDS DB instances should have encryption at-rest enabled" } else { "CVE-2026-0001 - openssl" },
            "Description": "as \"found\", verbatim", "RecordState": record, "Workflow": {"Status": workflow},
            "Resources": [{"Type": "AwsRdsDbInstance", "Id": format!("arn:aws:rds:eu-central-1:111122223333:db:{}", rng.hex(8))}],
        });
        if let Some(status) = status {
            value["Compliance"] = json!({"Status": status, "SecurityControlId": "RDS.3"});
        }
        let mut marks = Vec::from_iter(what);
        for mark in &mut marks {
            mark.cells.extend([
                ("Id", id.clone()),
                ("RecordState", record.to_owned()),
                ("Workflow.Status", workflow.to_owned()),
            ]);
        }
        sheet.element(&value, &id, marks);
    };
    for i in 0..people / 8 + 12 {
        match i % 6 {
            0 => add(Some("FAILED"), "ARCHIVED", "NEW", "MEDIUM", recent, None),
            1 => add(
                Some("FAILED"),
                "ACTIVE",
                "SUPPRESSED",
                "MEDIUM",
                recent,
                None,
            ),
            // Open on the last day that its severity allows.
            2 => add(None, "ACTIVE", "NEW", "HIGH", noon("2026-10-11"), None),
            _ => add(
                Some("PASSED"),
                "ACTIVE",
                "RESOLVED",
                "INFORMATIONAL",
                recent,
                None,
            ),
        }
    }
    for _ in 0..plants {
        let mark = deviation("tp-21", "not-encrypted", &[("Compliance.Status", "FAILED")]);
        add(
            Some("FAILED"),
            "ACTIVE",
            "NEW",
            "MEDIUM",
            recent,
            Some(mark),
        );
        let mark = deviation("tp-19", "open-past-sla", &[("Severity.Label", "CRITICAL")]);
        add(
            None,
            "ACTIVE",
            "NOTIFIED",
            "CRITICAL",
            noon("2026-09-01"),
            Some(mark),
        );
    }
    sheet
}

const SLA: [(&str, i64); 4] = [("critical", 7), ("high", 30), ("medium", 90), ("low", 180)];

/// Dependabot's alerts.
pub(crate) fn dependabot(seed: u64, people: usize, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 14);
    let mut sheet = Sheet::array("dependabot-alerts.json", "dependabot-json");
    // Severity, first seen, state and its time, what has to be found.
    let mut alerts: Vec<Alert<'_>> = Vec::new();
    let as_of = noon("2026-11-10");
    for i in 0..people / 4 + 16 {
        let (severity, days) = SLA[i % 4];
        let at = noon("2026-05-04") + rng.between(0, 140) * DAY;
        alerts.push(match i / 4 % 4 {
            // On the very last day.
            0 => (severity, at, "fixed", Some(at + days * DAY), None),
            1 => (severity, as_of - days * DAY, "open", None, None),
            2 => (severity, at, "dismissed", Some(at + 3 * DAY), None),
            _ => (
                severity,
                at,
                "fixed",
                Some(at + rng.between(1, days - 1) * DAY),
                None,
            ),
        });
        if let Some(last) = alerts
            .last_mut()
            .filter(|a| a.3.is_some_and(|fixed| fixed > noon("2026-11-09")))
        {
            last.3 = Some(noon("2026-11-09"));
        }
    }
    for k in 0..plants {
        let (severity, days) = SLA[k % 4];
        let at = noon("2026-05-04") + rng.between(0, 30) * DAY;
        let fixed = if k % 4 == 3 {
            noon("2026-11-07")
        } else {
            at + (days + 1) * DAY
        };
        let at = if k % 4 == 3 { fixed - 181 * DAY } else { at };
        alerts.push((severity, at, "fixed", Some(fixed), Some("fixed-past-sla")));
        let (severity, days) = SLA[k % 3];
        alerts.push((
            severity,
            as_of - (days + 1) * DAY,
            "open",
            None,
            Some("open-past-sla"),
        ));
    }
    // Numbers are given in the order of time.
    alerts.sort_by_key(|alert| alert.1);
    for (i, (severity, at, state, done, what)) in alerts.into_iter().enumerate() {
        let number = (i + 1).to_string();
        let (created, done) = (iso(at), done.map(iso));
        let of = |wanted: &str| done.as_ref().filter(|_| state == wanted);
        let dismissed = state == "dismissed";
        let value = json!({
            "number": i + 1, "state": state,
            "dependency": {"package": {"ecosystem": "npm", "name": format!("pkg-{}", rng.hex(5))}, "manifest_path": "package-lock.json", "scope": "runtime"},
            "security_advisory": {"ghsa_id": format!("GHSA-{}", rng.hex(4)), "cve_id": null, "severity": severity, "published_at": iso(at - DAY), "summary": "über \"alles\""},
            "security_vulnerability": {"severity": severity, "first_patched_version": {"identifier": "1.2.3"}},
            "url": format!("https://api.github.com/repos/example/app/dependabot/alerts/{number}"),
            "created_at": created, "updated_at": done.as_ref().unwrap_or(&created), "fixed_at": of("fixed"), "dismissed_at": of("dismissed"),
            "dismissed_by": dismissed.then(|| json!({"login": "dev-01", "type": "User"})),
            "dismissed_reason": dismissed.then_some("tolerable_risk"), "dismissed_comment": dismissed.then_some("not reachable, see day book"),
            "auto_dismissed_at": null,
        });
        let marks = what.map(|what| {
            deviation(
                "tp-19",
                what,
                &[
                    ("number", &number),
                    ("state", state),
                    ("created_at", &created),
                    ("security_advisory.severity", severity),
                ],
            )
        });
        sheet.element(
            &value,
            &format!("alert {number} of {}", day_of(at)),
            Vec::from_iter(marks),
        );
    }
    sheet
}
