//! What each scanner writes, in the smallest form, and what is read of it.

use super::*;
use crate::evidence::canonical::{Finding, FindingState, Severity};
use crate::evidence::formats::understood::{json, table};

fn brief(found: &[Finding]) -> Vec<(FindingState, Severity, FindingKind, String)> {
    let one = |f: &Finding| (f.state, f.severity, f.kind, f.first_seen.time.words());
    found.iter().map(one).collect()
}

use FindingKind::{EncryptionAtRest, Setting, Weakness};
use FindingState::{Accepted, Archived, Clear, Fixed, Manual, Open, Suppressed};
use Severity::{Critical, High, Informational, Low, Medium};

fn never() -> String {
    "no time".to_owned()
}

#[test]
fn prowler_of_both_ages() {
    let read = table(
        "AUTH_METHOD;TIMESTAMP;FINDING_UID;CHECK_ID;CHECK_TITLE;STATUS;MUTED;SEVERITY;RESOURCE_UID;REGION\n\
         p;2025-02-14 14:27:03.913874;a;rds_instance_storage_encrypted;x;FAIL;False;medium;r;eu\n\
         p;2025-02-14 14:27:03.913874;b;iam_x;x;FAIL;True;low;r;eu\n\
         p;2025-02-14 14:27:03.913874;c;iam_x;x;MANUAL;False;high;r;eu\n",
    );
    assert_eq!(read.0, "prowler");
    assert_eq!(read.1.as_of.unwrap().to_string(), "2025-02-14");
    assert_eq!(
        brief(&read.1.records.findings),
        [
            (Open, Medium, EncryptionAtRest, never()),
            (Suppressed, Low, Setting, never()),
            (Manual, High, Setting, never()),
        ]
    );
    // Rows are a cell wider than the header.
    let read = table(
        "PROFILE,ACCOUNT_NUM,REGION,TITLE_ID,CHECK_RESULT,ITEM_SCORED,ITEM_LEVEL,TITLE_TEXT,CHECK_RESULT_EXTENDED\n\
         p,1,eu,7.29,FAIL,x,y,Ensure there are no EBS Volumes unencrypted: storage encrypted,vol-1,\n\
         p,1,eu,1.1,PASS,x,y,Root,ok,\n",
    );
    assert_eq!(read.0, "prowler-2");
    assert_eq!(
        brief(&read.1.records.findings),
        [
            (Open, Severity::Unknown, EncryptionAtRest, never()),
            (Clear, Severity::Unknown, Setting, never()),
        ]
    );
}

#[test]
fn prowler_in_the_open_schema() {
    let text = r#"[{"metadata":{"event_code":"s3_bucket_default_encryption"},"status_code":"FAIL","status":"Suppressed",
        "severity":"Low","finding_info":{"uid":"a","title":"t","created_time_dt":"2025-02-14T14:27:03.913874"}},
        {"metadata":{"event_code":"x"},"status_code":"PASS","status":"New","severity":"Informational",
        "finding_info":{"uid":"b","title":"t","created_time_dt":"2025-02-14T14:27:03.913874"}}]"#;
    let (id, read) = json(text);
    assert_eq!(
        (id, read.as_of.unwrap().to_string().as_str()),
        ("prowler-ocsf", "2025-02-14")
    );
    assert_eq!(
        brief(&read.records.findings),
        [
            (Suppressed, Low, EncryptionAtRest, never()),
            (Clear, Informational, Setting, never()),
        ]
    );
}

#[test]
fn security_hub_in_each_wrapper() {
    let of = |record: &str, workflow: &str, status: &str| {
        let compliance = match status {
            "" => String::new(),
            status => {
                format!(r#","Compliance":{{"Status":"{status}","SecurityControlId":"RDS.3"}}"#)
            }
        };
        format!(
            r#"{{"Id":"a{record}{workflow}{status}","ProductArn":"p","AwsAccountId":"1","GeneratorId":"g","CreatedAt":"2026-01-02T03:04:05Z",
            "UpdatedAt":"2026-02-02T03:04:05Z","Severity":{{"Label":"HIGH"}},"Title":"t","RecordState":"{record}","Workflow":{{"Status":"{workflow}"}}{compliance}}}"#
        )
    };
    let list = [
        of("ACTIVE", "NEW", "FAILED"),
        of("ACTIVE", "SUPPRESSED", "FAILED"),
        of("ARCHIVED", "NEW", "FAILED"),
        of("ACTIVE", "NEW", "WARNING"),
        of("ACTIVE", "RESOLVED", "PASSED"),
        of("ACTIVE", "NEW", ""),
        of("ARCHIVED", "NEW", ""),
    ]
    .join(",");
    let seen = "2026-01-02T03:04:05Z".to_owned();
    for text in [
        format!("[{list}]"),
        format!(r#"{{"Findings":[{list}]}}"#),
        format!(r#"{{"findings":[{list}]}}"#),
    ] {
        let (id, read) = json(&text);
        assert_eq!(id, "aws-security-hub");
        let states = [Open, Suppressed, Archived, Manual, Clear, Open, Fixed];
        let found = brief(&read.records.findings);
        for (place, (found, state)) in found.iter().zip(states).enumerate() {
            let kind = if place < 5 {
                EncryptionAtRest
            } else {
                Weakness
            };
            assert_eq!(*found, (state, High, kind, seen.clone()), "{place}");
        }
    }
}

#[test]
fn dependabot_of_both_interfaces() {
    let (id, read) = json(
        r#"[{"number":1,"state":"dismissed","dependency":{},"security_advisory":{"severity":"medium"},"created_at":"2026-01-02T03:04:05Z",
        "dismissed_at":"2026-01-03T03:04:05Z","dismissed_reason":null},
        {"number":2,"state":"auto_dismissed","dependency":{},"security_advisory":{"severity":"low"},"created_at":"2026-01-02T03:04:05Z"}]"#,
    );
    assert_eq!(id, "github-dependabot");
    let seen = "2026-01-02T03:04:05Z".to_owned();
    assert_eq!(
        brief(&read.records.findings),
        [
            (Accepted, Medium, Weakness, seen.clone()),
            (Suppressed, Low, Weakness, seen.clone()),
        ]
    );
    let reasoned: Vec<_> = read.records.findings.iter().map(|f| f.reasoned).collect();
    use crate::evidence::decode::values::Flag;
    assert_eq!(reasoned, [Flag::No, Flag::Yes]);
    let (id, read) = json(
        r#"{"data":{"repository":{"vulnerabilityAlerts":{"nodes":[{"number":1,"state":"OPEN","createdAt":"2026-01-02T03:04:05Z",
        "securityVulnerability":{"severity":"MODERATE"}}]}}}}"#,
    );
    assert_eq!(id, "github-dependabot-graphql");
    assert_eq!(
        brief(&read.records.findings),
        [(Open, Medium, Weakness, seen)]
    );
}

#[test]
fn snyk_knows_first_seen_in_one_form_alone() {
    let (id, read) = json(
        r#"{"data":[{"id":"i","type":"issue","attributes":{"key":"SNYK-1","title":"t","status":"open","effective_severity_level":"critical",
        "ignored":false,"created_at":"2026-01-02T03:04:05Z"}}],"links":{}}"#,
    );
    assert_eq!(id, "snyk");
    assert_eq!(
        brief(&read.records.findings),
        [(Open, Critical, Weakness, "2026-01-02T03:04:05Z".to_owned())]
    );
    let one = r#"{"id":"SNYK-1","severity":"high","packageName":"p","version":"1"}"#;
    let (id, read) = json(&format!(
        r#"{{"ok":false,"vulnerabilities":[{one},{one}],"projectName":"x"}}"#
    ));
    assert_eq!(id, "snyk-cli");
    assert_eq!(
        brief(&read.records.findings),
        [(Open, High, Weakness, never())]
    );
    let (id, read) = json(&format!(
        r#"[{{"ok":false,"vulnerabilities":[{one}],"projectName":"x"}},{{"ok":true,"vulnerabilities":[],"projectName":"y"}}]"#
    ));
    assert_eq!((id, read.records.findings.len()), ("snyk-cli-projects", 1));
}

#[test]
fn tables_of_scanners() {
    let found = |text: &str| {
        let (id, read) = table(text);
        (id, brief(&read.records.findings))
    };
    let seen = |text: &str| text.to_owned();
    assert_eq!(
        found(
            "Created At,Title,Severity,Status,Resolved Time,Resolution,Issue ID\n\
             2023-01-25T00:19:27Z,t,HIGH,IN_PROGRESS,,,a\n\
             2023-01-25T00:19:27Z,t,CRITICAL,RESOLVED,2025-04-03 20:20:00.43042 +0000 UTC,FIXED,b\n"
        ),
        (
            "wiz-issues",
            vec![
                (Open, High, Weakness, seen("2023-01-25T00:19:27Z")),
                (Fixed, Critical, Weakness, seen("2023-01-25T00:19:27Z")),
            ]
        )
    );
    assert_eq!(
        found(
            "exportedTimestamp,resourceId,recommendationId,recommendationDisplayName,severity,state,firstEvaluationDate\n\
             2026-01-02T03:04:05.000Z,r,x,Transparent Data Encryption on SQL databases should be enabled,Low,Unhealthy,2025-01-02T03:04:05.000Z\n"
        )
        .1,
        [(Open, Low, EncryptionAtRest, seen("2025-01-02T03:04:05Z"))]
    );
    assert_eq!(
        found(
            "Plugin ID,CVE,Risk,Host,Protocol,Port,Name\n1,,None,h,tcp,0,n\n2,,Critical,h,tcp,0,n\n"
        ),
        (
            "nessus",
            vec![
                (Open, Informational, Weakness, never()),
                (Open, Critical, Weakness, never()),
            ]
        )
    );
    assert_eq!(
        found(
            "Plugin,Plugin Name,Family,Severity,IP Address,First Discovered\n1,n,f,Medium,1.2.3.4,\"Jan 5, 2021 10:24:08 MST\"\n"
        ),
        (
            "tenable-sc",
            vec![(Open, Medium, Weakness, seen("2021-01-05T10:24:08"))]
        )
    );
    assert_eq!(
        found("definition.id;;severity;state;first_observed;last_seen\n1;;high;FIXED;2026-01-02T03:04:05Z;x\n").1,
        [(Fixed, High, Weakness, seen("2026-01-02T03:04:05Z"))]
    );
    // Three lines of title stand above.
    assert_eq!(
        found(
            "\"Vulnerabilities\",\"x\",\"y\"\n\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"\n\"1\",\"2\",\"3\"\n\
             \"CVE\",\"QID\",\"Title\",\"Severity\",\"Last Detected\",\"First Detected\",\"Status\",\"Asset Id\"\n\
             \"'-\",\"1\",\"t\",\"5\",\"'-\",\"Feb 03, 2026 07:00 AM\",\"ACTIVE\",\"9\"\n"
        ),
        (
            "qualys",
            vec![(Open, Critical, Weakness, seen("2026-02-03T07:00:00"))]
        )
    );
}
