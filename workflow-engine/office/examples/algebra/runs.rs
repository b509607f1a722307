//! Runs over the small agency: all small worlds, random sequences, and computers without a network.

use std::collections::{BTreeMap, BTreeSet};

use office::ids::OperationId;
use office::route::{Order, Slot, Stand};
use office::{Decision, decide};

use crate::check::{comes_to_its_end, entitled, keeps, replays, stands};
use crate::moves::{Dice, Move, all, draw, holder};
use crate::world::{SHAPES, Small};

/// One in so many sequences is also kept and read back: that takes longest.
const KEPT: u64 = 16;

/// What was counted: operations that became true, and refusals by their code.
#[derive(Default, Debug)]
pub struct Tally {
    pub accepted: u64,
    pub refused: BTreeMap<String, u64>,
}

impl Tally {
    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        self.accepted += other.accepted;
        for (code, count) in &other.refused {
            *self.refused.entry(code.clone()).or_default() += count;
        }
    }
}

/// A broken invariant: the route, the moves that lead there, and what is wrong.
#[derive(Debug)]
pub struct Broken {
    pub shape: usize,
    pub moves: Vec<String>,
    pub what: String,
}

/// Begins a case of a shape for many runs.
pub struct Beginnings(Vec<Small>);

impl Beginnings {
    pub fn all() -> Self {
        Self((0..SHAPES.len()).map(Small::submitted).collect())
    }

    pub fn of(&self, shape: usize) -> Small {
        self.0[shape].clone()
    }
}

/// Plays one move; a refused one changes nothing.
fn play(small: &mut Small, asked: &Move, number: u64, tally: &mut Tally) -> Result<bool, String> {
    let operation = asked.operation(small, number);
    match small.consider(&operation) {
        Err(refusal) => {
            let sound = !refusal.code.is_empty()
                && refusal
                    .code
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-');
            if !sound {
                return Err(format!("refused without a code: {refusal:?}"));
            }
            *tally.refused.entry(refusal.code).or_default() += 1;
            Ok(false)
        }
        Ok(changes) => {
            let was = small.case();
            small.make_true(&changes, operation.id);
            tally.accepted += 1;
            stands(small)?;
            entitled(&was, small, asked)?;
            Ok(true)
        }
    }
}

/// Plays a sequence of random moves, one for each seed, and brings it to its end.
pub fn sequence(begun: &Beginnings, seeds: &[u64], tally: &mut Tally) -> Result<(), Broken> {
    let shape = seeds
        .first()
        .map_or(0, |seed| Dice::new(*seed).below(SHAPES.len()));
    let mut small = begun.of(shape);
    let mut moves = Vec::new();
    let mut run = || -> Result<(), String> {
        for (number, seed) in seeds.iter().enumerate().skip(1) {
            if small.is_over() {
                break;
            }
            let mut dice = Dice::new(*seed);
            small.now += 60_000 * (1 + dice.below(15) as i64);
            let asked = draw(&small, &mut dice, shape);
            moves.push(format!(
                "{} {:?} {:?}",
                asked.who, asked.acting_for, asked.content
            ));
            play(&mut small, &asked, number as u64 + 1, tally)?;
        }
        replays(&small)?;
        if seeds.last().is_some_and(|seed| seed % KEPT == 0) {
            keeps(&small)?;
        }
        comes_to_its_end(&small)
    };
    match run() {
        Ok(()) => Ok(()),
        Err(what) => Err(Broken { shape, moves, what }),
    }
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

/// The seeds of the sequence with a number: a shape and so many moves.
pub fn seeds(number: u64, moves: usize) -> Vec<u64> {
    let mut dice = Dice::new(number);
    (0..=moves).map(|_| dice.next()).collect()
}

/// What tells two states apart for what can still happen: the tree, how its slots stand and in which
/// order they were signed, who signed them and what was opened. Not what slots are called, how often
/// something opened, and what was taken off.
fn likeness(small: &Small) -> String {
    let case = small.case();
    let mut text = format!("{:?}{:?}", case.status, case.flow.ended.is_some());
    for route in case.routes.values() {
        let slots = route.slots();
        let live: Vec<&Slot> = slots
            .iter()
            .copied()
            .filter(|s| s.stand != Stand::Gone)
            .collect();
        for slot in &live {
            let last = case.last_at(&slot.id);
            let by = last
                .and_then(|s| s.closed.as_ref())
                .and_then(|c| c.by.as_ref());
            let seen = last.is_some_and(|s| s.closed.is_none() && s.received.is_some());
            let signed = slot.stand.is_signed();
            let before = live
                .iter()
                .filter(|other| route.signed_before(&other.id, &slot.id))
                .count();
            let order: Vec<String> = live
                .iter()
                .map(|other| match route.order(&slot.id, &other.id) {
                    Some(Order::Before) => "<",
                    Some(Order::After) => ">",
                    Some(Order::Beside) => "|",
                    Some(Order::Same) | None => "=",
                })
                .map(str::to_owned)
                .collect();
            text += &format!(
                ";{:?}{:?}{:?}{}{seen}{}{:?}{}",
                slot.role,
                slot.stand,
                holder(&slot.desk),
                order.concat(),
                if signed { before } else { 0 },
                by.filter(|_| signed),
                slot.origin.by().map_or("", |by| by.as_str()),
            );
        }
        text += &route.bonds();
    }
    text
}

/// What an exhaustive search saw.
#[derive(Default, Debug)]
pub struct Seen {
    pub states: u64,
    pub moves: u64,
    pub tally: Tally,
}

/// Everything that can happen in so many moves from a case of this shape, with at most so many
/// slots beside the applicant's.
pub fn exhaust(
    begun: &Beginnings,
    shape: usize,
    later: i64,
    depth: usize,
    most_slots: usize,
    seen: &mut Seen,
) -> Result<(), Broken> {
    let mut known = BTreeSet::new();
    let mut start = begun.of(shape);
    start.now += later * 60_000;
    known.insert(likeness(&start));
    let mut layer: Vec<(Small, Vec<Move>)> = vec![(start, Vec::new())];
    for number in 0..depth {
        let mut next = Vec::new();
        for (small, way) in &layer {
            for asked in all(small, shape, most_slots) {
                seen.moves += 1;
                let mut after = small.forgetful();
                let broken = |what: String| Broken {
                    shape,
                    moves: way
                        .iter()
                        .chain([&asked])
                        .map(|asked| format!("{asked:?}"))
                        .collect(),
                    what,
                };
                let accepted = play(&mut after, &asked, number as u64 + 2, &mut seen.tally);
                if !accepted.map_err(broken)? || !known.insert(likeness(&after)) {
                    continue;
                }
                seen.states += 1;
                comes_to_its_end(&after).map_err(broken)?;
                if after.is_over() {
                    continue;
                }
                let mut way = way.clone();
                way.push(asked);
                next.push((after, way));
            }
        }
        layer = next;
    }
    Ok(())
}

/// Three computers without a network each do what they can on what they saw; the agency gets their
/// operations in some order, each computer's in its own. Afterwards all hold the same, and who was
/// refused is told why.
pub fn interleaved(begun: &Beginnings, number: u64, tally: &mut Tally) -> Result<(), Broken> {
    let mut dice = Dice::new(number);
    let shape = dice.below(SHAPES.len());
    let mut base = begun.of(shape);
    let mut told = Vec::new();
    let mut run = || -> Result<(), String> {
        for early in 0..dice.below(4) as u64 {
            let asked = draw(&base, &mut dice, shape);
            told.push(format!("seen by all: {asked:?}"));
            play(&mut base, &asked, 1_000 + early, tally)?;
        }
        let mut queues = Vec::new();
        for computer in 0..3u64 {
            queues.push(alone(&base, &mut dice, shape, computer, &mut told, tally)?);
        }
        let mut agency = base.clone();
        let mut again = base.clone();
        agency.now += 3_600_000;
        again.now += 3_600_000;
        while let Some(queue) = pick(&mut queues, &mut dice) {
            let operation = queue.remove(0);
            told.push(format!(
                "arrives: {:?} {:?}",
                operation.actor, operation.content
            ));
            let decided = decide(&agency, &operation, agency.now).map_err(|e| e.to_string())?;
            match decided {
                Decision::Refused(refusal) if refusal.code.is_empty() => {
                    return Err("refused without a code".to_owned());
                }
                Decision::Refused(refusal) => {
                    *tally.refused.entry(refusal.code).or_default() += 1;
                }
                Decision::Accepted(changes) => {
                    tally.accepted += 1;
                    agency.make_true(&changes, operation.id);
                    stands(&agency)?;
                    let same = again.consider(&operation).map_err(|e| e.to_string())?;
                    again.make_true(&same, operation.id);
                }
            }
        }
        if *agency.case() != *again.case() || agency.events != again.events {
            return Err("two that saw the same order differ".to_owned());
        }
        rebased(&base, &agency)?;
        comes_to_its_end(&agency)
    };
    match run() {
        Ok(()) => Ok(()),
        Err(what) => Err(Broken {
            shape,
            moves: told,
            what,
        }),
    }
}

/// What one computer does alone: only what it accepts itself goes into its outbox.
fn alone(
    base: &Small,
    dice: &mut Dice,
    shape: usize,
    computer: u64,
    told: &mut Vec<String>,
    tally: &mut Tally,
) -> Result<Vec<office::Operation>, String> {
    let mut small = base.clone();
    let mut queue = Vec::new();
    for number in 0..1 + dice.below(4) as u64 {
        if small.is_over() {
            break;
        }
        small.now += 60_000;
        let asked = draw(&small, dice, shape);
        let operation = asked.operation(&small, 10_000 * (computer + 1) + number);
        let Ok(changes) = small.consider(&operation) else {
            continue;
        };
        told.push(format!("alone {computer}: {asked:?}"));
        small.make_true(&changes, operation.id);
        stands(&small)?;
        tally.accepted += 1;
        queue.push(operation);
    }
    Ok(queue)
}

fn pick<'q>(
    queues: &'q mut [Vec<office::Operation>],
    dice: &mut Dice,
) -> Option<&'q mut Vec<office::Operation>> {
    let mut waiting: Vec<_> = queues
        .iter_mut()
        .filter(|queue| !queue.is_empty())
        .collect();
    let count = waiting.len();
    (count > 0).then(|| waiting.swap_remove(dice.below(count)))
}

/// A computer that takes the agency's events, as bytes, onto what it had seen holds what the agency
/// holds.
fn rebased(base: &Small, agency: &Small) -> Result<(), String> {
    let mut computer = base.clone();
    for (event, at, id) in agency.events.iter().skip(base.events.len()) {
        let event = office::Event::from_bytes(&event.to_bytes()).ok_or("an event is unreadable")?;
        computer.now = *at;
        let stream = office::Stream::Case(crate::world::the_case());
        computer.make_true(&[office::Change { stream, event }], OperationId(id.0));
    }
    if *computer.case() == *agency.case() {
        Ok(())
    } else {
        Err("a computer that took the agency's events holds something else".to_owned())
    }
}
