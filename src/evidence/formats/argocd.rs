//! Argo CD: an application with the history of what was deployed (`argocd app get -o json`, or a list of them).
//!
//! The history holds the last deployments only, ten unless told otherwise, so it covers no window alone.

use serde_json::Value;

use super::element::Element;
use super::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::canonical::{Deployment, Show};
use crate::evidence::decode::elements::path;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "metadata.name",
    "status.history.revision",
    "status.history.deployedAt",
    "status.history.initiatedBy.username",
    "status.history.initiatedBy.automated",
];

/// An application of Argo CD.
pub(super) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "argocd-application",
        name: "Argo CD application",
        trust: Trust::Documented,
        kind: EvidenceKind::Deployment,
        system: "argocd",
        shows_a_day: false,
        retention_days: None,
        procedures: &["ticket-to-deploy"],
    },
    recognise: |_, first| {
        path(first, "status.history").is_some_and(Value::is_array)
            && path(first, "metadata.name").is_some()
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let app = Element::new(number, value, KEYS);
        // Which environment it is stands in the name, the place or the labels, by custom.
        let said = [
            "metadata.name",
            "spec.destination.namespace",
            "metadata.labels.environment",
            "metadata.labels.env",
        ];
        let said: Vec<String> = said.iter().filter_map(|keys| app.some(keys)).collect();
        for run in app.items("status.history") {
            let run = app.inside(run, "status.history.");
            let deployed = run.stamp("deployedAt", reading, &Dialect::PLAIN);
            reading.happened(deployed);
            let commit = run.some("revision").or_else(|| {
                run.items("revisions")
                    .iter()
                    .find_map(|r| Some(r.as_str()?.to_owned()))
            });
            reading.records.deployments.push(Deployment {
                at: run.at(&[
                    ("revision", Show::Text),
                    ("deployedAt", Show::Text),
                    ("initiatedBy.username", Show::Person),
                    ("initiatedBy.automated", Show::Text),
                ]),
                environment: said.join(" "),
                commit,
                deployed,
                automated: run.flag("initiatedBy.automated"),
                // What came to its end is written down, and nothing else.
                succeeded: Flag::Yes,
            });
        }
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.limits.push(
            "Argo CD keeps the last deployments of an application only, ten unless told otherwise: earlier ones are not in the file."
                .to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::tried::{of, records};
    use super::*;

    #[test]
    fn one_application_and_a_list_are_read() {
        let app = r#"{"apiVersion":"argoproj.io/v1alpha1","metadata":{"name":"shop-prod"},"spec":{"destination":{"namespace":"shop"}},
            "status":{"history":[{"id":0,"revision":"a","deployedAt":"2026-06-01T09:00:00Z","initiatedBy":{"username":"max"}},
                                  {"id":1,"revisions":["b","c"],"deployedAt":"2026-06-02T09:00:00Z","initiatedBy":{"automated":true}}]}}"#;
        for text in [app.to_owned(), format!("{{\"items\":[{app}]}}")] {
            let read = of("argocd-application", &text);
            let found = &records(&read).deployments;
            assert_eq!(found.len(), 2);
            assert_eq!(found[1].commit.as_deref(), Some("b"));
            assert_eq!(
                (found[0].automated, found[1].automated),
                (Flag::Unknown, Flag::Yes)
            );
            assert!(found[0].environment.contains("prod"));
        }
    }
}
