//! What a template sees: texts and finished figures, nothing left to compute.

mod answers;
mod assumptions;
mod calendar;
mod changes;
mod evidence;
mod families;
mod fixes;
mod flags;
pub(super) mod gaps;
mod listed;
mod memo;
pub(super) mod register;
pub(super) mod requests;
pub(super) mod scene;
mod sensitivity;
mod standing;
mod strengths;
mod strip;
mod unknowns;
mod windows;

use serde::Serialize;

use super::brand::Brand;
use super::language::{Language, said};
use super::words::Place;
use super::{Material, Reader};
use crate::assessment::ClaimKind;
use crate::evidence::workpaper::Basis;
use crate::input::digest::Identity;
use crate::input::framework::Words;
use crate::plan::committee::Committee;
use crate::risk::forecast::Outlook;
use answers::AnswerView;
use calendar::CalendarView;
use changes::{ChangesView, TrendView};
use evidence::{EvidenceView, WorkpaperView};
use families::FamilyView;
use fixes::FixesView;
use flags::{ContradictionView, RedFlagView};
use gaps::GapView;
use memo::{ClosureView, FoundView};
use register::RegisterView;
use requests::{AskedForView, MockAuditView, RequestView};
use scene::{ControlView, DomainView, NotLookedAtView, Scene, claimed_mark};
use sensitivity::SensitivityView;
use standing::{ReadinessView, TypeRowView};
use strengths::StrengthsView;
use strip::StripView;
use unknowns::UnknownView;
use windows::WindowsView;

/// Gaps told in full; the rest stand in a table. More than a page each way is not read (J).
const GAPS_IN_FULL: usize = 8;
/// From this chance on an adverse opinion is likely: more than all others together.
const LIKELY: f64 = 0.5;

/// The report's content. Every field is described in `templates/README.md`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    pub(super) title: String,
    brand: Brand,
    organisation: String,
    as_of: String,
    window: WindowView,
    words: Words,
    examination: String,
    anchor: String,
    severity_weights: String,
    report_type: u8,
    categories: String,
    headcount: String,
    sampling_policy: String,
    /// The same where sizes were entered; empty where a named policy holds.
    entered_sampling: String,
    questionnaire: String,
    questionnaire_sha256: String,
    other_text: bool,
    engine: &'static str,
    report_id: String,
    report_sha256: String,
    catalogue_sha256: String,
    looked_at: u32,
    in_scope: u32,
    asked: u32,
    answered: bool,
    on_file: bool,
    type_1: bool,
    band_elevated: String,
    band_high: String,
    shown: Vec<String>,
    out_of_scope: Vec<String>,
    score_supported: String,
    score_claimed: String,
    open_answers: u32,
    /// Ids of controls whose questions have no answer; the first few, the rest counted.
    unanswered: String,
    outlook: OutlookView,
    if_claims_hold: OutlookView,
    only_what_is_shown: OutlookView,
    strip: StripView,
    sensitivity: SensitivityView,
    correlation: String,
    trust_in_claims: String,
    domains: Vec<DomainView>,
    families: Vec<FamilyView>,
    systems: Vec<String>,
    committee: Committee,
    found: FoundView,
    closure: ClosureView,
    register: Vec<RegisterView>,
    worked_on: Vec<RegisterView>,
    closed_entries: Vec<RegisterView>,
    asked_for: Vec<AskedForView>,
    /// What is usually asked for, and the auditor's own list has not.
    requests: Vec<RequestView>,
    mock_audit: MockAuditView,
    strengths: StrengthsView,
    changes: Option<ChangesView>,
    trend: Option<TrendView>,
    controls: Vec<ControlView>,
    untested: Vec<String>,
    readiness: ReadinessView,
    type_rows: Vec<TypeRowView>,
    key_without_evidence: String,
    examination_day: String,
    red_flags: Vec<RedFlagView>,
    contradictions: Vec<ContradictionView>,
    gaps: Vec<GapView>,
    more_gaps: Vec<GapView>,
    answers: Vec<AnswerView>,
    unknowns: Vec<UnknownView>,
    fixes: FixesView,
    windows: WindowsView,
    calendar: CalendarView,
    exclusions: Vec<AnswerView>,
    /// Which parts stay in English, where the rest is not: a sentence.
    in_english: String,
    evidence: Vec<EvidenceView>,
    workpapers: Vec<WorkpaperView>,
    not_looked_at: Vec<NotLookedAtView>,
    pruned: Vec<String>,
    migration: Vec<String>,
    framework: String,
    disclaimer: String,
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
    /// Whether a window is examined, and the day lies in it.
    running: bool,
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
    /// Whether an adverse opinion is more likely than any other together.
    likely_adverse: bool,
}

/// The view of a result.
pub(super) fn view(material: &Material<'_>, reader: &Reader<'_>) -> View {
    let &Material {
        engagement,
        assessment,
        forecast,
        plan,
        advice,
        trend: _,
    } = material;
    let language = reader.language;
    let scene = Scene::in_language(material, language);
    let identity = Identity::of(engagement);
    let profile = &engagement.profile;
    let window = engagement.window();
    let priors = &engagement.catalogue.priors;
    let framework = &engagement.catalogue.framework;
    let organisation = profile.organisation.trim();
    let brand = reader.brand.cloned().unwrap_or_default();
    let (register, closed_entries) = scene.register(plan);
    let gaps: Vec<GapView> = plan
        .gaps
        .iter()
        .zip(&register)
        .enumerate()
        .filter_map(|(i, (gap, line))| scene.gap(i + 1, gap, line))
        .collect();
    let (gaps, more_gaps) = gaps.split_at(gaps.len().min(GAPS_IN_FULL));
    let answers: Vec<AnswerView> = scene.answers();
    let of = |mark: &str| {
        answers
            .iter()
            .filter(|a| a.mark == mark)
            .cloned()
            .collect::<Vec<_>>()
    };
    let open = |a: &&AnswerView| a.open;
    View {
        title: {
            let own = said!(
                language,
                "{framework} gap report",
                framework = framework.name
            );
            let title = match brand.report_title.trim() {
                "" => own,
                title => title.to_owned(),
            };
            match organisation {
                "" => title,
                name => format!("{title}: {name}"),
            }
        },
        organisation: organisation.to_owned(),
        as_of: language.day(engagement.as_of),
        window: WindowView {
            start: language.day(window.start),
            end: language.day(window.end),
            days: window.days(),
            place: scene.place_in_window(),
            running: profile.report_type == 2 && scene.place() == Place::Inside,
        },
        words: brand.said(&framework.words),
        examination: framework.words.examination(profile.report_type).to_owned(),
        anchor: priors.anchor.clone(),
        severity_weights: {
            let heaviest_first = priors.severity_weights.iter().rev();
            let each: Vec<String> = heaviest_first
                .map(|(severity, weight)| {
                    let weight = language.decimal(&weight.to_string());
                    format!("{} {weight}", language.word(severity.as_str()))
                })
                .collect();
            each.join(", ")
        },
        report_type: profile.report_type,
        categories: scene.categories(),
        headcount: match engagement.headcount() {
            n if n.basis == Basis::Stated => {
                said!(language, "{people} people", people = n.value)
            }
            n => said!(
                language,
                "△ {people} people (assumed: nobody said how many)",
                people = n.value
            ),
        },
        sampling_policy: sensitivity::sampling_policy(language, engagement),
        entered_sampling: match profile.auditor_sampling {
            Some(_) => sensitivity::sampling_policy(language, engagement),
            None => String::new(),
        },
        questionnaire: format!(
            "{} {}",
            engagement.questionnaire.title, engagement.questionnaire.version
        ),
        questionnaire_sha256: engagement.questionnaire_sha256.to_owned(),
        other_text: engagement.other_text,
        engine: env!("CARGO_PKG_VERSION"),
        report_id: identity.id,
        report_sha256: identity.sha256,
        catalogue_sha256: identity.catalogue,
        looked_at: number(assessment.controls.len()),
        // What was said not to apply has left every count.
        in_scope: number(assessment.controls.len() + assessment.not_looked_at.len()),
        asked: number(
            assessment
                .controls
                .iter()
                .filter(|c| c.claim.kind != ClaimKind::NotAsked)
                .count(),
        ),
        answered: assessment
            .controls
            .iter()
            .any(|c| matches!(c.claim.kind, ClaimKind::Level | ClaimKind::Unknown))
            || assessment
                .controls
                .iter()
                .any(|c| c.occurrences.decided > 0),
        on_file: assessment
            .controls
            .iter()
            .any(|c| c.occurrences.decided > 0),
        type_1: profile.report_type == 1,
        band_elevated: language.percent(priors.bands.elevated),
        band_high: language.percent(priors.bands.high),
        shown: scene.shown(),
        out_of_scope: scene.out_of_scope(),
        score_supported: language.points(
            assessment.score.supported.low,
            assessment.score.supported.high,
        ),
        score_claimed: language.points(assessment.score.claimed.low, assessment.score.claimed.high),
        open_answers: number(answers.iter().filter(open).count()),
        unanswered: scene.unanswered(),
        outlook: outlook(language, forecast.headline),
        if_claims_hold: outlook(language, forecast.if_claims_hold),
        only_what_is_shown: outlook(language, forecast.only_what_is_shown),
        strip: scene.strip(),
        sensitivity: scene.sensitivity(&advice.sensitivity),
        correlation: language.decimal(&priors.correlation.to_string()),
        trust_in_claims: language.decimal(&priors.trust_in_claims.to_string()),
        domains: scene.domains(),
        families: scene.families(),
        systems: scene.systems(),
        committee: plan.committee,
        found: scene.found(plan),
        closure: scene.closure(plan, &register),
        worked_on: register
            .iter()
            .filter(|l| l.is_worked_on())
            .cloned()
            .collect(),
        closed_entries,
        register,
        asked_for: scene.requested(&advice.asked_for),
        requests: scene.requests(advice.not_asked_for()),
        mock_audit: scene.mock_audit(&advice.mock_audit),
        strengths: scene.strengths(),
        brand,
        changes: reader.previous.map(|p| scene.changes(p)),
        trend: reader.trend.map(|t| scene.trend(t)),
        controls: assessment
            .controls
            .iter()
            .map(|c| scene.control(c))
            .collect(),
        untested: forecast.untested.iter().map(|id| scene.named(id)).collect(),
        readiness: scene.readiness(&plan.readiness),
        type_rows: scene.type_rows(),
        key_without_evidence: scene.key_without_evidence(),
        examination_day: profile
            .examination_day
            .map_or_else(String::new, |d| language.day(d)),
        red_flags: scene.red_flags(&plan.gaps),
        contradictions: scene.contradictions(),
        gaps: gaps.to_vec(),
        more_gaps: more_gaps.to_vec(),
        unknowns: scene.unknowns(&advice.unknowns),
        fixes: scene.fixes(&advice.fixes),
        windows: scene.windows(&advice.windows),
        calendar: scene.calendar(&advice.calendar),
        exclusions: of("–"),
        answers,
        in_english: scene.in_english(),
        evidence: scene.evidence(),
        workpapers: scene.workpapers(),
        not_looked_at: scene.not_looked_at(),
        pruned: scene.pruned(),
        migration: scene.migration(),
        framework: framework.name.clone(),
        disclaimer: framework.disclaimer.clone(),
        criteria_not_reached: scene.criteria_not_reached(),
        assumptions: scene.assumptions(),
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn outlook(language: Language<'_>, o: Outlook) -> OutlookView {
    OutlookView {
        expected: language.expected(o.expected),
        low: o.low,
        high: o.high,
        clean: language.percent(o.clean),
        unmodified_with_exceptions: language.opinion(o.unmodified_with_exceptions),
        qualified: language.opinion(o.qualified),
        adverse: language.opinion(o.adverse),
        qualified_or_adverse: language.opinion(o.qualified + o.adverse),
        likely_adverse: o.adverse > LIKELY,
    }
}
