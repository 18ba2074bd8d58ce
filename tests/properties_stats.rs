//! Laws that hold for every input of the distributions and of the risk model.

#![allow(clippy::unwrap_used, reason = "strategies of tests")]

use proptest::prelude::*;
use tickmark::input::control::Kind;
use tickmark::risk::{
    ControlFacts, ControlRisk, Correlation, Decided, Hazard, Judgement, Levels, Undecided,
    exception_risk, opinion, predictive,
};
use tickmark::stats::{Beta, BetaBinomial, Hypergeometric, poisson_binomial};

/// What rounding may change.
const ROUNDING: f64 = 1e-12;

fn probabilities(pmf: &[f64]) -> bool {
    pmf.iter().all(|p| (0.0..=1.0 + ROUNDING).contains(p))
        && (pmf.iter().sum::<f64>() - 1.0).abs() < ROUNDING
}

prop_compose! {
    fn beta()(ln_alpha in -12.0..3.0_f64, b in 0.1..20.0_f64) -> Beta {
        Beta::new(libm::exp(ln_alpha), b).unwrap()
    }
}

fn judgement() -> Judgement {
    Judgement::from(&tickmark::input::content().unwrap().catalogue.priors)
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL.to_vec())
}

fn levels() -> impl Strategy<Value = Levels> {
    (0_u8..6, 0_u8..6).prop_map(|(a, b)| Levels::new(a.min(b), a.max(b)).unwrap())
}

prop_compose! {
    /// A control with at least one undecided occurrence.
    fn facts()(
        kind in kind(),
        hazard in 0.001..2.0_f64,
        reference_sample in 1_u32..60,
        claimed in levels(),
        supported in levels(),
        (population, tested, deviations) in (1_u32..300).prop_flat_map(|n| {
            (Just(n), 0..n).prop_flat_map(|(n, m)| (Just(n), Just(m), 0..=m))
        }),
        sample in 0_u32..70,
        after_fix in 0_u32..40,
    ) -> ControlFacts {
        ControlFacts {
            kind,
            hazard: Hazard::new(hazard).unwrap(),
            reference_sample,
            claimed,
            supported,
            population,
            sample,
            decided: Decided::new(tested, deviations).unwrap(),
            said: 0,
            after_fix,
            known_nonconformity: false,
        }
    }
}

prop_compose! {
    fn risk()(noted in 0.0..=1.0_f64, share in 0.0..=1.0_f64, key in any::<bool>(), ends in 0..6) -> ControlRisk {
        let noted = match ends { 0 => 0.0, 1 => 1.0, _ => noted };
        ControlRisk::new(noted, noted * share, key).unwrap()
    }
}

fn domains() -> impl Strategy<Value = Vec<Vec<ControlRisk>>> {
    prop::collection::vec(prop::collection::vec(risk(), 0..6), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_pmf_sums_to_one(rate in beta(), size in 0_u32..10_000_000, part in 0.0..=1.0_f64, n in 0_u32..=250) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0 and size")]
        let marked = (part * f64::from(size)) as u32;
        prop_assert!(probabilities(&BetaBinomial::new(rate).pmf(n)));
        prop_assert!(probabilities(&Hypergeometric::new(size, marked).unwrap().pmf(n)));
        let known = Decided::new(size, marked).unwrap();
        let groups = [Undecided { count: size / 3, rate }];
        let found = predictive(Kind::Occurrence, known, &groups, n.min(60));
        prop_assert!(probabilities(&found.pmf));
        prop_assert!(found.p_ineffective <= found.p_noted);
    }

    #[test]
    fn equal_trials_are_binomial(p in 0.0..=1.0_f64, n in 0_usize..80) {
        let mut coefficient = 1.0;
        let pmf = poisson_binomial(&vec![p; n]);
        prop_assert_eq!(pmf.len(), n + 1);
        for (k, found) in pmf.into_iter().enumerate() {
            let (k, n) = (f64::from(u32::try_from(k).unwrap()), f64::from(u32::try_from(n).unwrap()));
            let expected = coefficient * libm::pow(p, k) * libm::pow(1.0 - p, n - k);
            prop_assert!((found - expected).abs() < 1e-12);
            coefficient *= (n - k) / (k + 1.0);
        }
    }

    #[test]
    fn groups_in_any_order_give_one_forecast(
        known in (0_u32..50, 0_u32..50),
        groups in prop::collection::vec((0_u32..50, beta()), 0..4),
        n in 0_u32..30,
    ) {
        let known = Decided::new(known.0, known.1.min(known.0)).unwrap();
        let mut groups: Vec<Undecided> =
            groups.into_iter().map(|(count, rate)| Undecided { count, rate }).collect();
        let one = predictive(Kind::Periodic, known, &groups, n);
        groups.reverse();
        let two = predictive(Kind::Periodic, known, &groups, n);
        for (a, b) in one.pmf.iter().zip(&two.pmf) {
            prop_assert!((a - b).abs() < ROUNDING);
        }
        prop_assert!((one.mean_deviations - two.mean_deviations).abs() < 1e-10);
    }

    /// At fixed population and sample: an occurrence found to be a deviation, or one
    /// more deviation among those decided, never lowers a risk; one fewer, or an
    /// occurrence found to be none, never raises it.
    #[test]
    fn deviations_never_lower_a_risk(facts in facts(), trust in 0.0..=1.0_f64) {
        let (m, k) = (facts.decided.tested(), facts.decided.deviations());
        let with = |tested, deviations| {
            let decided = Decided::new(tested, deviations).unwrap();
            // The fix does not move: the occurrence decided lies before it.
            exception_risk(&ControlFacts { decided, after_fix: 0, ..facts }, &judgement(), trust)
        };
        let now = with(m, k);
        let mut pairs = vec![(now, with(m + 1, k + 1)), (with(m + 1, k), now)];
        if k < m {
            pairs.push((now, with(m, k + 1)));
        }
        if k > 0 {
            pairs.push((with(m, k - 1), now));
        }
        for (better, worse) in pairs {
            prop_assert!(better.p_noted <= worse.p_noted + ROUNDING, "{better:?} {worse:?}");
            prop_assert!(better.p_ineffective <= worse.p_ineffective + ROUNDING, "{better:?} {worse:?}");
        }
    }

    #[test]
    fn a_control_gives_probabilities_and_a_fix_never_harms(facts in facts(), trust in 0.0..=1.0_f64) {
        let fixed = exception_risk(&facts, &judgement(), trust);
        let today = exception_risk(&ControlFacts { after_fix: 0, ..facts }, &judgement(), trust);
        prop_assert!(0.0 <= fixed.p_ineffective && fixed.p_ineffective <= fixed.p_noted && fixed.p_noted <= 1.0);
        prop_assert!(fixed.p_noted <= today.p_noted + ROUNDING);
        prop_assert!(probabilities(&fixed.levels));
        prop_assert!(ControlRisk::new(fixed.p_noted, fixed.p_ineffective, true).is_some());
    }

    #[test]
    fn opinions_sum_to_one_in_any_order(mut domains in domains(), rho in 0.0..=0.95_f64) {
        let rho = Correlation::new(rho).unwrap();
        let one = opinion(&domains, rho);
        let sum = one.clean + one.unmodified_with_exceptions + one.qualified + one.adverse;
        prop_assert!((sum - 1.0).abs() < ROUNDING, "{sum}");
        prop_assert!(probabilities(&one.noted));
        prop_assert!((one.clean - one.noted[0]).abs() < ROUNDING);
        for domain in &one.domains {
            prop_assert!(probabilities(&domain.noted));
            prop_assert!(domain.pervasive <= domain.at_least_1 + ROUNDING);
        }
        domains.reverse();
        for domain in &mut domains {
            domain.reverse();
        }
        let two = opinion(&domains, rho);
        prop_assert!((one.clean - two.clean).abs() < ROUNDING);
        prop_assert!((one.qualified - two.qualified).abs() < ROUNDING);
        prop_assert!((one.adverse - two.adverse).abs() < ROUNDING);
    }
}
