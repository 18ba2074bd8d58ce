//! Laptops and phones: managed, encrypted, seen lately (TP-22).

use super::audit::{Audit, Source};
use super::cited::{between, days, found, is_blank, within};
use super::humans::Humans;
use crate::evidence::canonical::Device;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::Draft;
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, Parameter};

/// Id of the procedure.
pub(super) const ID: &str = "device-compliance";

/// One workpaper a file; its items are devices.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Vec<Draft<'a>> {
    let files = audit.sources().filter(|s| !s.records.devices.is_empty());
    files.map(|s| of_file(audit, humans, s)).collect()
}

fn of_file<'a>(audit: &Audit<'a>, humans: &Humans<'a>, source: Source<'a>) -> Draft<'a> {
    let limit = audit.terms.policy_or("device-check-in-days", 30);
    let mut draft = Draft::new(
        ID,
        source.file,
        "Whether each device under management was encrypted, kept the rules of the management, and was seen lately.",
        format!(
            "It is encrypted, it keeps the rules, and it was in contact within {} days of the day of the file.",
            limit.value
        ),
    );
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    draft.parameters = vec![limit.clone()];
    for device in &source.records.devices {
        judge(audit, source, device, &limit, &mut draft);
    }
    coverage(audit, humans, source, &mut draft);
    draft
}

fn judge<'a>(
    audit: &Audit<'a>,
    source: Source<'a>,
    device: &'a Device,
    limit: &Parameter,
    draft: &mut Draft<'a>,
) {
    let (mut findings, mut open) = (Vec::new(), Vec::new());
    match device.encrypted {
        Flag::Yes => {}
        Flag::No => findings.push("not encrypted"),
        _ => open.push("Whether it is encrypted is not said; the device itself would decide."),
    }
    match device.compliant {
        // Some device managements have no such state.
        Flag::Yes | Flag::NotSupported => {}
        Flag::No => findings.push("does not keep the rules of the device management"),
        Flag::Unknown => open.push("Whether it keeps the rules of the management is not decided there; a later export would decide."),
    }
    let certain = !findings.is_empty();
    let seen = days(audit, device.last_seen);
    match (source.as_of, seen) {
        _ if is_blank(device.last_seen) => findings.push("never in contact with the device management"),
        (Some(day), Some(seen)) => match within(between(seen, (day, day)), limit.value) {
            Some(true) => {}
            Some(false) => findings.push("not in contact for longer than allowed"),
            None => open.push("Whether it was seen in time depends on the time zone; the company's zone would decide."),
        },
        (None, Some(_)) => {
            open.push("On which day the file was made is not known; that day would decide whether it was seen lately.");
        }
        (_, None) => open.push("When it was last in contact is not said; a fuller export would decide."),
    }
    let item = Item::named(device.at.row, None, device.id.clone());
    if !findings.is_empty() {
        let mut found = found(source.file, &device.at, findings.join("; "));
        found.assumed = !certain && limit.basis == Basis::Assumed;
        draft.deviates(item, found);
    } else if !open.is_empty() {
        draft.open(item, found(source.file, &device.at, open.join(" ")));
    } else {
        draft.in_order(item);
    }
}

/// What the list and the roster say of one another. Neither a person without a device nor a device without a person
/// deviates by itself: phones of guests, people without laptops.
fn coverage<'a>(audit: &Audit<'a>, humans: &Humans<'a>, source: Source<'a>, draft: &mut Draft<'a>) {
    if humans.is_empty() {
        draft.limit("There is no roster beside it, so people whose device is not under management are not seen.");
        return;
    }
    let day = source.as_of.unwrap_or(audit.terms.as_of);
    let (mut without, mut gone, mut nobody) = (0_u32, 0_u32, 0_u32);
    let mut has = vec![false; humans.all.len()];
    let devices = audit.sources().flat_map(|s| &s.records.devices);
    for device in devices {
        let place = device
            .user
            .as_deref()
            .and_then(|user| humans.of_login(user));
        if let Some(mark) = place.and_then(|place| has.get_mut(place)) {
            *mark = true;
        }
    }
    for (human, has) in humans.all.iter().zip(&has) {
        without += u32::from(!has && human.works_here(audit, day) == Some(true));
    }
    for device in &source.records.devices {
        let place = device
            .user
            .as_deref()
            .and_then(|user| humans.of_login(user));
        match place.and_then(|place| humans.all.get(place)) {
            Some(human) => gone += u32::from(human.works_here(audit, day) == Some(false)),
            None => nobody += 1,
        }
    }
    for (count, what) in [
        (
            without,
            "people of the roster who work here have no device in the list",
        ),
        (gone, "devices are of people who have left"),
        (nobody, "devices are of nobody in the roster"),
    ] {
        if count > 0 {
            draft.limit(format!("Counted, not judged: {count} {what}."));
        }
    }
}
