//! A result as exports tell it: the only part of them that knows what it was worked out with.

use super::input::{
    AskedForTold, AssessedTold, ControlTold, DayBefore, ExportInput, FileTold, FrameworkTold,
    GapTold, NoGapTold, NoLongerTold, PaperTold, RequestTold, StepTold, TaskTold,
};
use super::since::Since;
use super::tested::{papers, verdict};
use crate::assessment::occurrences::{Occurrence, Source};
use crate::assessment::{ClaimKind, ControlAssessment};
use crate::comparison::trend::Trend;
use crate::input::control::Control;
use crate::plan::asked::AskedFor;
use crate::plan::calendar::Task;
use crate::plan::gaps::Gap;
use crate::plan::register::RegisterLine;
use crate::plan::requests::Request;
use crate::report::Material;
use crate::report::language::ENGLISH;
use crate::report::view::register::RegisterView;
use crate::report::view::requests::step;
use crate::report::view::scene::Scene;

impl ExportInput {
    /// What exports of this result are written from.
    #[must_use]
    pub fn of(material: &Material<'_>) -> Self {
        let scene = Scene::of(material);
        let engagement = material.engagement;
        let framework = &engagement.catalogue.framework;
        let report_type = engagement.profile.report_type;
        let (views, _) = scene.register(material.plan);
        let told = material.plan.register.iter().zip(views);
        let gaps = material.plan.gaps.iter().zip(told).enumerate();
        let others = material.plan.register.iter().filter(|l| l.number.is_none());
        let calendar = &material.advice.calendar;
        let audit = &material.advice.mock_audit;
        Self {
            as_of: engagement.as_of,
            organisation: engagement.profile.organisation.trim().to_owned(),
            report_type,
            window: engagement.window(),
            fieldwork: audit.fieldwork,
            framework: FrameworkTold {
                id: framework.id.clone(),
                name: framework.name.clone(),
                an_examiner: framework.words.an_examiner.clone(),
                examination: framework.words.examination(report_type).to_owned(),
                disclaimer: framework.disclaimer.clone(),
            },
            controls: engagement
                .catalogue
                .controls
                .iter()
                .map(|(_, control)| control_told(material, &scene, control))
                .collect(),
            gaps: gaps
                .filter_map(|(i, (gap, (line, view)))| {
                    gap_told(material, &scene, i + 1, gap, line, view)
                })
                .collect(),
            no_gaps: others
                .map(|line| NoGapTold {
                    line: line.clone(),
                    note: scene.note(line),
                    since: Since::data(material.trend, &line.control),
                })
                .collect(),
            compared: material.trend.is_some(),
            no_longer: no_longer(material),
            days_before: days_before(material, &scene),
            asked_for: material
                .advice
                .asked_for
                .iter()
                .map(|request| asked_for_told(&scene, request))
                .collect(),
            requests: material
                .advice
                .requests
                .iter()
                .map(|request| request_told(&scene, request))
                .collect(),
            tasks: calendar
                .overdue
                .iter()
                .chain(&calendar.tasks)
                .map(task_told)
                .collect(),
            steps: audit
                .steps
                .iter()
                .map(|audited| StepTold {
                    day: audited.day,
                    late: audited.late,
                    what: step(ENGLISH, audited.what, &framework.words.examiner),
                })
                .collect(),
            evidence: engagement
                .evidence
                .iter()
                .map(|entry| FileTold {
                    id: entry.id.clone(),
                    name: scene.file_name(&entry.id),
                    title: entry.title.clone(),
                    sha256: entry.file.as_ref().and_then(|f| f.sha256.clone()),
                })
                .collect(),
        }
    }
}

fn control_told(material: &Material<'_>, scene: &Scene<'_>, control: &Control) -> ControlTold {
    let engagement = material.engagement;
    let criteria = std::iter::once(&control.primary).chain(&control.secondary);
    let mut forecast = material.forecast.controls.iter();
    let mut assessed = material.assessment.controls.iter();
    ControlTold {
        id: control.id.clone(),
        name: control.name.clone(),
        severity: control.severity,
        criteria: criteria
            .filter(|id| scene.is_examined(id))
            .cloned()
            .collect(),
        deviation: scene.deviation(control),
        keep: control.keep.clone(),
        why: control.why.clone(),
        fix_properly: control.fix_properly.clone(),
        effort_days: control.effort_days,
        lead_weeks: control.lead_weeks,
        depends_on: control.depends_on.clone(),
        often: control.cadence.map(|_| engagement.cadence(control).0),
        drawn_from: forecast.find(|f| f.id == control.id).map(|f| f.population),
        assessed: assessed
            .find(|c| c.id == control.id)
            .map(|c| assessed_told(material, scene, c)),
    }
}

fn assessed_told(
    material: &Material<'_>,
    scene: &Scene<'_>,
    c: &ControlAssessment,
) -> AssessedTold {
    let occurrences = &c.occurrences;
    let listed = occurrences.listed.iter();
    let deviating = listed.clone().filter(|o| o.state.deviates());
    let papers = papers(material.engagement, c);
    AssessedTold {
        domain: scene.domain_name(&c.domain),
        claimed: ENGLISH.claimed(c.claim.kind, c.claimed),
        supported: ENGLISH.levels(c.supported),
        population: occurrences.population,
        deviations: occurrences.deviations,
        decided: occurrences.shown.decided,
        shown_deviations: occurrences.shown.deviations,
        affected: deviating.map(|o| o.label.clone()).collect(),
        files: once_each(listed.filter_map(|o| Some(scene.file_name(o.evidence.as_ref()?)))),
        said: said(scene, c),
        verdict: verdict(c, &papers),
        papers: papers
            .into_iter()
            .map(|(entry, paper)| PaperTold {
                evidence: entry.id.clone(),
                as_of: entry.as_of,
                paper: paper.clone(),
            })
            .collect(),
    }
}

/// What was said of a control, a line each; nothing where nobody spoke of it.
fn said(scene: &Scene<'_>, c: &ControlAssessment) -> Option<Vec<String>> {
    let mut lines = match c.claim.kind {
        ClaimKind::Level => {
            let questions = c.claim.questions.iter();
            let quoted = questions.map(|q| format!("○ \"{}\"", scene.answer_text(q)));
            quoted.collect()
        }
        ClaimKind::Unknown => vec!["? Nobody who was asked knows.".to_owned()],
        ClaimKind::Open | ClaimKind::NotAsked => return None,
    };
    let stated = |o: &&Occurrence| o.source == Source::Stated && o.state.deviates();
    let deviations = c.occurrences.listed.iter().filter(stated);
    lines.extend(deviations.map(|o| format!("✗ {}: a deviation, as was said", o.label)));
    Some(lines)
}

/// Gaps that the assessment before had, and of which the register of this one says nothing.
fn no_longer(material: &Material<'_>) -> Vec<NoLongerTold> {
    let before = material.trend.and_then(Trend::before);
    let known = |id: &str| material.plan.register.iter().any(|l| l.control == id);
    let gone = before.iter().flat_map(|p| &p.gaps).filter(|id| !known(id));
    gone.map(|id| NoLongerTold {
        control: id.clone(),
        since: Since::data(material.trend, id),
    })
    .collect()
}

fn days_before(material: &Material<'_>, scene: &Scene<'_>) -> Vec<DayBefore> {
    let Some(before) = material.trend.and_then(Trend::before) else {
        return Vec::new();
    };
    let had = before
        .register
        .iter()
        .filter(|e| before.has_gap(&e.control));
    had.map(|entry| DayBefore {
        control: entry.control.clone(),
        named: scene.named(&entry.control),
        due: entry.due,
        accepted_until: entry.accepted.as_ref().map(|a| a.until),
    })
    .collect()
}

fn gap_told(
    material: &Material<'_>,
    scene: &Scene<'_>,
    number: usize,
    gap: &Gap,
    line: &RegisterLine,
    view: RegisterView,
) -> Option<GapTold> {
    let told = scene.gap(number, gap, &view)?;
    let mut forecast = scene.forecast.controls.iter();
    let noted = forecast.find(|f| f.id == gap.control);
    let noted = noted.map_or([gap.noted; 3], |f| {
        let ends = f.noted;
        [ends.headline, ends.if_claims_hold, ends.only_what_is_shown]
    });
    Some(GapTold {
        control: gap.control.clone(),
        kind: gap.kind,
        kind_told: told.kind.to_owned(),
        noted: [
            gap.noted,
            noted.into_iter().fold(1.0, f64::min),
            noted.into_iter().fold(0.0, f64::max),
        ]
        .map(|p| format!("{p:.2}")),
        noted_told: told.noted,
        facts: told.facts,
        repair: told.repair,
        fix_now: told.fix_now,
        effort: told.effort,
        lead: told.lead,
        line: line.clone(),
        status: view.status.to_owned(),
        accepted: view.accepted,
        note: view.note,
        since: Since::data(material.trend, &gap.control),
    })
}

fn asked_for_told(scene: &Scene<'_>, request: &AskedFor) -> AskedForTold {
    let (files, links) = on_file(scene, &request.evidence);
    AskedForTold {
        id: request.id.clone(),
        request: request.request.clone(),
        due: request.due,
        owner: request.owner.clone(),
        status: request.status.clone(),
        controls: request.controls.clone(),
        suggested: request.suggested,
        state: request.state,
        files,
        links,
    }
}

/// Names and links of evidence.
fn on_file(scene: &Scene<'_>, evidence: &[String]) -> (Vec<String>, Vec<String>) {
    let entries = scene.engagement.evidence.iter();
    let entries = entries.filter(|e| evidence.contains(&e.id));
    (
        once_each(entries.clone().map(|e| scene.file_name(&e.id))),
        entries.filter_map(|e| e.link.clone()).collect(),
    )
}

fn request_told(scene: &Scene<'_>, request: &Request<'_>) -> RequestTold {
    let (files, links) = on_file(scene, &request.evidence);
    RequestTold {
        control: request.control.to_owned(),
        source: request.source.map(str::to_owned),
        items: request.items.to_vec(),
        sample: request.sample,
        state: request.state,
        owner: request.owner.clone(),
        files,
        links,
    }
}

fn task_told(task: &Task<'_>) -> TaskTold {
    TaskTold {
        id: task.id.clone(),
        control: task.control.to_owned(),
        label: task.period.label.clone(),
        start: task.period.start,
        end: task.period.end,
        due: task.due,
        assumed: task.assumed,
        state: task.state,
        owner: task.owner.clone(),
    }
}

/// Names in their order, each once.
fn once_each(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}
