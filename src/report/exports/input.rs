//! What exports are written from: a result in texts, days and numbers, without what it was worked out with.
//!
//! Plain data: the page's module makes it ([`super::told`]), and a module that holds neither catalogue nor engine writes files from
//! it. The command line goes the same way, so that both write the same bytes.

use serde::{Deserialize, Serialize};

use super::tested::Verdict;
use crate::date::Date;
use crate::evidence::workpaper::Workpaper;
use crate::input::answers::Window;
use crate::input::control::{Cadence, Severity};
use crate::plan::calendar::TaskState;
use crate::plan::gaps::GapKind;
use crate::plan::register::RegisterLine;
use crate::plan::requests::OnFile;

/// Everything that an export says, whichever it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportInput {
    pub(super) as_of: Date,
    pub(super) organisation: String,
    pub(super) report_type: u8,
    pub(super) window: Window,
    pub(super) fieldwork: Date,
    pub(super) framework: FrameworkTold,
    /// Every control of the catalogue, in its order.
    pub(super) controls: Vec<ControlTold>,
    /// The one to close first at the front.
    pub(super) gaps: Vec<GapTold>,
    /// What the register says of controls that are no gap today.
    pub(super) no_gaps: Vec<NoGapTold>,
    /// Whether it is compared with earlier assessments.
    pub(super) compared: bool,
    /// Gaps of the assessment before that are none any more, and of which nothing was entered.
    pub(super) no_longer: Vec<NoLongerTold>,
    /// Days of its register.
    pub(super) days_before: Vec<DayBefore>,
    /// The auditor's own list, in its order.
    pub(super) asked_for: Vec<AskedForTold>,
    pub(super) requests: Vec<RequestTold>,
    /// What is behind first.
    pub(super) tasks: Vec<TaskTold>,
    pub(super) steps: Vec<StepTold>,
    pub(super) evidence: Vec<FileTold>,
}

/// The framework, as far as exports speak of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FrameworkTold {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) an_examiner: String,
    pub(super) examination: String,
    pub(super) disclaimer: String,
}

/// A control, and what is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ControlTold {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) severity: Severity,
    /// Those of its criteria that are examined.
    pub(super) criteria: Vec<String>,
    pub(super) deviation: String,
    pub(super) keep: Vec<String>,
    pub(super) why: String,
    pub(super) fix_properly: String,
    pub(super) effort_days: u32,
    pub(super) lead_weeks: u32,
    pub(super) depends_on: Vec<String>,
    /// How often it is due, of one that comes round.
    pub(super) often: Option<Cadence>,
    /// Occurrences that an auditor would draw from, where the forecast knows them.
    pub(super) drawn_from: Option<u32>,
    /// Nothing where nobody looked at it.
    pub(super) assessed: Option<AssessedTold>,
}

/// What was said and shown of a control.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AssessedTold {
    /// Name of its domain.
    pub(super) domain: String,
    pub(super) claimed: String,
    pub(super) supported: String,
    pub(super) population: u32,
    pub(super) deviations: u32,
    /// What evidence shows.
    pub(super) decided: u32,
    pub(super) shown_deviations: u32,
    /// What was late, missed or not as required, by its own label.
    pub(super) affected: Vec<String>,
    /// Names of the files that decided something of it.
    pub(super) files: Vec<String>,
    /// What was said, a line each; nothing where nobody spoke of it.
    pub(super) said: Option<Vec<String>>,
    pub(super) verdict: Option<Verdict>,
    pub(super) papers: Vec<PaperTold>,
}

/// What a test procedure found in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PaperTold {
    /// Id of the evidence.
    pub(super) evidence: String,
    /// The day that the evidence speaks of.
    pub(super) as_of: Option<Date>,
    pub(super) paper: Workpaper,
}

/// A gap as the report tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GapTold {
    pub(super) control: String,
    pub(super) kind: GapKind,
    pub(super) kind_told: String,
    /// Chance that it is noted, as fractions: headline, least, most.
    pub(super) noted: [String; 3],
    pub(super) noted_told: String,
    pub(super) facts: Vec<String>,
    pub(super) repair: String,
    pub(super) fix_now: String,
    pub(super) effort: String,
    pub(super) lead: String,
    pub(super) line: RegisterLine,
    /// How far its closing is, in words; "risk accepted" where that holds.
    pub(super) status: String,
    /// That its risk is accepted, as a sentence; empty where it is not.
    pub(super) accepted: String,
    /// Where its entry in the register comes from, as a sentence; empty where there is nothing to say.
    pub(super) note: String,
    /// Nothing where there is no earlier assessment.
    pub(super) since: Option<SinceTold>,
}

/// What the register says of a control that is no gap today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NoGapTold {
    pub(super) line: RegisterLine,
    /// Why it stands beside what was looked at; empty where it does not.
    pub(super) note: String,
    pub(super) since: Option<SinceTold>,
}

/// What became of a gap since earlier assessments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SinceTold {
    /// In four cells: what became of it, first seen, status and due day then.
    pub(super) cells: [String; 4],
    /// As a sentence.
    pub(super) told: String,
}

/// A gap of the assessment before that is none any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NoLongerTold {
    pub(super) control: String,
    pub(super) since: Option<SinceTold>,
}

/// What the register of the assessment before said of a gap that it had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DayBefore {
    pub(super) control: String,
    /// Its id and name.
    pub(super) named: String,
    pub(super) due: Option<Date>,
    /// Last day of its accepted risk.
    pub(super) accepted_until: Option<Date>,
}

/// An item of the auditor's own list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AskedForTold {
    pub(super) id: String,
    pub(super) request: String,
    pub(super) due: Option<Date>,
    pub(super) owner: Option<String>,
    pub(super) status: Option<String>,
    pub(super) controls: Vec<String>,
    /// Whether nobody has confirmed these controls.
    pub(super) suggested: bool,
    pub(super) state: OnFile,
    /// Names of what is on file, and its links.
    pub(super) files: Vec<String>,
    pub(super) links: Vec<String>,
}

/// What an auditor will ask for of a control.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RequestTold {
    pub(super) control: String,
    pub(super) source: Option<String>,
    pub(super) items: Vec<String>,
    pub(super) sample: Option<u32>,
    pub(super) state: OnFile,
    pub(super) owner: Option<String>,
    /// Names of what is on file, and its links.
    pub(super) files: Vec<String>,
    pub(super) links: Vec<String>,
}

/// Something to do once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TaskTold {
    pub(super) id: String,
    pub(super) control: String,
    pub(super) label: Option<String>,
    pub(super) start: Date,
    pub(super) end: Date,
    pub(super) due: Date,
    pub(super) assumed: bool,
    pub(super) state: TaskState,
    pub(super) owner: Option<String>,
}

/// A step of the mock audit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StepTold {
    pub(super) day: Date,
    pub(super) late: bool,
    pub(super) what: String,
}

/// A piece of evidence by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FileTold {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) sha256: Option<String>,
}

impl ExportInput {
    pub(super) fn control(&self, id: &str) -> Option<&ControlTold> {
        self.controls.iter().find(|c| c.id == id)
    }
}
