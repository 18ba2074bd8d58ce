//! The module for what goes out and comes in: several respondents' files as one.

use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::{out, thrown, value};
use crate::error::{Document, Error};
use crate::input::answers::{ASSESSMENT_FORMAT, ASSESSMENT_VERSION, AssessmentFile};
use crate::input::read;
use crate::share::merge::{Asked, Merged, Respondent, put_together};

/// Several files of one assessment as one, and where they contradict each other. The page's module has checked each file, and
/// checks what comes of them.
///
/// * `files`: a list of `{ name, file }`.
/// * `questionnaire`: theirs, of which the order of the questions and their earlier ids count.
/// * `taken`: for each conflict the place of what is taken of the things said, or `null` to leave it open; may be shorter.
#[wasm_bindgen(js_name = mergeFiles)]
pub fn merge_files(
    files: JsValue,
    questionnaire: JsValue,
    taken: JsValue,
) -> Result<JsValue, JsValue> {
    let files = value(files).map_err(|p| thrown(p.into()))?;
    let questionnaire = value(questionnaire).map_err(|p| thrown(p.into()))?;
    let taken = value(taken).map_err(|p| thrown(p.into()))?;
    let merged = merged(files, questionnaire, taken).map_err(thrown)?;
    // By way of a value: what writes an assessment as one is in the module already.
    out(&serde_json::to_value(&merged).unwrap_or_default())
}

fn merged(files: Value, questionnaire: Value, taken: Value) -> Result<Merged, Error> {
    #[derive(Deserialize)]
    struct Named {
        name: String,
        file: Value,
    }
    #[derive(Deserialize)]
    struct Questions {
        questions: Vec<Asked>,
    }
    let files: Vec<Named> = read::typed(files, Document::Assessment)?;
    let asked: Questions = read::typed(questionnaire, Document::Questionnaire)?;
    let taken: Vec<Option<usize>> = read::typed(taken, Document::Assessment)?;
    let mut respondents = Vec::new();
    for Named { name, file } in files {
        read::header(
            &file,
            ASSESSMENT_FORMAT,
            ASSESSMENT_VERSION,
            Document::Assessment,
        )?;
        let file: AssessmentFile = read::typed(file, Document::Assessment)?;
        respondents.push(Respondent { name, file });
    }
    let mut merged = put_together(&respondents, &asked.questions)?;
    for (conflict, said) in taken.into_iter().enumerate() {
        if let Some(said) = said {
            merged.settle(conflict, said)?;
        }
    }
    Ok(merged)
}
