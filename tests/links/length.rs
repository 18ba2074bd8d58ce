//! How long links are.

use tickmark::error::Code;
use tickmark::input;
use tickmark::input::answers::{Answer, AssessmentFile};
use tickmark::share::fragment::{encode, link};
use tickmark::share::shape::Shape;

use super::{code, full, saved, shape};

/// The address before the link.
const BASE: &str = "https://tickmark.example.com/check/";

/// A questionnaire of eighty questions: every control, and sixteen of the short one under another name.
fn eighty() -> Shape {
    let mut all = shape("full");
    let more = shape("quick")
        .questions
        .into_iter()
        .take(80 - all.questions.len());
    all.questions.extend(more.map(|mut q| {
        q.id.push_str("-again");
        q
    }));
    assert_eq!(all.questions.len(), 80);
    all
}

/// Sentences as people write them, none twice.
fn sentences() -> Vec<String> {
    let content = input::content().unwrap();
    let controls = content
        .catalogue
        .controls
        .iter()
        .map(|(_, c)| c.why.clone());
    let questions = content
        .questionnaires
        .iter()
        .flat_map(|p| &p.questionnaire.questions);
    let all = controls.chain(questions.map(|q| q.text.clone()));
    all.map(|text| text.chars().take(60).collect()).collect()
}

/// Eighty answers, none like the next, every so manieth with a note of sixty characters.
fn answered(shape: &Shape, noted: Option<usize>) -> AssessmentFile {
    let mut file = saved("examples/acme/full.json");
    file.evidence.clear();
    let mut state = 7_u32;
    let notes = sentences();
    file.answers = shape
        .questions
        .iter()
        .enumerate()
        .map(|(i, q)| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let choice = (state >> 16) as usize % q.choices.len().max(1);
            Answer {
                question: q.id.clone(),
                rev: q.rev,
                choice: q.choices.get(choice).cloned(),
                later: q.choices.is_empty(),
                note: noted.filter(|n| i % n == 0).map(|_| notes[i].clone()),
                ..Answer::default()
            }
        })
        .collect();
    file
}

#[test]
fn links_without_notes_are_short_and_long_ones_are_refused() {
    let shape = eighty();
    let length = |noted| {
        let file = answered(&shape, noted);
        let fragment = encode(&full(file), Some(&shape), None).unwrap();
        BASE.len() + 1 + fragment.len()
    };
    let mut bare = answered(&shape, None);
    bare.profile.facts.clear();
    bare.profile.policies.clear();
    bare.profile.cadences.clear();
    let bare = BASE.len() + 1 + encode(&full(bare), Some(&shape), None).unwrap().len();
    println!("80 answers and nothing more than a window: {bare} characters");
    assert!(bare < 250, "{bare}");
    let (none, quarter, all) = (length(None), length(Some(4)), length(Some(1)));
    println!(
        "80 answers: {none} characters without notes, {quarter} with notes on a quarter, {all} with notes on all"
    );
    assert!(none < 500, "{none}");
    assert!(quarter < 2_000, "{quarter}");
    assert!(all > 2_000, "{all}");
    let fragment = encode(&full(answered(&shape, Some(1))), Some(&shape), None).unwrap();
    let why = link(BASE, &fragment).unwrap_err();
    assert!(why.to_string().contains(&all.to_string()), "{why}");
    assert_eq!(code(why), Code::TooLarge);
}

#[test]
fn the_examples_fit() {
    for name in [
        "acme/assessment",
        "acme/quick",
        "acme/full",
        "scaleup/assessment",
        "scaleup/quick",
        "scaleup/full",
    ] {
        let file = saved(&format!("examples/{name}.json"));
        let shape = shape(&file.questionnaire.id);
        let fragment = encode(&full(file), Some(&shape), None).unwrap();
        let whole = link(BASE, &fragment).unwrap();
        println!("{name}: {} characters", whole.len());
    }
}

#[test]
fn an_address_is_put_before_it_as_it_is() {
    assert_eq!(
        link("https://example.org/?a=b", "t1s.AA").unwrap(),
        "https://example.org/?a=b#t1s.AA"
    );
    assert_eq!(link("", "t1s.AA").unwrap(), "#t1s.AA");
    assert_eq!(
        code(link("https://example.org/#x", "t1s.AA").unwrap_err()),
        Code::WrongShape
    );
    assert_eq!(
        code(link("https://example.org/ x", "t1s.AA").unwrap_err()),
        Code::WrongShape
    );
    let longest = "t1s.".to_owned() + &"A".repeat(2_000 - BASE.len() - 5);
    assert_eq!(link(BASE, &longest).unwrap().len(), 2_000);
    assert!(link(BASE, &(longest + "A")).is_err());
}
