//! What is due by the period: which time of doing it serves which period.

use crate::date::Date;
use crate::evidence::terms::DuePeriod;

/// One time at which it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) struct Done {
    /// First and last day that it may have been.
    pub(in crate::evidence) days: (Date, Date),
    /// The period that it says it is for.
    pub(in crate::evidence) claim: Claim,
}

/// The period that something says it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Claim {
    /// One of those due, by its place.
    Of(usize),
    /// A quarter that is none of them.
    Other,
    /// It does not say: the day tells.
    None,
}

/// What became of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Outcome {
    /// Done in it or its grace, by this place among the times.
    OnTime(usize),
    /// Done for it after its grace.
    Late(usize),
    /// It depends on the time zone.
    Unsure(usize),
    /// Not done, and the time is over.
    Missed,
    /// Not done so far.
    NotOver,
}

/// The period that a label such as `2026-Q2` or `Q2 2026` names.
pub(in crate::evidence) fn claim(periods: &[DuePeriod], label: Option<&str>) -> Claim {
    let Some(label) = label.map(plain).filter(|l| !l.is_empty()) else {
        return Claim::None;
    };
    let wanted = quarter(&label).unwrap_or_else(|| label.clone());
    let named = |p: &DuePeriod| plain(&p.id) == wanted || plain(&p.label) == wanted;
    match periods.iter().position(named) {
        Some(place) => Claim::Of(place),
        None if quarter(&label).is_some() => Claim::Other,
        None => Claim::None,
    }
}

fn plain(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// `2026q2` for `2026q2`, `q22026` and `2quarter2026`-like words with one year and one quarter.
fn quarter(label: &str) -> Option<String> {
    let (year, rest) = match label.split_at_checked(4) {
        Some((year, rest)) if year.bytes().all(|b| b.is_ascii_digit()) => (year, rest),
        _ => {
            let (rest, year) = label.split_at_checked(label.len().checked_sub(4)?)?;
            (year, rest)
        }
    };
    let number = rest.strip_prefix('q').or_else(|| rest.strip_suffix('q'))?;
    let fits = year.bytes().all(|b| b.is_ascii_digit()) && matches!(number, "1" | "2" | "3" | "4");
    fits.then(|| format!("{year}q{number}"))
}

/// What became of each period, in their order. No time serves two of them.
pub(in crate::evidence) fn outcomes(
    periods: &[DuePeriod],
    done: &[Done],
    as_of: Date,
) -> Vec<Outcome> {
    let mut order: Vec<usize> = (0..done.len()).collect();
    order.sort_by_key(|i| done.get(*i).map(|d| (d.days, *i)));
    let mut used = vec![false; done.len()];
    let mut found = Vec::with_capacity(periods.len());
    for (place, period) in periods.iter().enumerate() {
        // What names the period first: what names none may serve another one.
        let named = order.iter().filter(|i| says(done, **i, Claim::Of(place)));
        let free = order.iter().filter(|i| says(done, **i, Claim::None));
        let candidates: Vec<(usize, (Date, Date))> = named
            .chain(free)
            .filter(|i| used.get(**i) == Some(&false))
            .filter_map(|i| Some((*i, done.get(*i)?.days)))
            .collect();
        let within = |days: &(Date, Date)| period.start <= days.0 && days.1 <= period.due;
        let touches = |days: &(Date, Date)| period.start <= days.1 && days.0 <= period.due;
        let first = |fits: &dyn Fn(&(Date, Date)) -> bool| {
            candidates.iter().find(|(_, days)| fits(days)).map(|c| c.0)
        };
        let late = candidates
            .iter()
            .find(|(i, days)| says(done, *i, Claim::Of(place)) && days.0 > period.due);
        let outcome = if let Some(i) = first(&within) {
            Outcome::OnTime(i)
        } else if let Some(i) = first(&touches) {
            Outcome::Unsure(i)
        } else if let Some((i, _)) = late {
            Outcome::Late(*i)
        } else if period.due >= as_of {
            Outcome::NotOver
        } else {
            Outcome::Missed
        };
        if let Outcome::OnTime(i) | Outcome::Late(i) | Outcome::Unsure(i) = outcome
            && let Some(used) = used.get_mut(i)
        {
            *used = true;
        }
        found.push(outcome);
    }
    found
}

fn says(done: &[Done], place: usize, claim: Claim) -> bool {
    done.get(place).is_some_and(|d| d.claim == claim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn quarters() -> Vec<DuePeriod> {
        let quarter = |id: &str, start: &str, end: &str, due: &str| DuePeriod {
            id: id.to_owned(),
            label: id.to_uppercase(),
            start: day(start),
            end: day(end),
            due: day(due),
        };
        vec![
            quarter("2026-q2", "2026-04-01", "2026-06-30", "2026-07-15"),
            quarter("2026-q3", "2026-07-01", "2026-09-30", "2026-10-15"),
        ]
    }

    fn on(text: &str, claim: Claim) -> Done {
        Done {
            days: (day(text), day(text)),
            claim,
        }
    }

    #[test]
    fn labels_name_quarters() {
        let quarters = quarters();
        for label in ["2026-Q3", "Q3 2026", "2026q3", "Q3/2026"] {
            assert_eq!(claim(&quarters, Some(label)), Claim::Of(1), "{label}");
        }
        assert_eq!(claim(&quarters, Some("Q1 2026")), Claim::Other);
        assert_eq!(claim(&quarters, Some("third")), Claim::None);
        assert_eq!(claim(&quarters, Some("")), Claim::None);
        assert_eq!(claim(&quarters, None), Claim::None);
    }

    #[test]
    fn one_time_serves_one_period() {
        let (quarters, as_of) = (quarters(), day("2026-11-10"));
        let told = |done: &[Done]| outcomes(&quarters, done, as_of);
        let grace = on("2026-07-10", Claim::None);
        assert_eq!(told(&[grace]), [Outcome::OnTime(0), Outcome::Missed]);
        let two = [grace, on("2026-07-12", Claim::None)];
        assert_eq!(told(&two), [Outcome::OnTime(0), Outcome::OnTime(1)]);
        let named = [grace, on("2026-06-10", Claim::Of(0))];
        assert_eq!(told(&named), [Outcome::OnTime(1), Outcome::OnTime(0)]);
        let late = [
            on("2026-10-16", Claim::Of(1)),
            on("2026-10-16", Claim::None),
        ];
        assert_eq!(told(&late), [Outcome::Missed, Outcome::Late(0)]);
        assert_eq!(
            told(&[on("2026-06-01", Claim::Other)]),
            [Outcome::Missed; 2]
        );
    }

    #[test]
    fn what_depends_on_the_zone_or_has_time_is_not_missed() {
        let done = Done {
            days: (day("2026-10-15"), day("2026-10-16")),
            claim: Claim::Of(1),
        };
        let found = outcomes(&quarters(), &[done], day("2026-11-10"));
        assert_eq!(found, [Outcome::Missed, Outcome::Unsure(0)]);
        let found = outcomes(&quarters(), &[], day("2026-10-15"));
        assert_eq!(found, [Outcome::Missed, Outcome::NotOver]);
    }
}
