//! What a flow node is, what it waits for and how it repeats.

use super::BPMN;
use super::model::{
    Condition, Data, Kind, Many, Repeats, Scope, SubSort, TimerForm, TimerText, Trigger,
    WorkingUnit,
};
use super::read::{extension, flag, scope, text_of};
use super::xml::Node;
use crate::Problem;
use std::collections::BTreeMap;

pub(super) fn kind(node: &Node) -> Result<Kind, Problem> {
    Ok(match node.name.as_str() {
        "startEvent" => Kind::Start {
            triggers: triggers(node),
            interrupting: flag(node, "isInterrupting", true),
            parallel: flag(node, "parallelMultiple", false),
        },
        "endEvent" => Kind::End {
            triggers: triggers(node),
        },
        "intermediateCatchEvent" => Kind::Catch {
            triggers: triggers(node),
            parallel: flag(node, "parallelMultiple", false),
        },
        "intermediateThrowEvent" => Kind::Throw {
            triggers: triggers(node),
        },
        "boundaryEvent" => Kind::Boundary {
            triggers: triggers(node),
            attached_to: text_of(node, "attachedToRef"),
            interrupting: flag(node, "cancelActivity", true),
            parallel: flag(node, "parallelMultiple", false),
        },
        "exclusiveGateway" => Kind::Exclusive,
        "inclusiveGateway" => Kind::Inclusive,
        "parallelGateway" => Kind::Parallel,
        "eventBasedGateway" => Kind::EventBased {
            instantiate: flag(node, "instantiate", false),
            parallel: node.attribute("eventGatewayType") == Some("Parallel"),
        },
        "subProcess" => sub(node, SubSort::Plain)?,
        "transaction" => sub(node, SubSort::Transaction)?,
        "adHocSubProcess" => sub(
            node,
            SubSort::AdHoc {
                sequential: node.attribute("ordering") == Some("Sequential"),
                completion: condition(node, "completionCondition"),
                cancels: flag(node, "cancelRemainingInstances", true),
                activities: extension(node).attribute("activities").map(str::to_owned),
            },
        )?,
        _ => task(node),
    })
}

fn sub(node: &Node, sort: SubSort) -> Result<Kind, Problem> {
    Ok(Kind::SubProcess {
        body: scope(node)?,
        by_event: flag(node, "triggeredByEvent", false),
        sort,
    })
}

/// Tasks, global tasks and call activities.
fn task(node: &Node) -> Kind {
    match node.name.as_str() {
        "userTask" | "globalUserTask" => Kind::UserTask,
        "manualTask" | "globalManualTask" => Kind::ManualTask,
        "serviceTask" => Kind::ServiceTask,
        "businessRuleTask" | "globalBusinessRuleTask" => Kind::RuleTask,
        "sendTask" => Kind::SendTask {
            message: reference(node, "messageRef"),
        },
        "receiveTask" => Kind::ReceiveTask {
            message: reference(node, "messageRef"),
            instantiate: flag(node, "instantiate", false),
        },
        "scriptTask" | "globalScriptTask" => Kind::ScriptTask {
            format: match node.attribute("scriptLanguage") {
                Some(language) => language.to_owned(),
                None => text_of(node, "scriptFormat"),
            },
            script: node
                .named("script")
                .map(|s| s.text.trim())
                .collect::<String>(),
        },
        "callActivity" => Kind::Call {
            called: reference(node, "calledElement"),
        },
        _ => Kind::Other,
    }
}

fn reference(node: &Node, name: &str) -> Option<String> {
    node.attribute(name).map(str::to_owned)
}

fn triggers(node: &Node) -> Vec<Trigger> {
    let inside = node.nodes.iter().filter(|n| n.space == BPMN);
    inside.filter_map(trigger).collect()
}

/// An event definition, or a reference to one.
pub(super) fn trigger(node: &Node) -> Option<Trigger> {
    Some(match node.name.as_str() {
        "messageEventDefinition" => Trigger::Message(reference(node, "messageRef")),
        "timerEventDefinition" => Trigger::Timer(timer(node)),
        "errorEventDefinition" => Trigger::Error(reference(node, "errorRef")),
        "escalationEventDefinition" => Trigger::Escalation(reference(node, "escalationRef")),
        "signalEventDefinition" => Trigger::Signal(reference(node, "signalRef")),
        "conditionalEventDefinition" => Trigger::Condition(condition(node, "condition")),
        "linkEventDefinition" => Trigger::Link(text_of(node, "name")),
        "cancelEventDefinition" => Trigger::Cancel,
        "terminateEventDefinition" => Trigger::Terminate,
        "compensateEventDefinition" if !flag(node, "waitForCompletion", true) => {
            Trigger::Other("compensateEventDefinition without waitForCompletion".to_owned())
        }
        "compensateEventDefinition" => Trigger::Compensate(reference(node, "activityRef")),
        "eventDefinitionRef" => Trigger::Missing(node.text.trim().to_owned()),
        other if other.ends_with("EventDefinition") => Trigger::Other(other.to_owned()),
        _ => return None,
    })
}

/// Puts the definitions that stand outside of events in the place of references to them.
pub(super) fn resolve(scope: &mut Scope, known: &BTreeMap<String, Trigger>) {
    for element in &mut scope.elements {
        match &mut element.kind {
            Kind::Start { triggers, .. }
            | Kind::End { triggers }
            | Kind::Catch { triggers, .. }
            | Kind::Throw { triggers }
            | Kind::Boundary { triggers, .. } => {
                for trigger in triggers {
                    if let Trigger::Missing(id) = trigger
                        && let Some(found) = known.get(super::local(id))
                    {
                        *trigger = found.clone();
                    }
                }
            }
            Kind::SubProcess { body, .. } => resolve(body, known),
            _ => {}
        }
    }
}

fn timer(node: &Node) -> Option<TimerText> {
    let units = [
        ("workingDays", WorkingUnit::Days),
        ("workingHours", WorkingUnit::Hours),
    ];
    let extension = extension(node);
    let working = units.into_iter().find_map(|(name, unit)| {
        let amount = extension.attribute(name)?;
        Some((unit, amount.trim().to_owned()))
    });
    let forms = [
        ("timeDate", TimerForm::Date),
        ("timeDuration", TimerForm::Duration),
        ("timeCycle", TimerForm::Cycle),
    ];
    let mut texts = forms.into_iter().flat_map(|(name, form)| {
        let working = working.clone();
        node.named(name).map(move |n| TimerText {
            form,
            text: n.text.trim().to_owned(),
            working: working.clone(),
        })
    });
    match (texts.next(), texts.next()) {
        (Some(text), None) => Some(text),
        _ => None,
    }
}

pub(super) fn condition(node: &Node, name: &str) -> Option<Condition> {
    node.named(name).next().map(|c| Condition {
        text: c.text.trim().to_owned(),
        language: reference(c, "language"),
    })
}

pub(super) fn repeats(node: &Node) -> Option<Repeats> {
    if let Some(repeats) = node.named("standardLoopCharacteristics").next() {
        return Some(Repeats::Loop {
            test_before: flag(repeats, "testBefore", false),
            condition: condition(repeats, "loopCondition"),
            maximum: reference(repeats, "loopMaximum"),
        });
    }
    let many = node.named("multiInstanceLoopCharacteristics").next()?;
    let item = |name: &str| many.named(name).next().map(|n| data(n).name);
    let text = |name: &str| {
        let found = many.named(name).next();
        found.map(|n| n.text.trim().to_owned())
    };
    let complex = many.named("complexBehaviorDefinition").map(|definition| {
        let events = definition.named("event").flat_map(triggers).collect();
        let condition = condition(definition, "condition");
        (condition.unwrap_or_default(), events)
    });
    Some(Repeats::Many(Box::new(Many {
        sequential: flag(many, "isSequential", false),
        cardinality: condition(many, "loopCardinality"),
        collection: text("loopDataInputRef"),
        item: item("inputDataItem"),
        output: text("loopDataOutputRef"),
        output_item: item("outputDataItem"),
        completion: condition(many, "completionCondition"),
        behavior: many.attribute("behavior").unwrap_or("All").to_owned(),
        none_event: reference(many, "noneBehaviorEventRef"),
        one_event: reference(many, "oneBehaviorEventRef"),
        complex: complex.collect(),
        extension: extension(many),
    })))
}

/// A data object, a reference to one, or a property.
pub(super) fn data(node: &Node) -> Data {
    let id = text_of(node, "id");
    let name = text_of(node, "name");
    Data {
        name: if name.trim().is_empty() {
            id.clone()
        } else {
            name.trim().to_owned()
        },
        id,
        refers: reference(node, "dataObjectRef"),
    }
}
