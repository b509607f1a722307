//! `cargo xtask bench algebra`: the operations of a route in every combination. All small worlds
//! exhaustively, random sequences, and computers without a network; each broken invariant is shrunk
//! and printed, and fails the run.
//!
//! The arguments are how many random sequences, how many interleavings, how deep the exhaustive
//! search goes, and the first seed.
#![forbid(unsafe_code)]
#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    missing_docs,
    reason = "a measurement takes arguments and time, and its numbers are small"
)]

mod check;
mod moves;
mod runs;
mod world;

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use runs::{Beginnings, Broken, Seen, Tally, exhaust, interleaved, seeds, sequence, shrunk};
use world::{SHAPES, SMALLEST};

/// Moves of a random sequence.
const MOVES: usize = 12;
/// Stations of the exhaustive worlds, beside the applicant.
const STATIONS: usize = 4;
/// Sequences that a thread takes at a time.
const PORTION: u64 = 1_000;

fn main() -> ExitCode {
    let argument = |place: usize, otherwise: u64| {
        let given = std::env::args().nth(place);
        given
            .and_then(|text| text.parse().ok())
            .unwrap_or(otherwise)
    };
    let (sequences, interleavings) = (argument(1, 10_000_000), argument(2, 1_000_000));
    let (depth, first) = (argument(3, 8) as usize, argument(4, 1));
    let run = || -> Result<(), Broken> {
        worlds(depth)?;
        random(
            "random sequences",
            sequences,
            first,
            |begun, number, tally| {
                let seeds = seeds(number, MOVES);
                sequence(begun, &seeds, tally)
                    .map_err(|broken| shrunk(begun, &seeds).unwrap_or(broken))
            },
        )?;
        random("offline interleavings", interleavings, first, interleaved)
    };
    match run() {
        Ok(()) => {
            println!("the algebra holds: no invariant was broken");
            ExitCode::SUCCESS
        }
        Err(broken) => {
            println!("broken on {:?}: {}", SHAPES[broken.shape], broken.what);
            broken.moves.iter().for_each(|line| println!("  {line}"));
            ExitCode::FAILURE
        }
    }
}

/// All small worlds of an applicant and two signers: with nobody away and with the first signer
/// away.
fn worlds(depth: usize) -> Result<(), Broken> {
    let begun = Beginnings::all();
    let start = Instant::now();
    let jobs: Vec<(usize, i64)> = SMALLEST
        .into_iter()
        .flat_map(|s| [(s, 0), (s, 60)])
        .collect();
    let next = AtomicU64::new(0);
    let found: Vec<Result<Seen, Broken>> = std::thread::scope(|scope| {
        let work = || {
            let mut seen = Seen::default();
            while let Some((shape, later)) = jobs.get(next.fetch_add(1, Ordering::Relaxed) as usize)
            {
                exhaust(&begun, *shape, *later, depth, STATIONS, &mut seen)?;
            }
            Ok(seen)
        };
        let threads: Vec<_> = (0..threads()).map(|_| scope.spawn(work)).collect();
        threads.into_iter().filter_map(|t| t.join().ok()).collect()
    });
    let (mut states, mut moves) = (0, 0);
    for seen in found {
        let seen = seen?;
        states += seen.states;
        moves += seen.moves;
    }
    println!("depth of the small worlds: {depth} moves");
    println!("small worlds, states: {states} states");
    println!("small worlds, moves tried: {moves} moves");
    println!("small worlds, time: {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn random(
    name: &str,
    count: u64,
    first: u64,
    run: impl Fn(&Beginnings, u64, &mut Tally) -> Result<(), Broken> + Sync,
) -> Result<(), Broken> {
    let start = Instant::now();
    let next = AtomicU64::new(0);
    let found: Vec<Result<Tally, Broken>> = std::thread::scope(|scope| {
        let work = || {
            let begun = Beginnings::all();
            let mut tally = Tally::default();
            loop {
                let from = next.fetch_add(PORTION, Ordering::Relaxed);
                if from >= count {
                    return Ok(tally);
                }
                for number in from..(from + PORTION).min(count) {
                    let seed = first.wrapping_mul(1 << 40).wrapping_add(number);
                    if let Err(broken) = run(&begun, seed, &mut tally) {
                        next.store(count, Ordering::Relaxed);
                        return Err(broken);
                    }
                }
            }
        };
        let threads: Vec<_> = (0..threads()).map(|_| scope.spawn(work)).collect();
        threads.into_iter().filter_map(|t| t.join().ok()).collect()
    });
    let mut tally = Tally::default();
    for one in found {
        tally.add(&one?);
    }
    let refused: u64 = tally.refused.values().sum();
    println!("{name}: {count} sequences");
    println!("{name}, accepted: {} operations", tally.accepted);
    println!("{name}, refused with a code: {refused} operations");
    println!("{name}, codes seen: {} codes", tally.refused.len());
    println!("{name}, time: {:.1} s", start.elapsed().as_secs_f64());
    if std::env::var_os("ALGEBRA_CODES").is_some() {
        println!("{:?}", tally.refused);
    }
    Ok(())
}
