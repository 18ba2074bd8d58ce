//! The risk of each gap, with what management says of it.

use serde_json::{Value, json};

use super::{OURS, Writer, markup, property, time};
use crate::input::register::Status;
use crate::report::exports::gap::GapRow;

impl Writer<'_> {
    /// * `observations`: what it rests on.
    pub(super) fn risk(&self, gap: &GapRow<'_>, observations: &[Value]) -> Value {
        let (control, line) = (gap.control, gap.line);
        let mut properties = self.about(control);
        properties.push(property("gap-type", gap.kind()));
        properties.push(property("register-status", &gap.gap.status));
        if line.overdue {
            properties.push(property("overdue", "yes"));
        }
        if line.not_shown_closed {
            properties.push(property("not-shown-closed", "yes"));
        }
        let mut told = vec![
            ("owner", line.owner.clone()),
            ("opened", line.opened.map(|d| d.to_string())),
        ];
        if let Some(accepted) = &line.accepted {
            told.push(("accepted-until", Some(accepted.until.to_string())));
            told.push(("accepted-by", accepted.by.clone()));
        }
        properties.extend(
            told.into_iter()
                .filter_map(|(name, value)| Some(property(name, &value?))),
        );
        let facet =
            |name: &str, value: &str| json!({ "name": name, "system": OURS, "value": value });
        let [headline, ..] = &gap.gap.noted;
        let mut facets = vec![
            facet("severity", control.severity.as_str()),
            facet("likelihood", headline),
        ];
        let periods = gap.assessed.affected.join("; ");
        if !periods.is_empty() {
            facets.push(facet("affected", &super::title(&periods, 500)));
        }
        let mut lines = gap.gap.facts.clone();
        lines.extend((!gap.gap.accepted.is_empty()).then(|| gap.gap.accepted.clone()));
        let response = line.response.as_ref();
        lines.extend(response.map(|r| format!("○ Management answers: {r}")));
        let mut risk = json!({
            "uuid": self.risk_id(gap),
            "title": gap.title(),
            "description": markup(&lines.join("\n")),
            "statement": markup(&control.why),
            "props": properties,
            "status": status(gap),
            "origins": self.by_program(),
            "characterizations": [{
                "origin": { "actors": [{
                    "type": "tool",
                    "actor-uuid": self.lasting("component", "tickmark"),
                }] },
                "facets": facets,
            }],
            "remediations": self.remediations(gap),
        });
        if let Value::Object(map) = &mut risk {
            if let Some(due) = line.due {
                map.insert("deadline".to_owned(), json!(time(due)));
            }
            if !observations.is_empty() {
                map.insert("related-observations".to_owned(), json!(observations));
            }
        }
        risk
    }

    pub(super) fn risk_id(&self, gap: &GapRow<'_>) -> String {
        self.lasting("risk", &gap.control.id)
    }

    /// What to do now, and for good; planned where there is a day.
    fn remediations(&self, gap: &GapRow<'_>) -> Value {
        let name = &gap.control.id;
        let mut lasting = json!({
            "uuid": self.lasting("for-good", name),
            "lifecycle": if gap.line.due.is_some() { "planned" } else { "recommendation" },
            "title": "For good",
            "description": markup(&gap.for_good()),
        });
        if let (Some(due), Value::Object(map)) = (gap.line.due, &mut lasting) {
            let task = json!([{
                "uuid": self.lasting("milestone", name),
                "type": "milestone",
                "title": format!("Close {}", super::title(name, 60)),
                "timing": { "on-date": { "date": time(due) } },
            }]);
            map.insert("tasks".to_owned(), task);
        }
        json!([
            {
                "uuid": self.lasting("now", name),
                "lifecycle": "recommendation",
                "title": "Now",
                "description": markup(&gap.gap.fix_now),
            },
            lasting,
        ])
    }
}

/// The status in the words of OSCAL; the register's own stands in the properties.
fn status(gap: &GapRow<'_>) -> &'static str {
    match gap.line.status {
        _ if gap.is_accepted() => "deviation-approved",
        Status::InProgress | Status::ReadyForRetest => "remediating",
        // Called closed while it is still a gap: open until something shows it.
        Status::Open | Status::Closed => "open",
    }
}
