//! The channels between the columns, and which line turns where in them.

use super::super::measure::{Tenths, px};
use std::collections::BTreeMap;

/// Between two columns at least.
const CHANNEL: Tenths = px(50);
/// Between two lines side by side.
pub const TRACK: Tenths = px(12);

/// A line that goes from one height to another in a channel; channel 0 is left of all columns.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    pub link: usize,
    pub channel: usize,
    pub from: Tenths,
    pub to: Tenths,
}

/// Where the columns begin, and where the last ends.
pub struct Ends<'l> {
    pub lefts: &'l [Tenths],
    pub right: Tenths,
}

/// What lines share a track: those that come from one height, else those that go to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    From(Tenths),
    To(Tenths),
}

/// The tracks of each channel, from left to right.
pub struct Tracks(Vec<BTreeMap<Shared, Tenths>>);

impl Tracks {
    pub fn of(turns: &[Turn], columns: usize) -> Self {
        let mut channels = vec![Vec::new(); columns + 1];
        for turn in turns.iter().filter(|turn| turn.from != turn.to) {
            channels[turn.channel].push(turn);
        }
        Self(channels.iter().map(|turns| Self::ordered(turns)).collect())
    }

    /// Downwards the lowest turns first, upwards the highest: so they do not cross.
    fn ordered(turns: &[&Turn]) -> BTreeMap<Shared, Tenths> {
        let mut from: BTreeMap<Tenths, Vec<&Turn>> = BTreeMap::new();
        let mut to: BTreeMap<Tenths, Vec<&Turn>> = BTreeMap::new();
        for turn in turns {
            from.entry(turn.from).or_default().push(turn);
        }
        for turns in from.values().filter(|turns| turns.len() == 1) {
            for turn in turns {
                to.entry(turn.to).or_default().push(turn);
            }
        }
        let key = |turn: &Turn| match turn.to > turn.from {
            true => (false, -turn.from),
            false => (true, turn.from),
        };
        let mut tracks = Vec::new();
        for (height, turns) in &from {
            let first = turns.iter().map(|turn| key(turn)).min().unwrap_or_default();
            if turns.len() > 1 {
                tracks.push((first, Shared::From(*height)));
            }
        }
        for (height, turns) in &to {
            let first = turns.iter().map(|turn| key(turn)).min().unwrap_or_default();
            tracks.push((first, Shared::To(*height)));
        }
        tracks.sort_unstable();
        tracks
            .into_iter()
            .map(|(_, shared)| shared)
            .zip(0..)
            .collect()
    }

    fn count(&self, channel: usize) -> Tenths {
        let count = self.0.get(channel).map_or(0, BTreeMap::len);
        Tenths::try_from(count).unwrap_or(0)
    }

    /// How wide a channel is.
    pub fn room(&self, channel: usize, is_edge: bool) -> Tenths {
        match (is_edge, self.count(channel)) {
            (true, 0) => 0,
            (_, count) => CHANNEL.max(TRACK * (count + 1) + px(16)),
        }
    }

    /// Where a line turns.
    pub fn x(&self, turn: &Turn, ends: &Ends<'_>) -> Tenths {
        let count = self.count(turn.channel);
        let all = self.0.get(turn.channel);
        let place = |shared| all.and_then(|all| all.get(&shared)).copied();
        let number = place(Shared::From(turn.from)).or_else(|| place(Shared::To(turn.to)));
        let number = number.unwrap_or(0);
        let (left, room) = match ends.lefts.get(turn.channel) {
            Some(left) => {
                let room = self.room(turn.channel, turn.channel == 0);
                (*left - room, room)
            }
            None => (ends.right, CHANNEL.max(TRACK * (count + 1))),
        };
        left + (room - TRACK * (count - 1)) / 2 + TRACK * number
    }
}
