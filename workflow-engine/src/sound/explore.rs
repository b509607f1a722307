//! Trying out every state.

use super::Fault;
use super::net::{Choice, Net, Step};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Tokens by edge; two stand for more than one.
type State = Vec<u8>;

/// A fault, the elements that it is about, and the elements on the way there.
pub type Found = (Fault, Vec<String>, Vec<String>);

/// Most edges out of a step of which every choice is tried.
const MAX_CHOICES: usize = 8;

struct Exploring<'n> {
    net: &'n Net,
    states: Vec<State>,
    known: BTreeMap<State, usize>,
    /// From which state, by which step; none for the first.
    came: Vec<Option<(usize, usize)>>,
    next: Vec<Vec<usize>>,
    faults: BTreeMap<(Fault, Vec<String>), usize>,
    /// Edges from which an edge can be reached without the step that takes it.
    reach: BTreeMap<(usize, usize), BTreeSet<usize>>,
}

/// What can go wrong from the starts, at most once of a kind at a place.
pub fn explore(net: &Net, limit: usize) -> Vec<Found> {
    let mut exploring = Exploring {
        net,
        states: Vec::new(),
        known: BTreeMap::new(),
        came: Vec::new(),
        next: Vec::new(),
        faults: BTreeMap::new(),
        reach: BTreeMap::new(),
    };
    exploring.prepare();
    let mut open = VecDeque::new();
    for start in &net.starts {
        let mut state = vec![0; net.edges];
        if let Some(tokens) = state.get_mut(*start) {
            *tokens = 1;
        }
        if let Some(new) = exploring.state(state, None) {
            open.push_back(new);
        }
    }
    while let Some(at) = open.pop_front() {
        for (step, state) in exploring.successors(at) {
            if let Some(new) = exploring.reached(at, step, state) {
                open.push_back(new);
            }
        }
        if exploring.states.len() > limit {
            return vec![(Fault::NotProved, Vec::new(), Vec::new())];
        }
    }
    exploring.stuck();
    exploring.endless();
    exploring.found()
}

impl Exploring<'_> {
    /// For each inclusive join and each edge into it: from where a token can still come.
    fn prepare(&mut self) {
        for (at, step) in self.net.steps.iter().enumerate() {
            let Some(step) = step.as_ref().filter(|step| step.takes == Choice::Some) else {
                continue;
            };
            for edge in &step.ins {
                let from = self.before(*edge, at);
                self.reach.insert((at, *edge), from);
            }
        }
    }

    fn before(&self, edge: usize, without: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open = vec![edge];
        while let Some(edge) = open.pop() {
            for (at, step) in self.net.steps.iter().enumerate() {
                let puts = step
                    .as_ref()
                    .filter(|step| at != without && step.outs.contains(&edge));
                for before in puts.iter().flat_map(|step| &step.ins) {
                    if found.insert(*before) {
                        open.push(*before);
                    }
                }
            }
        }
        found
    }

    /// The place of a state; answers it when it is new.
    fn state(&mut self, state: State, came: Option<(usize, usize)>) -> Option<usize> {
        if self.known.contains_key(&state) {
            return None;
        }
        let at = self.states.len();
        self.known.insert(state.clone(), at);
        self.states.push(state);
        self.came.push(came);
        self.next.push(Vec::new());
        Some(at)
    }

    fn reached(&mut self, from: usize, step: usize, state: State) -> Option<usize> {
        let tokens = |edge: &usize| u32::from(state.get(*edge).copied().unwrap_or(0));
        let twice = self.net.steps.iter().flatten().filter(|step| {
            let all: u32 = step.ins.iter().map(tokens).sum();
            let most = step.ins.iter().map(tokens).max().unwrap_or(0);
            // An end takes as many as come.
            most > 1 || all > 1 && step.takes == Choice::One && !step.outs.is_empty()
        });
        let twice: BTreeSet<String> = twice.map(|step| step.element.clone()).collect();
        if !twice.is_empty() {
            // What follows from a second token is not looked at.
            for element in twice {
                let key = (Fault::Unsynchronised, vec![element]);
                self.faults.entry(key).or_insert(from);
            }
            return None;
        }
        let new = self.state(state.clone(), Some((from, step)));
        if let (Some(to), Some(next)) = (self.known.get(&state), self.next.get_mut(from)) {
            next.push(*to);
        }
        new
    }

    /// What each step that can be taken makes of a state.
    fn successors(&self, at: usize) -> Vec<(usize, State)> {
        let Some(state) = self.states.get(at) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (number, step) in self.net.steps.iter().enumerate() {
            let Some(step) = step else {
                continue;
            };
            for taken in self.takings(state, number, step) {
                let mut left = state.clone();
                taken.iter().for_each(|edge| left[*edge] -= 1);
                if step.ends_all {
                    left.fill(0);
                }
                for put in puttings(step) {
                    let mut after = left.clone();
                    put.iter()
                        .for_each(|edge| after[*edge] = after[*edge].saturating_add(1));
                    found.push((number, after));
                }
            }
        }
        found
    }

    /// The edges from which a step can take now, each way of it.
    fn takings(&self, state: &State, number: usize, step: &Step) -> Vec<Vec<usize>> {
        let has = |edge: &&usize| state.get(**edge).is_some_and(|tokens| *tokens > 0);
        let with: Vec<usize> = step.ins.iter().filter(has).copied().collect();
        match step.takes {
            Choice::One | Choice::FirstAnd => with.into_iter().map(|edge| vec![edge]).collect(),
            Choice::All if with.len() == step.ins.len() && !with.is_empty() => vec![with],
            Choice::All => Vec::new(),
            Choice::Some if with.is_empty() => Vec::new(),
            Choice::Some => {
                let waits = step
                    .ins
                    .iter()
                    .filter(|edge| !with.contains(edge))
                    .any(|edge| {
                        let from = self.reach.get(&(number, *edge));
                        from.is_some_and(|from| {
                            from.iter().any(|edge| {
                                !step.ins.contains(edge) && state.get(*edge).is_some_and(|n| *n > 0)
                            })
                        })
                    });
                if waits { Vec::new() } else { vec![with] }
            }
        }
    }

    /// States in which something waits and nothing can be done.
    fn stuck(&mut self) {
        for at in 0..self.states.len() {
            let is_over = self.states[at].iter().all(|tokens| *tokens == 0);
            if is_over || !self.next[at].is_empty() || !self.successors(at).is_empty() {
                continue;
            }
            let key = (Fault::Deadlock, self.holding(at));
            self.faults.entry(key).or_insert(at);
        }
    }

    /// The elements that have tokens before them.
    fn holding(&self, at: usize) -> Vec<String> {
        let state = self.states.get(at);
        let holds = |edge: &usize| {
            state
                .and_then(|state| state.get(*edge))
                .is_some_and(|n| *n > 0)
        };
        let steps = self
            .net
            .steps
            .iter()
            .flatten()
            .filter(|step| step.ins.iter().any(holds));
        let elements: BTreeSet<String> = steps.map(|step| step.element.clone()).collect();
        elements.into_iter().collect()
    }

    /// States from which the end cannot be reached, though something can always be done.
    fn endless(&mut self) {
        if !self.faults.is_empty() {
            return;
        }
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.states.len()];
        for (at, next) in self.next.iter().enumerate() {
            for to in next {
                before[*to].push(at);
            }
        }
        let is_over = |state: &State| state.iter().all(|tokens| *tokens == 0);
        let mut open: Vec<usize> = (0..self.states.len())
            .filter(|at| is_over(&self.states[*at]))
            .collect();
        let mut ends: BTreeSet<usize> = open.iter().copied().collect();
        while let Some(at) = open.pop() {
            for from in &before[at] {
                if ends.insert(*from) {
                    open.push(*from);
                }
            }
        }
        let caught = (0..self.states.len()).find(|at| !ends.contains(at));
        if let Some(at) = caught {
            self.faults.insert((Fault::Endless, self.holding(at)), at);
        }
    }

    fn found(&self) -> Vec<Found> {
        let faults = self.faults.iter();
        faults
            .map(|((fault, elements), at)| (*fault, elements.clone(), self.way(*at)))
            .collect()
    }

    /// The elements on the way to a state.
    fn way(&self, at: usize) -> Vec<String> {
        let mut way = Vec::new();
        let mut here = at;
        while let Some((from, step)) = self.came.get(here).copied().flatten() {
            let step = self.net.steps.get(step).and_then(Option::as_ref);
            way.extend(step.map(|step| step.element.clone()));
            here = from;
        }
        way.reverse();
        way.dedup();
        way
    }
}

/// The edges on which a step can put, each way of it.
fn puttings(step: &Step) -> Vec<Vec<usize>> {
    match step.puts {
        _ if step.outs.is_empty() => vec![Vec::new()],
        Choice::One => step.outs.iter().map(|edge| vec![*edge]).collect(),
        Choice::All => vec![step.outs.clone()],
        Choice::Some => some(&step.outs, false),
        Choice::FirstAnd => {
            let (first, rest) = step.outs.split_at(1);
            let beside = some(rest, true).into_iter();
            beside
                .map(|beside| first.iter().copied().chain(beside).collect())
                .collect()
        }
    }
}

/// Every choice of some of the edges; of very many only each alone and all together.
fn some(edges: &[usize], or_none: bool) -> Vec<Vec<usize>> {
    if edges.len() > MAX_CHOICES {
        let mut few: Vec<Vec<usize>> = edges.iter().map(|edge| vec![*edge]).collect();
        few.push(edges.to_vec());
        few.extend(or_none.then(Vec::new));
        return few;
    }
    let least = usize::from(!or_none);
    (least..1usize << edges.len())
        .map(|chosen| {
            let picked = edges
                .iter()
                .enumerate()
                .filter(|(at, _)| chosen & (1 << at) != 0);
            picked.map(|(_, edge)| *edge).collect()
        })
        .collect()
}
