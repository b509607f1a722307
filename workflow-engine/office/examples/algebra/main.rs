//! `cargo xtask bench algebra`: the operations of a route in every combination. All small worlds
//! exhaustively, random sequences, and computers without a network; each broken invariant is shrunk
//! and printed, and fails the run.
//!
//! The arguments are how many random sequences, how many interleavings, how deep the exhaustive
//! search of routes goes, how deep that of cases, and the first seed.
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

mod apart;
mod cases;
mod check;
mod draw;
mod every;
mod exhaust;
mod known;
mod likeness;
mod moves;
mod runs;
mod sequence;
mod tree;
mod world;

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use apart::interleaved;
use cases::InWorld;
use every::WORLDS;
use exhaust::{Reach, Seen, exhaust};
use runs::{Beginnings, Broken, Tally};
use sequence::{seeds, sequence, shrunk};
use tree::{LAID, MOST_SLOTS, Tree};

/// Moves of a random sequence.
const MOVES: usize = 12;
/// Sequences that a thread takes at a time.
const PORTION: u64 = 1_000;
/// One of so many states is compared with those that count as the same.
const COMPARED: u128 = 4_096;

fn main() -> ExitCode {
    let argument = |place: usize, otherwise: u64| {
        let given = std::env::args().nth(place);
        given
            .and_then(|text| text.parse().ok())
            .unwrap_or(otherwise)
    };
    let (sequences, interleavings) = (argument(1, 10_000_000), argument(2, 1_000_000));
    let (depth, depth_of_cases) = (argument(3, 8) as usize, argument(4, 8) as usize);
    let first = argument(5, 1);
    let run = || -> Result<(), Broken> {
        worlds(depth, depth_of_cases)?;
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
            println!("broken on {}: {}", broken.world, broken.what);
            broken.moves.iter().for_each(|line| println!("  {line}"));
            ExitCode::FAILURE
        }
    }
}

/// All small worlds: the routes alone, and the cases of an office.
fn worlds(depth: usize, depth_of_cases: usize) -> Result<(), Broken> {
    let mut reach = Reach {
        depth,
        threads: threads(),
        compared: COMPARED,
    };
    let start = Instant::now();
    let mut routes = Seen::default();
    for shape in LAID {
        let begin = || Tree::lay(shape, MOST_SLOTS);
        let begin = || begin().unwrap_or_else(|what| unreachable!("{shape}: {what}"));
        routes.add(&exhaust(format!("the route {shape}"), begin, reach)?);
    }
    say("routes alone", depth, &routes, start);
    reach.depth = depth_of_cases;
    let start = Instant::now();
    let mut cases = Seen::default();
    for bounds in WORLDS {
        cases.add(&exhaust(bounds.name(), || InWorld::begin(bounds), reach)?);
    }
    say("cases in small worlds", depth_of_cases, &cases, start);
    Ok(())
}

fn say(what: &str, depth: usize, seen: &Seen, start: Instant) {
    println!("{what}, depth: {depth} moves");
    for (moves, states) in seen.layers.iter().enumerate() {
        println!("{what}, new after {moves} moves: {states} states");
    }
    let refused: u64 = seen.tally.refused.values().sum();
    println!("{what}, states: {} states", seen.states());
    println!("{what}, moves tried: {} moves", seen.moves);
    println!("{what}, refused with a code: {refused} moves");
    println!(
        "{what}, states that count as one, compared: {} pairs",
        seen.compared
    );
    println!("{what}, time: {:.1} s", start.elapsed().as_secs_f64());
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
