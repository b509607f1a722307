//! Going through a form that is being filled in, as it is drawn.

use std::collections::BTreeSet;

use feel::Value;

use super::{Asked, Session, values};
use crate::answers::is_empty;
use crate::component::{Component, Kind};
use crate::plan::PartId;
use crate::problem::Problem;

/// A component at one place.
#[derive(Debug, Clone)]
pub struct Seen<'a> {
    /// The component.
    pub component: &'a Component,
    /// Of a field or a list the path of its answer (`trip.days[0].place`); of other components,
    /// which have none, the pointer (`/components/3`), inside a list's item behind its path
    /// (`days[0]/components/1/components/2`).
    pub path: String,
    /// What it asks.
    pub asked: &'a Asked,
    /// The answer that counts; null where there is none.
    pub value: &'a Value,
}

impl Session {
    /// Visits every component at every place, in the order of the form; of a list its rows one
    /// after the other.
    pub fn each<'a>(&'a self, visit: &mut dyn FnMut(&Seen<'a>)) {
        self.level(&self.form.plan().top, &[], visit);
    }

    fn level<'a>(&'a self, parts: &'a [PartId], rows: &[usize], visit: &mut dyn FnMut(&Seen<'a>)) {
        const NONE: &Value = &Value::Null;
        let plan = self.form.plan();
        for part in parts {
            let Some(asked) = self.asked(*part, rows) else {
                continue;
            };
            let slot = plan.parts[*part].slot;
            let value = slot.and_then(|slot| self.counted_at(slot, rows));
            let component = self.component(*part);
            visit(&Seen {
                component,
                path: self.form.path_of(*part, rows),
                asked,
                value: value.unwrap_or(NONE),
            });
            let inside = &plan.parts[*part].children;
            if component.kind != Kind::DynamicList {
                self.level(inside, rows, visit);
            } else if asked.shown {
                let items = value.and_then(Value::as_list).map_or(0, <[Value]>::len);
                for row in 0..items {
                    self.level(inside, &[rows, &[row]].concat(), visit);
                }
            }
        }
    }

    /// What is wrong with the answers, in the order of the form.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.each(&mut |seen| problems.extend(seen.asked.problems.iter().cloned()));
        problems
    }

    /// The paths of what is shown, as [`Seen::path`].
    #[must_use]
    pub fn shown(&self) -> BTreeSet<String> {
        let mut shown = BTreeSet::new();
        self.each(&mut |seen| {
            if seen.asked.shown {
                shown.insert(seen.path.clone());
            }
        });
        shown
    }

    /// The paths of answers that were entered and whose fields are all hidden.
    #[must_use]
    pub fn hidden(&self) -> BTreeSet<String> {
        let plan = self.form.plan();
        let mut hidden = BTreeSet::new();
        for ((part, rows), asked) in &self.asked {
            let Some(slot) = plan.parts[*part].slot else {
                continue;
            };
            let entered = values::at(&self.entered, plan, slot, rows);
            let shown = |part: &PartId| self.asked(*part, rows).is_some_and(|one| one.shown);
            if !asked.shown
                && entered.is_some_and(|value| !is_empty(value))
                && !plan.slots[slot].parts.iter().any(shown)
            {
                hidden.insert(plan.path(slot, rows));
            }
        }
        hidden
    }
}
