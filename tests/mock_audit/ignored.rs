//! Columns that nothing reads are told by name, in what is found and in the entry that is kept.

use tickmark::evidence::{MappedColumn, Mapping, inspect_as};

use super::*;

#[test]
fn columns_that_nothing_reads_are_told() {
    let company = Company::generate(7, 50, 1);
    let results = binder(&company.files()).results(&terms());
    let of = |name: &str| {
        let seen = results.iter().find(|seen| seen.file.name == name).unwrap();
        seen.columns_ignored.join(",")
    };
    assert_eq!(of("hr-roster.csv"), "Department,Notes");
    assert_eq!(
        of("slack-members.csv"),
        "billing-active,displayname,expiration-timestamp"
    );
    assert_eq!(of("access-review.csv"), "Justification");
    // Twice in the header: told once, and not where the first of them is read.
    assert!(of("jira.csv").contains(",Watchers,Watchers Id,"));
    assert!(
        of("aws-credential-report.json").starts_with("user_creation_time,password_next_rotation,")
    );
    // What a register has, it reads; keys of JSON are no columns.
    for name in [
        "incidents.csv",
        "risks.csv",
        "okta-users.json",
        "github-pulls.json",
    ] {
        assert_eq!(of(name), "", "{name}");
    }
    let file = answers::strong_over("full", AS_OF, [WINDOW_START, WINDOW_END]);
    let received = tickmark::input::file_results(results.clone(), &file);
    let kept = received.iter().flat_map(|r| &r.entries).filter_map(|e| {
        let told = &e.rows.as_ref()?.columns_ignored;
        (!told.is_empty()).then(|| told.join(","))
    });
    let kept: Vec<String> = kept.collect();
    assert!(kept.contains(&"Department,Notes".to_owned()), "{kept:?}");
}

#[test]
fn of_a_mapped_table_as_well_and_nobody_is_named() {
    let text = "Wer,Bis,Raum,,anna@x.example,Wer\na@x.example,2026-06-30,7,x,1,b\n";
    let column = |field: &str, column: &str| MappedColumn {
        field: field.to_owned(),
        column: column.to_owned(),
    };
    let mapping = Mapping {
        kind: "roster".to_owned(),
        columns: vec![column("email", "Wer"), column("end", "Bis")],
        ..Mapping::default()
    };
    let choices = Choices {
        mapping: Some(mapping),
        ..Choices::default()
    };
    let seen = inspect_as("list.csv", text.as_bytes(), &terms(), choices).unwrap();
    // Some lists have a column for each person.
    assert_eq!(seen.columns_ignored, ["Raum"]);
    let wide: Vec<String> = (0..300).map(|n| format!("Column {n}")).collect();
    let text = format!(
        "Work Email,Hire Date,{}\na@x.example,2020-01-01,{}\n",
        wide.join(","),
        ",".repeat(wide.len() - 1)
    );
    let seen = inspect_as("wide.csv", text.as_bytes(), &terms(), Choices::default()).unwrap();
    assert_eq!(seen.columns_ignored.len(), 200);
}
