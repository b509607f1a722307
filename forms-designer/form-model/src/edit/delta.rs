//! What is different between two documents, as the one piece in which they differ.

use crate::json::Json;

type Entry = (String, Json);

/// The piece in which two documents differ. Going forth and back again gives the same document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Delta {
    /// Positions in lists and objects, from the top; an object may have a name twice.
    way: Vec<usize>,
    piece: Piece,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Whole(Box<[Json; 2]>),
    Items(usize, [Vec<Json>; 2]),
    Entries(usize, [Vec<Entry>; 2]),
}

impl Delta {
    /// None where the documents are the same.
    pub fn between(before: &Json, after: &Json) -> Option<Self> {
        if before == after {
            return None;
        }
        let mut way = Vec::new();
        let (mut before, mut after) = (before, after);
        let piece = loop {
            match inside(before, after) {
                Some((at, a, b)) => {
                    way.push(at);
                    (before, after) = (a, b);
                }
                None => break piece(before, after),
            }
        };
        Some(Self { way, piece })
    }

    /// Makes the later document of the earlier one.
    pub fn forth(&self, json: &mut Json) {
        self.go(json, 1);
    }

    /// Makes the earlier document of the later one.
    pub fn back(&self, json: &mut Json) {
        self.go(json, 0);
    }

    /// Puts the piece of one side (0 or 1) where that of the other stands.
    fn go(&self, json: &mut Json, to: usize) {
        let mut place = Some(json);
        for at in &self.way {
            place = place.and_then(|json| child(json, *at));
        }
        match (place, &self.piece) {
            (Some(json), Piece::Whole(both)) => *json = both[to].clone(),
            (Some(Json::List(items)), Piece::Items(at, both)) => {
                splice(items, *at, both[1 - to].len(), &both[to]);
            }
            (Some(Json::Object(entries)), Piece::Entries(at, both)) => {
                splice(entries, *at, both[1 - to].len(), &both[to]);
            }
            _ => {}
        }
    }
}

fn splice<T: Clone>(items: &mut Vec<T>, at: usize, taken: usize, put: &[T]) {
    let start = at.min(items.len());
    let end = start.saturating_add(taken).min(items.len());
    items.splice(start..end, put.iter().cloned());
}

fn child(json: &mut Json, at: usize) -> Option<&mut Json> {
    match json {
        Json::List(items) => items.get_mut(at),
        Json::Object(entries) => entries.get_mut(at).map(|(_, value)| value),
        _ => None,
    }
}

/// The only value inside in which two lists or two objects differ.
fn inside<'j>(before: &'j Json, after: &'j Json) -> Option<(usize, &'j Json, &'j Json)> {
    match (before, after) {
        (Json::List(a), Json::List(b)) if a.len() == b.len() => only(a.iter().zip(b)),
        (Json::Object(a), Json::Object(b))
            if a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0) =>
        {
            only(a.iter().zip(b).map(|(a, b)| (&a.1, &b.1)))
        }
        _ => None,
    }
}

fn only<'j>(
    pairs: impl Iterator<Item = (&'j Json, &'j Json)>,
) -> Option<(usize, &'j Json, &'j Json)> {
    let mut different = pairs.enumerate().filter(|(_, (a, b))| a != b);
    let (at, (a, b)) = different.next()?;
    different.next().is_none().then_some((at, a, b))
}

fn piece(before: &Json, after: &Json) -> Piece {
    match (before, after) {
        (Json::List(a), Json::List(b)) => {
            let (at, both) = middles(a, b);
            Piece::Items(at, both)
        }
        (Json::Object(a), Json::Object(b)) => {
            let (at, both) = middles(a, b);
            Piece::Entries(at, both)
        }
        _ => Piece::Whole(Box::new([before.clone(), after.clone()])),
    }
}

/// What two lists have between a same beginning and a same end.
fn middles<T: Clone + PartialEq>(a: &[T], b: &[T]) -> (usize, [Vec<T>; 2]) {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev());
    let tail = tail.take_while(|(a, b)| a == b).count();
    let middle = |items: &[T]| items[..items.len() - tail].to_vec();
    (head, [middle(a), middle(b)])
}
