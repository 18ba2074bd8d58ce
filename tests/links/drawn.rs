//! Saved assessments of any shape, usable or not: a link carries each as it is.

use std::collections::BTreeMap;

use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::date::Date;
use tickmark::input;
use tickmark::input::answers::*;
use tickmark::input::control::Cadence;
use tickmark::input::policy::Tier;
use tickmark::input::questionnaire::Question;
use tickmark::input::register::{Acceptance, RegisterEntry, Status};
use tickmark::input::sampling::{AuditorSampling, StatedSize};
use tickmark::input::scoping::StatedFact;

fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        9 => 20_000_i64..21_000,
        1 => -719_162_i64..2_932_896,
    ]
    .prop_map(|days| Date::new(1970, 1, 1).unwrap().plus_days(days))
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[a-z]{1,8}( [a-z]{1,8}){0,4}", 1 => "\\PC{0,12}", 1 => Just(String::new())]
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[a-z]{2,6}-[a-z]{2,6}", 1 => words()]
}

fn one_of<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(all.to_vec())
}

fn period() -> impl Strategy<Value = PeriodAnswer> {
    let states = [
        SaidState::Missed,
        SaidState::Late,
        SaidState::Claimed,
        SaidState::OnTime,
        SaidState::Unknown,
    ];
    (
        prop_oneof![4 => "2026-q[1-4]", 1 => words()],
        one_of(&states),
    )
        .prop_map(|(period, state)| PeriodAnswer { period, state })
}

fn counted() -> impl Strategy<Value = Counted> {
    (day(), day(), any::<u32>(), option::of(any::<u32>())).prop_map(
        |(since, until, total, conforming)| Counted {
            since,
            until,
            total,
            conforming,
        },
    )
}

fn last() -> impl Strategy<Value = Last> {
    prop_oneof![
        any::<bool>().prop_map(Last::Never),
        day().prop_map(Last::On)
    ]
}

/// An answer of which every part is there or not, to this question or nearly.
fn answer(question: &Question) -> impl Strategy<Value = Answer> + use<> {
    let choices: Vec<String> = question.choices.iter().map(|c| c.id.clone()).collect();
    let items: Vec<String> = question
        .items
        .iter()
        .map(|i| i.id.clone())
        .chain(["none".to_owned()])
        .collect();
    let (name, rev) = (question.id.clone(), question.rev);
    let states = [
        SystemState::Conforms,
        SystemState::DoesNot,
        SystemState::Unknown,
        SystemState::NotHere,
    ];
    let choice = match choices.is_empty() {
        true => id().boxed(),
        false => prop_oneof![9 => one_of(&choices), 1 => id()].boxed(),
    };
    let system = (one_of(&items), one_of(&states))
        .prop_map(|(system, state)| SystemAnswer { system, state });
    let given = (
        option::of(choice),
        prop::collection::vec(period(), 0..4),
        option::weighted(0.3, counted()),
        option::weighted(0.2, day()),
        option::weighted(0.2, last()),
        prop::collection::vec(system, 0..3),
    );
    let given = given
        .prop_map(
            |(choice, periods, population, as_of, last, systems)| Answer {
                choice,
                periods,
                population,
                as_of,
                last,
                systems,
                ..Answer::default()
            },
        )
        .boxed();
    let unknown = option::of(words()).prop_map(|ask| Answer {
        unknown: Some(Unknown { ask }),
        ..Answer::default()
    });
    let not = words()
        .prop_map(|reason| Answer {
            not_applicable: Some(NotApplicable { reason }),
            ..Answer::default()
        })
        .boxed();
    let later = any::<bool>().prop_map(|later| Answer {
        later,
        ..Answer::default()
    });
    // Of two minds: no question takes it, and a link carries it.
    let both = (given.clone(), not.clone()).prop_map(|(given, not)| Answer {
        later: true,
        ..Answer {
            not_applicable: not.not_applicable,
            ..given
        }
    });
    let said = prop_oneof![6 => given, 2 => unknown, 1 => not, 1 => later, 1 => both];
    let asked = prop_oneof![19 => Just(name), 1 => id()];
    let rev = prop_oneof![9 => Just(rev), 1 => any::<u32>()];
    (said, asked, rev, option::weighted(0.3, words())).prop_map(|(answer, question, rev, note)| {
        Answer {
            question,
            rev,
            note,
            ..answer
        }
    })
}

/// Answers to some of the questions, in any order, some of them twice.
fn answers(questions: &[Question]) -> impl Strategy<Value = Vec<Answer>> + use<> {
    let each: Vec<_> = questions
        .iter()
        .map(|q| option::weighted(0.7, answer(q)))
        .collect();
    let some = each.prop_map(|all| all.into_iter().flatten().collect::<Vec<Answer>>());
    let some = (some, any::<prop::sample::Index>(), any::<bool>())
        .prop_map(|(mut all, at, twice)| {
            if twice && !all.is_empty() {
                let again = all[at.index(all.len())].clone();
                all.push(again);
            }
            all
        })
        .boxed();
    prop_oneof![some.clone(), some.prop_shuffle()]
}

fn sampling() -> impl Strategy<Value = AuditorSampling> {
    let cadences = [Cadence::Daily, Cadence::Weekly, Cadence::Annual];
    let size =
        (one_of(&cadences), any::<u32>()).prop_map(|(cadence, size)| StatedSize { cadence, size });
    let some = || option::of(any::<u32>());
    let tier =
        (any::<u32>(), some(), some(), some()).prop_map(|(from, size, percent, at_least)| Tier {
            from,
            size,
            percent,
            at_least,
        });
    let tiers = prop::collection::vec(tier, 0..3);
    (
        option::of(words()),
        prop::collection::vec(size, 0..3),
        tiers.clone(),
        tiers.clone(),
        tiers,
    )
        .prop_map(
            |(source, periodic, occurrence, document, configuration)| AuditorSampling {
                source,
                periodic,
                occurrence,
                document,
                configuration,
            },
        )
}

fn profile() -> impl Strategy<Value = Profile> {
    let cadences = [
        Cadence::Monthly,
        Cadence::Quarterly,
        Cadence::SemiAnnual,
        Cadence::Annual,
    ];
    let who = (
        words(),
        any::<u8>(),
        prop::collection::vec(id(), 0..3),
        option::of(words()),
        option::of(any::<u32>()),
        (day(), day()).prop_map(|(start, end)| Window { start, end }),
        option::of(day()),
        prop_oneof![Just("customary".to_owned()), id()],
        option::of(sampling()),
    );
    let lists = (
        prop::collection::vec(
            (id(), any::<u32>()).prop_map(|(id, value)| StatedValue { id, value }),
            0..3,
        ),
        prop::collection::vec(
            (id(), one_of(&cadences))
                .prop_map(|(control, cadence)| StatedCadence { control, cadence }),
            0..3,
        ),
        prop::collection::vec(
            (id(), prop::collection::vec(id(), 0..3))
                .prop_map(|(fact, values)| StatedFact { fact, values }),
            0..3,
        ),
        prop::collection::vec(
            (id(), option::of(words())).prop_map(|(id, name)| System { id, name }),
            0..3,
        ),
        prop::collection::vec(
            (id(), any::<u32>()).prop_map(|(id, count)| StatedPopulation { id, count }),
            0..3,
        ),
        prop::collection::vec(
            (id(), words()).prop_map(|(control, owner)| StatedOwner { control, owner }),
            0..3,
        ),
    );
    (who, lists).prop_map(|(who, lists)| {
        let (
            organisation,
            report_type,
            categories,
            time_zone,
            headcount,
            window,
            examination_day,
            sampling_policy,
            auditor_sampling,
        ) = who;
        let (policies, cadences, facts, systems, populations, owners) = lists;
        Profile {
            organisation,
            report_type,
            categories,
            time_zone,
            headcount,
            window,
            examination_day,
            sampling_policy,
            auditor_sampling,
            policies,
            cadences,
            facts,
            systems,
            populations,
            owners,
        }
    })
}

/// Evidence, with keys of its own.
fn register() -> impl Strategy<Value = Vec<RegisterEntry>> {
    let states = [
        Status::Open,
        Status::InProgress,
        Status::ReadyForRetest,
        Status::Closed,
    ];
    let accepted = (words(), day(), option::of(words()), option::of(day())).prop_map(
        |(reason, until, by, on)| Acceptance {
            reason,
            until,
            by,
            on,
        },
    );
    let entry = (
        id(),
        one_of(&states),
        option::of(words()),
        option::of(day()),
        option::of(words()),
        option::of(accepted),
    );
    let entry = entry.prop_map(
        |(control, status, owner, due, response, accepted)| RegisterEntry {
            control,
            status,
            owner,
            due,
            opened: due,
            response,
            accepted,
        },
    );
    prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(entry, 1..4)]
}

fn evidence() -> impl Strategy<Value = Value> {
    let extra = prop_oneof![
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // What is not read back as it is written (serde_json rounds the last digit of some) is refused, not changed.
        (-1_000_000_i64..1_000_000).prop_map(|n| Value::from(n as f64 / 8.0)),
        words().prop_map(Value::from),
        prop::collection::btree_map("[a-z]{1,3}", words(), 0..3)
            .prop_map(|all: BTreeMap<_, _>| json!(all)),
    ];
    let entry = (
        id(),
        words(),
        option::of("[0-9a-f]{64}"),
        extra,
        option::of(day()),
    )
        .prop_map(|(id, title, sha256, extra, as_of)| {
            let mut entry =
                json!({ "id": id, "title": title, "kind": "document", "theirs": extra });
            if let Some(sha256) = sha256 {
                entry["file"] = json!({ "name": title, "sha256": sha256 });
            }
            if let Some(as_of) = as_of {
                entry["asOf"] = json!(as_of);
            }
            entry
        });
    prop_oneof![3 => Just(json!([])), 1 => prop::collection::vec(entry, 1..4).prop_map(Value::from)]
}

/// Any saved assessment to one of the questionnaires that come with the library.
pub(crate) fn assessment() -> impl Strategy<Value = AssessmentFile> {
    let questionnaires = &input::content().unwrap().questionnaires;
    let to = (0..questionnaires.len()).prop_flat_map(move |i| {
        let questionnaire = &questionnaires[i].questionnaire;
        let sha256 = prop_oneof![
            Just(Some(questionnaires[i].sha256.clone())),
            Just(None),
            "[0-9a-f]{64}".prop_map(Some),
            words().prop_map(Some),
        ];
        let version = prop_oneof![Just(questionnaire.version.clone()), words()];
        let reference = (sha256, version).prop_map(move |(sha256, version)| QuestionnaireRef {
            id: questionnaire.id.clone(),
            version,
            sha256,
        });
        (reference, answers(&questionnaire.questions))
    });
    (to, profile(), day(), evidence(), register()).prop_map(
        |((questionnaire, answers), profile, as_of, evidence, register)| AssessmentFile {
            format: ASSESSMENT_FORMAT.to_owned(),
            version: ASSESSMENT_VERSION,
            as_of,
            questionnaire,
            profile,
            answers,
            evidence: serde_json::from_value(evidence).unwrap(),
            register,
            // A list of somebody else goes into no link: tests/requests.rs.
            auditor_requests: Vec::new(),
        },
    )
}
