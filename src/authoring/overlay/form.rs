//! The form of an overlay file.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::authoring::located::Located;
use crate::authoring::node::Node;
use crate::authoring::shape;
use crate::error::shown;

/// The `format` of an overlay.
pub const OVERLAY_FORMAT: &str = "tickmark-overlay";
/// The newest `version` of that format that is read.
pub const OVERLAY_VERSION: u32 = 1;

/// Changes to content that exists. `tickmark compile` applies them and writes content that stands alone.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OverlayFile {
    /// Always [`OVERLAY_FORMAT`].
    pub format: String,
    /// At most [`OVERLAY_VERSION`].
    pub version: u32,
    /// The questionnaire to begin with: the id of one that comes with the library, or of one in `baseContent`.
    #[serde(default)]
    pub base: Option<String>,
    /// Compiled content to begin with, instead of the library's: a file beside this one.
    #[serde(default)]
    pub base_content: Option<String>,
    /// The questionnaire that comes out.
    pub questionnaire: Own,
    /// What the catalogue is for: keys to change.
    #[serde(default)]
    pub framework: Option<OwnFramework>,
    /// The judgement behind the forecast: keys to change.
    #[serde(default)]
    pub priors: Option<OwnPriors>,
    /// The areas of the priors, with their base rates; none is added or removed, for controls name them.
    #[serde(default)]
    pub areas: Option<AreaChanges>,
    /// Control domains.
    #[serde(default)]
    pub domains: Option<Changes>,
    /// Values that a company can state about its own rules; none can be removed, for saved work states them.
    #[serde(default)]
    pub policy_values: Option<Additions>,
    /// Default populations; none can be removed.
    #[serde(default)]
    pub populations: Option<Additions>,
    /// Scoping facts; none can be removed.
    #[serde(default)]
    pub scoping: Option<Additions>,
    /// Controls.
    #[serde(default)]
    pub controls: Option<ControlChanges>,
    /// Patterns that auditors stop at.
    #[serde(default)]
    pub red_flags: Option<Changes>,
    /// Statements that are hardly both true.
    #[serde(default)]
    pub contradictions: Option<Changes>,
    /// Questions.
    #[serde(default)]
    pub questions: Option<QuestionChanges>,
}

/// How the resulting questionnaire is called; what is left out stays as in the base.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Own {
    /// Slug of your own.
    pub id: String,
    /// `major.minor.patch` of your own; goes up with every change.
    pub version: String,
    /// Title for people.
    #[serde(default)]
    pub title: Option<String>,
    /// What it is: a sentence or two.
    #[serde(default)]
    pub about: Option<String>,
    /// How long it takes, in minutes.
    #[serde(default)]
    pub minutes: Option<u32>,
}

/// What of the framework is changed; what is left out stays as in the base.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OwnFramework {
    /// Slug.
    #[serde(default)]
    pub id: Option<String>,
    /// `major.minor.patch` of the changed catalogue.
    #[serde(default)]
    pub version: Option<String>,
    /// Name for people.
    #[serde(default)]
    pub name: Option<String>,
    /// What the report is not, and who gives the real one: two or three sentences.
    #[serde(default)]
    pub disclaimer: Option<String>,
}

/// What of the priors is changed; what is left out stays as in the base.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OwnPriors {
    /// What the judgement is anchored to, as it goes on after "are judgement,".
    #[serde(default)]
    pub anchor: Option<String>,
}

/// Changes to the base rates.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AreaChanges {
    /// Areas to change: `id`, and the keys that are other than in the base.
    pub change: Vec<Value>,
}

/// Changes to a list.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Changes {
    /// New elements, at the end or after the one that `after` names.
    pub add: Vec<Value>,
    /// Elements to take out.
    pub remove: Vec<Removal>,
    /// Elements to change: `id`, and the keys that are other than in the base. `null` takes a key out; a list is
    /// given whole.
    pub change: Vec<Value>,
}

/// Changes to a list that nothing is taken out of.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Additions {
    /// New elements, at the end or after the one that `after` names.
    pub add: Vec<Value>,
    /// Elements to change: `id`, and the keys that are other than in the base. `null` takes a key out; a list is
    /// given whole.
    pub change: Vec<Value>,
}

/// Changes to the controls.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ControlChanges {
    /// New controls, each with its `domain`, at its end or after the control that `after` names.
    pub add: Vec<Value>,
    /// Controls to take out. Questions, rules and dependencies no longer name them; a question left without
    /// controls goes with them.
    pub remove: Vec<ControlRemoval>,
    /// Controls to change: `id`, and the keys that are other than in the base. `null` takes a key out; a list is
    /// given whole.
    pub change: Vec<Value>,
}

/// Changes to the questions.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct QuestionChanges {
    /// New questions, at the end or after the one that `after` names.
    pub add: Vec<Value>,
    /// Questions to take out; their ids are retired.
    pub remove: Vec<QuestionRemoval>,
    /// Questions to change: `id`, and the keys that are other than in the base. `null` takes a key out; a list is
    /// given whole. Raise `rev` if the meaning changes.
    pub change: Vec<Value>,
}

/// An element to take out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Removal {
    /// Its id.
    pub id: String,
    /// Why, for those who read the overlay.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A control to take out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ControlRemoval {
    /// Its id.
    pub id: String,
    /// Why the assessment can do without it.
    pub reason: String,
}

/// A question to take out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuestionRemoval {
    /// Its id.
    pub id: String,
    /// Why, for those who read the overlay.
    #[serde(default)]
    pub reason: Option<String>,
    /// Questions that ask the same now.
    #[serde(default)]
    pub replaced_by: Vec<String>,
}

/// An overlay of the right form.
pub(super) fn checked(overlay: &Node) -> Result<OverlayFile, Vec<Located>> {
    super::header(overlay).map_err(|found| vec![found])?;
    if let Some(found) = shape::whole::<OverlayFile>(overlay) {
        return Err(vec![told(overlay, found)]);
    }
    serde_json::from_value(overlay.value()).map_err(|_| Vec::new())
}

/// Help where an id stands alone for what is to be taken out.
fn told(overlay: &Node, mut found: Located) -> Located {
    let at = &found.problem.at;
    let alone = overlay.at(at).and_then(Node::as_text);
    let parts: Vec<&str> = at.split('/').skip(1).collect();
    if let (Some(id), [section, "remove", _]) = (alone, parts.as_slice()) {
        let reason = match *section {
            "controls" => ", reason: why it is not needed",
            _ => "",
        };
        found.problem.help = Some(format!("Write `{{ id: {}{reason} }}`.", shown(id)));
    }
    found
}
