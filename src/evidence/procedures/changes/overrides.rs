//! Rules that protect branches overridden, switched off or changed, as logs show it: an observation.

use crate::evidence::canonical::{AccountEvent, EventKind, Show};
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::procedures::audit::{Audit, Lies, Source};

/// Id of the procedure.
const ID: &str = "rule-overrides";

/// One draft for each file whose format shows such events.
pub(super) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let sources = audit.sources().filter(|s| s.about.procedures.contains(&ID));
    sources.map(|source| of_file(audit, source)).collect()
}

fn of_file<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "How often from {} to {} a rule that protects a branch was overridden or switched off.",
            window.start, window.end
        ),
        "No rule was overridden or switched off; a rule that was changed is to be looked at.",
    );
    draft.observation = true;
    source.system.clone_into(&mut draft.system);
    draft.window = Some(window);
    for event in &source.records.account_events {
        let text = match event.kind {
            EventKind::RuleOverridden => {
                "a rule that protects a branch was overridden or switched off"
            }
            EventKind::RuleChanged => {
                "Rules that protect a branch were changed; the rules before and after would decide."
            }
            _ => continue,
        };
        let lies = audit.in_window(event.at);
        if lies == Lies::Outside {
            draft.leave_out("outside the window");
            continue;
        }
        let item = Item::named(event.row, None, event.row.to_string());
        let found = found(source, event, text);
        match (event.kind, lies) {
            (EventKind::RuleOverridden, Lies::Inside) => draft.deviates(item, found),
            (EventKind::RuleOverridden, _) => {
                let text = "A rule was overridden, and whether in the window is open; the time of the event would decide.";
                draft.open(
                    item,
                    Found {
                        text: text.to_owned(),
                        ..found
                    },
                );
            }
            _ => draft.open(item, found),
        }
    }
    if let Some(days) = source.about.retention_days {
        draft.limit(format!(
            "The source keeps about {days} days; what is older is not in the file."
        ));
    }
    draft
}

fn found<'a>(source: Source<'a>, event: &AccountEvent, text: &str) -> Found<'a> {
    let cell = |column, text: String, show| Cite::Cell {
        file: source.file,
        row: event.row,
        column,
        text,
        show,
    };
    Found {
        row: event.row,
        text: text.to_owned(),
        assumed: false,
        cites: vec![
            cell(
                "event",
                format!("{} {}", event.kind.words(), event.at.time.words()),
                Show::Text,
            ),
            cell("actor", event.subject.to_string(), Show::Person),
        ],
    }
}
