//! Rosters: names of columns, words for nothing, and what is not a roster.

use crate::evidence::canonical::{Employment, Person};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::samples::{file, format, questions, records, refusal};

fn people(text: &str) -> Vec<Person> {
    records(&file(text)).people.clone()
}

fn day(text: &str) -> Time {
    Time::Day(text.parse().unwrap())
}

#[test]
fn columns_are_found_by_the_names_of_several_systems() {
    for header in [
        "Work Email,Hire Date,Termination Date,Employment Status",
        "Email,Start Date,End Date,Employment Type",
        "E-Mail-Adresse,Eintrittsdatum,Austrittsdatum,Vertragsart",
        "Business Email,Date joined,Last day,Worker type",
        "work email , HIRE  DATE,Last Day of Work,Contract Type",
    ] {
        let read = file(&format!(
            "{header}\nInes@Acme.example,2020-01-02,2026-06-30,Contractor\n"
        ));
        assert_eq!(format(&read), "people-roster", "{header}");
        let person = &records(&read).people[0];
        assert_eq!(
            person.email.as_deref(),
            Some("ines@acme.example"),
            "{header}"
        );
        assert_eq!(person.start.time, day("2020-01-02"), "{header}");
        assert_eq!(person.end.time, day("2026-06-30"), "{header}");
        assert_eq!(person.employment, Employment::Contractor, "{header}");
    }
}

#[test]
fn a_report_of_bamboo_is_known_as_table_and_as_json() {
    let table = file(
        "Display Name,First Name,Last Name,Work Email,Department,Status,Employee #,Employment Status,Termination Date,\
         Hire Date\n\"Weiss, Ines\",Ines,Weiss,ines@acme.example,R&D,Inactive,0042,Terminated,2026-06-30,2020-12-30\n\
         ,Ola,Berg,ola@acme.example,R&D,Active,0043,Intern,0000-00-00,2026-01-05\n",
    );
    assert_eq!(format(&table), "bamboohr-report");
    let json = file(
        r#"{"title":"Roster","fields":[{"id":"workEmail","type":"email","name":"Work Email"}],"employees":[
        {"id":"1","displayName":"Weiss, Ines","workEmail":"ines@acme.example","status":"Inactive",
         "employmentHistoryStatus":"Terminated","hireDate":"2020-12-30","terminationDate":"2026-06-30","employeeNumber":"0042"},
        {"id":"2","displayName":"Ola Berg","workEmail":"ola@acme.example","status":"Active",
         "employmentHistoryStatus":"Intern","hireDate":"2026-01-05","terminationDate":"0000-00-00","employeeNumber":"0043"}]}"#,
    );
    assert_eq!(format(&json), "bamboohr-report-json");
    for read in [&table, &json] {
        let [ines, ola] = records(read).people.as_slice() else {
            panic!("two people");
        };
        assert_eq!(ines.name.as_deref(), Some("Ines Weiss"));
        assert_eq!(ines.number.as_deref(), Some("0042"), "leading zeros stay");
        assert_eq!((ines.active, ines.end.time), (Flag::No, day("2026-06-30")));
        assert_eq!((ola.active, ola.end.time), (Flag::Yes, Time::Nothing));
        assert_eq!(ola.employment, Employment::Intern);
    }
}

#[test]
fn an_end_that_is_none_is_none() {
    for none in [
        "",
        "N/A",
        "N/A-StillEmployed",
        "0000-00-00",
        "9999-12-31",
        "NULL",
        "(blank)",
        "-",
        "Present",
    ] {
        let found = people(&format!(
            "Email,Hire Date,Termination Date\nines@acme.example,2020-01-02,{none}\n"
        ));
        assert_eq!(found[0].end.time, Time::Nothing, "{none}");
    }
    let found = people("Email,Hire Date,Termination Date\nines@acme.example,2020-01-02,soon\n");
    assert_eq!(found[0].end.time, Time::Unreadable);
}

#[test]
fn states_are_told_by_their_words() {
    let person = |status: &str| {
        people(&format!(
            "Email,Hire Date,Termination Date,Status\nines@acme.example,2020-01-02,,{status}\n"
        ))[0]
            .clone()
    };
    for (status, active, leave) in [
        ("Active", Flag::Yes, Flag::No),
        ("Voluntarily Terminated", Flag::No, Flag::Unknown),
        ("Terminated for Cause", Flag::No, Flag::Unknown),
        ("Leave of Absence", Flag::Yes, Flag::Yes),
        ("On leave", Flag::Yes, Flag::Yes),
        ("Inaktiv", Flag::No, Flag::Unknown),
        ("Future Start", Flag::Unknown, Flag::Unknown),
        ("", Flag::Unknown, Flag::Unknown),
    ] {
        let found = person(status);
        assert_eq!((found.active, found.on_leave), (active, leave), "{status}");
    }
}

#[test]
fn days_with_slashes_are_settled_by_their_column() {
    let text = "Employee_Name,EmpID,DateofHire,DateofTermination,EmploymentStatus\n\
                \"Adams, Wil  K\",10026,07/05/11,,Active\n\"Berg, Ola\",10084,03/30/15,06/16/16,Voluntarily Terminated\n";
    let found = people(text);
    assert_eq!(found[0].start.time, day("2011-07-05"));
    assert_eq!(found[0].name.as_deref(), Some("Wil K Adams"));
    assert_eq!(found[1].end.time, day("2016-06-16"));
}

#[test]
fn a_list_of_current_people_raises_a_question() {
    let current = file("Email,Hire Date,Termination Date\nines@acme.example,2020-01-02,\n");
    assert!(questions(&current)[0].starts_with("Nobody in the roster has left."));
    let no_end = file("Email,Hire Date,Department\nines@acme.example,2020-01-02,R&D\n");
    assert!(questions(&no_end)[0].starts_with("The roster has no column of last days"));
}

#[test]
fn lists_of_other_things_are_no_rosters() {
    for header in [
        "Email,Course,Start Date,End Date,Status",
        "Vendor,Start Date,End Date",
        "Name,Status,Last day",
    ] {
        let problem = refusal(&format!("{header}\na,b,c,d,e\n"));
        assert!(
            problem.message.contains("table of"),
            "{header}: {}",
            problem.message
        );
    }
}
