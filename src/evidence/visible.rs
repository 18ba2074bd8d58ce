//! Characters that move or hide others: none of a file reaches a message, a question or a workpaper as it is.

use super::inspection::Inspection;
use super::workpaper::{Deviation, Undecided, Workpaper};
use crate::error::{Error, Problem};

/// Whether a character moves or hides others: controls, line ends among them, and marks of the direction of writing.
#[must_use]
pub fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with such characters as they are written in code: `\u{202e}`.
fn visible(text: &mut String) {
    if text.chars().any(hides) {
        let each = text.chars().map(|c| match hides(c) {
            true => c.escape_default().to_string(),
            false => c.to_string(),
        });
        *text = each.collect();
    }
}

/// A text of several lines that is shown to somebody: with such characters as they are written in code, but line feeds and tabs.
#[must_use]
pub fn visible_lines(text: &str) -> String {
    let each = text.chars().map(|c| match c {
        '\n' | '\t' => c.to_string(),
        c if hides(c) => c.escape_default().to_string(),
        c => c.to_string(),
    });
    each.collect()
}

/// The same problem, with its words visible.
pub(super) fn problem(mut problem: Problem) -> Problem {
    visible(&mut problem.message);
    problem.help.iter_mut().for_each(visible);
    problem
}

/// The same refusal, with its words visible.
pub(super) fn refusal(why: Error) -> Error {
    match why {
        Error::Input(problems) => Error::Input(problems.into_iter().map(problem).collect()),
        other => other,
    }
}

/// The same inspection, with its questions and workpapers visible. Its key and mapping name things as they are.
pub(super) fn inspection(mut seen: Inspection) -> Inspection {
    seen.questions.iter_mut().for_each(visible);
    visible(&mut seen.system);
    seen.workpapers.iter_mut().for_each(workpaper);
    seen
}

fn workpaper(paper: &mut Workpaper) {
    visible(&mut paper.system);
    paper.limits.iter_mut().for_each(visible);
    for group in &mut paper.excluded {
        visible(&mut group.reason);
    }
    let deviations = paper.deviations.iter_mut();
    let deviations = deviations.map(|Deviation { finding, cells, .. }| (finding, cells));
    let undecided = paper.undecided.iter_mut();
    let undecided = undecided.map(|Undecided { reason, cells, .. }| (reason, cells));
    for (text, cells) in deviations.chain(undecided) {
        visible(text);
        for cell in cells {
            visible(&mut cell.column);
            visible(&mut cell.value);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::{Choices, Terms, inspect_as};

    fn terms() -> Terms {
        Terms {
            controls: [("policy-review".to_owned(), vec!["GV-01".to_owned()])].into(),
            as_of: "2026-11-21".parse().unwrap(),
            window_start: "2026-05-21".parse().unwrap(),
            window_end: "2026-11-20".parse().unwrap(),
            policies: Vec::new(),
            time_zone: None,
            periods: Default::default(),
            last_pseudonym: 0,
            stated_as_of: None,
            superseded: Default::default(),
        }
    }

    #[test]
    fn no_character_that_hides_others_leaves_through_a_workpaper() {
        let csv = "Policy,Version,Owner,Approved\u{7},Next review\n\"a\u{202e}b\nc\",1,x,01/02/2020,01/02/2021\n";
        let choices = Choices {
            as_of: Some("2026-11-20".parse().unwrap()),
            ..Choices::default()
        };
        let seen = inspect_as("file", csv.as_bytes(), &terms(), choices).unwrap();
        let told = serde_json::to_string(&(&seen.workpapers, &seen.questions)).unwrap();
        assert!(told.contains("a\\\\u{202e}b\\\\nc"), "{told}");
        assert!(
            !told.contains('\u{202e}') && !told.contains("b\\nc"),
            "{told}"
        );
    }
}
