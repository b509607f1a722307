//! The operations of a route in every combination, in a small size: `cargo xtask bench algebra` runs
//! the same in a large one.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    clippy::disallowed_types,
    reason = "the parts are those of the measurement, which uses more of them"
)]

#[path = "../examples/algebra/apart.rs"]
mod apart;
#[path = "../examples/algebra/cases.rs"]
mod cases;
#[path = "../examples/algebra/check.rs"]
mod check;
#[path = "../examples/algebra/draw.rs"]
mod draw;
#[path = "../examples/algebra/every.rs"]
mod every;
#[path = "../examples/algebra/exhaust.rs"]
mod exhaust;
#[path = "../examples/algebra/known.rs"]
mod known;
#[path = "../examples/algebra/likeness.rs"]
mod likeness;
#[path = "../examples/algebra/moves.rs"]
mod moves;
#[path = "../examples/algebra/runs.rs"]
mod runs;
#[path = "../examples/algebra/sequence.rs"]
mod sequence;
#[path = "../examples/algebra/tree.rs"]
mod tree;
#[path = "../examples/algebra/world.rs"]
mod world;

use apart::interleaved;
use cases::InWorld;
use every::WORLDS;
use exhaust::{Reach, Seen, exhaust};
use runs::{Beginnings, Broken, Tally};
use sequence::{seeds, sequence, shrunk};
use tree::{LAID, MOST_SLOTS, Tree};

fn must<T>(result: Result<T, Broken>) -> T {
    match result {
        Ok(done) => done,
        Err(broken) => panic!(
            "{}: {}\n{}",
            broken.world,
            broken.what,
            broken.moves.join("\n")
        ),
    }
}

#[test]
fn random_sequences_break_nothing() {
    let begun = Beginnings::all();
    let mut tally = Tally::default();
    for number in 0..300 {
        let seeds = seeds(number, 12);
        let run = sequence(&begun, &seeds, &mut tally);
        must(run.map_err(|broken| shrunk(&begun, &seeds).unwrap_or(broken)));
    }
    assert!(
        tally.accepted > 600,
        "the moves are ones that happen: {tally:?}"
    );
    assert!(
        tally.refused.len() > 12,
        "and ones that are refused: {tally:?}"
    );
}

#[test]
fn computers_without_a_network_agree_afterwards() {
    let begun = Beginnings::all();
    let mut tally = Tally::default();
    for number in 0..200 {
        must(interleaved(&begun, number, &mut tally));
    }
    assert!(tally.refused.contains_key("late-done"), "{tally:?}");
}

fn reach(depth: usize) -> Reach {
    Reach {
        depth,
        threads: 1,
        compared: 4,
    }
}

#[test]
fn small_worlds_break_nothing() {
    let mut all = Seen::default();
    for bounds in WORLDS {
        let begin = || InWorld::begin(bounds);
        all.add(&must(exhaust(bounds.name(), begin, reach(2))));
    }
    assert!(all.states() > 1_000, "{all:?}");
    assert!(all.compared > 100, "{all:?}");
}

#[test]
fn routes_alone_break_nothing() {
    let mut all = Seen::default();
    for shape in LAID {
        let begin = || Tree::lay(shape, MOST_SLOTS).unwrap();
        all.add(&must(exhaust(shape.to_owned(), begin, reach(3))));
    }
    assert!(all.states() > 1_000, "{all:?}");
    assert!(all.compared > 100, "{all:?}");
}
