//! A layered drawing of a directed graph, from left to right: columns by the longest way from a
//! beginning, an order in each column that crosses few lines, heights near those of neighbours.
//! Lines run between the columns and, backwards, beneath them all, so that none runs over a figure.

use super::super::measure::{Point, Rect, Tenths, px};
use super::tracks::{Ends, TRACK, Tracks, Turn};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Most places where forward lines pass a column; lines beyond it go round.
const MAX_BENDS: usize = 20_000;
/// How often the order in the columns is improved.
const SWEEPS: usize = 8;
/// Between two figures of a column.
const ROW_GAP: Tenths = px(34);
/// Room for a line that passes a column.
const BEND_ROOM: Tenths = px(14);

/// A figure's room.
#[derive(Clone, Copy, Debug, Default)]
pub struct Box {
    pub width: Tenths,
    pub height: Tenths,
    /// Room beneath it, for a name and for the lines of what is attached to it.
    pub foot: Tenths,
    /// Room that its column has at least.
    pub room: Tenths,
}

/// A line from one figure to another.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    /// Of what is attached to the foot of `from`: how far from its left side, and how far beneath
    /// it the line begins and turns.
    pub exit: Option<Exit>,
}

#[derive(Clone, Copy, Debug)]
pub struct Exit {
    pub across: Tenths,
    pub begins: Tenths,
    pub turns: Tenths,
}

/// Where everything is.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    pub places: Vec<Rect>,
    pub routes: Vec<Vec<Point>>,
    pub height: Tenths,
}

/// Lays a graph out.
pub fn lay(boxes: &[Box], links: &[Link]) -> Laid {
    let columns = columns(boxes.len(), links);
    let mut layers = Layers::of(boxes, links, &columns);
    layers.order();
    layers.settle();
    layers.draw(boxes, links, &columns)
}

/// The column of each figure; lines that lead to a column no further right go back.
fn columns(count: usize, links: &[Link]) -> Vec<usize> {
    let mut out = vec![Vec::new(); count];
    let mut entered = vec![false; count];
    for link in links.iter().filter(|link| link.from != link.to) {
        out[link.from].push(link.to);
        entered[link.to] = true;
    }
    let back = back(&out, &entered);
    let mut open = vec![0_usize; count];
    for (from, targets) in out.iter().enumerate() {
        for to in targets.iter().filter(|to| !back.contains(&(from, **to))) {
            open[*to] += 1;
        }
    }
    let mut columns = vec![0; count];
    let mut ready: VecDeque<usize> = (0..count).filter(|node| open[*node] == 0).collect();
    while let Some(from) = ready.pop_front() {
        for to in &out[from] {
            if back.contains(&(from, *to)) {
                continue;
            }
            columns[*to] = columns[*to].max(columns[from] + 1);
            open[*to] -= 1;
            if open[*to] == 0 {
                ready.push_back(*to);
            }
        }
    }
    columns
}

/// The lines that close a circle when one follows the lines from the beginnings.
fn back(out: &[Vec<usize>], entered: &[bool]) -> BTreeSet<(usize, usize)> {
    let mut back = BTreeSet::new();
    let mut seen = vec![false; out.len()];
    let mut on_way = vec![false; out.len()];
    let begins = (0..out.len()).filter(|node| !entered[*node]);
    for begin in begins.chain(0..out.len()) {
        if seen[begin] {
            continue;
        }
        let mut way = vec![(begin, 0)];
        seen[begin] = true;
        on_way[begin] = true;
        while let Some((node, next)) = way.pop() {
            let Some(to) = out[node].get(next) else {
                on_way[node] = false;
                continue;
            };
            way.push((node, next + 1));
            if on_way[*to] {
                back.insert((node, *to));
            } else if !seen[*to] {
                seen[*to] = true;
                on_way[*to] = true;
                way.push((*to, 0));
            }
        }
    }
    back
}

/// What stands in a column: a figure, or a line that passes.
#[derive(Clone, Copy, Debug)]
struct Slot {
    height: Tenths,
    foot: Tenths,
    top: Tenths,
}

impl Slot {
    fn middle(self) -> Tenths {
        self.top + self.height / 2
    }
}

#[derive(Default)]
struct Layers {
    slots: Vec<Slot>,
    columns: Vec<Vec<usize>>,
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    /// The slots that a forward line passes, by the number of the line.
    chains: BTreeMap<usize, Vec<usize>>,
}

impl Layers {
    fn of(boxes: &[Box], links: &[Link], columns: &[usize]) -> Self {
        let mut layers = Self::default();
        let count = columns.iter().max().map_or(0, |last| last + 1);
        layers.columns = vec![Vec::new(); count];
        for (one, column) in boxes.iter().zip(columns) {
            layers.slot(*column, one.height, one.foot + ROW_GAP);
        }
        let mut bends = 0;
        for (number, link) in links.iter().enumerate() {
            let (from, to) = (columns[link.from], columns[link.to]);
            if to <= from || bends + (to - from) > MAX_BENDS {
                continue;
            }
            bends += to - from - 1;
            let mut chain = vec![link.from];
            chain.extend((from + 1..to).map(|column| layers.slot(column, 0, BEND_ROOM)));
            chain.push(link.to);
            for pair in chain.windows(2) {
                if let [before, after] = pair {
                    layers.after[*before].push(*after);
                    layers.before[*after].push(*before);
                }
            }
            layers.chains.insert(number, chain);
        }
        layers
    }

    fn slot(&mut self, column: usize, height: Tenths, foot: Tenths) -> usize {
        let number = self.slots.len();
        self.slots.push(Slot {
            height,
            foot,
            top: 0,
        });
        self.columns[column].push(number);
        self.before.push(Vec::new());
        self.after.push(Vec::new());
        number
    }

    /// Sorts each column by the middle of its neighbours' places, forwards and backwards in turn.
    fn order(&mut self) {
        let mut place = vec![0_usize; self.slots.len()];
        for sweep in 0..SWEEPS {
            let forwards = sweep % 2 == 0;
            let count = self.columns.len();
            for step in 0..count {
                let column = if forwards { step } else { count - 1 - step };
                let near = if forwards { &self.before } else { &self.after };
                let key = |slot: usize, here: usize| {
                    let near = &near[slot];
                    let sum: usize = near.iter().map(|other| place[*other] * 1000 + 500).sum();
                    sum.checked_div(near.len()).unwrap_or(here * 1000 + 500)
                };
                let mut keyed: Vec<(usize, usize)> = self.columns[column]
                    .iter()
                    .enumerate()
                    .map(|(here, slot)| (key(*slot, here), *slot))
                    .collect();
                keyed.sort_by_key(|(key, _)| *key);
                for (here, (_, slot)) in keyed.iter().enumerate() {
                    place[*slot] = here;
                }
                self.columns[column] = keyed.into_iter().map(|(_, slot)| slot).collect();
            }
        }
    }

    /// Gives every slot a height near those of its neighbours.
    fn settle(&mut self) {
        for column in 0..self.columns.len() {
            self.stack(column, |_, here| here);
        }
        let count = self.columns.len();
        for pass in 0..SWEEPS {
            for step in 0..count {
                let forwards = pass % 2 == 0;
                let column = if forwards { step } else { count - 1 - step };
                let wished: BTreeMap<usize, Tenths> = self.columns[column]
                    .iter()
                    .map(|slot| (*slot, self.wished(*slot, forwards)))
                    .collect();
                self.stack(column, |slot, here| {
                    wished.get(&slot).copied().unwrap_or(here)
                });
            }
        }
        let top = self.slots.iter().map(|slot| slot.top).min().unwrap_or(0);
        self.slots.iter_mut().for_each(|slot| slot.top -= top);
    }

    fn wished(&self, slot: usize, forwards: bool) -> Tenths {
        let near = if forwards { &self.before } else { &self.after };
        let near = &near[slot];
        let sum: Tenths = near.iter().map(|other| self.slots[*other].middle()).sum();
        let count = Tenths::try_from(near.len()).unwrap_or(1);
        let here = self.slots[slot];
        sum.checked_div(count)
            .map_or(here.top, |middle| middle - here.height / 2)
    }

    /// Puts the slots of a column, in their order, as near as can be to what they wish (pool
    /// adjacent violators: the least sum of squares that keeps order and gaps).
    fn stack(&mut self, column: usize, wish: impl Fn(usize, Tenths) -> Tenths) {
        let mut down = 0;
        // Wish less the room above, summed over a pool, with how many are in it.
        let mut pools: Vec<(Tenths, Tenths)> = Vec::new();
        for slot in &self.columns[column] {
            let here = self.slots[*slot];
            pools.push((wish(*slot, down) - down, 1));
            down += here.height + here.foot;
            while let [.., (above, many), (below, few)] = pools[..]
                && above / many > below / few
            {
                pools.truncate(pools.len() - 2);
                pools.push((above + below, many + few));
            }
        }
        let shifts = pools.iter().flat_map(|(sum, many)| {
            std::iter::repeat_n(sum / many, usize::try_from(*many).unwrap_or(0))
        });
        let shifts: Vec<Tenths> = shifts.collect();
        let mut down = 0;
        for (slot, shift) in self.columns[column].iter().zip(shifts) {
            let here = &mut self.slots[*slot];
            here.top = shift + down;
            down += here.height + here.foot;
        }
    }

    fn draw(&self, boxes: &[Box], links: &[Link], columns: &[usize]) -> Laid {
        let bottom = self
            .slots
            .iter()
            .map(|slot| slot.top + slot.height + slot.foot);
        let bottom = bottom.max().unwrap_or(0);
        let turns = self.turns(links, columns, bottom);
        let tracks = Tracks::of(&turns, self.columns.len());
        let mut x = 0;
        let mut lefts = Vec::new();
        let mut widths = Vec::new();
        for (number, column) in self.columns.iter().enumerate() {
            x += tracks.room(number, number == 0);
            let rooms = column.iter().filter_map(|slot| boxes.get(*slot));
            let width = rooms.map(|one| one.room.max(one.width)).max().unwrap_or(0);
            lefts.push(x);
            widths.push(width);
            x += width;
        }
        let places: Vec<Rect> = boxes
            .iter()
            .enumerate()
            .map(|(number, one)| Rect {
                x: lefts[columns[number]] + (widths[columns[number]] - one.width) / 2,
                y: self.slots[number].top,
                width: one.width,
                height: one.height,
            })
            .collect();
        let ends = Ends {
            lefts: &lefts,
            right: x,
        };
        let mut by_link: BTreeMap<usize, Vec<&Turn>> = BTreeMap::new();
        for turn in &turns {
            by_link.entry(turn.link).or_default().push(turn);
        }
        let routes: Vec<Vec<Point>> = links
            .iter()
            .enumerate()
            .map(|(number, link)| {
                let turns = by_link.get(&number).into_iter().flatten().copied();
                route(link, &places, turns, &tracks, &ends)
            })
            .collect();
        let all = routes.iter().flatten();
        Laid {
            height: all.map(|p| p.y).max().unwrap_or(0).max(bottom),
            places,
            routes,
        }
    }

    /// Where each line changes its height.
    fn turns(&self, links: &[Link], columns: &[usize], bottom: Tenths) -> Vec<Turn> {
        let mut turns = Vec::new();
        let mut beneath = bottom;
        for (number, link) in links.iter().enumerate() {
            let start = match link.exit {
                Some(exit) => self.slots[link.from].top + self.slots[link.from].height + exit.turns,
                None => self.slots[link.from].middle(),
            };
            let end = self.slots[link.to].middle();
            let turn = |channel, from, to| Turn {
                link: number,
                channel,
                from,
                to,
            };
            match self.chains.get(&number) {
                Some(chain) => {
                    let mut from = start;
                    for (step, slot) in chain.iter().enumerate().skip(1) {
                        let to = self.slots[*slot].middle();
                        turns.push(turn(columns[link.from] + step, from, to));
                        from = to;
                    }
                }
                None => {
                    beneath += TRACK;
                    turns.push(turn(columns[link.from] + 1, start, beneath));
                    turns.push(turn(columns[link.to], beneath, end));
                }
            }
        }
        turns
    }
}

fn route<'t>(
    link: &Link,
    places: &[Rect],
    turns: impl Iterator<Item = &'t Turn>,
    tracks: &Tracks,
    ends: &Ends<'_>,
) -> Vec<Point> {
    let (from, to) = (places[link.from], places[link.to]);
    let mut points = match link.exit {
        Some(exit) => {
            let x = from.x + exit.across;
            vec![
                Point {
                    x,
                    y: from.bottom() + exit.begins,
                },
                Point {
                    x,
                    y: from.bottom() + exit.turns,
                },
            ]
        }
        None => vec![Point {
            x: from.right(),
            y: from.centre().y,
        }],
    };
    for turn in turns.filter(|turn| turn.from != turn.to) {
        let x = tracks.x(turn, ends);
        points.push(Point { x, y: turn.from });
        points.push(Point { x, y: turn.to });
    }
    points.push(Point {
        x: to.x,
        y: to.centre().y,
    });
    points.dedup();
    points
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn graph(count: usize, links: &[(usize, usize)]) -> Laid {
        let one = Box {
            width: px(100),
            height: px(80),
            ..Box::default()
        };
        let links: Vec<Link> = links
            .iter()
            .map(|(from, to)| Link {
                from: *from,
                to: *to,
                exit: None,
            })
            .collect();
        lay(&vec![one; count], &links)
    }

    #[test]
    fn nothing_stands_on_another_and_no_line_runs_over_a_figure() {
        fn check(count: usize, links: &[(usize, usize)]) {
            let laid = graph(count, links);
            for (number, place) in laid.places.iter().enumerate() {
                let others = laid.places.iter().skip(number + 1);
                assert!(
                    others.clone().all(|other| !place.meets(*other)),
                    "{links:?}"
                );
                for piece in laid.routes.iter().flat_map(|route| route.windows(2)) {
                    let ends = [piece[0], piece[1]].map(|p| Rect {
                        x: p.x,
                        y: p.y,
                        width: 0,
                        height: 0,
                    });
                    let line = ends[0].with(ends[1]);
                    assert!(!place.inset(px(1)).meets(line), "{links:?}: {line:?}");
                }
            }
        }
        check(1, &[(0, 0)]);
        check(3, &[(0, 1), (1, 2), (2, 0)]);
        check(4, &[(0, 1), (0, 2), (1, 3), (2, 3), (0, 3)]);
        check(
            6,
            &[
                (0, 1),
                (0, 2),
                (0, 3),
                (1, 4),
                (2, 4),
                (3, 4),
                (4, 5),
                (5, 1),
                (0, 5),
            ],
        );
        check(
            7,
            &[
                (0, 1),
                (1, 2),
                (2, 3),
                (3, 4),
                (4, 5),
                (5, 6),
                (0, 6),
                (1, 5),
                (6, 2),
            ],
        );
    }
}
