//! The operations of a route in every combination, in a small size: `cargo xtask bench algebra` runs
//! the same in a large one.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    reason = "the parts are those of the measurement, which uses more of them"
)]

#[path = "../examples/algebra/check.rs"]
mod check;
#[path = "../examples/algebra/moves.rs"]
mod moves;
#[path = "../examples/algebra/runs.rs"]
mod runs;
#[path = "../examples/algebra/world.rs"]
mod world;

use runs::{Beginnings, Broken, Seen, Tally, exhaust, interleaved, seeds, sequence, shrunk};

fn must(result: Result<(), Broken>) {
    if let Err(broken) = result {
        panic!(
            "{}: {}\n{}",
            world::SHAPES[broken.shape],
            broken.what,
            broken.moves.join("\n")
        );
    }
}

#[test]
fn random_sequences_break_nothing() {
    let begun = Beginnings::all();
    let mut tally = Tally::default();
    for number in 0..150 {
        let seeds = seeds(number, 12);
        let run = sequence(&begun, &seeds, &mut tally);
        must(run.map_err(|broken| shrunk(&begun, &seeds).unwrap_or(broken)));
    }
    assert!(
        tally.accepted > 300,
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
    for number in 0..100 {
        must(interleaved(&begun, number, &mut tally));
    }
    assert!(tally.refused.contains_key("late-done"), "{tally:?}");
}

#[test]
fn the_smallest_worlds_break_nothing() {
    let begun = Beginnings::all();
    let mut seen = Seen::default();
    for (shape, later) in [(0, 0), (1, 60), (10, 0)] {
        must(exhaust(&begun, shape, later, 2, 3, &mut seen));
    }
    assert!(seen.states > 100, "{seen:?}");
}
