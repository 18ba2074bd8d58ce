//! Links of every version there was: they stay readable, and are what `docs/links.md` says.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tickmark::share::fragment::{arrived, decode, encode};
use tickmark::share::passphrase::{ITERATIONS, Sealing};
use tickmark::share::shape::Shape;
use tickmark::share::shared::Shared;

use super::{full, saved, shape, summarised};

const VECTORS: &str = "tests/links/vectors.json";

pub(crate) fn packed(body: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(body, 6)
}

/// A link around deflated bytes.
pub(crate) fn framed(flags: &str, rest: &[u8]) -> String {
    let before = format!("t1{flags}.");
    let mut bytes = Vec::new();
    let mut n = rest.len();
    while n >= 0x80 {
        bytes.push((n & 0x7f) as u8 | 0x80);
        n >>= 7;
    }
    bytes.push(n as u8);
    let check = Sha256::digest([before.as_bytes(), rest].concat());
    bytes.extend(&check[..4]);
    bytes.extend(rest);
    before + &URL_SAFE_NO_PAD.encode(bytes)
}

/// What is in a link without a passphrase.
pub(crate) fn body(fragment: &str) -> Vec<u8> {
    let payload = fragment.split_once('.').unwrap().1;
    let bytes = URL_SAFE_NO_PAD.decode(payload).unwrap();
    let length = bytes.iter().position(|b| *b < 0x80).unwrap() + 1;
    miniz_oxide::inflate::decompress_to_vec(&bytes[length + 4..]).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    let all: Vec<u8> = (0..hex.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap())
        .collect();
    all.try_into().unwrap()
}

/// The vectors of this version. They were written once; run with `--ignored` where the file is gone on purpose.
#[test]
#[ignore = "writes the vectors, which stay as they are from then on"]
fn vectors_are_written_once() {
    assert!(fs::metadata(VECTORS).is_err(), "{VECTORS} is there");
    let mut noted = saved("examples/acme/quick.json");
    noted.answers[1].note = Some("Grüße, naïve café".to_owned());
    noted.answers.swap(2, 5);
    noted.questionnaire.sha256 = Some("0f".repeat(32));
    let mut odd = saved("examples/acme/assessment.json");
    odd.answers[0].rev = 7;
    odd.evidence =
        serde_json::from_value(json!([{ "id": "a", "title": "A", "kind": "document" }])).unwrap();
    let small = |gaps, name| {
        Shared::Summary(Box::new(summarised(
            saved("examples/acme/full.json"),
            gaps,
            name,
        )))
    };
    let all = [
        ("score", small(false, false), false),
        (
            "score with the name of the organisation",
            small(false, true),
            false,
        ),
        ("gaps", small(true, false), false),
        (
            "every control",
            full(saved("examples/acme/full.json")),
            false,
        ),
        (
            "a note, another order, another text of the questionnaire",
            full(noted.clone()),
            false,
        ),
        ("an earlier revision and evidence", full(odd), false),
        ("score under a passphrase", small(false, false), true),
        ("a saved assessment under a passphrase", full(noted), true),
    ];
    let mut vectors = Vec::new();
    let mut shapes: Vec<Shape> = Vec::new();
    for (name, shared, sealed) in all {
        let shape = match &shared {
            Shared::Full(file) => Some(shape(&file.questionnaire.id)),
            Shared::Summary(_) => None,
        };
        let open = encode(&shared, shape.as_ref(), None).unwrap();
        let mut vector =
            json!({ "name": name, "body": hex(&body(&open)), "document": shared.document() });
        let sealing = Sealing {
            passphrase: "six plain words nobody would guess",
            salt: bytes("000102030405060708090a0b0c0d0e0f"),
            iv: bytes("a0a1a2a3a4a5a6a7a8a9aaab"),
        };
        vector["link"] = match sealed {
            false => json!(open),
            true => {
                vector["passphrase"] = json!(sealing.passphrase);
                vector["salt"] = json!(hex(&sealing.salt));
                vector["iv"] = json!(hex(&sealing.iv));
                vector["iterations"] = json!(ITERATIONS);
                json!(encode(&shared, shape.as_ref(), Some(&sealing)).unwrap())
            }
        };
        vectors.push(vector);
        shapes.extend(shape.filter(|s| !shapes.contains(s)));
    }
    let text =
        serde_json::to_string_pretty(&json!({ "shapes": shapes, "vectors": vectors })).unwrap();
    fs::write(VECTORS, text + "\n").unwrap();
}

#[test]
fn every_link_of_this_version_stays_readable() {
    let kept: Value = serde_json::from_str(&fs::read_to_string(VECTORS).unwrap()).unwrap();
    // The shapes of then, whatever questionnaires there are today.
    let shapes: Vec<Shape> = serde_json::from_value(kept["shapes"].clone()).unwrap();
    let vectors = kept["vectors"].as_array().unwrap();
    assert!(vectors.len() >= 8);
    for vector in vectors {
        let name = vector["name"].as_str().unwrap();
        let link = vector["link"].as_str().unwrap();
        let passphrase = vector["passphrase"].as_str();
        assert_eq!(
            arrived(link).unwrap().sealed,
            passphrase.is_some(),
            "{name}"
        );
        let shared = decode(link, &shapes, passphrase).unwrap();
        assert_eq!(shared.document(), vector["document"], "{name}");
        assert_eq!(
            Shared::read(vector["document"].clone()).unwrap(),
            shared,
            "{name}"
        );
        // What is written today is the same body.
        let shape = match &shared {
            Shared::Full(file) => shapes.iter().find(|s| s.id == file.questionnaire.id),
            Shared::Summary(_) => None,
        };
        let open = encode(&shared, shape, None).unwrap();
        assert_eq!(
            hex(&body(&open)),
            vector["body"].as_str().unwrap(),
            "{name}"
        );
        let Some(passphrase) = passphrase else {
            continue;
        };
        let text = |key: &str| vector[key].as_str().unwrap();
        let sealing = Sealing {
            passphrase,
            salt: bytes(text("salt")),
            iv: bytes(text("iv")),
        };
        let again = encode(&shared, shape, Some(&sealing)).unwrap();
        assert_eq!(
            decode(&again, &shapes, Some(passphrase)).unwrap(),
            shared,
            "{name}"
        );
    }
}
