//! The roster: a table for two thirds of the people, BambooHR's JSON for the rest.

use serde_json::json;

use super::clock::{AS_OF, day};
use super::person::{Kind, Person, Spell};
use super::rng::Rng;
use super::sheet::{Sheet, c};
use super::words;

fn words_of(person: &Person, spell: Spell) -> (&'static str, &'static str) {
    let gone = spell.end.is_some_and(|end| end < day(AS_OF));
    let kind = match person.kind {
        Kind::Contractor => "Contractor",
        Kind::Intern => "Intern",
        _ if gone => "Terminated",
        Kind::PartTime => "Part-Time",
        Kind::FullTime => "Full-Time",
    };
    (if gone { "Inactive" } else { "Active" }, kind)
}

/// Both files.
pub(crate) fn sheets(seed: u64, people: &[Person]) -> Vec<Sheet> {
    let mut rng = Rng::new(seed, 2);
    let mut table = Sheet::table(
        "hr-roster.csv",
        "hr-csv",
        "Display Name,First Name,Last Name,Work Email,Department,Status,Employee #,Employment Status,Termination Date,Hire Date,Last Changed,Notes",
    );
    let names = [
        "displayName",
        "firstName",
        "lastName",
        "workEmail",
        "department",
        "status",
        "employeeNumber",
        "employmentHistoryStatus",
        "terminationDate",
        "hireDate",
        "lastChanged",
    ];
    let fields: Vec<_> = names
        .iter()
        .map(|id| json!({"id": id, "type": "text", "name": id}))
        .collect();
    let before = format!(
        "{{\"title\":\"Roster\",\"fields\":{},\"employees\":[\n",
        serde_json::Value::from(fields)
    );
    let mut bamboo = Sheet::json(
        "bamboohr-report.json",
        "bamboohr-json",
        &before,
        ",\n",
        "\n]}\n",
    );
    for person in people {
        let last = person.spells.len() - 1;
        for (i, spell) in person.spells.iter().enumerate() {
            let mut marks = if i == last {
                person.marks.clone()
            } else {
                vec![]
            };
            let number = format!("{:06}", person.n);
            let (status, kind) = words_of(person, *spell);
            let department = words::DEPARTMENTS[person.n % words::DEPARTMENTS.len()];
            let changed = person.changed.filter(|_| i == last);
            let changed = changed.map_or(String::new(), |on| on.to_string());
            let display = format!("{}, {}", person.last, person.first);
            if person.bamboo() {
                let end = spell
                    .end
                    .map_or("0000-00-00".to_owned(), |end| end.to_string());
                for mark in &mut marks {
                    mark.cells.push(("workEmail", person.email.clone()));
                    mark.cells.push(("terminationDate", end.clone()));
                }
                let value = json!({
                    "id": (person.n * 10 + i).to_string(), "displayName": display, "firstName": person.first,
                    "lastName": person.last, "workEmail": person.email, "department": department,
                    "status": status, "employeeNumber": number, "employmentHistoryStatus": kind,
                    "terminationDate": end, "hireDate": spell.start.to_string(),
                    "lastChanged": changed,
                });
                bamboo.element(&value, &person.email, marks);
                continue;
            }
            let none = rng.pick(&["", "0000-00-00"]);
            let end = spell.end.map_or(none.to_owned(), |end| end.to_string());
            // Capitals as somebody typed them.
            let email = match person.n % 7 {
                0 => person.email.to_uppercase(),
                _ => person.email.clone(),
            };
            for mark in &mut marks {
                mark.cells.push(("Work Email", email.clone()));
                mark.cells.push(("Termination Date", end.clone()));
            }
            table.row(
                vec![
                    c(display),
                    c(person.first),
                    c(person.last),
                    c(email),
                    c(department),
                    c(status),
                    c(number),
                    c(kind),
                    c(end),
                    c(spell.start.to_string()),
                    c(changed),
                    c(words::text(&mut rng)),
                ],
                &person.email,
                marks,
            );
        }
    }
    vec![table, bamboo]
}
