//! Everything that can happen in a small world, breadth first: states from which the same can happen
//! are one, and of each only the way to it is kept.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::check::MOST_SIGNATURES;
use crate::known::Known;
use crate::likeness::Likeness;
use crate::runs::{Broken, Tally};

/// States that a thread takes at a time.
const PORTION: usize = 64;
/// One of so many states is read back from its bytes.
const READ_BACK: u128 = 256;

/// A state in which people can make moves.
pub trait Position: Clone {
    /// What they can ask for.
    type Move: Clone + Debug;

    /// All moves, in an order that the state always gives.
    fn every(&self) -> Vec<Self::Move>;

    /// Makes a move and looks at what came of it; false when it is refused. `played` moves were made
    /// before.
    fn make(
        &mut self,
        asked: &Self::Move,
        played: usize,
        tally: &mut Tally,
    ) -> Result<bool, String>;

    /// The first whose turn it is signs, as agreed. `signed` did so before.
    fn sign(&mut self, signed: usize) -> Result<(), String>;

    /// Whether it is over.
    fn is_over(&self) -> bool;

    /// What tells it apart for all that can still happen.
    fn likeness(&self) -> Likeness;

    /// The same, without what is remembered only to read it back.
    fn forgetful(&self) -> Self;

    /// Whether it reads back the same.
    fn reads_back(&self) -> Result<(), String>;
}

/// What an exhaustive search saw.
#[derive(Default, Debug)]
pub struct Seen {
    /// States that were new after so many moves.
    pub layers: Vec<u64>,
    /// Moves that were tried.
    pub moves: u64,
    /// Pairs of states that count as one of which all moves were compared.
    pub compared: u64,
    /// What came of the moves.
    pub tally: Tally,
}

impl Seen {
    /// How many states there were, with the first.
    pub fn states(&self) -> u64 {
        self.layers.iter().sum()
    }

    /// Adds another world.
    pub fn add(&mut self, other: &Self) {
        let most = self.layers.len().max(other.layers.len());
        self.layers.resize(most, 0);
        for (here, there) in self.layers.iter_mut().zip(&other.layers) {
            *here += there;
        }
        self.moves += other.moves;
        self.compared += other.compared;
        self.tally.add(&other.tally);
    }
}

/// How far a search goes.
#[derive(Clone, Copy)]
pub struct Reach {
    /// So many moves.
    pub depth: usize,
    /// On so many threads.
    pub threads: usize,
    /// One of so many states is compared with those that count as the same.
    pub compared: u128,
}

/// How a state was found first: from which of the layer before, by which of its moves.
#[derive(Clone, Copy)]
struct Step {
    from: u32,
    by: u16,
}

/// To which states the moves of a state lead, with one of them.
type LeadsTo<M> = BTreeMap<Likeness, M>;

struct Search<P: Position> {
    name: String,
    reach: Reach,
    layers: Vec<Vec<Step>>,
    known: Known,
    ending: Known,
    successors: Mutex<BTreeMap<Likeness, LeadsTo<P::Move>>>,
    is_broken: AtomicBool,
}

/// All states of a world after so many moves. Each thread begins it by itself, so that they share
/// nothing.
///
/// # Errors
/// The first invariant that was broken.
pub fn exhaust<P: Position>(
    name: String,
    begin: impl Fn() -> P + Sync,
    reach: Reach,
) -> Result<Seen, Broken>
where
    P::Move: Send,
{
    let mut search = Search::<P> {
        name,
        reach,
        layers: vec![vec![Step { from: 0, by: 0 }]],
        known: Known::default(),
        ending: Known::default(),
        successors: Mutex::default(),
        is_broken: AtomicBool::new(false),
    };
    search.known.insert(begin().likeness());
    let mut all = Seen {
        layers: vec![1],
        ..Seen::default()
    };
    while search.layers.len() <= reach.depth {
        let next = AtomicUsize::new(0);
        let found: Vec<Result<(Seen, Vec<Step>), Broken>> = std::thread::scope(|scope| {
            let work = || search.layer(begin(), &next);
            let threads: Vec<_> = (0..reach.threads).map(|_| scope.spawn(work)).collect();
            threads.into_iter().filter_map(|t| t.join().ok()).collect()
        });
        let mut layer = Vec::new();
        for one in found {
            let (seen, mut steps) = one?;
            all.add(&seen);
            layer.append(&mut steps);
        }
        search.layers.push(layer);
    }
    Ok(all)
}

/// A way into the world, with the states along it.
struct Trail<P> {
    moves: Vec<u16>,
    states: Vec<P>,
}

impl<P: Position> Search<P> {
    /// The moves that lead to a state of the last layer.
    fn way(&self, index: usize) -> Vec<u16> {
        let mut way = Vec::new();
        let mut at = index;
        for layer in self.layers.iter().skip(1).rev() {
            way.push(layer[at].by);
            at = layer[at].from as usize;
        }
        way.reverse();
        way
    }

    /// Takes portions of the last layer; answers what is new behind it.
    fn layer(&self, begun: P, next: &AtomicUsize) -> Result<(Seen, Vec<Step>), Broken> {
        let mut trail = Trail {
            moves: Vec::new(),
            states: vec![begun],
        };
        let number = self.layers.len();
        let mut seen = Seen {
            layers: vec![0; number + 1],
            ..Seen::default()
        };
        let mut steps = Vec::new();
        let last = self.layers.last().map_or(0, Vec::len);
        loop {
            let from = next.fetch_add(PORTION, Ordering::Relaxed);
            if from >= last || self.is_broken.load(Ordering::Relaxed) {
                return Ok((seen, steps));
            }
            for index in from..(from + PORTION).min(last) {
                let way = self.way(index);
                let found = self.from_state(&mut trail, &way, &mut seen);
                let found = found.inspect_err(|_| self.is_broken.store(true, Ordering::Relaxed))?;
                seen.layers[number] += found.len() as u64;
                let from = u32::try_from(index).unwrap_or(u32::MAX);
                if number < self.reach.depth {
                    steps.extend(found.into_iter().map(|by| Step { from, by }));
                }
            }
        }
    }

    /// All moves from the state at the end of a way; answers those that lead to new states.
    fn from_state(
        &self,
        trail: &mut Trail<P>,
        way: &[u16],
        seen: &mut Seen,
    ) -> Result<Vec<u16>, Broken> {
        follow(trail, way);
        let state = &trail.states[trail.states.len() - 1];
        let mut found = Vec::new();
        for (by, asked) in state.every().into_iter().enumerate() {
            seen.moves += 1;
            let is_new = self.try_move(state, &asked, way.len(), seen);
            let is_new = is_new.map_err(|what| self.broken(&trail.states[0], way, &asked, what))?;
            if is_new {
                found.push(u16::try_from(by).unwrap_or(u16::MAX));
            }
        }
        Ok(found)
    }

    /// Whether a move leads to a new state.
    fn try_move(
        &self,
        before: &P,
        asked: &P::Move,
        played: usize,
        seen: &mut Seen,
    ) -> Result<bool, String> {
        let mut state = before.forgetful();
        if !state.make(asked, played, &mut seen.tally)? {
            return Ok(false);
        }
        let likeness = state.likeness();
        let is_new = self.known.insert(likeness);
        if likeness % self.reach.compared == 0 {
            self.compare(&state, likeness, seen)?;
        }
        if is_new {
            self.ends(&state)?;
            if likeness % READ_BACK == 0 {
                let mut remembered = before.clone();
                remembered.make(asked, played, &mut Tally::default())?;
                remembered.reads_back()?;
            }
        }
        Ok(is_new)
    }

    /// Invariant 3: from here those whose turn it is can bring it to its end by signing.
    fn ends(&self, state: &P) -> Result<(), String> {
        let mut state = state.forgetful();
        let mut passed = Vec::new();
        while !state.is_over() {
            let likeness = state.likeness();
            if self.ending.contains(likeness) {
                break;
            }
            if passed.len() == MOST_SIGNATURES || passed.contains(&likeness) {
                return Err(format!("no end after {} signatures", passed.len()));
            }
            state.sign(passed.len())?;
            passed.push(likeness);
        }
        for likeness in passed {
            self.ending.insert(likeness);
        }
        Ok(())
    }

    /// What counts as one state must lead to the same states.
    fn compare(&self, state: &P, likeness: Likeness, seen: &mut Seen) -> Result<(), String> {
        let mut leads_to = LeadsTo::new();
        for asked in state.every() {
            let mut after = state.forgetful();
            if after.make(&asked, self.layers.len(), &mut Tally::default())? {
                leads_to.insert(after.likeness(), asked);
            }
        }
        let successors = self.successors.lock();
        let mut successors = successors.unwrap_or_else(PoisonError::into_inner);
        let Some(known) = successors.get(&likeness) else {
            successors.insert(likeness, leads_to);
            return Ok(());
        };
        seen.compared += 1;
        if known.keys().eq(leads_to.keys()) {
            return Ok(());
        }
        let more = known.iter().filter(|(to, _)| !leads_to.contains_key(to));
        let fewer = leads_to.iter().filter(|(to, _)| !known.contains_key(to));
        let moves: Vec<&P::Move> = more.chain(fewer).map(|(_, asked)| asked).collect();
        Err(format!(
            "two states that count as one lead to different ones by {moves:?}"
        ))
    }

    fn broken(&self, begun: &P, way: &[u16], asked: &P::Move, what: String) -> Broken {
        let mut state = begun.clone();
        let mut moves = Vec::new();
        for by in way {
            let Some(asked) = state.every().into_iter().nth(usize::from(*by)) else {
                break;
            };
            moves.push(format!("{asked:?}"));
            // It was accepted before.
            let _ = state.make(&asked, moves.len() - 1, &mut Tally::default());
        }
        moves.push(format!("{asked:?}"));
        Broken {
            world: self.name.clone(),
            moves,
            what,
        }
    }
}

/// Goes to the state at the end of a way, from where it parts from the last one.
fn follow<P: Position>(trail: &mut Trail<P>, way: &[u16]) {
    let both = trail.moves.iter().zip(way);
    let common = both.take_while(|(one, other)| one == other).count();
    trail.moves.truncate(common);
    trail.states.truncate(common + 1);
    for by in way.iter().skip(common) {
        let mut state = trail.states[trail.states.len() - 1].clone();
        if let Some(asked) = state.every().into_iter().nth(usize::from(*by)) {
            let made = state.make(&asked, trail.moves.len(), &mut Tally::default());
            assert!(
                made.is_ok_and(|accepted| accepted),
                "it was accepted before"
            );
        }
        trail.states.push(state);
        trail.moves.push(*by);
    }
}
