//! What one person holds, as it is known and as a list says it.
//!
//! A list says that a post is held from a day until a day. That a post was held before the day
//! that a list names is history, which a list does not change.

use jiff::civil::Date;
use office::civil::NO_END;
use office::ids::PersonId;
use office::org::{Holding, HoldingKind, Org};

use super::fault::{Fault, Faults};
use super::list::HoldingSaid;
use super::plan::Asked;

/// One person's holdings.
pub(super) struct Held<'a> {
    on: Date,
    person: &'a PersonId,
    known: Vec<&'a Holding>,
    said: Vec<(u64, Holding)>,
}

/// What is to be done about them.
pub(super) struct Kept<'a> {
    /// Holdings that are new or changed, with the row that says so.
    pub(super) puts: Vec<(u64, Holding)>,
    /// Known holdings of the day or later that the list does not have, and that stay.
    pub(super) missing: Vec<&'a Holding>,
}

fn meet(a: &Holding, b: &Holding) -> bool {
    a.from <= b.until && b.from <= a.until
}

fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

impl<'a> Held<'a> {
    pub(super) fn of(org: &'a Org, person: &'a PersonId, on: Date) -> Self {
        let mut known: Vec<&Holding> = org.holdings.of_person(person).collect();
        known.sort_by_key(|holding| holding.from);
        Self {
            on,
            person,
            known,
            said: Vec::new(),
        }
    }

    pub(super) fn known(&self) -> Vec<&'a Holding> {
        self.known.clone()
    }

    /// Adds what a row says; what it leaves out is as it is known.
    pub(super) fn say(&mut self, said: &HoldingSaid, faults: &mut Faults) {
        let of_post = self.known.iter().filter(|known| known.post == said.post);
        let current = of_post
            .filter(|known| known.until >= said.from.unwrap_or(self.on))
            .min_by_key(|known| (said.from != Some(known.from), known.from));
        let made = Holding {
            person: said.person.clone(),
            post: said.post.clone(),
            from: said
                .from
                .or(current.map(|known| known.from))
                .unwrap_or(self.on),
            until: said
                .until
                .or(current.map(|known| known.until))
                .unwrap_or(NO_END),
            kind: said
                .kind
                .or(current.map(|known| known.kind))
                .unwrap_or(HoldingKind::Regular),
        };
        if made.until < made.from {
            faults.add(Fault::new(said.row, "until", "people-dates"));
            return;
        }
        for (row, other) in &self.said {
            let regular = made.kind == HoldingKind::Regular && other.kind == made.kind;
            let is_known = |one: &Holding| self.known.contains(&one);
            let code = match (made.post == other.post, regular) {
                _ if !meet(&made, other) || is_known(&made) && is_known(other) => continue,
                (true, _) => "people-duplicate",
                (false, true) => "people-two-regular",
                (false, false) => continue,
            };
            let fault = Fault::new(said.row, "person_id", code);
            faults.add(fault.with("person", self.person).with("other_row", row));
        }
        self.said.push((said.row, made));
    }

    /// How many rows nothing was put for.
    pub(super) fn untouched(&self, puts: &[(u64, Holding)]) -> usize {
        let touched = |row: u64| puts.iter().any(|(of, _)| *of == row);
        self.said.iter().filter(|(row, _)| !touched(*row)).count()
    }

    /// What must be put so that what the list says is true.
    pub(super) fn settle(&self, asked: &Asked, faults: &mut Faults) -> Kept<'a> {
        let mut puts = Vec::new();
        for (row, said) in &self.said {
            self.cover(*row, said, &mut puts);
        }
        let mut missing = Vec::new();
        for known in &self.known {
            let is_said = self
                .said
                .iter()
                .any(|(_, said)| said.post == known.post && meet(said, known));
            if known.until < asked.on || is_said {
                continue;
            }
            if let Some((row, until)) = self.moved(known) {
                match until >= known.from {
                    true => puts.push((row, ended(known, until))),
                    false => faults.add(
                        Fault::new(row, "from", "people-two-regular")
                            .with("person", self.person)
                            .with("post", &known.post),
                    ),
                }
                continue;
            }
            match asked.end_missing {
                Some(last) if known.from <= last && known.until > last => {
                    puts.push((0, ended(known, last)));
                }
                Some(last) if known.until <= last => {}
                _ => missing.push(*known),
            }
        }
        Kept { puts, missing }
    }

    /// The last day of a regular post whose holder the list puts into another one.
    fn moved(&self, known: &Holding) -> Option<(u64, Date)> {
        if known.kind != HoldingKind::Regular {
            return None;
        }
        let others = self.said.iter().filter(|(_, said)| {
            said.kind == HoldingKind::Regular && said.post != known.post && meet(said, known)
        });
        let (row, first) = others.min_by_key(|(_, said)| said.from)?;
        Some((*row, before(first.from)))
    }

    /// Holdings that make it true that a post is held as a row says.
    fn cover(&self, row: u64, said: &Holding, puts: &mut Vec<(u64, Holding)>) {
        if self.known.contains(&said) {
            return;
        }
        let known = self.known.iter().copied();
        let pieces: Vec<&Holding> = known
            .filter(|known| known.post == said.post && meet(known, said))
            .collect();
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            puts.push((row, said.clone()));
            return;
        };
        if first.from > said.from {
            let begun = Holding {
                until: before(first.from),
                ..said.clone()
            };
            puts.push((row, begun));
        }
        for piece in &pieces {
            let until = if piece.from == last.from {
                said.until
            } else {
                piece.until
            };
            if piece.kind != said.kind && piece.from < said.from {
                puts.push((row, ended(piece, before(said.from))));
                puts.push((
                    row,
                    Holding {
                        until,
                        ..said.clone()
                    },
                ));
            } else if piece.kind != said.kind || piece.until != until {
                let made = Holding {
                    until,
                    kind: said.kind,
                    ..(*piece).clone()
                };
                puts.push((row, made));
            }
        }
    }
}

fn ended(known: &Holding, until: Date) -> Holding {
    Holding {
        until,
        ..known.clone()
    }
}
