//! The answers with which a form starts.

use feel::{Context, Value};

use crate::answers::{Answers, is_empty};
use crate::component::{Component, Kind};
use crate::form::Form;
use crate::plan::SlotId;

impl Form {
    /// The answers that a form starts with: its defaults, and the rows with which each list
    /// begins.
    #[must_use]
    pub fn start(&self) -> Answers {
        let mut answers = Context::new();
        start(self.components(), &mut answers);
        answers
    }

    /// What a new row of a list starts with.
    pub(crate) fn row_start(&self, list: SlotId) -> Value {
        let mut row = Context::new();
        if let Some(list) = self.asking(list) {
            start(&list.children, &mut row);
        }
        Value::Context(row)
    }
}

fn start(components: &[Component], answers: &mut Context) {
    for component in components {
        match component.kind {
            Kind::Group => start(&component.children, answers),
            Kind::DynamicList if !component.path.is_empty() => {
                let mut row = Context::new();
                start(&component.children, &mut row);
                let rows = vec![Value::Context(row); component.repetitions];
                if !rows.is_empty() {
                    crate::path::put(answers, &component.path, Some(Value::List(rows)));
                }
            }
            _ if component.is_field() && !is_empty(&component.default) => {
                crate::path::put(answers, &component.path, Some(component.default.clone()));
            }
            _ => {}
        }
    }
}
