//! The harness's words in FEEL.

use workflow_engine::bpmn::Definitions;
use workflow_engine::bpmn::model::{Condition, Element, Kind, Repeats, Scope, SubSort, Trigger};

/// Extension attribute of a service that stands for a word which takes time or throws.
pub const WORD: &str = "word";

/// Turns scripts and conditions of the whole file into FEEL.
pub fn say_in_feel(definitions: &mut Definitions) {
    definitions.expression_language = None;
    for process in &mut definitions.processes {
        scope(&mut process.body);
    }
    for task in &mut definitions.globals {
        element(task);
    }
    for event in definitions.events.values_mut() {
        trigger(event);
    }
}

fn scope(scope_: &mut Scope) {
    for flow in &mut scope_.flows {
        condition(flow.condition.as_mut());
    }
    for inner in &mut scope_.elements {
        element(inner);
    }
}

fn element(element: &mut Element) {
    match &mut element.repeats {
        Some(Repeats::Loop { condition: c, .. }) => condition(c.as_mut()),
        Some(Repeats::Many(many)) => {
            condition(many.cardinality.as_mut());
            condition(many.completion.as_mut());
            many.complex
                .iter_mut()
                .for_each(|(c, _)| condition(Some(c)));
        }
        None => {}
    }
    let mut word = None;
    match &mut element.kind {
        Kind::ScriptTask { format, script } => match said(script) {
            Some(feel) => {
                *script = feel;
                format.clear();
            }
            None => word = Some(script.clone()),
        },
        Kind::SubProcess { body, sort, .. } => {
            scope(body);
            if let SubSort::AdHoc { completion, .. } = sort {
                condition(completion.as_mut());
            }
        }
        Kind::Start { triggers, .. }
        | Kind::Catch { triggers, .. }
        | Kind::Boundary { triggers, .. } => triggers.iter_mut().for_each(trigger),
        _ => {}
    }
    if let Some(word) = word {
        element.kind = Kind::ServiceTask;
        element.extension.attributes.insert(WORD.to_owned(), word);
    }
}

fn trigger(trigger: &mut Trigger) {
    if let Trigger::Condition(c) = trigger {
        condition(c.as_mut());
    }
}

/// `test.contains("a")` and `${integerVariable}`.
fn condition(condition: Option<&mut Condition>) {
    let Some(condition) = condition else { return };
    condition.language = None;
    let text = condition.text.trim();
    let text = text
        .strip_prefix("${")
        .and_then(|text| text.strip_suffix('}'))
        .unwrap_or(text);
    condition.text = text.replace("test.contains(", "contains(test, ");
}

/// The script in FEEL; none for what takes time or throws.
fn said(word: &str) -> Option<String> {
    let log = |line: &str| format!("{{trace: concatenate(trace, [{line}])}}");
    let count = "integerVariable: integerVariable + 1";
    Some(match word.trim() {
        "CREATE_LOG_FILE" => "{trace: trace}".to_owned(),
        "CREATE_MARKER_FILE" => log("\"MarkerExists\""),
        "SET_STRING_DATA" => "{data: \"set\"}".to_owned(),
        "LOG_DATA" => log("if data = \"set\" then \"DataCorrect\" else \"DataWrong\""),
        "INCREMENT_INTEGER_VARIABLE" => format!("{{{count}}}"),
        "INCREMENT_INTEGER_VARIABLE_AND_LOG" => {
            format!("{{{count}, trace: concatenate(trace, [\"Increment\"])}}")
        }
        other => {
            let task = other.strip_prefix("SCRIPT_task")?;
            log(&format!("\"Task{task}\""))
        }
    })
}
