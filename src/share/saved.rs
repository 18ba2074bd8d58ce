//! A whole saved assessment as the body of a link, and back.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::answers::{self, Days};
use super::bytes::{Reader, Taken, Unreadable, Writer};
use super::shape::Shape;
use crate::date::Date;
use crate::error::Document;
use crate::input::answers::{
    ASSESSMENT_FORMAT, AssessmentFile, Profile, QuestionnaireRef, StatedCadence, StatedOwner,
    StatedPopulation, StatedValue, System, Window,
};
use crate::input::read;
use crate::input::scoping::StatedFact;

/// What follows the answers, as JSON.
const EVIDENCE: u8 = 1;
const REGISTER: u8 = 2;
const SAMPLING: u8 = 4;

/// The sampling policy that is not written out.
const CUSTOMARY: &str = "customary";

/// What stands before the answers: without the shape of its questionnaire no more can be read.
pub(super) struct Head {
    version: u32,
    questionnaire: QuestionnaireRef,
    shape: [u8; 8],
}

impl Head {
    /// The questionnaire that the answers are to.
    pub(super) fn questionnaire(&self) -> &QuestionnaireRef {
        &self.questionnaire
    }

    /// The version of the document.
    pub(super) fn version(&self) -> u32 {
        self.version
    }

    /// Whether the answers rest on this shape.
    pub(super) fn rests_on(&self, shape: &Shape) -> bool {
        shape.id == self.questionnaire.id && shape.digest() == self.shape
    }
}

/// The body of a saved assessment.
pub(super) fn write(file: &AssessmentFile, shape: &Shape) -> Vec<u8> {
    let mut out = Writer::default();
    let asked = &file.questionnaire;
    out.number(file.version);
    out.text(&asked.id);
    out.text(&asked.version);
    match asked.sha256.as_deref().map(|text| (text, bytes_of(text))) {
        None => out.byte(0),
        Some((_, Some(bytes))) => {
            out.byte(1);
            out.raw(&bytes);
        }
        Some((text, None)) => {
            out.byte(2);
            out.text(text);
        }
    }
    out.raw(&shape.digest());
    let profile = &file.profile;
    let days = Days {
        as_of: file.as_of,
        window: profile.window,
    };
    out.signed(file.as_of.days_since_epoch());
    out.day(profile.window.start, file.as_of);
    out.day(profile.window.end, profile.window.start);
    write_profile(&mut out, profile, file.as_of);
    answers::write(&mut out, &file.answers, shape, days);
    // What is found in evidence has many shapes: as JSON, and only where there is any.
    let (evidence, register) = (!file.evidence.is_empty(), !file.register.is_empty());
    let sampling = profile.auditor_sampling.as_ref();
    out.byte(
        u8::from(evidence) * EVIDENCE
            + u8::from(register) * REGISTER
            + u8::from(sampling.is_some()) * SAMPLING,
    );
    if evidence {
        out.text(&json(&file.evidence));
    }
    if register {
        out.text(&json(&file.register));
    }
    if let Some(sizes) = sampling {
        out.text(&json(sizes));
    }
    out.done()
}

/// The 32 bytes of a digest that is written as we write it.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let plain = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    if text.len() != 64 || !text.chars().all(plain) {
        return None;
    }
    let two = (0..64).step_by(2).map(|i| text.get(i..i + 2));
    two.map(|two| u8::from_str_radix(two?, 16).ok()).collect()
}

fn write_profile(out: &mut Writer, profile: &Profile, as_of: Date) {
    out.text(&profile.organisation);
    out.number(profile.report_type);
    out.list(&profile.categories, |out, id| out.text(id));
    out.perhaps(profile.time_zone.as_deref());
    out.number(profile.headcount.map_or(0, |n| u64::from(n) + 1));
    out.byte(u8::from(profile.examination_day.is_some()));
    if let Some(day) = profile.examination_day {
        out.day(day, as_of);
    }
    let policy = profile.sampling_policy.as_str();
    out.perhaps(Some(policy).filter(|p| *p != CUSTOMARY));
    out.list(&profile.policies, |out, stated| {
        out.text(&stated.id);
        out.number(stated.value);
    });
    out.list(&profile.cadences, |out, stated| {
        out.text(&stated.control);
        out.text(&word(&stated.cadence));
    });
    out.list(&profile.facts, |out, stated| {
        out.text(&stated.fact);
        out.list(&stated.values, |out, value| out.text(value));
    });
    out.list(&profile.systems, |out, system| {
        out.text(&system.id);
        out.perhaps(system.name.as_deref());
    });
    out.list(&profile.populations, |out, stated| {
        out.text(&stated.id);
        out.number(stated.count);
    });
    out.list(&profile.owners, |out, stated| {
        out.text(&stated.control);
        out.text(&stated.owner);
    });
}

/// The beginning of a body.
pub(super) fn head(from: &mut Reader<'_>) -> Taken<Head> {
    let version = from.number()?;
    let id = from.text()?;
    let number = from.text()?;
    let sha256 = match from.byte()? {
        0 => None,
        1 => {
            let bytes = from.raw(32)?;
            Some(bytes.iter().map(|b| format!("{b:02x}")).collect())
        }
        2 => Some(from.text()?),
        _ => return Err(Unreadable),
    };
    let shape = from.raw(8)?.try_into().map_err(|_| Unreadable)?;
    Ok(Head {
        version,
        questionnaire: QuestionnaireRef {
            id,
            version: number,
            sha256,
        },
        shape,
    })
}

/// What follows it.
pub(super) fn rest(from: &mut Reader<'_>, head: Head, shape: &Shape) -> Taken<AssessmentFile> {
    let as_of = from.day(Date::EPOCH)?;
    let start = from.day(as_of)?;
    let end = from.day(start)?;
    let window = Window { start, end };
    let mut profile = read_profile(from, window, as_of)?;
    let answers = answers::read(from, shape, Days { as_of, window })?;
    let follows = from.byte()?;
    if follows & !(EVIDENCE | REGISTER | SAMPLING) != 0 {
        return Err(Unreadable);
    }
    let evidence = match follows & EVIDENCE {
        0 => Vec::new(),
        _ => of_json(&from.text()?)?,
    };
    let register = match follows & REGISTER {
        0 => Vec::new(),
        _ => of_json(&from.text()?)?,
    };
    profile.auditor_sampling = match follows & SAMPLING {
        0 => None,
        _ => Some(of_json(&from.text()?)?),
    };
    from.end()?;
    Ok(AssessmentFile {
        format: ASSESSMENT_FORMAT.to_owned(),
        version: head.version,
        as_of,
        questionnaire: head.questionnaire,
        profile,
        answers,
        evidence,
        register,
        // A list of somebody else is in no link: `unnamed` leaves it out and counts it.
        auditor_requests: Vec::new(),
    })
}

fn read_profile(from: &mut Reader<'_>, window: Window, as_of: Date) -> Taken<Profile> {
    Ok(Profile {
        organisation: from.text()?,
        report_type: from.number()?,
        categories: from.list(Reader::text)?,
        time_zone: from.perhaps()?,
        headcount: match from.long()? {
            0 => None,
            n => Some(u32::try_from(n - 1).map_err(|_| Unreadable)?),
        },
        window,
        examination_day: match from.flag()? {
            true => Some(from.day(as_of)?),
            false => None,
        },
        sampling_policy: from.perhaps()?.unwrap_or_else(|| CUSTOMARY.to_owned()),
        // Stands at the end of a body.
        auditor_sampling: None,
        policies: from.list(|from| {
            Ok(StatedValue {
                id: from.text()?,
                value: from.number()?,
            })
        })?,
        cadences: from.list(|from| {
            Ok(StatedCadence {
                control: from.text()?,
                cadence: meant(from.text()?)?,
            })
        })?,
        facts: from.list(|from| {
            Ok(StatedFact {
                fact: from.text()?,
                values: from.list(Reader::text)?,
            })
        })?,
        systems: from.list(|from| {
            Ok(System {
                id: from.text()?,
                name: from.perhaps()?,
            })
        })?,
        populations: from.list(|from| {
            Ok(StatedPopulation {
                id: from.text()?,
                count: from.number()?,
            })
        })?,
        owners: from.list(|from| {
            Ok(StatedOwner {
                control: from.text()?,
                owner: from.text()?,
            })
        })?,
    })
}

/// The JSON of a part, by way of a value: the one way of writing and of reading that a module for links has anyway, and with another
/// it is a third larger.
pub(super) fn json<T: Serialize>(part: &T) -> String {
    serde_json::to_value(part).unwrap_or_default().to_string()
}

/// A part from its JSON.
pub(super) fn of_json<T: DeserializeOwned>(text: &str) -> Taken<T> {
    let value = read::json(text, Document::Link).map_err(|_| Unreadable)?;
    read::typed(value, Document::Link).map_err(|_| Unreadable)
}

/// A word of an enumeration as documents write it.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// What such a word means.
pub(super) fn meant<T: DeserializeOwned>(word: String) -> Taken<T> {
    serde_json::from_value(word.into()).map_err(|_| Unreadable)
}
