//! `sample`: the items that could be pulled of each control, as text or as JSON.

use std::process::ExitCode;

use tickmark::error::did_you_mean;
use tickmark::evidence::draw::Population;
use tickmark::evidence::workpaper::Basis;
use tickmark::plan::rehearsal::{
    ControlSample, Drawn, DrawnFrom, Rehearsal, rehearsal, usual_seed,
};
use tickmark::{evaluate, input};

use super::arguments::Arguments;
use super::output::{Outcome, Trouble, json, print, print_words};
use super::{assessment, chosen, dropped, hinted, own_content};

pub(super) fn sample(arguments: &Arguments) -> Outcome<ExitCode> {
    let Some((path, evidence)) = arguments.files.split_first() else {
        return Err(Trouble::Usage("sample needs an assessment file".to_owned()));
    };
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let mut file = assessment(path, content)?;
    if let Some(day) = arguments.as_of {
        file.as_of = day;
    }
    let mut populations: Vec<Population> = Vec::new();
    for seen in dropped::all_received(evidence, &file, content)? {
        file.evidence = seen.evidence;
        populations.extend(seen.populations);
    }
    let engagement = input::engagement(file, content)
        .map_err(|e| Trouble::In(path.clone(), hinted(e, arguments)))?;
    let seed = match &arguments.seed {
        Some(seed) => seed.clone(),
        None => usual_seed(&engagement),
    };
    let outcome = evaluate(&engagement);
    let mut drawn = rehearsal(&engagement, &outcome.assessment, &populations, &seed);
    if let Some(id) = &arguments.control {
        let known = engagement.catalogue.control(id).is_some();
        drawn.controls.retain(|c| c.control == id);
        drawn.untested.retain(|c| c == id);
        drawn.not_looked_at.retain(|c| c == id);
        let nothing = drawn.controls.is_empty()
            && drawn.untested.is_empty()
            && drawn.not_looked_at.is_empty();
        if nothing {
            return Err(Trouble::Usage(match known {
                true => format!("--control: `{id}` is not part of this examination"),
                false => {
                    let mut message =
                        format!("--control: `{id}` is not a control of the catalogue");
                    let ids = engagement.catalogue.controls.iter();
                    if let Some(help) = did_you_mean(id, ids.map(|(_, c)| c.id.as_str())) {
                        message.push_str(". ");
                        message.push_str(&help);
                    }
                    message
                }
            }));
        }
    }
    match arguments.format.as_deref().unwrap_or("text") {
        "json" => print(None, &json(&drawn)),
        "text" => print_words(None, &text(&drawn, arguments.seed.is_none())),
        other => Err(Trouble::Usage(format!(
            "--format: `{other}` is not a format; known: text, json"
        ))),
    }
}

fn text(drawn: &Rehearsal<'_>, usual: bool) -> String {
    let mut text = format!(
        "A rehearsal, as of {}. Seed: \"{}\"{}. Sampling policy: {}.\n",
        drawn.as_of,
        drawn.seed,
        if usual {
            "; whoever tests you picks another, and --seed takes it"
        } else {
            ""
        },
        drawn.policy_name
    );
    for file in &drawn.set_aside {
        let day = file
            .as_of
            .map_or_else(|| "no day".to_owned(), |day| day.to_string());
        text.push_str(&format!(
            "{} shows {day}, and no day of the window so far: nothing is drawn from it.\n",
            file.file
        ));
    }
    for control in &drawn.controls {
        text.push_str(&one(control, drawn));
    }
    text.push_str(&list(
        "No occurrence in the window, so nothing to pull",
        &drawn.untested,
    ));
    text.push_str(&list(
        "Not asked about, so how much there is to pull is not known",
        &drawn.not_looked_at,
    ));
    text
}

fn list(what: &str, ids: &[String]) -> String {
    match ids {
        [] => String::new(),
        ids => format!("\n{what}: {}.\n", ids.join(", ")),
    }
}

fn one(control: &ControlSample<'_>, drawn: &Rehearsal<'_>) -> String {
    let what = match control.from {
        DrawnFrom::Rows => {
            "rows of your files; key: the account's ARN as in the file, or its user name if it has \
             none, with # and a number for one of several"
        }
        DrawnFrom::Periods => "periods of the window; key: the period's id, such as 2026-q3",
        DrawnFrom::Quarters => {
            "systems in each quarter of the window, numbered as in your own list; key: system and \
             quarter, such as 2/1"
        }
        DrawnFrom::List => "items of your own list, oldest first; key: the place in it",
    };
    let kind = match control.cadence {
        Some(cadence) => format!("{}, {}", control.kind.as_str(), cadence.as_str()),
        None => control.kind.as_str().to_owned(),
    };
    let mut text = format!(
        "\n{} {}\n  {} of {}{} would be pulled (policy \"{}\", {kind}): {what}\n",
        control.control,
        control.name,
        control.size,
        control.population,
        match control.basis {
            Basis::Stated => "",
            Basis::Assumed => " (assumed)",
        },
        drawn.policy
    );
    for item in &control.items {
        text.push_str(&format!("  - {}\n", item_text(item, control.population)));
    }
    for file in &control.files_not_at_hand {
        text.push_str(&format!("  Give {file} as well, and its rows are drawn.\n"));
    }
    text.push_str(&format!(
        "  To hand over once: {}\n",
        control.request.join("; ")
    ));
    text.push_str(&format!(
        "  Ready for each item: {}\n",
        control.keep.join("; ")
    ));
    text
}

fn item_text(item: &Drawn, of: u32) -> String {
    let not_over = |to_come: &bool| if *to_come { " (not over yet)" } else { "" };
    let later = |to_come: &bool| if *to_come { " (still to come)" } else { "" };
    match item {
        Drawn::Row {
            file,
            row,
            number: None,
        } => format!("{file}, row {row}"),
        Drawn::Row {
            file,
            row,
            number: Some(number),
        } => format!("{file}, row {row}, number {number}"),
        Drawn::Period {
            label,
            end,
            to_come,
            ..
        } if label.ends_with(&end.to_string()) => format!("{label}{}", not_over(to_come)),
        Drawn::Period {
            label,
            end,
            to_come,
            ..
        } => format!("{label}, to {end}{}", not_over(to_come)),
        Drawn::Quarter {
            system,
            quarter,
            start,
            end,
            to_come,
        } => format!(
            "system {system}, quarter {quarter}, {start} to {end}{}",
            later(to_come)
        ),
        Drawn::Listed { place, to_come } => format!("item {place} of {of}{}", later(to_come)),
    }
}
