//! What a template sees: texts and finished figures, nothing left to compute.

use serde::Serialize;

use super::words;
use crate::assessment::{Assessment, ClaimKind, ControlAssessment};
use crate::evidence::workpaper::{Basis, Workpaper};
use crate::input::Engagement;
use crate::input::control::Control;
use crate::input::engagement::Response;
use crate::input::policy::PopulationUnit;
use crate::plan::Plan;
use crate::plan::gaps::Gap;
use crate::risk::forecast::{ControlForecast, Forecast, Outlook};

/// Gaps told in full; the rest stand in a table. More than a page each way is not read (J).
const GAPS_IN_FULL: usize = 8;

/// The report's content. Every field is described in `templates/README.md`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    pub(super) title: String,
    organisation: String,
    as_of: String,
    window: WindowView,
    report_type: u8,
    categories: String,
    headcount: String,
    sampling_policy: String,
    questionnaire: String,
    questionnaire_sha256: String,
    other_text: bool,
    engine: &'static str,
    looked_at: u32,
    in_catalogue: u32,
    score_supported: String,
    score_claimed: String,
    open_answers: u32,
    outlook: OutlookView,
    if_claims_hold: OutlookView,
    only_what_is_shown: OutlookView,
    other_correlations: Vec<CorrelationView>,
    correlation: String,
    trust_in_claims: String,
    domains: Vec<DomainView>,
    controls: Vec<ControlView>,
    untested: Vec<String>,
    red_flags: Vec<RedFlagView>,
    contradictions: Vec<ContradictionView>,
    gaps: Vec<GapView>,
    more_gaps: Vec<GapView>,
    answers: Vec<AnswerView>,
    unknowns: Vec<AnswerView>,
    exclusions: Vec<AnswerView>,
    evidence: Vec<EvidenceView>,
    workpapers: Vec<WorkpaperView>,
    not_looked_at: Vec<NotLookedAtView>,
    criteria_not_reached: Vec<String>,
    assumptions: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WindowView {
    start: String,
    end: String,
    days: u32,
    place: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct OutlookView {
    expected: String,
    low: u32,
    high: u32,
    clean: String,
    unmodified_with_exceptions: String,
    qualified: String,
    adverse: String,
    qualified_or_adverse: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CorrelationView {
    correlation: String,
    outlook: OutlookView,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DomainView {
    name: String,
    about: String,
    claimed: String,
    claimed_bar: String,
    supported: String,
    supported_bar: String,
    decided_by: String,
    looked_at: u32,
    in_catalogue: u32,
    forecast: Option<DomainForecastView>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DomainForecastView {
    band: &'static str,
    at_least_one: String,
    if_claims_hold: String,
    only_what_is_shown: String,
    at_least_three: String,
    expected: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ControlView {
    id: String,
    name: String,
    claimed_mark: &'static str,
    claimed: String,
    supported_mark: &'static str,
    supported: String,
    occurrences: String,
    sample: String,
    noted: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RedFlagView {
    question: String,
    answer: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ContradictionView {
    question: String,
    answer: String,
    control: String,
    finding: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GapView {
    number: usize,
    id: String,
    name: String,
    severity: &'static str,
    kind: &'static str,
    domain: String,
    criteria: String,
    noted: String,
    claimed: String,
    claimed_mark: &'static str,
    supported: String,
    because: String,
    facts: Vec<String>,
    deviation: String,
    usual: String,
    why: String,
    repair: &'static str,
    first_step: String,
    fix_now: String,
    fix_properly: String,
    effort: String,
    lead: String,
    keep: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AnswerView {
    question: String,
    answer: String,
    mark: &'static str,
    ask: String,
    controls: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct EvidenceView {
    title: String,
    file: String,
    sha256: String,
    as_of: String,
    controls: String,
    read: bool,
    container: String,
    rows: String,
    note: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WorkpaperView {
    control: String,
    procedure: String,
    file: String,
    objective: String,
    system: String,
    as_of: String,
    counted: bool,
    not_counted: String,
    population: u32,
    excluded: Vec<String>,
    tested: u32,
    deviations: Vec<String>,
    undecided: Vec<String>,
    parameters: Vec<String>,
    limits: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct NotLookedAtView {
    domain: String,
    controls: String,
}

/// The view of a result.
pub(super) fn view(
    engagement: &Engagement<'_>,
    assessment: &Assessment,
    forecast: &Forecast,
    plan: &Plan,
) -> View {
    let scene = Scene { engagement, assessment, forecast };
    let profile = &engagement.profile;
    let window = engagement.window();
    let priors = &engagement.catalogue.priors;
    let organisation = profile.organisation.trim();
    let gaps: Vec<GapView> =
        plan.gaps.iter().enumerate().filter_map(|(i, g)| scene.gap(i + 1, g)).collect();
    let (gaps, more_gaps) = gaps.split_at(gaps.len().min(GAPS_IN_FULL));
    let answers: Vec<AnswerView> = scene.answers();
    let of = |mark: &str| answers.iter().filter(|a| a.mark == mark).cloned().collect::<Vec<_>>();
    let open = |a: &&AnswerView| a.answer == NOT_ANSWERED;
    View {
        title: match organisation {
            "" => "SOC 2 gap report".to_owned(),
            name => format!("SOC 2 gap report: {name}"),
        },
        organisation: organisation.to_owned(),
        as_of: words::day(engagement.as_of),
        window: WindowView {
            start: words::day(window.start),
            end: words::day(window.end),
            days: window.days(),
            place: place_in_window(engagement),
        },
        report_type: profile.report_type,
        categories: profile.categories.join(", "),
        headcount: match engagement.headcount() {
            n if n.basis == Basis::Stated => format!("{} people", n.value),
            n => format!("△ {} people (assumed: nobody said how many)", n.value),
        },
        sampling_policy: format!(
            "{} ({}; trust {})",
            engagement.sampling_policy.name.to_lowercase(),
            engagement.sampling_policy.source.trim_end_matches('.'),
            engagement.sampling_policy.trust
        ),
        questionnaire: format!(
            "{} {}",
            engagement.questionnaire.title, engagement.questionnaire.version
        ),
        questionnaire_sha256: engagement.questionnaire_sha256.to_owned(),
        other_text: engagement.other_text,
        engine: env!("CARGO_PKG_VERSION"),
        looked_at: number(assessment.controls.len()),
        in_catalogue: number(engagement.catalogue.controls.len()),
        score_supported: words::points(assessment.score.supported.low, assessment.score.supported.high),
        score_claimed: words::points(assessment.score.claimed.low, assessment.score.claimed.high),
        open_answers: number(answers.iter().filter(open).count()),
        outlook: outlook(forecast.headline),
        if_claims_hold: outlook(forecast.if_claims_hold),
        only_what_is_shown: outlook(forecast.only_what_is_shown),
        other_correlations: forecast
            .other_correlations
            .iter()
            .map(|c| CorrelationView {
                correlation: c.correlation.to_string(),
                outlook: outlook(c.outlook),
            })
            .collect(),
        correlation: priors.correlation.to_string(),
        trust_in_claims: priors.trust_in_claims.to_string(),
        domains: scene.domains(),
        controls: assessment.controls.iter().map(|c| scene.control(c)).collect(),
        untested: forecast.untested.iter().map(|id| scene.named(id)).collect(),
        red_flags: scene.red_flags(),
        contradictions: scene.contradictions(),
        gaps: gaps.to_vec(),
        more_gaps: more_gaps.to_vec(),
        unknowns: of("?"),
        exclusions: of("–"),
        answers,
        evidence: scene.evidence(),
        workpapers: scene.workpapers(),
        not_looked_at: scene.not_looked_at(),
        criteria_not_reached: scene.criteria_not_reached(),
        assumptions: scene.assumptions(),
    }
}

const NOT_ANSWERED: &str = "Not answered yet";

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn outlook(o: Outlook) -> OutlookView {
    OutlookView {
        expected: words::expected(o.expected),
        low: o.low,
        high: o.high,
        clean: words::percent(o.clean),
        unmodified_with_exceptions: words::percent(o.unmodified_with_exceptions),
        qualified: words::percent(o.qualified),
        adverse: words::percent(o.adverse),
        qualified_or_adverse: words::percent(o.qualified + o.adverse),
    }
}

/// Where the day of the assessment stands in the window.
fn place_in_window(engagement: &Engagement<'_>) -> String {
    let (window, today) = (engagement.window(), engagement.as_of);
    let weeks = i64::from(window.days().div_ceil(7).max(1));
    if today < window.start {
        let days = window.start.days_after(today);
        format!("starts in {days} days")
    } else if today > window.end {
        "has ended".to_owned()
    } else {
        let week = (today.days_after(window.start) / 7 + 1).min(weeks);
        format!("week {week} of {weeks}")
    }
}

/// What the parts of the view are made from.
struct Scene<'a> {
    engagement: &'a Engagement<'a>,
    assessment: &'a Assessment,
    forecast: &'a Forecast,
}

impl Scene<'_> {
    fn catalogue_control(&self, id: &str) -> Option<&Control> {
        self.engagement.catalogue.control(id)
    }

    fn named(&self, id: &str) -> String {
        match self.catalogue_control(id) {
            Some(control) => format!("{id} {}", control.name),
            None => id.to_owned(),
        }
    }

    fn domain_name(&self, id: &str) -> String {
        let domains = &self.engagement.catalogue.domains;
        domains.iter().find(|d| d.id == id).map_or_else(|| id.to_owned(), |d| d.name.clone())
    }

    fn forecast_of(&self, id: &str) -> Option<&ControlForecast> {
        self.forecast.controls.iter().find(|c| c.id == id)
    }

    fn file_name(&self, evidence: &str) -> String {
        let entry = self.engagement.evidence.iter().find(|e| e.id == evidence);
        match entry {
            Some(e) => e.file.as_ref().map_or_else(|| e.title.clone(), |f| f.name.clone()),
            None => evidence.to_owned(),
        }
    }

    fn domains(&self) -> Vec<DomainView> {
        let assessed = &self.assessment.domains;
        assessed
            .iter()
            .map(|d| {
                let authored = self.engagement.catalogue.domains.iter().find(|a| a.id == d.id);
                let forecast = self.forecast.domains.iter().find(|f| f.id == d.id);
                DomainView {
                    name: self.domain_name(&d.id),
                    about: authored.map(|a| a.about.clone()).unwrap_or_default(),
                    claimed: words::levels(d.claimed),
                    claimed_bar: words::bar(d.claimed),
                    supported: words::levels(d.supported),
                    supported_bar: words::bar(d.supported),
                    decided_by: d.decided_by.join(", "),
                    looked_at: d.looked_at,
                    in_catalogue: d.in_catalogue,
                    forecast: forecast.map(|f| DomainForecastView {
                        band: words::band(f.band),
                        at_least_one: words::percent(f.at_least_one.headline),
                        if_claims_hold: words::percent(f.at_least_one.if_claims_hold),
                        only_what_is_shown: words::percent(f.at_least_one.only_what_is_shown),
                        at_least_three: words::percent(f.at_least_three),
                        expected: words::expected(f.expected),
                    }),
                }
            })
            .collect()
    }

    fn control(&self, c: &ControlAssessment) -> ControlView {
        let forecast = self.forecast_of(&c.id);
        let o = &c.occurrences;
        let assumed = if o.basis == Basis::Assumed { "△ " } else { "" };
        ControlView {
            id: c.id.clone(),
            name: self.catalogue_control(&c.id).map(|k| k.name.clone()).unwrap_or_default(),
            claimed_mark: claimed_mark(c),
            claimed: words::levels(c.claimed),
            supported_mark: supported_mark(c),
            supported: words::levels(c.supported),
            occurrences: match o.deviations {
                0 => format!("{} of {assumed}{} decided", o.decided, o.population),
                k => format!(
                    "{} of {assumed}{} decided, {}",
                    o.decided,
                    o.population,
                    words::plural(k, "deviation", "deviations")
                ),
            },
            sample: forecast.map_or_else(|| "–".to_owned(), |f| f.sample.to_string()),
            noted: forecast
                .map_or_else(|| "untested".to_owned(), |f| words::percent(f.noted.headline)),
        }
    }

    fn answer_text(&self, question: &str) -> String {
        let answered = self.engagement.answers.iter().find(|a| a.question.id == question);
        match answered.map(|a| &a.response) {
            Some(Response::Choice(choice)) => choice.text.clone(),
            Some(Response::Unknown(_)) => "Don't know".to_owned(),
            Some(Response::NotApplicable(_)) => "Does not apply".to_owned(),
            Some(Response::Review) => "Answered to an earlier wording; please look again".to_owned(),
            Some(Response::Open) | None => NOT_ANSWERED.to_owned(),
        }
    }

    fn question_text(&self, question: &str) -> String {
        let answered = self.engagement.answers.iter().find(|a| a.question.id == question);
        answered.map(|a| a.question.text.clone()).unwrap_or_default()
    }

    fn red_flags(&self) -> Vec<RedFlagView> {
        let flags = &self.assessment.red_flags;
        flags
            .iter()
            .map(|f| RedFlagView {
                question: self.question_text(&f.question),
                answer: self.answer_text(&f.question),
            })
            .collect()
    }

    fn contradictions(&self) -> Vec<ContradictionView> {
        let found = &self.assessment.contradictions;
        found
            .iter()
            .map(|c| ContradictionView {
                question: self.question_text(&c.question),
                answer: self.answer_text(&c.question),
                control: self.named(&c.control),
                finding: format!(
                    "{} in {}",
                    words::plural(c.deviations, "deviation", "deviations"),
                    c.evidence.iter().map(|e| self.file_name(e)).collect::<Vec<_>>().join(", ")
                ),
            })
            .collect()
    }

    fn answers(&self) -> Vec<AnswerView> {
        let answers = &self.engagement.answers;
        answers
            .iter()
            .map(|a| {
                let (mark, ask, answer) = match &a.response {
                    Response::Choice(choice) => ("○", String::new(), choice.text.clone()),
                    Response::NotApplicable(reason) => {
                        ("–", String::new(), format!("Does not apply: {reason}"))
                    }
                    Response::Unknown(ask) => {
                        ("?", ask.clone().unwrap_or_default(), self.answer_text(&a.question.id))
                    }
                    Response::Open | Response::Review => {
                        ("?", String::new(), self.answer_text(&a.question.id))
                    }
                };
                AnswerView {
                    question: a.question.text.clone(),
                    answer,
                    mark,
                    ask,
                    controls: a.question.controls.join(", "),
                }
            })
            .collect()
    }

    fn gap(&self, number: usize, gap: &Gap) -> Option<GapView> {
        let control = self.catalogue_control(&gap.control)?;
        let assessed = self.assessment.controls.iter().find(|c| c.id == gap.control)?;
        let because: Vec<&str> = assessed.caps.iter().map(|c| words::cap(*c)).collect();
        let criteria: Vec<&str> = std::iter::once(control.primary.as_str())
            .chain(control.secondary.iter().map(String::as_str))
            .collect();
        Some(GapView {
            number,
            id: control.id.clone(),
            name: control.name.clone(),
            severity: control.severity.as_str(),
            kind: words::gap_kind(gap.kind),
            domain: self.domain_name(&assessed.domain),
            criteria: criteria.join(", "),
            noted: words::percent(gap.noted),
            claimed: words::levels(assessed.claimed),
            claimed_mark: claimed_mark(assessed),
            supported: words::levels(assessed.supported),
            because: because.join("; "),
            facts: self.facts(assessed),
            deviation: control.deviation.clone(),
            usual: control.usual.clone(),
            why: control.why.clone(),
            repair: words::recovery(control.recovery, assessed.occurrences.deviations > 0),
            first_step: words::first_sentence(&control.fix_now).to_owned(),
            fix_now: control.fix_now.clone(),
            fix_properly: control.fix_properly.clone(),
            effort: words::plural(control.effort_days, "person-day", "person-days"),
            lead: words::plural(control.lead_weeks, "week", "weeks"),
            keep: control.keep.clone(),
        })
    }

    /// What is known about a control, each with its mark.
    fn facts(&self, c: &ControlAssessment) -> Vec<String> {
        let mut facts = Vec::new();
        let o = &c.occurrences;
        match c.claim.kind {
            ClaimKind::Level => {
                if let Some(question) = &c.claim.question {
                    facts.push(format!("○ You said: \"{}\"", self.answer_text(question)));
                }
            }
            ClaimKind::Unknown => {
                let who = c.claim.ask.as_ref();
                let who = who.map(|w| format!(" Ask: {w}.")).unwrap_or_default();
                facts.push(format!("? You said that you do not know.{who}"));
            }
            ClaimKind::Open => facts.push("? The question is not answered yet.".to_owned()),
            ClaimKind::NotAsked => {
                facts.push("? No question of this questionnaire speaks for it; only evidence does.".to_owned());
            }
        }
        for occurrence in &o.listed {
            let mark = if occurrence.state.deviates() { "✗" } else { "✓" };
            let state = if occurrence.state.deviates() { "deviates" } else { "as it should be" };
            facts.push(format!(
                "{mark} {}: {state} ({})",
                occurrence.label,
                self.file_name(&occurrence.evidence)
            ));
        }
        if o.items.tested > 0 {
            let off = o.items.tested - o.items.conforming;
            let mark = if off == 0 { "✓" } else { "✗" };
            let deviate = if off == 1 { "deviates" } else { "deviate" };
            facts.push(format!(
                "{mark} Of {} in the file, {off} {deviate}.",
                words::plural(o.items.tested, "item tested", "items tested")
            ));
        }
        for left in &o.not_counted {
            facts.push(format!(
                "? {} is not counted: {}.",
                self.file_name(&left.evidence),
                words::not_counted(left.reason)
            ));
        }
        facts
    }

    fn evidence(&self) -> Vec<EvidenceView> {
        let entries = &self.engagement.evidence;
        entries
            .iter()
            .map(|e| EvidenceView {
                title: e.title.clone(),
                file: e.file.as_ref().map(|f| f.name.clone()).unwrap_or_default(),
                sha256: e.file.as_ref().and_then(|f| f.sha256.clone()).unwrap_or_default(),
                as_of: e.as_of.map_or_else(|| "day not stated".to_owned(), words::day),
                controls: e.controls.join(", "),
                read: e.format.is_some(),
                container: e.format.as_ref().map(|f| f.container.clone()).unwrap_or_default(),
                rows: e.rows.map(|r| rows(r.parsed, r.duplicates, r.rejected)).unwrap_or_default(),
                note: e.note.clone().unwrap_or_default(),
            })
            .collect()
    }

    fn workpapers(&self) -> Vec<WorkpaperView> {
        let entries = &self.engagement.evidence;
        entries
            .iter()
            .flat_map(|e| e.workpapers.iter().map(move |w| (e, w)))
            .map(|(e, w)| self.workpaper(&e.id, w))
            .collect()
    }

    fn workpaper(&self, evidence: &str, w: &Workpaper) -> WorkpaperView {
        let left_out = self
            .assessment
            .controls
            .iter()
            .filter(|c| c.id == w.control)
            .flat_map(|c| &c.occurrences.not_counted)
            .find(|n| n.evidence == evidence && n.as_of == w.as_of);
        let cells = |cells: &[crate::evidence::workpaper::Cell]| {
            cells.iter().map(|c| format!("{}={}", c.column, c.value)).collect::<Vec<_>>().join(", ")
        };
        WorkpaperView {
            control: self.named(&w.control),
            procedure: w.procedure.clone(),
            file: self.file_name(evidence),
            objective: w.objective.clone(),
            system: w.system.clone(),
            as_of: w.as_of.map_or_else(|| "day not stated".to_owned(), words::day),
            counted: left_out.is_none(),
            not_counted: left_out.map(|n| words::not_counted(n.reason)).unwrap_or_default().to_owned(),
            population: w.population,
            excluded: w.excluded.iter().map(|x| format!("{}: {}", x.count, x.reason)).collect(),
            tested: w.tested,
            deviations: w
                .deviations
                .iter()
                .map(|d| format!("Row {}: {} ({})", d.row, d.finding, cells(&d.cells)))
                .collect(),
            undecided: w
                .undecided
                .iter()
                .map(|u| format!("Row {}: {} ({})", u.row, u.reason, cells(&u.cells)))
                .collect(),
            parameters: w
                .parameters
                .iter()
                .map(|p| match p.basis {
                    Basis::Stated => format!("{} = {} (your own value)", p.id, p.value),
                    Basis::Assumed => format!("△ {} = {} (assumed: you gave no value)", p.id, p.value),
                })
                .collect(),
            limits: w.limits.clone(),
        }
    }

    fn not_looked_at(&self) -> Vec<NotLookedAtView> {
        let catalogue = self.engagement.catalogue;
        let domains = catalogue.domains.iter();
        domains
            .filter_map(|d| {
                let controls: Vec<String> = catalogue
                    .controls
                    .iter()
                    .filter(|(domain, c)| {
                        *domain == d.id && self.assessment.not_looked_at.contains(&c.id)
                    })
                    .map(|(_, c)| format!("{} {}", c.id, c.name))
                    .collect();
                (!controls.is_empty())
                    .then(|| NotLookedAtView { domain: d.name.clone(), controls: controls.join("; ") })
            })
            .collect()
    }

    /// Criteria that no control looked at serves, among those of the categories in scope.
    fn criteria_not_reached(&self) -> Vec<String> {
        let categories = &self.engagement.profile.categories;
        let in_scope = |id: &str| {
            let category = match id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') {
                "A" => "availability",
                "C" => "confidentiality",
                "PI" => "processing-integrity",
                "P" => "privacy",
                _ => "security",
            };
            categories.iter().any(|c| c == category)
        };
        let reached = |id: &str| {
            let looked_at = self.assessment.controls.iter();
            looked_at
                .filter_map(|c| self.catalogue_control(&c.id))
                .any(|c| c.primary == id || c.secondary.iter().any(|s| s == id))
        };
        let criteria = self.engagement.catalogue.criteria.iter();
        criteria
            .filter(|c| in_scope(&c.id) && !reached(&c.id))
            .map(|c| c.id.clone())
            .collect()
    }

    /// Every default that stands in for something nobody said.
    fn assumptions(&self) -> Vec<String> {
        let engagement = self.engagement;
        let mut found = Vec::new();
        let mut used: Vec<&str> = Vec::new();
        for c in &self.assessment.controls {
            let control = self.catalogue_control(&c.id);
            let Some(id) = control.and_then(|k| k.population.as_deref()) else { continue };
            if c.occurrences.basis == Basis::Assumed && !used.contains(&id) {
                used.push(id);
            }
        }
        for id in used {
            let (Some(n), Some(p)) = (engagement.population(id), engagement.catalogue.population(id))
            else {
                continue;
            };
            let over = match p.unit {
                PopulationUnit::PerYear => " in the window",
                PopulationUnit::Stock => "",
            };
            found.push(format!("{} {}{over}. {}", n.value, p.name, p.reason));
        }
        found
    }
}

fn rows(parsed: u32, duplicates: u32, rejected: u32) -> String {
    let mut text = words::plural(parsed, "row read", "rows read");
    if duplicates > 0 {
        text.push_str(&format!(", {duplicates} identical to another and dropped"));
    }
    if rejected > 0 {
        text.push_str(&format!(", {rejected} not usable"));
    }
    text
}

fn claimed_mark(c: &ControlAssessment) -> &'static str {
    match c.claim.kind {
        ClaimKind::Level => "○",
        ClaimKind::Unknown | ClaimKind::Open | ClaimKind::NotAsked => "?",
    }
}

fn supported_mark(c: &ControlAssessment) -> &'static str {
    match (c.occurrences.decided, c.occurrences.deviations) {
        (0, _) => "○",
        (_, 0) => "✓",
        _ => "✗",
    }
}
