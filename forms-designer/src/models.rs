//! Models that follow what they show line by line, so that what is on the screen keeps its focus
//! and what is being written in it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use slint::{Model, ModelRc, SharedString, VecModel};

/// Most different lists that are kept.
const MAX_KEPT: usize = 4_000;

thread_local! {
    static WORDS: RefCell<BTreeMap<Vec<SharedString>, ModelRc<SharedString>>> = RefCell::default();
    static CELLS: RefCell<BTreeMap<Vec<i32>, ModelRc<i32>>> = RefCell::default();
}

fn same<T>(kept: &RefCell<BTreeMap<Vec<T>, ModelRc<T>>>, list: Vec<T>) -> ModelRc<T>
where
    T: Clone + Ord + 'static,
{
    let mut kept = kept.borrow_mut();
    if let Some(model) = kept.get(&list) {
        return model.clone();
    }
    if kept.len() >= MAX_KEPT {
        kept.clear();
    }
    let model = ModelRc::new(VecModel::from(list.clone()));
    kept.insert(list, model.clone());
    model
}

/// A list of words as a model that nobody changes; the same list is the same model, so that a line
/// with it is equal to itself.
#[must_use]
pub fn words(list: Vec<SharedString>) -> ModelRc<SharedString> {
    WORDS.with(|kept| same(kept, list))
}

/// As [`words`], of numbers.
#[must_use]
pub fn cells(list: Vec<i32>) -> ModelRc<i32> {
    CELLS.with(|kept| same(kept, list))
}

/// Makes a model hold other lines: lines of the same name stay and are changed in place, others
/// come and go.
pub fn follow<T, K>(model: &VecModel<T>, lines: Vec<T>, name: impl Fn(&T) -> K)
where
    T: Clone + PartialEq + 'static,
    K: Ord,
{
    let old: Vec<K> = model.iter().map(|line| name(&line)).collect();
    let new: Vec<K> = lines.iter().map(&name).collect();
    let stays = staying(&old, &new);
    for at in (0..old.len()).rev() {
        if stays.get(at) != Some(&true) {
            model.remove(at);
        }
    }
    let mut kept = old.iter().zip(&stays).filter(|(_, stays)| **stays);
    let mut next = kept.next();
    for (at, (line, own)) in lines.into_iter().zip(&new).enumerate() {
        if next.is_some_and(|(old, _)| old == own) {
            next = kept.next();
            if model.row_data(at).as_ref() != Some(&line) {
                model.set_row_data(at, line);
            }
        } else {
            model.insert(at, line);
        }
    }
}

/// Which of the old names stay: those that come in the new ones in the same order.
fn staying<K: Ord>(old: &[K], new: &[K]) -> Vec<bool> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.iter().skip(head).rev().zip(new.iter().skip(head).rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    let middle = new.iter().take(new.len() - tail).enumerate().skip(head);
    let mut places: BTreeMap<&K, usize> = middle.map(|(at, name)| (name, at)).collect();
    let mut from = head;
    let stays = |(at, name): (usize, &K)| {
        if at < head || at + tail >= old.len() {
            return true;
        }
        match places.remove(name) {
            Some(place) if place >= from => {
                from = place + 1;
                true
            }
            _ => false,
        }
    };
    old.iter().enumerate().map(stays).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_follows() {
        let check = |before: &[(u8, u8)], after: &[(u8, u8)]| {
            let model = VecModel::from(before.to_vec());
            follow(&model, after.to_vec(), |line| line.0);
            assert_eq!(model.iter().collect::<Vec<_>>(), after, "{before:?}");
        };
        check(&[], &[(1, 0), (2, 0)]);
        check(&[(1, 0), (2, 0)], &[]);
        check(&[(1, 0), (2, 0), (3, 0)], &[(1, 0), (9, 0), (3, 1)]);
        check(&[(1, 0), (2, 0), (3, 0)], &[(3, 0), (2, 0), (1, 0)]);
        check(&[(1, 0), (1, 0)], &[(1, 1), (1, 2), (1, 3)]);
        check(&[(1, 0), (2, 0), (3, 0)], &[(2, 0), (3, 1), (4, 0)]);
        check(
            &[(1, 0), (2, 0), (3, 0), (9, 0)],
            &[(9, 0), (1, 0), (3, 0), (4, 0)],
        );
    }

    #[test]
    fn lines_stay_while_one_looks_further_down() {
        let check = |old: &[u8], new: &[u8], expected: &[bool]| {
            assert_eq!(staying(old, new), expected, "{old:?} {new:?}");
        };
        check(&[1, 2, 3, 4], &[3, 4, 5], &[false, false, true, true]);
        check(&[3, 4, 5], &[1, 3, 4], &[true, true, false]);
        check(&[1, 2, 3, 8], &[2, 3, 4, 8], &[false, true, true, true]);
        check(&[1, 1, 2], &[2, 1, 1], &[true, false, false]);
    }
}
