//! Scanners whose table is a list of findings with a severity, a state and times: which columns mean what.

use super::{kind_of, made};
use crate::error::Problem;
use crate::evidence::canonical::{Finding, FindingKind, FindingState, Severity, Show, Stamp};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, nothing};
use crate::evidence::formats::registry::{About, ReadRows, Reading, TableFormat, at};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

/// Columns of a scanner, each under its names.
struct Names {
    /// What tells a finding: several columns together.
    id: &'static [&'static str],
    severity: &'static [&'static str],
    /// None: what is in the file is open.
    state: &'static [&'static str],
    first: &'static [&'static str],
    closed: &'static [&'static str],
    reason: &'static [&'static str],
    /// When the file was made.
    made: &'static [&'static str],
    /// The name of a check of settings; none where every finding is a weakness.
    setting: &'static [&'static str],
    /// Cited too.
    cited: &'static [&'static str],
    severity_of: fn(&str) -> Severity,
    limit: &'static str,
}

const NONE: Names = Names {
    id: &[],
    severity: &["Severity"],
    state: &[],
    first: &[],
    closed: &[],
    reason: &[],
    made: &[],
    setting: &[],
    cited: &[],
    severity_of: Severity::of,
    limit: "",
};

static WIZ_ISSUE_NAMES: Names = Names {
    id: &["Issue ID"],
    state: &["Status"],
    first: &["Created At"],
    closed: &["Resolved Time"],
    reason: &["Resolution", "Note"],
    ..NONE
};

static WIZ_VULNERABILITY_NAMES: Names = Names {
    id: &["ID"],
    severity: &["VendorSeverity", "CVSSSeverity"],
    state: &["FindingStatus"],
    first: &["FirstDetected"],
    closed: &["ResolvedAt"],
    reason: &["ResolutionReason", "IgnoreReason"],
    ..NONE
};

static DEFENDER_NAMES: Names = Names {
    id: &["recommendationId", "resourceId"],
    severity: &["severity"],
    state: &["state"],
    first: &["firstEvaluationDate"],
    closed: &["statusChangeDate"],
    reason: &["notApplicableReason"],
    made: &["exportedTimestamp"],
    setting: &["recommendationDisplayName", "recommendationName"],
    ..NONE
};

static NESSUS_NAMES: Names = Names {
    id: &["Plugin ID", "CVE", "Host", "Protocol", "Port"],
    severity: &["Risk"],
    cited: &["Plugin ID", "Port"],
    limit: "This export of Nessus does not say when a finding was first seen; one of Tenable with `First Discovered` would.",
    ..NONE
};

static TENABLE_SC_NAMES: Names = Names {
    id: &["Plugin", "IP Address", "Protocol", "Port", "Repository"],
    first: &["First Discovered"],
    closed: &["Vulnerability Mitigated", "Mitigated On"],
    reason: &["Accept Risk Comment"],
    cited: &["Plugin"],
    ..NONE
};

static TENABLE_CLOUD_NAMES: Names = Names {
    id: &[
        "id",
        "definition.id",
        "definition.cve",
        "asset.id",
        "asset.name",
        "port",
    ],
    severity: &["severity"],
    state: &["state"],
    first: &["first_observed"],
    closed: &["last_fixed", "fixed_on"],
    cited: &["definition.id", "definition.cve"],
    ..NONE
};

static QUALYS_NAMES: Names = Names {
    id: &[
        "QID",
        "Asset Id",
        "IP",
        "Asset IPV4",
        "DNS",
        "Port",
        "Protocol",
    ],
    state: &["Status", "Vuln Status"],
    first: &["First Detected"],
    closed: &["Last Fixed", "Date Last Fixed"],
    reason: &["Ignored Reason"],
    cited: &["QID"],
    severity_of: of_qualys,
    ..NONE
};

/// Qualys counts up: 5 weighs most.
fn of_qualys(text: &str) -> Severity {
    match text.trim() {
        "5" => Severity::Critical,
        "4" => Severity::High,
        "3" => Severity::Medium,
        "2" => Severity::Low,
        "1" => Severity::Informational,
        other => Severity::of(other),
    }
}

const fn about(
    id: &'static str,
    name: &'static str,
    system: &'static str,
    procedures: &'static [&'static str],
) -> About {
    About {
        id,
        name,
        // Known from files that other tools keep to test their readers.
        trust: Trust::Embedded,
        kind: EvidenceKind::Findings,
        system,
        shows_a_day: true,
        retention_days: None,
        procedures,
    }
}

const SLA: &[&str] = &["vulnerability-sla"];

/// Makes the table format of a scanner.
macro_rules! format {
    ($(#[$doc:meta])* $name:ident, $names:ident, $about:expr, $($fingerprint:literal),+) => {
        $(#[$doc])*
        pub(in crate::evidence::formats) const $name: TableFormat = TableFormat {
            about: &$about,
            recognise: |columns| columns.has(&[$($fingerprint),+]),
            open: |columns| open(&$names, columns),
        };
    };
}

format!(
    /// Wiz: issues.
    WIZ_ISSUES, WIZ_ISSUE_NAMES, about("wiz-issues", "Wiz issues", "wiz", SLA),
    "Issue ID", "Created At", "Resolved Time", "Severity"
);
format!(
    /// Wiz: vulnerabilities.
    WIZ_VULNERABILITIES, WIZ_VULNERABILITY_NAMES, about("wiz-vulnerabilities", "Wiz vulnerabilities", "wiz", SLA),
    "WizURL", "FindingStatus", "FirstDetected"
);
format!(
    /// Microsoft Defender for Cloud: recommendations.
    DEFENDER, DEFENDER_NAMES,
    about("defender-recommendations", "Defender for Cloud recommendations", "azure", &["encryption-checks"]),
    "recommendationId", "state", "resourceId"
);
format!(
    /// Nessus, the classic export.
    NESSUS, NESSUS_NAMES, about("nessus", "Nessus", "nessus", SLA),
    "Plugin ID", "Risk", "Host"
);
format!(
    /// Tenable Security Center.
    TENABLE_SC, TENABLE_SC_NAMES, about("tenable-sc", "Tenable Security Center", "tenable", SLA),
    "Plugin", "Severity", "First Discovered"
);
format!(
    /// Tenable Vulnerability Management, with names with points.
    TENABLE_CLOUD, TENABLE_CLOUD_NAMES, about("tenable", "Tenable Vulnerability Management", "tenable", SLA),
    "first_observed", "last_seen", "state", "severity"
);
format!(
    /// Qualys: VMDR and reports.
    QUALYS, QUALYS_NAMES, about("qualys", "Qualys", "qualys", SLA),
    "QID", "Severity", "First Detected"
);

struct Reader {
    names: &'static Names,
    id: Vec<usize>,
    severity: Option<usize>,
    state: Option<usize>,
    first: Option<usize>,
    closed: Option<usize>,
    reason: Vec<usize>,
    made: Option<usize>,
    setting: Option<usize>,
    cited: Vec<(Option<usize>, Show)>,
}

fn open(names: &'static Names, columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let several = |list: &[&str]| list.iter().filter_map(|n| columns.find(n)).collect();
    let mut reader = Reader {
        names,
        id: several(names.id),
        severity: columns.any(names.severity),
        state: columns.any(names.state),
        first: columns.any(names.first),
        closed: columns.any(names.closed),
        reason: several(names.reason),
        made: columns.any(names.made),
        setting: columns.any(names.setting),
        cited: Vec::new(),
    };
    let more = names.cited.iter().map(|name| columns.find(name));
    reader.cited = [reader.severity, reader.state, reader.first, reader.closed]
        .into_iter()
        .chain(more)
        .filter(Option::is_some)
        .map(|place| (place, Show::Text))
        .collect();
    Ok(Box::new(reader))
}

/// What the words of these scanners say of a finding.
pub(in crate::evidence::formats) fn state_of(word: &str) -> FindingState {
    match word.to_lowercase().replace(['_', '-', ' '], "").as_str() {
        "open" | "inprogress" | "active" | "new" | "reopened" | "resurfaced" | "unhealthy" => {
            FindingState::Open
        }
        "resolved" | "fixed" | "closed" | "mitigated" => FindingState::Fixed,
        "ignored" | "rejected" | "accepted" => FindingState::Accepted,
        "healthy" => FindingState::Clear,
        "notapplicable" => FindingState::Archived,
        _ => FindingState::Unknown,
    }
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place));
        let id: Vec<&str> = self.id.iter().map(|place| row.cell(*place)).collect();
        if id.iter().all(|part| part.is_empty()) {
            return false;
        }
        // Times of scanners are the same everywhere: UTC where they have no zone would be a guess.
        let first_seen = reading.stamp_of(row, self.first, &Dialect::PLAIN);
        let state = match self.state {
            Some(place) => state_of(row.cell(place)),
            None => FindingState::Open,
        };
        let closed = match state {
            FindingState::Open | FindingState::Clear => Stamp::NONE,
            _ => reading.stamp_of(row, self.closed, &Dialect::PLAIN),
        };
        let stamp = reading.stamp_of(row, self.made, &Dialect::PLAIN);
        made(reading, stamp);
        let reasons = self.reason.iter().map(|place| row.cell(*place));
        reading.records.findings.push(Finding {
            at: at(row, &self.cited),
            id: id.join(" ").into(),
            kind: match self.setting {
                Some(place) => kind_of("", row.cell(place)),
                None => FindingKind::Weakness,
            },
            state,
            severity: (self.names.severity_of)(cell(self.severity)),
            first_seen,
            closed,
            reasoned: match (self.reason.is_empty(), reasons) {
                (true, _) => Flag::Unknown,
                (false, mut reasons) => match reasons.any(|r| nothing(r, &[]).is_none()) {
                    true => Flag::Yes,
                    false => Flag::No,
                },
            },
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        if !self.names.limit.is_empty() {
            reading.limits.push(self.names.limit.to_owned());
        }
    }
}
