//! What is refused, with which words.

use super::*;

#[test]
fn answers_without_a_report_are_refused_by_name() {
    let answers = [
        r#"{"Error": {"Code": "ReportNotPresent", "Message": "No report"}}"#,
        r#"{"status_code": 410, "data": {"Error": {"Code": "ReportExpired"}}}"#,
        r#"{"__type": "ReportNotPresentException"}"#,
        r#"{"__type": "com.amazonaws.iam#ReportInProgressException"}"#,
        r#"{"State": "STARTED", "Description": "No report exists."}"#,
        r#"{"State": "COMPLETE"}"#,
        "\nAn error occurred (ReportNotPresent) when calling the GetCredentialReport operation: Unknown\n",
        "<ErrorResponse><Error><Type>Sender</Type><Code>ReportInProgress</Code></Error></ErrorResponse>",
    ];
    for answer in answers {
        let problem = refusal(answer);
        assert_eq!(problem.code, Code::ReportNotPresent, "{answer}");
        assert!(
            problem
                .help
                .unwrap()
                .contains("aws iam generate-credential-report")
        );
    }
    let denied = refusal(
        "An error occurred (AccessDenied) when calling the GetCredentialReport operation: no",
    );
    assert_eq!(
        (denied.code, denied.message.contains("AccessDenied")),
        (Code::UnknownFormat, true)
    );
}

#[test]
fn what_is_something_else_is_not_taken_for_a_report() {
    let cases = [
        (
            "{\"Findings\": [], \"b\": 1}",
            "found a JSON object with the keys `Findings`, `b`; understood",
        ),
        (
            "[{\"number\": 1}]",
            "found a JSON array of 1 value; understood",
        ),
        (
            "{\"Content\": \"aGVsbG8=\"}",
            "found a JSON object with the key `Content`; understood",
        ),
        (
            "{\"Content\": \"one, two\", \"ReportFormat\": \"text/csv\"}",
            "found a JSON object",
        ),
        (
            "{\"State\": \"STARTED\", \"Job\": 1}",
            "found a JSON object with the keys",
        ),
        (
            "user,arn,password_enabled,role\na,b,true,c\n",
            "found a table of 4 columns; understood",
        ),
        (
            "Email Address;Status;2sv Enrolled\n",
            "found a table of 3 columns",
        ),
        ("<html></html>", "found XML or HTML"),
        ("hello", "found text"),
        (
            "dXNlcixhcm4sdXNlcl9j",
            "found a credential report in base64",
        ),
    ];
    for (text, message) in cases {
        let problem = refusal(text);
        assert_eq!(problem.code, Code::UnknownFormat, "{text}");
        assert!(problem.message.starts_with(message), "{}", problem.message);
    }
    let incomplete = refusal(CSV.replace("mfa_active", "mfa").replace(",arn,", ",a,"));
    assert_eq!(incomplete.code, Code::IncompleteFormat);
    assert_eq!(
        incomplete.message,
        "a credential report without `arn`, `mfa_active`"
    );
    let twice = refusal(CSV.replace("password_next_rotation", "mfa_active"));
    assert_eq!(
        twice.message,
        "the column `mfa_active` is there twice; each may be there once"
    );
    assert_eq!(code(CSV.lines().next().unwrap()), Code::IncompleteFormat);
    let broken = refusal(CLI.replace("dXNlcixh", "dXNlci!!"));
    assert_eq!(
        (broken.code, broken.at.as_str()),
        (Code::IncompleteFormat, "/Content")
    );
}

#[test]
fn own_documents_are_told_apart_before_and_refused_with_advice() {
    let manifest = br#"{"version": 1, "format": "tickmark-evidence", "evidence": []}"#;
    let saved = br#"{"format": "tickmark-assessment", "version": 1}"#;
    assert_eq!(sniff(manifest), Sniffed::Manifest);
    assert_eq!(
        sniff(&utf16le(&String::from_utf8_lossy(manifest))),
        Sniffed::Manifest
    );
    assert_eq!(sniff(saved), Sniffed::Assessment);
    assert_eq!(sniff(CLI.as_bytes()), Sniffed::Other);
    assert_eq!(sniff(b"{\"format\": \"tickmark-evid"), Sniffed::Other);
    assert_eq!(
        (code(manifest), code(saved)),
        (Code::WrongDocument, Code::WrongDocument)
    );
    assert!(
        refusal(saved)
            .help
            .unwrap()
            .contains("open it as the assessment")
    );
}

#[test]
fn cuts_are_located() {
    let short = refusal(&CSV[..CSV.rfind(",false,N/A").unwrap()]);
    assert_eq!(
        (short.code, short.message.as_str()),
        (
            Code::Truncated,
            "the file ends in row 13, after 20 of 22 cells"
        )
    );
    let inside = refusal(&CSV[..CSV.len() - 1]);
    assert_eq!(
        inside.message,
        "the file ends in row 13, inside its last cell, `cert_2_last_rotated`"
    );
    let quote = refusal(CSV.replacen("gita", "\"gita", 1));
    assert_eq!(
        (quote.code, quote.message.contains("row 12")),
        (Code::Truncated, true)
    );
    let json = refusal(&CLI[..CLI.len() / 2]);
    assert_eq!(
        (json.code, json.message.contains("line 2")),
        (Code::Truncated, true)
    );
    let nested = refusal(RECORDED.replacen("false,N/A\",", "false,N\",", 1));
    assert_eq!(
        (nested.code, nested.at.as_str()),
        (Code::Truncated, "/data/Content")
    );
}

#[test]
fn two_hundred_megabytes_of_noise_are_refused_at_once() {
    let start = crate::clock::Clock::start();
    let noise = vec![0xA7_u8; 200_000_000];
    let made = start.elapsed();
    assert_eq!(code(&noise), Code::UnknownFormat);
    assert_eq!(sniff(&noise), Sniffed::Other);
    assert!((start.elapsed() - made).as_millis() < 1000);
}
