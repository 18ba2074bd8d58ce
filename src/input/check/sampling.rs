//! The auditor's own sizes: each once, in range, and rising with how much there is to test.

use super::{out_of_range, problem, twice};
use crate::error::{Code, Problem};
use crate::input::answers::AssessmentFile;
use crate::input::content::Content;
use crate::input::control::{Cadence, Kind};
use crate::input::policy::{LARGEST_SAMPLE, SamplingPolicy, Tier};

/// How often, from the seldom to the frequent: who tests more of a seldom control than of a frequent one has
/// mixed up two lines.
const SELDOM_FIRST: [Cadence; 6] = [
    Cadence::Annual,
    Cadence::SemiAnnual,
    Cadence::Quarterly,
    Cadence::Monthly,
    Cadence::Weekly,
    Cadence::Daily,
];
const AT: &str = "/profile/auditorSampling";
/// Most lines of a table by population (J): a plan for sampling has three or four.
const MOST_TIERS: usize = 20;
/// Longest text about where the sizes come from, in characters (J).
const LONGEST_SOURCE: usize = 200;

pub(super) fn sampling(file: &AssessmentFile, content: &Content) -> Vec<Problem> {
    let Some(stated) = &file.profile.auditor_sampling else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if !stated.is_stated() {
        let message = "no size is entered; found none of `periodic`, `occurrence`, `document` and `configuration`";
        found.push(problem(AT, Code::MissingText, message).help(
            "Leave `auditorSampling` out, and the policy that `samplingPolicy` names holds.",
        ));
    }
    let length = stated.source.as_deref().map_or(0, |s| s.chars().count());
    if length > LONGEST_SOURCE {
        let message = format!("found {length} characters; allowed: up to {LONGEST_SOURCE}");
        found.push(problem(format!("{AT}/source"), Code::TooLarge, message));
    }
    found.extend(twice(
        &format!("{AT}/periodic"),
        "cadence",
        "the size for",
        stated.periodic.iter().map(|s| s.cadence.as_str()),
    ));
    for (i, one) in stated.periodic.iter().enumerate() {
        let at = format!("{AT}/periodic/{i}/size");
        found.extend(out_of_range(at, one.size, 1, LARGEST_SAMPLE));
    }
    for (key, tiers) in stated.tables() {
        found.extend(table(&format!("{AT}/{key}"), tiers));
    }
    // Only of sizes that can be: what follows from a wrong one helps nobody.
    let named = &file.profile.sampling_policy;
    if let (true, Some(base)) = (found.is_empty(), content.catalogue.sampling_policy(named)) {
        let whole = stated.over(base, &content.catalogue.framework.words.examiner);
        found.extend(falling(file, &whole, base));
    }
    found
}

/// A table by population: from 1 up, each line one size or share, and never fewer items of more.
fn table(at: &str, tiers: &[Tier]) -> Vec<Problem> {
    let mut found = Vec::new();
    if tiers.len() > MOST_TIERS {
        let message = format!("found {} lines; allowed: up to {MOST_TIERS}", tiers.len());
        return vec![problem(at, Code::TooLarge, message)];
    }
    if let Some(first) = tiers.first().filter(|t| t.from != 1) {
        let message = format!("found {}; the first line holds from 1 item on", first.from);
        found.push(problem(format!("{at}/0/from"), Code::NotMonotone, message));
    }
    for (i, tier) in tiers.iter().enumerate() {
        let place = format!("{at}/{i}");
        if tier.size.is_some() && tier.percent.is_some() {
            let message = "found both `size` and `percent`; one of them is allowed";
            found.push(problem(place.clone(), Code::WrongShape, message));
        }
        let figures = [
            ("size", tier.size, LARGEST_SAMPLE),
            ("percent", tier.percent, 100),
            ("atLeast", tier.at_least, LARGEST_SAMPLE),
        ];
        for (key, figure, most) in figures {
            let wrong = figure.and_then(|n| out_of_range(format!("{place}/{key}"), n, 1, most));
            found.extend(wrong);
        }
    }
    for (i, pair) in tiers.windows(2).enumerate() {
        if let [a, b] = pair
            && a.from >= b.from
        {
            let at = format!("{at}/{}/from", i + 1);
            let message = format!("found {} after {}; lines begin ever higher", b.from, a.from);
            found.push(problem(at, Code::NotMonotone, message));
        }
    }
    found
}

/// Where more to test would mean fewer items.
fn falling(file: &AssessmentFile, whole: &SamplingPolicy, base: &SamplingPolicy) -> Vec<Problem> {
    let Some(stated) = &file.profile.auditor_sampling else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let place = |cadence: Cadence| stated.periodic.iter().position(|s| s.cadence == cadence);
    let said = |cadence: Cadence, size: u32| match place(cadence) {
        Some(_) => format!("{size} of a {} control", cadence.as_str()),
        None => format!(
            "{size} of a {} control, from the policy `{}`",
            cadence.as_str(),
            base.id
        ),
    };
    let sizes = SELDOM_FIRST.into_iter();
    let sizes: Vec<(Cadence, u32)> = sizes
        .filter_map(|c| whole.periodic.get(&c).map(|size| (c, *size)))
        .collect();
    for pair in sizes.windows(2) {
        let [(seldom, more), (frequent, fewer)] = pair else {
            continue;
        };
        // Two lines of the named policy are its own affair.
        let Some(i) = place(*frequent).or_else(|| place(*seldom)) else {
            continue;
        };
        if more > fewer {
            let message = format!(
                "found {} and {}; a control that is due more often is tested as often or more",
                said(*seldom, *more),
                said(*frequent, *fewer)
            );
            let at = format!("{AT}/periodic/{i}/size");
            found.push(
                problem(at, Code::NotMonotone, message)
                    .help("Look at the two lines again, or enter the size that is missing."),
            );
        }
    }
    let kinds = [Kind::Occurrence, Kind::Document, Kind::Configuration];
    for ((key, tiers), kind) in stated.tables().into_iter().zip(kinds) {
        for (i, tier) in tiers.iter().enumerate().skip(1) {
            let before = whole.sample(kind, None, tier.from.saturating_sub(1));
            let here = whole.sample(kind, None, tier.from);
            if here < before {
                let message = format!(
                    "found {here} of {} items, and {before} of {}; of more items as many are tested or more",
                    tier.from,
                    tier.from - 1
                );
                let at = format!("{AT}/{key}/{i}");
                found.push(problem(at, Code::NotMonotone, message));
            }
        }
    }
    found
}
