//! How activities of the plan repeat.

use super::build::{Building, Here};
use super::{Behavior, Collection, Repeat, Repeated, Throw};
use crate::bpmn::local;
use crate::bpmn::model::{Element, Many, Repeats};
use crate::name::Name;

impl Building<'_> {
    pub(super) fn repeat(&mut self, element: &Element, here: &Here<'_>) -> Option<Repeat> {
        match element.repeats.as_ref()? {
            Repeats::Loop {
                test_before,
                condition,
                maximum,
            } => Some(Repeat::Loop {
                test_before: *test_before,
                condition: condition
                    .as_ref()
                    .and_then(|c| self.condition(&element.id, c)),
                maximum: maximum.as_ref().and_then(|m| m.trim().parse().ok()),
            }),
            Repeats::Many(many) => self.many(element, many, here).map(Repeat::Many),
        }
    }

    fn many(&mut self, element: &Element, many: &Many, here: &Here<'_>) -> Option<Repeated> {
        let id = &element.id;
        let written = |name: &str| many.extension.attribute(name);
        let variable = |id: &Option<String>| {
            let id = local(id.as_deref()?);
            Some(Name::from(here.data.get(id).map_or(id, String::as_str)))
        };
        let count = match (written("collection"), &many.cardinality) {
            (Some(text), _) => Collection::List(self.program(id, text, None)?),
            (None, Some(number)) => Collection::Cardinality(self.condition(id, number)?),
            (None, None) => Collection::Variable(variable(&many.collection)?),
        };
        let name = |written: Option<&str>, other: &Option<String>| {
            written.or(other.as_deref()).map(Name::from)
        };
        Some(Repeated {
            sequential: many.sequential,
            count,
            item: name(written("item"), &many.item),
            result: written("result")
                .map(Name::from)
                .or_else(|| variable(&many.output)),
            output: written("output").and_then(|text| self.program(id, text, None)),
            output_item: many.output_item.as_deref().map(Name::from),
            completion: many.completion.as_ref().and_then(|c| self.condition(id, c)),
            behavior: self.behavior(element, many, here),
        })
    }

    fn behavior(&mut self, element: &Element, many: &Many, here: &Here<'_>) -> Behavior {
        let event = |this: &Self, id: &Option<String>| -> Option<Throw> {
            let found = this.definitions.events.get(local(id.as_deref()?))?;
            this.thrown(found, here.scope)
        };
        match many.behavior.as_str() {
            "None" => Behavior::None(event(self, &many.none_event)),
            "One" => Behavior::One(event(self, &many.one_event)),
            "Complex" => {
                let mut found = Vec::new();
                for (condition, triggers) in &many.complex {
                    let throws = triggers.iter();
                    let throws = throws.filter_map(|t| self.thrown(t, here.scope)).collect();
                    if let Some(program) = self.condition(&element.id, condition) {
                        found.push((program, throws));
                    }
                }
                Behavior::Complex(found)
            }
            _ => Behavior::All,
        }
    }
}
