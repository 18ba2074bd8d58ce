//! Answers in a link: a byte for each question in the order of the questionnaire, then what goes with it.

use std::collections::BTreeMap;

use super::bytes::{Reader, Taken, Unreadable, Writer};
use super::saved::{json, of_json};
use super::shape::{QuestionShape, Shape};
use crate::date::Date;
use crate::input::answers::{
    Answer, Counted, Last, NotApplicable, PeriodAnswer, SaidState, SystemAnswer, SystemState,
    Unknown, Window,
};

/// What was answered: one of these, or from [`CHOICE`] on the place of a choice.
const NONE: u8 = 0;
const LATER: u8 = 1;
const UNKNOWN: u8 = 2;
const NOT_APPLICABLE: u8 = 3;
const DATA_ALONE: u8 = 4;
const CHOICE: u8 = 5;

/// What goes with an answer, a bit each.
const NOTE: u8 = 1;
const PERIODS: u8 = 2;
const POPULATION: u8 = 4;
const AS_OF: u8 = 8;
const LAST: u8 = 16;
const SYSTEMS: u8 = 32;
const ASK: u8 = 64;

const SAID: [SaidState; 5] = [
    SaidState::Missed,
    SaidState::Late,
    SaidState::Claimed,
    SaidState::OnTime,
    SaidState::Unknown,
];
const STATES: [SystemState; 4] = [
    SystemState::Conforms,
    SystemState::DoesNot,
    SystemState::Unknown,
    SystemState::NotHere,
];

/// The days that others are counted from.
#[derive(Clone, Copy)]
pub(super) struct Days {
    pub(super) as_of: Date,
    pub(super) window: Window,
}

/// Writes answers. One that has no place of its own (of another questionnaire or revision, or of two minds) is
/// written as JSON.
pub(super) fn write(out: &mut Writer, answers: &[Answer], shape: &Shape, days: Days) {
    let place: BTreeMap<&str, usize> = shape
        .questions
        .iter()
        .enumerate()
        .map(|(i, q)| (q.id.as_str(), i))
        .collect();
    let mut packed: BTreeMap<usize, (u8, &Answer)> = BTreeMap::new();
    let mut order = Vec::new();
    let mut others = Vec::new();
    for (at, answer) in answers.iter().enumerate() {
        let question = place.get(answer.question.as_str());
        let code = question.and_then(|i| Some((*i, code(answer, shape.questions.get(*i)?)?)));
        match code.filter(|(i, _)| !packed.contains_key(i)) {
            Some((i, code)) => {
                packed.insert(i, (code, answer));
                order.push(i);
            }
            None => others.push((at, answer)),
        }
    }
    for i in 0..shape.questions.len() {
        out.byte(packed.get(&i).map_or(NONE, |(code, _)| *code));
    }
    // In the order of the questionnaire, or the rank of each as they stand in the file.
    let sorted = order.is_sorted();
    out.byte(u8::from(!sorted));
    if !sorted {
        let rank: BTreeMap<usize, usize> =
            packed.keys().enumerate().map(|(r, i)| (*i, r)).collect();
        for i in &order {
            out.count(rank.get(i).copied().unwrap_or_default());
        }
    }
    let mut periods: Vec<&str> = Vec::new();
    for (_, answer) in packed.values() {
        out.byte(parts(answer));
        for said in &answer.periods {
            if !periods.contains(&said.period.as_str()) {
                periods.push(&said.period);
            }
        }
    }
    out.list(&periods, |out, period| out.text(period));
    for (i, (_, answer)) in &packed {
        if let Some(question) = shape.questions.get(*i) {
            data(out, answer, question, &periods, days);
        }
    }
    for (_, answer) in packed.values() {
        let ask = answer.unknown.as_ref().and_then(|u| u.ask.as_deref());
        let reason = answer.not_applicable.as_ref().map(|n| n.reason.as_str());
        for text in [ask, reason, answer.note.as_deref()].into_iter().flatten() {
            out.text(text);
        }
    }
    out.list(&others, |out, (at, answer)| {
        out.count(*at);
        out.text(&json(answer));
    });
}

/// The code of an answer that has a place of its own.
fn code(answer: &Answer, question: &QuestionShape) -> Option<u8> {
    let item = |s: &SystemAnswer| question.items.contains(&s.system);
    if answer.rev != question.rev || !answer.systems.iter().all(item) {
        return None;
    }
    let given = answer.is_given();
    match (
        given,
        answer.later,
        answer.unknown.is_some(),
        answer.not_applicable.is_some(),
    ) {
        (false, true, false, false) => Some(LATER),
        (false, false, true, false) => Some(UNKNOWN),
        (false, false, false, true) => Some(NOT_APPLICABLE),
        (true, false, false, false) => match &answer.choice {
            None => Some(DATA_ALONE),
            Some(choice) => {
                let at = question.choices.iter().position(|c| c == choice)?;
                CHOICE.checked_add(u8::try_from(at).ok()?)
            }
        },
        _ => None,
    }
}

fn parts(answer: &Answer) -> u8 {
    let bit = |there: bool, bit: u8| if there { bit } else { 0 };
    bit(answer.note.is_some(), NOTE)
        | bit(!answer.periods.is_empty(), PERIODS)
        | bit(answer.population.is_some(), POPULATION)
        | bit(answer.as_of.is_some(), AS_OF)
        | bit(answer.last.is_some(), LAST)
        | bit(!answer.systems.is_empty(), SYSTEMS)
        | bit(
            answer.unknown.as_ref().is_some_and(|u| u.ask.is_some()),
            ASK,
        )
}

fn data(out: &mut Writer, answer: &Answer, question: &QuestionShape, periods: &[&str], days: Days) {
    let place = |n: Option<usize>| n.unwrap_or_default();
    if !answer.periods.is_empty() {
        out.list(&answer.periods, |out, said| {
            let period = place(periods.iter().position(|p| *p == said.period));
            let state = place(SAID.iter().position(|s| *s == said.state));
            out.count(period * SAID.len() + state);
        });
    }
    if let Some(counted) = &answer.population {
        out.day(counted.since, days.window.start);
        out.day(counted.until, days.as_of);
        out.number(counted.total);
        out.number(counted.conforming.map_or(0, |n| u64::from(n) + 1));
    }
    if let Some(day) = answer.as_of {
        out.day(day, days.as_of);
    }
    match answer.last {
        Some(Last::Never(never)) => out.byte(u8::from(never)),
        Some(Last::On(day)) => {
            out.byte(2);
            out.day(day, days.as_of);
        }
        None => {}
    }
    if !answer.systems.is_empty() {
        out.list(&answer.systems, |out, said| {
            let item = place(question.items.iter().position(|i| *i == said.system));
            let state = place(STATES.iter().position(|s| *s == said.state));
            out.count(item * STATES.len() + state);
        });
    }
}

/// Reads what [`write`] wrote.
pub(super) fn read(from: &mut Reader<'_>, shape: &Shape, days: Days) -> Taken<Vec<Answer>> {
    let codes = from.raw(shape.questions.len())?;
    let mut packed: Vec<(&QuestionShape, Answer)> = Vec::new();
    for (question, code) in shape.questions.iter().zip(codes) {
        if *code != NONE {
            packed.push((question, begun(question, *code)?));
        }
    }
    let order: Option<Vec<usize>> = match from.flag()? {
        false => None,
        true => Some(packed.iter().map(|_| from.number()).collect::<Taken<_>>()?),
    };
    let parts: Vec<u8> = from.raw(packed.len())?.to_vec();
    let periods = from.list(Reader::text)?;
    for ((question, answer), parts) in packed.iter_mut().zip(&parts) {
        filled(from, answer, question, *parts, &periods, days)?;
    }
    for ((_, answer), parts) in packed.iter_mut().zip(&parts) {
        if parts & ASK != 0 {
            let unknown = answer.unknown.as_mut().ok_or(Unreadable)?;
            unknown.ask = Some(from.text()?);
        }
        if let Some(not_applicable) = &mut answer.not_applicable {
            not_applicable.reason = from.text()?;
        }
        if parts & NOTE != 0 {
            answer.note = Some(from.text()?);
        }
    }
    let answers: Vec<Answer> = packed.into_iter().map(|(_, answer)| answer).collect();
    let mut answers = match order {
        None => answers,
        Some(order) => ordered(answers, &order)?,
    };
    let others = from.list(|from| {
        let at: usize = from.number()?;
        let answer: Answer = of_json(&from.text()?)?;
        Ok((at, answer))
    })?;
    for (at, answer) in others {
        if at > answers.len() {
            return Err(Unreadable);
        }
        answers.insert(at, answer);
    }
    Ok(answers)
}

/// Each answer once, as the file had them.
fn ordered(answers: Vec<Answer>, order: &[usize]) -> Taken<Vec<Answer>> {
    let mut left: Vec<Option<Answer>> = answers.into_iter().map(Some).collect();
    let taken = order
        .iter()
        .map(|i| left.get_mut(*i).and_then(Option::take).ok_or(Unreadable));
    taken.collect()
}

fn begun(question: &QuestionShape, code: u8) -> Taken<Answer> {
    let mut answer = Answer {
        question: question.id.clone(),
        rev: question.rev,
        ..Answer::default()
    };
    match code {
        LATER => answer.later = true,
        UNKNOWN => answer.unknown = Some(Unknown::default()),
        NOT_APPLICABLE => {
            answer.not_applicable = Some(NotApplicable {
                reason: String::new(),
            });
        }
        DATA_ALONE => {}
        code => {
            let place = usize::from(code.checked_sub(CHOICE).ok_or(Unreadable)?);
            let choice = question.choices.get(place).ok_or(Unreadable)?;
            answer.choice = Some(choice.clone());
        }
    }
    Ok(answer)
}

fn filled(
    from: &mut Reader<'_>,
    answer: &mut Answer,
    question: &QuestionShape,
    parts: u8,
    periods: &[String],
    days: Days,
) -> Taken<()> {
    if parts & PERIODS != 0 {
        answer.periods = from.list(|from| {
            let n: usize = from.number()?;
            let period = periods.get(n / SAID.len()).ok_or(Unreadable)?;
            let state = SAID.get(n % SAID.len()).ok_or(Unreadable)?;
            Ok(PeriodAnswer {
                period: period.clone(),
                state: *state,
            })
        })?;
    }
    if parts & POPULATION != 0 {
        answer.population = Some(Counted {
            since: from.day(days.window.start)?,
            until: from.day(days.as_of)?,
            total: from.number()?,
            conforming: match from.long()? {
                0 => None,
                n => Some(u32::try_from(n - 1).map_err(|_| Unreadable)?),
            },
        });
    }
    if parts & AS_OF != 0 {
        answer.as_of = Some(from.day(days.as_of)?);
    }
    if parts & LAST != 0 {
        answer.last = Some(match from.byte()? {
            0 => Last::Never(false),
            1 => Last::Never(true),
            2 => Last::On(from.day(days.as_of)?),
            _ => return Err(Unreadable),
        });
    }
    if parts & SYSTEMS != 0 {
        answer.systems = from.list(|from| {
            let n: usize = from.number()?;
            let system = question.items.get(n / STATES.len()).ok_or(Unreadable)?;
            let state = STATES.get(n % STATES.len()).ok_or(Unreadable)?;
            Ok(SystemAnswer {
                system: system.clone(),
                state: *state,
            })
        })?;
    }
    Ok(())
}
