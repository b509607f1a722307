//! Both engines, step by step.

use std::fmt;
use std::io;

use feel::{Context, Value};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use workflow_engine::bpmn;
use workflow_engine::plan::Plan;
use workflow_engine::run::Input;

use super::drawing::{Block, drawn, file};
use super::other::{Other, Said};
use super::ours::Ours;

/// Most steps of one flow.
const MOST: usize = 120;

/// What may happen next; what cannot is passed over.
#[derive(Clone, Copy, Debug)]
pub enum Move {
    /// One of the open tasks is done, and sets `v`, `w` and `again`.
    Close(usize, i64, i64, bool),
    /// A message comes for which exactly one waits: it goes to one (BPMN 2.0.2 §8.4.2), and which
    /// that is without correlation is free.
    Message(usize),
    /// A signal.
    Signal,
    /// Time goes by until a timer is due, and a millisecond more: the other engine's are due
    /// after their moment.
    Time,
}

/// Random moves.
pub fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        8 => (0_usize..4, 0_i64..2, 0_i64..2, any::<bool>())
            .prop_map(|(n, v, w, again)| Move::Close(n, v, w, again)),
        2 => (0_usize..4).prop_map(Move::Message),
        1 => Just(Move::Signal),
        2 => Just(Move::Time),
    ];
    prop::collection::vec(one, 0..25)
}

/// How a comparison came out.
pub enum Outcome {
    /// The same after every step.
    Same {
        /// How many steps.
        steps: usize,
        /// Whether the process ended.
        ended: bool,
    },
    /// Not the same after the last step.
    Differs(Difference),
}

/// Where two engines part.
#[derive(Debug)]
pub struct Difference {
    /// What was done.
    pub done: Vec<String>,
    /// What waits here; `end` when it ended.
    pub ours: Vec<String>,
    /// What waits there.
    pub theirs: Result<Vec<String>, String>,
}

impl Difference {
    /// Whether what waits there waits here too, and more.
    pub fn lacks_there(&self) -> bool {
        let Ok(theirs) = &self.theirs else {
            return false;
        };
        let theirs: Vec<String> = theirs.iter().filter(|l| *l != "end").cloned().collect();
        holds(&self.ours, &theirs) && self.ours.len() > theirs.len()
    }

    /// Whether something waits there that does not wait here, or it fails.
    pub fn is_ahead_there(&self) -> bool {
        let theirs = self.theirs.as_ref();
        theirs.map_or(true, |theirs| !holds(&self.ours, theirs))
    }
}

/// Whether all of `some` are in `all`, as often.
fn holds(all: &[String], some: &[String]) -> bool {
    let mut left = all.to_vec();
    some.iter().all(|label| {
        let place = left.iter().position(|other| other == label);
        place.map(|place| left.swap_remove(place)).is_some()
    })
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (done, ours) = (self.done.join(", "), self.ours.join(" "));
        write!(f, "after {done}: here waits {ours}, there ")?;
        match &self.theirs {
            Ok(theirs) => write!(f, "waits {}", theirs.join(" ")),
            Err(why) => write!(f, "it fails: {why}"),
        }
    }
}

/// Runs a flow in both engines with these moves, and then to its end.
///
/// # Errors
/// When the other engine cannot be asked, or this one refuses the flow.
pub fn compare(other: &mut Other, block: &Block, moves: &[Move]) -> io::Result<Outcome> {
    let flow = drawn(block);
    let text = file(&flow.xml);
    let definitions = bpmn::read(text.as_bytes()).map_err(io::Error::other)?;
    let plan = Plan::build(&definitions).map_err(|p| io::Error::other(format!("{p:?}")))?;
    let mut numbers = vec![("v".to_owned(), 1), ("w".to_owned(), 1)];
    numbers.extend(flow.counters.into_iter().map(|counter| (counter, 0)));
    let mut set: Json = numbers.iter().cloned().collect();
    set["again"] = false.into();
    let numbers = numbers.into_iter().map(|(name, n)| (name, Value::from(n)));
    let mut variables: Context = numbers.collect();
    variables.insert("again".to_owned(), false.into());
    let mut ours = Ours::start(&plan, variables);
    let mut ask = Some((json!({ "flow": text, "set": set }), "start".to_owned()));
    let mut done = Vec::new();
    let mut left = moves.iter();
    while let Some((asked, said)) = ask {
        done.push(said);
        let theirs = other.ask(&asked)?;
        if let Some(difference) = differs(&ours, theirs, &mut done) {
            return Ok(Outcome::Differs(difference));
        }
        if ours.instance.ended.is_some() || done.len() >= MOST {
            break;
        }
        ask = left.find_map(|next| take(&mut ours, *next));
        ask = ask.or_else(|| onward(&mut ours, done.len()));
    }
    Ok(Outcome::Same {
        steps: done.len(),
        ended: ours.instance.ended.is_some(),
    })
}

fn differs(ours: &Ours<'_>, theirs: Said, done: &mut Vec<String>) -> Option<Difference> {
    let marked = |mut waits: Vec<String>, ended: bool| {
        if ended {
            waits.push("end".to_owned());
        }
        waits
    };
    let here = marked(ours.waits(), ours.instance.ended.is_some());
    let theirs = match theirs {
        Said::Waits(waits, ended) => Ok(marked(waits, ended)),
        Said::Fails(why) => Err(why),
    };
    (theirs.as_ref() != Ok(&here)).then(|| Difference {
        done: std::mem::take(done),
        ours: here,
        theirs,
    })
}

/// Takes a move here; tells how the other engine is asked for it, and a person.
fn take(ours: &mut Ours<'_>, next: Move) -> Option<(Json, String)> {
    match next {
        Move::Close(n, v, w, again) => {
            let open = ours.open();
            let (label, token) = open.get(n % open.len().max(1))?.clone();
            let variables = Context::from([
                ("v".to_owned(), v.into()),
                ("w".to_owned(), w.into()),
                ("again".to_owned(), again.into()),
            ]);
            ours.give(match ours.instance.tasks.contains_key(&token) {
                true => Input::CloseTask { token, variables },
                false => Input::ServiceDone { token, variables },
            });
            let set = json!({ "v": v, "w": w, "again": again });
            let said = format!("{label} (v {v}, w {w}, again {again})");
            Some((json!({ "close": label, "set": set }), said))
        }
        Move::Message(n) => {
            let awaited: Vec<&str> = ours.instance.awaited().collect();
            let name = (*awaited.get(n % awaited.len().max(1))?).to_owned();
            if awaited.iter().filter(|other| **other == name).count() > 1 {
                return None;
            }
            let asked = json!({ "message": name });
            let said = format!("message {name}");
            let variables = Context::new();
            ours.give(Input::Message { name, variables });
            Some((asked, said))
        }
        Move::Signal => {
            let name = ours.instance.awaited_signals().next()?.to_owned();
            let asked = json!({ "signal": name });
            let said = format!("signal {name}");
            let variables = Context::new();
            ours.give(Input::Signal { name, variables });
            Some((asked, said))
        }
        Move::Time => {
            let ms = ours.pass()?;
            let said = format!("{} minutes", ms / 60_000);
            Some((json!({ "ms": ms }), said))
        }
    }
}

/// The next step to the end.
fn onward(ours: &mut Ours<'_>, turn: usize) -> Option<(Json, String)> {
    let steps = [Move::Close(0, 0, 0, false), Move::Time, Move::Message(turn)];
    steps.into_iter().find_map(|next| take(ours, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_side_has_more() {
        for (here, there, lacks, ahead) in [
            ("a a b", Ok("a b"), true, false),
            ("a", Ok("end"), true, true),
            ("a b", Ok("a c"), false, true),
            ("a", Ok("a a"), false, true),
            ("a", Err("it broke"), false, true),
        ] {
            let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
            let difference = Difference {
                done: Vec::new(),
                ours: words(here),
                theirs: there.map(words).map_err(str::to_owned),
            };
            assert_eq!(difference.lacks_there(), lacks, "{here} {there:?}");
            assert_eq!(difference.is_ahead_there(), ahead, "{here} {there:?}");
        }
    }
}
