//! Random sequences of moves, and the shortest that still breaks something.

use crate::check::{comes_to_its_end, keeps, replays};
use crate::draw::{Dice, draw};
use crate::moves::Move;
use crate::runs::{Beginnings, Broken, Tally, play};
use crate::world::{MINUTE, SHAPES};

/// In one of so many sequences the events are read back as bytes and add up to the state.
const REPLAYED: u64 = 4;
/// In one of so many the state is kept and read back.
const KEPT: u64 = 32;

/// The seeds of the sequence with a number: a shape and so many moves.
pub fn seeds(number: u64, moves: usize) -> Vec<u64> {
    let mut dice = Dice::new(number);
    (0..=moves).map(|_| dice.next()).collect()
}

/// Plays a sequence of random moves, one for each seed, and brings it to its end.
pub fn sequence(begun: &Beginnings, seeds: &[u64], tally: &mut Tally) -> Result<(), Broken> {
    if run(begun, seeds, tally, |_| {}).is_ok() {
        return Ok(());
    }
    let mut moves = Vec::new();
    let told = run(begun, seeds, tally, |asked| {
        moves.push(format!("{asked:?}"));
    });
    let world = SHAPES[shape(seeds)].to_owned();
    told.map_err(|what| Broken { world, moves, what })
}

fn shape(seeds: &[u64]) -> usize {
    let first = seeds.first().copied().unwrap_or_default();
    Dice::new(first).below(SHAPES.len())
}

fn run(
    begun: &Beginnings,
    seeds: &[u64],
    tally: &mut Tally,
    mut tell: impl FnMut(&Move),
) -> Result<(), String> {
    let shape = shape(seeds);
    let mut small = begun.of(shape);
    for (number, seed) in seeds.iter().enumerate().skip(1) {
        if small.is_over() {
            break;
        }
        let mut dice = Dice::new(*seed);
        small.now += MINUTE * (1 + dice.below(20) as i64);
        let asked = draw(&small, &mut dice, shape);
        tell(&asked);
        play(&mut small, asked, number as u64 + 1, tally)?;
    }
    let last = seeds.last().copied().unwrap_or_default();
    if last % REPLAYED == 0 {
        replays(&small)?;
    }
    if last % KEPT == 0 {
        keeps(&small)?;
    }
    comes_to_its_end(&small)
}

/// The shortest sequence, by leaving moves out, that still breaks an invariant.
pub fn shrunk(begun: &Beginnings, seeds: &[u64]) -> Option<Broken> {
    let mut seeds = seeds.to_vec();
    let mut tally = Tally::default();
    let mut broken = sequence(begun, &seeds, &mut tally).err()?;
    let mut at = 1;
    while at < seeds.len() {
        let mut fewer = seeds.clone();
        fewer.remove(at);
        match sequence(begun, &fewer, &mut tally) {
            Err(still) => (seeds, broken) = (fewer, still),
            Ok(()) => at += 1,
        }
    }
    Some(broken)
}
