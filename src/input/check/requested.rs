//! The auditor's list of requests: ids that are there once, texts that say something.
//!
//! A control that the catalogue does not have is no problem, as in the exception register: the list is kept, and where it is told
//! only controls in scope count.

use super::{problem, twice};
use crate::error::{Code, Problem};
use crate::input::answers::AssessmentFile;
use crate::input::requested::{LONGEST_REQUEST, LONGEST_WORD, MOST_REQUESTS};

pub(super) fn requested(file: &AssessmentFile) -> Vec<Problem> {
    let all = &file.auditor_requests;
    let mut found = Vec::new();
    if all.len() > MOST_REQUESTS {
        let message = format!(
            "found {} requests; allowed: up to {MOST_REQUESTS}",
            all.len()
        );
        return vec![problem("/auditorRequests", Code::TooLarge, message)];
    }
    for (i, request) in all.iter().enumerate() {
        let at = |key: &str| format!("/auditorRequests/{i}/{key}");
        let empty = String::new();
        let texts = [
            ("id", &request.id, true, LONGEST_WORD),
            ("request", &request.request, true, LONGEST_REQUEST),
            (
                "owner",
                request.owner.as_ref().unwrap_or(&empty),
                false,
                LONGEST_WORD,
            ),
            (
                "status",
                request.status.as_ref().unwrap_or(&empty),
                false,
                LONGEST_WORD,
            ),
        ];
        for (key, text, needed, most) in texts {
            if needed && text.trim().is_empty() {
                let message = "a request has an id and says what is asked for; found an empty text";
                found.push(problem(at(key), Code::MissingText, message));
            }
            let length = text.chars().count();
            if length > most {
                let message = format!("found {length} characters; allowed: up to {most}");
                found.push(problem(at(key), Code::TooLarge, message));
            }
        }
        if let Some((j, again)) = (1..)
            .zip(request.controls.iter().skip(1))
            .find(|(j, c)| request.controls.iter().take(*j).any(|b| b == *c))
        {
            let message = format!("the control `{again}` is there twice; once is allowed");
            found.push(problem(
                at(&format!("controls/{j}")),
                Code::Duplicate,
                message,
            ));
        }
    }
    let ids = all.iter().map(|r| r.id.as_str());
    found.extend(twice("/auditorRequests", "id", "the request", ids));
    found
}
