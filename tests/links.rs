//! Links: what goes in comes out, what is cut or damaged is a sentence, and every link ever written stays readable.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

#[path = "links/drawn.rs"]
mod drawn;
#[path = "links/kept.rs"]
mod kept;
#[path = "links/length.rs"]
mod length;

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use serde_json::Value;
use tickmark::error::{Code, Error};
use tickmark::input::answers::AssessmentFile;
use tickmark::share::fragment::{arrived, decode, encode, link};
use tickmark::share::passphrase::Sealing;
use tickmark::share::preview::{Parcel, preview};
use tickmark::share::shape::Shape;
use tickmark::share::shared::{Redaction, Shared, Summary, summary};
use tickmark::share::unnamed::unnamed;
use tickmark::{evaluate, input};

/// The shapes of the questionnaires that come with the library.
fn shapes() -> Vec<Shape> {
    let content = input::content().unwrap();
    let all = content.questionnaires.iter();
    all.map(|p| Shape::of(&p.questionnaire)).collect()
}

fn shape(id: &str) -> Shape {
    shapes().into_iter().find(|s| s.id == id).unwrap()
}

fn saved(name: &str) -> AssessmentFile {
    let value: Value = serde_json::from_str(&fs::read_to_string(name).unwrap()).unwrap();
    input::assessment_file(value, input::content().unwrap()).unwrap()
}

fn full(file: AssessmentFile) -> Shared {
    Shared::Full(Box::new(file))
}

fn summarised(file: AssessmentFile, gaps: bool, organisation: bool) -> Summary {
    let engagement = input::engagement(file, input::content().unwrap()).unwrap();
    let outcome = evaluate(&engagement);
    let advice = outcome.advice(&engagement, Default::default());
    summary(&engagement, &outcome, Some(&advice), gaps, organisation)
}

fn code(error: Error) -> Code {
    match error {
        Error::Input(problems) => {
            let first = &problems[0];
            assert!(
                !first.message.is_empty() && first.message.len() < 300,
                "{first:?}"
            );
            assert!(!first.message.ends_with('.'), "{first:?}");
            first.code
        }
        other => panic!("{other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_in_comes_out(file in drawn::assessment()) {
        let shape = shape(&file.questionnaire.id);
        let shared = full(file);
        let fragment = encode(&shared, Some(&shape), None).unwrap();
        prop_assert!(fragment.starts_with("t1f."));
        prop_assert_eq!(decode(&fragment, &shapes(), None).unwrap(), shared);
    }

    #[test]
    fn whatever_is_flipped_is_seen(
        file in drawn::assessment(), flips in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..8), 1..4)
    ) {
        let shape = shape(&file.questionnaire.id);
        let shared = full(file);
        let fragment = encode(&shared, Some(&shape), None).unwrap();
        let (before, payload) = fragment.split_once('.').unwrap();
        let mut bytes = URL_SAFE_NO_PAD.decode(payload).unwrap();
        for (at, bit) in &flips {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        let other = format!("{before}.{}", URL_SAFE_NO_PAD.encode(&bytes));
        match decode(&other, &shapes(), None) {
            // Two flips of one bit leave it as it was.
            Ok(back) => { prop_assert_eq!(&other, &fragment); prop_assert_eq!(back, shared); }
            Err(why) => {
                let code = code(why);
                prop_assert!(matches!(code, Code::Damaged | Code::Truncated), "{}", code);
            }
        }
    }

    #[test]
    fn whatever_character_is_another_is_seen(
        file in drawn::assessment(), at in any::<prop::sample::Index>(), to in any::<char>()
    ) {
        let shape = shape(&file.questionnaire.id);
        let shared = full(file);
        let fragment = encode(&shared, Some(&shape), None).unwrap();
        let mut letters: Vec<char> = fragment.chars().collect();
        let at = at.index(letters.len());
        letters[at] = to;
        let other: String = letters.iter().collect();
        match decode(&other, &shapes(), None) {
            Ok(back) => { prop_assert_eq!(&other, &fragment); prop_assert_eq!(back, shared); }
            Err(why) => { code(why); }
        }
    }

    #[test]
    fn noise_is_no_link(text in "\\PC{0,80}", payload in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(decode(&text, &shapes(), None).is_err());
        let made_up = format!("#t1f.{}", URL_SAFE_NO_PAD.encode(&payload));
        prop_assert!(decode(&made_up, &shapes(), None).is_err());
    }

    /// A link whose check is right, with anything in it: made by somebody else.
    #[test]
    fn a_body_that_is_made_up_is_read_or_refused(
        body in prop::collection::vec(any::<u8>(), 0..400), kind in "[sgf]", at in any::<prop::sample::Index>(),
        file in drawn::assessment(),
    ) {
        let _ = decode(&kept::framed(&kind, &kept::packed(&body)), &shapes(), None);
        // Nearly a body.
        let shape = shape(&file.questionnaire.id);
        let fragment = encode(&full(file), Some(&shape), None).unwrap();
        let mut good = kept::body(&fragment);
        let at = at.index(good.len());
        good[at] = body.first().copied().unwrap_or_default();
        let _ = decode(&kept::framed(&kind, &kept::packed(&good)), &shapes(), None);
    }
}

#[test]
fn a_link_that_was_cut_says_so_wherever_it_was_cut() {
    let file = saved("examples/acme/quick.json");
    let summary = summarised(file.clone(), true, true);
    for (shared, shape) in [
        (full(file), Some(shape("quick"))),
        (Shared::Summary(Box::new(summary)), None),
    ] {
        let fragment = encode(&shared, shape.as_ref(), None).unwrap();
        let whole = link("https://example.org/check/", &fragment).unwrap();
        let hash = whole.find('#').unwrap();
        for end in 0..whole.len() {
            let why = decode(&whole[..end], &shapes(), None).unwrap_err();
            let expected = if end < hash + 2 {
                Code::WrongDocument
            } else {
                Code::Truncated
            };
            assert_eq!(code(why), expected, "{}", &whole[..end]);
        }
        assert_eq!(
            decode(&format!("  {whole}\n"), &shapes(), None).unwrap(),
            shared
        );
    }
}

#[test]
fn only_one_way_of_writing_a_link_is_read() {
    let file = saved("examples/acme/assessment.json");
    let fragment = encode(&full(file), Some(&shape("red-flags")), None).unwrap();
    let refused = |text: String| code(decode(&text, &shapes(), None).unwrap_err());
    assert_eq!(refused(format!("{fragment}A")), Code::Damaged);
    assert_eq!(refused(format!("{fragment}=")), Code::Damaged);
    assert_eq!(refused(format!("{fragment})")), Code::Damaged);
    assert_eq!(refused(fragment.replacen("t1f", "t01f", 1)), Code::Damaged);
    assert_eq!(refused(fragment.replacen("t1f", "t1fx", 1)), Code::Damaged);
    assert_eq!(refused(fragment.replacen("t1f", "t1g", 1)), Code::Damaged);
    assert_eq!(
        refused(fragment.replacen("t1f", "t2f", 1)),
        Code::NewerVersion
    );
    assert_eq!(refused("t99999999999f.AA".to_owned()), Code::NewerVersion);
    // The last character has bits that say nothing: all but one way of setting them are refused.
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (but_last, _) = fragment.split_at(fragment.len() - 1);
    let read = alphabet
        .chars()
        .filter(|c| decode(&format!("{but_last}{c}"), &shapes(), None).is_ok());
    assert_eq!(read.count(), 1);
}

#[test]
fn an_unknown_questionnaire_is_asked_for() {
    let file = saved("examples/acme/quick.json");
    let fragment = encode(&full(file.clone()), Some(&shape("quick")), None).unwrap();
    assert_eq!(
        code(decode(&fragment, &[shape("full")], None).unwrap_err()),
        Code::UnknownQuestionnaire
    );
    let mut other = shape("quick");
    other.questions.swap(0, 1);
    assert_eq!(
        code(decode(&fragment, &[other], None).unwrap_err()),
        Code::UnknownQuestionnaire
    );
    assert_eq!(
        code(encode(&full(file), Some(&shape("full")), None).unwrap_err()),
        Code::UnknownQuestionnaire
    );
    // As JSON it has the same shape.
    let content = input::content().unwrap();
    for published in &content.questionnaires {
        let value = serde_json::to_value(&published.questionnaire).unwrap();
        assert_eq!(
            Shape::in_json(&value).unwrap(),
            Shape::of(&published.questionnaire)
        );
    }
    // Its words may change.
    let published = input::content().unwrap().questionnaire("quick").unwrap();
    let mut reworded = published.questionnaire.clone();
    "Another title".clone_into(&mut reworded.title);
    reworded.questions[0].help.why.push('!');
    assert!(decode(&fragment, &[Shape::of(&reworded)], None).is_ok());
}

#[test]
fn a_summary_holds_what_it_says_and_no_more() {
    let mut file = saved("examples/acme/full.json");
    "Zebra Holdings".clone_into(&mut file.profile.organisation);
    file.answers[0].note = Some("Zebra note".to_owned());
    for (gaps, organisation) in [(false, false), (true, false), (false, true), (true, true)] {
        let found = summarised(file.clone(), gaps, organisation);
        let text = serde_json::to_string(&found).unwrap();
        assert_eq!(text.contains("Zebra"), organisation);
        assert_eq!(text.contains("\"gaps\""), gaps);
        for word in [
            "note",
            "owner",
            "CEO",
            "answer",
            "evidence",
            "google",
            "headcount",
            "Europe",
        ] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        let shared = Shared::Summary(Box::new(found.clone()));
        let kind = if gaps {
            Redaction::Gaps
        } else {
            Redaction::Score
        };
        assert_eq!(shared.redaction(), kind);
        let fragment = encode(&shared, None, None).unwrap();
        assert!(link("https://example.org/", &fragment).is_ok());
        assert_eq!(decode(&fragment, &[], None).unwrap(), shared);
        // As a document it is read again as well.
        assert_eq!(serde_json::from_str::<Summary>(&text).unwrap(), found);
    }
    let found = summarised(file, true, false);
    let gaps = found.gaps.unwrap();
    assert!(gaps.len() > 20 && gaps.iter().any(|g| g.due.is_some()));
    assert!(found.domains.len() > 5 && found.report_id.len() == 12);
}

#[test]
fn what_a_summary_cannot_carry_is_refused() {
    let good = summarised(saved("examples/acme/quick.json"), true, true);
    let changes: [fn(&mut Summary); 5] = [
        |s| s.score.supported.low = 12.34,
        |s| s.domains[0].supported.high = 9,
        |s| s.report_id = "none".to_owned(),
        |s| s.version = 2,
        |s| s.score.claimed.high = f64::NAN,
    ];
    for change in changes {
        let mut summary = good.clone();
        change(&mut summary);
        let shared = Shared::Summary(Box::new(summary));
        assert_eq!(
            code(encode(&shared, None, None).unwrap_err()),
            Code::WrongShape
        );
    }
}

#[test]
fn names_of_people_are_left_out_of_a_saved_assessment() {
    let mut value: Value =
        serde_json::from_str(&fs::read_to_string("examples/acme/quick.json").unwrap()).unwrap();
    value["answers"].as_array_mut().unwrap().truncate(1);
    value["answers"][0] = serde_json::json!({
        "question": value["answers"][0]["question"], "rev": 1, "unknown": { "ask": "Ada Zebra" },
    });
    value["evidence"] = serde_json::json!([{
        "id": "a", "title": "A list", "kind": "document", "exportedBy": "Ada Zebra", "owner": "Ada Zebra",
        "reviewer": { "name": "Ada Zebra", "at": "2026-11-01" }, "preparedBy": "Ada Zebra",
        "attestations": [{ "by": "Ada Zebra", "at": "2026-11-01", "statement": "It is complete." }],
        "terms": { "scope": { "systems": [{ "id": "crm", "owner": "Ada Zebra" }], "lead": "Ada Zebra" },
                   "extra": { "author": "Ada Zebra" } },
    }]);
    let file = input::assessment_file(value, input::content().unwrap()).unwrap();
    assert_eq!(
        serde_json::to_string(&file)
            .unwrap()
            .matches("Zebra")
            .count(),
        9
    );
    let (without, left_out) = unnamed(&file);
    assert!(!serde_json::to_string(&without).unwrap().contains("Zebra"));
    assert_eq!((left_out.names, left_out.keys), (6, 3));
    assert_eq!(left_out.texts, 1);
    assert!(
        !serde_json::to_string(&without)
            .unwrap()
            .contains("It is complete.")
    );
    // Once more nothing is left out, and it can be worked out.
    assert_eq!(unnamed(&without), (without.clone(), Default::default()));
    assert!(input::engagement(without, input::content().unwrap()).is_ok());
    // Nothing else changes.
    let plain = saved("examples/scaleup/quick.json");
    let asked = plain
        .answers
        .iter()
        .filter(|a| a.unknown.as_ref().is_some_and(|u| u.ask.is_some()));
    assert_eq!(unnamed(&plain).1.names as usize, asked.count());
}

#[test]
fn addresses_and_texts_around_evidence_and_a_name_that_was_switched_off_are_left_out_and_told() {
    let mut value: Value =
        serde_json::from_str(&fs::read_to_string("examples/acme/quick.json").unwrap()).unwrap();
    value["evidence"] = serde_json::json!([{
        "id": "a", "title": "A list", "kind": "document", "link": "https://zebra.example/?token=abc",
        "source": { "system": "okta", "report": "Zebra menu", "query": "zebra = 1" },
        "completeness": { "rowsInSource": 3, "method": "Ada Zebra counted" },
        "reviewer": { "name": "Ada Zebra", "decision": "Zebra says yes" },
        "attestations": [{ "by": "Ada Zebra", "role": "Zebra keeper", "at": "2026-11-01",
                           "statement": "I, Ada Zebra, confirm" }],
        "terms": { "organisation": "Zebra GmbH", "timeZone": "Europe/Berlin" },
    }]);
    let told = |value: &Value| {
        let content = input::content().unwrap();
        let file = input::assessment_file(value.clone(), content).unwrap();
        let (file, left_out) = unnamed(&file);
        assert_eq!(unnamed(&file), (file.clone(), Default::default()));
        let shared = full(file);
        // It goes through a link, and can be worked out.
        let fragment = encode(&shared, Some(&shape("quick")), None).unwrap();
        assert_eq!(decode(&fragment, &shapes(), None).unwrap(), shared);
        let Shared::Full(file) = shared.clone() else {
            panic!()
        };
        assert!(input::engagement(*file, content).is_ok());
        let parcel = Parcel {
            shared: &shared,
            left_out,
            sealed: false,
            length: 9,
        };
        (shared.document().to_string(), preview(&parcel), left_out)
    };
    // The profile names the organisation, so the list may as well; nothing else of it is there.
    let (text, said, left_out) = told(&value);
    assert_eq!(text.to_lowercase().matches("zebra").count(), 1, "{text}");
    assert_eq!(
        (left_out.organisations, left_out.links, left_out.texts),
        (0, 1, 6)
    );
    let has = |said: &[String], start: &str| said.iter().any(|s| s.starts_with(start));
    assert!(
        has(&said, "Of 1 list of evidence (organisation: Zebra GmbH):"),
        "{said:?}"
    );
    assert!(has(&said, "Left out: 1 link of evidence"), "{said:?}");
    assert!(has(&said, "Left out: 6 texts about evidence"), "{said:?}");
    // As the page does where the name is switched off.
    value["profile"]["organisation"] = "".into();
    let (text, said, left_out) = told(&value);
    assert!(!text.to_lowercase().contains("zebra"), "{text}");
    assert_eq!(left_out.organisations, 1);
    assert!(has(&said, "Of 1 list of evidence:"), "{said:?}");
    assert!(
        has(&said, "Left out: the name of the organisation in 1 list"),
        "{said:?}"
    );
    assert!(
        has(&said, "A report made of this has another report id"),
        "{said:?}"
    );
}

#[test]
fn a_sealed_link_opens_with_its_passphrase_alone() {
    let shared = full(saved("examples/acme/quick.json"));
    let sealing = Sealing {
        passphrase: "correct horse battery staple",
        salt: [1; 16],
        iv: [2; 12],
    };
    let fragment = encode(&shared, Some(&shape("quick")), Some(&sealing)).unwrap();
    let found = arrived(&fragment).unwrap();
    assert!(found.sealed && found.redaction == Redaction::Full);
    let open = |passphrase| found.open(&shapes(), passphrase);
    assert_eq!(open(Some(sealing.passphrase)).unwrap(), shared);
    assert_eq!(code(open(None).unwrap_err()), Code::Passphrase);
    assert_eq!(
        code(open(Some("correct horse battery stable")).unwrap_err()),
        Code::Passphrase
    );
    // That it was damaged or cut is said before a passphrase is asked for.
    assert_eq!(
        code(arrived(&fragment[..fragment.len() - 1]).unwrap_err()),
        Code::Truncated
    );
    let other = fragment.replacen("t1fp.", "t1gp.", 1);
    assert_eq!(code(arrived(&other).unwrap_err()), Code::Damaged);
    let (before, payload) = fragment.split_once('.').unwrap();
    for at in 0..payload.len() {
        let mut letters: Vec<u8> = payload.bytes().collect();
        letters[at] = if letters[at] == b'A' { b'B' } else { b'A' };
        let other = format!("{before}.{}", String::from_utf8(letters).unwrap());
        let code = code(arrived(&other).unwrap_err());
        assert!(
            matches!(code, Code::Damaged | Code::Truncated),
            "{at}: {code}"
        );
    }
    // Nothing of it can be read without.
    assert!(!fragment.contains(&encode(&shared, Some(&shape("quick")), None).unwrap()[10..40]));
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = kept::packed(&vec![0; 64 << 20]);
    assert!(bomb.len() < 200_000);
    let why = decode(&kept::framed("f", &bomb), &shapes(), None).unwrap_err();
    assert_eq!(code(why), Code::TooLarge);
}
