//! The tables, read with the csv crate.

use std::collections::BTreeSet;

use super::*;

const TABLES: [(Export, &str); 6] = [
    (
        Export::Register,
        "id,title,criteria,type,finding,expectation,severity,likelihood,likelihoodLow,likelihoodHigh,recoverable,\
         periodsAffected,population,nonconforming,remediation,interimControl,effortDays,leadWeeks,owner,opened,due,overdue,\
         status,notShownClosed,accepted,acceptedUntil,acceptedBy,acceptedReason,evidenceRequired,response,evidence,gapToday,\
         since,firstSeen,statusBefore,dueBefore",
    ),
    (
        Export::Requests,
        "requestId,item,control,controlName,criteria,period,kind,population,sample,owner,status,examinerStatus,due,evidence,\
         link,priority",
    ),
    (
        Export::Jira,
        "Summary,Issue Type,Priority,Labels,Due Date,Assignee,Description",
    ),
    (
        Export::Linear,
        "Id,Team,Title,Description,Status,Estimate,Priority,Project,Creator,Assignee,Labels,Due Date",
    ),
    (
        Export::Asana,
        "Name,Description,Assignee,Collaborators,Due Date,Start Date,Section/Column,Dependencies",
    ),
    (
        Export::Controls,
        "code,name,description,criteria,owner,status,notes",
    ),
];

/// The rows of a table by the names of its columns.
pub(super) fn rows(bytes: &[u8]) -> Vec<Vec<(String, String)>> {
    let text = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text);
    let header = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| {
        let cells = header.iter().zip(&row);
        cells.map(|(n, c)| (n.to_owned(), c.to_owned())).collect()
    };
    reader.records().map(|row| named(row.unwrap())).collect()
}

pub(super) fn cell<'r>(row: &'r [(String, String)], name: &str) -> &'r str {
    &row.iter().find(|(n, _)| n == name).unwrap().1
}

pub(super) fn of<'r>(
    rows: &'r [Vec<(String, String)>],
    column: &str,
    value: &str,
) -> &'r [(String, String)] {
    rows.iter().find(|row| cell(row, column) == value).unwrap()
}

#[test]
fn every_table_has_its_columns_and_a_row_for_each() {
    let worked = Worked::out(with_register());
    let gaps = worked.outcome.plan.gaps.len();
    for (export, columns) in TABLES {
        let bytes = worked.export(export);
        let rows = rows(&bytes);
        let header = String::from_utf8_lossy(&bytes[3..])
            .lines()
            .next()
            .unwrap()
            .to_owned();
        let quoted: Vec<String> = columns.split(',').map(|c| format!("\"{c}\"")).collect();
        assert_eq!(header, quoted.join(","));
        let count = match export {
            Export::Register => worked.outcome.plan.register.len(),
            Export::Controls => worked.advice.requests.len(),
            Export::Requests => {
                let requests = worked.advice.requests.iter();
                requests
                    .map(|r| r.items.len() + usize::from(r.source.is_some()))
                    .sum()
            }
            _ => gaps,
        };
        assert_eq!(rows.len(), count, "{export:?}");
    }
}

/// RFC 4180, byte by byte: every cell in quotes, CRLF between lines, a quote within a cell doubled.
fn every_cell_is_quoted(bytes: &[u8]) {
    let mut rest = &bytes[3..];
    while !rest.is_empty() {
        assert_eq!(rest[0], b'"');
        rest = &rest[1..];
        loop {
            let end = rest.iter().position(|b| *b == b'"').unwrap();
            rest = &rest[end + 1..];
            match rest.first() {
                Some(b'"') => rest = &rest[1..],
                _ => break,
            }
        }
        rest = match rest {
            [b',', more @ ..] | [b'\r', b'\n', more @ ..] => more,
            other => panic!("{:?}", &other[..other.len().min(20)]),
        };
    }
}

#[test]
fn no_text_of_a_person_is_a_formula_or_breaks_a_row() {
    for (text, worked) in hostile::all() {
        for (export, _) in TABLES {
            let bytes = worked.export(export);
            every_cell_is_quoted(&bytes);
            for (name, cell) in rows(&bytes).into_iter().flatten() {
                let begins = cell.trim_start().chars().next();
                let formula = begins.is_some_and(|c| "=+-@".contains(c));
                let control = cell.starts_with(['\t', '\r', '\0']);
                assert!(!formula && !control, "{export:?} {name}: {:.80}", cell);
                let turned = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
                assert!(!cell.contains(turned), "{export:?} {name}");
            }
        }
        // What was said is still there.
        let register = rows(&worked.export(Export::Register));
        let told = cell(of(&register, "id", "AC-02"), "response").to_owned();
        let letters = |t: &str| -> String { t.chars().filter(|c| c.is_alphanumeric()).collect() };
        assert_eq!(letters(&told), letters(text));
    }
}

#[test]
fn the_register_says_what_management_says() {
    let register = rows(&Worked::out(with_register()).export(Export::Register));
    let row = of(&register, "id", "AC-02");
    for (name, value) in [
        ("title", "Multi-factor authentication enforced"),
        ("type", "operating"),
        ("severity", "critical"),
        ("owner", "CTO"),
        ("opened", "2026-10-01"),
        ("due", "2026-12-15"),
        ("overdue", "no"),
        ("status", "in progress"),
        ("accepted", "no"),
        ("response", "Being required."),
        ("gapToday", "yes"),
    ] {
        assert_eq!(cell(row, name), value, "{name}");
    }
    let chance = |name| cell(row, name).parse::<f64>().unwrap();
    assert!(chance("likelihoodLow") <= chance("likelihood"));
    assert!(chance("likelihood") <= chance("likelihoodHigh"));
    assert_eq!(cell(of(&register, "id", "AC-04"), "overdue"), "yes");
    let borne = of(&register, "id", "VN-01");
    assert_eq!(cell(borne, "status"), "risk accepted");
    assert_eq!(cell(borne, "acceptedUntil"), "2027-01-31");
    assert_eq!(cell(borne, "acceptedReason"), "All known.");
    assert_eq!(cell(of(&register, "id", "CM-01"), "notShownClosed"), "yes");
    let gone = of(&register, "id", "HR-05");
    assert_eq!(cell(gone, "gapToday"), "no");
    assert_eq!(cell(gone, "response"), "No simulations here.");
}

#[test]
fn trackers_get_their_own_words() {
    let worked = Worked::out(with_register());
    let jira = rows(&worked.export(Export::Jira));
    let row = of(
        &jira,
        "Summary",
        "AC-02 Multi-factor authentication enforced",
    );
    assert_eq!(cell(row, "Priority"), "Highest");
    assert_eq!(cell(row, "Due Date"), "2026-12-15");
    // "CTO" is nobody whom a tracker knows: it stands in the description.
    assert_eq!(cell(row, "Assignee"), "");
    assert!(cell(row, "Description").contains("Owner: CTO"));
    let assignees: BTreeSet<&str> = jira.iter().map(|r| cell(r, "Assignee")).collect();
    assert_eq!(assignees, BTreeSet::from(["", "it@example.com"]));

    let linear = rows(&worked.export(Export::Linear));
    let row = of(&linear, "Id", "AC-02");
    assert_eq!(cell(row, "Priority"), "Urgent");
    assert_eq!(cell(row, "Status"), "In Progress");
    assert_eq!(cell(row, "Labels"), "soc2, operating");
    assert_eq!(cell(of(&linear, "Id", "VN-01"), "Status"), "Backlog");
    assert_eq!(cell(of(&linear, "Id", "CM-01"), "Status"), "In Review");
    let urgency = ["No priority", "Urgent", "High", "Medium", "Low"];
    assert!(
        linear
            .iter()
            .all(|r| urgency.contains(&cell(r, "Priority")))
    );

    let asana = rows(&worked.export(Export::Asana));
    assert!(asana.iter().any(|r| cell(r, "Due Date") == "12/15/2026"));
    let mut before: Vec<&str> = Vec::new();
    let mut waiting = 0;
    for row in &asana {
        for name in cell(row, "Dependencies")
            .split(',')
            .filter(|n| !n.is_empty())
        {
            waiting += 1;
            assert!(
                before.contains(&name),
                "{name} comes after what waits for it"
            );
        }
        before.push(cell(row, "Name"));
    }
    assert!(waiting > 3, "{waiting}");
}

#[test]
fn the_request_list_asks_for_the_complete_list_first() {
    let worked = Worked::out(with_register());
    let list = rows(&worked.export(Export::Requests));
    let ids: BTreeSet<&str> = list.iter().map(|r| cell(r, "requestId")).collect();
    assert_eq!(ids.len(), list.len(), "an id is there twice");
    let (mut last, mut items) = (String::new(), false);
    for row in &list {
        if cell(row, "control") != last {
            (last, items) = (cell(row, "control").to_owned(), false);
        }
        match cell(row, "kind") {
            "population" => assert!(!items, "{last}"),
            _ => items = true,
        }
        assert_eq!(cell(row, "period"), "2026-09-15 to 2027-03-14");
        assert_eq!(cell(row, "examinerStatus"), "");
    }
    assert!(list.iter().any(|r| cell(r, "kind") == "population"));
}

#[test]
fn codes_of_controls_are_what_platforms_take() {
    let controls = rows(&Worked::out(with_register()).export(Export::Controls));
    let mut codes = BTreeSet::new();
    for row in &controls {
        let code = cell(row, "code");
        assert!(
            (1..=20).contains(&code.len()) && !code.contains(' '),
            "{code}"
        );
        assert!(codes.insert(code.to_owned()), "{code} is there twice");
        assert!(!cell(row, "criteria").is_empty() && !cell(row, "description").is_empty());
    }
    assert_eq!(cell(of(&controls, "code", "AC-02"), "owner"), "CTO");
    assert_eq!(
        cell(of(&controls, "code", "VN-01"), "status"),
        "risk accepted"
    );
}
