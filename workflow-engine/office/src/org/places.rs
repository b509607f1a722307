//! What is found by unit: its posts, the posts that head it, and the units of
//! which it took the place. It follows from posts and replacements.

use std::collections::{BTreeMap, BTreeSet};

use super::{Post, Replaced};
use crate::ids::{PostId, UnitId};

/// Posts and former units by unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Places {
    posts: BTreeMap<UnitId, BTreeSet<PostId>>,
    heads: BTreeMap<UnitId, BTreeSet<PostId>>,
    former: BTreeMap<UnitId, BTreeSet<UnitId>>,
}

fn add<K: Ord + Clone, V: Ord + Clone>(to: &mut BTreeMap<K, BTreeSet<V>>, key: &K, value: &V) {
    to.entry(key.clone()).or_default().insert(value.clone());
}

fn take<K: Ord, V: Ord>(from: &mut BTreeMap<K, BTreeSet<V>>, key: &K, value: &V) {
    if let Some(values) = from.get_mut(key) {
        values.remove(value);
        if values.is_empty() {
            from.remove(key);
        }
    }
}

impl Places {
    pub(super) fn of(
        posts: &BTreeMap<PostId, Post>,
        replaced: &BTreeMap<UnitId, Replaced<UnitId>>,
    ) -> Self {
        let mut places = Self::default();
        for post in posts.values() {
            places.post(None, post);
        }
        for (old, replaced) in replaced {
            places.unit_replaced(old, None, &replaced.by);
        }
        places
    }

    /// A post is new, or is no more what it was before.
    pub(super) fn post(&mut self, before: Option<&Post>, post: &Post) {
        if let Some(before) = before {
            take(&mut self.posts, &before.unit, &before.id);
            if let Some(heads) = &before.heads {
                take(&mut self.heads, heads, &before.id);
            }
        }
        add(&mut self.posts, &post.unit, &post.id);
        if let Some(heads) = &post.heads {
            add(&mut self.heads, heads, &post.id);
        }
    }

    /// Another unit takes the place of one.
    pub(super) fn unit_replaced(
        &mut self,
        old: &UnitId,
        before: Option<&Replaced<UnitId>>,
        new: &UnitId,
    ) {
        if let Some(before) = before {
            take(&mut self.former, &before.by, old);
        }
        add(&mut self.former, new, old);
    }

    /// The posts that name the unit, in the order of ids.
    pub(super) fn posts(&self, unit: &UnitId) -> impl Iterator<Item = &PostId> {
        self.posts.get(unit).into_iter().flatten()
    }

    /// The posts that head the unit, in the order of ids.
    pub(super) fn heads(&self, unit: &UnitId) -> impl Iterator<Item = &PostId> {
        self.heads.get(unit).into_iter().flatten()
    }

    /// The units of which it took the place, on whatever day.
    pub(super) fn former(&self, unit: &UnitId) -> impl Iterator<Item = &UnitId> {
        self.former.get(unit).into_iter().flatten()
    }
}
