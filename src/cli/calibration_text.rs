//! Simulations and past engagements in words and tables.

use tickmark::calibration::reliability::{Class, Reliability};
use tickmark::calibration::simulation::{Compared, Event, Number, Simulation};
use tickmark::calibration::{AreaRate, Calibration};

/// Engagements below this number are called few (J): the share of ten still moves by a tenth with each.
const FEW: u32 = 10;

/// A simulation in words.
pub(super) fn simulated(found: &Simulation) -> String {
    let mut text = format!(
        "{} companies drawn from the model with seed {}, {} controls audited.\n\
         Off: how far what came true is from what was stated, in standard errors.\n",
        grouped(u64::from(found.companies)),
        found.seed,
        grouped(found.controls)
    );
    text.push_str("\nItem by item, each control on its own; the forecast without correlation:\n");
    text.push_str(&compared(&found.item_by_item));
    text.push_str(&format!(
        "\nControls that go wrong together, correlation {}:\n",
        found.correlation
    ));
    text.push_str(&compared(&found.common_factor));
    let tables = [
        (&found.item_by_item, Event::Noted, "item by item"),
        (&found.common_factor, Event::DomainAtLeastOne, "together"),
        (&found.common_factor, Event::Qualified, "together"),
    ];
    for (list, what, how) in tables {
        let one = list.iter().find(|c| c.what == what);
        if let Some(probability) = one.and_then(|c| c.probability.as_ref()) {
            text.push_str(&format!("\nReliability: {}, {how}:\n", words(what)));
            text.push_str(&table(probability, true));
            text.push_str(&parts(probability));
        }
    }
    let verdict = if found.came_true() {
        "What was stated came true within the error of the drawing"
    } else {
        "What was stated did NOT come true within the error of the drawing"
    };
    text.push_str(&format!(
        "\n{verdict}: the largest of {} deviations is {:.1} standard errors;\n\
         of so many, one beyond {:.1} would come by chance in one run of a hundred at most.\n\
         This holds the arithmetic against the model. The priors are judgement: `tickmark calibrate` holds\n\
         them against engagements of your own.\n",
        found.deviations, found.largest, found.limit
    ));
    text
}

/// A line for each thing that was stated.
fn compared(list: &[Compared]) -> String {
    let mut text = format!(
        "  {:<44} {:>9} {:>8} {:>8} {:>8} {:>6}   {}\n",
        "", "cases", "stated", "came", "error", "off", "Brier (expected ± error)"
    );
    for one in list {
        if let Some(p) = &one.probability {
            let brier = &p.brier;
            text.push_str(&format!(
                "  {:<44} {:>9} {:>8.4} {:>8.4} {:>8.4} {:>6}   {:.4} ({:.4} ± {:.4})\n",
                words(one.what),
                grouped(p.cases),
                p.stated,
                p.came,
                p.standard_error,
                off(p.off),
                brier.score,
                brier.expected,
                brier.standard_error
            ));
        } else if let Some(Number {
            cases,
            stated,
            came,
            standard_error,
            off: by,
        }) = one.number
        {
            text.push_str(&format!(
                "  {:<44} {:>9} {stated:>8.3} {came:>8.3} {standard_error:>8.3} {:>6}\n",
                words(one.what),
                grouped(cases),
                off(by)
            ));
        }
    }
    text
}

fn words(what: Event) -> &'static str {
    match what {
        Event::Noted => "an exception is noted at a control",
        Event::Ineffective => "a control is ineffective",
        Event::DomainAtLeastOne => "a domain has one control noted or more",
        Event::DomainAtLeastThree => "a domain has three controls noted or more",
        Event::Clean => "nothing is noted",
        Event::UnmodifiedWithExceptions => "unmodified, with exceptions",
        Event::Qualified => "qualified: one or two domains pervasive",
        Event::Adverse => "adverse: three domains or more pervasive",
        Event::WithinInterval => "the number noted lies in its 80 % interval",
        Event::NumberNoted => "number of controls noted",
    }
}

/// A reliability table.
fn table(found: &Reliability, with_off: bool) -> String {
    let heading = if with_off { "    off" } else { "" };
    let mut text =
        format!("  stated             cases    mean    came   95 % limits     {heading}\n");
    for Class {
        from,
        to,
        cases,
        stated,
        came,
        low,
        high,
        off: by,
    } in &found.classes
    {
        let by = if with_off {
            format!(" {:>6}", off(*by))
        } else {
            String::new()
        };
        text.push_str(&format!(
            "  {from:.2} to {to:.2} {:>12} {stated:>7.4} {came:>7.4}   {low:.4} to {high:.4}{by}\n",
            grouped(*cases)
        ));
    }
    text
}

/// The scores with their parts.
fn parts(found: &Reliability) -> String {
    let brier = &found.brier;
    format!(
        "  Brier {:.4} = reliability {:.4} (chance alone: {:.4}) - resolution {:.4} + uncertainty {:.4} {} \
         {:.4} within classes\n  log score {:.4}, {:.4} to be expected\n",
        brier.score,
        brier.reliability,
        brier.reliability_by_chance,
        brier.resolution,
        brier.uncertainty,
        if brier.within_classes < 0.0 { '-' } else { '+' },
        brier.within_classes.abs(),
        found.log_score,
        found.log_score_expected
    )
}

/// Past engagements in words.
pub(super) fn calibrated(found: &Calibration) -> String {
    let noted = &found.noted;
    let mut text = format!(
        "{} {}, {} tested controls of which a chance was stated: {} noted, {:.1} expected by what was stated.\n\n",
        found.engagements,
        plural(found.engagements, "engagement"),
        grouped(noted.cases),
        found.noted_controls,
        found.expected_controls
    );
    text.push_str(&table(noted, false));
    text.push_str(&parts(noted));
    text.push_str(&format!(
        "  To compare with {:.4}: {:.4} on average if what was stated is right; {:.4} for stating {:.4}, the share \
         noted, each time.\n",
        noted.brier.score, noted.brier.expected, noted.brier.uncertainty, noted.came
    ));
    if let Some(opinions) = &found.opinions {
        text.push_str(&format!(
            "\nQualified or adverse: {:.1} of {} expected by what was stated, {:.0} came; Brier {:.4}.\n",
            opinions.stated * as_number(opinions.cases),
            opinions.cases,
            opinions.came * as_number(opinions.cases),
            opinions.brier.score
        ));
    }
    text.push_str(&format!("\n{}\n\n", can_show(found)));
    text.push_str(&format!(
        "  {:<22} {:>8} {:>6} {:>9} {:>9} {:>9}   {}\n",
        "base rates by area", "controls", "noted", "expected", "rate now", "after", "80 % limits"
    ));
    for AreaRate {
        id,
        controls,
        noted,
        expected,
        before,
        after,
        low,
        high,
    } in &found.areas
    {
        text.push_str(&format!(
            "  {id:<22} {controls:>8} {noted:>6} {expected:>9.1} {before:>9.4} {after:>9.4}   {low:.4} to {high:.4}\n"
        ));
    }
    text.push_str(&format!(
        "The rates that are there weigh as {} engagements: a judgement.\n",
        tickmark::calibration::update::WEIGHT
    ));
    text
}

/// What so many engagements can show, and what not.
fn can_show(found: &Calibration) -> String {
    let (low, high) = (
        (found.expected_controls - 2.0 * found.spread).max(0.0),
        found.expected_controls + 2.0 * found.spread,
    );
    let within = match found.noted_controls {
        n if n < low => "fewer than chance alone gives if what was stated is right",
        n if n > high => "more than chance alone gives if what was stated is right",
        _ => "within what chance alone gives if what was stated is right",
    };
    let mut text = format!(
        "What this can show: {} noted is {within}, {low:.0} to {high:.0} (controls of one company go wrong\n\
         together). ",
        found.noted_controls
    );
    match found.smallest_factor {
        Some(factor) => text.push_str(&format!(
            "Base rates that are all off by less than a factor of {factor:.1} would not stand out."
        )),
        None => text.push_str("Nothing of this rests on a base rate."),
    }
    text.push_str(if found.engagements < FEW {
        "\nSo few are a record, not a test: a single engagement more can turn the picture."
    } else {
        "\nIt shows nothing of companies unlike these, and nothing of what nobody tested."
    });
    text
}

fn plural(n: u32, word: &str) -> String {
    match n {
        1 => word.to_owned(),
        _ => format!("{word}s"),
    }
}

/// A deviation in standard errors; a dash where there was too little to tell.
fn off(by: Option<f64>) -> String {
    by.map_or_else(|| "-".to_owned(), |by| format!("{by:+.1}"))
}

fn as_number(n: u64) -> f64 {
    n as f64
}

/// A whole number with its thousands apart.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
