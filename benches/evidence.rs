//! How fast evidence is read, natively: a million sign-ins from bytes to verdicts, beside a bare loop of the `csv` crate.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a bench says what went wrong by stopping"
)]

use tickmark::evidence::{Basis, Binder, Choices, Intake, Parameter, Terms};

mod common;
use common::median;

/// The portal's sign-ins, as many rows as asked for: about 110 bytes a row.
fn sign_ins(rows: usize) -> Vec<u8> {
    let mut text = String::from(
        "Date (UTC),Request ID,Correlation ID,User,Username,User type,Application,IP address,Status,Sign-in error code,\
         Authentication requirement\n",
    );
    for n in 0..rows {
        let (hour, minute, second) = (n / 3600 % 24, n / 60 % 60, n % 60);
        let day = 1 + n / 86_400 % 28;
        let who = n % 997;
        text.push_str(&format!(
            "2026-06-{day:02}T{hour:02}:{minute:02}:{second:02}Z,{n:08x},c{n:x},User {who},user{who}@acme.example,Member,Office,\
             10.0.{}.{},Success,0,multiFactorAuthentication\n",
            who % 200,
            n % 250
        ));
    }
    text.into_bytes()
}

fn terms() -> Terms {
    Terms {
        controls: [("mfa-sign-ins".to_owned(), vec!["AC-02".to_owned()])].into(),
        as_of: "2026-11-21".parse().unwrap(),
        window_start: "2026-05-21".parse().unwrap(),
        window_end: "2026-11-20".parse().unwrap(),
        policies: vec![Parameter {
            id: "leaver-sla-hours".to_owned(),
            value: 24,
            basis: Basis::Stated,
        }],
        time_zone: None,
        periods: Default::default(),
        last_pseudonym: 0,
        stated_as_of: None,
        superseded: Vec::new(),
    }
}

fn tested(bytes: &[u8], terms: &Terms) -> usize {
    let mut intake = Intake::new("sign-ins.csv", Choices::default());
    for chunk in bytes.chunks(65_536) {
        intake.push(chunk);
    }
    let mut binder = Binder::new();
    binder.add(intake).unwrap();
    binder.results(terms).len()
}

fn bare(bytes: &[u8]) -> usize {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut cells = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        cells += record.len();
    }
    cells
}

fn main() {
    let terms = terms();
    println!("rows        bytes      bare csv    read and tested    times");
    for rows in [10_000, 100_000, 1_000_000] {
        let bytes = sign_ins(rows);
        let ms = |time: std::time::Duration| time.as_secs_f64() * 1000.0;
        let bare = ms(median(5, || {
            std::hint::black_box(bare(&bytes));
        }));
        let whole = ms(median(5, || {
            std::hint::black_box(tested(&bytes, &terms));
        }));
        println!(
            "{rows:9} {:10} {bare:10.1} ms {whole:14.1} ms {:8.1}",
            bytes.len(),
            whole / bare
        );
    }
}
