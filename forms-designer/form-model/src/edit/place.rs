//! Where components stand in a document.

use crate::json::Json;
use crate::problem::Problem;

/// The positions of a component and of those around it, from the top: `/components/3/components/0`
/// is `[3, 0]`. Empty is the form itself.
pub(super) type Way = Vec<usize>;

/// The way of a JSON pointer; an empty pointer is the form.
pub(super) fn way_of(pointer: &str) -> Option<Way> {
    let mut steps = pointer.split('/');
    steps.next().filter(|before| before.is_empty())?;
    let mut way = Way::new();
    while let Some(step) = steps.next() {
        if step != "components" {
            return None;
        }
        way.push(steps.next()?.parse().ok()?);
    }
    Some(way)
}

/// The JSON pointer of a way.
pub(super) fn pointer_of(way: &[usize]) -> String {
    way.iter().map(|at| format!("/components/{at}")).collect()
}

/// Refuses a place at which there is no component.
pub(super) fn missing(pointer: &str) -> Problem {
    Problem::new(pointer, "edit-place")
}

/// The component at a way, or the form.
pub(super) fn at<'j>(json: &'j Json, way: &[usize]) -> Option<&'j Json> {
    way.iter().try_fold(json, |json, step| {
        json.get("components")?.as_list()?.get(*step)
    })
}

/// As [`at`], to change it.
pub(super) fn at_mut<'j>(json: &'j mut Json, way: &[usize]) -> Option<&'j mut Json> {
    json.at_mut(&pointer_of(way))
}

/// What the form, or a group or list, holds; one that holds nothing yet gets a place for it.
pub(super) fn held<'j>(json: &'j mut Json, way: &[usize]) -> Option<&'j mut Vec<Json>> {
    let holder = at_mut(json, way)?;
    if !way.is_empty() && !holds(holder) {
        return None;
    }
    if holder.get("components").is_none() {
        *holder.entry("components") = Json::List(Vec::new());
    }
    match holder.entry("components") {
        Json::List(items) => Some(items),
        _ => None,
    }
}

/// Whether a component holds others.
pub(super) fn holds(component: &Json) -> bool {
    let kind = component.get("type").and_then(Json::as_text);
    matches!(kind, Some("group" | "dynamiclist"))
}

/// Where a component stands after another was put in at `put`.
pub(super) fn after_putting(way: &[usize], put: &[usize]) -> Way {
    moved(
        way,
        put,
        |step, at| if at <= step { step + 1 } else { step },
    )
}

/// Where a component stands after another was taken out at `taken`.
pub(super) fn after_taking(way: &[usize], taken: &[usize]) -> Way {
    moved(
        way,
        taken,
        |step, at| if at < step { step - 1 } else { step },
    )
}

fn moved(way: &[usize], other: &[usize], shift: impl Fn(usize, usize) -> usize) -> Way {
    let mut way = way.to_vec();
    let Some((at, around)) = other.split_last() else {
        return way;
    };
    if way.starts_with(around)
        && let Some(step) = way.get_mut(around.len())
    {
        *step = shift(*step, *at);
    }
    way
}

/// Every component with its way, in document order, containers before what they hold.
pub(super) fn all(json: &Json) -> Vec<(Way, &Json)> {
    fn walk<'j>(json: &'j Json, way: &[usize], into: &mut Vec<(Way, &'j Json)>) {
        let items = json.get("components").and_then(Json::as_list);
        for (at, item) in items.unwrap_or_default().iter().enumerate() {
            let mut way = way.to_vec();
            way.push(at);
            into.push((way.clone(), item));
            walk(item, &way, into);
        }
    }
    let mut all = Vec::new();
    walk(json, &[], &mut all);
    all
}

/// The text of a property.
pub(super) fn text<'j>(json: &'j Json, name: &str) -> &'j str {
    json.get(name).and_then(Json::as_text).unwrap_or_default()
}
