//! Past engagements: how far they move the base rates.

use tickmark::calibration::overlay::{Base, overlay};
use tickmark::calibration::{AreaRate, Calibration, Terms, calibrate, engagements};
use tickmark::input::control::CORE;
use tickmark::input::past::{PastEngagement, Stated};
use tickmark::risk::{Hazard, Judgement, reference_probability};

use super::{catalogue, with_hazards};

fn hazard(rate: f64) -> f64 {
    -libm::log1p(-rate)
}

/// By what each hazard was multiplied, on average over the areas.
fn factor(areas: &[AreaRate]) -> f64 {
    let factors = areas.iter().map(|a| hazard(a.after) / hazard(a.before));
    factors.sum::<f64>() / number(areas.len())
}

/// Engagements of a world with other hazards, stated with the priors that are there.
fn drawn(factor: f64, companies: u32) -> Calibration {
    let truth = with_hazards(factor);
    let terms = Terms { companies, seed: 1 };
    let past = engagements(&truth, &catalogue().priors, terms);
    calibrate(&past, catalogue()).unwrap()
}

#[test]
fn four_hundred_engagements_move_the_rates_towards_the_truth() {
    let found = drawn(2.0, 400);
    let moved = factor(&found.areas);
    // Levels and evidence outweigh the base rate at many controls, and the rates that are there have a weight.
    assert!((1.4..2.2).contains(&moved), "{moved}");
    assert!(found.noted_controls > found.expected_controls + 2.0 * found.spread);
    for area in &found.areas {
        assert!(area.low < area.after && area.after < area.high, "{area:?}");
    }
    let stays = factor(&drawn(1.0, 200).areas);
    assert!((0.85..1.15).contains(&stays), "{stays}");
}

#[test]
fn three_engagements_hardly_move_them() {
    let found = drawn(2.0, 3);
    let moved = factor(&found.areas);
    assert!((0.8..1.2).contains(&moved), "{moved}");
    for area in &found.areas {
        assert!(
            area.low < area.before && area.before < area.high,
            "{area:?}"
        );
    }
    assert!(found.smallest_factor.unwrap() > 2.0);
}

/// The golden section: its multiples are spread evenly.
const START: f64 = 0.618_034;

fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}

/// Companies at levels 3 and 4 with nothing decided: all that is stated rests on the base rates.
fn calm(count: u32, factor: f64) -> Vec<PastEngagement> {
    let priors = &catalogue().priors;
    let judgement = Judgement::from(priors);
    // Noted whenever enough chance has gathered: the share noted is right to one, and no luck is in it. Controls
    // begin at places spread over 0 to 1, so that rounding is even.
    let mut due = std::collections::BTreeMap::new();
    let mut all = Vec::new();
    for i in 0..count {
        let mut one = PastEngagement {
            id: format!("calm-{i}"),
            ..PastEngagement::default()
        };
        let core = catalogue().controls.iter().filter(|(_, c)| c.scope == CORE);
        for (n, (_, control)) in core.enumerate() {
            let area = priors.areas.iter().find(|a| a.id == control.area).unwrap();
            let sharing = catalogue().core_controls_in_area(&area.id);
            let sharing = u32::try_from(sharing).unwrap();
            let each = Hazard::share(area.exception, sharing).unwrap();
            let p = reference_probability(each, &judgement)[3 + n % 2];
            let truth = -libm::expm1(factor * libm::log1p(-p));
            let sum: &mut f64 = due.entry(&control.id).or_insert(START * number(n) % 1.0);
            *sum += truth;
            if *sum >= 1.0 {
                *sum -= 1.0;
                one.noted.push(control.id.clone());
            }
            one.stated.push(Stated {
                control: control.id.clone(),
                noted: p,
            });
        }
        all.push(one);
    }
    all
}

#[test]
fn where_all_rests_on_the_base_rates_they_come_out() {
    for (truth, count) in [(1.0, 150), (2.0, 400)] {
        let found = calibrate(&calm(count, truth), catalogue()).unwrap();
        for area in &found.areas {
            let moved = hazard(area.after) / hazard(area.before);
            assert!((moved / truth - 1.0).abs() < 0.12, "{truth}: {area:?}");
        }
    }
    let few = calibrate(&calm(3, 2.0), catalogue()).unwrap();
    let moved = factor(&few.areas);
    assert!((0.85..1.2).contains(&moved), "{moved}");
}

#[test]
fn controls_that_were_not_tested_do_not_count() {
    let mut past = calm(5, 1.0);
    for one in &mut past {
        one.tested = Some(vec!["AC-04".to_owned()]);
        one.noted.retain(|id| id == "AC-04");
    }
    let found = calibrate(&past, catalogue()).unwrap();
    assert_eq!(found.noted.cases, 5);
    let review = found
        .areas
        .iter()
        .find(|a| a.controls > 0)
        .unwrap_or_else(|| panic!("{:?}", found.areas));
    assert_eq!(
        (review.id.as_str(), review.controls),
        ("user-access-review", 5)
    );
    for other in found.areas.iter().filter(|a| a.controls == 0) {
        assert!((other.after - other.before).abs() < 1e-12, "{other:?}");
    }
    let base = Base {
        questionnaire: "quick",
        content: None,
        priors: &catalogue().priors,
    };
    let text = overlay(&found, base);
    assert_eq!(text.matches("exception:").count(), 1, "{text}");
}

#[test]
fn nothing_to_compare_is_no_calibration() {
    assert!(calibrate(&[], catalogue()).is_none());
}
