//! What is dated after the day of a file, asked row by row or once.

use super::super::tried::{papers, terms};
use super::{DATED, UNDATED};

/// What is asked of a register of risks whose first rows are dated after the assessment.
fn asked(as_of: &str, later: usize) -> Vec<(u32, String)> {
    let header =
        "Risk ID,Description,Owner,Likelihood,Impact,Score,Treatment,Status,Reviewed,Approved\n";
    let rows = (0..later + 2).map(|n| {
        let day = match n {
            n if n < later => format!("2027-02-{:02}", n % 28 + 1),
            _ => "2026-09-01".to_owned(),
        };
        format!("R{n},Lock,it,3,4,12,Mitigate,Open,{day},\n")
    });
    let text = format!("{header}{}", rows.collect::<String>());
    let found = papers("record-signals", &terms(), &[(as_of, &text)]);
    let all = found.into_iter().flat_map(|paper| paper.undecided);
    let later = all.filter(|u| u.reason.contains("a time after 2026-11-10"));
    later.map(|u| (u.row, u.reason)).collect()
}

#[test]
fn a_file_without_a_day_that_is_newer_than_the_assessment_is_asked_about_once() {
    let few = asked("", UNDATED);
    assert_eq!(few.len(), UNDATED);
    assert!(
        few[0]
            .1
            .starts_with("It holds a time after 2026-11-10, the day of the assessment")
    );
    let many = asked("", UNDATED + 1);
    assert_eq!(many.len(), 1, "{many:?}");
    let (row, text) = &many[0];
    assert_eq!(*row, 2);
    for part in [
        "4 records",
        "row 2",
        "2027-02-04",
        "newer than the day of the assessment",
        "Set the day",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_file_with_a_day_is_asked_row_by_row_up_to_a_number() {
    let few = asked("2026-11-10", DATED);
    assert_eq!(few.len(), DATED);
    assert!(few[0].1.contains("the day of the file"));
    let many = asked("2026-11-10", DATED + 1);
    assert_eq!(many.len(), 1, "{many:?}");
    let text = &many[0].1;
    for part in ["21 records", "the day of the file", "row 2", "2027-02-21"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
