//! Damaged, hostile and absurd files of every format: read or refused, in bounded time and memory, whatever the chunks.
//!
//! Each input is made from a number, and `FUZZ_SEED=number` makes that one alone again. `FUZZ_SECONDS` says for how long
//! inputs are made and `FUZZ_FROM` from which number on, as `make soak` does; without them there are as many as a quick run
//! has time for, from 0 on.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    dead_code,
    reason = "helpers of tests stop where they are wrong, as tests do; no test uses every part of the generator"
)]

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

use peak_alloc::PeakAlloc;
use tickmark::evidence::{Binder, Choices};

#[path = "fuzzed/bytes.rs"]
mod bytes;
#[path = "fuzzed/cells.rs"]
mod cells;
#[path = "fuzzed/corpus.rs"]
mod corpus;
#[path = "fuzzed/held.rs"]
mod held;
#[path = "fuzzed/hostile.rs"]
mod hostile;
#[path = "fuzzed/json.rs"]
mod json;
#[path = "fuzzed/packed.rs"]
mod packed;
#[path = "planted/mod.rs"]
mod planted;
#[path = "fuzzed/told.rs"]
mod told;

use corpus::{Input, Seed};
use held::{Desk, Outcome};
use planted::Rng;

/// Counts what is allocated. Memory that grows counts with what it was copied from.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Memory that any input may take, in bytes.
const MEMORY_AT_ALL: usize = 64 << 20;
/// Memory that each byte of an input may take beside that: see `bound`.
const MEMORY_A_BYTE: usize = 64;
/// Inputs of a quick run at most, and the work that it may be.
const QUICK: (u64, Duration) = (4000, Duration::from_secs(9));
/// Failures after which a run stops.
const MOST_FAILURES: usize = 12;

#[allow(
    clippy::disallowed_methods,
    reason = "`make soak` says for how long, and a person which input"
)]
fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|n| n.parse().unwrap())
}

/// Longest work that an input may be: generous, as some inputs are read five times, whole and in chunks.
///
/// Of a small archive 200 MB or ten million cells may come out.
fn patience(bytes: &[u8]) -> Duration {
    let debug = if cfg!(debug_assertions) { 10 } else { 1 };
    let unpacked = if bytes.starts_with(b"PK") { 120_000 } else { 0 };
    Duration::from_millis(debug * (5000 + unpacked + u64::try_from(bytes.len()).unwrap() / 500))
}

/// What is being tried: its number, the time that the process had worked before, and how long it may take.
static TRIED: Mutex<Option<(u64, Duration, Duration)>> = Mutex::new(None);

/// For how long the process has worked: not for how long others did, on a machine that is busy.
fn worked() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let begun = *BEGUN;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which ends with the last bracket, these are user's and system's hundredths of a second.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = fields.split_whitespace().collect();
    match fields
        .get(11..13)
        .map(|of| of.iter().map(|n| n.parse::<u64>().unwrap()).sum())
    {
        Some(ticks) => Duration::from_millis(u64::saturating_mul(ticks, 10)),
        None => begun.elapsed(),
    }
}

/// Held by each test: memory is counted for the process as a whole.
static ALONE: Mutex<()> = Mutex::new(());
/// What the last panic said, and where.
static SAID: Mutex<String> = Mutex::new(String::new());

/// Stops the process where an input takes for ever: a loop cannot be stopped otherwise.
fn watch() {
    std::thread::spawn(|| {
        loop {
            std::thread::sleep(Duration::from_millis(200));
            let tried = *TRIED.lock().unwrap();
            if let Some((seed, since, most)) = tried
                && worked().saturating_sub(since) > most
            {
                eprintln!("FUZZ_SEED={seed} takes more than {most:?}");
                std::process::abort();
            }
        }
    });
}

/// What a run has seen.
#[derive(Default)]
struct Run {
    inputs: u64,
    /// By format: how many inputs were made from it, and how many of them were still recognised as it.
    formats: BTreeMap<String, (u64, u64)>,
    manifests: u64,
    slowest: (Duration, u64, usize),
    /// Most memory, with the number and size of the input.
    largest: (usize, u64, usize),
    /// Most memory a byte, of inputs of more than a megabyte.
    steepest: (f64, u64),
    failures: Vec<String>,
}

fn desks(seeds: &[Seed]) -> Vec<Desk> {
    let with = |wanted: &[&str], zone| {
        let mut binder = Binder::new();
        for seed in seeds.iter().filter(|s| wanted.contains(&s.name.as_str())) {
            drop(binder.add(held::taken(&seed.bytes, &Choices::default(), &[])));
        }
        Desk {
            binder,
            terms: held::terms(zone),
        }
    };
    vec![
        with(&["hr-roster.csv"], Some("Europe/Berlin")),
        with(
            &["hr-roster.csv", "google-users.csv", "okta-users.json"],
            None,
        ),
        with(
            &["gh-pulls.json", "jira.csv", "service-accounts.csv"],
            Some("Nowhere/At all"),
        ),
        with(&[], Some("America/St_Johns")),
    ]
}

impl Run {
    fn one(&mut self, number: u64, seeds: &[Seed], desks: &mut Vec<Desk>) {
        let mut rng = Rng::new(number, 7);
        let input = corpus::made(number, &mut rng, seeds);
        let seed = &seeds[input.from];
        let mapped = seed.mapped.then_some(seed.name.as_str());
        let which = rng.below(desks.len());
        let size = input.bytes.len();
        let start = Instant::now();
        *TRIED.lock().unwrap() = Some((number, worked(), patience(&input.bytes)));
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let held = catch_unwind(AssertUnwindSafe(|| {
            desks[which].hold(&input.bytes, mapped, &mut rng)
        }));
        let (took, peak) = (start.elapsed(), MEMORY.peak_usage().saturating_sub(before));
        *TRIED.lock().unwrap() = None;
        self.inputs += 1;
        self.slowest = self.slowest.max((took, number, size));
        self.largest = self.largest.max((peak, number, size));
        match held {
            Ok(outcome) => self.note(number, &input, seed, &outcome, peak),
            Err(_) => {
                let why = std::mem::take(&mut *SAID.lock().unwrap());
                self.fail(number, &input, seed, why);
                *desks = self::desks(seeds);
            }
        }
    }

    fn note(&mut self, number: u64, input: &Input, seed: &Seed, outcome: &Outcome, peak: usize) {
        if let Some(format) = &seed.format {
            let (made, known) = self.formats.entry(format.clone()).or_default();
            *made += 1;
            *known += u64::from(outcome.format.as_ref() == Some(format));
        }
        self.manifests += u64::from(outcome.manifest);
        let size = input.bytes.len().max(outcome.unpacked);
        if size > 1_000_000 {
            let each = peak as f64 / size as f64;
            if each > self.steepest.0 {
                self.steepest = (each, number);
            }
        }
        if peak > bound(&input.bytes, outcome) {
            self.fail(
                number,
                input,
                seed,
                format!("{} bytes take {peak} bytes of memory", input.bytes.len()),
            );
        }
    }

    fn fail(&mut self, number: u64, input: &Input, seed: &Seed, why: String) {
        let shown: String = why.chars().take(600).collect();
        let text = format!(
            "FUZZ_SEED={number} from {} ({:?}), {} bytes: {shown}",
            seed.name,
            input.steps,
            input.bytes.len()
        );
        eprintln!("{text}");
        let path = format!("{}/fuzzed-{number}", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(path, &input.bytes).unwrap();
        self.failures.push(text);
    }

    fn table(&self, took: Duration) -> String {
        let known: u64 = self.formats.values().map(|(_, known)| known).sum();
        let made: u64 = self.formats.values().map(|(made, _)| made).sum();
        let each: Vec<String> = self
            .formats
            .iter()
            .map(|(id, (made, known))| format!("{id} {known}/{made}"))
            .collect();
        let (slow, large) = (self.slowest, self.largest);
        format!(
            "recognised: {}; manifests {}\n{} inputs in {:.0} s, {:.0} a second; {known} of {made} ({:.0} %) recognised as what they \
             were, in {} formats; slowest {:?} (FUZZ_SEED={}, {} bytes); most memory {:.1} MB (FUZZ_SEED={}, {} bytes); \
             {:.1} bytes a byte above 1 MB (FUZZ_SEED={})",
            each.join(", "),
            self.manifests,
            self.inputs,
            took.as_secs_f64(),
            self.inputs as f64 / took.as_secs_f64(),
            100.0 * known as f64 / made.max(1) as f64,
            self.formats
                .values()
                .filter(|(_, known)| *known > 0)
                .count(),
            slow.0,
            slow.1,
            slow.2,
            large.0 as f64 / 1e6,
            large.1,
            large.2,
            self.steepest.0,
            self.steepest.1,
        )
    }
}

/// Most memory that an input may take.
///
/// A spreadsheet may have ten million cells, and each is 24 bytes although nothing stands in it; those of a few bytes
/// may take as much, as a row names its number (`decode/sheet.rs` bounds it). Of everything else each byte may become
/// a value of JSON (32 bytes, in a list that doubles as it grows), held beside the text.
fn bound(bytes: &[u8], outcome: &Outcome) -> usize {
    let cells = match bytes.starts_with(b"PK") {
        true => 800 << 20,
        false => 0,
    };
    MEMORY_AT_ALL + cells + MEMORY_A_BYTE * bytes.len().max(outcome.unpacked)
}

#[test]
fn every_input_is_read_or_refused_in_bounded_time_and_memory() {
    let _alone = ALONE.lock();
    watch();
    let seeds = corpus::corpus();
    let mut desks = desks(&seeds);
    let mut run = Run::default();
    // Where it stopped is told with the number of the input.
    std::panic::set_hook(Box::new(|info| *SAID.lock().unwrap() = info.to_string()));
    let start = Instant::now();
    if let Some(one) = asked("FUZZ_SEED") {
        let input = corpus::made(one, &mut Rng::new(one, 7), &seeds);
        eprintln!(
            "{} {:?}, {} bytes",
            seeds[input.from].name,
            input.steps,
            input.bytes.len()
        );
        run.one(one, &seeds, &mut desks);
        assert!(run.failures.is_empty());
        return println!("{}", run.table(start.elapsed()));
    }
    let long = asked("FUZZ_SECONDS").map(Duration::from_secs);
    let more = |number| match long {
        Some(time) => start.elapsed() < time,
        None => number < QUICK.0 && worked() < QUICK.1,
    };
    // So that a process that ends without a word can be told by what it tried last.
    let last = format!("{}/fuzzed-last", env!("CARGO_TARGET_TMPDIR"));
    // A long run begins elsewhere every time: it would find again what it found.
    let from = asked("FUZZ_FROM").unwrap_or(0);
    println!("from FUZZ_SEED={from} on");
    let mut number = from;
    // The first round is gone through on any machine, so that what is reached does not depend on its speed.
    let first = u64::try_from(seeds.len()).unwrap();
    while (number - from < first || more(number - from)) && run.failures.len() < MOST_FAILURES {
        std::fs::write(&last, number.to_string()).unwrap();
        run.one(number, &seeds, &mut desks);
        number += 1;
    }
    let _ = std::panic::take_hook();
    println!("{}", run.table(start.elapsed()));
    assert!(run.failures.is_empty(), "{}", run.failures.join("\n"));
    let reached = run.formats.values().filter(|(_, known)| *known > 0).count();
    let (made, known) = run
        .formats
        .values()
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(3 * known > made, "{known} of {made}");
    assert!(
        4 * reached > 3 * run.formats.len(),
        "{reached} of {}",
        run.formats.len()
    );
}

/// The ids of formats in the code, each of which has to be in the corpus.
#[test]
fn every_format_has_a_file_to_begin_with() {
    let _alone = ALONE.lock();
    let mut known: Vec<String> = Vec::new();
    let mut folders = vec![std::path::PathBuf::from("src/evidence/formats")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            // Written out, or by a function or macro that begins with the id.
            for begin in [
                "About {\n        id: \"",
                "About {\n    id: \"",
                "about(\"",
                "about(\n        \"",
            ] {
                let ids = text
                    .split(begin)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next());
                known.extend(ids.map(str::to_owned));
            }
        }
    }
    known.sort();
    known.dedup();
    assert!(known.len() > 70, "{known:?}");
    let seeds = corpus::corpus();
    let has = |id: &&String| seeds.iter().any(|seed| seed.format.as_ref() == Some(id));
    let missing: Vec<_> = known.iter().filter(|id| !has(id)).collect();
    assert!(missing.is_empty(), "no file in the corpus is {missing:?}");
}
