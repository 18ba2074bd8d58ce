//! A summary as the body of a link, and back.

use super::bytes::{Reader, Taken, Unreadable, Writer};
use super::saved::{meant, word};
use super::shared::{
    Asked, DomainLevels, Levels, OpenGap, Points, SHARED_FORMAT, SHARED_VERSION, Scores, Standing,
    Summary,
};
use crate::date::Date;
use crate::input::answers::Window;
use crate::input::control::Severity;
use crate::plan::state::State;

const STATES: [State; 5] = [
    State::NotStarted,
    State::Building,
    State::DesignReady,
    State::WindowReady,
    State::FieldworkReady,
];

/// The body of a summary.
pub(super) fn write(summary: &Summary) -> Vec<u8> {
    let mut out = Writer::default();
    out.perhaps(summary.organisation.as_deref());
    out.number(summary.report_type);
    out.signed(summary.as_of.days_since_epoch());
    out.day(summary.window.start, summary.as_of);
    out.day(summary.window.end, summary.window.start);
    out.text(&summary.questionnaire.id);
    out.text(&summary.questionnaire.version);
    let id = u64::from_str_radix(&summary.report_id, 16).unwrap_or_default();
    out.raw(id.to_be_bytes().get(2..).unwrap_or_default());
    for state in [summary.readiness.low, summary.readiness.high] {
        out.count(STATES.iter().position(|s| *s == state).unwrap_or_default());
    }
    let score = summary.score;
    for points in [score.supported, score.claimed] {
        for value in [points.low, points.high] {
            out.number((value * 10.0).round().clamp(0.0, 1000.0) as u64);
        }
    }
    out.list(&summary.domains, |out, domain| {
        out.text(&domain.id);
        // Two levels from 0 to 5 in a byte; 36 where there is none.
        let pair = |levels: Levels| levels.low.saturating_mul(6).saturating_add(levels.high);
        out.byte(pair(domain.supported));
        out.byte(domain.claimed.map_or(36, pair));
    });
    if let Some(gaps) = &summary.gaps {
        out.list(gaps, |out, gap| {
            out.text(&gap.control);
            out.text(&word(&gap.severity));
            out.byte(u8::from(gap.due.is_some()));
            if let Some(due) = gap.due {
                out.day(due, summary.as_of);
            }
        });
    }
    out.done()
}

/// Reads what [`write`] wrote.
///
/// * `gaps`: whether gaps are in it.
pub(super) fn read(body: &[u8], gaps: bool) -> Taken<Summary> {
    let mut from = Reader::new(body);
    let organisation = from.perhaps()?;
    let report_type = from.number()?;
    let as_of = from.day(Date::EPOCH)?;
    let start = from.day(as_of)?;
    let end = from.day(start)?;
    let questionnaire = Asked {
        id: from.text()?,
        version: from.text()?,
    };
    let report_id = from.raw(6)?.iter().map(|b| format!("{b:02x}")).collect();
    let readiness = Standing {
        low: state(&mut from)?,
        high: state(&mut from)?,
    };
    let score = Scores {
        supported: points(&mut from)?,
        claimed: points(&mut from)?,
    };
    let domains = from.list(|from| {
        Ok(DomainLevels {
            id: from.text()?,
            supported: levels(from.byte()?).ok_or(Unreadable)?,
            claimed: match from.byte()? {
                36 => None,
                pair => Some(levels(pair).ok_or(Unreadable)?),
            },
        })
    })?;
    let gaps = match gaps {
        false => None,
        true => Some(from.list(|from| {
            let control = from.text()?;
            let severity: Severity = meant(from.text()?)?;
            let due = match from.flag()? {
                true => Some(from.day(as_of)?),
                false => None,
            };
            Ok(OpenGap {
                control,
                severity,
                due,
            })
        })?),
    };
    from.end()?;
    Ok(Summary {
        format: SHARED_FORMAT.to_owned(),
        version: SHARED_VERSION,
        organisation,
        report_type,
        as_of,
        window: Window { start, end },
        questionnaire,
        report_id,
        readiness,
        score,
        domains,
        gaps,
    })
}

fn state(from: &mut Reader<'_>) -> Taken<State> {
    let place: usize = from.number()?;
    STATES.get(place).copied().ok_or(Unreadable)
}

fn points(from: &mut Reader<'_>) -> Taken<Points> {
    let mut tenths = || match from.number::<u16>()? {
        n @ 0..=1000 => Ok(f64::from(n) / 10.0),
        _ => Err(Unreadable),
    };
    Ok(Points {
        low: tenths()?,
        high: tenths()?,
    })
}

fn levels(pair: u8) -> Option<Levels> {
    (pair < 36).then_some(Levels {
        low: pair / 6,
        high: pair % 6,
    })
}
