//! The system of a list, where the reader says it.

use super::*;

fn of(system: &str) -> Mapping {
    Mapping {
        system: Some(system.to_owned()),
        ..accounts()
    }
}

fn taken(choices: Choices) -> FileRead {
    read(TABLE, choices).unwrap()
}

#[test]
fn what_is_said_of_the_system_stays_with_the_mapping() {
    let read = taken(Choices {
        mapping: Some(of("Zendesk Support")),
        ..Choices::default()
    });
    let reading = &read.recorded.reading;
    assert_eq!(reading.system.as_deref(), Some("zendesk-support"));
    assert!(reading.questions.is_empty());
    let kept = reading.mapped.clone().unwrap();
    assert_eq!(kept.system.as_deref(), Some("Zendesk Support"));
    // The next file with these columns is taken for one of the same system, and that is said.
    let next = taken(Choices {
        known: vec![kept],
        ..Choices::default()
    });
    let reading = &next.recorded.reading;
    assert_eq!(reading.system.as_deref(), Some("zendesk-support"));
    assert!(reading.questions[0].starts_with("It is taken for a list of zendesk-support"));
}

#[test]
fn a_system_that_cannot_be_is_told() {
    assert_eq!(
        told(&of(" – ")),
        ["the system has no letter or digit in it; a name such as Zendesk is needed"]
    );
    assert!(told(&of(&"x".repeat(61)))[0].contains("longer than 60"));
    let mut twice = of("Zendesk");
    twice.columns.push(MappedColumn {
        field: "system".to_owned(),
        column: "Bemerkung".to_owned(),
    });
    assert_eq!(
        told(&twice),
        ["a column is the system, and the mapping says it too; one of them is allowed"]
    );
    let roster = Mapping {
        kind: "roster".to_owned(),
        columns: mapped("roster", &[("email", "Wer")]).columns,
        ..of("Zendesk")
    };
    assert_eq!(
        told(&roster),
        ["a list of roster is of no one system, so that none is said"]
    );
}
