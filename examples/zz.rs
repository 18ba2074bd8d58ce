//! temp
fn main() {
    let c = &tickmark::input::content().unwrap().catalogue;
    let n: u32 = std::env::args().nth(1).unwrap().parse().unwrap();
    let t = std::time::Instant::now();
    let s = tickmark::calibration::simulate(
        c,
        &c.priors,
        tickmark::calibration::Terms {
            companies: n,
            seed: 1,
        },
    );
    println!(
        "{:?} {} largest {} limit {} of {}",
        t.elapsed(),
        s.controls,
        s.largest,
        s.limit,
        s.deviations
    );
    for x in s.item_by_item.iter().chain(&s.common_factor) {
        if let Some(p) = &x.probability {
            println!(
                "{:?} n {} stated {:.5} came {:.5} off {:?} brier {:.5} exp {:.5} {:?} cl {:?}",
                x.what,
                p.cases,
                p.stated,
                p.came,
                p.off,
                p.brier.score,
                p.brier.expected,
                p.brier.off,
                p.classes
                    .iter()
                    .map(|c| c.off.map(|o| (o * 10.).round() / 10.))
                    .collect::<Vec<_>>()
            )
        }
        if let Some(n) = &x.number {
            println!("{n:?}")
        }
    }
}
