//! Folding away what is nested rightly. Each rule keeps whether the net is sound.

use super::net::{Choice, Net, Step};

/// The net after every rule was applied as long as one applies.
pub fn reduced(mut net: Net) -> Net {
    while pass(&mut net) || double(&mut net) || fuse(&mut net) || back(&mut net) {}
    net
}

/// The step that takes from an edge.
fn taker(net: &Net, edge: usize) -> Option<usize> {
    net.steps
        .iter()
        .position(|step| step.as_ref().is_some_and(|step| step.ins.contains(&edge)))
}

fn step(net: &Net, at: usize) -> Option<&Step> {
    net.steps.get(at)?.as_ref()
}

/// A step with one edge in and one out does nothing: the edges become one.
fn pass(net: &mut Net) -> bool {
    let found = net.steps.iter().position(|step| {
        step.as_ref().is_some_and(|step| {
            step.ins.len() == 1 && step.outs.len() == 1 && !step.ends_all && step.ins != step.outs
        })
    });
    let Some(step) = found.and_then(|at| net.steps.get_mut(at)?.take()) else {
        return false;
    };
    if let ([before], [after]) = (step.ins.as_slice(), step.outs.as_slice())
        && let Some(next) = taker(net, *after)
        && let Some(Some(next)) = net.steps.get_mut(next)
    {
        next.ins
            .iter_mut()
            .filter(|edge| *edge == after)
            .for_each(|edge| *edge = *before);
    }
    true
}

/// Whether what a split puts on several edges into one join is taken by it together.
fn fits(puts: Choice, takes: Choice) -> bool {
    matches!(
        (puts, takes),
        (Choice::One, Choice::One) | (Choice::All, Choice::All) | (_, Choice::Some)
    )
}

/// Two edges from one split to one join that fit become one.
fn double(net: &mut Net) -> bool {
    for at in 0..net.steps.len() {
        let Some(split) = step(net, at).filter(|split| split.puts != Choice::FirstAnd) else {
            continue;
        };
        for (place, first) in split.outs.iter().enumerate() {
            let Some(join) = taker(net, *first).filter(|join| *join != at) else {
                continue;
            };
            let Some(takes) = step(net, join).map(|join| join.takes) else {
                continue;
            };
            let second = split.outs.iter().skip(place + 1);
            let second = second.copied().find(|edge| taker(net, *edge) == Some(join));
            let Some(second) = second.filter(|_| fits(split.puts, takes)) else {
                continue;
            };
            // A split that may leave both out is settled only when these are all it has.
            let loose = split.puts == Choice::Some && split.outs.len() > 2;
            if !loose || takes == Choice::Some {
                remove(net, second);
                return true;
            }
        }
    }
    false
}

fn remove(net: &mut Net, edge: usize) {
    for step in net.steps.iter_mut().flatten() {
        step.ins.retain(|one| *one != edge);
        step.outs.retain(|one| *one != edge);
    }
}

/// A join whose only edge out leads to a join of its kind is part of it, and a split whose edge
/// leads to a split of its kind holds it.
fn fuse(net: &mut Net) -> bool {
    for at in 0..net.steps.len() {
        let Some(first) = step(net, at).filter(|step| !step.ends_all) else {
            continue;
        };
        for edge in &first.outs {
            let Some(next) = taker(net, *edge).filter(|next| *next != at) else {
                continue;
            };
            let Some(second) = step(net, next) else {
                continue;
            };
            let alike = |a: Choice, b: Choice| a == b && matches!(a, Choice::One | Choice::All);
            let joins = first.outs.len() == 1
                && first.ins.len() > 1
                && second.ins.len() > 1
                && alike(first.takes, second.takes);
            let splits = second.ins.len() == 1
                && second.outs.len() > 1
                && first.outs.len() > 1
                && !second.ends_all
                && alike(first.puts, second.puts);
            if joins || splits {
                let edge = *edge;
                join_steps(net, at, next, edge, joins);
                return true;
            }
        }
    }
    false
}

fn join_steps(net: &mut Net, at: usize, next: usize, edge: usize, joins: bool) {
    let (gone, kept) = if joins { (at, next) } else { (next, at) };
    let Some(gone) = net.steps.get_mut(gone).and_then(Option::take) else {
        return;
    };
    if let Some(Some(kept)) = net.steps.get_mut(kept) {
        if joins {
            kept.ins.retain(|one| *one != edge);
            kept.ins.extend(gone.ins);
        } else {
            kept.outs.retain(|one| *one != edge);
            kept.outs.extend(gone.outs);
        }
    }
}

/// A choice that may go straight back to the join before it is no more than a repetition.
fn back(net: &mut Net) -> bool {
    for at in 0..net.steps.len() {
        let Some(split) = step(net, at) else {
            continue;
        };
        if split.puts != Choice::One || split.outs.len() < 2 {
            continue;
        }
        let [only] = split.ins.as_slice() else {
            // Join and split in one step: an edge from it into itself.
            let own = split
                .outs
                .iter()
                .copied()
                .find(|edge| split.ins.contains(edge));
            if let Some(own) = own.filter(|_| split.takes == Choice::One) {
                remove(net, own);
                return true;
            }
            continue;
        };
        let join = net.steps.iter().position(|step| {
            step.as_ref().is_some_and(|step| {
                step.outs.as_slice() == [*only] && step.takes == Choice::One && step.ins.len() > 1
            })
        });
        let Some(join) = join.and_then(|join| step(net, join)) else {
            continue;
        };
        let home = split
            .outs
            .iter()
            .copied()
            .find(|edge| join.ins.contains(edge));
        if let Some(home) = home {
            remove(net, home);
            return true;
        }
    }
    false
}
