//! Random sound flows, run by this engine and by SpiffWorkflow: after every step the same must
//! wait, and both must end together.
//!
//! What that engine does not run is taken out of a flow before it is drawn, and counted. A
//! difference is made smaller as long as it stays one, and held against the table of differences
//! that the standard decides ([`known`]); any other is a miss.

mod blocks;
#[path = "../../../workflow-engine/tests/engine/drawing.rs"]
mod drawing;
mod known;
mod other;
mod ours;
mod steps;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::report::Report;
use blocks::{count, runnable};
use drawing::Block;
use known::KNOWN;
use other::Other;
use steps::{Difference, Move, Outcome, compare, moves};

/// What is the same for every flow and is not compared, with the reason.
const NOT_COMPARED: &[&str] = &[
    "variables: it keeps data for each branch and joins them at gateways; both are given those \
     of the process (§10.4.1), so that their gateways are asked the same",
    "a message for which several wait: it brings it to all, this engine to one; none is sent, and \
     a flow that needs it does not end",
    "timers that are due at the same moment: their order is free",
    "call activities, escalations, conditional and link events, transactions, lanes, data: the \
     random flows have none",
    "FEEL: its expressions are Python; the flows have only what means the same in both",
];

/// Flows that are compared when nobody says how many.
const FLOWS: usize = 1_000;
/// Most tries to make one difference smaller.
const SMALLER: usize = 400;
/// Differences of one kind that are shown.
const SHOWN: usize = 3;

/// Compares `--flows` flows made from `--seed` with what the interpreter `python` plays, which has
/// SpiffWorkflow.
///
/// # Errors
/// When the other engine cannot be asked, or a word is not understood.
pub fn run(python: &Path, words: &[String]) -> io::Result<Report> {
    let (seed, flows) = asked(words)?;
    let mut other = Other::begin(python)?;
    let mut tally = Tally::default();
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let blocks = proptest::collection::vec(drawing::block(), 1..6);
    let both = (blocks.prop_map(Block::Then), moves());
    for _ in 0..flows {
        let tree = both.new_tree(&mut runner);
        let mut tree = tree.map_err(|reason| io::Error::other(reason.to_string()))?;
        let (block, moves) = tree.current();
        tally.take(&block);
        match compare(&mut other, &runnable(&block), &moves)? {
            Outcome::Same { steps, ended } => {
                tally.agreed += 1;
                tally.steps += steps;
                tally.ended += usize::from(ended);
            }
            Outcome::Differs(first) => {
                let (block, difference) = smallest(&mut other, &mut tree, first)?;
                tally.differs(&block, &difference);
            }
        }
    }
    Ok(tally.report(seed, flows))
}

fn asked(words: &[String]) -> io::Result<(u64, usize)> {
    let (mut seed, mut flows) = (1, FLOWS);
    for pair in words.chunks(2) {
        let wrong = || io::Error::other(format!("`{}` is not understood", pair.join(" ")));
        let number = pair.get(1).ok_or_else(wrong)?;
        match pair[0].as_str() {
            "--seed" => seed = number.parse().map_err(|_| wrong())?,
            "--flows" => flows = number.parse().map_err(|_| wrong())?,
            _ => return Err(wrong()),
        }
    }
    Ok((seed, flows))
}

/// The smallest flow and moves found that still differ.
fn smallest(
    other: &mut Other,
    tree: &mut impl ValueTree<Value = (Block, Vec<Move>)>,
    first: Difference,
) -> io::Result<(Block, Difference)> {
    let mut best = (runnable(&tree.current().0), first);
    let mut smaller = tree.simplify();
    for _ in 0..SMALLER {
        if !smaller {
            break;
        }
        let (block, moves) = tree.current();
        let block = runnable(&block);
        smaller = match compare(other, &block, &moves)? {
            Outcome::Differs(difference) => {
                best = (block, difference);
                tree.simplify()
            }
            Outcome::Same { .. } => tree.complicate(),
        };
    }
    Ok(best)
}

#[derive(Default)]
struct Tally {
    agreed: usize,
    ended: usize,
    steps: usize,
    compared: BTreeMap<&'static str, usize>,
    left_out: BTreeMap<&'static str, usize>,
    known: BTreeMap<usize, Vec<String>>,
    misses: Vec<String>,
}

impl Tally {
    fn take(&mut self, block: &Block) {
        count(block, &mut self.compared, &mut self.left_out);
    }

    fn differs(&mut self, block: &Block, difference: &Difference) {
        let line = format!("{block:?}: {difference}");
        match KNOWN
            .iter()
            .position(|known| (known.fits)(block, difference))
        {
            Some(place) => self.known.entry(place).or_default().push(line),
            None => self.misses.push(line),
        }
    }

    fn report(self, seed: u64, flows: usize) -> Report {
        let mut report = Report::default();
        for line in &self.misses {
            report.lines.push(format!("miss: {line}"));
        }
        let mut decided = 0;
        for (place, lines) in &self.known {
            let known = &KNOWN[*place];
            decided += lines.len();
            report.lines.push(format!(
                "known: {} of {flows} flows: {} [{}]",
                lines.len(),
                known.what,
                known.clause
            ));
            let mut lines = lines.clone();
            lines.sort_by_key(String::len);
            let shown = lines.iter().take(SHOWN);
            report
                .lines
                .extend(shown.map(|line| format!("  for one: {line}")));
        }
        let reasons = NOT_COMPARED.iter();
        report
            .lines
            .extend(reasons.map(|why| format!("not compared: {why}")));
        for (what, many) in &self.left_out {
            report.count(&format!("not compared, {what}"), *many, "places");
        }
        for (what, many) in &self.compared {
            report.count(&format!("compared, {what}"), *many, "places");
        }
        report.count("flows", flows, "flows");
        report.count("steps that agree", self.steps, "steps");
        report.count("flows that agree", self.agreed, "flows");
        report.count("flows that agree and end", self.ended, "flows");
        report.count("differences that the standard decides", decided, "flows");
        report.count("differences", self.misses.len(), "flows");
        report.reached = self.misses.is_empty() && self.agreed > 0;
        report.summary = format!(
            "spiff: {} of {flows} flows (seed {seed}) agree in {} steps; {decided} differ where the \
             standard decides for this engine, {} otherwise",
            self.agreed,
            self.steps,
            self.misses.len()
        );
        report
    }
}
