//! The plan of action and milestones: an item and a risk for each gap.

use serde_json::{Value, json};

use super::{Writer, document, markup, property};
use crate::error::{Code, Document, Error, Problem};
use crate::report::exports::gap::gaps;
use crate::report::exports::input::ExportInput;

/// The document.
///
/// # Errors
///
/// `incomplete-format` where there is no gap: OSCAL has no plan without an item.
pub(in crate::report::exports) fn poam(input: &ExportInput) -> Result<Vec<u8>, Error> {
    let writer = Writer::new(input);
    let gaps = gaps(input);
    if gaps.is_empty() {
        let message = "there is no gap today, and a plan of action of OSCAL has at least one item";
        let problem = Problem::new(Document::Assessment, "", Code::IncompleteFormat, message);
        return Err(problem
            .help("Answer the questionnaire first, or write oscal-ar, which needs no gap.")
            .into());
    }
    let (mut observations, mut risks, mut items) = (Vec::new(), Vec::new(), Vec::new());
    let mut files: Vec<&str> = Vec::new();
    for gap in &gaps {
        let seen = writer.observed(gap.assessed, gap.control, &mut files, &mut observations);
        risks.push(writer.risk(gap, &seen));
        let mut properties = writer.about(gap.control);
        properties.push(property("register-status", &gap.gap.status));
        let mut item = json!({
            "uuid": writer.lasting("item", &gap.control.id),
            "title": gap.title(),
            "description": markup(&gap.control.fix_properly),
            "props": properties,
            "related-risks": [{ "risk-uuid": writer.risk_id(gap) }],
        });
        if let Value::Object(map) = &mut item {
            if !seen.is_empty() {
                map.insert("related-observations".to_owned(), Value::Array(seen));
            }
            if let Some(response) = &gap.line.response {
                let said = format!("○ Management answers: {response}");
                map.insert("remarks".to_owned(), json!(markup(&said)));
            }
        }
        items.push(item);
    }
    let mut body = json!({
        "metadata": writer.metadata("plan of action"),
        "local-definitions": { "components": writer.program() },
        "risks": risks,
        "poam-items": items,
    });
    if let Value::Object(map) = &mut body {
        if !observations.is_empty() {
            map.insert("observations".to_owned(), Value::Array(observations));
        }
        let resources = writer.resources(&files);
        if !resources.is_empty() {
            map.insert("back-matter".to_owned(), json!({ "resources": resources }));
        }
    }
    Ok(document("plan-of-action-and-milestones", body))
}
