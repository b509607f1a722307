//! Computers without a network.

use office::ids::OperationId;
use office::{Decision, Event, Operation, decide};

use crate::check::{comes_to_its_end, entitled, stands, told};
use crate::draw::{Dice, draw};
use crate::runs::{Beginnings, Broken, Tally, play};
use crate::world::{MINUTE, SHAPES, Small, TURN, the_case};

/// Three computers without a network each do what they can on what they saw; the agency gets their
/// operations in some order, each computer's in its own. Afterwards all hold the same, and who was
/// refused is told why.
pub fn interleaved(begun: &Beginnings, number: u64, tally: &mut Tally) -> Result<(), Broken> {
    if run(begun, number, tally, |_| {}).is_ok() {
        return Ok(());
    }
    let mut moves = Vec::new();
    let what = run(begun, number, tally, |line| moves.push(line()));
    let world = SHAPES[Dice::new(number).below(SHAPES.len())].to_owned();
    what.map_err(|what| Broken { world, moves, what })
}

type Line<'l> = &'l dyn Fn() -> String;

fn run(
    begun: &Beginnings,
    number: u64,
    tally: &mut Tally,
    mut tell: impl FnMut(Line<'_>),
) -> Result<(), String> {
    let mut dice = Dice::new(number);
    let shape = dice.below(SHAPES.len());
    let mut base = begun.of(shape);
    base.now += MINUTE * dice.below(TURN as usize) as i64;
    for early in 0..dice.below(4) as u64 {
        if base.is_over() {
            break;
        }
        let asked = draw(&base, &mut dice, shape);
        tell(&|| format!("seen by all: {asked:?}"));
        play(&mut base, asked.clone(), 1_000 + early, tally)?;
    }
    let mut queues = Vec::new();
    for computer in 0..3 {
        let queue = alone(&base, &mut dice, shape, computer, tally)?;
        for operation in &queue {
            tell(&|| format!("alone {computer}: {:?}", operation.content));
        }
        queues.push(queue);
    }
    let arrived = arrive(queues, &mut dice);
    let mut agency = base.clone();
    agency.now += TURN / 2 * MINUTE;
    let mut again = agency.clone();
    for operation in &arrived {
        tell(&|| format!("arrives: {:?} {:?}", operation.actor, operation.content));
        take(&mut agency, operation, tally)?;
    }
    for operation in &arrived {
        // It was refused before, and is again: both hold the same.
        let _ = again.ask(operation);
    }
    if agency.case() != again.case() || agency.events != again.events {
        return Err("two that saw the same order differ".to_owned());
    }
    rebased(&base, &agency)?;
    comes_to_its_end(&agency)
}

/// The agency decides what arrives.
fn take(agency: &mut Small, operation: &Operation, tally: &mut Tally) -> Result<(), String> {
    match decide(agency, operation, agency.now).map_err(|e| e.to_string())? {
        Decision::Refused(refusal) => {
            told(&refusal)?;
            tally.refused(refusal.code);
        }
        Decision::Accepted(changes) => {
            tally.accepted += 1;
            agency.make_true(&changes, operation.id);
            stands(agency)?;
            entitled(agency, operation, &changes)?;
        }
    }
    Ok(())
}

/// What one computer does alone: only what it accepts itself goes into its outbox.
fn alone(
    base: &Small,
    dice: &mut Dice,
    shape: usize,
    computer: u64,
    tally: &mut Tally,
) -> Result<Vec<Operation>, String> {
    let mut small = base.forgetful();
    let mut queue = Vec::new();
    for number in 0..1 + dice.below(4) as u64 {
        if small.is_over() {
            break;
        }
        small.now += MINUTE;
        let asked = draw(&small, dice, shape);
        let operation = asked.operation(&small, 10_000 * (computer + 1) + number);
        let Ok(changes) = small.consider(&operation) else {
            continue;
        };
        small.make_true(&changes, operation.id);
        stands(&small)?;
        tally.accepted += 1;
        queue.push(operation);
    }
    Ok(queue)
}

/// The order in which the agency gets them.
fn arrive(queues: Vec<Vec<Operation>>, dice: &mut Dice) -> Vec<Operation> {
    let mut queues: Vec<_> = queues.into_iter().map(Vec::into_iter).collect();
    let mut arrived = Vec::new();
    while !queues.is_empty() {
        let from = dice.below(queues.len());
        match queues[from].next() {
            Some(operation) => arrived.push(operation),
            None => drop(queues.swap_remove(from)),
        }
    }
    arrived
}

/// A computer that takes the agency's events, as bytes, onto what it had seen holds what the agency
/// holds.
fn rebased(base: &Small, agency: &Small) -> Result<(), String> {
    let mut computer = base.forgetful();
    for became in agency.events.iter().skip(base.events.len()) {
        let event = Event::from_bytes(&became.event.to_bytes()).ok_or("an event is unreadable")?;
        computer.now = became.at;
        let stream = office::Stream::Case(the_case());
        computer.make_true(
            &[office::Change { stream, event }],
            OperationId(became.by.0),
        );
    }
    if computer.case() == agency.case() {
        Ok(())
    } else {
        Err("a computer that took the agency's events holds something else".to_owned())
    }
}
