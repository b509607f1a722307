//! Answers in a tree: reading, putting and taking away at a place.

use feel::{Context, Value};

use crate::path;
use crate::plan::{Plan, SlotId};

/// The entries of a context; of anything else none.
pub(super) fn entries(value: &Value) -> &Context {
    static NONE: Context = Context::new();
    value.as_context().unwrap_or(&NONE)
}

/// What stands at a place; none where nothing does.
pub(super) fn at<'v>(
    root: &'v Value,
    plan: &Plan,
    slot: SlotId,
    rows: &[usize],
) -> Option<&'v Value> {
    item(root, plan, plan.slots[slot].list, rows)?.get(&plan.slots[slot].path)
}

/// The item of a list at these rows; without a list the whole.
pub(super) fn item<'v>(
    root: &'v Value,
    plan: &Plan,
    list: Option<SlotId>,
    rows: &[usize],
) -> Option<&'v Value> {
    let Some(list) = list else {
        return Some(root);
    };
    let (row, outer) = rows.split_last()?;
    at(root, plan, list, outer)?.as_list()?.get(*row)
}

fn item_mut<'v>(
    root: &'v mut Value,
    plan: &Plan,
    list: Option<SlotId>,
    rows: &[usize],
) -> Option<&'v mut Value> {
    let Some(list) = list else {
        return Some(root);
    };
    let (row, outer) = rows.split_last()?;
    let around = item_mut(root, plan, plan.slots[list].list, outer)?;
    let Value::List(items) = step(around, &plan.slots[list].path)? else {
        return None;
    };
    items.get_mut(*row)
}

fn step<'v>(value: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    path.split('.').try_fold(value, |value, name| match value {
        Value::Context(entries) => entries.get_mut(name),
        _ => None,
    })
}

/// Puts a value at a place, or takes away what stands there, and the contexts that become empty by
/// that. Nothing happens where there is no such row.
pub(super) fn put(
    root: &mut Value,
    plan: &Plan,
    slot: SlotId,
    rows: &[usize],
    value: Option<Value>,
) {
    let Some(item) = item_mut(root, plan, plan.slots[slot].list, rows) else {
        return;
    };
    if !matches!(item, Value::Context(_)) {
        *item = Value::Context(Context::new());
    }
    if let Value::Context(entries) = item {
        path::put(entries, &plan.slots[slot].path, value);
    }
}
